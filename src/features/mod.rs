//! The product, one room per noun. A feature imports only earlier features, through their front door:
//! audit < notifications < accounts < corpus < courses < quizzes < routines < apprenticeship < screening <
//! service_quality < reports < admin.

pub mod accounts;
pub mod audit;
pub mod corpus;
pub mod notifications;
pub mod reports;

use std::sync::Arc;

use chrono::Duration;

use crate::kernel::Fault;
use crate::platform::jobs::Handlers;
use crate::platform::schedule::Task;
use crate::platform::site::Site;
use crate::web::Routes;

/// Gathers the routes of every feature.
pub fn routes(routes: &mut Routes) {
    accounts::http::routes(routes);
    reports::http::routes(routes);
}

/// Gathers the code of every kind of job.
pub fn jobs(_handlers: &mut Handlers, _site: &Arc<Site>) {}

/// What recurs.
pub const SCHEDULE: &[Task] =
    &[Task { name: "audit-head", every: Duration::minutes(5), run: export_audit_head }];

fn export_audit_head(site: &Arc<Site>) -> Result<(), Fault> {
    let key = site.keys.derive("audit-head");
    let now = site.db.clock().now();
    site.db
        .read_blocking(|conn| audit::export_head(conn, &key, &site.config.heads_file(), now).map(|_head| ()))
}
