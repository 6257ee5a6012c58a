//! Rows of the apprenticeship tables.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::rules::{certificate, pairing, round};
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{
    agreement_signature, agreement_version, apprenticeship, apprenticeship_event,
    certificate as certificate_table, certificate_event, evidence_confirmation, founding_grant,
    graduation_signature, mentor_assignment, practice_round, programme, round_event, sign_off,
    stage_evidence,
};

/// A state in the database that this program does not know: written by a newer one.
#[derive(Debug, thiserror::Error)]
#[error("unknown state {0}")]
pub(super) struct UnknownState(String);

/// A programme of training.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = programme)]
pub struct Programme {
    /// Its id.
    pub id: String,
    /// Stable short name used by imports.
    pub slug: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Shortest apprenticeship, days.
    pub min_days: i32,
    /// Longest apprenticeship without a manager's reason, days.
    pub max_days: i32,
    /// When it was added.
    pub created_at: Moment,
}

/// One text of the agreement.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreement_version)]
pub struct Agreement {
    /// Its id.
    pub id: String,
    /// The programme it belongs to.
    pub programme_id: String,
    /// Version as people call it.
    pub version: String,
    /// The text.
    pub text: String,
    /// When it was added.
    pub created_at: Moment,
}

/// An apprenticeship.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = apprenticeship)]
pub struct Apprenticeship {
    /// Its id.
    pub id: String,
    /// The programme.
    pub programme_id: String,
    /// The apprentice.
    pub apprentice_id: String,
    pub(super) state: String,
    /// First day.
    pub started_on: Option<NaiveDate>,
    /// Last day without an extension.
    pub latest_end: Option<NaiveDate>,
    /// The manager who proposed it.
    pub created_by: String,
    /// When it was proposed.
    pub created_at: Moment,
    /// When it ended.
    pub closed_at: Option<Moment>,
}

impl Apprenticeship {
    /// Where it stands.
    ///
    /// # Errors
    /// Our own fault for a state this program does not know.
    pub fn state(&self) -> Result<pairing::State, Fault> {
        pairing::State::from_code(&self.state).ok_or_else(|| Fault::ours(UnknownState(self.state.clone())))
    }
}

/// Who is mentor or delegate, on which days.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentor_assignment)]
pub struct Assignment {
    /// Its id.
    pub id: String,
    /// Of which apprenticeship.
    pub apprenticeship_id: String,
    /// Whose.
    pub apprentice_id: String,
    /// Who teaches.
    pub person_id: String,
    /// `mentor` or `delegate`.
    pub kind: String,
    /// First day.
    pub from_day: NaiveDate,
    /// First day on which it no longer holds.
    pub to_day: Option<NaiveDate>,
    /// Who named the person.
    pub named_by: String,
    /// When.
    pub named_at: Moment,
}

impl Assignment {
    /// Whether it is the named mentor rather than a delegate.
    #[must_use]
    pub fn is_mentor(&self) -> bool {
        self.kind == "mentor"
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from_day <= day && self.to_day.is_none_or(|to| day < to)
    }
}

/// A side's signature under the agreement.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreement_signature)]
pub(super) struct AgreementSignature {
    pub id: String,
    pub apprenticeship_id: String,
    pub assignment_id: String,
    pub agreement_id: String,
    pub person_id: String,
    pub signed_at: Moment,
}

/// Something that happened to an apprenticeship.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = apprenticeship_event)]
pub(super) struct PairEvent {
    pub id: String,
    pub apprenticeship_id: String,
    pub kind: String,
    pub by_person: String,
    pub reason: String,
    pub at: Moment,
}

/// A listened encounter or an observed case.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = stage_evidence)]
pub struct StageEvidence {
    /// Its id.
    pub id: String,
    /// Of which apprenticeship.
    pub apprenticeship_id: String,
    /// Whose.
    pub apprentice_id: String,
    /// Of which item.
    pub item_id: String,
    /// `listen` or `watch`.
    pub stage: String,
    /// The day it happened.
    pub happened_on: NaiveDate,
    /// Internal reference of the case; empty for an enquiry without one.
    pub case_ref: String,
    /// What was asked, or what the mentor did.
    pub told: String,
    /// The senior's answer in own words, or the technique noticed.
    pub learned: String,
    pub(super) client_id: String,
    /// When it was logged.
    pub created_at: Moment,
}

/// A mentor's word on an observation.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = evidence_confirmation)]
pub struct Confirmation {
    /// The observation.
    pub evidence_id: String,
    /// Whose.
    pub apprentice_id: String,
    /// Who looked at it.
    pub confirmer_id: String,
    /// `confirmed` or `returned`.
    pub verdict: String,
    /// One sentence.
    pub note: String,
    /// When.
    pub at: Moment,
}

/// A policy version as a record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyStamp {
    /// The version's id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Number of the document.
    pub number: String,
}

/// A practice round.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = practice_round)]
pub struct Round {
    /// Its id.
    pub id: String,
    /// Of which apprenticeship.
    pub apprenticeship_id: String,
    /// Whose.
    pub apprentice_id: String,
    /// Of which item.
    pub item_id: String,
    /// Version of the item.
    pub item_version_id: String,
    /// Place among the rounds of the item, from 1.
    pub number: i32,
    /// Internal reference of the case.
    pub case_ref: String,
    /// Whether the case is simulated.
    pub simulated: bool,
    /// The window.
    pub place: String,
    /// When it happens.
    pub observed_at: Moment,
    /// The day it happens.
    pub observed_on: NaiveDate,
    pub(super) policies: String,
    pub(super) rubric: String,
    /// Whether a second signer is needed.
    pub second_needed: bool,
    pub(super) state: String,
    /// Counts changes, so that an offline signature notices them.
    pub version: i32,
    /// The redo it answers.
    pub answers_id: Option<String>,
    pub(super) client_id: String,
    /// When it was asked for.
    pub created_at: Moment,
    /// When it was decided.
    pub decided_at: Option<Moment>,
}

impl Round {
    /// Where it stands.
    ///
    /// # Errors
    /// Our own fault for a state this program does not know.
    pub fn state(&self) -> Result<round::State, Fault> {
        round::State::from_code(&self.state).ok_or_else(|| Fault::ours(UnknownState(self.state.clone())))
    }

    /// The policy versions of its day.
    ///
    /// # Errors
    /// Our own fault when the record cannot be read.
    pub fn policies(&self) -> Result<Vec<PolicyStamp>, Fault> {
        serde_json::from_str(&self.policies).map_err(Fault::ours)
    }

    /// The rubric as it stood when the round was asked for.
    ///
    /// # Errors
    /// Our own fault when the record cannot be read.
    pub fn rubric(&self) -> Result<Vec<super::rules::signing::Criterion>, Fault> {
        serde_json::from_str(&self.rubric).map_err(Fault::ours)
    }
}

/// A signature under a round.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_off)]
pub struct SignOff {
    /// Its id.
    pub id: String,
    /// The round.
    pub round_id: String,
    /// Whose round.
    pub apprentice_id: String,
    /// Who signed.
    pub signer_id: String,
    /// The certificate that gave the right.
    pub certificate_id: String,
    /// First or second signature.
    pub place: i32,
    /// `passed` or `redo`.
    pub result: String,
    pub(super) scores: String,
    pub(super) redo_criteria: String,
    /// Whether a critical criterion failed.
    pub critical_failed: bool,
    /// One sentence.
    pub sentence: String,
    /// Whether the mentor prompted.
    pub prompted: bool,
    /// Why it came late.
    pub late_reason: String,
    /// Days between the event and the signature.
    pub late_days: i32,
    pub(super) policies: String,
    /// `page`, `offline` or `api`.
    pub channel: String,
    pub(super) client_id: String,
    /// Time of the device, as it says.
    pub device_at: Option<Moment>,
    /// Time of the server.
    pub signed_at: Moment,
}

impl SignOff {
    /// Level by criterion.
    ///
    /// # Errors
    /// Our own fault when the record cannot be read.
    pub fn scores(&self) -> Result<std::collections::BTreeMap<String, u8>, Fault> {
        serde_json::from_str(&self.scores).map_err(Fault::ours)
    }

    /// Criteria that the next round answers.
    ///
    /// # Errors
    /// Our own fault when the record cannot be read.
    pub fn redo_criteria(&self) -> Result<Vec<String>, Fault> {
        serde_json::from_str(&self.redo_criteria).map_err(Fault::ours)
    }

    /// Whether it passes the round.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.result == "passed"
    }
}

/// Something that happened to a round.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = round_event)]
pub struct RoundEvent {
    /// Its id.
    pub id: String,
    /// The round.
    pub round_id: String,
    /// What.
    pub kind: String,
    /// Who.
    pub by_person: String,
    /// Reason or correction.
    pub text: String,
    /// The event it answers.
    pub refers_to: Option<String>,
    /// When.
    pub at: Moment,
}

/// A right to teach, decided by a manager and a steward together.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = founding_grant)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// To whom.
    pub person_id: String,
    /// For which item.
    pub item_id: String,
    /// `founding` (no certificate before it) or `teaching` (on top of level 4).
    pub kind: String,
    /// Why.
    pub reason: String,
    /// The manager who proposed it.
    pub manager_id: String,
    /// The steward who decided.
    pub steward_id: Option<String>,
    /// `proposed`, `granted` or `declined`.
    pub state: String,
    /// When it was proposed.
    pub proposed_at: Moment,
    /// When it was decided.
    pub decided_at: Option<Moment>,
}

/// A certificate.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = certificate_table)]
pub struct Certificate {
    /// Its id.
    pub id: String,
    /// Short code for checking.
    pub code: String,
    /// Whose.
    pub person_id: String,
    /// For which item.
    pub item_id: String,
    /// Version of the item.
    pub item_version_id: String,
    /// 4: works alone; 5: may teach.
    pub level: i32,
    pub(super) policies: String,
    /// Rounds it rests on.
    pub rounds: i32,
    /// When it was issued.
    pub issued_at: Moment,
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// The first day it no longer holds.
    pub expires_on: NaiveDate,
    pub(super) state: String,
    /// The apprenticeship that earned it.
    pub apprenticeship_id: Option<String>,
    /// The grant it rests on.
    pub grant_id: Option<String>,
    /// Where the audit chain stood: number of entries.
    pub head_seq: i64,
    /// Hash of the last entry.
    pub head_hash: String,
}

impl Certificate {
    /// Where it stands on a day.
    ///
    /// # Errors
    /// Our own fault for a state this program does not know.
    pub fn state_on(&self, day: NaiveDate) -> Result<certificate::State, Fault> {
        let stored = certificate::State::from_code(&self.state)
            .ok_or_else(|| Fault::ours(UnknownState(self.state.clone())))?;
        Ok(stored.on(day, self.expires_on))
    }

    /// The policy versions it rests on.
    ///
    /// # Errors
    /// Our own fault when the record cannot be read.
    pub fn policies(&self) -> Result<Vec<PolicyStamp>, Fault> {
        serde_json::from_str(&self.policies).map_err(Fault::ours)
    }
}

/// Something that happened to a certificate.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = certificate_event)]
pub(super) struct CertificateEvent {
    pub id: String,
    pub certificate_id: String,
    pub kind: String,
    pub by_person: Option<String>,
    pub reason: String,
    pub at: Moment,
}

/// A signature under a graduation.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = graduation_signature)]
pub struct GraduationSignature {
    /// Its id.
    pub id: String,
    /// The apprenticeship.
    pub apprenticeship_id: String,
    /// Whose.
    pub apprentice_id: String,
    /// Who signed.
    pub signer_id: String,
    /// First or second.
    pub place: i32,
    /// One sentence.
    pub sentence: String,
    /// When.
    pub signed_at: Moment,
}
