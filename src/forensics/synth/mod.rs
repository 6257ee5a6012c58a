//! Synthetic documents and edits, deterministic by seed, for tests and exercises.
//!
//! Type is drawn with strokes, so no font file is needed, and names and amounts are invented.
//! Edited and untouched pages share the same history: print and scan, first save, second save;
//! "saved twice" therefore gives nothing away.

pub mod document;
pub mod edit;
pub mod evaluate;
pub mod glyphs;
pub mod hostile;
pub mod papers;
pub mod pdf;
mod pdf_font;
pub mod random;
pub mod scan;

pub use document::{Drawing, Style, draw};
pub use edit::{Case, EditKind, LastSave, case};
pub use random::Random;
