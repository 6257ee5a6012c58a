//! Days as numbers, so that they can be counted (the civil calendar as an era of 400 years).

use super::super::super::Random;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub i64);

impl Date {
    /// Of year, month, day.
    #[must_use]
    pub const fn new(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year - era * 400;
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// Year, month, day.
    #[must_use]
    pub const fn parts(self) -> (i64, i64, i64) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z - era * 146_097;
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        (yoe + era * 400 + if month <= 2 { 1 } else { 0 }, month, doy - (153 * mp + 2) / 5 + 1)
    }

    /// So many days later.
    #[must_use]
    pub const fn later(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// The same day so many months later, or the last of that month.
    #[must_use]
    pub fn months_later(self, months: i64) -> Self {
        let (year, month, day) = self.parts();
        let all = year * 12 + month - 1 + months;
        let first = Self::new(all.div_euclid(12), all.rem_euclid(12) + 1, 1);
        let next = Self::new((all + 1).div_euclid(12), (all + 1).rem_euclid(12) + 1, 1);
        first.later((day - 1).min(next.0 - first.0 - 1))
    }

    /// Monday 0 to Sunday 6.
    #[must_use]
    pub const fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7)
    }

    /// Evenly between two days.
    pub fn between(random: &mut Random, from: Self, to: Self) -> Self {
        from.later(random.below(usize::try_from(to.0 - from.0).unwrap_or(1).max(1)) as i64)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn days_go_there_and_back(day in -40_000_i64..40_000) {
            let (y, m, d) = Date(day).parts();
            prop_assert_eq!(Date::new(y, m, d), Date(day));
            prop_assert!((1..=12).contains(&m) && (1..=31).contains(&d));
        }
    }

    #[test]
    fn known_days() {
        assert_eq!(Date::new(1970, 1, 1), Date(0));
        assert_eq!(Date::new(2024, 1, 31).months_later(1).to_string(), "2024-02-29");
        // 5 March 2024 was a Tuesday.
        assert_eq!(Date::new(2024, 3, 5).weekday(), 1);
    }
}
