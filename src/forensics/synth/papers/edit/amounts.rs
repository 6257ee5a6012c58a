//! Amounts changed with all that follows from them.

use super::super::super::Random;
use super::super::Document;
use super::super::content::{amount, fen};
use super::super::invent::estate::words;
use super::plan::{cell, date, field, once, printed, set};
use super::{EditKind, Plan};
use crate::forensics::papers::Kind;

/// An invoice with another price in a row and all that follows, but the old code.
pub(super) fn reprised(kind: EditKind, document: &Document, random: &mut Random) -> Plan {
    let content = &document.content;
    // Lines of discount have no price of their own.
    let priced: Vec<usize> =
        (0..content.rows.len()).filter(|row| content.rows[*row].contains_key("unit_price")).collect();
    let row = priced[random.below(priced.len())];
    let value = |key: &str| content.rows[row].get(key).and_then(|text| fen(text)).unwrap_or(0);
    let quantity = value("quantity");
    let rate: i64 =
        content.rows[row].get("rate").and_then(|rate| rate.trim_end_matches('%').parse().ok()).unwrap_or(0);
    let price = value("unit_price") * 2;
    let net = (quantity * price + 50) / 100;
    let tax = (net * rate + 50) / 100;
    let (all_net, all_tax) =
        (content.fen("net") - value("net") + net, content.fen("tax") - value("tax") + tax);
    let changes = vec![
        set(field("total"), amount(all_net + all_tax)),
        set(field("total_words"), words(all_net + all_tax)),
        set(field("net"), amount(all_net)),
        set(field("tax"), amount(all_tax)),
        set(cell("unit_price", row), amount(price)),
        set(cell("net", row), amount(net)),
        set(cell("tax", row), amount(tax)),
    ];
    Plan { kind, key: "total", changes, rows: None, partners: vec![field("qr")] }
}

/// An amount with all that follows from it.
pub(super) fn everywhere(kind: EditKind, document: &Document, random: &mut Random) -> Option<Plan> {
    let content = &document.content;
    let mut changes = Vec::new();
    let mut put = |key: &'static str, words_key: &'static str, value: i64| {
        changes.push(set(field(key), amount(value)));
        changes.push(set(field(words_key), words(value)));
    };
    match document.kind {
        Kind::IncomeProof => {
            let new = content.fen("monthly_income") + 100_000 * (1 + random.below(9) as i64);
            put("monthly_income", "monthly_income_words", new);
            put("yearly_income", "yearly_income_words", new * 12);
            // Where the month is told in parts, one of them grows.
            let more = new - content.fen("monthly_income");
            changes.push(set(field("reward_performance"), amount(content.fen("reward_performance") + more)));
            // What is kept back stays, what is paid out grows.
            changes.push(set(field("net_income"), amount(content.fen("net_income") + more)));
        }
        Kind::LeaseContract => {
            let new = content.fen("rent") + 10_000 * (1 + random.below(9) as i64);
            let months: i64 = content.get("months").parse().ok()?;
            put("rent", "rent_words", new);
            put("total", "total_words", new * months);
            // One month's rent as deposit, three at a time.
            if content.values.contains_key("quarter_rent") {
                put("deposit", "deposit_words", new);
                put("quarter_rent", "quarter_rent_words", new * 3);
                changes.push(set(field("first_payment"), amount(new * 4)));
            }
            for (row, cells) in content.rows.iter().enumerate() {
                let part: i64 = cells.get("period_months")?.parse().ok()?;
                changes.push(set(cell("period_rent", row), amount(new * part)));
            }
        }
        // Sums or balances of each page or month would have to follow as well.
        Kind::BankStatement
            if !["bank_ledger", "bank_bilingual", "bank_monthly"].contains(&document.template) =>
        {
            let rows = content.rows.len();
            let forward =
                date(content.rows.first()?.get("date")?)? <= date(content.rows.last()?.get("date")?)?;
            let order: Vec<usize> = if forward { (0..rows).collect() } else { (0..rows).rev().collect() };
            let able: Vec<usize> = (0..rows)
                .filter(|at| {
                    content.rows[order[*at]].get("amount").is_some_and(|text| !text.starts_with('-'))
                })
                .collect();
            let start = *able.get(random.below(able.len()))?;
            let more = 100_000 * (1 + random.below(9) as i64);
            let own =
                |row: usize, key: &str| content.rows[row].get(key).and_then(|text| fen(text)).unwrap_or(0);
            let first = order[start];
            for key in ["income", "amount"] {
                changes.push(set(cell(key, first), amount(own(first, "amount") + more)));
            }
            for row in &order[start..] {
                changes.push(set(cell("balance", *row), amount(own(*row, "balance") + more)));
            }
            changes.push(set(field("total_in"), amount(content.fen("total_in") + more)));
            changes.push(set(field("closing_balance"), amount(content.fen("closing_balance") + more)));
        }
        _ => return None,
    }
    changes.retain(|change| printed(document, change.tag) > 0);
    let key = changes.first()?.tag.key;
    // A value over two lines cannot be set anew in place.
    let whole = changes.iter().all(|change| once(document, change.tag));
    whole.then_some(Plan { kind, key, changes, rows: None, partners: Vec::new() })
}
