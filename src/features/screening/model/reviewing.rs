//! Rows of the reviewer's side: settings, opinions, measures, bounds.

use diesel::prelude::*;

use super::super::rules::{Purpose, Verdict};
use super::super::seats::{Setting, Vote};
use crate::forensics::verdict::budget::Bounds;
use crate::kernel::Moment;
use crate::platform::db::schema::{
    screening_calibration, screening_measure, screening_opinion, screening_setting,
};

/// How reviews are held; never changed, the latest version is in force.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_setting)]
pub struct SettingRow {
    /// From 1.
    pub version: i32,
    /// See `seats::Setting`.
    pub blind: bool,
    /// Codes of purposes, parted by commas.
    pub two_purposes: String,
    /// See `seats::Setting`.
    pub two_score: Option<i32>,
    /// Why it was changed.
    pub reason: String,
    /// Who.
    pub changed_by: String,
    /// When.
    pub changed_at: Moment,
}

impl SettingRow {
    /// As the rules take it.
    #[must_use]
    pub fn setting(&self) -> Setting {
        Setting {
            version: self.version,
            blind: self.blind,
            two_purposes: self.two_purposes.split(',').filter_map(Purpose::from_code).collect(),
            two_score: self.two_score,
        }
    }
}

/// What a reviewer thought; never changed, erased with the case.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_opinion)]
pub struct OpinionRow {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// Round of the case.
    pub round: i32,
    /// Who handed the case in.
    pub submitter_id: String,
    /// Whose opinion.
    pub person_id: String,
    /// `first`: before seeing what the program found; `vote`: one of two.
    pub kind: String,
    /// See `rules::Verdict`.
    pub opinion: String,
    pub(in super::super) reason_sealed: String,
    /// When.
    pub given_at: Moment,
}

impl OpinionRow {
    /// As one of two, when it is one.
    #[must_use]
    pub fn vote(&self) -> Option<Vote> {
        let verdict = Verdict::from_code(&self.opinion)?;
        (self.kind == "vote").then(|| Vote { person: self.person_id.clone(), verdict })
    }
}

/// What the rules said of one file, with nothing personal in it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_measure)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// Its case; none once that is erased.
    pub case_id: Option<String>,
    /// Its document; none once that is erased.
    pub document_id: Option<String>,
    /// Kind of paper, as `forensics::papers::Kind` writes it.
    pub kind: String,
    /// `open`, `clean` (people accepted it), `confirmed` (people see the same in at least one place).
    pub state: String,
    /// Engine and version.
    pub engine: String,
    pub(in super::super) findings: String,
    /// When.
    pub measured_at: Moment,
}

/// Bounds of a kind of paper; never changed, the highest version is in force.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_calibration)]
pub struct BoundsRow {
    /// Kind of paper.
    pub kind: String,
    /// From 1.
    pub version: i32,
    pub(in super::super) thresholds: String,
    /// Per cent of clean files that may be raised.
    pub budget: i32,
    /// Accepted files it was made of.
    pub files: i32,
    /// Of them raised before.
    pub raised_before: i32,
    /// Of them raised under the bounds.
    pub raised_after: i32,
    /// Findings people had confirmed.
    pub confirmed: i32,
    /// Of them kept.
    pub kept: i32,
    /// Engine and version of the newest file.
    pub engine: String,
    /// Why.
    pub reason: String,
    /// Who put it in force.
    pub decided_by: String,
    /// When.
    pub decided_at: Moment,
}

impl BoundsRow {
    /// The bounds.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        serde_json::from_str(&self.thresholds).unwrap_or_default()
    }

    /// The name a report bears.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}-{}", self.kind, self.version)
    }
}
