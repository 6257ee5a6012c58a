//! What a steward settled in the work list, and how it is undone: the state before an act is kept for some days
//! and put back as it was, so that what was to be checked is to be checked again.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::{faqs, items};
use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{Faq, ItemVersionRow, Pin};
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::settled::{self as store, ActRow};
use crate::features::corpus::store::{items as item_store, notes as note_store, shelf};
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::{AnyConn, Tx};

/// How long an act can be undone, days.
pub const KEPT_DAYS: i64 = 7;
/// Most acts offered.
const OFFERED: i64 = 5;

/// The state before an act, and what tells whether somebody touched it since.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Before {
    /// An answer taken off the shelf, with its place there.
    Retired {
        /// As it stood.
        faq: Faq,
        /// Its place.
        position: i32,
    },
    /// An answer said to be still right.
    Faq {
        /// As it stood.
        faq: Faq,
        /// When it was said.
        said: Moment,
    },
    /// An item said to be still right: id of its version then, number of the version since.
    Item {
        /// The version before.
        before: String,
        /// Number of the version that says so.
        now: i32,
    },
    /// A note said to be still right.
    Note {
        /// Its pins then.
        before: Vec<Pin>,
        /// Its pins since.
        now: Vec<Pin>,
    },
}

impl Before {
    fn codes(&self) -> (&'static str, &'static str) {
        match self {
            Self::Retired { .. } => ("retired", "faq"),
            Self::Faq { .. } => ("still", "faq"),
            Self::Item { .. } => ("still", "business_item"),
            Self::Note { .. } => ("still", "note"),
        }
    }
}

/// Keeps the state before an act of a steward. The author of a note who says that it is still right is none.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    subject: &str,
    name: &str,
    before: &Before,
) -> Result<(), Fault> {
    if !actor.may(Permission::WritePolicy) {
        return Ok(());
    }
    let (kind, subject_kind) = before.codes();
    let row = ActRow {
        id: tx.id(),
        kind: kind.to_owned(),
        subject_kind: subject_kind.to_owned(),
        subject_id: subject.to_owned(),
        name: name.to_owned(),
        state: serde_json::to_string(before).map_err(Fault::ours)?,
        person_id: actor.person.clone(),
        acted_at: tx.at,
    };
    store::sweep(tx, tx.at - Duration::days(KEPT_DAYS))?;
    store::insert(tx, &row)
}

/// An act that can be undone.
#[derive(Debug, Clone)]
pub struct Settled {
    /// Its id.
    pub id: String,
    /// Whether something was taken off; otherwise it was said to be still right.
    pub retired: bool,
    /// Name of what it was done to.
    pub name: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// What was settled of late, the latest first.
///
/// # Errors
/// A refusal for who keeps no policy; when the database fails.
pub fn settled(conn: &mut AnyConn, actor: &Actor, now: Moment) -> Result<Vec<Settled>, Fault> {
    actor.need(Permission::WritePolicy)?;
    let mut found = Vec::new();
    for row in store::since(conn, now - Duration::days(KEPT_DAYS), OFFERED)? {
        found.push(Settled {
            by: accounts::person(conn, &row.person_id)?.name,
            retired: row.kind == "retired",
            id: row.id,
            name: row.name,
            at: row.acted_at,
        });
    }
    Ok(found)
}

/// Puts back the state before an act. Any steward may: the work list is common to them.
///
/// # Errors
/// A refusal for who keeps no policy; missing when its time is over; a conflict when somebody changed it since.
pub fn undo(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let row = store::act(tx.conn, id)?;
    if row.acted_at < tx.at - Duration::days(KEPT_DAYS) {
        return Err(Fault::missing());
    }
    let too_late = || Fault::conflict("undo-too-late");
    let before: Before = serde_json::from_str(&row.state).map_err(Fault::ours)?;
    let (act, subject) = before.codes();
    match before {
        Before::Retired { faq, position } => {
            let place = if shelf::place_free(tx.conn, position)? {
                position
            } else {
                shelf::last_position(tx.conn)? + 1
            };
            if !shelf::insert_faq(tx, &faq, place)? {
                return Err(too_late());
            }
            faqs::follow(tx, &faq.id, &faq.clauses)?;
        }
        Before::Faq { faq, said } => {
            let now = shelf::faq(tx.conn, &faq.id)?.filter(|now| now.updated_at == said);
            let now = now.ok_or_else(too_late)?;
            shelf::update_faq(tx, &faq)?;
            faqs::follow(tx, &faq.id, &[now.clauses, faq.clauses].concat())?;
        }
        Before::Item { before, now } => {
            let item = items::item(tx.conn, &row.subject_id)?;
            if item.version != now {
                return Err(too_late());
            }
            // Versions stay, since records rest on them: what was undone is followed by its forerunner, which
            // is as old as that, so that its clauses are looked at again.
            let version =
                ItemVersionRow { id: tx.id(), version: now + 1, ..item_store::version(tx.conn, &before)? };
            item_store::insert_version(tx, &version)?;
            changes::log(tx, Subject::Item, &item.id)?;
        }
        Before::Note { before, now } => {
            if note_store::pins(tx.conn, &row.subject_id)? != now {
                return Err(too_late());
            }
            note_store::put_pins(tx, &row.subject_id, &before)?;
        }
    }
    store::remove(tx, id)?;
    let entry = Entry::new(Kind("upkeep.undone"), subject, &row.subject_id).fact("act", act);
    audit::record(tx, actor, entry)?;
    Ok(())
}
