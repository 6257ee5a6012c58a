//! Threads in the JSON API.

use actix_web::web::{Data, Path};
use serde::Serialize;
use utoipa::{IntoParams, OpenApi, ToSchema};

use crate::features::threads::{self, ThreadView, Which};
use crate::kernel::{Moment, perm};
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Fields, Routes, json};

#[derive(OpenApi)]
#[openapi(paths(list, one))]
struct Doc;

/// This feature's part of the API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/api/v1/asks", list).get("/api/v1/asks/{id}", one);
}

/// Which threads; read from the query by hand, as on the page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query; its fields are read by name")]
struct ListQuery {
    /// `open`, `mine` or `closed`; `open` when left out.
    of: Option<String>,
}

/// A thread in a list.
#[derive(Serialize, ToSchema)]
struct ThreadLineOut {
    id: String,
    question: String,
    /// Name of the business item.
    item: Option<String>,
    asker: String,
    answers: usize,
    /// `open`, `closed` or `withdrawn`.
    state: String,
    /// When it last changed, in UTC.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Moment,
}

/// Threads.
#[derive(Serialize, ToSchema)]
struct ThreadsOut {
    threads: Vec<ThreadLineOut>,
}

/// Questions to colleagues, the last changed first.
#[utoipa::path(
    get,
    path = "/api/v1/asks",
    tag = "threads",
    params(ListQuery),
    responses((status = 200, description = "The threads.", body = ThreadsOut))
)]
async fn list(who: Allow<perm::OwnLearning>, query: Fields, site: Data<Site>) -> Answer {
    let which = match query.one("of") {
        "mine" => Which::Mine,
        "closed" => Which::Closed,
        _ => Which::Open,
    };
    let actor = who.actor().clone();
    let found = site.db.read(move |conn| threads::list(conn, &actor, which)).await?;
    let line = |line: threads::Line| ThreadLineOut {
        id: line.id,
        question: line.question,
        item: line.item.map(|(name, _)| name),
        asker: line.asker,
        answers: line.answers,
        state: line.state,
        changed_at: line.at,
    };
    json(&ThreadsOut { threads: found.into_iter().map(line).collect() })
}

/// A clause an answer rests on.
#[derive(Serialize, ToSchema)]
struct CitedOut {
    /// Reference as it was chosen.
    clause: String,
    /// Whether it reads differently from the day of the answer.
    changed: bool,
}

/// An answer.
#[derive(Serialize, ToSchema)]
struct ThreadAnswerOut {
    id: String,
    author: String,
    body: String,
    accepted: bool,
    /// Whether it is no answer: the asker asks further.
    follow_up: bool,
    clauses: Vec<CitedOut>,
}

/// A thread with its answers.
#[derive(Serialize, ToSchema)]
struct ThreadOut {
    id: String,
    question: String,
    detail: String,
    /// The day whose rules are asked for.
    as_of: chrono::NaiveDate,
    /// Short name of the business item.
    item: Option<String>,
    asker: String,
    /// `open`, `closed` or `withdrawn`.
    state: String,
    /// The accepted one first.
    answers: Vec<ThreadAnswerOut>,
    /// The question on the shelf that came of it.
    faq: Option<String>,
}

/// One question with its answers.
#[utoipa::path(
    get,
    path = "/api/v1/asks/{id}",
    tag = "threads",
    params(("id" = String, Path, description = "The thread.")),
    responses(
        (status = 200, description = "The thread.", body = ThreadOut),
        (status = 404, description = "No such thread.")
    )
)]
async fn one(who: Allow<perm::OwnLearning>, path: Path<String>, site: Data<Site>) -> Answer {
    let (actor, today, id) = (who.actor().clone(), site.today(), path.into_inner());
    let view: ThreadView = site.db.read(move |conn| threads::thread(conn, &actor, &id, today)).await?;
    let answers = view.answers.into_iter().map(|answer| ThreadAnswerOut {
        clauses: answer
            .citations
            .into_iter()
            .map(|one| CitedOut { clause: one.reference, changed: one.changed })
            .collect(),
        id: answer.id,
        author: answer.author,
        body: answer.body,
        accepted: answer.accepted,
        follow_up: answer.follow_up,
    });
    json(&ThreadOut {
        answers: answers.collect(),
        item: view.item.map(|(slug, _, _)| slug),
        id: view.id,
        question: view.question,
        detail: view.detail,
        as_of: view.as_of,
        asker: view.asker,
        state: view.state,
        faq: view.faq,
    })
}
