//! The practice round as a state machine. A redo is a new round that points at the old one, so no arrow leads
//! back from `redo`.

/// Where a round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Being prepared.
    Draft,
    /// Asked for; waits for the mentor.
    Submitted,
    /// The first signer passed it; a second one is needed.
    AwaitingSecond,
    /// Passed.
    Passed,
    /// To be done again, as a new round.
    Redo,
    /// Taken back before review.
    Withdrawn,
    /// Passed, but doubted.
    Challenged,
    /// Doubted, and found to stand.
    Upheld,
    /// No longer counts.
    Revoked,
}

/// What can happen to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The apprentice asks for review.
    Submit,
    /// The apprentice takes it back.
    Withdraw,
    /// A signature that passes; whether another one is needed.
    Pass {
        /// A second signer is needed and has not signed.
        second_open: bool,
    },
    /// A signature that sends it back.
    Redo,
    /// Somebody doubts a passed round.
    Challenge,
    /// The doubt was unfounded.
    Uphold,
    /// A manager says, with a reason, that it no longer counts.
    Revoke,
}

impl State {
    /// Every state.
    pub const ALL: &'static [Self] = &[
        Self::Draft,
        Self::Submitted,
        Self::AwaitingSecond,
        Self::Passed,
        Self::Redo,
        Self::Withdrawn,
        Self::Challenged,
        Self::Upheld,
        Self::Revoked,
    ];

    /// The stable name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::AwaitingSecond => "awaiting_second",
            Self::Passed => "passed",
            Self::Redo => "redo",
            Self::Withdrawn => "withdrawn",
            Self::Challenged => "challenged",
            Self::Upheld => "upheld",
            Self::Revoked => "revoked",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }

    /// Key of its word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "round-draft",
            Self::Submitted => "round-submitted",
            Self::AwaitingSecond => "round-awaiting-second",
            Self::Passed => "round-passed",
            Self::Redo => "round-redo",
            Self::Withdrawn => "round-withdrawn",
            Self::Challenged => "round-challenged",
            Self::Upheld => "round-upheld",
            Self::Revoked => "round-revoked",
        }
    }

    /// Whether it counts towards the certificate.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Passed | Self::Upheld)
    }

    /// Whether it waits for a signature.
    #[must_use]
    pub fn waits(self) -> bool {
        matches!(self, Self::Submitted | Self::AwaitingSecond)
    }

    /// The state after a step; `None` where the machine has no such arrow.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Step::Submit) => Some(Self::Submitted),
            (Self::Draft | Self::Submitted, Step::Withdraw) => Some(Self::Withdrawn),
            (Self::Submitted, Step::Pass { second_open: true }) => Some(Self::AwaitingSecond),
            (Self::Submitted | Self::AwaitingSecond, Step::Pass { second_open: false }) => Some(Self::Passed),
            (Self::Submitted | Self::AwaitingSecond, Step::Redo) => Some(Self::Redo),
            (Self::Passed, Step::Challenge) => Some(Self::Challenged),
            (Self::Challenged, Step::Uphold) => Some(Self::Upheld),
            (Self::Passed | Self::Challenged | Self::Upheld, Step::Revoke) => Some(Self::Revoked),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Submit),
            Just(Step::Withdraw),
            any::<bool>().prop_map(|second_open| Step::Pass { second_open }),
            Just(Step::Redo),
            Just(Step::Challenge),
            Just(Step::Uphold),
            Just(Step::Revoke),
        ]
    }

    proptest! {
        #[test]
        fn only_a_signature_makes_a_round_count(steps in prop::collection::vec(any_step(), 0..30)) {
            let mut state = State::Draft;
            let mut signed = false;
            for step in steps {
                if let Some(next) = state.after(step) {
                    signed |= step == Step::Pass { second_open: false };
                    prop_assert!(!matches!(state, State::Redo | State::Withdrawn | State::Revoked), "final");
                    state = next;
                }
            }
            prop_assert!(!state.counts() || signed);
        }
    }

    #[test]
    fn a_manager_revokes_but_never_passes() {
        for state in State::ALL {
            let after = state.after(Step::Revoke);
            assert!(after.is_none() || after == Some(State::Revoked), "{state:?}");
        }
        assert_eq!(State::Redo.after(Step::Pass { second_open: false }), None);
        assert_eq!(State::AwaitingSecond.after(Step::Withdraw), None, "withdrawing is before review only");
    }

    #[test]
    fn codes_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
    }
}
