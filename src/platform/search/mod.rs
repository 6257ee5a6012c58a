//! The search engine: normaliser, tokenizer, index, ranking, passages.
//!
//! The database is the truth; the index is a cache that any node can delete and rebuild. The engine knows
//! nothing of the database: it takes [`Document`]s with the number of the change they come from, and says
//! in [`Engine::sequence`] how far it has got, so that the caller replays exactly what is missing.
//!
//! A question never meets tantivy's own query parser, which would turn unspaced Chinese into one long
//! phrase. It is normalised and cut by the same code as the documents, pairs of characters find the
//! candidates, the policies they stand in leave a part of them, and a third look at those ranks (`rank`).

pub mod article;
mod corrected;
pub mod cut;
mod engine;
mod evidence;
mod filter;
mod find;
mod forward;
mod heard;
mod index;
pub mod meaning;
mod measure;
mod nearby;
pub mod normalise;
mod numbered;
pub mod passage;
pub mod pinyin;
mod query;
mod rank;
pub mod ranker;
mod snapshot;
pub mod stop;
pub mod synonyms;
#[cfg(test)]
mod tests;
mod units;
mod view;
mod vocabulary;
mod writer;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use engine::{Engine, Health, Reading};
pub use meaning::Meaning;
pub use passage::{Cuts, Segment};
pub use rank::READ;
pub use ranker::Ranker;
pub use stop::StopList;
pub use synonyms::Synonyms;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One version of a clause of a policy (条款).
    Clause,
    /// A shared work note (工作笔记).
    Note,
    /// A question with its answer.
    Faq,
    /// A form.
    Form,
    /// A business item (业务事项) with its materials and steps.
    Item,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 5] = [Kind::Clause, Kind::Note, Kind::Faq, Kind::Form, Kind::Item];

    /// The word used in addresses and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Clause => "clause",
            Kind::Note => "note",
            Kind::Faq => "faq",
            Kind::Form => "form",
            Kind::Item => "item",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The number kept in the index; part of the schema version.
    fn code(self) -> u64 {
        match self {
            Kind::Clause => 0,
            Kind::Note => 1,
            Kind::Faq => 2,
            Kind::Form => 3,
            Kind::Item => 4,
        }
    }

    fn from_code(code: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One thing that can be found. Each version of a clause is a document of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Unique over all kinds; putting it again replaces it.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Key of the policy it belongs to, the same for all its versions; empty if none. Documents of one group
    /// lend each other a little weight, and versions are told apart by group and article.
    pub group: String,
    /// Number of the article (第N条).
    pub article: Option<u32>,
    /// Title, with the policy's name and number for a clause.
    pub title: String,
    /// Text as written; passages are taken from it.
    pub body: String,
    /// Questions people asked that this document answers.
    pub asked: Vec<String>,
    /// First day in force (施行); none: always was.
    pub effective_from: Option<NaiveDate>,
    /// First day no longer in force; none: still is.
    pub effective_to: Option<NaiveDate>,
    /// Who may find it: `all`, `dept:…`, `person:…`. Empty: nobody.
    pub visible_to: Vec<String>,
    /// Whether a later version has taken its place.
    pub superseded: bool,
}

/// A question to the index.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// What was typed.
    pub text: &'a str,
    /// The day whose rules are asked for.
    pub as_of: NaiveDate,
    /// Kinds wanted; empty: all.
    pub kinds: &'a [Kind],
    /// Visibility terms the reader holds; a document is found if it carries one of them.
    pub reader: &'a [String],
    /// Whether the text is still being typed, so that its last word is a beginning.
    pub as_you_type: bool,
    /// Whether versions out of force are listed too, each below the current one.
    pub include_superseded: bool,
    /// Most hits wanted.
    pub limit: usize,
    /// Hits skipped.
    pub offset: usize,
}

/// What the engine found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Matching documents, counted up to [`READ`] (or as far as was asked for).
    pub total: usize,
    /// What else was searched.
    pub also: Vec<Also>,
    /// The question as it was probably meant, normalised, where a character seems to be mistyped for another of
    /// the same sound. Looked for on the first page alone.
    pub corrected: Option<String>,
    /// The greatest share of the question's telling characters that one of the first hits speaks of, in its own
    /// words or by a synonym; 0 to 1.
    pub spoken: f32,
    /// How like in meaning the likest of the first hits is, -1 to 1; none while meaning is not searched.
    pub likeness: Option<f32>,
    /// With no hits: words near the question for which this reader would find something.
    pub nearby: Vec<String>,
    /// Number of the last change the answer takes account of.
    pub sequence: u64,
}

impl Answer {
    /// Whether something was found, but nothing that speaks of what was asked.
    ///
    /// The bounds were chosen by hand on the 83 questions of the starter content and thirty about other matters:
    /// by words two of the first are called vague, and fifteen of the second are or find nothing; with meaning
    /// one and nineteen.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        let bound = |likeness| if likeness { VAGUE_WITH_MEANING } else { VAGUE };
        let meant = LIKENESS * self.likeness.unwrap_or(0.0);
        self.total > 0 && self.spoken + meant < bound(self.likeness.is_some())
    }
}

/// Share of the question below which hits are vague.
const VAGUE: f32 = 0.3;
/// The same of share and likeness together.
const VAGUE_WITH_MEANING: f32 = 0.7;
/// What likeness is worth beside the share: it differs by a fifth between matters alike and unlike.
const LIKENESS: f32 = 5.0;

/// One document found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The document.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Relevance; comparable within one answer only.
    pub score: f32,
    /// Sentences of the body with the matches marked.
    pub passage: Vec<Segment>,
    /// Whether the body goes on around them.
    pub cuts: Cuts,
    /// Whether a later version has taken its place, or it was out of force on the day asked for.
    pub superseded: bool,
}

/// Something searched beside the words themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Also {
    /// A synonym.
    Synonym {
        /// Word of the question.
        from: String,
        /// Word searched beside it.
        to: String,
    },
    /// Words that sound alike.
    Pinyin {
        /// The part of the question.
        from: String,
        /// Its syllables.
        to: String,
        /// Whether they were typed as pinyin; else words of that sound were searched beside the one typed.
        typed: bool,
    },
    /// The Simplified form of a question in Traditional characters.
    Simplified {
        /// The question.
        from: String,
        /// Its Simplified form.
        to: String,
    },
    /// What says the same in other words.
    Meaning,
}

/// A change to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds a document or replaces the one of the same id.
    Put(Document),
    /// Removes the document of this id, if there is one.
    Remove(String),
}

/// What steers questions: stop list, synonyms, learnt weights. May be replaced while the engine runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lexicon {
    /// Dropped from questions.
    pub stop: StopList,
    /// Searched beside the words of a question.
    pub synonyms: Synonyms,
    /// What the measures of a candidate are worth.
    pub ranker: Ranker,
}

/// The synonyms that come with the program.
const SYNONYMS: &str = include_str!("../../../content/search/synonyms.toml");

impl Lexicon {
    /// The stop list and the synonyms that come with the program.
    ///
    /// # Errors
    /// [`SearchError::Lexicon`] if the embedded table does not parse.
    pub fn built_in() -> Result<Self, SearchError> {
        Ok(Self {
            stop: StopList::built_in(),
            synonyms: Synonyms::new(built_in_synonyms()?),
            ranker: Ranker::built_in()?,
        })
    }
}

/// The embedded synonym table as terms with their expansions, to seed the editable one in the database. The
/// file has groups: `terms` that all mean each other, or one `term` that also means what stands in `to`.
///
/// # Errors
/// [`SearchError::Lexicon`] if the embedded table does not parse.
pub fn built_in_synonyms() -> Result<BTreeMap<String, Vec<String>>, SearchError> {
    #[derive(Deserialize)]
    struct File {
        group: Vec<Group>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Group {
        Mutual { terms: Vec<String> },
        OneWay { term: String, to: Vec<String> },
    }
    let file: File = toml::from_str(SYNONYMS).map_err(SearchError::Lexicon)?;
    let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for group in file.group {
        match group {
            Group::OneWay { term, to } => table.entry(term).or_default().extend(to),
            Group::Mutual { terms } => {
                for term in &terms {
                    let others = terms.iter().filter(|other| *other != term).cloned();
                    table.entry(term.clone()).or_default().extend(others);
                }
            }
        }
    }
    Ok(table)
}

/// Why the index could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The folder cannot be read or written.
    #[error("search folder: {0}")]
    Folder(#[from] std::io::Error),
    /// Another process is writing this index; try again later.
    #[error("another process is writing the search index")]
    Busy,
    /// A batch older than what has been applied; nothing was changed.
    #[error("change {given} comes after change {applied} has been applied")]
    OutOfOrder {
        /// The number given.
        given: u64,
        /// The number applied last.
        applied: u64,
    },
    /// The engine underneath failed.
    #[error("search index: {0}")]
    Index(tantivy::TantivyError),
    /// The embedded synonym table is malformed.
    #[error("synonym table: {0}")]
    Lexicon(toml::de::Error),
    /// The table of learnt weights is malformed.
    #[error("learnt weights: {0}")]
    Ranker(String),
    /// The encoder cannot be used.
    #[error("encoder: {0}")]
    Encoder(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::Busy,
            other => Self::Index(other),
        }
    }
}
