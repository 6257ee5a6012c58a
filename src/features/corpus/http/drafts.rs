//! New versions of policies on their way.

use actix_web::web::{Data, Path};
use askama::Template;

use super::difference::{DiffView, SideView, diff_view};
use super::intake_view::{LeftRow, left_rows};
use super::{StateTag, in_force_text};
use crate::features::corpus::model::{Clause, VersionState};
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
        .get("/policies/drafts/{id}/text", text)
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
    /// The version it is compared with, if any, and the draft.
    sides: Vec<SideView>,
    /// Says that the version compared with is not in force yet; empty when it is.
    future: String,
    nothing_changed: bool,
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
    let (actor, today) = (who.actor().clone(), site.today());
    let (draft, impact, all, reading) = site
        .db
        .read(move |conn| {
            let (draft, impact) = drafting::look(conn, &actor, &id, today)?;
            Ok((draft, impact, items::items(conn)?, intake::reading_of(conn, &id)?))
        })
        .await?;
    let (file, reading) = reading.unwrap_or_default();
    let left_out = left_rows(t, &reading);
    let (key, base) = (&impact.key, impact.base.as_ref());
    let mut sides: Vec<SideView> =
        base.map(|base| SideView::approved(t, "diff-from", key, base)).into_iter().collect();
    sides.push(SideView {
        label: t.get("diff-to"),
        href: format!("/policies/drafts/{}/text", draft.id),
        number: draft.number.clone(),
        dates: in_force_text(t, draft.effective_from, draft.effective_to),
        state: StateTag::new(t, if draft.in_review { VersionState::InReview } else { VersionState::Draft }),
    });
    let future = base.filter(|base| base.state == VersionState::Approved).map(|base| {
        let day = t.date_full(base.effective_from);
        let said = t.with("draft-base-future", &[("number", &base.number), ("day", &day)]);
        let today =
            impact.in_force.as_ref().map(|now| t.with("draft-base-today", &[("number", &now.number)]));
        said + &today.unwrap_or_default()
    });
    let page = DraftPage {
        page: Chrome::titled(who, draft.title.clone(), Place::Policy),
        errors: errors.clone(),
        sub: sub(t, &draft),
        in_review: draft.in_review,
        major: draft.major,
        own: draft.own,
        may_approve: !draft.own && draft.in_review,
        summary: match base {
            Some(_) => t.with("diff-summary", &[("changed", &impact.changed()), ("same", &impact.unchanged)]),
            None => t.get("draft-first"),
        },
        sides,
        future: future.unwrap_or_default(),
        nothing_changed: impact.nothing_changed(),
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

/// A clause of the draft's whole text.
struct ClauseLine {
    anchor: String,
    article: String,
    /// The chapter that opens before it; empty when it is that of the clause before.
    chapter: String,
    text: String,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/draft_text.html")]
struct TextPage {
    page: Chrome,
    id: String,
    sub: String,
    clauses: Vec<ClauseLine>,
}

async fn text(who: Allow<perm::ApprovePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let (actor, id) = (who.actor().clone(), path.into_inner());
    let (draft, clauses) = site.db.read(move |conn| drafting::text(conn, &actor, &id)).await?;
    let mut chapter = String::new();
    let line = |clause: Clause| {
        let opens = clause.heading != chapter;
        chapter.clone_from(&clause.heading);
        let chapter = if opens { clause.heading } else { String::new() };
        ClauseLine { anchor: clause.anchor, article: clause.article, chapter, text: clause.body }
    };
    html(&TextPage {
        clauses: clauses.into_iter().map(line).collect(),
        sub: sub(t, &draft),
        page: Chrome::titled(&who, draft.title, Place::Policy),
        id: draft.id,
    })
}

async fn step(who: Allow<perm::ApprovePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, id, step) = (who.actor().clone(), path.into_inner(), form.one("step").to_owned());
    if step == "edit" {
        return super::intake::take_up(&who, id, &site).await;
    }
    let (draft, today) = (id.clone(), site.today());
    let outcome = site
        .db
        .write(move |tx| {
            Ok(match step.as_str() {
                "submit" | "submit-unchanged" => {
                    drafting::submit(tx, &actor, &id, step == "submit-unchanged")?;
                    format!("/policies/drafts/{id}?ok=draft-submitted")
                }
                "approve" => match drafting::approve(tx, &actor, &id)? {
                    (key, from) if from <= today => format!("/policies/{key}?ok=policy-in-force"),
                    _ => "/policies?ok=policy-approved".to_owned(),
                },
                "back" => {
                    drafting::send_back(tx, &actor, &id)?;
                    "/policies/drafts?ok=draft-sent-back".to_owned()
                }
                "discard" => {
                    drafting::discard(tx, &actor, &id)?;
                    "/policies/drafts?ok=draft-discarded".to_owned()
                }
                _ => return Err(Fault::input("malformed")),
            })
        })
        .await;
    match outcome {
        Ok(next) => see_other(&next),
        // What can be mended is said on the draft; a draft that is none any more has no page.
        Err(fault) if matches!(fault.key, "policy-dates-overlap" | "policy-nothing-changed") => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, draft, errors).await
        }
        Err(fault) => Err(fault.into()),
    }
}
