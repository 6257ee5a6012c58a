//! The search page.

use std::collections::BTreeSet;

use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use super::hits::{HitView, hit_view, kind_name};
use super::{asked_day, item_name};
use crate::features::corpus::model::{Item, Term};
use crate::features::corpus::service::search::{self, Found, Question, What};
use crate::features::corpus::service::searches::{self, Outcome, Words};
use crate::features::corpus::service::{items, reading, shelf};
use crate::kernel::{Fault, Permission, perm};
use crate::platform::db::AnyConn;
use crate::platform::i18n::Texts;
use crate::platform::search::{Also, Kind};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Posted, Routes, html, no_content};

/// Hits on one page.
const PAGE: usize = 10;

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/search", page).post("/search/seen", seen);
}

/// What the results show, on the page and as a fragment.
struct Results {
    asked: bool,
    /// Whether the index could be asked.
    served: bool,
    as_of: String,
    not_today: bool,
    /// What was given as a day and is none; empty when all is well.
    bad_day: String,
    today_href: String,
    heading: String,
    /// Hits that answer what was asked, for the log.
    telling: usize,
    vague: bool,
    /// The question as it was probably meant, with its address.
    corrected: Option<(String, String)>,
    range: String,
    also: Vec<String>,
    kinds: Vec<KindLink>,
    hits: Vec<HitView>,
    nearby: Vec<(String, String)>,
    terms: Vec<Term>,
    items: Vec<ItemLink>,
    before: String,
    after: String,
    /// Where the question is put to colleagues.
    ask: String,
    /// Whether the reader keeps the list of searches that failed.
    steward: bool,
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
    let (day, bad_day) = asked_day(&query, today);
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
    // Half a word is no search, and a second page or another kind is the same search again.
    let logged = !question.typing && number == 1 && kind.is_none();
    let results = tokio::task::spawn_blocking(move || {
        let found = search::search(&worker, &actor, &asked)?;
        if logged && found.standing.serves() {
            log(&worker, &asked.text, Outcome::Asked(found.telling()), today);
        }
        worker.db.read_blocking(|conn| {
            let mut results = results(conn, t, &asked, found, number, today)?;
            if !bad_day.is_empty() {
                results.bad_day = t.with("as-of-bad", &[("given", &bad_day)]);
            }
            results.steward = actor.may(Permission::WritePolicy);
            if !results.asked {
                results.starters = starters(conn)?;
                results.news = news(conn, t, &actor, today)?;
            }
            Ok(results)
        })
    })
    .await
    .map_err(Fault::ours)??;
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

/// Counts a search. That it was not counted is no reason to answer less.
fn log(site: &Site, text: &str, outcome: Outcome, day: NaiveDate) {
    let Some(words) = Words::of(&site.keys, text) else { return };
    if let Err(fault) = site.db.write_blocking(|tx| searches::note(tx, &words, outcome, day)) {
        tracing::warn!(%fault, "a search was not counted");
    }
}

/// What a script tells: the words on which somebody stopped typing, or the place of the hit that was opened.
async fn seen(_who: Allow<perm::ReadPolicy>, form: Posted, site: Data<Site>) -> Answer {
    let number = |name: &str| form.one(name).parse::<usize>().ok().map(|n| n.min(1_000));
    let outcome = match (number("place"), number("found")) {
        (Some(place), _) => Some(Outcome::Opened(place)),
        (None, Some(found)) => Some(Outcome::Asked(found)),
        (None, None) => None,
    };
    let (text, today) = (form.one("q").to_owned(), site.today());
    if let Some(outcome) = outcome {
        let site = site.into_inner();
        tokio::task::spawn_blocking(move || log(&site, &text, outcome, today)).await.map_err(Fault::ours)?;
    }
    no_content()
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
) -> Result<Results, Fault> {
    let day = asked.as_of;
    let kind = asked.kinds.first().copied();
    let link = |kind: Option<Kind>, page: usize| address(&asked.text, day, today, kind, page);
    let kinds = std::iter::once(None).chain(Kind::ALL.into_iter().map(Some)).map(|one: Option<Kind>| {
        KindLink { href: link(one, 1), text: kind_name(t, one), current: one == kind }
    });
    let kinds = kinds.collect();
    // What is only vague has nothing to do with any item.
    let items = if found.vague { Vec::new() } else { related(conn, t, &found)? };
    let telling = found.telling();
    let corrected = found.corrected;
    // The question put right says which sounds were searched.
    let slip = |also: &Also| matches!(also, Also::Pinyin { typed: false, .. });
    let also = found.also.into_iter().filter(|also| corrected.is_none() || !slip(also)).collect();
    let mut hits = Vec::new();
    for (hit, n) in found.hits.into_iter().zip(asked.offset + 1..) {
        hits.push(hit_view(conn, t, hit, n, day, today)?);
    }
    let (first, last) = (asked.offset + 1, asked.offset + hits.len());
    Ok(Results {
        asked: !asked.text.is_empty(),
        served: found.standing.serves(),
        as_of: t.date_full(day),
        not_today: day != today,
        bad_day: String::new(),
        today_href: address(&asked.text, today, today, kind, 1),
        heading: if found.vague {
            t.get("search-vague")
        } else {
            t.with("search-found", &[("n", &found.total)])
        },
        telling,
        vague: found.vague,
        corrected: corrected.map(|text| (text.clone(), address(&text, day, today, kind, 1))),
        range: t.with("search-range", &[("first", &first), ("last", &last), ("n", &found.total)]),
        also: also_texts(t, also),
        kinds,
        hits,
        nearby: found.nearby.iter().map(|word| (word.clone(), address(word, day, today, kind, 1))).collect(),
        terms: found.terms,
        items,
        before: if number > 1 { link(kind, number - 1) } else { String::new() },
        after: if last < found.total { link(kind, number + 1) } else { String::new() },
        ask: ask_address(&asked.text, day, today),
        steward: false,
        starters: Vec::new(),
        news: Vec::new(),
    })
}

/// Where a question is put to colleagues, with what was typed already in the form.
fn ask_address(q: &str, day: NaiveDate, today: NaiveDate) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("question", q);
    if day != today {
        pairs.append_pair("as_of", &day.to_string());
    }
    format!("/asks/new?{}", pairs.finish())
}

/// Words searched beside one word that are named; the rest is only counted.
const NAMED: usize = 4;

/// What else was searched, a phrase for each word of the question.
fn also_texts(t: Texts, also: Vec<Also>) -> Vec<String> {
    let comma = t.get("corpus-comma");
    let mut synonyms: Vec<(String, Vec<String>)> = Vec::new();
    let mut texts = Vec::new();
    for one in also {
        match one {
            Also::Synonym { from, to } => match synonyms.iter_mut().find(|(word, _)| *word == from) {
                Some((_, others)) => others.push(to),
                None => synonyms.push((from, vec![to])),
            },
            Also::Simplified { from, to } => {
                texts.push(t.with("search-also-simplified", &[("from", &from), ("to", &to)]));
            }
            Also::Meaning => texts.push(t.get("search-also-meaning")),
            Also::Pinyin { from, typed: true, .. } => {
                texts.push(t.with("search-also-pinyin", &[("from", &from)]));
            }
            Also::Pinyin { from, .. } => texts.push(t.with("search-also-sound", &[("from", &from)])),
        }
    }
    for (from, to) in synonyms {
        let rest = to.len().saturating_sub(NAMED);
        let named = to[..to.len() - rest].join(&comma);
        texts.push(if rest > 0 {
            t.with("search-also-more", &[("from", &from), ("to", &named), ("n", &rest)])
        } else {
            t.with("search-also-word", &[("from", &from), ("to", &named)])
        });
    }
    texts.dedup();
    texts
}

/// Items that the hits speak of: named by a question, or citing a clause that was found.
fn related(conn: &mut AnyConn, t: Texts, found: &Found) -> Result<Vec<ItemLink>, Fault> {
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
fn starters(conn: &mut AnyConn) -> Result<Vec<(String, String)>, Fault> {
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
) -> Result<Vec<(String, String, String)>, Fault> {
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
