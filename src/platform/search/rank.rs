//! Three looks: pairs of characters find, what their policies say sorts out, everything ranks.
//!
//! The first look takes the best [`FOUND`] documents by BM25 over the finding terms alone (`find`). The second
//! leaves the best [`READ`] of them, by that score and by how much of the matter their policy speaks of, which
//! costs no look at any text. The third counts in the text of those (`measure`) and scores them with learnt
//! weights (`ranker`). Without the second the third has to read six hundred for the same recall.

use tantivy::{DocAddress, Score};

use super::SearchError;
use super::evidence::Evidence;
use super::filter::Bits;
use super::find::{Best, found};
use super::meaning::near;
use super::measure::{Measured, NEAR, Sense, measured};
use super::query::Plan;
use super::ranker::Ranker;
use super::view::{View, values};

/// Documents the first look takes.
const FOUND: usize = 800;
/// Documents the second look leaves.
pub const READ: usize = 180;
/// What the evidence of its group is worth to a document in the second look, where its own score is worth 1.
const GROUP: f32 = 0.8;
/// Added to the score of the article asked for by number, more than any other score reaches.
const ARTICLE: f32 = 100.0;

/// A ranked document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub address: DocAddress,
    pub score: f32,
    pub group: u64,
    pub article: u64,
    /// The share of the question it speaks of.
    pub spoken: f32,
    /// How like it is to the question, where that is known.
    pub likeness: Option<f32>,
}

/// Finds and measures at least `depth` documents if there are as many, in no order of merit.
pub(super) fn candidates(
    view: &View,
    plan: &Plan,
    sense: Option<&Sense<'_>>,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<Measured>, SearchError> {
    let wanted = READ.max(depth);
    let found = found(view, plan, allowed, FOUND.max(depth), wanted)?;
    let mut candidates = promising(view, found.by_words, wanted);
    candidates.extend(found.by_number);
    // Where words find nothing, something vaguely near would only pretend to be an answer.
    if let Some(sense) = sense.filter(|_| !candidates.is_empty()) {
        let joining = joining(view.searcher.num_docs());
        candidates.extend(near(sense.table, &sense.nearness, &sense.rows, allowed, joining));
    }
    candidates.sort_unstable();
    candidates.dedup();
    measured(view, plan, sense, &candidates)
}

/// The second look.
fn promising(view: &View, found: Vec<(Score, DocAddress)>, wanted: usize) -> Vec<DocAddress> {
    if found.len() <= wanted {
        return found.into_iter().map(|(_, address)| address).collect();
    }
    let mut groups = Vec::with_capacity(found.len());
    for block in found.chunk_by(|a, b| a.1.segment_ord == b.1.segment_ord) {
        let docs: Vec<u32> = block.iter().map(|(_, address)| address.doc_id).collect();
        match view.columns_of(block[0].1.segment_ord) {
            Some(columns) => groups.extend(values(&columns.group, &docs)),
            None => groups.resize(groups.len() + docs.len(), 0),
        }
    }
    let evidence = Evidence::of(groups.into_iter().zip(found.iter().map(|(score, _)| *score)));
    let most = found.iter().map(|(score, _)| *score).fold(f32::MIN_POSITIVE, f32::max);
    let mut best = Best::new(wanted);
    for ((score, address), of_group) in found.into_iter().zip(evidence.shares()) {
        best.push(score / most + GROUP * of_group, address);
    }
    best.addresses()
}

/// How many of the nearest join: one document in twenty, ten at least and [`NEAR`] at most. Among the few hundred
/// clauses of a centre everything is among the three hundred nearest.
fn joining(documents: u64) -> usize {
    usize::try_from(documents / 20).unwrap_or(NEAR).clamp(10, NEAR)
}

/// Finds and ranks, best first; at least `depth` documents if there are as many.
pub(super) fn ranked(
    view: &View,
    plan: &Plan,
    ranker: &Ranker,
    sense: Option<&Sense<'_>>,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<Ranked>, SearchError> {
    let asked_for = plan.article.map(u64::from);
    let mut ranked: Vec<Ranked> = candidates(view, plan, sense, allowed, depth)?
        .into_iter()
        .map(|Measured { address, group, article, spoken, likeness, measures }| {
            let mut score = ranker.score(&measures, sense.is_some());
            // The article asked for stands above the rest, the one that fits the other words best first.
            if asked_for == Some(article) {
                score += ARTICLE;
            }
            Ranked { address, score, group, article, spoken, likeness }
        })
        .collect();
    ranked.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.address.cmp(&b.address)));
    Ok(ranked)
}
