//! Rows of the post tables, and what is read from them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::rules::cover::Kind;
use crate::kernel::Moment;
use crate::platform::db::schema::{post, post_holder, post_item};

/// A post as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = post)]
pub(super) struct PostRow {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub name_en: String,
    pub department_id: String,
    pub created_at: Moment,
}

/// An item of a post as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = post_item)]
pub(super) struct PostItemRow {
    pub post_id: String,
    pub item_id: String,
    pub position: i32,
}

/// A holder as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = post_holder)]
pub(super) struct HolderRow {
    pub id: String,
    pub post_id: String,
    pub person_id: String,
    pub kind: String,
    pub from_day: NaiveDate,
    pub to_day: Option<NaiveDate>,
    pub named_by: Option<String>,
    pub named_at: Moment,
}

/// Who holds a post, from when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostHolder {
    /// The person.
    pub person: String,
    /// A or B.
    pub kind: Kind,
    /// First day.
    pub from: NaiveDate,
}

/// A window or desk with its items and the people who hold it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: String,
    /// Stable short name.
    pub slug: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Its department.
    pub department: String,
    /// Ids of its business items, in order.
    pub items: Vec<String>,
    /// At most one A and one B.
    pub holders: Vec<PostHolder>,
}

impl Post {
    /// The holder of a kind.
    #[must_use]
    pub fn holder(&self, kind: Kind) -> Option<&PostHolder> {
        self.holders.iter().find(|holder| holder.kind == kind)
    }
}
