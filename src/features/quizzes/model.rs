//! Rows of the quiz tables, and the shapes kept inside them.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kernel::Moment;
use crate::platform::db::schema::{
    question, question_citation, question_version, quiz_answer, quiz_attempt, quiz_shown,
};

/// A question as it is written, in the starter content and in the steward's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// Stable short name within its item.
    pub key: String,
    /// `single`, `multiple` or `judge`.
    pub kind: String,
    /// `why`, `how`, `service` or `fraud`.
    pub tag: String,
    /// Whether missing it fails the quiz.
    pub critical: bool,
    /// The question.
    pub stem: String,
    /// What can be chosen.
    pub options: Vec<String>,
    /// Which options are right, counted from 0.
    pub answer: Vec<usize>,
    /// Why they are right.
    pub explanation: String,
    /// Cited clauses, as `document#article`.
    pub clauses: Vec<String>,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = question)]
pub(super) struct QuestionRow {
    pub id: String,
    pub item_id: String,
    pub key: String,
    pub created_at: Moment,
}

/// One wording of a question.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = question_version)]
pub(super) struct VersionRow {
    pub id: String,
    pub question_id: String,
    pub version: i32,
    pub kind: String,
    pub tag: String,
    pub critical: bool,
    pub stem: String,
    pub options: String,
    pub answer: String,
    pub explanation: String,
    pub state: String,
    pub author_id: Option<String>,
    pub reviewer_id: Option<String>,
    pub created_at: Moment,
    pub changed_at: Moment,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = question_citation)]
pub(super) struct CitationRow {
    pub question_version_id: String,
    pub place: i32,
    pub doc_key: String,
    pub article: String,
    pub anchor: String,
    pub policy_version_id: Option<String>,
    pub title: String,
    pub number: String,
    pub text: String,
    pub text_hash: String,
    pub noted_on: NaiveDate,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = quiz_attempt)]
pub(super) struct AttemptRow {
    pub id: String,
    pub person_id: String,
    pub item_id: String,
    pub seed: i64,
    pub state: String,
    pub started_at: Moment,
    pub finished_at: Option<Moment>,
    pub questions: i32,
    pub right_answers: Option<i32>,
    pub percent: Option<i32>,
    pub passed: Option<bool>,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = quiz_shown)]
pub(super) struct ShownRow {
    pub attempt_id: String,
    pub place: i32,
    pub question_id: String,
    pub question_version_id: String,
    pub kind: String,
    pub critical: bool,
    pub stem: String,
    pub options: String,
    pub answer: String,
    pub explanation: String,
    pub clauses: String,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = quiz_answer)]
pub(super) struct AnswerRow {
    pub attempt_id: String,
    pub place: i32,
    pub chosen: String,
    pub correct: bool,
    pub answered_at: Moment,
}

/// A clause as it stood when it was shown: part of the frozen copy, so that an old attempt reads as it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownClause {
    /// Document.
    pub doc_key: String,
    /// Article within it.
    pub article: String,
    /// Anchor on the policy's page; empty when the clause was not in force.
    pub anchor: String,
    /// Version of the document; absent when the clause was not in force.
    pub policy_version_id: Option<String>,
    /// Title of the document.
    pub title: String,
    /// Number of the document.
    pub number: String,
    /// Words of the clause.
    pub text: String,
    /// Day as of which the text stands.
    pub as_of: NaiveDate,
}

impl ShownClause {
    /// Address of the clause as it stood, on the policy's page.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/policies/{}?as_of={}#{}", self.doc_key, self.as_of, self.anchor)
    }
}

impl From<&CitationRow> for ShownClause {
    fn from(row: &CitationRow) -> Self {
        Self {
            doc_key: row.doc_key.clone(),
            article: row.article.clone(),
            anchor: row.anchor.clone(),
            policy_version_id: row.policy_version_id.clone(),
            title: row.title.clone(),
            number: row.number.clone(),
            text: row.text.clone(),
            as_of: row.noted_on,
        }
    }
}
