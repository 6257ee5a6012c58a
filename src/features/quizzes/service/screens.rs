//! What the pages of a quiz show: the intro, one question, the summary.

use super::super::model::{AnswerRow, ShownClause, ShownRow};
use super::super::rules;
use super::super::store;
use super::attempts::{WhyState, ids, present, still_fits, why_state};
use crate::features::corpus;
use crate::kernel::{Fault, Moment};
use crate::platform::db::AnyConn;

/// An earlier attempt.
#[derive(Debug, Clone)]
pub struct Past {
    /// Its id.
    pub id: String,
    /// When it was finished.
    pub finished_at: Moment,
    /// Right answers.
    pub right: i32,
    /// Questions.
    pub questions: i32,
    /// Whether it passed on its day.
    pub passed: bool,
    /// Whether it still counts over the present questions.
    pub counts: bool,
}

/// What the page before a quiz shows.
#[derive(Debug)]
pub struct Intro {
    /// Where the person stands.
    pub state: WhyState,
    /// Critical questions among those in use.
    pub critical: usize,
    /// An attempt under way: its id and how many questions are answered.
    pub open: Option<(String, usize)>,
    /// Finished attempts, newest first.
    pub past: Vec<Past>,
}

/// What the page before a quiz shows.
///
/// # Errors
/// When the database fails.
pub fn intro(conn: &mut AnyConn, person: &str, item_id: &str) -> Result<Intro, Fault> {
    let questions = present(conn, item_id)?;
    let versions = ids(&questions);
    let marks = store::marks(conn, person, item_id)?;
    let attempts = store::attempts(conn, person, item_id)?;
    let open = match attempts.iter().find(|attempt| attempt.state == "open") {
        Some(attempt) if still_fits(conn, &attempt.id, &versions)? => {
            Some((attempt.id.clone(), store::answers(conn, &attempt.id)?.len()))
        }
        _ => None,
    };
    let past = attempts
        .into_iter()
        .filter_map(|attempt| {
            let counts = marks
                .iter()
                .any(|(id, marks)| *id == attempt.id && rules::counted(&versions, marks).is_some());
            Some(Past {
                finished_at: attempt.finished_at?,
                right: attempt.right_answers?,
                questions: attempt.questions,
                passed: attempt.passed?,
                counts,
                id: attempt.id,
            })
        })
        .collect();
    Ok(Intro {
        state: why_state(conn, person, item_id)?,
        critical: questions.iter().filter(|(_, version)| version.critical).count(),
        open,
        past,
    })
}

/// One question as it was shown, with its answer if it was given.
#[derive(Debug)]
pub struct Screen {
    /// The item.
    pub item: corpus::Item,
    /// Place in the quiz, from 1.
    pub place: i32,
    /// Questions in the quiz.
    pub questions: i32,
    /// Answered so far.
    pub answered: usize,
    /// `single`, `multiple` or `judge`.
    pub kind: String,
    /// Whether it must be right.
    pub critical: bool,
    /// The question.
    pub stem: String,
    /// Options in the order shown.
    pub options: Vec<String>,
    /// What was chosen; `None` while open. Right answers are known to this struct only then.
    pub given: Option<Given>,
    /// The next open question, if any, going round.
    pub next: Option<i32>,
}

/// An answered question.
#[derive(Debug)]
pub struct Given {
    /// What was chosen.
    pub chosen: Vec<usize>,
    /// What would have been right.
    pub right: Vec<usize>,
    /// Whether it was.
    pub correct: bool,
    /// Why.
    pub explanation: String,
    /// The clauses as they stood.
    pub clauses: Vec<ShownClause>,
}

fn given(shown: &ShownRow, answer: &AnswerRow) -> Result<Given, Fault> {
    Ok(Given {
        chosen: serde_json::from_str(&answer.chosen).map_err(Fault::ours)?,
        right: serde_json::from_str(&shown.answer).map_err(Fault::ours)?,
        correct: answer.correct,
        explanation: shown.explanation.clone(),
        clauses: serde_json::from_str(&shown.clauses).map_err(Fault::ours)?,
    })
}

/// One question of one's own attempt.
///
/// # Errors
/// Missing when there is no such question or the attempt is somebody else's.
pub fn screen(conn: &mut AnyConn, person: &str, attempt_id: &str, place: i32) -> Result<Screen, Fault> {
    let attempt = store::attempt(conn, person, attempt_id)?;
    let all = store::shown(conn, attempt_id)?;
    let answers = store::answers(conn, attempt_id)?;
    let shown = all.iter().find(|row| row.place == place).ok_or_else(Fault::missing)?;
    let open = |row: &&ShownRow| row.place != place && answers.iter().all(|answer| answer.place != row.place);
    let next = all.iter().filter(open).map(|row| row.place).min_by_key(|other| (*other < place, *other));
    let answer = answers.iter().find(|answer| answer.place == place);
    Ok(Screen {
        item: corpus::item(conn, &attempt.item_id)?,
        place,
        questions: attempt.questions,
        answered: answers.len(),
        kind: shown.kind.clone(),
        critical: shown.critical,
        stem: shown.stem.clone(),
        options: serde_json::from_str(&shown.options).map_err(Fault::ours)?,
        given: answer.map(|answer| given(shown, answer)).transpose()?,
        next,
    })
}

/// A finished or running attempt as a whole.
#[derive(Debug)]
pub struct Summary {
    /// The item.
    pub item: corpus::Item,
    /// Questions.
    pub questions: i32,
    /// Right answers so far.
    pub right: usize,
    /// Critical questions missed.
    pub critical_missed: usize,
    /// Whether it passed, once finished.
    pub passed: Option<bool>,
    /// The first open question, while it runs.
    pub next: Option<i32>,
    /// Missed questions: place, question, what happened.
    pub missed: Vec<(i32, String, bool, Vec<String>, Given)>,
}

/// One's own attempt as a whole.
///
/// # Errors
/// Missing when the attempt is somebody else's.
pub fn summary(conn: &mut AnyConn, person: &str, attempt_id: &str) -> Result<Summary, Fault> {
    let attempt = store::attempt(conn, person, attempt_id)?;
    let all = store::shown(conn, attempt_id)?;
    let answers = store::answers(conn, attempt_id)?;
    let mut missed = Vec::new();
    let mut next = None;
    for row in &all {
        match answers.iter().find(|answer| answer.place == row.place) {
            None => next = next.or(Some(row.place)),
            Some(answer) if !answer.correct => {
                let options = serde_json::from_str(&row.options).map_err(Fault::ours)?;
                missed.push((row.place, row.stem.clone(), row.critical, options, given(row, answer)?));
            }
            Some(_) => {}
        }
    }
    Ok(Summary {
        item: corpus::item(conn, &attempt.item_id)?,
        questions: attempt.questions,
        right: answers.iter().filter(|answer| answer.correct).count(),
        critical_missed: missed.iter().filter(|missed| missed.2).count(),
        passed: attempt.passed,
        next,
        missed,
    })
}
