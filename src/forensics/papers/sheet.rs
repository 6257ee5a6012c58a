//! A page as lines of characters, each with its place: what everything in this room looks at.
//!
//! Characters, not words: a detector may cut one printed line into several boxes or join two columns into
//! one, and then only the characters know where the gaps are.

use std::ops::Range;

use super::fold::{fold, han};
use super::{Cell, Field, Place};
use crate::forensics::Region;
use crate::forensics::reading::text::Word;

/// A character read with less than this is as good as guessed.
const GUESSED: f32 = 0.7;

/// One comparable character and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ch {
    /// Word of the page.
    pub word: usize,
    /// Character of the word's text.
    pub at: usize,
    /// Left edge on the flattened page.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
}

/// A printed line.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its comparable characters from left to right, without spaces.
    pub text: Vec<char>,
    /// Where each of them stands.
    pub chars: Vec<Ch>,
    /// Middle, skew taken out.
    pub y: f32,
    /// Usual height of its words.
    pub height: f32,
    /// Usual width of a Chinese character: the measure of gaps.
    pub em: f32,
}

impl Line {
    /// Free space in front of a character; endless in front of the first.
    pub(super) fn gap(&self, at: usize) -> f32 {
        match (at.checked_sub(1).and_then(|before| self.chars.get(before)), self.chars.get(at)) {
            (Some(before), Some(here)) => here.x0 - before.x1,
            _ => f32::INFINITY,
        }
    }

    /// Whether a character begins another word than the one before it.
    pub(super) fn breaks(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.chars.get(before)), self.chars.get(at)) {
            (Some(before), Some(here)) => here.word != before.word,
            _ => true,
        }
    }

    /// Runs of characters without a gap of `ems` or more.
    pub(super) fn segments(&self, ems: f32) -> Vec<Range<usize>> {
        self.parts(0..self.chars.len(), ems)
    }

    /// Runs within a range of characters.
    pub(super) fn parts(&self, range: Range<usize>, ems: f32) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = range.start;
        for at in range.clone() {
            if at > from && self.gap(at) >= self.em * ems {
                found.push(from..at);
                from = at;
            }
        }
        if from < range.end {
            found.push(from..range.end);
        }
        found
    }

    /// Left edge of a range of characters.
    pub(super) fn left(&self, range: &Range<usize>) -> f32 {
        self.chars.get(range.start).map_or(0.0, |c| c.x0)
    }

    /// Right edge of a range of characters.
    pub(super) fn right(&self, range: &Range<usize>) -> f32 {
        let chars = self.chars.get(range.clone()).unwrap_or_default();
        chars.iter().map(|c| c.x1).fold(f32::NEG_INFINITY, f32::max)
    }

    /// The characters of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &[char] {
        self.text.get(range).unwrap_or_default()
    }
}

/// Some characters of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// Line of the sheet.
    pub line: usize,
    /// Characters of the line.
    pub range: Range<usize>,
}

/// A page as lines.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// Page of the file, from 0.
    pub page: u32,
    /// Its words.
    pub words: &'a [Word],
    /// Its lines from top to bottom.
    pub lines: Vec<Line>,
    /// Usual height of a line's words.
    pub height: f32,
}

impl Sheet<'_> {
    /// Height of the page's written part.
    pub(super) fn extent(&self) -> (f32, f32) {
        match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) => (first.y, last.y),
            _ => (0.0, 0.0),
        }
    }

    /// The comparable characters of some spans.
    pub(super) fn folded(&self, spans: &[Span]) -> Vec<char> {
        let lines = spans.iter().filter_map(|span| Some((self.lines.get(span.line)?, span)));
        lines.flat_map(|(line, span)| line.slice(span.range.clone()).iter().copied()).collect()
    }

    /// What stands in some spans as it was read, where, and how sure the reading is.
    pub(super) fn cell(&self, spans: &[Span]) -> Option<Cell> {
        let mut text = String::new();
        let mut last: Option<(usize, usize)> = None;
        let mut region: Option<Region> = None;
        let (mut sum, mut count, mut doubt) = (0.0, 0.0_f32, 1.0_f32);
        for span in spans {
            let line = self.lines.get(span.line)?;
            let mut run: Option<(usize, usize, usize)> = None;
            for (at, ch) in line.chars.get(span.range.clone())?.iter().enumerate() {
                if last == Some((ch.word, ch.at)) {
                    continue;
                }
                let word = self.words.get(ch.word)?;
                let Some(read) = word.text.chars().nth(ch.at) else { continue };
                let before = text.chars().next_back();
                // A reader knows the places of a word's characters to a fraction of their width: within one word only
                // the room of a lost character parts them.
                let least = if last.is_some_and(|(w, _)| w == ch.word) { LOST } else { SPACE };
                let apart = at > 0 && line.gap(span.range.start + at) > line.em * least;
                let latin = |c: char| c.is_ascii_alphanumeric();
                let spaced = last.is_some_and(|(w, a)| {
                    w == ch.word
                        && word
                            .text
                            .chars()
                            .skip(a + 1)
                            .take(ch.at.saturating_sub(a + 1))
                            .any(char::is_whitespace)
                });
                if before.is_some_and(latin)
                    && latin(read)
                    && (apart || spaced || (at == 0 && !text.is_empty()))
                {
                    text.push(' ');
                }
                text.push(read);
                let sure = word.glyphs.get(ch.at).map_or(word.confidence, |glyph| glyph.confidence);
                if sure.is_finite() {
                    sum += sure.clamp(0.0, 1.0);
                    // One character as good as guessed makes the whole unsure, however long it is.
                    if sure < GUESSED {
                        doubt = doubt.min(sure.max(0.0));
                    }
                }
                count += 1.0;
                last = Some((ch.word, ch.at));
                run = match run {
                    Some((word, from, _)) if word == ch.word => Some((word, from, ch.at + 1)),
                    other => {
                        region = self.with(region, other);
                        Some((ch.word, ch.at, ch.at + 1))
                    }
                };
            }
            region = self.with(region, run);
        }
        if text.is_empty() {
            return None;
        }
        let place = region.map(|region| Place { page: self.page, region });
        Some(Cell { text, place, confidence: if count > 0.0 { (sum / count).min(doubt) } else { 0.0 } })
    }

    /// A field with what stands in some spans.
    pub(super) fn field(&self, key: &str, spans: &[Span], sure: f32) -> Option<Field> {
        let cell = self.cell(spans)?;
        let confidence = (cell.confidence * sure).clamp(0.0, 1.0);
        Some(Field { key: key.to_owned(), value: cell.text, place: cell.place, confidence })
    }

    fn with(&self, region: Option<Region>, run: Option<(usize, usize, usize)>) -> Option<Region> {
        let Some((word, from, to)) = run else { return region };
        let Some(word) = self.words.get(word) else { return region };
        let whole = word.region();
        let part = within(word.part(from..to), whole).unwrap_or(whole);
        Some(region.map_or(part, |region| hull(region, part)))
    }
}

/// Gap in ems that is a space between two Latin words or numbers.
const SPACE: f32 = 0.25;
/// Gap in ems within one word where a figure was lost; figures are half an em wide or a little more.
const LOST: f32 = 0.45;

/// The common part of two regions.
fn within(a: Region, b: Region) -> Option<Region> {
    let (x, y) = (a.x.max(b.x), a.y.max(b.y));
    let right = a.x.saturating_add(a.width).min(b.x.saturating_add(b.width));
    let bottom = a.y.saturating_add(a.height).min(b.y.saturating_add(b.height));
    let (width, height) = (right.checked_sub(x)?, bottom.checked_sub(y)?);
    (width > 0 && height > 0).then_some(Region { x, y, width, height })
}

/// The region around two regions.
pub(super) fn hull(a: Region, b: Region) -> Region {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    let right = a.x.saturating_add(a.width).max(b.x.saturating_add(b.width));
    let bottom = a.y.saturating_add(a.height).max(b.y.saturating_add(b.height));
    Region { x, y, width: right.saturating_sub(x).max(1), height: bottom.saturating_sub(y).max(1) }
}

/// The comparable characters of a word with their places on the flattened page.
pub(super) fn characters(number: usize, word: &Word, out: &mut Vec<(char, Ch)>) {
    let count = word.text.chars().count();
    let sound = word.glyphs.len() == count
        && word.glyphs.iter().all(|glyph| {
            glyph.from.is_finite()
                && glyph.to.is_finite()
                && glyph.from >= 0.0
                && glyph.to <= 1.0
                && glyph.from <= glyph.to
        })
        && word.glyphs.windows(2).all(|pair| pair[0].from <= pair[1].from);
    // Without glyphs the width is shared out: a Chinese character is two of a Latin one.
    let share = |c: char| if han(c) || !c.is_ascii() { 2.0 } else { 1.0 };
    let all: f32 = word.text.chars().map(share).sum::<f32>().max(1.0);
    let mut passed = 0.0;
    for (at, c) in word.text.chars().enumerate() {
        let (from, to) = match word.glyphs.get(at) {
            Some(glyph) if sound => (glyph.from, glyph.to),
            _ => (passed / all, (passed + share(c)) / all),
        };
        passed += share(c);
        let (x0, x1) = (word.flat.x + word.flat.width * from, word.flat.x + word.flat.width * to);
        fold(c, |c| out.push((c, Ch { word: number, at, x0, x1 })));
    }
}
