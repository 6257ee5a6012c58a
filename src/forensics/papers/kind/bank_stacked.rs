//! Statements whose movements stand in blocks instead of rows, as programs on telephones print them: what it was
//! for and the signed amount on the first line, the day and the balance on a later one.
//!
//! No heading says which figure is which, so what is found must add up: each balance is the one before (above or
//! below) and the signed amount.

use super::super::fold::{folded, han};
use super::super::shapes::{day, decimal};
use super::super::sheet::{Sheet, Span};
use super::super::{Cell, Table};
use crate::forensics::logic::normal::amount;

/// Blocks a statement has at least, and the share of steps between them that must add up, in tenths.
const LEAST: usize = 5;
const TENTHS: usize = 6;
/// Lines of one block at most.
const LINES: usize = 5;
/// Gap that parts two pieces of a line, in ems.
const APART: f32 = 0.5;

/// The columns of such a table.
const COLUMNS: [&str; 5] = ["date", "summary", "amount", "balance", "counterparty"];

/// One movement.
#[derive(Debug, Default)]
struct Block {
    day: Option<Cell>,
    summary: Option<Cell>,
    amount: Option<Cell>,
    balance: Option<Cell>,
    counterparty: Option<Cell>,
}

/// The movements as a table; none where the pages have no such blocks, or blocks that do not add up.
pub(super) fn table(sheets: &[Sheet<'_>]) -> Option<Table> {
    let blocks: Vec<Block> = sheets.iter().flat_map(blocks).collect();
    let fen = |cell: &Option<Cell>| cell.as_ref().and_then(|cell| amount(&cell.text));
    let values: Vec<_> = blocks.iter().map(|block| (fen(&block.amount), fen(&block.balance))).collect();
    let step = |from: (Option<i64>, Option<i64>), to: (Option<i64>, Option<i64>)| matches!((from.1, to.0, to.1), (Some(before), Some(moved), Some(after)) if before.checked_add(moved) == Some(after));
    let down = values.windows(2).filter(|pair| step(pair[0], pair[1])).count();
    let up = values.windows(2).filter(|pair| step(pair[1], pair[0])).count();
    if blocks.len() < LEAST || down.max(up) * 10 < (blocks.len() - 1) * TENTHS {
        return None;
    }
    let row = |block: Block| vec![block.day, block.summary, block.amount, block.balance, block.counterparty];
    Some(Table {
        columns: COLUMNS.map(ToOwned::to_owned).to_vec(),
        rows: blocks.into_iter().map(row).collect(),
    })
}

/// The blocks of a page. A block begins with the line of its signed amount.
fn blocks(sheet: &Sheet<'_>) -> Vec<Block> {
    let pieces = |number: usize| -> Vec<Span> {
        let line = sheet.lines.get(number);
        line.iter().flat_map(|line| line.segments(APART)).map(|range| Span { line: number, range }).collect()
    };
    let text = |span: &Span| sheet.folded(std::slice::from_ref(span));
    let signed = |span: &Span| {
        let text = text(span);
        decimal(&text) && matches!(text.first(), Some('+' | '-'))
    };
    // 2022.05.29 has two decimals too.
    let plain = |span: &Span| {
        let text = text(span);
        decimal(&text) && !matches!(text.first(), Some('+' | '-')) && day(&text, 0).is_none()
    };
    let words = |span: &Span| text(span).iter().filter(|c| han(**c)).count() >= 2;
    let begins: Vec<usize> = (0..sheet.lines.len())
        .filter(|number| {
            let pieces = pieces(*number);
            pieces.iter().filter(|span| signed(span)).count() == 1 && !pieces.iter().any(plain)
        })
        .collect();
    let mut found = Vec::new();
    for (at, &first) in begins.iter().enumerate() {
        let next = begins.get(at + 1).copied().unwrap_or(sheet.lines.len());
        let cell = |span: &Span| sheet.cell(std::slice::from_ref(span));
        let head = pieces(first);
        let below: Vec<Span> = (first + 1..next.min(first + LINES)).flat_map(pieces).collect();
        // The last block of a page ends before the foot of the page: at its balance.
        let balance = below.iter().find(|span| plain(span));
        let Some(balance) = balance else { continue };
        let own = |span: &&Span| span.line <= balance.line;
        let dated = |span: &&Span| day(&text(span), 0).is_some();
        found.push(Block {
            day: head.iter().chain(below.iter().filter(own)).find(dated).and_then(cell),
            summary: head.iter().find(|span| words(span)).and_then(cell),
            amount: head.iter().find(|span| signed(span)).and_then(cell),
            balance: cell(balance),
            counterparty: below.iter().filter(own).find(|span| words(span)).and_then(cell),
        });
    }
    found.retain(|block| block.day.as_ref().is_some_and(|cell| day(&folded(&cell.text), 0).is_some()));
    found
}
