//! Cases and decisions.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::super::model::{Case, DecisionRow};
use super::super::rules::CaseState;
use crate::kernel::{Actor, Fault, Moment, Permission, Role};
use crate::platform::db::schema::{screening_case, screening_decision, screening_look, screening_serial};
use crate::platform::db::{AnyConn, Both, Tx};

/// Whose cases somebody may see.
#[derive(Debug, Clone)]
pub(in super::super) enum Scope {
    /// One's own.
    Own(String),
    /// Those of one's department and one's own.
    Department { person: String, department: String },
    /// All of them: reviewers, who step in for each other across departments, and the audit administrator.
    All,
}

impl Scope {
    pub(in super::super) fn of(actor: &Actor) -> Self {
        if actor.is(Role::Reviewer) || actor.is(Role::AuditAdmin) {
            Self::All
        } else if actor.may(Permission::DecideScreening) {
            Self::Department { person: actor.person.clone(), department: actor.department.clone() }
        } else {
            Self::Own(actor.person.clone())
        }
    }
}

type Boxed<'a> = diesel::dsl::IntoBoxed<'a, screening_case::table, <AnyConn as diesel::Connection>::Backend>;

fn scoped<'a>(scope: &Scope) -> Boxed<'a> {
    let query = screening_case::table.into_boxed();
    match scope {
        Scope::All => query,
        Scope::Own(person) => query.filter(screening_case::submitter_id.eq(person.clone())),
        Scope::Department { person, department } => query.filter(
            screening_case::department_id
                .eq(department.clone())
                .or(screening_case::submitter_id.eq(person.clone())),
        ),
    }
}

pub(in super::super) fn case(conn: &mut AnyConn, scope: &Scope, id: &str) -> Result<Case, Fault> {
    Ok(scoped(scope)
        .filter(screening_case::id.eq(id.to_owned()))
        .select(screening_case::all_columns)
        .first(conn)?)
}

pub(in super::super) fn case_of_batch(
    conn: &mut AnyConn,
    submitter: &str,
    batch: &str,
) -> Result<Option<Case>, Fault> {
    Ok(screening_case::table
        .filter(screening_case::submitter_id.eq(submitter))
        .filter(screening_case::batch.eq(batch))
        .select(screening_case::all_columns)
        .first(conn)
        .optional()?)
}

/// The next number of the day, from 1.
pub(in super::super) fn next_number(tx: &mut Tx<'_>, day: NaiveDate) -> Result<i32, Fault> {
    Both::new(
        diesel::insert_into(screening_serial::table)
            .values((screening_serial::day.eq(day), screening_serial::last.eq(1))),
        "ON CONFLICT (day) DO UPDATE SET last = screening_serial.last + 1",
    )
    .execute(tx.conn)?;
    Ok(screening_serial::table.find(day).select(screening_serial::last).first(tx.conn)?)
}

/// Adds a case; `false` when a request beside this one made the case of this page first.
pub(in super::super) fn insert_case(tx: &mut Tx<'_>, row: &Case) -> Result<bool, Fault> {
    let insert = diesel::insert_into(screening_case::table).values(row);
    Ok(Both::new(insert, "ON CONFLICT (submitter_id, batch) DO NOTHING").execute(tx.conn)? == 1)
}

pub(in super::super) fn cases(
    conn: &mut AnyConn,
    scope: &Scope,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<Case>, Fault> {
    let mut query = scoped(scope);
    if let Some(before) = before {
        query = query.filter(screening_case::id.lt(before.to_owned()));
    }
    Ok(query.order(screening_case::id.desc()).limit(limit).select(screening_case::all_columns).load(conn)?)
}

/// The oldest queued cases in these states; order is the rules' business.
pub(in super::super) fn queued(
    conn: &mut AnyConn,
    scope: &Scope,
    states: &[CaseState],
    limit: i64,
) -> Result<Vec<Case>, Fault> {
    let states: Vec<String> = states.iter().map(|state| state.code().to_owned()).collect();
    Ok(scoped(scope)
        .filter(screening_case::queued_at.is_not_null())
        .filter(screening_case::state.eq_any(states))
        .order((screening_case::queued_at, screening_case::id))
        .limit(limit)
        .select(screening_case::all_columns)
        .load(conn)?)
}

/// The riskiest queued cases in these states.
pub(in super::super) fn riskiest(
    conn: &mut AnyConn,
    scope: &Scope,
    states: &[CaseState],
    limit: i64,
) -> Result<Vec<Case>, Fault> {
    let states: Vec<String> = states.iter().map(|state| state.code().to_owned()).collect();
    Ok(scoped(scope)
        .filter(screening_case::queued_at.is_not_null())
        .filter(screening_case::score.is_not_null())
        .filter(screening_case::state.eq_any(states))
        .order((screening_case::score.desc(), screening_case::id))
        .limit(limit)
        .select(screening_case::all_columns)
        .load(conn)?)
}

pub(in super::super) fn decided_lately(
    conn: &mut AnyConn,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<Case>, Fault> {
    Ok(scoped(scope)
        .filter(screening_case::decided_at.is_not_null())
        .filter(screening_case::state.eq_any([CaseState::Decided.code(), CaseState::Closed.code()]))
        .order((screening_case::decided_at.desc(), screening_case::id.desc()))
        .limit(limit)
        .select(screening_case::all_columns)
        .load(conn)?)
}

/// Makes other transactions on this case wait, so that what is read of its documents next is whole.
pub(in super::super) fn lock(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    // SQLite has one writer anyway; on PostgreSQL writing the row takes its lock without engine-specific words.
    diesel::update(screening_case::table.find(id))
        .set(screening_case::batch.eq(screening_case::batch))
        .execute(tx.conn)?;
    Ok(())
}

/// Moves a case from one state to another; `false` when it is no longer in the first.
pub(in super::super) fn set_state(
    tx: &mut Tx<'_>,
    id: &str,
    from: CaseState,
    to: CaseState,
) -> Result<bool, Fault> {
    let changed =
        diesel::update(screening_case::table.find(id).filter(screening_case::state.eq(from.code())))
            .set(screening_case::state.eq(to.code()))
            .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Puts down what a case is about: purpose, item, reference, and whether it is to be reviewed.
pub(in super::super) fn set_about(tx: &mut Tx<'_>, case: &Case) -> Result<(), Fault> {
    diesel::update(screening_case::table.find(&case.id))
        .set((
            screening_case::purpose.eq(&case.purpose),
            screening_case::item_id.eq(&case.item_id),
            screening_case::reference_sealed.eq(&case.reference_sealed),
            screening_case::reference_print.eq(&case.reference_print),
            screening_case::review_asked.eq(case.review_asked),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// What the examination and the findings say of a case as a whole.
#[derive(Debug, Clone)]
pub(in super::super) struct Settled {
    pub state: CaseState,
    pub score: Option<i32>,
    pub grade: Option<String>,
    pub places: i32,
    pub findings: i32,
    pub queued_at: Option<Moment>,
    pub examined_at: Option<Moment>,
}

pub(in super::super) fn settle(tx: &mut Tx<'_>, id: &str, to: &Settled) -> Result<(), Fault> {
    diesel::update(screening_case::table.find(id))
        .set((
            screening_case::state.eq(to.state.code()),
            screening_case::score.eq(to.score),
            screening_case::grade.eq(&to.grade),
            screening_case::places.eq(to.places),
            screening_case::findings.eq(to.findings),
            screening_case::queued_at.eq(to.queued_at),
            screening_case::examined_at.eq(to.examined_at),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn put_before_reviewers(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::update(screening_case::table.find(id))
        .set((screening_case::queued_at.eq(tx.at), screening_case::review_asked.eq(true)))
        .execute(tx.conn)?;
    Ok(())
}

/// Sets or clears the claim together with the state it belongs to.
pub(in super::super) fn set_claim(
    tx: &mut Tx<'_>,
    id: &str,
    state: CaseState,
    claim: Option<(&str, Moment)>,
) -> Result<(), Fault> {
    diesel::update(screening_case::table.find(id))
        .set((
            screening_case::state.eq(state.code()),
            screening_case::claimed_by.eq(claim.map(|(person, _)| person)),
            screening_case::claimed_until.eq(claim.map(|(_, until)| until)),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn insert_decision(
    tx: &mut Tx<'_>,
    row: &DecisionRow,
    retention_on: NaiveDate,
) -> Result<(), Fault> {
    diesel::insert_into(screening_decision::table).values(row).execute(tx.conn)?;
    diesel::update(screening_case::table.find(&row.case_id))
        .set((
            screening_case::state.eq(CaseState::Decided.code()),
            screening_case::decided_at.eq(tx.at),
            screening_case::claimed_by.eq(None::<String>),
            screening_case::claimed_until.eq(None::<Moment>),
            screening_case::retention_on.eq(retention_on),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn decisions(conn: &mut AnyConn, case_id: &str) -> Result<Vec<DecisionRow>, Fault> {
    Ok(screening_decision::table
        .filter(screening_decision::case_id.eq(case_id))
        .order(screening_decision::round)
        .select(screening_decision::all_columns)
        .load(conn)?)
}

/// Decisions of several cases, by round.
pub(in super::super) fn decisions_of(
    conn: &mut AnyConn,
    cases: &[String],
) -> Result<Vec<DecisionRow>, Fault> {
    Ok(screening_decision::table
        .filter(screening_decision::case_id.eq_any(cases))
        .order((screening_decision::case_id, screening_decision::round))
        .select(screening_decision::all_columns)
        .load(conn)?)
}

pub(in super::super) fn contest(tx: &mut Tx<'_>, id: &str, round: i32) -> Result<(), Fault> {
    diesel::update(screening_case::table.find(id))
        .set((
            screening_case::state.eq(CaseState::Contested.code()),
            screening_case::round.eq(round),
            screening_case::queued_at.eq(tx.at),
            screening_case::decided_at.eq(None::<Moment>),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn close(tx: &mut Tx<'_>, id: &str, retention_on: NaiveDate) -> Result<(), Fault> {
    diesel::update(screening_case::table.find(id))
        .set((
            screening_case::state.eq(CaseState::Closed.code()),
            screening_case::closed_at.eq(tx.at),
            screening_case::retention_on.eq(retention_on),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Whether a case is decided still, and was before this moment.
pub(in super::super) fn is_decided_before(
    conn: &mut AnyConn,
    id: &str,
    before: Moment,
) -> Result<bool, Fault> {
    let state = CaseState::Decided.code();
    let query = screening_case::table.find(id).filter(screening_case::state.eq(state));
    Ok(query.filter(screening_case::decided_at.lt(before)).count().get_result::<i64>(conn)? > 0)
}

/// Decided cases nobody contested before this moment.
pub(in super::super) fn decided_before(conn: &mut AnyConn, before: Moment) -> Result<Vec<Case>, Fault> {
    Ok(screening_case::table
        .filter(screening_case::state.eq(CaseState::Decided.code()))
        .filter(screening_case::decided_at.lt(before))
        .order(screening_case::id)
        .limit(200)
        .select(screening_case::all_columns)
        .load(conn)?)
}

/// When this person last looked at the pages of the case.
pub(in super::super) fn last_look(
    conn: &mut AnyConn,
    case_id: &str,
    person: &str,
) -> Result<Option<Moment>, Fault> {
    Ok(screening_look::table
        .find((case_id, person))
        .select(screening_look::looked_at)
        .first(conn)
        .optional()?)
}

pub(in super::super) fn set_look(tx: &mut Tx<'_>, case_id: &str, person: &str) -> Result<(), Fault> {
    let row = (
        screening_look::case_id.eq(case_id),
        screening_look::person_id.eq(person),
        screening_look::looked_at.eq(tx.at),
    );
    Both::new(
        diesel::insert_into(screening_look::table).values(row),
        "ON CONFLICT (case_id, person_id) DO UPDATE SET looked_at = excluded.looked_at",
    )
    .execute(tx.conn)?;
    Ok(())
}
