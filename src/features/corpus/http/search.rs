//! The search page.

use std::collections::BTreeSet;

use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use super::{ClauseLink, as_of, citation, in_force_text, item_name, notebook};
use crate::features::corpus::model::{Item, Term};
use crate::features::corpus::service::search::{self, ClauseHit, Found, Question, What};
use crate::features::corpus::service::{items, policies, reading, shelf};
use crate::kernel::perm;
use crate::platform::db::AnyConn;
use crate::platform::i18n::Texts;
use crate::platform::search::{Also, Kind, Segment};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Routes, html};

/// Hits on one page.
const PAGE: usize = 10;

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/search", page);
}

/// What the results show, on the page and as a fragment.
struct Results {
    asked: bool,
    /// Whether the index could be asked.
    served: bool,
    as_of: String,
    not_today: bool,
    today_href: String,
    heading: String,
    range: String,
    also: Vec<String>,
    kinds: Vec<KindLink>,
    hits: Vec<HitView>,
    nearby: Vec<(String, String)>,
    terms: Vec<Term>,
    items: Vec<ItemLink>,
    before: String,
    after: String,
    starters: Vec<(String, String)>,
    news: Vec<(String, String, String)>,
}

struct KindLink {
    href: String,
    text: String,
    current: bool,
}

struct ItemLink {
    slug: String,
    name: String,
    sub: String,
}

/// A hit, flat, so that the template only loops.
struct HitView {
    n: usize,
    href: String,
    title: String,
    tag_class: &'static str,
    tag: String,
    path: String,
    passage: Vec<Segment>,
    source: String,
    cite: String,
    links: Vec<ClauseLink>,
    change: Option<(String, String)>,
    notice: String,
    past: bool,
    /// Superseded, and word for word the rule in force.
    same: bool,
    /// What to mind about this hit; empty: nothing.
    warning: String,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/search.html")]
struct SearchPage {
    page: Chrome,
    q: String,
    day: String,
    kind: String,
    results: Results,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/search_results.html")]
struct Fragment {
    page: Chrome,
    results: Results,
}

async fn page(who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let today = site.today();
    let day = as_of(&query, today);
    let kind = Kind::parse(query.one("kind"));
    let number = query.one("page").parse::<usize>().unwrap_or(1).clamp(1, 50);
    let question = Question {
        text: query.one("q").to_owned(),
        as_of: day,
        kinds: kind.into_iter().collect(),
        typing: query.ticked("typing"),
        limit: PAGE,
        offset: (number - 1) * PAGE,
    };
    let (actor, worker, asked) = (who.actor().clone(), site.into_inner(), question.clone());
    let t = Texts::new(who.lang).on(today);
    let results = tokio::task::spawn_blocking(move || {
        let found = search::search(&worker, &actor, &asked)?;
        worker.db.read_blocking(|conn| {
            let mut results = results(conn, t, &asked, found, number, today)?;
            if !results.asked {
                results.starters = starters(conn)?;
                results.news = news(conn, t, &actor, today)?;
            }
            Ok(results)
        })
    })
    .await
    .map_err(crate::kernel::Fault::ours)??;
    let page = Chrome::new(&who, "search-title", Place::Policy);
    if who.fragment {
        return html(&Fragment { page, results });
    }
    html(&SearchPage {
        page,
        q: question.text,
        day: day.to_string(),
        kind: kind.map(Kind::as_str).unwrap_or_default().to_owned(),
        results,
    })
}

/// The address of a search.
fn address(q: &str, day: NaiveDate, today: NaiveDate, kind: Option<Kind>, page: usize) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("q", q);
    if day != today {
        pairs.append_pair("as_of", &day.to_string());
    }
    if let Some(kind) = kind {
        pairs.append_pair("kind", kind.as_str());
    }
    if page > 1 {
        pairs.append_pair("page", &page.to_string());
    }
    format!("/search?{}", pairs.finish())
}

fn results(
    conn: &mut AnyConn,
    t: Texts,
    asked: &Question,
    found: Found,
    number: usize,
    today: NaiveDate,
) -> Result<Results, crate::kernel::Fault> {
    let day = asked.as_of;
    let kind = asked.kinds.first().copied();
    let link = |kind: Option<Kind>, page: usize| address(&asked.text, day, today, kind, page);
    let kinds = std::iter::once(None).chain(Kind::ALL.into_iter().map(Some)).map(|one: Option<Kind>| {
        KindLink { href: link(one, 1), text: kind_name(t, one), current: one == kind }
    });
    let kinds = kinds.collect();
    let items = related(conn, t, &found)?;
    let mut hits = Vec::new();
    for (hit, n) in found.hits.into_iter().zip(asked.offset + 1..) {
        let mut view = hit_view(conn, t, hit.what, day, today)?;
        view.n = n;
        view.passage = hit.passage;
        hits.push(view);
    }
    let (first, last) = (asked.offset + 1, asked.offset + hits.len());
    Ok(Results {
        asked: !asked.text.is_empty(),
        served: found.standing.serves(),
        as_of: t.date_full(day),
        not_today: day != today,
        today_href: address(&asked.text, today, today, kind, 1),
        heading: t.with("search-found", &[("n", &found.total)]),
        range: t.with("search-range", &[("first", &first), ("last", &last), ("n", &found.total)]),
        also: found.also.into_iter().map(|also| also_text(t, also)).collect(),
        kinds,
        hits,
        nearby: found.nearby.iter().map(|word| (word.clone(), address(word, day, today, kind, 1))).collect(),
        terms: found.terms,
        items,
        before: if number > 1 { link(kind, number - 1) } else { String::new() },
        after: if last < found.total { link(kind, number + 1) } else { String::new() },
        starters: Vec::new(),
        news: Vec::new(),
    })
}

/// The name of a kind of hit; of none, the name for all of them.
fn kind_name(t: Texts, kind: Option<Kind>) -> String {
    match kind {
        None => t.get("search-kind-all"),
        Some(Kind::Clause) => t.get("search-kind-clause"),
        Some(Kind::Note) => t.get("search-kind-note"),
        Some(Kind::Faq) => t.get("search-kind-faq"),
        Some(Kind::Form) => t.get("search-kind-form"),
        Some(Kind::Item) => t.get("search-kind-item"),
    }
}

fn also_text(t: Texts, also: Also) -> String {
    match also {
        Also::Synonym { from, to } | Also::Simplified { from, to } => {
            t.with("search-also-word", &[("from", &from), ("to", &to)])
        }
        Also::Pinyin { from, to } => t.with("search-also-sound", &[("from", &from), ("to", &to)]),
    }
}

fn hit_view(
    conn: &mut AnyConn,
    t: Texts,
    what: What,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<HitView, crate::kernel::Fault> {
    let plain = |href: String, title: String, kind: Kind| HitView {
        n: 0,
        href,
        title,
        tag_class: "",
        tag: kind_name(t, Some(kind)),
        path: String::new(),
        passage: Vec::new(),
        source: String::new(),
        cite: String::new(),
        links: Vec::new(),
        change: None,
        notice: String::new(),
        past: false,
        same: false,
        warning: String::new(),
    };
    Ok(match what {
        What::Clause(hit) => clause_view(t, &hit, day, today),
        What::Faq(faq) => {
            let links = clause_links(conn, t, &faq.clauses, day)?;
            let cite = links.first().map_or_else(String::new, |link| {
                t.with("cite-faq", &[("clause", &link.text), ("day", &t.date_full(day))])
            });
            let written = faq.updated_at.date();
            let warning = if shelf::holds_on(conn, &faq, day)? {
                String::new()
            } else {
                t.with("faq-other-day", &[("day", &t.date_full(written))])
            };
            HitView {
                // An answer written under other rules is not offered for citing.
                cite: if warning.is_empty() { cite } else { String::new() },
                warning,
                links,
                notice: faq.items.first().cloned().unwrap_or_default(),
                ..plain(format!("/faq?as_of={day}#q-{}", faq.id), faq.question, Kind::Faq)
            }
        }
        What::Note { id, title, author, kind } => HitView {
            source: t.with("search-note-source", &[("author", &author)]),
            path: notebook(t, kind),
            ..plain(format!("/notes/{id}"), title, Kind::Note)
        },
        What::Form(form) => HitView {
            source: t.with("form-version", &[("version", &form.version)]),
            ..plain(format!("/forms#form-{}", form.slug), form.name, Kind::Form)
        },
        What::Item(item) => HitView {
            notice: item.slug.clone(),
            source: t.with("item-minutes", &[("n", &item.content.target_minutes)]),
            ..plain(format!("/items/{}?as_of={day}", item.slug), item_name(t, &item), Kind::Item)
        },
    })
}

fn clause_view(t: Texts, hit: &ClauseHit, day: NaiveDate, today: NaiveDate) -> HitView {
    let clause = &hit.clause;
    let difference = |from: i32, to: i32| {
        let (from, to) = (from.min(to), from.max(to));
        format!("/policies/{}/diff?from={from}&to={to}#{}", clause.doc_key, clause.anchor)
    };
    let change = match (hit.past, hit.current, hit.next) {
        (true, Some(current), _) if !hit.same => {
            Some((difference(hit.version, current), t.get("search-compare-current")))
        }
        (false, _, Some((next, from))) => {
            let words = t.with("search-will-change", &[("day", &t.date_full(from))]);
            Some((difference(hit.version, next), words))
        }
        _ => None,
    };
    // A version out of force opens on its own last days, so that the page shows what was found.
    let opened = if hit.past { clause.effective_from } else { day };
    let (tag_class, tag) = match () {
        () if hit.past => ("tag-warn", "clause-past"),
        () if day == today => ("tag-ok", "clause-in-force"),
        () => ("tag-ok", "clause-in-force-then"),
    };
    HitView {
        n: 0,
        href: clause.href(opened),
        title: super::label(t, clause),
        tag_class,
        tag: t.get(tag),
        path: clause.heading.clone(),
        passage: Vec::new(),
        source: format!(
            "{} \u{b7} {}",
            clause.number,
            in_force_text(t, clause.effective_from, clause.effective_to)
        ),
        cite: citation(t, clause, if hit.past { clause.effective_from } else { day }),
        links: Vec::new(),
        change,
        notice: String::new(),
        past: hit.past,
        same: hit.same,
        warning: String::new(),
    }
}

/// Links to the clauses of some references on a day; references that lead nowhere then are left out.
pub(super) fn clause_links(
    conn: &mut AnyConn,
    t: Texts,
    references: &[String],
    day: NaiveDate,
) -> Result<Vec<ClauseLink>, crate::kernel::Fault> {
    let mut links = Vec::new();
    for reference in references {
        if let Some(clause) = policies::resolve_clause(conn, reference, day)? {
            links.push(ClauseLink::new(t, &clause, day));
        }
    }
    Ok(links)
}

/// Items that the hits speak of: named by a question, or citing a clause that was found.
fn related(conn: &mut AnyConn, t: Texts, found: &Found) -> Result<Vec<ItemLink>, crate::kernel::Fault> {
    let mut slugs: BTreeSet<String> = BTreeSet::new();
    let mut clauses: BTreeSet<String> = BTreeSet::new();
    for hit in &found.hits {
        match &hit.what {
            What::Clause(hit) if !hit.past => {
                clauses.insert(hit.clause.reference());
            }
            What::Faq(faq) => slugs.extend(faq.items.iter().cloned()),
            What::Form(form) => slugs.extend(form.items.iter().cloned()),
            _ => {}
        }
    }
    if slugs.is_empty() && clauses.is_empty() {
        return Ok(Vec::new());
    }
    let cites = |item: &Item| {
        let content = &item.content;
        let cited = content
            .materials
            .iter()
            .map(|m| &m.clause)
            .chain(content.blind_spots.iter().map(|b| &b.clause))
            .chain(content.options.iter().map(|o| &o.clause));
        cited.filter(|reference| clauses.contains(*reference)).count()
    };
    let mut items: Vec<(usize, Item)> = items::items(conn)?
        .into_iter()
        .map(|item| (cites(&item) + usize::from(slugs.contains(&item.slug)), item))
        .filter(|(weight, _)| *weight > 0)
        .collect();
    items.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let link = |(_, item): (usize, Item)| ItemLink {
        name: item_name(t, &item),
        sub: t.with(
            "item-sub",
            &[("papers", &item.content.materials.len()), ("minutes", &item.content.target_minutes)],
        ),
        slug: item.slug,
    };
    Ok(items.into_iter().take(3).map(link).collect())
}

/// Questions to begin with, as people put them.
fn starters(conn: &mut AnyConn) -> Result<Vec<(String, String)>, crate::kernel::Fault> {
    let faqs = shelf::faqs(conn)?;
    // Every fourth, so that the few shown come from different corners.
    let asked = faqs.into_iter().step_by(4).filter_map(|faq| faq.asked.into_iter().next()).take(8);
    Ok(asked
        .map(|text| {
            let mut pairs = form_urlencoded::Serializer::new(String::new());
            pairs.append_pair("q", &text);
            (format!("/search?{}", pairs.finish()), text)
        })
        .collect())
}

/// Versions that were published and are not yet in force: address, title, when.
fn news(
    conn: &mut AnyConn,
    t: Texts,
    actor: &crate::kernel::Actor,
    today: NaiveDate,
) -> Result<Vec<(String, String, String)>, crate::kernel::Fault> {
    let mut news = Vec::new();
    for policy in reading::policies(conn, actor, today)? {
        if let Some(next) = policy.next {
            let href =
                format!("/policies/{}/diff?from={}&to={}", policy.key, policy.current.version, next.version);
            let when = t
                .with("policy-next", &[("day", &t.date_full(next.effective_from)), ("number", &next.number)]);
            news.push((href, next.title, when));
        }
    }
    Ok(news)
}
