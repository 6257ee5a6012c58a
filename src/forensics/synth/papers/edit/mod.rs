//! Logical edits: which value is changed to what, which rule that must break, and where it shows.
//!
//! What is changed is planned once ([`plan()`]); the two sets carry it out by different code: [`layout`] sets the
//! page anew before its way, [`pixels`] works on the finished picture.

mod amounts;
pub mod layout;
pub mod pixels;
pub mod plan;
mod rows;

pub use plan::plan;

use super::sheet::Tag;
use crate::forensics::reading::text::Flat;

/// What kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// One digit of a balance.
    BalanceDigit,
    /// One digit of a transaction's amount.
    AmountDigit,
    /// One digit of a sum at the end.
    TotalDigit,
    /// Two rows changed places.
    RowsSwapped,
    /// A row is gone, the others moved up.
    RowDeleted,
    /// An amount in figures, not in words.
    FiguresNotWords,
    /// A price that no longer gives the product.
    UnitPrice,
    /// An area that no longer gives the product.
    Area,
    /// A tax that no longer follows from rate or sum.
    Tax,
    /// A day the calendar does not have.
    ImpossibleDate,
    /// A day before the day it must follow.
    DateOrder,
    /// One digit of an identity number.
    IdDigit,
    /// The printed birthday against the number.
    BirthDate,
    /// The printed sex against the number.
    Sex,
    /// One character of a credit code.
    CodeCharacter,
    /// One digit of a card number.
    CardDigit,
    /// All printed amounts of an invoice, not its code.
    QrAmount,
    /// Another counterparty: nothing is broken.
    Counterparty,
    /// Another name: nothing is broken.
    Name,
    /// An amount with everything that follows from it: nothing is broken.
    AmountEverywhere,
    /// A date that keeps its order: nothing is broken.
    DateKept,
}

impl EditKind {
    /// All kinds.
    pub const ALL: [Self; 21] = [
        Self::BalanceDigit,
        Self::AmountDigit,
        Self::TotalDigit,
        Self::RowsSwapped,
        Self::RowDeleted,
        Self::FiguresNotWords,
        Self::UnitPrice,
        Self::Area,
        Self::Tax,
        Self::ImpossibleDate,
        Self::DateOrder,
        Self::IdDigit,
        Self::BirthDate,
        Self::Sex,
        Self::CodeCharacter,
        Self::CardDigit,
        Self::QrAmount,
        Self::Counterparty,
        Self::Name,
        Self::AmountEverywhere,
        Self::DateKept,
    ];

    /// The name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BalanceDigit => "balance_digit",
            Self::AmountDigit => "amount_digit",
            Self::TotalDigit => "total_digit",
            Self::RowsSwapped => "rows_swapped",
            Self::RowDeleted => "row_deleted",
            Self::FiguresNotWords => "figures_not_words",
            Self::UnitPrice => "unit_price",
            Self::Area => "area",
            Self::Tax => "tax",
            Self::ImpossibleDate => "impossible_date",
            Self::DateOrder => "date_order",
            Self::IdDigit => "id_digit",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::CodeCharacter => "code_character",
            Self::CardDigit => "card_digit",
            Self::QrAmount => "qr_amount",
            Self::Counterparty => "counterparty",
            Self::Name => "name",
            Self::AmountEverywhere => "amount_everywhere",
            Self::DateKept => "date_kept",
        }
    }

    /// Whether a rule must be broken by it.
    #[must_use]
    pub const fn breaks(self) -> bool {
        !matches!(self, Self::Counterparty | Self::Name | Self::AmountEverywhere | Self::DateKept)
    }

    /// The rule in a word; empty where none is broken.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::BalanceDigit | Self::AmountDigit | Self::RowsSwapped | Self::RowDeleted => {
                "running_balance"
            }
            Self::TotalDigit => "totals",
            Self::FiguresNotWords => "amount_in_words",
            Self::UnitPrice | Self::Area => "product",
            Self::Tax => "tax",
            Self::ImpossibleDate => "calendar",
            Self::DateOrder => "date_order",
            Self::IdDigit => "id_check_digit",
            Self::BirthDate => "id_birth_date",
            Self::Sex => "id_sex",
            Self::CodeCharacter => "credit_code",
            Self::CardDigit => "luhn",
            Self::QrAmount => "qr",
            Self::Counterparty | Self::Name | Self::AmountEverywhere | Self::DateKept => "",
        }
    }
}

/// One value set anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub tag: Tag,
    /// Which of its texts, for values printed in parts.
    pub part: usize,
    /// The new value, canonical.
    pub value: String,
}

/// Rows that move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Two rows change places.
    Swap(usize, usize),
    /// A row goes, the following move up.
    Delete(usize),
}

/// An edit before it is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What kind.
    pub kind: EditKind,
    /// The key changed first.
    pub key: &'static str,
    /// Values set anew.
    pub changes: Vec<Change>,
    /// Rows that move.
    pub rows: Option<Move>,
    /// Values the rule compares with: a finding there is right as well.
    pub partners: Vec<Tag>,
}

/// Where an edit shows on drawn pages, in pixels before their way.
pub type Places = Vec<(usize, Flat)>;

/// The smallest box around both.
#[must_use]
pub fn around(a: &Flat, b: &Flat) -> Flat {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Flat { x, y, width: a.right().max(b.right()) - x, height: a.bottom().max(b.bottom()) - y }
}

/// Middle of each row of the table on a page: number and height, in order.
#[must_use]
pub fn middles(words: &[super::render::Drawn]) -> Vec<(usize, f32)> {
    let mut rows: std::collections::BTreeMap<usize, (f32, f32)> = std::collections::BTreeMap::new();
    for drawn in words {
        if let Some(row) = drawn.tag.and_then(|tag| tag.row) {
            let span = rows.entry(row).or_insert((f32::MAX, f32::MIN));
            *span = (span.0.min(drawn.run.y), span.1.max(drawn.run.y));
        }
    }
    rows.into_iter().map(|(row, (low, high))| (row, f32::midpoint(low, high))).collect()
}
