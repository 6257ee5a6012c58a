//! The queries of the reports.

pub mod posts;
