//! Rows of the corpus tables, and what other rooms see of them.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::content::ItemContent;
use crate::kernel::Moment;
use crate::platform::db::schema::{
    case_note, clause, item_version, note, note_pin, notice_slip, policy_intake, policy_version,
};

/// A version of a policy as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = policy_version)]
pub(super) struct VersionRow {
    pub id: String,
    pub doc_id: String,
    pub version: i32,
    pub title: String,
    pub number: String,
    pub issuer: String,
    pub area: String,
    pub effective_from: NaiveDate,
    pub effective_to: Option<NaiveDate>,
    pub change: String,
    pub state: String,
    pub origin: String,
    pub note: String,
    pub digests: String,
    pub review_on: NaiveDate,
    pub author_id: Option<String>,
    pub approver_id: Option<String>,
    pub approved_at: Option<Moment>,
    pub source: String,
    pub source_hash: String,
    pub created_at: Moment,
}

/// A policy on a steward's desk as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = policy_intake)]
pub(super) struct IntakeRow {
    pub id: String,
    pub owner_id: Option<String>,
    pub origin: String,
    pub file_name: String,
    pub file_hash: String,
    pub kind: String,
    pub original: String,
    pub reading: String,
    pub fields: String,
    pub body: String,
    pub version_id: Option<String>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// The points of a version under the three headings of a digest: 关键点, 难点, 要点.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    /// 关键点: what changed or decides most cases.
    pub key_points: Vec<String>,
    /// 难点: what is hard to get right.
    pub hard_points: Vec<String>,
    /// 要点: what to watch.
    pub watch_points: Vec<String>,
}

/// A clause as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = clause)]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// The version it belongs to.
    pub version_id: String,
    /// Place in the document, from 0.
    pub position: i32,
    /// Stays with the clause from version to version.
    pub anchor: String,
    /// Number of the article.
    pub article_no: i32,
    /// The article as written.
    pub article: String,
    /// Chapter (and section) it stands in, joined by a slash.
    pub heading: String,
    /// Its text; lines are paragraphs and numbered items.
    pub body: String,
    /// SHA-256 of the text, in hexadecimal.
    pub hash: String,
}

/// Where a version stands on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// Being written.
    Draft,
    /// Waiting for somebody else's approval.
    InReview,
    /// Approved, not yet in force.
    Approved,
    /// In force.
    InForce,
    /// A later version has taken its place.
    Superseded,
    /// Ended with nothing in its place.
    Repealed,
}

impl VersionState {
    /// The word of the state in addresses, exports and message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Approved => "approved",
            Self::InForce => "in-force",
            Self::Superseded => "superseded",
            Self::Repealed => "repealed",
        }
    }
}

/// A business item in its latest version.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id, the same for all versions.
    pub id: String,
    /// Short name in addresses.
    pub slug: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Whether a second signer is asked for.
    pub high_risk: bool,
    /// Number of the version.
    pub version: i32,
    /// Id of the version.
    pub version_id: String,
    /// What it says.
    pub content: ItemContent,
}

/// A version of an item as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = item_version)]
pub(super) struct ItemVersionRow {
    pub id: String,
    pub item_id: String,
    pub version: i32,
    pub content: String,
    pub created_at: Moment,
}

/// A reference to an article of a policy, whatever its version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseRef {
    /// Key of the policy.
    pub doc_key: String,
    /// The article as written.
    pub article: String,
}

impl ClauseRef {
    /// Reads `withdrawal_rules#…`; `None` when either part is missing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (doc_key, article) = text.split_once('#')?;
        (!doc_key.is_empty() && !article.is_empty())
            .then(|| Self { doc_key: doc_key.to_owned(), article: article.to_owned() })
    }
}

/// A clause in one version, with what a citation needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseView {
    /// Key of the policy.
    pub doc_key: String,
    /// Id of the version.
    pub version_id: String,
    /// Title of the policy.
    pub title: String,
    /// Document number.
    pub number: String,
    /// Anchor on the policy's page.
    pub anchor: String,
    /// The article as written.
    pub article: String,
    /// Chapter it stands in.
    pub heading: String,
    /// Its text.
    pub text: String,
    /// SHA-256 of the text.
    pub hash: String,
    /// First day in force.
    pub effective_from: NaiveDate,
    /// First day no longer in force.
    pub effective_to: Option<NaiveDate>,
}

impl ClauseView {
    /// The reference that names this article whatever the version.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("{}#{}", self.doc_key, self.article)
    }

    /// Address of the clause in the version in force on a day.
    #[must_use]
    pub fn href(&self, as_of: NaiveDate) -> String {
        format!("/policies/{}?as_of={as_of}#{}", self.doc_key, self.anchor)
    }
}

/// A version of a policy, with what a list shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersionView {
    /// Key of the policy.
    pub doc_key: String,
    /// Id of the version.
    pub version_id: String,
    /// Number of the version.
    pub version: i32,
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// First day in force.
    pub effective_from: NaiveDate,
    /// First day no longer in force.
    pub effective_to: Option<NaiveDate>,
    /// `minor` or `major`, against the version before.
    pub change: String,
    /// How many clauses it has.
    pub clauses: usize,
}

/// A question people ask, with its answer for the visitor and its answer from the text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Faq {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
    /// The answer in plain words, for the visitor.
    pub plain: String,
    /// The answer from the text, for colleagues.
    pub clause_answer: String,
    /// References of the clauses it rests on.
    pub clauses: Vec<String>,
    /// Short names of the business items it belongs to.
    pub items: Vec<String>,
    /// How people really put it.
    pub asked: Vec<String>,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A form of the hall.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// Short name, the same for all versions.
    pub slug: String,
    /// Version as printed on the form.
    pub version: String,
    /// Its name.
    pub name: String,
    /// Short names of the business items that use it.
    pub items: Vec<String>,
    /// What it is for.
    pub purpose: String,
    /// What is filled in.
    pub fields: Vec<String>,
    /// From which day it is handed out; none: from the beginning.
    pub valid_from: Option<NaiveDate>,
}

impl Form {
    /// The day it begins, when that is still to come.
    #[must_use]
    pub fn begins_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.valid_from.filter(|from| *from > day)
    }
}

/// A word of the trade in plain words.
#[derive(Debug, Clone, Queryable)]
pub struct Term {
    /// The word.
    pub word: String,
    /// What it means, as one says it at the window.
    pub plain: String,
    /// The word in English.
    pub en: String,
}

/// Which of the four notebooks a note lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// 法规条款.
    Regulation,
    /// 操作步骤.
    Operation,
    /// 办事心得.
    Experience,
    /// 科室会议.
    Meeting,
}

impl NoteKind {
    /// The four notebooks.
    pub const ALL: [Self; 4] = [Self::Regulation, Self::Operation, Self::Experience, Self::Meeting];

    /// The word in the database and in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Regulation => "regulation",
            Self::Operation => "operation",
            Self::Experience => "experience",
            Self::Meeting => "meeting",
        }
    }

    /// The notebook of this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Who may read a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteState {
    /// Its author alone.
    Private,
    /// Its author, and the stewards who decide on it.
    Offered,
    /// Everybody who may read policy.
    Shared,
}

impl NoteState {
    /// The word in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Offered => "offered",
            Self::Shared => "shared",
        }
    }

    /// The state of this word; an unknown word hides the note.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "shared" => Self::Shared,
            "offered" => Self::Offered,
            _ => Self::Private,
        }
    }
}

/// A note as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = note)]
pub(super) struct NoteRow {
    pub id: String,
    pub author_id: String,
    pub kind: String,
    pub title: String,
    pub body: String,
    pub state: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// The parts of a case as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_note)]
pub struct CaseRow {
    /// The note.
    pub note_id: String,
    /// What happened.
    pub facts: String,
    /// What was decided.
    pub decision: String,
    /// What to learn.
    pub lesson: String,
}

/// A clause a note is pinned to, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = note_pin)]
pub struct Pin {
    /// The note.
    pub note_id: String,
    /// Reference of the clause.
    pub reference: String,
    /// The version it was read in.
    pub version_id: String,
    /// SHA-256 of the clause's text then.
    pub hash: String,
}

/// A one-time notice that was handed out.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = notice_slip)]
pub(super) struct SlipRow {
    pub code: String,
    pub item_id: String,
    pub version_id: String,
    pub as_of: NaiveDate,
    pub missing: String,
    pub created_at: Moment,
}
