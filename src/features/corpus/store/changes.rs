//! The change log. One row of `change_head` is updated with every entry: it makes writers wait for each other,
//! so that sequence numbers become visible in their order. A database sequence would not do: a later number
//! may be committed before an earlier one, and a reader in between would miss the earlier for ever.

use diesel::prelude::*;

use crate::kernel::Fault;
use crate::platform::db::schema::{change_head, change_log};
use crate::platform::db::{AnyConn, Tx};

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A version of a policy with all its clauses.
    Policy,
    /// A business item.
    Item,
    /// A note.
    Note,
    /// A question with its answer.
    Faq,
    /// A form.
    Form,
    /// The table of synonyms.
    Synonyms,
}

impl Subject {
    /// The word in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Item => "item",
            Self::Note => "note",
            Self::Faq => "faq",
            Self::Form => "form",
            Self::Synonyms => "synonyms",
        }
    }
}

/// Notes that something searchable changed, in the transaction of the change. What became of it is read from
/// its own table when the index follows, so an entry holds no operation that could disagree with the row.
pub fn log(tx: &mut Tx<'_>, subject: Subject, id: &str) -> Result<i64, Fault> {
    diesel::update(change_head::table.find(1))
        .set(change_head::seq.eq(change_head::seq + 1))
        .execute(tx.conn)?;
    let seq = head(tx.conn)?;
    diesel::insert_into(change_log::table)
        .values((
            change_log::seq.eq(seq),
            change_log::kind.eq(subject.code()),
            change_log::subject_id.eq(id),
            change_log::at.eq(tx.at),
        ))
        .execute(tx.conn)?;
    Ok(seq)
}

/// Number of the last change.
pub fn head(conn: &mut AnyConn) -> Result<i64, Fault> {
    Ok(change_head::table.find(1).select(change_head::seq).first(conn)?)
}

/// A line of the log.
#[derive(Debug, Clone, Queryable)]
pub struct Logged {
    /// Its number.
    pub seq: i64,
    /// What it is about, as [`Subject::code`] writes it.
    pub kind: String,
    /// Which one.
    pub subject_id: String,
}

/// Changes after a number, oldest first.
pub fn after(conn: &mut AnyConn, seq: i64, limit: i64) -> Result<Vec<Logged>, Fault> {
    Ok(change_log::table
        .filter(change_log::seq.gt(seq))
        .order(change_log::seq)
        .limit(limit)
        .select((change_log::seq, change_log::kind, change_log::subject_id))
        .load(conn)?)
}

/// Whether something of a kind changed after a number.
pub fn after_of(conn: &mut AnyConn, seq: i64, subject: Subject) -> Result<bool, Fault> {
    let found: Option<i64> = change_log::table
        .filter(change_log::seq.gt(seq))
        .filter(change_log::kind.eq(subject.code()))
        .select(change_log::seq)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}
