//! Asking for a review, claiming, deciding, contesting, closing.

use chrono::{Duration, NaiveDate};

use super::super::model::{Case, DecisionRow, Note};
use super::super::rules::{self, CLAIM, CaseState, Verdict};
use super::super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::notifications::{Notice, notify};
use crate::kernel::{Actor, Fault, Permission};
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
    /// The mark of what the page showed, see `rules::seen_mark`.
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
    let earlier = earlier(tx, &case)?;
    case.standing(earlier).may_claim(&actor.person, tx.at).map_err(blame)?;
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
    let back = if case.round > 1 { CaseState::Contested } else { CaseState::Ready };
    store::set_claim(tx, &case.id, back, None)?;
    audit::record(tx, actor, Entry::new(Kind("screening.released"), "screening_case", &case.id))?;
    Ok(())
}

fn earlier(tx: &mut Tx<'_>, case: &Case) -> Result<Vec<String>, Fault> {
    Ok(store::decisions(tx.conn, &case.id)?.into_iter().map(|decision| decision.decider_id).collect())
}

/// Whose fault a broken rule is: being the submitter or the first decider is a matter of who one is.
fn blame(key: &'static str) -> Fault {
    match key {
        "own-case" | "same-decider" => Fault::refused(key),
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
    let earlier = earlier(tx, &case)?;
    case.standing(earlier).may_decide(&actor.person, tx.at).map_err(blame)?;
    if mark_of(tx, &case)? != decision.seen {
        return Err(Fault::conflict("case-changed"));
    }
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
        calibration: heads.first().map(|head| head.calibration.clone()).unwrap_or_default(),
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

/// The mark of what a page of this case shows now.
fn mark_of(tx: &mut Tx<'_>, case: &Case) -> Result<String, Fault> {
    let findings = store::findings(tx.conn, &case.id)?;
    let marks: Vec<(&str, &str)> = findings.iter().map(|f| (f.id.as_str(), f.outcome.as_str())).collect();
    Ok(rules::seen_mark(case.round, &marks, store::notes(tx.conn, &case.id)?.len()))
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
    let clean = case.state() == CaseState::Ready && case.findings == 0 && case.queued_at.is_none();
    let refused = case.state() == CaseState::Refused;
    if case.state() != CaseState::Decided && !clean && !refused {
        return Err(Fault::conflict("needs-second-person"));
    }
    close_case(tx, site, actor, &case)
}

pub(super) fn close_case(tx: &mut Tx<'_>, site: &Site, actor: &Actor, case: &Case) -> Result<(), Fault> {
    store::close(tx, &case.id, retention(site, tx.at))?;
    let entry =
        Entry::new(Kind("screening.closed"), "screening_case", &case.id).fact("from", case.state.as_str());
    audit::record(tx, actor, entry)?;
    Ok(())
}
