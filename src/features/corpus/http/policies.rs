//! Policies: the list, the text as of a day, what changed between two versions.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use super::{StateTag, as_of, in_force_text};
use crate::features::corpus::model::{Clause, Digests};
use crate::features::corpus::rules::difference::{Fate, Pair, Piece};
use crate::features::corpus::service::policies;
use crate::features::corpus::service::reading::{self, DiffRow, PolicySummary, VersionView};
use crate::features::corpus::service::resting::{self, Rest, RestKind};
use crate::kernel::{Fault, Permission, perm};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Posted, Routes, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/policies", list)
        .get("/policies/{key}", policy)
        .get("/policies/{key}/diff", difference)
        .post("/policies/versions/{id}/read", confirm);
}

struct PolicyLine {
    key: String,
    title: String,
    number: String,
    area: String,
    state: StateTag,
    dates: String,
    confirmed: bool,
    next: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/policies.html")]
struct ListPage {
    page: Chrome,
    policies: Vec<PolicyLine>,
    drafts: bool,
}

async fn list(who: Allow<perm::ReadPolicy>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let actor = who.actor().clone();
    let policies = site.db.read(move |conn| reading::policies(conn, &actor, today)).await?;
    let line = |policy: PolicySummary| PolicyLine {
        state: StateTag::new(t, policy.current.state),
        dates: in_force_text(t, policy.current.effective_from, policy.current.effective_to),
        next: policy.next.map(|next| {
            let href =
                format!("/policies/{}/diff?from={}&to={}", policy.key, policy.current.version, next.version);
            let day = t.date_full(next.effective_from);
            (href, t.with("policy-next", &[("day", &day), ("number", &next.number)]))
        }),
        title: policy.current.title,
        number: policy.current.number,
        area: policy.current.area,
        confirmed: policy.confirmed,
        key: policy.key,
    };
    html(&ListPage {
        page: Chrome::new(&who, "policies-title", Place::Policy),
        policies: policies.into_iter().map(line).collect(),
        drafts: who.actor().may(Permission::ApprovePolicy),
    })
}

struct ClauseRow {
    anchor: String,
    article: String,
    /// The chapter that opens before this clause; empty when it is that of the clause before.
    chapter: String,
    text: String,
    cite: String,
    /// The reader's own notes on it: title, address.
    mine: Vec<(String, String)>,
    /// Notes others share on it: title, address.
    shared: Vec<(String, String)>,
    /// Questions and items that rest on it: kind, name, address.
    rests: Vec<(String, String, String)>,
}

/// What rests on the clauses of a policy, and the reader's own notes on them, by anchor.
struct OnClauses {
    rests: BTreeMap<String, Vec<Rest>>,
    mine: BTreeMap<String, Vec<(String, String)>>,
}

struct VersionRow {
    href: String,
    number: String,
    dates: String,
    state: StateTag,
    /// Address of the difference to the version before.
    diff: String,
    shown: bool,
    major: bool,
}

/// What the page shows of the version of the day.
struct Shown {
    id: String,
    number: String,
    issuer: String,
    area: String,
    dates: String,
    state: StateTag,
    note: String,
    review: String,
    imported: bool,
    digests: Digests,
    clauses: Vec<ClauseRow>,
    chapters: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/policy.html")]
struct PolicyPage {
    page: Chrome,
    key: String,
    day: String,
    day_text: String,
    not_today: bool,
    shown: Option<Shown>,
    versions: Vec<VersionRow>,
    confirmed: String,
    can_confirm: bool,
    may_write: bool,
    may_approve: bool,
}

async fn policy(who: Allow<perm::ReadPolicy>, path: Path<String>, query: Fields, site: Data<Site>) -> Answer {
    let today = site.today();
    let day = as_of(&query, today)?;
    let t = Texts::new(who.lang).on(today);
    let (actor, key) = (who.actor().clone(), path.into_inner());
    let (found, on_clauses) = site
        .db
        .read(move |conn| {
            let found = reading::policy(conn, &actor, &key, day, today)?;
            let rests = resting::resting(conn, &key, day)?;
            Ok((found, OnClauses { rests, mine: resting::own_notes(conn, &actor, &key)? }))
        })
        .await?;
    let zone = site.zone();
    let latest = found.versions.first().map(|view| view.title.clone()).unwrap_or_default();
    let title = found.shown.as_ref().map_or(latest, |(view, _)| view.title.clone());
    let shown_id = found.shown.as_ref().map(|(view, _)| view.id.clone()).unwrap_or_default();
    let versions = version_rows(t, &found.key, &found.versions, &shown_id);
    let confirmed = found.confirmed_at.map(|at| t.date_full(zone.day(at))).unwrap_or_default();
    let shown = found.shown.map(|(view, clauses)| shown(t, view, clauses, on_clauses, day));
    html(&PolicyPage {
        page: Chrome::titled(&who, title, Place::Policy),
        key: found.key,
        day: day.to_string(),
        day_text: t.date_full(day),
        not_today: day != today,
        may_approve: who.actor().may(Permission::ApprovePolicy),
        may_write: who.actor().may(Permission::WritePolicy),
        can_confirm: confirmed.is_empty() && shown.is_some(),
        shown,
        versions,
        confirmed,
    })
}

fn version_rows(t: Texts, key: &str, versions: &[VersionView], shown: &str) -> Vec<VersionRow> {
    versions
        .iter()
        .enumerate()
        .map(|(at, view)| VersionRow {
            href: format!("/policies/{key}?as_of={}", view.effective_from),
            number: view.number.clone(),
            dates: in_force_text(t, view.effective_from, view.effective_to),
            state: StateTag::new(t, view.state),
            diff: versions.get(at + 1).map_or_else(String::new, |before| {
                format!("/policies/{key}/diff?from={}&to={}", before.version, view.version)
            }),
            shown: view.id == shown,
            major: view.major && at + 1 < versions.len(),
        })
        .collect()
}

fn shown(
    t: Texts,
    view: VersionView,
    clauses: Vec<Clause>,
    mut on_clauses: OnClauses,
    day: NaiveDate,
) -> Shown {
    let mut chapter = String::new();
    let mut rows = Vec::with_capacity(clauses.len());
    let mut chapters = Vec::new();
    for clause in clauses {
        let opens = clause.heading != chapter;
        chapter.clone_from(&clause.heading);
        if opens && !clause.heading.is_empty() {
            chapters.push((clause.anchor.clone(), clause.heading.clone()));
        }
        let cite = t.with(
            "cite-clause",
            &[
                ("title", &view.title),
                ("number", &view.number),
                ("article", &clause.article),
                ("day", &t.date_full(day)),
            ],
        );
        let mine = on_clauses.mine.remove(&clause.anchor).unwrap_or_default();
        let mine: Vec<(String, String)> =
            mine.into_iter().map(|(id, title)| (title, format!("/notes/{id}"))).collect();
        let rests = on_clauses.rests.remove(&clause.anchor).unwrap_or_default();
        // Own notes stand among one's own, shared or not.
        let (notes, rests): (Vec<_>, Vec<_>) = rests
            .into_iter()
            .filter(|rest| mine.iter().all(|(_, href)| *href != rest.href))
            .partition(|rest| rest.kind == RestKind::Note);
        rows.push(ClauseRow {
            mine,
            shared: notes.into_iter().map(|rest| (rest.name.0, rest.href)).collect(),
            rests: rests.into_iter().map(|rest| rest_line(t, rest)).collect(),
            chapter: if opens { clause.heading } else { String::new() },
            anchor: clause.anchor,
            article: clause.article,
            text: clause.body,
            cite,
        });
    }
    Shown {
        state: StateTag::new(t, view.state),
        dates: in_force_text(t, view.effective_from, view.effective_to),
        review: t.date_full(view.review_on),
        id: view.id,
        number: view.number,
        issuer: view.issuer,
        area: view.area,
        note: view.note,
        imported: view.imported,
        digests: view.digests,
        clauses: rows,
        chapters,
    }
}

/// Kind, name and address of what rests on a clause.
fn rest_line(t: Texts, rest: Rest) -> (String, String, String) {
    let kind = match rest.kind {
        RestKind::Faq => t.get("search-kind-faq"),
        RestKind::Note => t.get("search-kind-note"),
        RestKind::Item => t.get("search-kind-item"),
    };
    let name = if t.lang == Lang::En { rest.name.1 } else { rest.name.0 };
    (kind, name, rest.href)
}

async fn confirm(who: Allow<perm::ReadPolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let version = path.into_inner();
    site.db.write(move |tx| policies::confirm_read(tx, &actor, &version)).await?;
    let key = form.one("key");
    // The key comes back from our own form; anything else leads to the list.
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let day: Option<NaiveDate> = form.one("as_of").parse().ok();
    match (plain, day) {
        (true, Some(day)) => see_other(&format!("/policies/{key}?as_of={day}&ok=policy-read")),
        _ => see_other("/policies?ok=policy-read"),
    }
}

pub(super) struct DiffView {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) tag: &'static str,
    pub(super) state: String,
    pub(super) pieces: Vec<DiffPiece>,
}

pub(super) struct DiffPiece {
    pub(super) gone: bool,
    pub(super) new: bool,
    pub(super) text: String,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/difference.html")]
struct DiffPage {
    page: Chrome,
    key: String,
    title: String,
    from: String,
    from_day: String,
    from_dates: String,
    to: String,
    to_day: String,
    to_dates: String,
    major: bool,
    summary: String,
    rows: Vec<DiffView>,
    key_points: Vec<String>,
}

async fn difference(
    who: Allow<perm::ReadPolicy>,
    path: Path<String>,
    query: Fields,
    site: Data<Site>,
) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let key = path.into_inner();
    let number = |name: &str| query.one(name).parse::<i32>().map_err(|e| Fault::missing().because(e));
    let (from, to) = (number("from")?, number("to")?);
    let asked = key.clone();
    let found = site.db.read(move |conn| reading::difference(conn, &asked, from, to, today)).await?;
    let unchanged = found.unchanged();
    let rows: Vec<DiffView> = found.rows.into_iter().filter_map(|row| diff_view(t, row)).collect();
    let summary = t.with("diff-summary", &[("changed", &rows.len()), ("same", &unchanged)]);
    html(&DiffPage {
        page: Chrome::new(&who, "diff-title", Place::Policy),
        key,
        title: found.to.title.clone(),
        from_day: found.from.effective_from.to_string(),
        from_dates: in_force_text(t, found.from.effective_from, found.from.effective_to),
        from: found.from.number,
        to_day: found.to.effective_from.to_string(),
        to_dates: in_force_text(t, found.to.effective_from, found.to.effective_to),
        to: found.to.number,
        major: found.to.major,
        summary,
        rows,
        key_points: found.to.digests.key_points,
    })
}

/// A row of the page; clauses that stayed as they were are only counted.
pub(super) fn diff_view(t: Texts, row: DiffRow) -> Option<DiffView> {
    let (tag, state) = match row.pair {
        Pair::Same { .. } | Pair::Moved { .. } => return None,
        Pair::Changed { .. } => ("tag-info", "diff-changed"),
        Pair::New { .. } => ("tag-ok", "diff-new"),
        Pair::Gone { .. } => ("tag-warn", "diff-gone"),
    };
    let title = if row.old_article.is_empty() || row.old_article == row.new_article {
        row.new_article
    } else if row.new_article.is_empty() {
        row.old_article
    } else {
        t.with("diff-renumbered", &[("old", &row.old_article), ("new", &row.new_article)])
    };
    let piece = |piece: Piece| DiffPiece {
        gone: piece.fate == Fate::Gone,
        new: piece.fate == Fate::New,
        text: piece.text,
    };
    Some(DiffView {
        anchor: row.anchor,
        title,
        tag,
        state: t.get(state),
        pieces: row.pieces.into_iter().map(piece).collect(),
    })
}
