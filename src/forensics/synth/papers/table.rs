//! Tables of a paper: columns, lines, wrapped cells.

use super::content::{Row, shaped};
use super::pen::{Look, Pen};
use super::sheet::{Align, Tag};

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Key of its cells; several, joined by a blank, for a cell that says two things.
    pub keys: &'static [&'static str],
    /// Heading; a line break parts two lines.
    pub head: &'static str,
    /// Millimetres.
    pub width: f32,
    /// Of the cells; headings are centred unless the table has no upright lines.
    pub align: Align,
    /// How values are written.
    pub shape: &'static str,
    /// Whether long texts go over two lines; otherwise they are squeezed.
    pub wrap: bool,
}

/// A column of one key.
#[must_use]
pub const fn column(
    keys: &'static [&'static str],
    head: &'static str,
    width: f32,
    align: Align,
    shape: &'static str,
) -> Column {
    Column { keys, head, width, align, shape, wrap: false }
}

/// A column whose texts may go over two lines.
#[must_use]
pub const fn wrapped(key: &'static [&'static str], head: &'static str, width: f32) -> Column {
    Column { keys: key, head, width, align: Align::Left, shape: "", wrap: true }
}

/// Which lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// All.
    Full,
    /// Level ones.
    Level,
    /// Above and below the heading, and at the end.
    Head,
    /// None; every second row stands on a tint.
    Tint,
    /// None: the paper brings its own.
    Bare,
}

/// How a table looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Headings.
    pub head: Look,
    /// Cells.
    pub body: Look,
    /// Height of a row of one line in millimetres.
    pub row: f32,
    /// Height of the heading in millimetres.
    pub top: f32,
    /// Lines.
    pub lines: Lines,
    /// Ink of the lines.
    pub ink: [u8; 3],
    /// Tint of the heading.
    pub tint: Option<[u8; 3]>,
}

impl Pen<'_> {
    /// Draws heading and rows; `first` is the document's number of the first row. Returns the lower edge.
    pub fn table(
        &mut self,
        at: (f32, f32),
        columns: &[Column],
        rows: &[Row],
        first: usize,
        style: Style,
    ) -> f32 {
        let (x, y) = at;
        let wide: f32 = columns.iter().map(|column| column.width).sum();
        if let Some(tint) = style.tint {
            self.ground((x, y), (wide, style.top), tint);
        }
        let mut left = x;
        for column in columns {
            let lines: Vec<&str> = column.head.split('\n').collect();
            let step = style.head.points * 0.42;
            let middle = y + style.top / 2.0 - step * (lines.len() - 1) as f32 / 2.0;
            for (index, line) in (0_u8..).zip(lines) {
                let at_y = middle + step * f32::from(index);
                if style.lines == Lines::Full {
                    self.centre(line, style.head, (left + column.width / 2.0, at_y));
                } else {
                    let (hang, align) = hang(column, left);
                    self.put(line, style.head, (hang, at_y), align);
                }
            }
            left += column.width;
        }
        let mut edges = vec![y, y + style.top];
        for (index, row) in rows.iter().enumerate() {
            let top = edges.last().copied().unwrap_or(y);
            let height = self.row((x, top), columns, row, first + index, style, index % 2 == 1);
            edges.push(top + height);
        }
        let bottom = edges.last().copied().unwrap_or(y);
        let last = edges.len() - 1;
        for (index, edge) in edges.iter().enumerate() {
            let drawn = match style.lines {
                Lines::Full | Lines::Level => true,
                Lines::Head => index < 2 || index == last,
                Lines::Tint | Lines::Bare => false,
            };
            if drawn {
                self.level(x, x + wide, *edge, 0.18, style.ink);
            }
        }
        if style.lines == Lines::Full {
            let mut left = x;
            self.upright(left, y, bottom, 0.18, style.ink);
            for column in columns {
                left += column.width;
                self.upright(left, y, bottom, 0.18, style.ink);
            }
        }
        bottom
    }

    fn row(
        &mut self,
        (x, top): (f32, f32),
        columns: &[Column],
        row: &Row,
        number: usize,
        style: Style,
        odd: bool,
    ) -> f32 {
        let mut cells: Vec<Vec<(String, &'static str)>> = Vec::new();
        for column in columns {
            let mut lines = Vec::new();
            for key in column.keys {
                let value = shaped(row.get(key).map_or("", String::as_str), column.shape);
                let most = column.width - 2.0;
                if column.wrap && self.width(&value, style.body) > most {
                    lines.extend(self.broken(&value, style.body, most).into_iter().map(|line| (line, *key)));
                } else {
                    lines.push((value, *key));
                }
            }
            cells.push(lines);
        }
        let step = style.body.points * 0.43;
        let most = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let height = style.row + step * (most - 1) as f32;
        if odd && style.lines == Lines::Tint {
            let wide: f32 = columns.iter().map(|column| column.width).sum();
            self.ground((x, top), (wide, height), [243, 245, 248]);
        }
        let mut left = x;
        for (column, lines) in columns.iter().zip(&cells) {
            let (place, align) = hang(column, left);
            let middle = top + height / 2.0 - step * (lines.len().max(1) - 1) as f32 / 2.0;
            for (index, (text, key)) in (0_u8..).zip(lines) {
                if !text.is_empty() {
                    let at = (place, middle + step * f32::from(index));
                    let tag = Tag { key, row: Some(number) };
                    self.cell(text, (tag, column.shape), style.body, at, align, column.width - 1.8);
                }
            }
            left += column.width;
        }
        height
    }

    fn broken(&self, text: &str, look: Look, most: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for character in text.chars() {
            let full = lines.last().is_some_and(|line| {
                let mut longer = line.clone();
                longer.push(character);
                self.width(&longer, look) > most
            });
            if full && lines.len() < 3 {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
        }
        lines
    }
}

fn hang(column: &Column, left: f32) -> (f32, Align) {
    let x = match column.align {
        Align::Left => left + 1.1,
        Align::Centre => left + column.width / 2.0,
        Align::Right => left + column.width - 1.1,
    };
    (x, column.align)
}
