//! Cuts a slanted box out of a page as a level strip of the height the recogniser reads.

use image::{Rgb, RgbImage};

use super::text::Point;

/// Height of a strip in pixels: what PP-OCR's recognisers were trained on. Its width keeps the proportions of the print:
/// strips narrower by 15 % cost less and lose fewer characters over all, but of two equal figures side by side (220,000)
/// they lose one, and an honest paper no longer adds up.
pub const HEIGHT: u32 = 48;
/// Strips are padded to a multiple of this many pixels: a step of the recogniser along the line.
const STEP: u32 = 8;
/// Shortest strip: a character that stands alone is read as surely with as much room again beside it.
const SHORTEST: u32 = 64;
/// Strips of one width are read together up to so many pixels: beyond it what the network keeps for them no longer fits
/// beside its weights (measured: short strips gain a fifth, long ones nothing).
const TOGETHER: u32 = 512;
/// Longest strip; a line longer than this is read in parts by the detector's own gaps.
const LONGEST: u32 = 4096;

/// Width in pixels of the strip that [`cut`] makes of `corners`.
#[must_use]
pub fn width(corners: &[Point; 4]) -> u32 {
    let (length, height) = extent(corners);
    ((length * HEIGHT as f32 / height).ceil() as u32).clamp(8, LONGEST)
}

/// The width a strip is padded to.
#[must_use]
pub fn padded(width: u32) -> u32 {
    width.next_multiple_of(STEP).max(SHORTEST)
}

/// Strips that are read together, by their numbers: those padded to one width, no more at once than stay in the
/// processor's cache.
#[must_use]
pub fn batches(boxes: &[[Point; 4]]) -> Vec<Vec<usize>> {
    let mut order: Vec<(u32, usize)> =
        boxes.iter().enumerate().map(|(index, corners)| (padded(width(corners)), index)).collect();
    // The longest first: at the end the lanes wait for short ones only.
    order.sort_by_key(|&(padded, index)| (std::cmp::Reverse(padded), index));
    order
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|same| same.chunks((TOGETHER / same[0].0).max(1) as usize))
        .map(|batch| batch.iter().map(|&(_, index)| index).collect())
        .collect()
}

/// Length and height of a box in pixels of the page, 1 at least.
#[must_use]
pub fn extent(corners: &[Point; 4]) -> (f32, f32) {
    let [head, tail, _, low] = *corners;
    let far = |a: Point, b: Point| (b.x - a.x).hypot(b.y - a.y).max(1.0);
    (far(head, tail), far(head, low))
}

/// Cuts `corners` (clockwise from the beginning of the text) out of a page.
#[must_use]
pub fn cut(page: &RgbImage, corners: &[Point; 4]) -> RgbImage {
    let [head, tail, _, low] = *corners;
    let (_, height) = extent(corners);
    let width = width(corners);
    // Large print is averaged, not skipped over.
    let sub = ((height / HEIGHT as f32).ceil() as u32).clamp(1, 6);
    let (along, down) = (
        ((tail.x - head.x) / width as f32, (tail.y - head.y) / width as f32),
        ((low.x - head.x) / HEIGHT as f32, (low.y - head.y) / HEIGHT as f32),
    );
    let share = 1.0 / (sub * sub) as f32;
    RgbImage::from_fn(width, HEIGHT, |column, row| {
        let mut sum = [0.0_f32; 3];
        for i in 0..sub {
            for j in 0..sub {
                let s = column as f32 + (i as f32 + 0.5) / sub as f32;
                let t = row as f32 + (j as f32 + 0.5) / sub as f32;
                let x = t.mul_add(down.0, s.mul_add(along.0, head.x)) - 0.5;
                let y = t.mul_add(down.1, s.mul_add(along.1, head.y)) - 0.5;
                let value = sample(page, x, y);
                for (sum, value) in sum.iter_mut().zip(value) {
                    *sum += value;
                }
            }
        }
        Rgb(sum.map(|value| (value * share).round().clamp(0.0, 255.0) as u8))
    })
}

/// Linear between the four pixels around a place; the border goes on outside.
fn sample(page: &RgbImage, x: f32, y: f32) -> [f32; 3] {
    let (right, bottom) = ((page.width() - 1) as f32, (page.height() - 1) as f32);
    let (x, y) = (x.clamp(0.0, right), y.clamp(0.0, bottom));
    let (x0, y0) = (x.floor(), y.floor());
    let (fx, fy) = (x - x0, y - y0);
    let (x1, y1) = ((x0 + 1.0).min(right), (y0 + 1.0).min(bottom));
    let at = |x: f32, y: f32| page.get_pixel(x as u32, y as u32).0.map(f32::from);
    let (above, below) = ([at(x0, y0), at(x1, y0)], [at(x0, y1), at(x1, y1)]);
    std::array::from_fn(|channel| {
        let between =
            |pair: &[[f32; 3]; 2]| (pair[1][channel] - pair[0][channel]).mul_add(fx, pair[0][channel]);
        let (upper, lower) = (between(&above), between(&below));
        (lower - upper).mul_add(fy, upper)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_box_of_the_right_height_is_cut_as_it_is() {
        let page = RgbImage::from_fn(200, 100, |x, y| Rgb([(x % 251) as u8, (y * 2) as u8, 7]));
        let at = |x: f32, y: f32| Point { x, y };
        let strip = cut(&page, &[at(20.0, 30.0), at(120.0, 30.0), at(120.0, 78.0), at(20.0, 78.0)]);
        assert_eq!(strip.dimensions(), (100, HEIGHT));
        assert_eq!(strip.get_pixel(5, 7), page.get_pixel(25, 37));
    }

    #[test]
    fn a_box_outside_the_page_does_no_harm() {
        let page = RgbImage::new(10, 10);
        let at = |x: f32, y: f32| Point { x, y };
        let strip = cut(&page, &[at(-50.0, -9.0), at(900.0, -9.0), at(900.0, 4.0), at(-50.0, 4.0)]);
        assert_eq!(strip.height(), HEIGHT);
    }

    proptest::proptest! {
        #[test]
        fn every_strip_is_in_one_batch_of_its_width(lengths in proptest::collection::vec(1_u16..3000, 0..80)) {
            let boxes: Vec<[Point; 4]> = lengths
                .iter()
                .map(|&length| {
                    let at = |x: f32, y: f32| Point { x, y };
                    let end = f32::from(length);
                    [at(0.0, 0.0), at(end, 0.0), at(end, 20.0), at(0.0, 20.0)]
                })
                .collect();
            let batches = batches(&boxes);
            let mut all: Vec<usize> = batches.iter().flatten().copied().collect();
            all.sort_unstable();
            proptest::prop_assert_eq!(all, (0..boxes.len()).collect::<Vec<_>>());
            for batch in &batches {
                let widths: Vec<u32> = batch.iter().map(|&index| padded(width(&boxes[index]))).collect();
                proptest::prop_assert!(widths.windows(2).all(|pair| pair[0] == pair[1]));
                proptest::prop_assert!(batch.len() == 1 || widths.iter().sum::<u32>() <= TOGETHER);
            }
        }
    }
}
