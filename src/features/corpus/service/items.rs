//! Business items.

use chrono::NaiveDate;

use super::lens::Lens;
use super::settled::{self, Before};
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::content::ItemContent;
use crate::features::corpus::model::{Item, ItemVersionRow};
use crate::features::corpus::service::policies;
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::items as store;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// An item to be added.
#[derive(Debug, Clone)]
pub struct NewItem<'a> {
    /// Short name in addresses.
    pub slug: &'a str,
    /// Name in Chinese.
    pub name: &'a str,
    /// Name in English.
    pub name_en: &'a str,
    /// Whether a second signer is asked for.
    pub high_risk: bool,
    /// What it says.
    pub content: &'a ItemContent,
}

fn whole(row: store::ItemRow, version: ItemVersionRow) -> Result<Item, Fault> {
    Ok(Item {
        id: row.id,
        slug: row.slug,
        name: row.name,
        name_en: row.name_en,
        high_risk: row.high_risk,
        version: version.version,
        version_id: version.id,
        content: serde_json::from_str(&version.content).map_err(Fault::ours)?,
    })
}

/// Every item in its latest version, in the order they came.
///
/// # Errors
/// When the database fails.
pub fn items(conn: &mut AnyConn) -> Result<Vec<Item>, Fault> {
    let rows = store::items(conn)?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let version = store::latest(conn, &row.id)?;
        items.push(whole(row, version)?);
    }
    Ok(items)
}

/// An item in its latest version.
///
/// # Errors
/// Missing when there is none.
pub fn item(conn: &mut AnyConn, id: &str) -> Result<Item, Fault> {
    let row = store::item(conn, id)?;
    let version = store::latest(conn, id)?;
    whole(row, version)
}

/// An item in its latest version, by its short name.
///
/// # Errors
/// Missing when there is none.
pub fn item_by_slug(conn: &mut AnyConn, slug: &str) -> Result<Item, Fault> {
    let id = store::id_by_slug(conn, slug)?.ok_or_else(Fault::missing)?;
    item(conn, &id)
}

/// An item as it was in one of its versions: what a frozen record or a notice was made from.
///
/// # Errors
/// Missing when there is no such version.
pub fn item_version(conn: &mut AnyConn, version_id: &str) -> Result<Item, Fault> {
    let version = store::version(conn, version_id)?;
    let row = store::item(conn, &version.item_id)?;
    whole(row, version)
}

/// Says that an item is still right under the clauses of a day: a new version with the same content, whose
/// references are the numbers of that day.
///
/// # Errors
/// A refusal for who keeps no policy; missing; a conflict when a clause it cites is gone.
pub fn still_right(tx: &mut Tx<'_>, actor: &Actor, slug: &str, day: NaiveDate) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let item = item_by_slug(tx.conn, slug)?;
    let written = store::latest(tx.conn, &item.id)?.created_at.date();
    let mut content = item.content.clone();
    let mut lens = Lens::default();
    let references = content
        .materials
        .iter_mut()
        .map(|m| &mut m.clause)
        .chain(content.blind_spots.iter_mut().map(|b| &mut b.clause))
        .chain(content.options.iter_mut().map(|o| &mut o.clause))
        .chain(content.refusals.iter_mut().map(|r| &mut r.clause))
        .filter(|reference| !reference.is_empty());
    for reference in references {
        let clause =
            lens.carried(tx.conn, reference, written, day)?.ok_or_else(|| Fault::conflict("clause-gone"))?;
        *reference = clause.reference();
    }
    add_version(tx, &item, &content)?;
    let before = Before::Item { before: item.version_id.clone(), now: item.version + 1 };
    settled::keep(tx, actor, &item.id, &item.name, &before)?;
    let entry =
        Entry::new(Kind("item.reconfirmed"), "business_item", &item.id).fact("version", item.version + 1);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Longest text of an item, in characters: what fits on a screen and on paper.
const TEXT: usize = 600;
/// Longest flow, in characters.
const FLOW: usize = 4_000;

/// Changes an item: a new version beside the old ones, which frozen records keep. `base` is the version that was
/// changed.
///
/// # Errors
/// A refusal for who keeps no policy; missing; a conflict when somebody else changed it meanwhile; fields at fault.
pub fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    slug: &str,
    base: i32,
    content: &ItemContent,
    day: NaiveDate,
) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let item = item_by_slug(tx.conn, slug)?;
    if item.version != base {
        return Err(Fault::conflict("item-changed"));
    }
    let within = |text: &String| text.chars().count() <= TEXT;
    let mut form = FormCheck::default();
    form.require(!content.summary.is_empty() && within(&content.summary), "summary", "item-text")
        .require((1..=600).contains(&content.target_minutes), "minutes", "item-minutes")
        .require(content.next_steps.iter().all(within), "next_steps", "item-text")
        .require(content.easily_missed.iter().all(within), "easily_missed", "item-text")
        .require(content.flowchart.chars().count() <= FLOW, "flowchart", "item-text")
        .require(!content.materials.is_empty(), "materials", "item-papers");
    form.done()?;
    let references = content
        .materials
        .iter()
        .map(|m| &m.clause)
        .chain(content.blind_spots.iter().map(|b| &b.clause))
        .chain(content.options.iter().map(|o| &o.clause))
        .chain(content.refusals.iter().map(|r| &r.clause));
    for reference in references {
        if policies::resolve_clause(tx.conn, reference, day)?.is_none() {
            return Err(Fault::field("clauses", "item-clause").with("given", reference));
        }
    }
    add_version(tx, &item, content)?;
    let entry = Entry::new(Kind("item.changed"), "business_item", &item.id).fact("version", item.version + 1);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Writes the next version of an item.
pub(super) fn add_version(tx: &mut Tx<'_>, item: &Item, content: &ItemContent) -> Result<(), Fault> {
    let version = ItemVersionRow {
        id: tx.id(),
        item_id: item.id.clone(),
        version: item.version + 1,
        content: serde_json::to_string(content).map_err(Fault::ours)?,
        created_at: tx.at,
    };
    store::insert_version(tx, &version)?;
    changes::log(tx, Subject::Item, &item.id)?;
    Ok(())
}

/// Adds an item. One that is already there stays as it is, for somebody may have changed it since.
///
/// # Errors
/// When the database fails.
pub fn import_item(tx: &mut Tx<'_>, actor: &Actor, new: &NewItem<'_>) -> Result<String, Fault> {
    if let Some(known) = store::id_by_slug(tx.conn, new.slug)? {
        return Ok(known);
    }
    let row = store::ItemRow {
        id: tx.id(),
        slug: new.slug.to_owned(),
        name: new.name.to_owned(),
        name_en: new.name_en.to_owned(),
        high_risk: new.high_risk,
    };
    store::insert_item(tx, &row)?;
    let version = ItemVersionRow {
        id: tx.id(),
        item_id: row.id.clone(),
        version: 1,
        content: serde_json::to_string(new.content).map_err(Fault::ours)?,
        created_at: tx.at,
    };
    store::insert_version(tx, &version)?;
    changes::log(tx, Subject::Item, &row.id)?;
    let entry = Entry::new(Kind("item.imported"), "business_item", &row.id).fact("version", version.version);
    audit::record(tx, actor, entry)?;
    Ok(row.id)
}
