//! Bank statements: the balance followed row by row, totals, dates, serial numbers, the rhythm of the salary.
//!
//! The rule is the arithmetic of an account: `balance[i] = balance[i−1] ± amount[i]`. It is exact in fen and
//! independent of the bank, and whoever changes one figure must change every balance after it.

mod accounts;
mod chain;
mod layout;
mod moved;
mod others;
mod rows;
pub mod salary;
mod telling;
mod totals;
mod trail;

use self::layout::{Order, Signs};
pub(in crate::forensics) use self::rows::direction;
use self::rows::{Figure, Row, Transactions};
use self::telling::Teller;
use super::id_number::Day;
use super::said::Said;
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Kind, Paper, Table};
use crate::forensics::{Family, Finding, Strength};

const BALANCE: RuleDeclaration = rule("logic.statement.balance", Strength::Strong);
const AMOUNT: RuleDeclaration = rule("logic.statement.amount", Strength::Strong);
const STEP: RuleDeclaration = rule("logic.statement.step", Strength::Strong);
const INSERTED: RuleDeclaration = rule("logic.statement.inserted", Strength::Strong);
const REPEATED: RuleDeclaration = rule("logic.statement.repeated", Strength::Medium);
const MISSING: RuleDeclaration = rule("logic.statement.missing_rows", Strength::Medium);
const PAGE_GAP: RuleDeclaration = rule("logic.statement.page_gap", Strength::Medium);
const DIRECTION: RuleDeclaration = rule("logic.statement.direction", Strength::Medium);
const OPENING: RuleDeclaration = rule("logic.statement.opening", Strength::Strong);
const CLOSING: RuleDeclaration = rule("logic.statement.closing", Strength::Strong);
const TOTAL: RuleDeclaration = rule("logic.statement.total", Strength::Strong);
const COUNT: RuleDeclaration = rule("logic.statement.count", Strength::Medium);
const DATE: RuleDeclaration = rule("logic.statement.date", Strength::Medium);
const FUTURE: RuleDeclaration = rule("logic.statement.future", Strength::Medium);
const DATE_ORDER: RuleDeclaration = rule("logic.statement.date_order", Strength::Medium);
const PERIOD: RuleDeclaration = rule("logic.statement.period", Strength::Medium);
const ROW_ORDER: RuleDeclaration = rule("logic.statement.row_order", Strength::Medium);
const SERIAL: RuleDeclaration = rule("logic.statement.serial", Strength::Weak);
const SALARY_DAY: RuleDeclaration = rule("logic.statement.salary_day", Strength::Weak);
const SALARY_PAYER: RuleDeclaration = rule("logic.statement.salary_payer", Strength::Medium);

const RULES: [RuleDeclaration; 20] = [
    BALANCE,
    AMOUNT,
    STEP,
    INSERTED,
    REPEATED,
    MISSING,
    PAGE_GAP,
    DIRECTION,
    OPENING,
    CLOSING,
    TOTAL,
    COUNT,
    DATE,
    FUTURE,
    DATE_ORDER,
    PERIOD,
    ROW_ORDER,
    SERIAL,
    SALARY_DAY,
    SALARY_PAYER,
];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// Bank statements.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.statement",
    family: Family::Logic,
    version: 1,
    needs: "the rows of a bank statement with amounts and balances",
    blind_to: "a statement computed anew from the changed row on, and rows chosen by a filter",
    off_when: &["no-such-paper", "balance-not-followed"],
    rules: &RULES,
};

/// More places of one statement help nobody.
const MOST_FINDINGS: usize = 12;

/// Checks a statement; `Err` says why it could not be followed.
///
/// # Errors
/// The reason, from [`crate::forensics::detectors::REASONS`]: another kind of paper, or balances that follow in
/// no way that is known.
pub fn check(paper: &Paper, today: Day) -> Result<Vec<Finding>, &'static str> {
    if paper.kind != Kind::BankStatement {
        return Err("no-such-paper");
    }
    let mut findings = Vec::new();
    let mut followed = false;
    for table in &paper.tables {
        if let Some(found) = check_table(paper, table, today) {
            findings.extend(found);
            followed = true;
        }
    }
    if followed { Ok(findings) } else { Err("balance-not-followed") }
}

fn check_table(paper: &Paper, table: &Table, today: Day) -> Option<Vec<Finding>> {
    let mut all = rows::read(table);
    let currencies = by_currency(&mut all);
    let accounts: Vec<Transactions<'_>> =
        std::iter::once(all).chain(currencies).flat_map(accounts::parted).collect();
    let single = accounts.len() == 1;
    let mut findings = Vec::new();
    let mut followed = false;
    for part in accounts {
        if part.rows.len() < 2 {
            continue;
        }
        let Some(signs_and_order) = layout::find(&part.rows) else { continue };
        let ends = if single { Ends::of(paper, &part) } else { Ends::default() };
        // What a statement of several accounts sums up is anybody's guess.
        let summed = single.then_some(paper);
        if let Some(found) = check_rows(paper, summed, &part, &ends, signs_and_order, today) {
            findings.extend(found);
            followed = true;
        }
    }
    followed.then_some(findings)
}

/// Each currency has a balance of its own: all but the first are taken out.
fn by_currency<'a>(all: &mut Transactions<'a>) -> Vec<Transactions<'a>> {
    let mut names: Vec<String> = all.rows.iter().filter_map(|row| row.currency.clone()).collect();
    names.sort();
    names.dedup();
    // A column of many names is no currency.
    if names.len() < 2 || names.len() > 6 {
        return Vec::new();
    }
    let mut parts = Vec::new();
    for name in names.iter().skip(1) {
        let mut part = Transactions::default();
        let (taken, left) =
            all.rows.drain(..).partition(|row: &Row<'_>| row.currency.as_deref() == Some(name.as_str()));
        (part.rows, all.rows) = (taken, left);
        parts.push(part);
    }
    parts
}

/// What the head and the foot of a statement say.
#[derive(Debug, Default)]
struct Ends<'a> {
    opening: Option<Figure<'a>>,
    closing: Option<Figure<'a>>,
}

impl<'a> Ends<'a> {
    fn of(paper: &'a Paper, rows: &Transactions<'a>) -> Self {
        let figure = |key| Said::field(paper, key).map(|said| Figure { said, fen: said.fen() });
        let single = paper.tables.len() == 1;
        // A seal or the edge of the page may cut a figure off: fen stand on all of them or on none.
        let pointed =
            rows.rows.iter().filter_map(|row| row.balance).all(|figure| figure.said.text.contains('.'));
        let entire = |figure: &Figure<'_>| !pointed || figure.said.text.contains('.');
        Self {
            opening: rows.opening.or_else(|| figure("opening_balance").filter(|_| single)).filter(entire),
            closing: rows.closing.or_else(|| figure("closing_balance").filter(|_| single)).filter(entire),
        }
    }
}

fn check_rows<'a>(
    paper: &'a Paper,
    summed: Option<&'a Paper>,
    rows: &Transactions<'a>,
    ends: &Ends<'a>,
    (signs, order): (Signs, Order),
    today: Day,
) -> Option<Vec<Finding>> {
    let fen = |figure: Option<Figure<'_>>| figure.and_then(|figure| figure.fen);
    let followed = chain::follow(rows, fen(ends.opening), fen(ends.closing), (signs, order));
    let errors = followed.breaks.len();
    let enough = followed.held >= 1 && followed.held >= errors && errors < chain::MOST_TOLD;
    if !enough || errors > followed.steps / 3 + 1 {
        return None;
    }
    let most =
        if followed.held >= 3 && followed.held >= errors * 2 { Strength::Strong } else { Strength::Medium };
    let teller = Teller { rows, ends, signs, order, shuffled: !followed.shuffled.is_empty(), most };
    let mut findings: Vec<Finding> =
        followed.breaks.iter().take(MOST_FINDINGS).filter_map(|found| teller.tell(*found)).collect();
    findings.extend(summed.map(|paper| totals::check(paper, rows, signs, &followed)).unwrap_or_default());
    findings.extend(others::check(paper, rows, order, today));
    findings.extend(moved::check(rows, order, &followed));
    findings.extend(salary::check(rows, signs));
    Some(findings)
}

#[cfg(test)]
mod tests;
