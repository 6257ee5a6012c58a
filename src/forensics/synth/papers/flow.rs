//! Paragraphs that flow over lines, with values filled in.

#![expect(clippy::non_ascii_literal, reason = "marks that may not begin a line")]

use super::content::{Content, shaped};
use super::pen::{BLACK, Look, Pen};
use super::sheet::{Align, Item, Tag};

/// How paragraphs flow.
#[derive(Debug, Clone, Copy)]
pub struct Flow {
    /// Printed text.
    pub body: Look,
    /// Filled-in values.
    pub fill: Look,
    /// Whether a line is drawn below filled-in values.
    pub underline: bool,
    /// Left edge and width in millimetres.
    pub left: f32,
    /// Width in millimetres.
    pub width: f32,
    /// From line to line in millimetres.
    pub leading: f32,
    /// Characters the first line is set in.
    pub indent: f32,
}

impl Pen<'_> {
    /// Flowing text with `{key|shape}` for values; returns the middle of the line after it.
    pub fn flow(&mut self, text: &str, flow: Flow, mut y: f32) -> f32 {
        for paragraph in text.lines() {
            let pieces = pieces(paragraph, self.content);
            y = self.paragraph(&pieces, flow, y);
        }
        y
    }

    fn paragraph(&mut self, pieces: &[Piece], flow: Flow, mut y: f32) -> f32 {
        let right = flow.left + flow.width;
        let mut x = flow.left + flow.indent * flow.body.points * 25.4 / 72.0;
        for piece in pieces {
            let look = if piece.tag.is_some() { flow.fill } else { flow.body };
            let pad = if piece.tag.is_some() && flow.underline { 1.2 } else { 0.0 };
            let mut line = String::new();
            let mut from = x + pad;
            x += pad;
            for atom in atoms(&piece.text) {
                let wide = self.width(&atom, look);
                let hangs = atom.chars().next().is_some_and(|c| "，。；：、）》”".contains(c));
                if x + wide > right && !hangs && x > flow.left {
                    self.emit(&line, piece, look, (from, x), y, flow);
                    line.clear();
                    y += flow.leading;
                    x = flow.left;
                    from = x;
                }
                if atom == "\u{3000}" {
                    self.emit(&line, piece, look, (from, x), y, flow);
                    line.clear();
                    x += wide;
                    from = x;
                    continue;
                }
                line.push_str(&atom);
                x += wide;
            }
            self.emit(&line, piece, look, (from, x), y, flow);
            x += pad;
        }
        y + flow.leading
    }

    fn emit(&mut self, line: &str, piece: &Piece, look: Look, (from, to): (f32, f32), y: f32, flow: Flow) {
        if line.trim().is_empty() {
            return;
        }
        let mut run = self.run(line, look, (from, y), Align::Left);
        run.tag = piece.tag.map(|key| Tag { key, row: None });
        run.shape = piece.shape;
        self.sheet.items.push(Item::Run(run));
        if piece.tag.is_some() && flow.underline {
            let low = y + look.points * 25.4 / 72.0 * 0.62;
            self.level(from - 1.0, to + 1.0, low, 0.2, BLACK);
        }
    }
}

/// A part of a paragraph: printed text or a value.
struct Piece {
    text: String,
    tag: Option<&'static str>,
    shape: &'static str,
}

/// Shapes templates may name; a text's shape is found here so that it outlives the text.
const SHAPES: [&str; 16] = [
    "cn", "cnp", "dot", "slash", "flat", "month", "full", "han", "group", "yuan", "wide", "signed", "whole",
    "integer", "four", "masked",
];

fn pieces(text: &str, content: &Content) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = text;
    let plain = |text: &str| Piece { text: text.to_owned(), tag: None, shape: "" };
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            out.push(plain(before));
        }
        let (key, shape) = name.split_once('|').unwrap_or((name, ""));
        let shape = SHAPES.iter().find(|known| **known == shape).copied().unwrap_or("");
        if let Some((key, value)) = content.values.get_key_value(key) {
            out.push(Piece { text: shaped(value, shape), tag: Some(*key), shape });
        }
        rest = after;
    }
    if !rest.is_empty() {
        out.push(plain(rest));
    }
    out
}

/// Pieces that are not broken: runs of Latin letters and digits, single other characters.
fn atoms(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for character in text.chars() {
        let joins = character.is_ascii_graphic();
        match out.last_mut() {
            Some(last) if open && joins => last.push(character),
            _ => out.push(character.to_string()),
        }
        open = joins;
    }
    out
}
