//! Question threads (问同事): a colleague asks, colleagues answer from the source, one answer is accepted.
//!
//! An *answer* names the clauses it rests on. The asker may ask further (追问) as long as it is open, and then waits
//! again. The asker or a steward, never its author, *accepts* it, and closes
//! the thread with a *transfer question* (举一反三): what other case does the same rule decide? That question
//! goes to the question bank as a draft. A steward may then put the answer on the shelf of questions, where
//! everybody finds it. No citizen's data: numbers of people are refused, names are asked not to be written.
//!
//! The room stands above `quizzes`, whose bank takes the transfer question, and above `apprenticeship`, which
//! knows whose business item a question belongs to.

pub mod http;
mod model;
mod rules;
mod service;
mod store;

pub use model::{Acceptance, AnswerView, CitationView, ThreadView};
pub use service::acts::{
    NewThread, Transfer, accept, answer, ask, decline_shelf, follow_up, shelve, withdraw,
};
pub use service::views::{Line, Waiting, Which, counts, list, thread, waiting};
