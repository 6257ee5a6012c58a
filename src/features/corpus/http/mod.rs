//! The pages of the corpus.

pub mod api;
mod difference;
mod drafts;
mod faq_edit;
mod flow;
mod form_edit;
mod hits;
mod intake;
mod intake_view;
mod item_edit;
mod items;
mod keeping;
mod note_edit;
mod notes;
mod notices;
pub mod picker;
mod policies;
mod search;
mod search_log;
mod shelf;
pub mod shelf_api;

use chrono::NaiveDate;

use super::model::{ClauseView, Item, NoteKind, VersionState};
use crate::kernel::Fault;
use crate::platform::i18n::{Lang, Texts};
use crate::web::{Fields, Routes};

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    search::routes(routes);
    search_log::routes(routes);
    policies::routes(routes);
    difference::routes(routes);
    drafts::routes(routes);
    intake::routes(routes);
    items::routes(routes);
    item_edit::routes(routes);
    notices::routes(routes);
    shelf::routes(routes);
    form_edit::routes(routes);
    notes::routes(routes);
    note_edit::routes(routes);
    picker::routes(routes);
    keeping::routes(routes);
    faq_edit::routes(routes);
    api::routes(routes);
    shelf_api::routes(routes);
}

/// The day an address asks for; today when it asks for none.
///
/// # Errors
/// A fault of input when it is no day: an answer for another day than the one asked for would mislead.
fn as_of(query: &Fields, today: NaiveDate) -> Result<NaiveDate, Fault> {
    match query.one("as_of") {
        "" => Ok(today),
        given => given
            .parse()
            .map_err(|e: chrono::ParseError| Fault::input("as-of").with("given", given).because(e)),
    }
}

/// The day an address asks for, and what it gave instead of one where that is no day: then it is today, and
/// the page says so.
fn asked_day(query: &Fields, today: NaiveDate) -> (NaiveDate, String) {
    let given = query.one("as_of");
    match given.parse() {
        Ok(day) => (day, String::new()),
        Err(_) => (today, given.chars().take(20).collect()),
    }
}

/// A link to a clause.
#[derive(Debug, Clone)]
struct ClauseLink {
    href: String,
    text: String,
}

impl ClauseLink {
    fn new(t: Texts, clause: &ClauseView, as_of: NaiveDate) -> Self {
        Self { href: clause.href(as_of), text: label(t, clause) }
    }
}

/// Title and article of a clause.
fn label(t: Texts, clause: &ClauseView) -> String {
    t.with("clause-label", &[("title", &clause.title), ("article", &clause.article)])
}

/// The citation that goes behind copied text: title, number, article, the day it was asked for.
fn citation(t: Texts, clause: &ClauseView, as_of: NaiveDate) -> String {
    let (title, number, article) = (&clause.title, &clause.number, &clause.article);
    let day = t.date_full(as_of);
    t.with("cite-clause", &[("title", title), ("number", number), ("article", article), ("day", &day)])
}

/// From when to when something is in force.
fn in_force_text(t: Texts, from: NaiveDate, to: Option<NaiveDate>) -> String {
    let from = t.date_full(from);
    match to {
        None => t.with("in-force-from", &[("from", &from)]),
        Some(to) => t.with("in-force-until", &[("from", &from), ("to", &t.date_full(to))]),
    }
}

/// The name of an item in the reader's language.
fn item_name(t: Texts, item: &Item) -> String {
    if t.lang == Lang::En { item.name_en.clone() } else { item.name.clone() }
}

/// The name of a notebook.
fn notebook(t: Texts, kind: NoteKind) -> String {
    match kind {
        NoteKind::Regulation => t.get("note-kind-regulation"),
        NoteKind::Operation => t.get("note-kind-operation"),
        NoteKind::Experience => t.get("note-kind-experience"),
        NoteKind::Meeting => t.get("note-kind-meeting"),
    }
}

/// A state as a tag: tone and words.
#[derive(Debug, Clone)]
struct StateTag {
    class: &'static str,
    text: String,
}

impl StateTag {
    fn new(t: Texts, state: VersionState) -> Self {
        let (class, text) = match state {
            VersionState::Draft => ("", t.get("policy-state-draft")),
            VersionState::InReview => ("", t.get("policy-state-in-review")),
            VersionState::Approved => ("tag-info", t.get("policy-state-approved")),
            VersionState::InForce => ("tag-ok", t.get("policy-state-in-force")),
            VersionState::Superseded => ("tag-warn", t.get("policy-state-superseded")),
            VersionState::Repealed => ("tag-warn", t.get("policy-state-repealed")),
        };
        Self { class, text }
    }
}
