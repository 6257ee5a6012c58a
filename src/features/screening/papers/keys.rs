//! The vocabulary of kinds, fields and columns is the recognition's own (`forensics::papers`).

use crate::forensics::papers::{Kind, Need, column_keys, field_keys};

/// Kinds in the order of the buttons.
pub const KINDS: &[Kind] = &Kind::ALL;

/// The stable name of a kind, in the database, in forms and in messages.
#[must_use]
pub const fn code(kind: Kind) -> &'static str {
    kind.name()
}

/// Whether a column has a name of its own.
#[must_use]
pub fn is_column(key: &str) -> bool {
    KINDS.iter().any(|kind| column_keys(*kind).contains(&key))
}

/// Keys of the fields a paper of this kind can have.
pub fn fields_of(kind: Kind) -> impl Iterator<Item = &'static str> {
    field_keys(kind).iter().map(|field| field.key)
}

/// Those of them that a person may add, where the reader did not find them.
pub fn offered(kind: Kind) -> impl Iterator<Item = &'static str> {
    field_keys(kind).iter().filter(|field| field.need != Need::Stray).map(|field| field.key)
}
