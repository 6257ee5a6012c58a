//! Posts: taking them over from the centre's list, naming who holds them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind as AuditKind};
use crate::features::corpus;
use crate::features::reports::model::{HolderRow, Post, PostHolder, PostItemRow, PostRow};
use crate::features::reports::rules::cover::Kind;
use crate::features::reports::rules::office::Office;
use crate::features::reports::store::posts as store;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// A post to be added.
#[derive(Debug, Clone)]
pub struct NewPost<'a> {
    /// Stable short name.
    pub slug: &'a str,
    /// Name in Chinese.
    pub name: &'a str,
    /// Name in English.
    pub name_en: &'a str,
    /// Short name of its department.
    pub department: &'a str,
    /// Short names of its business items.
    pub items: &'a [String],
}

/// The part of the centre whose reports and posts an actor answers for.
///
/// # Errors
/// When the database fails.
pub fn office_of(conn: &mut AnyConn, actor: &Actor) -> Result<Office, Fault> {
    let departments = accounts::departments(conn)?;
    let slug = departments.iter().find(|d| d.id == actor.department).map_or("", |d| d.slug.as_str());
    Ok(Office::of(&actor.department, slug))
}

/// Posts with their items and present holders, of one department or of all.
///
/// # Errors
/// When the database fails.
pub fn posts(conn: &mut AnyConn, department: Option<&str>) -> Result<Vec<Post>, Fault> {
    let mut items: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in store::items(conn)? {
        items.entry(row.post_id).or_default().push(row.item_id);
    }
    let mut holders: BTreeMap<String, Vec<PostHolder>> = BTreeMap::new();
    for row in store::holders(conn)? {
        let Some(kind) = Kind::from_code(&row.kind) else { continue };
        let holder = PostHolder { person: row.person_id, kind, from: row.from_day };
        holders.entry(row.post_id).or_default().push(holder);
    }
    let rows = store::posts(conn, department)?;
    Ok(rows
        .into_iter()
        .map(|row| Post {
            items: items.remove(&row.id).unwrap_or_default(),
            holders: holders.remove(&row.id).unwrap_or_default(),
            id: row.id,
            slug: row.slug,
            name: row.name,
            name_en: row.name_en,
            department: row.department_id,
        })
        .collect())
}

/// Takes over a post from the centre's list. One that is already there stays as it is.
///
/// # Errors
/// Missing when its department or one of its items is not there; when the database fails.
pub fn import_post(tx: &mut Tx<'_>, actor: &Actor, new: &NewPost<'_>) -> Result<String, Fault> {
    if let Some(known) = store::posts(tx.conn, None)?.into_iter().find(|row| row.slug == new.slug) {
        return Ok(known.id);
    }
    let row = PostRow {
        id: tx.id(),
        slug: new.slug.to_owned(),
        name: new.name.to_owned(),
        name_en: new.name_en.to_owned(),
        department_id: accounts::department_by_slug(tx.conn, new.department)?.id,
        created_at: tx.at,
    };
    let mut items = Vec::new();
    for (slug, position) in new.items.iter().zip(0..) {
        let item_id = corpus::item_by_slug(tx.conn, slug)?.id;
        items.push(PostItemRow { post_id: row.id.clone(), item_id, position });
    }
    store::insert(tx, &row, &items)?;
    let entry = Entry::new(AuditKind("post.added"), "post", &row.id)
        .fact("department", row.department_id.as_str())
        .fact("items", items.len());
    audit::record(tx, actor, entry)?;
    Ok(row.id)
}

/// Names who holds the places of a post from a day on; `None` leaves a place open. A holder who goes keeps the
/// record with the day the holding ended. Both places are changed together, so that two people can swap.
///
/// # Errors
/// A refusal for who may not; missing for a post of another office; an input fault when somebody cannot hold
/// it or would hold both places.
pub fn name_holders(
    tx: &mut Tx<'_>,
    actor: &Actor,
    post_id: &str,
    places: &[(Kind, Option<String>)],
    from: NaiveDate,
) -> Result<(), Fault> {
    // The starter content speaks for the program itself, which has no office.
    let office = if actor.person.is_empty() {
        Office::Centre
    } else {
        actor.need(Permission::ManagePosts)?;
        office_of(tx.conn, actor)?
    };
    let posts = posts(tx.conn, office.department())?;
    let post = posts.iter().find(|post| post.id == post_id).ok_or_else(Fault::missing)?;
    let people = accounts::people(tx.conn, None)?;
    let mut held: Vec<&str> = Vec::new();
    for kind in Kind::ALL {
        let wanted = places.iter().find(|(place, _)| *place == kind);
        let person = match wanted {
            Some((_, person)) => person.as_deref(),
            None => post.holder(kind).map(|holder| holder.person.as_str()),
        };
        let Some(person) = person else { continue };
        let fit = people.iter().any(|(p, roles)| {
            p.id == person && p.disabled_at.is_none() && roles.iter().any(|role| !role.is_administrator())
        });
        if wanted.is_some() && !fit {
            return Err(Fault::field(kind.code(), "choose-one"));
        }
        if held.contains(&person) {
            return Err(Fault::field(kind.code(), "post-two-people"));
        }
        held.push(person);
    }
    let changed: Vec<&(Kind, Option<String>)> = places
        .iter()
        .filter(|(kind, person)| post.holder(*kind).map(|holder| &holder.person) != person.as_ref())
        .collect();
    // First everybody who goes, then everybody who comes: the database knows each place and person once.
    for row in store::holders(tx.conn)? {
        if row.post_id == post_id && changed.iter().any(|(kind, _)| kind.code() == row.kind) {
            store::end_holder(tx, &row.id, from.max(row.from_day))?;
        }
    }
    for (kind, person) in changed {
        if let Some(person) = person {
            let row = HolderRow {
                id: tx.id(),
                post_id: post_id.to_owned(),
                person_id: person.clone(),
                kind: kind.code().to_owned(),
                from_day: from,
                to_day: None,
                named_by: (!actor.person.is_empty()).then(|| actor.person.clone()),
                named_at: tx.at,
            };
            store::insert_holder(tx, &row)?;
        }
        let entry = Entry::new(AuditKind("post.holder"), "post", post_id)
            .fact("place", kind.letter())
            .fact("person", person.as_deref().unwrap_or_default());
        audit::record(tx, actor, entry)?;
    }
    Ok(())
}
