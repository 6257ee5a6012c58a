//! Counts for the manager and for 今日.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::super::rules::CaseState;
use super::cases::Scope;
use crate::kernel::{Fault, Moment};
use crate::platform::db::AnyConn;
use crate::platform::db::schema::{screening_case, screening_decision, screening_finding};

/// Queued cases this person could take: not own ones, not those held by another.
pub(in super::super) fn waiting(
    conn: &mut AnyConn,
    scope: &Scope,
    person: &str,
    now: Moment,
) -> Result<i64, Fault> {
    let states = [CaseState::Ready.code(), CaseState::InReview.code(), CaseState::Contested.code()];
    let mut query = screening_case::table
        .filter(screening_case::queued_at.is_not_null())
        .filter(screening_case::state.eq_any(states))
        .filter(screening_case::submitter_id.ne(person.to_owned()))
        .filter(
            screening_case::claimed_by
                .is_null()
                .or(screening_case::claimed_by
                    .is_not_null()
                    .and(screening_case::claimed_by.eq(person.to_owned())))
                .or(screening_case::claimed_until.is_not_null().and(screening_case::claimed_until.le(now))),
        )
        .into_boxed();
    if let Scope::Department { department, .. } = scope {
        query = query.filter(screening_case::department_id.eq(department.clone()));
    }
    Ok(query.count().get_result(conn)?)
}

/// Of the cases received in a period: state, grade.
pub(in super::super) fn received(
    conn: &mut AnyConn,
    department: Option<&str>,
    from: Moment,
    until: Moment,
) -> Result<Vec<(String, Option<String>)>, Fault> {
    let mut query = screening_case::table
        .filter(screening_case::received_at.ge(from))
        .filter(screening_case::received_at.lt(until))
        .filter(screening_case::purpose.ne("exercise"))
        .select((screening_case::state, screening_case::grade))
        .into_boxed();
    if let Some(department) = department {
        query = query.filter(screening_case::department_id.eq(department.to_owned()));
    }
    Ok(query.load(conn)?)
}

/// Decisions of a period by kind.
pub(in super::super) fn decisions_between(
    conn: &mut AnyConn,
    department: Option<&str>,
    from: Moment,
    until: Moment,
) -> Result<BTreeMap<String, i64>, Fault> {
    let mut query = screening_decision::table
        .inner_join(screening_case::table)
        .filter(screening_decision::decided_at.ge(from))
        .filter(screening_decision::decided_at.lt(until))
        .filter(screening_case::purpose.ne("exercise"))
        .select(screening_decision::decision)
        .into_boxed();
    if let Some(department) = department {
        query = query.filter(screening_case::department_id.eq(department.to_owned()));
    }
    let mut counts = BTreeMap::new();
    for decision in query.load::<String>(conn)? {
        *counts.entry(decision).or_insert(0) += 1;
    }
    Ok(counts)
}

/// Findings marked in a period by outcome.
pub(in super::super) fn outcomes_between(
    conn: &mut AnyConn,
    department: Option<&str>,
    from: Moment,
    until: Moment,
) -> Result<BTreeMap<String, i64>, Fault> {
    let mut query = screening_finding::table
        .inner_join(screening_case::table)
        .filter(screening_finding::outcome_at.ge(from))
        .filter(screening_finding::outcome_at.lt(until))
        .filter(screening_case::purpose.ne("exercise"))
        .select(screening_finding::outcome)
        .into_boxed();
    if let Some(department) = department {
        query = query.filter(screening_case::department_id.eq(department.to_owned()));
    }
    let mut counts = BTreeMap::new();
    for outcome in query.load::<String>(conn)? {
        *counts.entry(outcome).or_insert(0) += 1;
    }
    Ok(counts)
}
