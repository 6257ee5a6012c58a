//! Papers for the tests of this room: invented, each field at a place of its own.

use crate::forensics::Region;
use crate::forensics::papers::{Cell, Field, Kind, Paper, Place, Table};

/// A paper whose fields were read without doubt.
pub(super) fn paper(kind: Kind, fields: &[(&str, &str)]) -> Paper {
    let fields = (0_u32..).zip(fields).map(|(index, (key, value))| Field {
        key: (*key).to_owned(),
        value: (*value).to_owned(),
        place: Some(place(0, 20 + index * 20, 100)),
        confidence: 0.99,
    });
    Paper { kind, confidence: 0.9, pages: vec![0], fields: fields.collect(), tables: Vec::new() }
}

/// A table; an empty text is a missing cell.
pub(super) fn table(columns: &[&str], rows: &[Vec<String>]) -> Table {
    let cell = |row: u32, column: u32, text: &String| {
        let place = Some(place(row / 25, 100 + row % 25 * 20, 50 + column * 80));
        (!text.is_empty()).then(|| Cell { text: text.clone(), place, confidence: 0.99 })
    };
    let rows = (0_u32..)
        .zip(rows)
        .map(|(row, cells)| (0_u32..).zip(cells).map(|(column, text)| cell(row, column, text)).collect());
    Table { columns: columns.iter().map(|column| (*column).to_owned()).collect(), rows: rows.collect() }
}

fn place(page: u32, y: u32, x: u32) -> Place {
    Place { page, region: Region { x, y, width: 70, height: 16 } }
}
