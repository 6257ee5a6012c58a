//! Queries on questions, attempts and answers.

use diesel::prelude::*;

use super::model::{AnswerRow, AttemptRow, CitationRow, QuestionRow, ShownRow, VersionRow};
use super::rules::Mark;
use crate::kernel::Fault;
use crate::platform::db::schema::{
    question, question_citation, question_version, quiz_answer, quiz_attempt, quiz_shown,
};
use crate::platform::db::{AnyConn, Both, Tx};

pub(super) fn question_by_key(
    conn: &mut AnyConn,
    item_id: &str,
    key: &str,
) -> Result<Option<QuestionRow>, Fault> {
    Ok(question::table
        .filter(question::item_id.eq(item_id))
        .filter(question::key.eq(key))
        .select(question::all_columns)
        .first(conn)
        .optional()?)
}

pub(super) fn insert_question(tx: &mut Tx<'_>, row: &QuestionRow) -> Result<(), Fault> {
    diesel::insert_into(question::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn insert_version(tx: &mut Tx<'_>, row: &VersionRow) -> Result<(), Fault> {
    diesel::insert_into(question_version::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn insert_citation(tx: &mut Tx<'_>, row: &CitationRow) -> Result<(), Fault> {
    diesel::insert_into(question_citation::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Puts the clause as it stands now in place of the one noted before.
pub(super) fn note_citation(tx: &mut Tx<'_>, row: &CitationRow) -> Result<(), Fault> {
    diesel::update(
        question_citation::table
            .filter(question_citation::question_version_id.eq(&row.question_version_id))
            .filter(question_citation::place.eq(row.place)),
    )
    .set((
        question_citation::anchor.eq(&row.anchor),
        question_citation::policy_version_id.eq(&row.policy_version_id),
        question_citation::title.eq(&row.title),
        question_citation::number.eq(&row.number),
        question_citation::text.eq(&row.text),
        question_citation::text_hash.eq(&row.text_hash),
        question_citation::noted_on.eq(row.noted_on),
    ))
    .execute(tx.conn)?;
    Ok(())
}

/// Versions of one question, newest first.
pub(super) fn versions(conn: &mut AnyConn, question_id: &str) -> Result<Vec<VersionRow>, Fault> {
    Ok(question_version::table
        .filter(question_version::question_id.eq(question_id))
        .order(question_version::version.desc())
        .select(question_version::all_columns)
        .load(conn)?)
}

pub(super) fn version(conn: &mut AnyConn, id: &str) -> Result<(QuestionRow, VersionRow), Fault> {
    Ok(question_version::table
        .inner_join(question::table)
        .filter(question_version::id.eq(id))
        .select((question::all_columns, question_version::all_columns))
        .first(conn)?)
}

pub(super) fn citations(conn: &mut AnyConn, version_id: &str) -> Result<Vec<CitationRow>, Fault> {
    Ok(question_citation::table
        .filter(question_citation::question_version_id.eq(version_id))
        .order(question_citation::place)
        .select(question_citation::all_columns)
        .load(conn)?)
}

/// Versions of an item's questions in one state with one tag, in the order the questions were made.
pub(super) fn of_item(
    conn: &mut AnyConn,
    item_id: &str,
    tag: &str,
    state: &str,
) -> Result<Vec<(QuestionRow, VersionRow)>, Fault> {
    Ok(question_version::table
        .inner_join(question::table)
        .filter(question::item_id.eq(item_id))
        .filter(question_version::tag.eq(tag))
        .filter(question_version::state.eq(state))
        .order(question::id)
        .select((question::all_columns, question_version::all_columns))
        .load(conn)?)
}

/// What the steward's list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this state.
    pub state: Option<String>,
    /// Only this item.
    pub item_id: Option<String>,
}

pub(super) fn list(conn: &mut AnyConn, filter: &Filter) -> Result<Vec<(QuestionRow, VersionRow)>, Fault> {
    let mut query = question_version::table
        .inner_join(question::table)
        .select((question::all_columns, question_version::all_columns))
        .into_boxed();
    if let Some(state) = &filter.state {
        query = query.filter(question_version::state.eq(state.clone()));
    }
    if let Some(item) = &filter.item_id {
        query = query.filter(question::item_id.eq(item.clone()));
    }
    Ok(query.order((question::id, question_version::version.desc())).limit(500).load(conn)?)
}

/// How many versions stand in each state.
pub(super) fn counts(conn: &mut AnyConn) -> Result<Vec<(String, i64)>, Fault> {
    Ok(question_version::table
        .group_by(question_version::state)
        .select((question_version::state, diesel::dsl::count_star()))
        .load(conn)?)
}

/// Changes the state of a version, if it is in one of `from`; whether it was.
pub(super) fn set_state(
    tx: &mut Tx<'_>,
    version_id: &str,
    from: &[&str],
    to: &str,
    reviewer: Option<&str>,
) -> Result<bool, Fault> {
    let row = question_version::table.find(version_id).filter(question_version::state.eq_any(from.to_vec()));
    let changed = match reviewer {
        Some(reviewer) => diesel::update(row)
            .set((
                question_version::state.eq(to),
                question_version::changed_at.eq(tx.at),
                question_version::reviewer_id.eq(reviewer),
            ))
            .execute(tx.conn)?,
        None => diesel::update(row)
            .set((question_version::state.eq(to), question_version::changed_at.eq(tx.at)))
            .execute(tx.conn)?,
    };
    Ok(changed == 1)
}

/// Citations by versions in a state, with the version they belong to.
pub(super) fn citing(conn: &mut AnyConn, state: &str) -> Result<Vec<(VersionRow, CitationRow)>, Fault> {
    Ok(question_citation::table
        .inner_join(question_version::table)
        .filter(question_version::state.eq(state))
        .order((question_version::id, question_citation::place))
        .select((question_version::all_columns, question_citation::all_columns))
        .load(conn)?)
}

pub(super) fn insert_attempt(tx: &mut Tx<'_>, row: &AttemptRow, shown: &[ShownRow]) -> Result<(), Fault> {
    diesel::insert_into(quiz_attempt::table).values(row).execute(tx.conn)?;
    for one in shown {
        diesel::insert_into(quiz_shown::table).values(one).execute(tx.conn)?;
    }
    Ok(())
}

/// An attempt of this person; missing for anybody else's.
pub(super) fn attempt(conn: &mut AnyConn, person: &str, id: &str) -> Result<AttemptRow, Fault> {
    Ok(quiz_attempt::table
        .find(id)
        .filter(quiz_attempt::person_id.eq(person))
        .select(quiz_attempt::all_columns)
        .first(conn)?)
}

/// Attempts of this person at an item, newest first.
pub(super) fn attempts(conn: &mut AnyConn, person: &str, item_id: &str) -> Result<Vec<AttemptRow>, Fault> {
    Ok(quiz_attempt::table
        .filter(quiz_attempt::person_id.eq(person))
        .filter(quiz_attempt::item_id.eq(item_id))
        .order(quiz_attempt::id.desc())
        .select(quiz_attempt::all_columns)
        .load(conn)?)
}

pub(super) fn shown(conn: &mut AnyConn, attempt_id: &str) -> Result<Vec<ShownRow>, Fault> {
    Ok(quiz_shown::table
        .filter(quiz_shown::attempt_id.eq(attempt_id))
        .order(quiz_shown::place)
        .select(quiz_shown::all_columns)
        .load(conn)?)
}

pub(super) fn answers(conn: &mut AnyConn, attempt_id: &str) -> Result<Vec<AnswerRow>, Fault> {
    Ok(quiz_answer::table
        .filter(quiz_answer::attempt_id.eq(attempt_id))
        .order(quiz_answer::place)
        .select(quiz_answer::all_columns)
        .load(conn)?)
}

/// Writes an answer; `false` when the question was answered before, which then stands.
pub(super) fn answer_once(tx: &mut Tx<'_>, row: &AnswerRow) -> Result<bool, Fault> {
    let insert = diesel::insert_into(quiz_answer::table).values(row);
    Ok(Both::new(insert, "ON CONFLICT (attempt_id, place) DO NOTHING").execute(tx.conn)? == 1)
}

/// Marks of every finished attempt of this person at an item, by attempt.
pub(super) fn marks(
    conn: &mut AnyConn,
    person: &str,
    item_id: &str,
) -> Result<Vec<(String, Vec<Mark>)>, Fault> {
    let rows: Vec<(String, String, bool, bool)> = quiz_shown::table
        .inner_join(quiz_attempt::table)
        .inner_join(quiz_answer::table.on(
            quiz_answer::attempt_id.eq(quiz_shown::attempt_id).and(quiz_answer::place.eq(quiz_shown::place)),
        ))
        .filter(quiz_attempt::person_id.eq(person))
        .filter(quiz_attempt::item_id.eq(item_id))
        .filter(quiz_attempt::state.eq("finished"))
        .order((quiz_attempt::id, quiz_shown::place))
        .select((
            quiz_shown::attempt_id,
            quiz_shown::question_version_id,
            quiz_shown::critical,
            quiz_answer::correct,
        ))
        .load(conn)?;
    let mut out: Vec<(String, Vec<Mark>)> = Vec::new();
    for (attempt, version_id, critical, right) in rows {
        let mark = Mark { version_id, critical, right };
        match out.last_mut() {
            Some((last, list)) if *last == attempt => list.push(mark),
            _ => out.push((attempt, vec![mark])),
        }
    }
    Ok(out)
}

pub(super) fn finish(
    tx: &mut Tx<'_>,
    id: &str,
    right: i32,
    percent: i32,
    passed: bool,
) -> Result<bool, Fault> {
    let changed = diesel::update(quiz_attempt::table.find(id).filter(quiz_attempt::state.eq("open")))
        .set((
            quiz_attempt::state.eq("finished"),
            quiz_attempt::finished_at.eq(tx.at),
            quiz_attempt::right_answers.eq(right),
            quiz_attempt::percent.eq(percent),
            quiz_attempt::passed.eq(passed),
        ))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

pub(super) fn abandon(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::update(quiz_attempt::table.find(id).filter(quiz_attempt::state.eq("open")))
        .set(quiz_attempt::state.eq("abandoned"))
        .execute(tx.conn)?;
    Ok(())
}
