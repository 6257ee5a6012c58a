//! Policies: the list, the text as of a day, what changed between two versions.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use super::{StateTag, as_of, in_force_text};
use crate::features::corpus::model::{Clause, Digests};
use crate::features::corpus::service::policies;
use crate::features::corpus::service::reading::{self, PolicySummary, VersionView};
use crate::features::corpus::service::resting::{self, Rest, RestKind};
use crate::kernel::{Actor, Permission, perm};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Posted, Routes, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/policies", list)
        .get("/policies/{key}", policy)
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
    /// Whether this person has still to read it.
    unread: bool,
    next: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/policies.html")]
struct ListPage {
    page: Chrome,
    policies: Vec<PolicyLine>,
    drafts: bool,
}

/// Whether reading and confirming is asked of somebody: of everybody but who only writes or approves policies.
/// A steward who also holds a post finds what is to be read among the tasks of the day.
fn asked_to_read(actor: &Actor) -> bool {
    actor.roles.iter().any(|role| !Permission::ApprovePolicy.roles().contains(&role))
}

async fn list(who: Allow<perm::ReadPolicy>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let actor = who.actor().clone();
    let policies = site.db.read(move |conn| reading::policies(conn, &actor, today)).await?;
    let asked = asked_to_read(who.actor());
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
        unread: !policy.confirmed && asked,
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
    /// Names the points that are folded on a narrow screen; empty when there are none.
    folded: String,
    versions: Vec<VersionRow>,
    versions_link: String,
    confirmed: String,
    can_confirm: bool,
    asked: bool,
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
    let folded = shown.as_ref().map(|shown| folded(t, &shown.digests)).unwrap_or_default();
    let mut page = Chrome::titled(&who, title, Place::Policy);
    if who.toast.as_deref() == Some("policy-in-force") {
        // What a version approved for today has made stale: the work list, and for who keeps none what rests on it.
        let steward = who.actor().may(Permission::WritePolicy);
        let href = if steward { "/upkeep".to_owned() } else { format!("/policies/{}/rests", found.key) };
        page.toast_link = Some((href, t.get("policy-see-stale")));
    }
    html(&PolicyPage {
        page,
        folded,
        versions_link: t.with("policy-versions-n", &[("n", &versions.len())]),
        key: found.key,
        day: day.to_string(),
        day_text: t.date_full(day),
        not_today: day != today,
        may_approve: who.actor().may(Permission::ApprovePolicy),
        may_write: who.actor().may(Permission::WritePolicy),
        asked: asked_to_read(who.actor()),
        can_confirm: confirmed.is_empty() && shown.is_some(),
        shown,
        versions,
        confirmed,
    })
}

/// What stands behind the fold: hard points, points to watch, with their number.
fn folded(t: Texts, digests: &Digests) -> String {
    let groups =
        [("policy-hard-points", &digests.hard_points), ("policy-watch-points", &digests.watch_points)];
    let named = groups.into_iter().filter(|(_, points)| !points.is_empty());
    let names: Vec<String> = named.map(|(key, points)| format!("{} {}", t.get(key), points.len())).collect();
    names.join(" \u{b7} ")
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
