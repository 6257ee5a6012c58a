//! The third look: the measures of every candidate of a question.
//!
//! 1. *words*: BM25 (k1 1.2, b 0.75; Robertson and Zaragoza 2009) over the finding terms in the body, with the
//!    exact length; the index's own norm has one byte and cannot tell 70 tokens from 75.
//! 2. *characters*: the same over the single characters of the question.
//! 3. *covered*: the share of the question's words found in title or body, weighted by rarity. A document that
//!    says a little of everything asked is better than one that says one word of it often.
//! 4. *spelled*: the same share of its characters.
//! 5. *both*: the product of 3 and 4.
//! 6. *length*: the logarithm of the length over the average.
//! 7. *group*: the sum of the ten best scores of its policy over ten. The right clause stands in a policy that
//!    speaks of the matter throughout.
//!
//! 8. *meaning*: ten times the likeness of question and document, less that of the likest candidate.
//! 9. *near*: the same likeness above the three hundredth candidate's, over that of the likest.
//! 10. *`near_group`*: 7 over 9 instead of words.
//!
//! Without meaning the last three are nothing. 1, 2 and 7 are divided by the greatest of the question's candidates. Words in the title count for coverage
//! only: titles full of the question's words mislead, which was measured. Three neighbouring characters, the
//! best single sentence, the scores of neighbouring articles and the place of the first match were tried and
//! added nothing in cross-validation.

use std::sync::Arc;

use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyError};

use super::SearchError;
use super::evidence::Evidence;
use super::forward::{Counts, Place, Sought};
use super::meaning::{Nearness, Rows, Table};
use super::query::{Plan, PlanTerm};
use super::ranker::Measures;
use super::view::{self, View, norm, values};

/// BM25: how soon a repeated word stops counting.
pub(super) const K1: f32 = 1.2;
/// BM25: how much length counts.
pub(super) const B: f32 = 0.75;
/// Added to lengths before their logarithm is taken, in tokens.
const SHORT: f32 = 5.0;
/// Documents the nearest of which count as near.
pub(super) const NEAR: usize = 300;

/// A candidate with its measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measured {
    pub address: DocAddress,
    pub group: u64,
    pub article: u64,
    /// The share of the question it speaks of.
    pub spoken: f32,
    /// How like it is to the question, where that is known.
    pub likeness: Option<f32>,
    pub measures: Measures,
}

/// What is added up for one candidate.
struct Sums {
    address: DocAddress,
    group: u64,
    article: u64,
    /// Tokens of title and body.
    length: f32,
    words: f32,
    characters: f32,
    spelled: f32,
}

impl Sums {
    /// Adds a term that stands in the text so often; `frequency` 0: in the title alone. The norm is what BM25
    /// makes of the length.
    fn add(&mut self, covered: &mut [f32], term: &PlanTerm, frequency: f32, norm: f32) {
        let worth = term.weight * term.idf;
        let score = worth * frequency * (K1 + 1.0) / (frequency + norm);
        if term.ranks_alone() {
            self.characters += score;
            self.spelled += worth;
        } else {
            self.words += score;
        }
        for &(unit, share) in &term.covers {
            covered[unit] = covered[unit].max(share);
        }
    }
}

/// Measures candidates, which are in order.
pub(super) fn measured(
    view: &View,
    plan: &Plan,
    sense: Option<&Sense<'_>>,
    candidates: &[DocAddress],
) -> Result<Vec<Measured>, SearchError> {
    let main = view.fields.main;
    let average = view.words(main).average;
    // Two kinds of terms: those counted in the text itself, and those looked up in the postings.
    let mut sought = Sought::new();
    let mut read: [Option<&PlanTerm>; Place::COUNT] = [None; Place::COUNT];
    let mut looked_up: Vec<&PlanTerm> = Vec::new();
    for term in &plan.terms {
        let place = if term.field == main && term.is_han() { sought.take(&term.text) } else { None };
        match place {
            Some(place) => read[place.at()] = Some(term),
            None => looked_up.push(term),
        }
    }
    let mut counts = Counts::new();
    let mut all: Vec<Sums> = Vec::with_capacity(candidates.len());
    // Share covered of each unit, candidate by candidate.
    let units = plan.units.weights().len();
    let mut covered = vec![0.0_f32; candidates.len() * units];
    for block in candidates.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let Some(columns) = view.columns_of(block[0].segment_ord) else { continue };
        let docs: Vec<u32> = block.iter().map(|address| address.doc_id).collect();
        let [groups, articles, lengths] =
            [&columns.group, &columns.article, &columns.length].map(|column| values(column, &docs));
        let first = all.len();
        for (at, &address) in block.iter().enumerate() {
            let length = count(lengths[at]);
            let mut sums = Sums {
                address,
                group: groups[at],
                article: articles[at],
                length,
                words: 0.0,
                characters: 0.0,
                spelled: 0.0,
            };
            let covered = &mut covered[all.len() * units..][..units];
            let norm = norm(length, average);
            counts.read(&sought, &columns.text, address.doc_id);
            for (place, times) in counts.found() {
                if let Some(term) = read[place.at()] {
                    sums.add(covered, term, f32::from(times), norm);
                }
            }
            all.push(sums);
        }
        for term in &looked_up {
            let words = view.words(term.field);
            let Some((field, info)) = words.of_term(term, block[0].segment_ord) else { continue };
            frequencies(field, info, block, |at, frequency| {
                let norm = words.norms[usize::from(field.lengths.fieldnorm_id(block[at].doc_id))];
                let covered = &mut covered[(first + at) * units..][..units];
                all[first + at].add(covered, term, count(u64::from(frequency)), norm);
            })?;
        }
    }
    let mut measured = related(plan, &all, &covered, average);
    if let Some(sense) = sense {
        sense.measure(&mut measured);
    }
    Ok(measured)
}

/// Sets the sums in relation to the question and to each other.
fn related(plan: &Plan, all: &[Sums], covered: &[f32], average: f32) -> Vec<Measured> {
    let whole: f32 = plan.units.weights().iter().sum();
    let spelled: f32 =
        plan.terms.iter().filter(|term| term.ranks_alone()).map(|term| term.weight * term.idf).sum();
    let evidence = Evidence::of(all.iter().map(|sums| (sums.group, sums.words + sums.characters)));
    let greatest = |value: &dyn Fn(&Sums) -> f32| all.iter().map(value).fold(f32::MIN_POSITIVE, f32::max);
    let (words, characters) = (greatest(&|sums| sums.words), greatest(&|sums| sums.characters));
    let units = plan.units.weights().len();
    all.iter()
        .enumerate()
        .zip(evidence.shares())
        .map(|((at, sums), of_group)| {
            let covered = &covered[at * units..][..units];
            let spoken = plan.units.spoken(covered);
            let shares = plan.units.weights().iter().zip(covered);
            let covered = share(shares.map(|(weight, share)| weight * share).sum(), whole);
            let spelled = share(sums.spelled, spelled);
            let measures = [
                sums.words / words,
                sums.characters / characters,
                covered,
                spelled,
                covered * spelled,
                ((sums.length + SHORT) / (average + SHORT)).ln(),
                of_group,
                0.0,
                0.0,
                0.0,
            ];
            let Sums { address, group, article, .. } = *sums;
            Measured { address, group, article, spoken, likeness: None, measures }
        })
        .collect()
}

/// A part of a whole, 0 of nothing.
fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// What is known of meaning for one question.
pub(super) struct Sense<'a> {
    pub table: &'a Table,
    pub nearness: Nearness,
    /// Where the vectors of each document stand, segment by segment.
    pub rows: Arc<Vec<Vec<Option<Rows>>>>,
}

impl Sense<'_> {
    fn likeness(&self, address: DocAddress) -> Option<f32> {
        let (segment, doc) =
            (usize::try_from(address.segment_ord).ok()?, usize::try_from(address.doc_id).ok()?);
        let rows = self.rows.get(segment)?.get(doc).copied().flatten()?;
        Some(self.nearness.to(self.table, rows))
    }

    /// Fills in the last three measures. A document without vectors yet is as far as the farthest.
    fn measure(&self, all: &mut [Measured]) {
        let known: Vec<Option<f32>> = all.iter().map(|measured| self.likeness(measured.address)).collect();
        let mut sorted: Vec<f32> = known.iter().copied().flatten().collect();
        sorted.sort_unstable_by(|a, b| b.total_cmp(a));
        let (Some(&most), Some(&least)) = (sorted.first(), sorted.last()) else { return };
        let floor = sorted.get(NEAR - 1).copied().unwrap_or(least);
        let above = |likeness: f32| (likeness - floor).max(0.0) / (most - floor).max(f32::MIN_POSITIVE);
        for (measured, likeness) in all.iter_mut().zip(known) {
            measured.likeness = likeness;
            let likeness = likeness.unwrap_or(least);
            measured.measures[7] = (likeness - most) * 10.0;
            measured.measures[8] = above(likeness);
        }
        let evidence = Evidence::of(all.iter().map(|measured| (measured.group, measured.measures[8])));
        for (measured, share) in all.iter_mut().zip(evidence.shares()) {
            measured.measures[9] = share;
        }
    }
}

/// Calls back with the place and the count for every candidate that has the term.
fn frequencies(
    field: &view::Postings,
    info: &TermInfo,
    block: &[DocAddress],
    mut each: impl FnMut(usize, u32),
) -> Result<(), SearchError> {
    let postings = field.index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
    let mut postings = postings.map_err(TantivyError::from)?;
    for (at, address) in block.iter().enumerate() {
        let mut doc = postings.doc();
        if doc < address.doc_id {
            doc = postings.seek(address.doc_id);
        }
        if doc == address.doc_id {
            each(at, postings.term_freq());
        } else if doc == TERMINATED {
            break;
        }
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "lengths and counts; scores need no more than 24 bits")]
fn count(number: u64) -> f32 {
    number as f32
}
