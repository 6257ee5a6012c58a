//! Papers of a case: which kinds there are, which fields they have, what of them is personal, and the rows that
//! keep them.

mod keys;
mod masks;
mod model;

pub use keys::{KINDS, code, fields_of, is_column, offered};
pub use masks::{hide_in_words, is_personal, shown};
pub use model::{CellRow, Change, EarlierRow, FieldRow, PaperRow, TextRow};

/// Readings less sure than this, in per cent, are marked for a look at the paper.
pub const UNSURE: i32 = 80;
