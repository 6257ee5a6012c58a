//! Use cases: taking files in, examining, marking, reviewing, reading, erasing; thresholds, reuse, opinions.

mod about;
mod calibrating;
mod checking;
mod comparing;
mod counting;
mod covering;
mod examining;
mod keeping;
mod lending;
mod marking;
mod opinions;
mod papers;
mod practising;
mod pricing;
mod pricing_papers;
mod reading;
mod receiving;
mod rereading;
mod retention;
mod reusing;
mod reviewing;
mod seen;
mod teaching;
mod together;
mod typing;

pub use about::{About, say_about};
pub use calibrating::{BUDGETS, KindBounds, NewBounds, calibration, held, put_in_force};
pub use comparing::{Other, beside, history};
pub use counting::{Figures, figures};
pub use covering::{COVER_JOB, cover_child};
pub use examining::{EXAMINE_JOB, child, child_telling, examine, retry};
pub use keeping::keep_report;
pub use lending::request;
pub use marking::{add_check, add_note, mark, reveal};
pub use opinions::{NewOpinion, NewSetting, change_setting, give_opinion, setting, setting_versions, shown};
pub use papers::{FieldFile, PaperFile, add_field, reveal_document, say_fields, say_kind, say_row, words};
pub use practising::{ExerciseFile, Record, exercise_file, exercise_list, exercise_picture, try_exercise};
pub use pricing::{bring_in_prices, price_header, prices, put_prices_in_force, try_prices};
pub use reading::{
    CaseFile, Look, Queue, QueueRow, file, lately, layer, list, look, original, own_cases, progress, queue,
    queue_size, waiting_for,
};
pub use receiving::{Intake, Received, Upload, decoder_ready, receive};
pub use retention::{ERASE_JOB, erase_blobs, sweep};
pub use reusing::likenesses;
pub use reviewing::{Decision, ask_review, claim, close, contest, decide, release};
pub use teaching::{
    NewExercise, approve_exercise, begin_exercise, cover_exercise, draw_exercise, has_exercise,
    retire_exercise, send_exercise_back, start_of_exercise,
};
pub use typing::{TypedKey, asked, reveal_typed, say_typed};

use super::model::{Case, FindingRow};
use super::rules::{self, CaseState, Outcome};
use super::store::{self, Settled};
use crate::forensics::{Finding, Strength};
use crate::kernel::{Actor, Fault};
use crate::platform::db::Tx;

/// Longest text somebody types about a case.
const MAX_TEXT: usize = 1_000;

/// A text of a form: trimmed, not empty, not endless.
fn text(field: &'static str, typed: &str) -> Result<String, Fault> {
    let typed = typed.trim();
    if typed.chars().count() < 2 {
        return Err(Fault::field(field, "say-why"));
    }
    if typed.chars().count() > MAX_TEXT {
        return Err(Fault::field(field, "too-long"));
    }
    Ok(typed.to_owned())
}

/// The finding as a row. `page` is the page's number in the case.
fn finding_row(
    tx: &Tx<'_>,
    case: &str,
    finding: &Finding,
    page: Option<i32>,
    document: Option<&str>,
    made_by: (&str, &str),
) -> Result<FindingRow, Fault> {
    let json = |region: &crate::forensics::Region| serde_json::to_string(region).map_err(Fault::ours);
    Ok(FindingRow {
        id: tx.id(),
        case_id: case.to_owned(),
        document_id: document.map(str::to_owned),
        page,
        region: finding.region.as_ref().map(json).transpose()?,
        source_region: finding.source_region.as_ref().map(json).transpose()?,
        rule: finding.rule.clone(),
        family: word(&finding.family)?,
        strength: word(&finding.strength)?,
        score: rules::points(finding.score),
        counts: finding.counts,
        facts: serde_json::to_string(&finding.facts).map_err(Fault::ours)?,
        other_case_id: None,
        outcome: Outcome::Open.code().to_owned(),
        outcome_by: None,
        outcome_at: None,
        outcome_cause: None,
        engine: made_by.0.to_owned(),
        calibration: made_by.1.to_owned(),
        found_at: tx.at,
        other_page: None,
        set_aside: None,
    })
}

/// The serde name of a word of the engine, as the database keeps it.
pub(super) fn word(value: &impl serde::Serialize) -> Result<String, Fault> {
    match serde_json::to_value(value).map_err(Fault::ours)? {
        serde_json::Value::String(word) => Ok(word),
        _ => Err(Fault::ours("not a word")),
    }
}

/// A word of the engine from its serde name.
pub(super) fn from_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Works out state, score and counts of a case after its documents or findings changed, and puts it before
/// the reviewers when a finding counts or the clerk asked for it.
fn settle(tx: &mut Tx<'_>, case: &Case) -> Result<Settled, Fault> {
    store::lock(tx, &case.id)?;
    let documents = store::documents(tx.conn, &case.id)?;
    let findings = store::findings(tx.conn, &case.id)?;
    let states: Vec<&str> = documents.iter().map(|document| document.state.as_str()).collect();
    let state = match case.state() {
        state @ (CaseState::InReview | CaseState::Contested | CaseState::Decided | CaseState::Closed) => {
            state
        }
        _ => rules::after_examination(&states),
    };
    let heads: Vec<i32> = documents
        .iter()
        .filter_map(super::model::Document::report)
        .map(|head| rules::points(head.unraised.unwrap_or(head.score)))
        .collect();
    let weights: Vec<(Strength, bool)> =
        findings.iter().filter_map(|finding| Some((from_word(&finding.strength)?, finding.counts))).collect();
    let (score, grade) = rules::settle(&heads, &weights);
    let places = findings
        .iter()
        .filter(|finding| {
            from_word(&finding.strength).is_some_and(|strength| rules::is_place(strength, finding.counts))
        })
        .count();
    let queue = state == CaseState::Ready && (case.review_asked || findings.iter().any(|f| f.counts));
    let examined = !state.is_running() && !heads.is_empty();
    let settled = Settled {
        state,
        score: examined.then_some(score),
        grade: if examined { Some(word(&grade)?) } else { None },
        places: count(places),
        findings: count(findings.len()),
        queued_at: case.queued_at.or(queue.then_some(tx.at)),
        examined_at: if state.is_running() { case.examined_at } else { case.examined_at.or(Some(tx.at)) },
    };
    store::settle(tx, &case.id, &settled)?;
    Ok(settled)
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// The case, when this actor is the one who handed it in; other acts on it wait until this one is through.
fn own_case(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<Case, Fault> {
    locked(tx, &store::Scope::Own(actor.person.clone()), id)
}

/// The case, when this actor may see it; other acts on it wait until this one is through.
fn seen_case(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<Case, Fault> {
    locked(tx, &store::Scope::of(actor), id)
}

/// Asks first, so that nothing of others is touched; locks; and reads what the act before has left.
fn locked(tx: &mut Tx<'_>, scope: &store::Scope, id: &str) -> Result<Case, Fault> {
    store::case(tx.conn, scope, id)?;
    store::lock(tx, id)?;
    store::case(tx.conn, scope, id)
}
