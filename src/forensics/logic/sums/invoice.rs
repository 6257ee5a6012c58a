//! Invoices: lines, sums, tax, total and the total in words.

#![expect(clippy::non_ascii_literal, reason = "the words that invoices print")]

use super::equations::{Equation, Figure, settle};
use super::rates::lawful;
use super::{GROSS, LINE, LINES, RATE, TAX, words_equation};
use crate::forensics::Finding;
use crate::forensics::Strength;
use crate::forensics::logic::normal::{Decimal, date, decimal, dense};
use crate::forensics::logic::said::{Said, at, weighing};
use crate::forensics::papers::{Paper, Table};

/// What a rate cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rate {
    /// In thousandths.
    Of(u32),
    /// 免税, 不征税: no tax.
    Free,
    /// Hidden or unreadable: nothing can be computed.
    Unknown,
}

fn rate(text: &str) -> Rate {
    let text = dense(text);
    if ["免税", "不征税", "零税率", "出口"].iter().any(|word| text.contains(word)) {
        return Rate::Free;
    }
    let Some(number) = text.strip_suffix('%').and_then(decimal) else { return Rate::Unknown };
    match number.at(1).and_then(|thousandths| u32::try_from(thousandths).ok()) {
        Some(thousandths) if thousandths <= 200 => Rate::Of(thousandths),
        _ => Rate::Unknown,
    }
}

/// Lines of an invoice that are no goods.
const SUMS: [&str; 4] = ["小计", "合计", "价税合计", "总计"];
/// The printed product is of rounded numbers: in fen, beyond the rounding itself.
const TAX_SLACK: i128 = 6;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let mut figures: Vec<Figure<'_>> = Vec::new();
    let mut equations: Vec<Equation<'_>> = Vec::new();
    let mut field = |key: &str| {
        let said = Said::field(paper, key)?;
        figures.push(Figure { said, value: said.fen()?, words: false, line: None });
        Some(figures.len() - 1)
    };
    let (total, net, tax) = (field("total"), field("net"), field("tax"));
    let mut findings = Vec::new();
    words_equation(paper, "total_words", total, &mut figures, &mut equations, &mut findings);
    let tax_free = Said::field(paper, "tax").is_some_and(|said| said.fen().is_none());
    match (net, tax, total) {
        (Some(net), Some(tax), Some(total)) => {
            equations.push(equation(&GROSS, vec![(total, 1), (net, -1), (tax, -1)], 1, Strength::Strong));
        }
        // Without tax the sum is the total.
        (Some(net), None, Some(total)) if tax_free => {
            equations.push(equation(&GROSS, vec![(total, 1), (net, -1)], 1, Strength::Medium));
        }
        _ => {}
    }
    // Tax on a part of the price only (差额征税) follows the price of the part, which is not printed.
    let differential = Said::field(paper, "note").is_some_and(|said| dense(said.text).contains("差额征"));
    if let [table] = paper.tables.as_slice() {
        lines(table, (net, tax), differential, &mut figures, &mut equations);
        findings.extend(rates(paper, table));
    }
    findings.extend(settle(&figures, &equations));
    findings
}

fn equation<'a>(
    rule: &'static crate::forensics::RuleDeclaration,
    terms: Vec<(usize, i64)>,
    slack: i128,
    alone: Strength,
) -> Equation<'a> {
    Equation { rule, terms, constant: 0, slack, factors: Vec::new(), alone }
}

fn column(table: &Table, key: &str) -> Option<usize> {
    table.columns.iter().position(|column| column == key)
}

/// The rows of a table that are goods, with the number of the line.
fn goods(table: &Table) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for row in 0..table.rows.len().min(500) {
        let cell = |key: &str| Said::cell(table, row, column(table, key)?);
        let item = cell("item").map(|said| dense(said.text)).unwrap_or_default();
        let is_sum = SUMS.iter().any(|word| item.starts_with(word));
        let says = ["net", "tax"].iter().any(|key| cell(key).is_some_and(|said| said.fen().is_some()));
        if !is_sum && says {
            found.push((row, found.len() + 1));
        }
    }
    found
}

fn lines<'a>(
    table: &'a Table,
    (net, tax): (Option<usize>, Option<usize>),
    differential: bool,
    figures: &mut Vec<Figure<'a>>,
    equations: &mut Vec<Equation<'a>>,
) {
    let (mut nets, mut taxes) = (Some(Vec::new()), Some(Vec::new()));
    for (row, line) in goods(table) {
        let cell = |key: &str| Said::cell(table, row, column(table, key)?);
        let mut figure = |key: &str| {
            let said = cell(key)?;
            figures.push(Figure { said, value: said.fen()?, words: false, line: Some(line) });
            Some(figures.len() - 1)
        };
        let (line_net, line_tax) = (figure("net"), figure("tax"));
        // A cell that says something unreadable leaves the sum unknown; an empty one, or 免税, counts nothing.
        let unread = |key: &str| cell(key).is_some_and(|said| said.text.chars().any(|c| c.is_ascii_digit()));
        for (sum, index, key) in [(&mut nets, line_net, "net"), (&mut taxes, line_tax, "tax")] {
            match (index, sum.as_mut()) {
                (Some(index), Some(sum)) => sum.push((index, -1)),
                (None, Some(_)) if unread(key) => *sum = None,
                _ => {}
            }
        }
        let net_value = line_net.and_then(|index| figures.get(index)).map(|figure| figure.value);
        let tax_value = line_tax.and_then(|index| figures.get(index)).map(|figure| figure.value);
        if let (Some(index), Some(quantity), Some(price), Some(value)) =
            (line_net, cell("quantity"), cell("unit_price"), net_value)
            && let Some((product, slack)) = product(quantity, price)
        {
            // Some invoices print the price with tax in the same column.
            let gross = i128::from(value) + i128::from(tax_value.unwrap_or(0));
            let with_tax = (gross - product).abs() <= slack + 1;
            if !with_tax {
                equations.push(Equation {
                    rule: &LINE,
                    terms: vec![(index, 1)],
                    constant: product,
                    slack,
                    factors: vec![quantity, price],
                    alone: Strength::Medium,
                });
            }
        }
        if let (Some(net), Some(tax), Some(rate_said), false) =
            (line_net, line_tax, cell("rate"), differential)
            && let Rate::Of(thousandths) = rate(rate_said.text)
        {
            // Persons who let dwellings pay 5 % less 3.5 points (财税〔2016〕36号, annex 2).
            let eased = thousandths == 50
                && net_value.zip(tax_value).is_some_and(|(net, tax)| (net * 15 - tax * 1_000).abs() <= 6_000);
            if !eased {
                equations.push(Equation {
                    factors: vec![rate_said],
                    ..equation(
                        &TAX,
                        vec![(tax, 1_000), (net, -i64::from(thousandths))],
                        TAX_SLACK * 1_000,
                        Strength::Medium,
                    )
                });
            }
        }
    }
    for (sum, lines) in [(net, nets), (tax, taxes)] {
        let (Some(sum), Some(mut lines)) = (sum, lines) else { continue };
        if lines.is_empty() {
            continue;
        }
        let slack = i128::try_from(lines.len()).unwrap_or(0);
        lines.push((sum, 1));
        // A line that was not read, or a list on another sheet, breaks the sum alone.
        equations.push(equation(&LINES, lines, slack, Strength::Medium));
    }
}

/// Quantity × unit price in fen, and how far rounding of the printed numbers may take it.
fn product(quantity: Said<'_>, price: Said<'_>) -> Option<(i128, i128)> {
    let (quantity, price) = (decimal(quantity.text)?, decimal(price.text)?);
    let exact = quantity.times(price)?;
    let fen = i128::from(exact.fen()?);
    // One unit in the last place of the price times the quantity, and the other way round; programs cut as well
    // as round.
    let last_place = |of: Decimal, times: Decimal| -> Option<i128> {
        if of.scale == 0 {
            return Some(0);
        }
        let spread = Decimal { units: times.units.abs(), scale: times.scale.checked_add(of.scale)? };
        Some(i128::from(spread.fen()?) + 1)
    };
    Some((fen, 1 + last_place(price, quantity)? + last_place(quantity, price)?))
}

/// Rates that were not law on the day of the invoice.
fn rates(paper: &Paper, table: &Table) -> Vec<Finding> {
    let Some(day) = Said::field(paper, "issued_on").and_then(|said| date(said.text).day()) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (row, line) in goods(table) {
        let Some(said) = column(table, "rate").and_then(|column| Said::cell(table, row, column)) else {
            continue;
        };
        if let Rate::Of(thousandths) = rate(said.text)
            && !lawful(thousandths, day)
        {
            let percent = format!("{}.{}", thousandths / 10, thousandths % 10);
            let facts = [
                ("line", line.to_string()),
                ("rate", percent.trim_end_matches(".0").to_owned()),
                ("date", day.to_string()),
            ];
            let finding = at(&RATE, said.place, &facts);
            let strength = if said.sure() { finding.strength } else { Strength::Weak };
            findings.push(weighing(finding, strength));
        }
    }
    findings.truncate(2);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read() {
        for (text, says) in [
            ("13%", Rate::Of(130)),
            ("1.5％", Rate::Of(15)),
            ("免税", Rate::Free),
            ("***", Rate::Unknown),
            ("13", Rate::Unknown),
            ("130%", Rate::Unknown),
        ] {
            assert_eq!(rate(text), says, "{text}");
        }
    }
}
