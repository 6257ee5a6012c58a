//! Labels and their values on cards and forms.
//!
//! A value stands behind its label (with a colon, a gap, or nothing between), below it, or beside it in a cell
//! of several lines; a long one goes on below where it began.

#![expect(clippy::non_ascii_literal, reason = "signs and marks beside values as printed")]

use std::ops::Range;

use super::fold::{Needles, han};
use super::shapes::{Shape, day};
use super::sheet::{Line, Sheet, Span};
use super::{Field, keys};

/// A field that is asked for: its key, its labels (best first, parted by `|`), and what its value looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    /// Key of the field.
    pub name: &'static str,
    /// Labels.
    pub labels: &'static str,
    /// What its value looks like.
    pub shape: Shape,
}

/// A field that is asked for.
pub(super) const fn ask(name: &'static str, labels: &'static str, shape: Shape) -> Ask {
    Ask { name, labels, shape }
}

/// A label of a text: what it asks with its rank, where it stands, whether it was read with a slip.
pub(super) type Asked = (Option<(Ask, usize)>, Range<usize>, bool);

/// All that is asked of one kind of paper.
#[derive(Debug)]
pub(super) struct Form {
    needles: Needles,
    /// What is asked, and the rank of the label; `None` for words that only end a value.
    means: Vec<Option<(Ask, usize)>>,
    /// Cards set labels and values without anything between.
    loose: bool,
}

impl Form {
    /// Makes a form of what is asked and of words that end values (parted by `|`).
    pub(super) fn new(asks: &[Ask], stops: &'static str, loose: bool) -> Self {
        let mut words = Vec::new();
        let mut means = Vec::new();
        for ask in asks {
            for (rank, label) in ask.labels.split('|').enumerate() {
                words.push(label);
                means.push(Some((*ask, rank)));
            }
        }
        for stop in stops.split('|').filter(|stop| !stop.is_empty()) {
            words.push(stop);
            means.push(None);
        }
        let group = |at: usize, mean: &Option<(Ask, usize)>| {
            let name = mean.as_ref().map(|(ask, _)| ask.name);
            name.and_then(|name| asks.iter().position(|ask| ask.name == name)).unwrap_or(1000 + at)
        };
        let groups = means.iter().enumerate().map(|(at, mean)| group(at, mean)).collect();
        Self { needles: Needles::new(words).grouped(groups), means, loose }
    }

    /// Every label of a text with what it asks, for running text.
    pub(super) fn labels(&self, text: &[char]) -> Vec<Asked> {
        let hits = self.needles.all(text).into_iter();
        hits.map(|hit| (self.means.get(hit.word).copied().flatten(), hit.from..hit.to, hit.slip)).collect()
    }
}

/// A label on a line.
#[derive(Debug, Clone)]
struct Label {
    ask: Option<(Ask, usize)>,
    range: Range<usize>,
    slip: bool,
    colon: bool,
}

/// A value that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// What was asked.
    pub ask: Ask,
    /// Number of the sheet.
    pub sheet: usize,
    /// The label.
    pub label: Span,
    /// The value.
    pub spans: Vec<Span>,
    /// How good it is among others for the same key: as [`Found::sure`], and the usual wordings before the rare.
    pub score: f32,
    /// How surely it belongs to its label; 1 is a plain pair. A rare wording is as sure as a usual one.
    pub sure: f32,
}

/// Gap between a label and its value beyond which they do not belong together, in ems.
const FAR: f32 = 14.0;
/// Gap up to which what stands behind a label is what was filled in, in ems.
const CLOSE: f32 = 6.0;
/// Gap that ends a value of text, in ems.
const WIDE: f32 = 2.2;

/// Every value found on the sheets; `skip` leaves lines out (rows of tables).
pub(super) fn find(sheets: &[Sheet<'_>], form: &Form, skip: impl Fn(usize, usize) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let labels: Vec<Vec<Label>> = (0..sheet.lines.len())
            .map(|line| if skip(number, line) { Vec::new() } else { on_line(&sheet.lines[line], form) })
            .collect();
        for (line, here) in labels.iter().enumerate() {
            for (at, label) in here.iter().enumerate() {
                let Some((ask, rank)) = label.ask else { continue };
                let page = Page { sheet, labels: &labels, skip: &|line| skip(number, line) };
                if let Some((spans, worth)) = page.value(line, at, label, ask.shape) {
                    let mut sure = worth;
                    if label.colon {
                        sure += 0.2;
                    }
                    if label.slip {
                        sure -= 0.15;
                    }
                    let rank = f32::from(u8::try_from(rank.min(8)).unwrap_or(8));
                    let label = Span { line, range: label.range.clone() };
                    found.push(Found { ask, sheet: number, label, spans, score: sure - rank * 0.04, sure });
                }
            }
        }
    }
    found
}

/// The best value for each key, in the order of the paper.
pub(super) fn best(sheets: &[Sheet<'_>], found: &[Found]) -> Vec<Field> {
    let mut chosen: Vec<&Found> = Vec::new();
    for one in found {
        match chosen.iter_mut().find(|other| other.ask.name == one.ask.name) {
            Some(other) if one.score > other.score => *other = one,
            Some(_) => {}
            None => chosen.push(one),
        }
    }
    chosen.iter().filter_map(|one| one.field(sheets)).collect()
}

impl Found {
    /// The field it makes.
    pub(super) fn field(&self, sheets: &[Sheet<'_>]) -> Option<Field> {
        self.named(sheets, self.ask.name)
    }

    /// The field it makes under another key.
    pub(super) fn named(&self, sheets: &[Sheet<'_>], key: &str) -> Option<Field> {
        sheets.get(self.sheet)?.field(key, &self.spans, self.sure.clamp(0.4, 1.0))
    }

    /// Its comparable characters.
    pub(super) fn text(&self, sheets: &[Sheet<'_>]) -> Vec<char> {
        sheets.get(self.sheet).map(|sheet| sheet.folded(&self.spans)).unwrap_or_default()
    }
}

/// The labels of a line.
fn on_line(line: &Line, form: &Form) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    let mut at = 0;
    while at < line.text.len() {
        let hit = form.needles.plainest(&line.text, at).filter(|hit| spaced(line, hit.from..hit.to));
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        let ask = form.means.get(hit.word).copied().flatten();
        let after = behind(line, hit.to);
        let colon = line.text.get(hit.to..after).is_some_and(|signs| signs.contains(&':'));
        let begins = hit.from == 0
            || line.gap(hit.from) >= line.em * 0.4
            || line.breaks(hit.from)
            || line.text.get(hit.from - 1).is_some_and(|c| !han(*c))
            || (colon && hit.to - hit.from >= 4)
            || found.last().is_some_and(|last| last.range.end == hit.from);
        let short = found.last().is_some_and(|last| {
            let few =
                matches!(last.ask, Some((Ask { shape: Shape::Sex | Shape::Date | Shape::Person, .. }, _)));
            few && hit.from - last.range.end <= 18
        });
        let typed = ask.is_some_and(|(ask, _)| {
            let rest = line.slice(after..(after + 24).min(line.text.len()));
            !matches!(ask.shape, Shape::Text | Shape::Long | Shape::Name)
                && ask.shape.find(rest).is_some_and(|r| r.start <= 4)
        });
        let ends = colon
            || after > hit.to
            || after >= line.text.len()
            || line.gap(after) >= line.em * 0.3
            || line.breaks(after)
            || typed;
        let is_label = if form.loose { begins || short } else { begins && ends };
        if is_label {
            found.push(Label { ask, range: hit.from..after, slip: hit.slip, colon });
            at = after.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// Characters of one label do not stand further apart than a spaced heading sets them.
fn spaced(line: &Line, range: Range<usize>) -> bool {
    range.skip(1).all(|at| line.gap(at) < line.em * 5.0)
}

/// The end of what belongs to a label: a remark in brackets, its English name, the colon.
fn behind(line: &Line, mut at: usize) -> usize {
    let text = &line.text;
    if text.get(at) == Some(&'(') {
        let rest = text.get(at..).unwrap_or_default();
        // Not the brackets of a value, which end with the line or go on without a colon.
        let close = rest.iter().take(16).position(|c| *c == ')').map(|close| at + close + 1);
        if let Some(close) = close {
            let remark = rest.iter().take(close - at).all(|c| !c.is_ascii_digit())
                || rest.starts_with(&['(', 'M', '2', ')']);
            if remark
                && (text.get(close).is_none_or(|c| *c == ':')
                    || line.gap(close) > line.em * 0.3
                    || line.breaks(close))
            {
                at = close;
            }
        }
    }
    let letters = text
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '&'));
    let letters = letters.count();
    if letters > 0 && text.get(at + letters) == Some(&':') {
        at += letters;
    }
    while text.get(at).is_some_and(|c| matches!(c, ':' | '|')) {
        at += 1;
    }
    at
}

/// A page whose labels are known.
struct Page<'a, 'b> {
    sheet: &'a Sheet<'b>,
    labels: &'a [Vec<Label>],
    skip: &'a dyn Fn(usize) -> bool,
}

impl Page<'_, '_> {
    /// The value of a label and how good its place is.
    fn value(&self, number: usize, at: usize, label: &Label, shape: Shape) -> Option<(Vec<Span>, f32)> {
        let line = self.sheet.lines.get(number)?;
        let next = self.labels.get(number)?.get(at + 1);
        let end = next.map_or(line.text.len(), |next| next.range.start);
        let from = label.range.end;
        let near = from < end && (label.colon || line.gap(from) < line.em * FAR);
        if near && let Some(range) = cut(line, from..end, shape) {
            let mut spans = vec![Span { line: number, range: range.clone() }];
            if shape == Shape::Long {
                self.go_on(&mut spans, number, line.left(&range));
            }
            return Some((spans, 1.0));
        }
        // What stands close behind is what was filled in, whatever it is; far behind it is the next heading of a row
        // of headings.
        let filled = from < end && (label.colon || line.gap(from) < line.em * CLOSE);
        if filled && !matches!(shape, Shape::Text | Shape::Long | Shape::Name) {
            return None;
        }
        let (x0, x1) = (line.left(&label.range), line.right(&label.range));
        let until = next.map_or(f32::INFINITY, |next| line.left(&next.range));
        if let Some(spans) = self.beside(number, x1, until, shape) {
            return Some((spans, 0.8));
        }
        // With a colon and nothing behind it the field is left blank.
        if label.colon {
            None
        } else {
            self.below(number, x0 - line.em, x1 + line.em, shape).map(|spans| (spans, 0.7))
        }
    }

    /// Pieces of a line without its labels.
    fn pieces(&self, number: usize) -> Vec<Range<usize>> {
        let (Some(line), false) = (self.sheet.lines.get(number), (self.skip)(number)) else {
            return Vec::new();
        };
        let labels = self.labels.get(number).map_or(&[][..], Vec::as_slice);
        let free = |part: &Range<usize>| {
            !labels.iter().any(|l| l.range.start < part.end && part.start < l.range.end)
        };
        line.segments(1.0).into_iter().filter(free).collect()
    }

    /// Lines of a cell whose label stands at half its height.
    fn beside(&self, number: usize, left: f32, right: f32, shape: Shape) -> Option<Vec<Span>> {
        let y = self.sheet.lines.get(number)?.y;
        let mut spans = Vec::new();
        for other in number.saturating_sub(2)..(number + 3).min(self.sheet.lines.len()) {
            let Some(line) = self.sheet.lines.get(other) else { break };
            if other == number || (line.y - y).abs() > line.height.max(self.sheet.height) {
                continue;
            }
            for part in self.pieces(other) {
                if line.left(&part) > left
                    && line.left(&part) < right
                    && line.left(&part) - left < line.em * FAR
                {
                    spans.push(Span { line: other, range: part });
                }
            }
        }
        let text = self.sheet.folded(&spans);
        (!spans.is_empty() && shape.find(&text).is_some()).then_some(spans)
    }

    /// A value below its label.
    fn below(&self, number: usize, x0: f32, x1: f32, shape: Shape) -> Option<Vec<Span>> {
        let y = self.sheet.lines.get(number)?.y;
        for other in number + 1..(number + 4).min(self.sheet.lines.len()) {
            let line = self.sheet.lines.get(other)?;
            if line.y - y > self.sheet.height.max(line.height) * 3.2 {
                return None;
            }
            for part in self.pieces(other) {
                if line.left(&part) < x1 && line.right(&part) > x0 {
                    let range = cut(line, part, shape)?;
                    return Some(vec![Span { line: other, range }]);
                }
            }
        }
        None
    }

    /// Adds lines in which a long value goes on below where it began.
    fn go_on(&self, spans: &mut Vec<Span>, number: usize, left: f32) {
        let mut above = number;
        for other in number + 1..(number + 4).min(self.sheet.lines.len()) {
            let (Some(line), Some(before)) = (self.sheet.lines.get(other), self.sheet.lines.get(above))
            else {
                return;
            };
            let labels = self.labels.get(other).map_or(&[][..], Vec::as_slice);
            let labelled = labels.iter().any(|label| line.left(&label.range) < left);
            if labelled || line.y - before.y > before.height.max(line.height) * 1.9 {
                return;
            }
            let part =
                self.pieces(other).into_iter().find(|part| (line.left(part) - left).abs() < line.em * 1.5);
            let Some(part) = part else { return };
            // A number or a day below a name or an address is a field of its own.
            let words = line.slice(part.clone()).iter().filter(|c| han(**c)).count();
            if day(line.slice(part.clone()), 0) == Some(part.len()) || (words == 0 && part.len() > 4) {
                return;
            }
            spans.push(Span { line: other, range: part });
            above = other;
        }
    }
}

/// A gap that no number has inside, not even one written into boxes, in ems.
const BROAD: f32 = 3.5;

/// What of a stretch of a line is the value.
pub(super) fn cut(line: &Line, range: Range<usize>, shape: Shape) -> Option<Range<usize>> {
    let text = line.slice(range.clone());
    if matches!(shape, Shape::Text | Shape::Long | Shape::Name) {
        return plain(line, range, shape);
    }
    // What stands far to the right belongs to another field, even where no label parts the two.
    let piece = line.parts(range.clone(), BROAD).into_iter().find_map(|part| {
        let found = shape.find(line.slice(part.clone()))?;
        Some(part.start + found.start..part.start + found.end)
    });
    let whole = || shape.find(text).map(|found| range.start + found.start..range.start + found.end);
    piece.or_else(whole)
}

/// Text up to a wide gap, without the signs around it.
fn plain(line: &Line, range: Range<usize>, shape: Shape) -> Option<Range<usize>> {
    let mut from = range.start;
    while from < range.end && line.text.get(from).is_some_and(|c| sign(*c)) {
        from += 1;
    }
    let mut end = from;
    while end < range.end {
        let c = *line.text.get(end)?;
        // A name of two or three characters is spread over the width of three or four.
        let spread = shape == Shape::Name && end - from <= 2 && line.gap(end) < line.em * 4.0 && han(c);
        if end > from && line.gap(end) >= line.em * WIDE && !spread {
            break;
        }
        if shape == Shape::Name && matches!(c, ',' | ';' | '。' | ':' | '[') {
            break;
        }
        end += 1;
    }
    while end > from && line.text.get(end - 1).is_some_and(|c| sign(*c)) {
        end -= 1;
    }
    let text = line.text.get(from..end)?;
    // 甲方：（签章） is a blank to be signed.
    let blank = text.first() == Some(&'(')
        && text.last() == Some(&')')
        && text.iter().any(|c| matches!(c, '章' | '字'));
    let end = if text.ends_with(&['章', ')']) && !blank {
        text.iter().rposition(|c| *c == '(').map_or(end, |open| from + open)
    } else {
        end
    };
    (!blank && end > from && !line.text.get(from..end)?.iter().all(|c| !c.is_alphanumeric() && *c != '*'))
        .then_some(from..end)
}

/// Signs that are no part of a value at its ends.
fn sign(c: char) -> bool {
    matches!(c, ':' | ',' | ';' | '。' | '、' | '|' | '.' | '-' | '/')
}

/// Puts fields into the order of their keys.
pub(super) fn in_order(kind: super::Kind, fields: &mut [Field]) {
    let order = keys::field_keys(kind);
    let place = |field: &Field| order.iter().position(|key| key.key == field.key).unwrap_or(usize::MAX);
    fields.sort_by_key(|field| (place(field), field.place.map(|place| (place.page, place.region.y))));
}
