//! What only the papers of a case together can say: one person or price told in two ways, what stands in the
//! business system against them, a price against the reference, and pages of one statement handed in as files.

use std::collections::BTreeSet;

use super::super::model::{Case, Document, FindingRow};
use super::super::rules::Outcome;
use super::super::store;
use super::papers::{PaperFile, papers_of};
use super::{pricing_papers, typing};
use crate::forensics::logic::case::{Joined, joined};
use crate::forensics::logic::{self, statement};
use crate::forensics::papers::{Kind, Paper, Place};
use crate::forensics::{self, Finding, Region};
use crate::kernel::Fault;
use crate::platform::db::Tx;
use crate::platform::site::Site;

/// The calibration of findings that rest on the case: they have none.
const CASE: &str = "case";
/// Why findings of single pages are set aside.
const JOINED: &str = "joined";
/// Findings of these rules speak of a whole statement.
const OF_STATEMENTS: &str = "logic.statement.";

/// What a check of a case changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Changed {
    /// Findings that came.
    pub found: i32,
    /// Findings no longer said, those set aside among them.
    pub withdrawn: i32,
}

/// A finding of the case with the other place it speaks of.
struct Told {
    finding: Finding,
    second: Option<(u32, Option<Region>)>,
}

/// The papers of a case as they stand corrected, their pages numbered through the case as [`Page::number`].
///
/// [`Page::number`]: super::super::model::Page::number
pub(super) fn numbered(files: &[PaperFile], documents: &[Document]) -> Vec<(usize, Paper)> {
    let of = |file: &PaperFile| {
        let (position, document) =
            documents.iter().enumerate().find(|(_, document)| document.id == file.row.document_id)?;
        let number = |index: u32| u32::try_from(super::keeping::number(document, index)).unwrap_or(0);
        let mut paper = file.corrected();
        let renumber = |place: &mut Place| place.page = number(place.page);
        paper.fields.iter_mut().filter_map(|field| field.place.as_mut()).for_each(renumber);
        let cells = paper.tables.iter_mut().flat_map(|table| &mut table.rows).flatten().flatten();
        cells.filter_map(|cell| cell.place.as_mut()).for_each(renumber);
        for page in &mut paper.pages {
            *page = number(*page);
        }
        Some((position, paper))
    };
    let mut papers: Vec<(usize, Paper)> = files.iter().filter_map(of).collect();
    papers.sort_by_key(|(position, paper)| (*position, paper.pages.first().copied()));
    papers
}

/// Checks the papers of a case against each other and puts what was found in the place of what was found so
/// before. What people marked stays with what they said of it. The caller settles the case.
///
/// # Errors
/// When the database fails.
pub(super) fn check(tx: &mut Tx<'_>, site: &Site, case: &Case) -> Result<Changed, Fault> {
    let documents = store::documents(tx.conn, &case.id)?;
    let files = papers_of(tx.conn, &site.keys, case)?;
    let mut papers = numbered(&files, &documents);
    let today = super::lending::day(site.zone().day(tx.at));
    let alone: Vec<Paper> = papers.iter().map(|(_, paper)| paper.clone()).collect();
    let mut told: Vec<Told> = Vec::new();
    let mut aside: BTreeSet<String> = BTreeSet::new();
    let rows = store::all_findings(tx.conn, &case.id)?;
    let mut inside = Vec::new();
    for whole in joined(&alone) {
        let Ok(said) = statement::check(&whole.paper, today) else { continue };
        let parts: Vec<&FindingRow> = rows.iter().filter(|row| of_part(row, &alone, &whole)).collect();
        for row in &parts {
            if row.outcome == Outcome::Open.code() && !said.iter().any(|finding| says(finding, row)) {
                aside.insert(row.id.clone());
            }
        }
        let new = said.into_iter().filter(|finding| !parts.iter().any(|row| says(finding, row)));
        told.extend(new.map(|finding| Told { finding, second: None }));
        inside.push(whole);
    }
    // Whatever asks for a statement sees the whole.
    for whole in &inside {
        let Some((first, rest)) = whole.parts.split_first() else { continue };
        if let Some((_, paper)) = papers.get_mut(*first) {
            *paper = whole.paper.clone();
        }
        for part in rest {
            if let Some((_, paper)) = papers.get_mut(*part) {
                paper.kind = Kind::Other;
                paper.tables.clear();
                paper.fields.clear();
            }
        }
    }
    let typed = typing::typed_of(tx.conn, &site.keys, case)?;
    let typed: Vec<logic::Typed> = typed.iter().filter_map(typing::TypedFile::compared).collect();
    for found in logic::check_case(&papers, &typed, today) {
        let page_of = |place: &logic::CasePlace| {
            let first = || papers.get(place.paper).and_then(|(_, paper)| paper.pages.first().copied());
            place.place.map(|place| place.page).or_else(first)
        };
        let mut finding = found.finding;
        finding.page = finding.page.or_else(|| found.places.first().and_then(page_of));
        let second =
            found.places.get(1).and_then(|place| Some((page_of(place)?, place.place.map(|at| at.region))));
        told.push(Told { finding, second });
    }
    for (_, paper) in papers.iter().filter(|(_, paper)| paper.kind == Kind::PurchaseContract) {
        let found = pricing_papers::price_finding(tx.conn, paper)?;
        told.extend(found.map(|finding| Told { finding, second: None }));
    }
    let mut changed = replace(tx, case, &rows, told)?;
    changed.withdrawn += set_aside(tx, &rows, &aside)?;
    for document in documents.iter().filter(|document| document.state == "examined") {
        super::checking::count_again(tx, case, document)?;
    }
    Ok(changed)
}

/// Whether a finding of a single file speaks of a statement that is part of a whole.
fn of_part(row: &FindingRow, alone: &[Paper], whole: &Joined) -> bool {
    let page = row.page.and_then(|page| u32::try_from(page).ok());
    let pages = whole.parts.iter().filter_map(|part| alone.get(*part)).flat_map(|paper| &paper.pages);
    row.document_id.is_some()
        && row.rule.starts_with(OF_STATEMENTS)
        && page.is_some_and(|page| pages.into_iter().any(|own| *own == page))
}

fn says(finding: &Finding, row: &FindingRow) -> bool {
    finding.rule == row.rule
        && finding.page == row.page.and_then(|page| u32::try_from(page).ok())
        && finding.region == row.region()
}

/// What makes two findings of a case the same place to look at.
fn same(a: &FindingRow, b: &FindingRow) -> bool {
    (&a.rule, a.page, &a.region, a.other_page, &a.source_region)
        == (&b.rule, b.page, &b.region, b.other_page, &b.source_region)
}

fn replace(tx: &mut Tx<'_>, case: &Case, rows: &[FindingRow], told: Vec<Told>) -> Result<Changed, Fault> {
    let mut fresh: Vec<FindingRow> = Vec::new();
    for told in told {
        let number = |page: u32| i32::try_from(page).ok();
        let page = told.finding.page.and_then(number);
        let finding = Finding { source_region: told.second.and_then(|(_, region)| region), ..told.finding };
        let mut row = super::finding_row(tx, &case.id, &finding, page, None, (forensics::ENGINE, CASE))?;
        row.other_page = told.second.and_then(|(page, _)| number(page));
        if !fresh.iter().any(|known| same(known, &row) && known.facts == row.facts) {
            fresh.push(row);
        }
    }
    let mut changed = Changed::default();
    let mut known: Vec<&FindingRow> = Vec::new();
    for row in rows.iter().filter(|row| row.document_id.is_none() && row.calibration == CASE) {
        let still = fresh.iter().find(|new| same(new, row));
        let open = row.outcome == Outcome::Open.code();
        if !open || fresh.iter().any(|new| same(new, row) && new.facts == row.facts) {
            known.push(row);
        } else {
            store::delete_finding(tx, &row.id)?;
            changed.withdrawn += i32::from(still.is_none());
        }
    }
    for row in &fresh {
        let stands = known
            .iter()
            .any(|old| same(old, row) && (old.facts == row.facts || old.outcome != Outcome::Open.code()));
        if !stands {
            store::insert_finding(tx, row)?;
            changed.found += 1;
        }
    }
    Ok(changed)
}

/// Sets aside what joining explains, and takes up again what it no longer does; how many went.
fn set_aside(tx: &mut Tx<'_>, rows: &[FindingRow], aside: &BTreeSet<String>) -> Result<i32, Fault> {
    let of = |wanted: bool| -> Vec<String> {
        let turned =
            |row: &&FindingRow| aside.contains(&row.id) == wanted && row.set_aside.is_some() != wanted;
        rows.iter().filter(turned).map(|row| row.id.clone()).collect()
    };
    let (gone, back) = (of(true), of(false));
    if !back.is_empty() {
        store::set_aside(tx, &back, None)?;
    }
    if !gone.is_empty() {
        store::set_aside(tx, &gone, Some(JOINED))?;
    }
    Ok(super::count(gone.len()))
}
