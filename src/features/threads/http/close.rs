//! Accepting an answer with its transfer question, and the shelf.

use actix_web::web::{Data, Path};
use askama::Template;

use super::pick;
use super::view::{Typed, page as thread_page};
use crate::features::corpus::{self, Picks};
use crate::features::threads::{self, Transfer};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/asks/{id}/close", form).post("/asks/{id}/close", close).post("/asks/{id}/shelf", shelf);
}

#[derive(Template)]
#[template(path = "features/threads/pages/close.html")]
struct ClosePage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    question: String,
    answer: String,
    author: String,
    answer_id: String,
    clauses: Vec<(String, String)>,
    case: String,
    holds: Option<bool>,
    why: String,
    /// Items to choose from, where the thread has none.
    items: Vec<(String, String, bool)>,
}

fn typed(form: &Fields) -> Transfer {
    // The bank's words are content of the hall, so they are Chinese whoever asks.
    let words = Texts::new(Lang::ZhCn);
    Transfer {
        answer: form.one("answer").to_owned(),
        case: form.one("case").replace("\r\n", "\n"),
        holds: match form.one("holds") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        why: form.one("why").replace("\r\n", "\n"),
        item: form.one("item").to_owned(),
        options: [words.get("thread-option-right"), words.get("thread-option-wrong")],
    }
}

async fn page(
    who: &Allow<perm::OwnLearning>,
    site: &Data<Site>,
    id: &str,
    typed: Transfer,
    errors: FormErrors,
) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let (actor, asked) = (who.actor().clone(), id.to_owned());
    let (view, items) = site
        .db
        .read(move |conn| Ok((threads::thread(conn, &actor, &asked, today)?, corpus::items(conn)?)))
        .await?;
    let chosen = view.answers.iter().find(|answer| answer.id == typed.answer).ok_or_else(Fault::missing)?;
    if !chosen.may_accept {
        return Err(Fault::conflict("thread-not-to-accept").into());
    }
    let clauses = chosen.citations.iter().map(|one| match &one.clause {
        Some(clause) => (
            t.with("clause-label", &[("title", &clause.title), ("article", &clause.article)]),
            clause.text.clone(),
        ),
        None => (one.reference.clone(), String::new()),
    });
    let items = if view.item.is_some() { Vec::new() } else { items };
    let page = ClosePage {
        page: Chrome::new(who, "thread-close-title", Place::Policy),
        errors: errors.clone(),
        clauses: clauses.collect(),
        answer: chosen.body.clone(),
        author: chosen.author.clone(),
        answer_id: chosen.id.clone(),
        items: items
            .into_iter()
            .map(|item| {
                let on = item.slug == typed.item;
                let name = pick(t, &(item.name, item.name_en));
                (item.slug, name, on)
            })
            .collect(),
        id: view.id,
        question: view.question,
        case: typed.case,
        holds: typed.holds,
        why: typed.why,
    };
    fragment(&page, &errors)
}

async fn form(who: Allow<perm::OwnLearning>, path: Path<String>, query: Fields, site: Data<Site>) -> Answer {
    page(&who, &site, &path, typed(&query), FormErrors::default()).await
}

async fn close(who: Allow<perm::OwnLearning>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let id = path.into_inner();
    let sent = typed(&form);
    let (actor, today, thread, transfer) = (who.actor().clone(), site.today(), id.clone(), sent.clone());
    match site.db.write(move |tx| threads::accept(tx, &actor, &thread, &transfer, today)).await {
        Ok(()) => see_other(&format!("/asks/{id}?ok=thread-accepted")),
        Err(fault) if fault.fields.is_empty() => Err(fault.into()),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, &id, sent, errors).await
        }
    }
}

/// The steward's word about the shelf.
async fn shelf(who: Allow<perm::WritePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let id = path.into_inner();
    let (actor, today, thread) = (who.actor().clone(), site.today(), id.clone());
    if form.one("step") == "decline" {
        site.db.write(move |tx| threads::decline_shelf(tx, &actor, &thread)).await?;
        return see_other(&format!("/asks/{id}?ok=thread-not-shelved"));
    }
    let (question, plain) = (form.one("question").to_owned(), form.one("plain").replace("\r\n", "\n"));
    let typed = Typed { plain: plain.clone(), question: Some(question.clone()), ..Typed::default() };
    match site.db.write(move |tx| threads::shelve(tx, &actor, &thread, &question, &plain, today)).await {
        Ok(_faq) => see_other(&format!("/asks/{id}?ok=thread-shelved")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            thread_page(&who, &site, &id, typed, &Picks::default(), errors).await
        }
    }
}
