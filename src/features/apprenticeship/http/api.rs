//! The programming interface: the queue of who signs, and the signature, through the same function as the page.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web::{Data, Json, Path};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::features::apprenticeship::rules::signing::Marks;
use crate::features::apprenticeship::service::rounds;
use crate::features::apprenticeship::service::signing::{self, Channel, Signature};
use crate::kernel::{Blame, Id, Moment, perm};
use crate::platform::site::Site;
use crate::web::{Allow, Answer, json};

#[derive(OpenApi)]
#[openapi(paths(rounds, sign))]
struct Doc;

/// This feature's part of the API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

/// A round that waits for the signer.
#[derive(Serialize, ToSchema)]
struct QueuedRound {
    id: String,
    apprentice: String,
    item: String,
    number: i32,
    case_ref: String,
    /// When it was observed, UTC.
    #[schema(value_type = String, format = DateTime)]
    observed_at: Moment,
    version: i32,
    second: bool,
    criteria: Vec<String>,
}

/// The rounds that wait for the signer's marks.
#[utoipa::path(
    get,
    path = "/api/v1/rounds",
    tag = "apprenticeship",
    responses((status = 200, description = "The rounds, oldest first.", body = [QueuedRound]))
)]
pub(super) async fn rounds(who: Allow<perm::SignRound>, site: Data<Site>) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    let list = site
        .db
        .read(move |conn| {
            rounds::queue(conn, &actor, day)?
                .into_iter()
                .map(|q| {
                    Ok(QueuedRound {
                        criteria: q.round.rubric()?.into_iter().map(|c| c.key).collect(),
                        id: q.round.id,
                        apprentice: q.apprentice,
                        item: q.item.0,
                        number: q.round.number,
                        case_ref: q.round.case_ref,
                        observed_at: q.round.observed_at,
                        version: q.round.version,
                        second: q.second,
                    })
                })
                .collect::<Result<Vec<_>, crate::kernel::Fault>>()
        })
        .await?;
    json(&list)
}

/// A signature as the interface takes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    base_version: i32,
    client_id: String,
    scores: BTreeMap<String, u8>,
    passed: bool,
    #[serde(default)]
    redo_criteria: BTreeSet<String>,
    sentence: String,
    prompted: bool,
    #[serde(default)]
    late_reason: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    device_time: Option<Moment>,
    #[serde(default)]
    password: Option<String>,
}

/// What the signature led to.
#[derive(Serialize, ToSchema)]
struct Done {
    id: String,
    state: &'static str,
    again: bool,
    certificate: Option<String>,
}

/// Signs a round; the same client id again is answered, not signed again.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/sign-offs",
    tag = "apprenticeship",
    params(("id" = String, Path, description = "The round.")),
    request_body = Body,
    responses((status = 200, description = "Signed.", body = Done))
)]
pub(super) async fn sign(
    who: Allow<perm::SignRound>,
    id: Path<Id>,
    body: Json<Body>,
    site: Data<Site>,
) -> Answer {
    let body = body.into_inner();
    let signature = Signature {
        round: id.as_str().to_owned(),
        base_version: body.base_version,
        client_id: body.client_id,
        marks: Marks {
            scores: body.scores,
            wants_redo: !body.passed,
            redo_criteria: body.redo_criteria,
            sentence: body.sentence,
            late_reason: body.late_reason,
        },
        prompted: body.prompted,
        device_at: body.device_time,
        channel: Channel::Api,
        password: body.password,
    };
    let (actor, zone) = (who.actor().clone(), site.zone());
    let signed = match site.db.write(move |tx| signing::sign(tx, &actor, zone, &signature)).await {
        Err(fault) if fault.blame == Blame::Refused => {
            // Whom the round is no business of learns no more than that it is not there.
            let (actor, day) = (who.actor().clone(), site.today());
            site.db.read(move |conn| rounds::file(conn, &actor, &id, day)).await?;
            return Err(fault.into());
        }
        outcome => outcome?,
    };
    json(&Done {
        id: signed.id,
        state: signed.state.code(),
        again: signed.again,
        certificate: signed.certificate,
    })
}
