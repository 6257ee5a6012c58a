//! The checks that rest on what was read, run again after a correction.

use std::collections::BTreeSet;

use super::super::model::{Case, Document, FindingRow};
use super::super::rules::Outcome;
use super::super::store;
use super::papers::papers_of;
use crate::features::audit::{self, Entry, Kind};
use crate::forensics::papers::Paper;
use crate::forensics::verdict::budget::BOUNDED;
use crate::forensics::{self, Finding, logic};
use crate::kernel::{Actor, Fault};
use crate::platform::db::Tx;
use crate::platform::site::Site;

/// Findings of these rules rest on what was read.
const RESTING: &str = "logic.";

/// What makes two findings the same place to look at.
type Same = (String, Option<i32>, Option<String>);

fn same(row: &FindingRow) -> Same {
    (row.rule.clone(), row.page, row.region.clone())
}

/// Runs the checks over the papers of a document as they stand corrected. Open findings that rest on what was
/// read and are no longer said go; new ones come; what people marked stays with what they said of it. Which of
/// all findings of the document count is worked out anew, and the case with it.
///
/// # Errors
/// When the database fails.
pub fn recheck(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &Case,
    document: &Document,
) -> Result<(), Fault> {
    let papers: Vec<Paper> = papers_of(tx.conn, &site.keys, case)?
        .iter()
        .filter(|file| file.row.document_id == document.id)
        .map(super::papers::PaperFile::corrected)
        .collect();
    let head = document.report();
    let made_by = head
        .as_ref()
        .map_or((forensics::ENGINE, "reread"), |head| (head.engine.as_str(), head.calibration.as_str()));
    let mut fresh = Vec::new();
    let said = logic::check_papers(&papers, super::lending::day(site.zone().day(tx.at))).0;
    for finding in super::calibrating::held_findings(tx.conn, &papers, said)? {
        let page = finding.page.map(|index| super::keeping::number(document, index));
        fresh.push(super::finding_row(tx, &case.id, &finding, page, Some(&document.id), made_by)?);
    }
    let (mut known, mut gone, mut come) = (BTreeSet::new(), 0, 0);
    for row in store::all_findings(tx.conn, &case.id)? {
        if row.document_id.as_deref() != Some(document.id.as_str()) || !row.rule.starts_with(RESTING) {
            continue;
        }
        let still = fresh.iter().find(|finding| same(finding) == same(&row));
        let open = row.outcome == Outcome::Open.code();
        if !open || still.is_some_and(|finding| finding.facts == row.facts) {
            known.insert(same(&row));
        } else {
            store::delete_finding(tx, &row.id)?;
            gone += i32::from(still.is_none() && row.set_aside.is_none());
        }
    }
    for finding in fresh.iter().filter(|finding| !known.contains(&same(finding))) {
        store::insert_finding(tx, finding)?;
        come += 1;
    }
    super::reusing::corrected(tx, &site.keys, case, document, &papers)?;
    super::calibrating::kind_corrected(tx, &document.id, &papers)?;
    let together = super::together::check(tx, site, case)?;
    gone += together.withdrawn;
    come += together.found;
    if gone > 0 {
        store::add_withdrawn(tx, &document.id, gone)?;
    }
    super::settle(tx, case)?;
    let entry = Entry::new(Kind("screening.rechecked"), "screening_case", &case.id)
        .fact("document", document.id.as_str())
        .fact("withdrawn", gone)
        .fact("found", come);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Whether a finding counts depends on those around it, which may have come or gone: those of the document, and
/// those of the case that speak of its pages.
pub(super) fn count_again(tx: &mut Tx<'_>, case: &Case, document: &Document) -> Result<(), Fault> {
    let rows: Vec<FindingRow> = store::findings(tx.conn, &case.id)?
        .into_iter()
        .filter(|row| match &row.document_id {
            Some(own) => *own == document.id,
            None => row.page.is_some_and(|page| page / 100 == document.position),
        })
        // What lies below the centre's own bound agrees with nothing.
        .filter(|row| !row.facts().contains_key(BOUNDED))
        .collect();
    let findings: Vec<Finding> = rows.iter().filter_map(as_finding).collect();
    if findings.len() != rows.len() {
        // A word of another version of the engine: what it counted stays counted.
        return Ok(());
    }
    for (row, counts) in rows.iter().zip(forensics::counting(&findings)) {
        if row.counts != counts && row.other_case_id.is_none() {
            store::set_counts(tx, &row.id, counts)?;
        }
    }
    Ok(())
}

fn as_finding(row: &FindingRow) -> Option<Finding> {
    Some(Finding {
        rule: row.rule.clone(),
        family: super::from_word(&row.family)?,
        page: row.page.and_then(|page| u32::try_from(page).ok()),
        region: row.region(),
        source_region: row.source_region(),
        strength: super::from_word(&row.strength)?,
        score: 0.0,
        facts: std::collections::BTreeMap::new(),
        counts: row.counts,
    })
}
