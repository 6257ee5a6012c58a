//! The examination engine from outside: bytes in, report out. No database.

#![allow(clippy::non_ascii_literal, reason = "tests speak the language of the hall")]

mod detectors;
mod hostile;
mod pdf;
mod report;
