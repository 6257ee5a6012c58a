//! Words into lines.
//!
//! Words arrive level up to a small remaining skew (photographs) and with boxes of mixed heights. The skew is
//! the median slope from each word to its right neighbour, taken out before words are put into lines by the
//! distance of their middles from the nearest word already there.

use std::ops::Range;

use super::fold::han;
use super::sheet::{Ch, Line, Sheet, characters};
use super::stacked;
use crate::forensics::reading::text::{PageText, Word};

/// Words of a page that are looked at.
const WORDS: usize = 10_000;
/// Characters of a word that are looked at: a longer one is no word.
const LONGEST: usize = 2_000;
/// The largest slope that is taken for a remaining skew.
const SLOPE: f32 = 0.04;
/// Neighbours looked at on either side of a word in the order of height.
const NEAR: usize = 60;
/// Open lines a word is compared with.
const OPEN: usize = 8;
/// Words of one line lie closer than this share of the smaller height.
const LEVEL: f32 = 0.5;
/// Edges beyond this are no pixels.
const FAR: f32 = 1.0e6;

/// A word's box, skew taken out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boxed {
    /// Number of the word.
    pub word: usize,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Middle.
    pub y: f32,
    /// Height.
    pub height: f32,
}

/// Puts the words of a page into lines.
pub(super) fn sheet(page: u32, text: &PageText) -> Sheet<'_> {
    let mut boxes: Vec<Boxed> =
        text.words.iter().take(WORDS).enumerate().filter_map(|(number, word)| boxed(number, word)).collect();
    // Twice: the second look has better neighbours.
    for _ in 0..2 {
        let slope = slope(&mut boxes);
        for one in &mut boxes {
            one.y -= slope * f32::midpoint(one.x0, one.x1);
        }
    }
    stacked::join(&mut boxes, &text.words);
    boxes.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)).then(a.word.cmp(&b.word)));
    let mut lines: Vec<Vec<Boxed>> = Vec::new();
    for one in boxes {
        let start = lines.len().saturating_sub(OPEN);
        let fits = |line: &&mut Vec<Boxed>| joins(line, &one);
        match lines.get_mut(start..).unwrap_or_default().iter_mut().rev().find(fits) {
            Some(line) => line.push(one),
            None => lines.push(vec![one]),
        }
    }
    let mut lines: Vec<Line> = lines.into_iter().map(|boxes| line(boxes, &text.words)).collect();
    without_glosses(&mut lines, &text.words);
    lines.retain(|line| !line.chars.is_empty());
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    let height = median(lines.iter().map(|line| line.height).collect());
    Sheet { page, words: &text.words, lines, height }
}

/// From so many labels with a gloss on a page is in two languages.
const GLOSSES: usize = 3;
/// How far a gloss stands behind its label at most, in ems.
const BESIDE: f32 = 1.6;

/// On pages in two languages the foreign words behind a label (姓名 Name) are no value: they are taken out of the
/// lines. A gloss has small letters; abbreviations that are values (POS, RMB) have none.
fn without_glosses(lines: &mut [Line], words: &[Word]) {
    let found: Vec<(usize, Range<usize>)> = lines
        .iter()
        .enumerate()
        .flat_map(|(number, line)| glosses(line, words).into_iter().map(move |range| (number, range)))
        .collect();
    if found.len() < GLOSSES {
        return;
    }
    for (number, range) in found.into_iter().rev() {
        if let Some(line) = lines.get_mut(number) {
            line.text.drain(range.clone());
            line.chars.drain(range);
        }
    }
}

/// Runs of foreign words right behind Chinese ones.
fn glosses(line: &Line, words: &[Word]) -> Vec<Range<usize>> {
    let read = |ch: &Ch| words.get(ch.word).and_then(|word| word.text.chars().nth(ch.at));
    let foreign = |at: usize| {
        line.text
            .get(at)
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | ',' | '\'' | '&' | '-' | '/'))
    };
    let mut found = Vec::new();
    let mut at = 1;
    while at < line.text.len() {
        let behind = line.text.get(at - 1).is_some_and(|c| han(*c)) && line.gap(at) < line.em * BESIDE;
        if !(behind && line.text[at].is_ascii_alphabetic()) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while foreign(end) && line.gap(end) < line.em * BESIDE {
            end += 1;
        }
        let small = line.chars[at..end].iter().filter_map(read).filter(char::is_ascii_lowercase).count();
        // A figure stands closer to its label than words of the page do.
        let ends = line
            .text
            .get(end)
            .is_none_or(|c| *c == ':' || (c.is_ascii_digit() && line.gap(end) > line.em * 0.2))
            || line.gap(end) > line.em;
        if small >= 2 && ends {
            found.push(at..end);
        }
        at = end;
    }
    found
}

fn boxed(number: usize, word: &Word) -> Option<Boxed> {
    let flat = word.flat;
    let sound = [flat.x, flat.y, flat.width, flat.height].iter().all(|v| v.is_finite() && v.abs() < FAR);
    let some = !word.text.trim().is_empty() && word.text.len() < LONGEST;
    (sound && some && flat.width > 0.0 && flat.height > 0.0).then(|| Boxed {
        word: number,
        x0: flat.x,
        x1: flat.right(),
        y: flat.middle(),
        height: flat.height,
    })
}

/// The middle value; 1 of nothing.
pub(super) fn median(mut values: Vec<f32>) -> f32 {
    if values.is_empty() {
        return 1.0;
    }
    let middle = values.len() / 2;
    let (_, value, _) = values.select_nth_unstable_by(middle, f32::total_cmp);
    *value
}

/// The slope of the page's lines.
fn slope(boxes: &mut [Boxed]) -> f32 {
    boxes.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut slopes = Vec::new();
    for (at, one) in boxes.iter().enumerate() {
        let near = boxes.get(at.saturating_sub(NEAR)..(at + NEAR).min(boxes.len())).unwrap_or_default();
        let right = near.iter().filter(|other| {
            let small = one.height.min(other.height);
            other.x0 >= one.x1 - small * 0.3
                && other.word != one.word
                && (other.y - one.y).abs() < small * 0.6
                && one.height.max(other.height) < small * 1.5
        });
        if let Some(next) = right.min_by(|a, b| a.x0.total_cmp(&b.x0)) {
            let across = f32::midpoint(next.x0, next.x1) - f32::midpoint(one.x0, one.x1);
            let slope = (next.y - one.y) / across.max(1.0);
            if slope.abs() < SLOPE {
                slopes.push(slope);
            }
        }
    }
    if slopes.len() < 6 { 0.0 } else { median(slopes) }
}

/// Whether a box belongs to a line: level with the nearest box of it, and not on top of another.
fn joins(line: &[Boxed], one: &Boxed) -> bool {
    let apart = |other: &Boxed| (other.x0 - one.x1).max(one.x0 - other.x1);
    let Some(near) = line.iter().min_by(|a, b| apart(a).max(0.0).total_cmp(&apart(b).max(0.0))) else {
        return false;
    };
    let small = near.height.min(one.height);
    let level = (near.y - one.y).abs() < small * LEVEL;
    let foot = ((near.y + near.height / 2.0) - (one.y + one.height / 2.0)).abs() < small * 0.2;
    let alike = near.height.max(one.height) < small * 2.2;
    let narrow = (one.x1 - one.x0).min(near.x1 - near.x0);
    let covers = -apart(near) > narrow * 0.6;
    (level || (foot && alike)) && (!covers || (near.y - one.y).abs() < small * 0.25)
}

/// The characters of a line's words from left to right.
fn line(mut boxes: Vec<Boxed>, words: &[Word]) -> Line {
    boxes.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.word.cmp(&b.word)));
    let mut chars: Vec<(char, Ch)> = Vec::new();
    for one in &boxes {
        if let Some(word) = words.get(one.word) {
            let from = chars.len();
            characters(one.word, word, &mut chars);
            // Halves of a broken word were set elsewhere than they stand.
            let scale = (one.x1 - one.x0) / word.flat.width.max(1.0);
            for (_, ch) in chars.iter_mut().skip(from) {
                (ch.x0, ch.x1) =
                    (one.x0 + (ch.x0 - word.flat.x) * scale, one.x0 + (ch.x1 - word.flat.x) * scale);
            }
        }
    }
    let height = median(boxes.iter().map(|one| one.height).collect());
    let y = median(boxes.iter().map(|one| one.y).collect());
    let wide: Vec<f32> =
        chars.iter().filter(|(c, _)| han(*c)).map(|(_, ch)| ch.x1 - ch.x0).filter(|w| *w > 0.0).collect();
    let em = if wide.len() >= 3 { median(wide) } else { height * 0.8 };
    let em = em.clamp(height * 0.4, height * 1.2).max(1.0);
    let (text, chars) = chars.into_iter().unzip();
    Line { text, chars, y, height, em }
}
