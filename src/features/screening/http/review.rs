//! The queue of the reviewers.

use actix_web::web::Data;
use askama::Template;

use super::super::rules::{self, Band};
use super::super::seats::Seat;
use super::super::service::{self, Queue, QueueRow};
use super::words::{self, Tag};
use crate::kernel::perm;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, html};

struct Row {
    id: String,
    code: String,
    purpose: String,
    score: String,
    first: String,
    waited: String,
    submitter: String,
    tag: Tag,
    /// Whether a second person or somebody above is wanted; empty otherwise.
    seat: String,
    takeable: bool,
}

struct Next {
    row: Row,
    findings: String,
}

#[derive(Template)]
#[template(path = "features/screening/pages/review.html")]
struct ReviewPage {
    page: Chrome,
    tabs: Vec<(&'static str, String, bool)>,
    waiting: String,
    rows: Vec<Row>,
    next: Option<Next>,
    decided: bool,
    /// Whether first opinions are asked for.
    blind: bool,
}

pub(super) async fn queue_page(who: Allow<perm::DecideScreening>, query: Fields, site: Data<Site>) -> Answer {
    let which = match query.one("show") {
        "mine" => Queue::Mine,
        "contested" => Queue::Contested,
        "decided" => Queue::Decided,
        _ => Queue::Waiting,
    };
    let actor = who.actor().clone();
    let now = site.db.clock().now();
    let (queue, waiting, setting) = site
        .db
        .read(move |conn| {
            let queue = service::queue(conn, &actor, which, now)?;
            Ok((queue, service::waiting_for(conn, &actor, now)?, service::setting(conn)?))
        })
        .await?;
    let mut page = Chrome::new(&who, "review-title", Place::Review);
    page.t = page.t.on(site.today());
    let t = page.t;
    let tabs = [
        ("/review", "review-tab-waiting", Queue::Waiting),
        ("/review?show=mine", "review-tab-mine", Queue::Mine),
        ("/review?show=contested", "review-tab-contested", Queue::Contested),
        ("/review?show=decided", "review-tab-decided", Queue::Decided),
    ];
    let next = (which == Queue::Waiting).then(|| queue.iter().find(|row| row.mine_to_take)).flatten();
    let review = ReviewPage {
        tabs: tabs.into_iter().map(|(href, key, queue)| (href, t.get(key), queue == which)).collect(),
        waiting: t.with("review-waiting", &[("n", &waiting)]),
        next: next.map(|row| Next {
            findings: if row.hidden {
                t.get("review-first-hidden")
            } else {
                t.with("review-findings", &[("n", &row.case.findings), ("weighty", &row.weighty)])
            },
            row: shown(&t, &site, row),
        }),
        rows: queue.iter().map(|row| shown(&t, &site, row)).collect(),
        decided: which == Queue::Decided,
        blind: setting.blind,
        page,
    };
    html(&review)
}

fn shown(t: &Texts, site: &Site, row: &QueueRow) -> Row {
    let case = &row.case;
    let now = site.db.clock().now();
    let tag = match (&row.holder, case.score.map(rules::band)) {
        _ if case.decided_at.is_some() => words::state_tag(t, case, None),
        (Some(holder), _) => Tag::new("tag-info", "lock", t.with("review-held-by", &[("person", holder)])),
        (None, _) if case.round > 1 => words::state_tag(t, case, None),
        (None, _) if row.hidden => Tag::new("", "", t.get("screening-state-queued")),
        (None, Some(Band::High)) => Tag::new("tag-risk", "warning", t.get("review-band-high")),
        (None, Some(Band::Middle)) => Tag::new("tag-warn", "", t.get("review-band-middle")),
        (None, _) => Tag::new("", "", t.get("review-band-low")),
    };
    let since = case.decided_at.or(case.queued_at);
    let minutes = since.map_or(0, |at| (now - at).num_minutes().max(0));
    Row {
        id: case.id.clone(),
        code: case.code.clone(),
        purpose: words::purpose(t, &case.purpose),
        score: case.score.filter(|_| !row.hidden).map_or_else(|| "-".to_owned(), |score| score.to_string()),
        seat: if case.decided_at.is_some() || row.seat == Seat::Alone {
            String::new()
        } else {
            t.get(&format!("review-seat-{}", row.seat.code()))
        },
        first: if row.hidden {
            t.get("review-first-hidden")
        } else {
            row.first
                .as_ref()
                .map_or_else(|| t.get("review-no-finding"), |finding| words::finding_title(t, finding))
        },
        waited: match case.decided_at {
            Some(at) => words::when(t, site, at),
            None => t.with("review-waited", &[("hours", &(minutes / 60)), ("minutes", &(minutes % 60))]),
        },
        submitter: row.submitter.clone(),
        tag,
        takeable: row.mine_to_take,
    }
}
