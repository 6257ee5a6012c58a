//! Papers as the case page, the printed sheet and the API show them: personal values masked unless they were
//! asked for with a purpose.

use super::super::papers::{KINDS, code, is_column, offered, shown};
use super::super::service::{CaseFile, FieldFile, PaperFile};
use super::wanted::Wanted;
use crate::platform::i18n::Texts;

/// Rows of a table shown at once; the rest are folded.
const ROWS: usize = 60;

/// A field as it is shown.
#[derive(Debug, Clone)]
pub(super) struct FieldView {
    pub id: String,
    pub label: String,
    pub value: String,
    /// Whether the value shown is the whole value, so that it can be corrected in place.
    pub whole: bool,
    /// Whether somebody should hold the reading against the paper.
    pub unsure: bool,
    /// What was read where a person said something else, and who did; else empty.
    pub note: String,
    /// The page it stands on.
    pub page: Option<i32>,
    pub chosen: bool,
}

/// A cell as it is shown.
#[derive(Debug, Clone)]
pub(super) struct CellView {
    pub text: String,
    pub unsure: bool,
    pub said: bool,
}

#[derive(Debug, Clone)]
pub(super) struct RowView {
    /// From 1.
    pub n: usize,
    /// `paper.table.row`, as an address names it.
    pub at: String,
    pub cells: Vec<CellView>,
    pub editing: bool,
}

#[derive(Debug, Clone)]
pub(super) struct TableView {
    pub columns: Vec<String>,
    pub rows: Vec<RowView>,
    /// Rows beyond those shown at once.
    pub folded: Vec<RowView>,
    /// The row being corrected: its address, and label, name and value of each cell.
    pub edit: Option<EditView>,
}

#[derive(Debug, Clone)]
pub(super) struct EditView {
    pub title: String,
    pub action: String,
    /// Column, label, value; nothing where the value may not be shown whole.
    pub cells: Vec<(usize, String, Option<String>)>,
}

/// A paper as it is shown.
#[derive(Debug, Clone)]
pub(super) struct PaperView {
    pub id: String,
    pub document: String,
    pub document_name: String,
    /// Number of its first page.
    pub page: i32,
    pub kind: String,
    /// How sure, or who said so.
    pub sure: String,
    /// Whether the recognition itself was in doubt.
    pub unsure: bool,
    pub kinds: Vec<(&'static str, String, bool)>,
    pub fields: Vec<FieldView>,
    /// Fields of the kind that nobody has read or typed.
    pub missing: Vec<(&'static str, String)>,
    pub tables: Vec<TableView>,
    /// Whether something is masked.
    pub masked: bool,
    /// Whether it is shown whole now.
    pub revealed: bool,
    /// Whether it belongs to the document of the page shown.
    pub here: bool,
}

/// Name of a kind.
pub(super) fn kind_name(t: &Texts, code: &str) -> String {
    t.get(&format!("paper-kind-{code}"))
}

/// Label of a field; a later engine may know fields that this version has no words for.
pub(super) fn field_label(t: &Texts, key: &str) -> String {
    let message = format!("paper-field-{key}");
    if t.has(&message) { t.get(&message) } else { key.to_owned() }
}

fn column_label(t: &Texts, key: &str) -> String {
    let known = if is_column(key) { key } else { "other" };
    t.get(&format!("paper-column-{known}"))
}

/// The papers of a case. `current` is the document of the page shown.
pub(super) fn paper_views(
    t: &Texts,
    file: &CaseFile,
    wanted: &Wanted,
    current: Option<&str>,
) -> Vec<PaperView> {
    file.papers.iter().map(|paper| paper_view(t, file, paper, wanted, current)).collect()
}

fn paper_view(
    t: &Texts,
    file: &CaseFile,
    paper: &PaperFile,
    wanted: &Wanted,
    current: Option<&str>,
) -> PaperView {
    let document = &paper.row.document_id;
    let revealed = wanted.revealed.as_ref() == Some(document);
    let name = |id: &str| file.names.get(id).cloned().unwrap_or_default();
    let fields: Vec<FieldView> = paper
        .fields
        .iter()
        .map(|field| field_view(t, &name, field, revealed, wanted.field == field.row.id))
        .collect();
    let holds = paper.row.holds();
    let sure = match (&paper.row.said_kind, &paper.row.said_by) {
        (Some(_), Some(by)) => t.with("paper-kind-said", &[("person", &name(by))]),
        _ => t.with("paper-kind-sure", &[("percent", &paper.row.confidence)]),
    };
    let missing = offered(paper.kind())
        .filter(|key| !paper.fields.iter().any(|field| field.row.key == *key))
        .map(|key| (key, field_label(t, key)))
        .collect();
    let tables: Vec<TableView> = paper
        .tables
        .iter()
        .enumerate()
        .map(|(sheet, _)| table_view(t, paper, sheet, revealed, wanted, &file.case.id))
        .collect();
    let masked = fields.iter().any(|field| !field.whole)
        || tables
            .iter()
            .flat_map(|table| table.rows.iter().chain(&table.folded))
            .any(|row| row.cells.iter().any(|cell| cell.text.contains('*')));
    PaperView {
        id: paper.row.id.clone(),
        document: document.clone(),
        document_name: file
            .documents
            .iter()
            .find(|known| known.id == *document)
            .map(|known| known.name.clone())
            .unwrap_or_default(),
        page: paper.row.pages().first().copied().unwrap_or(0),
        kind: kind_name(t, holds),
        sure,
        unsure: paper.row.said_kind.is_none() && paper.row.confidence < super::super::papers::UNSURE,
        kinds: KINDS
            .iter()
            .map(|kind| (code(*kind), kind_name(t, code(*kind)), code(*kind) == holds))
            .collect(),
        fields,
        missing,
        tables,
        masked,
        revealed,
        here: current == Some(document.as_str()),
    }
}

fn field_view(
    t: &Texts,
    name: &dyn Fn(&str) -> String,
    field: &FieldFile,
    revealed: bool,
    chosen: bool,
) -> FieldView {
    let key = field.row.key.as_str();
    let see = |value: &str| if revealed { value.to_owned() } else { shown(key, value) };
    let value = see(field.value());
    let by = || name(field.row.said_by.as_deref().unwrap_or_default());
    let note = match (&field.said, &field.read) {
        (Some(_), Some(read)) => t.with("paper-field-was", &[("read", &see(read)), ("person", &by())]),
        (Some(_), None) => t.with("paper-field-added", &[("person", &by())]),
        (None, _) => String::new(),
    };
    FieldView {
        id: field.row.id.clone(),
        label: field_label(t, key),
        whole: value == field.value(),
        unsure: field.unsure(),
        value,
        note,
        page: field.row.region().and(field.row.page),
        chosen,
    }
}

fn table_view(
    t: &Texts,
    paper: &PaperFile,
    sheet: usize,
    revealed: bool,
    wanted: &Wanted,
    case: &str,
) -> TableView {
    let table = &paper.tables[sheet];
    let index = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let value = |line: usize, place: usize| {
        let said = paper.cells.get(&(index(sheet), index(line), index(place)));
        let read = table.rows.get(line).and_then(|row| row.get(place)).and_then(Option::as_ref);
        let text = said.map_or_else(|| read.map_or("", |cell| cell.text.as_str()), |(value, _)| value);
        (text.to_owned(), said.is_some(), read.is_some_and(|cell| cell.confidence < 0.8))
    };
    let see = |place: usize, text: &str| {
        if revealed { text.to_owned() } else { shown(&table.columns[place], text) }
    };
    let here = |line: usize| {
        wanted
            .row
            .as_ref()
            .is_some_and(|(id, s, l)| *id == paper.row.id && *s == index(sheet) && *l == index(line))
    };
    let mut rows: Vec<RowView> = (0..table.rows.len())
        .map(|line| {
            let cells: Vec<CellView> = (0..table.columns.len())
                .map(|place| {
                    let (text, said, unsure) = value(line, place);
                    CellView { text: see(place, &text), said, unsure: unsure && !said }
                })
                .collect();
            RowView {
                n: line + 1,
                at: format!("{}.{sheet}.{line}", paper.row.id),
                editing: here(line),
                cells,
            }
        })
        .collect();
    let edit = (0..table.rows.len()).find(|line| here(*line)).map(|line| EditView {
        title: t.with("paper-row-n", &[("n", &(line + 1))]),
        action: format!("/screening/{case}/papers/{}/rows/{sheet}.{line}", paper.row.id),
        cells: (0..table.columns.len())
            .map(|place| {
                let (text, _, _) = value(line, place);
                let whole = see(place, &text) == text;
                (place, column_label(t, &table.columns[place]), whole.then_some(text))
            })
            .collect(),
    });
    let folded = if rows.len() > ROWS { rows.split_off(ROWS) } else { Vec::new() };
    TableView { columns: table.columns.iter().map(|key| column_label(t, key)).collect(), rows, folded, edit }
}
