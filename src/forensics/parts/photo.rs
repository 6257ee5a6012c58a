//! Photos on a page: areas of continuous tone between paper and print.

use crate::forensics::Region;
use crate::forensics::seals::ink::Ground;
use crate::forensics::signal::components::components;
use crate::forensics::signal::stats;

/// Side of a cell in reduced pixels.
const CELL: usize = 8;
/// Lighter than this share of the paper in every channel is paper.
const PAPER: f32 = 0.9;
/// Cells of a photo have less paper than this.
const MOST_PAPER: f32 = 0.25;
/// Photos of one page.
const MOST: usize = 4;

/// Where photos stand on a page of `width` × `height` pixels.
pub(super) fn photos(ground: &Ground, (width, height): (u32, u32)) -> Vec<Region> {
    let (columns, rows) = (ground.width() / CELL, ground.height() / CELL);
    let mut mask = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            mask.push(is_toned(ground, column, row));
        }
    }
    let all = (columns * rows).max(1);
    let mut out = Vec::new();
    for area in components(&mask, columns) {
        let (w, h) = (area.width(), area.height());
        // A desk or a shadow reaches the edge; a photo on a page does not.
        let inner = area.x0 > 0 && area.y0 > 0 && area.x1 < columns && area.y1 < rows;
        let sized = w.min(h) >= 5 && w * h * 250 >= all && w * h * 3 <= all;
        let shaped = w * 2 >= h && h * 2 >= w && area.area * 10 >= w * h * 6;
        if !(inner && sized && shaped && is_continuous(ground, (area.x0, area.y0, area.x1, area.y1))) {
            continue;
        }
        let step = ground.step();
        let pixels = |cell: usize, most: u32| ((cell * CELL) as f32 * step).min(most as f32) as u32;
        let (x, y) = (pixels(area.x0, width), pixels(area.y0, height));
        out.push(Region { x, y, width: pixels(area.x1, width) - x, height: pixels(area.y1, height) - y });
    }
    out.sort_by_key(|region| std::cmp::Reverse(region.area()));
    out.truncate(MOST);
    out
}

/// Whether hardly any of a cell is paper.
fn is_toned(ground: &Ground, column: usize, row: usize) -> bool {
    let mut paper = 0_u8;
    for y in row * CELL..(row + 1) * CELL {
        for x in column * CELL..(column + 1) * CELL {
            paper += u8::from(ground.share(x, y).iter().all(|share| *share > PAPER));
        }
    }
    f32::from(paper) < MOST_PAPER * (CELL * CELL) as f32
}

/// Whether an area has the tones of a picture: many of them, and mostly next to similar ones.
fn is_continuous(ground: &Ground, (x0, y0, x1, y1): (usize, usize, usize, usize)) -> bool {
    let light = |x: usize, y: usize| ground.share(x, y).iter().sum::<f32>() / 3.0;
    let (mut tones, mut jumps) = (Vec::new(), Vec::new());
    for y in y0 * CELL..y1 * CELL - 1 {
        for x in x0 * CELL..x1 * CELL - 1 {
            let own = light(x, y);
            tones.push(own);
            jumps.push((own - light(x + 1, y)).abs() + (own - light(x, y + 1)).abs());
        }
    }
    let spread = stats::quantile(&mut tones.clone(), 0.9) - stats::quantile(&mut tones.clone(), 0.1);
    // How many sixteenths of the range hold a noticeable share.
    let mut counts = [0_usize; 20];
    for tone in &tones {
        counts[((tone * 16.0) as usize).min(19)] += 1;
    }
    let used = counts.iter().filter(|count| **count * 40 > tones.len()).count();
    let rough = stats::quantile(&mut jumps, 0.7);
    spread > 0.25 && used >= 4 && rough < 0.16
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    /// A card with print and, where asked for, a picture of soft tones.
    fn card(paper: [u8; 3], photo: bool) -> RgbImage {
        RgbImage::from_fn(860, 540, |x, y| {
            let (u, v) = (x as f32 - 680.0, y as f32 - 220.0);
            if photo && u.abs() < 110.0 && v.abs() < 140.0 {
                let tone = 120.0 + 70.0 * (u / 60.0).sin() * (v / 80.0).cos() - v * 0.2;
                return Rgb([tone as u8, (tone * 0.9) as u8, (tone * 0.8) as u8]);
            }
            let print = x < 500 && y % 60 < 24 && x > 40 && (x / 4 + y / 5 * 3) % 4 == 0;
            Rgb(if print { [20, 20, 24] } else { paper })
        })
    }

    fn found(page: &RgbImage) -> Vec<Region> {
        photos(&Ground::new(page).unwrap(), page.dimensions())
    }

    #[test]
    fn a_photo_is_found_where_it_stands() {
        for paper in [[255; 3], [232, 240, 246], [250, 240, 228]] {
            let found = found(&card(paper, true));
            assert_eq!(found.len(), 1, "{paper:?} {found:?}");
            let whole = Region { x: 570, y: 80, width: 220, height: 280 };
            assert!(found[0].overlap(&whole) * 10 > whole.area() * 8, "{found:?}");
            assert!(found[0].area() * 10 < whole.area() * 13, "{found:?}");
        }
    }

    #[test]
    fn print_bands_and_codes_are_no_photos() {
        assert!(found(&card([250; 3], false)).is_empty());
        let band = RgbImage::from_fn(800, 1000, |_, y| {
            Rgb(if (100..160).contains(&y) { [170, 40, 44] } else { [252; 3] })
        });
        assert!(found(&band).is_empty());
        let code = RgbImage::from_fn(800, 1000, |x, y| {
            let inside = (300..500).contains(&x) && (300..500).contains(&y);
            Rgb(if inside && (x / 6 * 7 + y / 6 * 5) % 3 == 0 { [10; 3] } else { [252; 3] })
        });
        assert!(found(&code).is_empty());
        assert!(found(&RgbImage::from_pixel(400, 300, Rgb([9; 3]))).is_empty());
    }
}
