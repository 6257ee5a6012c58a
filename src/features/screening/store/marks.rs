//! Findings, typed checks, notes.

use diesel::prelude::*;

use super::super::model::{Check, FindingRow, Note};
use super::super::rules::Outcome;
use crate::kernel::Fault;
use crate::platform::db::schema::{screening_check, screening_finding, screening_note};
use crate::platform::db::{AnyConn, Tx};

pub(in super::super) fn insert_finding(tx: &mut Tx<'_>, row: &FindingRow) -> Result<(), Fault> {
    diesel::insert_into(screening_finding::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Takes a finding away; the rule that made it no longer says it.
pub(in super::super) fn delete_finding(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::delete(screening_finding::table.find(id)).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn set_counts(tx: &mut Tx<'_>, id: &str, counts: bool) -> Result<(), Fault> {
    diesel::update(screening_finding::table.find(id))
        .set(screening_finding::counts.eq(counts))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn finding(conn: &mut AnyConn, case_id: &str, id: &str) -> Result<FindingRow, Fault> {
    Ok(screening_finding::table
        .find(id)
        .filter(screening_finding::case_id.eq(case_id))
        .select(screening_finding::all_columns)
        .first(conn)?)
}

/// Sets findings aside, or takes them up again.
pub(in super::super) fn set_aside(
    tx: &mut Tx<'_>,
    ids: &[String],
    why: Option<&str>,
) -> Result<usize, Fault> {
    Ok(diesel::update(screening_finding::table.filter(screening_finding::id.eq_any(ids)))
        .set(screening_finding::set_aside.eq(why))
        .execute(tx.conn)?)
}

/// The findings of a case that are shown.
pub(in super::super) fn findings(conn: &mut AnyConn, case_id: &str) -> Result<Vec<FindingRow>, Fault> {
    let mut rows = all_findings(conn, case_id)?;
    rows.retain(|row| row.set_aside.is_none());
    Ok(rows)
}

/// The findings of a case, those set aside among them.
pub(in super::super) fn all_findings(conn: &mut AnyConn, case_id: &str) -> Result<Vec<FindingRow>, Fault> {
    Ok(screening_finding::table
        .filter(screening_finding::case_id.eq(case_id))
        .order(screening_finding::id)
        .select(screening_finding::all_columns)
        .load(conn)?)
}

/// Findings of several cases, for the queue.
pub(in super::super) fn findings_of(conn: &mut AnyConn, cases: &[String]) -> Result<Vec<FindingRow>, Fault> {
    Ok(screening_finding::table
        .filter(screening_finding::case_id.eq_any(cases))
        .filter(screening_finding::set_aside.is_null())
        .order(screening_finding::id)
        .select(screening_finding::all_columns)
        .load(conn)?)
}

/// Sets what became of a finding; `false` when the case has none of this id.
pub(in super::super) fn set_outcome(
    tx: &mut Tx<'_>,
    case_id: &str,
    id: &str,
    outcome: Outcome,
    cause: Option<&str>,
    by: &str,
) -> Result<bool, Fault> {
    let open = outcome == Outcome::Open;
    let changed =
        diesel::update(screening_finding::table.find(id).filter(screening_finding::case_id.eq(case_id)))
            .set((
                screening_finding::outcome.eq(outcome.code()),
                screening_finding::outcome_by.eq((!open).then_some(by)),
                screening_finding::outcome_at.eq((!open).then_some(tx.at)),
                screening_finding::outcome_cause.eq(cause),
            ))
            .execute(tx.conn)?;
    Ok(changed == 1)
}

pub(in super::super) fn insert_check(tx: &mut Tx<'_>, row: &Check) -> Result<(), Fault> {
    diesel::insert_into(screening_check::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn checks(conn: &mut AnyConn, case_id: &str) -> Result<Vec<Check>, Fault> {
    Ok(screening_check::table
        .filter(screening_check::case_id.eq(case_id))
        .order(screening_check::id)
        .select(screening_check::all_columns)
        .load(conn)?)
}

pub(in super::super) fn check(conn: &mut AnyConn, case_id: &str, id: &str) -> Result<Check, Fault> {
    Ok(screening_check::table
        .find(id)
        .filter(screening_check::case_id.eq(case_id))
        .select(screening_check::all_columns)
        .first(conn)?)
}

pub(in super::super) fn insert_note(tx: &mut Tx<'_>, row: &Note) -> Result<(), Fault> {
    diesel::insert_into(screening_note::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn notes(conn: &mut AnyConn, case_id: &str) -> Result<Vec<Note>, Fault> {
    Ok(screening_note::table
        .filter(screening_note::case_id.eq(case_id))
        .order(screening_note::id)
        .select(screening_note::all_columns)
        .load(conn)?)
}
