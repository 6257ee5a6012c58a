//! What each role has to do today, and the cards that belong to it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};

use super::today::{CaseLine, Change, Health, HeldPost, Pupil, Waiting, Way};
use crate::features::apprenticeship::{self, Next, PairState};
use crate::features::audit;
use crate::features::corpus::{self, Item};
use crate::features::reports::rules::cover::{Kind as HolderKind, Month};
use crate::features::reports::rules::today::{Kind, Task};
use crate::features::reports::service::{keeping, overview, posts};
use crate::features::reports::store::posts as post_store;
use crate::features::{accounts, notifications, quizzes, routines, screening, threads};
use crate::kernel::clock::Zone;
use crate::kernel::{Actor, Fault, Moment, Permission, Role};
use crate::platform::db::AnyConn;
use crate::platform::jobs;

/// How far a policy change is shown: this long ahead, and this long after it came into force.
const CHANGE_DAYS: i64 = 60;

/// How many lines a card at the side holds.
const LINES: usize = 4;

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn whole(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

pub(super) fn way(conn: &mut AnyConn, actor: &Actor, today: NaiveDate) -> Result<Option<Way>, Fault> {
    let Some(training) = apprenticeship::training_of(conn, &actor.person, today)? else { return Ok(None) };
    let day = training.pair.row.started_on.map(|start| (today - start).num_days() + 1).filter(|day| *day > 0);
    Ok(Some(Way { training, day }))
}

/// The apprentice's next step in each item.
pub(super) fn learning(way: &Way, actor: &Actor, tasks: &mut Vec<Task>) {
    let pair = &way.training.pair;
    if pair.state == PairState::Proposed && !way.training.signed.contains(&actor.person) {
        let mut task = Task::new(Kind::SignAgreement, 1, format!("/pairs/{}", pair.row.id));
        task.detail = pair.mentor.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
        tasks.push(task);
    }
    if !pair.state.working() {
        return;
    }
    let done = way.training.boards.iter().all(|own| own.board.next == Next::Certified);
    if done && pair.state == PairState::Active && !way.training.boards.is_empty() {
        tasks.push(Task::new(Kind::Graduate, 1, format!("/pairs/{}", pair.row.id)));
    }
    let mut etiquette = false;
    for own in &way.training.boards {
        let (kind, have, need) = match own.board.next {
            Next::LogListen => (Kind::Listen, own.evidence.listened, own.need.listen),
            Next::Read => (Kind::ReadPolicies, own.evidence.confirmed, own.evidence.policies),
            Next::WhyQuiz => (Kind::WhyQuiz, 0, 0),
            Next::LogWatch => (Kind::Watch, own.evidence.watched, own.need.watch),
            // One observed round serves every item.
            Next::Etiquette if !etiquette => {
                etiquette = true;
                (Kind::Etiquette, 0, 0)
            }
            Next::AskRound if own.board.answers.is_some() => (Kind::Redo, own.passed(), own.need.rounds),
            Next::AskRound => (Kind::Practise, own.passed(), own.need.rounds),
            Next::Etiquette
            | Next::WaitForQuestions
            | Next::WaitForMentor
            | Next::WaitForSignature
            | Next::Certified => continue,
        };
        let href = apprenticeship::place(own.board.next, &own.item.slug);
        let mut task = Task::new(kind, 1, href);
        task.about.clone_from(&own.item.name);
        task.about_en.clone_from(&own.item.name_en);
        task.progress = (need > 0).then(|| (count(have), count(need)));
        task.each = Some(own.minutes());
        tasks.push(task);
    }
}

/// What waits for a mentor, and the apprentices taught.
pub(super) fn teaching(
    conn: &mut AnyConn,
    actor: &Actor,
    today: NaiveDate,
    tasks: &mut Vec<Task>,
) -> Result<Vec<Pupil>, Fault> {
    let mut grouped: BTreeMap<Kind, Task> = BTreeMap::new();
    for step in apprenticeship::next_steps(conn, actor, today)? {
        let kind = match step.key {
            "today-agree" => Kind::SignAgreement,
            "today-sign" => Kind::SignRounds,
            "today-sign-second" => Kind::SignSecond,
            "today-confirm" => Kind::ConfirmObservations,
            _ => continue,
        };
        let arg = |name: &str| {
            step.args.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let several: u32 = arg("n").parse().unwrap_or(1);
        match grouped.get_mut(&kind) {
            Some(task) => {
                task.count += several;
                // The list knows them all; the first of several is no better than the others.
                "/mentoring".clone_into(&mut task.href);
            }
            None => {
                let mut task = Task::new(kind, several, step.href);
                task.about = arg("item");
                task.about_en = arg("item_en");
                task.detail = arg("name");
                grouped.insert(kind, task);
            }
        }
    }
    tasks.extend(grouped.into_values());
    let asked = routines::waiting_for(conn, actor)?;
    tasks.push(Task::new(Kind::ObserveRoutine, count(asked), "/routines"));
    let mut pupils = Vec::new();
    for pair in apprenticeship::taught_by(conn, &actor.person, today)? {
        let Some(training) = apprenticeship::training_of(conn, &pair.row.apprentice_id, today)? else {
            continue;
        };
        pupils.push(Pupil {
            id: pair.row.id,
            name: pair.apprentice,
            next: training
                .boards
                .into_iter()
                .map(|own| (own.item.name, own.item.name_en, own.board.next))
                .collect(),
        });
    }
    Ok(pupils)
}

/// The posts somebody holds, each with its id.
pub(super) fn held(
    conn: &mut AnyConn,
    actor: &Actor,
    items: &[Item],
    today: NaiveDate,
) -> Result<Vec<(Vec<String>, HeldPost)>, Fault> {
    let rows = post_store::held_by(conn, &actor.person)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let places = post_store::items(conn)?;
    let mut out = Vec::new();
    for (id, name, name_en, kind) in rows {
        let Some(kind) = HolderKind::from_code(&kind) else { continue };
        let own: Vec<String> =
            places.iter().filter(|row| row.post_id == id).map(|row| row.item_id.clone()).collect();
        let mut lines = Vec::new();
        for item in items.iter().filter(|item| own.contains(&item.id)) {
            let holds = apprenticeship::holds(conn, &actor.person, &item.id, today)?;
            lines.push((item.name.clone(), item.name_en.clone(), holds));
        }
        out.push((own, HeldPost { name: (name, name_en), kind, items: lines }));
    }
    Ok(out)
}

/// Policy changes that touch one's items: those of the posts held and of the apprenticeship; for who has
/// neither, all of them.
pub(super) fn changes(
    conn: &mut AnyConn,
    actor: &Actor,
    items: &[Item],
    way: Option<&Way>,
    held: &[(Vec<String>, HeldPost)],
    today: NaiveDate,
    tasks: &mut Vec<Task>,
) -> Result<Vec<Change>, Fault> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut mine: BTreeSet<&str> = held.iter().flat_map(|(ids, _)| ids.iter().map(String::as_str)).collect();
    mine.extend(way.iter().flat_map(|way| way.training.boards.iter().map(|own| own.item.id.as_str())));
    let span = Duration::days(CHANGE_DAYS);
    let versions = corpus::changes(conn, today - span, today + span)?;
    let ids: Vec<String> = versions.iter().map(|version| version.version_id.clone()).collect();
    let read = corpus::confirmed(conn, &actor.person, &ids)?;
    let mut changes = Vec::new();
    for version in versions {
        let touched: Vec<&Item> = items
            .iter()
            .filter(|item| item.content.policies.contains(&version.doc_key))
            .filter(|item| mine.is_empty() || mine.contains(item.id.as_str()))
            .collect();
        if touched.is_empty() {
            continue;
        }
        let read = read.contains(&version.version_id);
        // An apprentice reads it in 学, which opens again by itself.
        if !read && !mine.is_empty() && way.is_none() && version.effective_from <= today {
            let mut task = Task::new(Kind::ReadChange, 1, format!("/policies/{}", version.doc_key));
            task.about.clone_from(&version.title);
            task.about_en.clone_from(&version.title);
            tasks.push(task);
        }
        let names = touched.iter().map(|item| (item.name.clone(), item.name_en.clone())).collect();
        changes.push(Change { version, items: names, read });
    }
    changes.truncate(LINES);
    Ok(changes)
}

pub(super) fn own_cases(
    conn: &mut AnyConn,
    actor: &Actor,
    tasks: &mut Vec<Task>,
) -> Result<Vec<CaseLine>, Fault> {
    let cases = screening::own_cases(conn, actor, 20)?;
    let open: Vec<_> = cases.iter().filter(|case| case.waits_for_submitter()).collect();
    if let Some(first) = open.first() {
        let href = if open.len() == 1 { format!("/screening/{}", first.id) } else { "/screening".to_owned() };
        let mut task = Task::new(Kind::LookAtCases, count(open.len()), href);
        task.detail.clone_from(&first.code);
        tasks.push(task);
    }
    Ok(cases
        .into_iter()
        .filter(|case| case.state() != screening::CaseState::Closed)
        .take(LINES)
        .map(|case| CaseLine {
            state: case.state(),
            queued: case.queued_at.is_some(),
            worth_a_look: case.findings > 0,
            at: case.received_at,
            code: case.code,
            id: case.id,
        })
        .collect())
}

pub(super) fn review_queue(
    conn: &mut AnyConn,
    actor: &Actor,
    now: Moment,
    tasks: &mut Vec<Task>,
) -> Result<(i64, Option<Moment>), Fault> {
    let (waiting, oldest) = screening::queue_size(conn, actor, now)?;
    tasks.push(Task::new(Kind::ReviewCases, whole(waiting), "/review"));
    Ok((waiting, oldest))
}

pub(super) fn stewardship(
    conn: &mut AnyConn,
    actor: &Actor,
    today: NaiveDate,
    tasks: &mut Vec<Task>,
) -> Result<(), Fault> {
    let stale = quizzes::stale_questions(conn)?;
    tasks.push(Task::new(Kind::StaleQuestions, whole(stale), "/questions?state=stale"));
    let waiting = keeping::stale(conn, actor, today)?;
    tasks.push(Task::new(Kind::StaleKnowledge, count(waiting.count()), "/upkeep"));
    let due = corpus::reviews_due_on(conn, today)?;
    if let Some(first) = due.first() {
        let mut task = Task::new(Kind::ReviewPolicies, count(due.len()), "/reviews");
        task.about.clone_from(&first.title);
        task.about_en.clone_from(&first.title);
        tasks.push(task);
    }
    let lists = [
        (
            Kind::ApproveDrafts,
            corpus::drafts_to_approve(conn, actor)?,
            "/policies/drafts",
            "/policies/drafts",
        ),
        (Kind::DecideNotes, corpus::notes_to_decide(conn, actor)?, "/notes", "/notes?of=offered"),
    ];
    for (kind, list, one, all) in lists {
        if let Some((id, title)) = list.first() {
            let href = if list.len() == 1 { format!("{one}/{id}") } else { all.to_owned() };
            let mut task = Task::new(kind, count(list.len()), href);
            task.about.clone_from(title);
            tasks.push(task);
        }
    }
    let grants = apprenticeship::grants_waiting(conn, actor)?;
    tasks.push(Task::new(Kind::Approve, count(grants), "/teaching"));
    Ok(())
}

/// Questions among colleagues: those of one's items without an answer, one's own with one, and the shelf.
pub(super) fn asked(
    conn: &mut AnyConn,
    actor: &Actor,
    today: NaiveDate,
    tasks: &mut Vec<Task>,
) -> Result<(), Fault> {
    let waiting = threads::waiting(conn, actor, today)?;
    let lists = [
        (Kind::AnswerThreads, waiting.to_answer, "/asks"),
        (Kind::AcceptAnswers, waiting.to_accept, "/asks?of=mine"),
        (Kind::ShelveAnswers, waiting.to_shelve, "/asks?of=shelf"),
    ];
    for (kind, list, all) in lists {
        if let Some((id, question)) = list.first() {
            let href = if list.len() == 1 { format!("/asks/{id}") } else { all.to_owned() };
            let mut task = Task::new(kind, count(list.len()), href);
            task.about.clone_from(question);
            tasks.push(task);
        }
    }
    Ok(())
}

/// Gaps of next month, who stands still, and who waits for whom.
pub(super) fn managing(
    conn: &mut AnyConn,
    actor: &Actor,
    zone: Zone,
    today: NaiveDate,
    tasks: &mut Vec<Task>,
) -> Result<Vec<Waiting>, Fault> {
    let office = posts::office_of(conn, actor)?;
    let month = Month::of(today).next();
    let lines = overview::cover(conn, &office, month, today)?;
    // Places, as the reports count them: an item without A and B lacks two.
    let open: u32 = lines.iter().map(|line| line.cover.gaps()).sum();
    tasks.push(Task::new(Kind::CloseGaps, open, "/reports#cover"));
    let trainings = apprenticeship::in_training(conn, office.department(), today)?;
    let stuck = overview::standing_still(&trainings, zone, today);
    let mut task = Task::new(Kind::HelpStuck, count(stuck.len()), "/reports#stuck");
    task.detail = stuck.first().map(|line| line.name.clone()).unwrap_or_default();
    tasks.push(task);
    let mut waiting = Vec::new();
    for training in &trainings {
        for own in &training.boards {
            if matches!(own.board.next, Next::WaitForMentor | Next::WaitForSignature | Next::WaitForQuestions)
            {
                waiting.push(Waiting {
                    name: training.pair.apprentice.clone(),
                    whom: (own.board.next == Next::WaitForMentor)
                        .then(|| training.pair.mentor.as_ref().map(|(_, name)| name.clone()))
                        .flatten(),
                    item: (own.item.name.clone(), own.item.name_en.clone()),
                    next: own.board.next,
                    href: format!("/pairs/{}", training.pair.row.id),
                });
            }
        }
    }
    Ok(waiting)
}

pub(super) fn feedback(conn: &mut AnyConn, actor: &Actor, tasks: &mut Vec<Task>) -> Result<(), Fault> {
    if actor.may(Permission::AnswerFeedback) {
        let open = notifications::open_feedback(conn)?;
        tasks.push(Task::new(Kind::AnswerFeedback, whole(open), "/feedback/queue"));
    }
    Ok(())
}

pub(super) fn health(conn: &mut AnyConn, actor: &Actor, tasks: &mut Vec<Task>) -> Result<Health, Fault> {
    let counts = jobs::counts(conn)?;
    let of = |state: &str| counts.iter().find(|(s, _)| s == state).map_or(0, |(_, n)| *n);
    let parked = of("parked");
    if actor.may(Permission::ManageAccounts) {
        tasks.push(Task::new(Kind::ParkedJobs, whole(parked), "/jobs"));
    }
    let administrators: Vec<_> = accounts::people(conn, None)?
        .into_iter()
        .filter(|(person, roles)| person.disabled_at.is_none() && roles.iter().any(Role::is_administrator))
        .collect();
    let with = administrators.iter().filter(|(person, _)| person.has_second_factor()).count();
    Ok(Health {
        jobs: [of("ready"), of("running"), parked],
        factors: (with, administrators.len() - with),
        entries: audit::head(conn)?.seq,
    })
}
