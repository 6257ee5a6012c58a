//! An amount in words (大写金额) against the same amount in figures. The words follow the basic rules for filling
//! in bills and vouchers (正确填写票据和结算凭证的基本规定, annex 1 to 支付结算办法, 银发〔1997〕393号).
//!
//! Whoever changes a figure often forgets the words, or cannot write them in the same hand.

#![expect(clippy::non_ascii_literal, reason = "the numerals of the rule")]

use super::{finding, normalise};
use crate::forensics::detectors::RuleDeclaration;
use crate::forensics::{Family, Finding, Strength};

pub(super) const WORDS: RuleDeclaration = rule("logic.amount.words", Strength::Medium);
pub(super) const DIFFERS: RuleDeclaration = rule("logic.amount.differs", Strength::Strong);

/// The rules of this file.
pub const RULES: [RuleDeclaration; 2] = [WORDS, DIFFERS];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// Forms of each digit from 0: the first is the one the rules prescribe, the others are met in practice.
const DIGITS: [&str; 10] =
    ["零〇", "壹一弌", "贰二貳弍", "叁三參叄", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九"];
/// Units within four digits, smallest first.
const TENS: [(&str, u64); 3] = [("拾十", 10), ("佰百", 100), ("仟千", 1_000)];
/// Units of four digits.
const MYRIADS: [(&str, u64); 2] = [("亿億", 100_000_000), ("万萬", 10_000)];
const YUAN: &str = "元圆圓";
const JIAO: char = '角';
const FEN: char = '分';
const WHOLE: &str = "整正";
/// Where the words of an amount begin on a voucher; says nothing about its size.
const CURRENCY: &str = "人民币";
/// Amounts from here on are not written on a voucher, in fen.
const MOST: u64 = 100_000_000_000_000;

/// An amount as somebody typed it from a paper: its words and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    words: Vec<char>,
    /// In fen.
    figures: u64,
}

impl Amount {
    /// Takes words and figures apart, in whatever order they stand; `None` when one of them is missing.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text: String = normalise(text).into_iter().collect();
        let text = text.replace(CURRENCY, "");
        let figures: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        let words: Vec<char> = text.chars().filter(|c| said(*c)).collect();
        // 12000元 has a word in it, but no number in words.
        if !words.iter().any(|c| digit(*c).is_some()) {
            return None;
        }
        Some(Self { words, figures: in_figures(&figures)? })
    }
}

/// What a text that should be an amount in words says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelt {
    /// So many fen.
    Fen(u64),
    /// Numerals that make no number.
    Broken,
    /// No numeral at all, or a character among them that is none: a form left empty, or a misread word.
    Unread,
}

/// What may stand among or around the words without being one.
const BESIDE: &str = "人民币大写合计金额共为小：:（）()￥¥,，。 ";

/// Reads what stands in a field for an amount in words.
#[must_use]
pub fn spelt(text: &str) -> Spelt {
    let text: String = normalise(text).into_iter().collect();
    let text = text.replace(CURRENCY, "");
    let inside: Vec<char> = text.chars().filter(|c| said(*c)).collect();
    let first = text.find(|c| digit(c).is_some());
    let last = text.rfind(said);
    let (Some(first), Some(last)) = (first, last) else { return Spelt::Unread };
    let strange =
        text.get(first..last).is_none_or(|span| span.chars().any(|c| !said(c) && !BESIDE.contains(c)));
    if strange {
        return Spelt::Unread;
    }
    in_words(&inside).map_or(Spelt::Broken, Spelt::Fen)
}

/// Whether a character belongs to an amount in words.
fn said(c: char) -> bool {
    let unit = |units: &[(&str, u64)]| units.iter().any(|(forms, _)| forms.contains(c));
    digit(c).is_some()
        || unit(&TENS)
        || unit(&MYRIADS)
        || YUAN.contains(c)
        || WHOLE.contains(c)
        || c == JIAO
        || c == FEN
}

fn digit(c: char) -> Option<u64> {
    let place = DIGITS.iter().position(|forms| forms.contains(c))?;
    u64::try_from(place).ok()
}

fn unit(units: &[(&str, u64)], c: char) -> Option<u64> {
    units.iter().find(|(forms, _)| forms.contains(c)).map(|(_, worth)| *worth)
}

/// An amount in figures, in fen: at most two decimals, commas anywhere between digits.
fn in_figures(text: &str) -> Option<u64> {
    let plain = text.replace(',', "");
    let (yuan, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    if yuan.is_empty() || rest.len() > 2 || rest.contains('.') {
        return None;
    }
    let fen: u64 = format!("{rest:0<2}").parse().ok()?;
    let whole: u64 = yuan.parse().ok()?;
    whole.checked_mul(100)?.checked_add(fen).filter(|fen| *fen < MOST)
}

/// An amount in words, in fen; `None` when they make no number.
#[must_use]
pub fn in_words(words: &[char]) -> Option<u64> {
    let end = words.iter().position(|c| YUAN.contains(*c));
    let (yuan, small) = match end {
        Some(end) => (whole(&words[..end])?, &words[end + 1..]),
        None => (0, words),
    };
    let mut fen = 0;
    let mut digit_before: Option<u64> = None;
    let (mut jiao_seen, mut ended) = (false, false);
    for &c in small {
        if ended {
            return None;
        }
        match (digit(c), digit_before) {
            (Some(0), None) => {}
            (Some(value), None) => digit_before = Some(value),
            (None, Some(value)) if c == JIAO && !jiao_seen => {
                (fen, digit_before, jiao_seen) = (fen + value * 10, None, true);
            }
            (None, Some(value)) if c == FEN => (fen, digit_before, ended) = (fen + value, None, true),
            (None, None) if WHOLE.contains(c) && end.is_some() => ended = true,
            _ => return None,
        }
    }
    let said_something = end.is_some() || fen > 0;
    (digit_before.is_none() && said_something).then_some(())?;
    yuan.checked_mul(100)?.checked_add(fen).filter(|fen| *fen < MOST)
}

/// A whole number in words: units must fall from left to right.
fn whole(words: &[char]) -> Option<u64> {
    let (mut total, mut section, mut open): (u64, u64, Option<u64>) = (0, 0, None);
    let (mut last_ten, mut last_myriad) = (u64::MAX, u64::MAX);
    let mut any = false;
    for &c in words {
        if let Some(value) = digit(c) {
            if open.is_some_and(|open| open > 0) {
                return None;
            }
            open = Some(value);
        } else if let Some(ten) = unit(&TENS, c) {
            // 拾伍 for 壹拾伍 is met, though the rules ask for 壹.
            let value = match open.take() {
                Some(0) | None if ten == 10 && section == 0 => 1,
                Some(value) if value > 0 => value,
                _ => return None,
            };
            if ten >= last_ten {
                return None;
            }
            (section, last_ten) = (section + value * ten, ten);
        } else {
            let myriad = unit(&MYRIADS, c)?;
            section += open.take().unwrap_or(0);
            if section == 0 || myriad >= last_myriad {
                return None;
            }
            total = total.checked_add(section.checked_mul(myriad)?)?;
            (section, last_ten, last_myriad) = (0, u64::MAX, myriad);
        }
        any = true;
    }
    any.then_some(())?;
    total.checked_add(section + open.unwrap_or(0))
}

/// An amount of so many fen in words, the way the rules prescribe.
#[must_use]
pub fn spelled(fen: u64) -> String {
    let prescribed = |value: u64| {
        let forms = usize::try_from(value).ok().and_then(|at| DIGITS.get(at));
        forms.and_then(|forms| forms.chars().next()).unwrap_or('零')
    };
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = String::new();
    let mut gap = false;
    for (worth, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let section = yuan / worth % 10_000;
        if section == 0 {
            gap = !text.is_empty();
            continue;
        }
        for (ten, unit) in [(1_000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            let value = section / ten % 10;
            if value == 0 {
                gap = !text.is_empty();
                continue;
            }
            if gap {
                text.push('零');
                gap = false;
            }
            text.push(prescribed(value));
            text.push_str(unit);
        }
        text.push_str(name);
    }
    if yuan > 0 {
        text.push('元');
    }
    if jiao > 0 {
        text.push(prescribed(jiao));
        text.push(JIAO);
    } else if fen > 0 && yuan > 0 {
        text.push('零');
    }
    if fen > 0 {
        text.push(prescribed(fen));
        text.push(FEN);
    } else {
        text.push_str(if text.is_empty() { "零元整" } else { "整" });
    }
    text
}

/// An amount of so many fen in figures, in groups of three digits.
#[must_use]
pub fn grouped(fen: u64) -> String {
    let digits = (fen / 100).to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text}.{:02}", fen % 100)
}

/// Checks an amount.
#[must_use]
pub fn check(amount: &Amount) -> Vec<Finding> {
    let figures = grouped(amount.figures);
    let expected = spelled(amount.figures);
    let Some(words) = in_words(&amount.words) else {
        return vec![finding(&WORDS, &[("figures", figures), ("expected", expected)])];
    };
    if words == amount.figures {
        return Vec::new();
    }
    vec![finding(&DIFFERS, &[("figures", figures), ("words", grouped(words)), ("expected", expected)])]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        check(&Amount::of(text).expect("both halves")).into_iter().map(|finding| finding.rule).collect()
    }

    fn read(words: &str) -> Option<u64> {
        in_words(&words.chars().collect::<Vec<_>>())
    }

    #[test]
    fn the_examples_of_the_rules_are_read_and_spelled() {
        // The amounts the annex itself spells out.
        for (fen, words) in [
            (140_950, "壹仟肆佰零玖元伍角整"),
            (600_714, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元零叁角贰分"),
            (10_700_053, "壹拾万柒仟元零伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
        ] {
            assert_eq!(read(words), Some(fen), "{words}");
            assert_eq!(read(&spelled(fen)), Some(fen), "{}", spelled(fen));
        }
        assert_eq!(spelled(140_950), "壹仟肆佰零玖元伍角整");
        assert_eq!(spelled(600_714), "陆仟零柒元壹角肆分");
        assert_eq!(spelled(1_640_902), "壹万陆仟肆佰零玖元零贰分");
        assert_eq!((spelled(0).as_str(), spelled(5).as_str()), ("零元整", "伍分"));
        assert_eq!(read("拾伍元整"), Some(1_500));
    }

    #[test]
    fn what_makes_no_number_is_none() {
        for words in ["壹拾佰元整", "壹贰元整", "元整", "壹万", "伍角叁", "壹元整伍角", "壹万贰万元整", ""]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn words_and_figures_must_agree() {
        assert!(found("人民币壹万贰仟元整 ¥12,000.00").is_empty());
        assert!(found("１２０００．００ 壹万贰仟圆正").is_empty());
        assert_eq!(found("壹万贰仟元整 72000"), ["logic.amount.differs"]);
        assert_eq!(found("壹万贰拾仟元整 12000"), ["logic.amount.words"]);
        for lacking in ["12000元", "壹万元整", "", "壹万元整 12.000.00", "壹万元整 1.234"] {
            assert_eq!(Amount::of(lacking), None, "{lacking}");
        }
        assert_eq!(grouped(123_456_789), "1,234,567.89");
    }

    proptest! {
        #[test]
        fn what_is_spelled_is_read_again(fen in 1_u64..10_000_000_000_000) {
            prop_assert_eq!(read(&spelled(fen)), Some(fen));
            prop_assert_eq!(in_figures(&grouped(fen)), Some(fen));
            let amount = format!("{}{}", spelled(fen), grouped(fen));
            prop_assert!(check(&Amount::of(&amount).expect("both halves")).is_empty());
        }

        #[test]
        fn another_figure_is_found_out(fen in 1_u64..1_000_000_000, other in 1_u64..1_000_000_000) {
            prop_assume!(fen != other);
            let amount = Amount::of(&format!("{} {}", spelled(fen), grouped(other))).expect("both halves");
            let findings = check(&amount);
            prop_assert_eq!(findings[0].rule.as_str(), "logic.amount.differs");
        }
    }
}
