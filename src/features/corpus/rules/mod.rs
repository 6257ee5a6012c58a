//! The rules of the corpus: cutting, anchors, dates, differences, flowcharts, what asks, what is personal.
//! Pure.

pub mod anchors;
pub mod asking;
pub mod cutting;
pub mod dates;
pub mod difference;
pub mod flowchart;
pub mod personal;
