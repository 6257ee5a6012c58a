//! Graduation: asked for when every item is certified and the minimum time served; signed by the named mentor
//! and by a second person.

use chrono::NaiveDate;

use super::{pairs, relation, signing};
use crate::features::apprenticeship::model::{Apprenticeship, GraduationSignature};
use crate::features::apprenticeship::rules::figures::SENTENCE_CHARS;
use crate::features::apprenticeship::rules::pairing::{Graduation, State, Step, graduation};
use crate::features::apprenticeship::rules::wording::{looks_like_a_persons_number, says_something};
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::notifications::{Notice, notify};
use crate::kernel::clock::Zone;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// What still forbids graduation.
///
/// # Errors
/// When the database fails.
pub fn outlook(conn: &mut AnyConn, row: &Apprenticeship, day: NaiveDate) -> Result<Graduation, Fault> {
    let programme = store::programme(conn, &row.programme_id)?;
    let items = store::programme_items(conn, &row.programme_id)?;
    let mut certified = 0;
    for item in &items {
        if store::valid_certificate_of(conn, &row.apprentice_id, item, day, 4)?.is_some() {
            certified += 1;
        }
    }
    let served = row.started_on.map_or(0, |start| (day - start).num_days());
    Ok(graduation(served, i64::from(programme.min_days), items.len(), certified))
}

/// The apprentice or the mentor asks for graduation.
///
/// # Errors
/// Missing for anybody else; a conflict that says what is missing.
pub fn ask(tx: &mut Tx<'_>, actor: &Actor, zone: Zone, id: &str) -> Result<(), Fault> {
    let day = zone.day(tx.at);
    let (row, relation) = relation::visible(tx.conn, actor, id, day)?;
    if !(relation.own || relation.mentor_now) {
        return Err(Fault::missing());
    }
    match outlook(tx.conn, &row, day)? {
        Graduation::Open => {}
        Graduation::TooEarly { days } => return Err(Fault::conflict("graduation-early").with("days", days)),
        Graduation::Uncertified { items } => {
            return Err(Fault::conflict("graduation-items").with("items", items));
        }
    }
    pairs::advance(tx, actor, &row, Step::AskGraduation, "")?;
    if let Some(mentor) = relation::mentor_on(tx.conn, id, day)? {
        notify(tx, &mentor.person_id, &Notice::new("graduation-asked", format!("/pairs/{id}")))?;
    }
    Ok(())
}

/// Signs a graduation: first the named mentor, then a second person, who teaches one of its items and is
/// neither the first signer, nor the apprentice, nor taught by the first signer.
///
/// # Errors
/// A refusal naming the rule; an input fault; a conflict of states.
pub fn sign(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    id: &str,
    sentence: &str,
    password: &str,
) -> Result<State, Fault> {
    let row = store::apprenticeship(tx.conn, id)?;
    if actor.person.is_empty() {
        return Err(Fault::refused("sign-nobody"));
    }
    if actor.person == row.apprentice_id {
        return Err(Fault::refused("sign-self"));
    }
    actor.need(Permission::SignRound)?;
    let day = zone.day(tx.at);
    if row.state()? != State::GraduationRequested {
        return Err(Fault::conflict("pair-state"));
    }
    let signed = store::graduation_signatures(tx.conn, id)?;
    match signed.first() {
        None => {
            if !relation::of(tx.conn, actor, &row, day)?.mentor_now {
                return Err(Fault::refused("sign-not-named"));
            }
        }
        Some(first) if first.signer_id == actor.person => return Err(Fault::refused("sign-first-again")),
        Some(first) => {
            if signing::is_apprentice_of(tx.conn, &actor.person, &first.signer_id, day)? {
                return Err(Fault::refused("sign-first-apprentice"));
            }
            let mut teaches = false;
            for item in store::programme_items(tx.conn, &row.programme_id)? {
                teaches |= store::valid_certificate_of(tx.conn, &actor.person, &item, day, 5)?.is_some();
            }
            if !teaches {
                return Err(Fault::refused("sign-no-certificate"));
            }
        }
    }
    let mut check = FormCheck::default();
    check.require(says_something(sentence, SENTENCE_CHARS), "sentence", "sign-sentence").require(
        !looks_like_a_persons_number(sentence),
        "sentence",
        "holds-number",
    );
    check.done()?;
    signing::prove(tx, actor, Some(password))?;
    let place = if signed.is_empty() { 1 } else { 2 };
    let signature = GraduationSignature {
        id: tx.id(),
        apprenticeship_id: id.to_owned(),
        apprentice_id: row.apprentice_id.clone(),
        signer_id: actor.person.clone(),
        place,
        sentence: sentence.trim().to_owned(),
        signed_at: tx.at,
    };
    store::insert_graduation_signature(tx, &signature)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("graduation.signed"), "apprenticeship", id).fact("place", place),
    )?;
    if place == 1 {
        return Ok(State::GraduationRequested);
    }
    let to = pairs::advance(tx, actor, &row, Step::Graduate, "")?;
    notify(tx, &row.apprentice_id, &Notice::new("graduated", format!("/pairs/{id}")))?;
    Ok(to)
}

/// Signatures under a graduation, first signer first.
///
/// # Errors
/// When the database fails.
pub fn signatures(conn: &mut AnyConn, id: &str) -> Result<Vec<GraduationSignature>, Fault> {
    store::graduation_signatures(conn, id)
}
