//! What the corpus does by the calendar.

use std::sync::Arc;

use super::service::{reviews, searches};
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

/// Tells the owners of what is due to be looked at again.
///
/// # Errors
/// When the database fails.
pub fn tell_reviews(site: &Arc<Site>) -> Result<(), Fault> {
    let today = site.today();
    let told = site.db.write_blocking(|tx| reviews::tell_due(tx, today))?;
    if told > 0 {
        tracing::info!(told, "review dates have come");
    }
    Ok(())
}
