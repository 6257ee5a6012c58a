//! The right to teach: proposed by a manager, decided by a steward, two different people, neither of them the
//! person it is for. Founding grants name the first holders of an item; afterwards level 4 comes first.

use chrono::NaiveDate;

use super::certificates::{Basis, issue};
use super::{pairs, signing};
use crate::features::accounts;
use crate::features::apprenticeship::model::Grant;
use crate::features::apprenticeship::rules::figures::FOUNDING_HOLDERS;
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus;
use crate::features::notifications::{Notice, notify, settle};
use crate::kernel::clock::Zone;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission, Role};
use crate::platform::db::{AnyConn, Tx};

/// A manager proposes that somebody may teach and sign an item.
///
/// # Errors
/// A refusal for who may not or for oneself; an input fault naming the field.
pub fn propose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    person: &str,
    item: &str,
    reason: &str,
) -> Result<String, Fault> {
    actor.need(Permission::ManagePairs)?;
    if actor.person == person {
        return Err(Fault::refused("grant-own"));
    }
    let item = corpus::item(tx.conn, item)?;
    let day = zone.day(tx.at);
    let may_sign = accounts::roles_of(tx.conn, person)?.may(Permission::SignRound);
    let teaches_already = store::valid_certificate_of(tx.conn, person, &item.id, day, 5)?.is_some();
    let certified = store::valid_certificate_of(tx.conn, person, &item.id, day, 4)?.is_some();
    let holders = store::valid_certificates(tx.conn, day, 5, Some(&item.id))?.len();
    let mut check = FormCheck::default();
    check
        .require(may_sign, "person", "delegate-may-not-sign")
        .require(!teaches_already, "person", "grant-already")
        .require(certified || holders < FOUNDING_HOLDERS, "person", "grant-certificate-first");
    check.done()?;
    pairs::reason_fine("reason", reason)?;
    let row = Grant {
        id: tx.id(),
        person_id: person.to_owned(),
        item_id: item.id.clone(),
        kind: if certified { "teaching" } else { "founding" }.to_owned(),
        reason: reason.trim().to_owned(),
        manager_id: actor.person.clone(),
        steward_id: None,
        state: "proposed".to_owned(),
        proposed_at: tx.at,
        decided_at: None,
    };
    store::insert_grant(tx, &row)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("grant.proposed"), "founding_grant", &row.id)
            .fact("person", person)
            .fact("item", item.id.as_str())
            .fact("kind", row.kind.as_str()),
    )?;
    for (steward, roles) in accounts::people(tx.conn, None)? {
        if roles.contains(Role::Steward) && steward.disabled_at.is_none() && steward.id != person {
            notify(
                tx,
                &steward.id,
                &Notice::new("grant-proposed", place_of(&row.id)).with("item", item.name.clone()),
            )?;
        }
    }
    Ok(row.id)
}

/// Where a proposal stands.
fn place_of(id: &str) -> String {
    format!("/teaching#g-{id}")
}

/// A steward decides, with fresh proof. Granting issues the certificate of level 5.
///
/// # Errors
/// A refusal for who may not, for who proposed it and for whom it is; a conflict when decided already.
pub fn decide(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    id: &str,
    granted: bool,
    password: &str,
) -> Result<Option<String>, Fault> {
    actor.need(Permission::WritePolicy)?;
    let grant = store::grant(tx.conn, id)?;
    if actor.person == grant.person_id {
        return Err(Fault::refused("grant-own"));
    }
    if actor.person == grant.manager_id {
        return Err(Fault::refused("grant-second-person"));
    }
    signing::prove(tx, actor, Some(password))?;
    if !store::decide_grant(tx, id, &actor.person, granted)? {
        return Err(Fault::conflict("already-answered"));
    }
    let verdict = if granted { "granted" } else { "declined" };
    audit::record(
        tx,
        actor,
        Entry::new(Kind("grant.decided"), "founding_grant", id).fact("verdict", verdict),
    )?;
    let item = corpus::item(tx.conn, &grant.item_id)?;
    let outcome = if granted { "granted" } else { "not-granted" };
    settle(tx, &["grant-proposed"], &place_of(id), outcome, &place_of(id))?;
    let notice = Notice::new("grant-decided", place_of(id)).with("item", item.name.clone());
    notify(tx, &grant.manager_id, &notice)?;
    if !granted {
        return Ok(None);
    }
    let grant = store::grant(tx.conn, id)?;
    let person = grant.person_id.clone();
    let row = issue(tx, actor, &person, &item, 5, &Basis::Granted(&grant), zone.day(tx.at))?;
    Ok(Some(row.id))
}

/// A grant with names.
#[derive(Debug, Clone)]
pub struct GrantView {
    /// The grant.
    pub row: Grant,
    /// For whom.
    pub person: String,
    /// Item: Chinese and English name.
    pub item: (String, String),
    /// Who proposed.
    pub manager: String,
    /// Who decided.
    pub steward: String,
    /// Whether the reader may decide it.
    pub may_decide: bool,
}

/// Every grant, latest first.
///
/// # Errors
/// A refusal for who is neither manager nor steward.
pub fn list(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<GrantView>, Fault> {
    actor.need(Permission::GrantTeaching)?;
    let names = accounts::names(conn)?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    store::grants(conn)?
        .into_iter()
        .map(|row| {
            let item = corpus::item(conn, &row.item_id)?;
            let third = actor.person != row.manager_id && actor.person != row.person_id;
            Ok(GrantView {
                person: name(&row.person_id),
                item: (item.name, item.name_en),
                manager: name(&row.manager_id),
                steward: name(row.steward_id.as_deref().unwrap_or_default()),
                may_decide: row.state == "proposed" && third && actor.may(Permission::WritePolicy),
                row,
            })
        })
        .collect()
}

/// Who holds the right to teach each item: item names and the holders' names.
///
/// # Errors
/// When the database fails.
pub fn holders(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<((String, String), Vec<String>)>, Fault> {
    let names = accounts::names(conn)?;
    let mut out = Vec::new();
    for item in corpus::items(conn)? {
        let who = store::valid_certificates(conn, day, 5, Some(&item.id))?
            .into_iter()
            .map(|c| names.get(&c.person_id).cloned().unwrap_or_default())
            .collect();
        out.push(((item.name, item.name_en), who));
    }
    Ok(out)
}

/// Everybody whose role may sign, for the form.
///
/// # Errors
/// When the database fails.
pub fn possible(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<pairs::Candidate>, Fault> {
    pairs::stand_ins(conn, &actor.person)
}

/// Whether a grant for this person and item was ever proposed.
///
/// # Errors
/// When the database fails.
pub fn was_granted(conn: &mut AnyConn, person: &str, item: &str) -> Result<bool, Fault> {
    Ok(store::grants(conn)?.iter().any(|g| g.person_id == person && g.item_id == item))
}
