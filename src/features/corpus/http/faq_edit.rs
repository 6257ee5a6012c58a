//! Writing questions with their answers.

use actix_web::web::{Data, Path};
use askama::Template;

use super::item_name;
use super::picker::{Picker, Picks};
use crate::features::corpus::service::shelf::{NewFaq, holds_on};
use crate::features::corpus::service::{faqs, items};
use crate::kernel::perm;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/faq/new", new)
        .post("/faq", write)
        .get("/faq/{id}/edit", edit)
        .post("/faq/{id}", change)
        .post("/faq/{id}/still", still)
        .post("/faq/{id}/retire", retire);
}

#[derive(Template)]
#[template(path = "features/corpus/pages/faq_edit.html")]
struct EditPage {
    page: Chrome,
    errors: FormErrors,
    action: String,
    /// Address of the question; empty while it is new.
    own: String,
    /// Whether a clause it cites reads differently now.
    stale: bool,
    question: String,
    plain: String,
    clause_answer: String,
    asked: String,
    items: Vec<(String, String, bool)>,
    picker: Picker,
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn typed(form: &Fields, picks: &Picks) -> NewFaq {
    NewFaq {
        question: form.one("question").to_owned(),
        plain: form.one("plain").replace("\r\n", "\n"),
        clause_answer: form.one("clause_answer").replace("\r\n", "\n"),
        clauses: picks.references.clone(),
        items: form.all("items").map(str::to_owned).collect(),
        asked: lines(form.one("asked")),
    }
}

async fn page(
    who: &Allow<perm::WritePolicy>,
    site: &Data<Site>,
    id: Option<&str>,
    typed: &NewFaq,
    picks: &Picks,
    errors: FormErrors,
) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let picker = Picker::load(site, who.actor(), t, picks).await?;
    let today = site.today();
    let own = id.map(str::to_owned);
    let (all, stale) = site
        .db
        .read(move |conn| {
            let stale = match &own {
                Some(id) => {
                    let faq = faqs::faq(conn, id)?;
                    !holds_on(conn, &faq, today)?
                }
                None => false,
            };
            Ok((items::items(conn)?, stale))
        })
        .await?;
    let chosen = |slug: &String| typed.items.contains(slug);
    let page = EditPage {
        page: Chrome::new(who, if id.is_some() { "faq-edit" } else { "faq-new" }, Place::Policy),
        errors: errors.clone(),
        action: id.map_or_else(|| "/faq".to_owned(), |id| format!("/faq/{id}")),
        own: id.unwrap_or_default().to_owned(),
        stale,
        question: typed.question.clone(),
        plain: typed.plain.clone(),
        clause_answer: typed.clause_answer.clone(),
        asked: typed.asked.join("\n"),
        items: all
            .into_iter()
            .map(|item| (item.slug.clone(), item_name(t, &item), chosen(&item.slug)))
            .collect(),
        picker,
    };
    fragment(&page, &errors)
}

async fn new(who: Allow<perm::WritePolicy>, query: Fields, site: Data<Site>) -> Answer {
    let picks = Picks::of(&query);
    page(&who, &site, None, &typed(&query, &picks), &picks, FormErrors::default()).await
}

async fn write(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    let picks = Picks::of(&form);
    let sent = typed(&form, &picks);
    if picks.looking {
        return page(&who, &site, None, &sent, &picks, FormErrors::default()).await;
    }
    let (actor, faq, today) = (who.actor().clone(), sent.clone(), site.today());
    match site.db.write(move |tx| faqs::add_faq(tx, &actor, &faq, today)).await {
        Ok(id) => see_other(&format!("/faq?ok=faq-saved#q-{id}")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, None, &sent, &picks, errors).await
        }
    }
}

async fn edit(who: Allow<perm::WritePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let id = path.into_inner();
    let asked = id.clone();
    let faq = site.db.read(move |conn| faqs::faq(conn, &asked)).await?;
    let picks = Picks { references: faq.clauses.clone(), ..Picks::default() };
    let typed = NewFaq {
        question: faq.question,
        plain: faq.plain,
        clause_answer: faq.clause_answer,
        clauses: faq.clauses,
        items: faq.items,
        asked: faq.asked,
    };
    page(&who, &site, Some(&id), &typed, &picks, FormErrors::default()).await
}

async fn change(who: Allow<perm::WritePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let id = path.into_inner();
    let picks = Picks::of(&form);
    let sent = typed(&form, &picks);
    if picks.looking {
        return page(&who, &site, Some(&id), &sent, &picks, FormErrors::default()).await;
    }
    let (actor, faq, own, today) = (who.actor().clone(), sent.clone(), id.clone(), site.today());
    match site.db.write(move |tx| faqs::change(tx, &actor, &own, &faq, today)).await {
        Ok(()) => see_other(&format!("/faq?ok=faq-saved#q-{id}")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, Some(&id), &sent, &picks, errors).await
        }
    }
}

async fn still(who: Allow<perm::WritePolicy>, path: Path<String>, site: Data<Site>, form: Posted) -> Answer {
    let (actor, id, today) = (who.actor().clone(), path.into_inner(), site.today());
    let own = id.clone();
    site.db.write(move |tx| faqs::still_right(tx, &actor, &own, today)).await?;
    match crate::web::local_path(form.one("back")) {
        "/" => see_other(&format!("/faq?ok=still-right#q-{id}")),
        back => see_other(&format!("{back}?ok=still-right")),
    }
}

async fn retire(who: Allow<perm::WritePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, id) = (who.actor().clone(), path.into_inner());
    site.db.write(move |tx| faqs::retire(tx, &actor, &id)).await?;
    match crate::web::local_path(form.one("back")) {
        "/" => see_other("/faq?ok=faq-retired"),
        back => see_other(&format!("{back}?ok=faq-retired")),
    }
}
