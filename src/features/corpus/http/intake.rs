//! Policies from outside: files taken in, and the desk where a steward makes a draft of one.

use actix_multipart::Multipart;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use super::intake_view::{self, DeskPage};
use crate::features::corpus::rules::header::Header;
use crate::features::corpus::service::intake::{self, Edit, Waiting};
use crate::features::corpus::service::{export, taking_in};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Chrome, Fields, FormErrors, PartBody, Posted, Routes, Sent, SizeLimits, attachment,
    fragment, html, read_sent, see_other, sentence,
};

/// Largest file, megabytes.
const MEGABYTES: usize = 20;
/// Most files of one form.
const FILES: usize = 20;
const LIMITS: SizeLimits =
    SizeLimits { field: 6 << 20, file: MEGABYTES << 20, files: FILES, total: 64 << 20 };
/// What the upload offers to choose; what counts are the bytes.
const ENDINGS: &str = ".docx,.pdf,.html,.htm,.md,.txt";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/policies/import", page)
        .post("/policies/import", take_in)
        .get("/policies/import/{id}", desk)
        .post("/policies/import/{id}", act)
        .post("/policies/import/{id}/take", take_over)
        .post("/policies/drafts", begin)
        .post("/policies/export", export_all);
}

/// A file of the form just sent.
struct Row {
    name: String,
    /// Why it was not taken; empty when it was.
    refused: String,
    href: String,
    note: String,
}

struct Lying {
    id: String,
    title: String,
    sub: String,
    draft: String,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/import.html")]
struct ImportPage {
    page: Chrome,
    /// Why nothing can be read here; empty when it can.
    closed: String,
    limits: String,
    endings: &'static str,
    max_mb: usize,
    rows: Vec<Row>,
    pasted: String,
    own: Vec<Lying>,
    free: Vec<Lying>,
    policies: Vec<(String, String)>,
    from: String,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/import_row.html")]
struct RowPart<'a> {
    page: &'a Texts,
    row: &'a Row,
}

async fn page(who: Allow<perm::WritePolicy>, query: Fields, site: Data<Site>) -> Answer {
    show(&who, &site, Vec::new(), String::new(), query.one("from").to_owned(), StatusCode::OK).await
}

async fn show(
    who: &Allow<perm::WritePolicy>,
    site: &Data<Site>,
    rows: Vec<Row>,
    pasted: String,
    from: String,
    status: StatusCode,
) -> Answer {
    let actor = who.actor().clone();
    let ((own, free), known) =
        site.db.read(move |conn| Ok((intake::waiting_for(conn, &actor)?, taking_in::known(conn)?))).await?;
    let page = Chrome::new(who, "intake-title", Place::Policy);
    let t = page.t.on(site.today());
    let zone = site.zone();
    let lying = |found: Waiting| Lying {
        title: if found.title.is_empty() { t.get("intake-untitled") } else { found.title },
        sub: {
            let when = t.date_full(zone.day(found.updated_at));
            if found.file_name.is_empty() { when } else { format!("{} \u{b7} {when}", found.file_name) }
        },
        draft: found.version_id,
        id: found.id,
    };
    let view = ImportPage {
        closed: if site.seal().is_none() { t.get("error-upload-unsealed") } else { String::new() },
        limits: t.with("intake-limits", &[("mb", &MEGABYTES), ("n", &FILES)]),
        endings: ENDINGS,
        max_mb: MEGABYTES,
        rows,
        pasted,
        own: own.into_iter().map(lying).collect(),
        free: free.into_iter().map(lying).collect(),
        policies: known.into_iter().map(|policy| (policy.key, policy.title)).collect(),
        from,
        page,
    };
    let mut answer = html(&view)?;
    *answer.status_mut() = status;
    Ok(answer)
}

/// Takes files and a pasted text, each on its own: one refusal does not hold the others.
async fn take_in(
    who: Allow<perm::WritePolicy>,
    request: HttpRequest,
    parts: Multipart,
    site: Data<Site>,
) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let Sent { fields, files } = read_sent(&request, &who, parts, LIMITS).await?;
    let pasted = fields.exact("pasted").to_owned();
    let mut documents: Vec<(String, PartBody)> =
        files.into_iter().map(|file| (file.name, file.body)).collect();
    if !pasted.trim().is_empty() {
        documents.push((String::new(), PartBody::Whole(pasted.clone().into_bytes())));
    }
    let (mut rows, mut taken) = (Vec::new(), Vec::new());
    for (name, body) in documents {
        let shown = if name.is_empty() { t.get("intake-pasted") } else { name.clone() };
        let outcome = match body {
            PartBody::Whole(bytes) => {
                let (worker, actor) = (site.clone(), who.actor().clone());
                let read = move || {
                    let read = taking_in::read(&worker, &name, &bytes)?;
                    let clauses = crate::features::corpus::rules::cutting::cut(&read.body).len();
                    let id =
                        worker.db.write_blocking(|tx| intake::put_down(tx, &actor, read.clone(), false))?;
                    Ok((id, clauses))
                };
                tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| Err(Fault::ours(error)))
            }
            PartBody::TooLong | PartBody::Endless => Err(Fault::input("document-too-large")),
        };
        rows.push(match outcome {
            Ok((id, clauses)) => {
                let href = format!("/policies/import/{id}");
                taken.push(href.clone());
                Row { name: shown, refused: String::new(), href, note: t.with("intake-read", &[("n", &clauses)]) }
            }
            Err(fault) => {
                if fault.blame == crate::kernel::Blame::Ours {
                    tracing::error!(%fault, cause = ?std::error::Error::source(&fault), "a document was not taken in");
                }
                let refused = sentence(&t, fault.key, &fault.args);
                Row { name: shown, refused, href: String::new(), note: String::new() }
            }
        });
    }
    if who.fragment {
        return match rows.first() {
            Some(row) if row.refused.is_empty() => html(&RowPart { page: &t, row }),
            Some(row) => refusal(&row.refused),
            None => refusal(&t.get("error-upload-empty")),
        };
    }
    if let ([row], [href]) = (rows.as_slice(), taken.as_slice())
        && row.refused.is_empty()
    {
        return see_other(&format!("{href}?ok=document-read"));
    }
    if rows.is_empty() {
        let refused = t.get("error-upload-empty");
        rows.push(Row { name: "-".to_owned(), refused, href: String::new(), note: String::new() });
    }
    let failed = rows.iter().any(|row| !row.refused.is_empty());
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let pasted = if failed { pasted } else { String::new() };
    show(&who, &site, rows, pasted, String::new(), status).await
}

/// The sentence alone, which the upload script puts into the row of its file.
#[derive(Template)]
#[template(source = "{{ text }}", ext = "html")]
struct Sentence<'a> {
    text: &'a str,
}

/// As a part of a page: a plain text would be taken for an answer without words of its own.
fn refusal(text: &str) -> Answer {
    let mut answer = html(&Sentence { text })?;
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(answer)
}

async fn desk(who: Allow<perm::WritePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    desk_page(&who, path.into_inner(), &site, &FormErrors::default()).await
}

async fn desk_page(
    who: &Allow<perm::WritePolicy>,
    id: String,
    site: &Data<Site>,
    errors: &FormErrors,
) -> Answer {
    let actor = who.actor().clone();
    let found = site.db.read(move |conn| intake::desk(conn, &actor, &id)).await?;
    let page = Chrome::new(who, "desk-title", Place::Policy);
    let view: DeskPage = intake_view::desk(page, site, found, errors);
    fragment(&view, errors)
}

fn header(fields: &Fields) -> Header {
    let text = |name: &str| fields.one(name).to_owned();
    let lines = |name: &str| fields.exact(name).replace("\r\n", "\n").trim().to_owned();
    Header {
        policy: text("policy"),
        title: text("title"),
        number: text("number"),
        issuer: text("issuer"),
        area: text("area"),
        effective_from: text("effective_from"),
        effective_to: text("effective_to"),
        change: text("change"),
        note: lines("note"),
        key_points: lines("key_points"),
        hard_points: lines("hard_points"),
        watch_points: lines("watch_points"),
        review_on: text("review_on"),
    }
}

/// What a button of the desk asks for.
enum Act {
    Keep,
    Draft,
    Clear,
    Edit(Edit),
}

fn asked(act: &str) -> Option<Act> {
    match act.split_once(':') {
        None => match act {
            "" | "keep" => Some(Act::Keep),
            "draft" => Some(Act::Draft),
            "clear" => Some(Act::Clear),
            _ => None,
        },
        Some(("join", line)) => line.parse().ok().map(|line| Act::Edit(Edit::Join(line))),
        Some(("split", line)) => line.parse().ok().map(|line| Act::Edit(Edit::Split(line))),
        Some(_) => None,
    }
}

/// Whatever button was pressed, what was typed is kept first, in a transaction of its own.
async fn act(
    who: Allow<perm::WritePolicy>,
    path: Path<String>,
    request: HttpRequest,
    parts: Multipart,
    site: Data<Site>,
) -> Answer {
    let id = path.into_inner();
    let (actor, own) = (who.actor().clone(), id.clone());
    // Before anything is read: what lies on somebody else's desk is not there.
    site.db.read(move |conn| intake::own(conn, &actor, &own)).await?;
    let Sent { fields, .. } = read_sent(&request, &who, parts, LIMITS).await?;
    let act = asked(fields.one("act")).ok_or_else(|| Fault::input("malformed"))?;
    let (header, body) = (header(&fields), fields.exact("body").to_owned());
    let (actor, own) = (who.actor().clone(), id.clone());
    match act {
        Act::Clear => {
            site.db.write(move |tx| intake::clear(tx, &actor, &own)).await?;
            see_other("/policies/import?ok=desk-cleared")
        }
        Act::Edit(edit) => {
            site.db.write(move |tx| intake::edit(tx, &actor, &own, &header, &body, edit)).await?;
            let (Edit::Join(line) | Edit::Split(line)) = edit;
            see_other(&format!("/policies/import/{id}?ok=desk-kept#line-{line}"))
        }
        Act::Keep | Act::Draft => {
            site.db.write(move |tx| intake::keep(tx, &actor, &own, &header, &body)).await?;
            if matches!(act, Act::Keep) {
                return see_other(&format!("/policies/import/{id}?ok=desk-kept"));
            }
            let (actor, own) = (who.actor().clone(), id.clone());
            match site.db.write(move |tx| intake::make_draft(tx, &actor, &own)).await {
                Ok(draft) => see_other(&format!("/policies/drafts/{draft}?ok=draft-saved")),
                Err(fault) => {
                    let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
                    desk_page(&who, id, &site, &errors).await
                }
            }
        }
    }
}

async fn take_over(
    who: Allow<perm::WritePolicy>,
    path: Path<String>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, id) = (who.actor().clone(), path.into_inner());
    // The form carries its cross-site code and nothing else.
    drop(form);
    let own = id.clone();
    site.db.write(move |tx| intake::take_over(tx, &actor, &own)).await?;
    see_other(&format!("/policies/import/{id}?ok=desk-taken"))
}

/// A beginning without a file: from a version there is, or empty.
async fn begin(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, key) = (who.actor().clone(), form.one("from").to_owned());
    let id = site.db.write(move |tx| intake::begin(tx, &actor, &key)).await?;
    see_other(&format!("/policies/import/{id}"))
}

/// Takes one's own draft up for correction.
pub(super) async fn take_up(who: &Allow<perm::ApprovePolicy>, id: String, site: &Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let desk = site.db.write(move |tx| intake::take_up(tx, &actor, &id)).await?;
    see_other(&format!("/policies/import/{desk}"))
}

/// Everything as one archive.
async fn export_all(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    drop(form);
    let (actor, today) = (who.actor().clone(), site.today());
    let files = site.db.write(move |tx| export::export(tx, &actor, today)).await?;
    let bytes = tokio::task::spawn_blocking(move || export::archive(&files))
        .await
        .unwrap_or_else(|error| Err(Fault::ours(error)))?;
    attachment(bytes, "application/zip", &format!("policies-{today}.zip"))
}
