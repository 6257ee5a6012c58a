//! What people add to a case: outcomes of findings, numbers typed in, notes.

use super::super::model::Check;
use super::super::rules::{CLAIM, CaseState, Cause, CheckKind, Outcome};
use super::super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::forensics::logic::amount::{self, Amount};
use crate::forensics::logic::{bank_card, credit_code, id_number};
use crate::forensics::{self, Finding};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::Tx;
use crate::platform::i18n::{mask_card, mask_identity};
use crate::platform::keys::MasterKey;
use crate::platform::site::Site;

/// Says what became of a finding. The submitter may say so too: it tells the reviewer something, and takes
/// nothing out of the queue.
///
/// # Errors
/// Missing for a case one may not see; a conflict once the case is decided.
pub fn mark(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: &str,
    finding: &str,
    outcome: Outcome,
    cause: Option<Cause>,
) -> Result<(), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    may_add(tx, actor, &case)?;
    let marked = store::finding(tx.conn, &case.id, finding)?;
    // What a reviewer said of a place stands against who handed the paper in.
    if case.submitter_id == actor.person && marked.outcome_by.as_ref().is_some_and(|by| *by != actor.person) {
        return Err(Fault::conflict("finding-marked-by-reviewer"));
    }
    let cause = match outcome {
        Outcome::Explained | Outcome::FalseAlarm => Some(cause.unwrap_or(Cause::Other).code()),
        Outcome::Open | Outcome::Confirmed => None,
    };
    if !store::set_outcome(tx, &case.id, finding, outcome, cause, &actor.person)? {
        return Err(Fault::missing());
    }
    let entry = Entry::new(Kind("screening.marked"), "screening_case", &case.id)
        .fact("finding", finding)
        .fact("outcome", outcome.code())
        .fact("cause", cause.unwrap_or_default());
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Whether this person may add to the case: the submitter, or who claimed it. Each addition holds the claim for
/// another half hour, and one that ran out holds on where nobody took the case meanwhile: nobody loses what they
/// wrote because they read for long.
pub(super) fn may_add(tx: &mut Tx<'_>, actor: &Actor, case: &super::super::model::Case) -> Result<(), Fault> {
    if !case.state().is_open() || case.erased_at.is_some() {
        return Err(Fault::conflict("case-moved-on"));
    }
    if case.submitter_id == actor.person {
        return Ok(());
    }
    if case.standing(Vec::new()).keeps(&actor.person) {
        return store::set_claim(tx, &case.id, CaseState::InReview, Some((&actor.person, tx.at + CLAIM)));
    }
    // A reviewer whose case was taken over keeps the text on the page that says so.
    if actor.may(Permission::DecideScreening) {
        Err(Fault::conflict("claim-first"))
    } else {
        Err(Fault::refused("claim-first"))
    }
}

/// Longest value typed to be checked, in characters.
const LONGEST: usize = 60;

/// Checks a number read off a document by a person. The value is kept sealed; what disagrees becomes a
/// finding whose facts never hold the number itself.
///
/// # Errors
/// An input fault for an empty or endless value, and for an amount without words or figures; a conflict when it was checked before.
pub fn add_check(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    kind: CheckKind,
    value: &str,
) -> Result<(), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    may_add(tx, actor, &case)?;
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    if value.is_empty() || value.chars().count() > LONGEST {
        return Err(Fault::field("value", "number-needed"));
    }
    let findings = logic_findings(site, tx, kind, &value)?;
    let print = site.keys.fingerprint("screening.check", &format!("{}/{value}", kind.code()));
    if store::checks(tx.conn, &case.id)?.iter().any(|c| c.kind == kind.code() && c.value_print == print) {
        return Err(Fault::conflict("number-checked-before"));
    }
    let row = Check {
        id: tx.id(),
        case_id: case.id.clone(),
        kind: kind.code().to_owned(),
        value_sealed: site.keys.seal_text(&case.label("check")?, &value).map_err(Fault::ours)?,
        value_print: print,
        masked: masked(kind, &value),
        agrees: findings.is_empty(),
        checked_by: actor.person.clone(),
        checked_at: tx.at,
    };
    store::insert_check(tx, &row)?;
    for finding in &findings {
        let row = super::finding_row(tx, &case.id, finding, None, None, (forensics::ENGINE, "typed"))?;
        store::insert_finding(tx, &row)?;
    }
    super::settle(tx, &case)?;
    let entry = Entry::new(Kind("screening.number-checked"), "screening_case", &case.id)
        .fact("kind", kind.code())
        .fact("agrees", row.agrees);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// What is shown without a purpose being stated.
fn masked(kind: CheckKind, value: &str) -> String {
    match kind {
        CheckKind::IdNumber | CheckKind::CreditCode => mask_identity(value),
        CheckKind::BankCard => mask_card(value),
        // An amount names nobody.
        CheckKind::Amount => value.to_owned(),
    }
}

fn logic_findings(site: &Site, tx: &Tx<'_>, kind: CheckKind, value: &str) -> Result<Vec<Finding>, Fault> {
    Ok(match kind {
        CheckKind::IdNumber => {
            use chrono::Datelike;
            let day = site.zone().day(tx.at);
            let today =
                u32::try_from(day.year()).ok().and_then(|y| id_number::Day::new(y, day.month(), day.day()));
            id_number::check(value, &id_number::Beside { today, ..id_number::Beside::default() })
        }
        CheckKind::CreditCode => credit_code::check(value),
        CheckKind::BankCard => bank_card::check(value),
        CheckKind::Amount => {
            amount::check(&Amount::of(value).ok_or_else(|| Fault::field("value", "amount-both-needed"))?)
        }
    })
}

/// The whole of a typed number, for a stated purpose; the act is on record before the value goes out.
///
/// # Errors
/// Missing for a case one may not see or one that is erased; a refusal for who only audits; an input fault
/// without a purpose.
pub fn reveal(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &str,
    check: &str,
    purpose: &str,
) -> Result<String, Fault> {
    let case = super::seen_case(tx, actor, case)?;
    if case.submitter_id != actor.person {
        actor.need(Permission::DecideScreening)?;
    }
    purpose_fine(purpose)?;
    let check = store::check(tx.conn, &case.id, check)?;
    let value = keys.open_text(&case.label("check")?, &check.value_sealed).map_err(Fault::ours)?;
    let entry = Entry::new(Kind("screening.revealed"), "screening_case", &case.id)
        .fact("check", check.id.as_str())
        .fact("purpose", purpose);
    audit::record(tx, actor, entry)?;
    Ok(value)
}

/// Whether something personal may be shown for this purpose.
pub(super) fn purpose_fine(purpose: &str) -> Result<(), Fault> {
    if matches!(purpose, "compare" | "call-back" | "enter") {
        Ok(())
    } else {
        Err(Fault::field("purpose", "choose-one"))
    }
}

/// Adds a note to the case.
///
/// # Errors
/// As [`mark`].
pub fn add_note(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &str,
    text: &str,
) -> Result<(), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    may_add(tx, actor, &case)?;
    let text = super::text("note", text)?;
    super::reviewing::write_note(tx, keys, &case, actor, "note", &text)?;
    audit::record(tx, actor, Entry::new(Kind("screening.noted"), "screening_case", &case.id))?;
    Ok(())
}
