//! Questions and answers, forms, synonyms.

use std::collections::BTreeMap;

use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use super::form_edit::version_href;
use super::hits::clause_links;
use super::items::changed_links;
use super::{ClauseLink, as_of, item_name};
use crate::features::corpus::model::{Form, Item};
use crate::features::corpus::service::items;
use crate::features::corpus::service::resting::{self, ClauseChange};
use crate::features::corpus::service::shelf::{self, FormView};
use crate::kernel::{Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::search::normalise::normalised;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, Visitor, fragment, html, see_other,
};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/faq", faq).get("/forms", forms).get("/synonyms", synonyms).post("/synonyms", set_synonym);
}

struct FaqView {
    id: String,
    question: String,
    plain: String,
    clause_answer: String,
    warning: String,
    /// The clauses that read differently from when the answer was written, with what changed.
    changed: Vec<ClauseLink>,
    cite: String,
    links: Vec<ClauseLink>,
}

struct ItemFilter {
    href: String,
    name: String,
    count: usize,
    current: bool,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/faq.html")]
struct FaqPage {
    page: Chrome,
    /// Whether another day than today is shown.
    not_today: bool,
    filters: Vec<ItemFilter>,
    faqs: Vec<FaqView>,
    may_write: bool,
}

async fn faq(who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let today = site.today();
    let day = as_of(&query, today)?;
    let t = Texts::new(who.lang).on(today);
    let wanted = query.one("item").to_owned();
    let (items, views, counts) = site
        .db
        .read(move |conn| {
            let items = items::items(conn)?;
            let stale = resting::stale_faqs(conn, day)?;
            let mut stale: BTreeMap<String, Vec<ClauseChange>> =
                stale.into_iter().map(|one| (one.faq.id, one.changes)).collect();
            let mut views = Vec::new();
            let faqs = shelf::faqs(conn)?;
            let of = |item: &Item| faqs.iter().filter(|faq| faq.items.contains(&item.slug)).count();
            let counts: Vec<usize> = std::iter::once(faqs.len()).chain(items.iter().map(of)).collect();
            for faq in faqs {
                if !wanted.is_empty() && !faq.items.contains(&wanted) {
                    continue;
                }
                let links = clause_links(conn, t, &faq.clauses, day)?;
                let cite = links.first().map_or_else(String::new, |link| {
                    t.with("cite-faq", &[("clause", &link.text), ("day", &t.date_full(day))])
                });
                let changed = stale.remove(&faq.id).unwrap_or_default();
                let written = t.date_full(faq.updated_at.date());
                let warning = match (changed.is_empty(), day == today) {
                    (true, _) => String::new(),
                    (false, true) => t.with("faq-since-changed", &[("day", &written)]),
                    (false, false) => t.with("faq-other-day", &[("day", &written)]),
                };
                views.push(FaqView {
                    warning,
                    changed: changed_links(t, changed),
                    id: faq.id,
                    question: faq.question,
                    plain: faq.plain,
                    clause_answer: faq.clause_answer,
                    cite,
                    links,
                });
            }
            Ok((items, views, counts))
        })
        .await?;
    let wanted = query.one("item");
    let mut counts = counts.into_iter();
    let mut count = || counts.next().unwrap_or(0);
    let mut filters = vec![ItemFilter {
        href: "/faq".to_owned(),
        name: t.get("faq-all"),
        count: count(),
        current: wanted.is_empty(),
    }];
    filters.extend(items.into_iter().map(|item| ItemFilter {
        href: format!("/faq?item={}", item.slug),
        name: item_name(t, &item),
        count: count(),
        current: item.slug == wanted,
    }));
    let mut page = Chrome::new(&who, "faq-title", Place::Policy);
    if who.toast.as_deref() == Some("faq-retired") {
        page.toast_link = Some(("/upkeep#done".to_owned(), page.t.get("upkeep-undo")));
    }
    html(&FaqPage {
        page,
        not_today: day != today,
        filters,
        faqs: views,
        may_write: who.actor().may(Permission::WritePolicy),
    })
}

struct FormLine {
    form: FormView,
    version: String,
    /// From which day it is handed out, when that day is still to come.
    begins: String,
    /// Older versions: address and text.
    older: Vec<(String, String)>,
    /// Versions to come: address and text.
    coming: Vec<(String, String)>,
    items: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/forms.html")]
struct FormsPage {
    page: Chrome,
    forms: Vec<FormLine>,
    may_write: bool,
}

fn form_line(t: Texts, form: FormView, items: &[Item], today: NaiveDate) -> FormLine {
    let slug = &form.current.slug;
    let href = |version: &str| version_href(slug, version);
    let text = |version: &String| t.with("form-version", &[("version", version)]);
    let begins = |form: &Form| form.begins_after(today).map(|day| t.date_full(day)).unwrap_or_default();
    FormLine {
        version: text(&form.current.version),
        begins: begins(&form.current),
        older: form.older.iter().map(|version| (href(version), text(version))).collect(),
        coming: form
            .coming
            .iter()
            .map(|one| {
                let text = t.with("form-coming", &[("version", &one.version), ("day", &begins(one))]);
                (href(&one.version), text)
            })
            .collect(),
        items: items
            .iter()
            .filter(|item| form.current.items.contains(&item.slug))
            .map(|item| (format!("/items/{}", item.slug), item_name(t, item)))
            .collect(),
        form,
    }
}

async fn forms(who: Allow<perm::ReadPolicy>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let (forms, items) =
        site.db.read(move |conn| Ok((shelf::forms(conn, today)?, items::items(conn)?))).await?;
    html(&FormsPage {
        page: Chrome::new(&who, "forms-title", Place::Policy),
        forms: forms.into_iter().map(|form| form_line(t, form, &items, today)).collect(),
        may_write: who.actor().may(Permission::WritePolicy),
    })
}

#[derive(Template)]
#[template(path = "features/corpus/pages/synonyms.html")]
struct SynonymsPage {
    page: Chrome,
    errors: FormErrors,
    may_write: bool,
    term: String,
    expansions: String,
    table: Vec<(String, String)>,
    /// What the table is narrowed to.
    filter: String,
    total: String,
    /// What the documents call by two names: word, other names, and the clause that says so.
    given: Vec<(String, String, ClauseLink)>,
}

async fn synonyms_page(
    visitor: &Visitor,
    may_write: bool,
    site: &Site,
    typed: (&str, &str),
    filter: &str,
    errors: FormErrors,
) -> Answer {
    let today = site.today();
    let (mut table, given) = site
        .db
        .read(move |conn| {
            // Only who may write is shown them, and they are read out of every clause in force.
            let given = if may_write { shelf::given_names(conn, today)? } else { Vec::new() };
            Ok((shelf::synonyms(conn)?, given))
        })
        .await?;
    let all = table.len();
    let wanted = normalised(filter);
    let holds = |text: &str| normalised(text).contains(&wanted);
    table.retain(|term, words| holds(term) || words.iter().any(|word| holds(word)));
    let t = Texts::new(visitor.lang);
    let total = t.with("synonyms-total", &[("n", &table.len()), ("all", &all)]);
    let comma = Texts::new(visitor.lang).get("corpus-comma");
    let page = SynonymsPage {
        page: Chrome::new(visitor, "synonyms-title", Place::Policy),
        errors: errors.clone(),
        may_write,
        term: typed.0.to_owned(),
        expansions: typed.1.to_owned(),
        filter: filter.to_owned(),
        total,
        given: given
            .into_iter()
            .map(|one| (one.term, one.expansions.join(&comma), ClauseLink::new(t, &one.clause, today)))
            .collect(),
        table: table.into_iter().map(|(term, words)| (term, words.join(&comma))).collect(),
    };
    fragment(&page, &errors)
}

async fn synonyms(who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let may_write = who.actor().may(Permission::WritePolicy);
    let typed = (query.one("term"), query.one("to"));
    synonyms_page(&who, may_write, &site, typed, query.one("find"), FormErrors::default()).await
}

async fn set_synonym(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, term) = (who.actor().clone(), form.one("term").to_owned());
    // Commas of either width, spaces or lines part the words.
    let parts = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\u{ff0c}' | '\u{3001}' | '\u{ff1b}');
    let words: Vec<String> =
        form.one("expansions").split(parts).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    match site.db.write(move |tx| shelf::set_synonym(tx, &actor, &term, &words)).await {
        Ok(()) => see_other("/synonyms?ok=synonym-saved"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            synonyms_page(&who, true, &site, (form.one("term"), form.one("expansions")), "", errors).await
        }
    }
}
