//! Documents and pages.

use diesel::prelude::*;

use super::super::intake::Usage;
use super::super::model::{Document, Page};
use super::super::reuse::Look;
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{screening_case, screening_document, screening_page};
use crate::platform::db::{AnyConn, Tx};

/// Pages of other cases compared at most; the newest first.
const COMPARED: i64 = 20_000;

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

/// The same file elsewhere: document and its case, the oldest first.
pub(in super::super) fn twins(conn: &mut AnyConn, blob: &str) -> Result<Vec<(String, String)>, Fault> {
    Ok(screening_document::table
        .filter(screening_document::blob.eq(blob))
        .order(screening_document::id)
        .limit(50)
        .select((screening_document::id, screening_document::case_id))
        .load(conn)?)
}

pub(in super::super) fn set_document_state(
    tx: &mut Tx<'_>,
    id: &str,
    state: &str,
    refusal: Option<&str>,
) -> Result<(), Fault> {
    diesel::update(screening_document::table.find(id))
        .set((screening_document::state.eq(state), screening_document::refusal.eq(refusal)))
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

/// A page of another case, with the print of that case's applicant reference.
pub(in super::super) struct OtherPage {
    pub case_id: String,
    pub look: Look,
    pub reference_print: Option<String>,
}

/// Pages of other cases to compare with; blank pages all look alike and are left out.
pub(in super::super) fn other_pages(conn: &mut AnyConn, case_id: &str) -> Result<Vec<OtherPage>, Fault> {
    let rows: Vec<(String, String, String, Option<String>)> = screening_page::table
        .inner_join(screening_case::table)
        .filter(screening_page::case_id.ne(case_id))
        .filter(screening_page::profile.ne("blank"))
        .order((screening_page::case_id.desc(), screening_page::number))
        .limit(COMPARED)
        .select((
            screening_page::case_id,
            screening_page::phash,
            screening_page::dhash,
            screening_case::reference_print,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(case_id, phash, dhash, reference_print)| OtherPage {
            case_id,
            look: Look { phash, dhash },
            reference_print,
        })
        .collect())
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
    Ok(document + page > 0)
}
