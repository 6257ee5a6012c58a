//! The steward's work on questions: the list, one question with its clauses then and now, rewording.

use actix_web::web::{Data, Path};
use askama::Template;

use super::item_name;
use crate::features::accounts;
use crate::features::corpus;
use crate::features::quizzes::model::NewQuestion;
use crate::features::quizzes::service::{self, Citation, Page};
use crate::features::quizzes::store::Filter;
use crate::kernel::{Fault, Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, html, see_other};

/// States with a tab of their own, in the order of the work.
const STATES: [&str; 5] = ["stale", "draft", "reviewed", "ready", "retired"];

fn state_text(t: Texts, state: &str) -> String {
    match state {
        "stale" => t.get("question-state-stale"),
        "draft" => t.get("question-state-draft"),
        "reviewed" => t.get("question-state-reviewed"),
        "ready" => t.get("question-state-ready"),
        "replaced" => t.get("question-state-replaced"),
        _ => t.get("question-state-retired"),
    }
}

fn tag_text(t: Texts, tag: &str) -> String {
    match tag {
        "why" => t.get("question-tag-why"),
        "how" => t.get("question-tag-how"),
        "service" => t.get("question-tag-service"),
        _ => t.get("question-tag-fraud"),
    }
}

struct Tab {
    href: String,
    text: String,
    count: i64,
    current: bool,
}

struct Row {
    href: String,
    stem: String,
    critical: bool,
    tag: String,
    sub: String,
}

#[derive(Template)]
#[template(path = "features/quizzes/pages/questions.html")]
struct ListPage {
    page: Chrome,
    state: String,
    tabs: Vec<Tab>,
    items: Vec<(String, String, bool)>,
    rows: Vec<Row>,
}

pub(super) async fn list(who: Allow<perm::ApprovePolicy>, query: Fields, site: Data<Site>) -> Answer {
    let state = STATES.iter().find(|state| **state == query.one("state")).copied().unwrap_or("stale");
    let slug = query.one("item").to_owned();
    let wanted = slug.clone();
    let (items, rows, counts) = site
        .db
        .read(move |conn| {
            let items = corpus::items(conn)?;
            let item_id = items.iter().find(|item| item.slug == wanted).map(|item| item.id.clone());
            let filter = Filter { state: Some(state.to_owned()), item_id };
            Ok((items, service::steward_list(conn, &filter)?, service::state_counts(conn)?))
        })
        .await?;
    let page = Chrome::new(&who, "questions-title", Place::Policy);
    let t = page.t.on(site.today());
    let tabs = STATES
        .iter()
        .map(|one| Tab {
            href: format!("/questions?state={one}&item={slug}"),
            text: state_text(t, one),
            count: counts.iter().find(|(name, _)| name == one).map_or(0, |(_, n)| *n),
            current: *one == state,
        })
        .collect();
    let rows = rows
        .into_iter()
        .map(|(question, version)| {
            let name = items.iter().find(|item| item.id == question.item_id);
            let item = name.map(|item| item_name(item, t.lang)).unwrap_or_default();
            let when = t.date(site.zone().day(version.changed_at));
            Row {
                href: format!("/questions/{}", version.id),
                sub: t
                    .with("question-sub", &[("item", &item), ("version", &version.version), ("when", &when)]),
                tag: tag_text(t, &version.tag),
                critical: version.critical,
                stem: version.stem,
            }
        })
        .collect();
    let items = items.iter().map(|i| (i.slug.clone(), item_name(i, t.lang), i.slug == slug)).collect();
    html(&ListPage { state: state.to_owned(), tabs, items, rows, page })
}

struct CitationView {
    name: String,
    href: String,
    then_source: String,
    then_text: String,
    now_source: String,
    now_text: String,
    gone: bool,
    changed: bool,
}

fn citation_view(t: Texts, citation: &Citation) -> CitationView {
    let source =
        |number: &str, day| t.with("clause-source", &[("number", &number), ("day", &t.date_full(day))]);
    let Citation { noted, now } = citation;
    CitationView {
        name: format!(
            "{} {}",
            now.as_ref().map_or(noted.title.as_str(), |row| row.title.as_str()),
            noted.article
        ),
        href: format!("/policies/{}#{}", noted.doc_key, noted.anchor),
        then_source: if noted.policy_version_id.is_some() {
            source(&noted.number, noted.noted_on)
        } else {
            t.get("clause-was-not-in-force")
        },
        then_text: noted.text.clone(),
        now_source: now.as_ref().map(|row| source(&row.number, row.noted_on)).unwrap_or_default(),
        now_text: now.as_ref().map(|row| row.text.clone()).unwrap_or_default(),
        gone: now.is_none(),
        changed: !citation.holds(),
    }
}

#[derive(Template)]
#[template(path = "features/quizzes/pages/steward.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is a question the template asks by itself")]
struct OnePage {
    page: Chrome,
    id: String,
    item: String,
    state: String,
    state_text: String,
    tag: String,
    critical: bool,
    stem: String,
    options: Vec<(String, bool)>,
    explanation: String,
    by: String,
    own: bool,
    writer: bool,
    gone: bool,
    citations: Vec<CitationView>,
    seen: String,
    draft: Option<String>,
}

pub(super) async fn one(who: Allow<perm::ApprovePolicy>, id: Path<Id>, site: Data<Site>) -> Answer {
    let day = site.today();
    let (one, names) =
        site.db.read(move |conn| Ok((service::page(conn, &id, day)?, accounts::names(conn)?))).await?;
    let page = Chrome::new(&who, "question-title", Place::Policy);
    let t = page.t.on(day);
    let name = |person: &Option<String>| person.as_ref().and_then(|id| names.get(id)).cloned();
    let author = name(&one.version.author_id).unwrap_or_else(|| t.get("question-from-starter"));
    let by = match name(&one.version.reviewer_id) {
        Some(reviewer) => t.with("question-by-both", &[("author", &author), ("reviewer", &reviewer)]),
        None => t.with("question-by", &[("author", &author)]),
    };
    let citations: Vec<_> = one.citations.iter().map(|citation| citation_view(t, citation)).collect();
    html(&OnePage {
        item: item_name(&one.item, t.lang),
        state_text: state_text(t, &one.version.state),
        tag: tag_text(t, &one.version.tag),
        options: one.options.iter().enumerate().map(|(n, o)| (o.clone(), one.answer.contains(&n))).collect(),
        own: one.version.author_id.as_deref() == Some(who.actor().person.as_str()),
        writer: who.actor().may(crate::kernel::Permission::WritePolicy),
        gone: citations.iter().any(|citation| citation.gone),
        id: one.version.id,
        state: one.version.state,
        critical: one.version.critical,
        stem: one.version.stem,
        explanation: one.version.explanation,
        seen: one.seen,
        draft: one.draft.map(|draft| format!("/questions/{draft}")),
        by,
        citations,
        page,
    })
}

pub(super) async fn reconfirm(
    who: Allow<perm::ApprovePolicy>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    site.db.write(move |tx| service::reconfirm(tx, &actor, &id, form.one("seen"), day)).await?;
    see_other("/questions?state=stale&ok=question-reconfirmed")
}

pub(super) async fn review(
    who: Allow<perm::ApprovePolicy>,
    id: Path<Id>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    site.db.write(move |tx| service::review(tx, &actor, &id, day)).await?;
    see_other("/questions?state=draft&ok=question-reviewed")
}

pub(super) async fn retire(
    who: Allow<perm::WritePolicy>,
    id: Path<Id>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let actor = who.actor().clone();
    site.db.write(move |tx| service::retire(tx, &actor, &id)).await?;
    see_other("/questions?state=stale&ok=question-retired")
}

#[derive(Template)]
#[template(path = "features/quizzes/pages/reword.html")]
struct RewordPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    item: String,
    stem: String,
    options: String,
    explanation: String,
    clauses: String,
    critical: bool,
}

/// The options as one text: a line each, a star before the right ones.
fn options_text(one: &Page) -> String {
    let line = |(n, text): (usize, &String)| {
        if one.answer.contains(&n) { format!("* {text}") } else { text.clone() }
    };
    one.options.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The form as a question; kind, tag and key are those of the wording it replaces.
fn typed(form: &Fields) -> NewQuestion {
    let marked = lines(form.one("options"));
    let answer =
        marked.iter().enumerate().filter(|(_, line)| line.starts_with('*')).map(|(at, _)| at).collect();
    NewQuestion {
        key: String::new(),
        kind: String::new(),
        tag: String::new(),
        critical: form.ticked("critical"),
        stem: form.one("stem").to_owned(),
        options: marked.iter().map(|line| line.trim_start_matches('*').trim().to_owned()).collect(),
        answer,
        explanation: form.one("explanation").to_owned(),
        clauses: lines(form.one("clauses")),
    }
}

pub(super) async fn reword_page(who: Allow<perm::WritePolicy>, id: Path<Id>, site: Data<Site>) -> Answer {
    let day = site.today();
    let one = site.db.read(move |conn| service::page(conn, &id, day)).await?;
    let page = Chrome::new(&who, "question-reword-title", Place::Policy);
    let cited = one.citations.iter().map(|c| format!("{}#{}", c.noted.doc_key, c.noted.article));
    html(&RewordPage {
        errors: FormErrors::default(),
        item: item_name(&one.item, page.t.lang),
        options: options_text(&one),
        clauses: cited.collect::<Vec<_>>().join("\n"),
        id: one.version.id,
        stem: one.version.stem,
        explanation: one.version.explanation,
        critical: one.version.critical,
        page,
    })
}

pub(super) async fn reword(
    who: Allow<perm::WritePolicy>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, day, version) = (who.actor().clone(), site.today(), id.to_string());
    let new = typed(&form);
    let outcome = site.db.write(move |tx| service::rewrite(tx, &actor, &version, &new, day)).await;
    match outcome {
        Ok(draft) => see_other(&format!("/questions/{draft}?ok=question-reworded")),
        Err(fault) => again(&who, &id, &form, &site, fault).await,
    }
}

/// The form again with what was typed and what is wrong with it.
async fn again(
    who: &Allow<perm::WritePolicy>,
    id: &Id,
    form: &Fields,
    site: &Data<Site>,
    fault: Fault,
) -> Answer {
    let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
    let (day, version) = (site.today(), id.clone());
    let one = site.db.read(move |conn| service::page(conn, &version, day)).await?;
    let page = Chrome::new(who, "question-reword-title", Place::Policy);
    let filled = RewordPage {
        errors: errors.clone(),
        id: one.version.id,
        item: item_name(&one.item, page.t.lang),
        stem: form.one("stem").to_owned(),
        options: form.one("options").to_owned(),
        explanation: form.one("explanation").to_owned(),
        clauses: form.one("clauses").to_owned(),
        critical: form.ticked("critical"),
        page,
    };
    fragment(&filled, &errors)
}
