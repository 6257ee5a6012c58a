//! What is printed, brought to numbers and days: amounts in fen, decimals, dates, names, masked numbers.
//!
//! Nothing here guesses: what can be read in two ways is no reading.

#![expect(clippy::non_ascii_literal, reason = "the marks and numerals as papers print them")]

mod days;

pub use days::{Dated, count, date, month, weekday, years_between};

use unicode_normalization::UnicodeNormalization;

/// Text longer than this holds no amount and no date.
const LONGEST: usize = 60;
/// Most digits of a number; more would not fit an `i128` once scaled.
const MOST_DIGITS: usize = 20;
/// Amounts from here on stand on no paper of a household, in fen.
const MOST_FEN: i128 = 100_000_000_000_000;

/// NFKC without spaces.
#[must_use]
pub fn dense(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A decimal number as printed: `units` / 10^`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// All its digits.
    pub units: i128,
    /// How many of them stand behind the point.
    pub scale: u32,
}

impl Decimal {
    /// In units of 10^−`scale`, when nothing is lost by it.
    #[must_use]
    pub fn at(self, scale: u32) -> Option<i128> {
        if scale >= self.scale {
            return self.units.checked_mul(10_i128.checked_pow(scale - self.scale)?);
        }
        let step = 10_i128.checked_pow(self.scale - scale)?;
        (self.units % step == 0).then_some(self.units / step)
    }

    /// The product, exactly.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            units: self.units.checked_mul(other.units)?,
            scale: self.scale.checked_add(other.scale)?,
        })
    }

    /// Rounded to fen, half away from zero.
    #[must_use]
    pub fn fen(self) -> Option<i64> {
        let fen = match self.at(2) {
            Some(fen) => fen,
            None => {
                let step = 10_i128.checked_pow(self.scale.checked_sub(2)?)?;
                let half = step / 2 * self.units.signum();
                self.units.checked_add(half)? / step
            }
        };
        i64::try_from(fen).ok()
    }
}

/// A plain number: digits with a point, groups of three, a sign before or behind, or in brackets.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    if text.len() > LONGEST * 4 {
        return None;
    }
    let text = dense(text);
    let mut core = text.as_str();
    let mut negative = false;
    let brackets = core.strip_prefix('(').and_then(|core| core.strip_suffix(')'));
    if let Some(inner) = brackets {
        (core, negative) = (inner, true);
    }
    for _ in 0..2 {
        if let Some(rest) = core.strip_prefix(MINUS).or_else(|| core.strip_suffix(MINUS)) {
            if negative {
                return None;
            }
            (core, negative) = (rest, true);
        } else if let Some(rest) = core.strip_prefix('+') {
            core = rest;
        }
        // A mark between sign and figures: -¥12.00.
        core = core.trim_start_matches(['¥', '$']);
    }
    let (units, scale) = figures(core)?;
    Some(Decimal { units: if negative { -units } else { units }, scale })
}

const MINUS: [char; 5] = ['-', '−', '–', '—', '﹣'];

/// Digits with separators, without sign: the number and its places behind the point.
fn figures(core: &str) -> Option<(i128, u32)> {
    let digits: String = core.chars().filter(char::is_ascii_digit).collect();
    let strange = core.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '。' | '\''));
    if strange || digits.is_empty() || digits.len() > MOST_DIGITS {
        return None;
    }
    let parts: Vec<&str> = core.split(['.', ',', '。', '\'']).collect();
    let marks: Vec<char> = core.chars().filter(|c| !c.is_ascii_digit()).collect();
    let tail = parts.last()?.len();
    let points = marks.iter().filter(|mark| matches!(mark, '.' | '。')).count();
    let last_is_point = marks.last().is_some_and(|mark| matches!(mark, '.' | '。'));
    let groups_of_three = |parts: &[&str]| parts.iter().skip(1).all(|part| part.len() == 3);
    let scale = match (marks.len(), points) {
        (0, _) => 0,
        _ if last_is_point && points == 1 => tail,
        // A reader takes a point for a comma or a comma for a point: two digits behind the last mark are fen.
        _ if tail == 2 && groups_of_three(parts.get(..parts.len() - 1)?) => 2,
        (_, 0) if groups_of_three(&parts) => 0,
        _ => return None,
    };
    if parts.first()?.is_empty() || (tail == 0 && marks.len() > 1) {
        return None;
    }
    Some((digits.parse().ok()?, u32::try_from(scale).ok()?))
}

/// Words around an amount that say nothing about its size.
const AROUND: [&str; 14] =
    ["(小写)", "人民币", "RMB", "CNY", "¥", "￥", "小写", ":", "整", "/月", "每月", "/年", "税前", "约"];

/// An amount in fen, with its sign: `￥1,234.56`, `12.3万元`, `(500.00)`, `88.10DR`, `1,200.00-`.
#[must_use]
pub fn amount(text: &str) -> Option<i64> {
    if text.len() > LONGEST * 4 {
        return None;
    }
    let mut text = dense(text).to_uppercase();
    for word in AROUND {
        text = text.replace(word, "");
    }
    let mut core = text.as_str();
    let mut turned = false;
    for (mark, negative) in [("CR", false), ("DR", true), ("贷", false), ("借", true)] {
        if let Some(rest) = core.strip_suffix(mark).or_else(|| core.strip_prefix(mark)) {
            (core, turned) = (rest, negative);
            break;
        }
    }
    let mut factor = 1;
    for (unit, times) in [("万元", 10_000), ("万", 10_000), ("元", 1), ("圆", 1)] {
        if let Some(rest) = core.strip_suffix(unit) {
            (core, factor) = (rest, times);
            break;
        }
    }
    let number = decimal(core)?;
    let fen = Decimal { units: number.units.checked_mul(factor)?, ..number }.at(2)?;
    let fen = if turned { -fen } else { fen };
    (fen.abs() < MOST_FEN).then_some(())?;
    i64::try_from(fen).ok()
}

/// An amount of so many fen, in groups of three digits, with its sign.
#[must_use]
pub fn shown(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}", super::amount::grouped(fen.unsigned_abs()))
}

/// An area in square metres: the unit goes, the number stays.
#[must_use]
pub fn area(text: &str) -> Option<Decimal> {
    let text = dense(text);
    let core = ["平方米", "平米", "㎡", "M2", "m2", "建筑面积", "约", ":"]
        .iter()
        .fold(text, |text, word| text.replace(word, ""));
    decimal(&core).filter(|area| area.units > 0)
}

/// A name of a person, firm or place for comparing: NFKC, no spaces, one middle dot, upper case.
#[must_use]
pub fn name(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '•' | '・' | '‧' | '.' | '．' | '⋅') { '·' } else { c })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Letters and digits of a number, upper case, with `*` for each run of masked ones.
fn known(text: &str) -> String {
    let mut kept = String::new();
    for c in text.nfkc().flat_map(char::to_uppercase) {
        if c.is_ascii_alphanumeric() {
            kept.push(c);
        } else if matches!(c, '*' | '•' | '●' | '×' | '…') && !kept.ends_with('*') {
            kept.push('*');
        }
    }
    kept
}

/// Whether a number has masked places.
#[must_use]
pub fn is_masked(text: &str) -> bool {
    known(text).contains('*')
}

/// Whether two numbers can be the same one: masked places (`6222****0093`) agree with anything, and runs of
/// `*` are miscounted by readers, so their length says nothing. `None` when fewer than three places are known.
#[must_use]
pub fn same_number(a: &str, b: &str) -> Option<bool> {
    let (a, b) = (known(a), known(b));
    let ends = |text: &str| match (text.find('*'), text.rfind('*')) {
        (Some(first), Some(last)) => (text[..first].to_owned(), text[last + 1..].to_owned()),
        _ => (text.to_owned(), text.to_owned()),
    };
    if !a.contains('*') && !b.contains('*') {
        // A number of fifteen digits is one of eighteen without the century and the check character (GB 11643-1999).
        let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
        if let (15, 18, Some(place), Some(rest)) = (short.len(), long.len(), long.get(..6), long.get(8..17)) {
            return Some(*short == format!("{place}{rest}"));
        }
        return (a.len() >= 3 && b.len() >= 3).then_some(a == b);
    }
    let ((head_a, tail_a), (head_b, tail_b)) = (ends(&a), ends(&b));
    let head = head_a.len().min(head_b.len());
    let tail = tail_a.len().min(tail_b.len());
    if head + tail < 3 {
        return None;
    }
    let heads = head_a[..head] == head_b[..head];
    let tails = tail_a[tail_a.len() - tail..] == tail_b[tail_b.len() - tail..];
    Some(heads && tails)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_as_papers_print_them() {
        for (text, fen) in [
            ("12,340.50", 1_234_050),
            ("￥1 234.5", 123_450),
            ("¥-88.10", -8_810),
            ("-¥88.10", -8_810),
            ("RMB 1,000,000.00", 100_000_000),
            ("人民币1200元整", 120_000),
            ("123.45万元", 123_450_000),
            ("（500.00）", -50_000),
            ("1,200.00-", -120_000),
            ("+0.35", 35),
            ("－30.00", -3_000),
            ("88.10DR", -8_810),
            ("88.10 CR", 8_810),
            ("１２．００", 1_200),
            ("1,234,56", 123_456),
            ("1.234.56", 123_456),
            ("0", 0),
            ("12.340", 1_234),
            ("（小写）¥4,520.00", 452_000),
            ("约12,000元/月", 1_200_000),
        ] {
            assert_eq!(amount(text), Some(fen), "{text}");
        }
        for text in ["", "-", "--", "1.234", "12O.00", "2026-03-05", "1,23", "abc", "1,2345", ".50", "1e9"] {
            // 1,23 is a lost point: two digits behind the last mark.
            let wanted = (text == "1,23").then_some(123);
            assert_eq!(amount(text), wanted, "{text}");
        }
        assert_eq!(amount(&"9".repeat(400)), None);
        assert_eq!((shown(-1_234_050).as_str(), shown(i64::MIN).is_empty()), ("-12,340.50", false));
    }

    #[test]
    fn names_and_masked_numbers_compare() {
        assert_eq!(name("古丽 • 阿依"), name("古丽·阿依"));
        assert_eq!(name("某某（北京）有限公司"), name("某某(北京) 有限公司"));
        assert_eq!(same_number("6222 **** **** 0093", "6222021234560093"), Some(true));
        assert_eq!(same_number("****0093", "6222021234560094"), Some(false));
        assert_eq!(same_number("*93", "6222"), None);
        assert_eq!(same_number("110105", "110106"), Some(false));
        assert_eq!(same_number("110105491231002", "11010519491231002X"), Some(true));
        assert_eq!(same_number("110105491231003", "11010519491231002X"), Some(false));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(fen in -9_999_999_999_999_i64..9_999_999_999_999) {
            prop_assert_eq!(amount(&shown(fen)), Some(fen));
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}", odd in "[0-9.,()年月日十二〇:/ 万元-]{0,20}") {
            for text in [&text, &odd] {
                let _ = (amount(text), date(text), decimal(text), area(text), name(text), same_number(text, text));
            }
        }
    }
}
