//! How many people a review needs, who sits where, and what a reviewer may see before saying what he thinks.
//! Pure.
//!
//! Alone: one reviewer decides. Two persons: two reviewers decide without seeing each other's reason; agreeing,
//! the second's word is the decision; differing, the case goes up to a manager, who sees both.

use super::rules::{Purpose, Verdict};

/// How reviews are held at this centre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    /// 0: nobody has changed anything yet.
    pub version: i32,
    /// A reviewer says what he thinks before the places, the score and the words of others are shown.
    pub blind: bool,
    /// Purposes for which two reviewers must agree.
    pub two_purposes: Vec<Purpose>,
    /// The score from which two reviewers must agree, whatever the purpose.
    pub two_score: Option<i32>,
}

impl Setting {
    /// Whether a case of this purpose and score needs two reviewers.
    #[must_use]
    pub fn needs_two(&self, purpose: &str, score: Option<i32>) -> bool {
        self.two_purposes.iter().any(|known| known.code() == purpose)
            || self.two_score.is_some_and(|line| score.is_some_and(|score| score >= line))
    }

    /// Whether its clerk may call a case of one purpose another. Freely as long as there is no score; afterwards nothing
    /// that asks for less: no exercise, which is counted nowhere, and no purpose that spares a second reviewer.
    #[must_use]
    pub fn may_become(&self, from: &str, to: Purpose, score: Option<i32>) -> bool {
        let two = |purpose: &str| self.needs_two(purpose, score);
        let less = to == Purpose::Exercise || (two(from) && !two(to.code()));
        from == to.code() || score.is_none() || !less
    }
}

/// One of two opinions of this round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Whose.
    pub person: String,
    /// What.
    pub verdict: Verdict,
}

/// Where the next reviewer of a case sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Decides alone.
    Alone,
    /// The first of two.
    First,
    /// The second of two.
    Second,
    /// The two differ: somebody higher up decides.
    Referee,
}

/// What comes of an opinion in a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is the decision.
    Decided,
    /// It waits for the second reviewer.
    WaitsForSecond,
    /// It differs from the first: the case goes up.
    GoesUp,
}

impl Seat {
    /// The seat of whoever reviews next. Once there is a vote the case stays with two persons, even when the
    /// setting has changed since.
    #[must_use]
    pub fn of(needs_two: bool, votes: &[Vote]) -> Self {
        match votes {
            [] if needs_two => Self::First,
            [] => Self::Alone,
            [_] => Self::Second,
            _ => Self::Referee,
        }
    }

    /// Whether this person may sit here.
    ///
    /// # Errors
    /// The key of the reason.
    pub fn takes(self, votes: &[Vote], person: &str, is_manager: bool) -> Result<(), &'static str> {
        if votes.iter().any(|vote| vote.person == person) {
            Err("already-voted")
        } else if self == Self::Referee && !is_manager {
            Err("goes-up")
        } else {
            Ok(())
        }
    }

    /// What comes of this opinion.
    #[must_use]
    pub fn outcome(self, votes: &[Vote], verdict: Verdict) -> Outcome {
        match self {
            Self::Alone | Self::Referee => Outcome::Decided,
            Self::First => Outcome::WaitsForSecond,
            Self::Second if votes.iter().all(|vote| vote.verdict == verdict) => Outcome::Decided,
            Self::Second => Outcome::GoesUp,
        }
    }

    /// The stable name in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::First => "first",
            Self::Second => "second",
            Self::Referee => "referee",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(person: &str, verdict: Verdict) -> Vote {
        Vote { person: person.to_owned(), verdict }
    }

    #[test]
    fn two_must_agree_and_a_difference_goes_up() {
        assert_eq!(Seat::of(false, &[]), Seat::Alone);
        assert_eq!(Seat::of(true, &[]), Seat::First);
        assert_eq!(Seat::First.outcome(&[], Verdict::Accept), Outcome::WaitsForSecond);
        let one = [vote("a", Verdict::Accept)];
        // The setting may have changed meanwhile.
        assert_eq!(Seat::of(false, &one), Seat::Second);
        assert_eq!(Seat::Second.outcome(&one, Verdict::Accept), Outcome::Decided);
        assert_eq!(Seat::Second.outcome(&one, Verdict::AskMore), Outcome::GoesUp);
        let two = [vote("a", Verdict::Accept), vote("b", Verdict::AskMore)];
        assert_eq!(Seat::of(true, &two), Seat::Referee);
        assert_eq!(Seat::Referee.outcome(&two, Verdict::ReferUp), Outcome::Decided);
    }

    #[test]
    fn nobody_sits_twice_and_only_a_manager_above_two() {
        let one = [vote("a", Verdict::Accept)];
        assert_eq!(Seat::Second.takes(&one, "a", true), Err("already-voted"));
        assert_eq!(Seat::Second.takes(&one, "b", false), Ok(()));
        let two = [vote("a", Verdict::Accept), vote("b", Verdict::AskMore)];
        assert_eq!(Seat::Referee.takes(&two, "c", false), Err("goes-up"));
        assert_eq!(Seat::Referee.takes(&two, "c", true), Ok(()));
        assert_eq!(Seat::Referee.takes(&two, "b", true), Err("already-voted"));
    }

    #[test]
    fn purpose_or_score_calls_for_two() {
        let setting =
            Setting { two_purposes: vec![Purpose::Loan], two_score: Some(70), ..Setting::default() };
        assert!(setting.needs_two("loan", None));
        assert!(setting.needs_two("withdrawal", Some(70)));
        assert!(!setting.needs_two("withdrawal", Some(69)) && !setting.needs_two("transfer", None));
        assert!(!Setting::default().needs_two("loan", Some(100)));
    }

    #[test]
    fn known_results_leave_no_way_to_less_scrutiny() {
        let setting =
            Setting { two_purposes: vec![Purpose::Loan], two_score: Some(70), ..Setting::default() };
        let may = |from, to, score| setting.may_become(from, to, score);
        assert!(may("loan", Purpose::Exercise, None) && may("loan", Purpose::Withdrawal, None));
        assert!(!may("withdrawal", Purpose::Exercise, Some(5)) && !may("loan", Purpose::Transfer, Some(5)));
        assert!(may("exercise", Purpose::Exercise, Some(5)) && may("exercise", Purpose::Loan, Some(5)));
        assert!(may("withdrawal", Purpose::Loan, Some(5)) && may("withdrawal", Purpose::Transfer, Some(5)));
        // The score asks for two whatever the purpose.
        assert!(may("loan", Purpose::Transfer, Some(70)));
    }
}
