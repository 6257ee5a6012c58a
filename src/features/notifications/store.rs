//! Queries on notifications and feedback.

use diesel::prelude::*;

use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{feedback, notification};
use crate::platform::db::{AnyConn, Tx};

/// A notification as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = notification)]
pub(super) struct Row {
    pub id: String,
    pub person_id: String,
    pub kind: String,
    pub args: String,
    pub link: String,
    pub created_at: Moment,
    pub read_at: Option<Moment>,
    pub outcome: Option<String>,
}

/// Writes what became of what these notices ask for, and where they lead from now on.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    kinds: &[&str],
    link: &str,
    outcome: &str,
    leads_to: &str,
) -> Result<(), Fault> {
    let asking = notification::table
        .filter(notification::link.eq(link))
        .filter(notification::kind.eq_any(kinds))
        .filter(notification::outcome.is_null());
    diesel::update(asking)
        .set((notification::outcome.eq(outcome), notification::link.eq(leads_to)))
        .execute(tx.conn)?;
    Ok(())
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &Row) -> Result<(), Fault> {
    diesel::insert_into(notification::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn unread(conn: &mut AnyConn, person: &str) -> Result<i64, Fault> {
    Ok(notification::table
        .filter(notification::person_id.eq(person))
        .filter(notification::read_at.is_null())
        .count()
        .get_result(conn)?)
}

pub(super) fn of_person(conn: &mut AnyConn, person: &str) -> Result<Vec<Row>, Fault> {
    Ok(notification::table
        .filter(notification::person_id.eq(person))
        .order(notification::id.desc())
        .limit(100)
        .select(notification::all_columns)
        .load(conn)?)
}

pub(super) fn by_id(conn: &mut AnyConn, id: &str) -> Result<Row, Fault> {
    Ok(notification::table.find(id).select(notification::all_columns).first(conn)?)
}

pub(super) fn mark_read(tx: &mut Tx<'_>, person: &str) -> Result<(), Fault> {
    diesel::update(
        notification::table
            .filter(notification::person_id.eq(person))
            .filter(notification::read_at.is_null()),
    )
    .set(notification::read_at.eq(tx.at))
    .execute(tx.conn)?;
    Ok(())
}

/// A complaint or suggestion about the program.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = feedback)]
pub(super) struct FeedbackRow {
    pub id: String,
    pub person_id: String,
    pub page: String,
    pub text: String,
    pub created_at: Moment,
    pub answer: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<Moment>,
    pub kind: String,
}

pub(super) fn insert_feedback(tx: &mut Tx<'_>, row: &FeedbackRow) -> Result<(), Fault> {
    diesel::insert_into(feedback::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn feedback_of(conn: &mut AnyConn, person: Option<&str>) -> Result<Vec<FeedbackRow>, Fault> {
    let mut query = feedback::table.select(feedback::all_columns).into_boxed();
    if let Some(person) = person {
        query = query.filter(feedback::person_id.eq(person.to_owned()));
    }
    Ok(query.order(feedback::id.desc()).limit(200).load(conn)?)
}

pub(super) fn feedback_by_id(conn: &mut AnyConn, id: &str) -> Result<FeedbackRow, Fault> {
    Ok(feedback::table.find(id).select(feedback::all_columns).first(conn)?)
}

pub(super) fn answer_feedback(tx: &mut Tx<'_>, id: &str, by: &str, answer: &str) -> Result<bool, Fault> {
    let changed = diesel::update(feedback::table.find(id).filter(feedback::answered_at.is_null()))
        .set((feedback::answer.eq(answer), feedback::answered_by.eq(by), feedback::answered_at.eq(tx.at)))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// How many complaints and suggestions nobody has answered.
pub(super) fn open_feedback(conn: &mut AnyConn) -> Result<i64, Fault> {
    Ok(feedback::table.filter(feedback::answered_at.is_null()).count().get_result(conn)?)
}
