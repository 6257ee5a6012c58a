//! The outside world, one adapter each.
pub mod blobs;
pub mod i18n;
pub mod mail;
pub mod sandbox;
pub mod search;
pub mod telemetry;
