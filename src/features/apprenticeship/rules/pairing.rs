//! The apprenticeship as a state machine (domain design, section 3).

/// Where an apprenticeship stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A manager proposed it; not both sides have signed.
    Proposed,
    /// Both sides signed the agreement of the day.
    Agreed,
    /// Under way.
    Active,
    /// Interrupted, with a reason.
    Paused,
    /// Everything is done and the two signatures of graduation are asked for.
    GraduationRequested,
    /// Over, with success.
    Graduated,
    /// Over without graduation.
    EndedWithout,
}

/// What can happen to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The second of the two sides signed.
    BothSigned,
    /// The first day came.
    Start,
    /// Interrupt.
    Pause,
    /// Go on after an interruption.
    Resume,
    /// Ask for graduation.
    AskGraduation,
    /// Both signatures of graduation are there.
    Graduate,
    /// Not yet: back to work.
    NotYet,
    /// End without graduation.
    End,
}

impl State {
    /// Every state.
    pub const ALL: &'static [Self] = &[
        Self::Proposed,
        Self::Agreed,
        Self::Active,
        Self::Paused,
        Self::GraduationRequested,
        Self::Graduated,
        Self::EndedWithout,
    ];

    /// The stable name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::GraduationRequested => "graduation_requested",
            Self::Graduated => "graduated",
            Self::EndedWithout => "ended_without",
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
            Self::Proposed => "pair-proposed",
            Self::Agreed => "pair-agreed",
            Self::Active => "pair-active",
            Self::Paused => "pair-paused",
            Self::GraduationRequested => "pair-graduation-requested",
            Self::Graduated => "pair-graduated",
            Self::EndedWithout => "pair-ended-without",
        }
    }

    /// Whether the story is over.
    #[must_use]
    pub fn closed(self) -> bool {
        matches!(self, Self::Graduated | Self::EndedWithout)
    }

    /// Whether the apprentice may log evidence and practise.
    #[must_use]
    pub fn working(self) -> bool {
        matches!(self, Self::Active | Self::GraduationRequested)
    }

    /// The state after a step; `None` where the machine has no such arrow.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Proposed, Step::BothSigned) => Some(Self::Agreed),
            (Self::Agreed, Step::Start)
            | (Self::Paused, Step::Resume)
            | (Self::GraduationRequested, Step::NotYet) => Some(Self::Active),
            (Self::Active, Step::Pause) => Some(Self::Paused),
            (Self::Active, Step::AskGraduation) => Some(Self::GraduationRequested),
            (Self::GraduationRequested, Step::Graduate) => Some(Self::Graduated),
            (state, Step::End) if !state.closed() => Some(Self::EndedWithout),
            _ => None,
        }
    }
}

/// What still forbids graduation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Graduation {
    /// Nothing.
    Open,
    /// Days of the programme's minimum that are still to come.
    TooEarly {
        /// How many.
        days: i64,
    },
    /// Items of the programme without a certificate.
    Uncertified {
        /// How many.
        items: usize,
    },
}

/// Whether graduation may be asked for: every item certified and the minimum time served.
#[must_use]
pub fn graduation(served_days: i64, min_days: i64, items: usize, certified: usize) -> Graduation {
    if certified < items {
        Graduation::Uncertified { items: items - certified }
    } else if served_days < min_days {
        Graduation::TooEarly { days: min_days - served_days }
    } else {
        Graduation::Open
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STEPS: &[Step] = &[
        Step::BothSigned,
        Step::Start,
        Step::Pause,
        Step::Resume,
        Step::AskGraduation,
        Step::Graduate,
        Step::NotYet,
        Step::End,
    ];

    proptest! {
        #[test]
        fn nothing_leaves_a_closed_state_and_graduation_needs_both_signatures_and_a_request(
            steps in prop::collection::vec(0..STEPS.len(), 0..40),
        ) {
            let mut state = State::Proposed;
            let (mut agreed, mut asked) = (false, false);
            for step in steps.into_iter().map(|i| STEPS[i]) {
                if let Some(next) = state.after(step) {
                    prop_assert!(!state.closed());
                    agreed |= step == Step::BothSigned;
                    asked |= step == Step::AskGraduation;
                    state = next;
                }
            }
            prop_assert!(!state.working() || agreed);
            prop_assert!(state != State::Graduated || (agreed && asked));
        }
    }

    #[test]
    fn codes_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
    }

    #[test]
    fn posting_waits_for_every_item_and_the_minimum_time() {
        assert_eq!(graduation(90, 90, 3, 3), Graduation::Open);
        assert_eq!(graduation(89, 90, 3, 3), Graduation::TooEarly { days: 1 });
        assert_eq!(graduation(200, 90, 3, 2), Graduation::Uncertified { items: 1 });
    }
}
