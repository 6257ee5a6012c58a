//! Sessions and one's own account in the JSON API.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::{attempt, lifetimes};
use crate::features::accounts::{ACCESS_MINUTES, LoggedIn, access_token, service, sessions};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Lang;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Anyone, JsonBody, Routes, json};

#[derive(OpenApi)]
#[openapi(paths(open_session, refresh_session, end_session, me))]
struct Doc;

/// This feature's part of the API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

pub(super) fn routes(routes: &mut Routes) {
    routes
        .post("/api/v1/session", open_session)
        .post("/api/v1/session/refresh", refresh_session)
        .delete("/api/v1/session", end_session)
        .get("/api/v1/me", me);
}

/// A log-in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LogIn {
    #[schema(max_length = 40)]
    username: String,
    #[schema(max_length = 128)]
    password: String,
    /// Six digits of the authenticator, for accounts with a second factor.
    #[schema(max_length = 10)]
    code: Option<String>,
}

/// A refresh token to exchange.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Refresh {
    #[schema(max_length = 200)]
    refresh_token: String,
}

/// Tokens of a session.
#[derive(Serialize, ToSchema)]
struct Tokens {
    /// Goes into the header `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds until the access token ends.
    expires_in: i64,
    /// Works once: each exchange gives a new one. A second use of an old one ends the session.
    refresh_token: String,
}

fn tokens(site: &Site, session: &LoggedIn) -> Result<Tokens, Fault> {
    let now = site.db.clock().now();
    Ok(Tokens {
        access_token: access_token(&site.keys, &session.person, &session.session, now)?,
        token_type: "Bearer",
        expires_in: ACCESS_MINUTES * 60,
        refresh_token: session.token.clone(),
    })
}

/// Opens a session for a program. Tries are limited as on the log-in page.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "session",
    request_body = LogIn,
    responses((status = 200, description = "A new session.", body = Tokens))
)]
async fn open_session(who: Anyone, body: JsonBody<LogIn>, site: Data<Site>) -> Answer {
    let JsonBody(LogIn { username, password, code }) = body;
    let attempt = attempt(&who, &username, &password);
    let life = lifetimes(&site);
    let worker = site.clone();
    let session = tokio::task::spawn_blocking(move || {
        sessions::open_api_session(&worker.db, &worker.keys, &attempt, code.as_deref(), life)
    })
    .await
    .map_err(Fault::ours)??;
    json(&tokens(&site, &session)?)
}

/// Exchanges a refresh token for a new pair.
#[utoipa::path(
    post,
    path = "/api/v1/session/refresh",
    tag = "session",
    request_body = Refresh,
    responses((status = 200, description = "The next pair of tokens.", body = Tokens))
)]
async fn refresh_session(_who: Anyone, body: JsonBody<Refresh>, site: Data<Site>) -> Answer {
    let life = lifetimes(&site);
    let worker = site.clone();
    let (session, _resolved) = tokio::task::spawn_blocking(move || {
        sessions::rotate_api_session(&worker.db, &worker.keys, &body.0.refresh_token, life)
    })
    .await
    .map_err(Fault::ours)??;
    json(&tokens(&site, &session)?)
}

/// Ends the session: its access and refresh tokens are dead at once.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 204, description = "The session has ended."))
)]
async fn end_session(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    site.db.write(move |tx| sessions::logout(tx, &actor)).await?;
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}

/// Who the session belongs to.
#[derive(Serialize, ToSchema)]
struct Me {
    id: String,
    username: String,
    name: String,
    department: String,
    /// Codes of the roles held now.
    roles: Vec<&'static str>,
    /// Codes of the permissions these roles carry.
    permissions: Vec<&'static str>,
    /// What must be done on the pages before anything else works.
    must: Option<&'static str>,
}

/// The person behind the access token, with roles as they are now.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = "session",
    responses((status = 200, description = "The person.", body = Me))
)]
async fn me(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let (person, department) =
        site.db.read(move |conn| service::person_in_office(conn, &actor.person)).await?;
    let roles = who.actor().roles;
    let permissions = crate::kernel::Permission::ALL.iter().filter(|p| roles.may(**p)).map(|p| p.code());
    json(&Me {
        id: person.id,
        username: person.username,
        name: person.name,
        department: if who.lang == Lang::En { department.name_en } else { department.name },
        roles: roles.iter().map(crate::kernel::Role::code).collect(),
        permissions: permissions.collect(),
        must: who.signed_in().must.map(crate::web::Must::path),
    })
}
