//! Figures of a period for the manager.

use std::collections::BTreeMap;

use super::super::store;
use crate::kernel::{Fault, Moment};
use crate::platform::db::AnyConn;

/// Figures of a period for the manager. Exercises are left out; nothing is counted by person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Cases received.
    pub received: i64,
    /// Of them examined.
    pub examined: i64,
    /// Of them with at least one finding that counts.
    pub flagged: i64,
    /// Decisions by kind (`accept`, `ask_more`, `refer_up`).
    pub decisions: BTreeMap<String, i64>,
    /// Findings marked by outcome (`confirmed`, `explained`, `false_alarm`).
    pub outcomes: BTreeMap<String, i64>,
}

/// The figures of a department, or of all, from one moment to before another.
///
/// # Errors
/// When the database fails.
pub fn figures(
    conn: &mut AnyConn,
    department: Option<&str>,
    from: Moment,
    until: Moment,
) -> Result<Figures, Fault> {
    let received = store::received(conn, department, from, until)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let graded = |grades: &[&str]| {
        count(received.iter().filter(|(_, g)| g.as_deref().is_some_and(|g| grades.contains(&g))).count())
    };
    Ok(Figures {
        received: count(received.len()),
        examined: graded(&["nothing_found", "hints", "look", "look_first"]),
        flagged: graded(&["look", "look_first"]),
        decisions: store::decisions_between(conn, department, from, until)?,
        outcomes: store::outcomes_between(conn, department, from, until)?,
    })
}
