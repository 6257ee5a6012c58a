//! The papers of a case: what was read, what people said beside it, and the acts that say it. Each correction is
//! on record and has the checks run again.

use std::collections::BTreeMap;

use super::super::model::{Case, Document};
use super::super::papers::{CellRow, FieldRow, PaperRow, fields_of, is_personal};
use super::super::store;
use super::keeping::{open, unpack};
use super::{checking, marking, rereading};
use crate::features::audit::{self, Entry, Kind};
use crate::forensics::Region;
use crate::forensics::papers as engine;
use crate::forensics::papers::{Cell, Paper, Place, Table};
use crate::forensics::reading::text::PageText;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::keys::MasterKey;
use crate::platform::site::Site;

/// Longest value of a field or cell that somebody types, in characters.
const LONGEST: usize = 200;

/// A field with its words.
#[derive(Debug, Clone)]
pub struct FieldFile {
    /// The row.
    pub row: FieldRow,
    /// What was read; none when a person added the field.
    pub read: Option<String>,
    /// What a person said.
    pub said: Option<String>,
}

impl FieldFile {
    /// The value that holds.
    #[must_use]
    pub fn value(&self) -> &str {
        self.said.as_deref().or(self.read.as_deref()).unwrap_or_default()
    }

    /// Whether somebody should hold the reading against the paper.
    #[must_use]
    pub fn unsure(&self) -> bool {
        self.said.is_none() && self.row.confidence < super::super::papers::UNSURE
    }
}

/// A paper with its words.
#[derive(Debug, Clone)]
pub struct PaperFile {
    /// The row, as recognised and with what a person said of its kind.
    pub row: PaperRow,
    /// The id under which its fields and cells are kept: its own, or that of its reading as another kind.
    pub reading: String,
    /// Its fields, in the order of the paper.
    pub fields: Vec<FieldFile>,
    /// Its tables as read.
    pub tables: Vec<Table>,
    /// Cells as people said them: value and who, by table, row and column.
    pub cells: BTreeMap<(i32, i32, i32), (String, String)>,
}

impl PaperFile {
    /// Where on a page cells stand that name or place somebody.
    #[must_use]
    pub fn personal_cells(&self, number: i32) -> Vec<Region> {
        // Places of the engine count pages of their file from 0.
        let first = self.row.pages().first().map_or(0, |number| number / 100 * 100);
        let cells = self.tables.iter().flat_map(|table| {
            let cells = table.rows.iter().flat_map(|row| row.iter().zip(&table.columns));
            cells.filter_map(|(cell, key)| cell.as_ref()?.place.filter(|_| is_personal(key)))
        });
        cells
            .filter(|place| i32::try_from(place.page).is_ok_and(|page| first + page + 1 == number))
            .map(|place| place.region)
            .collect()
    }

    /// The kind that holds.
    #[must_use]
    pub fn kind(&self) -> engine::Kind {
        super::from_word(self.row.holds()).unwrap_or(engine::Kind::Other)
    }

    /// The paper as it stands corrected, in the engine's words.
    #[must_use]
    pub fn corrected(&self) -> Paper {
        let index = |number: i32| u32::try_from(number % 100 - 1).unwrap_or(0);
        let sure = |confidence: i32| f32::from(u8::try_from(confidence.clamp(0, 100)).unwrap_or(0)) / 100.0;
        let fields = self.fields.iter().map(|field| engine::Field {
            key: field.row.key.clone(),
            value: field.value().to_owned(),
            place: field
                .row
                .page
                .zip(field.row.region())
                .map(|(page, region)| Place { page: index(page), region }),
            confidence: if field.said.is_some() { 1.0 } else { sure(field.row.confidence) },
        });
        let mut tables = self.tables.clone();
        for ((sheet, line, place), (value, _)) in &self.cells {
            let at = |n: &i32| usize::try_from(*n).unwrap_or(usize::MAX);
            let cell = tables
                .get_mut(at(sheet))
                .and_then(|table| table.rows.get_mut(at(line)))
                .and_then(|row| row.get_mut(at(place)));
            if let Some(cell) = cell {
                let place = cell.as_ref().and_then(|cell| cell.place);
                *cell = Some(Cell { text: value.clone(), place, confidence: 1.0 });
            }
        }
        Paper {
            kind: self.kind(),
            confidence: if self.row.said_kind.is_some() { 1.0 } else { sure(self.row.confidence) },
            pages: self.row.pages().into_iter().map(index).collect(),
            fields: fields.collect(),
            tables,
        }
    }
}

/// The papers of a case in the order of its documents; the look has to be on record already.
pub(super) fn papers_of(conn: &mut AnyConn, keys: &MasterKey, case: &Case) -> Result<Vec<PaperFile>, Fault> {
    let mut fields = store::fields(conn, &case.id)?;
    let cells = store::cells(conn, &case.id)?;
    let mut files = Vec::new();
    let (anew, rows): (Vec<PaperRow>, Vec<PaperRow>) =
        store::papers(conn, &case.id)?.into_iter().partition(|row| row.instead_of.is_some());
    for row in rows {
        let other = anew.iter().find(|other| {
            other.instead_of.as_ref() == Some(&row.id) && row.said_kind.as_ref() == Some(&other.kind)
        });
        let read = other.unwrap_or(&row);
        let own = fields.extract_if(.., |field| field.paper_id == read.id).map(|field| FieldFile {
            read: field.read_sealed.as_deref().and_then(|sealed| open(keys, case, "field", sealed)),
            said: field.said_sealed.as_deref().and_then(|sealed| open(keys, case, "field", sealed)),
            row: field,
        });
        files.push(PaperFile {
            fields: own.collect(),
            tables: open(keys, case, "table", &read.tables_sealed)
                .and_then(|packed| unpack(&packed))
                .unwrap_or_default(),
            cells: cells
                .iter()
                .filter(|cell| cell.paper_id == read.id)
                .filter_map(|cell| {
                    let value = open(keys, case, "field", &cell.said_sealed)?;
                    Some(((cell.sheet, cell.line, cell.place), (value, cell.said_by.clone())))
                })
                .collect(),
            reading: read.id.clone(),
            row,
        });
    }
    Ok(files)
}

/// The words of a page; none when nobody read it. The look has to be on record already.
///
/// # Errors
/// When the database fails.
pub fn words(
    conn: &mut AnyConn,
    keys: &MasterKey,
    case: &Case,
    number: i32,
) -> Result<Option<PageText>, Fault> {
    let row = store::text(conn, &case.id, number)?;
    Ok(row.and_then(|row| unpack(&open(keys, case, "text", &row.words_sealed)?)))
}

/// The case and one of its papers, for somebody who may add to the case.
fn writable(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    paper: &str,
) -> Result<(Case, Document, PaperFile), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    let row = store::paper(tx.conn, &case.id, paper)?;
    marking::may_add(tx, actor, &case)?;
    let document = store::document(tx.conn, &row.document_id)?.ok_or_else(Fault::missing)?;
    let file = papers_of(tx.conn, &site.keys, &case)?
        .into_iter()
        .find(|file| file.row.id == row.id)
        .ok_or_else(Fault::missing)?;
    Ok((case, document, file))
}

/// Says what kind a paper is, and has its pages read anew as that kind. Saying what was recognised takes the
/// correction back, with everything that was read and said before it.
///
/// # Errors
/// Missing for a case one may not see; a refusal or conflict when one may not add to it.
pub fn say_kind(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    paper: &str,
    kind: engine::Kind,
) -> Result<(), Fault> {
    let (case, document, file) = writable(tx, site, actor, case, paper)?;
    let code = super::word(&kind)?;
    if file.row.holds() == code {
        return Ok(());
    }
    let as_read = code == file.row.kind;
    let fields = if as_read { 0 } else { rereading::reread(tx, site, &case, &document, &file, kind)? };
    store::set_kind(tx, &file.row.id, (!as_read).then_some(code.as_str()), &actor.person)?;
    let entry = Entry::new(Kind("screening.kind-corrected"), "screening_case", &case.id)
        .fact("paper", file.row.id.as_str())
        .fact("from", file.row.holds())
        .fact("to", code.as_str())
        .fact("fields", fields);
    audit::record(tx, actor, entry)?;
    checking::recheck(tx, site, actor, &case, &document)
}

/// A value of a form: trimmed, not endless.
pub(super) fn typed(value: &str) -> Result<&str, Fault> {
    let value = value.trim();
    if value.chars().count() > LONGEST || value.chars().any(char::is_control) {
        return Err(Fault::field("value", "reading-too-long"));
    }
    Ok(value)
}

/// Says what fields read, by their ids. What is equal to what holds already, or left empty, changes nothing;
/// what was read takes a correction back.
///
/// # Errors
/// As [`say_kind`]; an input fault for an endless value.
pub fn say_fields(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    paper: &str,
    values: &[(String, String)],
) -> Result<(), Fault> {
    let (case, document, file) = writable(tx, site, actor, case, paper)?;
    let mut said = Vec::new();
    for (id, value) in values {
        let value = typed(value)?;
        let field = file.fields.iter().find(|field| field.row.id == *id).ok_or_else(Fault::missing)?;
        if value.is_empty() || value == field.value() {
            continue;
        }
        let back = field.read.as_deref() == Some(value);
        let sealed = if back {
            None
        } else {
            Some(site.keys.seal_text(&case.label("field")?, value).map_err(Fault::ours)?)
        };
        store::set_field(tx, &field.row.id, sealed.as_deref(), &actor.person)?;
        said.push(field.row.key.as_str());
    }
    if said.is_empty() {
        return Err(Fault::conflict("nothing-corrected"));
    }
    corrected(tx, actor, &case, &file, &said)?;
    checking::recheck(tx, site, actor, &case, &document)
}

/// Adds a field the reader did not find.
///
/// # Errors
/// As [`say_kind`]; an input fault for a field this kind does not have or one that is there already.
pub fn add_field(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    paper: &str,
    key: &str,
    value: &str,
) -> Result<(), Fault> {
    let (case, document, file) = writable(tx, site, actor, case, paper)?;
    let value = typed(value)?;
    let known = fields_of(file.kind()).any(|known| known == key);
    if !known || value.is_empty() || file.fields.iter().any(|field| field.row.key == key) {
        return Err(Fault::field("value", "reading-needed"));
    }
    let row = FieldRow {
        id: tx.id(),
        case_id: case.id.clone(),
        paper_id: file.reading.clone(),
        position: file.fields.iter().map(|field| field.row.position).max().unwrap_or(0) + 1,
        key: key.to_owned(),
        read_sealed: None,
        confidence: 0,
        page: None,
        region: None,
        said_sealed: Some(site.keys.seal_text(&case.label("field")?, value).map_err(Fault::ours)?),
        said_by: Some(actor.person.clone()),
        said_at: Some(tx.at),
    };
    store::insert_field(tx, &row)?;
    corrected(tx, actor, &case, &file, &[key])?;
    checking::recheck(tx, site, actor, &case, &document)
}

/// Says what the cells of one row of a table read, by column.
///
/// # Errors
/// As [`say_fields`].
pub fn say_row(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    paper: &str,
    (sheet, line): (i32, i32),
    values: &[(i32, String)],
) -> Result<(), Fault> {
    let (case, document, file) = writable(tx, site, actor, case, paper)?;
    let at = |n: i32| usize::try_from(n).unwrap_or(usize::MAX);
    let table = file.tables.get(at(sheet)).ok_or_else(Fault::missing)?;
    let row = table.rows.get(at(line)).ok_or_else(Fault::missing)?;
    let mut said = Vec::new();
    for (place, value) in values {
        let value = typed(value)?;
        let read = row.get(at(*place)).ok_or_else(Fault::missing)?;
        let holds = file
            .cells
            .get(&(sheet, line, *place))
            .map(|(value, _)| value.as_str())
            .or(read.as_ref().map(|cell| cell.text.as_str()));
        if value == holds.unwrap_or_default() {
            continue;
        }
        let cell = CellRow {
            case_id: case.id.clone(),
            paper_id: file.reading.clone(),
            sheet,
            line,
            place: *place,
            said_sealed: site.keys.seal_text(&case.label("field")?, value).map_err(Fault::ours)?,
            said_by: actor.person.clone(),
            said_at: tx.at,
        };
        store::set_cell(tx, &cell)?;
        said.push(table.columns.get(at(*place)).map_or("other", String::as_str));
    }
    if said.is_empty() {
        return Err(Fault::conflict("nothing-corrected"));
    }
    corrected(tx, actor, &case, &file, &said)?;
    checking::recheck(tx, site, actor, &case, &document)
}

/// A correction on record: which fields, never what they say.
fn corrected(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: &Case,
    file: &PaperFile,
    keys: &[&str],
) -> Result<(), Fault> {
    let entry = Entry::new(Kind("screening.reading-corrected"), "screening_case", &case.id)
        .fact("paper", file.row.id.as_str())
        .fact("kind", file.row.holds())
        .fact("fields", keys.join(","));
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Puts on record that everything read of a document is shown whole, for a stated purpose. The page that comes
/// of it shows it once; nothing is switched on for later.
///
/// # Errors
/// Missing for a case one may not see; a refusal for who only audits; an input fault without a purpose.
pub fn reveal_document(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: &str,
    document: &str,
    purpose: &str,
) -> Result<(), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    if case.submitter_id != actor.person {
        actor.need(Permission::DecideScreening)?;
    }
    marking::purpose_fine(purpose)?;
    let document = store::document(tx.conn, document)?
        .filter(|document| document.case_id == case.id)
        .ok_or_else(Fault::missing)?;
    let entry = Entry::new(Kind("screening.revealed"), "screening_case", &case.id)
        .fact("document", document.id.as_str())
        .fact("purpose", purpose);
    audit::record(tx, actor, entry)?;
    Ok(())
}
