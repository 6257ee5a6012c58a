//! A new version of a policy on its way: written, handed in, approved by somebody else.
//!
//! Nobody approves what they wrote; the database refuses it too. An approved version is never edited: a
//! mistake is corrected by the next version.

use chrono::NaiveDate;

use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{Clause, VersionRow, VersionState};
use crate::features::corpus::policy_file::PolicyFile;
use crate::features::corpus::rules::difference::Pair;
use crate::features::corpus::service::policies;
use crate::features::corpus::service::reading::{self, DiffRow, VersionView};
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

/// Hands one's own draft in. Where no clause differs from the version before, `unchanged` says that this is meant.
///
/// # Errors
/// Missing when it is not one's own; a conflict when it has been handed in already, begins too early or changes
/// nothing unsaid.
pub fn submit(tx: &mut Tx<'_>, actor: &Actor, id: &str, unchanged: bool) -> Result<(), Fault> {
    let row = own_draft(tx, actor, id)?;
    if !unchanged && impact(tx.conn, &row, tx.at.date())?.nothing_changed() {
        return Err(Fault::conflict("policy-nothing-changed"));
    }
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
/// pinned a note to a clause that reads differently is told. Returns the key of the policy and the first day in
/// force.
///
/// # Errors
/// A refusal for one's own; missing when it was not handed in; a conflict when its dates overlap.
pub fn approve(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(String, NaiveDate), Fault> {
    let row = others_review(tx, actor, id)?;
    let known = store::versions(tx.conn, &row.doc_id)?;
    policies::close_before(tx, &known, row.effective_from)?;
    drafts::set_state(tx, id, "approved", Some(&actor.person))?;
    changes::log(tx, Subject::Policy, id)?;
    intake::remove_of_version(tx, id)?;
    let impact = impact(tx.conn, &row, tx.at.date())?;
    let link = format!("/policies/{}?as_of={}", impact.key, row.effective_from);
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
    Ok((impact.key, row.effective_from))
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
    /// First day no longer in force.
    pub effective_to: Option<NaiveDate>,
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
        effective_to: row.effective_to,
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
    /// Key of the policy.
    pub key: String,
    /// The version it is compared with: the latest approved one, in force or not yet; none for a first version.
    pub base: Option<VersionView>,
    /// The version in force today, where that is another one.
    pub in_force: Option<VersionView>,
    /// Clauses that change or are numbered differently, against that version.
    pub rows: Vec<DiffRow>,
    /// How many clauses stay as they are, renumbered or not.
    pub unchanged: usize,
    /// Notes pinned to a clause that changes: author and note.
    pub notes: Vec<(String, String)>,
    /// Short names of the items that rest on the policy.
    pub items: Vec<String>,
}

impl Impact {
    /// Whether the text is, clause by clause, that of the version before.
    #[must_use]
    pub fn nothing_changed(&self) -> bool {
        self.base.is_some() && self.rows.is_empty()
    }

    /// How many clauses are new, gone or read differently.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.rows.iter().filter(|row| !matches!(row.pair, Pair::Moved { .. })).count()
    }
}

fn impact(conn: &mut AnyConn, row: &VersionRow, today: NaiveDate) -> Result<Impact, Fault> {
    let key = store::key_of(conn, &row.doc_id)?;
    let mut views = reading::views(store::versions(conn, &row.doc_id)?, today)?;
    views.retain(|view| view.id != row.id && view.version < row.version);
    let base = views.last().cloned();
    let in_force = views.into_iter().rfind(|view| view.state == VersionState::InForce);
    let in_force = in_force.filter(|view| base.as_ref().is_some_and(|base| base.id != view.id));
    let old: Vec<Clause> = match &base {
        Some(base) => store::clauses(conn, &base.id)?,
        None => Vec::new(),
    };
    let all = reading::rows(&old, &store::clauses(conn, &row.id)?);
    let whole = all.len();
    let rows: Vec<DiffRow> = all.into_iter().filter(|row| !matches!(row.pair, Pair::Same { .. })).collect();
    let read_differently = rows.iter().filter(|row| !matches!(row.pair, Pair::Moved { .. }));
    let articles: Vec<String> =
        read_differently.map(|row| row.old_article.clone()).filter(|article| !article.is_empty()).collect();
    let mut touched = Vec::new();
    for article in &articles {
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
    let mut impact = Impact { key, base, in_force, unchanged: 0, rows, notes: touched, items: slugs };
    impact.unchanged = whole - impact.changed();
    Ok(impact)
}

/// A draft with what it would change.
///
/// # Errors
/// Missing when there is none, or it is somebody else's and not handed in.
pub fn look(
    conn: &mut AnyConn,
    actor: &Actor,
    id: &str,
    today: NaiveDate,
) -> Result<(DraftView, Impact), Fault> {
    let row = seen_by(conn, actor, id)?;
    let impact = impact(conn, &row, today)?;
    Ok((view(conn, actor, row)?, impact))
}

fn seen_by(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<VersionRow, Fault> {
    let row = store::version(conn, id)?;
    let own = row.author_id.as_ref() == Some(&actor.person);
    if row.state == "approved" || (row.state == "draft" && !own) {
        return Err(Fault::missing());
    }
    Ok(row)
}

/// The whole text of a draft.
///
/// # Errors
/// As [`look`].
pub fn text(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<(DraftView, Vec<Clause>), Fault> {
    let row = seen_by(conn, actor, id)?;
    let clauses = store::clauses(conn, &row.id)?;
    Ok((view(conn, actor, row)?, clauses))
}

/// The file of the latest version of a policy, as a beginning for the next one; empty when there is none.
///
/// # Errors
/// When the database fails.
pub fn latest_source(conn: &mut AnyConn, key: &str) -> Result<String, Fault> {
    let Some(doc_id) = store::doc_id(conn, key)? else { return Ok(String::new()) };
    Ok(store::versions(conn, &doc_id)?.pop().map(|row| row.source).unwrap_or_default())
}
