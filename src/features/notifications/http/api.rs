//! Notifications in the JSON API.

use actix_web::web::Data;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::features::notifications::service;
use crate::kernel::perm;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Routes, json};

#[derive(OpenApi)]
#[openapi(paths(notifications))]
struct Doc;

/// This feature's part of the API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/api/v1/notifications", notifications);
}

/// A notification.
#[derive(Debug, Serialize, ToSchema)]
struct NotificationOut {
    id: String,
    /// The sentence, in the language asked for.
    text: String,
    /// Path of the page it leads to.
    link: String,
    /// When, UTC.
    created_at: String,
    read: bool,
    /// What became of what it asked for: `approved`, `shared`, `answered` and the like; absent while it still asks.
    outcome: Option<String>,
}

/// Notifications, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct NotificationsOut {
    notifications: Vec<NotificationOut>,
}

/// The last hundred notifications of the person, newest first. Reading them here does not mark them read.
#[utoipa::path(
    get,
    path = "/api/v1/notifications",
    tag = "notifications",
    responses((status = 200, description = "The notifications.", body = NotificationsOut))
)]
async fn notifications(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    let person = who.actor().person.clone();
    let told = site.db.read(move |conn| service::list(conn, &person)).await?;
    let t = Texts::new(who.lang).on(site.today());
    let notifications = told
        .into_iter()
        .map(|one| NotificationOut {
            text: service::sentence(&t, &one),
            id: one.id,
            link: one.link,
            created_at: one.at.and_utc().to_rfc3339(),
            read: one.read,
            outcome: one.outcome,
        })
        .collect();
    json(&NotificationsOut { notifications })
}
