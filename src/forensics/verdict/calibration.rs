//! Thresholds in force. They are data with an id and a date, because each class of documents
//! and each site needs its own; the built-in ones come from synthetic pages.

use serde::{Deserialize, Serialize};

/// Thresholds for one class of documents at one site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Name shown with every report.
    pub id: String,
    /// ISO 8601 date of the calibration.
    pub date: String,
    /// Least deviation of a word's JPEG history.
    pub word_history: f32,
    /// Least deviation (second largest of five numbers) of a word's look.
    pub word_look: f32,
    /// Least score of a copy, see [`crate::forensics::detectors::copy_move::score`].
    pub copy_score: f32,
    /// Sum of word evidence at which the page score reaches 63 %. With the built-in value no family of evidence alone
    /// reaches the line from which a case should be looked at (0.35, in whole points): others must agree.
    pub page_scale: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            id: "built-in-3".to_owned(),
            date: "2026-11-24".to_owned(),
            word_history: 4.5,
            word_look: 4.5,
            copy_score: 3.5,
            page_scale: 21.0,
        }
    }
}
