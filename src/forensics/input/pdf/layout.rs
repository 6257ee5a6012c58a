//! From characters to words: lines by their height, words by the gaps between characters.

use super::drawn::Glyph;
use crate::forensics::reading::text::{Flat, Glyph as Place, Point, Word};

/// A word and the characters it is made of.
#[derive(Debug, Clone)]
pub struct Run {
    /// The word.
    pub word: Word,
    /// For each character of the word its index in the list it was made of; `None` for an inserted space.
    pub glyphs: Vec<Option<usize>>,
}

/// A gap wider than this part of the font's size parts two words.
const APART: f32 = 0.6;
/// A gap wider than this is a space between letters.
const SPACE: f32 = 0.18;
/// Sine of the slant beyond which text is no line: watermarks across the page.
const SLANT: f32 = 0.18;

/// A character in the frame in which its line is level.
#[derive(Clone, Copy)]
struct Level {
    index: usize,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

/// Quarter turns clockwise that bring this direction of reading level; `None` when it is slanted.
fn turns_of(along: Point) -> Option<u8> {
    if along.y.abs() <= SLANT {
        Some(if along.x > 0.0 { 0 } else { 2 })
    } else if along.x.abs() <= SLANT {
        Some(if along.y < 0.0 { 1 } else { 3 })
    } else {
        None
    }
}

/// Turns a point of a page clockwise by quarters.
fn turned(point: Point, turns: u8, width: f32, height: f32) -> Point {
    match turns {
        1 => Point { x: height - point.y, y: point.x },
        2 => Point { x: width - point.x, y: height - point.y },
        3 => Point { x: point.y, y: width - point.x },
        _ => point,
    }
}

/// Quarter turns of most characters.
pub fn upright(glyphs: &[Glyph], chosen: &[usize]) -> u8 {
    let mut counts = [0_usize; 4];
    for turns in chosen.iter().filter_map(|&index| glyphs.get(index)).filter_map(|g| turns_of(g.along)) {
        counts[usize::from(turns & 3)] += 1;
    }
    // Even counts fall to the smaller turn.
    (0_u8..4).rev().max_by_key(|&turns| counts[usize::from(turns)]).unwrap_or(0)
}

/// The words made of the chosen characters, in reading order of the page turned by `turns`.
pub fn runs(glyphs: &[Glyph], chosen: &[usize], turns: u8, width: f32, height: f32) -> Vec<Run> {
    let mut out = Vec::new();
    let order = [turns, (turns + 1) & 3, (turns + 2) & 3, (turns + 3) & 3];
    for own in order {
        let mut level: Vec<Level> = chosen
            .iter()
            .filter_map(|&index| {
                let glyph = glyphs.get(index)?;
                if glyph.c.is_whitespace() || glyph.c.is_control() || turns_of(glyph.along) != Some(own) {
                    return None;
                }
                let start = turned(glyph.origin, own, width, height);
                let [a, b, _, _] = glyph.quad;
                let length = (b.x - a.x).hypot(b.y - a.y);
                Some(Level { index, x0: start.x, x1: start.x + length, y: start.y, size: glyph.size })
            })
            .collect();
        level.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)).then(a.index.cmp(&b.index)));
        let mut rest = level.as_slice();
        while let Some(first) = rest.first() {
            let end = rest
                .iter()
                .position(|next| next.y - first.y > 0.45 * first.size.max(next.size))
                .unwrap_or(rest.len())
                .max(1);
            let (line, after) = rest.split_at(end);
            rest = after;
            words(glyphs, line, turns, width, height, &mut out);
        }
    }
    out
}

/// Cuts one line into words.
fn words(glyphs: &[Glyph], line: &[Level], turns: u8, width: f32, height: f32, out: &mut Vec<Run>) {
    let mut line = line.to_vec();
    line.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.index.cmp(&b.index)));
    let mut word: Vec<Level> = Vec::new();
    for next in line {
        if let Some(last) = word.last() {
            let size = last.size.max(next.size);
            let same = glyphs.get(last.index).map(|g| g.c) == glyphs.get(next.index).map(|g| g.c);
            if same && next.x0 - last.x0 < 0.2 * size && (next.y - last.y).abs() < 0.2 * size {
                // Bold that is made by drawing twice, a hair apart.
                continue;
            }
            let gap = next.x0 - last.x1;
            let unlike = size > 1.6 * last.size.min(next.size) || (next.y - last.y).abs() > 0.35 * size;
            if gap > APART * size || gap < -0.5 * size || unlike {
                out.extend(run(glyphs, &word, turns, width, height));
                word.clear();
            }
        }
        word.push(next);
    }
    out.extend(run(glyphs, &word, turns, width, height));
}

fn run(glyphs: &[Glyph], word: &[Level], turns: u8, width: f32, height: f32) -> Option<Run> {
    let (first, last) = (word.first()?, word.last()?);
    let (start, end) = (first.x0, last.x1.max(first.x0 + 0.1));
    let part = |x: f32| ((x - start) / (end - start)).clamp(0.0, 1.0);
    let mut text = String::new();
    let mut places: Vec<Place> = Vec::new();
    let mut members = Vec::new();
    let mut before: Option<(&Level, char)> = None;
    for level in word {
        let c = glyphs.get(level.index)?.c;
        if let Some((last, previous)) = before
            && level.x0 - last.x1 > SPACE * level.size
            && !(wide(previous) && wide(c))
        {
            text.push(' ');
            places.push(Place { from: part(last.x1), to: part(level.x0), confidence: 1.0, other: None });
            members.push(None);
        }
        text.push(c);
        places.push(Place { from: part(level.x0), to: part(level.x1), confidence: 1.0, other: None });
        members.push(Some(level.index));
        before = Some((level, c));
    }
    let (one, other) = (glyphs.get(first.index)?, glyphs.get(last.index)?);
    let corners = [one.quad[0], other.quad[1], other.quad[2], one.quad[3]];
    let upright = corners.map(|corner| turned(corner, turns, width, height));
    let fold = |pick: fn(&Point) -> f32, with: fn(f32, f32) -> f32| {
        upright.iter().map(pick).reduce(with).unwrap_or(0.0)
    };
    let (x, y) = (fold(|p| p.x, f32::min), fold(|p| p.y, f32::min));
    let flat = Flat { x, y, width: fold(|p| p.x, f32::max) - x, height: fold(|p| p.y, f32::max) - y };
    Some(Run { word: Word { text, corners, flat, confidence: 1.0, glyphs: places }, glyphs: members })
}

/// Characters as wide as high: no spaces stand between them.
pub fn wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let mut at = x;
        text.chars()
            .map(|c| {
                let advance = if wide(c) { size } else { size * 0.5 };
                let from = at;
                at += advance;
                let corner = |x: f32, above: f32| Point { x, y: y - above * size };
                Glyph {
                    c,
                    quad: [corner(from, 0.86), corner(at, 0.86), corner(at, -0.14), corner(from, -0.14)],
                    origin: Point { x: from, y },
                    along: Point { x: 1.0, y: 0.0 },
                    size,
                    font: 0,
                    colour: Some([0; 3]),
                    invisible: false,
                    clipped: false,
                    annotation: false,
                    order: 0,
                }
            })
            .collect()
    }

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        let chosen: Vec<usize> = (0..glyphs.len()).collect();
        runs(glyphs, &chosen, upright(glyphs, &chosen), 1000.0, 1400.0)
            .into_iter()
            .map(|run| run.word.text)
            .collect()
    }

    #[test]
    fn columns_part_and_letters_keep_their_space() {
        let glyphs = [
            set("合计", 100.0, 200.0, 20.0),
            set("TOTAL DUE", 300.0, 203.0, 20.0),
            set("12,340.50", 600.0, 198.0, 20.0),
            set("姓 名", 100.0, 160.0, 20.0),
        ]
        .concat();
        assert_eq!(texts(&glyphs), ["姓名", "合计", "TOTAL DUE", "12,340.50"]);
    }

    #[test]
    fn bold_drawn_twice_is_read_once() {
        let glyphs = [set("合计", 100.0, 200.0, 20.0), set("合计", 100.6, 200.0, 20.0)].concat();
        assert_eq!(texts(&glyphs), ["合计"]);
    }

    #[test]
    fn a_page_turned_by_a_quarter_reads_in_its_own_order() {
        // Reading upwards: the page must be turned clockwise once.
        let mut glyphs = [set("甲乙", 100.0, 100.0, 20.0), set("丙丁", 100.0, 140.0, 20.0)].concat();
        for glyph in &mut glyphs {
            let turn = |p: Point| Point { x: p.y, y: 1400.0 - p.x };
            glyph.quad = glyph.quad.map(turn);
            glyph.origin = turn(glyph.origin);
            glyph.along = Point { x: 0.0, y: -1.0 };
        }
        let chosen: Vec<usize> = (0..glyphs.len()).collect();
        assert_eq!(upright(&glyphs, &chosen), 1);
        let found = runs(&glyphs, &chosen, 1, 1000.0, 1400.0);
        assert_eq!(found.iter().map(|run| run.word.text.as_str()).collect::<Vec<_>>(), ["甲乙", "丙丁"]);
        assert!((found[0].word.flat.x - 100.0).abs() < 0.5 && found[0].word.flat.width > 39.0);
        assert!(found[0].word.region().height > found[0].word.region().width);
    }

    #[test]
    fn a_part_of_a_word_has_its_own_place() {
        let glyphs = set("共计900元", 100.0, 200.0, 20.0);
        let chosen: Vec<usize> = (0..glyphs.len()).collect();
        let word = runs(&glyphs, &chosen, 0, 1000.0, 1400.0).remove(0).word;
        let digits = word.part(2..5);
        assert!(digits.x.abs_diff(140) <= 1 && digits.width.abs_diff(30) <= 2, "{digits:?}");
    }
}
