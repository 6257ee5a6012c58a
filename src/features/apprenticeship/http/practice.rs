//! Asking for a practice round.

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDateTime;

use super::learning::{Own, fresh_client_id, gather};
use super::words::{self, GateLine};
use crate::features::apprenticeship::rules::progress::{Stage, StageState};
use crate::features::apprenticeship::service::rounds::{self, Ask};
use crate::features::corpus;
use crate::kernel::Fault;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Answer, Chrome, FormErrors, Posted, fragment, see_other};

struct CaseLine {
    reference: String,
    title: String,
    text: String,
}

struct RoundLine {
    href: String,
    title: String,
    tone: &'static str,
    state: String,
    sub: String,
}

#[derive(Default)]
struct TypedAsk {
    client_id: String,
    case_ref: String,
    place: String,
    at: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/practice.html")]
struct PracticePage {
    page: Chrome,
    errors: FormErrors,
    up: String,
    item: String,
    sub: String,
    action: String,
    open: bool,
    answers: Option<String>,
    policies: String,
    typed: TypedAsk,
    gates: Vec<GateLine>,
    cases: Vec<CaseLine>,
    rounds: Vec<RoundLine>,
}

async fn practice_form(
    who: &Own,
    site: &Data<Site>,
    slug: &str,
    errors: FormErrors,
    typed: Option<TypedAsk>,
) -> Answer {
    let board = gather(who, site, slug).await?;
    let (item, day) = (board.item.clone(), site.today());
    let numbers: Vec<String> = site
        .db
        .read(move |conn| {
            Ok(corpus::policies_of_item(conn, &item, day)?.into_iter().map(|p| p.number).collect())
        })
        .await?;
    let t = Texts::new(who.lang).on(day);
    let view = board.board.stage(Stage::Practice);
    let mut lines = Vec::new();
    for (round, _) in board.rounds.iter().rev() {
        let state = round.state()?;
        lines.push(RoundLine {
            href: format!("/rounds/{}", round.id),
            title: t.with("round-nth", &[("n", &round.number)]),
            tone: words::round_tone(state),
            state: t.get(state.key()),
            sub: format!("{} \u{b7} {}", round.case_ref, t.date_time(site.zone().local(round.observed_at))),
        });
    }
    let number = board.board.answers.as_ref().and_then(|id| board.rounds.iter().find(|(r, _)| r.id == *id));
    let now = rounds::proposed_time(site.zone(), site.db.clock().now());
    let last_place = board.rounds.last().map(|(r, _)| r.place.clone()).unwrap_or_default();
    let mut typed = typed.unwrap_or_else(|| TypedAsk {
        at: now.format("%Y-%m-%dT%H:%M").to_string(),
        place: last_place,
        ..TypedAsk::default()
    });
    if typed.client_id.is_empty() {
        typed.client_id = fresh_client_id(site);
    }
    fragment(
        &PracticePage {
            up: format!("/board/{slug}"),
            item: words::item_name(&t, &board.item),
            sub: t.get("practice-sub"),
            action: format!("/board/{slug}/practice"),
            open: view.state != StageState::Locked,
            answers: number.map(|(r, _)| t.with("practice-answers", &[("n", &r.number)])),
            policies: t.with("practice-policies", &[("list", &numbers.join(" \u{b7} "))]),
            typed,
            gates: words::gates(&t, &view.opens),
            cases: board
                .item
                .content
                .cases
                .iter()
                .map(|c| CaseLine {
                    reference: c.reference.clone(),
                    title: c.title.clone(),
                    text: c.text.clone(),
                })
                .collect(),
            rounds: lines,
            errors: errors.clone(),
            page: Chrome::titled(who, words::stage_name(&t, Stage::Practice).1, Place::Board),
        },
        &errors,
    )
}

pub(super) async fn page(who: Own, slug: Path<String>, site: Data<Site>) -> Answer {
    practice_form(&who, &site, &slug, FormErrors::default(), None).await
}

pub(super) async fn ask(who: Own, slug: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let slug = slug.into_inner();
    let typed = TypedAsk {
        client_id: form.one("client_id").to_owned(),
        case_ref: form.one("case_ref").to_owned(),
        place: form.one("place").to_owned(),
        at: form.one("at").to_owned(),
    };
    let outcome = match NaiveDateTime::parse_from_str(&typed.at, "%Y-%m-%dT%H:%M") {
        Err(_not_a_time) => Err(Fault::field("at", "date-form")),
        Ok(at) => {
            let ask = Ask {
                item: slug.clone(),
                case_ref: typed.case_ref.clone(),
                place: typed.place.clone(),
                at,
                client_id: typed.client_id.clone(),
            };
            let (actor, zone) = (who.actor().clone(), site.zone());
            site.db.write(move |tx| rounds::ask(tx, &actor, zone, &ask)).await
        }
    };
    match outcome {
        Ok(id) => see_other(&format!("/rounds/{id}?ok=round-asked")),
        Err(fault) => {
            gather(&who, &site, &slug).await?;
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            practice_form(&who, &site, &slug, errors, Some(typed)).await
        }
    }
}
