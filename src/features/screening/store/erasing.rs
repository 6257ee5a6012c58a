//! Removing a case's data on its retention date.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::super::model::Case;
use super::super::rules::CaseState;
use crate::kernel::Fault;
use crate::platform::db::schema::{
    screening_case, screening_cell, screening_check, screening_document, screening_earlier, screening_field,
    screening_finding, screening_look, screening_note, screening_page, screening_paper, screening_text,
    screening_typed,
};
use crate::platform::db::{AnyConn, Tx};

/// Cases whose day has come.
pub(in super::super) fn due(conn: &mut AnyConn, today: NaiveDate) -> Result<Vec<Case>, Fault> {
    Ok(screening_case::table
        .filter(screening_case::erased_at.is_null())
        .filter(screening_case::retention_on.le(today))
        .order(screening_case::id)
        .limit(100)
        .select(screening_case::all_columns)
        .load(conn)?)
}

/// How many rows of each kind went; the deletion certificate.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Gone {
    pub documents: usize,
    pub pages: usize,
    pub findings: usize,
    pub checks: usize,
    pub notes: usize,
    pub papers: usize,
    pub texts: usize,
}

/// Removes everything but the bare case: its number, its days, who handed in and who decided.
pub(in super::super) fn erase(tx: &mut Tx<'_>, id: &str) -> Result<Gone, Fault> {
    diesel::delete(screening_cell::table.filter(screening_cell::case_id.eq(id))).execute(tx.conn)?;
    diesel::delete(screening_field::table.filter(screening_field::case_id.eq(id))).execute(tx.conn)?;
    diesel::delete(screening_earlier::table.filter(screening_earlier::case_id.eq(id))).execute(tx.conn)?;
    diesel::delete(screening_typed::table.filter(screening_typed::case_id.eq(id))).execute(tx.conn)?;
    super::erase_exercises(tx, id)?;
    super::erase_parts(tx, id)?;
    super::erase_opinions(tx, id)?;
    super::part_from_case(tx, id)?;
    let gone = Gone {
        papers: diesel::delete(screening_paper::table.filter(screening_paper::case_id.eq(id)))
            .execute(tx.conn)?,
        texts: diesel::delete(screening_text::table.filter(screening_text::case_id.eq(id)))
            .execute(tx.conn)?,
        findings: diesel::delete(screening_finding::table.filter(screening_finding::case_id.eq(id)))
            .execute(tx.conn)?,
        pages: diesel::delete(screening_page::table.filter(screening_page::case_id.eq(id)))
            .execute(tx.conn)?,
        checks: diesel::delete(screening_check::table.filter(screening_check::case_id.eq(id)))
            .execute(tx.conn)?,
        notes: diesel::delete(screening_note::table.filter(screening_note::case_id.eq(id)))
            .execute(tx.conn)?,
        documents: diesel::delete(screening_document::table.filter(screening_document::case_id.eq(id)))
            .execute(tx.conn)?,
    };
    // Findings of other cases that pointed here keep their sentence, which holds this case's number only.
    diesel::update(screening_finding::table.filter(screening_finding::other_case_id.eq(id)))
        .set(screening_finding::other_case_id.eq(None::<String>))
        .execute(tx.conn)?;
    diesel::delete(screening_look::table.filter(screening_look::case_id.eq(id))).execute(tx.conn)?;
    diesel::update(screening_case::table.find(id))
        .set((
            screening_case::state.eq(CaseState::Closed.code()),
            screening_case::claimed_by.eq(None::<String>),
            screening_case::reference_sealed.eq(None::<String>),
            screening_case::reference_print.eq(None::<String>),
            screening_case::secret.eq(None::<String>),
            screening_case::queued_at.eq(None::<crate::kernel::Moment>),
            screening_case::erased_at.eq(tx.at),
        ))
        .execute(tx.conn)?;
    Ok(gone)
}
