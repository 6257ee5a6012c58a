//! The documents nearest to a question, among those that may be found.

use tantivy::DocAddress;

use super::table::{Rows, Table, quantised};
use crate::platform::search::filter::Bits;
use crate::platform::search::find::Best;

/// A question's vector, ready to be held against others.
pub(crate) struct Nearness {
    scale: f32,
    vector: Vec<i8>,
}

impl Nearness {
    pub(crate) fn new(vector: &[f32]) -> Self {
        let (scale, vector) = quantised(vector);
        Self { scale, vector }
    }

    /// The likeness of the question and the best passage of a document, -1 to 1.
    pub(crate) fn to(&self, table: &Table, rows: Rows) -> f32 {
        table.likeness(rows, self.scale, &self.vector)
    }
}

/// The `depth` nearest documents. Every vector is looked at: with some ten thousand clauses that takes a few
/// milliseconds, and an approximate index would have to know each reader's rights.
pub(crate) fn near(
    table: &Table,
    nearness: &Nearness,
    rows: &[Vec<Option<Rows>>],
    allowed: &[Bits],
    depth: usize,
) -> Vec<DocAddress> {
    let mut best = Best::new(depth);
    for ((ordinal, rows), bits) in (0..).zip(rows).zip(allowed) {
        for (doc, rows) in (0..).zip(rows) {
            if let Some(rows) = rows
                && bits.holds(doc)
            {
                best.push(nearness.to(table, *rows), DocAddress::new(ordinal, doc));
            }
        }
    }
    best.addresses()
}
