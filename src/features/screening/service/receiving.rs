//! Taking files in: checked, sealed, put in a case, queued for the examination. Nothing is decoded here.

use chrono::Duration;
use sha2::{Digest, Sha256};

use super::super::intake::{self, MAX_DOCUMENTS, QUOTA_PERIOD};
use super::super::model::{Case, Document};
use super::super::rules::CaseState;
use super::super::store::{self, Scope};
use super::about::{self, About};
use super::examining::{EXAMINE_JOB, ExamineJob};
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Blame, Fault, Permission};
use crate::platform::db::Tx;
use crate::platform::jobs;
use crate::platform::sandbox::Seal;
use crate::platform::site::Site;

/// What the page says about the files of one request.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Made with the page: files handed in from one page belong to one case, even when each is sent alone.
    pub batch: String,
    /// Or an existing case of one's own that still takes files.
    pub case: Option<String>,
    /// What the page says the case is about.
    pub about: About,
    /// Whether to put the case before a reviewer as soon as it is examined.
    pub review: bool,
}

/// A file as it came.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The name it came with.
    pub name: String,
    /// The type it was declared with.
    pub declared: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A file that was taken.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its case.
    pub case_id: String,
    /// The case's number.
    pub code: String,
    /// Its document.
    pub document_id: String,
    /// Its name as kept.
    pub name: String,
    /// Number and id of an earlier case with the same file, when the actor may see that case.
    pub twin: Option<(String, String)>,
    /// Whether the same file came before at all.
    pub known: bool,
}

/// How decoder children must be sealed here; none when files cannot be taken at all.
///
/// # Errors
/// Unavailable, when the system cannot seal a child and the site has not accepted that.
pub fn decoder_ready(site: &Site) -> Result<Seal, Fault> {
    site.seal().ok_or_else(|| Fault::new(Blame::Unavailable, "upload-unsealed"))
}

/// Takes one file in. Blocks: call it where blocking is allowed.
///
/// # Errors
/// A refusal with a stable key (`upload-…`) and a plain sentence; nothing is kept then.
pub fn receive(site: &Site, actor: &Actor, intake: &Intake, file: &Upload) -> Result<Received, Fault> {
    actor.need(Permission::RunScreening)?;
    decoder_ready(site)?;
    if file.bytes.len() > site.config.upload_bytes {
        let megabytes = site.config.upload_bytes >> 20;
        return Err(Fault::new(Blame::TooLarge, "upload-too-large").with("limit", megabytes));
    }
    let kind = intake::kind_of(&file.name, file.declared.as_deref(), &file.bytes).map_err(Fault::input)?;
    let blob = site.blobs.name_of(&file.bytes).as_str().to_owned();
    let since = site.db.clock().now() - QUOTA_PERIOD;
    // Before anything is written to disk: what a full quota or a second copy would refuse anyway.
    site.db.read_blocking(|conn| {
        let usage = store::usage(conn, &actor.person, since)?;
        usage.allows(file.bytes.len()).map_err(|key| Fault::new(Blame::Hasty, key))
    })?;
    site.blobs.put_blocking(&file.bytes).map_err(Fault::ours)?;
    let sha256 = hex::encode(Sha256::digest(&file.bytes));
    let taken = site.db.write_blocking(|tx| {
        let case = find_or_open(tx, site, actor, intake)?;
        store::lock(tx, &case.id)?;
        let before = store::documents(tx.conn, &case.id)?;
        if before.iter().any(|document| document.blob == blob) {
            return Err(Fault::conflict("upload-duplicate"));
        }
        if before.len() >= MAX_DOCUMENTS {
            return Err(Fault::input("upload-too-many"));
        }
        let twins = store::twins(tx.conn, &blob)?;
        let row = Document {
            id: tx.id(),
            case_id: case.id.clone(),
            position: before.iter().map(|document| document.position).max().unwrap_or(0) + 1,
            name: intake::shown_name(&file.name),
            kind: kind.code().to_owned(),
            bytes: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
            blob: blob.clone(),
            sha256: sha256.clone(),
            state: "received".to_owned(),
            refusal: None,
            report: None,
            pixels_speak: None,
            millis: None,
            submitter_id: actor.person.clone(),
            received_at: tx.at,
            examined_at: None,
            withdrawn: 0,
            read_at: None,
        };
        store::insert_document(tx, &row)?;
        if case.state() != CaseState::Received && case.state() != CaseState::Examining {
            store::set_state(tx, &case.id, case.state(), CaseState::Received)?;
        }
        let job = ExamineJob { document: row.id.clone() };
        jobs::enqueue(tx, EXAMINE_JOB, &job, Some(&format!("examine/{}", row.id)), Duration::zero())?;
        let entry = Entry::new(Kind("screening.received"), "screening_case", &case.id)
            .fact("document", row.id.as_str())
            .fact("bytes", row.bytes)
            .fact("purpose", case.purpose.as_str());
        audit::record(tx, actor, entry)?;
        let elsewhere: Vec<&String> =
            twins.iter().map(|(_, twin)| twin).filter(|twin| **twin != case.id).collect();
        let scope = Scope::of(actor);
        let visible = elsewhere.iter().find_map(|twin| store::case(tx.conn, &scope, twin).ok());
        Ok(Received {
            case_id: case.id,
            code: case.code,
            document_id: row.id,
            name: row.name,
            twin: visible.map(|twin| (twin.code, twin.id)),
            known: !elsewhere.is_empty(),
        })
    });
    if let Ok(taken) = &taken {
        // An erasure that ran between storing and naming the file may have taken it away.
        let name = blob.parse().map_err(Fault::ours)?;
        if !site.blobs.exists_blocking(&name).map_err(Fault::ours)? {
            site.blobs.put_blocking(&file.bytes).map_err(Fault::ours)?;
            tracing::info!(document = %taken.document_id, "stored a file again");
        }
    } else {
        drop_unnamed(site, &blob);
    }
    taken
}

/// Removes a blob that nothing names, as far as possible.
fn drop_unnamed(site: &Site, blob: &str) {
    let outcome = site.db.read_blocking(|conn| store::names_blob(conn, blob));
    if let (Ok(false), Ok(name)) = (outcome, blob.parse())
        && let Err(error) = site.blobs.delete_blocking(&name)
    {
        tracing::warn!(%error, "a refused file could not be removed");
    }
}

/// The case the files go to: the one named, the one of this page, or a new one.
fn find_or_open(tx: &mut Tx<'_>, site: &Site, actor: &Actor, intake: &Intake) -> Result<Case, Fault> {
    let found = match &intake.case {
        Some(id) => Some(super::own_case(tx, actor, id)?),
        None => store::case_of_batch(tx.conn, &actor.person, &intake.batch)?,
    };
    if let Some(case) = found {
        let takes = case.erased_at.is_none()
            && case.queued_at.is_none()
            && (case.state().is_running()
                || matches!(case.state(), CaseState::Ready | CaseState::Refused | CaseState::Failed));
        return if takes { Ok(case) } else { Err(Fault::conflict("case-moved-on")) };
    }
    let day = site.zone().day(tx.at);
    let id = tx.id();
    let mut case = Case {
        code: format!("HY-{}-{:04}", day.format("%Y%m%d"), store::next_number(tx, day)?),
        id,
        submitter_id: actor.person.clone(),
        department_id: actor.department.clone(),
        batch: intake.batch.clone(),
        item_id: intake.about.item.clone(),
        purpose: intake.about.purpose.code().to_owned(),
        reference_sealed: None,
        reference_print: None,
        secret: Some(hex::encode(tx.random::<16>())),
        state: CaseState::Received.code().to_owned(),
        score: None,
        grade: None,
        places: 0,
        findings: 0,
        review_asked: intake.review,
        queued_at: None,
        received_at: tx.at,
        examined_at: None,
        decided_at: None,
        closed_at: None,
        round: 1,
        claimed_by: None,
        claimed_until: None,
        retention_on: day + Duration::days(site.config.screening_retention_days),
        erased_at: None,
    };
    (case.reference_sealed, case.reference_print) =
        about::sealed(&site.keys, &case, &intake.about.reference)?;
    if store::insert_case(tx, &case)? {
        return Ok(case);
    }
    // Another file of the same page was quicker.
    store::case_of_batch(tx.conn, &actor.person, &intake.batch)?.ok_or_else(Fault::missing)
}
