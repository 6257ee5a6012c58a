//! What the clerk typed in the business system against what the papers say.

use serde::{Deserialize, Serialize};

use super::{Case, CaseFinding, Mention, TYPED, between, names};
use crate::forensics::Strength;
use crate::forensics::logic::normal::{Dated, amount, area, date, dense, name, same_number, shown};
use crate::forensics::logic::said::{Said, slips};
use crate::forensics::logic::statement::salary::alike;

/// A value of the business system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The key of the field on paper (`total`), or with its kind (`purchase_contract.total`); `person` and
    /// `person_id_number` for the applicant, who stands under several names of fields.
    pub key: String,
    /// As typed.
    pub value: String,
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Money,
    Date,
    Area,
    Number,
    Words,
}

const PERSON: [&str; 10] =
    ["name", "account_name", "buyer", "co_buyer", "lessee", "owner", "name_a", "name_b", "holder", "head"];
const PERSON_NUMBER: [&str; 6] =
    ["id_number", "buyer_id_number", "co_buyer_id_number", "lessee_id_number", "id_number_a", "id_number_b"];
const MONEY: [&str; 12] = [
    "total",
    "down_payment",
    "loan",
    "rent",
    "deposit",
    "net",
    "tax",
    "monthly_income",
    "yearly_income",
    "unit_price",
    "opening_balance",
    "closing_balance",
];

fn sort(key: &str) -> Sort {
    if MONEY.contains(&key) {
        Sort::Money
    } else if key.ends_with("area") {
        Sort::Area
    } else if key.ends_with("_on") || ["from", "to", "since"].contains(&key) || key.starts_with("term_") {
        Sort::Date
    } else if key.ends_with("number") || key.ends_with("_code") {
        Sort::Number
    } else {
        Sort::Words
    }
}

/// Whether a value of this key says something that can be held against a paper.
#[must_use]
pub fn comparable(key: &str, value: &str) -> bool {
    let key = key.split_once('.').map_or(key, |(_, key)| key);
    match if key == "person" { Sort::Words } else { sort(key) } {
        Sort::Money => amount(value).is_some(),
        Sort::Area => area(value).is_some(),
        Sort::Date => date(value).day().is_some(),
        Sort::Number => dense(value).chars().filter(|c| c.is_alphanumeric()).count() >= 3,
        Sort::Words => !name(value).is_empty(),
    }
}

/// Whether a reading says the same; `None` when one of the two says nothing of the sort.
fn agrees(sort: Sort, typed: &str, read: &str) -> Option<bool> {
    match sort {
        Sort::Money => Some(amount(typed)? == amount(read)?),
        Sort::Area => {
            let (typed, read) = (area(typed)?, area(read)?);
            let scale = typed.scale.max(read.scale);
            Some(typed.at(scale)? == read.at(scale)?)
        }
        Sort::Date => match (date(typed), date(read)) {
            (Dated::Day(typed), Dated::Day(read)) => Some(typed == read),
            _ => None,
        },
        Sort::Number => same_number(typed, read),
        Sort::Words => {
            let (typed, several) = (name(typed), names(read));
            if typed.is_empty() || several.is_empty() {
                return None;
            }
            let read = name(read);
            // Long texts (addresses, firms) are written in more ways than one; short ones are names of people.
            let long = typed.chars().count() >= 6;
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let near =
                long && (alike(&typed, &read) || read.contains(&typed)) && digits(&typed) == digits(&read);
            Some(several.contains(&typed) || typed == read || near)
        }
    }
}

/// Whether a rent is that of a quarter, a half or a whole year on the one side, or a loan only a part of the other
/// (the fund's beside the bank's).
fn of_another_span(key: &str, typed: &str, read: &str) -> bool {
    let (Some(typed), Some(read)) = (amount(typed), amount(read)) else { return false };
    let (less, more) = (typed.min(read), typed.max(read));
    match key {
        "rent" | "monthly_income" => {
            less > 0 && [2, 3, 6, 12].iter().any(|times| less.checked_mul(*times) == Some(more))
        }
        "loan" => typed > 0 && typed < read,
        _ => false,
    }
}

pub(super) fn check(case: &Case<'_>, typed: &[Typed]) -> Vec<CaseFinding> {
    typed.iter().take(60).filter_map(|typed| check_one(case, typed)).collect()
}

fn check_one(case: &Case<'_>, typed: &Typed) -> Option<CaseFinding> {
    let (kind, key) =
        typed.key.split_once('.').map_or((None, typed.key.as_str()), |(kind, key)| (Some(kind), key));
    let (keys, sort): (&[&str], Sort) = match key {
        "person" => (&PERSON, Sort::Words),
        "person_id_number" => (&PERSON_NUMBER, Sort::Number),
        _ => (&[], sort(key)),
    };
    let mut differing: Option<Mention<'_>> = None;
    for (paper, (file, of)) in case.papers.iter().enumerate() {
        if kind.is_some_and(|kind| kind != super::kind_word(of.kind)) {
            continue;
        }
        for field in &of.fields {
            let wanted = if keys.is_empty() { field.key == key } else { keys.contains(&field.key.as_str()) };
            if !wanted || field.value.trim().is_empty() {
                continue;
            }
            let said = Said::from(field);
            match agrees(sort, &typed.value, said.text) {
                // One paper that says so is enough: the others may speak of somebody or something else.
                Some(true) => return None,
                Some(false) if differing.is_none() => {
                    differing = Some(Mention { file: *file, paper, kind: of.kind, key: &field.key, said });
                }
                _ => {}
            }
        }
    }
    let found = differing?;
    let near = slips(found.said.text, |other| agrees(sort, &typed.value, other) == Some(true));
    let strength = match sort {
        Sort::Words | Sort::Date => Strength::Medium,
        _ if !near.is_empty() && !found.said.sure() => Strength::Medium,
        Sort::Money if of_another_span(key, &typed.value, found.said.text) => Strength::Weak,
        _ if keys.is_empty() => Strength::Strong,
        // Whoever is typed in may be on none of the papers that were read.
        _ => Strength::Medium,
    };
    // Sums, areas and days are said; names and numbers of people and firms are not.
    let said = |text: &str| match sort {
        Sort::Money => amount(text).map(shown).unwrap_or_default(),
        Sort::Date => date(text).day().map(|day| day.to_string()).unwrap_or_default(),
        Sort::Area => dense(text).chars().take(16).collect(),
        Sort::Number | Sort::Words => String::new(),
    };
    let facts = [
        ("what", key.to_owned()),
        ("typed", said(&typed.value)),
        ("read", said(found.said.text)),
        ("said", if matches!(sort, Sort::Number | Sort::Words) { "no" } else { "yes" }.to_owned()),
        (
            "candidates",
            if sort == Sort::Words {
                "none".to_owned()
            } else {
                crate::forensics::logic::said::offered(&near)
            },
        ),
    ];
    Some(between(&TYPED, strength, &[found], &facts))
}
