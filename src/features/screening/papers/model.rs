//! Rows of what was read.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::forensics::Region;
use crate::kernel::Moment;
use crate::platform::db::schema::{
    screening_cell, screening_earlier, screening_field, screening_paper, screening_text,
};

/// The words of a page, sealed.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_text)]
pub struct TextRow {
    /// Its case.
    pub case_id: String,
    /// Its page, as `model::Page::number`.
    pub number: i32,
    /// Its document.
    pub document_id: String,
    /// Where the words come from: `picture`, `text_layer`, `unread`.
    pub source: String,
    /// How many words.
    pub words: i32,
    pub(in super::super) words_sealed: String,
}

/// A paper of a document.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_paper)]
pub struct PaperRow {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// Its document.
    pub document_id: String,
    /// From 1, in the order of the document.
    pub position: i32,
    /// Kind as recognised: serde name of `forensics::papers::Kind`.
    pub kind: String,
    /// How sure the recognition was, in per cent.
    pub confidence: i32,
    /// JSON list of its pages' numbers.
    pub(in super::super) pages: String,
    pub(in super::super) tables_sealed: String,
    /// Kind as a person said.
    pub said_kind: Option<String>,
    /// Who said so.
    pub said_by: Option<String>,
    /// When.
    pub said_at: Option<Moment>,
    /// The paper it reads anew as another kind; none for papers as recognised.
    pub instead_of: Option<String>,
}

impl PaperRow {
    /// Numbers of its pages.
    #[must_use]
    pub fn pages(&self) -> Vec<i32> {
        serde_json::from_str(&self.pages).unwrap_or_default()
    }

    /// The kind that holds: what a person said, else what was recognised.
    #[must_use]
    pub fn holds(&self) -> &str {
        self.said_kind.as_deref().unwrap_or(&self.kind)
    }
}

/// A field of a paper: what was read and, beside it, what a person said.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_field)]
pub struct FieldRow {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// Its paper.
    pub paper_id: String,
    /// From 1, in the order of the paper.
    pub position: i32,
    /// Key within the kind.
    pub key: String,
    pub(in super::super) read_sealed: Option<String>,
    /// How sure the reading is, in per cent.
    pub confidence: i32,
    /// Number of the page it stands on.
    pub page: Option<i32>,
    pub(in super::super) region: Option<String>,
    pub(in super::super) said_sealed: Option<String>,
    /// Who corrected it.
    pub said_by: Option<String>,
    /// When.
    pub said_at: Option<Moment>,
}

impl FieldRow {
    /// Where it stands, in pixels of its page.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        serde_json::from_str(self.region.as_deref()?).ok()
    }
}

/// A cell of a table as a person corrected it; what was read stays in the paper's tables.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_cell)]
pub struct CellRow {
    /// Its case.
    pub case_id: String,
    /// Its paper.
    pub paper_id: String,
    /// Which table, from 0.
    pub sheet: i32,
    /// Which row, from 0.
    pub line: i32,
    /// Which column, from 0.
    pub place: i32,
    pub(in super::super) said_sealed: String,
    /// Who corrected it.
    pub said_by: String,
    /// When.
    pub said_at: Moment,
}

/// A page as an earlier revision of its file showed it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_earlier)]
pub struct EarlierRow {
    /// Its case.
    pub case_id: String,
    /// The page as it stands now.
    pub number: i32,
    /// Which revision, from 1, the oldest first.
    pub revision: i32,
    /// Its document.
    pub document_id: String,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    pub(in super::super) preview: String,
    pub(in super::super) changes_sealed: String,
}

/// One difference between an earlier revision and the page as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where, in pixels of the page.
    pub region: Option<Region>,
    /// What stood there; empty when something was added.
    pub before: String,
    /// What stands there; empty when something was taken away.
    pub after: String,
}
