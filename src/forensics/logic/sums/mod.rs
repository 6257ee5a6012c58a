//! Sums of contracts, invoices and proofs of income: what is written twice must be equal, and parts must make
//! the whole.

mod contract;
mod equations;
mod invoice;
pub mod rates;

use self::equations::{Equation, Figure};
use super::amount::{self, Spelt, spelled, spelt};
use super::normal::shown;
use super::said::{Said, at, weighing};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Kind, Paper};
use crate::forensics::{Family, Finding, Strength};

static UNIT_PRICE: RuleDeclaration = rule("logic.sums.unit_price", Strength::Strong);
static PARTS: RuleDeclaration = rule("logic.sums.parts", Strength::Strong);
static RENT: RuleDeclaration = rule("logic.sums.rent", Strength::Medium);
static YEARLY: RuleDeclaration = rule("logic.sums.yearly", Strength::Medium);
static LINE: RuleDeclaration = rule("logic.sums.line", Strength::Strong);
static LINES: RuleDeclaration = rule("logic.sums.lines", Strength::Strong);
static TAX: RuleDeclaration = rule("logic.sums.tax", Strength::Strong);
static GROSS: RuleDeclaration = rule("logic.sums.gross", Strength::Strong);
static RATE: RuleDeclaration = rule("logic.sums.rate", Strength::Medium);
static DIFFERS: RuleDeclaration = amount::DIFFERS;

const RULES: [RuleDeclaration; 9] = [
    rule("logic.sums.unit_price", Strength::Strong),
    rule("logic.sums.parts", Strength::Strong),
    rule("logic.sums.rent", Strength::Medium),
    rule("logic.sums.yearly", Strength::Medium),
    rule("logic.sums.line", Strength::Strong),
    rule("logic.sums.lines", Strength::Strong),
    rule("logic.sums.tax", Strength::Strong),
    rule("logic.sums.gross", Strength::Strong),
    rule("logic.sums.rate", Strength::Medium),
];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// Sums of contracts, invoices and proofs of income.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.sums",
    family: Family::Logic,
    version: 1,
    needs: "two figures that must agree: words, unit price and area, parts and whole, net, tax and total",
    blind_to: "a paper on which every figure was changed in step",
    off_when: &["no-such-paper", "nothing-to-compare"],
    rules: &RULES,
};

/// Checks the sums of a paper.
///
/// # Errors
/// The reason why there was nothing to check.
pub fn check(paper: &Paper) -> Result<Vec<Finding>, &'static str> {
    match paper.kind {
        Kind::PurchaseContract | Kind::LeaseContract | Kind::IncomeProof => Ok(contract::check(paper)),
        Kind::VatInvoice => Ok(invoice::check(paper)),
        _ if Said::field(paper, "other_amount").is_some() => Ok(contract::check(paper)),
        _ => Err("no-such-paper"),
    }
}

/// What words say, in fen, and whether they are numerals that make no number.
fn in_words(text: &str) -> (Option<i64>, bool) {
    match spelt(text) {
        Spelt::Fen(fen) => (i64::try_from(fen).ok(), false),
        Spelt::Broken => (None, true),
        Spelt::Unread => (None, false),
    }
}

/// Ties a figure to its words. Words that make no number are a finding of their own.
fn words_equation<'a>(
    paper: &'a Paper,
    key: &str,
    figure: Option<usize>,
    figures: &mut Vec<Figure<'a>>,
    equations: &mut Vec<Equation<'a>>,
    findings: &mut Vec<Finding>,
) {
    let Some(said) = Said::field(paper, key) else { return };
    let (Some(index), (value, broken)) = (figure, in_words(said.text)) else { return };
    let Some(number) = figures.get(index).map(|figure| figure.value) else { return };
    if broken {
        let expected = spelled(number.unsigned_abs());
        let finding = at(&amount::WORDS, said.place, &[("figures", shown(number)), ("expected", expected)]);
        // Words are long and often written by hand: an unsure reading of them says little.
        let strength = if said.sure() { finding.strength } else { Strength::Weak };
        findings.push(weighing(finding, strength));
        return;
    }
    let Some(value) = value else { return };
    // A figure in a column headed 万元 lacks its unit; a credit note says its words without the sign.
    if number.checked_mul(10_000) == Some(value)
        && let Some(figure) = figures.get_mut(index)
    {
        figure.value = value;
    }
    let value = if number == -value { number } else { value };
    figures.push(Figure { said, value, words: true, line: None });
    equations.push(Equation {
        rule: &DIFFERS,
        terms: vec![(index, 1), (figures.len() - 1, -1)],
        constant: 0,
        slack: 0,
        factors: Vec::new(),
        alone: Strength::Strong,
    });
}

#[cfg(test)]
mod tests;
