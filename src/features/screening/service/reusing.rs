//! Putting down what a document is found by, and finding it in other cases.

use std::collections::BTreeSet;

use super::super::model::{Case, Document, Page};
use super::super::reuse::content;
use super::super::reuse::numbers::numbers;
use super::super::reuse::sketch::Sketch;
use super::super::reuse::{self, Applicants, Likeness, Look, PartKind, PartLook};
use super::super::rules;
use super::super::store::{self, Neighbour};
use crate::forensics::papers::Paper;
use crate::forensics::seals::print::Print;
use crate::forensics::{self, Family, Finding, Region};
use crate::kernel::Fault;
use crate::platform::db::{AnyConn, Tx};
use crate::platform::keys::MasterKey;

/// Findings of this room told for one document: more would hide the others.
const TOLD: usize = 6;
/// Of many alike the nearest are told.
const NEAREST: usize = 12;
/// Parts of one page kept.
const PARTS: usize = 24;
/// Narrower or lower parts, in pixels, hold nothing to compare.
const LEAST_SIDE: u32 = 24;

/// What a document is found by, page for page (numbers as in [`Page`]).
pub struct Looks {
    pages: Vec<(i32, PartLook)>,
    numbers: Vec<(&'static str, String)>,
}

/// Reads what a document is found by off its report.
pub fn looks(keys: &MasterKey, pages: &[Page], report: &forensics::Report) -> Looks {
    let papers = &report.papers;
    let key = keys.derive("screening.sketch");
    let print = |text: &str| keys.fingerprint("screening.party", text);
    let mut looks = Looks { pages: Vec::new(), numbers: Vec::new() };
    for (row, page) in pages.iter().zip(&report.pages) {
        let paper = papers.iter().find(|paper| paper.pages.contains(&page.index));
        let holder = paper.and_then(content::holder).map(|name| print(&name));
        let issuer = paper.and_then(content::issuer).map(|name| print(&name));
        let read = page.text.as_ref();
        let sketch =
            |region: Option<&Region>| read.and_then(|text| Sketch::of(&key, content::numbers(text, region)));
        if let Some(look) = Look::read(&page.phash, &page.dhash)
            && row.profile != "blank"
            && look.has_detail()
        {
            let sketch = sketch(None);
            // Read, and hardly a number on it: a blank form, which is alike everywhere.
            if read.is_none() || sketch.is_some() {
                let part = PartLook {
                    kind: PartKind::Page,
                    region: None,
                    look,
                    sketch,
                    print: None,
                    party: holder.clone(),
                };
                looks.pages.push((row.number, part));
            }
        }
        for part in page.parts.iter().take(PARTS) {
            let kind = match part.kind {
                forensics::PartKind::Seal => PartKind::Seal,
                forensics::PartKind::Photo => PartKind::Photo,
                forensics::PartKind::Table => PartKind::Table,
            };
            let Some(look) = Look::read(&part.phash, &part.dhash) else { continue };
            if part.region.width.min(part.region.height) < LEAST_SIDE || !look.has_detail() {
                continue;
            }
            let words = if kind == PartKind::Table { sketch(Some(&part.region)) } else { None };
            if kind == PartKind::Table && read.is_some() && words.is_none() {
                continue;
            }
            let party = if kind == PartKind::Seal { issuer.clone() } else { holder.clone() };
            let print = part.print.as_ref().and_then(|print| Print::read(&hex::decode(print).ok()?));
            let region = Some(part.region);
            looks.pages.push((row.number, PartLook { kind, region, look, sketch: words, print, party }));
        }
    }
    for paper in papers {
        let texts: Vec<_> =
            report.pages.iter().filter(|p| paper.pages.contains(&p.index)).map(|p| p.text.as_ref()).collect();
        let shingles = content::wording(paper, &texts);
        let at =
            paper.pages.first().and_then(|index| usize::try_from(*index).ok()).and_then(|n| pages.get(n));
        if let (Some(sketch), Some(page)) = (Sketch::of(&key, shingles.into_iter()), at) {
            let party = content::issuer(paper).map(|name| print(&name));
            let look = Look { phash: 0, dhash: 0 };
            let part = PartLook {
                kind: PartKind::Wording,
                region: None,
                look,
                sketch: Some(sketch),
                print: None,
                party,
            };
            looks.pages.push((page.number, part));
        }
    }
    looks.numbers = traces(keys, papers);
    looks
}

/// A page examined before there were parts: what its row still says.
pub(super) fn page_alone(page: &Page) -> Option<PartLook> {
    let look =
        Look::read(&page.phash, &page.dhash).filter(|look| look.has_detail() && page.profile != "blank")?;
    Some(PartLook { kind: PartKind::Page, region: None, look, sketch: None, print: None, party: None })
}

/// The numbers of papers as keyed prints.
fn traces(keys: &MasterKey, papers: &[Paper]) -> Vec<(&'static str, String)> {
    let all = papers.iter().flat_map(numbers);
    let prints =
        all.map(|n| (n.kind, keys.fingerprint("screening.number", &format!("{}/{}", n.kind, n.value))));
    prints.collect::<BTreeSet<_>>().into_iter().collect()
}

/// One find.
struct Told {
    rule: &'static str,
    finding: Finding,
    page: Option<i32>,
    other: String,
    /// The page there.
    other_page: Option<i32>,
}

/// Finds a document's file, parts and numbers in other cases, tells at most one finding for each rule and
/// other case, and puts down what it is found by itself.
///
/// # Errors
/// When the database fails.
pub fn find(
    tx: &mut Tx<'_>,
    case: &Case,
    document: &Document,
    looks: &Looks,
    made_by: (&str, &str),
) -> Result<(), Fault> {
    let mut told: Vec<Told> = Vec::new();
    same_file(tx, case, document, &mut told)?;
    same_numbers(tx, case, &looks.numbers, &mut told)?;
    for (page, part) in &looks.pages {
        same_part(tx, case, *page, part, &mut told)?;
    }
    told.sort_by_key(|one| std::cmp::Reverse(one.finding.strength));
    for one in told.into_iter().take(TOLD) {
        let mut row = super::finding_row(tx, &case.id, &one.finding, one.page, Some(&document.id), made_by)?;
        row.other_case_id = Some(one.other);
        row.other_page = one.other_page;
        store::insert_finding(tx, &row)?;
    }
    put_down(tx, case, document, looks)
}

/// Puts down what a document is found by, instead of what was put down before.
///
/// # Errors
/// When the database fails.
pub fn put_down(tx: &mut Tx<'_>, case: &Case, document: &Document, looks: &Looks) -> Result<(), Fault> {
    store::forget_parts(tx, &document.id)?;
    let ids = (case.id.as_str(), document.id.as_str());
    for (page, part) in &looks.pages {
        store::insert_part(tx, ids, *page, part)?;
    }
    for (kind, print) in &looks.numbers {
        store::insert_trace(tx, ids, kind, print)?;
    }
    Ok(())
}

/// How many things of other cases are like this one: what one look-up costs, for measuring it. `print` are the
/// letters of a seal, as they are kept.
///
/// # Errors
/// Missing for a kind that is none; when the database fails.
pub fn likenesses(
    conn: &mut AnyConn,
    case: &str,
    kind: &str,
    (phash, dhash): (u64, u64),
    print: Option<&[u8]>,
) -> Result<usize, Fault> {
    let kind = PartKind::from_code(kind).ok_or_else(Fault::missing)?;
    let print = print.and_then(Print::read);
    let part = PartLook { kind, region: None, look: Look { phash, dhash }, sketch: None, print, party: None };
    let near = store::neighbours(conn, case, &part)?;
    Ok(near.iter().filter(|other| reuse::alike(kind, &part.marks(), &other.marks()).is_some()).count())
}

/// After a person corrected the fields of a document: numbers that were misread are looked up anew. What was
/// told before stays, for somebody may have marked it.
///
/// # Errors
/// When the database fails.
pub fn corrected(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    case: &Case,
    document: &Document,
    papers: &[Paper],
) -> Result<(), Fault> {
    let numbers = traces(keys, papers);
    let mut told = Vec::new();
    same_numbers(tx, case, &numbers, &mut told)?;
    let before: BTreeSet<(String, Option<String>)> = store::findings(tx.conn, &case.id)?
        .into_iter()
        .filter(|row| row.document_id.as_deref() == Some(document.id.as_str()))
        .map(|row| (row.rule, row.other_case_id))
        .collect();
    for one in told {
        if before.contains(&(one.rule.to_owned(), Some(one.other.clone()))) {
            continue;
        }
        let made_by = (forensics::ENGINE, "typed");
        let mut row = super::finding_row(tx, &case.id, &one.finding, None, Some(&document.id), made_by)?;
        row.other_case_id = Some(one.other);
        store::insert_finding(tx, &row)?;
    }
    for (kind, print) in &numbers {
        store::insert_trace(tx, (&case.id, &document.id), kind, print)?;
    }
    Ok(())
}

/// The case of a find with what is known of the applicants; none when it was erased.
fn other_case(tx: &mut Tx<'_>, case: &Case, other: &str) -> Result<Option<(String, Applicants)>, Fault> {
    let Some((code, reference)) = store::reference_of(tx.conn, other)? else { return Ok(None) };
    Ok(Some((code, Applicants::of(case.reference_print.as_deref(), reference.as_deref()))))
}

fn is_told(told: &[Told], rule: &str, other: &str) -> bool {
    // The same file says all that its pages could say.
    told.iter().any(|one| one.other == other && (one.rule == rule || one.rule == reuse::SAME_FILE))
}

fn same_file(tx: &mut Tx<'_>, case: &Case, document: &Document, told: &mut Vec<Told>) -> Result<(), Fault> {
    for (position, other) in store::twins(tx.conn, &document.blob)? {
        if other == case.id || is_told(told, reuse::SAME_FILE, &other) {
            continue;
        }
        let Some((code, applicants)) = other_case(tx, case, &other)? else { continue };
        let facts = [("case", code), ("applicants", applicants.code().to_owned())];
        let strength = reuse::same_file(applicants);
        let finding = rules::own_finding(reuse::SAME_FILE, Family::Reuse, strength, &facts);
        told.push(Told {
            rule: reuse::SAME_FILE,
            finding,
            page: None,
            other,
            other_page: Some(position * 100 + 1),
        });
    }
    Ok(())
}

fn same_numbers(
    tx: &mut Tx<'_>,
    case: &Case,
    numbers: &[(&'static str, String)],
    told: &mut Vec<Told>,
) -> Result<(), Fault> {
    for (kind, print) in numbers {
        for other in store::traced(tx.conn, &case.id, kind, print)? {
            if is_told(told, reuse::NUMBER, &other) {
                continue;
            }
            let Some((code, applicants)) = other_case(tx, case, &other)? else { continue };
            let facts = [
                ("case", code),
                ("applicants", applicants.code().to_owned()),
                ("number", (*kind).to_owned()),
            ];
            let strength = reuse::same_number(*kind == "certificate", applicants);
            let finding = rules::own_finding(reuse::NUMBER, Family::Reuse, strength, &facts);
            told.push(Told { rule: reuse::NUMBER, finding, page: None, other, other_page: None });
        }
    }
    Ok(())
}

fn same_part(
    tx: &mut Tx<'_>,
    case: &Case,
    page: i32,
    part: &PartLook,
    told: &mut Vec<Told>,
) -> Result<(), Fault> {
    let mut near: Vec<(Likeness, Neighbour)> = store::neighbours(tx.conn, &case.id, part)?
        .into_iter()
        .filter_map(|other| {
            reuse::alike(part.kind, &part.marks(), &other.marks()).map(|likeness| (likeness, other))
        })
        .collect();
    near.sort_by_key(|(likeness, _)| {
        (std::cmp::Reverse(likeness.words), std::cmp::Reverse(likeness.letters), likeness.bits)
    });
    if part.kind == PartKind::Wording {
        let issuers: BTreeSet<&str> = near.iter().filter_map(|(_, other)| other.party.as_deref()).collect();
        if issuers.len() >= reuse::COMMON_WORDING {
            return Ok(());
        }
    }
    let rule = part.kind.rule();
    let between = |other: &Neighbour| Applicants::of(part.party.as_deref(), other.party.as_deref());
    for (likeness, other) in reuse::telling(part.kind, near, between).take(NEAREST) {
        if is_told(told, rule, &other.case_id) {
            continue;
        }
        let Some((code, applicants)) = other_case(tx, case, &other.case_id)? else { continue };
        let parties = between(&other);
        let Some(strength) = reuse::weight(part.kind, likeness, applicants, parties) else { continue };
        let facts = [
            ("case", code),
            ("applicants", applicants.code().to_owned()),
            ("parties", parties.code().to_owned()),
            ("bits", likeness.bits.to_string()),
            ("read", if likeness.words.is_some() { "yes" } else { "no" }.to_owned()),
            ("percent", likeness.letters.map_or_else(|| "none".to_owned(), |percent| percent.to_string())),
            ("words", likeness.words.map_or_else(|| "none".to_owned(), |percent| percent.to_string())),
            ("page", (other.page % 100).to_string()),
        ];
        let finding =
            Finding { region: part.region, ..rules::own_finding(rule, Family::Reuse, strength, &facts) };
        told.push(Told {
            rule,
            finding,
            page: Some(page),
            other: other.case_id,
            other_page: Some(other.page),
        });
    }
    Ok(())
}
