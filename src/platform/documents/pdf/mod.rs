//! PDF with a text layer: the characters with their positions, by the interpreter that also draws pages.
//!
//! `lopdf`'s own extraction was the road not taken: it gives the strings of the content stream in the order of
//! drawing, knows nothing of positions and reads no predefined character maps, and Chinese office programs need
//! both. Pictures are counted, not decoded.

mod layout;

use std::sync::Arc;

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::{BezPath, Point, Rect};

use super::{Gathered, Kind, Limits, Paper, Refused, What};

/// Fewest characters a page needs on average to count as text.
const FEWEST: usize = 8;
/// Share of characters that may stay unknown, one in so many.
const UNKNOWN: usize = 5;

/// A character on a page; lengths in points, the origin at the top left.
#[derive(Debug, Clone, PartialEq)]
struct Placed {
    text: String,
    x: f64,
    y: f64,
    size: f64,
}

/// What a page holds.
#[derive(Debug, Clone, Default)]
struct Sheet {
    width: f64,
    height: f64,
    placed: Vec<Placed>,
    pictures: usize,
    unknown: usize,
    too_many: bool,
    most: usize,
}

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Paper, Refused> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected
            | DecryptionError::UnsupportedAlgorithm
            | DecryptionError::MissingIDEntry
            | DecryptionError::InvalidEncryption,
        ) => Refused::Encrypted,
        LoadPdfError::Invalid => Refused::Damaged,
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(Refused::Damaged);
    }
    if count > limits.pages {
        return Err(Refused::Bomb);
    }
    let settings = InterpreterSettings { warning_sink: Arc::new(|_| {}), ..InterpreterSettings::default() };
    let cache = InterpreterCache::new();
    let mut sheets = Vec::with_capacity(count);
    let mut characters = 0;
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        if !(width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0) {
            return Err(Refused::Damaged);
        }
        let mut sheet = Sheet {
            width: f64::from(width),
            height: f64::from(height),
            most: limits.characters - characters,
            ..Sheet::default()
        };
        let area = Rect::new(0.0, 0.0, sheet.width, sheet.height);
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, area, &cache, page.xref(), settings.clone());
        interpret_page(page, &mut context, &mut sheet);
        if sheet.too_many {
            return Err(Refused::Bomb);
        }
        characters += sheet.placed.len();
        sheets.push(sheet);
    }
    let unknown: usize = sheets.iter().map(|sheet| sheet.unknown).sum();
    if characters + unknown < FEWEST * count {
        return Err(Refused::NoText);
    }
    if unknown * UNKNOWN > characters {
        return Err(Refused::NoCharacters);
    }
    let mut gathered = Gathered::default();
    for (sheet, page) in layout::pages(&sheets).into_iter().zip(1..) {
        gathered.page = page;
        for line in &sheet.running {
            gathered.leave_out(What::RunningHead, line);
        }
        for _ in 0..sheet.pictures {
            gathered.leave_out(What::Picture, "");
        }
        if sheet.unknown > 0 {
            gathered.leave_out(What::Unreadable, &sheet.unknown.to_string());
        }
        for (text, look) in sheet.paragraphs {
            gathered.push(&text, look);
        }
        if gathered.over(limits) {
            return Err(Refused::Bomb);
        }
    }
    layout::across_pages(&mut gathered.paragraphs);
    Ok(gathered.into_paper(Kind::Pdf, ""))
}

impl Device<'_> for Sheet {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.pictures += 1;
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        // Filled and outlined text is drawn twice.
        if matches!(mode, DrawMode::Stroke(_)) && !self.placed.is_empty() {
            return;
        }
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let origin = transform * Point::ORIGIN;
            // Glyphs are drawn in thousandths of the font's size.
            let size = (transform * Point::new(0.0, 1000.0)).distance(origin);
            let inside = origin.x >= -1.0
                && origin.x <= self.width + 1.0
                && origin.y >= -1.0
                && origin.y <= self.height + 1.0;
            if !(origin.x.is_finite() && origin.y.is_finite() && inside && size > 0.5) {
                continue;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => String::new(),
            };
            if text.is_empty() || text.contains(['\u{fffd}', '\0']) {
                self.unknown += 1;
                continue;
            }
            if self.placed.len() >= self.most {
                self.too_many = true;
                return;
            }
            self.placed.push(Placed { text, x: origin.x, y: origin.y, size });
        }
    }
}
