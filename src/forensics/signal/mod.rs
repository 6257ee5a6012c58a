//! The mathematics under the detectors: planes, block transforms, robust statistics, hashes.

pub mod components;
pub mod dct;
pub mod phash;
pub mod plane;
pub mod stats;

pub use plane::{Integral, Plane};
