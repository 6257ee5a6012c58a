//! Recurring tasks over several nodes: whoever writes the time first has the turn.

mod store;

use chrono::Duration;

use crate::kernel::Fault;
use crate::platform::db::Db;
use crate::platform::site::Site;

/// Something that recurs.
pub struct Task {
    /// Its name in the table.
    pub name: &'static str,
    /// Pause between runs.
    pub every: Duration,
    /// What it does.
    pub run: fn(&std::sync::Arc<Site>) -> Result<(), Fault>,
}

/// Whether the task is due and this caller has the turn.
///
/// # Errors
/// When the database fails.
pub fn take_turn(db: &Db, name: &'static str, every: Duration) -> Result<bool, Fault> {
    let now = db.clock().now();
    // Reading first keeps an idle server from writing every few seconds.
    let last = db.read_blocking(|conn| store::last_run(conn, name))?;
    if last.is_some_and(|at| now - at < every) {
        return Ok(false);
    }
    db.write_blocking(|tx| store::claim(tx, name, last))
}
