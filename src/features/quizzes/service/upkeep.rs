//! Keeping questions in step with the policy: going stale, coming back.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::store;
use super::clauses::{self, Citation};
use super::questions::promote;
use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::notifications::{self, Notice};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

fn make_stale(tx: &mut Tx<'_>, actor: &Actor, version_id: &str, doc_key: &str) -> Result<bool, Fault> {
    if !store::set_state(tx, version_id, &["ready"], "stale", None)? {
        return Ok(false);
    }
    let (question, version) = store::version(tx.conn, version_id)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("question.stale"), "question", &question.id)
            .fact("version", version.version)
            .fact("policy", doc_key),
    )?;
    Ok(true)
}

/// Tells every steward that questions wait.
fn tell_stewards(tx: &mut Tx<'_>, count: usize) -> Result<(), Fault> {
    if count == 0 {
        return Ok(());
    }
    let notice = Notice::new("questions-stale", "/questions?state=stale").with("n", count.to_string());
    for person in accounts::holders(tx.conn, Permission::WritePolicy)? {
        notifications::notify(tx, &person, &notice)?;
    }
    Ok(())
}

/// Makes every question in use that cites one of these articles of a document stale; returns how many.
///
/// # Errors
/// When the database fails.
pub fn mark_stale_for(
    tx: &mut Tx<'_>,
    actor: &Actor,
    doc_key: &str,
    articles: &[String],
) -> Result<usize, Fault> {
    let mut stale = 0;
    for (version, citation) in store::citing(tx.conn, "ready")? {
        let cites = citation.doc_key == doc_key && articles.contains(&citation.article);
        if cites && make_stale(tx, actor, &version.id, doc_key)? {
            stale += 1;
        }
    }
    tell_stewards(tx, stale)?;
    Ok(stale)
}

/// Compares every cited clause with its text in force on `day`: questions whose clause changed or went away
/// go stale, reviewed wordings that waited for a clause come into use. Returns how many went stale.
///
/// A clause whose words are the same in a new version leaves its questions alone; only the note of where the
/// words stand moves on. All citations are compared, not those of one document: a few hundred look-ups once
/// in a while, against a day on which a version came into force and nothing was told.
///
/// # Errors
/// When the database fails.
pub fn policy_changed(tx: &mut Tx<'_>, actor: &Actor, day: NaiveDate) -> Result<usize, Fault> {
    let mut stale = BTreeSet::new();
    for (version, noted) in store::citing(tx.conn, "ready")? {
        for citation in clauses::compare(tx.conn, vec![noted], day)? {
            if citation.holds() {
                if let Some(now) =
                    citation.now.filter(|now| now.policy_version_id != citation.noted.policy_version_id)
                {
                    store::note_citation(tx, &now)?;
                }
            } else if make_stale(tx, actor, &version.id, &citation.noted.doc_key)? {
                stale.insert(version.id.clone());
            }
        }
    }
    let waiting: BTreeSet<String> =
        store::citing(tx.conn, "reviewed")?.into_iter().map(|(version, _)| version.id).collect();
    for version_id in waiting {
        promote(tx, &version_id, day)?;
    }
    tell_stewards(tx, stale.len())?;
    Ok(stale.len())
}

/// A question of the bank that rests on a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// Id of the version.
    pub version_id: String,
    /// The question.
    pub stem: String,
    /// Anchor of the clause.
    pub anchor: String,
    /// Whether it is out of use because its clause changed.
    pub stale: bool,
}

/// Questions in use, and those out of use because a clause changed, that cite a policy.
///
/// # Errors
/// When the database fails.
pub fn resting(conn: &mut AnyConn, doc_key: &str) -> Result<Vec<Resting>, Fault> {
    let mut found = Vec::new();
    for state in ["ready", "stale"] {
        let cited = store::citing(conn, state)?.into_iter();
        found.extend(cited.filter(|(_, citation)| citation.doc_key == doc_key).map(|(version, citation)| {
            Resting {
                version_id: version.id,
                stem: version.stem,
                anchor: citation.anchor,
                stale: state == "stale",
            }
        }));
    }
    Ok(found)
}

/// Confirms a stale question under the clauses as they stand on `day`: it is in use again, with the present
/// text noted. `seen` is the digest of what the steward was shown.
///
/// Those who passed with this wording keep their pass: the steward has just said that its answer is right
/// under the new text too. A question whose answer changed is reworded instead, and then counts anew.
///
/// # Errors
/// A refusal for who may not approve or wrote the question; a conflict when a clause is gone, when the text
/// changed since it was shown, or when the question is not stale any more.
pub fn reconfirm(
    tx: &mut Tx<'_>,
    actor: &Actor,
    version_id: &str,
    seen: &str,
    day: NaiveDate,
) -> Result<(), Fault> {
    actor.need(Permission::ApprovePolicy)?;
    let (question, version) = store::version(tx.conn, version_id)?;
    if version.author_id.as_deref() == Some(actor.person.as_str()) {
        return Err(Fault::refused("question-own"));
    }
    let noted = store::citations(tx.conn, version_id)?;
    let citations = clauses::compare(tx.conn, noted, day)?;
    if clauses::digest(&citations) != seen {
        return Err(Fault::conflict("question-text-changed"));
    }
    for Citation { now, .. } in &citations {
        let now = now.as_ref().ok_or_else(|| Fault::conflict("question-clause-gone"))?;
        store::note_citation(tx, now)?;
    }
    if !store::set_state(tx, version_id, &["stale"], "ready", Some(&actor.person))? {
        return Err(Fault::conflict("question-moved-on"));
    }
    audit::record(
        tx,
        actor,
        Entry::new(Kind("question.reconfirmed"), "question", &question.id).fact("version", version.version),
    )?;
    Ok(())
}
