//! Dates and times as people read them. All of them are local to the hall; converting from UTC is the
//! business of whoever knows the zone.

use super::Texts;
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};

impl Texts {
    /// A day, without its year in the year of [`Texts::on`]: 11 and 21 give `21 Nov` in English.
    #[must_use]
    pub fn date(&self, day: NaiveDate) -> String {
        if self.today.is_none_or(|today| today.year() != day.year()) {
            return self.date_full(day);
        }
        let t = self;
        t.with("dates-day", &[("month", &day.month()), ("day", &day.day())])
    }

    /// A day with its year: `21 November 2026`.
    #[must_use]
    pub fn date_full(&self, day: NaiveDate) -> String {
        let t = self;
        let year = day.year().to_string();
        t.with("dates-day-year", &[("year", &year), ("month", &day.month()), ("day", &day.day())])
    }

    /// A month with its year: `November 2026`.
    #[must_use]
    pub fn month(&self, day: NaiveDate) -> String {
        let t = self;
        t.with("dates-month", &[("year", &day.year().to_string()), ("month", &day.month())])
    }

    /// The name of the day of the week.
    #[must_use]
    pub fn weekday(&self, day: NaiveDate) -> String {
        let t = self;
        t.with("dates-weekday", &[("weekday", &day.weekday().number_from_monday())])
    }

    /// Day and time to the minute, the day as in [`Texts::date`].
    #[must_use]
    pub fn date_time(&self, at: NaiveDateTime) -> String {
        self.join(self.date(at.date()), at.time())
    }

    /// Day with year, and time to the minute.
    #[must_use]
    pub fn date_time_full(&self, at: NaiveDateTime) -> String {
        self.join(self.date_full(at.date()), at.time())
    }

    /// Hours and minutes in 24 hours: `14:30`. The minute is cut, not rounded: 23:59:59 is still today.
    #[must_use]
    pub fn time(&self, time: NaiveTime) -> String {
        time.format("%H:%M").to_string()
    }

    fn join(self, day: String, time: NaiveTime) -> String {
        let t = self;
        t.with("dates-day-time", &[("day", &day), ("time", &self.time(time))])
    }
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "expected texts")]
mod tests {
    use super::*;
    use crate::platform::i18n::Lang;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_year_shows_unless_it_is_this_one() {
        let (zh, en) = (Texts::new(Lang::ZhCn), Texts::new(Lang::En));
        let today = day(2026, 1, 1);
        assert_eq!(zh.on(today).date(day(2026, 11, 21)), "11月21日");
        assert_eq!(en.on(today).date(day(2026, 11, 21)), "21 Nov");
        assert_eq!(zh.on(today).date(day(2025, 12, 31)), "2025年12月31日");
        assert_eq!(en.on(today).date(day(2025, 12, 31)), "31 December 2025");
        assert_eq!(zh.date(day(2026, 11, 21)), "2026年11月21日", "this year is not known");
    }

    #[test]
    fn times() {
        let at = day(2026, 11, 21).and_hms_opt(14, 30, 59).unwrap();
        let early = day(2026, 3, 5).and_hms_opt(8, 5, 0).unwrap();
        let (zh, en) = (Texts::new(Lang::ZhCn).on(at.date()), Texts::new(Lang::En).on(at.date()));
        assert_eq!(zh.date_time(at), "11月21日 14:30");
        assert_eq!(en.date_time(at), "21 Nov, 14:30");
        assert_eq!(zh.date_time_full(early), "2026年3月5日 08:05");
        assert_eq!(zh.time(early.time()), "08:05");
    }

    #[test]
    fn months_and_weekdays() {
        let (zh, en) = (Texts::new(Lang::ZhCn), Texts::new(Lang::En));
        assert_eq!(zh.month(day(2026, 11, 21)), "2026年11月");
        assert_eq!(en.month(day(2026, 11, 21)), "November 2026");
        assert_eq!(zh.weekday(day(2026, 11, 21)), "星期六");
        assert_eq!(en.weekday(day(2026, 11, 22)), "Sunday");
    }

    #[test]
    fn every_month_has_its_name_in_english() {
        let en = Texts::new(Lang::En).on(day(2026, 1, 1));
        for month in 1..=12 {
            let date = day(2026, month, 1);
            assert_eq!(en.date(date), date.format("1 %b").to_string());
            assert_eq!(en.date_full(date), date.format("1 %B 2026").to_string());
            assert_eq!(en.month(date), date.format("%B 2026").to_string());
            let week = day(2026, 11, 15 + month.min(7));
            assert_eq!(en.weekday(week), week.format("%A").to_string());
        }
    }
}
