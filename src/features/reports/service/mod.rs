//! The use cases of the reports.

pub mod overview;
pub mod posts;
pub mod today;
mod today_tasks;
