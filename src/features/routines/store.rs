//! Queries on routines, rounds and certificates.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{CertificateRow, RoundRow, RoutineRow, SelfCheckRow, SignOffRow, StepRow, VersionRow};
use crate::kernel::Fault;
use crate::platform::db::schema::{
    etiquette_certificate, routine, routine_round, routine_self_check, routine_sign_off, routine_step,
    routine_version,
};
use crate::platform::db::{AnyConn, Tx};

pub(super) fn routines(conn: &mut AnyConn) -> Result<Vec<RoutineRow>, Fault> {
    Ok(routine::table.order(routine::id).select(routine::all_columns).load(conn)?)
}

pub(super) fn by_slug(conn: &mut AnyConn, slug: &str) -> Result<Option<RoutineRow>, Fault> {
    Ok(routine::table.filter(routine::slug.eq(slug)).select(routine::all_columns).first(conn).optional()?)
}

pub(super) fn insert_routine(tx: &mut Tx<'_>, row: &RoutineRow) -> Result<(), Fault> {
    diesel::insert_into(routine::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn insert_version(tx: &mut Tx<'_>, row: &VersionRow, steps: &[StepRow]) -> Result<(), Fault> {
    diesel::insert_into(routine_version::table).values(row).execute(tx.conn)?;
    for step in steps {
        diesel::insert_into(routine_step::table).values(step).execute(tx.conn)?;
    }
    Ok(())
}

pub(super) fn latest(conn: &mut AnyConn, routine_id: &str) -> Result<Option<VersionRow>, Fault> {
    Ok(routine_version::table
        .filter(routine_version::routine_id.eq(routine_id))
        .order(routine_version::version.desc())
        .select(routine_version::all_columns)
        .first(conn)
        .optional()?)
}

pub(super) fn version(conn: &mut AnyConn, id: &str) -> Result<(RoutineRow, VersionRow), Fault> {
    Ok(routine_version::table
        .inner_join(routine::table)
        .filter(routine_version::id.eq(id))
        .select((routine::all_columns, routine_version::all_columns))
        .first(conn)?)
}

pub(super) fn steps(conn: &mut AnyConn, version_id: &str) -> Result<Vec<StepRow>, Fault> {
    Ok(routine_step::table
        .filter(routine_step::version_id.eq(version_id))
        .order(routine_step::place)
        .select(routine_step::all_columns)
        .load(conn)?)
}

pub(super) fn insert_self_check(tx: &mut Tx<'_>, row: &SelfCheckRow) -> Result<(), Fault> {
    diesel::insert_into(routine_self_check::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The person's newest self-check of a version.
pub(super) fn self_check(
    conn: &mut AnyConn,
    person: &str,
    version_id: &str,
) -> Result<Option<SelfCheckRow>, Fault> {
    Ok(routine_self_check::table
        .filter(routine_self_check::person_id.eq(person))
        .filter(routine_self_check::version_id.eq(version_id))
        .order(routine_self_check::id.desc())
        .select(routine_self_check::all_columns)
        .first(conn)
        .optional()?)
}

pub(super) fn insert_round(tx: &mut Tx<'_>, row: &RoundRow) -> Result<(), Fault> {
    diesel::insert_into(routine_round::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn round(conn: &mut AnyConn, id: &str) -> Result<RoundRow, Fault> {
    Ok(routine_round::table.find(id).select(routine_round::all_columns).first(conn)?)
}

/// The person's rounds, newest first.
pub(super) fn rounds_of(conn: &mut AnyConn, person: &str) -> Result<Vec<RoundRow>, Fault> {
    Ok(routine_round::table
        .filter(routine_round::apprentice_id.eq(person))
        .order(routine_round::id.desc())
        .limit(100)
        .select(routine_round::all_columns)
        .load(conn)?)
}

/// Rounds that wait for an observer, oldest first, without the person's own.
pub(super) fn waiting(conn: &mut AnyConn, observer: &str) -> Result<Vec<RoundRow>, Fault> {
    Ok(routine_round::table
        .filter(routine_round::state.eq("asked"))
        .filter(routine_round::apprentice_id.ne(observer))
        .order(routine_round::id)
        .limit(100)
        .select(routine_round::all_columns)
        .load(conn)?)
}

/// Closes a round that is still asked for; whether it was.
pub(super) fn close(tx: &mut Tx<'_>, id: &str, state: &str) -> Result<bool, Fault> {
    let changed = diesel::update(routine_round::table.find(id).filter(routine_round::state.eq("asked")))
        .set((routine_round::state.eq(state), routine_round::closed_at.eq(tx.at)))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

pub(super) fn insert_sign_off(tx: &mut Tx<'_>, row: &SignOffRow) -> Result<(), Fault> {
    diesel::insert_into(routine_sign_off::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn sign_off(conn: &mut AnyConn, round_id: &str) -> Result<Option<SignOffRow>, Fault> {
    Ok(routine_sign_off::table
        .filter(routine_sign_off::round_id.eq(round_id))
        .select(routine_sign_off::all_columns)
        .first(conn)
        .optional()?)
}

pub(super) fn insert_certificate(tx: &mut Tx<'_>, row: &CertificateRow) -> Result<(), Fault> {
    diesel::insert_into(etiquette_certificate::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The person's certificate that lasts longest among those issued by `day`.
pub(super) fn certificate(
    conn: &mut AnyConn,
    person: &str,
    day: NaiveDate,
) -> Result<Option<CertificateRow>, Fault> {
    Ok(etiquette_certificate::table
        .filter(etiquette_certificate::person_id.eq(person))
        .filter(etiquette_certificate::issued_on.le(day))
        .order((etiquette_certificate::expires_on.desc(), etiquette_certificate::id.desc()))
        .select(etiquette_certificate::all_columns)
        .first(conn)
        .optional()?)
}
