//! Is the program alive, is it ready, and what is said to an address that leads nowhere.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};

use crate::features::audit;
use crate::kernel::{Blame, Fault};
use crate::platform::site::Site;
use crate::web::{Answer, Anyone, Routes, WebFault, json};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/health/live", live).get("/health/ready", ready).post("/csp-report", csp_report);
}

async fn live(_who: Anyone) -> Answer {
    json(&serde_json::json!({"live": true}))
}

/// Ready means: the database answers. Nothing about the site is told to a stranger.
async fn ready(_who: Anyone, site: Data<Site>) -> Answer {
    site.db
        .read(|conn| audit::head(conn).map(|_head| ()))
        .await
        .map_err(|fault| Fault::new(Blame::Unavailable, "database-busy").because(fault))?;
    json(&serde_json::json!({"ready": true}))
}

/// Browsers report blocked content here; the log keeps the beginning of it.
async fn csp_report(_who: Anyone, body: Bytes) -> Answer {
    let text: String = String::from_utf8_lossy(&body).chars().filter(|c| !c.is_control()).take(400).collect();
    tracing::warn!(report = text, "blocked by the content security policy");
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}

pub(super) async fn nowhere(_who: Anyone) -> Result<HttpResponse, WebFault> {
    Err(Fault::missing().into())
}
