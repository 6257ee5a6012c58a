//! Words by connected components: places that findings can name without reading them.

use crate::forensics::Region;
use crate::forensics::signal::components::{Component, components};
use crate::forensics::signal::{Plane, stats};

/// Ink of a page.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Pixels darker than their surroundings.
    pub ink: Vec<bool>,
    /// Glyph-sized components.
    pub glyphs: Vec<Component>,
    /// Words, top to bottom, left to right.
    pub words: Vec<Word>,
    /// Median glyph height in pixels; 0 on a page without type.
    pub glyph_height: usize,
}

/// A run of glyphs with small gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its box.
    pub x0: usize,
    /// Top, inclusive.
    pub y0: usize,
    /// Right, exclusive.
    pub x1: usize,
    /// Bottom, exclusive.
    pub y1: usize,
    /// Glyph components in it.
    pub glyphs: usize,
}

impl Word {
    /// As a region of the report.
    #[must_use]
    pub fn region(&self) -> Region {
        let fit = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Region {
            x: fit(self.x0),
            y: fit(self.y0),
            width: fit(self.x1 - self.x0),
            height: fit(self.y1 - self.y0),
        }
    }
}

/// Most glyphs grouped into words; a page with more is texture, not type.
const MOST_GLYPHS: usize = 20_000;

/// Finds ink, glyphs and words.
#[must_use]
pub fn layout(luma: &Plane) -> Layout {
    let ink = ink(luma);
    let longest = luma.width.max(luma.height);
    let mut glyphs: Vec<Component> = components(&ink, luma.width)
        .into_iter()
        .filter(|c| c.area >= 4 && c.height() <= longest / 8 && c.width() <= longest / 4)
        .filter(|c| c.height() >= 3 || c.width() >= 3)
        .collect();
    if glyphs.len() > MOST_GLYPHS {
        glyphs.clear();
    }
    #[expect(clippy::cast_precision_loss, reason = "pixel heights")]
    let mut heights: Vec<f32> =
        glyphs.iter().filter(|c| c.height() >= 5).map(|c| c.height() as f32).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixel heights")]
    let glyph_height = stats::quantile(&mut heights, 0.5) as usize;
    let words = words(&glyphs, glyph_height);
    Layout { ink, glyphs, words, glyph_height }
}

/// Local threshold: darker than the mean around by a part of the page's contrast.
fn ink(luma: &Plane) -> Vec<bool> {
    let mut sample: Vec<f32> = luma.data.iter().step_by(7).copied().collect();
    let range = stats::quantile(&mut sample.clone(), 0.98) - stats::quantile(&mut sample, 0.02);
    let margin = (range * 0.14).max(10.0);
    let radius = (luma.width.max(luma.height) / 80).clamp(8, 40);
    let around = luma.box_blur(radius);
    luma.data.iter().zip(&around.data).map(|(value, mean)| *value < mean - margin).collect()
}

fn words(glyphs: &[Component], glyph_height: usize) -> Vec<Word> {
    if glyph_height == 0 {
        return Vec::new();
    }
    let gap = (glyph_height * 9 / 20).max(2);
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    order.sort_by_key(|&index| (glyphs[index].x0, glyphs[index].y0));
    let widest = glyphs.iter().map(Component::width).max().unwrap_or(0);
    let mut parents: Vec<usize> = (0..glyphs.len()).collect();
    let find = |parents: &mut Vec<usize>, mut node: usize| {
        while parents[node] != node {
            parents[node] = parents[parents[node]];
            node = parents[node];
        }
        node
    };
    for (place, &i) in order.iter().enumerate() {
        let a = glyphs[i];
        for &j in &order[place + 1..] {
            let b = glyphs[j];
            if b.x0 > a.x0 + widest + gap || b.x0 > a.x1 + gap {
                break;
            }
            let shared_rows = a.y1.min(b.y1).saturating_sub(a.y0.max(b.y0));
            let shared_columns = a.x1.min(b.x1).saturating_sub(a.x0.max(b.x0));
            let beside = shared_rows * 5 >= a.height().min(b.height()) * 2;
            // Dots and the upper and lower parts of Han characters.
            let rows_between = b.y0.max(a.y0).saturating_sub(a.y1.min(b.y1));
            let stacked = shared_columns * 2 >= a.width().min(b.width()) && rows_between * 4 <= glyph_height;
            let one_line = a.y1.max(b.y1) - a.y0.min(b.y0) <= glyph_height * 2;
            if beside || (stacked && one_line) {
                let (x, y) = (find(&mut parents, i), find(&mut parents, j));
                parents[x.max(y)] = x.min(y);
            }
        }
    }
    let mut boxes: Vec<Option<Word>> = vec![None; glyphs.len()];
    for (index, glyph) in glyphs.iter().enumerate() {
        let top = find(&mut parents, index);
        let word = boxes[top].get_or_insert(Word {
            x0: glyph.x0,
            y0: glyph.y0,
            x1: glyph.x1,
            y1: glyph.y1,
            glyphs: 0,
        });
        word.x0 = word.x0.min(glyph.x0);
        word.y0 = word.y0.min(glyph.y0);
        word.x1 = word.x1.max(glyph.x1);
        word.y1 = word.y1.max(glyph.y1);
        word.glyphs += 1;
    }
    let mut words: Vec<Word> = boxes
        .into_iter()
        .flatten()
        .filter(|word| word.y1 - word.y0 >= 5.max(glyph_height / 3) && word.x1 - word.x0 >= 5)
        .flat_map(|word| split(word, glyph_height))
        .collect();
    words.sort_by_key(|word| (word.y0, word.x0, word.y1, word.x1));
    words
}

/// A line of Han characters has no gaps: it is cut into pieces, so that a finding stays a place.
fn split(word: Word, glyph_height: usize) -> Vec<Word> {
    let height = (word.y1 - word.y0).max(glyph_height);
    let width = word.x1 - word.x0;
    let pieces = (width / (height * 7)).clamp(1, 20);
    (0..pieces)
        .map(|piece| Word {
            x0: word.x0 + width * piece / pieces,
            x1: word.x0 + width * (piece + 1) / pieces,
            glyphs: word.glyphs.div_ceil(pieces),
            ..word
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three words of square letters on one line, and one further down.
    fn page() -> Plane {
        let mut page = Plane::filled(300, 120, 240.0);
        let mut letter = |x: usize, y: usize| {
            for row in y..y + 12 {
                for column in x..x + 8 {
                    page.data[row * 300 + column] = 30.0;
                }
            }
        };
        for (start, count, y) in [(10, 4, 20), (80, 3, 20), (150, 6, 20), (40, 5, 80)] {
            for index in 0..count {
                letter(start + index * 11, y);
            }
        }
        page
    }

    #[test]
    fn words_are_runs_of_glyphs() {
        let layout = layout(&page());
        assert_eq!(layout.glyphs.len(), 18);
        assert_eq!(layout.glyph_height, 12);
        let glyphs: Vec<usize> = layout.words.iter().map(|word| word.glyphs).collect();
        assert_eq!(glyphs, [4, 3, 6, 5]);
        assert_eq!(layout.words[1].region(), Region { x: 80, y: 20, width: 30, height: 12 });
    }

    #[test]
    fn an_empty_page_has_no_words() {
        let layout = layout(&Plane::filled(64, 64, 255.0));
        assert!(layout.words.is_empty() && layout.glyphs.is_empty());
    }
}
