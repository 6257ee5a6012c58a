//! Where a glyph stands, what it is painted with and which font program it comes from.

use std::hash::Hasher;

use hayro::hayro_interpret::Paint;
use hayro::kurbo::{Affine, Point as Spot, Rect};

use crate::forensics::reading::text::Point;

/// Areas narrower than this are lines, which neither cover nor ground anything.
const THIN: f64 = 3.0;

/// Parts of the font's square above and below the line of writing. Chinese characters fill most of it.
pub(super) const ASCENT: f64 = 0.86;
pub(super) const DESCENT: f64 = -0.14;

/// Where one glyph stands.
pub(super) struct Frame {
    origin: Spot,
    right: Spot,
    up: Spot,
    /// Direction of reading.
    pub along: Point,
    /// Height of the font's square.
    pub size: f32,
}

impl Frame {
    /// Of a glyph with this advance in thousandths, followed by another; `None` for what no page shows.
    pub fn new(place: Affine, advance: f64, next: Option<&Affine>) -> Option<Self> {
        // Glyphs are drawn in thousandths of the font's size.
        let origin = place * Spot::ORIGIN;
        let unit = place * Spot::new(1000.0, 0.0);
        let up = place * Spot::new(0.0, 1000.0);
        let (dx, dy) = (unit.x - origin.x, unit.y - origin.y);
        let (length, size) = (dx.hypot(dy), origin.distance(up));
        let sane = |value: f64| value.is_finite() && value.abs() < 1e6;
        if !(sane(origin.x) && sane(origin.y) && sane(length) && sane(size) && length > 1e-6) {
            return None;
        }
        let mut width = (advance / 1000.0).clamp(0.0, 4.0);
        if width < 0.01 {
            width = 0.5;
        }
        if let Some(next) = next {
            let next = *next * Spot::ORIGIN;
            let step = ((next.x - origin.x) * dx + (next.y - origin.y) * dy) / (length * length);
            if step > 0.05 && step < width {
                width = step;
            }
        }
        Some(Self {
            origin,
            right: Spot::new(dx * width, dy * width),
            up: Spot::new(up.x - origin.x, up.y - origin.y),
            along: Point { x: (dx / length) as f32, y: (dy / length) as f32 },
            size: size as f32,
        })
    }

    /// A point of the glyph: `along` in parts of its advance, `above` in parts of the font's square.
    pub fn at(&self, along: f64, above: f64) -> Spot {
        Spot::new(
            self.origin.x + self.right.x * along + self.up.x * above,
            self.origin.y + self.right.y * along + self.up.y * above,
        )
    }
}

/// In the words of the report.
pub(super) fn point(spot: Spot) -> Point {
    Point { x: spot.x as f32, y: spot.y as f32 }
}

/// Neither a line nor nothing.
pub(super) fn thick(bounds: Rect) -> bool {
    bounds.width() >= THIN && bounds.height() >= THIN && bounds.is_finite()
}

/// The colour and how opaque it is; a pattern has no single colour.
pub(super) fn colour(paint: &Paint<'_>) -> (Option<[u8; 3]>, f32) {
    match paint {
        Paint::Color(colour) => {
            let colour = colour.to_rgba();
            let [red, green, blue, _] = colour.to_rgba8();
            (Some([red, green, blue]), colour.components()[3])
        }
        Paint::Pattern(_) => (None, 1.0),
    }
}

/// Names that say bold. The Chinese face for emphasis (Hei) counts: it plays the part of bold.
pub(super) fn named_bold(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bold", "black", "heavy", "demi", "simhei"].iter().any(|mark| name.contains(mark))
}

/// Takes the first 128-bit number it is given. The renderer names a glyph's outline by the hash of its font
/// program and the glyph; the program is what tells one font from another.
#[derive(Default)]
pub(super) struct ProgramHash(pub u128);

impl Hasher for ProgramHash {
    fn finish(&self) -> u64 {
        self.0 as u64
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u128(&mut self, value: u128) {
        if self.0 == 0 {
            self.0 = value;
        }
    }
}
