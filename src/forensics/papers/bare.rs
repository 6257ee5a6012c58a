//! Tables of accounts without a line of headings, or with one that nobody can make out: columns by the places of what
//! stands in them.

use super::grid::APART;
use super::headings::{Head, Heading, OTHER};
use super::shapes::{day, decimal};
use super::sheet::{Line, Sheet};

/// Rows a page must have to tell its columns.
const LEAST: usize = 5;
/// Share of a column's pieces that must be amounts or days for it to be a column of them, in tenths.
const TENTHS: usize = 8;
/// Columns of a table at most.
const MOST: usize = 24;
/// What columns of amounts are called until they are told apart: the rules for rows ask for a column of amounts only.
pub(super) const PROVISIONAL: &str = "net";

/// A piece of a row.
struct Piece {
    x0: f32,
    x1: f32,
    day: bool,
    amount: bool,
}

/// Columns told by rows; none where the page has too few rows.
pub(super) fn head(sheet: &Sheet<'_>) -> Option<Head> {
    let rows: Vec<(usize, Vec<Piece>)> =
        sheet.lines.iter().enumerate().filter_map(|(number, line)| Some((number, row(line)?))).collect();
    let first = rows.first().map(|(number, _)| *number).filter(|_| rows.len() >= LEAST)?;
    let mut pieces: Vec<Piece> = rows.into_iter().flat_map(|(_, pieces)| pieces).collect();
    pieces.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut columns: Vec<Vec<Piece>> = Vec::new();
    let mut end = f32::NEG_INFINITY;
    for piece in pieces {
        let (x0, x1) = (piece.x0, piece.x1);
        match columns.last_mut().filter(|_| x0 < end) {
            Some(column) => column.push(piece),
            None => columns.push(vec![piece]),
        }
        end = end.max(x1);
    }
    // A stray mark makes no column.
    columns.retain(|column| column.len() > 1);
    let mut dated = false;
    let headings: Vec<Heading> = columns
        .iter()
        .map(|column| {
            let most = |count: usize| count * 10 >= column.len() * TENTHS;
            let days = most(column.iter().filter(|piece| piece.day).count());
            let amounts = most(column.iter().filter(|piece| piece.amount).count());
            let key = if days && !dated {
                dated = true;
                "date"
            } else if amounts {
                PROVISIONAL
            } else {
                OTHER
            };
            let x0 = column.iter().map(|piece| piece.x0).fold(f32::INFINITY, f32::min);
            let x1 = column.iter().map(|piece| piece.x1).fold(f32::NEG_INFINITY, f32::max);
            Heading { key, rank: 0, x0, x1, spans: Vec::new() }
        })
        .collect();
    let money = headings.iter().filter(|heading| heading.key == PROVISIONAL).count();
    (dated && money >= 2 && headings.len() <= MOST).then_some(Head { headings, lines: first..first })
}

/// The pieces of a line that has a day and two amounts of its own.
fn row(line: &Line) -> Option<Vec<Piece>> {
    let pieces: Vec<Piece> = line
        .segments(APART)
        .into_iter()
        .map(|part| {
            let text = line.slice(part.clone());
            let is_day = day(text, 0).is_some();
            Piece {
                x0: line.left(&part),
                x1: line.right(&part),
                day: is_day,
                amount: decimal(text) && !is_day,
            }
        })
        .collect();
    let amounts = pieces.iter().filter(|piece| piece.amount).count();
    (amounts >= 2 && pieces.iter().any(|piece| piece.day)).then_some(pieces)
}
