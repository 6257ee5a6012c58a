//! Search by meaning beside search by words: optional, and off while the encoder is not there.
//!
//! Every wording of a document gets vectors of its passages, every question one vector, led by a learnt
//! matrix (`adapter`) towards the way rules put things. The nearest documents join the candidates that words
//! have found, and their nearness is among the measures the ranking weighs.
//!
//! Vectors are a cache of the index as the index is one of the database: they lie in one file beside it, keyed
//! by the wording, so that a rebuild asks the encoder for nothing it has answered before.

pub mod adapter;
mod near;
mod table;

use std::path::Path;
use std::sync::{PoisonError, RwLock};

use adapter::Adapters;
pub(super) use near::{Nearness, near};
pub(super) use table::{Rows, Table};

use super::SearchError;
use super::normalise::{is_han, normalise_char};
use super::numbered::fnv;
use crate::platform::dense::Encoder;

/// Most characters of one passage.
const PASSAGE: usize = 256;
/// Most passages of one document; what comes after is found by its words alone.
const PASSAGES: usize = 8;

/// An encoder with the vectors it has made.
pub struct Meaning {
    encoder: Encoder,
    adapters: Adapters,
    table: RwLock<Table>,
    threads: rayon::ThreadPool,
}

impl Meaning {
    /// Opens an encoder, and the file of vectors, which is begun anew when it is missing, damaged or another
    /// encoder's. The encoder works on so many threads.
    ///
    /// # Errors
    /// [`SearchError::Encoder`] if the encoder cannot be opened, [`SearchError::Folder`] if the vectors cannot
    /// be written.
    pub fn open(model: &Path, vectors: &Path, threads: usize) -> Result<Self, SearchError> {
        let encoder = Encoder::open(model).map_err(|error| SearchError::Encoder(error.to_string()))?;
        let adapters = Adapters::built_in(encoder.width());
        let table = Table::open(vectors, encoder.width(), encoder.fingerprint())?;
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .build()
            .map_err(|error| SearchError::Encoder(error.to_string()))?;
        Ok(Self { encoder, adapters, table: RwLock::new(table), threads })
    }

    /// The vector of a question as the encoder gives it.
    #[must_use]
    pub fn question(&self, text: &str) -> Vec<f32> {
        // Not on the threads that read documents: a question would wait for the batch they are at.
        self.encoder.question(text)
    }

    /// The vector of a question led towards the rules; `blind` names the part of the questions the matrix must
    /// not have been learnt from.
    #[must_use]
    pub fn led(&self, text: &str, blind: Option<usize>) -> Vec<f32> {
        self.adapters.apply(&self.question(text), blind)
    }

    /// Makes the vectors of documents, each a wording's key with title and body, and keeps them.
    ///
    /// # Errors
    /// [`SearchError::Folder`] if they cannot be written.
    pub(super) fn learn(&self, documents: &[(u64, String, String)]) -> Result<(), SearchError> {
        let passages: Vec<Vec<String>> =
            documents.iter().map(|(_, title, body)| passages(title, body)).collect();
        let flat: Vec<&String> = passages.iter().flatten().collect();
        let mut vectors = self
            .threads
            .install(|| {
                use rayon::prelude::*;
                // Small batches: one for each thread and several in turn.
                flat.par_chunks(16).flat_map_iter(|chunk| self.encoder.passages(chunk)).collect::<Vec<_>>()
            })
            .into_iter();
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        for ((key, _, _), passages) in documents.iter().zip(&passages) {
            let of_document: Vec<Vec<f32>> = vectors.by_ref().take(passages.len()).collect();
            table.add(*key, &of_document)?;
        }
        table.flush()
    }

    /// A number that changes whenever vectors came or went.
    pub(super) fn version(&self) -> u64 {
        self.table.read().unwrap_or_else(PoisonError::into_inner).version()
    }

    /// Forgets the vectors of every wording but these.
    ///
    /// # Errors
    /// [`SearchError::Folder`] if the file cannot be replaced.
    pub(super) fn keep(&self, keys: &std::collections::HashSet<u64>) -> Result<(), SearchError> {
        self.table.write().unwrap_or_else(PoisonError::into_inner).keep(keys)
    }

    /// Looks at the vectors, which nobody changes meanwhile.
    pub(super) fn with_table<T>(&self, look: impl FnOnce(&Table) -> T) -> T {
        look(&self.table.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The first vector of a wording, for learning.
    #[must_use]
    pub fn vector(&self, key: u64) -> Option<Vec<f32>> {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        table.rows(key).map(|rows| table.vector(rows.first))
    }
}

/// Whether the encoder can make something of a question: mostly Han characters, at least two. Typed pinyin, a
/// number or a form's code mean nothing to it, and words find them.
pub(super) fn is_said(question: &str) -> bool {
    let letters = || question.chars().filter(|c| c.is_alphanumeric());
    let han = letters().filter(|&c| is_han(normalise_char(c))).count();
    han >= 2 && 2 * han >= letters().count()
}

/// The passages of a document: its title and a run of whole sentences, at most [`PASSAGE`] characters each.
fn passages(title: &str, body: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut length = 0;
    let room = PASSAGE.saturating_sub(title.chars().count() + 1).max(PASSAGE / 2);
    for piece in super::passage::sentences(body) {
        let more = piece.chars().count();
        if length > 0 && length + more > room {
            found.push(std::mem::take(&mut open));
            length = 0;
        }
        open.push_str(&piece);
        length += more;
    }
    if !open.trim().is_empty() || found.is_empty() {
        found.push(open);
    }
    found.truncate(PASSAGES);
    found.into_iter().map(|passage| format!("{title} {passage}").trim().to_owned()).collect()
}

/// The key of a wording: a number of title and body.
#[must_use]
pub fn wording(title: &str, body: &str) -> u64 {
    fnv(title.bytes().chain([0]).chain(body.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_whole_sentences_under_their_title() {
        let body = "职工应当按月缴存住房公积金。".repeat(40);
        let found = passages("缴存办法第三条", &body);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|p| p.starts_with("缴存办法第三条 职工") && p.ends_with('。')));
        assert!(found.iter().all(|p| p.chars().count() <= PASSAGE));
        let joined: String = found.iter().map(|p| p.trim_start_matches("缴存办法第三条 ")).collect();
        assert_eq!(joined, body);
        assert_eq!(passages("标题", ""), ["标题"]);
        assert_eq!(passages("", &"字".repeat(5_000)).len(), PASSAGES);
    }

    #[test]
    fn what_is_typed_by_sound_is_left_to_words() {
        for said in ["怎么提取公积金", "CA证书到期", "離職"] {
            assert!(is_said(said), "{said}");
        }
        for typed in ["zufang tiqu", "租房tiqu", "12329", "取", ""] {
            assert!(!is_said(typed), "{typed}");
        }
    }

    #[test]
    fn a_wording_is_title_and_body_apart() {
        assert_ne!(wording("甲", "乙"), wording("甲乙", ""));
        assert_eq!(wording("甲", "乙"), wording("甲", "乙"));
    }
}
