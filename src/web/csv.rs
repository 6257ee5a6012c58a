//! Tables as CSV (RFC 4180) that spreadsheets open without running anything.

use super::{Answer, page::attachment};

/// A table being written: a heading, then rows.
#[derive(Debug, Clone, Default)]
pub struct Csv(String);

impl Csv {
    /// A table with these column names.
    #[must_use]
    pub fn new<S: AsRef<str>>(columns: &[S]) -> Self {
        // The byte order mark tells the spreadsheets of the hall that this is UTF-8.
        let mut csv = Self("\u{feff}".to_owned());
        csv.row(columns);
        csv
    }

    /// A table without the mark, for programs, which take it for a part of the first name.
    #[must_use]
    pub fn plain<S: AsRef<str>>(columns: &[S]) -> Self {
        let mut csv = Self::default();
        csv.row(columns);
        csv
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        for (place, text) in cells.iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            self.0.push_str(&cell(text.as_ref()));
        }
        self.0.push_str("\r\n");
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The table as a download.
    ///
    /// # Errors
    /// Never; a handler's return type.
    pub fn answer(self, name: &str) -> Answer {
        attachment(self.0.into_bytes(), "text/csv; charset=utf-8", name)
    }
}

/// The text is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATable {
    /// A quote was opened and never closed.
    OpenQuote,
    /// More rows than are read.
    TooManyRows,
}

/// Characters after which a spreadsheet takes a cell for a formula.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Rows and cells. A byte order mark is passed over, empty lines too; the apostrophe that a writer puts
/// before a would-be formula is taken off again. At most `most` rows are read.
///
/// # Errors
/// When the text is no table or a longer one.
pub fn parse(text: &str, most: usize) -> Result<Vec<Vec<String>>, NotATable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    let end_cell = |row: &mut Vec<String>, current: &mut String| {
        let text = std::mem::take(current);
        let bare = text.strip_prefix('\'').filter(|rest| is_formula(rest)).map(str::to_owned);
        row.push(bare.unwrap_or(text).trim().to_owned());
    };
    let end_row = |rows: &mut Vec<Vec<String>>, row: &mut Vec<String>| {
        let whole = std::mem::take(row);
        if whole.iter().any(|cell| !cell.is_empty()) {
            rows.push(whole);
        }
    };
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => {
                chars.next();
                current.push('"');
            }
            (true, '"') => quoted = false,
            (false, '"') if current.is_empty() => quoted = true,
            (false, ',') => end_cell(&mut row, &mut current),
            (false, '\r') if chars.peek() == Some(&'\n') => {}
            (false, '\n' | '\r') => {
                end_cell(&mut row, &mut current);
                end_row(&mut rows, &mut row);
                if rows.len() > most {
                    return Err(NotATable::TooManyRows);
                }
            }
            (_, c) => current.push(c),
        }
    }
    if quoted {
        return Err(NotATable::OpenQuote);
    }
    end_cell(&mut row, &mut current);
    end_row(&mut rows, &mut row);
    Ok(rows)
}

/// One cell. What a spreadsheet would take for a formula gets an apostrophe in front, which it does not show;
/// a plain number keeps its sign, because it is one.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads one line of cells back, as a spreadsheet would.
    fn read(line: &str) -> Vec<String> {
        let (mut cells, mut now, mut quoted) = (Vec::new(), String::new(), false);
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => {
                    letters.next();
                    now.push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut now)),
                other => now.push(other),
            }
        }
        cells.push(now);
        cells
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_stay_numbers() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+SUM(A1)", "'+SUM(A1)"),
            ("-cmd", "'-cmd"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("-3", "-3"),
            ("+0.5", "+0.5"),
            ("a,b", "\"a,b\""),
            ("=\"x\"", "\"'=\"\"x\"\"\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    proptest! {
        #[test]
        fn rows_come_back_and_nothing_starts_a_formula(cells in prop::collection::vec("[ -~\u{4e00}\n\r\t]{0,12}", 1..6)) {
            let mut csv = Csv::default();
            csv.row(&cells);
            let line = csv.text().strip_suffix("\r\n").unwrap();
            let back = read(line);
            prop_assert_eq!(back.len(), cells.len());
            for (was, now) in cells.iter().zip(&back) {
                let quoted = format!("'{was}");
                prop_assert!(now == was || *now == quoted);
                prop_assert!(!now.starts_with(['=', '@', '\t', '\r']));
                prop_assert!(!now.starts_with(['+', '-']) || now.parse::<f64>().is_ok());
            }
        }
    }
}
