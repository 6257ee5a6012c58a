//! One page read without rendering it: which characters are seen, and what became of the others.

use hayro::hayro_interpret::util::TransformExt as _;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, Rect};

use super::drawn::{Area, Drawn, Fill, Fonts, Glyph};
use super::layout::{self, Run};
use crate::forensics::reading::text::{PageText, Source};

/// Why a character is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Drawn invisibly (rendering mode 3, no opacity), as programs that read scans do.
    Mode,
    /// Outside the page or cut off.
    Outside,
    /// Too small to be seen.
    Tiny,
    /// In the colour of the ground beneath it.
    Ground,
    /// Something opaque was drawn over it: the index of the area.
    Covered(usize),
}

/// A page as it is drawn.
#[derive(Debug)]
pub struct Sheet {
    /// Pixels of the rendered page.
    pub width: u32,
    /// Pixels of the rendered page.
    pub height: u32,
    /// All characters.
    pub glyphs: Vec<Glyph>,
    /// For each character why it is not seen; `None` when it is.
    pub hidden: Vec<Option<Hidden>>,
    /// Filled areas and pictures.
    pub areas: Vec<Area>,
    /// Words that are seen.
    pub words: Vec<Run>,
    /// Words of characters drawn invisibly, in the ground's colour, too small or cut off inside the page.
    pub unseen: Vec<Run>,
    /// Quarter turns clockwise that put the page upright.
    pub turns: u8,
    /// Characters the file gives no Unicode for.
    pub unknown: usize,
    /// Hash of what the page's own content draws, without annotations.
    pub look: u64,
    /// Which object of the file the page is.
    pub object: Option<(i64, i64)>,
}

/// Most comparisons of a character with an area on one page.
const MOST_PAIRS: usize = 20_000_000;
/// Smallest size that is seen, in pixels at 144 dpi: three quarters of a point.
const TINY: f32 = 1.5;
/// Colours closer than this in each part cannot be told apart on paper.
const SAME: u8 = 10;

impl Sheet {
    /// Interprets a page at `scale` pixels per point.
    pub fn read<'a>(
        page: &'a Page<'a>,
        cache: &InterpreterCache<'a>,
        settings: &InterpreterSettings,
        fonts: &mut Fonts,
        scale: f32,
    ) -> Self {
        let (width, height) = page.render_dimensions();
        let (width, height) = ((width * scale) as u32, (height * scale) as u32);
        let mut drawn = Drawn::new(fonts);
        let transform = Affine::scale(f64::from(scale)) * page.initial_transform(true).to_kurbo();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut look = 0;
        for part in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
            let settings = InterpreterSettings { render_content: part, ..settings.clone() };
            drawn.annotation = part == RenderContent::ANNOTATIONS;
            if drawn.annotation {
                look = drawn.look;
            }
            let mut context = Context::new(transform, area, cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut drawn);
        }
        let object = page.raw().obj_id().map(|id| (i64::from(id.obj_number), i64::from(id.gen_number)));
        let Drawn { glyphs, areas, unknown, .. } = drawn;
        let mut sheet = Self::of(glyphs, areas, width, height);
        (sheet.unknown, sheet.look, sheet.object) = (unknown, look, object);
        sheet
    }

    fn of(glyphs: Vec<Glyph>, areas: Vec<Area>, width: u32, height: u32) -> Self {
        // Each character is held against each area: a page made to keep this busy is looked at in part.
        let most = MOST_PAIRS / glyphs.len().max(1);
        let areas: Vec<Area> = areas.into_iter().take(most).collect();
        let hidden: Vec<Option<Hidden>> =
            glyphs.iter().map(|glyph| hidden(glyph, &areas, width, height)).collect();
        let pick = |wanted: &dyn Fn(Option<Hidden>) -> bool| -> Vec<usize> {
            hidden.iter().enumerate().filter(|(_, state)| wanted(**state)).map(|(index, _)| index).collect()
        };
        let (w, h) = (width as f32, height as f32);
        let seen = pick(&|state| state.is_none());
        let turns = layout::upright(&glyphs, &seen);
        let words = layout::runs(&glyphs, &seen, turns, w, h);
        let unseen = pick(&|state| matches!(state, Some(Hidden::Mode | Hidden::Ground | Hidden::Tiny)));
        let unseen = layout::runs(&glyphs, &unseen, turns, w, h);
        Self { width, height, glyphs, hidden, areas, words, unseen, turns, unknown: 0, look: 0, object: None }
    }

    /// Part of the page that pictures cover, 0 to 1. Scanners may store a page in strips, so they add up.
    #[must_use]
    pub fn picture_share(&self) -> f64 {
        let page = f64::from(self.width) * f64::from(self.height);
        let whole = Rect::new(0.0, 0.0, f64::from(self.width), f64::from(self.height));
        let covered: f64 = self
            .areas
            .iter()
            .filter(|area| area.fill == Fill::Picture)
            .map(|area| area.bounds.intersect(whole).area())
            .sum();
        if page > 0.0 { (covered / page).min(1.0) } else { 0.0 }
    }

    /// The page is a picture of a page (a scan), whatever text lies over or under it.
    #[must_use]
    pub fn is_scan(&self) -> bool {
        self.picture_share() >= 0.6 && self.seen() <= SCAN_TEXT
    }

    /// Number of characters that are seen.
    #[must_use]
    pub fn seen(&self) -> usize {
        self.hidden.iter().filter(|state| state.is_none()).count()
    }

    /// The text as the reader of papers takes it. `None` for a scan, whose text stands in its picture, for a
    /// page without text, and where the file keeps too many characters' meaning to itself.
    #[must_use]
    pub fn text(&self) -> Option<PageText> {
        if self.words.is_empty() || self.is_scan() || self.unknown * 5 > self.glyphs.len() {
            return None;
        }
        let words = self.words.iter().map(|run| run.word.clone()).collect();
        Some(PageText { source: Source::TextLayer, turns: self.turns, words })
    }
}

/// A scan may carry some words of text of its own: a page number, the mark of the scanning program.
const SCAN_TEXT: usize = 60;

fn hidden(glyph: &Glyph, areas: &[Area], width: u32, height: u32) -> Option<Hidden> {
    let middle = glyph.middle();
    if !(0.0..=width as f32).contains(&middle.x) || !(0.0..=height as f32).contains(&middle.y) {
        return Some(Hidden::Outside);
    }
    if glyph.invisible {
        return Some(Hidden::Mode);
    }
    if glyph.clipped {
        return Some(Hidden::Outside);
    }
    if glyph.size < TINY {
        return Some(Hidden::Tiny);
    }
    let over = areas.iter().position(|area| area.order > glyph.order && area.opaque && area.holds(middle));
    if let Some(over) = over {
        return Some(Hidden::Covered(over));
    }
    let ground = areas.iter().rev().find(|area| area.order < glyph.order && area.holds(middle));
    let ground = match ground {
        None => Some([255; 3]),
        Some(Area { fill: Fill::Plain(colour), opaque: true, .. }) => Some(*colour),
        Some(_) => None,
    };
    let same = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME);
    match (glyph.colour, ground) {
        (Some(ink), Some(ground)) if same(ink, ground) => Some(Hidden::Ground),
        _ => None,
    }
}
