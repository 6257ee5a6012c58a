//! The past of the demonstration: what an apprentice did in the weeks before the first start, so that the
//! mentor's queue, the certificates and the manager's charts have something to show.
//!
//! It is lived through, not written down: a clock is set back and led forward to now, and every act goes
//! through the service that people use, with its rules, its audit entry and the person's own password.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Context;
use chrono::{Duration, NaiveDateTime, NaiveTime};
use serde::Deserialize;

use super::files;
use super::mentoring::{self, Heard, Pair, actor};
use super::threads::{self, Asked};
use crate::features::apprenticeship::{self, Account, Ask, Channel, Marks, Signature, Stage};
use crate::features::routines::{self, NewSignOff};
use crate::features::{corpus, quizzes};
use crate::kernel::{Clock, Fault, Moment};
use crate::platform::clock::ManualClock;
use crate::platform::db::Tx;
use crate::platform::site::Site;

/// How many days before now the past begins.
pub const DAYS: i64 = 40;

/// Levels of a criterion done well, done, and not done, on the rubric's scale of 1 to 4.
const GOOD: u8 = 4;
const FAIR: u8 = 3;
const LOW: u8 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryFile {
    pairs: Vec<Pair>,
    etiquette: Etiquette,
    courses: Vec<Course>,
    threads: Vec<Asked>,
}

/// The observed round of the etiquette routine that everybody here passed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Etiquette {
    routine: String,
    marks: Vec<String>,
    sentence: String,
}

/// One apprentice's way through one item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Course {
    apprentice: String,
    item: String,
    listen: Listen,
    learn: Learn,
    watch: Vec<Watched>,
    rounds: Vec<Practised>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listen {
    day: i64,
    heard: Vec<Heard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Learn {
    day: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Watched {
    day: i64,
    case_ref: String,
    told: String,
    learned: String,
    /// What the mentor said; without it the observation still waits.
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Practised {
    day: i64,
    at: NaiveTime,
    case_ref: String,
    place: String,
    /// Who signed, when not the mentor.
    signer: Option<String>,
    #[serde(default)]
    prompted: bool,
    /// Criteria not done.
    #[serde(default)]
    low: BTreeSet<String>,
    /// Criteria done, but not well.
    #[serde(default)]
    fair: BTreeSet<String>,
    /// Not signed yet.
    #[serde(default)]
    waiting: bool,
    sentence: String,
}

/// What happened, and when: days before now and the time of that day.
struct Event<'a> {
    day: i64,
    at: NaiveTime,
    act: Act<'a>,
}

enum Act<'a> {
    Meet(&'a Pair),
    Listen(&'a Course),
    Learn(&'a Course),
    Behave(&'a Course),
    Watch(&'a Course, &'a Watched),
    Practise(&'a Course, &'a Practised),
    Ask(&'a Asked),
}

/// Lives through the past with `clock`, which is the site's and stands [`DAYS`] before `now`, up to `now`.
/// People and content must be there.
///
/// # Errors
/// When a service refuses, which the tests exclude, or the database fails.
pub fn load_past(site: &Arc<Site>, password: &str, clock: &ManualClock, now: Moment) -> anyhow::Result<()> {
    let file: HistoryFile = files::toml("history.toml")?;
    let known = mentoring::pairs()?;
    mentoring::load_grants(site, password)?;
    let mentors: BTreeMap<&str, &str> =
        file.pairs.iter().map(|pair| (pair.apprentice.as_str(), pair.mentor.as_str())).collect();
    let today = site.zone().local(now).date();
    for event in events(&file, &known) {
        let at = (today - Duration::days(event.day)).and_time(event.at);
        // Nothing of the past lies in the future: what happened today happened before now.
        clock.set(site.zone().moment(at).min(now).max(clock.now()));
        match event.act {
            Act::Meet(pair) => mentoring::pair_up(site, pair, password)?,
            Act::Listen(course) => act(site, course, |tx| listen(tx, site, course))?,
            Act::Learn(course) => act(site, course, |tx| learn(tx, site, course))?,
            Act::Behave(course) => {
                let mentor = mentors[course.apprentice.as_str()];
                act(site, course, |tx| behave(tx, site, course, &file.etiquette, mentor, password))?;
            }
            Act::Watch(course, seen) => {
                let mut seen_as = String::new();
                act(site, course, |tx| {
                    seen_as = watch(tx, site, course, seen)?;
                    Ok(())
                })?;
                clock.set((clock.now() + Duration::hours(3)).min(now).max(clock.now()));
                let mentor = mentors[course.apprentice.as_str()];
                act(site, course, |tx| confirm(tx, site, seen, &seen_as, mentor))?;
            }
            Act::Ask(asked) => threads::live(site, asked)?,
            Act::Practise(course, round) => {
                let mentor = mentors[course.apprentice.as_str()];
                let mut asked = String::new();
                act(site, course, |tx| {
                    asked = ask(tx, site, course, round, at)?;
                    Ok(())
                })?;
                clock.set((clock.now() + Duration::minutes(25)).min(now).max(clock.now()));
                act(site, course, |tx| sign(tx, site, course, round, &asked, mentor, password))?;
            }
        }
    }
    clock.set(now.max(clock.now()));
    Ok(())
}

fn act(
    site: &Arc<Site>,
    course: &Course,
    work: impl FnOnce(&mut Tx<'_>) -> Result<(), Fault>,
) -> anyhow::Result<()> {
    site.db
        .write_blocking(work)
        .with_context(|| format!("history.toml: {} in {}", course.apprentice, course.item))
}

/// Everything that happened, oldest first.
fn events<'a>(file: &'a HistoryFile, known: &'a [Pair]) -> Vec<Event<'a>> {
    let hour = |hour: u32| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let mut events = Vec::new();
    for pair in file.pairs.iter().chain(known) {
        events.push(Event { day: pair.day, at: hour(9), act: Act::Meet(pair) });
    }
    let mut polite = BTreeSet::new();
    for course in &file.courses {
        events.push(Event { day: course.listen.day, at: hour(10), act: Act::Listen(course) });
        events.push(Event { day: course.learn.day, at: hour(10), act: Act::Learn(course) });
        if polite.insert(course.apprentice.as_str()) {
            events.push(Event { day: course.learn.day, at: hour(16), act: Act::Behave(course) });
        }
        for seen in &course.watch {
            events.push(Event { day: seen.day, at: hour(11), act: Act::Watch(course, seen) });
        }
        for round in &course.rounds {
            events.push(Event { day: round.day, at: round.at, act: Act::Practise(course, round) });
        }
    }
    for asked in &file.threads {
        events.push(Event { day: asked.day, at: hour(15), act: Act::Ask(asked) });
    }
    events.sort_by_key(|event| (-event.day, event.at));
    events
}

fn listen(tx: &mut Tx<'_>, site: &Site, course: &Course) -> Result<(), Fault> {
    let apprentice = actor(tx.conn, &course.apprentice)?;
    for (n, heard) in course.listen.heard.iter().enumerate() {
        let account = Account {
            item: course.item.clone(),
            happened_on: site.zone().day(tx.at),
            case_ref: String::new(),
            told: heard.told.clone(),
            learned: heard.learned.clone(),
            client_id: format!("past-{}-{n:04}", course.item),
        };
        apprenticeship::log_evidence(tx, &apprentice, site.zone(), Stage::Listen, &account)?;
    }
    Ok(())
}

/// Reads what is in force and passes the why-quiz.
fn learn(tx: &mut Tx<'_>, site: &Site, course: &Course) -> Result<(), Fault> {
    let (apprentice, zone) = (actor(tx.conn, &course.apprentice)?, site.zone());
    let item = corpus::item_by_slug(tx.conn, &course.item)?;
    for policy in corpus::policies_of_item(tx.conn, &item, zone.day(tx.at))? {
        apprenticeship::confirm_read(tx, &apprentice, zone, &course.item, &policy.version_id)?;
    }
    let attempt = quizzes::start(tx, &apprentice, &item.id)?;
    for (place, right) in quizzes::key(tx.conn, &apprentice.person, &attempt)? {
        quizzes::answer(tx, &apprentice, &attempt, place, &right)?;
    }
    Ok(())
}

/// Has the etiquette routine observed and signed.
fn behave(
    tx: &mut Tx<'_>,
    site: &Site,
    course: &Course,
    etiquette: &Etiquette,
    mentor: &str,
    password: &str,
) -> Result<(), Fault> {
    let (apprentice, mentor) = (actor(tx.conn, &course.apprentice)?, actor(tx.conn, mentor)?);
    let round = routines::ask_round(tx, &apprentice, &etiquette.routine, Some(&mentor.person))?;
    let new = NewSignOff {
        marks: etiquette.marks.clone(),
        setting: "window".to_owned(),
        sentence: etiquette.sentence.clone(),
        password: password.to_owned(),
    };
    routines::sign(tx, &mentor, &round, &new, site.zone().day(tx.at))?;
    Ok(())
}

fn watch(tx: &mut Tx<'_>, site: &Site, course: &Course, seen: &Watched) -> Result<String, Fault> {
    let (apprentice, zone) = (actor(tx.conn, &course.apprentice)?, site.zone());
    let account = Account {
        item: course.item.clone(),
        happened_on: zone.day(tx.at),
        case_ref: seen.case_ref.clone(),
        told: seen.told.clone(),
        learned: seen.learned.clone(),
        client_id: format!("past-{}", seen.case_ref),
    };
    apprenticeship::log_evidence(tx, &apprentice, zone, Stage::Watch, &account)
}

fn confirm(tx: &mut Tx<'_>, site: &Site, seen: &Watched, id: &str, mentor: &str) -> Result<(), Fault> {
    let Some(note) = &seen.note else { return Ok(()) };
    let mentor = actor(tx.conn, mentor)?;
    apprenticeship::confirm_observation(tx, &mentor, site.zone(), id, true, note)
}

fn ask(
    tx: &mut Tx<'_>,
    site: &Site,
    course: &Course,
    round: &Practised,
    at: NaiveDateTime,
) -> Result<String, Fault> {
    let apprentice = actor(tx.conn, &course.apprentice)?;
    let ask = Ask {
        item: course.item.clone(),
        case_ref: round.case_ref.clone(),
        place: round.place.clone(),
        at,
        client_id: format!("past-{}", round.case_ref),
    };
    apprenticeship::ask_round(tx, &apprentice, site.zone(), &ask)
}

fn sign(
    tx: &mut Tx<'_>,
    site: &Site,
    course: &Course,
    round: &Practised,
    asked: &str,
    mentor: &str,
    password: &str,
) -> Result<(), Fault> {
    if round.waiting {
        return Ok(());
    }
    let item = corpus::item_by_slug(tx.conn, &course.item)?;
    let level = |key: &String| match () {
        () if round.low.contains(key) => LOW,
        () if round.fair.contains(key) => FAIR,
        () => GOOD,
    };
    let scores = item.content.rubric.criteria.iter().map(|c| (c.key.clone(), level(&c.key))).collect();
    let signature = Signature {
        round: asked.to_owned(),
        base_version: 1,
        client_id: format!("past-sign-{}", round.case_ref),
        marks: Marks { scores, sentence: round.sentence.clone(), ..Marks::default() },
        prompted: round.prompted,
        device_at: None,
        channel: Channel::Page,
        password: Some(password.to_owned()),
    };
    let signer = actor(tx.conn, round.signer.as_deref().unwrap_or(mentor))?;
    apprenticeship::sign(tx, &signer, site.zone(), &signature)?;
    Ok(())
}
