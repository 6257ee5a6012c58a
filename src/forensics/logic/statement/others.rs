//! Dates and serial numbers of a statement's rows.

use super::layout::{Order, ordered};
use super::rows::Transactions;
use super::{DATE, DATE_ORDER, FUTURE, PERIOD, SERIAL};
use crate::forensics::logic::id_number::Day;
use crate::forensics::logic::normal::{Dated, count, date};
use crate::forensics::logic::said::{POOR, Said, at, weighing};
use crate::forensics::papers::Paper;
use crate::forensics::{Finding, Strength};

/// A payment may be booked some days after it was made, and some banks print one date, some the other.
const BOOKING_DAYS: i64 = 4;
/// Transactions outside the period from here on say that the period was read wrongly, not the rows.
const MANY: usize = 3;

pub(super) fn check(paper: &Paper, rows: &Transactions<'_>, order: Order, today: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    let field_day = |key| Said::field(paper, key).and_then(|said| date(said.text).day());
    // Many rows after the day of printing: that day was read wrongly.
    let after = |last: Day| rows.rows.iter().filter_map(super::Row::day).filter(|day| *day > last).count();
    let printed = field_day("printed_on").filter(|printed| after(*printed) < MANY);
    let last = printed.map_or(today, |printed| printed.min(today));
    let (from, to) = (field_day("period_from"), field_day("period_to"));
    let mut outside = Vec::new();
    for row in &rows.rows {
        let Some((said, dated)) = row.date else { continue };
        let facts = [("row", row.line.to_string()), ("date", said.text.trim().chars().take(24).collect())];
        let found = |rule| weighed(at(rule, said.place, &facts), &said);
        match dated {
            Dated::Impossible => findings.push(found(&DATE)),
            Dated::Day(day) if day > last => findings.push(found(&FUTURE)),
            Dated::Day(day) => {
                let early = from.is_some_and(|from| count(from) - count(day) > 0);
                let late = to.is_some_and(|to| count(day) - count(to) > 0);
                if early || late {
                    outside.push(found(&PERIOD));
                }
            }
            Dated::Not => {}
        }
    }
    if outside.len() < MANY {
        findings.extend(outside);
    }
    findings.extend(turned_dates(rows, order));
    findings.extend(serials(rows));
    findings.truncate(12);
    findings
}

fn weighed(finding: Finding, said: &Said<'_>) -> Finding {
    let strength = if said.confidence < POOR { Strength::Weak } else { finding.strength };
    let strength = if said.sure() { strength } else { strength.min(Strength::Weak) };
    weighing(finding, strength)
}

/// A row whose date lies apart from both neighbours, which themselves are in order.
fn turned_dates(rows: &Transactions<'_>, order: Order) -> Vec<Finding> {
    let dated: Vec<(usize, i64)> = ordered(&rows.rows, order)
        .into_iter()
        .filter_map(|row| Some((row, count(rows.rows.get(row)?.day()?))))
        .collect();
    let mut findings = Vec::new();
    for window in dated.windows(3) {
        let &[(_, before), (row, this), (_, after)] = window else { continue };
        let astray = this + BOOKING_DAYS < before || this > after + BOOKING_DAYS;
        if before > after || !astray {
            continue;
        }
        let Some(row) = rows.rows.get(row) else { continue };
        let Some((said, _)) = row.date else { continue };
        let facts = [("row", row.line.to_string()), ("date", said.text.trim().chars().take(24).collect())];
        findings.push(weighed(at(&DATE_ORDER, said.place, &facts), &said));
    }
    // Transactions that are no chronicle (sorted by amount, or read from columns side by side) break everywhere.
    if findings.len() > dated.len() / 10 + 1 { Vec::new() } else { findings }
}

/// Serial numbers that leap or come twice, where all others count on by one.
fn serials(rows: &Transactions<'_>) -> Vec<Finding> {
    let numbered: Vec<_> = rows.rows.iter().filter_map(|row| Some((row, row.serial?))).collect();
    let mut findings = Vec::new();
    let mut regular = 0;
    for pair in numbered.windows(2) {
        let [(_, (_, one)), (row, (said, two))] = pair else { continue };
        if one.abs_diff(*two) == 1 {
            regular += 1;
        } else if *two != 1 {
            let facts =
                [("row", row.line.to_string()), ("before", one.to_string()), ("serial", two.to_string())];
            findings.push(at(&SERIAL, said.place, &facts));
        }
    }
    if findings.len() * 8 > regular { Vec::new() } else { findings }
}
