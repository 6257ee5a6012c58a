//! Every query on the tables of the threads.

use diesel::prelude::*;

use super::model::{AcceptanceRow, AnswerRow, CitationRow, ThreadRow};
use crate::kernel::Fault;
use crate::platform::db::schema::{thread, thread_acceptance, thread_answer, thread_citation};
use crate::platform::db::{AnyConn, Tx};

/// Most threads of one list; older ones are found by searching.
const LISTED: i64 = 200;

pub(super) fn insert(tx: &mut Tx<'_>, row: &ThreadRow) -> Result<(), Fault> {
    diesel::insert_into(thread::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn one(conn: &mut AnyConn, id: &str) -> Result<ThreadRow, Fault> {
    Ok(thread::table.find(id).select(thread::all_columns).first(conn)?)
}

/// Threads in a state, the last changed first.
pub(super) fn in_state(conn: &mut AnyConn, state: &str) -> Result<Vec<ThreadRow>, Fault> {
    Ok(thread::table
        .filter(thread::state.eq(state))
        .order((thread::changed_at.desc(), thread::id.desc()))
        .limit(LISTED)
        .select(thread::all_columns)
        .load(conn)?)
}

/// Threads somebody asked, the last changed first.
pub(super) fn of_asker(conn: &mut AnyConn, asker: &str) -> Result<Vec<ThreadRow>, Fault> {
    Ok(thread::table
        .filter(thread::asker_id.eq(asker))
        .order((thread::changed_at.desc(), thread::id.desc()))
        .limit(LISTED)
        .select(thread::all_columns)
        .load(conn)?)
}

/// Closed threads whose answer waits for a word about the shelf, the oldest first.
pub(super) fn for_the_shelf(conn: &mut AnyConn) -> Result<Vec<ThreadRow>, Fault> {
    Ok(thread::table
        .filter(thread::state.eq("closed"))
        .filter(thread::shelf.eq("wanted"))
        .order((thread::changed_at, thread::id))
        .limit(LISTED)
        .select(thread::all_columns)
        .load(conn)?)
}

/// How many threads are in a state.
pub(super) fn count_in_state(conn: &mut AnyConn, state: &str) -> Result<i64, Fault> {
    Ok(thread::table.filter(thread::state.eq(state)).count().get_result(conn)?)
}

/// How many threads somebody asked.
pub(super) fn count_of_asker(conn: &mut AnyConn, asker: &str) -> Result<i64, Fault> {
    Ok(thread::table.filter(thread::asker_id.eq(asker)).count().get_result(conn)?)
}

/// How many answers wait for a word about the shelf.
pub(super) fn count_for_the_shelf(conn: &mut AnyConn) -> Result<i64, Fault> {
    Ok(thread::table
        .filter(thread::state.eq("closed"))
        .filter(thread::shelf.eq("wanted"))
        .count()
        .get_result(conn)?)
}

/// Moves a thread from one state to another; `false` when it was not in the first.
pub(super) fn set_state(tx: &mut Tx<'_>, id: &str, from: &str, to: &str) -> Result<bool, Fault> {
    let changed = diesel::update(thread::table.find(id).filter(thread::state.eq(from)))
        .set((thread::state.eq(to), thread::changed_at.eq(tx.at)))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Decides about the shelf; `false` when it was decided already.
pub(super) fn set_shelf(
    tx: &mut Tx<'_>,
    id: &str,
    from: &str,
    to: &str,
    faq: Option<&str>,
) -> Result<bool, Fault> {
    let changed = diesel::update(thread::table.find(id).filter(thread::shelf.eq(from)))
        .set((thread::shelf.eq(to), thread::faq_id.eq(faq)))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Names the business item of a thread that had none.
pub(super) fn set_item(tx: &mut Tx<'_>, id: &str, item: &str) -> Result<(), Fault> {
    diesel::update(thread::table.find(id)).set(thread::item_id.eq(Some(item))).execute(tx.conn)?;
    Ok(())
}

pub(super) fn touch(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::update(thread::table.find(id)).set(thread::changed_at.eq(tx.at)).execute(tx.conn)?;
    Ok(())
}

pub(super) fn insert_answer(tx: &mut Tx<'_>, row: &AnswerRow) -> Result<(), Fault> {
    diesel::insert_into(thread_answer::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn insert_citation(tx: &mut Tx<'_>, row: &CitationRow) -> Result<(), Fault> {
    diesel::insert_into(thread_citation::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The answers of a thread, oldest first.
pub(super) fn answers(conn: &mut AnyConn, thread_id: &str) -> Result<Vec<AnswerRow>, Fault> {
    Ok(thread_answer::table
        .filter(thread_answer::thread_id.eq(thread_id))
        .order(thread_answer::id)
        .select(thread_answer::all_columns)
        .load(conn)?)
}

/// Thread and author of every answer to these threads, oldest first, and whether it only asks further.
pub(super) fn answered(conn: &mut AnyConn, threads: &[String]) -> Result<Vec<(String, String, bool)>, Fault> {
    Ok(thread_answer::table
        .filter(thread_answer::thread_id.eq_any(threads))
        .order(thread_answer::id)
        .select((thread_answer::thread_id, thread_answer::author_id, thread_answer::follow_up))
        .load(conn)?)
}

/// What an answer rests on.
pub(super) fn citations(conn: &mut AnyConn, answer_id: &str) -> Result<Vec<CitationRow>, Fault> {
    Ok(thread_citation::table
        .filter(thread_citation::answer_id.eq(answer_id))
        .order(thread_citation::reference)
        .select(thread_citation::all_columns)
        .load(conn)?)
}

pub(super) fn insert_acceptance(tx: &mut Tx<'_>, row: &AcceptanceRow) -> Result<(), Fault> {
    diesel::insert_into(thread_acceptance::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn acceptance(conn: &mut AnyConn, thread_id: &str) -> Result<Option<AcceptanceRow>, Fault> {
    Ok(thread_acceptance::table
        .find(thread_id)
        .select(thread_acceptance::all_columns)
        .first(conn)
        .optional()?)
}
