//! Rows of the thread tables, and a thread as a page shows it.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::features::corpus::ClauseView;
use crate::kernel::Moment;
use crate::platform::db::schema::{thread, thread_acceptance, thread_answer, thread_citation};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = thread)]
pub(super) struct ThreadRow {
    pub id: String,
    pub item_id: Option<String>,
    pub question: String,
    pub detail: String,
    pub as_of: NaiveDate,
    pub asker_id: String,
    pub state: String,
    pub faq_id: Option<String>,
    pub shelf: String,
    pub created_at: Moment,
    pub changed_at: Moment,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = thread_answer)]
pub(super) struct AnswerRow {
    pub id: String,
    pub thread_id: String,
    pub author_id: String,
    pub body: String,
    pub created_at: Moment,
    pub follow_up: bool,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = thread_citation)]
pub(super) struct CitationRow {
    pub answer_id: String,
    pub reference: String,
    pub version_id: String,
    pub hash: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = thread_acceptance)]
pub(super) struct AcceptanceRow {
    pub thread_id: String,
    pub answer_id: String,
    pub author_id: String,
    pub accepted_by: String,
    pub transfer_case: String,
    pub transfer_holds: bool,
    pub transfer_why: String,
    pub question_version_id: Option<String>,
    pub accepted_at: Moment,
}

/// A clause an answer rests on.
#[derive(Debug, Clone)]
pub struct CitationView {
    /// Reference as it was chosen.
    pub reference: String,
    /// The clause as it reads on the day; none when it is gone.
    pub clause: Option<ClauseView>,
    /// Whether it reads differently from the day of the answer.
    pub changed: bool,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct AnswerView {
    /// Its id.
    pub id: String,
    /// Who gave it.
    pub author: String,
    /// What it says.
    pub body: String,
    /// When.
    pub at: Moment,
    /// What it rests on.
    pub citations: Vec<CitationView>,
    /// Whether it was accepted.
    pub accepted: bool,
    /// Whether the reader may accept it.
    pub may_accept: bool,
    /// Whether it is no answer: the asker asks further.
    pub follow_up: bool,
}

/// How a thread was closed.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// Who accepted.
    pub by: String,
    /// When.
    pub at: Moment,
    /// The other case.
    pub case: String,
    /// Whether what the case says is right.
    pub holds: bool,
    /// Why.
    pub why: String,
    /// The draft in the question bank.
    pub question: Option<String>,
}

/// A thread as a page shows it.
#[derive(Debug, Clone)]
pub struct ThreadView {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
    /// What else there is to know.
    pub detail: String,
    /// The day whose rules are asked for.
    pub as_of: NaiveDate,
    /// The business item: short name, Chinese and English name.
    pub item: Option<(String, String, String)>,
    /// Who asked.
    pub asker: String,
    /// When.
    pub at: Moment,
    /// `open`, `closed` or `withdrawn`.
    pub state: String,
    /// The answers, oldest first; the accepted one first of all.
    pub answers: Vec<AnswerView>,
    /// How it was closed.
    pub acceptance: Option<Acceptance>,
    /// The question on the shelf.
    pub faq: Option<String>,
    /// Whether the reader may answer.
    pub may_answer: bool,
    /// Whether the reader may ask further.
    pub may_follow_up: bool,
    /// Whether the asker has asked further since the last answer.
    pub asked_further: bool,
    /// Whether the reader may take the question back.
    pub may_withdraw: bool,
    /// Whether the reader decides about the shelf.
    pub may_shelve: bool,
}
