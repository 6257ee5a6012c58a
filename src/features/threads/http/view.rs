//! One thread: reading and answering.

use actix_web::web::{Data, Path};
use askama::Template;

use super::{pick, state_tag};
use crate::features::corpus::{ClauseView, Picker, Picks};
use crate::features::threads::{self, AnswerView, CitationView, ThreadView};
use crate::kernel::perm;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, Routes, fragment, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/asks/{id}", show)
        .post("/asks/{id}/answers", answer)
        .post("/asks/{id}/further", further)
        .post("/asks/{id}/withdraw", withdraw);
}

struct CitationLine {
    href: String,
    label: String,
    text: String,
    changed: bool,
}

struct AnswerBox {
    id: String,
    author: String,
    when: String,
    body: String,
    citations: Vec<CitationLine>,
    accepted: bool,
    may_accept: bool,
    follow_up: bool,
}

struct Closing {
    by: String,
    case: String,
    verdict: String,
    why: String,
    question: String,
}

#[derive(Template)]
#[template(path = "features/threads/pages/thread.html")]
struct ThreadPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    question: String,
    detail: String,
    sub: String,
    item: Option<(String, String)>,
    state: (&'static str, String),
    /// Says that another day's rules are asked for; empty for today's.
    other_day: String,
    answers: Vec<AnswerBox>,
    closing: Option<Closing>,
    faq: String,
    may_answer: bool,
    /// Whether the answer form stands open: not for the asker, who rather asks further.
    answer_open: bool,
    may_follow_up: bool,
    may_withdraw: bool,
    may_shelve: bool,
    body: String,
    further: String,
    plain: String,
    shelf_question: String,
    picker: Picker,
}

fn clause_label(t: Texts, clause: &ClauseView) -> String {
    t.with("clause-label", &[("title", &clause.title), ("article", &clause.article)])
}

fn citation(t: Texts, citation: CitationView, day: chrono::NaiveDate) -> CitationLine {
    match citation.clause {
        Some(clause) => CitationLine {
            href: clause.href(day),
            label: clause_label(t, &clause),
            text: clause.text,
            changed: citation.changed,
        },
        None => CitationLine {
            href: String::new(),
            label: citation.reference,
            text: String::new(),
            changed: true,
        },
    }
}

/// What was typed into one of the forms of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) body: String,
    pub(super) further: String,
    pub(super) plain: String,
    pub(super) question: Option<String>,
}

pub(super) async fn page<P>(
    who: &Allow<P>,
    site: &Data<Site>,
    id: &str,
    typed: Typed,
    picks: &Picks,
    errors: FormErrors,
) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let zone = site.zone();
    let (actor, asked) = (who.actor().clone(), id.to_owned());
    let view: ThreadView = site.db.read(move |conn| threads::thread(conn, &actor, &asked, today)).await?;
    let picker =
        if view.may_answer { Picker::load(site, who.actor(), t, picks).await? } else { Picker::default() };
    let count = view.answers.iter().filter(|answer| !answer.follow_up).count();
    let answer = |answer: AnswerView| AnswerBox {
        when: t.date_full(zone.day(answer.at)),
        citations: answer.citations.into_iter().map(|one| citation(t, one, today)).collect(),
        id: answer.id,
        author: answer.author,
        body: answer.body,
        accepted: answer.accepted,
        may_accept: answer.may_accept,
        follow_up: answer.follow_up,
    };
    let closing = view.acceptance.map(|end| Closing {
        by: t.with("thread-accepted-by", &[("name", &end.by), ("day", &t.date_full(zone.day(end.at)))]),
        verdict: if end.holds { t.get("thread-verdict-right") } else { t.get("thread-verdict-wrong") },
        case: end.case,
        why: end.why,
        question: end.question.unwrap_or_default(),
    });
    let page = ThreadPage {
        page: Chrome::titled(who, view.question.clone(), Place::Policy),
        errors: errors.clone(),
        sub: format!("{} \u{b7} {}", view.asker, t.date_full(zone.day(view.at))),
        state: state_tag(t, &view.state, count, view.asked_further),
        other_day: if view.as_of == zone.day(view.at) {
            String::new()
        } else {
            t.with("thread-other-day", &[("day", &t.date_full(view.as_of))])
        },
        item: view.item.map(|(slug, name, name_en)| (slug, pick(t, &(name, name_en)))),
        answers: view.answers.into_iter().map(answer).collect(),
        closing,
        faq: view.faq.unwrap_or_default(),
        may_answer: view.may_answer,
        answer_open: !view.may_follow_up
            || picks.looking
            || !errors.of("body").is_empty()
            || !errors.of("pins").is_empty(),
        may_follow_up: view.may_follow_up,
        may_withdraw: view.may_withdraw,
        may_shelve: view.may_shelve,
        body: typed.body,
        further: typed.further,
        plain: typed.plain,
        shelf_question: typed.question.unwrap_or_else(|| view.question.clone()),
        picker,
        id: view.id,
        question: view.question,
        detail: view.detail,
    };
    fragment(&page, &errors)
}

async fn show(who: Allow<perm::OwnLearning>, path: Path<String>, site: Data<Site>) -> Answer {
    page(&who, &site, &path, Typed::default(), &Picks::default(), FormErrors::default()).await
}

async fn answer(who: Allow<perm::OwnLearning>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let id = path.into_inner();
    let picks = Picks::of(&form);
    let typed = Typed { body: form.one("body").replace("\r\n", "\n"), ..Typed::default() };
    if picks.looking {
        return page(&who, &site, &id, typed, &picks, FormErrors::default()).await;
    }
    let (actor, today, thread) = (who.actor().clone(), site.today(), id.clone());
    let (body, references) = (typed.body.clone(), picks.references.clone());
    match site.db.write(move |tx| threads::answer(tx, &actor, &thread, &body, &references, today)).await {
        Ok(answer) => see_other(&format!("/asks/{id}?ok=thread-answered#a-{answer}")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, &id, typed, &picks, errors).await
        }
    }
}

async fn further(
    who: Allow<perm::OwnLearning>,
    path: Path<String>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let id = path.into_inner();
    let typed = Typed { further: form.one("further").replace("\r\n", "\n"), ..Typed::default() };
    let (actor, today, thread) = (who.actor().clone(), site.today(), id.clone());
    let body = typed.further.clone();
    match site.db.write(move |tx| threads::follow_up(tx, &actor, &thread, &body, today)).await {
        Ok(asked) => see_other(&format!("/asks/{id}?ok=thread-followed-up#a-{asked}")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, &id, typed, &Picks::default(), errors).await
        }
    }
}

async fn withdraw(
    who: Allow<perm::OwnLearning>,
    path: Path<String>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, id) = (who.actor().clone(), path.into_inner());
    site.db.write(move |tx| threads::withdraw(tx, &actor, &id)).await?;
    see_other("/asks?of=mine&ok=thread-withdrawn")
}
