//! Who stands how to an apprenticeship.

use chrono::NaiveDate;

use crate::features::accounts;
use crate::features::apprenticeship::model::{Apprenticeship, Assignment, Round};
use crate::features::apprenticeship::store;
use crate::kernel::{Actor, Fault, Permission, Role};
use crate::platform::db::AnyConn;

/// What somebody is to an apprenticeship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relation {
    /// The apprentice.
    pub own: bool,
    /// Mentor or delegate, at any time.
    pub teaches: bool,
    /// The named mentor today.
    pub mentor_now: bool,
    /// A manager who answers for the apprentice's office.
    pub manages: bool,
    /// Reads everything and acts on nothing.
    pub audits: bool,
}

impl Relation {
    /// Whether the file may be opened.
    #[must_use]
    pub fn sees(self) -> bool {
        self.own || self.teaches || self.manages || self.audits
    }
}

/// Whether a manager answers for a person: the same office, or an office that has no manager.
///
/// Without the second half an office between two managers could neither pair nor revoke anything.
pub fn manages(conn: &mut AnyConn, actor: &Actor, person: &str) -> Result<bool, Fault> {
    if !actor.may(Permission::ManagePairs) || actor.person == person {
        return Ok(false);
    }
    let office = accounts::person(conn, person)?.department_id;
    if office == actor.department {
        return Ok(true);
    }
    let people = accounts::people(conn, Some(&office))?;
    Ok(!people.iter().any(|(other, roles)| other.disabled_at.is_none() && roles.contains(Role::Manager)))
}

/// How the actor stands to an apprenticeship.
pub fn of(
    conn: &mut AnyConn,
    actor: &Actor,
    apprenticeship: &Apprenticeship,
    day: NaiveDate,
) -> Result<Relation, Fault> {
    let assignments = store::assignments(conn, &apprenticeship.id)?;
    let mine: Vec<&Assignment> = assignments.iter().filter(|a| a.person_id == actor.person).collect();
    Ok(Relation {
        own: !actor.person.is_empty() && actor.person == apprenticeship.apprentice_id,
        teaches: !mine.is_empty(),
        mentor_now: mine.iter().any(|a| a.is_mentor() && a.covers(day)),
        manages: manages(conn, actor, &apprenticeship.apprentice_id)?,
        audits: actor.is(Role::AuditAdmin),
    })
}

/// An apprenticeship whose file the actor may open.
///
/// # Errors
/// Missing otherwise: that somebody is being trained is nobody else's business.
pub fn visible(
    conn: &mut AnyConn,
    actor: &Actor,
    id: &str,
    day: NaiveDate,
) -> Result<(Apprenticeship, Relation), Fault> {
    let apprenticeship = store::apprenticeship(conn, id)?;
    let relation = of(conn, actor, &apprenticeship, day)?;
    if relation.sees() { Ok((apprenticeship, relation)) } else { Err(Fault::missing()) }
}

/// The named mentor on a day.
pub fn mentor_on(
    conn: &mut AnyConn,
    apprenticeship: &str,
    day: NaiveDate,
) -> Result<Option<Assignment>, Fault> {
    let all = store::assignments(conn, apprenticeship)?;
    Ok(all.into_iter().rev().find(|a| a.is_mentor() && a.covers(day)))
}

/// Rule 2: the named mentor on the day observed, or a delegate named before it.
pub fn named_for(assignments: &[Assignment], person: &str, round: &Round) -> bool {
    assignments.iter().any(|a| {
        a.person_id == person
            && a.covers(round.observed_on)
            && (a.is_mentor() || a.named_at <= round.observed_at)
    })
}
