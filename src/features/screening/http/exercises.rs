//! Find the place: the library, an exercise and its result, and the page on which one is made.

use std::collections::BTreeSet;

use actix_web::web::{Data, Path};
use askama::Template;

use super::super::model::Exercise;
use super::super::service::{self, ExerciseFile, NewExercise};
use super::super::spotting::{COLUMNS, FINE_COLUMNS, Grid, MOST_MARKS};
use super::casefile::stored;
use super::rules_page::place_of;
use super::words::{self, Tag};
use crate::forensics::Region;
use crate::forensics::synth::EditKind;
use crate::kernel::permission::Needs;
use crate::kernel::{Id, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, no_store, see_other};

/// Edits a page can be drawn with.
pub(super) const EDITS: [EditKind; 4] =
    [EditKind::CopyMove, EditKind::Splice, EditKind::Erase, EditKind::Retype];

pub(super) struct Listed {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) rule: String,
    pub(super) tag: Tag,
}

struct RecordView {
    name: String,
    what: String,
}

#[derive(Template)]
#[template(path = "features/screening/pages/exercises.html")]
struct ListPage {
    page: Chrome,
    errors: FormErrors,
    published: Vec<Listed>,
    making: Vec<Listed>,
    own: String,
    apprentices: Vec<RecordView>,
    may: bool,
    edits: Vec<(&'static str, String)>,
    typed: NewExercise,
}

fn record(t: &Texts, record: &service::Record) -> String {
    if record.exercises == 0 {
        return t.get("exercise-record-none");
    }
    t.with("exercise-record", &[("n", &record.exercises), ("tries", &record.tries), ("mean", &record.mean)])
}

fn state_tag(t: &Texts, exercise: &Exercise) -> Tag {
    match exercise.state.as_str() {
        "draft" => Tag::new("", "", t.get("exercise-state-draft")),
        "waiting" => Tag::new("tag-info", "clock", t.get("exercise-state-waiting")),
        "retired" => Tag::new("", "", t.get("exercise-state-retired")),
        _ => Tag::new("tag-ok", "check", t.get("exercise-state-published")),
    }
}

pub(super) async fn list_of<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    errors: FormErrors,
    typed: NewExercise,
) -> Answer {
    let (actor, today) = (who.actor().clone(), site.today());
    let list = site.db.read(move |conn| service::exercise_list(conn, &actor, today)).await?;
    let page = Chrome::new(who, "exercise-title", place_of(who.actor()));
    let t = page.t;
    let shown = ListPage {
        published: list
            .published
            .iter()
            .map(|(exercise, best, tries)| Listed {
                id: exercise.id.clone(),
                title: exercise.title.clone(),
                rule: words::rule_name(&t, &exercise.rule),
                tag: match best {
                    None => Tag::new("", "", t.get("exercise-not-tried")),
                    Some(best) => Tag::new(
                        if *best >= 80 { "tag-ok" } else { "tag-info" },
                        if *best >= 80 { "check" } else { "" },
                        t.with("exercise-best", &[("best", best), ("tries", tries)]),
                    ),
                },
            })
            .collect(),
        making: list
            .making
            .iter()
            .map(|exercise| Listed {
                id: exercise.id.clone(),
                title: exercise.title.clone(),
                rule: words::rule_name(&t, &exercise.rule),
                tag: state_tag(&t, exercise),
            })
            .collect(),
        own: record(&t, &list.own),
        apprentices: list
            .apprentices
            .iter()
            .map(|one| RecordView { name: one.name.clone(), what: record(&t, one) })
            .collect(),
        may: who.actor().may(Permission::MakeExercises),
        edits: EDITS
            .iter()
            .map(|edit| (edit.name(), t.get(&format!("exercise-edit-{}", edit.name()))))
            .collect(),
        typed,
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

pub(super) async fn list_page(who: Allow<perm::OwnLearning>, site: Data<Site>) -> Answer {
    list_of(&who, &site, FormErrors::default(), NewExercise::default()).await
}

pub(super) fn typed(form: &Fields) -> NewExercise {
    NewExercise { title: form.exact("title").to_owned(), explanation: form.exact("explanation").to_owned() }
}

pub(super) fn cells(form: &Fields) -> BTreeSet<u32> {
    form.all("cell").filter_map(|cell| cell.parse().ok()).collect()
}

struct Cell {
    n: u32,
    on: bool,
    words: String,
}

fn grid_of(t: &Texts, grid: &Grid, on: &BTreeSet<u32>) -> Vec<Cell> {
    (0..grid.cells())
        .map(|n| {
            let (row, column) = grid.place(n);
            let words = t.with("exercise-cell", &[("row", &row), ("column", &column)]);
            Cell { n, on: on.contains(&n), words }
        })
        .collect()
}

struct Outcome {
    score: String,
    good: bool,
    found: String,
    marks: Vec<Region>,
}

#[derive(Template)]
#[template(path = "features/screening/pages/exercise.html")]
struct ExercisePage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    title: String,
    rule: String,
    rule_title: String,
    width: i32,
    height: i32,
    cells: Vec<Cell>,
    scoring: String,
    result: Option<Outcome>,
    truth: Vec<Region>,
    stroke: u32,
    explanation: String,
    other: String,
    may_retire: bool,
}

#[derive(Template)]
#[template(path = "features/screening/pages/exercise_make.html")]
struct MakePage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    rule_title: String,
    tag: Tag,
    author: String,
    own: bool,
    drawn: bool,
    waiting: bool,
    width: i32,
    height: i32,
    cells: Vec<Cell>,
    truth: Vec<Region>,
    stroke: u32,
    typed: NewExercise,
    /// What a second person approves, see `Exercise::seen`.
    seen: String,
}

pub(super) async fn show<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    id: &str,
    shown: Option<String>,
    errors: FormErrors,
    kept: Option<(BTreeSet<u32>, NewExercise)>,
) -> Answer {
    let (actor, wanted) = (who.actor().clone(), id.to_owned());
    let file =
        site.db.read(move |conn| service::exercise_file(conn, &actor, &wanted, shown.as_deref())).await?;
    match file.exercise.state.as_str() {
        "published" | "retired" => exercise_page(who, &file, errors, kept),
        _ => make_page(who, &file, errors, kept),
    }
}

fn exercise_page<P: Needs>(
    who: &Allow<P>,
    file: &ExerciseFile,
    errors: FormErrors,
    kept: Option<(BTreeSet<u32>, NewExercise)>,
) -> Answer {
    let exercise = &file.exercise;
    let page = Chrome::titled(who, exercise.title.clone(), place_of(who.actor()));
    let t = page.t;
    let grid = Grid::over(exercise.size(), COLUMNS);
    let marked = kept.map(|(cells, _)| cells).unwrap_or_default();
    let alternative = format!("alternative-{}", exercise.rule.replace('.', "-"));
    let shown = ExercisePage {
        id: exercise.id.clone(),
        title: exercise.title.clone(),
        rule: exercise.rule.clone(),
        rule_title: words::rule_name(&t, &exercise.rule),
        width: exercise.width,
        height: exercise.height,
        cells: grid_of(&t, &grid, &marked),
        scoring: t.with("exercise-how-score", &[("n", &MOST_MARKS)]),
        result: file.shown.as_ref().map(|one| Outcome {
            score: t.with("exercise-score", &[("score", &one.score)]),
            good: one.score >= 80,
            found: t.with(
                "exercise-found",
                &[("found", &one.found), ("places", &one.places), ("extra", &one.extra)],
            ),
            marks: one.cells().into_iter().map(|cell| grid.region(cell)).collect(),
        }),
        truth: exercise.truth(),
        stroke: (exercise.size().0 / 160).max(2),
        explanation: exercise.explanation.clone(),
        other: t.try_with(&alternative, &[]).unwrap_or_else(|| t.get("screening-alternative-plain")),
        may_retire: exercise.state == "published" && who.actor().may(Permission::MakeExercises),
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

fn make_page<P: Needs>(
    who: &Allow<P>,
    file: &ExerciseFile,
    errors: FormErrors,
    kept: Option<(BTreeSet<u32>, NewExercise)>,
) -> Answer {
    let exercise = &file.exercise;
    let page = Chrome::titled(who, exercise.title.clone(), place_of(who.actor()));
    let t = page.t;
    let grid = Grid::over(exercise.size(), FINE_COLUMNS);
    let (on, typed) = kept.unwrap_or_else(|| {
        let on = exercise.boxes().iter().flat_map(|place| grid.of(place)).collect();
        let words = NewExercise { title: exercise.title.clone(), explanation: exercise.explanation.clone() };
        (on, words)
    });
    let drawn = exercise.case_id.is_none();
    let shown = MakePage {
        id: exercise.id.clone(),
        rule_title: words::rule_name(&t, &exercise.rule),
        tag: state_tag(&t, exercise),
        author: file.author.clone(),
        own: file.own,
        drawn,
        waiting: exercise.state == "waiting",
        width: exercise.width,
        height: exercise.height,
        cells: if file.own && !drawn { grid_of(&t, &grid, &on) } else { Vec::new() },
        truth: exercise.truth(),
        stroke: (exercise.size().0 / 160).max(2),
        typed,
        seen: exercise.seen(),
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

pub(super) async fn page(
    who: Allow<perm::OwnLearning>,
    id: Path<Id>,
    query: Fields,
    site: Data<Site>,
) -> Answer {
    let shown = Some(query.one("try").to_owned()).filter(|one| !one.is_empty());
    show(&who, &site, &id, shown, FormErrors::default(), None).await
}

pub(super) async fn picture(who: Allow<perm::OwnLearning>, id: Path<Id>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let blob = site.db.write(move |tx| service::exercise_picture(tx, &actor, &id)).await?;
    no_store(stored(&site, &blob).await?, "image/png")
}

pub(super) async fn attempt(
    who: Allow<perm::OwnLearning>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let marks = cells(&form);
    let (actor, wanted, sent) = (who.actor().clone(), id.clone(), marks.clone());
    match site.db.write(move |tx| service::try_exercise(tx, &actor, &wanted, &sent)).await {
        Ok(one) => see_other(&format!("/exercises/{id}?try={one}#result")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &id, None, errors, Some((marks, NewExercise::default()))).await
        }
    }
}
