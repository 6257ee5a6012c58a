//! Pairing: proposing, agreeing, delegates, pauses, extensions, a change of mentor, the end.

use chrono::{Duration, NaiveDate};

pub use super::pair_file::{
    Candidate, PairView, candidates, file, list, stand_ins, taught_by, view, was_paired,
};
use super::relation;
use crate::features::accounts;
use crate::features::apprenticeship::model::{AgreementSignature, Apprenticeship, Assignment};
use crate::features::apprenticeship::rules::figures::SENTENCE_CHARS;
use crate::features::apprenticeship::rules::pairing::{State, Step};
use crate::features::apprenticeship::rules::wording::{looks_like_a_persons_number, says_something};
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::notifications::{Notice, notify};
use crate::kernel::clock::Zone;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission, Role};
use crate::platform::db::Tx;

fn link(id: &str) -> String {
    format!("/pairs/{id}")
}

/// A reason somebody typed: it says something and holds no number of a person.
pub(super) fn reason_fine(field: &'static str, reason: &str) -> Result<(), Fault> {
    let mut check = FormCheck::default();
    check.require(says_something(reason, SENTENCE_CHARS), field, "reason-needed").require(
        !looks_like_a_persons_number(reason),
        field,
        "holds-number",
    );
    check.done()
}

/// A manager proposes that `mentor` teaches `apprentice`.
///
/// # Errors
/// A refusal for who may not; an input fault naming the field.
pub fn propose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    programme: &str,
    apprentice: &str,
    mentor: &str,
) -> Result<String, Fault> {
    actor.need(Permission::ManagePairs)?;
    let apprentice_roles = accounts::roles_of(tx.conn, apprentice)?;
    let mentor_roles = accounts::roles_of(tx.conn, mentor)?;
    let mut check = FormCheck::default();
    check
        .require(apprentice_roles.contains(Role::Apprentice), "apprentice", "choose-one")
        .require(mentor_roles.contains(Role::Mentor), "mentor", "choose-one")
        .require(apprentice != mentor, "mentor", "pair-self");
    check.done()?;
    let programme = store::programme(tx.conn, programme)?;
    if !relation::manages(tx.conn, actor, apprentice)? {
        return Err(Fault::refused("pair-other-office"));
    }
    if store::current_of(tx.conn, apprentice)?.is_some() {
        return Err(Fault::field("apprentice", "pair-already"));
    }
    let day = zone.day(tx.at);
    let row = Apprenticeship {
        id: tx.id(),
        programme_id: programme.id,
        apprentice_id: apprentice.to_owned(),
        state: State::Proposed.code().to_owned(),
        started_on: None,
        latest_end: None,
        created_by: actor.person.clone(),
        created_at: tx.at,
        closed_at: None,
    };
    store::insert_apprenticeship(tx, &row)?;
    assign(tx, actor, &row, mentor, "mentor", day, None)?;
    store::insert_pair_event(tx, &row.id, "proposed", &actor.person, "")?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("pair.proposed"), "apprenticeship", &row.id)
            .fact("apprentice", apprentice)
            .fact("mentor", mentor),
    )?;
    for person in [apprentice, mentor] {
        notify(tx, person, &Notice::new("pair-proposed", link(&row.id)))?;
    }
    Ok(row.id)
}

fn assign(
    tx: &mut Tx<'_>,
    actor: &Actor,
    apprenticeship: &Apprenticeship,
    person: &str,
    kind: &str,
    from_day: NaiveDate,
    to_day: Option<NaiveDate>,
) -> Result<String, Fault> {
    let row = Assignment {
        id: tx.id(),
        apprenticeship_id: apprenticeship.id.clone(),
        apprentice_id: apprenticeship.apprentice_id.clone(),
        person_id: person.to_owned(),
        kind: kind.to_owned(),
        from_day,
        to_day,
        named_by: actor.person.clone(),
        named_at: tx.at,
    };
    store::insert_assignment(tx, &row)?;
    Ok(row.id)
}

/// The newest mentor assignment that has not ended: the one to be agreed on.
pub(super) fn open_mentor(assignments: &[Assignment]) -> Option<&Assignment> {
    assignments.iter().rev().find(|a| a.is_mentor() && a.to_day.is_none())
}

/// A side signs the agreement, with fresh proof. The second signature starts the apprenticeship.
///
/// # Errors
/// Missing for anybody but the two; a conflict when already signed or over.
pub fn agree(tx: &mut Tx<'_>, actor: &Actor, zone: Zone, id: &str, password: &str) -> Result<(), Fault> {
    let apprenticeship = store::apprenticeship(tx.conn, id)?;
    let assignments = store::assignments(tx.conn, id)?;
    let mentor = open_mentor(&assignments).ok_or_else(Fault::missing)?;
    let sides = [apprenticeship.apprentice_id.as_str(), mentor.person_id.as_str()];
    if actor.person.is_empty() || !sides.contains(&actor.person.as_str()) {
        return Err(Fault::missing());
    }
    let state = apprenticeship.state()?;
    if state.closed() {
        return Err(Fault::conflict("pair-over"));
    }
    let signed = store::agreement_signatures(tx.conn, id)?;
    let under: Vec<_> = signed.iter().filter(|s| s.assignment_id == mentor.id).collect();
    if under.iter().any(|s| s.person_id == actor.person) {
        return Err(Fault::conflict("pair-signed-already"));
    }
    accounts::prove(tx, actor, password)?;
    // Both sides sign one text: the first signature fixes the version.
    let agreement = match under.first() {
        Some(first) => first.agreement_id.clone(),
        None => store::latest_agreement(tx.conn, &apprenticeship.programme_id)?.id,
    };
    let row = AgreementSignature {
        id: tx.id(),
        apprenticeship_id: id.to_owned(),
        assignment_id: mentor.id.clone(),
        agreement_id: agreement.clone(),
        person_id: actor.person.clone(),
        signed_at: tx.at,
    };
    store::insert_agreement_signature(tx, &row)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("pair.agreed"), "apprenticeship", id).fact("agreement", agreement),
    )?;
    if !under.is_empty() && state == State::Proposed {
        start(tx, actor, zone, &apprenticeship)?;
        for person in sides {
            notify(tx, person, &Notice::new("pair-started", link(id)))?;
        }
    }
    Ok(())
}

fn start(tx: &mut Tx<'_>, actor: &Actor, zone: Zone, row: &Apprenticeship) -> Result<(), Fault> {
    let day = zone.day(tx.at);
    step(tx, actor, &row.id, State::Proposed, Step::BothSigned, "")?;
    step(tx, actor, &row.id, State::Agreed, Step::Start, "")?;
    let programme = store::programme(tx.conn, &row.programme_id)?;
    store::set_span(tx, &row.id, day, day + Duration::days(i64::from(programme.max_days)))
}

fn step(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    from: State,
    step: Step,
    reason: &str,
) -> Result<State, Fault> {
    let to = from.after(step).ok_or_else(|| Fault::conflict("pair-state"))?;
    if !store::move_apprenticeship(tx, id, from, to)? {
        return Err(Fault::conflict("pair-state"));
    }
    store::insert_pair_event(tx, id, to.code(), &actor.person, reason)?;
    audit::record(tx, actor, Entry::new(Kind("pair.moved"), "apprenticeship", id).fact("state", to.code()))?;
    Ok(to)
}

/// As [`step`], for the other use cases of this room.
pub(super) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    apprenticeship: &Apprenticeship,
    by: Step,
    reason: &str,
) -> Result<State, Fault> {
    step(tx, actor, &apprenticeship.id, apprenticeship.state()?, by, reason)
}

/// What a manager does to an apprenticeship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Interrupt it.
    Pause,
    /// Go on.
    Resume,
    /// End it without graduation.
    End,
    /// Let it run past the programme's maximum, until a day.
    Extend(NaiveDate),
    /// Somebody else teaches from today on; evidence stays, a new agreement is signed.
    ChangeMentor(String),
}

/// A manager acts, with a reason.
///
/// # Errors
/// Missing for another office's manager; an input fault; a conflict of states.
pub fn manage(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    id: &str,
    act: &Act,
    reason: &str,
) -> Result<(), Fault> {
    actor.need(Permission::ManagePairs)?;
    let apprenticeship = store::apprenticeship(tx.conn, id)?;
    if !relation::manages(tx.conn, actor, &apprenticeship.apprentice_id)? {
        return Err(Fault::missing());
    }
    reason_fine("reason", reason)?;
    let day = zone.day(tx.at);
    match act {
        Act::Pause => drop(advance(tx, actor, &apprenticeship, Step::Pause, reason)?),
        Act::Resume => drop(advance(tx, actor, &apprenticeship, Step::Resume, reason)?),
        Act::End => drop(advance(tx, actor, &apprenticeship, Step::End, reason)?),
        Act::Extend(until) => extend(tx, actor, &apprenticeship, *until, reason)?,
        Act::ChangeMentor(mentor) => change_mentor(tx, actor, &apprenticeship, mentor, day, reason)?,
    }
    notify(tx, &apprenticeship.apprentice_id, &Notice::new("pair-changed", link(id)))?;
    if let Some(mentor) = relation::mentor_on(tx.conn, id, day)? {
        notify(tx, &mentor.person_id, &Notice::new("pair-changed", link(id)))?;
    }
    Ok(())
}

fn extend(
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &Apprenticeship,
    until: NaiveDate,
    reason: &str,
) -> Result<(), Fault> {
    let (Some(started), Some(end)) = (row.started_on, row.latest_end) else {
        return Err(Fault::conflict("pair-state"));
    };
    if row.state()?.closed() {
        return Err(Fault::conflict("pair-over"));
    }
    if until <= end || until > end + Duration::days(366) {
        return Err(Fault::field("until", "pair-extend-later"));
    }
    store::set_span(tx, &row.id, started, until)?;
    store::insert_pair_event(tx, &row.id, "extended", &actor.person, reason)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("pair.extended"), "apprenticeship", &row.id).fact("until", until.to_string()),
    )?;
    Ok(())
}

fn change_mentor(
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &Apprenticeship,
    mentor: &str,
    day: NaiveDate,
    reason: &str,
) -> Result<(), Fault> {
    if row.state()?.closed() {
        return Err(Fault::conflict("pair-over"));
    }
    let roles = accounts::roles_of(tx.conn, mentor)?;
    let assignments = store::assignments(tx.conn, &row.id)?;
    let before = open_mentor(&assignments).ok_or_else(|| Fault::conflict("pair-state"))?;
    let mut check = FormCheck::default();
    check
        .require(roles.contains(Role::Mentor), "mentor", "choose-one")
        .require(mentor != row.apprentice_id, "mentor", "pair-self")
        .require(mentor != before.person_id, "mentor", "pair-same-mentor");
    check.done()?;
    store::end_assignment(tx, &before.id, day.max(before.from_day))?;
    assign(tx, actor, row, mentor, "mentor", day, None)?;
    store::insert_pair_event(tx, &row.id, "mentor_changed", &actor.person, reason)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("pair.mentor-changed"), "apprenticeship", &row.id).fact("mentor", mentor),
    )?;
    notify(tx, &before.person_id, &Notice::new("pair-changed", link(&row.id)))
}

/// The mentor, or a manager, names who may stand in, beforehand and for certain days (both inclusive).
///
/// # Errors
/// Missing for anybody else; an input fault naming the field.
pub fn name_delegate(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    id: &str,
    person: &str,
    days: (NaiveDate, NaiveDate),
) -> Result<(), Fault> {
    let day = zone.day(tx.at);
    let (apprenticeship, relation) = relation::visible(tx.conn, actor, id, day)?;
    if !(relation.mentor_now || relation.manages) {
        return Err(Fault::missing());
    }
    if apprenticeship.state()?.closed() {
        return Err(Fault::conflict("pair-over"));
    }
    let may_sign = accounts::roles_of(tx.conn, person)?.may(Permission::SignRound);
    let (from, to) = days;
    let mut check = FormCheck::default();
    check
        .require(may_sign, "person", "delegate-may-not-sign")
        .require(person != apprenticeship.apprentice_id, "person", "pair-self")
        .require(from >= day, "from", "delegate-beforehand")
        .require(to >= from && to <= from + Duration::days(92), "to", "delegate-span");
    check.done()?;
    assign(tx, actor, &apprenticeship, person, "delegate", from, Some(to + Duration::days(1)))?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("pair.delegate-named"), "apprenticeship", id)
            .fact("delegate", person)
            .fact("from", from.to_string())
            .fact("to", to.to_string()),
    )?;
    notify(tx, person, &Notice::new("delegate-named", link(id)))
}
