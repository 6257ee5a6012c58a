//! Codes printed on a page: QR codes here, bar codes in [`super::bars`].

use image::GrayImage;
use serde::{Deserialize, Serialize};

use crate::forensics::Region;

/// A code read off a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What kind of code.
    pub kind: CodeKind,
    /// What it says. Never opened or fetched.
    pub text: String,
    /// Where, in pixels of the page.
    pub region: Region,
}

/// Kinds of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// ISO/IEC 18004.
    Qr,
    /// Code 128, ISO/IEC 15417.
    Bars,
}

/// Long sides at which a page is looked at: a small code needs all pixels, a blurred one fewer.
const SIDES: [u32; 3] = [2_400, 1_400, 800];
/// More codes of one page, and longer texts, are not taken.
const MOST_CODES: usize = 12;
const LONGEST: usize = 1_200;

/// Reads the codes of a page.
#[must_use]
pub fn codes(page: &GrayImage) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    let longest = page.width().max(page.height());
    if page.width().min(page.height()) < 21 {
        return found;
    }
    for (index, side) in SIDES.into_iter().enumerate() {
        if index > 0 && side >= longest {
            continue;
        }
        let step = f64::from(longest.max(side)) / f64::from(side);
        for code in at_scale(page, step) {
            if found.len() < MOST_CODES && !found.iter().any(|known| known.text == code.text) {
                found.push(code);
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found.sort_by_key(|code| (code.region.y, code.region.x));
    found
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of a page: some thousands of pixels, never negative"
)]
fn at_scale(page: &GrayImage, step: f64) -> Vec<Code> {
    let (width, height) = (f64::from(page.width()) / step, f64::from(page.height()) / step);
    let small;
    let view = if step > 1.0 {
        let (width, height) = ((width as u32).max(1), (height as u32).max(1));
        small = image::imageops::resize(page, width, height, image::imageops::FilterType::Triangle);
        &small
    } else {
        page
    };
    // The reader of codes may give up by a panic on a picture made to confuse it: then there is no code.
    let read = std::panic::catch_unwind(|| {
        let (width, height) = (view.width() as usize, view.height() as usize);
        let pixel = |x: usize, y: usize| view.as_raw().get(y * width + x).copied().unwrap_or(255);
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, pixel);
        let mut found = Vec::new();
        for grid in prepared.detect_grids().into_iter().take(MOST_CODES) {
            let mut bytes = Vec::new();
            if grid.decode_to(&mut bytes).is_ok() && bytes.len() <= LONGEST {
                let corners = grid.bounds.map(|point| (point.x, point.y));
                found.push((String::from_utf8_lossy(&bytes).into_owned(), corners));
            }
        }
        found
    });
    let whole = |value: f64, most: u32| (value.max(0.0) as u32).min(most);
    let place = |corners: [(i32, i32); 4]| {
        let xs = corners.map(|(x, _)| f64::from(x) * step);
        let ys = corners.map(|(_, y)| f64::from(y) * step);
        let least = |of: [f64; 4]| of.into_iter().fold(f64::INFINITY, f64::min);
        let most = |of: [f64; 4]| of.into_iter().fold(0.0, f64::max);
        let (x, y) = (whole(least(xs), page.width() - 1), whole(least(ys), page.height() - 1));
        let (right, bottom) = (whole(most(xs).ceil(), page.width()), whole(most(ys).ceil(), page.height()));
        Region { x, y, width: right.saturating_sub(x).max(1), height: bottom.saturating_sub(y).max(1) }
    };
    let read = read.unwrap_or_default().into_iter();
    read.filter(|(text, _)| !text.is_empty())
        .map(|(text, corners)| Code { kind: CodeKind::Qr, text, region: place(corners) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "01,32,,25112000000012345678,1130.00,20250601,,C3D4";

    /// A page with a code drawn at a place, `module` pixels a module, each pixel changed by `noise`.
    fn page(module: u32, noise: impl Fn(u32, u32) -> u8) -> GrayImage {
        let code = qrcode::QrCode::new(TEXT.as_bytes()).expect("a code");
        let side = u32::try_from(code.width()).expect("small");
        let dark = code.to_colors();
        GrayImage::from_fn(900, 700, |x, y| {
            let inside =
                |at: u32, from: u32| at.checked_sub(from).map(|at| at / module).filter(|at| *at < side);
            let ink = inside(x, 120)
                .zip(inside(y, 80))
                .is_some_and(|(column, row)| dark[(row * side + column) as usize] == qrcode::Color::Dark);
            let base = if ink { 40 } else { 225_u8 };
            image::Luma([base.saturating_add(noise(x, y))])
        })
    }

    #[test]
    fn a_code_is_read_with_its_place() {
        for module in [3, 5, 9] {
            let found = codes(&page(module, |x, y| u8::try_from((x * 7 + y * 13) % 29).expect("small")));
            assert_eq!(found.len(), 1, "{module}");
            assert_eq!((found[0].text.as_str(), found[0].kind), (TEXT, CodeKind::Qr));
            let region = found[0].region;
            assert!(region.x.abs_diff(120) < 12 && region.y.abs_diff(80) < 12, "{region:?}");
        }
    }

    #[test]
    fn a_large_page_is_looked_at_smaller() {
        let small = page(4, |_, _| 0);
        let large = image::imageops::resize(&small, 3_600, 2_800, image::imageops::FilterType::Triangle);
        let found = codes(&large);
        assert_eq!(found.first().map(|code| code.text.as_str()), Some(TEXT));
        assert!(found[0].region.x.abs_diff(480) < 48);
    }

    #[test]
    fn pages_without_codes_have_none() {
        assert!(codes(&GrayImage::new(0, 0)).is_empty());
        assert!(codes(&GrayImage::new(10, 4_000)).is_empty());
        let stripes = GrayImage::from_fn(300, 300, |x, y| {
            image::Luma([if (x / 3 + y / 5) % 2 == 0 { 0 } else { 255 }])
        });
        assert!(codes(&stripes).is_empty());
    }
}
