//! The hits of a search as the page shows them.

use chrono::NaiveDate;

use super::{ClauseLink, citation, in_force_text, item_name, notebook};
use crate::features::corpus::service::search::{ClauseHit, FoundHit, What};
use crate::features::corpus::service::{policies, shelf};
use crate::kernel::Fault;
use crate::platform::db::AnyConn;
use crate::platform::i18n::Texts;
use crate::platform::search::{Cuts, Kind, Segment};

/// A hit, flat, so that the template only loops.
pub(super) struct HitView {
    pub(super) n: usize,
    pub(super) href: String,
    pub(super) title: String,
    pub(super) tag_class: &'static str,
    pub(super) tag: String,
    pub(super) path: String,
    pub(super) passage: Vec<Segment>,
    pub(super) cuts: Cuts,
    pub(super) source: String,
    pub(super) cite: String,
    pub(super) links: Vec<ClauseLink>,
    pub(super) change: Option<(String, String)>,
    pub(super) notice: String,
    pub(super) past: bool,
    /// Superseded, and word for word the rule in force.
    pub(super) same: bool,
    /// What to mind about this hit; empty: nothing.
    pub(super) warning: String,
    /// Earlier wordings of the same article that match too.
    pub(super) earlier: Vec<Earlier>,
    pub(super) earlier_text: String,
}

/// An earlier wording, folded under the current one.
pub(super) struct Earlier {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) same: bool,
    /// Address of the difference to the wording above; empty where they read the same.
    pub(super) diff: String,
}

/// The name of a kind of hit; of none, the name for all of them.
pub(super) fn kind_name(t: Texts, kind: Option<Kind>) -> String {
    match kind {
        None => t.get("search-kind-all"),
        Some(Kind::Clause) => t.get("search-kind-clause"),
        Some(Kind::Note) => t.get("search-kind-note"),
        Some(Kind::Faq) => t.get("search-kind-faq"),
        Some(Kind::Form) => t.get("search-kind-form"),
        Some(Kind::Item) => t.get("search-kind-item"),
    }
}

/// A hit for the page, at its place among all hits, from 1.
pub(super) fn hit_view(
    conn: &mut AnyConn,
    t: Texts,
    hit: FoundHit,
    place: usize,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<HitView, Fault> {
    let mut view = what_view(conn, t, hit.what, day, today)?;
    view.n = place;
    view.passage = hit.passage;
    view.cuts = hit.cuts;
    view.earlier_text = t.with("search-earlier", &[("n", &hit.earlier.len())]);
    view.earlier = hit.earlier.iter().map(|hit| earlier(t, hit)).collect();
    Ok(view)
}

/// Address of the difference between two versions, at the clause.
fn difference(hit: &ClauseHit, other: i32) -> String {
    let (from, to) = (hit.version.min(other), hit.version.max(other));
    format!("/policies/{}/diff?from={from}&to={to}#{}", hit.clause.doc_key, hit.clause.anchor)
}

fn earlier(t: Texts, hit: &ClauseHit) -> Earlier {
    let clause = &hit.clause;
    let dates = in_force_text(t, clause.effective_from, clause.effective_to);
    Earlier {
        href: clause.href(clause.effective_from),
        text: format!("{} \u{b7} {dates}", clause.number),
        same: hit.same,
        diff: hit.current.filter(|_| !hit.same).map_or_else(String::new, |current| difference(hit, current)),
    }
}

fn what_view(
    conn: &mut AnyConn,
    t: Texts,
    what: What,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<HitView, Fault> {
    let plain = |href: String, title: String, kind: Kind| HitView {
        n: 0,
        href,
        title,
        tag_class: "",
        tag: kind_name(t, Some(kind)),
        path: String::new(),
        passage: Vec::new(),
        cuts: Cuts::default(),
        source: String::new(),
        cite: String::new(),
        links: Vec::new(),
        change: None,
        notice: String::new(),
        past: false,
        same: false,
        warning: String::new(),
        earlier: Vec::new(),
        earlier_text: String::new(),
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
    let change = match (hit.past, hit.current, hit.next) {
        (true, Some(current), _) if !hit.same => {
            Some((difference(hit, current), t.get("search-compare-current")))
        }
        (false, _, Some((next, from))) => {
            let words = t.with("search-will-change", &[("day", &t.date_full(from))]);
            Some((difference(hit, next), words))
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
        cuts: Cuts::default(),
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
        earlier: Vec::new(),
        earlier_text: String::new(),
    }
}

/// Links to the clauses of some references on a day; references that lead nowhere then are left out.
pub(super) fn clause_links(
    conn: &mut AnyConn,
    t: Texts,
    references: &[String],
    day: NaiveDate,
) -> Result<Vec<ClauseLink>, Fault> {
    let mut links = Vec::new();
    for reference in references {
        if let Some(clause) = policies::resolve_clause(conn, reference, day)? {
            links.push(ClauseLink::new(t, &clause, day));
        }
    }
    Ok(links)
}
