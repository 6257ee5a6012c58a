//! What a manager plans by: who may work which item alone, where cover is thin, who stands still and why, how
//! far people are, how ready each window is, what is hard for many, what screening comes to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};

pub use super::overview_model::{Able, CoverLine, Figure, Names, Numbers, Overview, Ready, Still, Weak};
use super::posts;
use crate::features::apprenticeship::{self, PairState, Stage, StageState, Training};
use crate::features::reports::model::Post;
use crate::features::reports::rules::cover::{self, Cover, Kind, Licence, Month};
use crate::features::reports::rules::group;
use crate::features::reports::rules::office::Office;
use crate::features::reports::rules::standstill::{self, Step};
use crate::features::{accounts, corpus, screening};
use crate::kernel::clock::Zone;
use crate::kernel::{Actor, Fault, Moment, Permission, Role};
use crate::platform::db::AnyConn;

/// Rounds and screening are counted over this many days, beside as many before.
pub const PERIOD_DAYS: i64 = 30;

/// Marks of rubrics are gathered over this many days, so that groups grow large enough to be told.
pub const MARKS_DAYS: i64 = 180;

/// Months of the line of passed rounds, the present one included.
const MONTHS: u32 = 6;

/// From this level on ("done") a criterion counts as met.
const MET: u8 = 3;

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn figure(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Certificates that hold on a day, as far as cover needs them.
fn licences(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<(Licence, i32)>, Fault> {
    Ok(apprenticeship::valid_rows(conn, day)?
        .into_iter()
        .map(|row| (Licence { person: row.person_id, item: row.item_id, expires: row.expires_on }, row.level))
        .collect())
}

fn cover_of(
    posts: &[Post],
    items: &BTreeMap<String, Names>,
    names: &BTreeMap<String, String>,
    licences: &[Licence],
    month: Month,
) -> Vec<CoverLine> {
    let mut lines = Vec::new();
    for post in posts {
        for item in &post.items {
            let holder = |kind| post.holder(kind).map(|h| h.person.as_str());
            let standing = |kind| cover::standing(holder(kind), item, licences, month);
            let name = |kind| holder(kind).and_then(|id| names.get(id).cloned());
            lines.push(CoverLine {
                post: (post.name.clone(), post.name_en.clone()),
                item: items.get(item).cloned().unwrap_or_default(),
                a: name(Kind::A),
                b: name(Kind::B),
                cover: Cover { a: standing(Kind::A), b: standing(Kind::B) },
            });
        }
    }
    lines
}

/// Cover of the posts of an office in a month, from the certificates valid on `day`.
///
/// # Errors
/// When the database fails.
pub fn cover(
    conn: &mut AnyConn,
    office: &Office,
    month: Month,
    day: NaiveDate,
) -> Result<Vec<CoverLine>, Fault> {
    let posts = posts::posts(conn, office.department())?;
    let items = item_names(conn)?;
    let names = accounts::names(conn)?;
    let licences: Vec<Licence> = licences(conn, day)?.into_iter().map(|(licence, _)| licence).collect();
    Ok(cover_of(&posts, &items, &names, &licences, month))
}

fn item_names(conn: &mut AnyConn) -> Result<BTreeMap<String, Names>, Fault> {
    Ok(corpus::items(conn)?.into_iter().map(|item| (item.id, (item.name, item.name_en))).collect())
}

/// The step somebody works at in one item, with everything before it done.
fn step_of(own: &apprenticeship::ItemBoard) -> Step {
    let done = |stage: Stage| own.board.stage(stage).state == StageState::Done;
    if !done(Stage::Listen) {
        Step::Listen
    } else if !done(Stage::Learn) {
        Step::Learn
    } else if !done(Stage::Watch) {
        Step::Watch
    } else if !done(Stage::Practice) {
        Step::Practice
    } else {
        Step::Alone
    }
}

/// The last day on which something was noted in an item.
fn last_noted(training: &Training, own: &apprenticeship::ItemBoard, zone: Zone) -> Option<NaiveDate> {
    let log =
        own.log.iter().map(|(row, word)| word.as_ref().map_or(row.created_at, |w| w.at.max(row.created_at)));
    let rounds = own.rounds.iter().map(|(round, signed)| {
        signed.iter().map(|s| s.signed_at).max().map_or(round.created_at, |at| at.max(round.created_at))
    });
    log.chain(rounds).max().map(|at| zone.day(at)).or(training.pair.row.started_on)
}

/// Who stands still, by step, then by name: never by how far somebody is.
#[must_use]
pub fn standing_still(trainings: &[Training], zone: Zone, day: NaiveDate) -> Vec<Still> {
    let mut still = Vec::new();
    for training in trainings.iter().filter(|training| training.pair.state.working()) {
        for own in &training.boards {
            let step = step_of(own);
            let Some(last) = last_noted(training, own, zone) else { continue };
            let Some(days) = standstill::days(last, day) else { continue };
            let stage = match step {
                Step::Listen => Stage::Listen,
                Step::Learn => Stage::Learn,
                Step::Watch => Stage::Watch,
                Step::Practice => Stage::Practice,
                Step::Alone => continue,
            };
            let view = own.board.stage(stage);
            let gates =
                if view.state == StageState::Locked { view.opens.iter() } else { view.completes.iter() };
            still.push(Still {
                pair: training.pair.row.id.clone(),
                name: training.pair.apprentice.clone(),
                item: (own.item.name.clone(), own.item.name_en.clone()),
                step,
                last,
                days,
                gates: gates
                    .filter(|gate| !gate.met())
                    .map(|gate| (gate.key, gate.have, gate.need))
                    .collect(),
            });
        }
    }
    still.sort_by(|a, b| (a.step, &a.name, &a.item).cmp(&(b.step, &b.name, &b.item)));
    still
}

/// Gathers the manager's page.
///
/// # Errors
/// A refusal for who may not see reports; when the database fails.
pub fn overview(conn: &mut AnyConn, actor: &Actor, zone: Zone, now: Moment) -> Result<Overview, Fault> {
    actor.need(Permission::SeeReports)?;
    let day = zone.day(now);
    let office = posts::office_of(conn, actor)?;
    let items = corpus::items(conn)?;
    let by_id: BTreeMap<String, Names> =
        items.iter().map(|i| (i.id.clone(), (i.name.clone(), i.name_en.clone()))).collect();
    let names = accounts::names(conn)?;
    let people: Vec<(String, String)> = accounts::people(conn, office.department())?
        .into_iter()
        .filter(|(person, roles)| person.disabled_at.is_none() && works(*roles))
        .map(|(person, _)| (person.id, person.name))
        .collect();
    let posts = posts::posts(conn, office.department())?;
    let valid = licences(conn, day)?;
    let licences_now: Vec<Licence> = valid.iter().map(|(licence, _)| licence.clone()).collect();
    let this_month = Month::of(day);
    let month = this_month.next();
    let cover = cover_of(&posts, &by_id, &names, &licences_now, month);
    let trainings = apprenticeship::in_training(conn, office.department(), day)?;
    let period = Duration::days(PERIOD_DAYS);
    let first = months_before(this_month, MONTHS - 1);
    let start = first.first.and_hms_opt(0, 0, 0).map_or(now, |local| zone.moment(local));
    let passed = apprenticeship::passed_at(conn, office.department(), start.min(now - period - period), now)?;
    let rounds =
        |until: Moment| figure(passed.iter().filter(|at| **at >= until - period && **at < until).count());
    let month_end = this_month.first - Duration::days(1);
    let before: Vec<Licence> = licences(conn, month_end)?.into_iter().map(|(licence, _)| licence).collect();
    let gaps = |lines: &[CoverLine]| lines.iter().map(|line| i64::from(line.cover.gaps())).sum();
    let numbers = Numbers {
        able: Figure { now: able_people(&people, &licences_now), before: able_people(&people, &before) },
        gaps: Figure {
            now: gaps(&cover),
            before: gaps(&cover_of(&posts, &by_id, &names, &licences_now, this_month)),
        },
        training: Figure {
            now: figure(trainings.iter().filter(|t| t.pair.state.working()).count()),
            before: figure(trainings.iter().filter(|t| t.pair.row.created_at < now - period).count()),
        },
        rounds: Figure { now: rounds(now), before: rounds(now - period) },
    };
    let reached: Vec<usize> = trainings
        .iter()
        .flat_map(|t| t.boards.iter().map(move |own| (t, own)))
        .map(|(t, own)| {
            let done = |stage| own.board.stage(stage).state == StageState::Done;
            let alone =
                licences_now.iter().any(|l| l.person == t.pair.row.apprentice_id && l.item == own.item.id);
            let [listen, learn, watch, practice] = Stage::ALL.map(done);
            standstill::reached([listen, learn, watch, practice, alone])
        })
        .collect();
    let funnel = standstill::funnel(&reached);
    let office_names = match office.department() {
        None => None,
        Some(id) => {
            accounts::departments(conn)?.into_iter().find(|d| d.id == id).map(|d| (d.name, d.name_en))
        }
    };
    Ok(Overview {
        office: office_names,
        month,
        numbers,
        months: (0..MONTHS)
            .map(|n| {
                let of = months_before(this_month, MONTHS - 1 - n);
                let within =
                    passed.iter().map(|at| zone.day(*at)).filter(|day| *day >= of.first && *day < of.end);
                (of.first, count(within.count()))
            })
            .collect(),
        able: able(&people, &items, &valid),
        ready: ready(conn, &posts, &licences_now, &trainings)?,
        weak: weak(conn, &office, &items, now)?,
        screening: [
            screening::figures(conn, office.department(), now - period, now)?,
            screening::figures(conn, office.department(), now - period - period, now - period)?,
        ],
        items: items.into_iter().map(|i| (i.name, i.name_en)).collect(),
        still: standing_still(&trainings, zone, day),
        cover,
        funnel,
    })
}

/// The month so many before another.
fn months_before(month: Month, n: u32) -> Month {
    Month::of(month.first.checked_sub_months(chrono::Months::new(n)).unwrap_or(month.first))
}

/// Whether somebody stands at a window or will.
fn works(roles: crate::kernel::Roles) -> bool {
    [Role::Apprentice, Role::Mentor, Role::Reviewer, Role::Clerk, Role::BankAgent]
        .into_iter()
        .any(|role| roles.contains(role))
}

fn able_people(people: &[(String, String)], licences: &[Licence]) -> i64 {
    figure(people.iter().filter(|(id, _)| licences.iter().any(|l| l.person == *id)).count())
}

/// People by name, never by what they hold.
fn able(people: &[(String, String)], items: &[corpus::Item], valid: &[(Licence, i32)]) -> Vec<Able> {
    let mut able: Vec<Able> = people
        .iter()
        .map(|(id, name)| Able {
            name: name.clone(),
            levels: items
                .iter()
                .map(|item| {
                    valid
                        .iter()
                        .filter(|(l, _)| l.person == *id && l.item == item.id)
                        .map(|(l, level)| (*level, l.expires))
                        .max()
                })
                .collect(),
        })
        .collect();
    able.sort_by(|a, b| a.name.cmp(&b.name));
    able
}

fn ready(
    conn: &mut AnyConn,
    posts: &[Post],
    licences: &[Licence],
    trainings: &[Training],
) -> Result<Vec<Ready>, Fault> {
    let everybody = accounts::people(conn, None)?;
    Ok(posts
        .iter()
        .filter(|post| !post.items.is_empty())
        .map(|post| {
            let mut people = [0; 3];
            let own = everybody.iter().filter(|(person, roles)| {
                person.department_id == post.department && person.disabled_at.is_none() && works(*roles)
            });
            for (person, _) in own {
                let held = post
                    .items
                    .iter()
                    .filter(|item| licences.iter().any(|l| l.person == person.id && l.item == **item))
                    .count();
                let training = trainings
                    .iter()
                    .filter(|t| t.pair.row.apprentice_id == person.id && t.pair.state != PairState::Proposed)
                    .any(|t| t.boards.iter().any(|own| post.items.contains(&own.item.id)));
                let place = if held == post.items.len() {
                    0
                } else if held > 0 || training {
                    1
                } else {
                    2
                };
                people[place] += 1;
            }
            Ready { post: (post.name.clone(), post.name_en.clone()), people }
        })
        .collect())
}

fn weak(
    conn: &mut AnyConn,
    office: &Office,
    items: &[corpus::Item],
    now: Moment,
) -> Result<Vec<(Names, Vec<Weak>)>, Fault> {
    let marks = apprenticeship::marks(conn, office.department(), now - Duration::days(MARKS_DAYS), now)?;
    Ok(items
        .iter()
        .map(|item| {
            let criteria = item
                .content
                .rubric
                .criteria
                .iter()
                .map(|criterion| {
                    let own: Vec<_> =
                        marks.iter().filter(|m| m.item == item.id && m.criterion == criterion.key).collect();
                    let people: BTreeSet<&str> = own.iter().map(|m| m.apprentice.as_str()).collect();
                    let met = own.iter().filter(|m| m.level >= MET).count();
                    Weak {
                        criterion: (criterion.name.clone(), criterion.name_en.clone()),
                        share: group::share(count(met), count(own.len()), count(people.len())),
                    }
                })
                .collect();
            ((item.name.clone(), item.name_en.clone()), criteria)
        })
        .collect())
}
