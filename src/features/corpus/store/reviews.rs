//! Review dates and reading reminders.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{read_confirmation, reading_reminder, review_date};
use crate::platform::db::{AnyConn, Both, Tx};

/// A review date as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = review_date)]
pub struct ReviewRow {
    /// What it is: `policy`, `form` or `note`.
    pub kind: String,
    /// Its id.
    pub subject_id: String,
    /// Who looks again.
    pub owner_id: Option<String>,
    /// When.
    pub due_on: NaiveDate,
    /// When the owner was last told.
    pub told_on: Option<NaiveDate>,
    /// When somebody last looked.
    pub reviewed_at: Option<Moment>,
    /// Who that was.
    pub reviewed_by: Option<String>,
}

/// Every review date that was ever set.
pub fn all(conn: &mut AnyConn) -> Result<Vec<ReviewRow>, Fault> {
    Ok(review_date::table
        .order((review_date::kind, review_date::subject_id))
        .select(review_date::all_columns)
        .load(conn)?)
}

/// Sets a review date.
pub fn put(tx: &mut Tx<'_>, row: &ReviewRow) -> Result<(), Fault> {
    let insert = diesel::insert_into(review_date::table).values(row);
    Both::new(
        insert,
        "ON CONFLICT (kind, subject_id) DO UPDATE SET owner_id = excluded.owner_id, due_on = excluded.due_on, \
         told_on = excluded.told_on, reviewed_at = excluded.reviewed_at, reviewed_by = excluded.reviewed_by",
    )
    .execute(tx.conn)?;
    Ok(())
}

/// Who confirmed to have read a version, and when.
pub fn readers(conn: &mut AnyConn, version_id: &str) -> Result<BTreeMap<String, Moment>, Fault> {
    let rows: Vec<(String, Moment)> = read_confirmation::table
        .filter(read_confirmation::version_id.eq(version_id))
        .select((read_confirmation::person_id, read_confirmation::confirmed_at))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Who was reminded to read a version, and when last.
pub fn reminded(conn: &mut AnyConn, version_id: &str) -> Result<BTreeMap<String, Moment>, Fault> {
    let rows: Vec<(String, Moment)> = reading_reminder::table
        .filter(reading_reminder::version_id.eq(version_id))
        .select((reading_reminder::person_id, reading_reminder::reminded_at))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Notes that somebody was reminded.
pub fn put_reminder(tx: &mut Tx<'_>, person: &str, version_id: &str) -> Result<(), Fault> {
    let insert = diesel::insert_into(reading_reminder::table).values((
        reading_reminder::person_id.eq(person),
        reading_reminder::version_id.eq(version_id),
        reading_reminder::reminded_at.eq(tx.at),
    ));
    Both::new(insert, "ON CONFLICT (person_id, version_id) DO UPDATE SET reminded_at = excluded.reminded_at")
        .execute(tx.conn)?;
    Ok(())
}
