//! What is searched for, by day and keyed digest; no column names a person.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::kernel::Fault;
use crate::platform::db::schema::search_query;
use crate::platform::db::{AnyConn, Both, Tx};

/// A day's searches for one thing.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = search_query)]
pub struct SearchRow {
    /// The day.
    pub day: NaiveDate,
    /// Keyed digest of the words.
    pub digest: String,
    /// The words; empty while they are not kept.
    pub words: String,
    /// How often they were asked.
    pub asked: i32,
    /// How often nothing was found.
    pub missed: i32,
    /// How often the hit that was opened stood far down.
    pub far: i32,
}

/// Adds to the counts of a day; words that come along are kept.
pub fn count(tx: &mut Tx<'_>, row: &SearchRow) -> Result<(), Fault> {
    let insert = diesel::insert_into(search_query::table).values(row);
    Both::new(
        insert,
        "ON CONFLICT (day, digest) DO UPDATE SET asked = search_query.asked + excluded.asked, \
         missed = search_query.missed + excluded.missed, far = search_query.far + excluded.far, \
         words = CASE WHEN excluded.words = '' THEN search_query.words ELSE excluded.words END",
    )
    .execute(tx.conn)?;
    Ok(())
}

/// How often the words of a digest were asked since a day.
pub fn asked_since(conn: &mut AnyConn, digest: &str, since: NaiveDate) -> Result<i64, Fault> {
    let days: Vec<i32> = search_query::table
        .filter(search_query::digest.eq(digest))
        .filter(search_query::day.ge(since))
        .select(search_query::asked)
        .load(conn)?;
    Ok(days.into_iter().map(i64::from).sum())
}

/// Days whose words are kept, since a day.
pub fn kept(conn: &mut AnyConn, since: NaiveDate) -> Result<Vec<SearchRow>, Fault> {
    Ok(search_query::table
        .filter(search_query::day.ge(since))
        .filter(search_query::words.ne(""))
        .order((search_query::day, search_query::digest))
        .select(search_query::all_columns)
        .load(conn)?)
}

/// Forgets the words of a digest; returns how many days are gone.
pub fn forget(tx: &mut Tx<'_>, digest: &str) -> Result<usize, Fault> {
    Ok(diesel::delete(search_query::table.filter(search_query::digest.eq(digest))).execute(tx.conn)?)
}

/// Deletes what is older than a day.
pub fn forget_before(tx: &mut Tx<'_>, day: NaiveDate) -> Result<usize, Fault> {
    Ok(diesel::delete(search_query::table.filter(search_query::day.lt(day))).execute(tx.conn)?)
}
