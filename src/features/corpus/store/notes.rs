//! Notes and their pins. Finders take whose notes are asked for first.

use diesel::prelude::*;

use super::super::model::{CaseRow, NoteRow, NoteState, Pin};
use crate::kernel::Fault;
use crate::platform::db::schema::{case_note, note, note_pin};
use crate::platform::db::{AnyConn, Tx};

/// Notes of one author, last changed first.
pub fn of_author(conn: &mut AnyConn, author: &str) -> Result<Vec<NoteRow>, Fault> {
    Ok(note::table
        .filter(note::author_id.eq(author))
        .order((note::updated_at.desc(), note::id.desc()))
        .select(note::all_columns)
        .load(conn)?)
}

/// Everybody's notes in a state that others may see, last changed first.
pub fn in_state(conn: &mut AnyConn, state: NoteState, limit: i64) -> Result<Vec<NoteRow>, Fault> {
    Ok(note::table
        .filter(note::state.eq(state.code()))
        .order((note::updated_at.desc(), note::id.desc()))
        .limit(limit)
        .select(note::all_columns)
        .load(conn)?)
}

/// How many notes an author has.
pub fn count_of_author(conn: &mut AnyConn, author: &str) -> Result<i64, Fault> {
    Ok(note::table.filter(note::author_id.eq(author)).count().get_result(conn)?)
}

/// How many notes there are in a state that others may see.
pub fn count_in_state(conn: &mut AnyConn, state: NoteState) -> Result<i64, Fault> {
    Ok(note::table.filter(note::state.eq(state.code())).count().get_result(conn)?)
}

/// One note, whoever asks: the caller decides whether it may be seen.
pub fn note(conn: &mut AnyConn, id: &str) -> Result<Option<NoteRow>, Fault> {
    Ok(note::table.find(id).select(note::all_columns).first(conn).optional()?)
}

pub fn insert(tx: &mut Tx<'_>, row: &NoteRow) -> Result<(), Fault> {
    diesel::insert_into(note::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Changes a note of this author; `false` when it is not theirs.
pub fn update(
    tx: &mut Tx<'_>,
    author: &str,
    id: &str,
    kind: &str,
    title: &str,
    body: &str,
) -> Result<bool, Fault> {
    let changed = diesel::update(note::table.find(id).filter(note::author_id.eq(author)))
        .set((note::kind.eq(kind), note::title.eq(title), note::body.eq(body), note::updated_at.eq(tx.at)))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Moves a note from one state to another; `false` when it was not in the first.
pub fn set_state(tx: &mut Tx<'_>, id: &str, from: NoteState, to: NoteState) -> Result<bool, Fault> {
    let changed = diesel::update(note::table.find(id).filter(note::state.eq(from.code())))
        .set(note::state.eq(to.code()))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Clauses a note is pinned to.
pub fn pins(conn: &mut AnyConn, note_id: &str) -> Result<Vec<Pin>, Fault> {
    Ok(note_pin::table
        .filter(note_pin::note_id.eq(note_id))
        .order(note_pin::reference)
        .select(note_pin::all_columns)
        .load(conn)?)
}

/// Replaces the pins of a note.
pub fn put_pins(tx: &mut Tx<'_>, note_id: &str, pins: &[Pin]) -> Result<(), Fault> {
    diesel::delete(note_pin::table.filter(note_pin::note_id.eq(note_id))).execute(tx.conn)?;
    for pin in pins {
        diesel::insert_into(note_pin::table).values(pin).execute(tx.conn)?;
    }
    Ok(())
}

/// Authors with a title for each note of theirs that is pinned to one of these references.
pub fn authors_pinned(conn: &mut AnyConn, reference: &str) -> Result<Vec<(String, String)>, Fault> {
    Ok(note_pin::table
        .inner_join(note::table)
        .filter(note_pin::reference.eq(reference))
        .order(note::id)
        .select((note::author_id, note::id))
        .load(conn)?)
}

/// The parts of a case, where the note is one.
pub fn case(conn: &mut AnyConn, note_id: &str) -> Result<Option<CaseRow>, Fault> {
    Ok(case_note::table.find(note_id).select(case_note::all_columns).first(conn).optional()?)
}

/// Makes a note a case of these parts, or no case.
pub fn put_case(tx: &mut Tx<'_>, note_id: &str, row: Option<&CaseRow>) -> Result<(), Fault> {
    diesel::delete(case_note::table.find(note_id)).execute(tx.conn)?;
    if let Some(row) = row {
        diesel::insert_into(case_note::table).values(row).execute(tx.conn)?;
    }
    Ok(())
}

/// One author's notes with a pin on one of a policy's clauses, with the pin.
pub fn pinned_by(conn: &mut AnyConn, author: &str, doc_key: &str) -> Result<Vec<(NoteRow, Pin)>, Fault> {
    let rows: Vec<(NoteRow, Pin)> = note_pin::table
        .inner_join(note::table)
        .filter(note::author_id.eq(author))
        .filter(note_pin::reference.like(format!("{doc_key}#%")))
        .order((note::updated_at.desc(), note::id))
        .select((note::all_columns, note_pin::all_columns))
        .load(conn)?;
    let own = |(_, pin): &(NoteRow, Pin)| pin.reference.split('#').next() == Some(doc_key);
    Ok(rows.into_iter().filter(own).collect())
}

/// Notes with a pin on one of a policy's clauses, with the pin.
pub fn pinned_to(conn: &mut AnyConn, doc_key: &str) -> Result<Vec<(NoteRow, Pin)>, Fault> {
    let rows: Vec<(NoteRow, Pin)> = note_pin::table
        .inner_join(note::table)
        .filter(note_pin::reference.like(format!("{doc_key}#%")))
        .order((note::updated_at.desc(), note::id))
        .select((note::all_columns, note_pin::all_columns))
        .load(conn)?;
    // The line of a key is a wildcard to LIKE.
    let own = |(_, pin): &(NoteRow, Pin)| pin.reference.split('#').next() == Some(doc_key);
    Ok(rows.into_iter().filter(own).collect())
}
