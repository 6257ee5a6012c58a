//! Queries on the trail.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::model::Event;
use super::rules::Head;
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{audit_event, audit_head};
use crate::platform::db::{AnyConn, Tx};

#[derive(QueryableByName)]
struct HeadRow {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Text)]
    hash: String,
}

/// Takes the lock that orders writers and returns the head as it stood before.
pub(super) fn lock_head(tx: &mut Tx<'_>) -> Result<Head, Fault> {
    let row: HeadRow =
        diesel::sql_query("UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash")
            .get_result(tx.conn)?;
    Ok(Head { seq: row.seq - 1, hash: row.hash })
}

pub(super) fn append(tx: &mut Tx<'_>, event: &Event) -> Result<(), Fault> {
    diesel::insert_into(audit_event::table).values(event).execute(tx.conn)?;
    diesel::update(audit_head::table.find(1)).set(audit_head::hash.eq(&event.hash)).execute(tx.conn)?;
    Ok(())
}

pub(super) fn head(conn: &mut AnyConn) -> Result<Head, Fault> {
    let (seq, hash) =
        audit_head::table.find(1).select((audit_head::seq, audit_head::hash)).first::<(i64, String)>(conn)?;
    Ok(Head { seq, hash })
}

/// Entries after `seq`, in order.
pub(super) fn after(conn: &mut AnyConn, seq: i64, limit: i64) -> Result<Vec<Event>, Fault> {
    Ok(audit_event::table
        .filter(audit_event::seq.gt(seq))
        .order(audit_event::seq)
        .limit(limit)
        .select(audit_event::all_columns)
        .load(conn)?)
}

/// The hash of one entry.
pub(super) fn hash_of(conn: &mut AnyConn, seq: i64) -> Result<Option<String>, Fault> {
    Ok(audit_event::table.find(seq).select(audit_event::hash).first(conn).optional()?)
}

/// What to look for; an absent part matches everything.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Who acted.
    pub actor: Option<String>,
    /// Beginning of the kind, so that `round` finds `round.signed`.
    pub kind: Option<String>,
    /// The thing acted on.
    pub subject: Option<String>,
    /// From this moment on.
    pub from: Option<Moment>,
    /// Before this moment.
    pub to: Option<Moment>,
    /// Only entries before this one, for the next page.
    pub before: Option<i64>,
}

/// Entries that match, newest first.
pub(super) fn search(conn: &mut AnyConn, filter: &Filter, limit: i64) -> Result<Vec<Event>, Fault> {
    let mut query = audit_event::table.select(audit_event::all_columns).into_boxed();
    if let Some(actor) = &filter.actor {
        query = query.filter(audit_event::actor_id.eq(actor));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(audit_event::kind.like(format!("{}%", kind.replace(['%', '_'], ""))));
    }
    if let Some(subject) = &filter.subject {
        query = query.filter(audit_event::subject_id.eq(subject));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_event::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit_event::at.lt(to));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_event::seq.lt(before));
    }
    Ok(query.order(audit_event::seq.desc()).limit(limit).load(conn)?)
}
