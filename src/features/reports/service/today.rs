//! What the first page of the day shows: gathered once, for the roles somebody holds.

use chrono::NaiveDate;

use super::today_tasks as tasks;
use crate::features::accounts;
use crate::features::apprenticeship::{self, LastWords, Next, Training};
use crate::features::audit::{self, SearchFilter};
use crate::features::corpus::{self, PolicyVersionView};
use crate::features::reports::rules::cover::Kind as HolderKind;
use crate::features::reports::rules::today::{Plan, plan};
use crate::features::screening;
use crate::kernel::clock::Zone;
use crate::kernel::{Actor, Fault, Moment, Permission, Role};
use crate::platform::db::AnyConn;

/// A change of a policy that touches somebody's items.
#[derive(Debug, Clone)]
pub struct Change {
    /// The version that changes things.
    pub version: PolicyVersionView,
    /// Names of the items it touches: Chinese and English.
    pub items: Vec<(String, String)>,
    /// Whether the person has confirmed to have read it.
    pub read: bool,
}

/// One's own way through the items of the programme.
#[derive(Debug, Clone)]
pub struct Way {
    /// The apprenticeship and its boards.
    pub training: Training,
    /// Which day of it today is, from 1.
    pub day: Option<i64>,
}

/// A post somebody holds.
#[derive(Debug, Clone)]
pub struct HeldPost {
    /// Chinese and English name.
    pub name: (String, String),
    /// A or B.
    pub kind: HolderKind,
    /// Items with their standing: names, and whether a valid certificate is there.
    pub items: Vec<(String, String, bool)>,
}

/// An apprentice as the mentor's card shows it.
#[derive(Debug, Clone)]
pub struct Pupil {
    /// Id of the apprenticeship.
    pub id: String,
    /// Name.
    pub name: String,
    /// For each item: names, and what comes next.
    pub next: Vec<(String, String, Next)>,
}

/// Somebody who waits for somebody else, as the manager's card shows it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Who waits.
    pub name: String,
    /// For whom, where it is a named person.
    pub whom: Option<String>,
    /// In which item: Chinese and English name.
    pub item: (String, String),
    /// For what.
    pub next: Next,
    /// The apprenticeship's page.
    pub href: String,
}

/// State of the program for the administrators.
#[derive(Debug, Clone)]
pub struct Health {
    /// Jobs that wait, run, are parked.
    pub jobs: [i64; 3],
    /// Administrators with and without a second factor.
    pub factors: (usize, usize),
    /// Entries of the trail.
    pub entries: i64,
}

/// One of one's own screening cases.
#[derive(Debug, Clone)]
pub struct CaseLine {
    /// Its id.
    pub id: String,
    /// Its number.
    pub code: String,
    /// Where it stands.
    pub state: screening::CaseState,
    /// Whether it waits for the reviewers.
    pub queued: bool,
    /// Whether anything in it is worth a look.
    pub worth_a_look: bool,
    /// When it was handed in.
    pub at: Moment,
}

/// The day.
#[derive(Debug, Clone)]
pub struct Day {
    /// What to do.
    pub plan: Plan,
    /// What was done today: kind of the trail, how often.
    pub done: Vec<(&'static str, u32)>,
    /// Chinese and English name of the department.
    pub department: (String, String),
    /// The apprentice's way.
    pub way: Option<Way>,
    /// What the mentor said last.
    pub words: Option<LastWords>,
    /// Policies that changed or will.
    pub changes: Vec<Change>,
    /// Posts held.
    pub posts: Vec<HeldPost>,
    /// Apprentices of a mentor.
    pub pupils: Vec<Pupil>,
    /// Who waits, for the manager.
    pub waiting: Option<Vec<Waiting>>,
    /// Own screening cases.
    pub cases: Vec<CaseLine>,
    /// Cases that wait for a reviewer, and since when the oldest does.
    pub queue: Option<(i64, Option<Moment>)>,
    /// State of the program.
    pub health: Option<Health>,
    /// Whether the search box comes first.
    pub search: bool,
}

/// Acts that count as a thing done today, by their kind in the trail.
const DEEDS: &[&str] = &[
    "evidence.logged",
    "evidence.answered",
    "policy.read",
    "quiz.finished",
    "round.asked",
    "round.signed",
    "routine.self_checked",
    "routine.round_signed",
    "screening.received",
    "screening.decided",
    "question.reconfirmed",
    "notice.made",
    "feedback.answered",
    "thread.answered",
    "thread.accepted",
    "post.holder",
];

/// Gathers somebody's day.
///
/// # Errors
/// When the database fails.
pub fn day(conn: &mut AnyConn, actor: &Actor, zone: Zone, now: Moment) -> Result<Day, Fault> {
    let today = zone.day(now);
    let mut todo = Vec::new();
    let items = if actor.may(Permission::ReadPolicy) { corpus::items(conn)? } else { Vec::new() };
    let way = if actor.may(Permission::BeApprentice) { tasks::way(conn, actor, today)? } else { None };
    if let Some(way) = &way {
        tasks::learning(way, actor, &mut todo);
    }
    let pupils =
        if actor.is(Role::Mentor) { tasks::teaching(conn, actor, today, &mut todo)? } else { Vec::new() };
    let held = tasks::held(conn, actor, &items, today)?;
    let changes = tasks::changes(conn, actor, &items, way.as_ref(), &held, today, &mut todo)?;
    let cases = if actor.may(Permission::RunScreening) {
        tasks::own_cases(conn, actor, &mut todo)?
    } else {
        Vec::new()
    };
    let queue =
        if actor.is(Role::Reviewer) { Some(tasks::review_queue(conn, actor, now, &mut todo)?) } else { None };
    if actor.may(Permission::OwnLearning) {
        tasks::asked(conn, actor, today, &mut todo)?;
    }
    if actor.is(Role::Steward) {
        tasks::stewardship(conn, actor, today, &mut todo)?;
    }
    let waiting = if actor.may(Permission::SeeReports) {
        Some(tasks::managing(conn, actor, zone, today, &mut todo)?)
    } else {
        None
    };
    tasks::feedback(conn, actor, &mut todo)?;
    let health = if actor.roles.iter().any(Role::is_administrator) {
        Some(tasks::health(conn, actor, &mut todo)?)
    } else {
        None
    };
    let departments = accounts::departments(conn)?;
    let department = departments
        .into_iter()
        .find(|d| d.id == actor.department)
        .map(|d| (d.name, d.name_en))
        .unwrap_or_default();
    let words = if way.is_some() { apprenticeship::last_words(conn, &actor.person)? } else { None };
    Ok(Day {
        plan: plan(todo),
        done: done(conn, actor, zone, today)?,
        department,
        way,
        words,
        changes,
        posts: held.into_iter().map(|(_, post)| post).collect(),
        pupils,
        waiting,
        cases,
        queue,
        health,
        search: [Role::Clerk, Role::BankAgent, Role::Quality].into_iter().any(|role| actor.is(role)),
    })
}

/// What was done today, from the trail: most of it first, at most three lines.
fn done(
    conn: &mut AnyConn,
    actor: &Actor,
    zone: Zone,
    today: NaiveDate,
) -> Result<Vec<(&'static str, u32)>, Fault> {
    let midnight = today.and_hms_opt(0, 0, 0).map(|local| zone.moment(local));
    let filter =
        SearchFilter { actor: Some(actor.person.clone()), from: midnight, ..SearchFilter::default() };
    let events = audit::search(conn, &filter, 200)?;
    let mut done: Vec<(&'static str, u32)> = Vec::new();
    for kind in DEEDS {
        let times =
            u32::try_from(events.iter().filter(|event| event.kind == *kind).count()).unwrap_or(u32::MAX);
        if times > 0 {
            done.push((kind, times));
        }
    }
    done.truncate(3);
    Ok(done)
}
