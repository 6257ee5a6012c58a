//! The library of exercises: what is there to be tried, what somebody marked, and the records.

use std::collections::BTreeSet;

use super::super::model::{Exercise, Try};
use super::super::spotting::{self, COLUMNS, Grid, MOST_MARKS, Score};
use super::super::store::{self, Scope};
use super::reading::{Look, look};
use super::teaching::in_making;
use crate::features::audit::{self, Entry, Kind};
use crate::features::{accounts, apprenticeship};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Whether somebody may see this exercise at all: what is published, everybody; what was, who tried it; what is
/// being made, its makers.
fn visible(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<Exercise, Fault> {
    let exercise = store::exercise(conn, id)?;
    if exercise.state == "published" {
        return Ok(exercise);
    }
    if exercise.state == "retired" {
        let tried = store::tries(conn, std::slice::from_ref(&actor.person))?;
        if tried.iter().any(|one| one.exercise_id == exercise.id) {
            return Ok(exercise);
        }
    }
    if actor.may(Permission::MakeExercises) { in_making(conn, actor, id) } else { Err(Fault::missing()) }
}

/// An exercise with the reader's try, when one is asked for.
#[derive(Debug, Clone)]
pub struct ExerciseFile {
    /// The exercise.
    pub exercise: Exercise,
    /// The try shown.
    pub shown: Option<Try>,
    /// Name of the author.
    pub author: String,
    /// Whether the reader made it.
    pub own: bool,
}

/// An exercise; with `shown`, what the reader marked in that try.
///
/// # Errors
/// Missing for what one may not see.
pub fn exercise_file(
    conn: &mut AnyConn,
    actor: &Actor,
    id: &str,
    shown: Option<&str>,
) -> Result<ExerciseFile, Fault> {
    let exercise = visible(conn, actor, id)?;
    let shown = shown.map(|shown| store::own_try(conn, &actor.person, id, shown)).transpose()?;
    let author = accounts::names(conn)?.remove(&exercise.author_id).unwrap_or_default();
    Ok(ExerciseFile { own: exercise.author_id == actor.person, exercise, shown, author })
}

/// The picture of an exercise; for its author before it is covered, the page it is made of. That look is put on
/// record.
///
/// # Errors
/// Missing for what one may not see.
pub fn exercise_picture(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<String, Fault> {
    let exercise = visible(tx.conn, actor, id)?;
    if let Some(picture) = exercise.picture {
        return Ok(picture);
    }
    let (Some(case), Some(page)) = (exercise.case_id, exercise.page) else { return Err(Fault::missing()) };
    look(tx, actor, &case, Look::Picture)?;
    Ok(store::page(tx.conn, &case, page)?.preview)
}

/// Scores what a learner marked and puts it into the learner's record.
///
/// # Errors
/// An input fault without marks or with too many; missing for what is not published.
pub fn try_exercise(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    cells: &BTreeSet<u32>,
) -> Result<String, Fault> {
    let exercise = store::exercise(tx.conn, id)?;
    if exercise.state != "published" {
        return Err(Fault::missing());
    }
    let grid = Grid::over(exercise.size(), COLUMNS);
    if cells.is_empty() || cells.iter().any(|cell| *cell >= grid.cells()) {
        return Err(Fault::field("cells", "exercise-mark-one"));
    }
    if cells.len() > MOST_MARKS {
        return Err(Fault::field("cells", "exercise-marks-many"));
    }
    let Score { points, found, places, extra } = spotting::score(&grid, &exercise.truth(), cells);
    let row = Try {
        id: tx.id(),
        exercise_id: exercise.id.clone(),
        person_id: actor.person.clone(),
        cells: serde_json::to_string(cells).map_err(Fault::ours)?,
        score: points,
        found: super::count(found),
        places: super::count(places),
        extra: super::count(extra),
        tried_at: tx.at,
    };
    store::insert_try(tx, &row)?;
    let entry = Entry::new(Kind("exercise.tried"), "screening_exercise", &exercise.id).fact("score", points);
    audit::record(tx, actor, entry)?;
    Ok(row.id)
}

/// A person's record of exercises.
#[derive(Debug, Clone)]
pub struct Record {
    /// Who.
    pub name: String,
    /// Exercises tried.
    pub exercises: usize,
    /// Tries.
    pub tries: usize,
    /// The mean of the best score of each, 0 to 100.
    pub mean: i32,
}

/// Everything the list of exercises shows.
#[derive(Debug, Clone)]
pub struct ExerciseList {
    /// Published ones, with the reader's best score and number of tries.
    pub published: Vec<(Exercise, Option<i32>, usize)>,
    /// What is being made and may be seen.
    pub making: Vec<Exercise>,
    /// The reader's own record.
    pub own: Record,
    /// Those of the reader's apprentices.
    pub apprentices: Vec<Record>,
}

fn record(name: String, tries: &[&Try]) -> Record {
    let mut best = std::collections::BTreeMap::new();
    for one in tries {
        let known = best.entry(one.exercise_id.as_str()).or_insert(one.score);
        *known = (*known).max(one.score);
    }
    let count = i32::try_from(best.len()).unwrap_or(i32::MAX);
    let mean = if count == 0 { 0 } else { best.values().sum::<i32>() / count };
    Record { name, exercises: best.len(), tries: tries.len(), mean }
}

/// The library, one's own record, and that of one's apprentices.
///
/// # Errors
/// When the database fails.
pub fn exercise_list(
    conn: &mut AnyConn,
    actor: &Actor,
    today: chrono::NaiveDate,
) -> Result<ExerciseList, Fault> {
    let taught: Vec<(String, String)> = if actor.may(Permission::SignRound) {
        let pairs = apprenticeship::taught_by(conn, &actor.person, today)?;
        pairs.into_iter().map(|pair| (pair.row.apprentice_id, pair.apprentice)).collect()
    } else {
        Vec::new()
    };
    let people: Vec<String> =
        std::iter::once(actor.person.clone()).chain(taught.iter().map(|(id, _)| id.clone())).collect();
    let tries = store::tries(conn, &people)?;
    let of = |person: &str| tries.iter().filter(|one| one.person_id == person).collect::<Vec<_>>();
    let mine = of(&actor.person);
    let mut making = Vec::new();
    if actor.may(Permission::MakeExercises) {
        for exercise in store::exercises(conn, &["draft", "waiting"])? {
            let seen = match &exercise.case_id {
                Some(case) => store::case(conn, &Scope::of(actor), case).is_ok(),
                None => true,
            };
            if seen && (exercise.state == "waiting" || exercise.author_id == actor.person) {
                making.push(exercise);
            }
        }
    }
    Ok(ExerciseList {
        published: store::exercises(conn, &["published"])?
            .into_iter()
            .map(|exercise| {
                let own: Vec<i32> =
                    mine.iter().filter(|one| one.exercise_id == exercise.id).map(|one| one.score).collect();
                (exercise, own.iter().copied().max(), own.len())
            })
            .collect(),
        making,
        own: record(actor.name.clone(), &mine),
        apprentices: taught.into_iter().map(|(id, name)| record(name, &of(&id))).collect(),
    })
}
