//! Thresholds of a centre's own, held to a budget of false alarms.
//!
//! The statistic is what the rules already give: the score of a finding within its rule. From files that
//! people accepted, each rule gets a bound that only the highest scores of clean files pass; a finding below it
//! stays to be seen, weak, and raises nothing. Strong rules (numbers that do not add up, the same file for two
//! applicants) have no bound: they speak about figures, not about how pictures usually look.
//!
//! The bounds only ever ask for more than the built-in ones, so they work on a finished report: what the
//! built-in thresholds left out never was a finding.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counts;
use crate::forensics::{Finding, Grade, Report, Strength};

/// Fewer accepted files of a kind than this say nothing.
pub const LEAST_FILES: usize = 10;

/// The score above which a report of nothing but bounded findings does not come to lie: the order of a queue
/// must not rest on what was bounded away. Below the line from which a second person looks.
const QUIET_SCORE: f32 = 0.34;

/// A bound for each rule that has one: a finding counts when its score is **above** it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bounds(pub BTreeMap<String, f32>);

impl Bounds {
    /// Whether the finding stays what it is.
    #[must_use]
    pub fn keeps(&self, finding: &Finding) -> bool {
        finding.strength == Strength::Strong
            || self.0.get(&finding.rule).is_none_or(|bound| finding.score > *bound)
    }

    /// The findings under these bounds: what is not kept becomes weak, agrees with nothing and counts for nothing.
    #[must_use]
    pub fn held(&self, findings: &[Finding]) -> Vec<Finding> {
        let kept: Vec<Finding> = findings.iter().filter(|finding| self.keeps(finding)).cloned().collect();
        findings
            .iter()
            .map(|finding| {
                let keeps = self.keeps(finding);
                let mut facts = finding.facts.clone();
                if !keeps {
                    facts.insert(BOUNDED.to_owned(), "yes".to_owned());
                }
                Finding {
                    facts,
                    strength: if keeps { finding.strength } else { Strength::Weak },
                    counts: keeps && counts(finding, &kept),
                    ..finding.clone()
                }
            })
            .collect()
    }

    /// Whether a file with these findings is raised.
    #[must_use]
    pub fn raises(&self, findings: &[Finding]) -> bool {
        let kept: Vec<Finding> = findings.iter().filter(|finding| self.keeps(finding)).cloned().collect();
        kept.iter().any(|finding| counts(finding, &kept))
    }

    /// What a finished report says under these bounds.
    #[must_use]
    pub fn hold(&self, report: &Report) -> Held {
        let mut findings = self.held(&report.findings);
        // What counts comes first; otherwise the order stays.
        findings.sort_by_key(|finding| !finding.counts);
        let counted = findings.iter().any(|finding| finding.counts);
        let strong = findings.iter().any(|finding| finding.strength == Strength::Strong);
        let grade = match (strong, counted, findings.is_empty()) {
            (true, ..) => Grade::LookFirst,
            (_, true, _) => Grade::Look,
            (_, _, false) => Grade::Hints,
            _ => Grade::NothingFound,
        };
        let quiet = |score: f32| if counted { score } else { score.min(QUIET_SCORE) };
        Held { findings, grade, score: quiet(report.score), unraised: quiet(report.unraised) }
    }
}

/// The fact by which a finding below its bound is known.
pub const BOUNDED: &str = "bounded";

/// What a report says under bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Findings; those below their bound carry the fact [`BOUNDED`].
    pub findings: Vec<Finding>,
    /// 0 to 1.
    pub score: f32,
    /// 0 to 1, without strong findings.
    pub unraised: f32,
    /// Coarse answer.
    pub grade: Grade,
}

/// Bounds with their effect on the files they were made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The bounds.
    pub bounds: Bounds,
    /// Clean files.
    pub files: usize,
    /// Of them raised without bounds.
    pub raised_before: usize,
    /// Of them raised under the bounds.
    pub raised_after: usize,
    /// Findings people confirmed.
    pub confirmed: usize,
    /// Of them still counting or medium under the bounds.
    pub kept: usize,
    /// Whether the files are enough to promise the budget for the next file, and it is kept.
    pub promised: bool,
}

/// Shares of clean files whose scores may pass the bound of one rule, the mildest first; 1 is no bound.
const LEVELS: &[f64] = &[1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.0];

/// Proposes bounds for one kind of paper; `None` below [`LEAST_FILES`].
///
/// The mildest level is taken at which (raised + 1) / (files + 1) is within the budget: conformal risk control
/// (Angelopoulos, Bates, Fisch, Lei and Schuster 2022, arXiv 2208.02814) for the loss "a clean file is raised",
/// which falls as the bounds rise. The next clean file is then raised with at most that probability, if it
/// comes like the others. With too few files for that (1 / (files + 1) above the budget) the mildest level is
/// taken at which none of them is raised, and nothing is promised.
#[must_use]
pub fn propose(clean: &[Vec<Finding>], confirmed: &[Finding], budget: f64) -> Option<Proposal> {
    if clean.len() < LEAST_FILES {
        return None;
    }
    let files = clean.len();
    #[expect(clippy::cast_precision_loss, reason = "counts of files, far below 2^52")]
    let risk = |raised: usize| (raised + 1) as f64 / (files + 1) as f64;
    let raised = |bounds: &Bounds| clean.iter().filter(|findings| bounds.raises(findings)).count();
    let too_few = risk(0) > budget;
    let mut best = (Bounds::default(), raised(&Bounds::default()));
    for level in LEVELS {
        let bounds = bounds_at(clean, *level);
        let count = raised(&bounds);
        best = (bounds, count);
        let kept = if too_few { count == 0 } else { risk(count) <= budget };
        if kept {
            break;
        }
    }
    let (bounds, raised_after) = best;
    Some(Proposal {
        files,
        raised_before: raised(&Bounds::default()),
        raised_after,
        confirmed: confirmed.len(),
        kept: confirmed.iter().filter(|finding| bounds.keeps(finding)).count(),
        promised: risk(raised_after) <= budget,
        bounds,
    })
}

/// For each rule the score that only this share of clean files passes: the ⌈(n + 1)(1 − level)⌉-th smallest of
/// the files' highest scores (a file without a finding of the rule scores 0), at most the highest of all.
fn bounds_at(clean: &[Vec<Finding>], level: f64) -> Bounds {
    let mut scores: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
    for finding in clean.iter().flatten().filter(|finding| finding.strength != Strength::Strong) {
        scores.entry(&finding.rule).or_default();
    }
    for (rule, list) in &mut scores {
        for findings in clean {
            let own = findings.iter().filter(|f| f.rule == *rule && f.strength != Strength::Strong);
            list.push(own.map(|f| f.score).fold(0.0, f32::max));
        }
        list.sort_by(f32::total_cmp);
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank among some thousands of files, between 0 and n + 1"
    )]
    let rank = ((clean.len() + 1) as f64 * (1.0 - level)).ceil().max(0.0) as usize;
    let bound = |list: &Vec<f32>| match rank.min(list.len()) {
        0 => None,
        rank => list.get(rank - 1).copied().filter(|bound| *bound > 0.0),
    };
    let bounds = scores.iter().filter_map(|(rule, list)| Some(((*rule).to_owned(), bound(list)?)));
    Bounds(bounds.collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::forensics::synth::{EditKind, LastSave, case};
    use crate::forensics::{Calibration, Family, Limits, Region};

    fn finding(rule: &str, family: Family, strength: Strength, score: f32) -> Finding {
        Finding {
            rule: rule.to_owned(),
            family,
            page: Some(0),
            region: Some(Region { x: 0, y: 0, width: 40, height: 10 }),
            source_region: None,
            strength,
            score,
            facts: BTreeMap::new(),
            counts: false,
        }
    }

    /// Two families on one place: raised, unless one of them is bounded away.
    fn raised(score: f32) -> Vec<Finding> {
        vec![
            finding("a", Family::Jpeg, Strength::Medium, score),
            finding("b", Family::Word, Strength::Medium, 0.9),
        ]
    }

    #[test]
    fn few_files_say_nothing_and_twenty_promise_five_per_cent() {
        let quiet = |n: usize| vec![Vec::new(); n];
        assert_eq!(propose(&quiet(9), &[], 0.05), None);
        let ten = propose(&quiet(10), &[], 0.05).unwrap();
        assert!(!ten.promised && ten.bounds.0.is_empty());
        assert!(propose(&quiet(19), &[], 0.05).unwrap().promised);
    }

    #[test]
    fn bounds_rise_until_the_budget_is_kept_and_confirmed_ones_are_counted() {
        let mut clean: Vec<Vec<Finding>> = (0_u8..10).map(|n| raised(0.3 + 0.02 * f32::from(n))).collect();
        clean.extend(vec![Vec::new(); 90]);
        let confirmed = [
            finding("a", Family::Jpeg, Strength::Medium, 0.8),
            finding("a", Family::Jpeg, Strength::Medium, 0.25),
        ];
        let proposal = propose(&clean, &confirmed, 0.05).unwrap();
        assert_eq!((proposal.files, proposal.raised_before), (100, 10));
        assert!(proposal.raised_after <= 4 && proposal.promised, "{proposal:?}");
        assert_eq!((proposal.confirmed, proposal.kept), (2, 1));
    }

    #[test]
    fn what_is_strong_stays_whatever_the_budget() {
        let strong = vec![finding("logic.x", Family::Logic, Strength::Strong, 1.0)];
        let clean = vec![strong.clone(); 30];
        let proposal = propose(&clean, &strong, 0.05).unwrap();
        assert_eq!((proposal.raised_after, proposal.kept), (30, 1));
        assert!(!proposal.promised && proposal.bounds.0.is_empty());
    }

    #[test]
    fn a_held_report_shows_all_counts_less_and_names_its_bounds() {
        let bytes = case(7, Some(EditKind::CopyMove), LastSave::Png).unwrap().bytes;
        let report = crate::forensics::examine(&bytes, &Calibration::default(), &Limits::default()).unwrap();
        assert!(report.findings.iter().any(|f| f.counts));
        let all = report.findings.iter().map(|f| (f.rule.clone(), 1.0)).collect();
        let held = Bounds(all).hold(&report);
        assert_eq!(held.findings.len(), report.findings.len(), "nothing is hidden");
        assert!(held.findings.iter().all(|f| f.counts == (f.strength == Strength::Strong)));
        assert!(held.findings.iter().any(|f| f.facts.contains_key(BOUNDED)));
        if held.findings.iter().all(|f| f.strength != Strength::Strong) {
            assert!(held.grade == Grade::Hints && held.score <= QUIET_SCORE);
        }
        let same = Bounds::default().hold(&report);
        assert_eq!((same.grade, same.findings.len()), (report.grade, report.findings.len()));
    }

    fn file() -> impl Strategy<Value = Vec<Finding>> {
        let one = (0..3_usize, 0..3_usize, 0.0_f32..1.0).prop_map(|(rule, strength, score)| {
            let families = [Family::Jpeg, Family::Word, Family::Copy];
            let strengths = [Strength::Weak, Strength::Medium, Strength::Strong];
            finding(["a", "b", "c"][rule], families[rule], strengths[strength], score)
        });
        proptest::collection::vec(one, 0..4)
    }

    proptest! {
        #[test]
        fn bounds_never_raise_more_and_never_touch_the_strong(
            clean in proptest::collection::vec(file(), 10..40),
            other in file(),
        ) {
            let proposal = propose(&clean, &other, 0.05).unwrap();
            prop_assert!(proposal.raised_after <= proposal.raised_before);
            prop_assert!(proposal.kept <= proposal.confirmed);
            let held = proposal.bounds.held(&other);
            for (before, after) in other.iter().zip(&held) {
                prop_assert!(after.strength <= before.strength);
                prop_assert_eq!(before.strength == Strength::Strong, after.strength == Strength::Strong);
            }
            prop_assert!(!proposal.bounds.raises(&other) || Bounds::default().raises(&other));
        }
    }
}
