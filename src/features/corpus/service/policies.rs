//! Policies: importing, reading as of a day, confirming to have read.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{Clause, ClauseRef, ClauseView, Item, PolicyVersionView, VersionRow};
use crate::features::corpus::policy_file::PolicyFile;
use crate::features::corpus::rules::anchors::{self, Text};
use crate::features::corpus::rules::cutting::{self, CutClause};
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::policies as store;
use crate::kernel::{Actor, Fault};
use crate::platform::db::{AnyConn, Tx};

/// SHA-256 of a text, in hexadecimal.
pub fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Takes over a version that was published elsewhere: an official text that nobody here wrote or approved. It
/// has no author and no approver, is marked as imported for ever, and its text stands in the trail by its
/// hash. A version that is already there stays as it is.
///
/// # Errors
/// A conflict when an earlier version is missing or the dates overlap; when the database fails.
pub fn import_policy(tx: &mut Tx<'_>, actor: &Actor, file: &PolicyFile) -> Result<String, Fault> {
    let doc_id = doc_of(tx, &file.key)?;
    let known = store::versions(tx.conn, &doc_id)?;
    if let Some(there) = known.iter().find(|row| row.version == file.version) {
        return Ok(there.id.clone());
    }
    if known.iter().any(|row| row.version > file.version) {
        return Err(Fault::conflict("policy-version-order"));
    }
    let row = VersionRow {
        state: "approved".to_owned(),
        origin: "imported".to_owned(),
        approved_at: Some(tx.at),
        ..version_row(tx, &doc_id, file)
    };
    close_before(tx, &known, file.effective_from)?;
    store::insert_version(tx, &row)?;
    insert_clauses(tx, &doc_id, known.last().map(|last| last.id.as_str()), &row.id, file)?;
    changes::log(tx, Subject::Policy, &row.id)?;
    let entry = Entry::new(Kind("policy.imported"), "policy_version", &row.id)
        .fact("version", row.version)
        .fact("clauses", file.clauses.len())
        .fact("source_hash", row.source_hash.as_str());
    audit::record(tx, actor, entry)?;
    Ok(row.id)
}

/// Whether a version of a policy is there, approved or not.
///
/// # Errors
/// When the database fails.
pub fn has_version(conn: &mut AnyConn, key: &str, version: i32) -> Result<bool, Fault> {
    let Some(doc_id) = store::doc_id(conn, key)? else { return Ok(false) };
    Ok(store::versions(conn, &doc_id)?.iter().any(|row| row.version == version))
}

/// The policy of a key, which is made when it is new.
pub(super) fn doc_of(tx: &mut Tx<'_>, key: &str) -> Result<String, Fault> {
    if let Some(id) = store::doc_id(tx.conn, key)? {
        return Ok(id);
    }
    let id = tx.id();
    store::insert_doc(tx, &id, key)?;
    Ok(id)
}

/// The row of a version as its file says, still without approval.
pub(super) fn version_row(tx: &Tx<'_>, doc_id: &str, file: &PolicyFile) -> VersionRow {
    VersionRow {
        id: tx.id(),
        doc_id: doc_id.to_owned(),
        version: file.version,
        title: file.title.clone(),
        number: file.number.clone(),
        issuer: file.issuer.clone(),
        area: file.area.clone(),
        effective_from: file.effective_from,
        effective_to: file.effective_to,
        change: if file.major { "major" } else { "minor" }.to_owned(),
        state: "draft".to_owned(),
        origin: "written".to_owned(),
        note: file.note.clone(),
        digests: serde_json::to_string(&file.digests).unwrap_or_default(),
        review_on: file.review_on,
        author_id: None,
        approver_id: None,
        approved_at: None,
        source: file.source.clone(),
        source_hash: hash(&file.source),
        created_at: tx.at,
    }
}

/// Whether a version may begin on `from`: after every approved one.
pub(super) fn begins_last(known: &[VersionRow], from: NaiveDate) -> Result<(), Fault> {
    let later = known.iter().find(|row| row.state == "approved" && row.effective_from >= from);
    later.map_or(Ok(()), |row| {
        Err(Fault::conflict("policy-dates-overlap")
            .with("number", &row.number)
            .with("day", row.effective_from))
    })
}

/// Ends the approved versions that would run into one that begins on `from`.
pub(super) fn close_before(tx: &mut Tx<'_>, known: &[VersionRow], from: NaiveDate) -> Result<(), Fault> {
    begins_last(known, from)?;
    for row in known.iter().filter(|row| row.state == "approved") {
        if row.effective_to.is_none_or(|to| to > from) {
            store::set_end(tx, &row.id, from)?;
            changes::log(tx, Subject::Policy, &row.id)?;
        }
    }
    Ok(())
}

/// Writes the clauses of a version with anchors that carry on those of the version before.
pub(super) fn insert_clauses(
    tx: &mut Tx<'_>,
    doc_id: &str,
    before: Option<&str>,
    version_id: &str,
    file: &PolicyFile,
) -> Result<(), Fault> {
    let before = match before {
        Some(id) => store::clauses(tx.conn, id)?,
        None => Vec::new(),
    };
    for row in anchored(tx.conn, doc_id, &before, version_id, &file.clauses)? {
        let row = Clause { id: tx.id(), ..row };
        store::insert_clause(tx, &row)?;
    }
    Ok(())
}

/// The clauses of a version as they would be stored, still without ids.
pub(super) fn anchored(
    conn: &mut AnyConn,
    doc_id: &str,
    before: &[Clause],
    version_id: &str,
    clauses: &[CutClause],
) -> Result<Vec<Clause>, Fault> {
    let retired = store::anchors(conn, doc_id)?;
    let old: Vec<(Text<'_>, &str)> = before
        .iter()
        .map(|clause| {
            let text = Text { number: clause.article_no, article: &clause.article, words: &clause.body };
            (text, clause.anchor.as_str())
        })
        .collect();
    let new: Vec<Text<'_>> = clauses
        .iter()
        .map(|cut| Text { number: cut.number, article: &cut.article, words: &cut.text })
        .collect();
    let anchors = anchors::assign(&old, &new, &retired);
    let row = |((cut, anchor), position): ((&CutClause, String), i32)| Clause {
        id: String::new(),
        version_id: version_id.to_owned(),
        position,
        anchor,
        article_no: cut.number,
        article: cut.article.clone(),
        heading: cut.heading.clone(),
        body: cut.text.clone(),
        hash: hash(&cut.text),
    };
    Ok(clauses.iter().zip(anchors).zip(0..).map(row).collect())
}

/// The version of a policy in force on a day.
///
/// # Errors
/// When the database fails.
pub fn version_in_force(
    conn: &mut AnyConn,
    doc_key: &str,
    day: NaiveDate,
) -> Result<Option<PolicyVersionView>, Fault> {
    let Some(doc_id) = store::doc_id(conn, doc_key)? else { return Ok(None) };
    let Some(row) = store::in_force(conn, &doc_id, day)? else { return Ok(None) };
    Ok(Some(view(conn, doc_key, row)?))
}

/// The version of every policy in force on a day, by their keys.
///
/// # Errors
/// When the database fails.
pub fn all_in_force(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<PolicyVersionView>, Fault> {
    let keys: BTreeSet<String> = store::keys(conn)?.into_values().collect();
    let mut found = Vec::new();
    for key in keys {
        found.extend(version_in_force(conn, &key, day)?);
    }
    Ok(found)
}

fn view(conn: &mut AnyConn, doc_key: &str, row: VersionRow) -> Result<PolicyVersionView, Fault> {
    let clauses = store::clause_count(conn, &row.id)?;
    Ok(PolicyVersionView {
        doc_key: doc_key.to_owned(),
        version_id: row.id,
        version: row.version,
        title: row.title,
        number: row.number,
        effective_from: row.effective_from,
        effective_to: row.effective_to,
        change: row.change,
        clauses,
    })
}

/// The clause a reference names in the version in force on a day; `None` when there is no such clause then.
///
/// # Errors
/// When the database fails.
pub fn resolve_clause(
    conn: &mut AnyConn,
    reference: &str,
    day: NaiveDate,
) -> Result<Option<ClauseView>, Fault> {
    let Some(wanted) = ClauseRef::parse(reference) else { return Ok(None) };
    let Some(doc_id) = store::doc_id(conn, &wanted.doc_key)? else { return Ok(None) };
    let Some(version) = store::in_force(conn, &doc_id, day)? else { return Ok(None) };
    let clause = clause_named(conn, &version.id, &wanted.article)?;
    Ok(clause.map(|clause| clause_view(&wanted.doc_key, &version, clause)))
}

/// The clause of a version under a name, however the name is written (第8条, 第八条).
pub(super) fn clause_named(
    conn: &mut AnyConn,
    version_id: &str,
    name: &str,
) -> Result<Option<Clause>, Fault> {
    let number = cutting::article_number(name).unwrap_or(0);
    let mut found = store::clauses_by_number(conn, version_id, number)?.into_iter();
    Ok(found.find(|clause| cutting::same_name(&clause.article, name)))
}

pub(super) fn clause_view(doc_key: &str, version: &VersionRow, clause: Clause) -> ClauseView {
    ClauseView {
        doc_key: doc_key.to_owned(),
        version_id: version.id.clone(),
        title: version.title.clone(),
        number: version.number.clone(),
        anchor: clause.anchor,
        article: clause.article,
        heading: clause.heading,
        text: clause.body,
        hash: clause.hash,
        effective_from: version.effective_from,
        effective_to: version.effective_to,
    }
}

/// The policies an item rests on, each in the version in force on a day, in the item's order.
///
/// # Errors
/// When the database fails.
pub fn policies_of_item(
    conn: &mut AnyConn,
    item: &Item,
    day: NaiveDate,
) -> Result<Vec<PolicyVersionView>, Fault> {
    let mut found = Vec::new();
    for key in &item.content.policies {
        found.extend(version_in_force(conn, key, day)?);
    }
    Ok(found)
}

/// Notes that the actor has read a version and says so. Saying it again changes nothing.
///
/// # Errors
/// Missing when there is no such version or it is not approved.
pub fn confirm_read(tx: &mut Tx<'_>, actor: &Actor, version_id: &str) -> Result<(), Fault> {
    let version = store::version(tx.conn, version_id)?;
    if version.state != "approved" {
        return Err(Fault::missing());
    }
    if store::confirm(tx, &actor.person, version_id)? {
        audit::record(tx, actor, Entry::new(Kind("policy.read"), "policy_version", version_id))?;
    }
    Ok(())
}

/// The clauses of a policy in force on a day, in their order.
///
/// # Errors
/// When the database fails.
pub fn clauses_in_force(conn: &mut AnyConn, doc_key: &str, day: NaiveDate) -> Result<Vec<ClauseView>, Fault> {
    let Some(doc_id) = store::doc_id(conn, doc_key)? else { return Ok(Vec::new()) };
    let Some(version) = store::in_force(conn, &doc_id, day)? else { return Ok(Vec::new()) };
    let clauses = store::clauses(conn, &version.id)?;
    Ok(clauses.into_iter().map(|clause| clause_view(doc_key, &version, clause)).collect())
}

/// Which of these versions a person has confirmed.
///
/// # Errors
/// When the database fails.
pub fn confirmed(
    conn: &mut AnyConn,
    person: &str,
    version_ids: &[String],
) -> Result<BTreeSet<String>, Fault> {
    let all = store::confirmations(conn, person)?;
    Ok(version_ids.iter().filter(|id| all.contains_key(*id)).cloned().collect())
}

/// The clause that carries on a pinned one on a day: found by its anchor, so that a renumbering does not lead
/// astray. `None` when nothing carries it on.
///
/// # Errors
/// When the database fails.
pub fn carried_on(
    conn: &mut AnyConn,
    reference: &str,
    version_id: &str,
    day: NaiveDate,
) -> Result<Option<ClauseView>, Fault> {
    let Some(wanted) = ClauseRef::parse(reference) else { return Ok(None) };
    let Some(pinned) = clause_named(conn, version_id, &wanted.article)? else { return Ok(None) };
    let doc_id = store::version(conn, version_id)?.doc_id;
    let Some(version) = store::in_force(conn, &doc_id, day)? else { return Ok(None) };
    let clause = store::clauses(conn, &version.id)?.into_iter().find(|clause| clause.anchor == pinned.anchor);
    Ok(clause.map(|clause| clause_view(&wanted.doc_key, &version, clause)))
}

/// The text a clause had in the version it was pinned in.
///
/// # Errors
/// When the database fails.
pub fn clause_then(conn: &mut AnyConn, reference: &str, version_id: &str) -> Result<Option<String>, Fault> {
    let Some(wanted) = ClauseRef::parse(reference) else { return Ok(None) };
    Ok(clause_named(conn, version_id, &wanted.article)?.map(|clause| clause.body))
}

/// Number of a version within its policy.
pub(super) fn version_number(conn: &mut AnyConn, version_id: &str) -> Result<i32, Fault> {
    Ok(store::version(conn, version_id)?.version)
}

/// Approved versions that replace an earlier one and come into force from one day up to, not including, another,
/// the latest first.
///
/// # Errors
/// When the database fails.
pub fn changes(
    conn: &mut AnyConn,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<PolicyVersionView>, Fault> {
    let keys = store::keys(conn)?;
    let mut found = Vec::new();
    for row in store::all_versions(conn)? {
        let within = from <= row.effective_from && row.effective_from < until;
        if let Some(key) = keys.get(&row.doc_id)
            && within
            && row.version > 1
            && row.state == "approved"
        {
            found.push(view(conn, key, row)?);
        }
    }
    found.sort_by(|a, b| (b.effective_from, &a.doc_key).cmp(&(a.effective_from, &b.doc_key)));
    Ok(found)
}

/// Versions in force whose review date has come by a day, the most overdue first.
///
/// # Errors
/// When the database fails.
pub fn reviews_due(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<PolicyVersionView>, Fault> {
    let keys = store::keys(conn)?;
    let mut due: Vec<_> = store::all_versions(conn)?
        .into_iter()
        .filter(|row| row.state == "approved" && row.review_on <= day && row.effective_from <= day)
        .filter(|row| row.effective_to.is_none_or(|to| to > day))
        .collect();
    due.sort_by(|a, b| (a.review_on, &a.id).cmp(&(b.review_on, &b.id)));
    let mut found = Vec::new();
    for row in due {
        if let Some(key) = keys.get(&row.doc_id) {
            found.push(view(conn, key, row)?);
        }
    }
    Ok(found)
}
