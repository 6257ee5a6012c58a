//! The loop that does jobs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::store::{self, Job};
use crate::kernel::Fault;
use crate::platform::db::Db;

type Handler = Arc<dyn Fn(&Job) -> Result<(), Fault> + Send + Sync>;

/// Which code does which kind of job.
#[derive(Clone, Default)]
pub struct Handlers(BTreeMap<&'static str, Handler>);

impl Handlers {
    /// Adds the code for one kind. The code must [`super::finish`] the job in the transaction of its effects.
    pub fn on(
        &mut self,
        kind: &'static str,
        work: impl Fn(&Job) -> Result<(), Fault> + Send + Sync + 'static,
    ) {
        self.0.insert(kind, Arc::new(work));
    }
}

/// A worker: leases jobs and does them until told to stop.
pub struct Worker {
    db: Db,
    handlers: Handlers,
    owner: String,
    stop: Arc<AtomicBool>,
}

impl Worker {
    /// A worker named `owner`; names must differ between processes and threads.
    #[must_use]
    pub fn new(db: Db, handlers: Handlers, owner: String, stop: Arc<AtomicBool>) -> Self {
        Self { db, handlers, owner, stop }
    }

    /// Works until the stop flag is set; a job under way is finished first.
    pub fn run(&self) {
        while !self.stop.load(Ordering::Relaxed) {
            match self.step() {
                Ok(true) => {}
                Ok(false) => std::thread::sleep(Duration::from_millis(200)),
                Err(fault) => {
                    tracing::error!(%fault, cause = ?std::error::Error::source(&fault), "the job table cannot be read");
                    std::thread::sleep(Duration::from_secs(2));
                }
            }
        }
    }

    /// Does one job; `false` when none was due.
    ///
    /// # Errors
    /// When the job table cannot be read or written. A failing job is not an error of the worker.
    pub fn step(&self) -> Result<bool, Fault> {
        let Some(job) = self.db.write_blocking(|tx| store::claim(tx, &self.owner))? else {
            return Ok(false);
        };
        let span = tracing::info_span!("job", id = %job.id, kind = %job.kind, attempt = job.attempts);
        let _entered = span.enter();
        let outcome = match self.handlers.0.get(job.kind.as_str()) {
            None => Err("no handler for this kind".to_owned()),
            Some(work) => match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&job))) {
                Ok(Ok(())) => Ok(()),
                Ok(Err(fault)) => {
                    tracing::warn!(%fault, cause = ?std::error::Error::source(&fault), "a job failed");
                    Err(fault.to_string())
                }
                Err(_panic) => Err("the handler panicked".to_owned()),
            },
        };
        if let Err(error) = outcome {
            let parked = self.db.write_blocking(|tx| store::fail(tx, &job, &error))?;
            if parked {
                tracing::error!(error, "a job was parked");
            }
        }
        Ok(true)
    }
}

/// Does every due job now, on this thread: for tests and the command line. Returns how many.
///
/// # Errors
/// As [`Worker::step`].
pub fn run_until_idle(db: &Db, handlers: &Handlers) -> Result<usize, Fault> {
    let worker = Worker::new(db.clone(), handlers.clone(), "inline".to_owned(), Arc::default());
    let mut done = 0;
    while worker.step()? {
        done += 1;
    }
    Ok(done)
}
