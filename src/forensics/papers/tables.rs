//! Tables into rows: which lines are rows, which go on with a row above or below, which add up, which are
//! neither.
//!
//! A line is a row of its own when it has a day or an amount where they belong. What stands between two such
//! lines without either is a cell that goes on (a summary over two lines); it belongs to the nearer row, and
//! to the upper one where lines are evenly spaced, unless the table sets its cells in the middle.

use std::ops::Range;

use super::asides::{Sum, is_footer, sum_of};
use super::fold::han;
use super::grid::{self, Grid};
use super::headings::{self, Head, OTHER, Vocabulary};
use super::shapes::{Shape, day, decimal, money};
use super::sheet::{Line, Sheet, Span};

/// A row: what stands in each column.
pub(super) type Row = Vec<Vec<Span>>;

/// A line of a table that adds up or carries over.
#[derive(Debug, Clone)]
pub(super) struct Aside {
    /// Line of the sheet.
    pub line: usize,
    /// What stands in each column.
    pub cells: Row,
    /// What it is.
    pub sum: Sum,
}

/// The part of a table on one page.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its columns.
    pub grid: Grid,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Its sums.
    pub asides: Vec<Aside>,
    /// Lines from its head to its last row.
    pub lines: Range<usize>,
    /// Whether it has a head of its own.
    pub headed: bool,
}

/// Rows below the heads of a page, one part for each head.
pub(super) fn parts(sheet: &Sheet<'_>, vocabulary: &Vocabulary) -> Vec<Part> {
    let heads = headings::heads(sheet, vocabulary);
    let mut found = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let end = heads.get(at + 1).map_or(sheet.lines.len(), |next| next.lines.start);
        found.push(below(sheet, head, end));
    }
    found
}

fn below(sheet: &Sheet<'_>, head: &Head, end: usize) -> Part {
    let body = head.lines.end..end;
    let grid = Grid::below(sheet, head, body.clone());
    let mut part = rows(sheet, grid, body);
    part.lines.start = head.lines.start;
    part.headed = true;
    part
}

/// Rows of a page on which no line says what the columns are: the columns are told by where the pieces of lines stand
/// that have a day and two amounts. Columns of amounts are called so for the time being, whatever they hold.
pub(super) fn headless(sheet: &Sheet<'_>) -> Option<Part> {
    let head = super::bare::head(sheet)?;
    let mut part = below(sheet, &head, sheet.lines.len());
    part.headed = false;
    (!part.rows.is_empty()).then_some(part)
}

/// Rows of a page that goes on with a table whose head stands on an earlier page.
pub(super) fn going_on(sheet: &Sheet<'_>, grid: &Grid) -> Option<Part> {
    let all = 0..sheet.lines.len();
    let edges = grid::edges(sheet, all.clone())?;
    let fits = |grid: &Grid| {
        let (mut right, mut seen, mut worth) = (0_usize, 0_usize, 0_i32);
        for (number, line) in sheet.lines.iter().enumerate().filter(|(_, line)| grid::looks_like_row(line)) {
            let cells = grid.cells(number, line);
            let role = Role::of(sheet, grid, &cells);
            // Two pieces in one cell are two columns taken for one.
            let pieces: usize = cells.iter().map(|cell| cell.len().saturating_sub(1)).sum();
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            seen += 1;
            right += usize::from(role.dated && role.money > 0 && !role.misplaced);
            let score = |count: usize| i32::try_from(count).unwrap_or(0);
            worth += score(role.money) + score(filled) - 2 * score(pieces) - 2 * i32::from(role.misplaced);
        }
        (right, seen, worth)
    };
    let options = [grid.clone(), grid.moved(edges)].into_iter().map(|grid| (fits(&grid), grid));
    let ((right, seen, _), best) =
        options.reduce(|a, b| if (b.0.0, b.0.2) > (a.0.0, a.0.2) { b } else { a })?;
    if right == 0 || right * 10 < seen * 5 {
        return None;
    }
    // What stands above the first row is the head of the page, except the upper half of that row.
    let first = sheet.lines.iter().enumerate().position(|(number, line)| {
        let role = Role::of(sheet, &best, &best.cells(number, line));
        role.dated && role.money > 0
    })?;
    let half = first.checked_sub(1).filter(|above| {
        pitch(sheet, *above, first) < sheet.height * 1.1
            && !sheet.lines.get(*above).is_some_and(|line| line.text.contains(&':'))
    });
    let part = rows(sheet, best, half.unwrap_or(first)..all.end);
    (!part.rows.is_empty()).then_some(part)
}

/// What a line has where.
#[derive(Debug, Clone, Copy, Default)]
struct Role {
    /// A day in the column of days.
    dated: bool,
    /// Amounts in columns of amounts.
    money: usize,
    /// An amount or a day where words belong.
    misplaced: bool,
}

/// Columns that hold amounts.
const MONEY: [&str; 6] = ["income", "expense", "amount", "balance", "net", "tax"];

impl Role {
    fn of(sheet: &Sheet<'_>, grid: &Grid, cells: &Row) -> Self {
        let mut role = Self::default();
        // Where no column is called the day of a transaction, its time has it.
        let days = grid.column("date").or_else(|| grid.column("time"));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let key = grid.keys.get(column).copied().unwrap_or(OTHER);
            let text = sheet.folded(cell);
            if Some(column) == days && (day(&text, 0).is_some() || short_day(&text)) {
                role.dated = true;
            } else if MONEY.contains(&key) && money(&text) {
                role.money += 1;
            } else if MONEY.contains(&key) || Some(column) == days {
                role.misplaced = role.misplaced || text.len() > 3;
            }
        }
        role
    }

    fn anchors(self) -> bool {
        self.dated || self.money > 0
    }
}

/// A day without its year: 01-31, 0131, 1月31日.
fn short_day(text: &[char]) -> bool {
    let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
    let plain = text.iter().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '月' | '日'));
    plain && (3..=4).contains(&digits) && text.len() <= 6
}

/// What a line of the body is.
#[derive(Debug)]
enum Kind {
    Row(Row),
    More(Row),
    Sum(Aside),
    Nothing,
}

/// Puts the lines of a body into rows.
fn rows(sheet: &Sheet<'_>, grid: Grid, body: Range<usize>) -> Part {
    let mut kinds: Vec<(usize, Kind)> = Vec::new();
    for number in body.clone() {
        let Some(line) = sheet.lines.get(number) else { break };
        let kind = classify(sheet, &grid, number, line);
        let footer = matches!(kind, Kind::Nothing);
        let gap = number
            .checked_sub(1)
            .filter(|above| *above >= body.start)
            .and_then(|above| sheet.lines.get(above));
        let far = gap.is_some_and(|above| line.y - above.y > sheet.height.max(line.height) * 6.0);
        // Behind a wide gap or a footer nothing goes on; a row may still follow.
        kinds.push((number, if far && matches!(kind, Kind::More(_)) { Kind::Nothing } else { kind }));
        if footer && ended(sheet, &grid, number + 1..body.end) {
            break;
        }
    }
    let mut part =
        Part { grid, rows: Vec::new(), asides: Vec::new(), lines: body.start..body.start, headed: false };
    gather(sheet, kinds, &mut part);
    part
}

/// Whether no row follows.
fn ended(sheet: &Sheet<'_>, grid: &Grid, rest: Range<usize>) -> bool {
    rest.into_iter().take(12).all(|number| {
        sheet.lines.get(number).is_none_or(|line| {
            let role = Role::of(sheet, grid, &grid.cells(number, line));
            !(role.dated && role.money > 0)
        })
    })
}

fn classify(sheet: &Sheet<'_>, grid: &Grid, number: usize, line: &Line) -> Kind {
    let cells = grid.cells(number, line);
    let role = Role::of(sheet, grid, &cells);
    // A transaction whose summary happens to begin with 累计 has a day and two amounts; 期初余额 has one.
    let moved = role.dated && role.money > 1;
    if let Some(sum) = sum_of(line).filter(|sum| !moved || !matches!(sum, Sum::All | Sum::Page)) {
        return Kind::Sum(Aside { line: number, cells, sum });
    }
    if role.anchors() {
        let footer = !(role.dated && role.money > 0) && is_footer(line);
        return if footer { Kind::Nothing } else { Kind::Row(cells) };
    }
    let across = line.segments(grid::APART).into_iter().any(|part| {
        let (x0, x1) = (line.left(&part), line.right(&part));
        grid.cuts.iter().filter(|cut| x0 < **cut && **cut < x1).count() >= 3
    });
    if is_footer(line) || across || words_for_money(sheet, &grid.keys, &cells) {
        Kind::Nothing
    } else {
        Kind::More(named_above(grid, number, line).unwrap_or(cells))
    }
}

/// The line of an item's name above its figures, as receipts off a roll have it: it runs on over the columns of the
/// figures and belongs to none of them.
fn named_above(grid: &Grid, number: usize, line: &Line) -> Option<Row> {
    let item = grid.column("item")?;
    // Nothing but the spaces of a name parts it.
    let parts = line.segments(1.2);
    let [part] = parts.as_slice() else { return None };
    let reaches = |cut: &f32| line.left(part) < *cut && *cut < line.right(part);
    let begins = grid.cuts.iter().filter(|cut| **cut <= line.left(part)).count();
    if begins != item || !grid.cuts.iter().any(reaches) {
        return None;
    }
    let mut cells = vec![Vec::new(); grid.keys.len()];
    cells.get_mut(item)?.push(Span { line: number, range: part.clone() });
    Some(cells)
}

/// Whether words stand where amounts belong: the second line of a head, (支出) below 发生额, or a line of the foot. What
/// goes on from the line above has none there.
fn words_for_money(sheet: &Sheet<'_>, keys: &[&'static str], cells: &Row) -> bool {
    let words = |cell: &Vec<Span>| sheet.folded(cell).iter().filter(|c| han(**c)).count() >= 2;
    keys.iter().zip(cells).any(|(key, cell)| MONEY.contains(key) && words(cell))
}

/// Joins what goes on to its row.
fn gather(sheet: &Sheet<'_>, kinds: Vec<(usize, Kind)>, part: &mut Part) {
    let mut run: Vec<(usize, Row)> = Vec::new();
    let mut last: Option<(usize, Row)> = None;
    let mut middled = false;
    for (number, kind) in kinds {
        match kind {
            Kind::More(cells) => run.push((number, cells)),
            Kind::Row(cells) => {
                let mut cells = cells;
                let merged = run.is_empty()
                    && last
                        .as_ref()
                        .is_some_and(|(above, row)| one_row(sheet, *above, number, row, &cells, &part.grid));
                if merged && let Some((_, row)) = last.take() {
                    add(sheet, &part.grid, &mut cells, row);
                    last = Some((number, cells));
                    continue;
                }
                middled = middled || (last.is_none() && run.len() == 1 && tight(sheet, run[0].0, number));
                let keep = share(sheet, last.as_ref().map(|(at, _)| *at), &run, number, middled);
                for (at, (line, more)) in run.drain(..).enumerate() {
                    if at < keep {
                        if let Some((_, row)) = &mut last {
                            add(sheet, &part.grid, row, more);
                        }
                    } else if tight(sheet, line, number) || at > keep {
                        add(sheet, &part.grid, &mut cells, more);
                    }
                }
                finish(part, last.replace((number, cells)));
            }
            Kind::Sum(_) | Kind::Nothing => {
                trail(sheet, &part.grid, &mut run, &mut last);
                finish(part, last.take());
                run.clear();
                if let Kind::Sum(aside) = kind {
                    part.lines.end = part.lines.end.max(aside.line + 1);
                    part.asides.push(aside);
                }
            }
        }
    }
    trail(sheet, &part.grid, &mut run, &mut last);
    finish(part, last);
}

fn finish(part: &mut Part, row: Option<(usize, Row)>) {
    let Some((number, mut row)) = row else { return };
    for cell in &mut row {
        cell.sort_by_key(|span| (span.line, span.range.start));
    }
    part.lines.end = part.lines.end.max(number + 1);
    part.rows.push(row);
}

/// Adds what goes on. A whole amount does not: what stands below it is the number of an account or a mark.
fn add(sheet: &Sheet<'_>, grid: &Grid, row: &mut Row, more: Row) {
    for ((cell, spans), key) in row.iter_mut().zip(more).zip(&grid.keys) {
        let whole = |cell: &[Span]| MONEY.contains(key) && decimal(&sheet.folded(cell));
        if whole(&spans) {
            *cell = spans;
        } else if !whole(cell) {
            cell.extend(spans);
        }
    }
}

/// Free height between two lines.
fn pitch(sheet: &Sheet<'_>, above: usize, below: usize) -> f32 {
    match (sheet.lines.get(above), sheet.lines.get(below)) {
        (Some(above), Some(below)) => below.y - above.y,
        _ => f32::INFINITY,
    }
}

/// Whether two lines are as close as lines of one cell.
fn tight(sheet: &Sheet<'_>, above: usize, below: usize) -> bool {
    pitch(sheet, above, below) < sheet.height * 1.9
}

/// Whether two lines with something of a row each are one row set a little unevenly.
fn one_row(sheet: &Sheet<'_>, above: usize, below: usize, a: &Row, b: &Row, grid: &Grid) -> bool {
    let (first, second) = (Role::of(sheet, grid, a), Role::of(sheet, grid, b));
    let halves = (first.dated && first.money == 0 && !second.dated)
        || (second.dated && second.money == 0 && !first.dated);
    // A cell may have two lines where its neighbours have one between them: a day above its time. No two lines of
    // one row say two amounts of a kind.
    let clash = grid
        .keys
        .iter()
        .zip(a.iter().zip(b))
        .any(|(key, (a, b))| (MONEY.contains(key) || *key == "serial") && !a.is_empty() && !b.is_empty());
    // Both with an amount: only where they overlap.
    let parts = first.dated != second.dated && pitch(sheet, above, below) < sheet.height * 0.8;
    !clash && (halves || parts) && pitch(sheet, above, below) < sheet.height * 1.2
}

/// How many lines of a run between two rows belong to the upper one.
fn share(
    sheet: &Sheet<'_>,
    above: Option<usize>,
    run: &[(usize, Row)],
    below: usize,
    middled: bool,
) -> usize {
    let Some(above) = above else { return 0 };
    let mut at = above;
    let mut gaps = Vec::new();
    for number in run.iter().map(|(number, _)| *number).chain([below]) {
        gaps.push(pitch(sheet, at, number));
        at = number;
    }
    let widest = gaps.iter().copied().fold(0.0_f32, f32::max);
    let others = gaps.iter().copied().filter(|gap| *gap < widest).fold(0.0_f32, f32::max);
    let wide = gaps.iter().filter(|gap| **gap > widest * 0.9).count();
    if wide == 1 && others < widest * 0.82 {
        return gaps.iter().position(|gap| *gap >= widest).unwrap_or(run.len());
    }
    if middled { run.len() / 2 } else { run.len() }
}

/// Lines behind the last row that still belong to it.
fn trail(sheet: &Sheet<'_>, grid: &Grid, run: &mut Vec<(usize, Row)>, last: &mut Option<(usize, Row)>) {
    let Some((number, row)) = last else { return };
    let mut at = *number;
    for (line, more) in run.drain(..) {
        if !tight(sheet, at, line) {
            break;
        }
        at = line;
        add(sheet, grid, row, more);
    }
}

/// Whether a page has rows of a statement without its head: lines with a day and an amount of their own.
pub(super) fn row_lines(sheet: &Sheet<'_>) -> usize {
    let row = |line: &&Line| {
        let parts = line.segments(grid::APART);
        let day = parts.iter().any(|part| day(line.slice(part.clone()), 0).is_some());
        day && Shape::Amount.find(&line.text).is_some()
            && parts.iter().any(|part| decimal(line.slice(part.clone())))
    };
    sheet.lines.iter().filter(row).count()
}
