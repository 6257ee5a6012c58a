//! The examination of one file in the sealed child, and what becomes of its answer.

use std::time::Instant;

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::super::model::{Case, Document};
use super::super::rules::CaseState;
use super::super::store;
use super::receiving::decoder_ready;
use crate::features::audit::{self, Entry, Kind};
use crate::features::notifications::{Notice, notify};
use crate::forensics::{self, Limits, Report, wire};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::Tx;
use crate::platform::jobs::{self, Job};
use crate::platform::sandbox::{self, Cap, SandboxError};
use crate::platform::site::Site;

/// Kind of the job.
pub const EXAMINE_JOB: &str = "screening.examine";

/// The job's payload.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExamineJob {
    /// The document to examine.
    pub document: String,
}

/// What the sealed child does with a request (`forensics::Request`): the only place where files of strangers are
/// decoded.
#[must_use]
pub fn child(bytes: &[u8]) -> Vec<u8> {
    child_telling(bytes, &|_byte| {})
}

/// As [`child`]; `note` carries how far it is to the parent.
#[must_use]
pub fn child_telling(bytes: &[u8], note: &dyn Fn(u8)) -> Vec<u8> {
    let told = |step: forensics::Step| note(step.byte());
    forensics::answer_telling(bytes, &Limits::default(), &told)
        .map(|answer| wire::encode(&answer))
        .unwrap_or_default()
}

/// How an examination ended.
enum Ended {
    Report(Box<Report>),
    /// The file is to blame: code for the trail, and what is kept to make the sentence of.
    Refused(&'static str, String),
}

fn broken(key: &'static str) -> Ended {
    Ended::Refused(key, key.to_owned())
}

/// Examines the document of a job and finishes the job with its effects.
///
/// # Errors
/// When this machine is to blame: the job is tried again, and [`give_up`] marks the case after the last try.
pub fn examine(site: &Site, job: &Job) -> Result<(), Fault> {
    let ExamineJob { document: id } = job.payload()?;
    let begun = site.db.write_blocking(|tx| begin(tx, &id))?;
    let Some(document) = begun else {
        // Examined before, or erased meanwhile.
        return site.db.write_blocking(|tx| jobs::finish(tx, job));
    };
    let started = Instant::now();
    let ended = run(site, &document).inspect_err(|_fault| {
        if job.is_last_try()
            && let Err(fault) = site.db.write_blocking(|tx| give_up(tx, &id))
        {
            tracing::error!(%fault, "a failed examination could not be marked");
        }
    })?;
    let millis = i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX);
    match ended {
        Ended::Refused(code, kept) => site.db.write_blocking(|tx| {
            store::set_document_state(tx, &document.id, "refused", Some(&kept))?;
            let entry = Entry::new(Kind("screening.refused"), "screening_case", &document.case_id)
                .fact("document", document.id.as_str())
                .fact("code", code);
            audit::record(tx, &Actor::system(), entry)?;
            conclude(tx, &document)?;
            jobs::finish(tx, job)
        }),
        Ended::Report(report) => {
            super::keeping::keep(site, &document, &report, millis, |tx| jobs::finish(tx, job))
        }
    }
}

/// Marks the document as being examined; `None` when there is nothing to do.
pub(super) fn begin(tx: &mut Tx<'_>, id: &str) -> Result<Option<Document>, Fault> {
    let Some(document) = store::document(tx.conn, id)? else { return Ok(None) };
    if !matches!(document.state.as_str(), "received" | "examining" | "failed") {
        return Ok(None);
    }
    store::set_document_state(tx, id, "examining", None)?;
    let case = case_of(tx, &document)?;
    if case.state() != CaseState::Examining {
        store::set_state(tx, &case.id, case.state(), CaseState::Examining)?;
    }
    Ok(Some(document))
}

fn case_of(tx: &mut Tx<'_>, document: &Document) -> Result<Case, Fault> {
    store::case(tx.conn, &store::Scope::All, &document.case_id)
}

/// Runs the child. The file itself is to blame for time, memory, crashes and nonsense; a repeated try would
/// end the same way.
fn run(site: &Site, document: &Document) -> Result<Ended, Fault> {
    let seal = decoder_ready(site)?;
    let name = document.blob.parse().map_err(Fault::ours)?;
    let bytes = site.blobs.get_blocking(&name).map_err(Fault::ours)?;
    let request = super::lending::request(&bytes, site.reader_files(), site.today()).encode();
    drop(bytes);
    let mut known = false;
    // A step is put down once; a child that says more, or nothing of sense, changes nothing.
    let mut noted = |byte: u8| {
        if forensics::Step::from_byte(byte) == Some(forensics::Step::Read)
            && !std::mem::replace(&mut known, true)
        {
            let put = site.db.write_blocking(|tx| store::set_read(tx, &document.id));
            if let Err(fault) = put {
                tracing::warn!(%fault, "a step could not be put down");
            }
        }
    };
    match sandbox::run_noting(&site.program, "examine", &request, &Cap::EXAMINE, seal, &mut noted) {
        Ok(answer) => match wire::decode(&answer) {
            Ok(Ok(report)) => Ok(Ended::Report(Box::new(report))),
            Ok(Err(refused)) => {
                let kept = serde_json::to_string(&refused).map_err(Fault::ours)?;
                Ok(Ended::Refused(refused.code(), kept))
            }
            Err(error) => {
                tracing::warn!(%error, "a decoder's answer was not believed");
                Ok(broken("examined-broken"))
            }
        },
        Err(error) if error.blames_document() => Ok(broken(match error {
            SandboxError::TimedOut => "examined-too-long",
            SandboxError::OutOfMemory | SandboxError::ReplyTooLarge => "examined-too-much",
            _ => "examined-broken",
        })),
        Err(error) => Err(Fault::ours(error)),
    }
}

/// Settles the case and tells its submitter once the last document is through.
pub(super) fn conclude(tx: &mut Tx<'_>, document: &Document) -> Result<(), Fault> {
    store::lock(tx, &document.case_id)?;
    let case = case_of(tx, document)?;
    let settled = super::settle(tx, &case)?;
    let link = format!("/screening/{}", case.id);
    let notice = match settled.state {
        CaseState::Ready => Notice::new("screening-ready", link)
            .with("code", &case.code)
            .with("n", settled.places.to_string()),
        CaseState::Refused => Notice::new("screening-refused", link).with("code", &case.code),
        CaseState::Failed => Notice::new("screening-failed", link).with("code", &case.code),
        _ => return Ok(()),
    };
    notify(tx, &case.submitter_id, &notice)
}

/// Marks a document whose examination failed for good.
///
/// # Errors
/// When the database fails.
pub fn give_up(tx: &mut Tx<'_>, document: &str) -> Result<(), Fault> {
    let Some(document) = store::document(tx.conn, document)? else { return Ok(()) };
    store::set_document_state(tx, &document.id, "failed", Some("examined-failed"))?;
    conclude(tx, &document)
}

/// Tries the failed documents of a case again: the submitter's act, or a reviewer's.
///
/// # Errors
/// A refusal for who only reads; a conflict when nothing has failed.
pub fn retry(tx: &mut Tx<'_>, actor: &Actor, case: &str) -> Result<(), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    if case.submitter_id != actor.person {
        actor.need(Permission::DecideScreening)?;
    }
    if case.state() != CaseState::Failed {
        return Err(Fault::conflict("case-not-failed"));
    }
    for document in store::documents(tx.conn, &case.id)? {
        if document.state == "failed" {
            store::set_document_state(tx, &document.id, "received", None)?;
            let job = ExamineJob { document: document.id };
            jobs::enqueue(tx, EXAMINE_JOB, &job, None, Duration::zero())?;
        }
    }
    store::set_state(tx, &case.id, CaseState::Failed, CaseState::Received)?;
    audit::record(tx, actor, Entry::new(Kind("screening.retried"), "screening_case", &case.id))?;
    Ok(())
}
