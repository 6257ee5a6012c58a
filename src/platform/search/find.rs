//! The first look: the best few hundred documents by BM25 over the finding terms.
//!
//! Term by term, every posting adds to an array with one place for each document. A question has a dozen
//! pairs of characters, and the top is wanted hundreds deep: skipping blocks that cannot reach it (block-max
//! WAND, which tantivy has) spends more on keeping its cursors sorted than it saves.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Score, TERMINATED, TantivyError, Term};

use super::SearchError;
use super::filter::Bits;
use super::measure::K1;
use super::query::{Plan, PlanTerm};
use super::view::{View, Words};

/// Terms the first look uses at most: a pasted page finds by its weightiest words.
const FINDERS: usize = 64;
/// Places looked at together for one above the bar.
const LOOKED_AT: usize = 16;
/// Steps between no score and the highest.
const STEPS: u16 = 256;

/// What the first look found, each list in the order of the index.
pub(super) struct Found {
    /// By words, with their scores.
    pub by_words: Vec<(Score, DocAddress)>,
    /// By the number of the article asked for.
    pub by_number: Vec<DocAddress>,
}

/// Finds at most `depth` documents by words, and at most `numbered` by their number.
pub(super) fn found(
    view: &View,
    plan: &Plan,
    allowed: &[Bits],
    depth: usize,
    numbered: usize,
) -> Result<Found, SearchError> {
    let mut finders: Vec<&PlanTerm> = plan.terms.iter().filter(|term| term.finds).collect();
    finders.sort_by(|a, b| (b.weight * b.idf).total_cmp(&(a.weight * a.idf)));
    finders.truncate(FINDERS);
    let (mut best, mut by_number) = (Best::new(depth), Best::new(numbered));
    for ((ordinal, segment, _), bits) in view.segments().zip(allowed) {
        let mut scores = vec![0.0; usize::try_from(segment.max_doc()).unwrap_or(0)];
        for term in &finders {
            add(view.words(term.field), term, ordinal, &mut scores)?;
        }
        bits.mask(&mut scores);
        best.take_up(&scores, ordinal);
        if let Some(article) = plan.article {
            let field = view.fields.article;
            let key = Term::from_field_u64(field, u64::from(article));
            let postings = segment.inverted_index(field)?.read_postings(&key, IndexRecordOption::Basic);
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
    Ok(Found { by_words: best.scored(), by_number: by_number.addresses() })
}

/// Adds what a term is worth in each document that has it, block of postings by block.
fn add(words: &Words, term: &PlanTerm, segment: u32, scores: &mut [f32]) -> Result<(), SearchError> {
    let Some((field, info)) = words.of_term(term, segment) else { return Ok(()) };
    let postings = field.index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
    let mut postings = postings.map_err(TantivyError::from)?;
    let worth = term.weight * term.idf * (K1 + 1.0);
    loop {
        let docs = postings.docs();
        if docs.is_empty() {
            return Ok(());
        }
        for (&doc, &frequency) in docs.iter().zip(postings.freqs()) {
            let norm = words.norms[usize::from(field.lengths.fieldnorm_id(doc))];
            #[expect(clippy::cast_precision_loss, reason = "counts of one document")]
            let frequency = frequency as f32;
            if let Some(score) = usize::try_from(doc).ok().and_then(|doc| scores.get_mut(doc)) {
                *score += worth * frequency / (frequency + norm);
            }
        }
        postings.advance();
    }
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

    /// Takes up the best of a segment's scores. As many places as are wanted hold a score of at least the bar
    /// found first, so that most of the others are never compared one by one.
    fn take_up(&mut self, scores: &[f32], segment: u32) {
        let highest: Vec<f32> = scores.chunks(LOOKED_AT).map(highest).collect();
        let mut bar = self.bar.max(f32::MIN_POSITIVE);
        if highest.len() > self.wanted {
            bar = bar.max(rough_bar(&highest, self.wanted));
        }
        for (first, (block, &highest)) in (0..).step_by(LOOKED_AT).zip(scores.chunks(LOOKED_AT).zip(&highest))
        {
            if highest < bar {
                continue;
            }
            // One bit for each place: few are set, and which cannot be foreseen.
            let set = |set: u32, at: usize| set | u32::from(block[at] >= bar) << at;
            let mut reached = (0..block.len()).fold(0, set);
            while reached != 0 {
                let at = reached.trailing_zeros();
                reached &= reached - 1;
                let score = block[usize::try_from(at).unwrap_or(0)];
                self.push(score, DocAddress::new(segment, first + at));
            }
        }
    }

    pub(super) fn push(&mut self, score: Score, address: DocAddress) {
        if score > self.bar {
            self.kept.push((score, address));
            if self.kept.len() >= 2 * self.wanted {
                self.shrink();
            }
        }
    }

    /// Of equals the earlier stays, and what stays keeps its order.
    fn shrink(&mut self) {
        if self.kept.len() <= self.wanted {
            return;
        }
        let scores: Vec<Score> = self.kept.iter().map(|(score, _)| *score).collect();
        let (bar, mut equals) = bar(scores, self.wanted);
        self.kept.retain(|&(score, _)| {
            let stays = score > bar || score >= bar && equals > 0;
            equals -= usize::from(stays && score <= bar);
            stays
        });
        self.bar = bar;
    }

    /// The best with their scores, in the order they came.
    fn scored(mut self) -> Vec<(Score, DocAddress)> {
        self.shrink();
        self.kept
    }

    /// The best, in the order they came.
    pub(super) fn addresses(self) -> Vec<DocAddress> {
        self.scored().into_iter().map(|(_, address)| address).collect()
    }
}

/// The highest of some scores, several side by side: one after the other each comparison waits for the last.
fn highest(scores: &[f32]) -> f32 {
    let greater = |a: f32, b: f32| if b > a { b } else { a };
    let (eights, rest) = scores.as_chunks::<8>();
    let mut best = [0.0; 8];
    for eight in eights {
        best = std::array::from_fn(|at| greater(best[at], eight[at]));
    }
    best.iter().chain(rest).copied().fold(0.0, greater)
}

/// A score which at least `wanted` of these reach, and not many more: the lower edge of one of [`STEPS`] steps.
/// Counting them is four times as quick as selecting.
fn rough_bar(scores: &[f32], wanted: usize) -> f32 {
    let most = highest(scores);
    if most <= 0.0 {
        return 0.0;
    }
    let scale = f32::from(STEPS - 1) / most;
    let mut counts = [0_usize; STEPS as usize];
    for &score in scores {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to STEPS - 1")]
        let step = (score * scale) as usize;
        counts[step.min(counts.len() - 1)] += 1;
    }
    let mut reached = 0;
    for (step, count) in (0..STEPS).zip(counts).rev() {
        reached += count;
        if reached >= wanted {
            // A hair lower, for what rounding does at the edge.
            return f32::from(step) / scale * 0.9999;
        }
    }
    0.0
}

/// The lowest of the `wanted` highest scores, and how many of those have exactly this one.
pub(super) fn bar(mut scores: Vec<Score>, wanted: usize) -> (Score, usize) {
    let (above, &mut bar, _) = scores.select_nth_unstable_by(wanted - 1, |a, b| b.total_cmp(a));
    let equals = above.iter().filter(|&&score| score <= bar).count();
    (bar, equals + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_rough_bar_is_reached_by_as_many_as_are_wanted(
            scores in proptest::collection::vec(0.0_f32..40.0, 1..400), wanted in 1_usize..400,
        ) {
            let bar = rough_bar(&scores, wanted);
            let reached = scores.iter().filter(|&&score| score >= bar).count();
            prop_assert!(reached >= wanted.min(scores.len()), "{bar} {reached}");
        }
    }

    #[test]
    fn the_best_stay_and_of_equals_the_earlier() {
        let mut best = Best::new(3);
        for (doc, score) in (0_u16..).zip([1.0, 5.0, 2.0, 2.0, 2.0, 0.5, 9.0, 2.0]) {
            best.push(score, DocAddress::new(0, doc.into()));
        }
        let left: Vec<u32> = best.addresses().into_iter().map(|address| address.doc_id).collect();
        assert_eq!(left, [1, 2, 6]);
        let mut spread = vec![0.0; 400];
        for (at, score) in [(3, 1.0), (50, 7.0), (51, 8.0), (52, 9.0), (200, 2.0), (390, 2.0)] {
            spread[at] = score;
        }
        let mut best = Best::new(4);
        best.take_up(&spread, 0);
        let left: Vec<u32> = best.addresses().into_iter().map(|address| address.doc_id).collect();
        assert_eq!(left, [50, 51, 52, 200]);
        let mut few = Best::new(3);
        few.push(1.0, DocAddress::new(0, 7));
        assert_eq!(few.addresses().len(), 1);
    }
}
