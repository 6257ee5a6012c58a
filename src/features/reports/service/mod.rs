//! The use cases of the reports.

pub mod keeping;
pub mod overview;
mod overview_model;
pub mod posts;
pub mod today;
mod today_tasks;
