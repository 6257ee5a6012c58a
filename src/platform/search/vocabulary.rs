//! What the index knows of its terms: how many documents have one, and which begin alike.

use std::cell::RefCell;
use std::collections::HashMap;

use tantivy::schema::Field;
use tantivy::{Searcher, TantivyError, Term};

use super::SearchError;
use super::index::Fields;

/// Most completions of an unfinished word.
const COMPLETIONS: usize = 32;
/// Most dictionary entries looked at for them.
const COMPLETIONS_SEEN: usize = 4096;

/// What the index knows of the terms.
pub(super) struct Statistics<'a> {
    searcher: &'a Searcher,
    /// Documents of the index, deleted ones that still take room counted.
    pub documents: u64,
    /// The field of asked questions, if any document has some.
    asked: Option<Field>,
    main: Field,
    /// Frequencies in the main field found so far; a question asks for many of them twice.
    known: RefCell<HashMap<String, u64>>,
}

impl<'a> Statistics<'a> {
    pub(super) fn new(searcher: &'a Searcher, fields: &Fields) -> Result<Self, SearchError> {
        let segments = searcher.segment_readers();
        let documents = segments.iter().map(|segment| u64::from(segment.max_doc())).sum();
        let mut asked = None;
        for segment in segments {
            if segment.inverted_index(fields.asked)?.total_num_tokens() > 0 {
                asked = Some(fields.asked);
            }
        }
        Ok(Self { searcher, documents, asked, main: fields.main, known: RefCell::default() })
    }

    /// The fields words are looked for in.
    pub(super) fn fields(&self) -> impl Iterator<Item = Field> {
        std::iter::once(self.main).chain(self.asked)
    }

    pub(super) fn frequency(&self, field: Field, text: &str) -> Result<u64, SearchError> {
        let main = field == self.main;
        if main && let Some(&known) = self.known.borrow().get(text) {
            return Ok(known);
        }
        let frequency = self.searcher.doc_freq(&Term::from_field_text(field, text))?;
        if main {
            self.known.borrow_mut().insert(text.to_owned(), frequency);
        }
        Ok(frequency)
    }

    pub(super) fn asked_frequency(&self, text: &str) -> Result<u64, SearchError> {
        self.asked.map_or(Ok(0), |asked| self.frequency(asked, text))
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
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let range = inverted.terms().range().ge(beginning.as_bytes());
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
