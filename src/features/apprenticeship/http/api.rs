//! The programming interface: the queue of who signs, and the signature, through the same function as the page.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web::{Data, Json, Path};
use serde::{Deserialize, Serialize};

use crate::features::apprenticeship::rules::signing::Marks;
use crate::features::apprenticeship::service::rounds;
use crate::features::apprenticeship::service::signing::{self, Channel, Signature};
use crate::kernel::{Id, Moment, perm};
use crate::platform::site::Site;
use crate::web::{Allow, Answer, json};

#[derive(Serialize)]
struct QueuedRound {
    id: String,
    apprentice: String,
    item: String,
    number: i32,
    case_ref: String,
    observed_at: Moment,
    version: i32,
    second: bool,
    criteria: Vec<String>,
}

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
#[derive(Debug, Deserialize)]
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
    device_time: Option<Moment>,
    #[serde(default)]
    password: Option<String>,
}

#[derive(Serialize)]
struct Done {
    id: String,
    state: &'static str,
    again: bool,
    certificate: Option<String>,
}

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
    let signed = site.db.write(move |tx| signing::sign(tx, &actor, zone, &signature)).await?;
    json(&Done {
        id: signed.id,
        state: signed.state.code(),
        again: signed.again,
        certificate: signed.certificate,
    })
}
