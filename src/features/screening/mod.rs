//! 材料核验: supporting documents come in, are examined in a sealed child process, looked at and decided on by
//! a second person, and erased on their date.
//!
//! The machine never says true or false and rejects nothing. A *case* (核验件) holds *documents*; the
//! examination gives *findings* (疑点), each with its reason and an innocent explanation; a *decision* is made
//! by a person who did not hand the case in.

pub mod http;
mod intake;
pub mod jobs;
mod model;
mod papers;
mod prices;
mod reuse;
mod rules;
mod seats;
mod service;
mod spotting;
mod store;
mod vocabulary;

pub use model::{Case, Document};
pub use rules::{CaseState, Purpose, Verdict};
pub use service::{
    About, COVER_JOB, Figures, Intake, NewExercise, Received, Upload, approve_exercise, bring_in_prices,
    child, child_telling, cover_child, decoder_ready, draw_exercise, exercise_file, figures, has_exercise,
    held, keep_report, likenesses, own_cases, prices, put_prices_in_force, queue_size, receive, request,
    sweep, waiting_for,
};
