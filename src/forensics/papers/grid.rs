//! Columns of a table: where one ends and the next begins, and which characters of a line stand in which.
//!
//! Between the middles of two headings the boundary lies where the fewest lines below have anything written:
//! that holds for columns set to the left, to the right and in the middle, with headings narrower than what
//! stands below them.

use std::ops::Range;

use super::fold::han;
use super::headings::{Head, Heading};
use super::lines::median;
use super::shapes::{day, decimal, money};
use super::sheet::{Line, Sheet, Span};

/// Steps between the middles of two headings in which free space is counted.
const STEPS: usize = 96;
/// Gap that parts two pieces of a line, in ems.
pub(super) const APART: f32 = 0.5;
/// How far from the boundary two cells written without a gap are cut, in ems.
const REACH: f32 = 4.0;

/// Columns of a table on one page.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// Keys from left to right.
    pub keys: Vec<&'static str>,
    /// Boundaries between them, one fewer.
    pub cuts: Vec<f32>,
    /// Where the days of its rows begin and their last amounts end.
    pub edges: (f32, f32),
}

/// A line looks like a row: a day or an amount with decimals stands in it on its own.
pub(super) fn looks_like_row(line: &Line) -> bool {
    line.segments(APART).into_iter().any(|part| {
        let text = line.slice(part);
        decimal(text) || day(text, 0).is_some()
    })
}

/// Where the days of rows begin and their last amounts end: what stays the same from page to page, however long
/// the names beside them are.
pub(super) fn edges(sheet: &Sheet<'_>, lines: Range<usize>) -> Option<(f32, f32)> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in sheet.lines.get(lines)? {
        let parts = line.segments(APART);
        let first = parts.iter().find(|part| day(line.slice((*part).clone()), 0).is_some());
        let last = parts.iter().rev().find(|part| decimal(line.slice((*part).clone())));
        if let (Some(first), Some(last)) = (first, last) {
            left.push(line.left(first));
            right.push(line.right(last));
        }
    }
    if left.is_empty() { None } else { Some((median(left), median(right))) }
}

fn is_number_of_row(text: &[char]) -> bool {
    text.len() <= 4 && text.iter().all(char::is_ascii_digit)
}

impl Grid {
    /// Finds the boundaries below a head.
    pub(super) fn below(sheet: &Sheet<'_>, head: &Head, body: Range<usize>) -> Self {
        let mut pieces: Vec<(f32, f32)> = Vec::new();
        for line in
            sheet.lines.get(body.clone()).unwrap_or_default().iter().filter(|line| looks_like_row(line))
        {
            let parts = line.segments(APART);
            pieces.extend(parts.iter().map(|part| (line.left(part), line.right(part))));
        }
        let cuts = head.headings.windows(2).map(|pair| cut(&pair[0], &pair[1], &pieces)).collect();
        let keys = head.headings.iter().map(|heading| heading.key).collect();
        let left = head.headings.first().map_or(0.0, |heading| heading.x0);
        let right = head.headings.last().map_or(0.0, |heading| heading.x1);
        let edges = edges(sheet, body).unwrap_or((left, right));
        Self { keys, cuts, edges }
    }

    /// The same columns on another page, whose rows reach from one edge to the other.
    pub(super) fn moved(&self, edges: (f32, f32)) -> Self {
        let width = (self.edges.1 - self.edges.0).max(1.0);
        let scale = (edges.1 - edges.0) / width;
        let cuts = self.cuts.iter().map(|cut| edges.0 + (cut - self.edges.0) * scale).collect();
        Self { keys: self.keys.clone(), cuts, edges }
    }

    /// Number of the column a key has.
    pub(super) fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|other| *other == key)
    }

    fn column_at(&self, x: f32) -> usize {
        self.cuts.iter().take_while(|cut| **cut <= x).count()
    }

    /// What of a line stands in each column.
    pub(super) fn cells(&self, number: usize, line: &Line) -> Vec<Vec<Span>> {
        let mut cells = vec![Vec::new(); self.keys.len()];
        for part in line.segments(APART) {
            let mut from = part.start;
            while from < part.end {
                let (to, column) = self.piece(line, from..part.end);
                if let Some(cell) = cells.get_mut(column) {
                    cell.push(Span { line: number, range: from..to });
                }
                from = to;
            }
        }
        // The number of the row stands close before its day, under no heading or one nobody knows; rows nobody
        // filled in have it too.
        if let Some(cell) = self.column("date").and_then(|at| cells.get_mut(at)) {
            let is_day = |span: &Span| day(line.slice(span.range.clone()), 0).is_some();
            let before = cell.iter().position(is_day).unwrap_or_else(|| {
                cell.iter().take_while(|span| line.right(&span.range) < self.edges.0).count()
            });
            if cell.iter().take(before).all(|span| is_number_of_row(line.slice(span.range.clone()))) {
                cell.drain(..before);
            }
        }
        cells
    }

    /// Where the first cell of a piece ends, and its column.
    fn piece(&self, line: &Line, part: Range<usize>) -> (usize, usize) {
        let centre = |at: usize| line.chars.get(at).map_or(0.0, |c| f32::midpoint(c.x0, c.x1));
        let (first, last) = (self.column_at(centre(part.start)), self.column_at(centre(part.end - 1)));
        for boundary in first..last {
            let Some(cut) = self.cuts.get(boundary) else { break };
            if let Some(at) = split(line, &part, *cut) {
                let middle = f32::midpoint(line.left(&part), line.right(&(part.start..at)));
                return (at, self.column_at(middle).min(boundary));
            }
        }
        // Nothing parts it: it belongs where the most of it stands.
        let middle = f32::midpoint(line.left(&part), line.right(&part));
        let mut counts = vec![0_usize; self.keys.len()];
        for at in part.clone() {
            if let Some(count) = counts.get_mut(self.column_at(centre(at))) {
                *count += 1;
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let column = counts.iter().position(|count| *count == most);
        (part.end, column.unwrap_or_else(|| self.column_at(middle)))
    }
}

/// The boundary between two headings.
fn cut(a: &Heading, b: &Heading, pieces: &[(f32, f32)]) -> f32 {
    let (from, to) = (f32::midpoint(a.x0, a.x1), f32::midpoint(b.x0, b.x1));
    let step = (to - from) / STEPS as f32;
    if step.is_nan() || step <= 0.0 {
        return f32::midpoint(from, to);
    }
    let mut full = [0_u32; STEPS];
    // What stands below tells more than the heading, which decides where nothing stands below.
    let heavy = 1 + u32::try_from(pieces.len() / 40).unwrap_or(0);
    let mut mark = |x0: f32, x1: f32, weight: u32| {
        let low = ((x0 - from) / step).floor().max(0.0) as usize;
        let high = ((x1 - from) / step).ceil().max(0.0) as usize;
        for place in full.iter_mut().take(high.min(STEPS)).skip(low) {
            *place = place.saturating_add(weight);
        }
    };
    for heading in [a, b] {
        mark(heading.x0, heading.x1, heavy);
    }
    for (x0, x1) in pieces.iter().filter(|(x0, x1)| !(*x0 < from && *x1 > to)) {
        mark(*x0, *x1, 1);
    }
    let least = full.iter().copied().min().unwrap_or(0);
    let free = |place: usize| full.get(place).is_some_and(|count| *count <= least);
    let mut best = 0..0;
    let mut at = 0;
    while at < STEPS {
        if free(at) {
            let end = (at..STEPS).find(|place| !free(*place)).unwrap_or(STEPS);
            if end - at > best.len() {
                best = at..end;
            }
            at = end;
        } else {
            at += 1;
        }
    }
    from + step * f32::midpoint(best.start as f32, best.end as f32)
}

/// Where a piece of a line that runs over a boundary is cut: at a small gap, where one box ends and another
/// begins, where figures turn into words, behind a whole day, between two amounts.
fn split(line: &Line, part: &Range<usize>, cut: f32) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    let whole = line.slice(part.clone());
    let all = day(whole, 0);
    // A reader places figures to a third of a character: what it read as one word and is a whole day or amount, is one.
    let one =
        line.chars.get(part.clone()).is_some_and(|chars| chars.iter().all(|ch| ch.word == chars[0].word));
    let widest = if one { 0.4 } else { 0.2 };
    let solid = (part.start + 1..part.end).all(|at| line.gap(at) < line.em * widest);
    if (one && all == Some(whole.len())) || (solid && (all == Some(whole.len()) || money(whole))) {
        return None;
    }
    for at in part.start + 1..part.end {
        let x = f32::midpoint(line.chars.get(at - 1)?.x1, line.chars.get(at)?.x0);
        let off = (x - cut).abs() / line.em;
        if off > REACH {
            continue;
        }
        let (left, right) = (line.slice(part.start..at), line.slice(at..part.end));
        let turn = left.last().zip(right.first()).is_some_and(|(l, r)| {
            (han(*l) && (r.is_ascii_digit() || matches!(r, '+' | '-' | '¥')))
                || (l.is_ascii_digit() && han(*r))
        });
        let dated = all == Some(left.len());
        let gap = line.gap(at) / line.em;
        let mut worth = gap.clamp(0.0, 0.5) * 4.0;
        // A detector may cut a number or a name in two: boxes that touch are no reason.
        if line.breaks(at) && gap > 0.12 {
            worth += 1.5;
        }
        if turn {
            worth += 1.0;
        }
        if dated {
            worth += 2.0;
        }
        if decimal(left) && (decimal(right) || right.first().is_some_and(|c| han(*c))) {
            worth += 2.0;
        }
        if right.first().is_some_and(|c| matches!(c, '+' | '-')) && money(right) {
            worth += 1.0;
        }
        if worth < 0.8 {
            continue;
        }
        worth -= off * 0.6;
        if best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, at));
        }
    }
    best.map(|(_, at)| at)
}
