//! What the program has to tell a person, in the program and by mail where the person has an address; and
//! what a person has to tell about the program.
//!
//! A mail says what the notification says: [`notify`] enqueues a job in the same transaction where the kind
//! of notice asks for it, and the accounts room, which knows addresses, sends it ([`MAIL_JOB`], [`MailOrder`]).

pub mod http;
mod rules;
mod service;
mod store;

pub use rules::FeedbackKind;
pub use service::{
    Answer, FEEDBACK_JOB, Feedback, FeedbackFiled, MAIL_JOB, MailOrder, Notice, Told, answer_feedback,
    feedback_queue, file_feedback, list, my_feedback, notify, open_feedback, read_all, sentence, settle,
    told, unread,
};
