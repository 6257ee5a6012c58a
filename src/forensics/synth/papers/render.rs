//! From the list of a page to its pixels and to the truth about them.

use std::collections::HashMap;

use image::RgbImage;
use qrcode::{EcLevel, QrCode};

use super::fonts::{Cast, Fonts, Type};
use super::seal::Seal;
use super::sheet::{Align, Item, Run, Sheet, Tag};
use crate::forensics::reading::text::{Flat, Glyph, Point, Word};

/// A drawn text with what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// As a perfect reader would report it.
    pub word: Word,
    /// What it says.
    pub tag: Option<Tag>,
    /// Name of the font.
    pub font: &'static str,
    /// How it was set.
    pub run: Run,
}

/// A page in pixels.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The picture.
    pub image: RgbImage,
    /// Its texts in the order of drawing.
    pub words: Vec<Drawn>,
    /// Places whose text is not asked of a reader: seals, codes, photographs.
    pub ignored: Vec<Flat>,
    /// Pale characters behind the text, which a reader may see or not.
    pub pale: Vec<Flat>,
    /// Codes and what they say.
    pub codes: Vec<(Flat, String)>,
}

/// Draws a page.
#[must_use]
pub fn render(sheet: &Sheet, fonts: &Fonts) -> Rendered {
    let mut image = RgbImage::from_pixel(sheet.width, sheet.height, image::Rgb(sheet.paper));
    let mut brush = Brush { fonts, known: HashMap::new() };
    let mut out = Rendered {
        image: RgbImage::new(1, 1),
        words: Vec::new(),
        ignored: Vec::new(),
        pale: Vec::new(),
        codes: Vec::new(),
    };
    for item in &sheet.items {
        match item {
            Item::Run(run) => {
                if let Some(area) = &run.covered {
                    ground(&mut image, area, sheet.paper);
                }
                if let Some(word) = brush.text(&mut image, sheet.cast, run) {
                    let font = fonts.name(sheet.cast, run.role);
                    out.words.push(Drawn { word, tag: run.tag, font, run: run.clone() });
                }
            }
            Item::Rule { area, colour } => rule(&mut image, area, *colour),
            Item::Ground { area, colour } => ground(&mut image, area, *colour),
            Item::Waves { area, colour, step } => waves(&mut image, area, *colour, *step),
            Item::Watermark { text, em, colour } => {
                out.pale.extend(brush.watermark(&mut image, sheet, (text, *em, *colour)));
            }
            Item::Qr { area, payload } => {
                qr(&mut image, area, payload);
                out.codes.push((*area, payload.clone()));
                out.ignored.push(*area);
            }
            Item::Figure { area, grey } => {
                figure(&mut image, area, *grey);
                out.ignored.push(*area);
            }
            Item::Seal(seal) => {
                press(&mut image, seal, fonts, sheet);
                out.ignored.push(seal.area());
            }
        }
    }
    out.image = image;
    out
}

/// Writes one text onto a finished picture; the word says where it came to stand.
pub fn write(image: &mut RgbImage, fonts: &Fonts, cast: Cast, run: &Run) -> Option<Word> {
    Brush { fonts, known: HashMap::new() }.text(image, cast, run)
}

/// Coverage of one character at a quarter of a pixel.
struct Stamp {
    left: i32,
    top: i32,
    width: u32,
    cover: Vec<f32>,
}

struct Brush<'a> {
    fonts: &'a Fonts,
    known: HashMap<(Type, u32, u32, u8, u8), Option<Stamp>>,
}

impl Brush<'_> {
    fn stamp(&mut self, of: Type, em: f32, squeeze: f32, x: f32, y: f32) -> (&Option<Stamp>, i32, i32) {
        let quarter = |value: f32| ((value - value.floor()) * 4.0).floor().clamp(0.0, 3.0) as u8;
        let (qx, qy) = (quarter(x), quarter(y));
        let fonts = self.fonts;
        let stamp = self.known.entry((of, em.to_bits(), squeeze.to_bits(), qx, qy)).or_insert_with(|| {
            let outline = fonts.outline(of, em, squeeze, f32::from(qx) / 4.0, f32::from(qy) / 4.0)?;
            let bounds = outline.px_bounds();
            let (width, height) = (bounds.width().ceil() as u32, bounds.height().ceil() as u32);
            let mut cover = vec![0.0; (width * height) as usize];
            outline.draw(|x, y, value| {
                if let Some(cell) = cover.get_mut((y * width + x) as usize) {
                    *cell = value.clamp(0.0, 1.0);
                }
            });
            Some(Stamp { left: bounds.min.x as i32, top: bounds.min.y as i32, width, cover })
        });
        (stamp, x.floor() as i32, y.floor() as i32)
    }

    /// Draws a text; the word's box is the ink's box.
    fn text(&mut self, image: &mut RgbImage, cast: Cast, run: &Run) -> Option<Word> {
        let types: Vec<Type> = run.text.chars().map(|c| self.fonts.find(cast, run.role, c)).collect();
        let advance = |of: Type| (self.fonts.advance(of) * run.squeeze + run.spacing) * run.em;
        let wide = types.iter().map(|of| advance(*of)).sum::<f32>() - run.spacing * run.em;
        let mut x = match run.align {
            Align::Left => run.x,
            Align::Centre => run.x - wide / 2.0,
            Align::Right => run.x - wide,
        };
        let steps: Vec<f32> = types.iter().map(|of| advance(*of)).collect();
        let mut ink: Option<[i32; 4]> = None;
        let mut ends = Vec::with_capacity(types.len());
        for (of, step) in types.iter().zip(steps) {
            let (stamp, px, py) = self.stamp(*of, run.em, run.squeeze, x, run.base());
            if let Some(stamp) = stamp {
                let height = stamp.cover.len() as u32 / stamp.width.max(1);
                let (left, top) = (px + stamp.left, py + stamp.top);
                let own = [left, top, left + stamp.width as i32, top + height as i32];
                let all = ink.get_or_insert(own);
                *all = [all[0].min(own[0]), all[1].min(own[1]), all[2].max(own[2]), all[3].max(own[3])];
                blend(image, stamp, left, top, run.colour);
            }
            ends.push((x, x + step - run.spacing * run.em));
            x += step;
        }
        let [left, top, right, bottom] = ink?.map(|v| v as f32);
        if right - left < 1.0 || bottom - top < 1.0 {
            return None;
        }
        // A dash or a dot is a line high to a reader too.
        let (top, bottom) = (top.min(run.y - run.em * 0.36), bottom.max(run.y + run.em * 0.36));
        let part = |at: f32| ((at - left) / (right - left)).clamp(0.0, 1.0);
        let glyphs = ends
            .iter()
            .map(|(from, to)| Glyph { from: part(*from), to: part(*to), confidence: 1.0, other: None })
            .collect();
        let flat = Flat { x: left, y: top, width: right - left, height: bottom - top };
        Some(Word { text: run.text.clone(), corners: corners(&flat), flat, confidence: 1.0, glyphs })
    }

    /// Pale leaning text at even distances.
    fn watermark(
        &mut self,
        image: &mut RgbImage,
        sheet: &Sheet,
        (text, em, colour): (&str, f32, [u8; 3]),
    ) -> Vec<Flat> {
        let mut places = Vec::new();
        let types: Vec<Type> =
            text.chars().map(|c| self.fonts.find(sheet.cast, super::fonts::Role::Hei, c)).collect();
        let wide = em * types.len() as f32;
        let mut row = 0_u16;
        let mut y = em * 2.0;
        while y < sheet.height as f32 + wide {
            let mut x = if row.is_multiple_of(2) { em } else { em + wide };
            while x < sheet.width as f32 {
                for (index, of) in (0_u16..).zip(&types) {
                    let at = (x + f32::from(index) * em, y - f32::from(index) * em * 0.35);
                    places.push(Flat { x: at.0, y: at.1 - em, width: em, height: em * 1.2 });
                    let (stamp, px, py) = self.stamp(*of, em, 1.0, at.0, at.1);
                    if let Some(stamp) = stamp {
                        blend(image, stamp, px + stamp.left, py + stamp.top, colour);
                    }
                }
                x += wide * 2.0;
            }
            y += wide * 0.9;
            row += 1;
        }
        places
    }
}

/// Corners of a level box, clockwise from the upper left.
#[must_use]
pub fn corners(flat: &Flat) -> [Point; 4] {
    let (x, y, right, bottom) = (flat.x, flat.y, flat.right(), flat.bottom());
    [Point { x, y }, Point { x: right, y }, Point { x: right, y: bottom }, Point { x, y: bottom }]
}

fn mix(pixel: &mut image::Rgb<u8>, colour: [u8; 3], cover: f32) {
    for (own, ink) in pixel.0.iter_mut().zip(colour) {
        *own = (f32::from(*own) + (f32::from(ink) - f32::from(*own)) * cover).round() as u8;
    }
}

fn blend(image: &mut RgbImage, stamp: &Stamp, left: i32, top: i32, colour: [u8; 3]) {
    for (index, cover) in stamp.cover.iter().enumerate() {
        if *cover <= 0.0 {
            continue;
        }
        let (x, y) = (index as u32 % stamp.width, index as u32 / stamp.width);
        if let (Ok(px), Ok(py)) = (u32::try_from(left + x as i32), u32::try_from(top + y as i32))
            && let Some(pixel) = image.get_pixel_mut_checked(px, py)
        {
            mix(pixel, colour, *cover);
        }
    }
}

fn span(from: f32, length: f32, limit: u32) -> std::ops::Range<u32> {
    let clamp = |value: f32| value.clamp(0.0, limit as f32) as u32;
    clamp(from.round())..clamp((from + length).round())
}

fn ground(image: &mut RgbImage, area: &Flat, colour: [u8; 3]) {
    for y in span(area.y, area.height, image.height()) {
        for x in span(area.x, area.width, image.width()) {
            image.put_pixel(x, y, image::Rgb(colour));
        }
    }
}

/// Lines cover parts of pixels, as thin print does.
fn rule(image: &mut RgbImage, area: &Flat, colour: [u8; 3]) {
    let share = |at: u32, from: f32, length: f32| {
        ((from + length).min(at as f32 + 1.0) - from.max(at as f32)).clamp(0.0, 1.0)
    };
    let reach = |from: f32, length: f32, limit: u32| {
        (from.floor().clamp(0.0, limit as f32) as u32)
            ..((from + length).ceil().clamp(0.0, limit as f32) as u32)
    };
    for y in reach(area.y, area.height, image.height()) {
        for x in reach(area.x, area.width, image.width()) {
            let cover = share(x, area.x, area.width) * share(y, area.y, area.height);
            mix(image.get_pixel_mut(x, y), colour, cover);
        }
    }
}

fn waves(image: &mut RgbImage, area: &Flat, colour: [u8; 3], step: f32) {
    let step = step.max(3.0);
    for y in span(area.y, area.height, image.height()) {
        for x in span(area.x, area.width, image.width()) {
            let (u, v) = (x as f32, y as f32);
            let bend = (u / step / 2.3).sin() * step * 0.8 + (v / step / 9.0).cos() * step;
            let one = ((v + bend) / step * std::f32::consts::TAU).cos();
            let two = ((u * 0.6 - v + bend * 1.7) / step / 1.6 * std::f32::consts::TAU).cos();
            let cover = ((one - 0.75) * 2.0).max(0.0) + ((two - 0.85) * 2.0).max(0.0);
            mix(image.get_pixel_mut(x, y), colour, cover.min(0.6));
        }
    }
}

fn qr(image: &mut RgbImage, area: &Flat, payload: &str) {
    let Ok(code) = QrCode::with_error_correction_level(payload, EcLevel::M) else { return };
    let side = code.width();
    let colours = code.to_colors();
    ground(image, area, [255; 3]);
    for y in span(area.y, area.height, image.height()) {
        for x in span(area.x, area.width, image.width()) {
            let cell = |at: u32, from: f32| {
                (((at as f32 + 0.5 - from) / area.width * side as f32).max(0.0) as usize).min(side - 1)
            };
            if colours.get(cell(y, area.y) * side + cell(x, area.x)) == Some(&qrcode::Color::Dark) {
                image.put_pixel(x, y, image::Rgb([20, 20, 24]));
            }
        }
    }
}

fn figure(image: &mut RgbImage, area: &Flat, grey: bool) {
    for y in span(area.y, area.height, image.height()) {
        for x in span(area.x, area.width, image.width()) {
            let (u, v) = ((x as f32 - area.x) / area.width - 0.5, (y as f32 - area.y) / area.height);
            let head = (u / 0.2).hypot((v - 0.36) / 0.2) < 1.0;
            let hair = (u / 0.22).hypot((v - 0.32) / 0.22) < 1.0 && v < 0.3;
            let body = (u / 0.46).hypot((v - 1.05) / 0.4) < 1.0;
            let shade = if hair {
                [70, 68, 70]
            } else if head {
                [206, 188, 176]
            } else if body {
                [92, 98, 112]
            } else {
                [236, 240, 244]
            };
            let shade = if grey { [shade[1]; 3] } else { shade };
            image.put_pixel(x, y, image::Rgb(shade));
        }
    }
}

/// Ink darkens what lies below: it is multiplied.
fn press(image: &mut RgbImage, seal: &Seal, fonts: &Fonts, sheet: &Sheet) {
    let ink = seal.ink(fonts, sheet.cast);
    let area = seal.area();
    for y in 0..ink.height {
        for x in 0..ink.width {
            let cover = ink.at(x, y);
            let (px, py) = (area.x.round() as i64 + x as i64, area.y.round() as i64 + y as i64);
            let (Ok(px), Ok(py)) = (u32::try_from(px), u32::try_from(py)) else { continue };
            let Some(pixel) = image.get_pixel_mut_checked(px, py) else { continue };
            for (own, ink) in pixel.0.iter_mut().zip(seal.colour) {
                let factor = 1.0 - cover * (1.0 - f32::from(ink) / 255.0);
                *own = (f32::from(*own) * factor).round() as u8;
            }
        }
    }
}
