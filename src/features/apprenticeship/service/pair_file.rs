//! Reading pairs: the page of one apprenticeship, the lists of managers and mentors, whom to choose from.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::pairs::open_mentor;
use super::relation;
use crate::features::accounts;
use crate::features::apprenticeship::model::{Agreement, Apprenticeship, Assignment, Programme};
use crate::features::apprenticeship::rules::pairing::State;
use crate::features::apprenticeship::store;
use crate::kernel::{Actor, Fault, Permission, Role};
use crate::platform::db::AnyConn;

/// An apprenticeship with the names around it.
#[derive(Debug, Clone)]
pub struct PairView {
    /// The apprenticeship.
    pub row: Apprenticeship,
    /// Where it stands.
    pub state: State,
    /// The programme.
    pub programme: Programme,
    /// Name of the apprentice.
    pub apprentice: String,
    /// The named mentor now: id and name.
    pub mentor: Option<(String, String)>,
}

/// Everything on the page of one apprenticeship.
#[derive(Debug, Clone)]
pub struct PairFile {
    /// The apprenticeship.
    pub pair: PairView,
    /// How the reader stands to it.
    pub relation: relation::Relation,
    /// The text to be signed, or that was signed.
    pub agreement: Agreement,
    /// Who signed it and when.
    pub signed: Vec<(String, crate::kernel::Moment)>,
    /// Whether the reader's signature is asked for.
    pub may_agree: bool,
    /// Mentors and delegates with their names.
    pub assignments: Vec<(Assignment, String)>,
    /// What happened: kind, who, reason, when.
    pub events: Vec<(String, String, String, crate::kernel::Moment)>,
}

/// An apprenticeship with its names.
pub fn view(
    conn: &mut AnyConn,
    names: &BTreeMap<String, String>,
    row: Apprenticeship,
    day: NaiveDate,
) -> Result<PairView, Fault> {
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let assignments = store::assignments(conn, &row.id)?;
    let mentor =
        assignments.iter().rev().find(|a| a.is_mentor() && a.covers(day)).or(open_mentor(&assignments));
    Ok(PairView {
        state: row.state()?,
        programme: store::programme(conn, &row.programme_id)?,
        apprentice: name(&row.apprentice_id),
        mentor: mentor.map(|a| (a.person_id.clone(), name(&a.person_id))),
        row,
    })
}

/// The page of one apprenticeship.
///
/// # Errors
/// Missing for who has no business with it.
pub fn file(conn: &mut AnyConn, actor: &Actor, id: &str, day: NaiveDate) -> Result<PairFile, Fault> {
    let (row, relation) = relation::visible(conn, actor, id, day)?;
    let names = accounts::names(conn)?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let assignments = store::assignments(conn, id)?;
    let open = open_mentor(&assignments).cloned();
    let signatures = store::agreement_signatures(conn, id)?;
    let under: Vec<_> =
        signatures.iter().filter(|s| open.as_ref().is_some_and(|a| a.id == s.assignment_id)).collect();
    let agreement = match under.first() {
        Some(first) => store::agreement(conn, &first.agreement_id)?,
        None => store::latest_agreement(conn, &row.programme_id)?,
    };
    let side =
        actor.person == row.apprentice_id || open.as_ref().is_some_and(|a| a.person_id == actor.person);
    let may_agree = side && !row.state()?.closed() && under.iter().all(|s| s.person_id != actor.person);
    let mut events = store::pair_events(conn, id)?;
    // What one transaction wrote bears one moment; the machine's order decides.
    events.sort_by_key(|e| (e.at, State::from_code(&e.kind)));
    let events = events.into_iter().map(|e| (e.kind, name(&e.by_person), e.reason, e.at)).collect();
    Ok(PairFile {
        signed: under.iter().map(|s| (name(&s.person_id), s.signed_at)).collect(),
        assignments: assignments.iter().map(|a| (a.clone(), name(&a.person_id))).collect(),
        pair: view(conn, &names, row, day)?,
        relation,
        agreement,
        may_agree,
        events,
    })
}

/// Apprenticeships a manager answers for, those under way first.
///
/// # Errors
/// A refusal for who is no manager.
pub fn list(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Vec<PairView>, Fault> {
    actor.need(Permission::ManagePairs)?;
    let names = accounts::names(conn)?;
    let mut out = Vec::new();
    for row in store::apprenticeships(conn)? {
        if relation::manages(conn, actor, &row.apprentice_id)? {
            out.push(view(conn, &names, row, day)?);
        }
    }
    out.sort_by_key(|pair| pair.state.closed());
    Ok(out)
}

/// Apprenticeships in which somebody teaches now, as mentor or delegate.
///
/// # Errors
/// When the database fails.
pub fn taught_by(conn: &mut AnyConn, person: &str, day: NaiveDate) -> Result<Vec<PairView>, Fault> {
    let names = accounts::names(conn)?;
    let mut ids: Vec<String> = store::assignments_of(conn, person)?
        .into_iter()
        .filter(|a| a.covers(day))
        .map(|a| a.apprenticeship_id)
        .collect();
    ids.sort();
    ids.dedup();
    let mut out = Vec::new();
    for id in ids {
        let row = store::apprenticeship(conn, &id)?;
        if !row.state()?.closed() {
            out.push(view(conn, &names, row, day)?);
        }
    }
    Ok(out)
}

/// A person to choose from, with how many apprentices the person teaches now.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The person's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Apprentices now.
    pub load: usize,
}

/// Whom a manager may pair: apprentices without a mentor, and mentors with their load.
///
/// # Errors
/// When the database fails.
pub fn candidates(
    conn: &mut AnyConn,
    actor: &Actor,
    day: NaiveDate,
) -> Result<(Vec<Candidate>, Vec<Candidate>), Fault> {
    let (mut apprentices, mut mentors) = (Vec::new(), Vec::new());
    for (person, roles) in accounts::people(conn, None)? {
        if person.disabled_at.is_some() {
            continue;
        }
        if roles.contains(Role::Apprentice)
            && store::current_of(conn, &person.id)?.is_none()
            && relation::manages(conn, actor, &person.id)?
        {
            apprentices.push(Candidate { id: person.id.clone(), name: person.name.clone(), load: 0 });
        }
        if roles.contains(Role::Mentor) {
            let load = taught_by(conn, &person.id, day)?.len();
            mentors.push(Candidate { id: person.id, name: person.name, load });
        }
    }
    Ok((apprentices, mentors))
}

/// Who could stand in for a mentor: everybody whose role may sign.
///
/// # Errors
/// When the database fails.
pub fn stand_ins(conn: &mut AnyConn, apprentice: &str) -> Result<Vec<Candidate>, Fault> {
    Ok(accounts::people(conn, None)?
        .into_iter()
        .filter(|(person, roles)| {
            person.disabled_at.is_none() && person.id != apprentice && roles.may(Permission::SignRound)
        })
        .map(|(person, _)| Candidate { id: person.id, name: person.name, load: 0 })
        .collect())
}

/// Whether somebody is or was an apprentice in any apprenticeship.
///
/// # Errors
/// When the database fails.
pub fn was_paired(conn: &mut AnyConn, apprentice: &str) -> Result<bool, Fault> {
    Ok(store::apprenticeships(conn)?.iter().any(|row| row.apprentice_id == apprentice))
}
