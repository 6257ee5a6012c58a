//! Totals of a statement against the sums of its rows.

use super::chain::{Followed, REVERSALS};
use super::layout::{Change, Signs, change};
use super::rows::Transactions;
use super::{COUNT, TOTAL};
use crate::forensics::logic::normal::{dense, shown};
use crate::forensics::logic::said::{Said, amount_slips, at, judged, weighing};
use crate::forensics::papers::Paper;
use crate::forensics::{Finding, Strength};

/// Sums and numbers of rows, of money coming in (1) or going out (−1).
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sum {
    total: i64,
    count: i64,
}

fn sums(changes: &[Change], sign: i64) -> Option<Sum> {
    let mut sum = Sum::default();
    for change in changes {
        let Change::By(by) = *change else { return None };
        if by.signum() == sign {
            sum.total = sum.total.checked_add(by.checked_abs()?)?;
            sum.count += 1;
        }
    }
    Some(sum)
}

/// The sums a statement prints: field, the word of it in the message, the direction (0 for both).
const TOTALS: [(&str, &str, i64); 2] = [("total_in", "in", 1), ("total_out", "out", -1)];
const COUNTS: [(&str, &str, i64); 3] = [("count_in", "in", 1), ("count_out", "out", -1), ("count", "all", 0)];

/// Checks totals and counts. They say something only when every row was read and the balances follow. A missing
/// page or an unread row is no longer an explanation where opening and closing balance fit too, or where another
/// of the printed sums is that of the rows.
pub(super) fn check(
    paper: &Paper,
    rows: &Transactions<'_>,
    signs: Signs,
    followed: &Followed,
) -> Vec<Finding> {
    if !followed.breaks.is_empty() || paper.tables.len() != 1 {
        return Vec::new();
    }
    let changes: Vec<Change> = rows.rows.iter().map(|row| change(row, signs)).collect();
    let zero = changes.iter().filter(|change| **change == Change::By(0)).count();
    // A row of 0.00 is counted by some banks.
    let slack = i64::try_from(zero).unwrap_or(i64::MAX);
    let mut whole = followed.whole;
    let mut totals = Vec::new();
    for (key, which, sign) in TOTALS {
        let (Some(said), Some(sum)) = (Said::field(paper, key), sums(&changes, sign)) else { continue };
        let Some(printed) = said.fen() else { continue };
        if fits(&changes, rows, sign, printed, sum.total) {
            whole |= sum.count > 0 && printed.abs() == sum.total;
        } else {
            totals.push((said, which, sum.total, printed));
        }
    }
    let mut counts = Vec::new();
    for (key, which, sign) in COUNTS {
        let (Some(said), Some(sum)) = (Said::field(paper, key), sums(&changes, sign)) else { continue };
        let figures: String = dense(said.text).chars().filter(char::is_ascii_digit).collect();
        let Ok(printed) = figures.parse::<i64>() else { continue };
        let count = if sign == 0 { i64::try_from(rows.rows.len()).unwrap_or(i64::MAX) } else { sum.count };
        if (printed - count).abs() > slack {
            counts.push((said, which, count, printed));
        } else {
            // Few rows are counted alike by chance.
            whole |= count > 4;
        }
    }
    let mut findings = Vec::new();
    for (said, which, sum, printed) in totals {
        let facts = [("which", which.to_owned()), ("expected", shown(sum)), ("read", shown(printed))];
        let wanted = if printed < 0 { -sum } else { sum };
        let slips = amount_slips(said.text, wanted);
        let finding = judged(&TOTAL, &said, &slips, &facts);
        let most = match (whole, slips.is_empty()) {
            (true, _) => Strength::Strong,
            (false, false) => Strength::Medium,
            // All of another period, or of pages that are not here.
            (false, true) => Strength::Weak,
        };
        let strength = finding.strength.min(most);
        findings.push(weighing(finding, strength));
    }
    // A wrong total beside a wrong count is a page that is not here.
    if !whole && !findings.is_empty() {
        return findings;
    }
    for (said, which, count, printed) in counts {
        let facts =
            [("which", which.to_owned()), ("expected", count.to_string()), ("read", printed.to_string())];
        let finding = at(&COUNT, said.place, &facts);
        let strength = if whole && said.sure() { finding.strength } else { Strength::Weak };
        findings.push(weighing(finding, strength));
    }
    findings
}

/// Whether a printed total is the sum in one of the ways banks count: without sign, reversals taken off, or of one
/// page.
fn fits(changes: &[Change], rows: &Transactions<'_>, sign: i64, printed: i64, total: i64) -> bool {
    let printed = printed.abs();
    let mut per_page: std::collections::BTreeMap<Option<u32>, i64> = std::collections::BTreeMap::new();
    // Columns with reversals in red: the sum of what stands in the column, whatever its sign.
    let mut column = 0_i64;
    // What rows that take another back moved, in this direction and in the other one.
    let (mut own, mut other) = (0_i64, 0_i64);
    for (row, change) in rows.rows.iter().zip(changes) {
        let Change::By(by) = *change else { continue };
        if by.signum() == sign {
            let sum = per_page.entry(row.page()).or_default();
            *sum = sum.saturating_add(by.saturating_abs());
        }
        let figure = if sign > 0 { row.income } else { row.expense };
        let stands = figure.and_then(|figure| figure.fen).unwrap_or(0);
        column = column.saturating_add(stands);
        if REVERSALS.iter().any(|word| row.purpose.contains(word)) {
            let of = if by.signum() == sign { &mut own } else { &mut other };
            *of = of.saturating_add(by.saturating_abs());
        }
    }
    // A reversal is counted where its money goes, is no transaction, or lowers what it takes back.
    let without = [0, own, other, own.saturating_add(other)];
    without.iter().any(|taken| total.saturating_sub(*taken) == printed)
        || per_page.values().any(|sum| *sum == printed)
        || column.saturating_abs() == printed
}
