//! Writing questions: import, rewording, review, retirement, and the steward's list.

use chrono::NaiveDate;

use super::super::model::{CitationRow, NewQuestion, QuestionRow, VersionRow};
use super::super::rules::QuestionKind;
use super::super::store::{self, Filter};
use super::clauses::{self, Citation};
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::{self, ClauseRef};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// The question is new.
    Added,
    /// A new wording took the place of the earlier one.
    Changed,
    /// Nothing to do.
    Unchanged,
}

/// Longest question, option or explanation, in characters.
const MAX_TEXT: usize = 1_000;

fn check(new: &NewQuestion) -> Result<(), Fault> {
    let kind = QuestionKind::from_code(&new.kind);
    let filled = |text: &str| !text.trim().is_empty() && text.chars().count() <= MAX_TEXT;
    FormCheck::default()
        .require(filled(&new.stem), "stem", "question-stem")
        .require(new.options.iter().all(|option| filled(option)), "options", "question-options")
        .require(
            kind.is_some_and(|kind| kind.fits(new.options.len(), &new.answer)),
            "options",
            "question-answer",
        )
        .require(matches!(new.tag.as_str(), "why" | "how" | "service" | "fraud"), "tag", "choose-one")
        .require(filled(&new.explanation), "explanation", "question-explanation")
        .require(
            !new.clauses.is_empty() && new.clauses.iter().all(|clause| ClauseRef::parse(clause).is_some()),
            "clauses",
            "question-clauses",
        )
        .done()
}

fn json(value: &impl serde::Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(Fault::ours)
}

fn row(tx: &Tx<'_>, question_id: &str, version: i32, new: &NewQuestion) -> Result<VersionRow, Fault> {
    Ok(VersionRow {
        id: tx.id(),
        question_id: question_id.to_owned(),
        version,
        kind: new.kind.clone(),
        tag: new.tag.clone(),
        critical: new.critical,
        stem: new.stem.trim().to_owned(),
        options: json(&new.options)?,
        answer: json(&new.answer)?,
        explanation: new.explanation.trim().to_owned(),
        state: "draft".to_owned(),
        author_id: None,
        reviewer_id: None,
        created_at: tx.at,
        changed_at: tx.at,
    })
}

/// Cited clauses as they stand on `day`, and whether every one of them is in force.
fn cite(
    conn: &mut AnyConn,
    version_id: &str,
    references: &[String],
    day: NaiveDate,
) -> Result<(Vec<CitationRow>, bool), Fault> {
    let (mut rows, mut all) = (Vec::new(), true);
    for (place, reference) in (0_i32..).zip(references) {
        let found = clauses::resolve(conn, version_id, place, reference, day)?;
        all &= found.is_some();
        rows.extend(found.or_else(|| clauses::dangling(version_id, place, reference, day)));
    }
    Ok((rows, all))
}

/// Whether a stored version says the same as `new`.
fn same(conn: &mut AnyConn, old: &VersionRow, new: &NewQuestion) -> Result<bool, Fault> {
    let cited: Vec<String> = store::citations(conn, &old.id)?
        .into_iter()
        .map(|row| format!("{}#{}", row.doc_key, row.article))
        .collect();
    Ok(old.kind == new.kind
        && old.tag == new.tag
        && old.critical == new.critical
        && old.stem == new.stem.trim()
        && old.options == json(&new.options)?
        && old.answer == json(&new.answer)?
        && old.explanation == new.explanation.trim()
        && cited == new.clauses)
}

/// Adds or updates a question that comes with a package of content rather than from a person. It is in use at
/// once where every cited clause is in force on `day`, and waits as stale otherwise. A wording that a person
/// wrote since is left alone: loading the package again must not undo the steward's work.
///
/// # Errors
/// An input fault naming what is wrong with the question.
pub fn import_question(
    tx: &mut Tx<'_>,
    actor: &Actor,
    item_id: &str,
    new: &NewQuestion,
    day: NaiveDate,
) -> Result<Imported, Fault> {
    check(new)?;
    let known = store::question_by_key(tx.conn, item_id, &new.key)?;
    let question_id = known.as_ref().map_or_else(|| tx.id(), |question| question.id.clone());
    let before = store::versions(tx.conn, &question_id)?;
    if let Some(last) = before.first()
        && (last.author_id.is_some() || same(tx.conn, last, new)?)
    {
        return Ok(Imported::Unchanged);
    }
    if known.is_none() {
        let created = QuestionRow {
            id: question_id.clone(),
            item_id: item_id.to_owned(),
            key: new.key.clone(),
            created_at: tx.at,
        };
        store::insert_question(tx, &created)?;
    }
    for old in &before {
        store::set_state(tx, &old.id, &["ready", "stale", "reviewed"], "replaced", None)?;
    }
    let mut version = row(tx, &question_id, before.first().map_or(1, |last| last.version + 1), new)?;
    let (cited, in_force) = cite(tx.conn, &version.id, &new.clauses, day)?;
    if in_force { "ready" } else { "stale" }.clone_into(&mut version.state);
    store::insert_version(tx, &version)?;
    for citation in &cited {
        store::insert_citation(tx, citation)?;
    }
    audit::record(
        tx,
        actor,
        Entry::new(Kind("question.imported"), "question", &question_id)
            .fact("item", item_id)
            .fact("version", version.version)
            .fact("state", version.state.as_str()),
    )?;
    Ok(if before.is_empty() { Imported::Added } else { Imported::Changed })
}

/// Rewords a question: a draft that somebody else must review. The wording in use stays as it is meanwhile.
/// Kind, tag and key stay; a different kind of question is a different question.
///
/// # Errors
/// A refusal for who may not write; a conflict when a draft waits already; an input fault.
pub fn rewrite(
    tx: &mut Tx<'_>,
    actor: &Actor,
    version_id: &str,
    new: &NewQuestion,
    day: NaiveDate,
) -> Result<String, Fault> {
    actor.need(Permission::WritePolicy)?;
    let (question, old) = store::version(tx.conn, version_id)?;
    let all = store::versions(tx.conn, &question.id)?;
    if all.iter().any(|version| matches!(version.state.as_str(), "draft" | "reviewed")) {
        return Err(Fault::conflict("question-draft-waits"));
    }
    let new = NewQuestion { key: question.key, kind: old.kind, tag: old.tag, ..new.clone() };
    check(&new)?;
    let mut version = row(tx, &question.id, all.first().map_or(1, |last| last.version + 1), &new)?;
    version.author_id = Some(actor.person.clone());
    let (cited, _) = cite(tx.conn, &version.id, &new.clauses, day)?;
    if let Some(unknown) = cited.iter().find(|row| row.policy_version_id.is_none()) {
        let name = format!("{}#{}", unknown.doc_key, unknown.article);
        return Err(Fault::field("clauses", "question-clause-unknown").with("clause", name));
    }
    store::insert_version(tx, &version)?;
    for citation in &cited {
        store::insert_citation(tx, citation)?;
    }
    audit::record(
        tx,
        actor,
        Entry::new(Kind("question.reworded"), "question", &question.id).fact("version", version.version),
    )?;
    Ok(version.id)
}

/// Takes a question that grew out of the work into the bank, as a draft that somebody else must review before
/// anybody learns from it. Returns the id of its version.
///
/// # Errors
/// An input fault naming what is wrong with the question; a conflict when its key is taken.
pub fn propose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    item_id: &str,
    new: &NewQuestion,
    day: NaiveDate,
) -> Result<String, Fault> {
    actor.need(Permission::OwnLearning)?;
    check(new)?;
    if store::question_by_key(tx.conn, item_id, &new.key)?.is_some() {
        return Err(Fault::conflict("question-draft-waits"));
    }
    let question =
        QuestionRow { id: tx.id(), item_id: item_id.to_owned(), key: new.key.clone(), created_at: tx.at };
    store::insert_question(tx, &question)?;
    let mut version = row(tx, &question.id, 1, new)?;
    version.author_id = Some(actor.person.clone());
    store::insert_version(tx, &version)?;
    let (cited, _) = cite(tx.conn, &version.id, &new.clauses, day)?;
    for citation in &cited {
        store::insert_citation(tx, citation)?;
    }
    let entry = Entry::new(Kind("question.proposed"), "question", &question.id).fact("item", item_id);
    audit::record(tx, actor, entry)?;
    Ok(version.id)
}

/// Approves somebody else's draft. It takes the place of the wording in use at once; where a cited clause is
/// not in force on `day`, it waits as reviewed until the clause is.
///
/// # Errors
/// A refusal for who may not approve or for one's own draft; a conflict when it is no draft any more.
pub fn review(tx: &mut Tx<'_>, actor: &Actor, version_id: &str, day: NaiveDate) -> Result<(), Fault> {
    actor.need(Permission::ApprovePolicy)?;
    let (question, draft) = store::version(tx.conn, version_id)?;
    if draft.author_id.as_deref() == Some(actor.person.as_str()) {
        return Err(Fault::refused("question-own"));
    }
    if !store::set_state(tx, version_id, &["draft"], "reviewed", Some(&actor.person))? {
        return Err(Fault::conflict("question-moved-on"));
    }
    let ready = promote(tx, version_id, day)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("question.reviewed"), "question", &question.id)
            .fact("version", draft.version)
            .fact("ready", ready),
    )?;
    Ok(())
}

/// Takes a reviewed wording into use if every clause it cites is in force; whether it did.
pub(super) fn promote(tx: &mut Tx<'_>, version_id: &str, day: NaiveDate) -> Result<bool, Fault> {
    let (question, _) = store::version(tx.conn, version_id)?;
    let noted = store::citations(tx.conn, version_id)?;
    let compared = clauses::compare(tx.conn, noted, day)?;
    if !compared.iter().all(Citation::holds) {
        return Ok(false);
    }
    for old in store::versions(tx.conn, &question.id)? {
        store::set_state(tx, &old.id, &["ready", "stale"], "replaced", None)?;
    }
    store::set_state(tx, version_id, &["reviewed"], "ready", None)
}

/// Takes a wording out of use for good.
///
/// # Errors
/// A refusal for who may not write; a conflict when it is out of use already.
pub fn retire(tx: &mut Tx<'_>, actor: &Actor, version_id: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let (question, old) = store::version(tx.conn, version_id)?;
    if !store::set_state(tx, version_id, &["draft", "reviewed", "ready", "stale"], "retired", None)? {
        return Err(Fault::conflict("question-moved-on"));
    }
    audit::record(
        tx,
        actor,
        Entry::new(Kind("question.retired"), "question", &question.id).fact("version", old.version),
    )?;
    Ok(())
}

/// Rows of the steward's list, item by item, keys in their natural order: `rent_q2` before `rent_q10`.
///
/// # Errors
/// When the database fails.
pub fn steward_list(conn: &mut AnyConn, filter: &Filter) -> Result<Vec<(QuestionRow, VersionRow)>, Fault> {
    let mut rows = store::list(conn, filter)?;
    rows.sort_by(|(a, _), (b, _)| (&a.item_id, a.key.len(), &a.key).cmp(&(&b.item_id, b.key.len(), &b.key)));
    Ok(rows)
}

/// How many versions stand in each state.
///
/// # Errors
/// When the database fails.
pub fn state_counts(conn: &mut AnyConn) -> Result<Vec<(String, i64)>, Fault> {
    store::counts(conn)
}

/// One version as the steward's page shows it.
#[derive(Debug)]
pub struct Page {
    /// The version.
    pub version: VersionRow,
    /// Options as written.
    pub options: Vec<String>,
    /// Right options.
    pub answer: Vec<usize>,
    /// Clauses then and now.
    pub citations: Vec<Citation>,
    /// What the steward sees, for the confirmation.
    pub seen: String,
    /// The item it belongs to.
    pub item: corpus::Item,
    /// A draft that waits beside it, if this is not the draft itself.
    pub draft: Option<String>,
}

/// One version with everything the steward decides on.
///
/// # Errors
/// Missing when there is none.
pub fn page(conn: &mut AnyConn, version_id: &str, day: NaiveDate) -> Result<Page, Fault> {
    let (question, version) = store::version(conn, version_id)?;
    let noted = store::citations(conn, version_id)?;
    let citations = clauses::compare(conn, noted, day)?;
    let draft = store::versions(conn, &question.id)?
        .into_iter()
        .find(|other| other.id != version.id && matches!(other.state.as_str(), "draft" | "reviewed"))
        .map(|other| other.id);
    Ok(Page {
        options: serde_json::from_str(&version.options).map_err(Fault::ours)?,
        answer: serde_json::from_str(&version.answer).map_err(Fault::ours)?,
        seen: clauses::digest(&citations),
        item: corpus::item(conn, &question.item_id)?,
        citations,
        version,
        draft,
    })
}

/// How many questions wait because a clause they cite has changed.
///
/// # Errors
/// When the database fails.
pub fn stale_questions(conn: &mut AnyConn) -> Result<i64, Fault> {
    Ok(store::counts(conn)?.into_iter().filter(|(state, _)| state == "stale").map(|(_, n)| n).sum())
}
