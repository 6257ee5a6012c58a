//! The programme with its agreement, and the pairings of the demonstration.
//!
//! The pairings are made by the services people use, with each person's own proof: no rule is passed by.

use std::sync::Arc;

use anyhow::Context;
use chrono::Duration;
use serde::Deserialize;

use super::files;
use crate::features::accounts;
use crate::features::apprenticeship::{self, Account, NewProgramme, Stage};
use crate::features::corpus;
use crate::kernel::{Actor, Fault};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::site::Site;

#[derive(Deserialize)]
struct ProgrammeFile {
    key: String,
    name: String,
    name_en: String,
    min_days: i32,
    max_days: i32,
    items: Vec<String>,
    agreement: String,
    agreement_version: String,
}

/// Adds the programme, or the new version of its agreement.
pub(super) fn load_programme(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let file: ProgrammeFile = files::toml("programme.toml")?;
    site.db.write_blocking(|tx| {
        let items = file
            .items
            .iter()
            .map(|slug| Ok(corpus::item_by_slug(tx.conn, slug)?.id))
            .collect::<Result<Vec<_>, Fault>>()?;
        let new = NewProgramme {
            slug: file.key.clone(),
            name: file.name.clone(),
            name_en: file.name_en.clone(),
            min_days: file.min_days,
            max_days: file.max_days,
            items,
            agreement_version: file.agreement_version.clone(),
            agreement: file.agreement.clone(),
        };
        apprenticeship::import_programme(tx, system, &new)
    })?;
    Ok(format!("programme: {}", file.key))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MentoringFile {
    grants: Vec<Grant>,
    pairs: Vec<Pair>,
}

/// The pairings of the demonstration.
pub(super) fn pairs() -> anyhow::Result<Vec<Pair>> {
    Ok(files::toml::<MentoringFile>("mentoring.toml")?.pairs)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant {
    person: String,
    items: Vec<String>,
    manager: String,
    steward: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pair {
    pub(super) apprentice: String,
    /// How many days ago they came together, where the demonstration has a past.
    pub(super) day: i64,
    pub(super) mentor: String,
    manager: String,
    delegates: Vec<String>,
    /// The item whose learning has begun.
    item: String,
    /// How many of its policies are confirmed as read, at most.
    read: usize,
    heard: Vec<Heard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Heard {
    pub(super) told: String,
    pub(super) learned: String,
}

/// Somebody as an actor: the roles and department of the account, no session, no proof given.
pub(super) fn actor(conn: &mut AnyConn, username: &str) -> Result<Actor, Fault> {
    let person = accounts::person_by_username(conn, username)?.ok_or_else(Fault::missing)?;
    let roles = accounts::roles_of(conn, &person.id)?;
    Ok(Actor {
        person: person.id,
        name: person.name,
        session: None,
        roles,
        department: person.department_id,
        proved_at: None,
    })
}

/// Grants, pairs, delegates and first records of the demonstration; what is there already stays as it is.
pub(super) fn load_practice(site: &Arc<Site>, password: &str) -> anyhow::Result<()> {
    load_grants(site, password)?;
    for pair in &pairs()? {
        pair_up(site, pair, password)?;
    }
    Ok(())
}

/// The first grants of the right to teach and to sign.
pub(super) fn load_grants(site: &Arc<Site>, password: &str) -> anyhow::Result<()> {
    let file: MentoringFile = files::toml("mentoring.toml")?;
    for grant in &file.grants {
        for item in &grant.items {
            site.db
                .write_blocking(|tx| teach(tx, site, grant, item, password))
                .with_context(|| format!("mentoring.toml: {} in {item}", grant.person))?;
        }
    }
    Ok(())
}

/// Brings one pair together, with its delegates and the first enquiries heard.
pub(super) fn pair_up(site: &Arc<Site>, pair: &Pair, password: &str) -> anyhow::Result<()> {
    site.db
        .write_blocking(|tx| bring_together(tx, site, pair, password))
        .with_context(|| format!("the pair of {}", pair.apprentice))
}

fn teach(tx: &mut Tx<'_>, site: &Site, grant: &Grant, item: &str, password: &str) -> Result<(), Fault> {
    let (manager, steward) = (actor(tx.conn, &grant.manager)?, actor(tx.conn, &grant.steward)?);
    let person = actor(tx.conn, &grant.person)?.person;
    let item = corpus::item_by_slug(tx.conn, item)?.id;
    if apprenticeship::was_granted(tx.conn, &person, &item)? {
        return Ok(());
    }
    let zone = site.zone();
    let id = apprenticeship::propose_grant(tx, &manager, zone, &person, &item, &grant.reason)?;
    apprenticeship::decide_grant(tx, &steward, zone, &id, true, password)?;
    Ok(())
}

fn bring_together(tx: &mut Tx<'_>, site: &Site, pair: &Pair, password: &str) -> Result<(), Fault> {
    let (manager, zone) = (actor(tx.conn, &pair.manager)?, site.zone());
    let (apprentice, mentor) = (actor(tx.conn, &pair.apprentice)?, actor(tx.conn, &pair.mentor)?);
    if apprenticeship::was_paired(tx.conn, &apprentice.person)? {
        return Ok(());
    }
    let Some(programme) = apprenticeship::programmes(tx.conn)?.into_iter().next() else { return Ok(()) };
    let (a, m) = (apprentice.person.as_str(), mentor.person.as_str());
    let id = apprenticeship::propose(tx, &manager, zone, &programme.id, a, m)?;
    apprenticeship::agree(tx, &apprentice, zone, &id, password)?;
    apprenticeship::agree(tx, &mentor, zone, &id, password)?;
    let today = zone.day(tx.at);
    for delegate in &pair.delegates {
        let delegate = actor(tx.conn, delegate)?.person;
        let days = (today, today + Duration::days(90));
        apprenticeship::name_delegate(tx, &mentor, zone, &id, &delegate, days)?;
    }
    for (n, heard) in pair.heard.iter().enumerate() {
        let account = Account {
            item: pair.item.clone(),
            happened_on: today,
            case_ref: String::new(),
            told: heard.told.clone(),
            learned: heard.learned.clone(),
            client_id: format!("starter-{n:04}"),
        };
        apprenticeship::log_evidence(tx, &apprentice, zone, Stage::Listen, &account)?;
    }
    let item = corpus::item_by_slug(tx.conn, &pair.item)?;
    for policy in corpus::policies_of_item(tx.conn, &item, today)?.into_iter().take(pair.read) {
        apprenticeship::confirm_read(tx, &apprentice, zone, &pair.item, &policy.version_id)?;
    }
    Ok(())
}
