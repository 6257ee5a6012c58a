//! The first look: the best few hundred documents by BM25 over the finding terms.
//!
//! Term by term, every posting adds to an array with one place for each document. A question has a dozen
//! pairs of characters, and the top is wanted hundreds deep: skipping blocks that cannot reach it (block-max
//! WAND, which tantivy has) spends more on keeping its cursors sorted than it saves.

use std::collections::HashMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use super::SearchError;
use super::filter::Bits;
use super::index::Fields;
use super::measure::{B, K1};
use super::query::{Plan, PlanTerm};

/// Terms the first look uses at most: a pasted page finds by its weightiest words.
const FINDERS: usize = 64;
/// Places looked at together for one above the bar.
const LOOKED_AT: usize = 16;

/// Finds at most `depth` documents, in the order of the index.
pub(super) fn found(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<DocAddress>, SearchError> {
    let mut finders: Vec<&PlanTerm> = plan.terms.iter().filter(|term| term.finds).collect();
    finders.sort_by(|a, b| (b.weight * b.idf).total_cmp(&(a.weight * a.idf)));
    finders.truncate(FINDERS);
    let averages = averages(searcher, &finders)?;
    let (mut best, mut by_number) = (Best::new(depth), Best::new(depth));
    for ((ordinal, segment), bits) in (0..).zip(searcher.segment_readers()).zip(allowed) {
        let mut scores = vec![0.0; usize::try_from(segment.max_doc()).unwrap_or(0)];
        for term in &finders {
            add(segment, term, averages.get(&term.field).copied().unwrap_or(1.0), &mut scores)?;
        }
        for (first, block) in (0..).step_by(LOOKED_AT).zip(scores.chunks(LOOKED_AT)) {
            // Most places are empty or stay below the bar.
            if block.iter().copied().fold(0.0, f32::max) <= best.bar.max(0.0) {
                continue;
            }
            for (doc, &score) in (first..).zip(block) {
                if score > best.bar && score > 0.0 && bits.holds(doc) {
                    best.push(score, DocAddress::new(ordinal, doc));
                }
            }
        }
        if let Some(article) = plan.article {
            let key = Term::from_field_u64(fields.article, u64::from(article));
            let postings =
                segment.inverted_index(fields.article)?.read_postings(&key, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(TantivyError::from)? else { continue };
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if bits.holds(doc) {
                    let score = usize::try_from(doc).ok().and_then(|doc| scores.get(doc)).copied();
                    by_number.push(score.unwrap_or(0.0), DocAddress::new(ordinal, doc));
                }
                postings.advance();
            }
        }
    }
    let mut found = best.addresses();
    found.extend(by_number.addresses());
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Adds what a term is worth in each document that has it, block of postings by block.
fn add(
    segment: &SegmentReader,
    term: &PlanTerm,
    average: f32,
    scores: &mut [f32],
) -> Result<(), SearchError> {
    let inverted = segment.inverted_index(term.field)?;
    let postings = inverted.read_block_postings(&term.term, IndexRecordOption::WithFreqs);
    let Some(mut postings) = postings.map_err(TantivyError::from)? else { return Ok(()) };
    let lengths = segment.get_fieldnorms_reader(term.field)?;
    // The index keeps lengths in one byte: what they do to a score is worked out once for each.
    let norms: [f32; 256] = std::array::from_fn(|id| {
        let length = single(FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX)));
        K1 * (1.0 - B + B * length / average)
    });
    let worth = term.weight * term.idf * (K1 + 1.0);
    loop {
        let docs = postings.docs();
        if docs.is_empty() {
            return Ok(());
        }
        for (&doc, &frequency) in docs.iter().zip(postings.freqs()) {
            let norm = norms[usize::from(lengths.fieldnorm_id(doc))];
            let frequency = single(frequency);
            if let Some(score) = usize::try_from(doc).ok().and_then(|doc| scores.get_mut(doc)) {
                *score += worth * frequency / (frequency + norm);
            }
        }
        postings.advance();
    }
}

/// Average lengths of the fields of some terms, in tokens.
fn averages(searcher: &Searcher, terms: &[&PlanTerm]) -> Result<HashMap<Field, f32>, SearchError> {
    let mut averages = HashMap::new();
    for term in terms {
        if averages.contains_key(&term.field) {
            continue;
        }
        averages.insert(term.field, average_length(searcher, term.field)?);
    }
    Ok(averages)
}

/// Average length of a field, in tokens.
pub(super) fn average_length(searcher: &Searcher, field: Field) -> Result<f32, SearchError> {
    let (mut tokens, mut documents) = (0_u64, 0_u64);
    for segment in searcher.segment_readers() {
        tokens += segment.inverted_index(field)?.total_num_tokens();
        documents += u64::from(segment.max_doc());
    }
    #[expect(clippy::cast_precision_loss, reason = "an average needs no more than 24 bits")]
    let average = tokens as f32 / documents.max(1) as f32;
    Ok(average.max(1.0))
}

#[expect(clippy::cast_precision_loss, reason = "lengths and counts of one document")]
fn single(number: u32) -> f32 {
    number as f32
}

/// The best documents of the first look. Twice as many as wanted are gathered before the worse half goes: for
/// hundreds of places that is cheaper than a heap.
pub(super) struct Best {
    wanted: usize,
    kept: Vec<(Score, DocAddress)>,
    /// What a document has to beat.
    bar: Score,
}

impl Best {
    pub(super) fn new(wanted: usize) -> Self {
        Self { wanted: wanted.max(1), kept: Vec::with_capacity(2 * wanted), bar: Score::MIN }
    }

    pub(super) fn push(&mut self, score: Score, address: DocAddress) {
        if score > self.bar {
            self.kept.push((score, address));
            if self.kept.len() >= 2 * self.wanted {
                self.shrink();
            }
        }
    }

    /// Of equals the earlier stays.
    fn shrink(&mut self) {
        if self.kept.len() <= self.wanted {
            return;
        }
        let order = |a: &(Score, DocAddress), b: &(Score, DocAddress)| {
            b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1))
        };
        let (_, worst, _) = self.kept.select_nth_unstable_by(self.wanted - 1, order);
        self.bar = worst.0;
        self.kept.truncate(self.wanted);
    }

    pub(super) fn addresses(mut self) -> Vec<DocAddress> {
        self.shrink();
        self.kept.into_iter().map(|(_, address)| address).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stay_and_of_equals_the_earlier() {
        let mut best = Best::new(3);
        for (doc, score) in (0_u16..).zip([1.0, 5.0, 2.0, 2.0, 2.0, 0.5, 9.0, 2.0]) {
            best.push(score, DocAddress::new(0, doc.into()));
        }
        let mut left: Vec<u32> = best.addresses().into_iter().map(|address| address.doc_id).collect();
        left.sort_unstable();
        assert_eq!(left, [1, 2, 6]);
        let mut few = Best::new(3);
        few.push(1.0, DocAddress::new(0, 7));
        assert_eq!(few.addresses().len(), 1);
    }
}
