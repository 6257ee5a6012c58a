//! The case page, its pictures, its printed sheet, its originals.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use super::super::rules::{Cause, CheckKind};
use super::super::service::{self, CaseFile, Look};
use super::about::{AboutView, about_view};
use super::typed_view::TypedLine;
use super::view::{Acts, CaseView, case_view};
use super::wanted::Wanted;
use super::words::{self, Tag};
use super::{events, parts};
use crate::kernel::permission::Needs;
use crate::kernel::{Blame, Fault, Id, perm};
use crate::platform::blobs::{BlobError, BlobName};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, attachment, html, no_store};

/// What was typed into a form that has to be shown again.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub reason: String,
    pub note: String,
    /// A number sent to be checked: its kind and itself.
    pub check: Option<(String, String)>,
    /// A field sent to be added: its paper, key and value.
    pub added: Option<(String, String, String)>,
    /// Values of the business system, by key.
    pub values: Vec<(String, String)>,
    /// What the page showed when the form was sent.
    pub wanted: Wanted,
}

impl Typed {
    /// What to show in the form of the business system: what was just sent, else what is kept.
    pub(super) fn value<'a>(&'a self, line: &'a TypedLine) -> &'a str {
        let sent = self.values.iter().find(|(key, _)| key == line.key);
        sent.map_or(line.value.as_str(), |(_, value)| value.as_str())
    }

    /// What was just sent for a field or cell under the name of its input, else what holds.
    pub(super) fn sent<'a>(&'a self, begins: &str, id: impl std::fmt::Display, holds: &'a str) -> &'a str {
        let wanted = format!("{begins}{id}");
        let sent = self.values.iter().find(|(name, _)| *name == wanted);
        sent.map_or(holds, |(_, value)| value.as_str())
    }

    /// The value and key just sent to be added to a paper.
    pub(super) fn added(&self, paper: &str) -> (&str, &str) {
        let own = self.added.as_ref().filter(|(of, ..)| of == paper);
        own.map_or(("", ""), |(_, key, value)| (key, value))
    }

    /// The kind and value just sent to be checked.
    pub(super) fn checked(&self) -> (&str, &str) {
        self.check.as_ref().map_or(("", ""), |(kind, value)| (kind, value))
    }

    /// What was written into a form that the page no longer has, since the case has moved on: it is shown to be
    /// copied.
    pub(super) fn lost(&self, acts: &Acts) -> &str {
        let speaks = acts.decide || acts.ask_review || acts.contest;
        let reference = if acts.about { "" } else { self.sent("about-", "reference", "") };
        match (self.note.as_str(), self.reason.as_str()) {
            (note, _) if !note.is_empty() && !acts.mark => note,
            (_, reason) if !reason.is_empty() && !speaks => reason,
            _ => reference,
        }
    }

    /// Nothing but where the form stood.
    pub(super) fn at(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }
}

#[derive(Template)]
#[template(path = "features/screening/pages/case.html")]
struct CasePage {
    page: Chrome,
    errors: FormErrors,
    v: CaseView,
    typed: Typed,
    causes: Vec<(&'static str, String)>,
    kinds: Vec<(&'static str, String)>,
    about: AboutView,
}

#[derive(Template)]
#[template(path = "features/screening/pages/print.html")]
struct PrintPage {
    page: Chrome,
    v: CaseView,
    printed: String,
}

#[derive(Template)]
#[template(path = "features/screening/pages/progress.html")]
struct ProgressPart {
    page: Chrome,
    id: String,
    running: bool,
    done: usize,
    all: usize,
    text: String,
    rows: Vec<ProgressRow>,
}

/// A file and how far it is.
struct ProgressRow {
    name: String,
    tag: Tag,
    note: String,
    /// Its steps; none when it was refused.
    steps: Vec<StepView>,
}

/// One step of a file on its way.
#[derive(Debug, Clone)]
pub(super) struct StepView {
    pub label: String,
    pub done: bool,
    pub now: bool,
}

/// The four steps of a file: received, checked, read, examined. The sealed child says when it has read; where it
/// does not, both of its steps are done at once.
pub(super) fn file_steps(t: &Texts, state: &str, read: bool) -> Vec<StepView> {
    let (done, now) = match state {
        "examined" => (4, 4),
        "examining" if read => (3, 4),
        "examining" => (2, 3),
        "received" => (2, 2),
        _ => return Vec::new(),
    };
    let labels = ["screening-step-in", "screening-step-check", "screening-step-read", "screening-step-look"];
    labels
        .into_iter()
        .enumerate()
        .map(|(at, key)| StepView { label: t.get(key), done: at < done, now: at >= done && at < now })
        .collect()
}

pub(super) async fn case_page(
    who: Allow<perm::SeeScreening>,
    id: Path<Id>,
    query: Fields,
    site: Data<Site>,
) -> Answer {
    show(&who, &site, &id, Wanted::of(&query), FormErrors::default(), Typed::default()).await
}

/// Puts the look on record, then shows the case.
pub(super) async fn show<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    id: &str,
    wanted: Wanted,
    errors: FormErrors,
    typed: Typed,
) -> Answer {
    let file = looked_at(who, site, id, Look::Page).await?;
    if file.hidden {
        return super::opinions::show(who, site, &file, wanted.page, errors, &typed.reason);
    }
    let text = match parts::current_page(&file, wanted.page) {
        Some(page) if wanted.layers.words && file.case.erased_at.is_none() => {
            let (case, number, worker) = (file.case.clone(), page.number, site.clone());
            site.db.read(move |conn| service::words(conn, &worker.keys, &case, number)).await?
        }
        _ => None,
    };
    let place = if file.case.submitter_id == who.actor().person { Place::Screening } else { Place::Review };
    let mut page = Chrome::titled(who, file.case.code.clone(), place);
    page.t = page.t.on(site.today());
    let t = page.t;
    let v = case_view(&t, site, who.actor(), &file, &wanted, text.as_ref());
    let shown = CasePage {
        about: about_view(&t, site, &file, &typed, v.acts.about).await?,
        v,
        causes: Cause::ALL
            .iter()
            .map(|cause| (cause.code(), t.get(&format!("screening-cause-{}", cause.code()))))
            .collect(),
        kinds: CheckKind::ALL
            .iter()
            .map(|kind| (kind.code(), t.get(&format!("screening-check-{}", kind.code().replace('_', "-")))))
            .collect(),
        errors: errors.clone(),
        typed,
        page,
    };
    let mut answer = html(&shown)?;
    if errors.any() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

async fn looked_at<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    id: &str,
    what: Look,
) -> Result<CaseFile, Fault> {
    let (actor, case) = (who.actor().clone(), id.to_owned());
    site.db.write(move |tx| service::look(tx, &actor, &case, what).map(|_case| ())).await?;
    let (actor, case, worker) = (who.actor().clone(), id.to_owned(), site.clone());
    site.db.read(move |conn| service::file(conn, &actor, &worker.keys, &case)).await
}

pub(super) async fn print(who: Allow<perm::SeeScreening>, id: Path<Id>, site: Data<Site>) -> Answer {
    let (actor, case) = (who.actor().clone(), id.clone());
    site.db.read(move |conn| service::shown(conn, &actor, &case)).await?;
    let file = looked_at(&who, &site, &id, Look::Print).await?;
    let mut page = Chrome::new(&who, "screening-sheet", Place::Screening);
    page.t = page.t.on(site.today());
    html(&PrintPage {
        v: case_view(&page.t, &site, who.actor(), &file, &Wanted::default(), None),
        printed: words::when(&page.t, &site, site.db.clock().now()),
        page,
    })
}

/// How far the files are: as a stream of events for who asks for one, else as the fragment.
pub(super) async fn progress(
    who: Allow<perm::SeeScreening>,
    request: HttpRequest,
    id: Path<Id>,
    site: Data<Site>,
) -> Answer {
    let (actor, case) = (who.actor().clone(), id.into_inner());
    let accepts = request.headers().get("Accept").and_then(|value| value.to_str().ok());
    if accepts.is_some_and(|accepts| accepts.starts_with("text/event-stream")) {
        return Ok(events::stream(site, actor, case.into_string()).await?);
    }
    let (case, documents) = site.db.read(move |conn| service::progress(conn, &actor, &case)).await?;
    let mut page = Chrome::new(&who, "screening-title", Place::Screening);
    page.t = page.t.on(site.today());
    let t = page.t;
    let done = documents.iter().filter(|d| !matches!(d.state.as_str(), "received" | "examining")).count();
    html(&ProgressPart {
        id: case.id.clone(),
        running: case.state().is_running(),
        done,
        all: documents.len(),
        text: t.with("screening-progress", &[("done", &done), ("all", &documents.len())]),
        rows: documents
            .iter()
            .map(|document| {
                let note = document.refusal.as_deref().map(|kept| words::refusal(&t, kept));
                ProgressRow {
                    name: document.name.clone(),
                    tag: words::document_tag(&t, document),
                    note: note.unwrap_or_default(),
                    steps: file_steps(&t, &document.state, document.read_at.is_some()),
                }
            })
            .collect(),
        page,
    })
}

pub(super) async fn picture(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, i32, String)>,
    site: Data<Site>,
) -> Answer {
    let (id, number, layer) = place.into_inner();
    if layer != "preview" {
        let (actor, case) = (who.actor().clone(), id.clone());
        site.db.read(move |conn| service::shown(conn, &actor, &case)).await?;
    }
    let now = site.db.clock().now();
    let (actor, wanted, key) = (who.actor().clone(), id.clone(), layer.clone());
    let known = site
        .db
        .read(move |conn| match service::lately(conn, &actor, &wanted, now)? {
            Some(case) => service::layer(conn, &case, number, &key).map(Some),
            None => Ok(None),
        })
        .await?;
    let blob = match known {
        Some(blob) => blob,
        // On record before the bytes go out.
        None => {
            let actor = who.actor().clone();
            site.db
                .write(move |tx| {
                    let case = service::look(tx, &actor, &id, Look::Picture)?;
                    service::layer(tx.conn, &case, number, &layer)
                })
                .await?
        }
    };
    no_store(stored(&site, &blob).await?, "image/png")
}

pub(super) async fn stored(site: &Data<Site>, blob: &str) -> Result<Vec<u8>, Fault> {
    let name: BlobName = blob.parse().map_err(Fault::ours)?;
    site.blobs.get(&name).await.map_err(|error| match error {
        BlobError::Missing(_) => Fault::missing().because(error),
        _ => Fault::new(Blame::Ours, "internal").because(error),
    })
}

pub(super) async fn original(
    who: Allow<perm::DecideScreening>,
    place: Path<(Id, Id)>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, document) = place.into_inner();
    let actor = who.actor().clone();
    let (blob, kind, name) = site.db.write(move |tx| service::original(tx, &actor, &id, &document)).await?;
    attachment(stored(&site, &blob).await?, kind.media_type(), &name)
}
