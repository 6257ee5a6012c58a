//! A note whose clause has changed: its pins move on once somebody has said that it is still right.

use chrono::NaiveDate;

use super::notes::note;
use super::settled::{self, Before};
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{NoteState, Pin};
use crate::features::corpus::store::notes as store;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::Tx;

/// Says that a note is still right under the clauses of the day: its pins move on to them. Its author may, and
/// of a shared note a steward. `seen` is [`super::notes::Note::seen`] of what was read.
///
/// # Errors
/// Missing when it may not be seen, a refusal when it is neither's; a conflict when a clause is gone, changed
/// again meanwhile, or nothing changed.
pub fn still_right(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    seen: &str,
    day: NaiveDate,
) -> Result<(), Fault> {
    let note = note(tx.conn, actor, id, day)?;
    let steward = note.state == NoteState::Shared && actor.may(Permission::WritePolicy);
    if !note.own && !steward {
        return Err(Fault::refused("not-allowed"));
    }
    if !note.stale() {
        return Err(Fault::conflict("still-right-already"));
    }
    if note.seen() != seen {
        return Err(Fault::conflict("note-text-changed"));
    }
    let mut pins = Vec::new();
    for pin in &note.pins {
        let clause = pin.clause.clone().ok_or_else(|| Fault::conflict("clause-gone"))?;
        pins.push(Pin {
            note_id: id.to_owned(),
            reference: clause.reference(),
            version_id: clause.version_id,
            hash: clause.hash,
        });
    }
    pins.sort_by(|a, b| a.reference.cmp(&b.reference));
    pins.dedup_by(|a, b| a.reference == b.reference);
    let before = store::pins(tx.conn, id)?;
    store::put_pins(tx, id, &pins)?;
    settled::keep(tx, actor, id, &note.title, &Before::Note { before, now: pins })?;
    audit::record(tx, actor, Entry::new(Kind("note.reconfirmed"), "note", id))?;
    Ok(())
}
