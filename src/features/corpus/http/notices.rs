//! 一次性告知单: tick what the visitor has, hand over what is missing, show it again by its code.

use actix_web::web::{Data, Path};
use askama::Template;

use super::hits::clause_links;
use super::items::{changed_links, needs};
use super::{ClauseLink, as_of, item_name};
use crate::features::corpus::content::NoticeDesk;
use crate::features::corpus::model::Item;
use crate::features::corpus::service::items;
use crate::features::corpus::service::resting::item_changes;
use crate::features::corpus::service::slips::{self, Paper, Slip, SlipPaper};
use crate::kernel::{Blame, Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/items/{slug}/notice", ask)
        .post("/items/{slug}/notice", make)
        .get("/notice", find)
        .get("/notice/{code}", show);
}

struct Choice {
    n: usize,
    name: String,
    needs: String,
    condition: String,
    clause: Option<ClauseLink>,
    have: bool,
    missing: bool,
    not_needed: bool,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/notice_ask.html")]
struct AskPage {
    page: Chrome,
    errors: FormErrors,
    slug: String,
    name: String,
    day: String,
    papers: Vec<Choice>,
    /// Clauses that read differently from when the item was written.
    changed: Vec<ClauseLink>,
}

/// The form as it was sent, or as it begins: nothing ticked, and what has a condition not asked for.
fn choices(
    t: Texts,
    item: &Item,
    clauses: Vec<Option<ClauseLink>>,
    sent: Option<&[Option<Paper>]>,
) -> Vec<Choice> {
    let papers = item.content.materials.iter().zip(clauses);
    papers
        .enumerate()
        .map(|(n, (material, clause))| {
            let conditional = !material.condition.is_empty();
            let begins = if conditional { Paper::NotNeeded } else { Paper::Missing };
            let paper = sent.map_or(Some(begins), |sent| sent.get(n).copied().flatten());
            Choice {
                n,
                name: material.name.clone(),
                needs: needs(t, material),
                condition: material.condition.clone(),
                clause,
                have: paper == Some(Paper::Have),
                missing: paper == Some(Paper::Missing),
                not_needed: paper == Some(Paper::NotNeeded),
            }
        })
        .collect()
}

async fn ask_page(
    who: &Allow<perm::ReadPolicy>,
    site: &Site,
    slug: String,
    day: chrono::NaiveDate,
    sent: Option<Vec<Option<Paper>>>,
    errors: FormErrors,
) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let (item, clauses, changes) = site
        .db
        .read(move |conn| {
            let item = items::item_by_slug(conn, &slug)?;
            let mut clauses = Vec::new();
            for material in &item.content.materials {
                let one = clause_links(conn, t, std::slice::from_ref(&material.clause), day)?;
                clauses.push(one.into_iter().next());
            }
            let changes = item_changes(conn, &item, day)?;
            Ok((item, clauses, changes))
        })
        .await?;
    let page = AskPage {
        page: Chrome::new(who, "notice-title", Place::Policy),
        errors: errors.clone(),
        name: item_name(t, &item),
        day: day.to_string(),
        papers: choices(t, &item, clauses, sent.as_deref()),
        changed: changed_links(t, changes),
        slug: item.slug,
    };
    fragment(&page, &errors)
}

async fn ask(who: Allow<perm::ReadPolicy>, path: Path<String>, query: Fields, site: Data<Site>) -> Answer {
    let day = as_of(&query, site.today())?;
    ask_page(&who, &site, path.into_inner(), day, None, FormErrors::default()).await
}

async fn make(who: Allow<perm::ReadPolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let day = as_of(&form, site.today())?;
    let slug = path.into_inner();
    let (actor, asked, sent) = (who.actor().clone(), slug.clone(), form.0.clone());
    let outcome = site
        .db
        .write(move |tx| {
            let item = items::item_by_slug(tx.conn, &asked)?;
            let papers: Option<Vec<Paper>> =
                answers(&sent, item.content.materials.len()).into_iter().collect();
            let papers = papers.ok_or_else(|| Fault::input("notice-papers"))?;
            slips::make(tx, &actor, &item, &papers, day)
        })
        .await;
    match outcome {
        Ok(code) => {
            let large = if form.ticked("large") { "?large=1" } else { "" };
            see_other(&format!("/notice/{code}{large}"))
        }
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let sent = (0..64).map(|n| Paper::from_code(form.one(&format!("paper-{n}")))).collect();
            ask_page(&who, &site, slug, day, Some(sent), errors).await
        }
    }
}

fn answers(form: &Fields, papers: usize) -> Vec<Option<Paper>> {
    (0..papers).map(|n| Paper::from_code(form.one(&format!("paper-{n}")))).collect()
}

struct PaperView {
    name: String,
    needs: String,
    place: String,
    note: String,
    have: bool,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/notice.html")]
struct NoticePage {
    page: Chrome,
    /// The centre's name; may be empty.
    centre: String,
    code: String,
    slug: String,
    name: String,
    made: String,
    as_of: String,
    large: bool,
    lead: String,
    papers: Vec<PaperView>,
    missing: Vec<PaperView>,
    desk: NoticeDesk,
    next_steps: Vec<String>,
    basis: Vec<String>,
    /// Papers asked for only then, which nobody asked for here: when, and which.
    otherwise: Vec<(String, String)>,
    outdated: bool,
}

async fn show(who: Allow<perm::ReadPolicy>, path: Path<String>, query: Fields, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let code = path.into_inner();
    let (slip, current) = site
        .db
        .read(move |conn| {
            let slip = slips::slip(conn, &code)?;
            let current = items::item(conn, &slip.item.id)?;
            Ok((slip, current.version_id))
        })
        .await?;
    let made = t.date_full(site.zone().day(slip.created_at));
    let outdated = current != slip.item.version_id || rules_changed(&slip, today);
    let mut page = notice_page(&who, t, slip, made, outdated, query.ticked("large"));
    page.centre.clone_from(&site.config.centre);
    html(&page)
}

/// Whether one of the cited clauses is no longer in force: then the notice must be made again.
fn rules_changed(slip: &Slip, today: chrono::NaiveDate) -> bool {
    slip.papers
        .iter()
        .filter_map(|paper| paper.clause.as_ref())
        .any(|clause| clause.effective_to.is_some_and(|to| to <= today))
}

fn notice_page(
    who: &Allow<perm::ReadPolicy>,
    t: Texts,
    slip: Slip,
    made: String,
    outdated: bool,
    large: bool,
) -> NoticePage {
    let view = |paper: &SlipPaper| PaperView {
        name: paper.material.name.clone(),
        needs: needs(t, &paper.material),
        place: paper.material.place.clone(),
        note: paper.material.note.clone(),
        have: paper.paper == Paper::Have,
    };
    let needed = slip.papers.iter().filter(|paper| paper.paper != Paper::NotNeeded);
    let papers: Vec<PaperView> = needed.clone().map(view).collect();
    let missing: Vec<PaperView> = needed.clone().filter(|p| p.paper == Paper::Missing).map(view).collect();
    let mut basis: Vec<String> = Vec::new();
    for clause in needed.filter_map(|paper| paper.clause.as_ref()) {
        let text = t.with(
            "notice-basis-line",
            &[("title", &clause.title), ("number", &clause.number), ("article", &clause.article)],
        );
        if !basis.contains(&text) {
            basis.push(text);
        }
    }
    let otherwise = slip
        .papers
        .iter()
        .filter(|paper| paper.paper == Paper::NotNeeded && !paper.material.condition.is_empty())
        .map(|paper| (paper.material.condition.clone(), paper.material.name.clone()));
    let otherwise = otherwise.collect();
    let name = item_name(t, &slip.item);
    let lead = if missing.is_empty() {
        t.with("notice-complete", &[("name", &name)])
    } else {
        t.with("notice-lead", &[("name", &name), ("n", &missing.len())])
    };
    NoticePage {
        page: Chrome::new(who, "notice-title", Place::Policy),
        centre: String::new(),
        code: slip.code,
        slug: slip.item.slug,
        name,
        made,
        as_of: t.date_full(slip.as_of),
        large,
        lead,
        papers,
        missing,
        desk: slip.item.content.notice,
        next_steps: slip.item.content.next_steps,
        basis,
        otherwise,
        outdated,
    }
}

#[derive(Template)]
#[template(path = "features/corpus/pages/notice_find.html")]
struct FindPage {
    page: Chrome,
    errors: FormErrors,
    code: String,
}

async fn find(who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let typed = query.one("code").to_owned();
    let mut errors = FormErrors::default();
    if !typed.is_empty() {
        let asked = typed.clone();
        match site.db.read(move |conn| slips::slip(conn, &asked)).await {
            Ok(slip) => return see_other(&format!("/notice/{}", slip.code)),
            Err(fault) if fault.blame == Blame::Missing => {
                let wrong = Fault::field("code", "notice-code");
                errors = FormErrors::from_fault(&Texts::new(who.lang), wrong)?;
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    let page = Chrome::new(&who, "notice-find-title", Place::Policy);
    fragment(&FindPage { page, errors: errors.clone(), code: typed }, &errors)
}
