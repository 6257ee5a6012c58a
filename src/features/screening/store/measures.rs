//! What the rules said of files, and the bounds made of it.

use diesel::prelude::*;

use super::super::model::{BoundsRow, Measure};
use crate::kernel::Fault;
use crate::platform::db::schema::{screening_calibration, screening_measure};
use crate::platform::db::{AnyConn, Both, Tx};

/// Files of one kind that bounds are made of, at most; the newest first.
const FILES: i64 = 2_000;

pub(in super::super) fn put_measure(tx: &mut Tx<'_>, row: &Measure) -> Result<(), Fault> {
    Both::new(
        diesel::insert_into(screening_measure::table).values(row),
        "ON CONFLICT (document_id) DO UPDATE SET kind = excluded.kind, state = excluded.state, \
         engine = excluded.engine, findings = excluded.findings, measured_at = excluded.measured_at",
    )
    .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn measures_of(conn: &mut AnyConn, case: &str) -> Result<Vec<Measure>, Fault> {
    Ok(screening_measure::table
        .filter(screening_measure::case_id.eq(case))
        .order(screening_measure::id)
        .select(screening_measure::all_columns)
        .load(conn)?)
}

/// Says what a file is: its kind was corrected by a person.
pub(in super::super) fn set_measure_kind(tx: &mut Tx<'_>, document: &str, kind: &str) -> Result<(), Fault> {
    diesel::update(screening_measure::table.filter(screening_measure::document_id.eq(document)))
        .set(screening_measure::kind.eq(kind))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn set_measure(
    tx: &mut Tx<'_>,
    id: &str,
    state: &str,
    findings: &str,
) -> Result<(), Fault> {
    diesel::update(screening_measure::table.find(id))
        .set((screening_measure::state.eq(state), screening_measure::findings.eq(findings)))
        .execute(tx.conn)?;
    Ok(())
}

/// Measures of a kind that are settled.
pub(in super::super) fn settled_measures(conn: &mut AnyConn, kind: &str) -> Result<Vec<Measure>, Fault> {
    Ok(screening_measure::table
        .filter(screening_measure::kind.eq(kind))
        .filter(screening_measure::state.ne("open"))
        .order((screening_measure::measured_at.desc(), screening_measure::id))
        .limit(FILES)
        .select(screening_measure::all_columns)
        .load(conn)?)
}

/// What an erased case leaves: nothing that points to it. What nobody has settled says nothing and goes.
pub(in super::super) fn part_from_case(tx: &mut Tx<'_>, case: &str) -> Result<(), Fault> {
    diesel::delete(
        screening_measure::table
            .filter(screening_measure::case_id.eq(case))
            .filter(screening_measure::state.eq("open")),
    )
    .execute(tx.conn)?;
    diesel::update(screening_measure::table.filter(screening_measure::case_id.eq(case)))
        .set((
            screening_measure::case_id.eq(None::<String>),
            screening_measure::document_id.eq(None::<String>),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Versions of a kind's bounds, the latest first.
pub(in super::super) fn bounds(conn: &mut AnyConn, kind: &str, limit: i64) -> Result<Vec<BoundsRow>, Fault> {
    Ok(screening_calibration::table
        .filter(screening_calibration::kind.eq(kind))
        .order(screening_calibration::version.desc())
        .limit(limit)
        .select(screening_calibration::all_columns)
        .load(conn)?)
}

pub(in super::super) fn insert_bounds(tx: &mut Tx<'_>, row: &BoundsRow) -> Result<(), Fault> {
    diesel::insert_into(screening_calibration::table).values(row).execute(tx.conn)?;
    Ok(())
}
