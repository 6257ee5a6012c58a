//! The jobs of screening: examining a file, removing the files of an erased case.

use std::sync::Arc;

use super::service;
use crate::kernel::Fault;
use crate::platform::jobs::Handlers;
use crate::platform::site::Site;

/// Registers the code of the jobs.
pub fn register(handlers: &mut Handlers, site: &Arc<Site>) {
    let worker = Arc::clone(site);
    handlers.on(service::EXAMINE_JOB, move |job| service::examine(&worker, job));
    let worker = Arc::clone(site);
    handlers.on(service::ERASE_JOB, move |job| service::erase_blobs(&worker, job));
}

/// The scheduled task: closes what nobody contested, erases what is due.
///
/// # Errors
/// When the database fails.
pub fn sweep(site: &Arc<Site>) -> Result<(), Fault> {
    let erased = service::sweep(site)?;
    if erased > 0 {
        tracing::info!(erased, "screening cases erased on their retention date");
    }
    Ok(())
}
