//! The use cases of the threads.

pub mod acts;
pub mod views;
