//! Layout in millimetres: lines of text, fields, flowing paragraphs with filled-in values, seals.

#![expect(clippy::many_single_char_names, reason = "coordinates and sizes")]

use super::super::Random;
use super::content::{Content, shaped};
use super::fonts::{Cast, Fonts, Role};
use super::seal::Seal;
use super::sheet::{Align, Item, Run, Sheet, Tag};
use crate::forensics::reading::text::Flat;

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Font.
    pub role: Role,
    /// Size in points.
    pub points: f32,
    /// Ink.
    pub colour: [u8; 3],
    /// Space after each character in ems.
    pub spacing: f32,
}

/// Near black, as toner is.
pub const BLACK: [u8; 3] = [24, 24, 26];

/// A look in black.
#[must_use]
pub const fn look(role: Role, points: f32) -> Look {
    Look { role, points, colour: BLACK, spacing: 0.0 }
}

impl Look {
    /// In another ink.
    #[must_use]
    pub const fn ink(self, colour: [u8; 3]) -> Self {
        Self { colour, ..self }
    }

    /// With space between the characters.
    #[must_use]
    pub const fn wide(self, spacing: f32) -> Self {
        Self { spacing, ..self }
    }
}

/// What a template draws with.
pub struct Kit<'a> {
    /// Fonts of the set.
    pub fonts: &'a Fonts,
    /// Which font plays which role.
    pub cast: Cast,
    /// Dots per inch.
    pub dpi: f32,
    /// Chances of the layout: places of seals, number of rows.
    pub random: Random,
}

/// Draws on one page.
pub struct Pen<'a> {
    fonts: &'a Fonts,
    pub(super) content: &'a Content,
    /// The page so far.
    pub sheet: Sheet,
}

impl<'a> Pen<'a> {
    /// On an empty page of so many millimetres.
    pub fn new(kit: &Kit<'a>, content: &'a Content, size: (f32, f32)) -> Self {
        Self { fonts: kit.fonts, content, sheet: Sheet::new(kit.cast, size, kit.dpi) }
    }

    fn em(&self, points: f32) -> f32 {
        points * self.sheet.scale * 25.4 / 72.0
    }

    /// Width of a text in millimetres.
    #[must_use]
    pub fn width(&self, text: &str, look: Look) -> f32 {
        let spaces = text.chars().count() as f32 * look.spacing;
        (self.fonts.width(self.sheet.cast, look.role, text) + spaces) * self.em(look.points)
            / self.sheet.scale
    }

    pub(super) fn run(&mut self, text: &str, look: Look, (x, y): (f32, f32), align: Align) -> Run {
        Run {
            text: text.to_owned(),
            role: look.role,
            em: self.em(look.points),
            x: x * self.sheet.scale,
            y: y * self.sheet.scale,
            align,
            spacing: look.spacing,
            squeeze: 1.0,
            colour: look.colour,
            tag: None,
            shape: "",
            covered: None,
        }
    }

    /// Writes a text; `y` is the middle of the line.
    pub fn put(&mut self, text: &str, look: Look, at: (f32, f32), align: Align) {
        let run = self.run(text, look, at, align);
        self.sheet.items.push(Item::Run(run));
    }

    /// Writes from the left.
    pub fn left(&mut self, text: &str, look: Look, at: (f32, f32)) {
        self.put(text, look, at, Align::Left);
    }

    /// Writes around a middle.
    pub fn centre(&mut self, text: &str, look: Look, at: (f32, f32)) {
        self.put(text, look, at, Align::Centre);
    }

    /// Writes the value of a field.
    pub fn field(
        &mut self,
        key: &'static str,
        shape: &'static str,
        look: Look,
        at: (f32, f32),
        align: Align,
    ) {
        let value = shaped(self.content.get(key), shape);
        if value.is_empty() {
            return;
        }
        let mut run = self.run(&value, look, at, align);
        run.tag = Some(Tag { key, row: None });
        run.shape = shape;
        self.sheet.items.push(Item::Run(run));
    }

    /// Writes the value of a field, squeezed to at most a width in millimetres.
    pub fn field_within(
        &mut self,
        key: &'static str,
        shape: &'static str,
        look: Look,
        at: (f32, f32),
        most: f32,
    ) {
        let value = shaped(self.content.get(key), shape);
        if !value.is_empty() {
            self.cell(&value, (Tag { key, row: None }, shape), look, at, Align::Left, most);
        }
    }

    /// Writes a cell's text, squeezed to at most a width in millimetres.
    pub fn cell(
        &mut self,
        text: &str,
        (tag, shape): (Tag, &'static str),
        look: Look,
        at: (f32, f32),
        align: Align,
        most: f32,
    ) {
        let mut run = self.run(text, look, at, align);
        let wide = self.width(text, look);
        if wide > most {
            run.squeeze = (most / wide).max(0.72);
            if most / wide < 0.72 {
                run.em *= (most / wide / 0.72).max(0.6);
            }
        }
        run.tag = Some(tag);
        run.shape = shape;
        self.sheet.items.push(Item::Run(run));
    }

    /// A label with its value right behind, or at a given place.
    pub fn pair(&mut self, label: &str, key: &'static str, shape: &'static str, look: Look, at: (f32, f32)) {
        self.left(label, look, at);
        let x = at.0 + self.width(label, look) + 0.6;
        self.field(key, shape, look, (x, at.1), Align::Left);
    }

    /// A level line; `width` in millimetres.
    pub fn level(&mut self, from: f32, to: f32, y: f32, width: f32, colour: [u8; 3]) {
        let s = self.sheet.scale;
        let area = Flat {
            x: from * s,
            y: (y - width / 2.0) * s,
            width: (to - from) * s,
            height: (width * s).max(0.8),
        };
        self.sheet.items.push(Item::Rule { area, colour });
    }

    /// An upright line.
    pub fn upright(&mut self, x: f32, from: f32, to: f32, width: f32, colour: [u8; 3]) {
        let s = self.sheet.scale;
        let area = Flat {
            x: (x - width / 2.0) * s,
            y: from * s,
            width: (width * s).max(0.8),
            height: (to - from) * s,
        };
        self.sheet.items.push(Item::Rule { area, colour });
    }

    /// Four lines around an area.
    pub fn frame(&mut self, (x, y): (f32, f32), (w, h): (f32, f32), width: f32, colour: [u8; 3]) {
        self.level(x, x + w, y, width, colour);
        self.level(x, x + w, y + h, width, colour);
        self.upright(x, y, y + h, width, colour);
        self.upright(x + w, y, y + h, width, colour);
    }

    /// An area in pixels from millimetres.
    #[must_use]
    pub fn area(&self, (x, y): (f32, f32), (w, h): (f32, f32)) -> Flat {
        let s = self.sheet.scale;
        Flat { x: x * s, y: y * s, width: w * s, height: h * s }
    }

    /// A tinted ground.
    pub fn ground(&mut self, at: (f32, f32), size: (f32, f32), colour: [u8; 3]) {
        let area = self.area(at, size);
        self.sheet.items.push(Item::Ground { area, colour });
    }

    /// Fine waves over the whole page.
    pub fn waves(&mut self, step: f32, colour: [u8; 3]) {
        let area = Flat { x: 0.0, y: 0.0, width: self.sheet.width as f32, height: self.sheet.height as f32 };
        let step = step * self.sheet.scale;
        self.sheet.items.push(Item::Waves { area, colour, step });
    }

    /// A pale text across the page.
    pub fn watermark(&mut self, text: &str, points: f32, colour: [u8; 3]) {
        let em = self.em(points);
        self.sheet.items.push(Item::Watermark { text: text.to_owned(), em, colour });
    }

    /// The QR code of the paper.
    pub fn qr(&mut self, at: (f32, f32), side: f32) {
        let area = self.area(at, (side, side));
        self.sheet.items.push(Item::Qr { area, payload: self.content.get("qr").to_owned() });
    }

    /// A photograph's place.
    pub fn figure(&mut self, at: (f32, f32), size: (f32, f32)) {
        let area = self.area(at, size);
        self.sheet.items.push(Item::Figure { area, grey: false });
    }

    /// The round seal of the paper, by chance a little turned and moved.
    pub fn seal(&mut self, random: &mut Random, at: (f32, f32), radius: f32, electronic: bool) {
        self.stamp(random, at, (radius, radius), electronic, self.content.get("seal_number").len() == 13);
    }

    /// The oval seal of invoices, 40 by 30 millimetres.
    pub fn oval(&mut self, random: &mut Random, at: (f32, f32), electronic: bool) {
        self.stamp(random, at, (20.0, 15.0), electronic, true);
    }

    fn stamp(
        &mut self,
        random: &mut Random,
        at: (f32, f32),
        radius: (f32, f32),
        electronic: bool,
        number: bool,
    ) {
        let s = self.sheet.scale;
        let moved = if electronic { 0.0 } else { 3.0 };
        let red = if electronic { [222, 24, 28] } else { [205 + random.below(30) as u8, 34, 44] };
        let turned = if electronic { 0.0 } else { random.between(-0.18, 0.18) };
        let seal = Seal {
            middle: (
                ((at.0 + random.between(-moved, moved)) * s).round(),
                ((at.1 + random.between(-moved, moved)) * s).round(),
            ),
            radius: (radius.0 * s, radius.1 * s),
            turn: turned,
            name: self.content.get("seal_name").to_owned(),
            line: self.content.get("seal_line").to_owned(),
            number: if number { self.content.get("seal_number").to_owned() } else { String::new() },
            star: (radius.0 - radius.1).abs() < 0.1,
            colour: red,
            electronic,
            seed: random.next_u64(),
        };
        self.sheet.items.push(Item::Seal(seal));
    }
}
