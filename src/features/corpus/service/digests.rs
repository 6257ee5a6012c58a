//! The digest of a version, written by a steward, and the reminders to read it.
//!
//! A digest explains the text and is no part of it: it may be mended while the version is in force, and what was
//! confirmed as read stays confirmed.

use std::collections::BTreeMap;

use chrono::Duration;

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::Digests;
use crate::features::corpus::rules::personal;
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::{policies as store, reviews};
use crate::features::notifications::{self, Notice};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Most points under one heading.
const POINTS: usize = 12;
/// Longest point, in characters.
const POINT: usize = 300;

/// Hours before somebody is reminded of the same version again.
pub const REMIND_HOURS: i64 = 20;

/// The digest of a version, with what names the version.
#[derive(Debug, Clone)]
pub struct DigestOf {
    /// Key of the policy.
    pub key: String,
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// First day in force, for the way back.
    pub from: chrono::NaiveDate,
    /// The digest.
    pub digests: Digests,
}

/// The digest of an approved version.
///
/// # Errors
/// Missing when there is no such version or it is not approved.
pub fn digest(conn: &mut AnyConn, version_id: &str) -> Result<DigestOf, Fault> {
    let row = store::version(conn, version_id)?;
    if row.state != "approved" {
        return Err(Fault::missing());
    }
    Ok(DigestOf {
        key: store::key_of(conn, &row.doc_id)?,
        digests: serde_json::from_str(&row.digests).map_err(Fault::ours)?,
        title: row.title,
        number: row.number,
        from: row.effective_from,
    })
}

/// Writes the digest of an approved version.
///
/// # Errors
/// A refusal for who keeps no policy; missing; fields at fault.
pub fn set_digest(tx: &mut Tx<'_>, actor: &Actor, version_id: &str, digests: &Digests) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    digest(tx.conn, version_id)?;
    let mut form = FormCheck::default();
    let headings =
        [("key", &digests.key_points), ("hard", &digests.hard_points), ("watch", &digests.watch_points)];
    for (field, points) in headings {
        let fine = points.len() <= POINTS && points.iter().all(|point| point.chars().count() <= POINT);
        form.require(fine, field, "digest-points");
        personal::refuse(&mut form, field, &points.join("\n"));
    }
    form.done()?;
    let json = serde_json::to_string(digests).map_err(Fault::ours)?;
    store::set_digests(tx, version_id, &json)?;
    changes::log(tx, Subject::Policy, version_id)?;
    let points = digests.key_points.len() + digests.hard_points.len() + digests.watch_points.len();
    let entry = Entry::new(Kind("policy.digest"), "policy_version", version_id).fact("points", points);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Who confirmed to have read a version, and when.
///
/// # Errors
/// When the database fails.
pub fn readers(conn: &mut AnyConn, version_id: &str) -> Result<BTreeMap<String, Moment>, Fault> {
    reviews::readers(conn, version_id)
}

/// Who was reminded to read a version, and when last.
///
/// # Errors
/// When the database fails.
pub fn reminded(conn: &mut AnyConn, version_id: &str) -> Result<BTreeMap<String, Moment>, Fault> {
    reviews::reminded(conn, version_id)
}

/// Reminds people to read a version, who have not confirmed it and were not reminded in the last
/// `REMIND_HOURS`; returns how many were told.
///
/// # Errors
/// When the database fails.
pub fn remind(tx: &mut Tx<'_>, actor: &Actor, version_id: &str, people: &[String]) -> Result<usize, Fault> {
    let row = store::version(tx.conn, version_id)?;
    let key = store::key_of(tx.conn, &row.doc_id)?;
    let read = reviews::readers(tx.conn, version_id)?;
    let before = reviews::reminded(tx.conn, version_id)?;
    let notice = Notice::new("policy-to-read", format!("/policies/{key}?as_of={}", row.effective_from))
        .with("title", &row.title)
        .with("number", &row.number);
    let mut told = 0;
    for person in people {
        let lately = before.get(person).is_some_and(|at| tx.at - *at < Duration::hours(REMIND_HOURS));
        if read.contains_key(person) || lately {
            continue;
        }
        notifications::notify(tx, person, &notice)?;
        reviews::put_reminder(tx, person, version_id)?;
        told += 1;
    }
    if told > 0 {
        let entry = Entry::new(Kind("policy.reminded"), "policy_version", version_id).fact("people", told);
        audit::record(tx, actor, entry)?;
    }
    Ok(told)
}
