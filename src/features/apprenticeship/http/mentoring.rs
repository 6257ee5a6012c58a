//! The mentor's queue: rounds by time, observations to answer, apprentices; and fresh proof for uploads.

use actix_web::web::{Data, Path};
use askama::Template;

use super::words;
use crate::features::accounts;
use crate::features::apprenticeship::rules::pairing;
use crate::features::apprenticeship::service::{evidence, pairs, rounds};
use crate::kernel::{Id, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, fragment, see_other};

type Signer = Allow<perm::SignRound>;

struct QueueLine {
    title: String,
    sub: String,
    tag: String,
    tone: &'static str,
    act: String,
    href: String,
}

struct ObservationLine {
    id: String,
    head: String,
    told: String,
    learned: String,
}

struct PairLine {
    href: String,
    name: String,
    tone: &'static str,
    state: String,
    sub: String,
}

struct SignedLine {
    href: String,
    title: String,
    tone: &'static str,
    tag: String,
    sub: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/mentoring.html")]
struct MentoringPage {
    page: Chrome,
    errors: FormErrors,
    sub: String,
    manages: bool,
    queue: Vec<QueueLine>,
    observations: Vec<ObservationLine>,
    pairs: Vec<PairLine>,
    signed: Vec<SignedLine>,
}

pub(super) async fn queue(who: Signer, site: Data<Site>) -> Answer {
    queue_page(&who, &site, FormErrors::default()).await
}

async fn queue_page(who: &Signer, site: &Data<Site>, errors: FormErrors) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    let (queued, observed, taught, signed) = site
        .db
        .read(move |conn| {
            Ok((
                rounds::queue(conn, &actor, day)?,
                evidence::waiting_for(conn, &actor, day)?,
                pairs::taught_by(conn, &actor.person, day)?,
                rounds::signed_lately(conn, &actor)?,
            ))
        })
        .await?;
    let page = Chrome::new(who, "mentoring-title", Place::Mentoring);
    let t = page.t.on(day);
    let zone = site.zone();
    let queue: Vec<QueueLine> = queued
        .iter()
        .map(|q| {
            let (tone, tag) = if q.late_days > 0 {
                ("tag-warn", t.get("queue-late"))
            } else if q.second {
                ("tag-info", t.get("queue-second"))
            } else if q.round.observed_on > day {
                ("", t.get("queue-later"))
            } else {
                ("", String::new())
            };
            let item = words::pick(&t, &q.item.0, &q.item.1);
            QueueLine {
                title: t
                    .with("queue-title", &[("name", &q.apprentice), ("item", &item), ("n", &q.round.number)]),
                sub: format!(
                    "{} \u{b7} {} \u{b7} {}",
                    t.date_time(zone.local(q.round.observed_at)),
                    q.round.place,
                    q.round.case_ref
                ),
                tone,
                tag,
                act: t.get(if q.round.observed_on > day { "queue-look" } else { "queue-score" }),
                href: format!("/rounds/{}", q.round.id),
            }
        })
        .collect();
    let observations = observed
        .into_iter()
        .map(|o| ObservationLine {
            head: format!(
                "{} \u{b7} {} \u{b7} {} \u{b7} {}",
                o.apprentice,
                words::pick(&t, &o.item.0, &o.item.1),
                t.date(o.row.happened_on),
                o.row.case_ref
            ),
            id: o.row.id,
            told: o.row.told,
            learned: o.row.learned,
        })
        .collect();
    let pairs = taught
        .into_iter()
        .map(|p| PairLine {
            // An agreement that is not signed yet comes before the board.
            href: match p.state {
                pairing::State::Proposed => format!("/pairs/{}", p.row.id),
                _ => format!("/pairs/{}/board", p.row.id),
            },
            name: p.apprentice,
            tone: words::pair_tone(p.state),
            state: t.get(p.state.key()),
            sub: p.row.started_on.map(|d| t.with("pair-since", &[("day", &t.date(d))])).unwrap_or_default(),
        })
        .collect();
    let signed = signed
        .into_iter()
        .map(|(row, round, name, item)| SignedLine {
            href: format!("/rounds/{}", round.id),
            title: t.with(
                "queue-title",
                &[("name", &name), ("item", &words::pick(&t, &item.0, &item.1)), ("n", &round.number)],
            ),
            tone: if row.passed() { "tag-ok" } else { "tag-warn" },
            tag: t.get(if row.passed() { "signed-passed" } else { "signed-redo" }),
            sub: t.date_time(zone.local(row.signed_at)),
        })
        .collect();
    let page = MentoringPage {
        sub: t.with("mentoring-sub", &[("n", &queue.len())]),
        manages: who.actor().may(Permission::ManagePairs),
        queue,
        observations,
        pairs,
        signed,
        errors: errors.clone(),
        page,
    };
    fragment(&page, &errors)
}

pub(super) async fn answer(who: Signer, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone) = (who.actor().clone(), site.zone());
    let (confirmed, note) = (form.one("verdict") == "confirmed", form.one("note").to_owned());
    let id = id.into_inner();
    let outcome = site.db.write(move |tx| evidence::confirm(tx, &actor, zone, &id, confirmed, &note)).await;
    match outcome {
        Ok(()) if confirmed => see_other("/mentoring?ok=observation-confirmed"),
        Ok(()) => see_other("/mentoring?ok=observation-returned"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            queue_page(&who, &site, errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/proof.html")]
struct ProofPage {
    page: Chrome,
    errors: FormErrors,
}

pub(super) async fn proof_page(who: Signer) -> Answer {
    let errors = FormErrors::default();
    fragment(
        &ProofPage { page: Chrome::new(&who, "proof-title", Place::Mentoring), errors: errors.clone() },
        &errors,
    )
}

/// Proves who is there; the sheets that wait on this device go up with the next page.
pub(super) async fn proof(who: Signer, form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let password = form.exact("password").to_owned();
    match site.db.write(move |tx| accounts::prove(tx, &actor, &password)).await {
        Ok(()) => see_other("/mentoring?ok=proved"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let page = Chrome::new(&who, "proof-title", Place::Mentoring);
            fragment(&ProofPage { page, errors: errors.clone() }, &errors)
        }
    }
}
