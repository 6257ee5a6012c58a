//! Telling people.

use std::collections::BTreeMap;

use super::store::{self, Row};
use crate::kernel::Fault;
use crate::platform::db::{AnyConn, Tx};

/// Something to tell: its sentence is `notice-<kind>` with the arguments, its link leads to the thing.
#[derive(Debug, Clone)]
pub struct Notice {
    kind: &'static str,
    args: BTreeMap<&'static str, String>,
    link: String,
}

impl Notice {
    /// A notice of a kind that leads to `link`.
    #[must_use]
    pub fn new(kind: &'static str, link: impl Into<String>) -> Self {
        Self { kind, args: BTreeMap::new(), link: link.into() }
    }

    /// Adds an argument of the sentence: a title or a figure, never a citizen's data.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(name, value.into());
        self
    }
}

/// Tells a person, in the transaction of what happened.
///
/// # Errors
/// When the database fails.
pub fn notify(tx: &mut Tx<'_>, person: &str, notice: &Notice) -> Result<(), Fault> {
    let row = Row {
        id: tx.id(),
        person_id: person.to_owned(),
        kind: notice.kind.to_owned(),
        args: serde_json::to_string(&notice.args).map_err(Fault::ours)?,
        link: notice.link.clone(),
        created_at: tx.at,
        read_at: None,
    };
    store::insert(tx, &row)
}

/// How many notices a person has not opened.
///
/// # Errors
/// When the database fails.
pub fn unread(conn: &mut AnyConn, person: &str) -> Result<i64, Fault> {
    store::unread(conn, person)
}
