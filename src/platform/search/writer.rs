//! Writing: batches into the live index, and a whole index into an empty folder.

use std::path::{Path, PathBuf};

use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexWriter, Term};

use super::index::{self, Fields, Opened};
use super::{Change, Document, SearchError};

/// The writer of a folder.
pub(super) struct Writer {
    pub folder: PathBuf,
    pub fields: Fields,
    pub inner: IndexWriter,
}

fn add(writer: &Writer, change: &Change) -> Result<(), SearchError> {
    match change {
        Change::Put(document) => {
            writer.inner.delete_term(Term::from_field_text(writer.fields.id, &document.id));
            writer.inner.add_document(writer.fields.document(document))?;
        }
        Change::Remove(id) => {
            writer.inner.delete_term(Term::from_field_text(writer.fields.id, id));
        }
    }
    Ok(())
}

/// Applies a batch, all or none, with the number of its last change.
pub(super) fn commit(writer: &mut Writer, changes: &[Change], sequence: u64) -> Result<(), SearchError> {
    for change in changes {
        add(writer, change)?;
    }
    let mut prepared = writer.inner.prepare_commit()?;
    prepared.set_payload(&sequence.to_string());
    prepared.commit()?;
    Ok(())
}

/// Fills an empty folder and leaves one segment in it.
pub(super) fn build(
    folder: &Path,
    documents: impl Iterator<Item = Document>,
    sequence: u64,
) -> Result<u64, SearchError> {
    let Opened { index, fields } = index::create(folder)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let mut writer = index::writer(&index, threads)?;
    // Merging once at the end beats merging on the way: nobody reads the folder before.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut count = 0;
    for document in documents {
        writer.add_document(fields.document(&document))?;
        count += 1;
    }
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&sequence.to_string());
    prepared.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(count)
}
