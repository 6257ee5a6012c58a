//! What the pages show of rounds.

use std::collections::BTreeMap;

use super::content::Routine;
use super::rounds::levels;
use crate::features::accounts;
use crate::features::routines::model::{RoundRow, SignOffRow};
use crate::features::routines::rules::Level;
use crate::features::routines::store;
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::AnyConn;

/// One column of marks: who, when, the marks and the words.
#[derive(Debug, Clone)]
pub struct Column {
    /// Name of who marked.
    pub by: String,
    /// When.
    pub at: Moment,
    /// A level for each step.
    pub marks: Vec<Level>,
    /// Note or sentence.
    pub words: String,
}

/// The newest self-check of a person.
///
/// # Errors
/// When the database fails.
pub fn self_check(conn: &mut AnyConn, person: &str, routine: &Routine) -> Result<Option<Column>, Fault> {
    let Some(row) = store::self_check(conn, person, &routine.version.id)? else { return Ok(None) };
    Ok(Some(Column {
        by: accounts::person(conn, person)?.name,
        at: row.created_at,
        marks: levels(&row.marks, routine.steps.len())?,
        words: row.note,
    }))
}

/// A round as its page shows it.
#[derive(Debug)]
pub struct RoundPage {
    /// The round.
    pub round: RoundRow,
    /// Its routine in the version observed.
    pub routine: Routine,
    /// Name of the observed person.
    pub apprentice: String,
    /// Whether the reader is the observed person.
    pub own: bool,
    /// Whether the reader may sign it now.
    pub may_sign: bool,
    /// The self-check, hidden from an observer who has yet to mark, so that it does not lead the eye.
    pub own_marks: Option<Column>,
    /// The observer's marks with setting and result.
    pub observed: Option<(Column, String, bool)>,
}

/// A round, for the observed person and for observers.
///
/// # Errors
/// Missing for everybody else.
pub fn round_page(conn: &mut AnyConn, actor: &Actor, round_id: &str) -> Result<RoundPage, Fault> {
    let round = store::round(conn, round_id)?;
    let own = round.apprentice_id == actor.person;
    let signed = store::sign_off(conn, round_id)?;
    if !own && !has_business(conn, actor, &round, signed.as_ref())? {
        return Err(Fault::missing());
    }
    let may_sign = !own && round.state == "asked";
    let (row, version) = store::version(conn, &round.version_id)?;
    let steps = store::steps(conn, &version.id)?;
    let routine = Routine { slug: row.slug, version, steps };
    let own_marks = if may_sign { None } else { self_check(conn, &round.apprentice_id, &routine)? };
    let observed = match signed {
        Some(row) => {
            let column = Column {
                by: accounts::person(conn, &row.signer_id)?.name,
                at: row.signed_at,
                marks: levels(&row.marks, routine.steps.len())?,
                words: row.sentence,
            };
            Some((column, row.setting, row.passed))
        }
        None => None,
    };
    Ok(RoundPage {
        apprentice: accounts::person(conn, &round.apprentice_id)?.name,
        own,
        may_sign,
        own_marks,
        observed,
        routine,
        round,
    })
}

/// Whether a round is the business of somebody other than its apprentice: any observer may take one that is
/// asked for, and is told when it was withdrawn meanwhile; one that is signed concerns who was asked, who
/// signed and the manager of the office.
fn has_business(
    conn: &mut AnyConn,
    actor: &Actor,
    round: &RoundRow,
    signed: Option<&SignOffRow>,
) -> Result<bool, Fault> {
    if !actor.may(Permission::SignRound) {
        return Ok(false);
    }
    let asked = matches!(round.state.as_str(), "asked" | "withdrawn")
        || round.asked_observer_id.as_deref() == Some(&actor.person);
    let signer = signed.is_some_and(|row| row.signer_id == actor.person);
    Ok(asked
        || signer
        || actor.may(Permission::ManagePairs)
            && accounts::person(conn, &round.apprentice_id)?.department_id == actor.department)
}

/// A round in a list.
#[derive(Debug, Clone)]
pub struct RoundLine {
    /// Its id.
    pub id: String,
    /// The version observed.
    pub version_id: String,
    /// Name of the observed person.
    pub apprentice: String,
    /// Titles of the routine in Chinese and English.
    pub titles: (String, String),
    /// `asked`, `passed`, `redo` or `withdrawn`.
    pub state: String,
    /// When it was asked for.
    pub asked_at: Moment,
    /// Whether this reader was named as observer.
    pub named: bool,
}

fn lines(conn: &mut AnyConn, rounds: Vec<RoundRow>, reader: &str) -> Result<Vec<RoundLine>, Fault> {
    let names: BTreeMap<String, String> = accounts::names(conn)?;
    rounds
        .into_iter()
        .map(|round| {
            let (_, version) = store::version(conn, &round.version_id)?;
            Ok(RoundLine {
                named: round.asked_observer_id.as_deref() == Some(reader),
                apprentice: names.get(&round.apprentice_id).cloned().unwrap_or_default(),
                titles: (version.title, version.title_en),
                id: round.id,
                version_id: round.version_id,
                state: round.state,
                asked_at: round.asked_at,
            })
        })
        .collect()
}

/// Rounds an observer may take: those that name the observer first, then oldest first.
///
/// # Errors
/// When the database fails.
pub fn waiting(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<RoundLine>, Fault> {
    if !actor.may(Permission::SignRound) {
        return Ok(Vec::new());
    }
    let rounds = store::waiting(conn, &actor.person)?;
    let mut lines = lines(conn, rounds, &actor.person)?;
    lines.sort_by_key(|line| !line.named);
    Ok(lines)
}

/// One's own rounds, newest first.
///
/// # Errors
/// When the database fails.
pub fn own_rounds(conn: &mut AnyConn, person: &str) -> Result<Vec<RoundLine>, Fault> {
    let rounds = store::rounds_of(conn, person)?;
    lines(conn, rounds, person)
}

/// How many observed rounds are asked of this person by name.
///
/// # Errors
/// When the database fails.
pub fn waiting_for(conn: &mut AnyConn, actor: &Actor) -> Result<usize, Fault> {
    Ok(waiting(conn, actor)?.iter().filter(|line| line.named).count())
}
