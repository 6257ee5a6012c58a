//! The text of a document: paragraphs, tables, tracked changes, notes.

use std::collections::HashMap;

use super::CELL;
use super::lists::Lists;
use super::styles::Styles;
use super::xml::{Element, Step, walk};
use crate::platform::documents::{Gathered, Limits, Look, Refused, What, tidy};

/// Which part a note stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
    Comment,
}

/// The texts of notes and comments by their ids.
pub(super) type Notes = HashMap<(NoteKind, String), String>;

/// Reads a part with notes.
pub(super) fn notes(text: &str, kind: NoteKind, into: &mut Notes, limits: &Limits) -> Result<(), Refused> {
    let mut open: Option<(String, String)> = None;
    let mut inside = false;
    walk(text, limits, |step| {
        match step {
            Step::Open(element) => match element.name {
                "footnote" | "endnote" | "comment" => {
                    open = Some((element.get("id").unwrap_or_default(), String::new()));
                }
                "t" => inside = true,
                "p" => {
                    if let Some((_, text)) = &mut open {
                        text.push(' ');
                    }
                }
                _ => {}
            },
            Step::Words(words) => {
                if let Some((_, text)) = open.as_mut().filter(|_| inside) {
                    text.push_str(words);
                }
            }
            Step::Close("t") => inside = false,
            Step::Close("footnote" | "endnote" | "comment") => {
                if let Some((id, text)) = open.take() {
                    into.insert((kind, id), tidy(&text));
                }
            }
            Step::Close(_) => {}
        }
        Ok(())
    })
}

/// The words of a part in one line, for running heads.
pub(super) fn words(text: &str, limits: &Limits) -> Result<String, Refused> {
    let mut out = String::new();
    let mut inside = false;
    walk(text, limits, |step| {
        match step {
            Step::Open(element) if element.name == "t" => inside = true,
            Step::Close("t") => inside = false,
            Step::Close("p") => out.push(' '),
            Step::Words(words) if inside => out.push_str(words),
            _ => {}
        }
        Ok(())
    })?;
    Ok(tidy(&out))
}

/// A paragraph while it is read.
#[derive(Debug, Clone, Default)]
struct Open {
    text: String,
    style: String,
    list: Option<u32>,
    level: Option<usize>,
    outline: Option<u8>,
    /// Its end was deleted with tracked changes: it runs into the next one.
    joined: bool,
}

#[derive(Default)]
struct Run {
    hidden: bool,
    style: String,
}

struct Body<'a> {
    gathered: Gathered,
    styles: Styles,
    lists: Lists,
    notes: &'a Notes,
    /// Paragraphs that are open: a text box stands inside the paragraph that holds it.
    open: Vec<Open>,
    run: Run,
    /// Cells of the rows that are open, innermost last.
    rows: Vec<Vec<String>>,
    /// Whether the words that come are shown text.
    shown: bool,
    /// Inside deleted or moved-away text; how deep.
    deleted: usize,
    inserted: usize,
    gone: String,
    fresh: String,
    hidden: String,
    contents: Vec<String>,
    /// Elements skipped whole; how deep.
    skipped: usize,
    /// Inside the properties of a paragraph.
    properties: bool,
    /// Text of a paragraph whose end was deleted.
    carried: String,
}

/// Reads the main part.
pub(super) fn read(
    text: &str,
    styles: Styles,
    lists: Lists,
    notes: &Notes,
    limits: &Limits,
) -> Result<Gathered, Refused> {
    let mut body = Body {
        gathered: Gathered::default(),
        styles,
        lists,
        notes,
        open: Vec::new(),
        run: Run::default(),
        rows: Vec::new(),
        shown: false,
        deleted: 0,
        inserted: 0,
        gone: String::new(),
        fresh: String::new(),
        hidden: String::new(),
        contents: Vec::new(),
        skipped: 0,
        properties: false,
        carried: String::new(),
    };
    let mut characters = 0;
    walk(text, limits, |step| {
        match step {
            Step::Open(element) => body.start(element),
            Step::Close(name) => body.end(name),
            Step::Words(words) => {
                characters += words.len();
                body.words(words);
            }
        }
        let over = body.gathered.over(limits)
            || characters > limits.characters * 4
            || body.rows.iter().map(Vec::len).sum::<usize>() > limits.paragraphs;
        if over { Err(Refused::Bomb) } else { Ok(()) }
    })?;
    body.leave_contents();
    if !body.carried.is_empty() {
        let rest = std::mem::take(&mut body.carried);
        body.gathered.push(&rest, Look::Body);
    }
    Ok(body.gathered)
}

impl Body<'_> {
    fn start(&mut self, element: &Element<'_>) {
        if self.skipped > 0 {
            // Fallback pictures of an alternate content repeat its text.
            self.skipped += 1;
            return;
        }
        match element.name {
            "Fallback" | "instrText" | "delInstrText" | "rt" => {
                if element.name == "rt" {
                    // The reading above a character is no text of the document.
                    self.gathered.leave_out(What::Hidden, "");
                }
                self.skipped = 1;
            }
            "p" => self.open.push(Open::default()),
            "pPr" => self.properties = true,
            "r" => self.run = Run::default(),
            "t" => self.shown = true,
            "delText" => self.shown = self.deleted > 0,
            "del" if self.properties => {
                if let Some(open) = self.open.last_mut() {
                    open.joined = true;
                }
            }
            "del" | "moveFrom" => self.deleted += 1,
            "ins" | "moveTo" if !self.properties => self.inserted += 1,
            "tab" if !self.properties => self.words_of_run("\t"),
            "br" | "cr" => self.words_of_run("\n"),
            "noBreakHyphen" => self.words_of_run("-"),
            "sym" => self.symbol(element),
            "vanish" if self.properties => {}
            "vanish" | "webHidden" => self.run.hidden = element.on(),
            "rStyle" => self.run.style = element.val(),
            "pStyle" => self.of_paragraph(|open, value| open.style = value, element),
            "numId" => self.of_paragraph(|open, value| open.list = value.parse().ok(), element),
            "ilvl" => self.of_paragraph(|open, value| open.level = value.parse().ok(), element),
            "outlineLvl" => self.of_paragraph(|open, value| open.outline = value.parse().ok(), element),
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "drawing" | "pict" => self.gathered.leave_out(What::Picture, ""),
            "object" => self.gathered.leave_out(What::Embedded, ""),
            "ffData" | "checkBox" | "dropDownList" | "comboBox" => self.gathered.leave_out(What::Form, ""),
            "footnoteReference" => self.note(NoteKind::Footnote, What::Footnote, element),
            "endnoteReference" => self.note(NoteKind::Endnote, What::Footnote, element),
            "commentReference" => self.note(NoteKind::Comment, What::Comment, element),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" => self.end_of_paragraph(),
            "pPr" => self.properties = false,
            "t" | "delText" => self.shown = false,
            "r" => self.leave(What::Hidden),
            "del" | "moveFrom" if !self.properties => {
                self.deleted = self.deleted.saturating_sub(1);
                if self.deleted == 0 {
                    self.leave(What::Deleted);
                }
            }
            "ins" | "moveTo" if !self.properties => {
                self.inserted = self.inserted.saturating_sub(1);
                if self.inserted == 0 {
                    self.leave(What::Inserted);
                }
            }
            "tr" => self.end_of_row(),
            _ => {}
        }
    }

    fn of_paragraph(&mut self, set: impl FnOnce(&mut Open, String), element: &Element<'_>) {
        if let Some(open) = self.open.last_mut().filter(|_| self.properties) {
            set(open, element.val());
        }
    }

    fn note(&mut self, kind: NoteKind, what: What, element: &Element<'_>) {
        let id = element.get("id").unwrap_or_default();
        let text = self.notes.get(&(kind, id)).cloned().unwrap_or_default();
        self.gathered.leave_out(what, &text);
    }

    /// A character of a symbol font; which one it shows only the font knows.
    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        match code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)) {
            Some(c) => self.words_of_run(&c.to_string()),
            None => {
                self.words_of_run("\u{fffd}");
                self.gathered.leave_out(What::Unreadable, &element.get("font").unwrap_or_default());
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.shown && self.skipped == 0 {
            self.words_of_run(words);
        }
    }

    fn words_of_run(&mut self, words: &str) {
        if self.deleted > 0 {
            self.gone.push_str(words);
        } else if self.run.hidden || self.styles.hidden(&self.run.style) {
            self.hidden.push_str(words);
        } else if let Some(open) = self.open.last_mut() {
            open.text.push_str(words);
            if self.inserted > 0 {
                self.fresh.push_str(words);
            }
        }
    }

    fn leave(&mut self, what: What) {
        let text = std::mem::take(match what {
            What::Deleted => &mut self.gone,
            What::Inserted => &mut self.fresh,
            _ => &mut self.hidden,
        });
        if !text.trim().is_empty() {
            self.gathered.leave_out(what, &text);
        }
    }

    fn leave_contents(&mut self) {
        let lines = std::mem::take(&mut self.contents);
        if !lines.is_empty() {
            self.gathered.leave_out(What::Contents, &lines.join(" / "));
        }
    }

    fn end_of_paragraph(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let style = self.styles.properties(&open.style);
        let list = open.list.or(style.list).filter(|list| *list > 0);
        let level = open.level.or(style.level).unwrap_or(0);
        let words = std::mem::take(&mut self.carried) + &open.text;
        if open.joined {
            self.carried = words;
            return;
        }
        if words.trim().is_empty() {
            return;
        }
        // Numbers are counted even for paragraphs of a table, and not for empty ones, which print none.
        let number = list.map(|list| self.lists.next(list, level)).unwrap_or_default();
        let text = number + words.trim_start();
        if self.styles.contents(&open.style) {
            self.contents.push(tidy(&text));
            return;
        }
        self.leave_contents();
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&tidy(&text));
            return;
        }
        let outline = open.outline.or(style.outline).filter(|level| *level < 9).map(|level| level + 1);
        let look = self.styles.heading(&open.style).or(outline).map_or(Look::Body, Look::Heading);
        // A line break inside a paragraph is a new line on paper, and often a new item.
        for line in text.split('\n') {
            self.gathered.push(line, look);
        }
    }

    fn end_of_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        if row.iter().all(String::is_empty) {
            return;
        }
        let text = row.join(CELL);
        match self.rows.last_mut().and_then(|outer| outer.last_mut()) {
            // A table in a cell: its rows stand side by side in the outer one.
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&text);
            }
            None => self.gathered.push(&text, Look::Row),
        }
    }
}
