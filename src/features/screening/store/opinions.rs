//! Settings of reviews and the opinions of reviewers.

use diesel::prelude::*;

use super::super::model::{OpinionRow, SettingRow};
use crate::kernel::Fault;
use crate::platform::db::schema::{screening_opinion, screening_setting};
use crate::platform::db::{AnyConn, Tx};

/// Settings, the latest first.
pub(in super::super) fn settings(conn: &mut AnyConn, limit: i64) -> Result<Vec<SettingRow>, Fault> {
    Ok(screening_setting::table
        .order(screening_setting::version.desc())
        .limit(limit)
        .select(screening_setting::all_columns)
        .load(conn)?)
}

pub(in super::super) fn insert_setting(tx: &mut Tx<'_>, row: &SettingRow) -> Result<(), Fault> {
    diesel::insert_into(screening_setting::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Opinions of these cases, in the order they were given.
pub(in super::super) fn opinions(conn: &mut AnyConn, cases: &[String]) -> Result<Vec<OpinionRow>, Fault> {
    Ok(screening_opinion::table
        .filter(screening_opinion::case_id.eq_any(cases))
        .order((screening_opinion::case_id, screening_opinion::id))
        .select(screening_opinion::all_columns)
        .load(conn)?)
}

pub(in super::super) fn insert_opinion(tx: &mut Tx<'_>, row: &OpinionRow) -> Result<(), Fault> {
    diesel::insert_into(screening_opinion::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn erase_opinions(tx: &mut Tx<'_>, case: &str) -> Result<usize, Fault> {
    Ok(diesel::delete(screening_opinion::table.filter(screening_opinion::case_id.eq(case)))
        .execute(tx.conn)?)
}
