//! The one function through which every signature under a practice round passes: the page, an offline sheet
//! that comes in later, the API. The program itself (command line, import, scheduler) signs nothing.

use chrono::{Duration, NaiveDate};

use super::{certificates, relation, rounds};
use crate::features::accounts;
use crate::features::apprenticeship::model::{Round, SignOff};
use crate::features::apprenticeship::rules::figures::PROOF_MINUTES;
use crate::features::apprenticeship::rules::round::{State, Step};
use crate::features::apprenticeship::rules::signing::{Facts, Marks, judge, may_sign};
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus;
use crate::features::notifications::{Notice, notify};
use crate::kernel::clock::Zone;
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::{AnyConn, Tx};

/// The way a signature came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// The sheet, with the network at hand.
    Page,
    /// The sheet, uploaded later.
    Offline,
    /// The programming interface.
    Api,
}

impl Channel {
    /// The stable name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Offline => "offline",
            Self::Api => "api",
        }
    }
}

/// A signature on its way in.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The round.
    pub round: String,
    /// The round's version the signer saw.
    pub base_version: i32,
    /// Made by the sender: sending twice signs once.
    pub client_id: String,
    /// What the signer said.
    pub marks: Marks,
    /// Whether the mentor prompted.
    pub prompted: bool,
    /// Time of the device, as it says.
    pub device_at: Option<Moment>,
    /// The way it came.
    pub channel: Channel,
    /// The signer's password; without one the last proof must be fresh.
    pub password: Option<String>,
}

/// What a signature led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The signature's id.
    pub id: String,
    /// Where the round stands now.
    pub state: State,
    /// Whether it had been received before.
    pub again: bool,
    /// The certificate it earned, if it was the last one missing.
    pub certificate: Option<String>,
}

/// What the rules need to know about a signer and a round.
fn facts_hold(
    conn: &mut AnyConn,
    actor: &Actor,
    round: &Round,
    day: NaiveDate,
) -> Result<Result<String, Fault>, Fault> {
    let assignments = store::assignments(conn, &round.apprenticeship_id)?;
    let signed = store::sign_offs_of_round(conn, &round.id)?;
    let first = match round.state()? {
        State::AwaitingSecond => signed.first().map(|s| s.signer_id.clone()),
        _ => None,
    };
    let apprentice_of_first = match &first {
        Some(first) => is_apprentice_of(conn, &actor.person, first, day)?,
        None => false,
    };
    let certificate = store::valid_certificate_of(conn, &actor.person, &round.item_id, day, 5)?;
    let facts = Facts {
        signer: &actor.person,
        apprentice: &round.apprentice_id,
        permitted: actor.may(Permission::SignRound)
            && !actor.roles.iter().any(crate::kernel::Role::is_administrator),
        named: relation::named_for(&assignments, &actor.person, round),
        may_teach: certificate.is_some(),
        first: first.as_deref(),
        apprentice_of_first,
    };
    Ok(may_sign(&facts)
        .and_then(|()| certificate.map(|c| c.id).ok_or_else(|| Fault::refused("sign-no-certificate"))))
}

/// Whether `person` is taught by `teacher` on a day.
pub(super) fn is_apprentice_of(
    conn: &mut AnyConn,
    person: &str,
    teacher: &str,
    day: NaiveDate,
) -> Result<bool, Fault> {
    let Some(own) = store::current_of(conn, person)? else { return Ok(false) };
    Ok(store::assignments(conn, &own.id)?.iter().any(|a| a.person_id == teacher && a.covers(day)))
}

/// Whether the actor may sign the round now, or the key of the rule or state that forbids it.
///
/// # Errors
/// When the database fails.
pub fn may_now(
    conn: &mut AnyConn,
    actor: &Actor,
    round: &Round,
    day: NaiveDate,
) -> Result<Result<(), &'static str>, Fault> {
    if !round.state()?.waits() {
        return Ok(Err("round-state"));
    }
    Ok(facts_hold(conn, actor, round, day)?.map(drop).map_err(|fault| fault.key))
}

/// Signs a round.
///
/// The order is part of the rule: the same signature again is answered, not written again; then who may sign,
/// which forbids one's own work before anything else is looked at; then whether the round is still the one the
/// signer saw; then the marks; then the proof of identity; then one transaction writes all of it. The
/// database's own constraints stand behind every one of these.
///
/// # Errors
/// A refusal naming the rule; a conflict with both versions when the round changed; an input fault naming the
/// fields; a refusal `proof-needed` when the proof is not fresh.
pub fn sign(tx: &mut Tx<'_>, actor: &Actor, zone: Zone, signature: &Signature) -> Result<Signed, Fault> {
    let round = store::round(tx.conn, &signature.round)?;
    let client_id = super::evidence::client_id(tx, &signature.client_id);
    if let Some(known) = store::sign_off_by_client(tx.conn, &actor.person, &client_id)? {
        if known.round_id != round.id {
            return Err(Fault::conflict("client-id-used"));
        }
        return Ok(Signed { id: known.id, state: round.state()?, again: true, certificate: None });
    }
    let today = zone.day(tx.at);
    let state = round.state()?;
    let certificate = facts_hold(tx.conn, actor, &round, today)??;
    if !state.waits() || round.version != signature.base_version {
        return Err(Fault::conflict("round-changed")
            .with("base", signature.base_version)
            .with("now", round.version));
    }
    let outcome = judge(&signature.marks, &round.rubric()?, round.observed_on, today)?;
    prove(tx, actor, signature.password.as_deref())?;

    let second = state == State::AwaitingSecond;
    let step =
        if outcome.passed { Step::Pass { second_open: round.second_needed && !second } } else { Step::Redo };
    let to = rounds::advance(tx, actor, &round, step, "signed", "")?;
    let row = SignOff {
        id: tx.id(),
        round_id: round.id.clone(),
        apprentice_id: round.apprentice_id.clone(),
        signer_id: actor.person.clone(),
        certificate_id: certificate.clone(),
        place: if second { 2 } else { 1 },
        result: if outcome.passed { "passed" } else { "redo" }.to_owned(),
        scores: serde_json::to_string(&signature.marks.scores).map_err(Fault::ours)?,
        redo_criteria: serde_json::to_string(&outcome.redo_criteria).map_err(Fault::ours)?,
        critical_failed: outcome.critical_failed,
        sentence: signature.marks.sentence.trim().to_owned(),
        prompted: signature.prompted,
        late_reason: signature.marks.late_reason.trim().to_owned(),
        late_days: i32::try_from(outcome.late_days).unwrap_or(i32::MAX),
        policies: round.policies.clone(),
        channel: signature.channel.code().to_owned(),
        client_id,
        device_at: signature.device_at,
        signed_at: tx.at,
    };
    store::insert_sign_off(tx, &row)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("round.signed"), "practice_round", &round.id)
            .fact("sign_off", row.id.as_str())
            .fact("apprentice", round.apprentice_id.as_str())
            .fact("result", row.result.as_str())
            .fact("place", row.place)
            .fact("certificate", certificate)
            .fact("channel", row.channel.as_str())
            .fact("digest", digest(&row)),
    )?;
    let earned = if to.counts() {
        let apprenticeship = store::apprenticeship(tx.conn, &round.apprenticeship_id)?;
        let item = corpus::item(tx.conn, &round.item_id)?;
        certificates::issue_if_earned(tx, actor, &apprenticeship, &round, item, today)?
    } else {
        None
    };
    tell(tx, actor, &round, to, today)?;
    Ok(Signed { id: row.id, state: to, again: false, certificate: earned })
}

/// SHA-256 of what was signed, for the trail: a changed row no longer matches the chain.
fn digest(row: &SignOff) -> String {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    for part in [
        &row.id,
        &row.round_id,
        &row.apprentice_id,
        &row.signer_id,
        &row.certificate_id,
        &row.result,
        &row.scores,
        &row.redo_criteria,
        &row.sentence,
        &row.late_reason,
        &row.policies,
        &row.channel,
        &row.client_id,
    ] {
        // The length in front keeps two fields from trading characters.
        hasher.update(part.len().to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update([u8::from(row.prompted), u8::from(row.critical_failed)]);
    hasher.update(row.place.to_be_bytes());
    hex::encode(hasher.finalize())
}

/// Whether a signature still is what the trail says was signed.
pub(super) fn holds(conn: &mut AnyConn, row: &SignOff) -> Result<bool, Fault> {
    let filter = audit::SearchFilter {
        subject: Some(row.round_id.clone()),
        kind: Some("round.signed".to_owned()),
        ..audit::SearchFilter::default()
    };
    let digest = serde_json::Value::from(digest(row));
    for event in audit::search(conn, &filter, 10)? {
        let facts: serde_json::Value = serde_json::from_str(&event.payload).map_err(Fault::ours)?;
        if facts.get("sign_off").and_then(serde_json::Value::as_str) == Some(&row.id) {
            return Ok(facts.get("digest") == Some(&digest));
        }
    }
    Ok(false)
}

/// Fresh proof: the password now, or a proof given a few minutes ago.
pub(super) fn prove(tx: &mut Tx<'_>, actor: &Actor, password: Option<&str>) -> Result<(), Fault> {
    match password {
        Some(password) => accounts::prove(tx, actor, password),
        None => {
            let fresh = actor.proved_at.is_some_and(|at| tx.at - at <= Duration::minutes(PROOF_MINUTES));
            if fresh { Ok(()) } else { Err(Fault::refused("proof-needed")) }
        }
    }
}

/// Tells both sides, and who may sign second.
fn tell(tx: &mut Tx<'_>, actor: &Actor, round: &Round, to: State, day: NaiveDate) -> Result<(), Fault> {
    let link = format!("/rounds/{}", round.id);
    let item = corpus::item(tx.conn, &round.item_id)?;
    let kind = match to {
        State::Redo => "round-sent-back",
        State::AwaitingSecond => "round-first-signed",
        _ => "round-passed",
    };
    let notice = Notice::new(kind, link.clone()).with("item", item.name.clone());
    notify(tx, &round.apprentice_id, &notice)?;
    if let Some(mentor) = relation::mentor_on(tx.conn, &round.apprenticeship_id, day)?
        && mentor.person_id != actor.person
    {
        notify(tx, &mentor.person_id, &notice)?;
    }
    if to == State::AwaitingSecond {
        let round = store::round(tx.conn, &round.id)?;
        for teacher in store::valid_certificates(tx.conn, day, 5, Some(&round.item_id))? {
            let person = teacher.person_id;
            if person != actor.person
                && person != round.apprentice_id
                && !is_apprentice_of(tx.conn, &person, &actor.person, day)?
            {
                let notice = Notice::new("round-second-wanted", link.clone()).with("item", item.name.clone());
                notify(tx, &person, &notice)?;
            }
        }
    }
    Ok(())
}
