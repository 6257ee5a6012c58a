//! What a search reads: the segments of the index at one moment, with everything open that every question
//! reads. Opening a column looks its name up in a dictionary on disk, which a question with ten hits would do
//! thirty times.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader};

use super::SearchError;
use super::index::{Fields, column};
use super::measure::{B, K1};
use super::query::PlanTerm;

/// The index at one moment.
pub(super) struct View {
    pub searcher: Searcher,
    pub fields: Fields,
    /// Segment by segment.
    pub columns: Vec<Columns>,
    words: Box<[Words; 3]>,
}

/// The columns of a segment.
pub(super) struct Columns {
    pub kind: Column<u64>,
    pub group: Column<u64>,
    pub article: Column<u64>,
    pub superseded: Column<u64>,
    pub length: Column<u64>,
    pub text: Column<u64>,
    pub wording: Column<u64>,
}

/// A field in which words are looked for.
pub(super) struct Words {
    /// Segment by segment.
    pub segments: Vec<Postings>,
    /// Average length in tokens.
    pub average: f32,
    /// What BM25 makes of each length the index knows: it keeps them in one byte.
    pub norms: [f32; 256],
    /// Whether any document has something in it.
    pub used: bool,
}

/// The field in one segment.
pub(super) struct Postings {
    pub index: Arc<InvertedIndexReader>,
    pub lengths: FieldNormReader,
}

/// What BM25 adds to a frequency for the length of a text.
pub(super) fn norm(length: f32, average: f32) -> f32 {
    K1 * (1.0 - B + B * length / average)
}

impl View {
    pub(super) fn new(searcher: Searcher, fields: Fields) -> Result<Self, SearchError> {
        let columns = searcher.segment_readers().iter().map(Columns::of).collect::<Result<_, _>>()?;
        let [main, asked, sound] =
            [fields.main, fields.asked, fields.sound].map(|field| Words::of(&searcher, field));
        let words = Box::new([main?, asked?, sound?]);
        Ok(Self { searcher, fields, columns, words })
    }

    /// The segments with their columns, in the order of their numbers.
    pub(super) fn segments(&self) -> impl Iterator<Item = (u32, &SegmentReader, &Columns)> {
        (0..)
            .zip(self.searcher.segment_readers())
            .zip(&self.columns)
            .map(|((at, segment), columns)| (at, segment, columns))
    }

    /// The columns of the segment with this number.
    pub(super) fn columns_of(&self, segment: u32) -> Option<&Columns> {
        self.columns.get(usize::try_from(segment).ok()?)
    }

    /// A field in which words are looked for.
    pub(super) fn words(&self, field: Field) -> &Words {
        let [main, asked, sound] = &*self.words;
        if field == self.fields.asked {
            asked
        } else if field == self.fields.sound {
            sound
        } else {
            main
        }
    }
}

impl Words {
    /// The field in a segment, and where a term's postings lie in it.
    pub(super) fn of_term<'a>(&self, term: &'a PlanTerm, segment: u32) -> Option<(&Postings, &'a TermInfo)> {
        let segment = usize::try_from(segment).ok()?;
        Some((self.segments.get(segment)?, term.places.get(segment)?.as_ref()?))
    }

    #[expect(clippy::cast_precision_loss, reason = "lengths and averages need no more than 24 bits")]
    fn of(searcher: &Searcher, field: Field) -> Result<Self, SearchError> {
        let (mut tokens, mut documents) = (0_u64, 0_u64);
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            tokens += index.total_num_tokens();
            documents += u64::from(segment.max_doc());
            segments.push(Postings { index, lengths: segment.get_fieldnorms_reader(field)? });
        }
        let average = (tokens as f32 / documents.max(1) as f32).max(1.0);
        let norms = std::array::from_fn(|id| {
            let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX));
            norm(length as f32, average)
        });
        Ok(Self { segments, average, norms, used: tokens > 0 })
    }
}

impl Columns {
    fn of(segment: &SegmentReader) -> Result<Self, SearchError> {
        let columns = segment.fast_fields();
        let open = |name| columns.u64(name);
        Ok(Self {
            kind: open(column::KIND)?,
            group: open(column::GROUP)?,
            article: open(column::ARTICLE)?,
            superseded: open(column::SUPERSEDED)?,
            length: open(column::LENGTH)?,
            text: open(column::TEXT)?,
            wording: open(column::WORDING)?,
        })
    }
}

/// The values of some documents of a segment, 0 where there is none.
pub(super) fn values(column: &Column<u64>, docs: &[u32]) -> Vec<u64> {
    let mut values = vec![None; docs.len()];
    column.first_vals(docs, &mut values);
    values.into_iter().map(Option::unwrap_or_default).collect()
}
