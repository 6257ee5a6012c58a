//! The running text of contracts and certificates of employers: values found by the words before them, over
//! the ends of lines and pages.

#![expect(clippy::non_ascii_literal, reason = "the signs that end a sentence, and the words of times")]

use std::ops::Range;

use super::fold::{Needles, folded, han};
use super::pairs::{Asked, Form};
use super::shapes::{Shape, day};
use super::sheet::{Line, Sheet, Span, hull};
use super::{Field, Place};

/// Between two lines of which the second does not go on with the first.
pub(super) const BREAK: char = '\n';

/// So far a sentence is followed: pages without a full stop are looked through once, not once a word.
const LONGEST_SENTENCE: usize = 600;
/// Longest name of a unit before the word it ends with.
const LONGEST_NAME: usize = 60;

/// All characters of some pages in reading order.
#[derive(Debug)]
pub(super) struct Flow<'a, 'b> {
    sheets: &'a [Sheet<'b>],
    /// Comparable characters.
    pub text: Vec<char>,
    /// Sheet, line and character of each.
    at: Vec<(usize, usize, usize)>,
}

impl<'a, 'b> Flow<'a, 'b> {
    /// Takes the lines of the pages one after the other.
    pub(super) fn of(sheets: &'a [Sheet<'b>]) -> Self {
        let (mut text, mut at) = (Vec::new(), Vec::new());
        for (number, sheet) in sheets.iter().enumerate() {
            let whole = |line: &Line| 0..line.chars.len();
            let left = sheet.lines.iter().map(|line| line.left(&whole(line))).fold(f32::INFINITY, f32::min);
            let right = sheet.lines.iter().map(|line| line.right(&whole(line))).fold(0.0, f32::max);
            for (line_number, line) in sheet.lines.iter().enumerate() {
                // A line that begins away from the margin, or follows one that ends before it, goes on with
                // nothing.
                let before = line_number.checked_sub(1).and_then(|before| sheet.lines.get(before));
                let short =
                    before.is_none_or(|before| before.right(&whole(before)) < right - before.em * 3.0);
                if short || line.left(&whole(line)) > left + line.em * 1.5 {
                    text.push(BREAK);
                    at.push((number, line_number, 0));
                }
                for (place, c) in line.text.iter().enumerate() {
                    // Two numbers apart are two numbers.
                    let latin = |at: usize| line.text.get(at).is_some_and(char::is_ascii_alphanumeric);
                    if place > 0 && latin(place) && latin(place - 1) && line.gap(place) > line.em * 1.2 {
                        text.push(BREAK);
                        at.push((number, line_number, place));
                    }
                    text.push(*c);
                    at.push((number, line_number, place));
                }
            }
        }
        Self { sheets, text, at }
    }

    /// The field that a stretch of text makes. Its place is on the page where it begins.
    pub(super) fn field(&self, key: &str, range: Range<usize>, sure: f32) -> Option<Field> {
        let mut field: Option<Field> = None;
        let mut from = range.start;
        while from < range.end {
            let sheet = self.at.get(from)?.0;
            let end = (from..range.end)
                .find(|at| self.at.get(*at).is_none_or(|at| at.0 != sheet))
                .unwrap_or(range.end);
            let part = self.sheets.get(sheet)?.field(key, &self.spans(from..end), sure)?;
            field = Some(match field {
                Some(mut whole) => {
                    whole.value.push_str(&part.value);
                    whole.confidence = whole.confidence.min(part.confidence);
                    whole.place = joined(whole.place, part.place);
                    whole
                }
                None => part,
            });
            from = end;
        }
        field
    }

    /// The lines a stretch of one page covers.
    fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let places = self.at.get(range.clone()).unwrap_or_default().iter();
        let written = places.zip(self.text.get(range).unwrap_or_default()).filter(|(_, c)| **c != BREAK);
        for ((_, line, place), _) in written {
            match spans.last_mut() {
                Some(last) if last.line == *line && last.range.end == *place => last.range.end += 1,
                _ => spans.push(Span { line: *line, range: *place..place + 1 }),
            }
        }
        spans
    }

    /// Whether a character begins a line.
    pub(super) fn starts_line(&self, at: usize) -> bool {
        self.at.get(at).is_some_and(|(_, _, place)| *place == 0)
    }

    /// Whether a wide gap stands before a character.
    pub(super) fn gap(&self, at: usize) -> f32 {
        let line = self
            .at
            .get(at)
            .and_then(|(sheet, line, place)| Some((self.sheets.get(*sheet)?.lines.get(*line)?, *place)));
        line.map_or(0.0, |(line, place)| if place == 0 { 0.0 } else { line.gap(place) / line.em })
    }

    /// Whether words are the heading of a column: alone in their piece of a line of such pieces, without a figure.
    pub(super) fn is_heading(&self, hit: &Range<usize>) -> bool {
        const REMARK: usize = 8;
        let place = self.at.get(hit.start).copied();
        let line = place.and_then(|(number, line, _)| self.sheets.get(number)?.lines.get(line));
        let (Some((_, _, place)), Some(line)) = (place, line) else { return false };
        let parts = line.segments(1.0);
        let own = parts.iter().any(|part| part.contains(&place) && part.len() <= hit.len() + REMARK);
        own && parts.len() >= 3 && !line.text.iter().any(|c| c.is_ascii_digit() && *c != '2')
    }

    /// The first value of a shape that stands below a heading, so many characters on at most.
    pub(super) fn below(&self, heading: &Range<usize>, shape: Shape) -> Option<Range<usize>> {
        const REACH: usize = 200;
        let end = (heading.end + REACH).min(self.text.len());
        let mut at = heading.end;
        while let Some(value) = self.within(at..end, shape) {
            at = value.end.max(at + 1);
            if self.above(&value).is_some_and(|above| above.start < heading.end && heading.start < above.end)
            {
                return Some(value);
            }
        }
        None
    }

    /// What stands above a value as the heading of its column does: the nearest piece above it that has words.
    pub(super) fn above(&self, range: &Range<usize>) -> Option<Range<usize>> {
        const LINES: usize = 4;
        let (number, line_number, place) = *self.at.get(range.start)?;
        let sheet = self.sheets.get(number)?;
        let line = sheet.lines.get(line_number)?;
        let here = place..(place + range.len()).min(line.chars.len());
        let (x0, x1) = (line.left(&here), line.right(&here));
        for other in (line_number.saturating_sub(LINES)..line_number).rev() {
            let above = sheet.lines.get(other)?;
            let over = |part: &Range<usize>| {
                above.left(part) < x1
                    && above.right(part) > x0
                    && above.slice(part.clone()).iter().any(|c| han(*c))
            };
            if let Some(part) = above.segments(1.0).into_iter().find(over) {
                let from = self.at.partition_point(|at| *at < (number, other, part.start));
                let from = from + usize::from(self.text.get(from) == Some(&BREAK));
                return Some(from..from + part.len());
            }
        }
        None
    }

    /// Page and line of a character.
    pub(super) fn line(&self, at: usize) -> Option<(usize, usize)> {
        self.at.get(at).map(|(sheet, line, _)| (*sheet, *line))
    }

    /// Where words (parted by `|`) stand.
    pub(super) fn hits(&self, words: &str) -> Vec<Range<usize>> {
        Needles::new(words.split('|')).all(&self.text).into_iter().map(|hit| hit.from..hit.to).collect()
    }

    /// Where words stand: those read without a slip first, then by their rank, then by their place.
    pub(super) fn ranked(&self, words: &str) -> Vec<Range<usize>> {
        let mut hits = Needles::new(words.split('|')).all(&self.text);
        hits.sort_by_key(|hit| (hit.slip, hit.word, hit.from));
        hits.into_iter().map(|hit| hit.from..hit.to).collect()
    }

    /// The end of the sentence a place is in, at most [`LONGEST_SENTENCE`] further on.
    pub(super) fn sentence_end(&self, from: usize) -> usize {
        let most = (from + LONGEST_SENTENCE).min(self.text.len());
        let rest = self.text.get(from..most).unwrap_or_default();
        rest.iter().position(|c| matches!(c, '。' | ';')).map_or(most, |at| from + at)
    }

    /// The beginning of the sentence a place is in, at most [`LONGEST_SENTENCE`] before.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        let least = at.saturating_sub(LONGEST_SENTENCE);
        let before = self.text.get(least..at).unwrap_or_default();
        before.iter().rposition(|c| matches!(c, '。' | ';')).map_or(least, |stop| least + stop + 1)
    }

    /// The first value of a shape in a stretch.
    pub(super) fn within(&self, range: Range<usize>, shape: Shape) -> Option<Range<usize>> {
        let end = range.end.min(self.text.len());
        // A number is not cut where the stretch ends.
        let found = shape.find(self.text.get(range.start..(end + 24).min(self.text.len()))?)?;
        (range.start + found.start < end).then(|| range.start + found.start..range.start + found.end)
    }

    /// Labels of a form. One that was read with a slip over the gap between two columns (房号 建筑面积 for 房屋建筑面积) is
    /// what stands behind the gap.
    fn labels(&self, form: &Form) -> Vec<Asked> {
        const APART: f32 = 1.5;
        let mut found = Vec::new();
        for (ask, range, slip) in form.labels(&self.text) {
            let gap = (range.start + 1..range.end).find(|at| slip && self.gap(*at) > APART);
            match gap {
                Some(gap) => {
                    let rest = form.labels(self.text.get(gap..range.end).unwrap_or_default());
                    found.extend(
                        rest.into_iter()
                            .map(|(ask, inner, slip)| (ask, gap + inner.start..gap + inner.end, slip)),
                    );
                }
                None => found.push((ask, range, slip)),
            }
        }
        found
    }

    /// Values behind the labels of a form: for each key the first that has its shape, before the next label.
    pub(super) fn values(&self, form: &Form, reach: usize) -> Vec<Field> {
        let labels = self.labels(form);
        let mut best: Vec<(&'static str, usize, Field)> = Vec::new();
        for (number, (ask, range, slip)) in labels.iter().enumerate() {
            let Some((ask, rank)) = ask else { continue };
            let next = labels.get(number + 1).map_or(self.text.len(), |next| next.1.start);
            // Words and figures of one amount share a label: only other keys end the stretch.
            let end = next.min(self.sentence_end(range.end)).min(range.end + reach);
            let value = match ask.shape {
                Shape::Text | Shape::Long | Shape::Name => self.phrase(range.end, end),
                shape if self.is_heading(range) => self.below(range, shape),
                shape => self.within(range.end..end, shape),
            };
            let Some(field) = value.and_then(|v| self.field(ask.name, v, if *slip { 0.85 } else { 0.95 }))
            else {
                continue;
            };
            match best.iter_mut().find(|(name, _, _)| *name == ask.name) {
                Some(other) if *rank < other.1 => *other = (ask.name, *rank, field),
                Some(_) => {}
                None => best.push((ask.name, *rank, field)),
            }
        }
        best.into_iter().map(|(_, _, field)| field).collect()
    }

    /// A phrase: from here, over signs and particles, to the next sign or wide gap.
    pub(super) fn phrase(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let mut from = from;
        while from < end
            && self.text.get(from).is_some_and(|c| matches!(*c, ':' | '为' | '是' | ',' | '|' | '"' | BREAK))
        {
            from += 1;
        }
        let mut to = from;
        while to < end {
            let c = *self.text.get(to)?;
            if matches!(c, ',' | ';' | '。' | ':' | BREAK) || (to > from && self.gap(to) > 2.2) {
                break;
            }
            to += 1;
        }
        (to > from).then_some(from..to)
    }

    /// Where a house stands: a phrase without what is said of the house (位于某路1号的房屋).
    pub(super) fn house(&self, from: usize) -> Option<Range<usize>> {
        let range = self.phrase(from, self.sentence_end(from).min(from + 70))?;
        let text = self.text.get(range.clone())?;
        let end = text
            .windows(2)
            .position(|two| matches!(two, ['的' | '之', '房' | '住' | '商' | '不' | '一' | '自' | '私']));
        Some(range.start..end.map_or(range.end, |end| range.start + end))
    }

    /// The last day of the text that stands on a line of its own, or the last at all: the day of signing.
    pub(super) fn last_day(&self) -> Option<Range<usize>> {
        let mut last = None;
        let mut alone = None;
        let mut at = 0;
        while at < self.text.len() {
            let Some(end) = day(&self.text, at) else {
                at += 1;
                continue;
            };
            let line = self.line(at);
            let (mut from, mut to) = (at, end);
            while from > 0 && self.line(from - 1) == line {
                from -= 1;
            }
            while to < self.text.len() && self.line(to) == line {
                to += 1;
            }
            let rest = (to - from).saturating_sub(end - at);
            if rest <= 8 {
                alone = Some(at..end);
            }
            last = Some(at..end);
            at = end;
        }
        alone.or(last)
    }

    /// Names of units (公司, 学校 …): runs of Chinese characters that end like one, with their places.
    pub(super) fn units(&self) -> Vec<Range<usize>> {
        let ends = Needles::new(UNITS.split('|'));
        let mut found: Vec<Range<usize>> = Vec::new();
        for hit in ends.all(&self.text).into_iter().filter(|hit| !hit.slip) {
            let line = self.line(hit.from);
            let mut from = hit.from;
            while from > 0
                && hit.from - from < LONGEST_NAME
                && self.line(from - 1) == line
                && self.gap(from) < 1.0
                && self
                    .text
                    .get(from - 1)
                    .is_some_and(|c| han(*c) || matches!(c, '(' | ')') || c.is_ascii_alphanumeric())
            {
                from -= 1;
            }
            while from < hit.from && self.text.get(from) == Some(&')') {
                from += 1;
            }
            let long = hit.to - from >= 6;
            match found.last_mut() {
                Some(last) if last.end > from => last.end = hit.to,
                _ if long => found.push(from..hit.to),
                _ => {}
            }
        }
        found
    }
}

/// How names of units end.
const UNITS: &str = "有限公司|有限责任公司|股份有限公司|股份公司|集团公司|分公司|事务所|合伙企业|学校|大学|学院|中学|小学|幼儿园|医院|\
委员会|管理局|人民政府|街道办事处|研究院|研究所|服务中心|管理中心|合作社|个体工商户|经营部|支行|分行|总公司|厂";

fn joined(a: Option<Place>, b: Option<Place>) -> Option<Place> {
    match (a, b) {
        (Some(a), Some(b)) if a.page == b.page => {
            Some(Place { page: a.page, region: hull(a.region, b.region) })
        }
        (a, _) => a,
    }
}

/// Whether a text begins with one of some words (parted by `|`), and its length.
pub(super) fn starts(text: &[char], words: &str) -> Option<usize> {
    words
        .split('|')
        .map(folded)
        .filter(|word| !word.is_empty() && text.starts_with(word))
        .map(|word| word.len())
        .max()
}
