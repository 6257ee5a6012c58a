//! A new version of a policy on its way: written, handed in, approved by somebody else.
//!
//! Nobody approves what they wrote; the database refuses it too. An approved version is never edited: a
//! mistake is corrected by the next version.

use chrono::NaiveDate;

use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{Clause, VersionRow};
use crate::features::corpus::policy_file::PolicyFile;
use crate::features::corpus::rules::difference::Pair;
use crate::features::corpus::service::policies;
use crate::features::corpus::service::reading::{self, DiffRow};
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::{drafts, intake, items, notes, policies as store};
use crate::features::notifications::{self, Notice};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

fn parse(source: &str) -> Result<PolicyFile, Fault> {
    PolicyFile::parse(source)
        .map_err(|error| Fault::field("source", error.key()).with("detail", error.detail()).because(error))
}

/// Writes a draft.
///
/// # Errors
/// A field at fault when the text is no policy version; a conflict when its number is not the next or another
/// draft of the policy is open.
pub fn draft(tx: &mut Tx<'_>, actor: &Actor, source: &str) -> Result<String, Fault> {
    actor.need(Permission::WritePolicy)?;
    let file = parse(source)?;
    let doc_id = policies::doc_of(tx, &file.key)?;
    let known = store::versions(tx.conn, &doc_id)?;
    if known.iter().any(|row| row.state != "approved") {
        return Err(Fault::conflict("policy-draft-open"));
    }
    if known.iter().any(|row| row.version >= file.version) {
        return Err(Fault::conflict("policy-version-order"));
    }
    let row =
        VersionRow { author_id: Some(actor.person.clone()), ..policies::version_row(tx, &doc_id, &file) };
    store::insert_version(tx, &row)?;
    policies::insert_clauses(tx, &doc_id, known.last().map(|last| last.id.as_str()), &row.id, &file)?;
    audit::record(tx, actor, Entry::new(Kind("policy.drafted"), "policy_version", &row.id))?;
    Ok(row.id)
}

/// Rewrites one's own draft.
///
/// # Errors
/// As [`draft`]; missing when it is not one's own; a conflict when it has been handed in.
pub fn redraft(tx: &mut Tx<'_>, actor: &Actor, id: &str, source: &str) -> Result<(), Fault> {
    let row = own_draft(tx, actor, id)?;
    let file = parse(source)?;
    if store::doc_id(tx.conn, &file.key)?.as_ref() != Some(&row.doc_id) {
        return Err(Fault::field("source", "policy-file-key"));
    }
    let known = store::versions(tx.conn, &row.doc_id)?;
    let before: Vec<&VersionRow> = known.iter().filter(|other| other.id != row.id).collect();
    if before.iter().any(|other| other.version >= file.version) {
        return Err(Fault::conflict("policy-version-order"));
    }
    let fresh = policies::version_row(tx, &row.doc_id, &file);
    let last = before.last().map(|last| last.id.clone());
    drafts::remove(tx, id)?;
    let row = VersionRow { id: row.id, author_id: row.author_id, created_at: row.created_at, ..fresh };
    store::insert_version(tx, &row)?;
    policies::insert_clauses(tx, &row.doc_id, last.as_deref(), id, &file)?;
    audit::record(tx, actor, Entry::new(Kind("policy.redrafted"), "policy_version", id))?;
    Ok(())
}

pub(super) fn own_draft(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<VersionRow, Fault> {
    actor.need(Permission::WritePolicy)?;
    let row = store::version(tx.conn, id)?;
    if row.author_id.as_ref() != Some(&actor.person) {
        return Err(Fault::missing());
    }
    if row.state == "draft" { Ok(row) } else { Err(Fault::conflict("policy-draft-state")) }
}

/// Throws one's own draft away.
///
/// # Errors
/// Missing when it is not one's own; a conflict when it has been handed in.
pub fn discard(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    own_draft(tx, actor, id)?;
    notifications::settle(tx, &["policy-sent-back"], &page_of(id), "discarded", "/policies/drafts")?;
    drafts::remove(tx, id)?;
    intake::remove_of_version(tx, id)?;
    audit::record(tx, actor, Entry::new(Kind("policy.discarded"), "policy_version", id))?;
    Ok(())
}

/// Where a draft is looked at.
fn page_of(id: &str) -> String {
    format!("/policies/drafts/{id}")
}

/// Hands one's own draft in.
///
/// # Errors
/// Missing when it is not one's own; a conflict when it has been handed in already.
pub fn submit(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    let row = own_draft(tx, actor, id)?;
    // Said now, to the one who can mend it, and not on the day of approval.
    policies::begins_last(&store::versions(tx.conn, &row.doc_id)?, row.effective_from)?;
    drafts::set_state(tx, id, "in_review", None)?;
    notifications::settle(tx, &["policy-sent-back"], &page_of(id), "handed-in", &page_of(id))?;
    let notice = Notice::new("policy-submitted", page_of(id)).with("title", &row.title);
    for person in accounts::holders(tx.conn, Permission::ApprovePolicy)? {
        if person != actor.person {
            notifications::notify(tx, &person, &notice)?;
        }
    }
    audit::record(tx, actor, Entry::new(Kind("policy.submitted"), "policy_version", id))?;
    Ok(())
}

fn others_review(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<VersionRow, Fault> {
    actor.need(Permission::ApprovePolicy)?;
    let row = store::version(tx.conn, id)?;
    if row.author_id.as_ref() == Some(&actor.person) {
        return Err(Fault::refused("policy-own-work"));
    }
    match row.state.as_str() {
        "in_review" => Ok(row),
        // Not handed in, it is its author's alone.
        "draft" => Err(Fault::missing()),
        _ => Err(Fault::conflict("policy-draft-state")),
    }
}

/// Hands somebody else's draft back to its author.
///
/// # Errors
/// A refusal for one's own; missing when it was not handed in.
pub fn send_back(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    let row = others_review(tx, actor, id)?;
    drafts::set_state(tx, id, "draft", None)?;
    // Not handed in, its page is the author's alone.
    notifications::settle(tx, &["policy-submitted"], &page_of(id), "sent-back", "/policies/drafts")?;
    if let Some(author) = &row.author_id {
        let notice = Notice::new("policy-sent-back", page_of(id)).with("title", &row.title);
        notifications::notify(tx, author, &notice)?;
    }
    audit::record(tx, actor, Entry::new(Kind("policy.sent-back"), "policy_version", id))?;
    Ok(())
}

/// Approves somebody else's draft: it comes into force on its day, the version before ends there. Whoever
/// pinned a note to a clause that reads differently is told.
///
/// # Errors
/// A refusal for one's own; missing when it was not handed in; a conflict when its dates overlap.
pub fn approve(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    let row = others_review(tx, actor, id)?;
    let known = store::versions(tx.conn, &row.doc_id)?;
    policies::close_before(tx, &known, row.effective_from)?;
    drafts::set_state(tx, id, "approved", Some(&actor.person))?;
    changes::log(tx, Subject::Policy, id)?;
    intake::remove_of_version(tx, id)?;
    let impact = impact(tx.conn, &row)?;
    let key = store::key_of(tx.conn, &row.doc_id)?;
    let link = format!("/policies/{key}?as_of={}", row.effective_from);
    let asked = ["policy-submitted", "policy-sent-back"];
    notifications::settle(tx, &asked, &page_of(id), "approved", &link)?;
    let told: std::collections::BTreeSet<&String> = impact.notes.iter().map(|(author, _)| author).collect();
    for author in told {
        let notice = Notice::new("policy-approved", link.as_str())
            .with("title", &row.title)
            .with("number", &row.number)
            .with("day", row.effective_from.to_string());
        notifications::notify(tx, author, &notice)?;
    }
    let entry = Entry::new(Kind("policy.approved"), "policy_version", id)
        .fact("version", row.version)
        .fact("source_hash", row.source_hash.as_str());
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// A draft on its way.
#[derive(Debug, Clone)]
pub struct DraftView {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// First day in force.
    pub effective_from: NaiveDate,
    /// Whether it changes much.
    pub major: bool,
    /// Whether it was handed in.
    pub in_review: bool,
    /// Who wrote it.
    pub author: String,
    /// Whether the reader wrote it.
    pub own: bool,
}

fn view(conn: &mut AnyConn, actor: &Actor, row: VersionRow) -> Result<DraftView, Fault> {
    let author = match &row.author_id {
        Some(author) => accounts::person(conn, author)?.name,
        None => String::new(),
    };
    Ok(DraftView {
        own: row.author_id.as_ref() == Some(&actor.person),
        author,
        id: row.id,
        title: row.title,
        number: row.number,
        effective_from: row.effective_from,
        major: row.change == "major",
        in_review: row.state == "in_review",
    })
}

/// Drafts the actor may see: those handed in, and one's own.
///
/// # Errors
/// When the database fails.
pub fn open(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<DraftView>, Fault> {
    let rows = drafts::open(conn)?;
    let mine = |row: &VersionRow| row.state == "in_review" || row.author_id.as_ref() == Some(&actor.person);
    rows.into_iter().filter(mine).map(|row| view(conn, actor, row)).collect()
}

/// Drafts that wait for the actor's approval: id and title, the oldest first. Nobody approves what they wrote.
///
/// # Errors
/// When the database fails.
pub fn to_approve(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<(String, String)>, Fault> {
    if !actor.may(Permission::ApprovePolicy) {
        return Ok(Vec::new());
    }
    let waits = |row: &VersionRow| row.state == "in_review" && row.author_id.as_ref() != Some(&actor.person);
    Ok(drafts::open(conn)?.into_iter().filter(waits).map(|row| (row.id, row.title)).collect())
}

/// What a draft would change.
#[derive(Debug, Clone)]
pub struct Impact {
    /// Clauses that change, against the version before.
    pub rows: Vec<DiffRow>,
    /// How many clauses stay as they are.
    pub unchanged: usize,
    /// Notes pinned to a clause that changes: author and note.
    pub notes: Vec<(String, String)>,
    /// Short names of the items that rest on the policy.
    pub items: Vec<String>,
}

fn impact(conn: &mut AnyConn, row: &VersionRow) -> Result<Impact, Fault> {
    let key = store::key_of(conn, &row.doc_id)?;
    let before = store::versions(conn, &row.doc_id)?
        .into_iter()
        .rfind(|other| other.state == "approved" && other.id != row.id && other.version < row.version);
    let old: Vec<Clause> = match before {
        Some(before) => store::clauses(conn, &before.id)?,
        None => Vec::new(),
    };
    let all = reading::rows(&old, &store::clauses(conn, &row.id)?);
    let (same, rows): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|row| matches!(row.pair, Pair::Same { .. } | Pair::Moved { .. }));
    let mut touched = Vec::new();
    for article in rows.iter().map(|row| &row.old_article).filter(|article| !article.is_empty()) {
        touched.extend(notes::authors_pinned(conn, &format!("{key}#{article}"))?);
    }
    touched.sort();
    touched.dedup();
    let mut slugs = Vec::new();
    for item in items::items(conn)? {
        let latest = items::latest(conn, &item.id)?;
        let content: crate::features::corpus::ItemContent =
            serde_json::from_str(&latest.content).map_err(Fault::ours)?;
        if content.policies.contains(&key) {
            slugs.push(item.slug);
        }
    }
    Ok(Impact { unchanged: same.len(), rows, notes: touched, items: slugs })
}

/// A draft with what it would change.
///
/// # Errors
/// Missing when there is none, or it is somebody else's and not handed in.
pub fn look(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<(DraftView, Impact), Fault> {
    let row = store::version(conn, id)?;
    let own = row.author_id.as_ref() == Some(&actor.person);
    if row.state == "approved" || (row.state == "draft" && !own) {
        return Err(Fault::missing());
    }
    let impact = impact(conn, &row)?;
    Ok((view(conn, actor, row)?, impact))
}

/// The file of the latest version of a policy, as a beginning for the next one; empty when there is none.
///
/// # Errors
/// When the database fails.
pub fn latest_source(conn: &mut AnyConn, key: &str) -> Result<String, Fault> {
    let Some(doc_id) = store::doc_id(conn, key)? else { return Ok(String::new()) };
    Ok(store::versions(conn, &doc_id)?.pop().map(|row| row.source).unwrap_or_default())
}
