//! Time is given, never taken: whoever needs the time holds a [`Clock`].

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, Utc};

/// A moment in UTC, truncated to microseconds because that is what both databases keep.
pub type Moment = NaiveDateTime;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The present moment in UTC, truncated to microseconds.
    fn now(&self) -> Moment;
}

/// The place of the hall on the clock: a fixed offset from UTC.
///
/// China keeps one offset all year; a fixed offset avoids carrying a time-zone database into an
/// intranet. A site elsewhere sets its own offset in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(FixedOffset);

impl Zone {
    /// The zone `minutes` east of UTC; `None` beyond a day.
    #[must_use]
    pub fn east_minutes(minutes: i32) -> Option<Self> {
        FixedOffset::east_opt(minutes.checked_mul(60)?).map(Self)
    }

    /// Local wall-clock time of a moment.
    #[must_use]
    pub fn local(self, at: Moment) -> NaiveDateTime {
        DateTime::<Utc>::from_naive_utc_and_offset(at, Utc).with_timezone(&self.0).naive_local()
    }

    /// Local calendar day of a moment: the day that as-of queries and deadlines speak of.
    #[must_use]
    pub fn day(self, at: Moment) -> NaiveDate {
        self.local(at).date()
    }

    /// The moment at which a local wall-clock time happens.
    #[must_use]
    pub fn moment(self, local: NaiveDateTime) -> Moment {
        local - Duration::seconds(i64::from(self.0.local_minus_utc()))
    }
}

impl Default for Zone {
    /// UTC+8.
    fn default() -> Self {
        Self::east_minutes(480).unwrap_or(Self(chrono::Offset::fix(&Utc)))
    }
}

/// Cuts a moment to whole microseconds.
#[must_use]
pub fn truncate(at: Moment) -> Moment {
    let nanos = chrono::Timelike::nanosecond(&at) % 1_000;
    at - Duration::nanoseconds(i64::from(nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_evening_in_utc_is_the_next_day_at_the_hall() {
        let zone = Zone::default();
        let at = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap().and_hms_opt(17, 30, 0).unwrap();
        assert_eq!(zone.day(at), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        assert_eq!(zone.moment(zone.local(at)), at);
    }

    #[test]
    fn moments_lose_what_a_database_would_lose() {
        let at = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_nano_opt(0, 0, 0, 1_999).unwrap();
        assert_eq!(truncate(at), at - Duration::nanoseconds(999));
    }
}
