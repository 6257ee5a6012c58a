//! Closing what nobody contested, and erasing on the retention date.

use std::collections::BTreeSet;

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::super::rules::CONTEST_PERIOD;
use super::super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault};
use crate::platform::jobs::{self, Job};
use crate::platform::site::Site;

/// Kind of the job that removes files.
pub const ERASE_JOB: &str = "screening.erase";

/// Files whose rows are gone; the names are keyed digests and say nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EraseJob {
    pub(super) blobs: Vec<String>,
}

/// Closes decisions whose time for contesting has passed and erases cases whose day has come. Rows go in one
/// transaction with the certificate in the trail and the job that removes the files.
///
/// # Errors
/// When the database fails or a case cannot be finished; what could be done stays done.
pub fn sweep(site: &Site) -> Result<usize, Fault> {
    let now = site.db.clock().now();
    let system = Actor::system();
    // One case that cannot be closed or erased holds nobody else's up; the first fault is told at the end.
    let mut first = None;
    for case in site.db.read_blocking(|conn| store::decided_before(conn, now - CONTEST_PERIOD))? {
        let closed = site.db.write_blocking(|tx| {
            store::lock(tx, &case.id)?;
            // Somebody may have contested it since it was listed.
            if store::is_decided_before(tx.conn, &case.id, now - CONTEST_PERIOD)? {
                super::reviewing::close_case(tx, site, &system, &case)?;
            }
            Ok(())
        });
        first = first.or(closed.err());
    }
    while site.db.write_blocking(super::calibrating::catch_up)? > 0 {}
    let today = site.zone().day(now);
    let due = site.db.read_blocking(|conn| store::due(conn, today))?;
    for case in &due {
        let erased = site.db.write_blocking(|tx| {
            let mut blobs = BTreeSet::new();
            for document in store::documents(tx.conn, &case.id)? {
                blobs.insert(document.blob);
            }
            for page in store::pages(tx.conn, &case.id)? {
                blobs.insert(page.preview);
                blobs.extend(page.heat.into_iter().chain(page.error_level));
            }
            blobs.extend(store::earlier_of_case(tx.conn, &case.id)?.into_iter().map(|row| row.preview));
            let begun = store::exercises_of(tx.conn, &case.id)?;
            blobs.extend(begun.into_iter().filter_map(|exercise| exercise.picture));
            let gone = store::erase(tx, &case.id)?;
            let entry = Entry::new(Kind("screening.erased"), "screening_case", &case.id)
                .fact("documents", gone.documents)
                .fact("pages", gone.pages)
                .fact("findings", gone.findings)
                .fact("checks", gone.checks)
                .fact("notes", gone.notes)
                .fact("papers", gone.papers)
                .fact("texts", gone.texts)
                .fact("files", blobs.len());
            audit::record(tx, &system, entry)?;
            let job = EraseJob { blobs: blobs.into_iter().collect() };
            jobs::enqueue(tx, ERASE_JOB, &job, Some(&format!("erase/{}", case.id)), Duration::zero())
        });
        first = first.or(erased.err());
    }
    first.map_or(Ok(due.len()), Err)
}

/// Removes the files of an erased case, but for those another case still names.
///
/// # Errors
/// When a file cannot be removed; the job is tried again.
pub fn erase_blobs(site: &Site, job: &Job) -> Result<(), Fault> {
    let EraseJob { blobs } = job.payload()?;
    for blob in &blobs {
        if !site.db.read_blocking(|conn| store::names_blob(conn, blob))? {
            let name = blob.parse().map_err(Fault::ours)?;
            site.blobs.delete_blocking(&name).map_err(Fault::ours)?;
        }
    }
    site.db.write_blocking(|tx| jobs::finish(tx, job))
}
