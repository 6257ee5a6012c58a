//! The rules of the corpus: cutting, anchors, dates, differences, flowcharts. Pure.

pub mod anchors;
pub mod cutting;
pub mod dates;
pub mod difference;
pub mod flowchart;
