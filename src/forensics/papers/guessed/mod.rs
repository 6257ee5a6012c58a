//! Values behind labels nobody knows, told by what stands around them.
//!
//! A form may call the price of a house what it likes: an amount per square metre is its unit price, days with 至
//! between them are a term, and what is called by a word of sums and a word of prices is the whole. Only what no
//! label gave is looked for, and what is found here is less sure than a value behind its own label.

mod amounts;
mod days;
mod payments;

use std::ops::Range;

use self::amounts::{BALANCES, INCOMES, PRICES, RENTS};
use super::fields::Content;
use super::flow::{BREAK, Flow};
use super::fold::{folded, han};
use super::shapes::Shape;
use super::sheet::Sheet;
use super::{Field, Kind, Place};
use crate::forensics::logic::id_number;

/// How sure a guessed value is: below what any check takes for safe.
const SURE: f32 = 0.85;
/// Values of a paper that are looked at.
const MOST: usize = 2_000;

/// Adds what the labels did not give.
pub(super) fn add(kind: Kind, sheets: &[Sheet<'_>], content: &mut Content) {
    let flow = Flow::of(sheets);
    let mut guess = Guess { flow: &flow, content };
    match kind {
        Kind::PurchaseContract => {
            guess.areas("building_area");
            guess.unit_price();
            guess.amounts(PRICES);
            guess.payments();
        }
        Kind::LeaseContract => {
            guess.areas("area");
            guess.amounts(RENTS);
            guess.term("from", "to");
        }
        Kind::IncomeProof => {
            guess.amounts(INCOMES);
            guess.day("since", days::BEGINS);
            guess.person();
        }
        Kind::LeavingProof => {
            guess.day("from", days::BEGINS);
            guess.day("left_on", days::ENDS);
            // The term of the contract is not that of the work where the paper says when it ended.
            guess.term("from", "left_on");
            guess.person();
        }
        Kind::PropertyCertificate => {
            guess.areas("area");
            guess.term("term_from", "term_to");
        }
        Kind::BankStatement => {
            guess.amounts(BALANCES);
            guess.totals();
        }
        Kind::IdCard | Kind::HouseholdRegister => guess.person(),
        Kind::VatInvoice => guess.invoiced(),
        Kind::MarriageCertificate | Kind::Other => {}
    }
}

struct Guess<'a, 'b, 'c> {
    flow: &'a Flow<'a, 'b>,
    content: &'c mut Content,
}

impl Guess<'_, '_, '_> {
    fn text(&self, range: Range<usize>) -> &[char] {
        self.flow.text.get(range.start..range.end.min(self.flow.text.len())).unwrap_or_default()
    }

    fn string(&self, range: Range<usize>) -> String {
        self.text(range).iter().filter(|c| **c != BREAK).collect()
    }

    fn keep(&mut self, key: &str, range: Range<usize>) {
        self.content.add(self.flow.field(key, range, SURE));
    }

    fn place(&self, range: &Range<usize>) -> Option<Place> {
        self.flow.field("", range.clone(), 1.0)?.place
    }

    /// Whether a field or a cell of a table stands there.
    fn is_taken(&self, range: &Range<usize>) -> bool {
        let Some(place) = self.place(range) else { return true };
        let within = |other: Option<Place>| {
            other.is_some_and(|other| other.page == place.page && place.region.mostly_in(&other.region))
        };
        // The place of a field of several words may be around much that is none of it.
        let han_of = |field: &Field| field.value.chars().filter(|c| han(*c)).count();
        let tight = |field: &&Field| field.key.ends_with("_words") || han_of(field) <= 3;
        let cells = self.content.tables.iter().flat_map(|table| table.rows.iter().flatten().flatten());
        self.content.fields.iter().filter(tight).any(|field| within(field.place))
            || cells.into_iter().any(|cell| within(cell.place))
    }

    /// Takes a value away from fields that only had it for want of a better one.
    fn release(&mut self, range: &Range<usize>, keys: &[&str]) {
        let place = self.place(range);
        self.content.fields.retain(|field| !(keys.contains(&field.key.as_str()) && field.place == place));
    }

    /// The one number of a person on the paper.
    fn person(&mut self) {
        if self.content.has("id_number") {
            return;
        }
        let mut found = Vec::new();
        let mut at = 0;
        for _ in 0..MOST {
            let Some(range) = self.flow.within(at..self.flow.text.len(), Shape::Person) else { break };
            at = range.end.max(at + 1);
            let text = self.string(range.clone());
            if id_number::is_built(&text) {
                found.push(range);
            }
        }
        if let [one] = found.as_slice()
            && !self.is_taken(one)
        {
            self.keep("id_number", one.clone());
        }
    }
}

/// Whether a stretch of comparable characters has one of some words (parted by `|`).
fn says(text: &str, words: &str) -> bool {
    words.split('|').any(|word| text.contains(&folded(word).into_iter().collect::<String>()))
}
