//! Routines themselves: loading and reading them.

use crate::features::audit::{self, Entry, Kind};
use crate::features::routines::model::{NewRoutine, RoutineRow, StepRow, VersionRow};
use crate::features::routines::store;
use crate::kernel::{Actor, Fault};
use crate::platform::db::{AnyConn, Tx};

/// A routine in its latest version, or in the version of a round.
#[derive(Debug, Clone)]
pub struct Routine {
    /// Short name in addresses.
    pub slug: String,
    /// The version.
    pub version: VersionRow,
    /// Its steps in order.
    pub steps: Vec<StepRow>,
}

fn same(version: &VersionRow, steps: &[StepRow], new: &NewRoutine) -> bool {
    let texts = |step: &StepRow| {
        [&step.phrase, &step.phrase_en, &step.behaviour, &step.common_slip, &step.say].map(String::clone)
    };
    version.title == new.title
        && version.title_en == new.title_en
        && version.purpose == new.purpose
        && version.source_note == new.source_note
        && version.rubric_seen == new.rubric.seen
        && version.rubric_partly == new.rubric.partly
        && version.rubric_not_seen == new.rubric.not_seen
        && steps.len() == new.steps.len()
        && steps.iter().zip(&new.steps).all(|(old, new)| {
            texts(old)
                == [&new.phrase, &new.phrase_en, &new.behaviour, &new.common_slip, &new.say]
                    .map(String::clone)
        })
}

/// Loads a routine from a package of content; a changed text becomes a new version, so that rounds keep the
/// steps they were observed by. Returns the id of the present version.
///
/// # Errors
/// An input fault when it has no steps.
pub fn import_routine(tx: &mut Tx<'_>, actor: &Actor, new: &NewRoutine) -> Result<String, Fault> {
    if new.steps.is_empty() {
        return Err(Fault::input("routine-no-steps"));
    }
    let known = store::by_slug(tx.conn, &new.key)?;
    let routine =
        known.unwrap_or_else(|| RoutineRow { id: tx.id(), slug: new.key.clone(), created_at: tx.at });
    let before = store::latest(tx.conn, &routine.id)?;
    if before.is_none() {
        store::insert_routine(tx, &routine)?;
    }
    if let Some(last) = &before {
        let steps = store::steps(tx.conn, &last.id)?;
        if same(last, &steps, new) {
            return Ok(last.id.clone());
        }
    }
    let version = VersionRow {
        id: tx.id(),
        routine_id: routine.id,
        version: before.map_or(1, |last| last.version + 1),
        title: new.title.clone(),
        title_en: new.title_en.clone(),
        purpose: new.purpose.clone(),
        source_note: new.source_note.clone(),
        rubric_seen: new.rubric.seen.clone(),
        rubric_partly: new.rubric.partly.clone(),
        rubric_not_seen: new.rubric.not_seen.clone(),
        created_at: tx.at,
    };
    let steps: Vec<StepRow> = (1_i32..)
        .zip(&new.steps)
        .map(|(place, step)| StepRow {
            version_id: version.id.clone(),
            place,
            phrase: step.phrase.clone(),
            phrase_en: step.phrase_en.clone(),
            behaviour: step.behaviour.clone(),
            common_slip: step.common_slip.clone(),
            say: step.say.clone(),
        })
        .collect();
    store::insert_version(tx, &version, &steps)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("routine.imported"), "routine", &version.routine_id)
            .fact("version", version.version)
            .fact("steps", steps.len()),
    )?;
    Ok(version.id)
}

/// Every routine in its latest version.
///
/// # Errors
/// When the database fails.
pub fn routines(conn: &mut AnyConn) -> Result<Vec<Routine>, Fault> {
    let mut out = Vec::new();
    for row in store::routines(conn)? {
        if let Some(version) = store::latest(conn, &row.id)? {
            let steps = store::steps(conn, &version.id)?;
            out.push(Routine { slug: row.slug, version, steps });
        }
    }
    Ok(out)
}

/// The latest version of a routine.
///
/// # Errors
/// Missing when there is none.
pub fn routine(conn: &mut AnyConn, slug: &str) -> Result<Routine, Fault> {
    let row = store::by_slug(conn, slug)?.ok_or_else(Fault::missing)?;
    let version = store::latest(conn, &row.id)?.ok_or_else(Fault::missing)?;
    let steps = store::steps(conn, &version.id)?;
    Ok(Routine { slug: row.slug, version, steps })
}
