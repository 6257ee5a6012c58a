//! Asking for a review, claiming, deciding, contesting, closing.

use chrono::{Duration, NaiveDate};

use super::super::model::{Case, DecisionRow, Note, ReportHead};
use super::super::rules::{CLAIM, CaseState, Verdict};
use super::super::seats::Outcome;
use super::super::store;
use super::opinions::NewOpinion;
use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::notifications::{Notice, notify};
use crate::kernel::{Actor, Fault, Permission, Role};
use crate::platform::db::Tx;
use crate::platform::keys::MasterKey;
use crate::platform::site::Site;

/// What a reviewer sends.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// Why, in the reviewer's words.
    pub reason: String,
    /// The mark of what the page showed, see `service::seen`.
    pub seen: String,
}

/// The day on which a case finished now is erased.
fn retention(site: &Site, at: crate::kernel::Moment) -> NaiveDate {
    site.zone().day(at) + Duration::days(site.config.screening_retention_days)
}

fn seal_note(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    case: &Case,
    author: &str,
    kind: &str,
    text: &str,
) -> Result<(), Fault> {
    let row = Note {
        id: tx.id(),
        case_id: case.id.clone(),
        author_id: author.to_owned(),
        kind: kind.to_owned(),
        text_sealed: keys.seal_text(&case.label("note")?, text).map_err(Fault::ours)?,
        written_at: tx.at,
    };
    store::insert_note(tx, &row)
}

pub(super) fn write_note(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    case: &Case,
    actor: &Actor,
    kind: &str,
    text: &str,
) -> Result<(), Fault> {
    seal_note(tx, keys, case, &actor.person, kind, text)
}

/// Puts one's own examined case before the reviewers, with a word on why.
///
/// # Errors
/// A conflict when it is there already or not examined.
pub fn ask_review(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &str,
    reason: &str,
) -> Result<(), Fault> {
    let case = super::own_case(tx, actor, case)?;
    if case.state() != CaseState::Ready || case.queued_at.is_some() {
        return Err(Fault::conflict("case-moved-on"));
    }
    let reason = super::text("reason", reason)?;
    seal_note(tx, keys, &case, &actor.person, "review", &reason)?;
    store::put_before_reviewers(tx, &case.id)?;
    audit::record(tx, actor, Entry::new(Kind("screening.queued"), "screening_case", &case.id))?;
    Ok(())
}

/// Takes a waiting case for half an hour.
///
/// # Errors
/// A refusal for one's own case; a conflict when another holds it or it no longer waits.
pub fn claim(tx: &mut Tx<'_>, actor: &Actor, case: &str) -> Result<(), Fault> {
    actor.need(Permission::DecideScreening)?;
    let case = super::seen_case(tx, actor, case)?;
    super::opinions::bench(tx.conn, &case)?.may_claim(actor, tx.at).map_err(blame)?;
    store::set_claim(tx, &case.id, CaseState::InReview, Some((&actor.person, tx.at + CLAIM)))?;
    audit::record(tx, actor, Entry::new(Kind("screening.claimed"), "screening_case", &case.id))?;
    Ok(())
}

/// Gives a claimed case back to the queue.
///
/// # Errors
/// A conflict when the claim is not one's own.
pub fn release(tx: &mut Tx<'_>, actor: &Actor, case: &str) -> Result<(), Fault> {
    actor.need(Permission::DecideScreening)?;
    let case = super::seen_case(tx, actor, case)?;
    if case.state() != CaseState::InReview || case.claimed_by.as_deref() != Some(actor.person.as_str()) {
        return Err(Fault::conflict("claim-first"));
    }
    store::set_claim(tx, &case.id, waiting(&case), None)?;
    audit::record(tx, actor, Entry::new(Kind("screening.released"), "screening_case", &case.id))?;
    Ok(())
}

/// The state in which a case of this round waits for a reviewer.
const fn waiting(case: &Case) -> CaseState {
    if case.round > 1 { CaseState::Contested } else { CaseState::Ready }
}

/// Whose fault a broken rule is: being the submitter or the first decider is a matter of who one is.
pub(super) fn blame(key: &'static str) -> Fault {
    match key {
        "own-case" | "same-decider" | "already-voted" | "goes-up" => Fault::refused(key),
        _ => Fault::conflict(key),
    }
}

/// Decides a claimed case. The database refuses the submitter as well, whatever this function does.
///
/// # Errors
/// A refusal for the submitter and for who decided before; a conflict without a claim or when the case
/// changed since the page was shown; an input fault without a reason.
pub fn decide(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    decision: &Decision,
) -> Result<(), Fault> {
    actor.need(Permission::DecideScreening)?;
    let case = super::seen_case(tx, actor, case)?;
    let bench = super::opinions::bench(tx.conn, &case)?;
    bench.may_decide(actor).map_err(blame)?;
    if bench.hides(actor) {
        return Err(Fault::conflict("opinion-first"));
    }
    if super::seen::mark_of(tx.conn, &site.keys, &case)? != decision.seen {
        return Err(Fault::conflict("case-changed"));
    }
    match bench.seat.outcome(&bench.votes, decision.verdict) {
        Outcome::Decided => decided(tx, site, actor, &case, decision),
        outcome => vote(tx, site, actor, &case, decision, outcome),
    }
}

/// One of two has spoken: the case goes back to the queue for the second, or up when they differ.
fn vote(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &Case,
    decision: &Decision,
    outcome: Outcome,
) -> Result<(), Fault> {
    let new = NewOpinion { verdict: decision.verdict, reason: decision.reason.clone() };
    super::opinions::put(tx, actor, &site.keys, case, "vote", &new)?;
    store::set_claim(tx, &case.id, waiting(case), None)?;
    let up = outcome == Outcome::GoesUp;
    let above = if up { above(tx, actor, case)? } else { Vec::new() };
    let entry = Entry::new(Kind("screening.voted"), "screening_case", &case.id)
        .fact("opinion", decision.verdict.code())
        .fact("round", case.round)
        .fact("goes_up", up);
    audit::record(tx, actor, entry)?;
    // Nobody in the program stands above these two: the difference itself is what is referred up.
    if up && above.is_empty() {
        let up = Decision { verdict: Verdict::ReferUp, ..decision.clone() };
        return decided(tx, site, actor, case, &up);
    }
    let notice = Notice::new("screening-goes-up", format!("/screening/{}", case.id)).with("code", &case.code);
    for person in above {
        notify(tx, &person, &notice)?;
    }
    Ok(())
}

/// Managers of the case's office who may decide what two reviewers see differently: not the submitter, none of
/// the two, none who decided an earlier round.
fn above(tx: &mut Tx<'_>, actor: &Actor, case: &Case) -> Result<Vec<String>, Fault> {
    let bench = super::opinions::bench(tx.conn, case)?;
    let mut managers = accounts::people(tx.conn, Some(&case.department_id))?;
    managers.retain(|(person, roles)| {
        roles.contains(Role::Manager)
            && person.disabled_at.is_none()
            && person.id != actor.person
            && bench.standing.independent(&person.id).is_ok()
            && bench.votes.iter().all(|vote| vote.person != person.id)
    });
    Ok(managers.into_iter().map(|(person, _)| person.id).collect())
}

/// Writes the decision down.
fn decided(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &Case,
    decision: &Decision,
) -> Result<(), Fault> {
    let reason = super::text("reason", &decision.reason)?;
    let heads: Vec<_> = store::documents(tx.conn, &case.id)?
        .iter()
        .filter_map(super::super::model::Document::report)
        .collect();
    let row = DecisionRow {
        id: tx.id(),
        case_id: case.id.clone(),
        round: case.round,
        submitter_id: case.submitter_id.clone(),
        decider_id: actor.person.clone(),
        decision: decision.verdict.code().to_owned(),
        reason_sealed: site.keys.seal_text(&case.label("reason")?, &reason).map_err(Fault::ours)?,
        score: case.score,
        findings: case.findings,
        engine: heads.first().map(|head| head.engine.clone()).unwrap_or_default(),
        calibration: calibrations(&heads),
        decided_at: tx.at,
    };
    store::insert_decision(tx, &row, retention(site, tx.at))?;
    let entry = Entry::new(Kind("screening.decided"), "screening_case", &case.id)
        .fact("decision", row.decision.as_str())
        .fact("round", row.round)
        .fact("findings", row.findings)
        .fact("engine", row.engine.as_str())
        .fact("calibration", row.calibration.as_str());
    audit::record(tx, actor, entry)?;
    let notice = Notice::new("screening-decided", format!("/screening/{}", case.id)).with("code", &case.code);
    notify(tx, &case.submitter_id, &notice)
}

/// The calibrations of the files a decision rests on, each once; each names its kind and version.
fn calibrations(heads: &[ReportHead]) -> String {
    let all: std::collections::BTreeSet<&str> = heads.iter().map(|head| head.calibration.as_str()).collect();
    all.into_iter().collect::<Vec<_>>().join(" ")
}

/// Contests the decision on one's own case: another reviewer decides anew.
///
/// # Errors
/// A conflict when there is no decision to contest.
pub fn contest(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &str,
    reason: &str,
) -> Result<(), Fault> {
    let case = super::own_case(tx, actor, case)?;
    if case.state() != CaseState::Decided {
        return Err(Fault::conflict("case-moved-on"));
    }
    let reason = super::text("reason", reason)?;
    seal_note(tx, keys, &case, &actor.person, "contest", &reason)?;
    store::contest(tx, &case.id, case.round + 1)?;
    let entry =
        Entry::new(Kind("screening.contested"), "screening_case", &case.id).fact("round", case.round + 1);
    audit::record(tx, actor, entry)?;
    for decision in store::decisions(tx.conn, &case.id)? {
        let notice =
            Notice::new("screening-contested", format!("/screening/{}", case.id)).with("code", &case.code);
        notify(tx, &decision.decider_id, &notice)?;
    }
    Ok(())
}

/// Closes one's own case: after a decision, or at once when nothing at all was found. With any finding a
/// second person has to decide.
///
/// # Errors
/// A conflict otherwise.
pub fn close(tx: &mut Tx<'_>, site: &Site, actor: &Actor, case: &str) -> Result<(), Fault> {
    let case = super::own_case(tx, actor, case)?;
    // What went because the clerk corrected a reading was something to look at: a second person looks.
    let withdrawn = store::documents(tx.conn, &case.id)?.iter().any(|document| document.withdrawn > 0);
    let clean =
        case.state() == CaseState::Ready && case.findings == 0 && case.queued_at.is_none() && !withdrawn;
    let refused = case.state() == CaseState::Refused;
    if case.state() != CaseState::Decided && !clean && !refused {
        return Err(Fault::conflict("needs-second-person"));
    }
    close_case(tx, site, actor, &case)
}

pub(super) fn close_case(tx: &mut Tx<'_>, site: &Site, actor: &Actor, case: &Case) -> Result<(), Fault> {
    let last = store::decisions(tx.conn, &case.id)?.pop();
    let accepted = case.state() != CaseState::Refused
        && last.is_none_or(|decision| decision.decision == Verdict::Accept.code());
    super::calibrating::settle(tx, case, accepted)?;
    store::close(tx, &case.id, retention(site, tx.at))?;
    let entry =
        Entry::new(Kind("screening.closed"), "screening_case", &case.id).fact("from", case.state.as_str());
    audit::record(tx, actor, entry)?;
    Ok(())
}
