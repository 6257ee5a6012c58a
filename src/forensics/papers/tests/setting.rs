//! Sets words as a reader would give them, and the accidents that happen to them.

use crate::forensics::reading::text::{Flat, Glyph, PageText, Point, Source, Word};
use crate::forensics::synth::random::Random;

/// Width of a Latin character; a Chinese one is twice as wide.
pub(super) const CELL: f32 = 12.0;
/// Height of a line's words.
pub(super) const SIZE: f32 = 26.0;
/// From one line to the next.
pub(super) const PITCH: f32 = 40.0;

/// Cells a text is wide.
pub(super) fn width(text: &str) -> f32 {
    text.chars().map(share).sum()
}

fn share(c: char) -> f32 {
    if c.is_ascii() { 1.0 } else { 2.0 }
}

/// A word at a place given in cells and lines.
pub(super) fn word(x: f32, y: f32, text: &str) -> Word {
    sized(x * CELL + 60.0, y * PITCH + 80.0, CELL, SIZE, text)
}

/// A word in pixels with its own size.
pub(super) fn sized(x: f32, y: f32, cell: f32, height: f32, text: &str) -> Word {
    let all = width(text).max(1.0);
    let mut passed = 0.0;
    let glyphs = text
        .chars()
        .map(|c| {
            let from = passed / all;
            passed += share(c);
            Glyph { from, to: passed / all, confidence: 0.98, other: None }
        })
        .collect();
    placed(text.to_owned(), Flat { x, y, width: all * cell, height }, glyphs)
}

fn placed(text: String, flat: Flat, glyphs: Vec<Glyph>) -> Word {
    let point = |x: f32, y: f32| Point { x, y };
    let corners = [
        point(flat.x, flat.y),
        point(flat.right(), flat.y),
        point(flat.right(), flat.bottom()),
        point(flat.x, flat.bottom()),
    ];
    Word { text, corners, flat, confidence: 0.98, glyphs }
}

/// A page from a picture of text: two or more spaces part words, a line is a line, `^` in front of a line makes
/// it a title. A line that begins with `½` stands half a line above its place.
pub(in crate::forensics::papers) fn page(text: &str) -> PageText {
    let mut words = Vec::new();
    let mut y = 0.0;
    for line in text.trim_matches('\n').lines() {
        let title = line.starts_with('^');
        let half = line.starts_with('½');
        if half {
            y -= 0.5;
        }
        let mut x = 0.0;
        let mut start = 0.0;
        let mut run = String::new();
        let mut spaces = 0;
        for c in line.chars().chain("  ".chars()) {
            if matches!(c, '^' | '½') {
                continue;
            }
            if c == ' ' {
                spaces += 1;
                if spaces == 2 && !run.trim().is_empty() {
                    let text = run.trim_end().to_owned();
                    words.push(if title {
                        sized(start * CELL + 60.0, y * PITCH + 70.0, CELL * 1.7, SIZE * 1.7, &text)
                    } else {
                        word(start, y, &text)
                    });
                    run.clear();
                }
            } else {
                if run.is_empty() {
                    start = x;
                }
                spaces = 0;
            }
            if !(run.is_empty() && c == ' ') {
                run.push(c);
            }
            x += share(c);
        }
        y += 1.0;
    }
    PageText { source: Source::Picture, turns: 0, words }
}

/// Cuts long words into two boxes.
pub(super) fn cut(page: &PageText, seed: u64) -> PageText {
    let mut random = Random::new(seed);
    let mut words = Vec::new();
    for word in &page.words {
        let count = word.text.chars().count();
        if count < 4 || random.unit() < 0.5 {
            words.push(word.clone());
            continue;
        }
        let at = (1..count - 1).rfind(|_| random.unit() < 0.3).unwrap_or(1);
        let (first, second): (Vec<_>, Vec<_>) =
            word.text.chars().zip(&word.glyphs).enumerate().partition(|(i, _)| *i < at);
        for part in [first, second] {
            let text: String = part.iter().map(|(_, (c, _))| *c).collect();
            let (from, to) = (part[0].1.1.from, part[part.len() - 1].1.1.to);
            let span = to - from;
            let glyphs = part
                .iter()
                .map(|(_, (_, g))| Glyph { from: (g.from - from) / span, to: (g.to - from) / span, ..**g })
                .collect();
            let flat =
                Flat { x: word.flat.x + word.flat.width * from, width: word.flat.width * span, ..word.flat };
            words.push(placed(text, flat, glyphs));
        }
    }
    PageText { words, ..page.clone() }
}

/// Joins every second pair of neighbours whose gap is below some cells.
pub(super) fn joined(page: &PageText, below: f32) -> PageText {
    let mut words: Vec<Word> = Vec::new();
    let mut just = false;
    for word in &page.words {
        let last = words.last().filter(|last| {
            let gap = word.flat.x - last.flat.right();
            !just && (last.flat.y - word.flat.y).abs() < 0.01 && gap >= 0.0 && gap < below * CELL
        });
        let Some(last) = last.cloned() else {
            words.push(word.clone());
            just = false;
            continue;
        };
        let flat = Flat { width: word.flat.right() - last.flat.x, ..last.flat };
        let moved = |from: &Word, g: &Glyph| {
            let at = |v: f32| (from.flat.x + from.flat.width * v - flat.x) / flat.width;
            Glyph { from: at(g.from), to: at(g.to).min(1.0), ..*g }
        };
        let glyphs =
            last.glyphs.iter().map(|g| moved(&last, g)).chain(word.glyphs.iter().map(|g| moved(word, g)));
        let both = placed(format!("{}{}", last.text, word.text), flat, glyphs.collect());
        words.pop();
        words.push(both);
        just = true;
    }
    PageText { words, ..page.clone() }
}

/// Moves every word a little and tilts the page by a slope.
pub(super) fn shaken(page: &PageText, pixels: f32, slope: f32, seed: u64) -> PageText {
    let mut random = Random::new(seed);
    let words = page
        .words
        .iter()
        .map(|word| {
            let flat = Flat {
                x: word.flat.x + random.between(-pixels, pixels),
                y: word.flat.y
                    + random.between(-pixels, pixels)
                    + slope * (word.flat.x + word.flat.width / 2.0),
                width: word.flat.width,
                height: word.flat.height * random.between(0.94, 1.08),
            };
            placed(word.text.clone(), flat, word.glyphs.clone())
        })
        .collect();
    PageText { words, ..page.clone() }
}

/// Digits and signs in their full-width forms.
pub(super) fn wide(page: &PageText) -> PageText {
    let full = |c: char| match c {
        '0'..='9' | ':' | '(' | ')' | ',' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        c => c,
    };
    let words =
        page.words.iter().map(|word| Word { text: word.text.chars().map(full).collect(), ..word.clone() });
    PageText { words: words.collect(), ..page.clone() }
}

/// One text for another wherever it stands.
pub(super) fn read_as(page: &PageText, from: &str, to: &str) -> PageText {
    assert_eq!(from.chars().count(), to.chars().count());
    let words: Vec<Word> =
        page.words.iter().map(|word| Word { text: word.text.replace(from, to), ..word.clone() }).collect();
    assert!(words.iter().zip(&page.words).any(|(a, b)| a.text != b.text), "{from} is not there");
    PageText { words, ..page.clone() }
}

/// Everything that may happen to a page without a character being misread.
pub(super) fn accidents(page: &PageText) -> Vec<(String, PageText)> {
    let mut all = vec![("as set".to_owned(), page.clone()), ("wide".to_owned(), wide(page))];
    for seed in 1..6 {
        all.push((format!("cut {seed}"), cut(page, seed)));
        all.push((format!("shaken {seed}"), shaken(page, 2.0, 0.0, seed)));
        let slope = 0.006 * f32::from(i8::try_from(seed).unwrap_or(0) - 2);
        all.push((format!("tilted {seed}"), shaken(page, 1.0, slope, seed)));
        all.push((format!("cut and tilted {seed}"), shaken(&cut(page, seed), 1.0, -0.004, seed)));
    }
    all.push(("joined".to_owned(), joined(page, 5.0)));
    all.push(("joined and shaken".to_owned(), shaken(&joined(page, 3.0), 1.5, 0.004, 9)));
    let mut shuffled = page.clone();
    shuffled.words.reverse();
    all.push(("in another order".to_owned(), shuffled));
    all
}

/// An identity number with its check digit (GB 11643) from region, birth date and sequence.
pub(super) fn id(first: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{first}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}
