//! Shifu: mentoring, training, policy search and document screening for public-service halls.

pub mod app;
pub mod features;
pub mod forensics;
pub mod kernel;
pub mod platform;
pub mod web;
