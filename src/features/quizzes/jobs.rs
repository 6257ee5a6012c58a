//! What happens to questions after a policy has changed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::service;
use crate::kernel::{Actor, Fault};
use crate::platform::jobs::{self, Handlers};
use crate::platform::site::Site;

/// Kind of the job that the corpus enqueues when a version of a document comes into force or ceases to be.
pub const POLICY_CHANGED: &str = "quizzes.policy_changed";

/// Its payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChanged {
    /// The version whose force began or ended.
    pub version_id: String,
}

/// Adds the handler.
pub fn register(handlers: &mut Handlers, site: &Arc<Site>) {
    let site = site.clone();
    handlers.on(POLICY_CHANGED, move |job| {
        let PolicyChanged { version_id } = job.payload()?;
        let today = site.today();
        site.db.write_blocking(|tx| {
            let stale = service::policy_changed(tx, &Actor::system(), today)?;
            tracing::info!(stale, version_id, "questions compared with a changed policy");
            jobs::finish(tx, job)
        })
    });
}

/// Compares the questions with the policy of the day, for versions that come into force by the calendar.
///
/// # Errors
/// When the database fails.
pub fn compare_with_policy(site: &Arc<Site>) -> Result<(), Fault> {
    let today = site.today();
    site.db.write_blocking(|tx| service::policy_changed(tx, &Actor::system(), today).map(|_stale| ()))
}
