//! Work done later: one table, leases, and effects that happen once.
//!
//! A job is enqueued inside the business transaction that causes it, so it exists exactly when its cause
//! does. A worker leases it; the handler writes its effects and [`finish`]es the job in one transaction, so a
//! worker that lost its lease meanwhile rolls back instead of doing the work twice. A job that fails five
//! times is parked where an administrator sees it.

mod store;
mod worker;

pub use store::{Job, Parked, counts, enqueue, finish, park, parked, retry_parked};
pub use worker::{Handlers, Worker, run_until_idle};

use chrono::Duration;

/// How many times a job is tried before it is parked.
pub const MAX_ATTEMPTS: i32 = 5;

/// How long a worker may hold a job before another takes it.
pub const LEASE_SECONDS: i64 = 180;

/// Pause before try number `attempts + 1`: 2, 8, 32, 128 seconds.
#[must_use]
pub fn pause_after(attempts: i32) -> Duration {
    Duration::seconds(2_i64 << (2 * attempts.clamp(1, 6) - 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        let pauses: Vec<i64> = (1..=5).map(|n| pause_after(n).num_seconds()).collect();
        assert_eq!(pauses, [2, 8, 32, 128, 512]);
        assert_eq!(pause_after(1_000), pause_after(6));
    }
}
