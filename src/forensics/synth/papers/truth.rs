//! What stands where on a finished page: words as a perfect reader reports them, fields, cells.

use super::render::{Drawn, Rendered};
use super::sheet::Tag;
use super::warp::Warp;
use crate::forensics::Region;
use crate::forensics::reading::text::{Flat, Glyph, PageText, Source, Word};

/// The truth about one finished page.
#[derive(Debug, Clone)]
pub struct Truth {
    /// Its texts, each with its meaning; boxes in pixels of the picture.
    pub drawn: Vec<Drawn>,
    /// Places no reader is asked about.
    pub ignored: Vec<Region>,
    /// Pale characters behind the text.
    pub pale: Vec<Region>,
    /// Codes: where, and what they say.
    pub codes: Vec<(Region, String)>,
    /// Quarter turns clockwise that put the page upright.
    pub turns: u8,
}

impl Truth {
    /// Carries the truth of a drawn page along its way.
    #[must_use]
    pub fn new(page: &Rendered, warp: Warp, turned: u8) -> Self {
        let (w, h) = (f64::from(page.image.width()), f64::from(page.image.height()));
        let (a, b) = (warp.at(0.0, 0.0), warp.at(w, h));
        let scale = ((a.0 - b.0).hypot(a.1 - b.1) / w.hypot(h)) as f32;
        let scaled = |flat: &Flat| Flat {
            x: flat.x * scale,
            y: flat.y * scale,
            width: flat.width * scale,
            height: flat.height * scale,
        };
        let drawn = page
            .words
            .iter()
            .map(|drawn| {
                let corners = warp.corners_of(&drawn.word.flat);
                let word = Word { corners, flat: scaled(&drawn.word.flat), ..drawn.word.clone() };
                Drawn { word, ..drawn.clone() }
            })
            .collect();
        let region = |flat: &Flat| region_of(warp, flat);
        Self {
            drawn,
            ignored: page.ignored.iter().map(region).collect(),
            pale: page.pale.iter().map(region).collect(),
            codes: page.codes.iter().map(|(flat, text)| (region(flat), text.clone())).collect(),
            turns: (4 - turned % 4) % 4,
        }
    }

    /// Where the texts of a field or cell stand.
    #[must_use]
    pub fn regions(&self, tag: Tag) -> Vec<Region> {
        self.drawn.iter().filter(|drawn| drawn.tag == Some(tag)).map(|drawn| drawn.word.region()).collect()
    }

    /// The page as a perfect reader reports it: neighbours in a line without a gap are one word,
    /// cells of a table stay apart.
    #[must_use]
    pub fn text(&self) -> PageText {
        let mut order: Vec<&Drawn> = self.drawn.iter().collect();
        order.sort_by(|a, b| a.word.flat.x.total_cmp(&b.word.flat.x));
        let mut lines: Vec<(Word, bool)> = Vec::new();
        for drawn in order {
            let cell = drawn.tag.is_some_and(|tag| tag.row.is_some());
            let own = &drawn.word.flat;
            let before = lines.iter_mut().find(|(word, whole)| {
                let flat = &word.flat;
                let level = (flat.middle() - own.middle()).abs() < flat.height.min(own.height) * 0.35;
                let gap = own.x - flat.right();
                !cell
                    && !*whole
                    && level
                    && gap > -0.3 * own.height
                    && gap < 0.5 * own.height.max(flat.height)
            });
            match before {
                Some((word, _)) => *word = joined(word, &drawn.word),
                None => lines.push((drawn.word.clone(), cell)),
            }
        }
        let mut words: Vec<Word> = lines.into_iter().map(|(word, _)| word).collect();
        // Reading order: lines from top to bottom; what overlaps by half its height is one line.
        words.sort_by(|a, b| a.flat.middle().total_cmp(&b.flat.middle()));
        let mut rows: Vec<Vec<Word>> = Vec::new();
        for word in words {
            match rows.last_mut() {
                Some(row) if row.first().is_some_and(|first| level(&first.flat, &word.flat)) => {
                    row.push(word);
                }
                _ => rows.push(vec![word]),
            }
        }
        let words = rows
            .into_iter()
            .flat_map(|mut row| {
                row.sort_by(|a, b| a.flat.x.total_cmp(&b.flat.x));
                row
            })
            .collect();
        PageText { source: Source::Picture, turns: self.turns, words }
    }
}

fn level(a: &Flat, b: &Flat) -> bool {
    (a.middle() - b.middle()).abs() < a.height.min(b.height) * 0.5
}

/// The level rectangle around a box of the page after its way.
#[must_use]
pub fn region_of(warp: Warp, flat: &Flat) -> Region {
    let corners = warp.corners_of(flat);
    Word { text: String::new(), corners, flat: *flat, confidence: 1.0, glyphs: Vec::new() }.region()
}

/// Two words of one line as one.
fn joined(first: &Word, second: &Word) -> Word {
    let (a, b) = (&first.flat, &second.flat);
    let (x, y) = (a.x, a.y.min(b.y));
    let flat = Flat { x, y, width: b.right().max(a.right()) - x, height: a.bottom().max(b.bottom()) - y };
    let place = |own: &Flat, at: f32| ((own.x + own.width * at - x) / flat.width.max(1.0)).clamp(0.0, 1.0);
    let part = |word: &Word| -> Vec<Glyph> {
        word.glyphs
            .iter()
            .map(|glyph| Glyph {
                from: place(&word.flat, glyph.from),
                to: place(&word.flat, glyph.to),
                ..*glyph
            })
            .collect()
    };
    Word {
        text: format!("{}{}", first.text, second.text),
        corners: [first.corners[0], second.corners[1], second.corners[2], first.corners[3]],
        flat,
        confidence: 1.0,
        glyphs: [part(first), part(second)].concat(),
    }
}
