//! The list of threads, and asking.

use actix_web::web::Data;
use askama::Template;

use super::{pick, state_tag};
use crate::features::corpus;
use crate::features::threads::{self, Line, NewThread, Which};
use crate::kernel::{Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/asks", list).get("/asks/new", new).post("/asks", ask);
}

struct Tab {
    href: String,
    text: String,
    count: i64,
    current: bool,
}

struct Row {
    id: String,
    question: String,
    sub: String,
    state: (&'static str, String),
}

#[derive(Template)]
#[template(path = "features/threads/pages/list.html")]
struct ListPage {
    page: Chrome,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    empty: String,
}

async fn list(who: Allow<perm::OwnLearning>, query: Fields, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let zone = site.zone();
    let (which, code) = match query.one("of") {
        "mine" => (Which::Mine, "mine"),
        "closed" => (Which::Closed, "closed"),
        "shelf" => (Which::Shelf, "shelf"),
        _ => (Which::Open, "open"),
    };
    let actor = who.actor().clone();
    let (found, counts) = site
        .db
        .read(move |conn| Ok((threads::list(conn, &actor, which)?, threads::counts(conn, &actor)?)))
        .await?;
    let mut tabs = vec![("open", "threads-open"), ("mine", "threads-mine"), ("closed", "threads-closed")];
    if who.actor().may(Permission::WritePolicy) {
        tabs.push(("shelf", "threads-shelf"));
    }
    let row = |line: Line| {
        let item = line.item.as_ref().map_or_else(|| t.get("thread-no-item"), |names| pick(t, names));
        let day = t.date_full(zone.day(line.at));
        let count = t.with("thread-answers", &[("n", &line.answers)]);
        Row {
            sub: [item, line.asker, day, count].join(" \u{b7} "),
            state: state_tag(t, &line.state, line.answers, line.asked_further),
            id: line.id,
            question: line.question,
        }
    };
    html(&ListPage {
        page: Chrome::new(&who, "threads-title", Place::Policy),
        tabs: tabs
            .into_iter()
            .zip(counts)
            .map(|((of, text), count)| Tab {
                href: format!("/asks?of={of}"),
                text: t.get(text),
                count,
                current: of == code,
            })
            .collect(),
        empty: if which == Which::Open { t.get("threads-empty-open") } else { t.get("threads-empty") },
        rows: found.into_iter().map(row).collect(),
    })
}

#[derive(Template)]
#[template(path = "features/threads/pages/ask.html")]
struct AskPage {
    page: Chrome,
    errors: FormErrors,
    question: String,
    detail: String,
    as_of: String,
    items: Vec<(String, String, bool)>,
}

async fn page(
    who: &Allow<perm::OwnLearning>,
    site: &Data<Site>,
    typed: &NewThread,
    errors: FormErrors,
) -> Answer {
    let t = Texts::new(who.lang);
    let items = site.db.read(corpus::items).await?;
    let page = AskPage {
        page: Chrome::new(who, "thread-new", Place::Policy),
        errors: errors.clone(),
        question: typed.question.clone(),
        detail: typed.detail.clone(),
        as_of: typed.as_of.to_string(),
        items: items
            .into_iter()
            .map(|item| {
                let on = item.slug == typed.item;
                let name = pick(t, &(item.name, item.name_en));
                (item.slug, name, on)
            })
            .collect(),
    };
    fragment(&page, &errors)
}

fn typed(form: &Fields, today: chrono::NaiveDate) -> NewThread {
    NewThread {
        question: form.one("question").to_owned(),
        detail: form.one("detail").replace("\r\n", "\n"),
        item: form.one("item").to_owned(),
        as_of: form.one("as_of").parse().unwrap_or(today),
    }
}

async fn new(who: Allow<perm::OwnLearning>, query: Fields, site: Data<Site>) -> Answer {
    page(&who, &site, &typed(&query, site.today()), FormErrors::default()).await
}

async fn ask(who: Allow<perm::OwnLearning>, form: Posted, site: Data<Site>) -> Answer {
    let today = site.today();
    let sent = typed(&form, today);
    let (actor, thread) = (who.actor().clone(), sent.clone());
    match site.db.write(move |tx| threads::ask(tx, &actor, &thread, today)).await {
        Ok(id) => see_other(&format!("/asks/{id}?ok=thread-asked")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, &sent, errors).await
        }
    }
}
