//! Rows that can change places or go without a trace in the lines of the table.

use super::super::super::Random;
use super::super::Document;
use super::super::sheet::{Item, Tag};
use super::plan::{cell, printed};
use super::{EditKind, Move, Plan};

/// Money of a row and of its neighbours: what the running balance compares.
pub(super) fn beside(row: usize) -> Vec<Tag> {
    (row.saturating_sub(1)..=row + 1)
        .flat_map(|row| ["balance", "income", "expense", "amount", "direction"].map(|key| cell(key, row)))
        .collect()
}

/// Rows of one line, inside one page, with such neighbours: they can be moved without a trace in the lines.
pub(super) fn moved(kind: EditKind, document: &Document, random: &mut Random) -> Option<Plan> {
    let rows = &document.content.rows;
    let single = |row: usize| {
        let on: Vec<usize> = (0..document.sheets.len())
            .filter(|page| {
                document.sheets[*page].runs().any(|run| run.tag.is_some_and(|tag| tag.row == Some(row)))
            })
            .collect();
        let twice = ["summary", "counterparty", "counterparty_account"]
            .iter()
            .any(|key| printed(document, cell(key, row)) > 1);
        (!twice && on.len() == 1).then(|| on[0])
    };
    // Rows in groups of a month stay in their month, and what is below a gone row keeps its place there.
    let grouped = document.template == "bank_monthly";
    if grouped && kind == EditKind::RowDeleted {
        return None;
    }
    let month = |row: usize| rows[row].get("date").and_then(|date| date.get(..7));
    let able: Vec<usize> = (1..rows.len().checked_sub(2)?)
        .filter(|row| {
            let pages = [row - 1, *row, row + 1].map(single);
            // What moves up must not lie under a seal.
            let free = kind == EditKind::RowsSwapped
                || pages[1].is_some_and(|page| !sealed_below(document, page, *row));
            free && pages[0].is_some()
                && pages[0] == pages[1]
                && pages[1] == pages[2]
                && (!grouped || month(*row) == month(row + 1))
                && rows[*row].get("amount") != rows[row + 1].get("amount")
        })
        .collect();
    let row = *able.get(random.below(able.len()))?;
    let (rows, partners) = if kind == EditKind::RowDeleted {
        (Move::Delete(row), beside(row))
    } else {
        (Move::Swap(row, row + 1), [beside(row), beside(row + 1)].concat())
    };
    Some(Plan { kind, key: "balance", changes: Vec::new(), rows: Some(rows), partners })
}

/// Whether a seal lies over this row or one below it.
fn sealed_below(document: &Document, page: usize, row: usize) -> bool {
    let Some(sheet) = document.sheets.get(page) else { return true };
    let middles =
        || sheet.runs().filter(|run| run.tag.is_some_and(|tag| tag.row.is_some_and(|own| own >= row)));
    let top = middles().map(|run| run.y - run.em).fold(f32::MAX, f32::min);
    let low = middles().map(|run| run.y + run.em).fold(0.0, f32::max);
    sheet.items.iter().any(|item| match item {
        Item::Seal(seal) => seal.area().y < low && seal.area().bottom() > top,
        _ => false,
    })
}
