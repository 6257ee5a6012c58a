//! Shifu: mentoring, training, policy search and document screening for public-service halls.
//!
#![doc = include_str!("ARCHITECTURE.md")]
#![cfg_attr(test, allow(clippy::non_ascii_literal, reason = "tests speak the language of the hall"))]

pub mod app;
pub mod features;
pub mod forensics;
pub mod kernel;
pub mod platform;
pub mod web;
