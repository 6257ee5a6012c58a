//! What the index knows of its terms: how many documents have one, and which begin alike.

use std::cell::RefCell;
use std::collections::HashMap;

use tantivy::TantivyError;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::SearchError;
use super::index::Fields;
use super::numbered::{ByNumber, gram};
use super::view::View;

/// Most completions of an unfinished word.
const COMPLETIONS: usize = 32;
/// Most dictionary entries looked at for them.
const COMPLETIONS_SEEN: usize = 4096;

/// What the index knows of the terms.
pub(super) struct Statistics<'a> {
    view: &'a View,
    /// Documents of the index, deleted ones that still take room counted.
    pub documents: u64,
    /// How many documents have the one or two characters of the main field looked up so far: a question asks
    /// for many of them twice.
    known: RefCell<ByNumber<u64>>,
}

/// A term of the dictionaries.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Documents that have it.
    pub frequency: u64,
    /// Where its postings lie, segment by segment; empty if nowhere.
    pub places: Vec<Option<TermInfo>>,
}

impl<'a> Statistics<'a> {
    pub(super) fn new(view: &'a View) -> Self {
        let segments = view.searcher.segment_readers();
        let documents = segments.iter().map(|segment| u64::from(segment.max_doc())).sum();
        Self { view, documents, known: RefCell::default() }
    }

    /// The fields words are looked for in.
    pub(super) fn fields(&self) -> impl Iterator<Item = Field> {
        let Fields { main, asked, .. } = self.view.fields;
        [main, asked].into_iter().filter(move |&field| field == main || self.view.words(field).used)
    }

    /// Looks a term up in all segments.
    pub(super) fn entry(&self, field: Field, text: &str) -> Result<Entry, SearchError> {
        let words = self.view.words(field);
        let mut entry = Entry { frequency: 0, places: Vec::new() };
        if words.used {
            for (at, segment) in words.segments.iter().enumerate() {
                let Some(info) = segment.index.terms().get(text.as_bytes()).map_err(TantivyError::from)?
                else {
                    continue;
                };
                entry.frequency += u64::from(info.doc_freq);
                entry.places.resize(words.segments.len(), None);
                entry.places[at] = Some(info);
            }
        }
        if field == self.view.fields.main
            && let Some(gram) = gram(text)
        {
            self.known.borrow_mut().insert(gram, entry.frequency);
        }
        Ok(entry)
    }

    /// How many documents have a term of the main field.
    pub(super) fn frequency(&self, text: &str) -> Result<u64, SearchError> {
        let known = gram(text).and_then(|gram| self.known.borrow().get(&gram).copied());
        known.map_or_else(|| Ok(self.entry(self.view.fields.main, text)?.frequency), Ok)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "document counts are far below 2^24 times the precision needed"
    )]
    pub(super) fn idf(&self, frequency: u64) -> f32 {
        let (all, some) = (self.documents.max(frequency) as f32, frequency as f32);
        (1.0 + (all - some + 0.5) / (some + 0.5)).ln()
    }

    /// The most frequent terms of a field with this beginning.
    pub(super) fn completions(
        &self,
        field: Field,
        beginning: &str,
    ) -> Result<Vec<(String, u64)>, SearchError> {
        let mut found: HashMap<String, u64> = HashMap::new();
        for segment in &self.view.words(field).segments {
            let range = segment.index.terms().range().ge(beginning.as_bytes());
            let mut stream = range.into_stream().map_err(TantivyError::from)?;
            let mut seen = 0;
            while let Some((key, info)) = stream.next() {
                seen += 1;
                if !key.starts_with(beginning.as_bytes()) || seen > COMPLETIONS_SEEN {
                    break;
                }
                if let Ok(text) = std::str::from_utf8(key) {
                    *found.entry(text.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(COMPLETIONS);
        Ok(found)
    }
}
