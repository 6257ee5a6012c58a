//! Exercises and what learners marked.

use diesel::prelude::*;

use super::super::model::{Exercise, Try};
use crate::kernel::Fault;
use crate::platform::db::schema::{screening_exercise, screening_try};
use crate::platform::db::{AnyConn, Tx};

pub(in super::super) fn insert_exercise(tx: &mut Tx<'_>, row: &Exercise) -> Result<(), Fault> {
    diesel::insert_into(screening_exercise::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn exercise(conn: &mut AnyConn, id: &str) -> Result<Exercise, Fault> {
    Ok(screening_exercise::table.find(id).select(screening_exercise::all_columns).first(conn)?)
}

/// Exercises in one of these states, the newest first.
pub(in super::super) fn exercises(conn: &mut AnyConn, states: &[&str]) -> Result<Vec<Exercise>, Fault> {
    let states: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
    Ok(screening_exercise::table
        .filter(screening_exercise::state.eq_any(states))
        .order(screening_exercise::id.desc())
        .limit(500)
        .select(screening_exercise::all_columns)
        .load(conn)?)
}

/// Exercises that still rest on a case.
pub(in super::super) fn exercises_of(conn: &mut AnyConn, case: &str) -> Result<Vec<Exercise>, Fault> {
    Ok(screening_exercise::table
        .filter(screening_exercise::case_id.eq(case))
        .order(screening_exercise::id)
        .select(screening_exercise::all_columns)
        .load(conn)?)
}

/// What of an exercise changes while it is made.
pub(in super::super) fn set_exercise(tx: &mut Tx<'_>, row: &Exercise) -> Result<(), Fault> {
    diesel::update(screening_exercise::table.find(&row.id))
        .set((
            screening_exercise::case_id.eq(&row.case_id),
            screening_exercise::page.eq(row.page),
            screening_exercise::title.eq(&row.title),
            screening_exercise::explanation.eq(&row.explanation),
            screening_exercise::boxes.eq(&row.boxes),
            screening_exercise::picture.eq(&row.picture),
            screening_exercise::state.eq(&row.state),
            screening_exercise::approver_id.eq(&row.approver_id),
            screening_exercise::approved_at.eq(row.approved_at),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Makes other transactions on this exercise wait.
pub(in super::super) fn lock_exercise(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::update(screening_exercise::table.find(id))
        .set(screening_exercise::title.eq(screening_exercise::title))
        .execute(tx.conn)?;
    Ok(())
}

/// Removes what was begun of a case and nobody has approved.
pub(in super::super) fn erase_exercises(tx: &mut Tx<'_>, case: &str) -> Result<usize, Fault> {
    Ok(diesel::delete(screening_exercise::table.filter(screening_exercise::case_id.eq(case)))
        .execute(tx.conn)?)
}

/// Whether an exercise shows this picture.
pub(in super::super) fn exercise_names(conn: &mut AnyConn, blob: &str) -> Result<bool, Fault> {
    let count: i64 = screening_exercise::table
        .filter(screening_exercise::picture.is_not_null().and(screening_exercise::picture.eq(blob)))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

pub(in super::super) fn insert_try(tx: &mut Tx<'_>, row: &Try) -> Result<(), Fault> {
    diesel::insert_into(screening_try::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// What these people marked, the latest first.
pub(in super::super) fn tries(conn: &mut AnyConn, people: &[String]) -> Result<Vec<Try>, Fault> {
    Ok(screening_try::table
        .filter(screening_try::person_id.eq_any(people))
        .order(screening_try::id.desc())
        .limit(2_000)
        .select(screening_try::all_columns)
        .load(conn)?)
}

/// One's own try at an exercise.
pub(in super::super) fn own_try(
    conn: &mut AnyConn,
    person: &str,
    exercise: &str,
    id: &str,
) -> Result<Try, Fault> {
    Ok(screening_try::table
        .find(id)
        .filter(screening_try::person_id.eq(person))
        .filter(screening_try::exercise_id.eq(exercise))
        .select(screening_try::all_columns)
        .first(conn)?)
}
