//! Two looks: pairs of characters find, everything ranks.
//!
//! The first look takes the best [`DEPTH`] documents by BM25 over the finding terms alone, with blocks that
//! cannot reach the top skipped. The second scores those few hundred again:
//!
//! 1. BM25 (k1 1.2, b 0.75; Robertson and Zaragoza 2009) over all terms, single characters included, with
//!    the exact length of the text; the index's own norm has one byte and cannot tell 70 tokens from 75.
//! 2. times 0.1 + the share of the question that is covered, weighted by rarity: a document that says a
//!    little of everything asked is better than one that says one word of it often.
//! 3. plus a fifth of the mean of the ten best scores of its group: the right clause stands in a policy that
//!    speaks of the matter throughout.
//!
//! All constants are round numbers chosen for what they mean. Proximity in the form of triples and of pairs
//! with a gap, the scores of neighbouring articles, and other powers of rarity were tried and did not help.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

use tantivy::postings::Postings;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use super::SearchError;
use super::filter::Bits;
use super::index::{Fields, column};
use super::query::{Plan, PlanTerm};

/// Documents the second look takes.
pub const DEPTH: usize = 300;
/// Terms the first look uses at most.
const FINDERS: usize = 24;
/// BM25: how soon a repeated word stops counting.
const K1: f32 = 1.2;
/// BM25: how much length counts.
const B: f32 = 0.75;
/// What is left of the score of a document that covers nothing.
const UNCOVERED: f32 = 0.1;
/// Weight of the group's mean.
const GROUP: f32 = 0.2;
/// Scores of a group that make its mean.
const GROUP_BEST: usize = 10;

/// A ranked document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub address: DocAddress,
    pub score: f32,
    pub group: u64,
    pub article: u64,
}

/// Finds and ranks; best first, at most `depth`.
pub(super) fn ranked(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<Ranked>, SearchError> {
    let mut candidates = found(searcher, fields, plan, allowed, depth)?;
    candidates.sort_unstable();
    candidates.dedup();
    let mut ranked = scored(searcher, fields, plan, &candidates)?;
    if let Some(article) = plan.article {
        lift_article(&mut ranked, u64::from(article));
    }
    let scores: Vec<f32> = ranked.iter().map(|(ranked, _)| ranked.score).collect();
    let mut groups: HashMap<u64, Vec<f32>> = HashMap::new();
    for ((ranked, _), &score) in ranked.iter().zip(&scores) {
        groups.entry(ranked.group).or_default().push(score);
    }
    groups.remove(&0);
    let evidence: HashMap<u64, f32> =
        groups.into_iter().map(|(group, scores)| (group, mean_of_best(scores))).collect();
    let mut ranked: Vec<Ranked> = ranked
        .into_iter()
        .map(|(mut ranked, _)| {
            ranked.score += GROUP * evidence.get(&ranked.group).copied().unwrap_or(0.0);
            ranked
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.address.cmp(&b.address)));
    ranked.truncate(depth);
    Ok(ranked)
}

/// Sum of the ten best over ten: a group with one good clause stays behind one with many.
fn mean_of_best(mut scores: Vec<f32>) -> f32 {
    scores.sort_by(|a, b| b.total_cmp(a));
    scores.iter().take(GROUP_BEST).sum::<f32>() / 10.0
}

/// Puts the article asked for by number above the rest, the one that fits the other words best first.
fn lift_article(ranked: &mut [(Ranked, f32)], article: u64) {
    let best = ranked.iter().map(|(ranked, _)| ranked.score).fold(1.0, f32::max);
    for (ranked, coverage) in ranked.iter_mut().filter(|(ranked, _)| ranked.article == article) {
        ranked.score += best * (0.5 + *coverage);
    }
}

fn found(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<DocAddress>, SearchError> {
    // A long question finds by its weightiest terms: the others could bring in nothing that ranks high.
    let mut finders: Vec<&PlanTerm> = plan.terms.iter().filter(|term| term.finds).collect();
    finders.sort_by(|a, b| (b.weight * b.idf).total_cmp(&(a.weight * a.idf)));
    finders.truncate(FINDERS);
    let should = || -> Vec<(Occur, Box<dyn Query>)> {
        finders
            .iter()
            .map(|term| {
                let query = TermQuery::new(term.term.clone(), IndexRecordOption::WithFreqs);
                let query: Box<dyn Query> = Box::new(BoostQuery::new(Box::new(query), term.weight));
                (Occur::Should, query)
            })
            .collect()
    };
    let mut candidates = Vec::new();
    let words = should();
    if !words.is_empty() {
        candidates = search(searcher, &BooleanQuery::new(words), allowed, depth)?;
    }
    if let Some(article) = plan.article {
        let key = Term::from_field_u64(fields.article, u64::from(article));
        let mut clauses = should();
        clauses.push((Occur::Must, Box::new(TermQuery::new(key, IndexRecordOption::Basic))));
        candidates.extend(search(searcher, &BooleanQuery::new(clauses), allowed, depth)?);
    }
    Ok(candidates)
}

/// A document of the first look; the worst is the greatest, so that a heap gives it up first.
#[derive(Debug, PartialEq)]
struct Candidate {
    score: Score,
    address: DocAddress,
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then_with(|| self.address.cmp(&other.address))
    }
}

/// The first look, segment by segment on the calling thread. The filter sits in front of the heap, so a
/// document out of scope neither takes a place nor raises the bar.
fn search(
    searcher: &Searcher,
    query: &BooleanQuery,
    allowed: &[Bits],
    depth: usize,
) -> Result<Vec<DocAddress>, SearchError> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut best: BinaryHeap<Candidate> = BinaryHeap::with_capacity(depth + 1);
    for ((ordinal, segment), bits) in (0..).zip(searcher.segment_readers()).zip(allowed) {
        let bar = |best: &BinaryHeap<Candidate>| match best.peek() {
            Some(worst) if best.len() >= depth => worst.score,
            _ => Score::MIN,
        };
        let mut threshold = bar(&best);
        weight.for_each_pruning(threshold, segment, &mut |doc, score| {
            if bits.holds(doc) {
                best.push(Candidate { score, address: DocAddress::new(ordinal, doc) });
                if best.len() > depth {
                    best.pop();
                }
                threshold = bar(&best);
            }
            threshold
        })?;
    }
    Ok(best.into_iter().map(|candidate| candidate.address).collect())
}

/// The second look: every candidate with its coverage. `candidates` are in order.
fn scored(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    candidates: &[DocAddress],
) -> Result<Vec<(Ranked, f32)>, SearchError> {
    let averages = Averages::new(searcher, fields)?;
    let whole: f32 = plan.units.iter().sum();
    let mut ranked = Vec::with_capacity(candidates.len());
    for block in candidates.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = searcher.segment_reader(block[0].segment_ord);
        let columns = segment.fast_fields();
        let (group, article) = (columns.u64(column::GROUP)?, columns.u64(column::ARTICLE)?);
        let lengths = columns.u64(column::LENGTH)?;
        let mut sums = vec![0.0_f32; block.len()];
        let mut covered = vec![0.0_f32; block.len() * plan.units.len()];
        let main: Vec<f32> =
            block.iter().map(|at| lengths.first(at.doc_id).unwrap_or(0)).map(count).collect();
        for term in &plan.terms {
            let norms: Vec<f32>;
            let (lengths, average) = if term.field == fields.main {
                (&main, averages.main)
            } else {
                let norm = segment.get_fieldnorms_reader(term.field)?;
                norms = block.iter().map(|at| count(u64::from(norm.fieldnorm(at.doc_id)))).collect();
                (&norms, if term.field == fields.asked { averages.asked } else { averages.sound })
            };
            frequencies(segment, term, block, |at, frequency| {
                let frequency = count(u64::from(frequency));
                let norm = K1 * (1.0 - B + B * lengths[at] / average);
                sums[at] += term.weight * term.idf * frequency * (K1 + 1.0) / (frequency + norm);
                for &(unit, share) in &term.covers {
                    let cell = &mut covered[at * plan.units.len() + unit];
                    *cell = cell.max(share);
                }
            })?;
        }
        for (at, &address) in block.iter().enumerate() {
            let shares = covered.iter().skip(at * plan.units.len());
            let coverage = if whole > 0.0 {
                plan.units.iter().zip(shares).map(|(weight, share)| weight * share).sum::<f32>() / whole
            } else {
                0.0
            };
            let ranked_at = Ranked {
                address,
                score: sums[at] * (UNCOVERED + coverage),
                group: group.first(address.doc_id).unwrap_or(0),
                article: article.first(address.doc_id).unwrap_or(0),
            };
            ranked.push((ranked_at, coverage));
        }
    }
    Ok(ranked)
}

/// Calls back with the place and the count for every candidate that has the term.
fn frequencies(
    segment: &SegmentReader,
    term: &PlanTerm,
    block: &[DocAddress],
    mut each: impl FnMut(usize, u32),
) -> Result<(), SearchError> {
    let inverted = segment.inverted_index(term.field)?;
    let postings =
        inverted.read_postings(&term.term, IndexRecordOption::WithFreqs).map_err(TantivyError::from)?;
    let Some(mut postings) = postings else { return Ok(()) };
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

/// Average lengths, in tokens.
struct Averages {
    main: f32,
    asked: f32,
    sound: f32,
}

impl Averages {
    fn new(searcher: &Searcher, fields: &Fields) -> Result<Self, SearchError> {
        let average = |field: Field| -> Result<f32, SearchError> {
            let (mut tokens, mut documents) = (0, 0);
            for segment in searcher.segment_readers() {
                tokens += segment.inverted_index(field)?.total_num_tokens();
                documents += u64::from(segment.max_doc());
            }
            Ok((count(tokens) / count(documents.max(1))).max(1.0))
        };
        Ok(Self { main: average(fields.main)?, asked: average(fields.asked)?, sound: average(fields.sound)? })
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths and counts; scores need no more than 24 bits")]
fn count(number: u64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_good_clause_lends_less_than_ten() {
        assert!(mean_of_best(vec![9.0]) < mean_of_best(vec![3.0; 10]));
        assert!((mean_of_best(vec![1.0; 30]) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_heap_of_candidates_gives_up_the_worst_and_of_equals_the_later() {
        let candidate = |score, doc| Candidate { score, address: DocAddress::new(0, doc) };
        let mut heap = BinaryHeap::from([candidate(2.0, 1), candidate(1.0, 2), candidate(1.0, 3)]);
        assert_eq!(heap.pop(), Some(candidate(1.0, 3)));
        assert_eq!(heap.pop(), Some(candidate(1.0, 2)));
    }
}
