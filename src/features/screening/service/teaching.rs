//! The case library: confirmed places of closed cases, with everything personal covered for good, and drawn
//! pages, as exercises in finding the place.

use std::collections::BTreeSet;

use super::super::model::{Case, Exercise, FindingRow, Page};
use super::super::papers::is_personal;
use super::super::rules::{CaseState, Outcome};
use super::super::spotting::{self, FINE_COLUMNS, Grid};
use super::super::store::{self, Scope};
use super::covering::{Cover, covered};
use super::reading::{Look, look};
use super::retention::{ERASE_JOB, EraseJob};
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus;
use crate::forensics::Region;
use crate::forensics::reading::text::Word;
use crate::forensics::synth::{self, EditKind, LastSave};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::jobs;
use crate::platform::keys::MasterKey;
use crate::platform::site::Site;
use chrono::Duration;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 60;

/// What of a case an exercise can be made of: its pages with confirmed places, their rules.
#[derive(Debug, Clone)]
pub struct Start {
    /// The case.
    pub case: Case,
    /// Page number and rules confirmed on it.
    pub pages: Vec<(i32, Vec<String>)>,
}

/// Places of a page that people confirmed: both ends of a copy.
fn confirmed(findings: &[FindingRow], page: i32) -> (Vec<Region>, Vec<String>) {
    let mut places = Vec::new();
    let mut rules = Vec::new();
    for finding in findings {
        if finding.page == Some(page) && finding.outcome == Outcome::Confirmed.code() {
            let own: Vec<Region> = finding.region().into_iter().chain(finding.source_region()).collect();
            if !own.is_empty() && !rules.contains(&finding.rule) {
                rules.push(finding.rule.clone());
            }
            places.extend(own);
        }
    }
    // One place told by several rules is one place to find.
    let mut apart: Vec<Region> = Vec::new();
    for place in places {
        match apart.iter_mut().find(|known| known.shares_half(&place)) {
            Some(known) => *known = known.union(&place),
            None => apart.push(place),
        }
    }
    (apart, rules)
}

fn library_case(conn: &mut AnyConn, actor: &Actor, case: &str) -> Result<Case, Fault> {
    actor.need(Permission::MakeExercises)?;
    let case = store::case(conn, &Scope::of(actor), case)?;
    if case.state() != CaseState::Closed || case.erased_at.is_some() {
        return Err(Fault::conflict("exercise-not-closed"));
    }
    Ok(case)
}

/// What of a closed case an exercise can be made of.
///
/// # Errors
/// Missing for a case one may not see; a conflict while it is not closed or nothing is confirmed.
pub fn start_of_exercise(conn: &mut AnyConn, actor: &Actor, case: &str) -> Result<Start, Fault> {
    let case = library_case(conn, actor, case)?;
    let findings = store::findings(conn, &case.id)?;
    let pages: Vec<(i32, Vec<String>)> = store::pages(conn, &case.id)?
        .into_iter()
        .map(|page| (page.number, confirmed(&findings, page.number).1))
        .filter(|(_, rules)| !rules.is_empty())
        .collect();
    if pages.is_empty() {
        Err(Fault::conflict("exercise-nothing-confirmed"))
    } else {
        Ok(Start { case, pages })
    }
}

/// Words of an exercise as typed.
#[derive(Debug, Clone, Default)]
pub struct NewExercise {
    /// What it is called.
    pub title: String,
    /// What to learn from it.
    pub explanation: String,
}

impl NewExercise {
    fn checked(&self) -> Result<(String, String), Fault> {
        let (title, explanation) = (self.title.trim().to_owned(), self.explanation.trim().to_owned());
        let mut form = FormCheck::default();
        form.require(!title.is_empty(), "title", "say-why");
        form.require(title.chars().count() <= LONGEST_TITLE, "title", "too-long");
        form.require(explanation.chars().count() >= 2, "explanation", "say-why");
        form.require(explanation.chars().count() <= super::MAX_TEXT, "explanation", "too-long");
        corpus::refuse_personal(&mut form, "title", &title);
        corpus::refuse_personal(&mut form, "explanation", &explanation);
        form.done()?;
        Ok((title, explanation))
    }
}

/// Begins an exercise with a page of a closed case; places that look personal are proposed to be covered.
///
/// # Errors
/// As [`start_of_exercise`]; an input fault for the words.
pub fn begin_exercise(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &str,
    page: i32,
    new: &NewExercise,
) -> Result<String, Fault> {
    let case = library_case(tx.conn, actor, case)?;
    let (title, explanation) = new.checked()?;
    let page = store::page(tx.conn, &case.id, page)?;
    let findings = store::findings(tx.conn, &case.id)?;
    let (truth, rules) = confirmed(&findings, page.number);
    let rule = rules.into_iter().next().ok_or_else(|| Fault::conflict("exercise-nothing-confirmed"))?;
    let size = (side(page.width), side(page.height));
    let grid = Grid::over(size, FINE_COLUMNS);
    let personal = personal_places(tx.conn, keys, &case, &page)?;
    let cells: BTreeSet<u32> = personal.iter().flat_map(|place| grid.touched(place)).collect();
    let boxes: Vec<Region> = cells.into_iter().map(|cell| grid.region(cell)).collect();
    let row = Exercise {
        id: tx.id(),
        case_id: Some(case.id.clone()),
        page: Some(page.number),
        title,
        rule,
        explanation,
        truth: serde_json::to_string(&truth).map_err(Fault::ours)?,
        boxes: serde_json::to_string(&boxes).map_err(Fault::ours)?,
        picture: None,
        width: page.width,
        height: page.height,
        state: "draft".to_owned(),
        author_id: actor.person.clone(),
        approver_id: None,
        made_at: tx.at,
        approved_at: None,
    };
    store::insert_exercise(tx, &row)?;
    let entry = Entry::new(Kind("exercise.begun"), "screening_exercise", &row.id)
        .fact("case", case.id.as_str())
        .fact("rule", row.rule.as_str());
    audit::record(tx, actor, entry)?;
    Ok(row.id)
}

fn side(pixels: i32) -> u32 {
    u32::try_from(pixels).unwrap_or(1).max(1)
}

/// Places of a page that name or place somebody: personal fields and cells, and words that hold a personal number.
fn personal_places(
    conn: &mut AnyConn,
    keys: &MasterKey,
    case: &Case,
    page: &Page,
) -> Result<Vec<Region>, Fault> {
    let mut places = Vec::new();
    let papers = super::papers::papers_of(conn, keys, case)?;
    for paper in &papers {
        let own = paper.fields.iter().filter(|field| field.row.page == Some(page.number));
        places.extend(own.filter(|field| is_personal(&field.row.key)).filter_map(|field| field.row.region()));
    }
    for paper in &papers {
        places.extend(paper.personal_cells(page.number));
    }
    if let Some(text) = super::papers::words(conn, keys, case, page.number)? {
        let number = |text: &str| {
            let mut form = FormCheck::default();
            corpus::refuse_personal(&mut form, "text", text);
            form.done().is_err()
        };
        places.extend(text.words.iter().filter(|word| number(&word.text)).map(Word::region));
    }
    Ok(places)
}

/// The exercise, when this actor may work on it while it is made: the author, and for approving somebody else who
/// may see the case it rests on.
pub(super) fn in_making(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<Exercise, Fault> {
    actor.need(Permission::MakeExercises)?;
    let exercise = store::exercise(conn, id)?;
    if let Some(case) = &exercise.case_id {
        store::case(conn, &Scope::of(actor), case)?;
    }
    Ok(exercise)
}

/// Covers places of the page for good and hands the picture to a second person.
///
/// # Errors
/// A refusal for who is not the author; a conflict once it is published; an input fault when the covers hide what
/// is to be found.
pub fn cover_exercise(
    site: &Site,
    actor: &Actor,
    id: &str,
    cells: &BTreeSet<u32>,
    new: &NewExercise,
) -> Result<(), Fault> {
    let (title, explanation) = new.checked()?;
    let (exercise, page) = site.db.write_blocking(|tx| {
        let exercise = in_making(tx.conn, actor, id)?;
        if exercise.author_id != actor.person {
            return Err(Fault::refused("exercise-authors"));
        }
        let (Some(case), Some(number)) = (&exercise.case_id, exercise.page) else {
            return Err(Fault::conflict("exercise-moved-on"));
        };
        // The page is read to be covered: a look like any other.
        look(tx, actor, case, Look::Page)?;
        let page = store::page(tx.conn, case, number)?;
        Ok((exercise, page))
    })?;
    let grid = Grid::over(exercise.size(), FINE_COLUMNS);
    let places: Vec<Region> =
        cells.iter().filter(|cell| **cell < grid.cells()).map(|cell| grid.region(*cell)).collect();
    if spotting::hides(&places, &exercise.truth()) {
        return Err(Fault::field("cells", "exercise-covered"));
    }
    let preview =
        site.blobs.get_blocking(&page.preview.parse().map_err(Fault::ours)?).map_err(Fault::ours)?;
    let picture = covered(site, &preview, &Cover { places: places.clone(), size: exercise.size() })?;
    let blob = site.blobs.put_blocking(&picture).map_err(Fault::ours)?.as_str().to_owned();
    let stored = site.db.write_blocking(|tx| {
        store::lock_exercise(tx, id)?;
        let before = in_making(tx.conn, actor, id)?;
        if !matches!(before.state.as_str(), "draft" | "waiting") || before.case_id.is_none() {
            return Err(Fault::conflict("exercise-moved-on"));
        }
        let old = before.picture.clone().filter(|old| *old != blob);
        let row = Exercise {
            title: title.clone(),
            explanation: explanation.clone(),
            boxes: serde_json::to_string(&places).map_err(Fault::ours)?,
            picture: Some(blob.clone()),
            state: "waiting".to_owned(),
            ..before
        };
        store::set_exercise(tx, &row)?;
        forget(tx, old)?;
        let entry =
            Entry::new(Kind("exercise.covered"), "screening_exercise", id).fact("places", places.len());
        audit::record(tx, actor, entry)
    });
    if stored.is_err() && !site.db.read_blocking(|conn| store::names_blob(conn, &blob)).unwrap_or(true) {
        let _ = site.blobs.delete_blocking(&blob.parse().map_err(Fault::ours)?);
    }
    stored.map(|_recorded| ())
}

/// Has a picture removed that nothing shows any more.
fn forget(tx: &mut Tx<'_>, blob: Option<String>) -> Result<(), Fault> {
    let Some(blob) = blob else { return Ok(()) };
    let job = EraseJob { blobs: vec![blob] };
    jobs::enqueue(tx, ERASE_JOB, &job, None, Duration::zero())
}

/// Makes an exercise of a drawn page with one edit; it waits for a second person like any other.
///
/// # Errors
/// An input fault for the words.
pub fn draw_exercise(site: &Site, actor: &Actor, edit: EditKind, new: &NewExercise) -> Result<String, Fault> {
    actor.need(Permission::MakeExercises)?;
    let (title, explanation) = new.checked()?;
    let [a, b, c, d] = site.db.entropy().bytes::<4>();
    let seed = u64::from(u32::from_be_bytes([a, b, c, d]));
    let drawn = synth::case(seed, Some(edit), LastSave::Png).map_err(Fault::ours)?;
    let truth: Vec<Region> = drawn.region.into_iter().chain(drawn.source).collect();
    let (width, height) = drawn.mask.dimensions();
    let pixels = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let blob = site.blobs.put_blocking(&drawn.bytes).map_err(Fault::ours)?.as_str().to_owned();
    site.db.write_blocking(|tx| {
        let row = Exercise {
            id: tx.id(),
            case_id: None,
            page: None,
            title: title.clone(),
            rule: rule_of(edit).to_owned(),
            explanation: explanation.clone(),
            truth: serde_json::to_string(&truth).map_err(Fault::ours)?,
            boxes: "[]".to_owned(),
            picture: Some(blob.clone()),
            width: pixels(width),
            height: pixels(height),
            state: "waiting".to_owned(),
            author_id: actor.person.clone(),
            approver_id: None,
            made_at: tx.at,
            approved_at: None,
        };
        store::insert_exercise(tx, &row)?;
        let entry = Entry::new(Kind("exercise.drawn"), "screening_exercise", &row.id)
            .fact("edit", edit.name())
            .fact("seed", seed.to_string());
        audit::record(tx, actor, entry)?;
        Ok(row.id)
    })
}

/// Whether the library holds an exercise of this title.
///
/// # Errors
/// When the database fails.
pub fn has_exercise(conn: &mut AnyConn, title: &str) -> Result<bool, Fault> {
    let all = store::exercises(conn, &["draft", "waiting", "published", "retired"])?;
    Ok(all.iter().any(|exercise| exercise.title == title))
}

/// The rule an edit of the drawing room teaches.
const fn rule_of(edit: EditKind) -> &'static str {
    match edit {
        EditKind::CopyMove => "copy.exact_noise",
        EditKind::Splice => "jpeg.word_history",
        EditKind::Erase | EditKind::Retype => "word.looks_different",
    }
}

/// What a second person says of a waiting exercise; `seen` is what the page showed, where that matters.
fn second_person(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    seen: Option<&str>,
    change: impl FnOnce(Exercise, &Actor) -> Exercise,
    kind: &'static str,
) -> Result<(), Fault> {
    in_making(tx.conn, actor, id)?;
    store::lock_exercise(tx, id)?;
    let exercise = in_making(tx.conn, actor, id)?;
    if exercise.author_id == actor.person {
        return Err(Fault::refused("exercise-own"));
    }
    if exercise.state != "waiting" || exercise.picture.is_none() {
        return Err(Fault::conflict("exercise-moved-on"));
    }
    if seen.is_some_and(|seen| seen != exercise.seen()) {
        return Err(Fault::conflict("exercise-changed"));
    }
    let before = exercise.picture.clone();
    let row = change(exercise, actor);
    store::set_exercise(tx, &row)?;
    if row.picture.is_none() {
        forget(tx, before)?;
    }
    audit::record(tx, actor, Entry::new(Kind(kind), "screening_exercise", id))?;
    Ok(())
}

/// Publishes an exercise: from here on nothing ties it to its case, and it outlives it.
///
/// # Errors
/// A refusal for its author; a conflict when it does not wait, or is another than the one that was looked at
/// (see `Exercise::seen`).
pub fn approve_exercise(tx: &mut Tx<'_>, actor: &Actor, id: &str, seen: &str) -> Result<(), Fault> {
    let at = tx.at;
    let publish = |row: Exercise, actor: &Actor| Exercise {
        case_id: None,
        page: None,
        boxes: "[]".to_owned(),
        state: "published".to_owned(),
        approver_id: Some(actor.person.clone()),
        approved_at: Some(at),
        ..row
    };
    second_person(tx, actor, id, Some(seen), publish, "exercise.approved")
}

/// Gives an exercise back to its author: something personal still shows, or it teaches nothing.
///
/// # Errors
/// As [`approve_exercise`].
pub fn send_exercise_back(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    let back = |row: Exercise, _actor: &Actor| {
        // A drawn page has nothing to cover anew: it is done with.
        let drawn = row.case_id.is_none();
        Exercise { picture: None, state: if drawn { "retired" } else { "draft" }.to_owned(), ..row }
    };
    second_person(tx, actor, id, None, back, "exercise.sent-back")
}

/// Takes a published exercise out of the library; what people marked stays in their records.
///
/// # Errors
/// A conflict when it is not published.
pub fn retire_exercise(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    actor.need(Permission::MakeExercises)?;
    store::lock_exercise(tx, id)?;
    let exercise = store::exercise(tx.conn, id)?;
    if exercise.state != "published" {
        return Err(Fault::conflict("exercise-moved-on"));
    }
    store::set_exercise(tx, &Exercise { state: "retired".to_owned(), ..exercise })?;
    audit::record(tx, actor, Entry::new(Kind("exercise.retired"), "screening_exercise", id))?;
    Ok(())
}
