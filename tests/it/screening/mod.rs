//! Document screening over HTTP on both engines: hand in, examine, look, decide, contest, erase.

mod hostile;
mod intake;
mod record;

use shifu::features::audit;
use shifu::forensics::synth::{EditKind, LastSave, case};

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
    let mut all = vec![("batch", mark.as_str()), ("purpose", "withdrawal")];
    all.extend_from_slice(fields);
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
