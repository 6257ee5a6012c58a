//! The index on disk: fields, folders, and the pointer that says which folder is live.
//!
//! Under the root lie folders `g3-0001`, `g3-0002`, … (the letter and first number are the version of
//! schema and tokenizer) and a file `g3-live` naming the one in use. A rebuild fills the next folder and
//! then replaces the file, so that readers go from a whole index to a whole index.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use tantivy::directory::{INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Directory, Index, IndexSettings, IndexWriter, TantivyDocument};

use super::cut::{GramTokenizer, SyllableTokenizer, runs};
use super::forward::packed;
use super::meaning::wording;
use super::normalise::{is_han, normalise};
use super::numbered::fnv;
use super::{Document, Kind, SearchError};

/// Version of schema, tokenizer and normaliser together: change it when any of them changes.
const VERSION: &str = "g3";
const GRAMS: &str = "shifu_grams";
const SYLLABLES: &str = "shifu_syllables";
/// Memory of one indexing thread before it writes a segment, in bytes.
const ARENA: usize = 48 << 20;
/// Bytes of stored text that are packed together.
const STORED_BLOCK: usize = 4096;

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub id: Field,
    /// Stored only: what passages are cut from.
    pub body: Field,
    /// Title and body as grams.
    pub main: Field,
    /// Title and body as syllable pairs.
    pub sound: Field,
    /// Questions people asked, as grams.
    pub asked: Field,
    pub article: Field,
    pub visible: Field,
    pub kind: Field,
    pub group: Field,
    pub from: Field,
    pub to: Field,
    pub superseded: Field,
    /// Number of tokens of `main`. The index's own norm is one byte, too coarse to rank clauses by.
    pub length: Field,
    /// Title and body in reading order, four characters a number: see `forward`.
    pub text: Field,
    /// Stored only: what the encoder reads above the body.
    pub title: Field,
    /// Key of title and body as they are worded, under which their vectors are kept.
    pub wording: Field,
}

/// Names of the columns read when ranking and filtering.
pub(super) mod column {
    pub const ARTICLE: &str = "article";
    pub const KIND: &str = "kind";
    pub const GROUP: &str = "group";
    pub const FROM: &str = "from";
    pub const TO: &str = "to";
    pub const SUPERSEDED: &str = "superseded";
    pub const LENGTH: &str = "length";
    pub const TEXT: &str = "text";
    pub const WORDING: &str = "wording";
}

impl Fields {
    fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let grams = |tokenizer: &str| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(IndexRecordOption::WithFreqs);
            TextOptions::default().set_indexing_options(indexing)
        };
        let key = || {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fast = || NumericOptions::default().set_fast();
        let fields = Self {
            id: schema.add_text_field("id", key().set_stored()),
            body: schema.add_text_field("body", STORED),
            main: schema.add_text_field("main", grams(GRAMS)),
            sound: schema.add_text_field("sound", grams(SYLLABLES)),
            asked: schema.add_text_field("asked", grams(GRAMS)),
            visible: schema.add_text_field("visible", key()),
            article: schema.add_u64_field(column::ARTICLE, fast().set_indexed()),
            kind: schema.add_u64_field(column::KIND, fast()),
            group: schema.add_u64_field(column::GROUP, fast()),
            from: schema.add_i64_field(column::FROM, fast()),
            to: schema.add_i64_field(column::TO, fast()),
            superseded: schema.add_u64_field(column::SUPERSEDED, fast()),
            length: schema.add_u64_field(column::LENGTH, fast()),
            text: schema.add_u64_field(column::TEXT, fast()),
            title: schema.add_text_field("title", STORED),
            wording: schema.add_u64_field(column::WORDING, fast()),
        };
        (schema.build(), fields)
    }

    /// The document as the index wants it.
    pub(super) fn document(&self, document: &Document) -> TantivyDocument {
        let mut doc = TantivyDocument::new();
        let main = format!("{}\n{}", document.title, document.body);
        doc.add_u64(self.length, length(&main));
        // The title of a clause is its policy's name, which all its clauses bear; any other title is what the
        // document says first: the question of an answer, the name of a form.
        let numbers = match document.kind {
            Kind::Clause => packed(&document.title, &document.body),
            Kind::Note | Kind::Faq | Kind::Form | Kind::Item => packed("", &main),
        };
        for number in numbers {
            doc.add_u64(self.text, number);
        }
        doc.add_text(self.id, &document.id);
        doc.add_text(self.title, &document.title);
        doc.add_text(self.body, &document.body);
        doc.add_u64(self.wording, wording(&document.title, &document.body));
        doc.add_text(self.sound, &main);
        doc.add_text(self.main, main);
        for question in &document.asked {
            doc.add_text(self.asked, question);
        }
        for term in &document.visible_to {
            doc.add_text(self.visible, term);
        }
        doc.add_u64(self.article, u64::from(document.article.unwrap_or(0)));
        doc.add_u64(self.kind, document.kind.code());
        doc.add_u64(self.group, group_key(&document.group));
        doc.add_i64(self.from, document.effective_from.map_or(i64::MIN, day));
        doc.add_i64(self.to, document.effective_to.map_or(i64::MAX, day));
        doc.add_u64(self.superseded, u64::from(document.superseded));
        doc
    }
}

/// A date as the number of its day, day 1 being 1 January of year 1.
pub(super) fn day(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// Number of tokens the tokenizer makes of a text, without making them.
fn length(text: &str) -> u64 {
    let chars = normalise(text);
    let tokens = runs(&chars)
        .into_iter()
        .map(|(start, end)| if is_han(chars[start]) { 2 * (end - start) - 1 } else { 1 })
        .sum::<usize>();
    u64::try_from(tokens).unwrap_or(u64::MAX)
}

/// The number of a group's key; 0 stands for no group.
fn group_key(group: &str) -> u64 {
    if group.is_empty() { 0 } else { fnv(group.bytes()).max(1) }
}

/// An opened folder.
pub(super) struct Opened {
    pub index: Index,
    pub fields: Fields,
}

/// The root folder and what lies in it.
#[derive(Debug, Clone)]
pub(super) struct Root(PathBuf);

impl Root {
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self(path.to_owned()))
    }

    /// The file that names the live folder.
    pub(super) fn pointer(&self) -> PathBuf {
        self.0.join(format!("{VERSION}-live"))
    }

    /// The live folder, if the pointer names one that could be ours.
    pub(super) fn live(&self) -> Option<PathBuf> {
        let name = fs::read_to_string(self.pointer()).ok()?;
        let name = name.trim();
        folder_number(name).map(|_| self.0.join(name))
    }

    /// Points to another folder; whole or not at all.
    pub(super) fn switch(&self, folder: &Path) -> io::Result<()> {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
        file.write_all(name.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(self.pointer()).map_err(|error| error.error)?;
        fs::File::open(&self.0)?.sync_all()
    }

    /// Makes the next folder, above every number in use.
    pub(super) fn next_folder(&self) -> io::Result<PathBuf> {
        let mut number = 0;
        for entry in fs::read_dir(&self.0)? {
            number = number.max(entry?.file_name().to_str().and_then(folder_number).unwrap_or(0));
        }
        loop {
            number += 1;
            let folder = self.0.join(format!("{VERSION}-{number:04}"));
            match fs::create_dir(&folder) {
                Ok(()) => return Ok(folder),
                // Another process took the number meanwhile.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Removes what is neither live nor being written: leftovers of crashes, earlier rebuilds, and older
    /// versions. A folder whose writer lock is held belongs to a rebuild under way and stays.
    pub(super) fn sweep(&self, live: &Path) -> io::Result<()> {
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            let path = entry.path();
            if path == live || !entry.file_type()?.is_dir() || !is_index_folder(&entry.file_name()) {
                continue;
            }
            let Ok(directory) = MmapDirectory::open(&path) else { continue };
            if let Ok(lock) = directory.acquire_lock(&INDEX_WRITER_LOCK) {
                fs::remove_dir_all(&path)?;
                drop(lock);
            }
        }
        Ok(())
    }
}

fn folder_number(name: &str) -> Option<u32> {
    name.strip_prefix(VERSION)?.strip_prefix('-')?.parse().ok()
}

/// Whether the name is that of an index folder of any version.
fn is_index_folder(name: &std::ffi::OsStr) -> bool {
    name.to_str().and_then(|name| name.split_once('-')).is_some_and(|(version, number)| {
        version.starts_with('g') && number.len() >= 4 && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Makes an empty index in an empty folder.
pub(super) fn create(folder: &Path) -> Result<Opened, SearchError> {
    let (schema, fields) = Fields::schema();
    // Each hit unpacks one block of stored text: small blocks cost a little room and save most of that time.
    let settings = IndexSettings { docstore_blocksize: STORED_BLOCK, ..IndexSettings::default() };
    let index = Index::builder().schema(schema).settings(settings).create_in_dir(folder)?;
    register(&index);
    Ok(Opened { index, fields })
}

/// Opens a folder and checks every file against its checksum. `None` if anything is missing or damaged: the
/// caller then begins anew, for the database has everything.
pub(super) fn open_sound(folder: &Path) -> Option<Opened> {
    let opened = open(folder).ok()?;
    let damaged = opened.index.validate_checksum().ok()?;
    let readable = opened.index.reader().is_ok();
    (damaged.is_empty() && readable).then_some(opened)
}

/// Opens a folder.
pub(super) fn open(folder: &Path) -> Result<Opened, SearchError> {
    let index = Index::open_in_dir(folder)?;
    let (schema, fields) = Fields::schema();
    if index.schema() != schema {
        return Err(SearchError::Index(tantivy::TantivyError::SchemaError("another schema".to_owned())));
    }
    register(&index);
    Ok(Opened { index, fields })
}

fn register(index: &Index) {
    index.tokenizers().register(GRAMS, TextAnalyzer::from(GramTokenizer));
    index.tokenizers().register(SYLLABLES, TextAnalyzer::from(SyllableTokenizer));
}

/// The one writer of a folder. Its lock is an advisory lock of the operating system, so a lock file left by
/// a crash holds nobody up: only a living writer does.
pub(super) fn writer(index: &Index, threads: usize) -> Result<IndexWriter, SearchError> {
    let threads = threads.max(1);
    Ok(index.writer_with_num_threads(threads, ARENA * threads)?)
}

/// The number of the last change committed; 0 for an empty index or an unreadable note.
pub(super) fn committed(index: &Index) -> Result<u64, SearchError> {
    let metas = index.load_metas()?;
    Ok(metas.payload.and_then(|payload| payload.parse().ok()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::super::cut::cut;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn length_is_the_number_of_tokens(text in "[一-十a-c1。 ，]{0,60}") {
            let tokens = cut(&normalise(&text)).len();
            prop_assert_eq!(length(&text), u64::try_from(tokens).unwrap());
        }
    }

    #[test]
    fn folders_of_other_versions_are_known_for_what_they_are() {
        assert!(is_index_folder("g1-0001".as_ref()) && is_index_folder("g12-10000".as_ref()));
        assert!(!is_index_folder("g1-live".as_ref()) && !is_index_folder("blobs".as_ref()));
        assert_eq!(folder_number("g3-0007"), Some(7));
        assert_eq!(folder_number("g0-0007"), None);
    }
}
