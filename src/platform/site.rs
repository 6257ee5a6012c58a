//! Everything a use case may need from the outside world, opened once at the start.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64};
use std::sync::{Arc, OnceLock};

use crate::kernel::clock::Zone;
use crate::kernel::{Clock, Entropy};
use crate::platform::blobs::BlobStore;
use crate::platform::config::Config;
use crate::platform::db::{Db, migrate};
use crate::platform::keys::MasterKey;
use crate::platform::mail::Mailer;
use crate::platform::models::{self, ReaderFiles};
use crate::platform::sandbox;
use crate::platform::search::{Engine, Lexicon, Meaning};

/// The outside world of one running program.
pub struct Site {
    /// What the site decided.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The master key and what derives from it.
    pub keys: MasterKey,
    /// Files.
    pub blobs: BlobStore,
    /// Outgoing mail.
    pub mailer: Mailer,
    /// The search engine over this node's own index.
    pub engine: Engine,
    /// What this node knows of its index beside the index itself.
    pub index: IndexState,
    /// This program's own file, for the sealed child.
    pub program: PathBuf,
    /// What this system offers for sealing that child.
    pub sealing: sandbox::Support,
    /// The networks that read papers, once somebody needed them.
    pub reading: Reading,
}

/// The networks that read papers: loaded when they are first needed and there.
#[derive(Debug, Default)]
pub struct Reading(OnceLock<ReaderFiles>);

/// What a node knows of its search index beside the index itself.
#[derive(Debug)]
pub struct IndexState {
    /// Number of the change up to which the table of synonyms was looked at; below zero: never.
    pub seen: AtomicI64,
    /// Whether a rebuild is under way in the background.
    pub rebuilding: AtomicBool,
}

/// The site could not be opened; the message says which part.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A folder cannot be made.
    #[error("the folder {path} cannot be made: {source}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] crate::platform::db::DbError),
    /// The keys.
    #[error("the keys: {0}")]
    Keys(#[from] crate::platform::keys::KeyError),
    /// The files.
    #[error("the files: {0}")]
    Blobs(#[from] crate::platform::blobs::BlobError),
    /// The search index.
    #[error("the search index: {0}")]
    Search(#[from] crate::platform::search::SearchError),
    /// This program's own file.
    #[error("this program's own file: {0}")]
    Program(#[source] std::io::Error),
}

impl Site {
    /// Opens every part; migrations that wait are run.
    ///
    /// # Errors
    /// The part that failed.
    pub fn open(
        config: Config,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        mailer: Mailer,
        program: PathBuf,
    ) -> Result<Self, SiteError> {
        for folder in [&config.data, &config.keys_dir()] {
            std::fs::create_dir_all(folder)
                .map_err(|source| SiteError::Folder { path: folder.clone(), source })?;
        }
        let keys = MasterKey::load_or_create(&config.keys_dir())?;
        let db = Db::open(&config.database(), config.connections, clock, entropy)?;
        let ran = migrate(&db)?;
        if ran > 0 {
            tracing::info!(ran, "migrations");
        }
        let blobs = BlobStore::local(&config.data.join("blobs"), &keys)?;
        let engine = Engine::open(&config.data.join("index"), Lexicon::built_in()?)?;
        engine.set_meaning(meaning(&config));
        let index = IndexState { seen: AtomicI64::new(-1), rebuilding: AtomicBool::new(false) };
        Ok(Self {
            config,
            db,
            keys,
            blobs,
            mailer,
            engine,
            index,
            program,
            sealing: sandbox::support(),
            reading: Reading::default(),
        })
    }

    /// How strictly a decoder's child must be sealed here; `None` when this system cannot seal one and its
    /// administrator has not accepted that, so that no document may be decoded at all.
    #[must_use]
    pub fn seal(&self) -> Option<sandbox::Seal> {
        if self.sealing.sealed() {
            Some(sandbox::Seal::Required)
        } else {
            (self.config.accept_unsealed_decoder || self.config.demo).then_some(sandbox::Seal::BestEffort)
        }
    }

    /// The hall's place on the clock.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.config.zone()
    }

    /// The networks that read papers; none before `shifu models fetch` brought them. A file that is another one
    /// is said in the log and not used.
    #[must_use]
    pub fn reader_files(&self) -> Option<&ReaderFiles> {
        if let Some(files) = self.reading.0.get() {
            return Some(files);
        }
        match ReaderFiles::load(&self.config.models_dir()) {
            Ok(files) => files.map(|files| self.reading.0.get_or_init(|| files)),
            Err(error) => {
                tracing::error!(%error, "papers are not read");
                None
            }
        }
    }

    /// Today at the hall.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        self.zone().day(self.db.clock().now())
    }
}

/// Search by meaning, when it is wanted and its model is there. A broken model is said in the log and searched
/// without: words find most.
fn meaning(config: &Config) -> Option<Arc<Meaning>> {
    let model = models::ENCODER.path(&config.models_dir());
    if !config.search_by_meaning || !model.exists() {
        return None;
    }
    // One thread: reading a new policy must not slow down the hall.
    match Meaning::open(&model, &config.data.join("index").join("vectors"), 1) {
        Ok(meaning) => Some(Arc::new(meaning)),
        Err(error) => {
            tracing::error!(%error, model = %model.display(), "search by meaning is off");
            None
        }
    }
}
