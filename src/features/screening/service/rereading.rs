//! A paper read anew as the kind a person says it is. The paper as recognised stays as it is, with what people
//! said of it: saying its own kind again brings all of it back.

use super::super::model::{Case, Document};
use super::super::papers::{CellRow, FieldRow, KINDS, PaperRow, fields_of};
use super::super::store;
use super::keeping::{keep_fields, number, pack, seal};
use super::papers::{PaperFile, words};
use crate::forensics::papers::{self as engine, Kind, Paper, Place};
use crate::forensics::reading::text::PageText;
use crate::kernel::Fault;
use crate::platform::db::Tx;
use crate::platform::site::Site;

/// Pages of one paper that are read anew.
const MOST_PAGES: usize = 99;

/// Keeps the paper's pages read as another kind, unless that is kept already; how many fields that gave. Without
/// words nothing is read, and the paper keeps what it has.
///
/// # Errors
/// When the database fails.
pub(super) fn reread(
    tx: &mut Tx<'_>,
    site: &Site,
    case: &Case,
    document: &Document,
    file: &PaperFile,
    kind: Kind,
) -> Result<usize, Fault> {
    let code = super::word(&kind)?;
    let paper = &file.row;
    let known = store::papers(tx.conn, &case.id)?;
    if known.iter().any(|row| row.instead_of.as_ref() == Some(&paper.id) && row.kind == code) {
        return Ok(0);
    }
    let mut texts: Vec<PageText> = Vec::new();
    let mut numbers: Vec<i32> = Vec::new();
    for page in paper.pages().into_iter().take(MOST_PAGES) {
        texts.push(words(tx.conn, &site.keys, case, page)?.unwrap_or_default());
        numbers.push(page);
    }
    if texts.iter().all(|text| text.words.is_empty()) {
        return Ok(0);
    }
    let mut read = placed(engine::recognise_as(&texts, kind), &numbers);
    // What the other reading found and this one did not is kept where this kind has it as well.
    let tables = read.tables.is_empty() && !engine::column_keys(kind).is_empty();
    if tables {
        read.tables.clone_from(&file.tables);
    }
    let at = KINDS.iter().position(|known| *known == kind).and_then(|at| i32::try_from(at).ok()).unwrap_or(0);
    let row = PaperRow {
        id: tx.id(),
        case_id: case.id.clone(),
        document_id: document.id.clone(),
        // Behind all papers of the file, each kind in a hundred of its own.
        position: paper.position + (at + 1) * 100,
        kind: code.clone(),
        confidence: 100,
        pages: paper.pages.clone(),
        tables_sealed: seal(&site.keys, case, "table", &pack(&read.tables)?)?,
        said_kind: None,
        said_by: None,
        said_at: None,
        instead_of: Some(paper.id.clone()),
    };
    store::insert_paper(tx, &row)?;
    keep_fields(tx, &site.keys, case, &row.id, &read, |index| number(document, index))?;
    if tables {
        for ((sheet, line, place), (value, by)) in &file.cells {
            let cell = CellRow {
                case_id: case.id.clone(),
                paper_id: row.id.clone(),
                sheet: *sheet,
                line: *line,
                place: *place,
                said_sealed: seal(&site.keys, case, "field", value)?,
                said_by: by.clone(),
                said_at: tx.at,
            };
            store::set_cell(tx, &cell)?;
        }
    }
    let missed = file.fields.iter().filter(|field| {
        let key = field.row.key.as_str();
        fields_of(kind).any(|known| known == key) && !read.fields.iter().any(|found| found.key == key)
    });
    for (field, position) in missed.zip(super::count(read.fields.len()) + 1..) {
        let kept = FieldRow { id: tx.id(), paper_id: row.id.clone(), position, ..field.row.clone() };
        store::insert_field(tx, &kept)?;
    }
    Ok(read.fields.len())
}

/// The paper with its places on the pages of the file: what was read was counted from the first page of the paper.
fn placed(mut paper: Paper, numbers: &[i32]) -> Paper {
    let index = |page: u32| {
        let number = usize::try_from(page).ok().and_then(|at| numbers.get(at)).copied().unwrap_or(1);
        u32::try_from(number % 100 - 1).unwrap_or(0)
    };
    let move_to = |place: &mut Place| place.page = index(place.page);
    paper.fields.iter_mut().filter_map(|field| field.place.as_mut()).for_each(move_to);
    let cells = paper.tables.iter_mut().flat_map(|table| &mut table.rows).flatten().flatten();
    cells.filter_map(|cell| cell.place.as_mut()).for_each(move_to);
    for page in &mut paper.pages {
        *page = index(*page);
    }
    paper
}
