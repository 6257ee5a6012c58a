//! The index at one moment: what a search works on undisturbed while others write.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tantivy::columnar::Column;
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, TantivyDocument};

use super::filter::{Bits, Scope, allowed};
use super::index::{self, Opened, Root};
use super::meaning::{Meaning, Rows, Table};
use super::measure::Sense;
use super::passage::passage;
use super::query::Plan;
use super::rank::{Ranked, candidates, ranked};
use super::ranker::{Measures, Ranker};
use super::view::{Columns, View};
use super::{Hit, Kind, SearchError};

/// Filters kept for a snapshot: one for each combination of reader, day and kinds.
const SCOPES: usize = 128;

/// A wording of a document: its key, title and body.
pub(super) type Wording = (u64, String, String);

/// The index as it is at one moment.
pub(super) struct Snapshot {
    pub folder: PathBuf,
    pub view: View,
    pub index: Index,
    reader: IndexReader,
    pub sequence: u64,
    pub stamp: Stamp,
    scopes: Mutex<HashMap<Scope, Arc<Vec<Bits>>>>,
    /// Where the vectors of each document stand, with the version of the vectors that was asked.
    vectors: Mutex<Option<(u64, Arc<Vec<Vec<Option<Rows>>>>)>>,
}

/// What the pointer and the list of segments looked like: changed when another process wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pointer: Option<(SystemTime, u64, u64)>,
    metas: Option<(SystemTime, u64, u64)>,
}

impl Stamp {
    pub(super) fn of(root: &Root, folder: &Path) -> Self {
        Self { pointer: file_stamp(&root.pointer()), metas: file_stamp(&folder.join("meta.json")) }
    }
}

fn file_stamp(path: &Path) -> Option<(SystemTime, u64, u64)> {
    let metadata = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let inode = 0;
    Some((metadata.modified().ok()?, metadata.len(), inode))
}

impl Snapshot {
    pub(super) fn of(root: &Root, folder: &Path, opened: Opened) -> Result<Self, SearchError> {
        let Opened { index, fields } = opened;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let stamp = Stamp::of(root, folder);
        let sequence = index::committed(&index)?;
        // After the sequence, so that the searcher holds at least what the sequence says.
        reader.reload()?;
        let view = View::new(reader.searcher(), fields)?;
        let folder = folder.to_owned();
        Ok(Self {
            folder,
            view,
            index,
            reader,
            sequence,
            stamp,
            scopes: Mutex::default(),
            vectors: Mutex::default(),
        })
    }

    /// The same folder after a commit.
    pub(super) fn again(&self, root: &Root) -> Result<Self, SearchError> {
        let stamp = Stamp::of(root, &self.folder);
        let sequence = index::committed(&self.index)?;
        self.reader.reload()?;
        Ok(Self {
            folder: self.folder.clone(),
            view: View::new(self.reader.searcher(), self.view.fields)?,
            index: self.index.clone(),
            reader: self.reader.clone(),
            sequence,
            stamp,
            scopes: Mutex::default(),
            vectors: Mutex::default(),
        })
    }

    pub(super) fn bits(&self, scope: &Scope) -> Result<Arc<Vec<Bits>>, SearchError> {
        if let Some(bits) = self.scopes.lock().unwrap_or_else(PoisonError::into_inner).get(scope) {
            return Ok(Arc::clone(bits));
        }
        let bits = Arc::new(allowed(&self.view.searcher, &self.view.fields, scope)?);
        let mut scopes = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        if scopes.len() >= SCOPES {
            scopes.clear();
        }
        scopes.insert(scope.clone(), Arc::clone(&bits));
        Ok(bits)
    }

    /// Where the vectors of each document stand, segment by segment.
    pub(super) fn vectors(&self, table: &Table) -> Arc<Vec<Vec<Option<Rows>>>> {
        let version = table.version();
        let mut known = self.vectors.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rows)) = known.as_ref().filter(|(seen, _)| *seen == version) {
            return Arc::clone(rows);
        }
        let mut all = Vec::new();
        for (_, segment, columns) in self.view.segments() {
            let row = |doc| columns.wording.first(doc).and_then(|key| table.rows(key));
            all.push((0..segment.max_doc()).map(row).collect());
        }
        let rows = Arc::new(all);
        *known = Some((version, Arc::clone(&rows)));
        rows
    }

    /// Documents whose wording has no vectors yet, at most so many, each wording once, and how many documents
    /// have theirs.
    pub(super) fn unread(&self, meaning: &Meaning, most: usize) -> Result<(Vec<Wording>, u64), SearchError> {
        let rows = meaning.with_table(|table| self.vectors(table));
        let (mut unread, mut seen, mut known) = (Vec::new(), HashSet::new(), 0);
        for ((ordinal, segment, columns), rows) in self.view.segments().zip(rows.iter()) {
            for (doc, rows) in (0..).zip(rows) {
                if segment.is_deleted(doc) {
                    continue;
                }
                if rows.is_some() {
                    known += 1;
                    continue;
                }
                let key = columns.wording.first(doc).unwrap_or(0);
                if unread.len() < most && seen.insert(key) {
                    let stored: TantivyDocument = self.view.searcher.doc(DocAddress::new(ordinal, doc))?;
                    let text = |field| {
                        stored
                            .get_first(field)
                            .and_then(|value| value.as_str())
                            .unwrap_or_default()
                            .to_owned()
                    };
                    unread.push((key, text(self.view.fields.title), text(self.view.fields.body)));
                }
            }
        }
        Ok((unread, known))
    }

    /// Every wording of the index.
    pub(super) fn wordings(&self) -> HashSet<u64> {
        let mut keys = HashSet::new();
        for (_, segment, columns) in self.view.segments() {
            keys.extend(
                (0..segment.max_doc())
                    .filter(|&doc| !segment.is_deleted(doc))
                    .filter_map(|doc| columns.wording.first(doc)),
            );
        }
        keys
    }

    pub(super) fn ranked(
        &self,
        plan: &Plan,
        ranker: &Ranker,
        sense: Option<&Sense<'_>>,
        bits: &[Bits],
        depth: usize,
    ) -> Result<Vec<Ranked>, SearchError> {
        ranked(&self.view, plan, ranker, sense, bits, depth)
    }

    /// The candidates of a question: id and measures.
    pub(super) fn measures(
        &self,
        plan: &Plan,
        sense: Option<&Sense<'_>>,
        bits: &[Bits],
        depth: usize,
    ) -> Result<Vec<(String, Measures)>, SearchError> {
        candidates(&self.view, plan, sense, bits, depth)?
            .into_iter()
            .map(|found| {
                let stored: TantivyDocument = self.view.searcher.doc(found.address)?;
                let id = stored.get_first(self.view.fields.id).and_then(|value| value.as_str());
                Ok((id.unwrap_or_default().to_owned(), found.measures))
            })
            .collect()
    }

    pub(super) fn hit(&self, ranked: &Ranked, past: bool, plan: &Plan) -> Result<Hit, SearchError> {
        let stored: TantivyDocument = self.view.searcher.doc(ranked.address)?;
        let text = |field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let columns = self.view.columns_of(ranked.address.segment_ord);
        let number = |column: fn(&Columns) -> &Column<u64>| {
            columns.and_then(|columns| column(columns).first(ranked.address.doc_id)).unwrap_or(0)
        };
        let body = text(self.view.fields.body);
        let (passage, cuts) = passage(body, &plan.marks);
        Ok(Hit {
            id: text(self.view.fields.id).to_owned(),
            kind: Kind::from_code(number(|columns| &columns.kind)).unwrap_or(Kind::Clause),
            score: ranked.score,
            cuts,
            passage,
            superseded: past || number(|columns| &columns.superseded) != 0,
        })
    }
}

/// The live index, or an empty one in its place; and whether there had been one.
pub(super) fn open_or_heal(root: &Root) -> Result<(Snapshot, bool), SearchError> {
    let live = root.live();
    if let Some(folder) = &live
        && let Some(opened) = index::open_sound(folder)
        && let Ok(snapshot) = Snapshot::of(root, folder, opened)
    {
        return Ok((snapshot, false));
    }
    let existed = root.pointer().exists();
    let folder = root.next_folder()?;
    let opened = index::create(&folder)?;
    root.switch(&folder)?;
    Ok((Snapshot::of(root, &folder, opened)?, existed))
}
