//! The rhythm of the salary in a statement: who pays it, how often, on which days.

#![expect(clippy::non_ascii_literal, reason = "the words that banks print")]

use std::collections::BTreeMap;

use super::layout::{Change, Signs, change, find};
use super::rows::{Row, Transactions, read};
use super::{SALARY_DAY, SALARY_PAYER};
use crate::forensics::Finding;
use crate::forensics::logic::id_number::Day;
use crate::forensics::logic::normal::{name, weekday};
use crate::forensics::logic::said::{Said, at};
use crate::forensics::papers::{Kind, Paper, Place};

const SALARY: [&str; 6] = ["工资", "代发", "薪金", "薪酬", "薪资", "劳务费"];
/// Fewer months have no rhythm.
const FEWEST: usize = 3;

/// One payment of salary.
#[derive(Debug, Clone)]
pub struct Payment {
    /// When.
    pub day: Option<Day>,
    /// How much, in fen.
    pub fen: i64,
    /// From whom, for comparing; empty when it is not printed.
    pub payer: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// Line of the statement, from 1.
    pub line: usize,
    /// How sure its amount is.
    pub confidence: f32,
}

fn payments_of(rows: &[Row<'_>], signs: Signs) -> Vec<Payment> {
    let mut found = Vec::new();
    for row in rows {
        if !SALARY.iter().any(|word| row.purpose.contains(word)) {
            continue;
        }
        let fen = match change(row, signs) {
            Change::By(by) if by > 0 => by,
            Change::Size(size) => size,
            _ => continue,
        };
        let figure = super::chain::amount_figure(row, signs);
        found.push(Payment {
            day: row.day(),
            fen,
            payer: row.counterparty.map(|said: Said<'_>| name(said.text)).unwrap_or_default(),
            place: figure.and_then(|figure| figure.said.place),
            line: row.line,
            confidence: figure.map_or(0.0, |figure| figure.said.confidence),
        });
    }
    found
}

/// The salary payments of a statement, in the order of the paper.
#[must_use]
pub fn payments(paper: &Paper) -> Vec<Payment> {
    if paper.kind != Kind::BankStatement {
        return Vec::new();
    }
    let mut found = Vec::new();
    for table in &paper.tables {
        let rows = read(table);
        if let Some((signs, _)) = find(&rows.rows) {
            found.extend(payments_of(&rows.rows, signs));
        }
    }
    found
}

/// The sum of a month's payments, for the months that have any: median over the months, in fen.
#[must_use]
pub fn monthly(payments: &[Payment]) -> Option<i64> {
    let mut months: BTreeMap<(u32, u32), i64> = BTreeMap::new();
    for payment in payments {
        let Some(day) = payment.day else { continue };
        let sum = months.entry((day.year, day.month)).or_default();
        *sum = sum.saturating_add(payment.fen);
    }
    if months.len() < FEWEST {
        return None;
    }
    let mut sums: Vec<i64> = months.into_values().collect();
    sums.sort_unstable();
    sums.get(sums.len() / 2).copied()
}

pub(super) fn check(rows: &Transactions<'_>, signs: Signs) -> Vec<Finding> {
    let payments = payments_of(&rows.rows, signs);
    if payments.len() < FEWEST {
        return Vec::new();
    }
    let mut findings = Vec::new();
    // Payments run by machine on any day; only a pay-roll that is paid on rest days as a rule is worth a word.
    let days: Vec<Day> = payments.iter().filter_map(|payment| payment.day).collect();
    let resting = days.iter().filter(|day| weekday(**day) >= 5).count();
    if days.len() >= FEWEST && resting * 2 > days.len() {
        let facts = [("count", resting.to_string()), ("of", days.len().to_string())];
        let place = payments.first().and_then(|payment| payment.place);
        findings.push(at(&SALARY_DAY, place, &facts));
    }
    // One month from somebody else, between months from the same payer.
    let mut payers: BTreeMap<&str, usize> = BTreeMap::new();
    for payment in &payments {
        if !payment.payer.is_empty() {
            *payers.entry(&payment.payer).or_default() += 1;
        }
    }
    let usual = payers.iter().max_by_key(|(_, count)| **count).map(|(payer, count)| (*payer, *count));
    if let Some((usual, count)) = usual
        && count >= FEWEST
    {
        for (at_index, payment) in payments.iter().enumerate() {
            let inside = at_index > 0 && at_index + 1 < payments.len();
            let other = !payment.payer.is_empty() && payment.payer != usual;
            // A reader loses a character: nearly the same name is the same name.
            if inside && other && !alike(&payment.payer, usual) {
                let facts = [("row", payment.line.to_string()), ("usual", usual.chars().take(40).collect())];
                findings.push(at(&SALARY_PAYER, payment.place, &facts));
            }
        }
    }
    findings.truncate(4);
    findings
}

/// Whether two names differ in less than a fifth of their characters, or one is the beginning of the other.
#[must_use]
pub fn alike(a: &str, b: &str) -> bool {
    if a.starts_with(b) || b.starts_with(a) || a.ends_with(b) || b.ends_with(a) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(60).collect(), b.chars().take(60).collect());
    let mut line: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        line[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let swap = corner + usize::from(x != y);
            corner = line[j + 1];
            line[j + 1] = swap.min(corner + 1).min(line[j] + 1);
        }
    }
    line.last().is_some_and(|distance| distance * 5 < a.len().max(b.len()))
}
