//! The rules of the reports, without any input or output: what a manager sees, cover of posts, what may be
//! told about a small group, what comes next today.

pub mod cover;
pub mod group;
pub mod office;
pub mod standstill;
pub mod today;
