//! Taking a quiz: where one stands, start, answer.

use std::collections::BTreeSet;

use super::super::model::{AnswerRow, AttemptRow, QuestionRow, ShownClause, ShownRow, VersionRow};
use super::super::rules::{self, Mark, Outcome, QuestionKind, Sequence};
use super::super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Where a person stands with the why-quiz of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyState {
    /// Questions in use now.
    pub questions: usize,
    /// Best result in percent among the attempts that count today.
    pub best_percent: Option<i32>,
    /// Whether some attempt passes over the present questions. Never true while no question is in use.
    pub passed: bool,
    /// Finished attempts, whether or not they still count.
    pub attempts: usize,
}

pub(super) fn present(conn: &mut AnyConn, item_id: &str) -> Result<Vec<(QuestionRow, VersionRow)>, Fault> {
    store::of_item(conn, item_id, "why", "ready")
}

pub(super) fn ids(present: &[(QuestionRow, VersionRow)]) -> BTreeSet<String> {
    present.iter().map(|(_, version)| version.id.clone()).collect()
}

/// Where `person` stands with the why-quiz of an item: the gate before its operating steps.
///
/// # Errors
/// When the database fails.
pub fn why_state(conn: &mut AnyConn, person: &str, item_id: &str) -> Result<WhyState, Fault> {
    let present = ids(&present(conn, item_id)?);
    let finished = store::marks(conn, person, item_id)?;
    let counted: Vec<Outcome> =
        finished.iter().filter_map(|(_, marks)| rules::counted(&present, marks)).collect();
    Ok(WhyState {
        questions: present.len(),
        best_percent: counted.iter().map(|outcome| figure(outcome.percent())).max(),
        passed: counted.iter().any(|outcome| outcome.passed()),
        attempts: finished.len(),
    })
}

/// A small figure as the database keeps it.
fn figure(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// Whether an attempt holds every question in use now, so that finishing it still counts.
pub(super) fn still_fits(
    conn: &mut AnyConn,
    attempt_id: &str,
    present: &BTreeSet<String>,
) -> Result<bool, Fault> {
    let shown: BTreeSet<String> =
        store::shown(conn, attempt_id)?.into_iter().map(|row| row.question_version_id).collect();
    Ok(present.is_subset(&shown))
}

/// Starts an attempt with a frozen copy of the questions in an order that follows from a stored seed, or
/// leads back to the attempt under way. One under way that misses a question added or reworded since is left
/// and a new one begun.
///
/// # Errors
/// A conflict when the item has no question in use.
pub fn start(tx: &mut Tx<'_>, actor: &Actor, item_id: &str) -> Result<String, Fault> {
    actor.need(Permission::OwnLearning)?;
    let questions = present(tx.conn, item_id)?;
    if questions.is_empty() {
        return Err(Fault::conflict("quiz-empty"));
    }
    let versions = ids(&questions);
    for open in store::attempts(tx.conn, &actor.person, item_id)? {
        if open.state == "open" {
            if still_fits(tx.conn, &open.id, &versions)? {
                return Ok(open.id);
            }
            store::abandon(tx, &open.id)?;
        }
    }
    let seed = u64::from_be_bytes(tx.random());
    let attempt = AttemptRow {
        id: tx.id(),
        person_id: actor.person.clone(),
        item_id: item_id.to_owned(),
        seed: seed.cast_signed(),
        state: "open".to_owned(),
        started_at: tx.at,
        finished_at: None,
        questions: figure(questions.len()),
        right_answers: None,
        percent: None,
        passed: None,
    };
    let mut sequence = Sequence::new(seed);
    let order = sequence.shuffled(questions.len());
    let mut shown = Vec::with_capacity(order.len());
    for (place, index) in (1_i32..).zip(order) {
        let (question, version) = &questions[index];
        shown.push(freeze(tx.conn, &attempt.id, place, question, version, &mut sequence)?);
    }
    store::insert_attempt(tx, &attempt, &shown)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("quiz.started"), "quiz_attempt", &attempt.id)
            .fact("item", item_id)
            .fact("questions", attempt.questions),
    )?;
    Ok(attempt.id)
}

/// The copy of one question as it will be shown.
fn freeze(
    conn: &mut AnyConn,
    attempt_id: &str,
    place: i32,
    question: &QuestionRow,
    version: &VersionRow,
    sequence: &mut Sequence,
) -> Result<ShownRow, Fault> {
    let options: Vec<String> = serde_json::from_str(&version.options).map_err(Fault::ours)?;
    let answer: Vec<usize> = serde_json::from_str(&version.answer).map_err(Fault::ours)?;
    let kind =
        QuestionKind::from_code(&version.kind).ok_or_else(|| Fault::ours("unknown kind of question"))?;
    let order = rules::option_order(kind, options.len(), sequence);
    let shown: Vec<&String> = order.iter().map(|index| &options[*index]).collect();
    let right: Vec<usize> =
        order.iter().enumerate().filter(|(_, index)| answer.contains(index)).map(|(at, _)| at).collect();
    let clauses: Vec<ShownClause> =
        store::citations(conn, &version.id)?.iter().map(ShownClause::from).collect();
    Ok(ShownRow {
        attempt_id: attempt_id.to_owned(),
        place,
        question_id: question.id.clone(),
        question_version_id: version.id.clone(),
        kind: version.kind.clone(),
        critical: version.critical,
        stem: version.stem.clone(),
        options: serde_json::to_string(&shown).map_err(Fault::ours)?,
        answer: serde_json::to_string(&right).map_err(Fault::ours)?,
        explanation: version.explanation.clone(),
        clauses: serde_json::to_string(&clauses).map_err(Fault::ours)?,
    })
}

/// Answers one question of one's own attempt. The first answer stands: sending it again, or another one from
/// a page reached by the back button, changes nothing. The last answer finishes the attempt.
///
/// # Errors
/// An input fault when nothing was chosen; missing when the attempt is somebody else's.
pub fn answer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    attempt_id: &str,
    place: i32,
    chosen: &[usize],
) -> Result<(), Fault> {
    actor.need(Permission::OwnLearning)?;
    let attempt = store::attempt(tx.conn, &actor.person, attempt_id)?;
    let all = store::shown(tx.conn, attempt_id)?;
    let question = all.iter().find(|row| row.place == place).ok_or_else(Fault::missing)?;
    let answered = store::answers(tx.conn, attempt_id)?;
    if answered.iter().any(|row| row.place == place) {
        return Ok(());
    }
    if attempt.state != "open" {
        return Err(Fault::conflict("quiz-left"));
    }
    let options: Vec<String> = serde_json::from_str(&question.options).map_err(Fault::ours)?;
    let right: Vec<usize> = serde_json::from_str(&question.answer).map_err(Fault::ours)?;
    let fits = !chosen.is_empty()
        && chosen.iter().all(|index| *index < options.len())
        && (question.kind == "multiple" || chosen.len() == 1);
    if !fits {
        return Err(Fault::field("choice", "quiz-choose"));
    }
    let row = AnswerRow {
        attempt_id: attempt_id.to_owned(),
        place,
        chosen: serde_json::to_string(chosen).map_err(Fault::ours)?,
        correct: rules::is_right(&right, chosen),
        answered_at: tx.at,
    };
    if store::answer_once(tx, &row)? {
        audit::record(
            tx,
            actor,
            Entry::new(Kind("quiz.answered"), "quiz_attempt", attempt_id).fact("place", place),
        )?;
        finish_if_done(tx, actor, &attempt, &all)?;
    }
    Ok(())
}

/// The places of an attempt with the options that are right in each. For whoever makes the demonstration's
/// past; no page and no route is told.
///
/// # Errors
/// Missing when the attempt is somebody else's.
pub fn key(conn: &mut AnyConn, person: &str, attempt_id: &str) -> Result<Vec<(i32, Vec<usize>)>, Fault> {
    let attempt = store::attempt(conn, person, attempt_id)?;
    store::shown(conn, &attempt.id)?
        .into_iter()
        .map(|row| Ok((row.place, serde_json::from_str(&row.answer).map_err(Fault::ours)?)))
        .collect()
}

fn finish_if_done(
    tx: &mut Tx<'_>,
    actor: &Actor,
    attempt: &AttemptRow,
    all: &[ShownRow],
) -> Result<(), Fault> {
    let answers = store::answers(tx.conn, &attempt.id)?;
    if answers.len() < all.len() {
        return Ok(());
    }
    let marks: Vec<Mark> = all
        .iter()
        .zip(&answers)
        .map(|(shown, answer)| Mark {
            version_id: shown.question_version_id.clone(),
            critical: shown.critical,
            right: answer.correct,
        })
        .collect();
    let outcome = Outcome::of(&marks);
    let (right, percent) = (figure(outcome.right), figure(outcome.percent()));
    if store::finish(tx, &attempt.id, right, percent, outcome.passed())? {
        // The score is the learner's, the mentor's and the manager's; the trail, which others read, is told
        // only whether the gate opened.
        audit::record(
            tx,
            actor,
            Entry::new(Kind("quiz.finished"), "quiz_attempt", &attempt.id)
                .fact("item", attempt.item_id.as_str())
                .fact("passed", outcome.passed()),
        )?;
    }
    Ok(())
}
