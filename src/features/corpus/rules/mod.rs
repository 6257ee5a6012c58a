//! The rules of the corpus: second names, cutting, recognising, anchors, dates, differences, flowcharts, what asks, what is
//! personal. Pure.

pub mod abbreviations;
pub mod anchors;
pub mod asking;
pub mod cutting;
pub mod dates;
pub mod difference;
pub mod editing;
pub mod findings;
pub mod flowchart;
pub mod header;
pub mod personal;
pub mod recognise;
