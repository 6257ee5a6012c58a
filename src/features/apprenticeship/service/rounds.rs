//! Practice rounds besides their signatures: asking, withdrawing, doubting, revoking, correcting; the mentor's
//! queue and the page of one round.

use chrono::{Duration, NaiveDate};

use super::{board, certificates, evidence, pairs, relation};
use crate::features::accounts;
use crate::features::apprenticeship::model::{PolicyStamp, Round, RoundEvent, SignOff};
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
use crate::kernel::{Actor, Fault, Moment, Permission};
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

/// A signature with the signer's name, as the page shows it.
#[derive(Debug, Clone)]
pub struct SignedView {
    /// The signature.
    pub row: SignOff,
    /// Name of the signer.
    pub signer: String,
    /// Whether the right rests on a founding grant.
    pub founding: bool,
}

/// The page of one round.
#[derive(Debug, Clone)]
pub struct RoundFile {
    /// The round.
    pub round: Round,
    /// Where it stands.
    pub state: State,
    /// Its item, latest version (names); the rubric is the round's own.
    pub item: Item,
    /// Name of the apprentice.
    pub apprentice: String,
    /// The rubric as frozen.
    pub rubric: Vec<Criterion>,
    /// The policy versions of its day.
    pub policies: Vec<PolicyStamp>,
    /// Signatures; hidden from a second signer who has not signed.
    pub signed: Vec<SignedView>,
    /// Earlier rounds of the chain, nearest first, each with its signatures.
    pub chain: Vec<(Round, Vec<SignedView>)>,
    /// The round that answers this one.
    pub answered_by: Option<Round>,
    /// What happened: event and name.
    pub events: Vec<(RoundEvent, String)>,
    /// How the reader stands to it.
    pub relation: relation::Relation,
    /// Whether the reader may sign now, or the key of why not.
    pub sign: Result<(), &'static str>,
}

fn with_names(
    conn: &mut AnyConn,
    names: &std::collections::BTreeMap<String, String>,
    rows: Vec<SignOff>,
) -> Result<Vec<SignedView>, Fault> {
    let mut out = Vec::new();
    for row in rows {
        let founding = store::certificate(conn, &row.certificate_id)?.grant_id.is_some();
        out.push(SignedView {
            signer: names.get(&row.signer_id).cloned().unwrap_or_default(),
            founding,
            row,
        });
    }
    Ok(out)
}

/// The page of one round for somebody who has business with it: the apprentice, who teaches, who is asked as a
/// second signer, a manager, the audit.
///
/// # Errors
/// Missing for anybody else.
pub fn file(conn: &mut AnyConn, actor: &Actor, id: &str, day: NaiveDate) -> Result<RoundFile, Fault> {
    let round = store::round(conn, id)?;
    let apprenticeship = store::apprenticeship(conn, &round.apprenticeship_id)?;
    let relation = relation::of(conn, actor, &apprenticeship, day)?;
    let rows = store::sign_offs_of_round(conn, id)?;
    let has_signed = rows.iter().any(|s| s.signer_id == actor.person);
    let sign = super::signing::may_now(conn, actor, &round, day)?;
    let asked = sign.is_ok();
    if !(relation.sees() || asked || has_signed) {
        return Err(Fault::missing());
    }
    let state = round.state()?;
    let names = accounts::names(conn)?;
    // The second signer judges the evidence, not the first signer's marks.
    let sealed = asked && state == State::AwaitingSecond;
    let signed = if sealed { Vec::new() } else { with_names(conn, &names, rows)? };
    let others = store::rounds_of(conn, &round.apprenticeship_id, Some(&round.item_id))?;
    let mut chain = Vec::new();
    let mut before = round.answers_id.clone();
    while let Some(at) = before.take() {
        let Some(found) = others.iter().find(|r| r.id == at) else { break };
        // The walk ends even if the data were circular.
        if chain.len() > others.len() {
            break;
        }
        before.clone_from(&found.answers_id);
        let rows = store::sign_offs_of_round(conn, &found.id)?;
        chain.push((found.clone(), with_names(conn, &names, rows)?));
    }
    let answered_by = others
        .into_iter()
        .filter(|r| r.answers_id.as_deref() == Some(id))
        .find(|r| r.state().is_ok_and(|s| s != State::Withdrawn));
    let events = store::round_events(conn, id)?
        .into_iter()
        .map(|e| {
            let name = names.get(&e.by_person).cloned().unwrap_or_default();
            (e, name)
        })
        .collect();
    Ok(RoundFile {
        state,
        item: corpus::item(conn, &round.item_id)?,
        apprentice: names.get(&round.apprentice_id).cloned().unwrap_or_default(),
        rubric: round.rubric()?,
        policies: round.policies()?,
        signed,
        chain,
        answered_by,
        events,
        relation,
        sign,
        round,
    })
}

/// A round in a queue.
#[derive(Debug, Clone)]
pub struct Queued {
    /// The round.
    pub round: Round,
    /// Name of the apprentice.
    pub apprentice: String,
    /// Item: Chinese and English name.
    pub item: (String, String),
    /// Whether it waits for a second signer.
    pub second: bool,
    /// Days past the limit for signing; 0 when in time.
    pub late_days: i64,
}

/// Rounds that wait for this person's signature, by time.
///
/// # Errors
/// When the database fails.
pub fn queue(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Vec<Queued>, Fault> {
    let names = accounts::names(conn)?;
    let mut out = Vec::new();
    for state in [State::Submitted, State::AwaitingSecond] {
        for round in store::rounds_in(conn, state)? {
            let named = state == State::Submitted && {
                let assignments = store::assignments(conn, &round.apprenticeship_id)?;
                relation::named_for(&assignments, &actor.person, &round)
            };
            // A named mentor without the certificate sees the round too: the page says what is missing.
            if round.apprentice_id != actor.person
                && (named || super::signing::may_now(conn, actor, &round, day)?.is_ok())
            {
                let item = corpus::item(conn, &round.item_id)?;
                out.push(Queued {
                    apprentice: names.get(&round.apprentice_id).cloned().unwrap_or_default(),
                    item: (item.name, item.name_en),
                    second: state == State::AwaitingSecond,
                    late_days: ((day - round.observed_on).num_days() - SIGN_WITHIN_DAYS).max(0),
                    round,
                });
            }
        }
    }
    out.sort_by(|a, b| (a.round.observed_at, &a.round.id).cmp(&(b.round.observed_at, &b.round.id)));
    Ok(out)
}

/// Rounds somebody signed lately: the signature, its round, and names of apprentice and item.
///
/// # Errors
/// When the database fails.
pub fn signed_lately(
    conn: &mut AnyConn,
    actor: &Actor,
) -> Result<Vec<(SignOff, Round, String, (String, String))>, Fault> {
    let names = accounts::names(conn)?;
    let mut out = Vec::new();
    for row in store::signed_by(conn, &actor.person, 20)? {
        let round = store::round(conn, &row.round_id)?;
        let item = corpus::item(conn, &round.item_id)?;
        let apprentice = names.get(&round.apprentice_id).cloned().unwrap_or_default();
        out.push((row, round, apprentice, (item.name, item.name_en)));
    }
    Ok(out)
}

/// The moment a page shows as the proposal for a new round: now, to the minute.
#[must_use]
pub fn proposed_time(zone: Zone, now: Moment) -> chrono::NaiveDateTime {
    use chrono::Timelike as _;
    let local = zone.local(now);
    local.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(local)
}
