//! Business items and their versions.

use diesel::prelude::*;

use super::super::model::ItemVersionRow;
use crate::kernel::Fault;
use crate::platform::db::schema::{business_item, item_version};
use crate::platform::db::{AnyConn, Tx};

/// A business item without its content.
#[derive(Debug, Clone, Queryable)]
pub struct ItemRow {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub name_en: String,
    pub high_risk: bool,
}

pub fn insert_item(tx: &mut Tx<'_>, row: &ItemRow) -> Result<(), Fault> {
    diesel::insert_into(business_item::table)
        .values((
            business_item::id.eq(&row.id),
            business_item::slug.eq(&row.slug),
            business_item::name.eq(&row.name),
            business_item::name_en.eq(&row.name_en),
            business_item::high_risk.eq(row.high_risk),
            business_item::created_at.eq(tx.at),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn insert_version(tx: &mut Tx<'_>, row: &ItemVersionRow) -> Result<(), Fault> {
    diesel::insert_into(item_version::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// All items in the order they came.
pub fn items(conn: &mut AnyConn) -> Result<Vec<ItemRow>, Fault> {
    Ok(business_item::table
        .order((business_item::created_at, business_item::id))
        .select((
            business_item::id,
            business_item::slug,
            business_item::name,
            business_item::name_en,
            business_item::high_risk,
        ))
        .load(conn)?)
}

pub fn item(conn: &mut AnyConn, id: &str) -> Result<ItemRow, Fault> {
    Ok(business_item::table
        .find(id)
        .select((
            business_item::id,
            business_item::slug,
            business_item::name,
            business_item::name_en,
            business_item::high_risk,
        ))
        .first(conn)?)
}

pub fn id_by_slug(conn: &mut AnyConn, slug: &str) -> Result<Option<String>, Fault> {
    Ok(business_item::table
        .filter(business_item::slug.eq(slug))
        .select(business_item::id)
        .first(conn)
        .optional()?)
}

/// The latest version of an item.
pub fn latest(conn: &mut AnyConn, item_id: &str) -> Result<ItemVersionRow, Fault> {
    Ok(item_version::table
        .filter(item_version::item_id.eq(item_id))
        .order(item_version::version.desc())
        .select(item_version::all_columns)
        .first(conn)?)
}

/// One version of an item.
pub fn version(conn: &mut AnyConn, id: &str) -> Result<ItemVersionRow, Fault> {
    Ok(item_version::table.find(id).select(item_version::all_columns).first(conn)?)
}
