//! Notifications, feedback, and what this program is.

pub mod api;

use actix_web::web::Data;
use askama::Template;

use super::rules::FeedbackKind;
use super::service::{self, Told};
use crate::kernel::{Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Anyone, Chrome, Fields, FormErrors, Posted, Routes, fragment, html, local_path, see_other,
};

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/notifications", notifications)
        .get("/feedback", feedback_page)
        .post("/feedback", file_feedback)
        .get("/about", about);
    api::routes(routes);
}

struct NoticeView {
    text: String,
    link: String,
    time: String,
    fresh: bool,
    /// What became of it; empty while it still asks.
    outcome: String,
}

struct Day {
    label: String,
    notices: Vec<NoticeView>,
}

#[derive(Template)]
#[template(path = "features/notifications/pages/notifications.html")]
struct NotificationsPage {
    page: Chrome,
    days: Vec<Day>,
    sub: String,
}

/// Opening the list marks it read; what was new still says so on this page.
async fn notifications(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let told = site.db.read(move |conn| service::list(conn, &actor.person)).await?;
    if told.iter().any(|one| !one.read) {
        let actor = who.actor().clone();
        site.db.write(move |tx| service::read_all(tx, &actor)).await?;
    }
    let mut page = Chrome::new(&who, "notifications-title", Place::None);
    page.unread = 0;
    let t = page.t.on(site.today());
    let fresh = told.iter().filter(|one| !one.read).count();
    let sub = t.with("notifications-sub", &[("n", &told.len()), ("fresh", &fresh)]);
    html(&NotificationsPage { days: by_day(&site, t, &told), sub, page })
}

fn by_day(site: &Site, t: Texts, told: &[Told]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for one in told {
        let local = site.zone().local(one.at);
        let label = t.date(local.date());
        let view = NoticeView {
            text: service::sentence(&t, one),
            link: local_path(&one.link).to_owned(),
            time: t.time(local.time()),
            fresh: !one.read,
            outcome: service::outcome(&t, one),
        };
        match days.last_mut() {
            Some(day) if day.label == label => day.notices.push(view),
            _ => days.push(Day { label, notices: vec![view] }),
        }
    }
    days
}

struct FeedbackView {
    kind: String,
    page: String,
    text: String,
    when: String,
    answer: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "features/notifications/pages/feedback.html")]
struct FeedbackPage {
    page: Chrome,
    errors: FormErrors,
    about: String,
    kind: String,
    text: String,
    kinds: Vec<(&'static str, String)>,
    earlier: Vec<FeedbackView>,
    may_answer: bool,
}

async fn feedback_page(who: Allow<perm::OwnAccount>, query: Fields, site: Data<Site>) -> Answer {
    feedback_form(&who, &site, query.one("page"), "", "", FormErrors::default()).await
}

async fn feedback_form(
    who: &Allow<perm::OwnAccount>,
    site: &Data<Site>,
    about: &str,
    kind: &str,
    text: &str,
    errors: FormErrors,
) -> Answer {
    let actor = who.actor().clone();
    let earlier = site.db.read(move |conn| service::my_feedback(conn, &actor)).await?;
    let page = Chrome::new(who, "feedback-title", Place::None);
    let t = page.t.on(site.today());
    let when = |at| t.date_time(site.zone().local(at));
    let shown = FeedbackPage {
        about: super::rules::page_of(about),
        kind: kind.to_owned(),
        text: text.to_owned(),
        kinds: FeedbackKind::ALL.iter().map(|k| (k.code(), kind_text(t, *k))).collect(),
        earlier: earlier
            .into_iter()
            .map(|one| FeedbackView {
                kind: kind_text(t, one.kind),
                page: one.page,
                text: one.text,
                when: when(one.at),
                answer: one.answer.map(|answer| (answer.text, when(answer.at))),
            })
            .collect(),
        may_answer: who.actor().may(Permission::AnswerFeedback),
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

fn kind_text(t: Texts, kind: FeedbackKind) -> String {
    match kind {
        FeedbackKind::Complaint => t.get("feedback-complaint"),
        FeedbackKind::Suggestion => t.get("feedback-suggestion"),
    }
}

async fn file_feedback(who: Allow<perm::OwnAccount>, form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let typed = form.0.clone();
    let outcome = site
        .db
        .write(move |tx| {
            let (kind, page, text) = (typed.one("kind"), typed.one("page"), typed.one("text"));
            service::file_feedback(tx, &actor, kind, page, text)
        })
        .await;
    match outcome {
        Ok(_id) => see_other("/feedback?ok=feedback-filed"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            feedback_form(&who, &site, form.one("page"), form.one("kind"), form.one("text"), errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "features/notifications/pages/about.html")]
struct AboutPage {
    page: Chrome,
    version: &'static str,
    licence: &'static str,
    parts: Vec<(&'static str, &'static str)>,
    parts_line: String,
}

async fn about(who: Anyone) -> Answer {
    let page = Chrome::new(&who, "about-title", Place::None);
    let parts = parts();
    html(&AboutPage {
        version: env!("CARGO_PKG_VERSION"),
        licence: env!("CARGO_PKG_LICENSE"),
        parts_line: page.t.with("about-parts", &[("n", &parts.len())]),
        parts,
        page,
    })
}

/// The crates this program was built from, as its own lock file names them: what is listed is what was built.
fn parts() -> Vec<(&'static str, &'static str)> {
    const LOCK: &str = include_str!("../../../Cargo.lock");
    let value = |block: &'static str, name: &str| {
        block
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \"")?.strip_suffix('"'))
            .unwrap_or_default()
    };
    LOCK.split("[[package]]")
        .skip(1)
        .map(|block| (value(block, "name"), value(block, "version")))
        .filter(|(name, _)| *name != env!("CARGO_PKG_NAME"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_every_part() {
        let parts = parts();
        assert!(
            parts.len() > 100 && parts.iter().all(|(name, version)| !name.is_empty() && !version.is_empty())
        );
        assert!(parts.iter().any(|(name, _)| *name == "actix-web"));
        assert!(parts.iter().all(|(name, _)| *name != "shifu"));
    }
}
