//! What a page draws, in the order of drawing: characters with their place, filled areas, pictures.
//!
//! The interpreter that also renders the page calls [`Drawn`], so what is listed here and what is seen come
//! from one reading of the file. Lengths are pixels of the rendered page.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use hayro::hayro_interpret::font::{Glyph as Shown, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::kurbo::{Affine, BezPath, PathEl, Point as Spot, Rect, Shape as _};

use super::place::{ASCENT, DESCENT, Frame, ProgramHash, colour, named_bold, point, thick};
use super::radicals;
use crate::forensics::reading::text::Point;

/// Most characters of one page that are listed.
const MOST_GLYPHS: usize = 30_000;
/// Most areas of one page that are listed.
const MOST_AREAS: usize = 2_000;

/// A font program as it was used; two subsets of one family are two fonts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Font {
    /// Hash of the program's bytes.
    pub program: u128,
    /// Its name without the subset's tag, where the file says it.
    pub name: Option<String>,
    /// Bold by its weight or its name.
    pub bold: bool,
}

/// The fonts of a document, each once.
#[derive(Debug, Default)]
pub struct Fonts {
    /// In the order of their first use.
    pub list: Vec<Font>,
    known: HashMap<u128, u16>,
}

/// One character on a page.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// The character; several stand side by side where one glyph stands for several.
    pub c: char,
    /// Corners clockwise from the upper left one, as the character is read.
    pub quad: [Point; 4],
    /// Where the pen stood.
    pub origin: Point,
    /// Direction of reading, of length one.
    pub along: Point,
    /// Height of the font's square.
    pub size: f32,
    /// Index into [`Fonts::list`].
    pub font: u16,
    /// Its colour; `None` where it is a pattern.
    pub colour: Option<[u8; 3]>,
    /// Drawn with rendering mode 3 or wholly transparent.
    pub invisible: bool,
    /// Outside what the page lets through.
    pub clipped: bool,
    /// Belongs to an annotation (form field, comment, signature), not to the page's own content.
    pub annotation: bool,
    /// Its place in the order of drawing.
    pub order: u32,
}

impl Glyph {
    /// The middle of the character.
    #[must_use]
    pub fn middle(&self) -> Point {
        let [a, _, c, _] = self.quad;
        Point { x: a.x.midpoint(c.x), y: a.y.midpoint(c.y) }
    }
}

/// A filled area or a picture.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its bounds.
    pub bounds: Rect,
    /// What it is filled with.
    pub fill: Fill,
    /// Nothing beneath shines through.
    pub opaque: bool,
    /// Belongs to an annotation.
    pub annotation: bool,
    /// Its place in the order of drawing.
    pub order: u32,
}

/// What an area is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// A rectangle of one colour.
    Plain([u8; 3]),
    /// Another shape, a pattern or a shading: its colour at a point is not known.
    Other,
    /// A picture.
    Picture,
}

impl Area {
    /// Whether it holds the point.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        self.bounds.contains(Spot::new(f64::from(point.x), f64::from(point.y)))
    }
}

/// Everything one page draws.
#[derive(Debug)]
pub struct Drawn<'f> {
    /// Characters, also those that are not seen.
    pub glyphs: Vec<Glyph>,
    /// Filled areas and pictures.
    pub areas: Vec<Area>,
    /// Characters the file gives no Unicode for.
    pub unknown: usize,
    /// Hash of everything drawn so far.
    pub look: u64,
    /// Set while annotations are drawn.
    pub annotation: bool,
    fonts: &'f mut Fonts,
    clips: Vec<Rect>,
    veils: Vec<bool>,
    order: u32,
    run: (usize, usize),
}

impl<'f> Drawn<'f> {
    /// An empty page.
    pub fn new(fonts: &'f mut Fonts) -> Self {
        Self {
            glyphs: Vec::new(),
            areas: Vec::new(),
            unknown: 0,
            look: 0,
            annotation: false,
            fonts,
            clips: Vec::new(),
            veils: Vec::new(),
            order: 0,
            run: (0, 0),
        }
    }

    fn note(&mut self, what: &impl Hash, transform: Affine) {
        let mut hasher = DefaultHasher::new();
        (self.look, what).hash(&mut hasher);
        for part in transform.as_coeffs() {
            // A hundredth of a pixel: rounding in a writer is no change of the page.
            ((part * 100.0).round() as i64).hash(&mut hasher);
        }
        self.look = hasher.finish();
    }

    fn step(&mut self) -> u32 {
        self.order = self.order.saturating_add(1);
        self.order
    }

    fn clip(&self) -> Option<Rect> {
        self.clips.last().copied()
    }

    fn push_clip(&mut self, bounds: Rect) {
        let inner = self.clip().map_or(bounds, |outer| outer.intersect(bounds));
        self.clips.push(inner);
    }

    fn fill(&mut self, bounds: Rect, props: &DrawProps<'_>, mode: &DrawMode, rectangle: bool) {
        let order = self.step();
        if !matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            return;
        }
        let bounds = self.clip().map_or(bounds, |clip| clip.intersect(bounds));
        if !thick(bounds) || self.areas.len() >= MOST_AREAS {
            return;
        }
        let (colour, alpha) = colour(&props.paint);
        let fill = match colour {
            Some(colour) if rectangle => Fill::Plain(colour),
            _ => Fill::Other,
        };
        let opaque = rectangle
            && colour.is_some()
            && alpha > 0.95
            && props.soft_mask.is_none()
            && props.blend_mode == BlendMode::Normal
            && !self.veils.iter().any(|veil| *veil);
        if alpha < 0.02 {
            return;
        }
        self.areas.push(Area { bounds, fill, opaque, annotation: self.annotation, order });
    }

    /// The font of a glyph by its program. Fonts that are not embedded share the one standing in for them:
    /// nothing is concluded from those.
    fn font_of(&mut self, glyph: &Shown<'_>) -> u16 {
        // All type 3 fonts count as one: they have no program that could be told apart.
        let Shown::Outline(outline) = glyph else {
            return self.enter(1, || Font { program: 1, name: None, bold: false });
        };
        let mut program = ProgramHash::default();
        outline.identifier().hash(&mut program);
        self.enter(program.0, || {
            let data = outline.font_data();
            let name = data.as_ref().and_then(|data| data.postscript_name.clone());
            let bold = data.as_ref().and_then(|data| data.weight).is_some_and(|weight| weight >= 600)
                || name.as_deref().is_some_and(named_bold);
            Font { program: program.0, name, bold }
        })
    }

    fn enter(&mut self, key: u128, font: impl FnOnce() -> Font) -> u16 {
        if let Some(index) = self.fonts.known.get(&key) {
            return *index;
        }
        let Ok(index) = u16::try_from(self.fonts.list.len()) else { return 0 };
        self.fonts.list.push(font());
        self.fonts.known.insert(key, index);
        index
    }

    /// Outlined text is drawn twice, filled and stroked: the second run adds nothing but its colour.
    fn repeats(&mut self, run: &GlyphRun<'_, '_>, props: &DrawProps<'_>) -> bool {
        let (start, end) = self.run;
        let Some(last) = self.glyphs.get_mut(start..end).filter(|last| !last.is_empty()) else {
            return false;
        };
        let first = run.glyphs().first().map(|glyph| props.transform * glyph.transform() * Spot::ORIGIN);
        let same = first.is_some_and(|spot| {
            last.first().is_some_and(|glyph| {
                (f64::from(glyph.origin.x) - spot.x).abs() < 0.5
                    && (f64::from(glyph.origin.y) - spot.y).abs() < 0.5
            })
        });
        if same {
            for glyph in last {
                (glyph.colour, glyph.invisible) = (None, false);
            }
        }
        same
    }
}

impl Device<'_> for Drawn<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        let mut outline = DefaultHasher::new();
        for element in path.elements() {
            let points: [Option<Spot>; 3] = match *element {
                PathEl::MoveTo(a) | PathEl::LineTo(a) => [Some(a), None, None],
                PathEl::QuadTo(a, b) => [Some(a), Some(b), None],
                PathEl::CurveTo(a, b, c) => [Some(a), Some(b), Some(c)],
                PathEl::ClosePath => [None; 3],
            };
            for point in points.into_iter().flatten() {
                [point.x, point.y].map(|part| (part * 100.0).round() as i64).hash(&mut outline);
            }
        }
        self.note(&outline.finish(), Affine::IDENTITY);
        self.note(&("path", path.elements().len(), props.paint.cache_key()), props.transform);
        let bounds = props.transform.transform_rect_bbox(path.bounding_box());
        self.fill(bounds, &props, mode, false);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'_>, mode: &DrawMode) {
        let shape = Affine::new([rect.x0, rect.y0, rect.x1, rect.y1, 0.0, 0.0]);
        self.note(&"rect", shape);
        self.note(&(matches!(mode, DrawMode::Stroke(_)), props.paint.cache_key()), props.transform);
        let [_, b, c, _, _, _] = props.transform.as_coeffs();
        let [a, _, _, d, _, _] = props.transform.as_coeffs();
        let level = (b.abs() < 1e-6 && c.abs() < 1e-6) || (a.abs() < 1e-6 && d.abs() < 1e-6);
        self.fill(props.transform.transform_rect_bbox(*rect), &props, mode, level);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(*rect);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'_>>, blend: BlendMode) {
        self.veils.push(opacity < 0.95 || mask.is_some() || blend != BlendMode::Normal);
    }

    fn pop_transparency_group(&mut self) {
        self.veils.pop();
    }

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let order = self.step();
        let (stream, opaque) = match &image {
            Image::Raster(raster) => {
                let stream = raster.stream();
                let veiled =
                    ["SMask", "Mask", "SMaskInData"].iter().any(|key| stream.dict().contains_key(key));
                (stream, !veiled)
            }
            Image::Stencil(stencil) => (stencil.stream(), false),
        };
        self.note(&stream.raw_data(), props.transform);
        let area = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let bounds = props.transform.transform_rect_bbox(area);
        let bounds = self.clip().map_or(bounds, |clip| clip.intersect(bounds));
        if thick(bounds) && self.areas.len() < MOST_AREAS {
            let opaque = opaque && !self.veils.iter().any(|veil| *veil);
            self.areas.push(Area { bounds, fill: Fill::Picture, opaque, annotation: self.annotation, order });
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let order = self.step();
        self.note(&(run.glyphs().len(), props.paint.cache_key()), props.transform);
        if matches!(mode, DrawMode::Stroke(_)) && self.repeats(run, &props) {
            return;
        }
        let (colour, alpha) = colour(&props.paint);
        let invisible = matches!(mode, DrawMode::Invisible) || alpha < 0.02;
        let start = self.glyphs.len();
        let places: Vec<Affine> =
            run.glyphs().iter().map(|glyph| props.transform * glyph.transform()).collect();
        for (at, (glyph, place)) in run.glyphs().iter().zip(&places).enumerate() {
            if self.glyphs.len() >= MOST_GLYPHS {
                break;
            }
            self.note(&glyph.char_code(), *place);
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => String::new(),
            };
            if text.is_empty() || text.contains(['\u{fffd}', '\0']) {
                self.unknown += 1;
                continue;
            }
            let advance = match &**glyph {
                Shown::Outline(outline) => outline.advance_width(),
                Shown::Type3(glyph) => glyph.advance_width(),
            };
            let advance = f64::from(advance.unwrap_or(500.0));
            let Some(frame) = Frame::new(*place, advance, places.get(at + 1)) else { continue };
            let font = self.font_of(glyph);
            let middle = frame.at(0.5, 0.36);
            let clipped = self.clip().is_some_and(|clip| !clip.inflate(1.0, 1.0).contains(middle));
            let count = text.chars().count().clamp(1, 8);
            for (index, c) in text.chars().take(8).enumerate() {
                let (from, to) = (index as f64 / count as f64, (index + 1) as f64 / count as f64);
                self.glyphs.push(Glyph {
                    c: radicals::whole(c),
                    quad: [
                        point(frame.at(from, ASCENT)),
                        point(frame.at(to, ASCENT)),
                        point(frame.at(to, DESCENT)),
                        point(frame.at(from, DESCENT)),
                    ],
                    origin: point(frame.at(from, 0.0)),
                    along: frame.along,
                    size: frame.size,
                    font,
                    colour,
                    invisible,
                    clipped,
                    annotation: self.annotation,
                    order,
                });
            }
        }
        self.run = (start, self.glyphs.len());
    }
}
