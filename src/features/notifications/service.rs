//! Telling people, and hearing them.

use std::collections::BTreeMap;

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::rules::{self, FeedbackKind};
use super::store::{self, FeedbackRow, Row};
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::i18n::{TextValue, Texts};
use crate::platform::jobs;

/// Kind of the job that sends a notification by mail; its payload is a [`MailOrder`].
pub const MAIL_JOB: &str = "mail.send";

/// Kind of the job that tells those who answer; its payload is a [`FeedbackFiled`].
pub const FEEDBACK_JOB: &str = "feedback.filed";

/// Which notification is to go out by mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailOrder {
    /// The notification's id.
    pub notification: String,
}

/// Which piece of feedback came in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FeedbackFiled {
    /// Its id.
    pub feedback: String,
}

/// Something to tell: its sentence is `notice-<kind>` with the arguments, its link leads to the thing.
#[derive(Debug, Clone)]
pub struct Notice {
    kind: &'static str,
    args: BTreeMap<&'static str, String>,
    link: String,
}

impl Notice {
    /// A notice of a kind that leads to `link`.
    #[must_use]
    pub fn new(kind: &'static str, link: impl Into<String>) -> Self {
        Self { kind, args: BTreeMap::new(), link: link.into() }
    }

    /// Adds an argument of the sentence: a title or a figure, never a citizen's data.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(name, value.into());
        self
    }
}

/// Tells a person, in the transaction of what happened; by mail as well where the kind of notice asks for it,
/// mail is on and the person has an address.
///
/// # Errors
/// When the database fails.
pub fn notify(tx: &mut Tx<'_>, person: &str, notice: &Notice) -> Result<(), Fault> {
    let row = Row {
        id: tx.id(),
        person_id: person.to_owned(),
        kind: notice.kind.to_owned(),
        args: serde_json::to_string(&notice.args).map_err(Fault::ours)?,
        link: notice.link.clone(),
        created_at: tx.at,
        read_at: None,
        outcome: None,
    };
    store::insert(tx, &row)?;
    if rules::by_mail(notice.kind) {
        let key = format!("{MAIL_JOB}:{}", row.id);
        jobs::enqueue(tx, MAIL_JOB, &MailOrder { notification: row.id }, Some(&key), Duration::zero())?;
    }
    Ok(())
}

/// Says on the notices of these kinds that lead to `link` what became of what they asked for, so that nobody is
/// asked any more; they lead to `leads_to` from now on. The words are `notice-outcome-<outcome>`.
///
/// # Errors
/// When the database fails.
pub fn settle(
    tx: &mut Tx<'_>,
    kinds: &[&'static str],
    link: &str,
    outcome: &'static str,
    leads_to: &str,
) -> Result<(), Fault> {
    store::settle(tx, kinds, link, outcome, leads_to)
}

/// How many notices a person has not opened.
///
/// # Errors
/// When the database fails.
pub fn unread(conn: &mut AnyConn, person: &str) -> Result<i64, Fault> {
    store::unread(conn, person)
}

/// A notification as it was stored.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// Who was told.
    pub person: String,
    /// Which sentence.
    pub kind: String,
    /// Its arguments.
    pub args: BTreeMap<String, String>,
    /// Where it leads.
    pub link: String,
    /// When.
    pub at: Moment,
    /// Whether the person has opened it.
    pub read: bool,
    /// What became of what it asked for.
    pub outcome: Option<String>,
}

impl Told {
    fn of(row: Row) -> Result<Self, Fault> {
        Ok(Self {
            args: serde_json::from_str(&row.args).map_err(Fault::ours)?,
            id: row.id,
            person: row.person_id,
            kind: row.kind,
            link: row.link,
            at: row.created_at,
            read: row.read_at.is_some(),
            outcome: row.outcome,
        })
    }
}

/// The sentence of a notification in the reader's language.
#[must_use]
pub fn sentence(t: &Texts, told: &Told) -> String {
    let key = format!("notice-{}", told.kind.replace(['.', '_'], "-"));
    let args: Vec<(&str, &dyn TextValue)> =
        told.args.iter().map(|(name, value)| (name.as_str(), value as &dyn TextValue)).collect();
    t.with(&key, &args)
}

/// What became of what a notification asked for, in the reader's language; empty while it still asks.
#[must_use]
pub fn outcome(t: &Texts, told: &Told) -> String {
    told.outcome.as_ref().map(|outcome| t.get(&format!("notice-outcome-{outcome}"))).unwrap_or_default()
}

/// The last hundred notifications of a person, newest first.
///
/// # Errors
/// When the database fails.
pub fn list(conn: &mut AnyConn, person: &str) -> Result<Vec<Told>, Fault> {
    store::of_person(conn, person)?.into_iter().map(Told::of).collect()
}

/// One notification, for the job that mails it.
///
/// # Errors
/// Missing when it is gone.
pub fn told(conn: &mut AnyConn, id: &str) -> Result<Told, Fault> {
    Told::of(store::by_id(conn, id)?)
}

/// Notes that the actor has seen the list.
///
/// # Errors
/// When the database fails.
pub fn read_all(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Fault> {
    store::mark_read(tx, &actor.person)
}

/// A complaint or suggestion.
#[derive(Debug, Clone)]
pub struct Feedback {
    /// Its id.
    pub id: String,
    /// Who said it.
    pub person: String,
    /// Complaint or suggestion.
    pub kind: FeedbackKind,
    /// The page it is about; may be empty.
    pub page: String,
    /// What was said.
    pub text: String,
    /// When.
    pub at: Moment,
    /// The answer, who gave it and when.
    pub answer: Option<Answer>,
}

/// The answer to a piece of feedback.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was answered.
    pub text: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Moment,
}

fn feedback(row: FeedbackRow) -> Feedback {
    let answer = match (row.answer, row.answered_by, row.answered_at) {
        (Some(text), Some(by), Some(at)) => Some(Answer { text, by, at }),
        _ => None,
    };
    Feedback {
        kind: FeedbackKind::from_code(&row.kind).unwrap_or(FeedbackKind::Suggestion),
        id: row.id,
        person: row.person_id,
        page: row.page,
        text: row.text,
        at: row.created_at,
        answer,
    }
}

/// Files a complaint or suggestion; a job tells those who answer.
///
/// # Errors
/// An input fault naming the fields.
pub fn file_feedback(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: &str,
    page: &str,
    text: &str,
) -> Result<String, Fault> {
    let kind = rules::check(kind, text)?;
    let row = FeedbackRow {
        id: tx.id(),
        person_id: actor.person.clone(),
        page: rules::page_of(page),
        text: text.trim().to_owned(),
        created_at: tx.at,
        answer: None,
        answered_by: None,
        answered_at: None,
        kind: kind.code().to_owned(),
    };
    store::insert_feedback(tx, &row)?;
    let key = format!("{FEEDBACK_JOB}:{}", row.id);
    let filed = FeedbackFiled { feedback: row.id.clone() };
    jobs::enqueue(tx, FEEDBACK_JOB, &filed, Some(&key), Duration::zero())?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("feedback.filed"), "feedback", &row.id).fact("kind", kind.code()),
    )?;
    Ok(row.id)
}

/// What the actor has said so far, newest first.
///
/// # Errors
/// When the database fails.
pub fn my_feedback(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<Feedback>, Fault> {
    Ok(store::feedback_of(conn, Some(&actor.person))?.into_iter().map(feedback).collect())
}

/// Everything people have said, newest first, for those who answer.
///
/// # Errors
/// A refusal for who may not.
pub fn feedback_queue(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<Feedback>, Fault> {
    actor.need(Permission::AnswerFeedback)?;
    Ok(store::feedback_of(conn, None)?.into_iter().map(feedback).collect())
}

/// Answers once and tells the person who asked.
///
/// # Errors
/// A refusal for who may not, an input fault on `text`, a conflict when it was answered already.
pub fn answer_feedback(tx: &mut Tx<'_>, actor: &Actor, id: &str, text: &str) -> Result<(), Fault> {
    actor.need(Permission::AnswerFeedback)?;
    rules::check_answer(text)?;
    let row = store::feedback_by_id(tx.conn, id)?;
    if !store::answer_feedback(tx, id, &actor.person, text.trim())? {
        return Err(Fault::conflict("feedback-answered"));
    }
    notify(tx, &row.person_id, &Notice::new("feedback-answered", "/feedback"))?;
    audit::record(tx, actor, Entry::new(Kind("feedback.answered"), "feedback", id))?;
    Ok(())
}

/// How many complaints and suggestions wait for an answer.
///
/// # Errors
/// When the database fails.
pub fn open_feedback(conn: &mut AnyConn) -> Result<i64, Fault> {
    store::open_feedback(conn)
}
