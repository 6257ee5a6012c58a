//! Reading cases: lists, the queue, a case file, its pictures, figures. Each look at a person's documents is
//! on record before anything goes out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;

use super::super::intake::FileKind;
use super::super::model::{Case, Check, DecisionRow, Document, FindingRow, Note, OpinionRow, Page};
use super::super::rules::{self, CaseState, LOOK};
use super::super::seats::Seat;
use super::super::store::{self, Scope};
use super::opinions::{Bench, benches};
use super::papers::PaperFile;
use super::seen::Shown;
use super::typing::TypedFile;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::keys::MasterKey;

/// A note or reason with its words.
#[derive(Debug, Clone)]
pub struct Reading<T> {
    /// The row.
    pub row: T,
    /// Its words; empty once erased.
    pub text: String,
}

/// Everything a case page shows.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// The case.
    pub case: Case,
    /// The applicant's reference in full.
    pub reference: String,
    /// Its files.
    pub documents: Vec<Document>,
    /// Their pages.
    pub pages: Vec<Page>,
    /// Places to look at, the most urgent first.
    pub findings: Vec<FindingRow>,
    /// Papers, in the order of the files.
    pub papers: Vec<PaperFile>,
    /// Pages that were looked at for words: number, source, how many words.
    pub texts: Vec<(i32, String, i32)>,
    /// Numbers of the pages with earlier revisions.
    pub with_history: Vec<i32>,
    /// Findings of single pages that joining with another file explains; kept, not shown.
    pub set_aside: Vec<FindingRow>,
    /// What stands in the business system.
    pub typed: Vec<TypedFile>,
    /// Numbers typed in.
    pub checks: Vec<Check>,
    /// Notes.
    pub notes: Vec<Reading<Note>>,
    /// Decisions, by round.
    pub decisions: Vec<Reading<DecisionRow>>,
    /// Names of people.
    pub names: BTreeMap<String, String>,
    /// Where it stands for its reviewers.
    pub bench: Bench,
    /// Opinions of reviewers that this reader may see.
    pub opinions: Vec<Reading<OpinionRow>>,
    /// Whether what the program found is kept from this reader until he has said what he thinks.
    pub hidden: bool,
    /// The mark a decision has to send back.
    pub seen: String,
}

/// What kind of look is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The case page: one entry each time.
    Page,
    /// A picture of a page: one entry per person, case and ten minutes.
    Picture,
    /// The printed sheet: one entry each time.
    Print,
}

/// Puts a look on record and says whether the case may be seen at all. Call it before anything goes out.
///
/// # Errors
/// Missing for a case one may not see.
pub fn look(tx: &mut Tx<'_>, actor: &Actor, case: &str, what: Look) -> Result<Case, Fault> {
    let case = store::case(tx.conn, &Scope::of(actor), case)?;
    let recent = store::last_look(tx.conn, &case.id, &actor.person)?.is_some_and(|at| tx.at - at < LOOK);
    if what != Look::Picture || !recent {
        let kind = match what {
            Look::Print => Kind("screening.printed"),
            Look::Page | Look::Picture => Kind("screening.viewed"),
        };
        let entry = Entry::new(kind, "screening_case", &case.id)
            .fact("submitter", case.submitter_id.as_str())
            .fact("purpose", case.purpose.as_str())
            .fact("session", actor.session.as_deref().unwrap_or_default());
        audit::record(tx, actor, entry)?;
        store::set_look(tx, &case.id, &actor.person)?;
    }
    Ok(case)
}

/// The case, when a look at its pages is on record already; so that a page of several pictures writes once.
///
/// # Errors
/// Missing for a case one may not see.
pub fn lately(conn: &mut AnyConn, actor: &Actor, case: &str, now: Moment) -> Result<Option<Case>, Fault> {
    let case = store::case(conn, &Scope::of(actor), case)?;
    let recent = store::last_look(conn, &case.id, &actor.person)?.is_some_and(|at| now - at < LOOK);
    Ok(recent.then_some(case))
}

/// The file of a case; the look has to be on record already.
///
/// # Errors
/// Missing for a case one may not see.
pub fn file(conn: &mut AnyConn, actor: &Actor, keys: &MasterKey, case: &str) -> Result<CaseFile, Fault> {
    let case = store::case(conn, &Scope::of(actor), case)?;
    let open = |field: &str, sealed: &str| {
        // Without the case's secret nothing opens; that is what erasing means.
        case.label(field).ok().and_then(|label| keys.open_text(&label, sealed).ok()).unwrap_or_default()
    };
    let (mut findings, set_aside): (Vec<FindingRow>, Vec<FindingRow>) =
        store::all_findings(conn, &case.id)?.into_iter().partition(|row| row.set_aside.is_none());
    order(&mut findings);
    let notes: Vec<Reading<Note>> = store::notes(conn, &case.id)?
        .into_iter()
        .map(|row| Reading { text: open("note", &row.text_sealed), row })
        .collect();
    let decisions = store::decisions(conn, &case.id)?
        .into_iter()
        .map(|row| Reading { text: open("reason", &row.reason_sealed), row })
        .collect();
    let opinions = super::opinions::readable(conn, actor, &case)?
        .into_iter()
        .map(|row| Reading { text: open("opinion", &row.reason_sealed), row })
        .collect();
    let bench = super::opinions::bench(conn, &case)?;
    let papers = super::papers::papers_of(conn, keys, &case)?;
    let typed = super::typing::typed_of(conn, keys, &case)?;
    let shown = Shown {
        case: &case,
        findings: &findings,
        notes: notes.iter().map(|note| note.row.id.as_str()).collect(),
        papers: &papers,
        typed: &typed,
    };
    let seen = shown.mark(keys);
    Ok(CaseFile {
        reference: case
            .reference_sealed
            .as_deref()
            .map(|sealed| open("reference", sealed))
            .unwrap_or_default(),
        documents: store::documents(conn, &case.id)?,
        pages: store::pages(conn, &case.id)?,
        papers,
        set_aside,
        typed,
        texts: store::texts_of(conn, &case.id)?,
        with_history: super::comparing::with_history(conn, &case.id)?,
        checks: store::checks(conn, &case.id)?,
        names: crate::features::accounts::names(conn)?,
        findings,
        notes,
        decisions,
        opinions,
        hidden: bench.hides(actor),
        bench,
        seen,
        case,
    })
}

/// What counts comes first, then strength, then the score within the rule.
fn order(findings: &mut [FindingRow]) {
    let rank = |finding: &FindingRow| match finding.strength.as_str() {
        "strong" => 2,
        "medium" => 1,
        _ => 0,
    };
    // Rows of one document come in the engine's own order, which a stable sort keeps among equals.
    findings.sort_by(|a, b| {
        b.counts.cmp(&a.counts).then(rank(b).cmp(&rank(a))).then(b.score.cmp(&a.score)).then(a.id.cmp(&b.id))
    });
}

/// State and documents of a case, for the progress line. Shows no document, so it is no look.
///
/// # Errors
/// Missing for a case one may not see.
pub fn progress(conn: &mut AnyConn, actor: &Actor, case: &str) -> Result<(Case, Vec<Document>), Fault> {
    let case = store::case(conn, &Scope::of(actor), case)?;
    let documents = store::documents(conn, &case.id)?;
    Ok((case, documents))
}

/// One's own cases, the newest first, with their documents.
///
/// # Errors
/// When the database fails.
pub fn list(
    conn: &mut AnyConn,
    actor: &Actor,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<(Case, Vec<Document>)>, Fault> {
    let cases = store::cases(conn, &Scope::Own(actor.person.clone()), before, limit)?;
    let ids: Vec<String> = cases.iter().map(|case| case.id.clone()).collect();
    let documents = store::documents_of(conn, &ids)?;
    Ok(cases
        .into_iter()
        .map(|case| {
            let own = documents.iter().filter(|document| document.case_id == case.id).cloned().collect();
            (case, own)
        })
        .collect())
}

/// Which part of the queue is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Waiting, contested ones included.
    Waiting,
    /// Held by oneself.
    Mine,
    /// Contested.
    Contested,
    /// Decided lately.
    Decided,
}

/// A row of the queue.
#[derive(Debug, Clone)]
pub struct QueueRow {
    /// The case.
    pub case: Case,
    /// Its most urgent finding.
    pub first: Option<FindingRow>,
    /// Findings of medium or strong weight.
    pub weighty: usize,
    /// Whether this person may take it.
    pub mine_to_take: bool,
    /// Name of who holds it.
    pub holder: Option<String>,
    /// Name of who handed it in.
    pub submitter: String,
    /// Who sits next on it.
    pub seat: Seat,
    /// Whether what the program found is kept from this reader for now.
    pub hidden: bool,
}

/// As many of the oldest and as many of the riskiest are shown; nobody looks at more of them at once.
const MOST_WAITING: i64 = 500;

/// Queued cases among which the most urgent are: those that wait longest, and beside a long queue the riskiest.
fn most_urgent(conn: &mut AnyConn, scope: &Scope, states: &[CaseState]) -> Result<Vec<Case>, Fault> {
    let mut cases = store::queued(conn, scope, states, MOST_WAITING)?;
    if i64::try_from(cases.len()).is_ok_and(|count| count < MOST_WAITING) {
        return Ok(cases);
    }
    let known: BTreeSet<String> = cases.iter().map(|case| case.id.clone()).collect();
    let risky = store::riskiest(conn, scope, states, MOST_WAITING)?;
    cases.extend(risky.into_iter().filter(|case| !known.contains(&case.id)));
    Ok(cases)
}

/// The queue, riskiest and oldest first.
///
/// # Errors
/// A refusal for who may not decide.
pub fn queue(conn: &mut AnyConn, actor: &Actor, which: Queue, now: Moment) -> Result<Vec<QueueRow>, Fault> {
    actor.need(Permission::DecideScreening)?;
    let scope = Scope::of(actor);
    let mut cases = match which {
        Queue::Decided => store::decided_lately(conn, &scope, 50)?,
        Queue::Contested => most_urgent(conn, &scope, &[CaseState::Contested])?,
        Queue::Waiting | Queue::Mine => {
            most_urgent(conn, &scope, &[CaseState::Ready, CaseState::InReview, CaseState::Contested])?
        }
    };
    let names = crate::features::accounts::names(conn)?;
    if which != Queue::Decided {
        cases.sort_by_key(|case| {
            let waited = case.queued_at.map_or(Duration::zero(), |at| now - at);
            (std::cmp::Reverse(rules::urgency(case.score.unwrap_or(0), waited)), case.id.clone())
        });
    }
    let ids: Vec<String> = cases.iter().map(|case| case.id.clone()).collect();
    let mut findings = store::findings_of(conn, &ids)?;
    order(&mut findings);
    let mut rows = Vec::new();
    for (bench, case) in benches(conn, &cases)?.into_iter().zip(cases) {
        let holder = bench.standing.holder(now).map(str::to_owned);
        if which == Queue::Mine && holder.as_deref() != Some(actor.person.as_str()) {
            continue;
        }
        let own: Vec<&FindingRow> = findings.iter().filter(|finding| finding.case_id == case.id).collect();
        rows.push(QueueRow {
            first: own.first().map(|finding| (*finding).clone()),
            weighty: own.iter().filter(|finding| finding.strength != "weak").count(),
            mine_to_take: bench.may_claim(actor, now).is_ok(),
            seat: bench.seat,
            hidden: bench.hides(actor),
            holder: holder.and_then(|person| names.get(&person).cloned()),
            submitter: names.get(&case.submitter_id).cloned().unwrap_or_default(),
            case,
        });
    }
    Ok(rows)
}

/// How many cases wait for this person's review; none for who may not decide.
///
/// # Errors
/// When the database fails.
pub fn waiting_for(conn: &mut AnyConn, actor: &Actor, now: Moment) -> Result<i64, Fault> {
    if !actor.may(Permission::DecideScreening) {
        return Ok(0);
    }
    let states = [CaseState::Ready, CaseState::InReview, CaseState::Contested];
    let cases = store::queued(conn, &Scope::of(actor), &states, 500)?;
    let takeable = benches(conn, &cases)?.into_iter().filter(|bench| bench.may_claim(actor, now).is_ok());
    Ok(i64::try_from(takeable.count()).unwrap_or(i64::MAX))
}

/// Name of the blob that holds a picture of a page. `layer` is `preview`, `heat`, `error_level` or
/// `earlier-` with the number of a revision.
///
/// # Errors
/// Missing for a picture that is not there.
pub fn layer(conn: &mut AnyConn, case: &Case, number: i32, layer: &str) -> Result<String, Fault> {
    if let Some(revision) = layer.strip_prefix("earlier-") {
        let wanted = revision.parse().ok();
        let rows = store::earlier(conn, &case.id, number)?;
        let row = rows.into_iter().find(|row| Some(row.revision) == wanted);
        return row.map(|row| row.preview).ok_or_else(Fault::missing);
    }
    let page = store::page(conn, &case.id, number)?;
    let blob = match layer {
        "preview" => Some(page.preview),
        "heat" => page.heat,
        "error_level" => page.error_level,
        _ => None,
    };
    blob.ok_or_else(Fault::missing)
}

/// Puts the download of an original on record and names its blob, kind and file name. For reviewers only:
/// the original carries its metadata and whatever else it hides.
///
/// # Errors
/// A refusal for who may not decide; missing for a case one may not see.
pub fn original(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: &str,
    document: &str,
) -> Result<(String, FileKind, String), Fault> {
    actor.need(Permission::DecideScreening)?;
    let case = store::case(tx.conn, &Scope::of(actor), case)?;
    let document = store::document(tx.conn, document)?
        .filter(|document| document.case_id == case.id)
        .ok_or_else(Fault::missing)?;
    let entry = Entry::new(Kind("screening.original"), "screening_case", &case.id)
        .fact("document", document.id.as_str())
        .fact("purpose", case.purpose.as_str());
    audit::record(tx, actor, entry)?;
    let kind = FileKind::from_code(&document.kind).ok_or_else(Fault::missing)?;
    Ok((document.blob, kind, document.name))
}

/// One's own latest cases.
///
/// # Errors
/// When the database fails.
pub fn own_cases(conn: &mut AnyConn, actor: &Actor, limit: i64) -> Result<Vec<Case>, Fault> {
    store::cases(conn, &Scope::Own(actor.person.clone()), None, limit)
}

/// How many cases wait for this person's review, and since when the oldest of the queue does.
///
/// # Errors
/// When the database fails.
pub fn queue_size(conn: &mut AnyConn, actor: &Actor, now: Moment) -> Result<(i64, Option<Moment>), Fault> {
    let waiting = waiting_for(conn, actor, now)?;
    let states = [CaseState::Ready, CaseState::Contested];
    let oldest = store::queued(conn, &Scope::of(actor), &states, 1)?;
    Ok((waiting, oldest.first().filter(|_| waiting > 0).and_then(|case| case.queued_at)))
}
