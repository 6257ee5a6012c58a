//! The examination engine from outside: bytes in, report out. No database.

mod detectors;
mod hostile;
mod report;
