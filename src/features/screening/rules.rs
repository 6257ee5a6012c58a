//! The rules of a case: its states, the order of the queue, who may claim and decide. Pure.

use chrono::Duration;

use crate::forensics::{Family, Finding, Grade, Strength};
use crate::kernel::Moment;

pub use super::vocabulary::{CaseState, Cause, CheckKind, Outcome, Purpose, Verdict};

/// The score from which a case should be looked at by a second person; drawn as a mark on the band.
pub const REVIEW_LINE: i32 = 35;
/// The score from which the band is red.
pub const HIGH_LINE: i32 = 70;
/// The least score of a case with a strong finding, as in `forensics::verdict`.
pub const STRONG_SCORE: i32 = 96;
/// How long a claim holds a case.
pub const CLAIM: Duration = Duration::minutes(30);
/// One look at the pages of a case is one entry of the trail for this long.
pub const LOOK: Duration = Duration::minutes(10);
/// After this time a decision nobody contested is closed.
pub const CONTEST_PERIOD: Duration = Duration::days(15);
/// Places shown at once; the rest are folded.
pub const SHOWN_PLACES: usize = 12;

/// What the claiming and deciding rules look at.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Where the case stands.
    pub state: CaseState,
    /// Whether it has been put before the reviewers.
    pub queued: bool,
    /// Who handed it in.
    pub submitter: String,
    /// Who holds the claim.
    pub claimed_by: Option<String>,
    /// Until when.
    pub claimed_until: Option<Moment>,
    /// Who decided in earlier rounds.
    pub earlier: Vec<String>,
}

impl Standing {
    /// Who holds a claim that has not run out.
    #[must_use]
    pub fn holder(&self, now: Moment) -> Option<&str> {
        self.claimed_until.filter(|until| *until > now).and(self.claimed_by.as_deref())
    }

    /// Whether this person may review the case at all: not one's own, and no second time after a contest.
    ///
    /// # Errors
    /// The key of the reason.
    pub fn independent(&self, person: &str) -> Result<(), &'static str> {
        if self.submitter == person {
            Err("own-case")
        } else if self.earlier.iter().any(|decider| decider == person) {
            Err("same-decider")
        } else {
            Ok(())
        }
    }

    /// Whether this person may claim the case now.
    ///
    /// # Errors
    /// The key of the reason.
    pub fn may_claim(&self, person: &str, now: Moment) -> Result<(), &'static str> {
        self.independent(person)?;
        if !self.queued || !self.state.waits_for_review() {
            return Err("case-not-waiting");
        }
        match self.holder(now) {
            Some(holder) if holder != person => Err("case-claimed"),
            _ => Ok(()),
        }
    }

    /// Whether the case is still this person's to work on: claimed, and not taken by anybody since. A claim that ran
    /// out lets others in; whoever reads for long loses nothing as long as none of them came.
    #[must_use]
    pub fn keeps(&self, person: &str) -> bool {
        self.state == CaseState::InReview && self.claimed_by.as_deref() == Some(person)
    }

    /// Whether this person may decide: keeps the claim and is independent.
    ///
    /// # Errors
    /// The key of the reason.
    pub fn may_decide(&self, person: &str) -> Result<(), &'static str> {
        self.independent(person)?;
        if self.keeps(person) { Ok(()) } else { Err("claim-first") }
    }
}

/// Place in the queue, larger first: risk, and ten points for every hour of waiting, so that the riskiest
/// comes first and the oldest is never overtaken for good.
#[must_use]
pub fn urgency(score: i32, waited: Duration) -> i64 {
    i64::from(score.clamp(0, 100)) + waited.num_minutes().max(0) / 6
}

/// Part of the score band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Below the review line.
    Low,
    /// From the review line.
    Middle,
    /// From the upper line.
    High,
}

/// The part of the band a score lies in.
#[must_use]
pub const fn band(score: i32) -> Band {
    if score >= HIGH_LINE {
        Band::High
    } else if score >= REVIEW_LINE {
        Band::Middle
    } else {
        Band::Low
    }
}

/// Score from 0 to 100 of a report's 0 to 1.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "clamped to 0..=100 before the cast")]
pub fn points(score: f32) -> i32 {
    (f64::from(score) * 100.0).round().clamp(0.0, 100.0) as i32
}

/// Whether a place is shown at once; what is weak and agreed on by nothing else is folded.
#[must_use]
pub fn is_place(strength: Strength, counts: bool) -> bool {
    counts || strength >= Strength::Medium
}

/// The score and grade of a case, from the scores of its documents without strong findings and from all its
/// findings (strength, whether it counts), those included that only the case can know: reuse, typed numbers,
/// corrected readings. Only strong findings raise a case alone.
#[must_use]
pub fn settle(documents: &[i32], findings: &[(Strength, bool)]) -> (i32, Grade) {
    let score = documents.iter().copied().max().unwrap_or(0);
    if findings.iter().any(|(strength, _)| *strength == Strength::Strong) {
        (score.max(STRONG_SCORE), Grade::LookFirst)
    } else if findings.iter().any(|(_, counts)| *counts) {
        (score, Grade::Look)
    } else if findings.is_empty() {
        (score, Grade::NothingFound)
    } else {
        (score, Grade::Hints)
    }
}

/// The state of a case from the states of its documents, once no examination is under way.
#[must_use]
pub fn after_examination(documents: &[&str]) -> CaseState {
    let any = |state: &str| documents.contains(&state);
    if any("received") || any("examining") {
        CaseState::Examining
    } else if any("failed") {
        CaseState::Failed
    } else if any("examined") {
        CaseState::Ready
    } else {
        CaseState::Refused
    }
}

/// A finding made outside the engine, by a rule of this room.
#[must_use]
pub fn own_finding(rule: &str, family: Family, strength: Strength, facts: &[(&str, String)]) -> Finding {
    Finding {
        rule: rule.to_owned(),
        family,
        page: None,
        region: None,
        source_region: None,
        strength,
        score: 1.0,
        facts: facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        counts: strength == Strength::Strong,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> Moment {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(1, 0, 0).unwrap()
            + Duration::minutes(minute)
    }

    fn standing() -> Standing {
        Standing {
            state: CaseState::Ready,
            queued: true,
            submitter: "clerk".to_owned(),
            claimed_by: None,
            claimed_until: None,
            earlier: Vec::new(),
        }
    }

    #[test]
    fn nobody_claims_or_decides_an_own_case() {
        let case = Standing {
            state: CaseState::InReview,
            claimed_by: Some("clerk".to_owned()),
            claimed_until: Some(at(9)),
            ..standing()
        };
        assert_eq!(case.may_claim("clerk", at(0)), Err("own-case"));
        assert_eq!(case.may_decide("clerk"), Err("own-case"));
    }

    #[test]
    fn a_claim_locks_out_others_until_it_runs_out() {
        let case = Standing {
            state: CaseState::InReview,
            claimed_by: Some("a".to_owned()),
            claimed_until: Some(at(30)),
            ..standing()
        };
        assert_eq!(case.may_claim("b", at(29)), Err("case-claimed"));
        assert_eq!(case.may_claim("a", at(29)), Ok(()));
        assert_eq!(case.may_claim("b", at(30)), Ok(()));
        assert_eq!(case.may_decide("a"), Ok(()));
        assert_eq!(case.may_decide("b"), Err("claim-first"));
        let taken = Standing { claimed_by: Some("b".to_owned()), claimed_until: Some(at(60)), ..case };
        assert_eq!(taken.may_decide("a"), Err("claim-first"), "somebody came");
    }

    #[test]
    fn a_contested_decision_goes_to_another_reviewer() {
        let case = Standing { state: CaseState::Contested, earlier: vec!["a".to_owned()], ..standing() };
        assert_eq!(case.may_claim("a", at(0)), Err("same-decider"));
        assert_eq!(case.may_claim("b", at(0)), Ok(()));
    }

    #[test]
    fn what_is_not_queued_or_is_done_cannot_be_claimed() {
        assert_eq!(Standing { queued: false, ..standing() }.may_claim("a", at(0)), Err("case-not-waiting"));
        for state in [CaseState::Decided, CaseState::Closed, CaseState::Examining, CaseState::Refused] {
            assert_eq!(Standing { state, ..standing() }.may_claim("a", at(0)), Err("case-not-waiting"));
        }
    }

    #[test]
    fn a_case_is_as_far_as_its_documents() {
        assert_eq!(after_examination(&["examined", "received"]), CaseState::Examining);
        assert_eq!(after_examination(&["examined", "refused"]), CaseState::Ready);
        assert_eq!(after_examination(&["refused"]), CaseState::Refused);
        assert_eq!(after_examination(&["examined", "failed"]), CaseState::Failed);
    }

    #[test]
    fn only_a_strong_finding_raises_a_case_alone() {
        let documents = [12, 30];
        assert_eq!(settle(&documents, &[(Strength::Medium, false)]), (30, Grade::Hints));
        assert_eq!(settle(&documents, &[(Strength::Medium, true)]), (30, Grade::Look));
        assert_eq!(settle(&documents, &[(Strength::Strong, true)]), (STRONG_SCORE, Grade::LookFirst));
        assert_eq!(settle(&documents, &[]), (30, Grade::NothingFound));
        assert_eq!(settle(&[], &[]), (0, Grade::NothingFound));
    }

    proptest! {
        #[test]
        fn urgency_grows_with_risk_and_with_waiting(a in 0..=100i32, b in 0..=100i32, m in 0..100_000i64, n in 0..100_000i64) {
            let wait = Duration::minutes;
            prop_assert!(urgency(a.max(b), wait(m)) >= urgency(a.min(b), wait(m)));
            prop_assert!(urgency(a, wait(m.max(n))) >= urgency(a, wait(m.min(n))));
            // Ten hours outweigh any difference of risk.
            prop_assert!(urgency(0, wait(m + 600)) >= urgency(100, wait(m)));
        }

        #[test]
        fn points_stay_on_the_band(score in proptest::num::f32::ANY) {
            prop_assert!((0..=100).contains(&points(score)));
        }
    }
}
