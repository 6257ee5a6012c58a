//! Queries on posts and their holders.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::features::reports::model::{HolderRow, PostItemRow, PostRow};
use crate::kernel::Fault;
use crate::platform::db::schema::{post, post_holder, post_item};
use crate::platform::db::{AnyConn, Tx};

/// Posts of one department, or of all, in the order they were made.
pub fn posts(conn: &mut AnyConn, department: Option<&str>) -> Result<Vec<PostRow>, Fault> {
    let mut query = post::table.select(post::all_columns).into_boxed();
    if let Some(department) = department {
        query = query.filter(post::department_id.eq(department.to_owned()));
    }
    Ok(query.order((post::created_at, post::id)).load(conn)?)
}

/// The items of every post, in the order of each post.
pub fn items(conn: &mut AnyConn) -> Result<Vec<PostItemRow>, Fault> {
    Ok(post_item::table
        .order((post_item::post_id, post_item::position))
        .select(post_item::all_columns)
        .load(conn)?)
}

/// Everybody who holds a post now.
pub fn holders(conn: &mut AnyConn) -> Result<Vec<HolderRow>, Fault> {
    Ok(post_holder::table
        .filter(post_holder::to_day.is_null())
        .order((post_holder::post_id, post_holder::kind))
        .select(post_holder::all_columns)
        .load(conn)?)
}

/// The posts a person holds now: name, name in English, kind, id of the post.
pub fn held_by(conn: &mut AnyConn, person: &str) -> Result<Vec<(String, String, String, String)>, Fault> {
    Ok(post_holder::table
        .inner_join(post::table)
        .filter(post_holder::person_id.eq(person))
        .filter(post_holder::to_day.is_null())
        .order((post_holder::kind, post::created_at, post::id))
        .select((post::id, post::name, post::name_en, post_holder::kind))
        .load(conn)?)
}

pub fn insert(tx: &mut Tx<'_>, row: &PostRow, items: &[PostItemRow]) -> Result<(), Fault> {
    diesel::insert_into(post::table).values(row).execute(tx.conn)?;
    for item in items {
        diesel::insert_into(post_item::table).values(item).execute(tx.conn)?;
    }
    Ok(())
}

pub fn insert_holder(tx: &mut Tx<'_>, row: &HolderRow) -> Result<(), Fault> {
    diesel::insert_into(post_holder::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Ends a holding; its row stays.
pub fn end_holder(tx: &mut Tx<'_>, id: &str, day: NaiveDate) -> Result<(), Fault> {
    diesel::update(post_holder::table.find(id)).set(post_holder::to_day.eq(day)).execute(tx.conn)?;
    Ok(())
}
