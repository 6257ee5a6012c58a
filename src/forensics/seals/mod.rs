//! Seals on a page: where they are, what they say, and what stands below them.
//!
//! A seal is coloured ink around a rim. [`find`] looks for rims in the colour planes of the page ([`ink`]); [`beneath`]
//! lets the ink vanish so that the lines below can be read; [`unwrap`] lays the name along the rim out as a strip and
//! [`level`] cuts the lines inside, which the reader of lines then reads ([`words`]); [`look`] makes the hashes by
//! which the same imprint is found again.
//!
//! Seals of Chinese authorities and firms are round with the name along the rim and a star or emblem in the middle
//! (国发〔1999〕25号); seals for invoices are ovals of 40 by 30 mm (国家税务总局公告2011年第7号).

pub mod beneath;
pub mod ink;
pub mod level;
pub mod look;
pub mod print;
mod rim;
mod search;
pub mod unwrap;
pub mod words;

use image::RgbImage;
use serde::{Deserialize, Serialize};

use super::Region;
use super::reading::text::Point;
use ink::{Ground, Ink};
use rim::Rim;

/// Most seals of one page; a page with more is a pattern, not a paper with seals.
pub const MOST: usize = 8;

/// A seal on a page, as the report tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    /// What it is.
    pub kind: SealKind,
    /// Colour of its ink.
    pub ink: Ink,
    /// Its outline.
    pub shape: Shape,
    /// The level rectangle around it, in pixels of the page.
    pub region: Region,
    /// Its middle, in pixels of the page.
    pub centre: Point,
    /// Half its longer and half its shorter axis, in pixels.
    pub axes: (f32, f32),
    /// How far it is turned clockwise from standing upright on the page as it lies, in radians, from −π to π.
    pub turn: f32,
    /// Share of its rim that can be seen, 0 to 1.
    pub clear: f32,
    /// What stands along its rim, when it was read.
    pub name: Option<SealText>,
    /// What stands level inside, from top to bottom.
    pub lines: Vec<SealText>,
}

/// Outlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "ordinary shapes")]
pub enum Shape {
    Round,
    Oval,
}

/// What a seal is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealKind {
    /// Set on the paper by somebody.
    Imprint,
    /// Printed with the form, as the mark of supervision on every invoice is: nothing follows from it.
    Form,
}

/// A text of a seal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SealText {
    /// As read.
    pub text: String,
    /// 0 to 1: the mean over the characters.
    pub confidence: f32,
}

/// A seal found and not yet read.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its rim in pixels of the page.
    pub(in crate::forensics) rim: Rim,
    /// Colour of its ink.
    pub ink: Ink,
    /// Share of the rim that can be seen.
    pub clear: f32,
    /// The ink of the seal alone, see [`ink::Cut`].
    pub cut: ink::Cut,
}

impl Found {
    /// The level rectangle around it, inside the page.
    #[must_use]
    pub fn region(&self, width: u32, height: u32) -> Region {
        self.rim.region(width, height)
    }

    /// Its outline.
    #[must_use]
    pub fn shape(&self) -> Shape {
        if self.rim.b < self.rim.a * 0.87 { Shape::Oval } else { Shape::Round }
    }
}

/// Finds the seals of a page. A page without coloured ink costs one pass over a reduced picture.
#[must_use]
pub fn find(page: &RgbImage) -> (Vec<Found>, Option<Ground>) {
    let Some(ground) = Ground::new(page) else { return (Vec::new(), None) };
    let mut found: Vec<Found> = Vec::new();
    for ink in [Ink::Red, Ink::Blue] {
        let Some(plane) = ground.plane(ink) else { continue };
        for (rim, clear) in search::rims(&plane) {
            let rim = rim.scaled(ground.step());
            let Some(cut) = ink::Cut::new(page, &ground, ink, &rim) else { continue };
            let twice = found.iter().any(|known| known.rim.distance(&rim) < known.rim.b.max(rim.b) * 0.5);
            if !twice && unwrap::is_lettered(&cut) {
                found.push(Found { rim, ink, clear, cut });
            }
        }
    }
    found.truncate(MOST);
    found.sort_by(|a, b| {
        (a.rim.y, a.rim.x).partial_cmp(&(b.rim.y, b.rim.x)).unwrap_or(std::cmp::Ordering::Equal)
    });
    (found, Some(ground))
}

#[cfg(test)]
mod tests;
