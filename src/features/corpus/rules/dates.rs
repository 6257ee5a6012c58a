//! In force: from a day, inclusive, to a day, exclusive. As-of queries go by dates, never by a stored state.

use chrono::NaiveDate;

use crate::features::corpus::model::VersionState;

/// Whether a version with these dates is in force on a day.
#[must_use]
pub fn in_force(from: NaiveDate, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from <= day && to.is_none_or(|to| day < to)
}

/// Where a version stands on a day. `stored` is what the database says of its approval; `followed` whether
/// another approved version of the same policy begins when this one ends, or later.
#[must_use]
pub fn state(
    stored: &str,
    from: NaiveDate,
    to: Option<NaiveDate>,
    followed: bool,
    day: NaiveDate,
) -> VersionState {
    match stored {
        "draft" => VersionState::Draft,
        "in_review" => VersionState::InReview,
        _ if day < from => VersionState::Approved,
        _ if in_force(from, to, day) => VersionState::InForce,
        _ if followed => VersionState::Superseded,
        _ => VersionState::Repealed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_first_day_counts_and_the_last_does_not() {
        let (from, to) = (day("2025-07-01"), Some(day("2027-01-01")));
        for (asked, expected) in
            [("2025-06-30", false), ("2025-07-01", true), ("2026-12-31", true), ("2027-01-01", false)]
        {
            assert_eq!(in_force(from, to, day(asked)), expected, "{asked}");
        }
        assert!(in_force(from, None, day("2999-01-01")));
    }

    #[test]
    fn the_state_follows_the_calendar() {
        let (from, to) = (day("2025-07-01"), Some(day("2027-01-01")));
        assert_eq!(state("approved", from, to, true, day("2025-01-01")), VersionState::Approved);
        assert_eq!(state("approved", from, to, true, day("2026-01-01")), VersionState::InForce);
        assert_eq!(state("approved", from, to, true, day("2027-01-01")), VersionState::Superseded);
        assert_eq!(state("approved", from, to, false, day("2027-01-01")), VersionState::Repealed);
        assert_eq!(state("draft", from, to, false, day("2026-01-01")), VersionState::Draft);
        assert_eq!(state("in_review", from, to, false, day("2026-01-01")), VersionState::InReview);
    }
}
