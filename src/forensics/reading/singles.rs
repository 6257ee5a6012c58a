//! Characters that stand alone: the detector learnt lines and passes over a lone character in a table or in a label
//! set on end, or takes a column of them for one line that runs downwards. They are looked for among the ink that
//! no line covers.

use image::RgbImage;

use super::ctc::Decoded;
use super::text::{Point, around};
use super::words;
use crate::forensics::Region;
use crate::forensics::signal::{Plane, stats};

/// Lines the detector marks are this much higher than their characters.
const GROWN: f32 = 1.6;
/// Most lone characters of a page that are read.
const MOST: usize = 96;
/// A lone character has no neighbours to confirm it: it must be read this surely.
const SURE: f32 = 0.9;
/// A figure too, of which strokes and specks look like some.
const FIGURE_SURE: f32 = 0.97;

/// A line that is higher than it is long and is read less surely than this is a column of lone characters.
const DOWNWARD_SURE: f32 = 0.9;

/// Whether a line is a column of lone characters, read as one.
pub(super) fn is_column(corners: &[Point; 4], confidence: f32) -> bool {
    let place = around(corners);
    place.height * 4 > place.width * 5 && confidence < DOWNWARD_SURE
}

/// Places of the size of one character that no line covers, as boxes like the detector's. Columns of lone
/// characters ([`is_column`]) must not be among the lines.
pub(super) fn places(picture: &RgbImage, lines: &[[Point; 4]]) -> Vec<[Point; 4]> {
    let mut heights: Vec<f32> = lines
        .iter()
        .map(|corners| {
            let [a, b, _, d] = *corners;
            ((b.x - a.x).hypot(b.y - a.y), (d.x - a.x).hypot(d.y - a.y))
        })
        .filter(|(length, height)| *length > 2.0 * height)
        .map(|(_, height)| height)
        .collect();
    if heights.len() < 4 {
        return Vec::new();
    }
    let size = stats::quantile(&mut heights, 0.5) / GROWN;
    let covered: Vec<Region> = lines.iter().map(|corners| around(corners)).collect();
    let layout = words::layout(&Plane::luma(picture));
    let mut found: Vec<[Point; 4]> = Vec::new();
    for word in &layout.words {
        let region = word.region();
        let (width, height) = (region.width as f32, region.height as f32);
        let long = width.max(height);
        let fits = (0.6 * size..=1.7 * size).contains(&long) && width.min(height) > 0.15 * size;
        let free = covered.iter().all(|line| line.overlap(&region) * 6 <= region.area());
        if !fits || !free {
            continue;
        }
        let (x, y) = (region.x as f32 + width / 2.0, region.y as f32 + height / 2.0);
        let half = long * 0.72;
        let at = |dx: f32, dy: f32| Point { x: dx.mul_add(half, x), y: dy.mul_add(half, y) };
        found.push([at(-1.0, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(-1.0, 1.0)]);
        if found.len() > MOST {
            // So much loose ink is a picture or dirt.
            return Vec::new();
        }
    }
    found
}

/// Whether what was read in such a place is a character.
pub(super) fn is_character(decoded: &Decoded) -> bool {
    let mut chars = decoded.text.chars();
    let (Some(one), None) = (chars.next(), chars.next()) else { return false };
    match one {
        // Strokes, frames and the legs of tables.
        '\u{4e00}' | '\u{4e28}' | '\u{4e36}' | '\u{4e3f}' | '\u{4e59}' | '\u{4e8c}' | '\u{516b}'
        | '\u{53e3}' | '\u{56d7}' | '\u{5341}' | '\u{535c}' => false,
        '\u{4e00}'..='\u{9fff}' => decoded.confidence >= SURE,
        '2'..='9' => decoded.confidence >= FIGURE_SURE,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    fn line(x: f32, y: f32, length: f32) -> [Point; 4] {
        let at = |x: f32, y: f32| Point { x, y };
        [at(x, y), at(x + length, y), at(x + length, y + 29.0), at(x, y + 29.0)]
    }

    /// Four lines of print and two squares of the size of a character, one of them in a line.
    fn page() -> (RgbImage, Vec<[Point; 4]>) {
        let mut page = RgbImage::from_pixel(600, 400, Rgb([250, 250, 250]));
        let mut square = |x: u32, y: u32| {
            for row in y..y + 18 {
                for column in x..x + 18 {
                    // A frame with a cross, as a character has strokes.
                    let (r, c) = (row - y, column - x);
                    if !(3..=14).contains(&r)
                        || !(3..=14).contains(&c)
                        || (7..10).contains(&r)
                        || (7..10).contains(&c)
                    {
                        page.put_pixel(column, row, Rgb([20, 20, 20]));
                    }
                }
            }
        };
        for row in 0..4 {
            for column in 0..6 {
                square(40 + column * 20, 45 + row * 60);
            }
        }
        square(400, 105);
        let lines = (0..4_u8).map(|row| line(35.0, 40.0 + f32::from(row) * 60.0, 130.0)).collect();
        (page, lines)
    }

    #[test]
    fn a_lone_character_is_left_over() {
        let (page, lines) = page();
        let found = places(&page, &lines);
        assert_eq!(found.len(), 1, "{found:?}");
        let region = around(&found[0]);
        assert!(region.x < 400 && region.x + region.width > 418 && region.width < 32, "{region:?}");
        assert!(places(&page, &lines[..2]).is_empty(), "too few lines to know the size of the print");
    }

    #[test]
    fn strokes_and_specks_are_no_characters() {
        let read =
            |text: &str, confidence: f32| Decoded { text: text.to_owned(), confidence, ..Decoded::default() };
        assert!(is_character(&read("\u{8d2d}", 0.93)) && is_character(&read("5", 0.99)));
        for (text, confidence) in [
            ("\u{4e00}", 0.99),
            ("1", 0.99),
            ("\u{8d2d}", 0.8),
            ("\u{8d2d}\u{4e70}", 0.99),
            ("", 1.0),
            ("a", 1.0),
        ] {
            assert!(!is_character(&read(text, confidence)), "{text}");
        }
    }
}
