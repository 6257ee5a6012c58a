//! Contracts and proofs of income: figures against words, unit price and area, parts of the price, rent.

use super::equations::{Equation, Figure, settle};
use super::{PARTS, RENT, UNIT_PRICE, YEARLY, words_equation};
use crate::forensics::logic::normal::{Decimal, area, decimal, dense, shown};
use crate::forensics::logic::said::{Said, at, weighing, yes_no};
use crate::forensics::papers::{Kind, PAYMENTS, Paper};
use crate::forensics::{Finding, RuleDeclaration, Strength};

/// In fen: sums on contracts are rounded to whole yuan.
const YUAN: i128 = 100;

/// Gathers figures and equations of one paper.
struct Sheet<'a> {
    paper: &'a Paper,
    figures: Vec<Figure<'a>>,
    equations: Vec<Equation<'a>>,
    findings: Vec<Finding>,
}

impl Sheet<'_> {
    fn figure(&mut self, key: &str) -> Option<usize> {
        let said = Said::field(self.paper, key)?;
        self.figures.push(Figure { said, value: said.fen()?, words: false, line: None });
        Some(self.figures.len() - 1)
    }

    /// A figure and its words, tied to each other.
    fn pair(&mut self, key: &str, words: &str) -> Option<usize> {
        let index = self.figure(key);
        words_equation(self.paper, words, index, &mut self.figures, &mut self.equations, &mut self.findings);
        index
    }

    fn value(&self, index: usize) -> i64 {
        self.figures.get(index).map_or(0, |figure| figure.value)
    }

    fn add(&mut self, rule: &'static RuleDeclaration, terms: Vec<(usize, i64)>, alone: Strength) {
        self.equations.push(Equation { rule, terms, constant: 0, slack: YUAN, factors: Vec::new(), alone });
    }
}

/// Amounts and their words that belong to no field of their own.
const STRAYS: [(&str, &str); 3] = [
    ("other_amount", "other_amount_words"),
    ("other_amount_2", "other_amount_2_words"),
    ("other_amount_3", "other_amount_3_words"),
];

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let mut sheet = Sheet { paper, figures: Vec::new(), equations: Vec::new(), findings: Vec::new() };
    match paper.kind {
        Kind::PurchaseContract => purchase(&mut sheet),
        Kind::LeaseContract => lease(&mut sheet),
        Kind::IncomeProof => income(&mut sheet),
        _ => {}
    }
    for (key, words) in STRAYS {
        sheet.pair(key, words);
    }
    let mut findings = sheet.findings;
    findings.extend(settle(&sheet.figures, &sheet.equations));
    findings
}

fn purchase(sheet: &mut Sheet<'_>) {
    let total = sheet.pair("total", "total_words");
    let down = sheet.pair("down_payment", "down_payment_words");
    let loan = sheet.pair("loan", "loan_words");
    let Some(total) = total else { return };
    // One figure read as both parts is a part that was not found.
    let place = |key: &str| Said::field(sheet.paper, key).and_then(|said| said.place);
    let one = place("down_payment").is_some() && place("down_payment") == place("loan");
    let others: Vec<usize> = PAYMENTS.into_iter().filter_map(|key| sheet.figure(key)).collect();
    let parts: Vec<usize> = [down, loan].into_iter().flatten().chain(others.iter().copied()).collect();
    if parts.len() >= 2 && !one {
        // Parts below the price leave room for a part that has no field; parts above it do not.
        let terms = [(total, 1)].into_iter().chain(parts.iter().map(|part| (*part, -1))).collect();
        let whole = sheet.value(total);
        let parts = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(sheet.value(*part)));
        if parts > whole || !others.is_empty() || meant_as_all(whole, parts) {
            let alone = if parts > whole && others.is_empty() { Strength::Strong } else { Strength::Medium };
            sheet.add(&PARTS, terms, alone);
        } else {
            let place = Said::field(sheet.paper, "total").and_then(|said| said.place);
            let facts = quiet_facts(shown(parts), shown(whole), true);
            sheet.findings.push(weighing(at(&PARTS, place, &facts), Strength::Weak));
        }
    }
    let Some(price_said) = Said::field(sheet.paper, "unit_price") else { return };
    let Some(price) = decimal(&price_of(price_said.text)).filter(|price| price.units > 0) else { return };
    let building = Said::field(sheet.paper, "building_area").and_then(|said| Some((said, area(said.text)?)));
    let inner = Said::field(sheet.paper, "inner_area").and_then(|said| Some((said, area(said.text)?)));
    let read = i128::from(sheet.value(total));
    // The price may be per square metre of inner area, and the total may stand in ten thousands.
    let fits = |of: Decimal| {
        product(price, of)
            .is_some_and(|(fen, slack)| [1, 10_000].iter().any(|times| (read * times - fen).abs() <= slack))
    };
    if inner.is_some_and(|(_, of)| fits(of)) || building.is_some_and(|(_, of)| fits(of)) {
        return;
    }
    let Some((area_said, of)) = building.or(inner) else { return };
    let Some((fen, slack)) = product(price, of) else { return };
    // A lump sum, a discount or a cellar: a little off is told quietly; far off in both directions is a price in
    // another unit. An inner area the paper does not name may be what the price is for: it is 60 % of the whole at
    // least.
    let off = (read - fen).abs();
    let may_be_inner = inner.is_none() && read < fen && read * 10 >= fen * 6;
    let alone = if off * 100 <= read.abs() {
        Strength::Weak
    } else if off * 20 <= read.abs() || may_be_inner {
        Strength::Medium
    } else {
        Strength::Strong
    };
    if fen == 0 || read == 0 || fen / read >= 50 || read / fen >= 50 {
        return;
    }
    if alone == Strength::Strong {
        sheet.equations.push(Equation {
            rule: &UNIT_PRICE,
            terms: vec![(total, 1)],
            constant: fen,
            slack,
            factors: vec![price_said, area_said],
            alone,
        });
    } else {
        // With no other equation to speak for it, the weight must not rise above that of the deviation.
        let expected = i64::try_from(fen).map(shown).unwrap_or_default();
        let sure = area_said.sure() && price_said.sure();
        let place = area_said.place.or(price_said.place);
        let facts = quiet_facts(expected, shown(sheet.value(total)), sure);
        sheet.findings.push(weighing(at(&UNIT_PRICE, place, &facts), alone));
    }
}

fn quiet_facts(expected: String, read: String, sure: bool) -> [(&'static str, String); 5] {
    [
        ("expected", expected),
        ("read", read),
        ("line", "none".to_owned()),
        ("candidates", "none".to_owned()),
        ("sure", yes_no(sure)),
    ]
}

/// Whether the parts come so near to the price that they are meant to be all of it: within a fifth.
fn meant_as_all(total: i64, parts: i64) -> bool {
    total > 0 && (i128::from(total) - i128::from(parts)).abs() * 5 < i128::from(total)
}

/// The number in a price per square metre.
#[expect(clippy::non_ascii_literal, reason = "the unit as contracts print it")]
fn price_of(text: &str) -> String {
    let text = dense(text);
    ["元/平方米", "元/㎡", "元/m2", "元每平方米", "每平方米", "人民币", "元", "¥", "￥"]
        .iter()
        .fold(text, |text, word| text.replace(word, ""))
}

/// Price × area in fen and how far rounding may take it: half a unit in the last place of each, and a total rounded
/// to the yuan.
fn product(price: Decimal, of: Decimal) -> Option<(i128, i128)> {
    let fen = i128::from(price.times(of)?.fen()?);
    // A price in whole yuan was rounded to it; trailing zeros say to what.
    let half = |rounded: Decimal, by: Decimal| -> Option<i128> {
        let step = Decimal { units: by.units.checked_mul(5)?, scale: by.scale.checked_add(rounded.scale)? };
        Some(i128::from(Decimal { scale: step.scale.checked_add(1)?, ..step }.fen()?))
    };
    Some((fen, half(price, of)? + half(of, price)? + YUAN + 1))
}

fn lease(sheet: &mut Sheet<'_>) {
    let rent = sheet.pair("rent", "rent_words");
    let deposit = sheet.pair("deposit", "deposit_words");
    let total = sheet.pair("total", "total_words");
    let months = Said::field(sheet.paper, "months").and_then(|said| {
        let figures: String = dense(said.text).chars().filter(char::is_ascii_digit).collect();
        figures.parse::<i64>().ok().filter(|months| (1..=600).contains(months))
    });
    let (Some(rent), Some(total), Some(months)) = (rent, total, months) else { return };
    let (rent_fen, total_fen) = (sheet.value(rent), sheet.value(total));
    // With the deposit, or with months that cost nothing.
    let whole_months = rent_fen > 0 && total_fen % rent_fen == 0 && total_fen / rent_fen <= months;
    let with_deposit = deposit
        .map(|deposit| sheet.value(deposit))
        .is_some_and(|deposit| rent_fen.saturating_mul(months).saturating_add(deposit) == total_fen);
    if whole_months || with_deposit {
        return;
    }
    sheet.add(&RENT, vec![(total, 1), (rent, -months)], Strength::Medium);
}

fn income(sheet: &mut Sheet<'_>) {
    let monthly = sheet.pair("monthly_income", "monthly_income_words");
    let yearly = sheet.pair("yearly_income", "yearly_income_words");
    let (Some(monthly), Some(yearly)) = (monthly, yearly) else { return };
    let (month, year) = (i128::from(sheet.value(monthly)), i128::from(sheet.value(yearly)));
    if month <= 0 || year <= 0 {
        return;
    }
    // Tenths of a year's twelve months: bonuses make it more, never less.
    let tenths = year * 10 / (month * 12);
    let strength = match tenths {
        9..=20 => return,
        5..=40 => Strength::Weak,
        _ => Strength::Medium,
    };
    let place = Said::field(sheet.paper, "yearly_income").and_then(|said| said.place);
    let shown_of = |fen: i128| i64::try_from(fen).map(shown).unwrap_or_default();
    let facts = [("monthly", shown_of(month)), ("expected", shown_of(month * 12)), ("read", shown_of(year))];
    sheet.findings.push(weighing(at(&YEARLY, place, &facts), strength));
}
