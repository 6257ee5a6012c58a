//! The list of routines and one of them, with what one can ask for.

use actix_web::web::{Data, Path};
use askama::Template;

use super::{routine_title, title};
use crate::features::routines::rules;
use crate::features::routines::service::{self, Routine};
use crate::kernel::{Permission, perm};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, fragment, html, see_other};

type Learner = Allow<perm::OwnLearning>;

struct RoutineLine {
    href: String,
    title: String,
    sub: String,
    checked: Option<String>,
}

struct RoundView {
    href: String,
    title: String,
    who: String,
    when: String,
    state: String,
    named: bool,
}

struct CertificateView {
    href: String,
    words: String,
    valid: bool,
}

fn certificate_view(
    t: Texts,
    found: Option<(chrono::NaiveDate, chrono::NaiveDate, String)>,
    today: chrono::NaiveDate,
) -> Option<CertificateView> {
    found.map(|(issued, expires, round)| {
        let valid = rules::valid_on(issued, expires, today);
        let last = expires.pred_opt().unwrap_or(expires);
        let (from, to) = (t.date_full(issued), t.date_full(last));
        CertificateView {
            href: format!("/routines/rounds/{round}"),
            words: t.with("etiquette-dates", &[("from", &from), ("to", &to)]),
            valid,
        }
    })
}

fn round_view(t: Texts, site: &Site, line: service::RoundLine) -> RoundView {
    RoundView {
        href: format!("/routines/rounds/{}", line.id),
        title: title(t, &line.titles.0, &line.titles.1),
        who: line.apprentice,
        when: t.date_time(site.zone().local(line.asked_at)),
        state: line.state,
        named: line.named,
    }
}

#[derive(Template)]
#[template(path = "features/routines/pages/list.html")]
struct ListPage {
    page: Chrome,
    observer: bool,
    certificate: Option<CertificateView>,
    routines: Vec<RoutineLine>,
    waiting: Vec<RoundView>,
    own: Vec<RoundView>,
}

pub(super) async fn list(who: Learner, site: Data<Site>) -> Answer {
    let (actor, today) = (who.actor().clone(), site.today());
    let (routines, waiting, own, certificate) = site
        .db
        .read(move |conn| {
            let mut routines = Vec::new();
            for routine in service::routines(conn)? {
                let checked = service::self_check(conn, &actor.person, &routine)?;
                routines.push((routine, checked));
            }
            Ok((
                routines,
                service::waiting(conn, &actor)?,
                service::own_rounds(conn, &actor.person)?,
                service::certificate(conn, &actor.person, today)?,
            ))
        })
        .await?;
    let page = Chrome::new(&who, "routines-title", Place::Policy);
    let t = page.t.on(today);
    let routines = routines
        .into_iter()
        .map(|(routine, checked)| RoutineLine {
            href: format!("/routines/{}", routine.slug),
            title: routine_title(t, &routine),
            sub: t.with("routine-steps", &[("n", &routine.steps.len())]),
            checked: checked
                .map(|column| t.with("routine-checked", &[("when", &t.date(site.zone().day(column.at)))])),
        })
        .collect();
    html(&ListPage {
        observer: who.actor().may(Permission::SignRound),
        certificate: certificate_view(t, certificate, today),
        waiting: waiting.into_iter().map(|line| round_view(t, &site, line)).collect(),
        own: own.into_iter().map(|line| round_view(t, &site, line)).collect(),
        routines,
        page,
    })
}

struct StepView {
    place: i32,
    phrase: String,
    phrase_en: Option<String>,
    behaviour: String,
    say: String,
    slip: String,
}

fn step_views(t: Texts, routine: &Routine) -> Vec<StepView> {
    routine
        .steps
        .iter()
        .map(|step| StepView {
            place: step.place,
            phrase: step.phrase.clone(),
            phrase_en: (t.lang == Lang::En).then(|| step.phrase_en.clone()),
            behaviour: step.behaviour.clone(),
            say: step.say.clone(),
            slip: step.common_slip.clone(),
        })
        .collect()
}

#[derive(Template)]
#[template(path = "features/routines/pages/one.html")]
struct OnePage {
    page: Chrome,
    errors: FormErrors,
    slug: String,
    sub: String,
    purpose: String,
    source_note: String,
    steps: Vec<StepView>,
    rubric: [String; 3],
    rule: String,
    checked: Option<String>,
    certificate: Option<CertificateView>,
    open_round: Option<String>,
    observers: Vec<(String, String)>,
}

async fn one_page(who: &Learner, slug: String, site: &Data<Site>, errors: FormErrors) -> Answer {
    let (actor, today) = (who.actor().clone(), site.today());
    let (routine, checked, rounds, observers, certificate) = site
        .db
        .read(move |conn| {
            let routine = service::routine(conn, &slug)?;
            let checked = service::self_check(conn, &actor.person, &routine)?;
            Ok((
                routine,
                checked,
                service::own_rounds(conn, &actor.person)?,
                service::observers(conn, &actor.person)?,
                service::certificate(conn, &actor.person, today)?,
            ))
        })
        .await?;
    let t = Texts::new(who.lang).on(today);
    let shown = OnePage {
        page: Chrome::titled(who, routine_title(t, &routine), Place::Policy),
        errors: errors.clone(),
        sub: t.with("routine-steps", &[("n", &routine.steps.len())]),
        purpose: routine.version.purpose.clone(),
        source_note: routine.version.source_note.clone(),
        steps: step_views(t, &routine),
        rubric: [
            routine.version.rubric_seen.clone(),
            routine.version.rubric_partly.clone(),
            routine.version.rubric_not_seen.clone(),
        ],
        rule: t.with("routine-rule", &[("partly", &rules::MAX_PARTLY), ("months", &rules::VALID_MONTHS)]),
        checked: checked
            .map(|column| t.with("routine-checked", &[("when", &t.date(site.zone().day(column.at)))])),
        certificate: certificate_view(t, certificate, today),
        open_round: rounds
            .iter()
            .find(|round| round.state == "asked" && round.version_id == routine.version.id)
            .map(|round| format!("/routines/rounds/{}", round.id)),
        observers,
        slug: routine.slug,
    };
    fragment(&shown, &errors)
}

pub(super) async fn one(who: Learner, slug: Path<String>, site: Data<Site>) -> Answer {
    one_page(&who, slug.into_inner(), &site, FormErrors::default()).await
}

pub(super) async fn ask(who: Learner, slug: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, name) = (who.actor().clone(), slug.to_string());
    let observer = Some(form.one("observer").to_owned()).filter(|id| !id.is_empty());
    let outcome = site.db.write(move |tx| service::ask_round(tx, &actor, &name, observer.as_deref())).await;
    match outcome {
        Ok(round) => see_other(&format!("/routines/rounds/{round}?ok=observation-asked")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            one_page(&who, slug.into_inner(), &site, errors).await
        }
    }
}
