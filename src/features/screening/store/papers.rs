//! Words, papers, fields, corrected cells, earlier revisions.

use diesel::prelude::*;

use super::super::papers::{CellRow, EarlierRow, FieldRow, PaperRow, TextRow};
use crate::kernel::Fault;
use crate::platform::db::schema::{
    screening_cell, screening_earlier, screening_field, screening_paper, screening_text,
};
use crate::platform::db::{AnyConn, Both, Tx};

pub(in super::super) fn insert_text(tx: &mut Tx<'_>, row: &TextRow) -> Result<(), Fault> {
    diesel::insert_into(screening_text::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn text(
    conn: &mut AnyConn,
    case_id: &str,
    number: i32,
) -> Result<Option<TextRow>, Fault> {
    Ok(screening_text::table
        .find((case_id, number))
        .select(screening_text::all_columns)
        .first(conn)
        .optional()?)
}

/// Page number, source and number of words of every page that was looked at for words.
pub(in super::super) fn texts_of(
    conn: &mut AnyConn,
    case_id: &str,
) -> Result<Vec<(i32, String, i32)>, Fault> {
    Ok(screening_text::table
        .filter(screening_text::case_id.eq(case_id))
        .order(screening_text::number)
        .select((screening_text::number, screening_text::source, screening_text::words))
        .load(conn)?)
}

pub(in super::super) fn insert_paper(tx: &mut Tx<'_>, row: &PaperRow) -> Result<(), Fault> {
    diesel::insert_into(screening_paper::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn papers(conn: &mut AnyConn, case_id: &str) -> Result<Vec<PaperRow>, Fault> {
    Ok(screening_paper::table
        .filter(screening_paper::case_id.eq(case_id))
        .order((screening_paper::document_id, screening_paper::position))
        .select(screening_paper::all_columns)
        .load(conn)?)
}

pub(in super::super) fn paper(conn: &mut AnyConn, case_id: &str, id: &str) -> Result<PaperRow, Fault> {
    Ok(screening_paper::table
        .find(id)
        .filter(screening_paper::case_id.eq(case_id))
        .select(screening_paper::all_columns)
        .first(conn)?)
}

/// Says what kind a paper is; `None` takes back what was said.
pub(in super::super) fn set_kind(
    tx: &mut Tx<'_>,
    id: &str,
    kind: Option<&str>,
    by: &str,
) -> Result<(), Fault> {
    diesel::update(screening_paper::table.find(id))
        .set((
            screening_paper::said_kind.eq(kind),
            screening_paper::said_by.eq(by),
            screening_paper::said_at.eq(tx.at),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn insert_field(tx: &mut Tx<'_>, row: &FieldRow) -> Result<(), Fault> {
    diesel::insert_into(screening_field::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn fields(conn: &mut AnyConn, case_id: &str) -> Result<Vec<FieldRow>, Fault> {
    Ok(screening_field::table
        .filter(screening_field::case_id.eq(case_id))
        .order((screening_field::paper_id, screening_field::position))
        .select(screening_field::all_columns)
        .load(conn)?)
}

/// Puts a person's reading beside what was read; `None` takes it back.
pub(in super::super) fn set_field(
    tx: &mut Tx<'_>,
    id: &str,
    said_sealed: Option<&str>,
    by: &str,
) -> Result<(), Fault> {
    diesel::update(screening_field::table.find(id))
        .set((
            screening_field::said_sealed.eq(said_sealed),
            screening_field::said_by.eq(by),
            screening_field::said_at.eq(tx.at),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn cells(conn: &mut AnyConn, case_id: &str) -> Result<Vec<CellRow>, Fault> {
    Ok(screening_cell::table
        .filter(screening_cell::case_id.eq(case_id))
        .select(screening_cell::all_columns)
        .load(conn)?)
}

/// Puts a person's reading of a cell beside what was read.
pub(in super::super) fn set_cell(tx: &mut Tx<'_>, row: &CellRow) -> Result<(), Fault> {
    Both::new(
        diesel::insert_into(screening_cell::table).values(row),
        "ON CONFLICT (paper_id, sheet, line, place) DO UPDATE SET said_sealed = excluded.said_sealed, \
         said_by = excluded.said_by, said_at = excluded.said_at",
    )
    .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn insert_earlier(tx: &mut Tx<'_>, row: &EarlierRow) -> Result<(), Fault> {
    diesel::insert_into(screening_earlier::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Earlier revisions of a page, the oldest first.
pub(in super::super) fn earlier(
    conn: &mut AnyConn,
    case_id: &str,
    number: i32,
) -> Result<Vec<EarlierRow>, Fault> {
    Ok(screening_earlier::table
        .filter(screening_earlier::case_id.eq(case_id))
        .filter(screening_earlier::number.eq(number))
        .order(screening_earlier::revision)
        .select(screening_earlier::all_columns)
        .load(conn)?)
}

pub(in super::super) fn earlier_of_case(conn: &mut AnyConn, case_id: &str) -> Result<Vec<EarlierRow>, Fault> {
    Ok(screening_earlier::table
        .filter(screening_earlier::case_id.eq(case_id))
        .order((screening_earlier::number, screening_earlier::revision))
        .select(screening_earlier::all_columns)
        .load(conn)?)
}
