//! 今日: the first page of everybody.

use actix_web::web::Data;
use askama::Template;
use chrono::{NaiveDate, Timelike};

use super::today_parts::{self as parts, Aside, PathView, Resume, Row, Strip};
use super::today_strips;
use crate::features::audit;
use crate::features::reports::kept;
use crate::features::reports::rules::today::PartOfDay;
use crate::features::reports::service::today::{self as service, Day};
use crate::kernel::clock::Zone;
use crate::kernel::{Actor, Fault, Moment, perm};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Icon, html};

/// What is particular to one person and one state of the database: kept until something happens.
#[derive(Template)]
#[template(path = "features/reports/pages/today_body.html")]
struct Body {
    t: Texts,
    hello: String,
    about: Vec<String>,
    /// What is left: before the number, the number, after it.
    left: (String, String, String),
    /// Heading and sentence of a day without tasks.
    rest: (String, String),
    search: bool,
    resume: Option<Resume>,
    rows: Vec<Row>,
    count: String,
    paths: Vec<PathView>,
    strips: Vec<Strip>,
    aside: Aside,
}

impl Body {
    /// An icon of the sprite.
    #[expect(clippy::unused_self, reason = "templates call it as the frame's own method is called")]
    fn icon(&self, name: &'static str) -> Icon {
        Icon(name)
    }
}

/// The body as it was rendered by its own template, which escaped what needed escaping.
struct Rendered(std::sync::Arc<str>);

impl std::fmt::Display for Rendered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

// Safe because it holds nothing but the output of the template above.
impl askama::filters::HtmlSafe for Rendered {}

#[derive(Template)]
#[template(path = "features/reports/pages/today.html")]
struct TodayPage {
    page: Chrome,
    body: Rendered,
}

fn hello(t: &Texts, part: PartOfDay, name: &str) -> String {
    let key = match part {
        PartOfDay::Morning => "today-hello-morning",
        PartOfDay::Noon => "today-hello-noon",
        PartOfDay::Afternoon => "today-hello-afternoon",
        PartOfDay::Evening => "today-hello-evening",
    };
    t.with(key, &[("name", &name)])
}

fn about(t: &Texts, day: &Day) -> Vec<String> {
    let mut about = Vec::new();
    if let Some(n) = day.way.as_ref().and_then(|way| way.day) {
        about.push(t.with("today-day", &[("n", &n)]));
    }
    about.push(parts::pick(t, &day.department));
    if let Some((_, name)) = day.way.as_ref().and_then(|way| way.training.pair.mentor.as_ref()) {
        about.push(t.with("today-mentor", &[("name", name)]));
    }
    about.retain(|text| !text.is_empty());
    about
}

/// A sentence cut around the first place where a number stands, so that the page can stress it.
fn around(text: &str, number: &str) -> (String, String, String) {
    match text.split_once(number) {
        Some((before, after)) => (before.to_owned(), number.to_owned(), after.to_owned()),
        None => (text.to_owned(), String::new(), String::new()),
    }
}

fn body(t: Texts, actor: &Actor, day: &Day, zone: Zone, now: Moment, today: NaiveDate) -> Body {
    let rows = parts::rows(&t, day);
    let done = rows.iter().filter(|row| row.done).count();
    let left = match day.plan.left() {
        // The card below says it kindly; saying it twice would be once too often.
        0 => (String::new(), String::new(), String::new()),
        n => around(&t.with("today-left", &[("n", &n), ("minutes", &day.plan.minutes())]), &n.to_string()),
    };
    let rest = if done > 0 {
        (t.get("today-all-done"), t.get("today-all-done-why"))
    } else {
        (t.get("today-quiet"), t.get("today-quiet-why"))
    };
    Body {
        hello: hello(&t, PartOfDay::of(zone.local(now).hour()), &actor.name),
        about: about(&t, day),
        left,
        rest,
        search: day.search,
        resume: day.plan.next.as_ref().map(|task| parts::resume(&t, task)),
        count: t.with("today-done-of", &[("done", &done), ("all", &(done + day.plan.left()))]),
        rows,
        paths: parts::paths(&t, day),
        strips: today_strips::strips(&t, day, zone),
        aside: parts::aside(&t, day, zone, today),
        t,
    }
}

pub(super) async fn page(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let page = Chrome::new(&who, "today-title", Place::Today);
    let (zone, now) = (site.zone(), site.db.clock().now());
    let today = zone.day(now);
    let t = page.t.on(today);
    let text = site
        .db
        .read(move |conn| {
            let head = audit::head(conn)?.hash;
            let lang = if t.lang == Lang::En { "en" } else { "zh" };
            let key = format!("today {} {lang} {} {today}", actor.person, zone.local(now).hour());
            kept::or_make(key, &head, now, || {
                let day = service::day(conn, &actor, zone, now)?;
                body(t, &actor, &day, zone, now, today).render().map_err(Fault::ours)
            })
        })
        .await?;
    html(&TodayPage { page, body: Rendered(text) })
}
