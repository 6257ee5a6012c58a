//! Reading rounds: the page of one round, the queue of who signs, what was signed lately.

use chrono::NaiveDate;

use super::relation;
use crate::features::accounts;
use crate::features::apprenticeship::model::{PolicyStamp, Round, RoundEvent, SignOff};
use crate::features::apprenticeship::rules::figures::SIGN_WITHIN_DAYS;
use crate::features::apprenticeship::rules::round::State;
use crate::features::apprenticeship::rules::signing::Criterion;
use crate::features::apprenticeship::store;
use crate::features::corpus::{self, Item};
use crate::kernel::clock::Zone;
use crate::kernel::{Actor, Fault, Moment};
use crate::platform::db::AnyConn;

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
