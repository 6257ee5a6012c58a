//! The integration tests: one binary, because each further one links the whole program again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]
#![allow(clippy::non_ascii_literal, reason = "tests speak the language of the hall")]

mod accounts;
mod admin;
mod advisories;
mod api;
mod apprenticeship;
mod authorisation;
mod backup;
mod connections;
mod content;
mod contrast;
mod corpus;
mod documents;
mod harness;
mod healing;
mod kill;
mod locales;
mod notice;
mod notifications;
#[path = "../papers/mod.rs"]
mod papers;
mod past;
mod pg;
mod quizzes;
mod reports;
mod routines;
mod schema;
mod screening;
mod threads;
mod tidy;
