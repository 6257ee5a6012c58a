//! The list of one's own cases with the upload form, and the upload itself.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use futures_util::StreamExt;

use super::super::intake::MAX_DOCUMENTS;
use super::super::rules::Purpose;
use super::super::service::{self, About, Intake, Received, Upload};
use super::casefile::{StepView, file_steps};
use super::view::item_name;
use super::words::{self, Tag};
use crate::features::corpus;
use crate::kernel::{Blame, Fault, Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::sandbox::Seal;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Chrome, Fields, PartBody, WebFault, check_origin, header_code, html, read_part, see_other,
    sentence,
};

/// Cases on one page of the list.
const LISTED: i64 = 30;
/// Longest value of a field that is not a file.
const MAX_FIELD: usize = 1_000;
/// Parts of one request: its files and some fields.
const MAX_PARTS: usize = MAX_DOCUMENTS + 10;

/// One row under the form: a file taken, or refused with its reason.
struct Row {
    /// Id of the element.
    id: String,
    /// Where the row is asked for again while the file is being examined; empty afterwards.
    poll: String,
    /// The stream that says when to ask.
    live: String,
    /// Its steps, see `casefile::file_steps`.
    steps: Vec<StepView>,
    name: String,
    refused: String,
    href: String,
    note: String,
    tag: Tag,
}

struct ListedCase {
    id: String,
    code: String,
    name: String,
    files: usize,
    when: String,
    purpose: String,
    tag: Tag,
}

#[derive(Template)]
#[template(path = "features/screening/pages/list.html")]
struct ListPage {
    page: Chrome,
    batch: String,
    max_mb: usize,
    /// Files of one case.
    most: usize,
    limits: String,
    reference: String,
    purposes: Vec<(&'static str, String, bool)>,
    items: Vec<(String, String)>,
    /// Why nothing can be uploaded here; empty when it can.
    closed: String,
    unsealed: bool,
    rows: Vec<Row>,
    cases: Vec<ListedCase>,
    older: String,
    retention: String,
}

#[derive(Template)]
#[template(path = "features/screening/pages/row.html")]
struct RowPart<'a> {
    page: &'a Texts,
    row: &'a Row,
}

pub(super) async fn list_page(who: Allow<perm::RunScreening>, query: Fields, site: Data<Site>) -> Answer {
    show(&who, &site, query.one("before").to_owned(), None, Vec::new(), StatusCode::OK).await
}

async fn show(
    who: &Allow<perm::RunScreening>,
    site: &Data<Site>,
    before: String,
    sent: Option<&Intake>,
    rows: Vec<Row>,
    status: StatusCode,
) -> Answer {
    let actor = who.actor().clone();
    let before = before.parse::<Id>().ok();
    let (listed, items) = site
        .db
        .read(move |conn| Ok((service::list(conn, &actor, before.as_deref(), LISTED)?, corpus::items(conn)?)))
        .await?;
    let page = Chrome::new(who, "screening-title", Place::Screening);
    let t = page.t.on(site.today());
    let older = if i64::try_from(listed.len()).unwrap_or(0) == LISTED {
        listed.last().map(|(case, _)| format!("/screening?before={}", case.id)).unwrap_or_default()
    } else {
        String::new()
    };
    let cases = listed
        .into_iter()
        .map(|(case, documents)| ListedCase {
            name: documents.first().map(|document| document.name.clone()).unwrap_or_default(),
            files: documents.len(),
            when: words::when(&t, site, case.received_at),
            purpose: words::purpose(&t, &case.purpose),
            tag: words::state_tag(&t, &case, None),
            code: case.code,
            id: case.id,
        })
        .collect();
    let seal = service::decoder_ready(site);
    let max_mb = site.config.upload_bytes >> 20;
    let kept = site.today() + chrono::Duration::days(site.config.screening_retention_days);
    let chosen = sent.map_or(Purpose::Withdrawal, |intake| intake.about.purpose);
    let list = ListPage {
        batch: sent.map_or_else(
            || Id::new(site.db.clock().now(), site.db.entropy()).into_string(),
            |intake| intake.batch.clone(),
        ),
        max_mb,
        most: MAX_DOCUMENTS,
        limits: t.with("screening-limits", &[("mb", &max_mb), ("n", &MAX_DOCUMENTS)]),
        reference: sent.map(|intake| intake.about.reference.clone()).unwrap_or_default(),
        purposes: Purpose::ALL
            .iter()
            .map(|purpose| (purpose.code(), words::purpose(&t, purpose.code()), *purpose == chosen))
            .collect(),
        items: items.iter().map(|item| (item.id.clone(), item_name(t.lang, item))).collect(),
        closed: seal.as_ref().err().map(|fault| t.get(&format!("error-{}", fault.key))).unwrap_or_default(),
        unsealed: matches!(seal, Ok(Seal::BestEffort)) && !site.sealing.sealed(),
        retention: t.with("screening-kept-until", &[("day", &t.date_full(kept))]),
        rows,
        cases,
        older,
        page,
    };
    let mut answer = html(&list)?;
    *answer.status_mut() = status;
    Ok(answer)
}

/// Takes the files of one request, one after the other, so that one refusal does not hold the others and no
/// more than one file lies in memory.
pub(super) async fn upload(
    who: Allow<perm::RunScreening>,
    request: HttpRequest,
    parts: Multipart,
    site: Data<Site>,
) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let mut intake = Intake {
        // A client without our page makes a case of each request.
        batch: Id::new(site.db.clock().now(), site.db.entropy()).into_string(),
        case: None,
        about: About::default(),
        review: false,
    };
    let outcome = take_parts(&who, &request, parts, &site, &mut intake, &t).await;
    let (taken, mut rows, worst) = match outcome {
        Ok(done) => done,
        // Before any file was looked at: a foreign page, not a form with files, a broken request.
        Err(fault) => return refuse(&who, &t, fault),
    };
    if who.fragment {
        return match rows.pop() {
            Some(row) if row.refused.is_empty() => html(&RowPart { page: &t, row: &row }),
            Some(row) => Ok(plain(worst.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY), &row.refused)),
            None => refuse(&who, &t, Fault::input("upload-empty")),
        };
    }
    if worst.is_none()
        && let Some(first) = taken.first()
    {
        return see_other(&format!("/screening/{}?ok=files-received", first.case_id));
    }
    if rows.is_empty() {
        rows.push(refused_row("-".to_owned(), t.get("error-upload-empty")));
    }
    let status = worst.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    show(&who, &site, String::new(), Some(&intake), rows, status).await
}

type Taken = (Vec<Received>, Vec<Row>, Option<StatusCode>);

async fn take_parts(
    who: &Allow<perm::RunScreening>,
    request: &HttpRequest,
    mut parts: Multipart,
    site: &Data<Site>,
    intake: &mut Intake,
    t: &Texts,
) -> Result<Taken, Fault> {
    let malformed =
        |error: actix_multipart::MultipartError| Fault::input("malformed").because(error.to_string());
    let mut checked = false;
    if let Some(code) = header_code(request) {
        check_origin(request, who, &code)?;
        checked = true;
    }
    let (mut taken, mut rows, mut worst) = (Vec::new(), Vec::new(), None);
    let mut count = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(malformed)?;
        count += 1;
        if count > MAX_PARTS {
            return Err(Fault::input("upload-too-many"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        if name != "files" {
            let PartBody::Whole(value) = read_part(&mut part, MAX_FIELD).await? else {
                return Err(Fault::input("too-long"));
            };
            let value = String::from_utf8_lossy(&value).trim().to_owned();
            if !checked {
                // The code is the first field, so that nothing of a foreign form is read further.
                let code = if name == "csrf" { value.as_str() } else { "" };
                check_origin(request, who, code)?;
                checked = true;
            }
            set_field(intake, &name, value)?;
            continue;
        }
        if !checked {
            check_origin(request, who, "")?;
        }
        let disposition = part.content_disposition();
        let file_name = disposition.and_then(|d| d.get_filename()).unwrap_or_default().to_owned();
        let declared = part.content_type().map(ToString::to_string);
        let too_large =
            || Fault::new(Blame::TooLarge, "upload-too-large").with("limit", site.config.upload_bytes >> 20);
        let outcome = match read_part(&mut part, site.config.upload_bytes).await? {
            // A browser sends an empty part for a file field left empty.
            PartBody::Whole(bytes) if bytes.is_empty() && file_name.is_empty() => continue,
            PartBody::Whole(_) if rows.len() >= MAX_DOCUMENTS => Err(Fault::input("upload-too-many")),
            PartBody::Whole(bytes) => {
                let file = Upload { name: file_name.clone(), declared, bytes };
                let (worker, actor, intake) = (site.clone(), who.actor().clone(), intake.clone());
                tokio::task::spawn_blocking(move || service::receive(&worker, &actor, &intake, &file))
                    .await
                    .unwrap_or_else(|error| Err(Fault::ours(error)))
            }
            PartBody::TooLong => Err(too_large()),
            // The answer goes out now and the connection with it.
            PartBody::Endless => return Err(too_large()),
        };
        match outcome {
            Ok(received) => {
                rows.push(taken_row(t, &received));
                taken.push(received);
            }
            Err(fault) => {
                let status =
                    actix_web::ResponseError::status_code(&WebFault(Fault::new(fault.blame, fault.key)));
                if status.is_server_error() {
                    tracing::error!(%fault, cause = ?std::error::Error::source(&fault), "an upload failed");
                }
                worst = worst.max(Some(status));
                let shown = super::super::intake::shown_name(&file_name);
                rows.push(refused_row(shown, sentence(t, fault.key, &fault.args)));
            }
        }
    }
    if !checked {
        check_origin(request, who, "")?;
    }
    Ok((taken, rows, worst))
}

fn set_field(intake: &mut Intake, name: &str, value: String) -> Result<(), Fault> {
    let id = |value: &str| value.parse::<Id>().map(Id::into_string).map_err(|e| Fault::missing().because(e));
    match name {
        "batch" => intake.batch = id(&value)?,
        "case" if !value.is_empty() => intake.case = Some(id(&value)?),
        "item" if !value.is_empty() => intake.about.item = Some(id(&value)?),
        "purpose" => {
            intake.about.purpose =
                Purpose::from_code(&value).ok_or_else(|| Fault::field("purpose", "choose-one"))?;
        }
        "reference" => intake.about.reference = value,
        "review" => intake.review = true,
        _ => {}
    }
    Ok(())
}

fn taken_row(t: &Texts, received: &Received) -> Row {
    let note = match (&received.twin, received.known) {
        (Some((code, _)), _) => t.with("screening-same-as", &[("code", code)]),
        (None, true) => t.get("screening-same-elsewhere"),
        (None, false) => t.with("screening-row-taken", &[("code", &received.code)]),
    };
    let tag = if received.known {
        Tag::new("tag-warn", "warning", t.get("screening-file-known"))
    } else {
        Tag::new("tag-info", "clock", t.get("screening-file-waiting"))
    };
    Row {
        id: format!("file-{}", received.document_id),
        poll: format!("/screening/{}/documents/{}/row", received.case_id, received.document_id),
        live: format!("/screening/{}/progress", received.case_id),
        steps: file_steps(t, "received", false),
        name: received.name.clone(),
        refused: String::new(),
        href: format!("/screening/{}", received.case_id),
        note,
        tag,
    }
}

fn refused_row(name: String, refused: String) -> Row {
    let nothing = String::new;
    let tag = Tag::new("", "", nothing());
    Row {
        id: nothing(),
        poll: nothing(),
        live: nothing(),
        steps: Vec::new(),
        name,
        refused,
        href: nothing(),
        note: nothing(),
        tag,
    }
}

/// The row of a file as it stands now, asked for by the page that sent it.
pub(super) async fn row(who: Allow<perm::SeeScreening>, place: Path<(Id, Id)>, site: Data<Site>) -> Answer {
    let (actor, (case, document)) = (who.actor().clone(), place.into_inner());
    let (case, documents) = site.db.read(move |conn| service::progress(conn, &actor, &case)).await?;
    let document = documents.iter().find(|d| d.id == document.as_str()).ok_or_else(Fault::missing)?;
    let t = Texts::new(who.lang).on(site.today());
    let running = case.state().is_running();
    let (tag, note) = if running {
        (words::document_tag(&t, document), t.with("screening-row-taken", &[("code", &case.code)]))
    } else {
        (words::state_tag(&t, &case, None), t.with("screening-row-done", &[("code", &case.code)]))
    };
    let row = Row {
        id: format!("file-{}", document.id),
        poll: if running {
            format!("/screening/{}/documents/{}/row", case.id, document.id)
        } else {
            String::new()
        },
        live: format!("/screening/{}/progress", case.id),
        steps: file_steps(&t, &document.state, document.read_at.is_some()),
        name: document.name.clone(),
        refused: document.refusal.as_deref().map(|kept| words::refusal(&t, kept)).unwrap_or_default(),
        href: format!("/screening/{}", case.id),
        note,
        tag,
    };
    html(&RowPart { page: &t, row: &row })
}

/// A refusal of the whole request: a sentence for the script, the error page for a person.
pub(super) fn refuse(who: &Allow<perm::RunScreening>, t: &Texts, fault: Fault) -> Answer {
    if who.fragment && fault.blame != Blame::Ours {
        let status = actix_web::ResponseError::status_code(&WebFault(Fault::new(fault.blame, fault.key)));
        // What is wrong with a field says more than that something is.
        let key = fault.fields.first().map_or(fault.key, |field| field.key);
        return Ok(plain(status, &sentence(t, key, &fault.args)));
    }
    Err(fault.into())
}

/// The sentence alone, which the upload script puts into the row of its file.
pub(super) fn plain(status: StatusCode, sentence: &str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header(("Cache-Control", "no-store"))
        .body(askama_escape(sentence))
}

fn askama_escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
