//! What was settled in the work list of late, with the state before it.

use diesel::prelude::*;

use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::upkeep_act;
use crate::platform::db::{AnyConn, Tx};

/// An act as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = upkeep_act)]
pub struct ActRow {
    pub id: String,
    pub kind: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub name: String,
    pub state: String,
    pub person_id: String,
    pub acted_at: Moment,
}

pub fn insert(tx: &mut Tx<'_>, row: &ActRow) -> Result<(), Fault> {
    diesel::insert_into(upkeep_act::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// One act; missing when it was undone already or its time is over.
pub fn act(conn: &mut AnyConn, id: &str) -> Result<ActRow, Fault> {
    Ok(upkeep_act::table.find(id).select(upkeep_act::all_columns).first(conn)?)
}

/// The acts since a moment, the latest first.
pub fn since(conn: &mut AnyConn, from: Moment, limit: i64) -> Result<Vec<ActRow>, Fault> {
    Ok(upkeep_act::table
        .filter(upkeep_act::acted_at.ge(from))
        .order((upkeep_act::acted_at.desc(), upkeep_act::id.desc()))
        .limit(limit)
        .select(upkeep_act::all_columns)
        .load(conn)?)
}

pub fn remove(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::delete(upkeep_act::table.find(id)).execute(tx.conn)?;
    Ok(())
}

/// Removes the acts before a moment.
pub fn sweep(tx: &mut Tx<'_>, before: Moment) -> Result<(), Fault> {
    diesel::delete(upkeep_act::table.filter(upkeep_act::acted_at.lt(before))).execute(tx.conn)?;
    Ok(())
}
