//! Papers set from invented texts: every kind, several layouts, and the accidents of reading.

#![expect(clippy::non_ascii_literal, reason = "invented papers")]

mod cards;
mod contracts;
mod hostile;
mod invoices;
mod joined;
mod layouts;
mod letters;
mod others;
pub(super) mod setting;
mod statements;
mod unlabelled;
mod unseen;

use unicode_normalization::UnicodeNormalization;

use super::{Field, Paper};

/// The value of a field, empty when it was not found.
fn value<'a>(paper: &'a Paper, key: &str) -> &'a str {
    paper.fields.iter().find(|field| field.key == key).map_or("", |field| field.value.as_str())
}

/// Expects the fields of a paper to say this.
fn expect(paper: &Paper, what: &str, wanted: &[(&str, &str)]) {
    let wrong: Vec<String> = wanted
        .iter()
        .filter(|(key, wanted)| plain(value(paper, key)) != plain(wanted))
        .map(|(key, wanted)| format!("  {key}: {:?}, not {wanted:?}", value(paper, key)))
        .collect();
    let all: Vec<String> =
        paper.fields.iter().map(|Field { key, value, .. }| format!("{key}={value}")).collect();
    assert!(wrong.is_empty(), "{what}:\n{}\nhas {}", wrong.join("\n"), all.join(" | "));
}

/// Without spaces, full-width forms folded: what a reader of pictures may change.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A table as lines of text.
fn rows(paper: &Paper) -> Vec<String> {
    let Some(table) = paper.tables.first() else { return Vec::new() };
    let text = |cell: &Option<super::Cell>| cell.as_ref().map_or_else(String::new, |cell| plain(&cell.text));
    table.rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join("|")).collect()
}
