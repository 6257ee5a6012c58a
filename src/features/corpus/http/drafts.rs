//! New versions of policies on their way.

use actix_web::web::{Data, Path};
use askama::Template;

use super::policies::{DiffView, diff_view};
use crate::features::corpus::service::drafting::{self, DraftView};
use crate::features::corpus::service::items;
use crate::kernel::{Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, Visitor, fragment, html, see_other,
};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/policies/drafts", list)
        .post("/policies/drafts", write)
        .get("/policies/drafts/new", new)
        .get("/policies/drafts/{id}", show)
        .post("/policies/drafts/{id}", rewrite)
        .get("/policies/drafts/{id}/edit", edit)
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
}

async fn show(who: Allow<perm::ApprovePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let (actor, id) = (who.actor().clone(), path.into_inner());
    let (draft, impact, all) = site
        .db
        .read(move |conn| {
            let (draft, impact) = drafting::look(conn, &actor, &id)?;
            Ok((draft, impact, items::items(conn)?))
        })
        .await?;
    let changed = impact.rows.len();
    html(&DraftPage {
        page: Chrome::titled(&who, draft.title.clone(), Place::Policy),
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
        id: draft.id,
    })
}

#[derive(Template)]
#[template(path = "features/corpus/pages/draft_edit.html")]
struct EditPage {
    page: Chrome,
    errors: FormErrors,
    action: String,
    source: String,
}

fn edit_page(visitor: &Visitor, action: String, source: String, errors: &FormErrors) -> Answer {
    let page = Chrome::new(visitor, "draft-edit", Place::Policy);
    fragment(&EditPage { page, errors: errors.clone(), action, source }, errors)
}

async fn new(who: Allow<perm::WritePolicy>, query: Fields, site: Data<Site>) -> Answer {
    let key = query.one("from").to_owned();
    let source = site.db.read(move |conn| drafting::latest_source(conn, &key)).await?;
    edit_page(&who, "/policies/drafts".to_owned(), source, &FormErrors::default())
}

async fn write(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, source) = (who.actor().clone(), form.one("source").to_owned());
    let sent = source.clone();
    match site.db.write(move |tx| drafting::draft(tx, &actor, &sent)).await {
        Ok(id) => see_other(&format!("/policies/drafts/{id}?ok=draft-saved")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            edit_page(&who, "/policies/drafts".to_owned(), source, &errors)
        }
    }
}

async fn edit(who: Allow<perm::WritePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let (actor, id) = (who.actor().clone(), path.into_inner());
    let (draft, _) = site.db.read(move |conn| drafting::look(conn, &actor, &id)).await?;
    if !draft.own || draft.in_review {
        return Err(Fault::missing().into());
    }
    edit_page(&who, format!("/policies/drafts/{}", draft.id), draft.source, &FormErrors::default())
}

async fn rewrite(
    who: Allow<perm::WritePolicy>,
    path: Path<String>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, source, id) = (who.actor().clone(), form.one("source").to_owned(), path.into_inner());
    let (sent, own) = (source.clone(), id.clone());
    match site.db.write(move |tx| drafting::redraft(tx, &actor, &own, &sent)).await {
        Ok(()) => see_other(&format!("/policies/drafts/{id}?ok=draft-saved")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            edit_page(&who, format!("/policies/drafts/{id}"), source, &errors)
        }
    }
}

async fn step(who: Allow<perm::ApprovePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, id, step) = (who.actor().clone(), path.into_inner(), form.one("step").to_owned());
    let next = match step.as_str() {
        "submit" => format!("/policies/drafts/{id}?ok=draft-submitted"),
        "approve" => "/policies?ok=policy-approved".to_owned(),
        "back" => "/policies/drafts?ok=draft-sent-back".to_owned(),
        "discard" => "/policies/drafts?ok=draft-discarded".to_owned(),
        _ => return Err(Fault::input("malformed").into()),
    };
    site.db
        .write(move |tx| match step.as_str() {
            "submit" => drafting::submit(tx, &actor, &id),
            "approve" => drafting::approve(tx, &actor, &id),
            "back" => drafting::send_back(tx, &actor, &id),
            _ => drafting::discard(tx, &actor, &id),
        })
        .await?;
    see_other(&next)
}
