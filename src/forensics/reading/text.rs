//! What was read off a page: words with their place, their characters and how sure the reading is.
//!
//! The same words come from two sources: the reader of pictures ([`super`]'s engine) and the text layer
//! of a PDF. What rests on them (kinds, fields, checks) does not know which.

use serde::{Deserialize, Serialize};

use crate::forensics::Region;

/// The text of one page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PageText {
    /// Where the words come from.
    pub source: Source,
    /// Quarter turns clockwise that put the page upright: 0 to 3.
    pub turns: u8,
    /// Words, in reading order of the upright page.
    pub words: Vec<Word>,
}

/// Where words come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Nobody read the page.
    #[default]
    Unread,
    /// Read off the picture.
    Picture,
    /// The file's own text.
    TextLayer,
}

/// A run of characters in one line without a wide gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// As read, not normalised.
    pub text: String,
    /// Corners in pixels of the page, clockwise from where the text begins at its top.
    pub corners: [Point; 4],
    /// Box on the upright, flattened page: skew and perspective are gone, so that rows and columns are
    /// level. Same scale as the page.
    pub flat: Flat,
    /// 0 to 1: the mean over the characters.
    pub confidence: f32,
    /// One for each character of `text`.
    pub glyphs: Vec<Glyph>,
}

/// One character of a word.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// Where it begins along the word, 0 to 1.
    pub from: f32,
    /// Where it ends, 0 to 1.
    pub to: f32,
    /// 0 to 1.
    pub confidence: f32,
    /// What it would be otherwise, when the reader was in doubt.
    pub other: Option<char>,
}

/// A point in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "an ordinary point")]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// A level rectangle in pixels of the flattened page.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "an ordinary rectangle")]
pub struct Flat {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Flat {
    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Lower edge.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Height of the middle.
    #[must_use]
    pub fn middle(&self) -> f32 {
        self.y + self.height / 2.0
    }
}

impl Word {
    /// The level rectangle around it in pixels of the page.
    #[must_use]
    pub fn region(&self) -> Region {
        around(&self.corners)
    }

    /// The rectangle around some of its characters (indices into `text.chars()`).
    #[must_use]
    pub fn part(&self, chars: std::ops::Range<usize>) -> Region {
        let (Some(first), Some(last)) =
            (self.glyphs.get(chars.start), self.glyphs.get(chars.end.saturating_sub(1)))
        else {
            return self.region();
        };
        let [a, b, c, d] = self.corners;
        let along = |from: Point, to: Point, at: f32| Point {
            x: from.x + (to.x - from.x) * at,
            y: from.y + (to.y - from.y) * at,
        };
        around(&[
            along(a, b, first.from),
            along(a, b, last.to),
            along(d, c, last.to),
            along(d, c, first.from),
        ])
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded and clamped to zero; a page has some thousands of pixels"
)]
pub(super) fn around(points: &[Point]) -> Region {
    let fold = |pick: fn(&Point) -> f32, with: fn(f32, f32) -> f32, start: f32| {
        points.iter().map(pick).fold(start, with)
    };
    let left = fold(|p| p.x, f32::min, f32::INFINITY).floor().max(0.0) as u32;
    let top = fold(|p| p.y, f32::min, f32::INFINITY).floor().max(0.0) as u32;
    let right = fold(|p| p.x, f32::max, 0.0).ceil().max(0.0) as u32;
    let bottom = fold(|p| p.y, f32::max, 0.0).ceil().max(0.0) as u32;
    Region {
        x: left,
        y: top,
        width: right.saturating_sub(left).max(1),
        height: bottom.saturating_sub(top).max(1),
    }
}
