//! What the reports do by the calendar.

use std::sync::Arc;

use super::service::keeping;
use crate::kernel::Fault;
use crate::platform::site::Site;

/// Reminds those who have not read what came into force.
///
/// # Errors
/// When the database fails.
pub fn remind_readers(site: &Arc<Site>) -> Result<(), Fault> {
    let today = site.today();
    let told = site.db.write_blocking(|tx| keeping::remind_all(tx, today))?;
    if told > 0 {
        tracing::info!(told, "reminded to read");
    }
    Ok(())
}
