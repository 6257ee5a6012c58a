//! The use cases of the reports.

pub mod posts;
