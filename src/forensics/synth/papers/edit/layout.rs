//! Edits of the tuning set: the page is set anew, in the same font, with paper below the new text.

use super::super::Document;
use super::super::content::shaped;
use super::super::render::Rendered;
use super::super::sheet::Item;
use super::{Move, Places, Plan, middles};

/// Changes the pages; returns the old places of what was changed, on the pages as they were drawn before.
/// The new places are found by rendering again.
pub fn apply(document: &mut Document, plan: &Plan, before: &[Rendered]) -> Places {
    let mut places = Places::new();
    for change in &plan.changes {
        for (page, rendered) in before.iter().enumerate() {
            let old = rendered.words.iter().filter(|drawn| drawn.tag == Some(change.tag)).nth(change.part);
            let Some(old) = old else { continue };
            places.push((page, old.word.flat));
            let Some(sheet) = document.sheets.get_mut(page) else { continue };
            if let Some(run) = sheet.runs_mut().filter(|run| run.tag == Some(change.tag)).nth(change.part) {
                run.text = shaped(&change.value, run.shape);
                run.covered = Some(old.word.flat);
            }
        }
    }
    if let Some(rows) = plan.rows {
        for (page, rendered) in before.iter().enumerate() {
            let middles = middles(&rendered.words);
            let at = |row: usize| middles.iter().find(|(own, _)| *own == row).map(|(_, y)| *y);
            let goes = |row: usize| -> Option<f32> {
                let to = match rows {
                    Move::Swap(a, b) if row == a => b,
                    Move::Swap(a, b) if row == b => a,
                    Move::Delete(gone) if row > gone => row - 1,
                    _ => return Some(0.0),
                };
                Some(at(to)? - at(row)?)
            };
            let Some(sheet) = document.sheets.get_mut(page) else { continue };
            let first = match rows {
                Move::Swap(a, _) | Move::Delete(a) => a,
            };
            if at(first).is_none() {
                continue;
            }
            if let Move::Delete(gone) = rows {
                sheet.items.retain(
                    |item| !matches!(item, Item::Run(run) if run.tag.is_some_and(|tag| tag.row == Some(gone))),
                );
            }
            for run in sheet.runs_mut() {
                if let Some(shift) = run.tag.and_then(|tag| tag.row).and_then(goes) {
                    run.y += shift;
                }
            }
            for drawn in &rendered.words {
                let row = drawn.tag.and_then(|tag| tag.row);
                let touched = match rows {
                    Move::Swap(a, b) => row == Some(a) || row == Some(b),
                    Move::Delete(gone) => row.is_some_and(|row| row >= gone),
                };
                if touched {
                    places.push((page, drawn.word.flat));
                }
            }
        }
    }
    places
}
