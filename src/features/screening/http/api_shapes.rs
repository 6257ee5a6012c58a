//! The shapes of a case in the JSON API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::forensics::Region;
use crate::kernel::Moment;

/// A rectangle in pixels of its page.
#[derive(Serialize, ToSchema)]
pub(super) struct RegionOut {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl From<Region> for RegionOut {
    fn from(region: Region) -> Self {
        Self { x: region.x, y: region.y, width: region.width, height: region.height }
    }
}

/// A word, masked.
#[derive(Serialize, ToSchema)]
pub(super) struct WordOut {
    pub text: String,
    pub region: RegionOut,
    /// 0 to 1.
    pub confidence: f32,
}

/// A page.
#[derive(Serialize, ToSchema)]
pub(super) struct PageOut {
    /// `position of the file × 100 + page`, both from 1.
    pub number: i32,
    pub width: i32,
    pub height: i32,
    pub profile: String,
    /// Where its words come from: `picture`, `text_layer`, `unread`; missing when nobody read it.
    pub source: Option<String>,
    /// Its words, when they were asked for.
    pub words: Option<Vec<WordOut>>,
}

/// A field of a paper.
#[derive(Serialize, ToSchema)]
pub(super) struct FieldOut {
    pub key: String,
    /// What holds: what a person said, else what was read; masked where it is personal.
    pub value: String,
    pub masked: bool,
    /// What was read, where a person said something else; masked alike.
    pub read: Option<String>,
    /// 0 to 100: how sure the reading is.
    pub confidence: i32,
    pub corrected: bool,
    /// Whether somebody should hold the reading against the paper.
    pub check_reading: bool,
    pub page: Option<i32>,
    pub region: Option<RegionOut>,
}

/// A cell of a table.
#[derive(Serialize, ToSchema)]
pub(super) struct CellOut {
    pub text: String,
    pub masked: bool,
    pub corrected: bool,
    pub confidence: f32,
}

/// A table of a paper.
#[derive(Serialize, ToSchema)]
pub(super) struct TableOut {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<CellOut>>>,
}

/// A paper: pages that belong together.
#[derive(Serialize, ToSchema)]
pub(super) struct PaperOut {
    pub id: String,
    /// The kind that holds.
    pub kind: String,
    /// The kind as recognised.
    pub recognised: String,
    /// 0 to 100: how sure the recognition was.
    pub confidence: i32,
    pub pages: Vec<i32>,
    pub fields: Vec<FieldOut>,
    pub tables: Vec<TableOut>,
}

/// What a check answered about a page or a file.
#[derive(Serialize, ToSchema)]
pub(super) struct CheckOut {
    pub key: String,
    /// Version of its rules; missing when another version of the engine examined the file.
    pub version: Option<u16>,
    /// Page of the file, from 0; missing for the whole file.
    pub page: Option<u32>,
    /// `found`, `nothing`, `not_applicable`.
    pub answer: &'static str,
    /// Why it does not apply.
    pub reason: Option<String>,
}

/// A value of the business system, masked where it is personal.
#[derive(Serialize, ToSchema)]
pub(super) struct TypedOut {
    pub key: String,
    pub value: String,
    pub masked: bool,
}

/// A file of a case.
#[derive(Serialize, ToSchema)]
pub(super) struct ScreenedFileOut {
    pub id: String,
    pub name: String,
    /// `jpeg`, `png`, `pdf`.
    pub kind: String,
    /// `received`, `examining`, `examined`, `refused`, `failed`.
    pub state: String,
    pub sha256: String,
    /// Why it was refused, as a sentence.
    pub refusal: Option<String>,
    pub engine: Option<String>,
    /// The thresholds its report was held to.
    pub calibration: Option<String>,
    /// The day they were put in force.
    pub calibration_date: Option<String>,
    /// What each check answered.
    pub checks: Vec<CheckOut>,
    /// Whether pixel traces can exist on it.
    pub pixels: Option<bool>,
    pub pages: Vec<PageOut>,
    pub papers: Vec<PaperOut>,
}

/// A place to look at.
#[derive(Serialize, ToSchema)]
pub(super) struct FindingOut {
    pub id: String,
    /// Stable key of its rule.
    pub rule: String,
    pub family: String,
    /// `weak`, `medium`, `strong`.
    pub strength: String,
    /// 0 to 100 within the rule.
    pub score: i32,
    pub counts: bool,
    /// Id of its file; missing for what rests on the case.
    pub document: Option<String>,
    pub page: Option<i32>,
    pub region: Option<RegionOut>,
    /// The other end; on `other_page` where there is one.
    pub source_region: Option<RegionOut>,
    /// The page of this case on which the other end stands, when it is another.
    pub other_page: Option<i32>,
    /// `joined` where the page goes on in another file and the finding is kept, not shown.
    pub set_aside: Option<String>,
    /// Why, as a sentence.
    pub reason: String,
    /// What else could explain it, as a sentence.
    pub alternative: String,
    /// `open`, `confirmed`, `explained`, `false_alarm`.
    pub outcome: String,
}

/// A decision.
#[derive(Serialize, ToSchema)]
pub(super) struct ScreeningDecisionOut {
    /// `accept`, `ask_more`, `refer_up`.
    pub decision: String,
    pub reason: String,
    pub engine: String,
    pub calibration: String,
    #[schema(value_type = String, format = DateTime)]
    pub decided_at: Moment,
}

/// A case with its report.
#[derive(Serialize, ToSchema)]
pub(super) struct ScreeningOut {
    pub id: String,
    pub code: String,
    pub state: String,
    pub purpose: String,
    pub score: Option<i32>,
    /// `nothing_found`, `hints`, `look`, `look_first`.
    pub grade: Option<String>,
    /// Findings that went because readings were corrected.
    pub withdrawn: i32,
    pub files: Vec<ScreenedFileOut>,
    /// What stands in the business system, as it was typed.
    pub typed: Vec<TypedOut>,
    /// The most urgent first; those set aside at the end.
    pub findings: Vec<FindingOut>,
    pub decisions: Vec<ScreeningDecisionOut>,
}
