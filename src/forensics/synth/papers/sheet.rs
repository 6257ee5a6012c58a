//! A page as a list of things to draw, each text with what it means; a page is changed by changing the list.

use super::seal::Seal;
use crate::forensics::reading::text::Flat;

use super::fonts::{Cast, Role};

/// What a text says: a field, or a cell of a table's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Key of the field or column.
    pub key: &'static str,
    /// Row of the document's table, from 0.
    pub row: Option<usize>,
}

/// Where a text hangs on its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the ordinary three")]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// A text in one line, one font, one size.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// As printed.
    pub text: String,
    /// Font.
    pub role: Role,
    /// Size in pixels.
    pub em: f32,
    /// Where it hangs, in pixels.
    pub x: f32,
    /// Middle of the line, in pixels.
    pub y: f32,
    /// At which end it hangs.
    pub align: Align,
    /// Space added after each character, in ems.
    pub spacing: f32,
    /// Width factor.
    pub squeeze: f32,
    /// Ink.
    pub colour: [u8; 3],
    /// What it says.
    pub tag: Option<Tag>,
    /// How the value is written, see [`super::content::shaped`].
    pub shape: &'static str,
    /// Covered with paper before it is written: an edit left it behind.
    pub covered: Option<Flat>,
}

impl Run {
    /// Base line: the middle of Han characters lies 0.38 em above it.
    #[must_use]
    pub fn base(&self) -> f32 {
        self.y + self.em * 0.38
    }
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Text.
    Run(Run),
    /// A straight line, level or upright.
    Rule {
        /// Its box.
        area: Flat,
        /// Ink.
        colour: [u8; 3],
    },
    /// A tinted ground.
    Ground {
        /// Its box.
        area: Flat,
        /// Tint.
        colour: [u8; 3],
    },
    /// Fine waves over an area, as on protected paper.
    Waves {
        /// Where.
        area: Flat,
        /// Ink.
        colour: [u8; 3],
        /// Distance of the waves in pixels.
        step: f32,
    },
    /// A pale text repeated across the page, leaning.
    Watermark {
        /// What it says.
        text: String,
        /// Size in pixels.
        em: f32,
        /// Ink.
        colour: [u8; 3],
    },
    /// A QR code with its contents.
    Qr {
        /// Its square.
        area: Flat,
        /// What it says.
        payload: String,
    },
    /// Where a photograph stands: head and shoulders in grey, nobody's face.
    Figure {
        /// Its box.
        area: Flat,
        /// Whether a copier took the colours.
        grey: bool,
    },
    /// A seal, inked over everything before it.
    Seal(Seal),
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Pixels in a millimetre.
    pub scale: f32,
    /// Colour of the paper.
    pub paper: [u8; 3],
    /// Which fonts.
    pub cast: Cast,
    /// What stands on it, in the order of printing.
    pub items: Vec<Item>,
}

impl Sheet {
    /// An empty page of so many millimetres at a resolution in dots per inch.
    #[must_use]
    pub fn new(cast: Cast, size: (f32, f32), dpi: f32) -> Self {
        let scale = dpi / 25.4;
        let pixels = |mm: f32| (mm * scale).round().clamp(1.0, 6000.0) as u32;
        Self {
            width: pixels(size.0),
            height: pixels(size.1),
            scale,
            paper: [255; 3],
            cast,
            items: Vec::new(),
        }
    }

    /// Its texts.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.items.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None })
    }

    /// Its texts, to be changed.
    pub fn runs_mut(&mut self) -> impl Iterator<Item = &mut Run> {
        self.items.iter_mut().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None })
    }
}
