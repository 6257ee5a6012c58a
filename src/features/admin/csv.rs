//! Comma-separated values (RFC 4180), read and written for people who open them in a spreadsheet.

pub(super) use crate::web::csv::NotATable;
use crate::web::csv::{self, is_formula};

/// Longest file, rows.
pub(super) const MAX_ROWS: usize = 2_000;

/// Rows and cells.
pub(super) fn parse(text: &str) -> Result<Vec<Vec<String>>, NotATable> {
    csv::parse(text, MAX_ROWS)
}

/// A cell as written: quoted where needed, and no formula.
pub(super) fn cell(text: &str) -> String {
    let safe = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if safe.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// A whole file, with the byte order mark that spreadsheets need to read Chinese.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let mut out = String::from('\u{feff}');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotes_line_ends_and_marks_are_read() {
        let rows = parse("\u{feff}a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n\r\nlast,").unwrap();
        assert_eq!(rows, [vec!["a", "b"], vec!["x, \"y\"", "two\nlines"], vec!["last", ""]]);
        assert_eq!(parse("\"open"), Err(NotATable::OpenQuote));
        assert_eq!(parse(&"a\n".repeat(MAX_ROWS + 1)), Err(NotATable::TooManyRows));
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert!(cell(bad).trim_start_matches('"').starts_with('\''), "{bad:?}");
        }
        assert_eq!(cell("a-b"), "a-b");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in proptest::collection::vec(
            proptest::collection::vec("[-=+@'\",a-z\n\u{4e00}-\u{4e20}]{1,8}", 1..5), 1..6)) {
            let trimmed: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
                .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            // A cell that itself is an apostrophe before a formula reads back without it.
            prop_assume!(!trimmed.iter().flatten().any(|c| c.strip_prefix('\'').is_some_and(is_formula)));
            prop_assert_eq!(parse(&write(&trimmed)).unwrap(), trimmed);
        }

        #[test]
        fn any_text_is_a_table_or_refused(text in "(?s).{0,200}") {
            let _outcome = parse(&text);
        }
    }
}
