//! Choosing what to change, so that exactly the named rule breaks, or none.

#![expect(clippy::non_ascii_literal, reason = "the two values of the field sex")]

use super::super::super::Random;
use super::super::Document;
use super::super::invent::days::Date;
use super::super::invent::people::{Firm, Person};
use super::super::sheet::Tag;
use super::amounts::{everywhere, reprised};
use super::rows::{beside, moved};
use super::{Change, EditKind, Plan};
use crate::forensics::papers::Kind;

/// Amounts that also stand in words.
const IN_WORDS: [(&str, &str); 7] = [
    ("total", "total_words"),
    ("rent", "rent_words"),
    ("deposit", "deposit_words"),
    ("down_payment", "down_payment_words"),
    ("loan", "loan_words"),
    ("monthly_income", "monthly_income_words"),
    ("yearly_income", "yearly_income_words"),
];
/// What sums and products compare an amount with.
const MONEY: [&str; 11] = [
    "total",
    "down_payment",
    "loan",
    "unit_price",
    "building_area",
    "net",
    "tax",
    "monthly_income",
    "yearly_income",
    "rent",
    "months",
];
const NUMBERS: [&str; 7] = [
    "id_number",
    "buyer_id_number",
    "co_buyer_id_number",
    "lessor_id_number",
    "lessee_id_number",
    "id_number_a",
    "id_number_b",
];
const DATES: [&str; 12] = [
    "printed_on",
    "period_to",
    "signed_on",
    "delivered_on",
    "from",
    "to",
    "issued_on",
    "since",
    "left_on",
    "registered_on",
    "born_a",
    "valid_to",
];
/// Days in their order.
const ORDERS: [(&str, &str); 8] = [
    ("signed_on", "delivered_on"),
    ("from", "to"),
    ("from", "left_on"),
    ("left_on", "issued_on"),
    ("since", "issued_on"),
    ("valid_from", "valid_to"),
    ("term_from", "term_to"),
    ("born_a", "registered_on"),
];

pub(super) fn field(key: &'static str) -> Tag {
    Tag { key, row: None }
}

pub(super) fn cell(key: &'static str, row: usize) -> Tag {
    Tag { key, row: Some(row) }
}

/// How often a value is printed.
pub(super) fn printed(document: &Document, tag: Tag) -> usize {
    document
        .sheets
        .iter()
        .flat_map(super::super::sheet::Sheet::runs)
        .filter(|run| run.tag == Some(tag))
        .count()
}

/// Whether a value is printed, and nowhere twice on a page: then it can be set anew in place.
pub(super) fn once(document: &Document, tag: Tag) -> bool {
    let on = |sheet: &super::super::sheet::Sheet| sheet.runs().filter(|run| run.tag == Some(tag)).count();
    let counts: Vec<usize> = document.sheets.iter().map(on).collect();
    counts.contains(&1) && counts.iter().all(|count| *count <= 1)
}

/// Another digit at a place of a text that is a digit; the first is never made 0.
fn digit_changed(random: &mut Random, text: &str) -> Option<String> {
    let places: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(place, _)| place).collect();
    // What is changed is worth it: not the last three digits when there are more.
    let worth = places.len().saturating_sub(3).max(1).min(places.len());
    let at = *places.get(random.below(worth))?;
    digit_at(random, text, at)
}

fn digit_at(random: &mut Random, text: &str, at: usize) -> Option<String> {
    let old = text.get(at..=at)?.parse::<u8>().ok()?;
    let first = text[..at].chars().all(|c| !c.is_ascii_digit());
    let low = u8::from(first);
    let new = (low..10).filter(|digit| *digit != old).nth(random.below(usize::from(9 - low)))?;
    Some(format!("{}{new}{}", &text[..at], &text[at + 1..]))
}

pub(super) fn set(tag: Tag, value: impl Into<String>) -> Change {
    Change { tag, part: 0, value: value.into() }
}

pub(super) fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    Some(Date::new(parts.next()??, parts.next()??, parts.next()??))
}

/// Plans an edit of a kind; `None` when the paper has nothing of the sort.
#[must_use]
pub fn plan(kind: EditKind, document: &Document, random: &mut Random) -> Option<Plan> {
    let simple = |change: Change, partners: Vec<Tag>| {
        Some(Plan { kind, key: change.tag.key, changes: vec![change], rows: None, partners })
    };
    let content = &document.content;
    let statement = document.kind == Kind::BankStatement;
    let rows = content.rows.len();
    let mut choose = |keys: &[&'static str]| {
        let able: Vec<&'static str> = keys
            .iter()
            .copied()
            .filter(|key| once(document, field(key)) && !content.get(key).is_empty())
            .collect();
        (!able.is_empty()).then(|| able[random.below(able.len())])
    };
    match kind {
        EditKind::BalanceDigit | EditKind::AmountDigit if statement => {
            let row = 2 + random.below(rows.checked_sub(4)?);
            let keys: &[&'static str] =
                if kind == EditKind::BalanceDigit { &["balance"] } else { &["income", "expense", "amount"] };
            // Some statements print 0.00 on the other side: that is no amount of the row.
            let own = content.rows.get(row)?;
            let key = *keys.iter().find(|key| own.contains_key(**key) && once(document, cell(key, row)))?;
            let old = own.get(key)?;
            simple(set(cell(key, row), digit_changed(random, old)?), beside(row))
        }
        EditKind::TotalDigit if statement => {
            let key =
                choose(&["total_in", "total_out", "closing_balance", "count_in", "count_out", "count"])?;
            let mut partners = vec![];
            if key == "closing_balance" {
                partners.extend([cell("balance", 0), cell("balance", rows - 1)]);
            }
            simple(set(field(key), digit_changed(random, content.get(key))?), partners)
        }
        EditKind::RowsSwapped | EditKind::RowDeleted if statement => moved(kind, document, random),
        EditKind::FiguresNotWords => {
            let able: Vec<&(&str, &str)> = IN_WORDS
                .iter()
                .filter(|(key, in_words)| {
                    once(document, field(key)) && printed(document, field(in_words)) > 0
                })
                .collect();
            let (key, in_words) = **able.get(random.below(able.len()))?;
            // A shape may leave the fen out: whole amounts stay whole.
            let new = digit_changed(random, content.get(key))?;
            let mut partners = vec![field(in_words)];
            partners.extend(MONEY.into_iter().filter(|other| *other != key).map(field));
            simple(set(field(key), new), partners)
        }
        EditKind::UnitPrice if document.kind == Kind::VatInvoice => {
            let row = random.below(rows);
            let new = digit_changed(random, content.rows.get(row)?.get("unit_price")?)?;
            let partners = ["quantity", "net"].map(|key| cell(key, row)).to_vec();
            once(document, cell("unit_price", row))
                .then(|| simple(set(cell("unit_price", row), new), partners))?
        }
        EditKind::UnitPrice | EditKind::Area => {
            let key = if kind == EditKind::Area { "building_area" } else { "unit_price" };
            if !once(document, field(key))
                || printed(document, field("total")) == 0
                || content.get("building_area").is_empty()
            {
                return None;
            }
            let others = ["unit_price", "building_area", "total", "total_words"];
            let partners = others.iter().filter(|other| **other != key).map(|other| field(other)).collect();
            simple(set(field(key), digit_changed(random, content.get(key))?), partners)
        }
        // Where prices have the tax in them, it is not told.
        EditKind::Tax if document.kind == Kind::VatInvoice && !content.get("tax").is_empty() => {
            if random.below(2) == 0 {
                let row = random.below(rows);
                let new = digit_changed(random, content.rows.get(row)?.get("tax")?)?;
                let partners = vec![cell("net", row), cell("rate", row), field("tax")];
                return simple(set(cell("tax", row), new), partners);
            }
            let partners = vec![field("net"), field("total"), field("total_words")];
            simple(set(field("tax"), digit_changed(random, content.get("tax"))?), partners)
        }
        EditKind::ImpossibleDate => {
            let (tag, old) = if statement {
                let row = random.below(rows);
                (cell("date", row), content.rows.get(row)?.get("date")?.clone())
            } else {
                let key = choose(&DATES)?;
                (field(key), content.get(key).to_owned())
            };
            let year = old.get(..4)?;
            // Of a date printed as a month only the month can be one that is none.
            let printed = document
                .sheets
                .iter()
                .flat_map(super::super::sheet::Sheet::runs)
                .find(|run| run.tag == Some(tag));
            let month_only = printed.is_some_and(|run| run.text.ends_with('\u{6708}'));
            let kind = random.below(4);
            let new = match if month_only { 3 } else { kind } {
                0 => format!("{year}-02-30"),
                1 => format!("{year}-04-31"),
                2 => format!("{year}-11-31"),
                _ => format!("{year}-13-05"),
            };
            if !once(document, tag) {
                return None;
            }
            simple(set(tag, new), Vec::new())
        }
        EditKind::DateOrder if statement => {
            let row = 1 + random.below(rows.checked_sub(2)?);
            let old = date(content.rows.get(row)?.get("date")?)?;
            let days = 45 + random.below(200) as i64;
            let new = old.later(if random.below(2) == 0 { days } else { -days });
            let partners = [row - 1, row + 1].map(|row| cell("date", row)).to_vec();
            simple(set(cell("date", row), new.to_string()), partners)
        }
        EditKind::DateOrder => {
            let able: Vec<(&'static str, &'static str)> = ORDERS
                .into_iter()
                .filter(|(early, late)| once(document, field(late)) && printed(document, field(early)) > 0)
                .collect();
            let (early, late) = *able.get(random.below(able.len()))?;
            let new = date(content.get(early))?.later(-(30 + random.below(300) as i64));
            simple(set(field(late), new.to_string()), vec![field(early)])
        }
        EditKind::IdDigit => {
            let key = choose(&NUMBERS)?;
            let place = 6 + random.below(11);
            let born = ["born_on", "born_a", "born_b", "sex", "sex_a", "sex_b"].map(field).to_vec();
            simple(set(field(key), digit_at(random, content.get(key), place)?), born)
        }
        EditKind::BirthDate => birth(kind, document, random),
        EditKind::Sex => {
            let key = choose(&["sex", "sex_a", "sex_b"])?;
            let number = if key == "sex" {
                "id_number"
            } else if key == "sex_a" {
                "id_number_a"
            } else {
                "id_number_b"
            };
            if content.get(number).is_empty() {
                return None;
            }
            let new = if content.get(key) == "男" { "女" } else { "男" };
            simple(set(field(key), new), vec![field(number)])
        }
        EditKind::CodeCharacter => {
            let key = choose(&["employer_code", "seller_code", "buyer_code"])?;
            let place = 2 + random.below(6);
            simple(set(field(key), digit_at(random, content.get(key), place)?), Vec::new())
        }
        EditKind::CardDigit => {
            let key = choose(&["card_number"])?;
            let place = 6 + random.below(12);
            simple(set(field(key), digit_at(random, content.get(key), place)?), Vec::new())
        }
        EditKind::QrAmount if document.kind == Kind::VatInvoice && !content.get("qr").is_empty() => {
            Some(reprised(kind, document, random))
        }
        EditKind::Counterparty if statement => {
            let able: Vec<usize> =
                (0..rows).filter(|row| once(document, cell("counterparty", *row))).collect();
            let row = *able.get(random.below(able.len()))?;
            let name =
                if random.below(2) == 0 { Person::invent(random).name } else { Firm::invent(random).name };
            let name: String =
                name.chars().take(content.rows[row].get("counterparty")?.chars().count()).collect();
            simple(set(cell("counterparty", row), name), Vec::new())
        }
        // The head of a household is named twice.
        EditKind::Name if document.kind != Kind::HouseholdRegister => {
            let key = choose(&["account_name", "name", "co_buyer", "lessee", "name_b", "issuer"])?;
            let long = content.get(key).chars().count();
            let name =
                (0..50).map(|_| Person::invent(random).name).find(|name| name.chars().count() == long)?;
            simple(set(field(key), name), Vec::new())
        }
        EditKind::AmountEverywhere => everywhere(kind, document, random),
        EditKind::DateKept => {
            let key = choose(&["printed_on", "issued_on", "delivered_on"])?;
            let new = date(content.get(key))?.later(1 + random.below(3) as i64);
            simple(set(field(key), new.to_string()), Vec::new())
        }
        _ => None,
    }
}

/// The printed birthday, where it stands in one text or in three.
fn birth(kind: EditKind, document: &Document, random: &mut Random) -> Option<Plan> {
    let pairs = [("born_on", "id_number"), ("born_a", "id_number_a"), ("born_b", "id_number_b")];
    let able: Vec<_> = pairs.into_iter().filter(|(born, _)| printed(document, field(born)) > 0).collect();
    let (key, number) = *able.get(random.below(able.len()))?;
    let old = date(document.content.get(key))?;
    let change = if printed(document, field(key)) == 3 {
        let (_, _, day) = old.parts();
        Change { tag: field(key), part: 2, value: (if day > 14 { day - 9 } else { day + 9 }).to_string() }
    } else {
        set(field(key), old.later(365 * (1 + random.below(5) as i64) + 31).to_string())
    };
    Some(Plan { kind, key, changes: vec![change], rows: None, partners: vec![field(number)] })
}
