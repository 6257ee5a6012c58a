//! Questions with their answers, written and kept by the steward.
//!
//! An answer rests on clauses; its questions are found at those clauses too. When a clause changes, the answer
//! waits until a steward says that it is still right, adapts it or takes it off the shelf.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::lens::Lens;
use super::resting::clause_change;
use super::settled::{self, Before};
use super::shelf::{NewFaq, holds_on};
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{ClauseRef, Faq};
use crate::features::corpus::rules::personal;
use crate::features::corpus::service::{items, policies};
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::{policies as policy_store, shelf as store};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Longest question, in characters.
const QUESTION: usize = 200;
/// Longest answer, in characters.
const ANSWER: usize = 2_000;
/// Longest way of putting it, in characters.
const ASKED: usize = 100;
/// Most ways of putting it.
const WAYS: usize = 20;

/// Checks what was written and returns it tidied: references as they are kept.
fn check(conn: &mut AnyConn, new: &NewFaq, day: NaiveDate) -> Result<NewFaq, Fault> {
    let within = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
    let mut form = FormCheck::default();
    form.require(within(&new.question, QUESTION), "question", "faq-question")
        .require(within(&new.plain, ANSWER), "plain", "faq-plain")
        .require(within(&new.clause_answer, ANSWER), "clause_answer", "faq-clause-answer")
        .require(
            new.asked.len() <= WAYS && new.asked.iter().all(|one| within(one, ASKED)),
            "asked",
            "faq-asked",
        )
        .require(!new.clauses.is_empty(), "pins", "clause-needed");
    personal::refuse(&mut form, "question", &new.question);
    personal::refuse(&mut form, "plain", &new.plain);
    personal::refuse(&mut form, "clause_answer", &new.clause_answer);
    personal::refuse(&mut form, "asked", &new.asked.join("\n"));
    form.done()?;
    let known: BTreeSet<String> = items::items(conn)?.into_iter().map(|item| item.slug).collect();
    if !new.items.iter().all(|slug| known.contains(slug)) {
        return Err(Fault::field("items", "choose-one"));
    }
    let mut clauses = Vec::new();
    for reference in &new.clauses {
        let clause = policies::resolve_clause(conn, reference, day)?
            .ok_or_else(|| Fault::field("pins", "note-pin").with("reference", reference))?;
        clauses.push(clause.reference());
    }
    Ok(NewFaq {
        question: new.question.trim().to_owned(),
        plain: new.plain.trim().to_owned(),
        clause_answer: new.clause_answer.trim().to_owned(),
        clauses,
        ..new.clone()
    })
}

/// The index looks again at a question and at every clause it is or was found under.
pub(super) fn follow(tx: &mut Tx<'_>, id: &str, references: &[String]) -> Result<(), Fault> {
    changes::log(tx, Subject::Faq, id)?;
    let keys: BTreeSet<String> =
        references.iter().filter_map(|one| ClauseRef::parse(one)).map(|one| one.doc_key).collect();
    for key in keys {
        let Some(doc_id) = policy_store::doc_id(tx.conn, &key)? else { continue };
        for version in policy_store::versions(tx.conn, &doc_id)? {
            changes::log(tx, Subject::Policy, &version.id)?;
        }
    }
    Ok(())
}

/// One question.
///
/// # Errors
/// Missing when there is none.
pub fn faq(conn: &mut AnyConn, id: &str) -> Result<Faq, Fault> {
    store::faq(conn, id)?.ok_or_else(Fault::missing)
}

/// Puts a question with its answer on the shelf; returns its id.
///
/// # Errors
/// A refusal for who keeps no policy; fields at fault; a conflict when the question stands there already.
pub fn add_faq(tx: &mut Tx<'_>, actor: &Actor, new: &NewFaq, day: NaiveDate) -> Result<String, Fault> {
    actor.need(Permission::WritePolicy)?;
    let new = check(tx.conn, new, day)?;
    let faq = whole(tx.id(), &new, tx.at);
    let position = store::last_position(tx.conn)? + 1;
    if !store::insert_faq(tx, &faq, position)? {
        return Err(Fault::field("question", "faq-taken"));
    }
    follow(tx, &faq.id, &faq.clauses)?;
    audit::record(tx, actor, Entry::new(Kind("faq.written"), "faq", &faq.id))?;
    Ok(faq.id)
}

fn whole(id: String, new: &NewFaq, at: crate::kernel::Moment) -> Faq {
    Faq {
        id,
        question: new.question.clone(),
        plain: new.plain.clone(),
        clause_answer: new.clause_answer.clone(),
        clauses: new.clauses.clone(),
        items: new.items.clone(),
        asked: new.asked.clone(),
        updated_at: at,
    }
}

/// Changes a question and its answer, which then holds under the rules of the day.
///
/// # Errors
/// A refusal for who keeps no policy; missing; fields at fault.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, id: &str, new: &NewFaq, day: NaiveDate) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let before = faq(tx.conn, id)?;
    let new = check(tx.conn, new, day)?;
    if store::faqs(tx.conn)?.iter().any(|other| other.id != id && other.question == new.question) {
        return Err(Fault::field("question", "faq-taken"));
    }
    let after = whole(id.to_owned(), &new, tx.at);
    store::update_faq(tx, &after)?;
    follow(tx, id, &[before.clauses, after.clauses].concat())?;
    audit::record(tx, actor, Entry::new(Kind("faq.changed"), "faq", id))?;
    Ok(())
}

/// Takes a question off the shelf.
///
/// # Errors
/// A refusal for who keeps no policy; missing.
pub fn retire(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let before = faq(tx.conn, id)?;
    let position = store::position(tx.conn, id)?;
    store::delete_faq(tx, id)?;
    follow(tx, id, &before.clauses)?;
    settled::keep(tx, actor, id, &before.question, &Before::Retired { faq: before.clone(), position })?;
    audit::record(tx, actor, Entry::new(Kind("faq.retired"), "faq", id))?;
    Ok(())
}

/// Says that an answer is still right under the clauses of the day.
///
/// # Errors
/// A refusal for who keeps no policy; missing; a conflict when a clause it cites is gone or nothing changed.
pub fn still_right(tx: &mut Tx<'_>, actor: &Actor, id: &str, day: NaiveDate) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let before = faq(tx.conn, id)?;
    let mut lens = Lens::default();
    let written = before.updated_at.date();
    let mut changed = !holds_on(tx.conn, &before, day)?;
    for reference in &before.clauses {
        changed |= clause_change(tx.conn, &mut lens, reference, written, day)?.is_some();
    }
    if !changed {
        return Err(Fault::conflict("still-right-already"));
    }
    // A clause that was renumbered is cited under its number of today from now on.
    let mut clauses = Vec::new();
    for reference in &before.clauses {
        let clause =
            lens.carried(tx.conn, reference, written, day)?.ok_or_else(|| Fault::conflict("clause-gone"))?;
        clauses.push(clause.reference());
    }
    store::update_faq(tx, &Faq { updated_at: tx.at, clauses: clauses.clone(), ..before.clone() })?;
    settled::keep(tx, actor, id, &before.question, &Before::Faq { faq: before.clone(), said: tx.at })?;
    follow(tx, id, &[before.clauses, clauses].concat())?;
    audit::record(tx, actor, Entry::new(Kind("faq.reconfirmed"), "faq", id))?;
    Ok(())
}
