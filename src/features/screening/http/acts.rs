//! What people do to a case. Each act leads back to the case page; what is wrong with a form is shown there.

use actix_web::web::{Data, Path};
use askama::Template;

use super::super::rules::{Cause, CheckKind, Outcome, Verdict};
use super::super::service::{self, Decision};
use super::casefile::{Typed, show};
use super::wanted::Wanted;
use crate::kernel::permission::Needs;
use crate::kernel::{Actor, Fault, Id, perm};
use crate::platform::db::Tx;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, html, see_other};

/// Runs an act and goes on to `next`, or shows the case with what was wrong.
pub(super) async fn act<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    id: &Id,
    next: String,
    typed: Typed,
    work: impl FnOnce(&mut Tx<'_>, &Site, &Actor) -> Result<(), Fault> + Send + 'static,
) -> Answer {
    let (actor, worker) = (who.actor().clone(), site.clone());
    match site.db.write(move |tx| work(tx, &worker, &actor)).await {
        Ok(()) => see_other(&next),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let wanted = typed.wanted.clone();
            show(who, site, id, wanted, errors, typed).await
        }
    }
}

fn reason(form: &Posted) -> Typed {
    Typed { reason: form.exact("reason").to_owned(), ..Typed::default() }
}

pub(super) async fn mark(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, finding) = place.into_inner();
    let next = Wanted::of(&form).back(&id, "finding-marked", "finding-list");
    let outcome = Outcome::from_code(form.one("outcome"));
    let cause = Cause::from_code(form.one("cause"));
    let case = id.clone();
    act(&who, &site, &id, next, Typed::default(), move |tx, _site, actor| {
        let outcome = outcome.ok_or_else(|| Fault::field("outcome", "choose-one"))?;
        service::mark(tx, actor, &case, &finding, outcome, cause)
    })
    .await
}

pub(super) async fn add_check(
    who: Allow<perm::SeeScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let next = format!("/screening/{id}?ok=number-checked#checks");
    let (kind, value) = (CheckKind::from_code(form.one("kind")), form.one("value").to_owned());
    let case = id.clone();
    let typed = Typed { check: Some((form.one("kind").to_owned(), value.clone())), ..Typed::default() };
    act(&who, &site, &id, next, typed, move |tx, site, actor| {
        let kind = kind.ok_or_else(|| Fault::field("kind", "choose-one"))?;
        service::add_check(tx, site, actor, &case, kind, &value)
    })
    .await
}

#[derive(Template)]
#[template(path = "features/screening/pages/reveal.html")]
struct RevealPage {
    page: Chrome,
    id: String,
    check: String,
    value: String,
}

pub(super) async fn reveal(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, check) = place.into_inner();
    let purpose = form.one("purpose").to_owned();
    let (actor, worker, case, wanted) = (who.actor().clone(), site.clone(), id.clone(), check.clone());
    let outcome =
        site.db.write(move |tx| service::reveal(tx, &actor, &worker.keys, &case, &wanted, &purpose)).await;
    match outcome {
        Ok(value) => html(&RevealPage {
            page: Chrome::new(&who, "screening-reveal-title", Place::Screening),
            id: id.into_string(),
            check: check.into_string(),
            value,
        }),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &id, Wanted::default(), errors, Typed::default()).await
        }
    }
}

pub(super) async fn add_note(
    who: Allow<perm::SeeScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let next = format!("/screening/{id}?ok=note-added#notes");
    let (text, case) = (form.exact("note").to_owned(), id.clone());
    let typed = Typed { note: text.clone(), ..Typed::default() };
    act(&who, &site, &id, next, typed, move |tx, site, actor| {
        service::add_note(tx, actor, &site.keys, &case, &text)
    })
    .await
}

pub(super) async fn ask_review(
    who: Allow<perm::RunScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let next = format!("/screening/{id}?ok=review-asked");
    let (typed, case) = (reason(&form), id.clone());
    let text = typed.reason.clone();
    act(&who, &site, &id, next, typed, move |tx, site, actor| {
        service::ask_review(tx, actor, &site.keys, &case, &text)
    })
    .await
}

pub(super) async fn close(
    who: Allow<perm::RunScreening>,
    id: Path<Id>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let next = format!("/screening/{id}?ok=case-closed");
    let case = id.clone();
    act(&who, &site, &id, next, Typed::default(), move |tx, site, actor| {
        service::close(tx, site, actor, &case)
    })
    .await
}

pub(super) async fn contest(
    who: Allow<perm::RunScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let next = format!("/screening/{id}?ok=case-contested");
    let (typed, case) = (reason(&form), id.clone());
    let text = typed.reason.clone();
    act(&who, &site, &id, next, typed, move |tx, site, actor| {
        service::contest(tx, actor, &site.keys, &case, &text)
    })
    .await
}

pub(super) async fn retry(
    who: Allow<perm::SeeScreening>,
    id: Path<Id>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let next = format!("/screening/{id}?ok=examination-again");
    let case = id.clone();
    act(&who, &site, &id, next, Typed::default(), move |tx, _site, actor| service::retry(tx, actor, &case))
        .await
}

pub(super) async fn claim(
    who: Allow<perm::DecideScreening>,
    id: Path<Id>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let next = format!("/screening/{id}?ok=case-claimed");
    let case = id.clone();
    act(&who, &site, &id, next, Typed::default(), move |tx, _site, actor| service::claim(tx, actor, &case))
        .await
}

pub(super) async fn release(
    who: Allow<perm::DecideScreening>,
    id: Path<Id>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let case = id.clone();
    let next = "/review?ok=case-released".to_owned();
    act(&who, &site, &id, next, Typed::default(), move |tx, _site, actor| service::release(tx, actor, &case))
        .await
}

pub(super) async fn decide(
    who: Allow<perm::DecideScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (typed, case) = (reason(&form), id.clone());
    let verdict = Verdict::from_code(form.one("decision"));
    let (text, seen) = (typed.reason.clone(), form.one("seen").to_owned());
    act(&who, &site, &id, "/review?ok=case-decided".to_owned(), typed, move |tx, site, actor| {
        let verdict = verdict.ok_or_else(|| Fault::field("decision", "choose-one"))?;
        service::decide(tx, site, actor, &case, &Decision { verdict, reason: text, seen })
    })
    .await
}
