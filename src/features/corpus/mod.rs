//! The corpus: policies with versions and clauses, business items, notes, questions and answers, forms, words.
//!
//! A *policy* (政策) is a document that lives on in versions; a *version* is in force from one day up to, not
//! including, another. A *clause* (条款) belongs to one version and carries an *anchor* that stays with it from
//! version to version, so that links, pins and differences survive a renumbering. A *reference* names an
//! article of a policy whatever its version: `withdrawal_rules#` and the article as it is written.
//! A *business item* (业务事项) is what a window does: papers, steps, blind spots, options, all cited.
//!
//! The database is the truth. What the search index has to follow stands in the change log, written in the
//! transaction of each change.

mod content;
pub mod http;
mod jobs;
mod model;
mod policy_file;
mod rules;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use content::{
    BlindSpot, Case, Choice, Criterion, ItemContent, Material, NoticeDesk, OperatingStep, Refusal, Rubric,
};
pub use http::picker::{PickedClause, Picker, Picks};
pub use jobs::{sweep_searches, tell_reviews};
pub use model::{ClauseRef, ClauseView, Item, PolicyVersionView, VersionState};
pub use model::{Digests, Form, NoteKind, Term};
pub use policy_file::{PolicyFile, PolicyFileError};
pub use rules::cutting::{Cut, CutClause, take_apart};
pub use rules::difference::{Fate, Piece};
pub use rules::findings::{Finding, look_over};
pub use rules::personal::refuse as refuse_personal;
pub use service::digests::{readers, remind as remind_readers, reminded};
pub use service::drafting::to_approve as drafts_to_approve;
pub use service::export::{archive as export_archive, export};
pub use service::faqs::add_faq;
pub use service::index::{IndexHealth, Standing, follow, health, rebuild_now};
pub use service::intake::put_down;
pub use service::items::{NewItem, import_item, item, item_by_slug, item_version, items};
pub use service::notes::{CaseText, Note, NoteText, import_note, to_decide as notes_to_decide};
pub use service::policies::{
    all_in_force, carried_on, changes, clause_then, clauses_in_force, confirm_read, confirmed, has_version,
    import_policy, policies_of_item, resolve_clause, reviews_due, version_in_force,
};
pub use service::reading::days_ahead;
pub use service::resting::{
    ClauseChange, Rest, RestKind, StaleFaq, StaleItem, resting, stale_faqs, stale_items, stale_notes,
};
pub use service::reviews::due as reviews_due_on;
pub use service::search::{ClauseHit, Found, FoundHit, Question, What, search};
pub use service::settled::{KEPT_DAYS as UNDO_DAYS, Settled, settled, undo};
pub use service::shelf::{
    FormView, NewFaq, faqs, forms, import_faqs, import_forms, import_synonyms, import_terms, set_synonym,
    synonyms, terms,
};
pub use service::taking_in::{Read as ReadDocument, place as place_document, read as read_document};
