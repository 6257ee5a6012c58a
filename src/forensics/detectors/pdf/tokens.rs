//! Numbers in the words of a page, and which of them are amounts.
#![expect(clippy::non_ascii_literal, reason = "signs and units beside printed numbers")]

use std::ops::Range;

use crate::forensics::Region;
use crate::forensics::input::pdf::layout::Run;

/// A number as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As printed, width narrowed.
    pub text: String,
    /// Index of its word.
    pub run: usize,
    /// Its characters in the word.
    pub chars: Range<usize>,
    /// Where.
    pub region: Region,
    /// Written like an amount of money: decimals, groups of three, or a sign or unit beside it.
    pub amount: bool,
}

impl Token {
    /// Its digits.
    #[must_use]
    pub fn digits(&self) -> String {
        self.text.chars().filter(char::is_ascii_digit).collect()
    }
}

const fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '，' | '．' => match char::from_u32(c as u32 - 0xfee0) {
            Some(narrow) => narrow,
            None => c,
        },
        _ => c,
    }
}

/// All numbers of at least one digit.
#[must_use]
pub fn tokens(runs: &[Run]) -> Vec<Token> {
    let mut out = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let chars: Vec<char> = run.word.text.chars().map(narrow).collect();
        let mut at = 0;
        while at < chars.len() {
            let length =
                chars.iter().skip(at).take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).count();
            if length == 0 {
                at += 1;
                continue;
            }
            let part = chars.get(at..at + length).unwrap_or_default();
            let lead = part.iter().take_while(|c| !c.is_ascii_digit()).count();
            let trail = part.iter().rev().take_while(|c| !c.is_ascii_digit()).count();
            if lead + trail < length {
                let (from, to) = (at + lead, at + length - trail);
                let text: String = chars.get(from..to).unwrap_or_default().iter().collect();
                let before = from.checked_sub(1).and_then(|at| chars.get(at)).copied();
                let amount = is_amount(&text, before, chars.get(to).copied());
                let region = run.word.part(from..to);
                out.push(Token { text, run: index, chars: from..to, region, amount });
            }
            at += length;
        }
    }
    out
}

fn is_amount(text: &str, before: Option<char>, after: Option<char>) -> bool {
    let joins = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphabetic() || "-/:：_年月日号时分秒室栋幢单弄层页%％㎡".contains(c))
    };
    // A minus stands before an amount; in dates and codes the dash has a number before it, which is a word
    // of its own only when a gap parts them.
    let after_code = joins(after) && after != Some('-');
    let before_code = joins(before) && before != Some('-');
    if after_code || before_code || after == Some('-') {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let (whole, decimals) = text.rsplit_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    if whole.contains('.') || decimals.is_some_and(|part| part.contains(',')) {
        return false;
    }
    let grouped = whole.contains(',') && whole.split(',').skip(1).all(|group| group.len() == 3);
    if whole.contains(',') && !grouped {
        return false;
    }
    let marked = before.is_some_and(|c| "¥￥$".contains(c)) || after.is_some_and(|c| "元圆万".contains(c));
    let cents = decimals.is_some_and(|part| part.len() == 2);
    (cents && digits >= 3) || grouped || (marked && digits >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(text: &str) -> Vec<String> {
        let place = |index: usize| crate::forensics::reading::text::Glyph {
            from: index as f32 * 0.01,
            to: index as f32 * 0.01 + 0.01,
            confidence: 1.0,
            other: None,
        };
        let word = crate::forensics::reading::text::Word {
            text: text.to_owned(),
            corners: [crate::forensics::reading::text::Point::default(); 4],
            flat: crate::forensics::reading::text::Flat::default(),
            confidence: 1.0,
            glyphs: (0..text.chars().count()).map(place).collect(),
        };
        let run = Run { word, glyphs: vec![None; text.chars().count()] };
        tokens(&[run]).into_iter().filter(|token| token.amount).map(|token| token.text).collect()
    }

    #[test]
    fn amounts_are_told_from_dates_codes_and_measures() {
        assert_eq!(amounts("人民币12,340.50元"), ["12,340.50"]);
        assert_eq!(amounts("￥８８．００"), ["88.00"]);
        assert_eq!(amounts("-1200.00"), ["1200.00"]);
        assert_eq!(amounts("共38万元"), ["38"]);
        for text in [
            "2026-11-22",
            "10:30:00",
            "第12页",
            "6222020200112345678",
            "89.50㎡",
            "3.14159",
            "A100.00",
            "2026.11.22",
            "12,34",
        ] {
            assert!(amounts(text).is_empty(), "{text}");
        }
    }
}
