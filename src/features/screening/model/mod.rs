//! Rows of the screening tables.

mod reviewing;
mod teaching;

pub use reviewing::{BoundsRow, Measure, OpinionRow, SettingRow};
pub use teaching::{BandRow, Exercise, PriceTable, Try};

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::rules::{CaseState, Standing};
use crate::forensics::{Container, DetectorAnswer, Grade, Informative, Region, Report};
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{
    screening_case, screening_check, screening_decision, screening_document, screening_finding,
    screening_note, screening_page, screening_typed,
};

/// A case.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_case)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// The number people use, `HY-20261122-0001`.
    pub code: String,
    /// Who handed it in.
    pub submitter_id: String,
    /// The submitter's department on that day.
    pub department_id: String,
    /// Files handed in from one page go into one case.
    pub(super) batch: String,
    /// The business item, if named.
    pub item_id: Option<String>,
    /// What for, see `rules::Purpose`.
    pub purpose: String,
    pub(super) reference_sealed: Option<String>,
    pub(super) reference_print: Option<String>,
    pub(super) secret: Option<String>,
    /// See `rules::CaseState`.
    pub state: String,
    /// 0 to 100; empty before the examination.
    pub score: Option<i32>,
    /// The engine's coarse answer.
    pub grade: Option<String>,
    /// Places shown at once.
    pub places: i32,
    /// All findings.
    pub findings: i32,
    /// Whether the clerk asked for a review at once.
    pub review_asked: bool,
    /// When it was put before the reviewers.
    pub queued_at: Option<Moment>,
    /// When its first file came in.
    pub received_at: Moment,
    /// When the last examination ended.
    pub examined_at: Option<Moment>,
    /// When it was decided.
    pub decided_at: Option<Moment>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// From 1; a contest begins the next.
    pub round: i32,
    /// Who holds the claim.
    pub claimed_by: Option<String>,
    /// Until when.
    pub claimed_until: Option<Moment>,
    /// The day on which it is erased.
    pub retention_on: NaiveDate,
    /// When it was erased.
    pub erased_at: Option<Moment>,
}

impl Case {
    /// The state as a word of the rules.
    #[must_use]
    pub fn state(&self) -> CaseState {
        // The table's CHECK lets no other code in; a closed case is the state in which nothing can happen.
        CaseState::from_code(&self.state).unwrap_or(CaseState::Closed)
    }

    /// Whether the clerk who handed it in is the one to act: it is examined, something is worth a look, and
    /// nobody has put it before the reviewers.
    #[must_use]
    pub fn waits_for_submitter(&self) -> bool {
        self.state() == CaseState::Ready && self.places > 0 && self.queued_at.is_none()
    }

    /// Whether no reviewer has begun on it yet, so that its clerk may still say what it is about; `opinions` is how
    /// many there are.
    #[must_use]
    pub fn is_untouched(&self, opinions: usize) -> bool {
        let resting = matches!(self.state(), CaseState::Ready | CaseState::Refused | CaseState::Failed);
        let early = self.state().is_running() || resting;
        self.erased_at.is_none() && early && self.round == 1 && opinions == 0
    }

    /// The label under which texts of this case are sealed; none once it is erased.
    pub(super) fn label(&self, field: &str) -> Result<String, Fault> {
        let secret = self.secret.as_deref().ok_or_else(Fault::missing)?;
        Ok(format!("screening.{field}/{}/{secret}", self.id))
    }

    /// What the claiming rules look at.
    #[must_use]
    pub fn standing(&self, earlier: Vec<String>) -> Standing {
        Standing {
            state: self.state(),
            queued: self.queued_at.is_some(),
            submitter: self.submitter_id.clone(),
            claimed_by: self.claimed_by.clone(),
            claimed_until: self.claimed_until,
            earlier,
        }
    }
}

/// A file of a case.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_document)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// From 1, in the order of arrival.
    pub position: i32,
    /// The name, cut and masked.
    pub name: String,
    /// See `intake::FileKind`.
    pub kind: String,
    /// Size.
    pub bytes: i64,
    pub(super) blob: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// `received`, `examining`, `examined`, `refused`, `failed`.
    pub state: String,
    /// Why it was refused or failed: key of the sentence.
    pub refusal: Option<String>,
    pub(super) report: Option<String>,
    /// Whether pixel traces can exist on it.
    pub pixels_speak: Option<bool>,
    /// Time of the examination.
    pub millis: Option<i64>,
    /// Who handed it in.
    pub submitter_id: String,
    /// When.
    pub received_at: Moment,
    /// When it was examined.
    pub examined_at: Option<Moment>,
    /// Findings that went because somebody corrected what was read.
    pub withdrawn: i32,
    /// When its words had been read, while its examination goes on.
    pub read_at: Option<Moment>,
}

impl Document {
    /// What the engine said about the file as a whole.
    #[must_use]
    pub fn report(&self) -> Option<ReportHead> {
        serde_json::from_str(self.report.as_deref()?).ok()
    }
}

/// A report without its pages and findings, which have rows of their own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportHead {
    /// Engine and version.
    pub engine: String,
    /// Calibration in force.
    pub calibration: String,
    /// Its date.
    pub calibration_date: String,
    /// Container kind.
    pub kind: Container,
    /// 0 to 1.
    pub score: f32,
    /// The score without strong findings; missing in reports kept before it was known.
    #[serde(default)]
    pub unraised: Option<f32>,
    /// Coarse answer.
    pub grade: Grade,
    /// What could be judged.
    pub informative: Informative,
    /// What each detector answered.
    pub detectors: Vec<DetectorAnswer>,
}

impl ReportHead {
    /// The head of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        Self {
            engine: report.engine.clone(),
            calibration: report.calibration.clone(),
            calibration_date: report.calibration_date.clone(),
            kind: report.kind,
            score: report.score,
            unraised: Some(report.unraised),
            grade: report.grade,
            informative: report.informative,
            detectors: report.detectors.clone(),
        }
    }
}

/// A page with the names of its pictures.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_page)]
pub struct Page {
    /// Its document.
    pub document_id: String,
    /// Its case.
    pub case_id: String,
    /// `position of the document × 100 + page`, both from 1.
    pub number: i32,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    /// Kind of picture.
    pub profile: String,
    pub(super) phash: String,
    pub(super) dhash: String,
    pub(super) preview: String,
    pub(super) heat: Option<String>,
    pub(super) error_level: Option<String>,
}

/// A place to look at.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_finding)]
pub struct FindingRow {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// Its document; none for what rests on the case.
    pub document_id: Option<String>,
    /// Number of its page, as in [`Page`].
    pub page: Option<i32>,
    pub(super) region: Option<String>,
    pub(super) source_region: Option<String>,
    /// Rule.
    pub rule: String,
    /// Family of evidence.
    pub family: String,
    /// `weak`, `medium`, `strong`.
    pub strength: String,
    /// 0 to 100 within the rule.
    pub score: i32,
    /// Whether it raises the case.
    pub counts: bool,
    pub(super) facts: String,
    /// The other case of a reuse.
    pub other_case_id: Option<String>,
    /// See `rules::Outcome`.
    pub outcome: String,
    /// Who said so.
    pub outcome_by: Option<String>,
    /// When.
    pub outcome_at: Option<Moment>,
    /// See `rules::Cause`.
    pub outcome_cause: Option<String>,
    /// Engine and version.
    pub engine: String,
    /// Calibration.
    pub calibration: String,
    /// When it was found.
    pub found_at: Moment,
    /// The page of the other end, numbered as its [`Page`]: of the other case, or of this one for what two papers
    /// of a case say differently.
    pub other_page: Option<i32>,
    /// Why it is kept and not shown: `joined` when the page goes on in another file.
    pub set_aside: Option<String>,
}

impl FindingRow {
    /// Where, in pixels of the page.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        serde_json::from_str(self.region.as_deref()?).ok()
    }

    /// The other end of a copy.
    #[must_use]
    pub fn source_region(&self) -> Option<Region> {
        serde_json::from_str(self.source_region.as_deref()?).ok()
    }

    /// The page of this case on which the other end stands, when it is not [`Self::page`].
    #[must_use]
    pub fn second(&self) -> Option<i32> {
        self.other_page.filter(|page| self.family != "reuse" && self.page != Some(*page))
    }

    /// Where it speaks of a page of this case, in pixels.
    #[must_use]
    pub fn regions_on(&self, page: i32) -> Vec<Region> {
        let first = self.region().filter(|_| self.page == Some(page));
        let source = self.second().or(self.page);
        let second = self.source_region().filter(|_| source == Some(page) && self.family != "reuse");
        first.into_iter().chain(second).collect()
    }

    /// Figures of the sentence.
    #[must_use]
    pub fn facts(&self) -> std::collections::BTreeMap<String, String> {
        serde_json::from_str(&self.facts).unwrap_or_default()
    }
}

/// A number typed in to be checked.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_check)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// See `rules::CheckKind`.
    pub kind: String,
    pub(super) value_sealed: String,
    pub(super) value_print: String,
    /// The value as lists show it.
    pub masked: String,
    /// Whether it satisfies its standard.
    pub agrees: bool,
    /// Who typed it.
    pub checked_by: String,
    /// When.
    pub checked_at: Moment,
}

/// What stands in the business system about a case, typed to be held against its papers.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_typed)]
pub struct TypedRow {
    /// Its case.
    pub case_id: String,
    /// See `service::typing`.
    pub key: String,
    pub(super) value_sealed: String,
    /// Who typed it.
    pub typed_by: String,
    /// When.
    pub typed_at: Moment,
}

/// A note of a case.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_note)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// Who wrote it.
    pub author_id: String,
    /// `note`, `review` (with the request for a review), `contest`.
    pub kind: String,
    pub(super) text_sealed: String,
    /// When.
    pub written_at: Moment,
}

/// A decision; never changed.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_decision)]
pub struct DecisionRow {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// Round of the case.
    pub round: i32,
    /// Who handed the case in.
    pub submitter_id: String,
    /// Who decided.
    pub decider_id: String,
    /// See `rules::Verdict`.
    pub decision: String,
    pub(super) reason_sealed: String,
    /// Score seen.
    pub score: Option<i32>,
    /// Findings seen.
    pub findings: i32,
    /// Engine and version of the report.
    pub engine: String,
    /// Calibration of the report.
    pub calibration: String,
    /// When.
    pub decided_at: Moment,
}
