//! When an observed round passes, and how long the certificate holds.

use chrono::{Months, NaiveDate};

/// How many steps of a passing round may be only partly seen. Default; a judgement.
pub const MAX_PARTLY: usize = 2;

/// How many steps of a passing round may be not seen at all. Default; a judgement.
pub const MAX_NOT_SEEN: usize = 0;

/// Months for which an etiquette certificate holds: from one yearly etiquette month (每年5月) to the next.
pub const VALID_MONTHS: u32 = 12;

/// What was seen of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Done, and natural.
    Seen,
    /// Half done, or only when reminded.
    Partly,
    /// Not done, or the common slip.
    NotSeen,
}

impl Level {
    /// Every level, best first.
    pub const ALL: [Self; 3] = [Self::Seen, Self::Partly, Self::NotSeen];

    /// The level's stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Partly => "partly",
            Self::NotSeen => "not_seen",
        }
    }

    /// The level of this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// Marks read from a list of names, one for each of `steps` steps; `None` when one is missing or unknown.
#[must_use]
pub fn marks<'a>(names: impl IntoIterator<Item = &'a str>, steps: usize) -> Option<Vec<Level>> {
    let marks: Option<Vec<Level>> = names.into_iter().map(Level::from_code).collect();
    marks.filter(|marks| !marks.is_empty() && marks.len() == steps)
}

/// Most marks of a level that a passing round may hold.
#[must_use]
pub fn most(level: Level) -> usize {
    match level {
        Level::Seen => usize::MAX,
        Level::Partly => MAX_PARTLY,
        Level::NotSeen => MAX_NOT_SEEN,
    }
}

/// Whether a round with these marks passes. A round without steps never does.
#[must_use]
pub fn passes(marks: &[Level]) -> bool {
    let within = |level| marks.iter().filter(|mark| **mark == level).count() <= most(level);
    !marks.is_empty() && Level::ALL.into_iter().all(within)
}

/// The first day on which a certificate issued on `day` no longer holds: the same date a year on, or the last
/// day of that month when there is none.
#[must_use]
pub fn expires(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(VALID_MONTHS)).unwrap_or(NaiveDate::MAX)
}

/// Whether a certificate holds on `day`: from its issue, inclusive, to its expiry, exclusive.
#[must_use]
pub fn valid_on(issued: NaiveDate, expires: NaiveDate, day: NaiveDate) -> bool {
    issued <= day && day < expires
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn level() -> impl Strategy<Value = Level> {
        prop::sample::select(Level::ALL.to_vec())
    }

    #[test]
    fn two_partly_pass_three_or_one_not_seen_do_not() {
        let round = |partly: usize, not: usize| {
            let mut marks = vec![Level::Seen; 11 - partly - not];
            marks.extend(vec![Level::Partly; partly]);
            marks.extend(vec![Level::NotSeen; not]);
            passes(&marks)
        };
        assert!(round(0, 0) && round(2, 0));
        assert!(!round(3, 0) && !round(0, 1));
        assert!(!passes(&[]));
    }

    #[test]
    fn marks_are_as_many_as_steps_and_known() {
        assert_eq!(marks(["seen", "not_seen"], 2), Some(vec![Level::Seen, Level::NotSeen]));
        assert_eq!(marks(["seen"], 2), None);
        assert_eq!(marks(["seen", "well"], 2), None);
        assert_eq!(marks([], 0), None);
    }

    #[test]
    fn a_certificate_holds_a_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(expires(day("2026-11-23")), day("2027-11-23"));
        assert_eq!(expires(day("2028-02-29")), day("2029-02-28"));
        let holds = |on: &str| valid_on(day("2026-11-23"), day("2027-11-23"), day(on));
        assert!(!holds("2026-11-22") && holds("2026-11-23") && holds("2027-11-22") && !holds("2027-11-23"));
    }

    proptest! {
        #[test]
        fn the_order_of_steps_does_not_matter(list in vec(level(), 0..20)) {
            let mut turned = list.clone();
            turned.reverse();
            prop_assert_eq!(passes(&list), passes(&turned));
        }

        #[test]
        fn seeing_more_never_fails_a_round(list in vec(level(), 1..20), at: prop::sample::Index) {
            let mut better = list.clone();
            better[at.index(list.len())] = Level::Seen;
            prop_assert!(passes(&better) || !passes(&list));
        }

        #[test]
        fn a_certificate_always_holds_on_its_day(days in 0_i64..60_000) {
            let day = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Duration::days(days);
            prop_assert!(valid_on(day, expires(day), day) && !valid_on(day, expires(day), expires(day)));
        }
    }
}
