//! What the corpus does by the calendar.

use std::sync::Arc;

use super::service::searches;
use crate::kernel::Fault;
use crate::platform::site::Site;

/// Forgets searches that are old.
///
/// # Errors
/// When the database fails.
pub fn sweep_searches(site: &Arc<Site>) -> Result<(), Fault> {
    let today = site.today();
    let gone = site.db.write_blocking(|tx| searches::sweep(tx, today))?;
    if gone > 0 {
        tracing::info!(gone, "old searches forgotten");
    }
    Ok(())
}
