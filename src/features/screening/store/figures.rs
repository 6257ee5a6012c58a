//! Counts for the manager and for 今日.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::kernel::{Fault, Moment};
use crate::platform::db::AnyConn;
use crate::platform::db::schema::{screening_case, screening_decision, screening_finding};

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
