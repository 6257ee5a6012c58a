//! What the trail holds.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::Serialize;
use serde_json::Value;

use crate::kernel::Moment;
use crate::platform::db::schema::audit_event;

/// What kind of act an entry tells of, for example `round.signed`; its sentence is `audit-round-signed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(pub &'static str);

/// An entry before it is chained.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(super) kind: Kind,
    pub(super) subject_type: &'static str,
    pub(super) subject_id: String,
    pub(super) facts: BTreeMap<&'static str, Value>,
}

impl Entry {
    /// An entry about one thing.
    #[must_use]
    pub fn new(kind: Kind, subject_type: &'static str, subject_id: impl Into<String>) -> Self {
        Self { kind, subject_type, subject_id: subject_id.into(), facts: BTreeMap::new() }
    }

    /// Adds a fact: an identifier, a state, a figure; never a name, a number of a person or a text
    /// somebody typed about a person.
    #[must_use]
    pub fn fact(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.facts.insert(name, value.into());
        self
    }
}

/// An entry of the trail as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = audit_event)]
pub struct Event {
    /// Place in the chain, from 1 without gaps.
    pub seq: i64,
    /// When, UTC.
    pub at: Moment,
    /// Who; empty for the program itself.
    pub actor_id: Option<String>,
    /// What kind of act.
    pub kind: String,
    /// Type of the thing acted on.
    pub subject_type: String,
    /// The thing acted on.
    pub subject_id: String,
    /// Facts as canonical JSON: sorted keys, no spaces.
    pub payload: String,
    /// Hash function, so that it can be replaced one day.
    pub algorithm: String,
    /// Hash of the entry before; empty for the first.
    pub prev_hash: String,
    /// Hash of this entry.
    pub hash: String,
}
