//! Invented statements and receipts: drawn as ink coverage with the boxes of their words.

use super::Random;
use super::glyphs::{self, Stroke};
use crate::forensics::Region;
use crate::forensics::signal::Plane;

/// How type looks; two styles stand for two fonts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Em height in pixels.
    pub em: f32,
    /// Stroke width as a part of the em.
    pub weight: f32,
    /// Slant: x added per y.
    pub slant: f32,
    /// Width factor.
    pub width: f32,
    /// Space between characters as a part of the em.
    pub spacing: f32,
}

impl Style {
    /// A style by chance.
    pub fn random(random: &mut Random) -> Self {
        Self {
            em: random.between(13.0, 19.0),
            weight: random.between(0.09, 0.15),
            slant: random.between(-0.04, 0.1),
            width: random.between(0.85, 1.1),
            spacing: random.between(0.12, 0.22),
        }
    }
}

/// A word on the drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnWord {
    /// Its box.
    pub region: Region,
    /// Base line and left edge, for drawing it again.
    pub origin: (f32, f32),
    /// What it says; empty for invented characters.
    pub text: String,
}

/// Ink coverage from 0 to 1 and the words.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Coverage.
    pub ink: Plane,
    /// Words in drawing order.
    pub words: Vec<DrawnWord>,
    /// The style used.
    pub style: Style,
}

/// Draws a page of a given size: a heading, lines of text and a table with amounts.
#[must_use]
pub fn draw(seed: u64, width: usize, height: usize) -> Drawing {
    let mut random = Random::new(seed);
    let style = Style::random(&mut random);
    let mut page = Drawing { ink: Plane::filled(width, height, 0.0), words: Vec::new(), style };
    let margin = width as f32 * 0.07;
    let line = style.em * random.between(1.6, 2.1);
    let mut y = margin + style.em;
    let heading = Style { em: style.em * 1.5, ..style };
    let mut x = width as f32 * 0.3;
    for _ in 0..2 {
        x = page.invented_word(&mut random, &heading, (x, y), 3) + heading.em;
    }
    y += line * 1.8;
    while y < height as f32 - margin {
        let mut x = margin;
        let kind = random.below(5);
        x = page.invented_word(&mut random, &style, (x, y), 2 + kind % 3) + style.em;
        if kind < 3 {
            let text = match kind {
                0 => format!(
                    "{:04}-{:02}-{:02}",
                    2015 + random.below(12),
                    1 + random.below(12),
                    1 + random.below(28)
                ),
                1 => format!("NO:{:06}", random.below(1_000_000)),
                _ => {
                    const NAMES: [&str; 6] = ["RENT", "WATER", "TOTAL", "DEPOSIT", "FEE", "SALARY"];
                    NAMES[random.below(NAMES.len())].to_owned()
                }
            };
            x = page.word(&style, (x, y), &text) + style.em;
            let amount = format!("{}.{:02}", 10 + random.below(98_000), random.below(100));
            let wide = amount.len() as f32 * style.em * (0.62 * style.width + style.spacing);
            let right = (width as f32 - margin - wide).max(x);
            if right + wide < width as f32 - 4.0 {
                page.word(&style, (right, y), &amount);
            }
        } else {
            while x < width as f32 * 0.75 {
                let count = 2 + random.below(4);
                x = page.invented_word(&mut random, &style, (x, y), count) + style.em * 0.9;
            }
        }
        y += line;
    }
    page
}

impl Drawing {
    /// Draws a Latin word from the left end of its top line; returns the right end.
    pub fn word(&mut self, style: &Style, origin: (f32, f32), text: &str) -> f32 {
        let mut x = origin.0;
        for character in text.chars() {
            let narrow = if matches!(character, '.' | ',' | ':' | '1' | 'I') { 0.8 } else { 1.0 };
            self.strokes(style, (x, origin.1), &glyphs::strokes(character), style.width);
            x += style.em * (0.6 * style.width * narrow + style.spacing);
        }
        self.push(style, origin, x, text.to_owned());
        x
    }

    fn invented_word(&mut self, random: &mut Random, style: &Style, origin: (f32, f32), count: usize) -> f32 {
        let mut x = origin.0;
        for _ in 0..count {
            let number = random.below(glyphs::INVENTED);
            self.strokes(style, (x, origin.1), &glyphs::invented(number), 0.95);
            x += style.em * 1.12;
        }
        self.push(style, origin, x, String::new());
        x
    }

    fn push(&mut self, style: &Style, origin: (f32, f32), end: f32, text: String) {
        let clamp = |value: f32, limit: usize| value.round().clamp(0.0, limit as f32) as u32;
        let (x0, x1) = (clamp(origin.0 - 1.0, self.ink.width), clamp(end, self.ink.width));
        let (y0, y1) =
            (clamp(origin.1 - 2.0, self.ink.height), clamp(origin.1 + style.em + 3.0, self.ink.height));
        if x1 > x0 && y1 > y0 {
            let region = Region { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
            self.words.push(DrawnWord { region, origin, text });
        }
    }

    /// Coverage of poly-lines by distance: soft edges at any sub-pixel place.
    fn strokes(&mut self, style: &Style, origin: (f32, f32), strokes: &[Stroke], width: f32) {
        let radius = style.em * style.weight * 0.5;
        let place = |(x, y): (f32, f32)| {
            let down = y * style.em;
            ((x * width).mul_add(style.em, origin.0) + (style.em - down) * style.slant, origin.1 + down)
        };
        for stroke in strokes {
            let points: Vec<(f32, f32)> = stroke.iter().copied().map(place).collect();
            let single = [points[0], points[0]];
            let segments: &[(f32, f32)] = if points.len() == 1 { &single } else { &points };
            for pair in segments.windows(2) {
                self.segment(pair[0], pair[1], radius);
            }
        }
    }

    fn segment(&mut self, a: (f32, f32), b: (f32, f32), radius: f32) {
        let reach = radius + 1.0;
        let clamp = |value: f32, limit: usize| value.clamp(0.0, limit as f32) as usize;
        let (x0, x1) =
            (clamp(a.0.min(b.0) - reach, self.ink.width), clamp(a.0.max(b.0) + reach + 1.0, self.ink.width));
        let (y0, y1) = (
            clamp(a.1.min(b.1) - reach, self.ink.height),
            clamp(a.1.max(b.1) + reach + 1.0, self.ink.height),
        );
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        for y in y0..y1 {
            for x in x0..x1 {
                let (px, py) = (x as f32 + 0.5 - a.0, y as f32 + 0.5 - a.1);
                let t = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
                let distance = (px - t * dx).hypot(py - t * dy);
                let coverage = (radius + 0.5 - distance).clamp(0.0, 1.0);
                let cell = &mut self.ink.data[y * self.ink.width + x];
                *cell = cell.max(coverage);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_carries_words_with_ink_inside_their_boxes() {
        let page = draw(3, 420, 560);
        assert!(page.words.len() > 20);
        for word in &page.words {
            let r = word.region;
            let inked = (r.y..r.y + r.height)
                .any(|y| (r.x..r.x + r.width).any(|x| page.ink.at(x as usize, y as usize) > 0.5));
            assert!(inked, "{word:?}");
        }
        assert_eq!(draw(3, 420, 560).ink, page.ink);
    }
}
