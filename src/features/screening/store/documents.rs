//! Documents and pages.

use diesel::prelude::*;

use super::super::intake::Usage;
use super::super::model::{Document, Page};
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{screening_case, screening_document, screening_earlier, screening_page};
use crate::platform::db::{AnyConn, Tx};

pub(in super::super) fn usage(conn: &mut AnyConn, person: &str, since: Moment) -> Result<Usage, Fault> {
    let rows: Vec<(i64, String)> = screening_document::table
        .filter(screening_document::submitter_id.eq(person))
        .filter(screening_document::received_at.ge(since))
        .select((screening_document::bytes, screening_document::state))
        .load(conn)?;
    let waiting = rows.iter().filter(|(_, state)| matches!(state.as_str(), "received" | "examining")).count();
    Ok(Usage {
        files: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        bytes: rows.iter().map(|(bytes, _)| bytes).sum(),
        waiting: i64::try_from(waiting).unwrap_or(i64::MAX),
    })
}

pub(in super::super) fn insert_document(tx: &mut Tx<'_>, row: &Document) -> Result<(), Fault> {
    diesel::insert_into(screening_document::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn document(conn: &mut AnyConn, id: &str) -> Result<Option<Document>, Fault> {
    Ok(screening_document::table.find(id).select(screening_document::all_columns).first(conn).optional()?)
}

pub(in super::super) fn documents(conn: &mut AnyConn, case_id: &str) -> Result<Vec<Document>, Fault> {
    Ok(screening_document::table
        .filter(screening_document::case_id.eq(case_id))
        .order(screening_document::position)
        .select(screening_document::all_columns)
        .load(conn)?)
}

/// First document of each of these cases, for lists.
pub(in super::super) fn documents_of(conn: &mut AnyConn, cases: &[String]) -> Result<Vec<Document>, Fault> {
    Ok(screening_document::table
        .filter(screening_document::case_id.eq_any(cases))
        .order((screening_document::case_id, screening_document::position))
        .select(screening_document::all_columns)
        .load(conn)?)
}

/// The same file elsewhere: position of the document and its case, the oldest first.
pub(in super::super) fn twins(conn: &mut AnyConn, blob: &str) -> Result<Vec<(i32, String)>, Fault> {
    Ok(screening_document::table
        .filter(screening_document::blob.eq(blob))
        .order(screening_document::id)
        .limit(50)
        .select((screening_document::position, screening_document::case_id))
        .load(conn)?)
}

pub(in super::super) fn set_document_state(
    tx: &mut Tx<'_>,
    id: &str,
    state: &str,
    refusal: Option<&str>,
) -> Result<(), Fault> {
    diesel::update(screening_document::table.find(id))
        .set((
            screening_document::state.eq(state),
            screening_document::refusal.eq(refusal),
            screening_document::read_at.eq(None::<crate::kernel::Moment>),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Puts down that the words of a file under examination have been read.
pub(in super::super) fn set_read(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::update(screening_document::table.find(id).filter(screening_document::state.eq("examining")))
        .set(screening_document::read_at.eq(tx.at))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn set_examined(
    tx: &mut Tx<'_>,
    id: &str,
    report: &str,
    pixels_speak: bool,
    millis: i64,
) -> Result<(), Fault> {
    diesel::update(screening_document::table.find(id))
        .set((
            screening_document::state.eq("examined"),
            screening_document::refusal.eq(None::<String>),
            screening_document::report.eq(report),
            screening_document::pixels_speak.eq(pixels_speak),
            screening_document::millis.eq(millis),
            screening_document::examined_at.eq(tx.at),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Counts findings that went because somebody corrected what was read.
pub(in super::super) fn add_withdrawn(tx: &mut Tx<'_>, id: &str, n: i32) -> Result<(), Fault> {
    diesel::update(screening_document::table.find(id))
        .set(screening_document::withdrawn.eq(screening_document::withdrawn + n))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn insert_page(tx: &mut Tx<'_>, row: &Page) -> Result<(), Fault> {
    diesel::insert_into(screening_page::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn pages(conn: &mut AnyConn, case_id: &str) -> Result<Vec<Page>, Fault> {
    Ok(screening_page::table
        .filter(screening_page::case_id.eq(case_id))
        .order(screening_page::number)
        .select(screening_page::all_columns)
        .load(conn)?)
}

pub(in super::super) fn page(conn: &mut AnyConn, case_id: &str, number: i32) -> Result<Page, Fault> {
    Ok(screening_page::table.find((case_id, number)).select(screening_page::all_columns).first(conn)?)
}

/// Code and print of the reference of a case, whoever asks: only reuse findings read this.
pub(in super::super) fn reference_of(
    conn: &mut AnyConn,
    case_id: &str,
) -> Result<Option<(String, Option<String>)>, Fault> {
    Ok(screening_case::table
        .find(case_id)
        .filter(screening_case::erased_at.is_null())
        .select((screening_case::code, screening_case::reference_print))
        .first(conn)
        .optional()?)
}

/// Whether a row still names this blob.
pub(in super::super) fn names_blob(conn: &mut AnyConn, blob: &str) -> Result<bool, Fault> {
    let document: i64 =
        screening_document::table.filter(screening_document::blob.eq(blob)).count().get_result(conn)?;
    let page: i64 = screening_page::table
        .filter(
            screening_page::preview
                .eq(blob)
                .or(screening_page::heat.is_not_null().and(screening_page::heat.eq(blob)))
                .or(screening_page::error_level.is_not_null().and(screening_page::error_level.eq(blob))),
        )
        .count()
        .get_result(conn)?;
    let earlier: i64 =
        screening_earlier::table.filter(screening_earlier::preview.eq(blob)).count().get_result(conn)?;
    Ok(document + page + earlier > 0 || super::exercise_names(conn, blob)?)
}
