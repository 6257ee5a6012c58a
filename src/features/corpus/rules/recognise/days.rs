//! Dates as documents write them.
#![expect(clippy::non_ascii_literal, reason = "the numerals and the words for year, month, day are the rule")]

use chrono::{Months, NaiveDate};

use crate::features::corpus::rules::cutting;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As written.
    pub text: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The day; `None` when there is no such day (2月30日).
    pub day: Option<NaiveDate>,
}

/// Every date of a text: 2026年1月1日, 二〇二六年十二月一日, 2026-01-01, 2026.1.1, 2026/1/1, with blanks inside.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match date_at(text, &chars, at) {
            Some((date, next)) => {
                found.push(date);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

fn date_at(text: &str, chars: &[(usize, char)], at: usize) -> Option<(Found, usize)> {
    if at > 0 && value(chars[at - 1].1) {
        return None;
    }
    let (year, next) = run(chars, at)?;
    let year = year_of(&year)?;
    let (sign, next) = sign(chars, next)?;
    let ends = match sign {
        '年' => ['月', '日'],
        '-' | '.' | '/' => [sign, '\0'],
        _ => return None,
    };
    let (month, next) = run(chars, next)?;
    let (after_month, next) = self::sign(chars, next)?;
    if after_month != ends[0] {
        return None;
    }
    let (day, mut next) = run(chars, next)?;
    if ends[1] != '\0' {
        let (after_day, behind) = self::sign(chars, next)?;
        // 12月1号 is said as well as 12月1日.
        if after_day != '日' && after_day != '号' {
            return None;
        }
        next = behind;
    }
    let number = |text: &str| cutting::number(text).and_then(|n| u32::try_from(n).ok());
    let (month, day) = (number(&month)?, number(&day)?);
    let (start, end) = (chars[at].0, chars.get(next).map_or(text.len(), |(byte, _)| *byte));
    let date = NaiveDate::from_ymd_opt(year, month, day);
    Some((Found { text: text[start..end].to_owned(), start, end, day: date }, next))
}

fn value(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "零〇○一二三四五六七八九十".contains(c)
}

/// The digits from a place on, blanks left aside, and the place behind them.
fn run(chars: &[(usize, char)], mut at: usize) -> Option<(String, usize)> {
    while chars.get(at).is_some_and(|(_, c)| *c == ' ' || *c == '\u{3000}') {
        at += 1;
    }
    let mut out = String::new();
    while let Some((_, c)) = chars.get(at).filter(|(_, c)| value(*c)) {
        out.push(*c);
        at += 1;
    }
    (!out.is_empty()).then_some((out, at))
}

fn sign(chars: &[(usize, char)], mut at: usize) -> Option<(char, usize)> {
    while chars.get(at).is_some_and(|(_, c)| *c == ' ' || *c == '\u{3000}') {
        at += 1;
    }
    chars.get(at).map(|(_, c)| (*c, at + 1))
}

/// Four digits, written one by one.
fn year_of(text: &str) -> Option<i32> {
    let digit = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '零' | '〇' | '○' => Some(0),
        _ => "一二三四五六七八九".chars().position(|han| han == c).and_then(|at| u32::try_from(at + 1).ok()),
    };
    let digits: Vec<u32> = text.chars().map(digit).collect::<Option<_>>()?;
    if digits.len() != 4 {
        return None;
    }
    let year = digits.iter().fold(0, |year, digit| year * 10 + digit);
    i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))
}

/// The day some years after another; 29 February leads to 28 February.
#[must_use]
pub fn years_after(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(years.checked_mul(12)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, expected) in [
            ("自2026年1月1日起施行", Some("2026-01-01")),
            ("二〇二六年十二月三十一日", Some("2026-12-31")),
            ("２０２６年２月３日", Some("2026-02-03")),
            ("2026 年 5 月 8 日印发", Some("2026-05-08")),
            ("2026-07-01", Some("2026-07-01")),
            ("2026.7.1", Some("2026-07-01")),
            ("2024/2/29", Some("2024-02-29")),
            ("2026年2月30日", None),
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].day.map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
        for text in ["2026年", "12026年1月1日", "岚房金发〔2026〕12号", "1.2.3", "2026年1月"] {
            assert_eq!(find(text), [], "{text}");
        }
        let two = find("2026年1月1日至2031年12月31日");
        assert_eq!((two.len(), two[1].text.as_str()), (2, "2031年12月31日"));
    }

    #[test]
    fn years_are_added_over_leap_days() {
        let leap: NaiveDate = "2024-02-29".parse().unwrap();
        assert_eq!(years_after(leap, 1), "2025-02-28".parse().ok());
        assert_eq!(years_after(leap, u32::MAX), None);
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(days in 0_i32..80_000, before in "[甲乙，a]{0,4}", after in "[甲乙。b]{0,4}") {
            let day = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Duration::days(days.into());
            let text = format!("{before}{}{after}", day.format("%Y年%-m月%-d日"));
            let found = find(&text);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].day, Some(day));
            prop_assert_eq!(&text[found[0].start..found[0].end], &found[0].text);
        }
    }
}
