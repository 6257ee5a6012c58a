//! The rules of the corpus: cutting, recognising, anchors, dates, differences, flowcharts. Pure.

pub mod anchors;
pub mod cutting;
pub mod dates;
pub mod difference;
pub mod editing;
pub mod findings;
pub mod flowchart;
pub mod header;
pub mod recognise;
