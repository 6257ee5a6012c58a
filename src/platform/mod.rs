//! The outside world, one adapter each.
pub mod archive;
pub mod blobs;
pub mod clock;
pub mod config;
pub mod db;
pub mod dense;
pub mod documents;
pub mod i18n;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod models;
pub mod sandbox;
pub mod schedule;
pub mod search;
pub mod site;
pub mod telemetry;
