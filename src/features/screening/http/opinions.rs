//! The page on which a reviewer says what he thinks before anything else is shown, and what of opinions the
//! case page shows.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use super::super::rules::Verdict;
use super::super::seats::Seat;
use super::super::service::{self, CaseFile, NewOpinion};
use super::acts::act;
use super::casefile::Typed;
use super::words::{self, Tag};
use crate::kernel::permission::Needs;
use crate::kernel::{Actor, Fault, Id, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, html};

struct PageLink {
    number: i32,
    text: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "features/screening/pages/blind.html")]
struct BlindPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    purpose: String,
    pages: Vec<PageLink>,
    /// Number, width, height and words of the page shown; none while there is none.
    shown: Option<(i32, i32, i32, String)>,
    /// Whether the reader holds the case and may speak.
    may_speak: bool,
    may_claim: bool,
    seat: String,
    reason: String,
}

/// Shows the papers alone.
pub(super) fn show<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    file: &CaseFile,
    number: i32,
    errors: FormErrors,
    reason: &str,
) -> Answer {
    let page = Chrome::titled(who, file.case.code.clone(), Place::Review);
    let t = page.t;
    let now = site.db.clock().now();
    let current = file.pages.iter().find(|page| page.number == number).or_else(|| file.pages.first());
    let n = |number: i32| t.with("blind-page", &[("file", &(number / 100)), ("n", &(number % 100))]);
    let failed = errors.any();
    let shown = BlindPage {
        id: file.case.id.clone(),
        purpose: words::purpose(&t, &file.case.purpose),
        pages: file
            .pages
            .iter()
            .map(|one| PageLink {
                number: one.number,
                text: n(one.number),
                current: current.is_some_and(|current| current.number == one.number),
            })
            .collect(),
        shown: current.map(|one| (one.number, one.width, one.height, n(one.number))),
        may_speak: file.bench.may_decide(who.actor()).is_ok(),
        may_claim: file.bench.may_claim(who.actor(), now).is_ok(),
        seat: seat_note(&t, file, who.actor()),
        reason: reason.to_owned(),
        errors,
        page,
    };
    let mut answer = html(&shown)?;
    if failed {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

pub(super) async fn give(
    who: Allow<perm::DecideScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let verdict = Verdict::from_code(form.one("opinion"));
    let reason = form.exact("reason").to_owned();
    let typed = Typed { reason: reason.clone(), ..Typed::default() };
    let (next, case) = (format!("/screening/{id}?ok=opinion-given"), id.clone());
    act(&who, &site, &id, next, typed, move |tx, site, actor| {
        let verdict = verdict.ok_or_else(|| Fault::field("opinion", "choose-one"))?;
        service::give_opinion(tx, actor, &site.keys, &case, &NewOpinion { verdict, reason })
    })
    .await
}

/// The sentence on how many decide; empty where one decides alone or the reader is no reviewer of it.
pub(super) fn seat_note(t: &Texts, file: &CaseFile, actor: &Actor) -> String {
    let state = file.case.state();
    let asked = file.case.queued_at.is_some() && state.waits_for_review();
    if !asked || !actor.may(Permission::DecideScreening) || file.case.submitter_id == actor.person {
        return String::new();
    }
    if file.bench.votes.iter().any(|vote| vote.person == actor.person) {
        return t.get("review-said");
    }
    match file.bench.seat {
        Seat::Alone => String::new(),
        seat => t.get(&format!("review-sit-{}", seat.code())),
    }
}

/// Opinions the reader may see, ready for the page.
pub(super) fn opinions(t: &Texts, site: &Site, file: &CaseFile) -> Vec<(Tag, String, String)> {
    file.opinions
        .iter()
        .filter_map(|opinion| {
            let verdict = Verdict::from_code(&opinion.row.opinion)?;
            let name = file.names.get(&opinion.row.person_id).cloned().unwrap_or_default();
            let when = words::when(t, site, opinion.row.given_at);
            let key = if opinion.row.kind == "vote" { "review-vote-by" } else { "review-first-by" };
            let who = t.with(key, &[("person", &name), ("when", &when)]);
            Some((words::verdict_tag(t, verdict), opinion.text.clone(), who))
        })
        .collect()
}
