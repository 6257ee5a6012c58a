//! Workers and the scheduler: threads that do jobs and what recurs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::features;
use crate::kernel::Fault;
use crate::platform::jobs::{Handlers, Worker};
use crate::platform::schedule;
use crate::platform::site::Site;

/// The code of every kind of job.
#[must_use]
pub fn handlers(site: &Arc<Site>) -> Handlers {
    let mut handlers = Handlers::default();
    features::jobs(&mut handlers, site);
    handlers
}

/// Threads at work; dropping this does not stop them, [`Crew::stop`] does.
pub struct Crew {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Crew {
    /// Starts `count` workers and the scheduler.
    #[must_use]
    pub fn start(site: &Arc<Site>, count: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        let jobs = handlers(site);
        for number in 0..count {
            let owner = format!("{}-{number}", hex::encode(site.db.entropy().bytes::<6>()));
            let worker = Worker::new(site.db.clone(), jobs.clone(), owner, Arc::clone(&stop));
            threads.push(std::thread::spawn(move || worker.run()));
        }
        let (reader, flag) = (Arc::clone(site), Arc::clone(&stop));
        threads.push(std::thread::spawn(move || read_on(&reader, &flag)));
        let (site, flag) = (Arc::clone(site), Arc::clone(&stop));
        threads.push(std::thread::spawn(move || {
            while !flag.load(Ordering::Relaxed) {
                // Not a task of the schedule: every node has an index of its own.
                if let Err(fault) = features::corpus::follow(&site) {
                    tracing::error!(%fault, cause = ?std::error::Error::source(&fault), "the search index cannot follow");
                }
                if let Err(fault) = tick(&site) {
                    tracing::error!(%fault, cause = ?std::error::Error::source(&fault), "the scheduler failed");
                }
                for _ in 0..20 {
                    if flag.load(Ordering::Relaxed) {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(250));
                }
            }
        }));
        Self { stop, threads }
    }

    /// Asks every thread to finish what it is doing and waits for it.
    pub fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a worker thread had panicked");
            }
        }
    }
}

/// Documents the encoder reads before it looks whether to stop.
const READ_AT_ONCE: usize = 16;

/// Has the encoder read what the index has and it has not, in small steps; then looks again from time to time.
fn read_on(site: &Site, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let read = site.engine.read_on(READ_AT_ONCE).map_or_else(
            |error| {
                tracing::error!(%error, "the vectors of the search index cannot be made");
                0
            },
            |reading| reading.read,
        );
        if read == 0 {
            for _ in 0..12 {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(250));
            }
        }
    }
}

/// Does what is due. Each task runs on one node only: whoever first writes its time.
///
/// # Errors
/// When the database fails.
pub fn tick(site: &Arc<Site>) -> Result<(), Fault> {
    for task in features::SCHEDULE {
        if schedule::take_turn(&site.db, task.name, task.every)? {
            let span = tracing::info_span!("scheduled", task = task.name);
            let _entered = span.enter();
            if let Err(fault) = (task.run)(site) {
                tracing::error!(%fault, cause = ?std::error::Error::source(&fault), "a scheduled task failed");
            }
        }
    }
    Ok(())
}
