//! The queue of complaints and suggestions.

use actix_web::web::{Data, Path};
use askama::Template;

use crate::features::accounts;
use crate::features::notifications::{self, Feedback, FeedbackKind};
use crate::kernel::{Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/feedback/queue", queue).post("/feedback/{id}/answer", answer);
}

struct View {
    id: String,
    kind: String,
    who: String,
    when: String,
    page: String,
    text: String,
    answer: Option<(String, String)>,
    typed: String,
    fault: String,
}

#[derive(Template)]
#[template(path = "features/admin/pages/feedback_queue.html")]
struct QueuePage {
    page: Chrome,
    errors: FormErrors,
    open: Vec<View>,
    answered: Vec<View>,
}

async fn queue(who: Allow<perm::AnswerFeedback>, site: Data<Site>) -> Answer {
    show(&who, &site, None, FormErrors::default()).await
}

async fn show(
    who: &Allow<perm::AnswerFeedback>,
    site: &Data<Site>,
    typed: Option<(String, Fields)>,
    errors: FormErrors,
) -> Answer {
    let actor = who.actor().clone();
    let (all, names) = site
        .db
        .read(move |conn| Ok((notifications::feedback_queue(conn, &actor)?, accounts::names(conn)?)))
        .await?;
    let page = Chrome::new(who, "feedback-queue-title", Place::None);
    let t = page.t.on(site.today());
    let when = |at| t.date_time(site.zone().local(at));
    let view = |one: Feedback| {
        let again = typed.as_ref().filter(|(id, _)| *id == one.id);
        View {
            kind: kind_text(t, one.kind),
            who: names.get(&one.person).cloned().unwrap_or_default(),
            when: when(one.at),
            answer: one.answer.map(|answer| {
                let by = names.get(&answer.by).cloned().unwrap_or_default();
                (answer.text, t.with("feedback-answer-by", &[("who", &by), ("when", &when(answer.at))]))
            }),
            typed: again.map(|(_, fields)| fields.one("text").to_owned()).unwrap_or_default(),
            fault: again.map(|_| errors.of("text").to_owned()).unwrap_or_default(),
            id: one.id,
            page: one.page,
            text: one.text,
        }
    };
    let (answered, mut open): (Vec<View>, Vec<View>) =
        all.into_iter().map(view).partition(|one| one.answer.is_some());
    // The one that has waited longest comes first.
    open.reverse();
    fragment(&QueuePage { page, errors: errors.clone(), open, answered }, &errors)
}

fn kind_text(t: Texts, kind: FeedbackKind) -> String {
    match kind {
        FeedbackKind::Complaint => t.get("feedback-complaint"),
        FeedbackKind::Suggestion => t.get("feedback-suggestion"),
    }
}

async fn answer(who: Allow<perm::AnswerFeedback>, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, typed, feedback) = (who.actor().clone(), form.0.clone(), id.clone());
    let outcome = site
        .db
        .write(move |tx| notifications::answer_feedback(tx, &actor, &feedback, typed.one("text")))
        .await;
    match outcome {
        Ok(()) => see_other("/feedback/queue?ok=feedback-answer-sent"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, Some((id.to_string(), form.0.clone())), errors).await
        }
    }
}
