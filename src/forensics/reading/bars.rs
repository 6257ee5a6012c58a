//! Bar codes: numbers of contracts, receipts and certificates as Code 128 (ISO/IEC 15417), and what is printed
//! beside them.
//!
//! Code 128 alone: it carries a check character, so that a row of text is not taken for one. Codes without (Code 39,
//! interleaved 2 of 5) would be found in every table of thin lines.

use image::{GrayImage, imageops};
use rxing::common::HybridBinarizer;
use rxing::oned::MultiFormatOneDReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader};

use super::codes::{Code, CodeKind};
use super::text::PageText;
use crate::forensics::Region;

/// Most bar codes of one page.
const MOST: usize = 4;
/// Shorter and longer texts are no numbers of papers.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=48;
/// Larger pages are looked at in half their size.
const LARGEST: u32 = 3_600;
/// Rows belong to one code while so many of their pixels are dark and light alike, in per cent.
const SAME_ROW: u32 = 85;

/// Reads the bar codes of a page, level or upright.
#[must_use]
pub fn bars(page: &GrayImage) -> Vec<Code> {
    let longest = page.width().max(page.height());
    if page.width().min(page.height()) < 24 {
        return Vec::new();
    }
    let step = longest.div_ceil(LARGEST);
    let small = (step > 1).then(|| {
        let (width, height) = (page.width() / step, page.height() / step);
        imageops::resize(page, width, height, imageops::FilterType::Triangle)
    });
    let view = small.as_ref().unwrap_or(page);
    let mut found = level(view);
    if found.is_empty() {
        let (turned, height) = (imageops::rotate90(view), view.height());
        // A pixel at (x, y) of the turned page was at (y, height − 1 − x).
        found = level(&turned)
            .into_iter()
            .map(|(text, r)| {
                let y = height.saturating_sub(r.x + r.width);
                (text, Region { x: r.y, y, width: r.height, height: r.width })
            })
            .collect();
    }
    let full = |r: Region| Region {
        x: r.x * step,
        y: r.y * step,
        width: (r.width * step).min(page.width() - r.x * step),
        height: (r.height * step).min(page.height() - r.y * step),
    };
    found
        .into_iter()
        .map(|(text, region)| Code { kind: CodeKind::Bars, text, region: full(region) })
        .collect()
}

/// Level codes, one after the other: the reader stops at the first, which is then taken off the page.
fn level(page: &GrayImage) -> Vec<(String, Region)> {
    let mut left = page.clone();
    let mut found: Vec<(String, Region)> = Vec::new();
    while found.len() < MOST {
        let Some((text, from, to)) = first(&left) else { break };
        let region = grown(&left, from, to);
        for y in region.y..region.y + region.height {
            for x in region.x..region.x + region.width {
                left.put_pixel(x, y, image::Luma([255]));
            }
        }
        if LENGTHS.contains(&text.chars().count()) && text.chars().all(|c| c.is_ascii_graphic()) {
            found.push((text, region));
        } else if region.area() < 64 {
            break;
        }
    }
    found
}

/// The first code and both ends of the row it was read in.
fn first(page: &GrayImage) -> Option<(String, (u32, u32), (u32, u32))> {
    // A picture made to confuse the reader of codes may end in a panic: then there is no code.
    std::panic::catch_unwind(|| {
        let hints = DecodeHints {
            PossibleFormats: Some(std::iter::once(BarcodeFormat::CODE_128).collect()),
            TryHarder: Some(true),
            ..DecodeHints::default()
        };
        let source = Luma8LuminanceSource::new(page.as_raw().clone(), page.width(), page.height()).ok()?;
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        let code = MultiFormatOneDReader::new(&hints).decode_with_hints(&mut bitmap, &hints).ok()?;
        let mut ends = code.getPoints().iter().map(|point| place(page, point.x, point.y));
        let (one, two) = (ends.next()?, ends.next()?);
        // Finding none it turns the page by itself; upright codes are read off the turned page here, with their box.
        if one.0.abs_diff(two.0) < one.1.abs_diff(two.1) {
            return None;
        }
        Some((code.getText().to_owned(), one.min(two), one.max(two)))
    })
    .ok()
    .flatten()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the page")]
fn place(page: &GrayImage, x: f32, y: f32) -> (u32, u32) {
    let inside = |value: f32, size: u32| (value.max(0.0) as u32).min(size - 1);
    (inside(x, page.width()), inside(y, page.height()))
}

/// The box of a code: as far up and down as the rows look like the one it was read in.
fn grown(page: &GrayImage, (x0, y0): (u32, u32), (x1, _): (u32, u32)) -> Region {
    let dark = |x: u32, y: u32| page.get_pixel(x, y).0[0] < 128;
    let alike = |y: u32| {
        let same = (x0..=x1).filter(|x| dark(*x, y) == dark(*x, y0)).count();
        same * 100 >= (x1 - x0 + 1) as usize * SAME_ROW as usize
    };
    let top = (0..y0).rev().take_while(|y| alike(*y)).last().unwrap_or(y0);
    let bottom = (y0 + 1..page.height()).take_while(|y| alike(*y)).last().unwrap_or(y0);
    Region { x: x0, y: top, width: x1 - x0 + 1, height: bottom - top + 1 }
}

/// What is printed right below or above a code: the words of the nearest line within its width, as one text with
/// the box around it and how sure the least sure of them is.
#[must_use]
pub fn beside(text: &PageText, code: &Region) -> Option<(String, Region, f32)> {
    let around = |of: &Region| {
        let middle = of.x + of.width / 2;
        let slack = code.width / 8;
        (code.x.saturating_sub(slack)..code.x + code.width + slack).contains(&middle)
            && of.width <= code.width * 2
    };
    let away = |of: &Region| {
        let below = of.y.saturating_add(of.height / 2).checked_sub(code.y + code.height);
        let above = code.y.checked_sub(of.y + of.height / 2);
        below.or(above)
    };
    let words: Vec<_> = text.words.iter().map(|word| (word, word.region())).collect();
    let near = words.iter().filter(|(_, region)| around(region));
    let near = near.filter_map(|(word, region)| Some((away(region)?, *word, *region)));
    let near = near.filter(|(distance, _, region)| {
        *distance < region.height.saturating_mul(2) && *distance < code.height.saturating_mul(2)
    });
    let (_, _, nearest) = near.clone().min_by_key(|(distance, ..)| *distance)?;
    let level = |of: &Region| {
        let (middle, half) = (of.y + of.height / 2, nearest.height / 2);
        (nearest.y + half).abs_diff(middle) < half.max(1)
    };
    let mut line: Vec<_> = near.filter(|(_, _, region)| level(region)).collect();
    line.sort_by_key(|(_, _, region)| region.x);
    let whole = line.iter().map(|(_, word, _)| word.text.as_str()).collect::<String>();
    let region = line.iter().map(|(_, _, region)| *region).reduce(|a, b| a.union(&b))?;
    let sure = line.iter().map(|(_, word, _)| word.confidence).fold(1.0, f32::min);
    Some((whole, region, sure))
}

#[cfg(test)]
mod tests {
    use rxing::Writer;

    use super::*;
    use crate::forensics::reading::text::{Flat, Point, Source, Word};

    fn draw(page: &mut GrayImage, text: &str, (left, top): (u32, u32)) {
        let bits = rxing::oned::Code128Writer.encode(text, &BarcodeFormat::CODE_128, 330, 60).unwrap();
        for y in 0..60 {
            for x in 0..bits.getWidth().min(330) {
                if bits.get(x, y) {
                    page.put_pixel(left + x, top + y, image::Luma([30]));
                }
            }
        }
    }

    fn page() -> GrayImage {
        GrayImage::from_fn(1240, 1754, |x, y| image::Luma([240 + ((x * 7 + y * 13) % 11) as u8]))
    }

    #[test]
    fn codes_are_read_where_they_are_on_every_side() {
        let mut page = page();
        draw(&mut page, "HT20240518006", (700, 120));
        draw(&mut page, "BA-2024-000731", (100, 900));
        let mut seen: Vec<_> = bars(&page).into_iter().map(|code| (code.text, code.region)).collect();
        seen.sort_by_key(|(_, region)| region.y);
        assert_eq!(seen.len(), 2);
        assert_eq!((seen[0].0.as_str(), seen[1].0.as_str()), ("HT20240518006", "BA-2024-000731"));
        let there = Region { x: 700, y: 120, width: 330, height: 60 };
        assert!(seen[0].1.overlap(&there) * 10 > there.area() * 6, "{:?}", seen[0].1);
        let turned = imageops::rotate90(&page);
        let code = bars(&turned).into_iter().find(|code| code.text.starts_with("HT")).unwrap();
        // The page turned clockwise: (x, y) lies at (height − y, x).
        let there = Region { x: 1754 - 180, y: 700, width: 60, height: 330 };
        assert!(code.region.overlap(&there) * 10 > there.area() * 6, "{:?}", code.region);
        assert_eq!(bars(&imageops::rotate180(&page)).len(), 2);
    }

    #[test]
    fn a_page_of_lines_has_no_code() {
        let page = GrayImage::from_fn(900, 900, |x, y| {
            image::Luma([if x % 9 < 2 || y % 31 < 2 || (x * x + y) % 97 < 9 { 20 } else { 250 }])
        });
        assert_eq!(bars(&page), Vec::new());
        assert_eq!(bars(&GrayImage::new(8, 8)), Vec::new());
    }

    #[test]
    fn the_print_of_a_code_is_the_line_next_to_it() {
        let word = |text: &str, x: f32, y: f32| Word {
            text: text.to_owned(),
            corners: [(x, y), (x + 100.0, y), (x + 100.0, y + 20.0), (x, y + 20.0)]
                .map(|(x, y)| Point { x, y }),
            flat: Flat { x, y, width: 100.0, height: 20.0 },
            confidence: 0.9,
            glyphs: Vec::new(),
        };
        let words =
            vec![word("合同", 710.0, 90.0), word("18006", 850.0, 186.0), word("HT202405", 730.0, 186.0)];
        let text = PageText { source: Source::Picture, turns: 0, words };
        let code = Region { x: 700, y: 120, width: 330, height: 60 };
        let (read, region, sure) = beside(&text, &code).unwrap();
        assert_eq!((read.as_str(), region.x, region.width), ("HT20240518006", 730, 220));
        assert!((sure - 0.9).abs() < 1e-6);
        assert_eq!(beside(&text, &Region { x: 100, ..code }), None);
    }
}
