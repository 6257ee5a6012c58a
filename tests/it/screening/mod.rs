//! Document screening over HTTP on both engines: hand in, examine, look, decide, contest, erase.

mod about;
mod bounds;
mod elsewhere;
mod exercises;
mod hostile;
mod intake;
mod papers;
mod prices;
#[allow(dead_code, reason = "shared with the browser tests, which use more of it")]
mod read;
mod record;
mod together;
mod two_reviewers;

use shifu::features::audit;
use shifu::features::screening;
use shifu::forensics::synth::{EditKind, LastSave, case};
use shifu::forensics::{EarlierPage, Report};

use crate::harness::{Hall, Page, Persona};

/// A page with a word copied over another: both pixel families point at it.
fn edited() -> Vec<u8> {
    case(7, Some(EditKind::CopyMove), LastSave::Png).unwrap().bytes
}

/// An untouched page.
fn untouched(seed: u64) -> Vec<u8> {
    case(seed, None, LastSave::Jpeg(92)).unwrap().bytes
}

/// A batch mark as a page of the form carries it.
fn batch(persona: &mut Persona<'_>) -> String {
    persona.open("/screening").field("batch").expect("the form carries its mark")
}

/// Hands one file in and has it examined; the path of the case.
#[track_caller]
fn hand_in(persona: &mut Persona<'_>, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> String {
    let mark = batch(persona);
    let mut all = vec![("batch", mark.as_str())];
    all.extend_from_slice(fields);
    if !fields.iter().any(|(name, _)| *name == "purpose") {
        all.push(("purpose", "withdrawal"));
    }
    let page = persona.upload("/screening", &all, &[file]);
    assert_eq!(page.status, 303, "{}", page.text());
    persona.hall.run_jobs();
    page.location.split('?').next().unwrap().to_owned()
}

/// How many entries of a kind the trail holds about a case.
fn entries(hall: &Hall, kind: &str, case: &str) -> usize {
    let id = case.rsplit('/').next().unwrap().to_owned();
    let filter = audit::SearchFilter::default();
    let events = hall.site.db.read_blocking(|conn| audit::search(conn, &filter, 10_000)).unwrap();
    events.iter().filter(|event| event.kind == kind && event.subject_id == id).count()
}

/// The mark a decision sends back.
fn seen(page: &Page) -> String {
    page.field("seen").expect("the decision form carries what was seen")
}

/// Hands a file in and keeps this report of it; the path of the case.
#[track_caller]
fn hand_in_read(
    persona: &mut Persona<'_>,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
    report: &Report,
    earlier: &[EarlierPage],
) -> String {
    let mark = batch(persona);
    let mut all = vec![("batch", mark.as_str())];
    all.extend_from_slice(fields);
    if !fields.iter().any(|(name, _)| *name == "purpose") {
        all.push(("purpose", "withdrawal"));
    }
    let page = persona.upload("/screening", &all, &[file]);
    assert_eq!(page.status, 303, "{}", page.text());
    let path = page.location.split('?').next().unwrap().to_owned();
    let case = path.rsplit('/').next().unwrap();
    let document =
        one(persona.hall, &format!("SELECT id AS value FROM screening_document WHERE case_id = '{case}'"));
    let report = Report { earlier: earlier.to_vec(), ..report.clone() };
    screening::keep_report(&persona.hall.site, &document, &report, 1_000).unwrap();
    // The job finds it done.
    persona.hall.run_jobs();
    path
}

/// Adds a file to a case and keeps this report of it.
#[track_caller]
fn add_read(persona: &mut Persona<'_>, path: &str, file: (&str, &str, &[u8]), report: &Report) {
    let mark = batch(persona);
    let case = path.rsplit('/').next().unwrap();
    let page =
        persona.upload("/screening", &[("batch", &mark), ("purpose", "withdrawal"), ("case", case)], &[file]);
    assert_eq!(page.status, 303, "{}", page.text());
    let query = format!(
        "SELECT id AS value FROM screening_document WHERE case_id = '{case}' ORDER BY position DESC LIMIT 1"
    );
    screening::keep_report(&persona.hall.site, &one(persona.hall, &query), report, 1_000).unwrap();
    persona.hall.run_jobs();
}

/// Hands a file in and keeps a report of it that the test has changed, as if the engine had read more. The path
/// of the case.
#[track_caller]
fn examined_as(
    persona: &mut Persona<'_>,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
    change: impl FnOnce(&mut Report),
) -> String {
    let mut report = shifu::forensics::examine(
        file.2,
        &shifu::forensics::Calibration::default(),
        &shifu::forensics::Limits::default(),
    )
    .unwrap();
    change(&mut report);
    hand_in_read(persona, fields, file, &report, &[])
}

#[derive(diesel::QueryableByName)]
struct Value {
    #[diesel(sql_type = diesel::sql_types::Text)]
    value: String,
}

/// The values of a query, as text.
fn values(hall: &Hall, query: &str) -> Vec<String> {
    use diesel::RunQueryDsl;
    let rows: Vec<Value> = hall
        .site
        .db
        .read_blocking(|conn| Ok::<_, shifu::kernel::Fault>(diesel::sql_query(query).load(conn)?))
        .unwrap();
    rows.into_iter().map(|row| row.value).collect()
}

/// The one value of a query.
#[track_caller]
fn one(hall: &Hall, query: &str) -> String {
    values(hall, query).pop().unwrap_or_else(|| panic!("nothing answers {query}"))
}

/// How many rows a table holds of a case.
fn rows_of(hall: &Hall, table: &str, path: &str) -> String {
    let id = path.rsplit('/').next().unwrap();
    one(hall, &format!("SELECT CAST(COUNT(*) AS TEXT) AS value FROM {table} WHERE case_id = '{id}'"))
}

/// Runs a statement.
fn run(hall: &Hall, sql: &str) -> Result<usize, shifu::kernel::Fault> {
    use diesel::RunQueryDsl;
    hall.site
        .db
        .write_blocking(|tx| diesel::sql_query(sql).execute(tx.conn).map_err(shifu::kernel::Fault::from))
}
