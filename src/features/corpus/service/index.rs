//! The search index follows the change log.
//!
//! The database is the truth and the index a cache of this node. [`follow`] is called before every search and
//! every few seconds: it applies what is missing, so that a change is found as soon as it is committed, by
//! whichever process. A node far behind rebuilds in the background and refuses to search meanwhile, rather
//! than answer from yesterday's rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::Serialize;

use crate::features::corpus::service::documents;
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::shelf;
use crate::kernel::Fault;
use crate::platform::search::{Health, Lexicon, Ranker, Reading, SearchError, StopList, Synonyms};
use crate::platform::site::Site;

/// Most changes applied before a search answers. A node further behind rebuilds in the background and refuses
/// reads; a small installation is rebuilt on the spot.
const AT_ONCE: i64 = 500;

/// How far this node's index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Changes not yet in the index.
    pub lag: i64,
    /// Whether it is being rebuilt.
    pub rebuilding: bool,
}

impl Standing {
    /// Whether the index may be asked.
    #[must_use]
    pub fn serves(self) -> bool {
        self.lag <= AT_ONCE
    }
}

/// The index of this node, for the page of security and health.
#[derive(Debug, Clone, Serialize)]
pub struct IndexHealth {
    /// How far it is.
    pub standing: Standing,
    /// What the engine says of itself.
    pub engine: Health,
    /// How far search by meaning is; nothing when it is off.
    pub meaning: Option<Reading>,
}

/// The state of this node's index.
///
/// # Errors
/// When the database fails.
pub fn health(site: &Site) -> Result<IndexHealth, Fault> {
    let applied = applied(site);
    let head = site.db.read_blocking(changes::head)?;
    let rebuilding = site.index.rebuilding.load(Ordering::Relaxed);
    Ok(IndexHealth {
        standing: Standing { lag: (head - applied).max(0), rebuilding },
        engine: site.engine.health(),
        meaning: site.engine.reading().map_err(Fault::ours)?,
    })
}

fn applied(site: &Site) -> i64 {
    i64::try_from(site.engine.sequence()).unwrap_or(i64::MAX)
}

/// Brings the index up to the log, as far as that can be done at once.
///
/// # Errors
/// When the database or the folder of the index fails.
pub fn follow(site: &Arc<Site>) -> Result<Standing, Fault> {
    // In this order: the log only grows, so a head read later is never behind what was applied before.
    let applied = applied(site);
    let head = site.db.read_blocking(changes::head)?;
    refresh_lexicon(site, head)?;
    let rebuilding = site.index.rebuilding.load(Ordering::Relaxed);
    let standing = Standing { lag: (head - applied).max(0), rebuilding };
    if head == applied || rebuilding {
        return Ok(standing);
    }
    // A log shorter than the index: the database was restored to an earlier day.
    if applied == 0 || head < applied || standing.lag > AT_ONCE {
        if head <= AT_ONCE {
            return match rebuild(site) {
                Ok(_count) => Ok(Standing { lag: 0, rebuilding: false }),
                Err(IndexFault::Busy) => Ok(Standing { lag: standing.lag, rebuilding: true }),
                Err(IndexFault::Other(fault)) => Err(fault),
            };
        }
        rebuild_behind(site);
        return Ok(Standing { lag: standing.lag.max(AT_ONCE + 1), rebuilding: true });
    }
    match apply(site, applied) {
        Ok(now) => Ok(Standing { lag: (head - now).max(0), rebuilding: false }),
        // Another process writes this index; it will come by itself.
        Err(IndexFault::Busy) => Ok(standing),
        Err(IndexFault::Other(fault)) => Err(fault),
    }
}

enum IndexFault {
    Busy,
    Other(Fault),
}

impl From<Fault> for IndexFault {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}

impl From<SearchError> for IndexFault {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Busy | SearchError::OutOfOrder { .. } => Self::Busy,
            other => Self::Other(Fault::ours(other)),
        }
    }
}

fn apply(site: &Arc<Site>, applied: i64) -> Result<i64, IndexFault> {
    let (last, batch) = site.db.read_blocking(|conn| {
        let logged = changes::after(conn, applied, AT_ONCE)?;
        let last = logged.last().map_or(applied, |entry| entry.seq);
        // What a thing became is read from its own table, so each is read once however often it changed.
        let subjects: BTreeSet<(String, String)> =
            logged.into_iter().map(|entry| (entry.kind, entry.subject_id)).collect();
        Ok((last, documents::changes(conn, &subjects)?))
    })?;
    site.engine.apply(&batch, u64::try_from(last).unwrap_or(0))?;
    Ok(last)
}

fn rebuild(site: &Arc<Site>) -> Result<u64, IndexFault> {
    let (head, documents) = site.db.read_blocking(|conn| {
        // The head first: what changes while the documents are read will be applied again.
        let head = changes::head(conn)?;
        Ok((head, documents::all(conn)?))
    })?;
    Ok(site.engine.rebuild(documents.into_iter(), u64::try_from(head).unwrap_or(0))?)
}

/// Builds the index of this node anew; searches go on meanwhile on the old one. Returns how many documents it
/// holds.
///
/// # Errors
/// A conflict when a rebuild is under way; when the database or the folder of the index fails.
pub fn rebuild_now(site: &Arc<Site>) -> Result<u64, Fault> {
    rebuild(site).map_err(|fault| match fault {
        IndexFault::Busy => Fault::conflict("index-busy"),
        IndexFault::Other(fault) => fault,
    })
}

fn rebuild_behind(site: &Arc<Site>) {
    if site.index.rebuilding.swap(true, Ordering::Relaxed) {
        return;
    }
    let site = Arc::clone(site);
    std::thread::spawn(move || {
        match rebuild(&site) {
            Ok(documents) => tracing::info!(documents, "search index rebuilt"),
            Err(IndexFault::Busy) => tracing::info!("another process rebuilds the search index"),
            Err(IndexFault::Other(fault)) => {
                tracing::error!(%fault, cause = ?std::error::Error::source(&fault), "the search index cannot be rebuilt");
            }
        }
        site.index.rebuilding.store(false, Ordering::Relaxed);
    });
}

/// Takes over the table of synonyms when the log has grown since it was last looked at.
fn refresh_lexicon(site: &Site, head: i64) -> Result<(), Fault> {
    let seen = site.index.seen.load(Ordering::Relaxed);
    if seen == head {
        return Ok(());
    }
    let table = site.db.read_blocking(|conn| {
        let changed = seen < 0 || changes::after_of(conn, seen, Subject::Synonyms)?;
        if changed { shelf::synonyms(conn).map(Some) } else { Ok::<Option<BTreeMap<_, _>>, Fault>(None) }
    })?;
    if let Some(table) = table {
        let ranker = Ranker::built_in().map_err(Fault::ours)?;
        site.engine.set_lexicon(Lexicon {
            stop: StopList::built_in(),
            synonyms: Synonyms::new(table),
            ranker,
        });
    }
    site.index.seen.store(head, Ordering::Relaxed);
    Ok(())
}
