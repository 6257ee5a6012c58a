//! The engine: one snapshot for readers, one writer for changes, folders behind both.
//!
//! A search takes the current snapshot (a searcher, its sequence, its filters) and works on it undisturbed;
//! commits and rebuilds put another snapshot in its place. The writer is opened at the first change, so that
//! a process which only reads (the command line beside a running server) never asks for the lock. Commits and
//! rebuilds by another process are noticed at the next search by the time stamps of two small files.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};

use super::corrected::corrected;
use super::filter::Scope;
use super::index::{self, Root};
use super::meaning::{Meaning, Nearness, is_said};
use super::measure::Sense;
use super::normalise::normalise;
use super::query::Plan;
use super::rank::{READ, Ranked};
use super::ranker::Measures;
use super::snapshot::{Snapshot, Stamp, open_or_heal};
use super::writer::{Writer, build, commit};
use super::{Also, Answer, Ask, Change, Document, Lexicon, SearchError, nearby};

/// Hits looked at for whether they speak of what was asked.
const FIRST: usize = 10;

/// The search engine of one node. Clones of an `Arc<Engine>` may be used from any thread.
pub struct Engine {
    root: Root,
    current: RwLock<Arc<Snapshot>>,
    lexicon: RwLock<Arc<Lexicon>>,
    meaning: RwLock<Option<Arc<Meaning>>>,
    /// Folder and change of the index and version of the vectors at which nothing was left to read.
    all_read: Mutex<Option<(PathBuf, u64, u64)>>,
    writer: Mutex<Option<Writer>>,
    refreshing: Mutex<()>,
    rebuilding: Mutex<()>,
    healed: AtomicBool,
}

/// The state of the index, for the health page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Health {
    /// Number of the last change applied; the caller subtracts it from the log's to get the lag.
    pub sequence: u64,
    /// Documents, deleted ones not counted.
    pub documents: u64,
    /// Segments they lie in.
    pub segments: usize,
    /// Size on disk, in bytes.
    pub bytes: u64,
    /// Name of the live folder.
    pub folder: String,
    /// Whether a damaged or missing index was replaced by an empty one since the engine was opened.
    pub healed: bool,
}

/// How far the encoder has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Reading {
    /// Documents whose vectors are known.
    pub known: u64,
    /// All documents.
    pub documents: u64,
    /// Wordings read in this step; none: nothing waits.
    pub read: u64,
}

impl Engine {
    /// Opens the index under a folder, which is made if missing. A damaged or missing index becomes an empty
    /// one with sequence 0, so that the caller replays the change log from its beginning or rebuilds.
    ///
    /// # Errors
    /// [`SearchError::Folder`] if the folder cannot be written, [`SearchError::Index`] if not even an empty
    /// index can be made in it.
    pub fn open(dir: &Path, lexicon: Lexicon) -> Result<Self, SearchError> {
        let root = Root::new(dir)?;
        let (snapshot, healed) = open_or_heal(&root)?;
        root.sweep(&snapshot.folder)?;
        Ok(Self {
            root,
            current: RwLock::new(Arc::new(snapshot)),
            lexicon: RwLock::new(Arc::new(lexicon)),
            meaning: RwLock::new(None),
            all_read: Mutex::default(),
            writer: Mutex::new(None),
            refreshing: Mutex::new(()),
            rebuilding: Mutex::new(()),
            healed: AtomicBool::new(healed),
        })
    }

    /// Number of the last change applied; 0 when nothing has been.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.snapshot().sequence
    }

    /// Applies a batch of changes, all or none, and notes the number of the last. Putting or removing the
    /// same document again is harmless, so a batch may be repeated after a crash.
    ///
    /// # Errors
    /// [`SearchError::OutOfOrder`] if the number is behind [`Engine::sequence`], [`SearchError::Busy`] if
    /// another process is the writer; in both cases, and in all others, nothing was applied.
    pub fn apply(&self, changes: &[Change], sequence: u64) -> Result<(), SearchError> {
        let mut slot = lock(&self.writer);
        let snapshot = self.snapshot();
        if sequence < snapshot.sequence {
            return Err(SearchError::OutOfOrder { given: sequence, applied: snapshot.sequence });
        }
        if slot.as_ref().is_some_and(|writer| writer.folder != snapshot.folder) {
            *slot = None;
        }
        let writer = match slot.as_mut() {
            Some(writer) => writer,
            None => slot.insert(Writer {
                folder: snapshot.folder.clone(),
                fields: snapshot.view.fields,
                inner: index::writer(&snapshot.index, 1)?,
            }),
        };
        if let Err(error) = commit(writer, changes, sequence) {
            // What was added before the failure must not slip into the next commit.
            *slot = None;
            return Err(error);
        }
        drop(slot);
        self.refresh(true)
    }

    /// Builds a new index beside the live one and switches to it when it is whole; searches go on meanwhile
    /// on the old one. Afterwards [`Engine::sequence`] is the number given: changes applied during the
    /// rebuild are to be applied again. Returns the number of documents.
    ///
    /// # Errors
    /// [`SearchError::Busy`] if a rebuild is under way in this process; the live index stays as it was.
    pub fn rebuild(
        &self,
        documents: impl Iterator<Item = Document>,
        sequence: u64,
    ) -> Result<u64, SearchError> {
        let Some(_rebuilding) = try_lock(&self.rebuilding) else { return Err(SearchError::Busy) };
        let folder = self.root.next_folder()?;
        let built = build(&folder, documents, sequence);
        let count = match built {
            Ok(count) => count,
            Err(error) => {
                fs::remove_dir_all(&folder)?;
                return Err(error);
            }
        };
        let mut slot = lock(&self.writer);
        self.root.switch(&folder)?;
        *slot = None;
        drop(slot);
        self.refresh(true)?;
        self.root.sweep(&folder)?;
        Ok(count)
    }

    /// Searches. Never waits for a writer.
    ///
    /// # Errors
    /// [`SearchError::Index`] if the index cannot be read.
    pub fn search(&self, ask: &Ask<'_>) -> Result<Answer, SearchError> {
        self.refresh(false)?;
        let snapshot = self.snapshot();
        let lexicon = Arc::clone(&self.lexicon.read().unwrap_or_else(PoisonError::into_inner));
        let plan = Plan::new(ask.text, ask.as_you_type, &lexicon, &snapshot.view)?;
        let depth = ask.offset.saturating_add(ask.limit);
        let day = index::day(ask.as_of);
        let (mut found, mut meant): (Vec<(Ranked, bool)>, bool) = (Vec::new(), false);
        if !plan.is_empty() {
            let scope = Scope::new(day, ask.kinds, ask.reader, false);
            let ranker = &lexicon.ranker;
            // While somebody types, words answer: meaning is for what is said to its end.
            let said = !ask.as_you_type && is_said(ask.text);
            let led = |meaning: &Meaning| said.then(|| meaning.led(ask.text, ranker.blind()));
            found = self.with_sense(&snapshot, led, |sense| {
                meant = sense.is_some();
                let ranked = |scope: &Scope| -> Result<Vec<Ranked>, SearchError> {
                    snapshot.ranked(&plan, ranker, sense, &snapshot.bits(scope)?, depth)
                };
                let current = ranked(&scope)?.into_iter().map(|hit| (hit, false)).collect();
                if ask.include_superseded {
                    return Ok(with_history(current, ranked(&Scope { past: true, ..scope.clone() })?));
                }
                Ok(current)
            })?;
        }
        let total = found.len();
        let first = || found.iter().take(FIRST).map(|(hit, _)| hit);
        let spoken = first().map(|hit| hit.spoken).fold(0.0, f32::max);
        let likeness = first().filter_map(|hit| hit.likeness).reduce(f32::max);
        let page = found.into_iter().skip(ask.offset).take(ask.limit);
        let hits = page.map(|(hit, past)| snapshot.hit(&hit, past, &plan)).collect::<Result<Vec<_>, _>>()?;
        let corrected = if ask.offset == 0 && !plan.sounds.is_empty() {
            corrected(&normalise(ask.text), &plan.sounds, plan.units.open(&plan.sounds), &hits)
        } else {
            None
        };
        let nearby = if total == 0 && !ask.text.trim().is_empty() {
            let bits = snapshot.bits(&Scope::new(day, ask.kinds, ask.reader, false))?;
            nearby::words(ask.text, &lexicon, &snapshot.view.searcher, &snapshot.view.fields, &bits)?
        } else {
            Vec::new()
        };
        let mut also = plan.also;
        also.extend((meant && total > 0).then_some(Also::Meaning));
        Ok(Answer { hits, total, also, corrected, spoken, likeness, nearby, sequence: snapshot.sequence })
    }

    /// The candidates of a question with their measures, for learning what the measures are worth; with the
    /// vector given, meaning is measured too.
    ///
    /// # Errors
    /// [`SearchError::Index`] if the index cannot be read.
    pub fn measures(
        &self,
        ask: &Ask<'_>,
        led: Option<&[f32]>,
    ) -> Result<Vec<(String, Measures)>, SearchError> {
        let snapshot = self.snapshot();
        let lexicon = Arc::clone(&self.lexicon.read().unwrap_or_else(PoisonError::into_inner));
        let plan = Plan::new(ask.text, ask.as_you_type, &lexicon, &snapshot.view)?;
        let bits = snapshot.bits(&Scope::new(index::day(ask.as_of), ask.kinds, ask.reader, false))?;
        self.with_sense(
            &snapshot,
            |_| led.map(<[f32]>::to_vec),
            |sense| snapshot.measures(&plan, sense, &bits, READ),
        )
    }

    /// Does something with what is known of meaning: nothing when it is off, or no vector is given.
    fn with_sense<T>(
        &self,
        snapshot: &Snapshot,
        led: impl FnOnce(&Meaning) -> Option<Vec<f32>>,
        work: impl FnOnce(Option<&Sense<'_>>) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let Some(meaning) = self.meaning() else { return work(None) };
        let Some(vector) = led(&meaning) else { return work(None) };
        meaning.with_table(|table| {
            let rows = snapshot.vectors(table);
            work(Some(&Sense { table, nearness: Nearness::new(&vector), rows }))
        })
    }

    /// Turns search by meaning on, or off.
    pub fn set_meaning(&self, meaning: Option<Arc<Meaning>>) {
        *lock(&self.all_read) = None;
        *self.meaning.write().unwrap_or_else(PoisonError::into_inner) = meaning;
    }

    /// Search by meaning, if it is on.
    #[must_use]
    pub fn meaning(&self) -> Option<Arc<Meaning>> {
        self.meaning.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far the encoder has read; nothing when search by meaning is off.
    ///
    /// # Errors
    /// [`SearchError::Index`] if the index cannot be read.
    pub fn reading(&self) -> Result<Option<Reading>, SearchError> {
        let snapshot = self.snapshot();
        let Some(meaning) = self.meaning() else { return Ok(None) };
        let (_, known) = snapshot.unread(&meaning, 0)?;
        Ok(Some(Reading { known, documents: snapshot.view.searcher.num_docs(), read: 0 }))
    }

    /// Has the encoder read the next documents, at most so many; how far it is then. Searches go on meanwhile
    /// with the vectors there are.
    ///
    /// # Errors
    /// [`SearchError::Index`] if the index cannot be read, [`SearchError::Folder`] if the vectors cannot be
    /// kept.
    pub fn read_on(&self, most: usize) -> Result<Reading, SearchError> {
        let snapshot = self.snapshot();
        let documents = snapshot.view.searcher.num_docs();
        let Some(meaning) = self.meaning() else { return Ok(Reading { known: 0, documents, read: 0 }) };
        let now = || (snapshot.folder.clone(), snapshot.sequence, meaning.version());
        // Asked every few seconds, and most of the time nothing has changed.
        if lock(&self.all_read).as_ref() == Some(&now()) {
            return Ok(Reading { known: documents, documents, read: 0 });
        }
        let (unread, known) = snapshot.unread(&meaning, most)?;
        if unread.is_empty() {
            meaning.keep(&snapshot.wordings())?;
            *lock(&self.all_read) = Some(now());
        } else {
            meaning.learn(&unread)?;
        }
        let read = u64::try_from(unread.len()).unwrap_or(0);
        Ok(Reading { known: known + read, documents, read })
    }

    /// Replaces stop list, synonyms and weights; searches that begin later use the new ones.
    pub fn set_lexicon(&self, lexicon: Lexicon) {
        *self.lexicon.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(lexicon);
    }

    /// The state of the index.
    #[must_use]
    pub fn health(&self) -> Health {
        let snapshot = self.snapshot();
        Health {
            sequence: snapshot.sequence,
            documents: snapshot.view.searcher.num_docs(),
            segments: snapshot.view.searcher.segment_readers().len(),
            bytes: folder_size(&snapshot.folder).unwrap_or(0),
            folder: snapshot.folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            healed: self.healed.load(Ordering::Relaxed),
        }
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes a new snapshot if this or another process has written. Somebody else refreshing meanwhile is no
    /// reason to wait, unless `must`: then the caller's own commit has to be seen.
    fn refresh(&self, must: bool) -> Result<(), SearchError> {
        let snapshot = self.snapshot();
        if !must && snapshot.stamp == Stamp::of(&self.root, &snapshot.folder) {
            return Ok(());
        }
        let _refreshing = if must {
            lock(&self.refreshing)
        } else {
            let Some(guard) = try_lock(&self.refreshing) else { return Ok(()) };
            guard
        };
        let snapshot = self.snapshot();
        let next = match self.root.live() {
            Some(live) if live != snapshot.folder => Snapshot::of(&self.root, &live, index::open(&live)?)?,
            _ => snapshot.again(&self.root)?,
        };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        Ok(())
    }
}

/// Puts each version out of force behind the one in force of the same group and article, the others behind
/// everything: whatever its score, it never stands above the current one.
fn with_history(current: Vec<(Ranked, bool)>, past: Vec<Ranked>) -> Vec<(Ranked, bool)> {
    let key = |hit: &Ranked| (hit.group != 0 && hit.article != 0).then_some((hit.group, hit.article));
    let mut below: HashMap<(u64, u64), Vec<Ranked>> = HashMap::new();
    let mut alone = Vec::new();
    let known: HashSet<(u64, u64)> = current.iter().filter_map(|(hit, _)| key(hit)).collect();
    for hit in past {
        match key(&hit).filter(|key| known.contains(key)) {
            Some(key) => below.entry(key).or_default().push(hit),
            None => alone.push(hit),
        }
    }
    let mut listed = Vec::new();
    for (hit, _) in current {
        listed.push((hit, false));
        let older = key(&hit).and_then(|key| below.remove(&key)).unwrap_or_default();
        listed.extend(older.into_iter().map(|hit| (hit, true)));
    }
    listed.extend(alone.into_iter().map(|hit| (hit, true)));
    listed
}

fn folder_size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

/// A lock whose holder panicked guards nothing half done here: snapshots and writers are replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same without waiting: `None` while another thread holds it.
fn try_lock<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}
