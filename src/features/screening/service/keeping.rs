//! What an examination said is kept: pictures as blobs, the rest in one transaction, everything read sealed.

use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::model::{Case, Document, Page, ReportHead};
use super::super::papers::{Change, EarlierRow, FieldRow, PaperRow, TextRow};
use super::super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::forensics::papers::Paper;
use crate::forensics::{PageEdit, Region, Report};
use crate::kernel::{Actor, Fault};
use crate::platform::db::Tx;
use crate::platform::keys::MasterKey;
use crate::platform::site::Site;

/// Most bytes that something kept may unpack to; what was packed came through the bounds of `forensics::wire`.
const UNPACKED: u64 = 64 << 20;

/// Keeps a report of a document that waits for one, with what earlier versions of its pages showed, and settles
/// its case. The job of the examination ends here.
///
/// # Errors
/// Missing when the document is not there; when storing fails, and then nothing is kept.
pub fn keep_report(site: &Site, document: &str, report: &Report, millis: i64) -> Result<(), Fault> {
    let begun = site.db.write_blocking(|tx| super::examining::begin(tx, document))?;
    let document = begun.ok_or_else(Fault::missing)?;
    keep(site, &document, report, millis, |_tx| Ok(()))
}

/// As [`keep_report`], for a document whose examination has begun; `after` runs in the same transaction.
pub(super) fn keep(
    site: &Site,
    document: &Document,
    report: &Report,
    millis: i64,
    after: impl FnOnce(&mut Tx<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut put = Vec::new();
    let kept = pictures(site, document, report, &mut put).and_then(|(pages, earlier)| {
        site.db.write_blocking(|tx| {
            store_report(tx, site, document, report, &pages, millis)?;
            for (row, changes) in &earlier {
                let case = case_of(tx, document)?;
                let changes_sealed = seal(&site.keys, &case, "earlier", &pack(changes)?)?;
                store::insert_earlier(tx, &EarlierRow { changes_sealed, ..row.clone() })?;
            }
            together(tx, site, document)?;
            super::examining::conclude(tx, document)?;
            after(tx)
        })
    });
    if kept.is_err() {
        forget(site, &put);
    }
    kept
}

/// Checks the papers of the case together, with those of this document among them.
fn together(tx: &mut Tx<'_>, site: &Site, document: &Document) -> Result<(), Fault> {
    let case = case_of(tx, document)?;
    store::lock(tx, &case.id)?;
    let changed = super::together::check(tx, site, &case)?;
    if changed != super::together::Changed::default() {
        let entry = Entry::new(Kind("screening.case-checked"), "screening_case", &case.id)
            .fact("document", document.id.as_str())
            .fact("withdrawn", changed.withdrawn)
            .fact("found", changed.found);
        audit::record(tx, &Actor::system(), entry)?;
    }
    Ok(())
}

fn case_of(tx: &mut Tx<'_>, document: &Document) -> Result<Case, Fault> {
    store::case(tx.conn, &store::Scope::All, &document.case_id)
}

/// Seals under a field's label of a case.
pub(super) fn seal(keys: &MasterKey, case: &Case, field: &str, text: &str) -> Result<String, Fault> {
    keys.seal_text(&case.label(field)?, text).map_err(Fault::ours)
}

/// What was sealed under a field's label of a case; nothing once the case is erased.
pub(super) fn open(keys: &MasterKey, case: &Case, field: &str, sealed: &str) -> Option<String> {
    keys.open_text(&case.label(field).ok()?, sealed).ok()
}

type Earlier = Vec<(EarlierRow, Vec<Change>)>;

/// Stores the re-encoded pictures; `put` names them, so that they can be removed when their rows never come.
fn pictures(
    site: &Site,
    document: &Document,
    report: &Report,
    put: &mut Vec<String>,
) -> Result<(Vec<Page>, Earlier), Fault> {
    let mut keep = |png: &[u8]| -> Result<String, Fault> {
        let name = site.blobs.put_blocking(png).map_err(Fault::ours)?.as_str().to_owned();
        put.push(name.clone());
        Ok(name)
    };
    let mut rows = Vec::with_capacity(report.pages.len());
    for page in &report.pages {
        let mut map = |key: &str| -> Result<Option<String>, Fault> {
            page.maps.iter().find(|map| map.key == key).map(|map| keep(&map.png)).transpose()
        };
        let (heat, error_level) = (map("overlay")?, map("error_level")?);
        rows.push(Page {
            document_id: document.id.clone(),
            case_id: document.case_id.clone(),
            number: number(document, page.index),
            width: side(page.width),
            height: side(page.height),
            profile: super::word(&page.profile)?,
            phash: page.phash.clone(),
            dhash: page.dhash.clone(),
            preview: keep(&page.preview)?,
            heat,
            error_level,
        });
    }
    let mut before = Vec::with_capacity(report.earlier.len());
    for page in &report.earlier {
        let row = EarlierRow {
            case_id: document.case_id.clone(),
            number: number(document, page.page),
            // The engine counts the version that changed the page; what is shown is the one before it.
            revision: side(page.revision) - 1,
            document_id: document.id.clone(),
            width: side(page.width),
            height: side(page.height),
            preview: keep(&page.preview)?,
            changes_sealed: String::new(),
        };
        let change = |edit: &PageEdit| Change {
            region: Some(edit.region),
            before: edit.before.clone(),
            after: edit.after.clone(),
        };
        before.push((row, page.changes.iter().map(change).collect()));
    }
    Ok((rows, before))
}

/// The number of a page in its case, of its place in its file.
pub(super) fn number(document: &Document, index: u32) -> i32 {
    document.position * 100 + i32::try_from(index).unwrap_or(98).min(98) + 1
}

fn side(pixels: u32) -> i32 {
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

fn forget(site: &Site, put: &[String]) {
    for blob in put {
        let named = site.db.read_blocking(|conn| store::names_blob(conn, blob)).unwrap_or(true);
        if !named && let Ok(name) = blob.parse() {
            // A retry stores them again; what stays behind is found by the next erasure of the same bytes.
            let _ = site.blobs.delete_blocking(&name);
        }
    }
}

fn store_report(
    tx: &mut Tx<'_>,
    site: &Site,
    document: &Document,
    report: &Report,
    pages: &[Page],
    millis: i64,
) -> Result<(), Fault> {
    let case = case_of(tx, document)?;
    let held = super::calibrating::measure_and_hold(tx, &case, document, report)?;
    let made_by = (report.engine.as_str(), held.calibration.as_str());
    for page in pages {
        store::insert_page(tx, page)?;
    }
    let words = store_words(tx, &site.keys, &case, document, report)?;
    for (paper, position) in report.papers.iter().zip(1..) {
        store_paper(tx, &site.keys, &case, document, paper, position)?;
    }
    for finding in &held.findings {
        let page = finding.page.and_then(|index| pages.get(usize::try_from(index).ok()?)).map(|p| p.number);
        let row = super::finding_row(tx, &document.case_id, finding, page, Some(&document.id), made_by)?;
        store::insert_finding(tx, &row)?;
    }
    let looks = super::reusing::looks(&site.keys, pages, report);
    super::reusing::find(tx, &case, document, &looks, made_by)?;
    let head = ReportHead {
        calibration: held.calibration.clone(),
        calibration_date: held.calibration_date,
        score: held.score,
        unraised: Some(held.unraised),
        grade: held.grade,
        ..ReportHead::of(report)
    };
    let head = serde_json::to_string(&head).map_err(Fault::ours)?;
    store::set_examined(tx, &document.id, &head, report.informative.pixels, millis)?;
    let entry = Entry::new(Kind("screening.examined"), "screening_case", &document.case_id)
        .fact("document", document.id.as_str())
        .fact("engine", made_by.0)
        .fact("calibration", made_by.1)
        .fact("findings", held.findings.len())
        .fact("words", words)
        .fact("papers", report.papers.len());
    audit::record(tx, &Actor::system(), entry)?;
    Ok(())
}

/// Keeps the words of each page that was read; how many.
fn store_words(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    case: &Case,
    document: &Document,
    report: &Report,
) -> Result<usize, Fault> {
    let mut all = 0;
    for page in &report.pages {
        let Some(text) = &page.text else { continue };
        all += text.words.len();
        let row = TextRow {
            case_id: case.id.clone(),
            number: number(document, page.index),
            document_id: document.id.clone(),
            source: super::word(&text.source)?,
            words: super::count(text.words.len()),
            words_sealed: seal(keys, case, "text", &pack(text)?)?,
        };
        store::insert_text(tx, &row)?;
    }
    Ok(all)
}

fn store_paper(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    case: &Case,
    document: &Document,
    paper: &Paper,
    position: i32,
) -> Result<(), Fault> {
    let pages: Vec<i32> = paper.pages.iter().map(|index| number(document, *index)).collect();
    let row = PaperRow {
        id: tx.id(),
        case_id: case.id.clone(),
        document_id: document.id.clone(),
        position,
        kind: super::word(&paper.kind)?,
        confidence: super::super::rules::points(paper.confidence),
        pages: serde_json::to_string(&pages).map_err(Fault::ours)?,
        tables_sealed: seal(keys, case, "table", &pack(&paper.tables)?)?,
        said_kind: None,
        said_by: None,
        said_at: None,
        instead_of: None,
    };
    store::insert_paper(tx, &row)?;
    keep_fields(tx, keys, case, &row.id, paper, |index| number(document, index))
}

/// Keeps the fields of a paper as read; `number` gives the number of a page of its place.
pub(super) fn keep_fields(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    case: &Case,
    row: &str,
    paper: &Paper,
    number: impl Fn(u32) -> i32,
) -> Result<(), Fault> {
    for (field, position) in paper.fields.iter().zip(1..) {
        let json = |region: &Region| serde_json::to_string(region).map_err(Fault::ours);
        let field = FieldRow {
            id: tx.id(),
            case_id: case.id.clone(),
            paper_id: row.to_owned(),
            position,
            key: field.key.clone(),
            read_sealed: Some(seal(keys, case, "field", &field.value)?),
            confidence: super::super::rules::points(field.confidence),
            page: field.place.map(|place| number(place.page)),
            region: field.place.map(|place| json(&place.region)).transpose()?,
            said_sealed: None,
            said_by: None,
            said_at: None,
        };
        store::insert_field(tx, &field)?;
    }
    Ok(())
}

/// A value as text a third of its size: words repeat their keys for every character.
pub(super) fn pack(value: &impl Serialize) -> Result<String, Fault> {
    let json = serde_json::to_vec(value).map_err(Fault::ours)?;
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&json).map_err(Fault::ours)?;
    Ok(BASE64.encode(packer.finish().map_err(Fault::ours)?))
}

/// What [`pack`] packed; nothing when it is something else.
pub(super) fn unpack<T: DeserializeOwned>(packed: &str) -> Option<T> {
    let bytes = BASE64.decode(packed).ok()?;
    let mut json = Vec::new();
    flate2::read::DeflateDecoder::new(bytes.as_slice()).take(UNPACKED).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_back(texts in proptest::collection::vec(".{0,40}", 0..20)) {
            prop_assert_eq!(unpack::<Vec<String>>(&pack(&texts).unwrap()), Some(texts));
        }

        #[test]
        fn anything_else_is_nothing(text in ".{0,80}") {
            prop_assert_eq!(unpack::<Vec<u8>>(&text), None);
        }
    }
}
