//! Rows that stand elsewhere than their balances, their times and their numbers say.
//!
//! Banks print the transactions of one day in an order of their own, and do it every day. One day out of many in
//! which the balances follow in another order than the rows stand is a row that was moved, or a booking that was
//! put in between.

use super::ROW_ORDER;
use super::chain::Followed;
use super::layout::{Order, ordered};
use super::rows::{Row, Transactions};
use crate::forensics::logic::said::{at, weighing};
use crate::forensics::{Finding, Strength};

/// Days of several transactions that must stand in order before one that does not means anything.
const ORDERLY: usize = 4;

/// The row that stands out of order, once on a whole statement.
pub(super) fn check(rows: &Transactions<'_>, order: Order, followed: &Followed) -> Option<Finding> {
    let order = ordered(&rows.rows, order);
    let by_balance = match *followed.shuffled.as_slice() {
        [row] if followed.orderly >= ORDERLY => Some(row),
        _ => None,
    };
    let by_time = late(rows, &order, |row| row.time.map(u64::from));
    let by_serial = late(rows, &order, |row| row.serial.map(|(_, serial)| serial));
    // Rows may have a time of order and one of booking: alone it is a hint.
    let row = by_balance.or(by_time)?;
    let day = |row: usize| rows.rows.get(row).and_then(Row::day);
    let agrees = |other: Option<usize>| other.is_some_and(|other| day(other) == day(row));
    let sure = by_balance.is_some() && (agrees(by_time) || agrees(by_serial));
    let this = rows.rows.get(row)?;
    let place = this.balance.or(this.amount).and_then(|figure| figure.said.place).or(this.date?.0.place);
    let finding = at(&ROW_ORDER, place, &[("row", this.line.to_string())]);
    Some(weighing(finding, if sure { Strength::Medium } else { Strength::Weak }))
}

/// The one row of a day that comes after a later one by what `of` says, where all other pairs of one day are in
/// order, whichever way they run.
fn late(rows: &Transactions<'_>, order: &[usize], of: impl Fn(&Row<'_>) -> Option<u64>) -> Option<usize> {
    let (mut up, mut down) = (Vec::new(), Vec::new());
    for pair in order.windows(2) {
        let &[before, after] = pair else { continue };
        let (Some(a), Some(b)) = (rows.rows.get(before), rows.rows.get(after)) else { continue };
        if a.day().is_none() || a.day() != b.day() {
            continue;
        }
        let (Some(first), Some(second)) = (of(a), of(b)) else { continue };
        match first.cmp(&second) {
            std::cmp::Ordering::Less => up.push(after),
            std::cmp::Ordering::Greater => down.push(after),
            std::cmp::Ordering::Equal => {}
        }
    }
    let (few, many) = if up.len() < down.len() { (up, down) } else { (down, up) };
    match *few.as_slice() {
        [row] if many.len() >= ORDERLY => Some(row),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "the words that banks print")]
mod tests {
    use super::super::check;
    use super::*;
    use crate::forensics::logic::fixture::{paper, table};
    use crate::forensics::logic::id_number::Day;
    use crate::forensics::papers::{Kind, Paper};

    fn statement(timed: bool, lines: &[(u32, u32, i64)]) -> Paper {
        let mut balance = 900_000;
        let mut rows = Vec::new();
        for &(day, minute, by) in lines {
            balance += by;
            let time = if timed { format!(" 09:{minute:02}:00") } else { String::new() };
            rows.push(vec![
                format!("2026-01-{day:02}{time}"),
                "消费".to_owned(),
                format!("{}.{:02}", by / 100, by.abs() % 100),
                format!("{}.{:02}", balance / 100, balance % 100),
            ]);
        }
        let mut made = paper(Kind::BankStatement, &[]);
        made.tables.push(table(&["date", "summary", "amount", "balance"], &rows));
        made
    }

    fn found(paper: &Paper) -> Vec<(String, Strength)> {
        let findings = check(paper, Day::new(2026, 6, 30).unwrap()).unwrap();
        findings.into_iter().map(|finding| (finding.rule, finding.strength)).collect()
    }

    fn lines() -> Vec<(u32, u32, i64)> {
        (0..18_u32).map(|n| (1 + n / 3, 5 + n % 3 * 7, -1_000 - i64::from(n) * 137)).collect()
    }

    #[test]
    fn one_row_moved_is_told_and_more_surely_with_its_time() {
        for (timed, strength) in [(true, Strength::Medium), (false, Strength::Weak)] {
            let honest = statement(timed, &lines());
            assert_eq!(found(&honest), []);
            let mut moved = honest.clone();
            moved.tables[0].rows.swap(7, 8);
            assert_eq!(found(&moved), [(ROW_ORDER.key.to_owned(), strength)]);
        }
    }

    #[test]
    fn a_bank_with_an_order_of_its_own_is_left_alone() {
        let mut paper = statement(true, &lines());
        paper.tables[0].rows.swap(7, 8);
        paper.tables[0].rows.swap(3, 4);
        assert_eq!(found(&paper), []);
        // Few days to compare with.
        let mut short = statement(true, &lines()[..9]);
        short.tables[0].rows.swap(7, 8);
        assert!(found(&short).iter().all(|(_, strength)| *strength == Strength::Weak));
    }

    #[test]
    fn a_time_that_the_balances_do_not_share_is_a_hint() {
        let mut lines = lines();
        lines[7].1 = 55;
        assert_eq!(found(&statement(true, &lines)), [(ROW_ORDER.key.to_owned(), Strength::Weak)]);
    }
}
