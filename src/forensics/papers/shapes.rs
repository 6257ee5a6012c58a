//! Shapes of values among comparable characters: days, amounts, numbers of people and units.
//!
//! A shape says where a value begins and ends, not whether it is a possible one: a day of February 30 has the
//! shape of a day, and it is for the checks to say what they think of it. Letters a reader takes for digits
//! (O, I, L) count as digits between digits.

#![expect(clippy::non_ascii_literal, reason = "numerals, units and the signs of values are the rule")]

use std::ops::Range;

use super::fold::han;

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Anything up to the next label or a wide gap.
    Text,
    /// Text that goes on in the lines below: addresses.
    Long,
    /// The name of a person or unit: may be spaced.
    Name,
    /// 男 or 女.
    Sex,
    /// A day.
    Date,
    /// An amount in figures.
    Amount,
    /// An amount in words.
    Words,
    /// A number with a decimal point perhaps: an area, a count.
    Number,
    /// A number of an identity card, masked perhaps.
    Person,
    /// A number of a unit: credit code, organisation code, taxpayer number.
    Unit,
    /// Letters, digits and hyphens, six at least.
    Code,
    /// An account or card number: digits, perhaps masked.
    Account,
    /// A telephone number.
    Phone,
}

impl Shape {
    /// The first place in the text that has this shape.
    pub(super) fn find(self, text: &[char]) -> Option<Range<usize>> {
        match self {
            Self::Name if is_title(text) => None,
            Self::Text | Self::Long | Self::Name => (!text.is_empty()).then_some(0..text.len()),
            Self::Sex => text.iter().position(|c| matches!(c, '男' | '女')).map(|at| at..at + 1),
            Self::Date => first(text, day),
            Self::Amount => first(text, amount),
            Self::Words => first(text, words),
            Self::Number => first(text, number),
            Self::Person => first(text, person),
            Self::Unit => first(text, unit),
            Self::Code => {
                first(text, |text, at| run(text, at, |c| c.is_ascii_alphanumeric() || c == '-', 6, 40))
            }
            Self::Account => {
                first(text, |text, at| run(text, at, |c| digit(c) || matches!(c, '*' | '-' | 'X'), 6, 32))
            }
            Self::Phone => {
                first(text, |text, at| run(text, at, |c| c.is_ascii_digit() || matches!(c, '-' | '*'), 7, 20))
            }
        }
    }
}

/// What a paper calls itself stands near its first label and is nobody's name.
fn is_title(text: &[char]) -> bool {
    [['证', '明'], ['证', '书'], ['明', '书'], ['合', '同'], ['协', '议']]
        .iter()
        .any(|end| text.ends_with(end))
}

/// The first range a rule finds.
fn first(text: &[char], rule: impl Fn(&[char], usize) -> Option<usize>) -> Option<Range<usize>> {
    (0..text.len()).find_map(|at| rule(text, at).map(|to| at..to))
}

/// A digit, or a letter that is read for one.
pub(super) fn digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'O' | 'I' | 'L')
}

/// Whether a run begins here: what stands before does not belong to it.
fn begins(text: &[char], at: usize, belongs: impl Fn(char) -> bool) -> bool {
    at.checked_sub(1).and_then(|before| text.get(before)).is_none_or(|c| !belongs(*c))
}

fn length(text: &[char], at: usize, belongs: impl Fn(char) -> bool) -> usize {
    text.get(at..).unwrap_or_default().iter().take_while(|c| belongs(**c)).count()
}

fn real_digits(text: &[char]) -> usize {
    text.iter().filter(|c| c.is_ascii_digit()).count()
}

/// A run of such characters with a length between two bounds, half of it digits or stars.
fn run(
    text: &[char],
    at: usize,
    belongs: impl Fn(char) -> bool + Copy,
    low: usize,
    high: usize,
) -> Option<usize> {
    if !begins(text, at, belongs) || text.get(at).is_none_or(|c| *c == '-') {
        return None;
    }
    let mut to = at + length(text, at, belongs);
    while to > at && text.get(to - 1) == Some(&'-') {
        to -= 1;
    }
    let told = text.get(at..to)?.iter().filter(|c| c.is_ascii_digit() || **c == '*').count();
    ((low..=high).contains(&(to - at)) && told * 2 >= to - at).then_some(to)
}

/// 18 (or 15) digits, the last perhaps an X, some perhaps starred; one more or less is a slip of the reader.
fn person(text: &[char], at: usize) -> Option<usize> {
    let belongs = |c: char| digit(c) || matches!(c, 'X' | '*');
    if !begins(text, at, |c| c.is_ascii_alphanumeric() || c == '*') {
        return None;
    }
    let count = length(text, at, belongs);
    let to = at + count;
    if text.get(to).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    let run = text.get(at..to)?;
    let told = real_digits(run) + run.iter().filter(|c| **c == '*').count();
    (matches!(count, 15 | 17..=19) && told + 3 >= count).then_some(to)
}

/// 18 characters of a credit code, 15 or 20 of a taxpayer number, 9 (with or without hyphen) of an organisation.
fn unit(text: &[char], at: usize) -> Option<usize> {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '*');
    let to = run(text, at, belongs, 9, 20)?;
    let count = to - at;
    let hyphen = text.get(at..to)?.contains(&'-');
    (matches!(count, 15 | 17..=20) || (matches!(count, 9 | 10) && (hyphen || count == 9))).then_some(to)
}

/// Chinese numerals of years, months and days.
fn numeral(c: char) -> bool {
    "〇零一二三四五六七八九十廿".contains(c)
}

/// A day: 2024-01-31, 2024/1/31, 2024.01.31, 2024年1月31日, 2024年1月, 20240131, 二〇二四年一月三十一日.
pub(super) fn day(text: &[char], at: usize) -> Option<usize> {
    let first = *text.get(at)?;
    if numeral(first) {
        return begins(text, at, numeral).then(|| in_numerals(text, at)).flatten();
    }
    if !first.is_ascii_digit() || !begins(text, at, |c| c.is_ascii_digit()) {
        return None;
    }
    let count = length(text, at, digit);
    if count == 8 || (count == 14 && real_digits(text.get(at..at + 14)?) == 14) {
        return solid(text.get(at..at + 8)?).then_some(at + 8);
    }
    if count != 4 || !matches!(text.get(at..at + 2), Some(['1', '9'] | ['2', _])) {
        return None;
    }
    let sign = *text.get(at + 4)?;
    if !matches!(sign, '-' | '/' | '.' | '年' | '·') {
        return None;
    }
    let month = at + 5;
    let months = length(text, month, digit).min(2);
    if months == 0 {
        return None;
    }
    let after = month + months;
    let second = *text.get(after).unwrap_or(&' ');
    // 2024-0131 and 2024-01 31 with the sign lost are no days; 2024年1月 is a month on its own.
    if sign == '年' && second != '月' {
        return None;
    }
    if !matches!(second, '-' | '/' | '.' | '月' | '·') {
        return None;
    }
    let days = length(text, after + 1, digit);
    let days = if sign == '年' || days <= 2 { days.min(2) } else { 2 };
    if days == 0 {
        return (sign == '年').then_some(after + 1);
    }
    let end = after + 1 + days;
    if sign == '年' {
        return match text.get(end) {
            Some('日' | '号') => Some(end + 1),
            _ => Some(end),
        };
    }
    Some(end)
}

/// Eight digits that can be a day.
fn solid(text: &[char]) -> bool {
    let two = |at: usize| {
        let digits = text.get(at..at + 2)?;
        let value = |c: char| if c == 'O' { Some(0) } else { c.to_digit(10).or(Some(1)) };
        Some(value(digits[0])? * 10 + value(digits[1])?)
    };
    let century = matches!(text.get(..2), Some(['1', '9'] | ['2', '0']));
    century && two(4).is_some_and(|m| (1..=12).contains(&m)) && two(6).is_some_and(|d| (1..=31).contains(&d))
}

fn in_numerals(text: &[char], at: usize) -> Option<usize> {
    let year = length(text, at, numeral);
    let month = at + year + 1;
    if year != 4 || text.get(at + year) != Some(&'年') {
        return None;
    }
    let months = length(text, month, numeral);
    if !(1..=3).contains(&months) || text.get(month + months) != Some(&'月') {
        return None;
    }
    let days = length(text, month + months + 1, numeral);
    let end = month + months + 1 + days;
    if days > 0 && text.get(end) == Some(&'日') { Some(end + 1) } else { Some(month + months + 1) }
}

/// An amount in figures with its sign: ¥1,234.56, -200.00, 12000. What goes on as a day, a share or a count of
/// something else is none.
fn amount(text: &[char], at: usize) -> Option<usize> {
    let mut from = at;
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '*');
    // A sign of money begins an amount whatever stands before it: 贰万元整,¥20,000.00.
    let marked = matches!(text.get(at), Some('¥' | '$'));
    if !begins(text, at, |c| (belongs(c) && !marked) || matches!(c, '+' | '-' | '¥' | '$')) {
        return None;
    }
    while text.get(from).is_some_and(|c| matches!(c, '+' | '-' | '¥' | '$')) {
        from += 1;
    }
    let end = figures(text, from)?;
    let whole = text.get(from..end)?;
    // An amount has at most fifteen digits; a longer run is a number of something.
    if real_digits(whole) > 15 {
        return None;
    }
    // 1. 房价款, 2、, (3): the number of a paragraph.
    let short = whole.len() <= 2 && whole.iter().all(char::is_ascii_digit);
    if short && matches!(text.get(end), Some('.' | '、' | ')')) {
        return None;
    }
    match text.get(end) {
        // 2023年, 12月; but 13,900 beside the next label 年收入 of a form is an amount.
        Some('年' | '月' | '日') if whole.len() <= 4 && whole.iter().all(char::is_ascii_digit) => None,
        Some('号' | '%' | '期' | '个' | '平' | '㎡' | '笔' | '*') => None,
        Some('万') => Some(end + 1),
        Some(c) if c.is_ascii_alphabetic() => None,
        Some('-' | '/') if text.get(end + 1).is_some_and(char::is_ascii_digit) => None,
        _ => Some(end),
    }
}

/// Digits with commas and a point, from here to the last digit; a letter O between digits is read as one.
fn figures(text: &[char], from: usize) -> Option<usize> {
    if !text.get(from)?.is_ascii_digit() {
        return None;
    }
    let mut end = from;
    while let Some(c) = text.get(end) {
        let inner = matches!(c, '.' | ',' | '\'') && text.get(end + 1).is_some_and(|next| digit(*next));
        if !(digit(*c) || inner) {
            break;
        }
        end += 1;
    }
    Some(end)
}

/// Whether a whole cell is an amount, sign and currency before or behind.
pub(super) fn money(cell: &[char]) -> bool {
    let Some(start) = cell.iter().position(char::is_ascii_digit) else { return false };
    let Some(end) = figures(cell, start) else { return false };
    let extra = |c: &char| {
        matches!(c, '+' | '-' | '¥' | '$' | '(' | ')' | '元' | '.' | ',' | 'C' | 'R' | 'D' | 'N' | 'Y')
    };
    let few = cell.len() - (end - start) <= 4 && real_digits(&cell[start..end]) <= 15;
    few && cell[..start].iter().all(extra) && cell[end..].iter().all(extra)
}

/// Whether a cell is an amount written with a decimal point of two digits.
pub(super) fn decimal(cell: &[char]) -> bool {
    money(cell) && {
        let end = cell.iter().rposition(char::is_ascii_digit).unwrap_or(0);
        end >= 3 && matches!(cell.get(end - 2), Some('.' | ','))
    }
}

/// A plain number: digits with commas and a point.
fn number(text: &[char], at: usize) -> Option<usize> {
    if !begins(text, at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',')) {
        return None;
    }
    figures(text, at)
}

/// The characters of an amount in words.
fn said(c: char) -> bool {
    "零〇一二三四五六七八九十百千壹贰弍叁弎肆伍陆柒捌玖拾佰仟万亿元角分整正".contains(c)
}

/// An amount in words: a run with a 元 or 万 in it; one strange character between is a slip of the reader.
fn words(text: &[char], at: usize) -> Option<usize> {
    let opening = |c: char| said(c) && !"元角分整正万亿".contains(c);
    if !opening(*text.get(at)?) || !begins(text, at, said) {
        return None;
    }
    let mut end = at;
    let mut slips = 0;
    while let Some(c) = text.get(end) {
        if !said(*c) {
            let goes_on = text.get(end + 1..end + 3).is_some_and(|next| next.iter().all(|c| said(*c)));
            // 一共陆万元整 is no misread 一万陆万.
            if slips > 0 || end < at + 1 || !han(*c) || *c == '共' || !goes_on {
                break;
            }
            slips += 1;
        }
        end += 1;
    }
    let run = text.get(at..end)?;
    let unit = run.iter().any(|c| "元万".contains(*c));
    let high = run.iter().filter(|c| "壹贰弍叁弎肆伍陆柒捌玖拾佰仟".contains(**c)).count();
    (unit && run.len() >= 3 && high + 1 >= run.len() / 4).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::fold::folded;
    use super::*;

    fn found(shape: Shape, text: &str) -> String {
        let text = folded(text);
        shape.find(&text).map(|range| text[range].iter().collect()).unwrap_or_default()
    }

    #[test]
    fn days_of_every_form() {
        for (text, day) in [
            ("于2024年3月5日签订", "2024年3月5日"),
            ("2024 年 12 月 31 日止", "2024年12月31日"),
            ("2024-01-0310:33:21", "2024-01-03"),
            ("自2015年3月起", "2015年3月"),
            ("20240131", "20240131"),
            ("20240131103321", "20240131"),
            ("二〇二四年十二月三十一日", "二〇二四年十二月三十一日"),
            ("2024.1.5", "2024.1.5"),
            ("20241331", ""),
            ("账号6222024000012345", ""),
            ("2O24", ""),
        ] {
            assert_eq!(found(Shape::Date, text), day, "{text}");
        }
    }

    #[test]
    fn the_number_of_a_paragraph_is_no_amount() {
        assert_eq!(found(Shape::Amount, "二、房价款1.房价款总计人民币12,000.00元"), "12,000.00");
        assert_eq!(found(Shape::Amount, "(1)首付2、尾款500元"), "500");
    }

    #[test]
    fn an_amount_before_the_next_label_is_an_amount() {
        assert_eq!(found(Shape::Amount, "月均收入(元)13,900年收入(元)166,800"), "13,900");
        assert_eq!(found(Shape::Amount, "自2023年12月起每月13900元"), "13900");
    }

    #[test]
    fn amounts_are_not_days_or_numbers() {
        assert_eq!(found(Shape::Amount, "￥1,234,567.80元"), "¥1,234,567.80");
        assert_eq!(found(Shape::Amount, "2024年付12000元"), "12000");
        assert_eq!(found(Shape::Amount, "贰万元整，￥20,000.00元"), "¥20,000.00");
        assert_eq!(found(Shape::Amount, "6222024000012345678"), "");
        assert!(money(&folded("-1,200.00")) && decimal(&folded("+0.03")) && !money(&folded("2024-01-03")));
        assert!(!decimal(&folded("1200")));
    }

    #[test]
    fn words_of_an_amount_survive_a_slip() {
        assert_eq!(found(Shape::Words, "人民币（大写）壹佰贰拾叁万元整（￥1）"), "壹佰贰拾叁万元整");
        assert_eq!(found(Shape::Words, "壹佰贰舍叁万元整"), "壹佰贰舍叁万元整");
        assert_eq!(found(Shape::Words, "房租一共陆万捌仟元整"), "陆万捌仟元整");
        assert_eq!(found(Shape::Words, "一次付清"), "");
    }

    #[test]
    fn numbers_of_people_and_units() {
        assert_eq!(found(Shape::Person, "身份证号11010519491231002X，"), "11010519491231002X");
        assert_eq!(found(Shape::Person, "1101**********002X"), "1101**********002X");
        assert_eq!(found(Shape::Person, "6222024000012345678901"), "");
        assert_eq!(found(Shape::Unit, "91350100M000100Y43"), "91350100M000100Y43");
    }
}
