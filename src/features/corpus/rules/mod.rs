//! The rules of the corpus: cutting, anchors, dates, differences. Pure.

pub mod anchors;
pub mod cutting;
pub mod dates;
