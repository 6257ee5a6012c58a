//! What rests on a clause, and what a changed clause makes stale: answers, notes, items.
//!
//! A text cites articles as they were numbered on the day it was written. The clause of that day is followed by
//! its anchor, so that a renumbering leads nobody astray and a reworded clause is shown beside its old words.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::features::corpus::model::{ClauseRef, ClauseView, Faq, Item, NoteState};
use crate::features::corpus::rules::cutting;
use crate::features::corpus::rules::difference::{self, Piece};
use crate::features::corpus::service::lens::Lens;
use crate::features::corpus::service::notes::{self, Note, Which};
use crate::features::corpus::service::{items, policies, shelf};
use crate::features::corpus::store::{items as item_store, notes as note_store, policies as policy_store};
use crate::kernel::{Actor, Fault};
use crate::platform::db::AnyConn;

/// What rests on a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestKind {
    /// A question with its answer.
    Faq,
    /// A shared note.
    Note,
    /// A business item: a paper, a blind spot, a way.
    Item,
}

/// One thing that rests on a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// What it is.
    pub kind: RestKind,
    /// Its name: Chinese and English, the same where there is only one.
    pub name: (String, String),
    /// Its page.
    pub href: String,
}

/// The references of an item: papers, blind spots, ways.
fn cited(item: &Item) -> Vec<&String> {
    let content = &item.content;
    content
        .materials
        .iter()
        .map(|m| &m.clause)
        .chain(content.blind_spots.iter().map(|b| &b.clause))
        .chain(content.options.iter().map(|o| &o.clause))
        .chain(content.refusals.iter().map(|r| &r.clause))
        .filter(|reference| !reference.is_empty())
        .collect()
}

/// What rests on the clauses of a policy on a day, by the anchor of the clause.
///
/// # Errors
/// When the database fails.
pub fn resting(
    conn: &mut AnyConn,
    doc_key: &str,
    day: NaiveDate,
) -> Result<BTreeMap<String, Vec<Rest>>, Fault> {
    let mut found: BTreeMap<String, Vec<Rest>> = BTreeMap::new();
    let mut lens = Lens::default();
    let of = |reference: &str| ClauseRef::parse(reference).is_some_and(|one| one.doc_key == doc_key);
    for faq in shelf::faqs(conn)? {
        for reference in faq.clauses.iter().filter(|reference| of(reference)) {
            if let Some(clause) = lens.carried(conn, reference, faq.updated_at.date(), day)? {
                add(
                    &mut found,
                    clause.anchor,
                    RestKind::Faq,
                    (&faq.question, &faq.question),
                    format!("/faq#q-{}", faq.id),
                );
            }
        }
    }
    for (note, pin) in note_store::pinned_to(conn, doc_key)? {
        if NoteState::from_code(&note.state) != NoteState::Shared {
            continue;
        }
        if let Some(clause) = policies::carried_on(conn, &pin.reference, &pin.version_id, day)? {
            add(
                &mut found,
                clause.anchor,
                RestKind::Note,
                (&note.title, &note.title),
                format!("/notes/{}", note.id),
            );
        }
    }
    for item in items::items(conn)? {
        let written = item_store::latest(conn, &item.id)?.created_at.date();
        for reference in cited(&item).into_iter().filter(|reference| of(reference)) {
            if let Some(clause) = lens.carried(conn, reference, written, day)? {
                add(
                    &mut found,
                    clause.anchor,
                    RestKind::Item,
                    (&item.name, &item.name_en),
                    format!("/items/{}", item.slug),
                );
            }
        }
    }
    for rests in found.values_mut() {
        rests.sort_by(|a, b| (a.kind, &a.href).cmp(&(b.kind, &b.href)));
        rests.dedup();
    }
    Ok(found)
}

/// A reader's own notes pinned to the clauses of a policy, by the anchor of the clause: id and title. Two queries
/// however many clauses there are.
///
/// # Errors
/// When the database fails.
pub fn own_notes(
    conn: &mut AnyConn,
    actor: &Actor,
    doc_key: &str,
) -> Result<BTreeMap<String, Vec<(String, String)>>, Fault> {
    let pinned = note_store::pinned_by(conn, &actor.person, doc_key)?;
    let mut versions: Vec<String> = pinned.iter().map(|(_, pin)| pin.version_id.clone()).collect();
    versions.sort();
    versions.dedup();
    // The anchor a clause had where it was pinned stays with it from version to version.
    let anchors = policy_store::named_anchors(conn, &versions)?;
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (note, pin) in pinned {
        let Some(wanted) = ClauseRef::parse(&pin.reference) else { continue };
        let meant = |(version, article, _): &&(String, String, String)| {
            *version == pin.version_id && cutting::same_name(article, &wanted.article)
        };
        if let Some((_, _, anchor)) = anchors.iter().find(meant) {
            found.entry(anchor.clone()).or_default().push((note.id, note.title));
        }
    }
    Ok(found)
}

fn add(
    found: &mut BTreeMap<String, Vec<Rest>>,
    anchor: String,
    kind: RestKind,
    name: (&String, &String),
    href: String,
) {
    found.entry(anchor).or_default().push(Rest { kind, name: (name.0.clone(), name.1.clone()), href });
}

/// A clause that reads differently, or is numbered differently, from the day something was written.
#[derive(Debug, Clone)]
pub struct ClauseChange {
    /// Title and article as it was cited.
    pub was: (String, String),
    /// The clause now; none when it is gone.
    pub now: Option<ClauseView>,
    /// The text then and now.
    pub pieces: Vec<Piece>,
    /// Address of the whole difference; empty when there is none to show.
    pub diff: String,
}

/// What changed about a reference between the day something was written and another.
pub(super) fn clause_change(
    conn: &mut AnyConn,
    lens: &mut Lens,
    reference: &str,
    written: NaiveDate,
    day: NaiveDate,
) -> Result<Option<ClauseChange>, Fault> {
    let Some((then, from)) = lens.named(conn, reference, written)? else { return Ok(None) };
    let now = lens.under(conn, &then.doc_key, &then.anchor, day)?;
    if let Some((now, _)) = &now
        && now.hash == then.hash
        && cutting::article_number(&now.article) == cutting::article_number(&then.article)
    {
        return Ok(None);
    }
    let pieces = now.as_ref().map_or_else(Vec::new, |(now, _)| difference::compare(&then.text, &now.text));
    let diff = match &now {
        Some((now, to)) if *to != from => {
            format!(
                "/policies/{}/diff?from={}&to={}#{}",
                now.doc_key,
                from.min(*to),
                from.max(*to),
                now.anchor
            )
        }
        _ => String::new(),
    };
    Ok(Some(ClauseChange { was: (then.title, then.article), now: now.map(|(now, _)| now), pieces, diff }))
}

fn changes_of<'a>(
    conn: &mut AnyConn,
    lens: &mut Lens,
    references: impl IntoIterator<Item = &'a String>,
    written: NaiveDate,
    day: NaiveDate,
) -> Result<Vec<ClauseChange>, Fault> {
    let mut changes = Vec::new();
    for reference in references {
        changes.extend(clause_change(conn, lens, reference, written, day)?);
    }
    Ok(changes)
}

/// An answer with what changed under it.
#[derive(Debug, Clone)]
pub struct StaleFaq {
    /// The question.
    pub faq: Faq,
    /// The clauses that changed.
    pub changes: Vec<ClauseChange>,
}

/// Answers that rest on a clause which has changed since.
///
/// # Errors
/// When the database fails.
pub fn stale_faqs(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<StaleFaq>, Fault> {
    let (mut stale, mut lens) = (Vec::new(), Lens::default());
    for faq in shelf::faqs(conn)? {
        let changes = changes_of(conn, &mut lens, &faq.clauses, faq.updated_at.date(), day)?;
        if !changes.is_empty() {
            stale.push(StaleFaq { faq, changes });
        }
    }
    Ok(stale)
}

/// A business item with what changed under it.
#[derive(Debug, Clone)]
pub struct StaleItem {
    /// The item.
    pub item: Item,
    /// The clauses that changed.
    pub changes: Vec<ClauseChange>,
}

/// Items with a paper, a blind spot or a way whose clause has changed since their version was written.
///
/// # Errors
/// When the database fails.
pub fn stale_items(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<StaleItem>, Fault> {
    let (mut stale, mut lens) = (Vec::new(), Lens::default());
    for item in items::items(conn)? {
        let changes = changed_under(conn, &mut lens, &item, day)?;
        if !changes.is_empty() {
            stale.push(StaleItem { item, changes });
        }
    }
    Ok(stale)
}

/// The clauses an item cites that read differently on a day from when its version was written.
///
/// # Errors
/// When the database fails.
pub fn item_changes(conn: &mut AnyConn, item: &Item, day: NaiveDate) -> Result<Vec<ClauseChange>, Fault> {
    changed_under(conn, &mut Lens::default(), item, day)
}

fn changed_under(
    conn: &mut AnyConn,
    lens: &mut Lens,
    item: &Item,
    day: NaiveDate,
) -> Result<Vec<ClauseChange>, Fault> {
    let written = item_store::latest(conn, &item.id)?.created_at.date();
    let mut references = cited(item);
    references.sort();
    references.dedup();
    changes_of(conn, lens, references, written, day)
}

/// Shared notes pinned to a clause which has changed since.
///
/// # Errors
/// When the database fails.
pub fn stale_notes(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Vec<Note>, Fault> {
    let mut shared = notes::notes(conn, actor, Which::Shared, day)?;
    shared.retain(Note::stale);
    Ok(shared)
}
