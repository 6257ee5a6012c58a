//! New versions of policies on their way.

use actix_web::web::{Data, Path};
use askama::Template;

use super::intake_view::{LeftRow, left_rows};
use super::policies::{DiffView, diff_view};
use crate::features::corpus::service::drafting::{self, DraftView};
use crate::features::corpus::service::{intake, items};
use crate::kernel::{Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, Routes, fragment, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/policies/drafts", list)
        .get("/policies/drafts/{id}", show)
        .post("/policies/drafts/{id}/step", step);
}

struct DraftLine {
    id: String,
    title: String,
    sub: String,
    in_review: bool,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/drafts.html")]
struct ListPage {
    page: Chrome,
    drafts: Vec<DraftLine>,
    may_write: bool,
}

fn sub(t: Texts, draft: &DraftView) -> String {
    let day = t.date_full(draft.effective_from);
    t.with("draft-sub", &[("number", &draft.number), ("author", &draft.author), ("day", &day)])
}

async fn list(who: Allow<perm::ApprovePolicy>, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let actor = who.actor().clone();
    let drafts = site.db.read(move |conn| drafting::open(conn, &actor)).await?;
    let line = |draft: DraftView| DraftLine {
        sub: sub(t, &draft),
        id: draft.id,
        title: draft.title,
        in_review: draft.in_review,
    };
    html(&ListPage {
        page: Chrome::new(&who, "drafts-title", Place::Policy),
        drafts: drafts.into_iter().map(line).collect(),
        may_write: who.actor().may(Permission::WritePolicy),
    })
}

#[derive(Template)]
#[template(path = "features/corpus/pages/draft.html")]
struct DraftPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    sub: String,
    in_review: bool,
    major: bool,
    own: bool,
    may_approve: bool,
    summary: String,
    touched: String,
    items: Vec<String>,
    rows: Vec<DiffView>,
    /// The file it was read from; empty when it was written by hand.
    file: String,
    left: String,
    left_out: Vec<LeftRow>,
}

async fn show(who: Allow<perm::ApprovePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    page(&who, &site, path.into_inner(), FormErrors::default()).await
}

async fn page(who: &Allow<perm::ApprovePolicy>, site: &Data<Site>, id: String, errors: FormErrors) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let actor = who.actor().clone();
    let (draft, impact, all, reading) = site
        .db
        .read(move |conn| {
            let (draft, impact) = drafting::look(conn, &actor, &id)?;
            Ok((draft, impact, items::items(conn)?, intake::reading_of(conn, &id)?))
        })
        .await?;
    let (file, reading) = reading.unwrap_or_default();
    let left_out = left_rows(t, &reading);
    let changed = impact.rows.len();
    let page = DraftPage {
        page: Chrome::titled(who, draft.title.clone(), Place::Policy),
        errors: errors.clone(),
        sub: sub(t, &draft),
        in_review: draft.in_review,
        major: draft.major,
        own: draft.own,
        may_approve: !draft.own && draft.in_review,
        summary: t.with("diff-summary", &[("changed", &changed), ("same", &impact.unchanged)]),
        touched: t.with("draft-notes", &[("n", &impact.notes.len())]),
        items: all
            .iter()
            .filter(|item| impact.items.contains(&item.slug))
            .map(|item| super::item_name(t, item))
            .collect(),
        rows: impact.rows.into_iter().filter_map(|row| diff_view(t, row)).collect(),
        left: t.with("draft-left", &[("n", &left_out.len())]),
        left_out,
        file,
        id: draft.id,
    };
    fragment(&page, &errors)
}

async fn step(who: Allow<perm::ApprovePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, id, step) = (who.actor().clone(), path.into_inner(), form.one("step").to_owned());
    if step == "edit" {
        return super::intake::take_up(&who, id, &site).await;
    }
    let next = match step.as_str() {
        "submit" => format!("/policies/drafts/{id}?ok=draft-submitted"),
        "approve" => "/policies?ok=policy-approved".to_owned(),
        "back" => "/policies/drafts?ok=draft-sent-back".to_owned(),
        "discard" => "/policies/drafts?ok=draft-discarded".to_owned(),
        _ => return Err(Fault::input("malformed").into()),
    };
    let draft = id.clone();
    let outcome = site
        .db
        .write(move |tx| match step.as_str() {
            "submit" => drafting::submit(tx, &actor, &id),
            "approve" => drafting::approve(tx, &actor, &id),
            "back" => drafting::send_back(tx, &actor, &id),
            _ => drafting::discard(tx, &actor, &id),
        })
        .await;
    match outcome {
        Ok(()) => see_other(&next),
        // What can be mended is said on the draft; a draft that is none any more has no page.
        Err(fault) if fault.key == "policy-dates-overlap" => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, draft, errors).await
        }
        Err(fault) => Err(fault.into()),
    }
}
