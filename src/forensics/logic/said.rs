//! What stands on a paper, with its place and how sure its reading is; and how much a finding may weigh that
//! rests on a reading.

use unicode_normalization::UnicodeNormalization;

use super::normal::{amount, dense};
use super::{Misread, alike, candidates, finding};
use crate::forensics::detectors::RuleDeclaration;
use crate::forensics::papers::{Cell, Field, Paper, Place, Table};
use crate::forensics::{Finding, Strength};

/// One thing that stands on a paper.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// As read or as a person corrected it.
    pub text: &'a str,
    /// Where.
    pub place: Option<Place>,
    /// 0 to 1; 1 when a person said so.
    pub confidence: f32,
}

/// Below this a reading may hold one wrong character: the mean over a number of eight characters falls to here
/// when one of them is as good as guessed.
pub const SAFE: f32 = 0.94;
/// Below this more than one character may be wrong.
pub const POOR: f32 = 0.6;

impl<'a> Said<'a> {
    /// A field of a paper that says something.
    #[must_use]
    pub fn field(paper: &'a Paper, key: &str) -> Option<Self> {
        paper.fields.iter().find(|field| field.key == key && !field.value.trim().is_empty()).map(Self::from)
    }

    /// A cell that says something.
    #[must_use]
    pub fn cell(table: &'a Table, row: usize, column: usize) -> Option<Self> {
        let cell = table.rows.get(row)?.get(column)?.as_ref()?;
        (!cell.text.trim().is_empty()).then(|| Self::from(cell))
    }

    /// Its page.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        self.place.map(|place| place.page)
    }

    /// Whether the reading is safe: a figure whose thousands are not three digits each lost a character.
    #[must_use]
    pub fn sure(&self) -> bool {
        self.confidence >= SAFE && (self.confidence >= 1.0 || !is_ragged(self.text))
    }

    /// The amount it says, in fen.
    #[must_use]
    pub fn fen(&self) -> Option<i64> {
        amount(self.text)
    }
}

/// Whether commas or spaces part the digits of a figure elsewhere than between thousands.
fn is_ragged(text: &str) -> bool {
    let text = dense_figure(text);
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split([',', ' ']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    text.split('.').count() > 2
        || (!rest.is_empty()
            && (!(1..=3).contains(&first.len()) || rest.iter().any(|group| group.len() != 3)))
}

/// The digits, points, commas and inner spaces of a figure; nothing for a text that is no figure.
fn dense_figure(text: &str) -> String {
    let kept: String = text.nfkc().filter(|c| c.is_ascii_digit() || ".,\u{20}".contains(*c)).collect();
    let others = text.chars().filter(|c| c.is_alphabetic()).count();
    if others > 1 { String::new() } else { kept.trim().to_owned() }
}

impl<'a> From<&'a Field> for Said<'a> {
    fn from(field: &'a Field) -> Self {
        Self { text: &field.value, place: field.place, confidence: field.confidence }
    }
}

impl<'a> From<&'a Cell> for Said<'a> {
    fn from(cell: &'a Cell) -> Self {
        Self { text: &cell.text, place: cell.place, confidence: cell.confidence }
    }
}

/// Stands for no character where one was lost or added.
const NONE: char = '_';

/// Readings of a text that differ in one character (put right, added or taken away) and hold.
pub fn slips(text: &str, holds: impl Fn(&str) -> bool) -> Vec<Misread> {
    let chars: Vec<char> = dense(text).chars().collect();
    if chars.len() > 40 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut offer = |other: Vec<char>, place: usize, read: char, instead: char| {
        if holds(&other.iter().collect::<String>()) {
            found.push(Misread { place, read, instead, alike: alike(read, instead) });
        }
    };
    for (index, &read) in chars.iter().enumerate() {
        if read.is_ascii_digit() {
            for instead in ('0'..='9').filter(|c| *c != read) {
                let mut other = chars.clone();
                other[index] = instead;
                offer(other, index + 1, read, instead);
            }
        }
        if read.is_ascii_digit() || matches!(read, '.' | '-' | ',') {
            let mut other = chars.clone();
            other.remove(index);
            offer(other, index + 1, read, NONE);
        }
    }
    for index in 0..=chars.len() {
        for instead in "0123456789.-".chars() {
            let mut other = chars.clone();
            other.insert(index, instead);
            offer(other, index + 1, NONE, instead);
        }
    }
    // An added digit beside an equal one fits in two places: one is enough.
    found.dedup_by(|a, b| (a.read, a.instead) == (b.read, b.instead) && a.place == b.place + 1);
    found.sort_by_key(|misread| !misread.alike);
    found
}

/// Readings of an amount that would say what is wanted.
#[must_use]
pub fn amount_slips(text: &str, wanted: i64) -> Vec<Misread> {
    slips(text, |other| amount(other) == Some(wanted))
}

/// How much a finding may weigh: one wrong character of an unsure reading explains it, or a reading so poor that
/// anything may be wrong, and it is medium at most until a person has confirmed the reading.
#[must_use]
pub fn weigh(most: Strength, said: &Said<'_>, explained: bool) -> Strength {
    let doubtful = (explained && !said.sure()) || said.confidence < POOR;
    if doubtful { most.min(Strength::Medium) } else { most }
}

/// The candidates as a fact; `none` where no single character explains it.
#[must_use]
pub fn offered(misreads: &[Misread]) -> String {
    if misreads.is_empty() { "none".to_owned() } else { candidates(misreads) }
}

/// A finding at a place.
#[must_use]
pub fn at(rule: &RuleDeclaration, place: Option<Place>, facts: &[(&str, String)]) -> Finding {
    Finding {
        page: place.map(|place| place.page),
        region: place.map(|place| place.region),
        ..finding(rule, facts)
    }
}

/// The same with another weight.
#[must_use]
pub fn weighing(finding: Finding, strength: Strength) -> Finding {
    Finding { strength, counts: strength == Strength::Strong, ..finding }
}

/// A finding at something read, weighed by its reading: `misreads` are the readings that would explain it.
#[must_use]
pub fn judged(
    rule: &RuleDeclaration,
    said: &Said<'_>,
    misreads: &[Misread],
    facts: &[(&str, String)],
) -> Finding {
    let mut finding = at(rule, said.place, facts);
    finding.facts.insert("candidates".to_owned(), offered(misreads));
    finding.facts.insert("sure".to_owned(), yes_no(said.sure()));
    let strength = weigh(rule.max_strength, said, !misreads.is_empty());
    weighing(finding, strength)
}

/// A flag as a fact.
#[must_use]
pub fn yes_no(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_off_is_offered_look_alikes_first() {
        let slips = amount_slips("12,840.50", 1_234_050);
        assert_eq!((slips[0].place, slips[0].read, slips[0].instead, slips[0].alike), (4, '8', '3', true));
        assert_eq!(amount_slips("2,340.50", 1_234_050)[0].instead, '1');
        assert_eq!(amount_slips("12,34050", 1_234_050)[0].instead, '.');
        assert!(amount_slips("21,340.50", 1_234_050).is_empty());
    }

    #[test]
    fn a_figure_that_lost_a_character_is_not_sure() {
        let sure = |text| Said { text, place: None, confidence: 0.99 }.sure();
        for text in
            ["88,223.96", "88 223.96", "1,088,223.96", "8823.96", "\u{ffe5}1,000", "2026-03-05", "-12.00"]
        {
            assert!(sure(text), "{text}");
        }
        for text in ["88 23.96", "88,23.96", "8823,960.00", "1.088.23", "12,3456.00"] {
            assert!(!sure(text), "{text}");
        }
        let confirmed = Said { text: "88 23.96", place: None, confidence: 1.0 };
        assert!(confirmed.sure(), "a person said so");
    }

    #[test]
    fn an_unsure_reading_weighs_less() {
        let said = |confidence| Said { text: "1", place: None, confidence };
        assert_eq!(weigh(Strength::Strong, &said(0.99), true), Strength::Strong);
        assert_eq!(weigh(Strength::Strong, &said(0.9), true), Strength::Medium);
        assert_eq!(weigh(Strength::Strong, &said(0.9), false), Strength::Strong);
        assert_eq!(weigh(Strength::Strong, &said(0.5), false), Strength::Medium);
        assert_eq!(weigh(Strength::Weak, &said(0.5), false), Strength::Weak);
    }
}
