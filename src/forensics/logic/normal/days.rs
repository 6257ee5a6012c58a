//! Days as papers print them, and how they are counted.

#![expect(clippy::non_ascii_literal, reason = "the marks and numerals as papers print them")]

use unicode_normalization::UnicodeNormalization;

use super::{LONGEST, dense};
use crate::forensics::logic::id_number::Day;

/// What a text says as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// A day of the calendar.
    Day(Day),
    /// The form of a date, but no such day: 2025-02-29.
    Impossible,
    /// No date, or one that can be read in two ways.
    Not,
}

impl Dated {
    /// The day, if it is one.
    #[must_use]
    pub const fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Impossible | Self::Not => None,
        }
    }
}

/// Years that papers of living people carry.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2199;

fn dated(year: u32, month: u32, day: u32) -> Dated {
    if !YEARS.contains(&year) {
        return Dated::Not;
    }
    Day::new(year, month, day).map_or(Dated::Impossible, Dated::Day)
}

/// Reads a date: 2026-03-05, 2026.3.5, 2026/3/5, 20260305 (with or without a time), 2026年3月5日,
/// 二〇二六年三月五日. A year of two digits counts only where it can be no day.
#[must_use]
pub fn date(text: &str) -> Dated {
    if text.len() > LONGEST * 4 {
        return Dated::Not;
    }
    let text: String = text.nfkc().collect();
    let text = text.trim();
    if text.contains('年') {
        return in_characters(&dense(text));
    }
    let text = text.replace(['–', '—', '−', '。'], "-");
    let mut groups: Vec<String> = vec![String::new()];
    let mut clock = false;
    for c in text.chars() {
        match c {
            '0'..='9' => {
                if let Some(group) = groups.last_mut() {
                    group.push(c);
                }
            }
            '-' | '.' | '/' if groups.len() < 3 => groups.push(String::new()),
            ':' => {
                clock = true;
                break;
            }
            ' ' | 'T' if groups.len() == 3 || groups[0].len() == 8 => {
                clock = false;
                break;
            }
            ' ' => {}
            _ => return Dated::Not,
        }
    }
    let number = |text: &str| text.parse::<u32>().ok();
    match groups.as_slice() {
        [one] if matches!(one.len(), 8 | 14) => {
            let part = |range| one.get(range).and_then(number);
            match (part(0..4), part(4..6), part(6..8)) {
                (Some(year), Some(month), Some(day)) => dated(year, month, day),
                _ => Dated::Not,
            }
        }
        [year, month, day] => {
            // A reader may lose the blank before the time: 2026-03-0512:03.
            let day = if clock { day.get(..day.len().saturating_sub(2)).unwrap_or("") } else { day.as_str() };
            let day = if day.len() > 2 && day.len() <= 6 && clock { &day[..2] } else { day };
            if month.is_empty() || month.len() > 2 || day.is_empty() || day.len() > 2 {
                return Dated::Not;
            }
            match (number(year), number(month), number(day), year.len()) {
                (Some(year), Some(month), Some(day), 4) => dated(year, month, day),
                (Some(year), Some(month), Some(day), 2) if year > 31 => dated(1900 + year, month, day),
                _ => Dated::Not,
            }
        }
        _ => Dated::Not,
    }
}

const NUMERALS: [&str; 10] =
    ["零〇○Oo", "一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];

/// The first day of a month on its own: 2016年11月.
#[must_use]
pub fn month(text: &str) -> Option<Day> {
    let text = dense(text);
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let year = year.trim_start_matches(|c: char| figure(c).is_none());
    if !rest.is_empty() || year.chars().count() != 4 {
        return None;
    }
    Day::new(numeral(year).filter(|year| YEARS.contains(year))?, numeral(month)?, 1)
}

/// A date with 年, 月 and 日, in figures or numerals. Of two figures behind the month the last sign may be lost.
fn in_characters(text: &str) -> Dated {
    let Some((year, rest)) = text.split_once('年') else { return Dated::Not };
    let Some((month, rest)) = rest.split_once('月') else { return Dated::Not };
    // A month on its own (2016年11月) is no day; a month that is none says nothing lawful either way.
    if rest.is_empty()
        && let (4, Some(_), Some(month)) = (year.chars().count(), numeral(year), numeral(month))
        && !(1..=12).contains(&month)
    {
        return Dated::Impossible;
    }
    let two = (rest.len() == 2 && rest.chars().all(|c| c.is_ascii_digit())).then_some(rest);
    let Some(day) = rest.split_once(['日', '号']).map(|(day, _)| day).or(two) else { return Dated::Not };
    let year = year.trim_start_matches(|c: char| figure(c).is_none());
    if year.chars().count() != 4 {
        return Dated::Not;
    }
    match (numeral(year), numeral(month), numeral(day)) {
        (Some(year), Some(month), Some(day)) => dated(year, month, day),
        _ => Dated::Not,
    }
}

fn figure(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| {
        let place = NUMERALS.iter().position(|forms| forms.contains(c))?;
        u32::try_from(place).ok()
    })
}

/// 12, 二〇二六, 十二, 二十, 廿一: figures one by one, or with a ten between.
fn numeral(text: &str) -> Option<u32> {
    let text = text.replace('廿', "二十").replace('卅', "三十").replace('拾', "十").replace("零十", "十");
    let count = text.chars().count();
    if count == 0 || count > 5 {
        return None;
    }
    if let Some((tens, ones)) = text.split_once('十') {
        let digit = |text: &str, empty| {
            let mut chars = text.chars().filter(|c| !(*c == '零' || *c == '〇'));
            match (chars.next(), chars.next()) {
                (None, _) => Some(empty),
                (Some(c), None) => figure(c),
                _ => None,
            }
        };
        return Some(digit(tens, 1)? * 10 + digit(ones, 0)?);
    }
    text.chars().try_fold(0_u32, |number, c| number.checked_mul(10)?.checked_add(figure(c)?))
}

/// Days since 1970-01-01 in the Gregorian calendar (the civil-day count of H. Hinnant, public domain).
#[must_use]
pub fn count(day: Day) -> i64 {
    let (month, year) = (i64::from(day.month), i64::from(day.year));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day.day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Day of the week from 0, Monday.
#[must_use]
pub fn weekday(day: Day) -> i64 {
    (count(day) + 3).rem_euclid(7)
}

/// Whole years from one day to another: an age.
#[must_use]
pub fn years_between(from: Day, to: Day) -> i64 {
    let short = (to.month, to.day) < (from.month, from.day);
    i64::from(to.year) - i64::from(from.year) - i64::from(short)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: u32, month: u32, day: u32) -> Dated {
        Dated::Day(Day::new(year, month, day).expect("a day"))
    }

    #[test]
    fn dates_as_papers_print_them() {
        for text in [
            "2026-03-05",
            "2026.3.5",
            "2026/03/05",
            "20260305",
            "２０２６年３月５日",
            "2026 年 03 月 05 日",
            "二〇二六年三月五日",
            "二○二六年叁月零伍日",
            "2026-03-05 12:03:22",
            "2026-03-0512:03:22",
            "20260305120322",
            "20260305 12:03",
            "于2026年3月5日签订",
        ] {
            assert_eq!(date(text), day(2026, 3, 5), "{text}");
        }
        assert_eq!(date("二〇二五年十二月三十一日"), day(2025, 12, 31));
        assert_eq!(date("二零二五年廿月一日"), Dated::Impossible);
        assert_eq!((month("自2016年11月"), month("2016年11月3日")), (Day::new(2016, 11, 1), None));
        assert_eq!(date("98-03-05"), day(1998, 3, 5));
        for text in [
            "2025-02-29",
            "2025.13.01",
            "20250230",
            "2025年2月30日",
            "2026-00-10",
            "2014年11月31",
            "2016年13月",
        ] {
            assert_eq!(date(text), Dated::Impossible, "{text}");
        }
        for text in [
            "26/03/05",
            "03-05",
            "2026年3月",
            "2026年3月1",
            "长期",
            "12345678901",
            "",
            "99999999",
            "1,234.56",
        ] {
            assert_eq!(date(text), Dated::Not, "{text}");
        }
    }

    #[test]
    fn days_are_counted() {
        let at = |y, m, d| Day::new(y, m, d).expect("a day");
        assert_eq!((count(at(1970, 1, 1)), count(at(2000, 3, 1))), (0, 11_017));
        assert_eq!((weekday(at(2026, 11, 22)), weekday(at(2026, 11, 23))), (6, 0));
        assert_eq!(years_between(at(2000, 2, 29), at(2022, 2, 28)), 21);
    }

    proptest! {
        #[test]
        fn days_follow_each_other(year in 1900_u32..2199, month in 1_u32..13, of in 1_u32..28) {
            let one = Day::new(year, month, of).expect("a day");
            let next = Day::new(year, month, of + 1).or_else(|| Day::new(year, month + 1, 1)).expect("a day");
            prop_assert_eq!(count(next) - count(one), 1);
            prop_assert_eq!(date(&one.to_string()), Dated::Day(one));
        }
    }
}
