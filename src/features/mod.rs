//! The product, one room per noun. A feature imports only earlier features, through their front door:
//! audit < notifications < accounts < corpus < courses < quizzes < routines < apprenticeship < threads <
//! screening < service_quality < reports < admin.

pub mod accounts;
pub mod admin;
pub mod apprenticeship;
pub mod audit;
pub mod corpus;
pub mod notifications;
pub mod quizzes;
pub mod reports;
pub mod routines;
pub mod screening;
pub mod threads;

use std::sync::Arc;

use chrono::Duration;

use crate::kernel::Fault;
use crate::platform::jobs::Handlers;
use crate::platform::schedule::Task;
use crate::platform::site::Site;
use crate::web::Routes;

/// Gathers the routes of every feature.
pub fn routes(routes: &mut Routes) {
    notifications::http::routes(routes);
    accounts::http::routes(routes);
    corpus::http::routes(routes);
    quizzes::http::routes(routes);
    routines::http::routes(routes);
    apprenticeship::http::routes(routes);
    threads::http::routes(routes);
    screening::http::routes(routes);
    reports::http::routes(routes);
    admin::http::routes(routes);
}

/// Gathers what every feature says about its part of the JSON API.
#[must_use]
pub fn api() -> Vec<utoipa::openapi::OpenApi> {
    vec![
        accounts::http::api::description(),
        notifications::http::api::description(),
        corpus::http::api::description(),
        corpus::http::shelf_api::description(),
        apprenticeship::http::description(),
        threads::http::api::description(),
        screening::http::api::description(),
    ]
}

/// Gathers the code of every kind of job.
pub fn jobs(handlers: &mut Handlers, site: &Arc<Site>) {
    accounts::register(handlers, site);
    quizzes::register(handlers, site);
    admin::register(handlers, site);
    screening::jobs::register(handlers, site);
}

/// What recurs.
pub const SCHEDULE: &[Task] = &[
    Task { name: "audit-head", every: Duration::minutes(5), run: export_audit_head },
    Task { name: "questions-policy", every: Duration::hours(1), run: quizzes::compare_with_policy },
    Task { name: "certificates-policy", every: Duration::hours(1), run: apprenticeship::compare_with_policy },
    Task { name: "review-dates", every: Duration::hours(6), run: corpus::tell_reviews },
    Task { name: "reading-reminders", every: Duration::days(1), run: reports::remind_readers },
    Task { name: "search-log-retention", every: Duration::days(1), run: corpus::sweep_searches },
    Task { name: "screening-retention", every: Duration::hours(1), run: screening::jobs::sweep },
];

fn export_audit_head(site: &Arc<Site>) -> Result<(), Fault> {
    let key = site.keys.derive("audit-head");
    let now = site.db.clock().now();
    site.db
        .read_blocking(|conn| audit::export_head(conn, &key, &site.config.heads_file(), now).map(|_head| ()))
}
