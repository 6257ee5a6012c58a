//! Checking oneself, asking for a round, signing it, and the certificate that follows.

use chrono::NaiveDate;

use super::content::routine;
use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::notifications::{self, Notice};
use crate::features::routines::model::{CertificateRow, RoundRow, SelfCheckRow, SignOffRow};
use crate::features::routines::rules::{self, Level};
use crate::features::routines::store;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Longest sentence or note, in characters.
const MAX_TEXT: usize = 500;

fn codes(marks: &[Level]) -> Result<String, Fault> {
    let codes: Vec<&str> = marks.iter().map(|mark| mark.code()).collect();
    serde_json::to_string(&codes).map_err(Fault::ours)
}

pub(super) fn levels(codes: &str, steps: usize) -> Result<Vec<Level>, Fault> {
    let codes: Vec<String> = serde_json::from_str(codes).map_err(Fault::ours)?;
    rules::marks(codes.iter().map(String::as_str), steps)
        .ok_or_else(|| Fault::ours("stored marks do not fit the steps of their version"))
}

/// Keeps a self-check of the latest version. Each is a new entry; earlier ones stay.
///
/// # Errors
/// An input fault when a step has no mark.
pub fn save_self_check(
    tx: &mut Tx<'_>,
    actor: &Actor,
    slug: &str,
    marks: &[String],
    note: &str,
) -> Result<(), Fault> {
    actor.need(Permission::OwnLearning)?;
    let routine = routine(tx.conn, slug)?;
    let read = rules::marks(marks.iter().map(String::as_str), routine.steps.len());
    FormCheck::default()
        .require(read.is_some(), "m-1", "routine-every-step")
        .require(note.chars().count() <= MAX_TEXT, "note", "too-long")
        .done()?;
    let row = SelfCheckRow {
        id: tx.id(),
        version_id: routine.version.id,
        person_id: actor.person.clone(),
        marks: codes(&read.unwrap_or_default())?,
        note: note.trim().to_owned(),
        created_at: tx.at,
    };
    store::insert_self_check(tx, &row)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("routine.self_checked"), "routine_version", &row.version_id)
            .fact("self_check", row.id),
    )?;
    Ok(())
}

/// People who may observe: holders of the permission, without the person who asks.
///
/// # Errors
/// When the database fails.
pub fn observers(conn: &mut AnyConn, without: &str) -> Result<Vec<(String, String)>, Fault> {
    Ok(accounts::people(conn, None)?
        .into_iter()
        .filter(|(person, roles)| {
            person.id != without && person.disabled_at.is_none() && roles.may(Permission::SignRound)
        })
        .map(|(person, _)| (person.id, person.name))
        .collect())
}

/// Asks for an observed round of the latest version; a colleague may be named, otherwise any observer may
/// take it.
///
/// # Errors
/// A conflict while a round of this version is asked for already; an input fault when the named colleague may
/// not observe.
pub fn ask_round(
    tx: &mut Tx<'_>,
    actor: &Actor,
    slug: &str,
    observer: Option<&str>,
) -> Result<String, Fault> {
    actor.need(Permission::OwnLearning)?;
    let routine = routine(tx.conn, slug)?;
    let known = observers(tx.conn, &actor.person)?;
    if let Some(observer) = observer
        && known.iter().all(|(id, _)| id != observer)
    {
        return Err(Fault::field("observer", "choose-one"));
    }
    let mine = store::rounds_of(tx.conn, &actor.person)?;
    if mine.iter().any(|round| round.state == "asked" && round.version_id == routine.version.id) {
        return Err(Fault::conflict("round-asked-already"));
    }
    let row = RoundRow {
        id: tx.id(),
        version_id: routine.version.id,
        apprentice_id: actor.person.clone(),
        asked_observer_id: observer.map(str::to_owned),
        state: "asked".to_owned(),
        asked_at: tx.at,
        closed_at: None,
    };
    store::insert_round(tx, &row)?;
    if let Some(observer) = observer {
        let notice = Notice::new("observation-asked", format!("/routines/rounds/{}", row.id))
            .with("routine", routine.version.title);
        notifications::notify(tx, observer, &notice)?;
    }
    audit::record(
        tx,
        actor,
        Entry::new(Kind("routine.round_asked"), "routine_round", &row.id).fact("routine", slug),
    )?;
    Ok(row.id)
}

/// Withdraws one's own round before it is signed.
///
/// # Errors
/// Missing when it is somebody else's; a conflict when it is closed already.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, round_id: &str) -> Result<(), Fault> {
    let round = store::round(tx.conn, round_id)?;
    if round.apprentice_id != actor.person {
        return Err(Fault::missing());
    }
    if !store::close(tx, round_id, "withdrawn")? {
        return Err(Fault::conflict("round-closed"));
    }
    audit::record(tx, actor, Entry::new(Kind("routine.round_withdrawn"), "routine_round", round_id))?;
    Ok(())
}

/// What an observer hands in.
#[derive(Debug, Clone)]
pub struct NewSignOff {
    /// A mark for each step, by name.
    pub marks: Vec<String>,
    /// `window` or `role_play`.
    pub setting: String,
    /// One sentence to the observed person.
    pub sentence: String,
    /// The observer's password, typed for this signature.
    pub password: String,
}

/// Signs an observed round: the only way a sign-off comes to be. A passing one issues the etiquette
/// certificate.
///
/// The observed person is refused first, before role, form and password, so that no role and no path leads
/// past it; the table's CHECK says the same.
///
/// # Errors
/// A refusal for the observed person and for who may not observe; a conflict when the round is closed; an
/// input fault for a missing mark, sentence or a wrong password.
pub fn sign(
    tx: &mut Tx<'_>,
    actor: &Actor,
    round_id: &str,
    new: &NewSignOff,
    day: NaiveDate,
) -> Result<bool, Fault> {
    let round = store::round(tx.conn, round_id)?;
    if round.apprentice_id == actor.person {
        return Err(Fault::refused("sign-own-round"));
    }
    actor.need(Permission::SignRound)?;
    if round.state != "asked" {
        return Err(Fault::conflict("round-closed"));
    }
    let steps = store::steps(tx.conn, &round.version_id)?;
    let read = rules::marks(new.marks.iter().map(String::as_str), steps.len());
    let sentence = new.sentence.trim();
    FormCheck::default()
        .require(read.is_some(), "m-1", "routine-every-step")
        .require(matches!(new.setting.as_str(), "window" | "role_play"), "setting", "choose-one")
        .require(!sentence.is_empty(), "sentence", "round-sentence")
        .require(sentence.chars().count() <= MAX_TEXT, "sentence", "too-long")
        .done()?;
    accounts::prove(tx, actor, &new.password)?;
    let marks = read.unwrap_or_default();
    let passed = rules::passes(&marks);
    if !store::close(tx, round_id, if passed { "passed" } else { "redo" })? {
        return Err(Fault::conflict("round-closed"));
    }
    let sign_off = SignOffRow {
        id: tx.id(),
        round_id: round_id.to_owned(),
        apprentice_id: round.apprentice_id.clone(),
        signer_id: actor.person.clone(),
        marks: codes(&marks)?,
        setting: new.setting.clone(),
        sentence: sentence.to_owned(),
        passed,
        signed_on: day,
        signed_at: tx.at,
    };
    store::insert_sign_off(tx, &sign_off)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("routine.round_signed"), "routine_round", round_id)
            .fact("apprentice", round.apprentice_id.as_str())
            .fact("version", round.version_id.as_str())
            .fact("passed", passed),
    )?;
    if passed {
        issue(tx, actor, &sign_off, &round.version_id)?;
    }
    let link = format!("/routines/rounds/{round_id}");
    notifications::notify(tx, &round.apprentice_id, &Notice::new("round-signed", link))?;
    Ok(passed)
}

fn issue(tx: &mut Tx<'_>, actor: &Actor, sign_off: &SignOffRow, version_id: &str) -> Result<(), Fault> {
    let row = CertificateRow {
        id: tx.id(),
        person_id: sign_off.apprentice_id.clone(),
        round_id: sign_off.round_id.clone(),
        version_id: version_id.to_owned(),
        issued_on: sign_off.signed_on,
        expires_on: rules::expires(sign_off.signed_on),
        created_at: tx.at,
    };
    store::insert_certificate(tx, &row)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("etiquette.issued"), "etiquette_certificate", &row.id)
            .fact("person", row.person_id.as_str())
            .fact("round", row.round_id.as_str())
            .fact("expires", row.expires_on.to_string()),
    )?;
    Ok(())
}

/// Whether the person holds an etiquette certificate valid on `day`: the hard gate before practice.
///
/// # Errors
/// When the database fails.
pub fn etiquette_valid(conn: &mut AnyConn, person: &str, day: NaiveDate) -> Result<bool, Fault> {
    Ok(store::certificate(conn, person, day)?
        .is_some_and(|row| rules::valid_on(row.issued_on, row.expires_on, day)))
}

/// The person's certificate that lasts longest: first and first-not days, and the round it rests on.
///
/// # Errors
/// When the database fails.
pub fn certificate(
    conn: &mut AnyConn,
    person: &str,
    day: NaiveDate,
) -> Result<Option<(NaiveDate, NaiveDate, String)>, Fault> {
    Ok(store::certificate(conn, person, day)?.map(|row| (row.issued_on, row.expires_on, row.round_id)))
}
