//! Bounds for each kind of paper, made from the centre's own accepted files and put in force by a person.

use serde::{Deserialize, Serialize};

use super::super::model::{BoundsRow, Case, Document, Measure};
use super::super::papers;
use super::super::rules::Outcome;
use super::super::store;
use crate::features::audit::{self, Entry, Kind as AuditKind};
use crate::forensics::papers::{Kind, Paper};
use crate::forensics::verdict::budget::{self, LEAST_FILES, Proposal};
use crate::forensics::{Finding, Grade, Report};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Budgets one may choose, per cent; the first is the usual one.
pub const BUDGETS: &[i32] = &[5, 1, 2, 10];

/// A finding as a measure keeps it: no figures, which may hold what stood on the paper.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Measured {
    #[serde(flatten)]
    finding: Finding,
    /// Whether a person sees the same.
    confirmed: bool,
}

/// The kind most pages of a file are of.
#[must_use]
pub fn kind_of(papers: &[Paper]) -> Kind {
    let longest =
        papers.iter().max_by_key(|paper| (paper.pages.len(), std::cmp::Reverse(paper.pages.first())));
    longest.map_or(Kind::Other, |paper| paper.kind)
}

/// A report under the bounds in force.
pub struct HeldReport {
    pub findings: Vec<Finding>,
    pub score: f32,
    pub unraised: f32,
    pub grade: Grade,
    pub calibration: String,
    pub calibration_date: String,
}

/// Puts down what the rules said of a file before any bounds, and holds the report to the bounds in force.
///
/// # Errors
/// When the database fails.
pub fn measure_and_hold(
    tx: &mut Tx<'_>,
    case: &Case,
    document: &Document,
    report: &Report,
) -> Result<HeldReport, Fault> {
    let kind = super::word(&kind_of(&report.papers))?;
    put_measure(tx, (&case.id, &document.id), &kind, &report.engine, report.findings.clone())?;
    hold_to(tx.conn, &kind, report)
}

fn hold_to(conn: &mut AnyConn, kind: &str, report: &Report) -> Result<HeldReport, Fault> {
    let Some(row) = store::bounds(conn, kind, 1)?.into_iter().next() else {
        return Ok(HeldReport {
            findings: report.findings.clone(),
            score: report.score,
            unraised: report.unraised,
            grade: report.grade,
            calibration: report.calibration.clone(),
            calibration_date: report.calibration_date.clone(),
        });
    };
    let held = row.bounds().hold(report);
    Ok(HeldReport {
        findings: held.findings,
        score: held.score,
        unraised: held.unraised,
        grade: held.grade,
        calibration: row.name(),
        calibration_date: row.decided_at.date().to_string(),
    })
}

/// Findings of a kind of paper under the bounds in force, as [`measure_and_hold`] leaves those of a report.
pub(super) fn held_findings(
    conn: &mut AnyConn,
    papers: &[Paper],
    findings: Vec<Finding>,
) -> Result<Vec<Finding>, Fault> {
    let kind = super::word(&kind_of(papers))?;
    let row = store::bounds(conn, &kind, 1)?.into_iter().next();
    Ok(row.map_or(findings.clone(), |row| row.bounds().held(&findings)))
}

/// A report as the case page would show it: held to the bounds in force for its kind.
///
/// # Errors
/// When the database fails.
pub fn held(conn: &mut AnyConn, report: Report) -> Result<Report, Fault> {
    let kind = super::word(&kind_of(&report.papers))?;
    let held = hold_to(conn, &kind, &report)?;
    Ok(Report {
        findings: held.findings,
        score: held.score,
        unraised: held.unraised,
        grade: held.grade,
        calibration: held.calibration,
        calibration_date: held.calibration_date,
        ..report
    })
}

pub(super) fn put_measure(
    tx: &mut Tx<'_>,
    (case, document): (&str, &str),
    kind: &str,
    engine: &str,
    findings: Vec<Finding>,
) -> Result<(), Fault> {
    let plain = |finding: Finding| Measured {
        finding: Finding { facts: std::collections::BTreeMap::new(), ..finding },
        confirmed: false,
    };
    let measured: Vec<Measured> = findings.into_iter().map(plain).collect();
    let row = Measure {
        id: tx.id(),
        case_id: Some(case.to_owned()),
        document_id: Some(document.to_owned()),
        kind: kind.to_owned(),
        state: "open".to_owned(),
        engine: engine.to_owned(),
        findings: serde_json::to_string(&measured).map_err(Fault::ours)?,
        measured_at: tx.at,
    };
    store::put_measure(tx, &row)
}

/// A person said what kind of paper a file is.
///
/// # Errors
/// When the database fails.
pub fn kind_corrected(tx: &mut Tx<'_>, document: &str, papers: &[Paper]) -> Result<(), Fault> {
    let kind = super::word(&kind_of(papers))?;
    store::set_measure_kind(tx, document, &kind)
}

/// When a case is closed, its files become clean ones or such in which people saw something. `accepted`: the
/// last decision was to carry on, or nothing was found and nothing asked.
pub(super) fn settle(tx: &mut Tx<'_>, case: &Case, accepted: bool) -> Result<(), Fault> {
    let measures = store::measures_of(tx.conn, &case.id)?;
    // Exercises are made up: they say nothing about the papers of this centre.
    if measures.is_empty() || case.purpose == "exercise" {
        return Ok(());
    }
    let rows = store::findings(tx.conn, &case.id)?;
    for measure in measures {
        let mut measured: Vec<Measured> = serde_json::from_str(&measure.findings).map_err(Fault::ours)?;
        let confirmed: Vec<_> = rows
            .iter()
            .filter(|row| row.outcome == Outcome::Confirmed.code() && row.document_id == measure.document_id)
            .collect();
        for one in &mut measured {
            let page = one.finding.page.and_then(|page| i32::try_from(page + 1).ok());
            one.confirmed = confirmed.iter().any(|row| {
                row.rule == one.finding.rule
                    && row.page.map(|number| number % 100) == page
                    && row.region() == one.finding.region
            });
        }
        let state = if !confirmed.is_empty() {
            "confirmed"
        } else if accepted {
            "clean"
        } else {
            "open"
        };
        let text = serde_json::to_string(&measured).map_err(Fault::ours)?;
        store::set_measure(tx, &measure.id, state, &text)?;
    }
    Ok(())
}

/// One kind of paper on the page of bounds.
#[derive(Debug, Clone)]
pub struct KindBounds {
    /// The kind.
    pub kind: Kind,
    /// Accepted files that count.
    pub files: usize,
    /// Files in which people saw something.
    pub confirmed: usize,
    /// What is in force; none: the built-in thresholds alone.
    pub in_force: Option<BoundsRow>,
    /// Earlier versions.
    pub earlier: Vec<BoundsRow>,
    /// What would be put in force now; none below ten files.
    pub proposal: Option<Proposal>,
    /// Mark of the proposal, which a confirmation sends back.
    pub seen: String,
}

/// Everything about the bounds of each kind at a budget in per cent.
///
/// # Errors
/// A refusal for who may not review.
pub fn calibration(conn: &mut AnyConn, actor: &Actor, percent: i32) -> Result<Vec<KindBounds>, Fault> {
    actor.need(Permission::DecideScreening)?;
    papers::KINDS.iter().map(|kind| kind_bounds(conn, *kind, percent)).collect()
}

fn kind_bounds(conn: &mut AnyConn, kind: Kind, percent: i32) -> Result<KindBounds, Fault> {
    let code = super::word(&kind)?;
    let measures = store::settled_measures(conn, &code)?;
    let mut clean: Vec<Vec<Finding>> = Vec::new();
    let mut confirmed: Vec<Finding> = Vec::new();
    let mut seen_in = 0;
    for measure in &measures {
        let measured: Vec<Measured> = serde_json::from_str(&measure.findings).map_err(Fault::ours)?;
        if measure.state == "clean" {
            clean.push(measured.into_iter().map(|one| one.finding).collect());
        } else {
            seen_in += 1;
            confirmed.extend(measured.into_iter().filter(|one| one.confirmed).map(|one| one.finding));
        }
    }
    let mut versions = store::bounds(conn, &code, 10)?.into_iter();
    let in_force = versions.next();
    let proposal = budget::propose(&clean, &confirmed, f64::from(percent) / 100.0);
    let seen = proposal.as_ref().map_or_else(String::new, |p| mark(in_force.as_ref(), percent, p));
    Ok(KindBounds {
        kind,
        files: clean.len(),
        confirmed: seen_in,
        in_force,
        earlier: versions.collect(),
        proposal,
        seen,
    })
}

/// What a confirmation was given for.
fn mark(in_force: Option<&BoundsRow>, percent: i32, proposal: &Proposal) -> String {
    let bounds: Vec<String> =
        proposal.bounds.0.iter().map(|(rule, bound)| format!("{rule}:{bound:.4}")).collect();
    let counts =
        [proposal.files, proposal.raised_after, proposal.confirmed, proposal.kept].map(|n| n.to_string());
    format!("{}-{percent}-{}-{}", in_force.map_or(0, |row| row.version), counts.join("."), bounds.join("_"))
}

/// What a manager sends to put bounds in force.
#[derive(Debug, Clone)]
pub struct NewBounds {
    /// Kind of paper.
    pub kind: Kind,
    /// Per cent.
    pub percent: i32,
    /// The mark of what the page showed; none to go back to the built-in thresholds.
    pub seen: Option<String>,
    /// Why.
    pub reason: String,
}

/// Puts the proposal in force for files examined from now on, or the built-in thresholds again.
///
/// # Errors
/// A conflict when the files have changed since the page was shown, or are too few; an input fault without a
/// reason.
pub fn put_in_force(tx: &mut Tx<'_>, actor: &Actor, new: &NewBounds) -> Result<(), Fault> {
    actor.need(Permission::TuneScreening)?;
    if !BUDGETS.contains(&new.percent) {
        return Err(Fault::field("budget", "choose-one"));
    }
    let reason = super::text("reason", &new.reason)?;
    let now = kind_bounds(tx.conn, new.kind, new.percent)?;
    let version = now.in_force.as_ref().map_or(0, |row| row.version) + 1;
    let proposal = match &new.seen {
        None => None,
        Some(seen) => {
            let proposal =
                now.proposal.ok_or_else(|| Fault::conflict("files-too-few").with("least", LEAST_FILES))?;
            if now.seen != *seen {
                return Err(Fault::conflict("proposal-changed"));
            }
            Some(proposal)
        }
    };
    if proposal.is_none() && now.in_force.as_ref().is_none_or(|row| row.bounds().0.is_empty()) {
        return Err(Fault::conflict("bounds-built-in"));
    }
    let bounds = proposal.as_ref().map(|p| p.bounds.clone()).unwrap_or_default();
    let count = |pick: fn(&Proposal) -> usize| super::count(proposal.as_ref().map_or(0, pick));
    let row = BoundsRow {
        kind: super::word(&new.kind)?,
        version,
        thresholds: serde_json::to_string(&bounds).map_err(Fault::ours)?,
        budget: new.percent,
        files: count(|p| p.files),
        raised_before: count(|p| p.raised_before),
        raised_after: count(|p| p.raised_after),
        confirmed: count(|p| p.confirmed),
        kept: count(|p| p.kept),
        engine: crate::forensics::ENGINE.to_owned(),
        reason,
        decided_by: actor.person.clone(),
        decided_at: tx.at,
    };
    store::insert_bounds(tx, &row)?;
    let entry = Entry::new(AuditKind("screening.calibrated"), "screening_calibration", row.name())
        .fact("thresholds", row.thresholds.as_str())
        .fact("budget", row.budget)
        .fact("files", row.files)
        .fact("raised_before", row.raised_before)
        .fact("raised_after", row.raised_after)
        .fact("confirmed", row.confirmed)
        .fact("kept", row.kept);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Brings in what was examined before there were measures and parts, some files at a time.
///
/// # Errors
/// When the database fails.
pub fn catch_up(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    let documents = store::without_measure(tx.conn, 100)?;
    for id in &documents {
        let Some(document) = store::document(tx.conn, id)? else { continue };
        let pages = store::pages(tx.conn, &document.case_id)?;
        let own: Vec<_> = pages.iter().filter(|page| page.document_id == *id).collect();
        for page in &own {
            if let Some(part) = super::reusing::page_alone(page) {
                store::insert_part(tx, (&document.case_id, id), page.number, &part)?;
            }
        }
        let engine = document.report().map(|head| head.engine).unwrap_or_default();
        // Its kind is not known, so no bounds rest on it; the row says that it was brought in.
        put_measure(tx, (&document.case_id, id), "other", &engine, Vec::new())?;
    }
    Ok(documents.len())
}
