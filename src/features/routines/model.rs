//! Rows of the routine tables, and a routine as it is written.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;

use crate::kernel::Moment;
use crate::platform::db::schema::{
    etiquette_certificate, routine, routine_round, routine_self_check, routine_sign_off, routine_step,
    routine_version,
};

/// A routine as the content package writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRoutine {
    /// Stable short name.
    pub key: String,
    /// Title in Chinese.
    pub title: String,
    /// Title in English.
    pub title_en: String,
    /// What it is for.
    pub purpose: String,
    /// Where it comes from.
    pub source_note: String,
    /// The steps, in order.
    pub steps: Vec<NewStep>,
    /// What the levels mean.
    pub rubric: NewRubric,
}

/// One step as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// The phrase to remember.
    pub phrase: String,
    /// The phrase in English.
    pub phrase_en: String,
    /// What one sees when it is done.
    pub behaviour: String,
    /// The common slip.
    pub common_slip: String,
    /// What to say.
    pub say: String,
}

/// What the levels mean, as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRubric {
    /// Seen.
    pub seen: String,
    /// Partly seen.
    pub partly: String,
    /// Not seen.
    pub not_seen: String,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = routine)]
pub(super) struct RoutineRow {
    pub id: String,
    pub slug: String,
    pub created_at: Moment,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = routine_version)]
pub(super) struct VersionRow {
    pub id: String,
    pub routine_id: String,
    pub version: i32,
    pub title: String,
    pub title_en: String,
    pub purpose: String,
    pub source_note: String,
    pub rubric_seen: String,
    pub rubric_partly: String,
    pub rubric_not_seen: String,
    pub created_at: Moment,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = routine_step)]
pub(super) struct StepRow {
    pub version_id: String,
    pub place: i32,
    pub phrase: String,
    pub phrase_en: String,
    pub behaviour: String,
    pub common_slip: String,
    pub say: String,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = routine_self_check)]
pub(super) struct SelfCheckRow {
    pub id: String,
    pub version_id: String,
    pub person_id: String,
    pub marks: String,
    pub note: String,
    pub created_at: Moment,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = routine_round)]
pub(super) struct RoundRow {
    pub id: String,
    pub version_id: String,
    pub apprentice_id: String,
    pub asked_observer_id: Option<String>,
    pub state: String,
    pub asked_at: Moment,
    pub closed_at: Option<Moment>,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = routine_sign_off)]
pub(super) struct SignOffRow {
    pub id: String,
    pub round_id: String,
    pub apprentice_id: String,
    pub signer_id: String,
    pub marks: String,
    pub setting: String,
    pub sentence: String,
    pub passed: bool,
    pub signed_on: NaiveDate,
    pub signed_at: Moment,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = etiquette_certificate)]
pub(super) struct CertificateRow {
    pub id: String,
    pub person_id: String,
    pub round_id: String,
    pub version_id: String,
    pub issued_on: NaiveDate,
    pub expires_on: NaiveDate,
    pub created_at: Moment,
}
