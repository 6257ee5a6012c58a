//! Practice rounds besides their signatures: asking, withdrawing, doubting, revoking, correcting; the mentor's
//! queue and the page of one round.

use chrono::{Duration, NaiveDate};

pub use super::round_file::{RoundFile, SignedView, file, proposed_time, queue, signed_lately};
use super::{board, certificates, evidence, pairs, relation};
use crate::features::accounts;
use crate::features::apprenticeship::model::{PolicyStamp, Round};
use crate::features::apprenticeship::rules::figures::{ACCOUNT_CHARS, SIGN_WITHIN_DAYS};
use crate::features::apprenticeship::rules::progress::Stage;
use crate::features::apprenticeship::rules::round::{State, Step};
use crate::features::apprenticeship::rules::signing::Criterion;
use crate::features::apprenticeship::rules::wording::{
    case_reference_fine, looks_like_a_persons_number, says_something,
};
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::{self, Item};
use crate::features::notifications::{Notice, notify};
use crate::kernel::clock::Zone;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// What an apprentice asks for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Short name of the item.
    pub item: String,
    /// Internal reference of the case, or of the simulated one.
    pub case_ref: String,
    /// The window.
    pub place: String,
    /// When, on the hall's clock.
    pub at: chrono::NaiveDateTime,
    /// Made by the sender, so that sending twice asks once.
    pub client_id: String,
}

fn link(id: &str) -> String {
    format!("/rounds/{id}")
}

/// The policy versions of a day, as records keep them.
pub(super) fn stamps(conn: &mut AnyConn, item: &Item, day: NaiveDate) -> Result<Vec<PolicyStamp>, Fault> {
    Ok(corpus::policies_of_item(conn, item, day)?
        .into_iter()
        .map(|p| PolicyStamp { id: p.version_id, title: p.title, number: p.number })
        .collect())
}

/// Asks for a practice round. It keeps the rubric and the policy versions of its day; when the last round was
/// sent back, it is the one that answers it.
///
/// # Errors
/// A conflict when practice is not open; an input fault naming the fields.
pub fn ask(tx: &mut Tx<'_>, actor: &Actor, zone: Zone, ask: &Ask) -> Result<String, Fault> {
    let own = evidence::own_working(tx.conn, actor)?;
    let today = zone.day(tx.at);
    let client_id = evidence::client_id(tx, &ask.client_id);
    if let Some(known) = store::round_by_client(tx.conn, &actor.person, &client_id)? {
        return Ok(known.id);
    }
    let gathered = board::item_in(tx.conn, &own, &ask.item, today)?;
    if !gathered.board.open(Stage::Practice) {
        return Err(Fault::conflict("stage-locked"));
    }
    let item = &gathered.item;
    let day = ask.at.date();
    let simulated = item.content.cases.iter().any(|case| case.reference == ask.case_ref);
    let mut used = false;
    for (round, _) in &gathered.rounds {
        let living = !matches!(round.state()?, State::Withdrawn | State::Redo | State::Revoked);
        used |= living && !simulated && round.case_ref == ask.case_ref;
    }
    let mut check = FormCheck::default();
    check
        .require(!looks_like_a_persons_number(&ask.case_ref), "case_ref", "holds-number")
        .require(case_reference_fine(&ask.case_ref), "case_ref", "case-ref-form")
        .require(!used, "case_ref", "case-ref-used")
        .require((1..=40).contains(&ask.place.chars().count()), "place", "place-needed")
        .require(!looks_like_a_persons_number(&ask.place), "place", "holds-number")
        .require(day >= today - Duration::days(SIGN_WITHIN_DAYS), "at", "round-too-long-ago")
        .require(own.started_on.is_none_or(|start| day >= start), "at", "date-before-start")
        .require(day <= today + Duration::days(14), "at", "round-too-far");
    check.done()?;
    let rubric: Vec<Criterion> = item
        .content
        .rubric
        .criteria
        .iter()
        .map(|c| Criterion {
            key: c.key.clone(),
            name: c.name.clone(),
            name_en: c.name_en.clone(),
            critical: c.critical,
            levels: c.levels.clone(),
            levels_en: c.levels_en.clone(),
        })
        .collect();
    let policies = stamps(tx.conn, item, day)?;
    let number = gathered.rounds.iter().map(|(round, _)| round.number).max().unwrap_or(0) + 1;
    let row = Round {
        id: tx.id(),
        apprenticeship_id: own.id.clone(),
        apprentice_id: actor.person.clone(),
        item_id: item.id.clone(),
        item_version_id: item.version_id.clone(),
        number,
        case_ref: ask.case_ref.clone(),
        simulated,
        place: ask.place.clone(),
        observed_at: zone.moment(ask.at),
        observed_on: day,
        policies: serde_json::to_string(&policies).map_err(Fault::ours)?,
        rubric: serde_json::to_string(&rubric).map_err(Fault::ours)?,
        second_needed: item.high_risk,
        state: State::Submitted.code().to_owned(),
        version: 1,
        answers_id: gathered.board.answers.clone(),
        client_id,
        created_at: tx.at,
        decided_at: None,
    };
    store::insert_round(tx, &row)?;
    store::insert_round_event(tx, &row.id, "submitted", &actor.person, "", None)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("round.asked"), "practice_round", &row.id)
            .fact("item", item.id.as_str())
            .fact("number", number)
            .fact("answers", row.answers_id.clone()),
    )?;
    for assignment in store::assignments(tx.conn, &own.id)? {
        if assignment.covers(day) && (assignment.is_mentor() || assignment.named_at <= row.observed_at) {
            let notice = Notice::new("round-asked", link(&row.id))
                .with("name", actor.name.clone())
                .with("item", item.name.clone());
            notify(tx, &assignment.person_id, &notice)?;
        }
    }
    Ok(row.id)
}

/// Moves a round that nobody moved meanwhile, and writes down who did it and why.
pub(super) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    round: &Round,
    step: Step,
    kind: &'static str,
    text: &str,
) -> Result<State, Fault> {
    let to = round.state()?.after(step).ok_or_else(|| Fault::conflict("round-state"))?;
    if !store::move_round(tx, &round.id, round.version, to)? {
        return Err(Fault::conflict("round-changed").with("base", round.version));
    }
    store::insert_round_event(tx, &round.id, kind, &actor.person, text, None)?;
    Ok(to)
}

/// The apprentice takes a round back before review.
///
/// # Errors
/// Missing for anybody else; a conflict after review.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    let round = store::round(tx.conn, id)?;
    if actor.person.is_empty() || round.apprentice_id != actor.person {
        return Err(Fault::missing());
    }
    advance(tx, actor, &round, Step::Withdraw, "withdrawn", "")?;
    audit::record(tx, actor, Entry::new(Kind("round.withdrawn"), "practice_round", id))?;
    Ok(())
}

/// A manager takes a passed round back, with a reason. A certificate that rested on it is suspended when the
/// rest no longer carries it. There is no way for a manager to pass a round.
///
/// # Errors
/// Missing for another office's manager or one's own round; an input fault on `reason`.
pub fn revoke(tx: &mut Tx<'_>, actor: &Actor, zone: Zone, id: &str, reason: &str) -> Result<(), Fault> {
    actor.need(Permission::ManagePairs)?;
    let round = store::round(tx.conn, id)?;
    if !relation::manages(tx.conn, actor, &round.apprentice_id)? {
        return Err(Fault::missing());
    }
    pairs::reason_fine("reason", reason)?;
    advance(tx, actor, &round, Step::Revoke, "revoked", reason)?;
    audit::record(tx, actor, Entry::new(Kind("round.revoked"), "practice_round", id))?;
    let apprenticeship = store::apprenticeship(tx.conn, &round.apprenticeship_id)?;
    let item = corpus::item(tx.conn, &round.item_id)?;
    certificates::suspend_if_unearned(tx, actor, &apprenticeship, item, zone.day(tx.at))?;
    notify(tx, &round.apprentice_id, &Notice::new("round-revoked", link(id)))?;
    for signed in store::sign_offs_of_round(tx.conn, id)? {
        notify(tx, &signed.signer_id, &Notice::new("round-revoked", link(id)))?;
    }
    Ok(())
}

/// Somebody who may judge it doubts a passed round: a teacher of the item who did not sign it, or a manager.
///
/// # Errors
/// Missing for anybody else; an input fault on `reason`; a conflict when it did not pass.
pub fn challenge(tx: &mut Tx<'_>, actor: &Actor, zone: Zone, id: &str, reason: &str) -> Result<(), Fault> {
    let round = store::round(tx.conn, id)?;
    let day = zone.day(tx.at);
    let signers = store::sign_offs_of_round(tx.conn, id)?;
    let teacher = actor.may(Permission::SignRound)
        && actor.person != round.apprentice_id
        && signers.iter().all(|s| s.signer_id != actor.person)
        && store::valid_certificate_of(tx.conn, &actor.person, &round.item_id, day, 5)?.is_some();
    if !(teacher || relation::manages(tx.conn, actor, &round.apprentice_id)?) {
        return Err(Fault::missing());
    }
    pairs::reason_fine("reason", reason)?;
    advance(tx, actor, &round, Step::Challenge, "challenged", reason)?;
    audit::record(tx, actor, Entry::new(Kind("round.challenged"), "practice_round", id))?;
    for signed in signers {
        notify(tx, &signed.signer_id, &Notice::new("round-challenged", link(id)))?;
    }
    notify(tx, &round.apprentice_id, &Notice::new("round-challenged", link(id)))
}

/// A manager who did not raise the doubt finds that the round stands. (That it falls is [`revoke`].)
///
/// # Errors
/// Missing for another office's manager; a refusal for who raised the doubt; an input fault on `reason`.
pub fn uphold(tx: &mut Tx<'_>, actor: &Actor, id: &str, reason: &str) -> Result<(), Fault> {
    actor.need(Permission::ManagePairs)?;
    let round = store::round(tx.conn, id)?;
    if !relation::manages(tx.conn, actor, &round.apprentice_id)? {
        return Err(Fault::missing());
    }
    let events = store::round_events(tx.conn, id)?;
    if events.iter().any(|e| e.kind == "challenged" && e.by_person == actor.person) {
        return Err(Fault::refused("own-challenge"));
    }
    pairs::reason_fine("reason", reason)?;
    advance(tx, actor, &round, Step::Uphold, "upheld", reason)?;
    audit::record(tx, actor, Entry::new(Kind("round.upheld"), "practice_round", id))?;
    notify(tx, &round.apprentice_id, &Notice::new("round-upheld", link(id)))
}

/// A signer says what was wrong in a signed record. It becomes part of the record when a second person agrees;
/// the record itself never changes.
///
/// # Errors
/// Missing for who did not sign; an input fault on `text` or `password`.
pub fn propose_correction(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    text: &str,
    password: &str,
) -> Result<(), Fault> {
    let round = store::round(tx.conn, id)?;
    let signed = store::sign_offs_of_round(tx.conn, id)?;
    if !signed.iter().any(|s| s.signer_id == actor.person) {
        return Err(Fault::missing());
    }
    let mut check = FormCheck::default();
    check.require(says_something(text, ACCOUNT_CHARS), "text", "reason-needed").require(
        !looks_like_a_persons_number(text),
        "text",
        "holds-number",
    );
    check.done()?;
    accounts::prove(tx, actor, password)?;
    store::insert_round_event(tx, id, "correction_proposed", &actor.person, text, None)?;
    audit::record(tx, actor, Entry::new(Kind("round.correction-proposed"), "practice_round", id))?;
    notify(tx, &round.apprentice_id, &Notice::new("round-corrected", link(id)))
}

/// The second person of a correction: another teacher of the item or a manager, never the apprentice.
///
/// # Errors
/// A refusal for who proposed it or whose round it is; missing for who has no say; a conflict when done.
pub fn confirm_correction(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    id: &str,
    event: &str,
    password: &str,
) -> Result<(), Fault> {
    let round = store::round(tx.conn, id)?;
    let events = store::round_events(tx.conn, id)?;
    let proposed = events
        .iter()
        .find(|e| e.id == event && e.kind == "correction_proposed")
        .ok_or_else(Fault::missing)?;
    if proposed.by_person == actor.person || round.apprentice_id == actor.person {
        return Err(Fault::refused("correction-second-person"));
    }
    let day = zone.day(tx.at);
    let teacher = actor.may(Permission::SignRound)
        && store::valid_certificate_of(tx.conn, &actor.person, &round.item_id, day, 5)?.is_some();
    if !(teacher || relation::manages(tx.conn, actor, &round.apprentice_id)?) {
        return Err(Fault::missing());
    }
    if events.iter().any(|e| e.refers_to.as_deref() == Some(event)) {
        return Err(Fault::conflict("already-answered"));
    }
    accounts::prove(tx, actor, password)?;
    store::insert_round_event(tx, id, "correction_confirmed", &actor.person, "", Some(event))?;
    audit::record(tx, actor, Entry::new(Kind("round.correction-confirmed"), "practice_round", id))?;
    Ok(())
}
