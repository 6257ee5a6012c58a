//! The integration tests: one binary, because each further one links the whole program again.

#![allow(clippy::non_ascii_literal, reason = "tests speak the language of the hall")]

mod advisories;
mod locales;
mod notice;
mod pg;
mod tidy;
