//! Two looks: pairs of characters find, everything ranks.
//!
//! The first look takes the best [`DEPTH`] documents by BM25 over the finding terms alone (`find`). The second
//! measures those few hundred (`measure`) and scores them with learnt weights (`ranker`).

use tantivy::{DocAddress, Searcher};

use super::SearchError;
use super::filter::Bits;
use super::find::found;
use super::index::Fields;
use super::meaning::near;
use super::measure::{Measured, NEAR, Sense, measured};
use super::query::Plan;
use super::ranker::Ranker;

/// Documents the second look takes.
pub const DEPTH: usize = 600;
/// Added to the score of the article asked for by number, more than any other score reaches.
const ARTICLE: f32 = 100.0;

/// A ranked document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub address: DocAddress,
    pub score: f32,
    pub group: u64,
    pub article: u64,
}

/// Finds and measures, in no order of merit.
pub(super) fn candidates(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    sense: Option<&Sense<'_>>,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<Measured>, SearchError> {
    let mut candidates = found(searcher, fields, plan, allowed, depth)?;
    // Where words find nothing, something vaguely near would only pretend to be an answer.
    if let Some(sense) = sense.filter(|_| !candidates.is_empty()) {
        candidates.extend(near(
            sense.table,
            &sense.nearness,
            &sense.rows,
            allowed,
            joining(searcher.num_docs()),
        ));
        candidates.sort_unstable();
        candidates.dedup();
    }
    measured(searcher, fields, plan, sense, &candidates)
}

/// How many of the nearest join: one document in twenty, ten at least and [`NEAR`] at most. Among the few hundred
/// clauses of a centre everything is among the three hundred nearest.
fn joining(documents: u64) -> usize {
    usize::try_from(documents / 20).unwrap_or(NEAR).clamp(10, NEAR)
}

/// Finds and ranks; best first, at most `depth`.
pub(super) fn ranked(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    ranker: &Ranker,
    sense: Option<&Sense<'_>>,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<Ranked>, SearchError> {
    let asked_for = plan.article.map(u64::from);
    let mut ranked: Vec<Ranked> = candidates(searcher, fields, plan, sense, allowed, depth)?
        .into_iter()
        .map(|Measured { address, group, article, measures }| {
            let mut score = ranker.score(&measures, sense.is_some());
            // The article asked for stands above the rest, the one that fits the other words best first.
            if asked_for == Some(article) {
                score += ARTICLE;
            }
            Ranked { address, score, group, article }
        })
        .collect();
    ranked.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.address.cmp(&b.address)));
    ranked.truncate(depth);
    Ok(ranked)
}
