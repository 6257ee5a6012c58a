//! Who may see what, and what was in force: one bit for each document, worked out before anything is ranked.
//!
//! Rights and dates take part in the search itself. A filter behind the ranking would give short pages and
//! would let the ranks of hidden documents be guessed. The bits are kept for a reader as long as the index
//! does not change; they replace constant-score clauses in the query, under which the engine can no longer
//! skip blocks that cannot reach the top.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::index::{Fields, column};
use super::{Kind, SearchError};

/// What a search is allowed to find.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Scope {
    /// The day asked for, as a day number.
    pub day: i64,
    /// Bit set of kind codes; all bits set means every kind.
    pub kinds: u64,
    /// Visibility terms, sorted.
    pub reader: Vec<String>,
    /// Whether what is no longer in force is wanted, instead of what is.
    pub past: bool,
}

impl Scope {
    pub(super) fn new(day: i64, kinds: &[Kind], reader: &[String], past: bool) -> Self {
        let kinds = if kinds.is_empty() {
            u64::MAX
        } else {
            kinds.iter().fold(0, |set, kind| set | 1 << kind.code())
        };
        let mut reader = reader.to_vec();
        reader.sort_unstable();
        reader.dedup();
        Self { day, kinds, reader, past }
    }
}

/// The documents of one segment that may be found.
#[derive(Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn holds(&self, doc: u32) -> bool {
        usize::try_from(doc / 64)
            .ok()
            .and_then(|at| self.0.get(at))
            .is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// Sets to nothing what belongs to documents that may not be found.
    pub(super) fn mask(&self, scores: &mut [f32]) {
        let unset = scores.len().min(64 * self.0.len());
        for (&word, scores) in self.0.iter().zip(scores.chunks_mut(64)) {
            match word {
                u64::MAX => {}
                0 => scores.fill(0.0),
                some => {
                    for (at, score) in scores.iter_mut().enumerate() {
                        *score = if some >> at & 1 == 1 { *score } else { 0.0 };
                    }
                }
            }
        }
        scores[unset..].fill(0.0);
    }

    fn set(&mut self, doc: u32) {
        if let Some(word) = usize::try_from(doc / 64).ok().and_then(|at| self.0.get_mut(at)) {
            *word |= 1 << (doc % 64);
        }
    }
}

/// The bits of every segment, in the order of the segments.
pub(super) fn allowed(searcher: &Searcher, fields: &Fields, scope: &Scope) -> Result<Vec<Bits>, SearchError> {
    searcher.segment_readers().iter().map(|segment| segment_bits(segment, fields, scope)).collect()
}

fn segment_bits(segment: &SegmentReader, fields: &Fields, scope: &Scope) -> Result<Bits, SearchError> {
    let words = usize::try_from(segment.max_doc().div_ceil(64)).unwrap_or(0);
    let mut bits = Bits(vec![0; words]);
    let columns = segment.fast_fields();
    let kind = columns.u64(column::KIND)?;
    let from = columns.i64(column::FROM)?;
    let to = columns.i64(column::TO)?;
    let superseded = columns.u64(column::SUPERSEDED)?;
    let visible = segment.inverted_index(fields.visible)?;
    for term in &scope.reader {
        let term = Term::from_field_text(fields.visible, term);
        let postings = visible.read_postings(&term, IndexRecordOption::Basic);
        let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else { continue };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            let kind = kind.first(doc).unwrap_or(0);
            let (from, to) = (from.first(doc).unwrap_or(i64::MIN), to.first(doc).unwrap_or(i64::MAX));
            let replaced = superseded.first(doc).unwrap_or(0) != 0;
            // A version known to be superseded but without an end date is out of force all the same.
            let in_force = scope.day < to && !(replaced && to == i64::MAX);
            let wanted = from <= scope.day && in_force != scope.past && scope.kinds >> kind & 1 == 1;
            if wanted && !segment.is_deleted(doc) {
                bits.set(doc);
            }
            doc = postings.advance();
        }
    }
    Ok(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_rights_makes_no_other_scope() {
        let (a, b) = ("all".to_owned(), "dept:1".to_owned());
        assert_eq!(
            Scope::new(1, &[], &[a.clone(), b.clone()], false),
            Scope::new(1, &[], &[b.clone(), a, b], false)
        );
        assert_eq!(Scope::new(1, &[Kind::Note], &[], false).kinds, 0b10);
    }

    #[test]
    fn bits_beyond_the_end_are_unset() {
        let mut bits = Bits(vec![0; 2]);
        bits.set(127);
        assert!(bits.holds(127) && !bits.holds(126) && !bits.holds(128));
        let mut scores = vec![1.0; 150];
        bits.mask(&mut scores);
        assert!((0..).zip(&scores).all(|(doc, &score)| (score > 0.0) == bits.holds(doc)), "{scores:?}");
    }
}
