//! Shifu: mentoring, training, policy search and document screening for public-service halls.

pub mod forensics;
pub mod platform;
