//! Where text is: a network marks the hearts of text lines (DB, Liao et al., AAAI 2020), and connected
//! areas of its map become slanted boxes.

use image::imageops::{self, FilterType};
use image::{GrayImage, Luma, RgbImage};
use imageproc::region_labelling::{Connectivity, connected_components};

use super::geometry::{Slanted, hull, least_rectangle};
use super::network::{Lane, Network, NetworkFault};
use super::text::Point;
use crate::forensics::Region;

/// The map's value from which a pixel belongs to a line.
const LINE: f32 = 0.3;
/// The mean value from which an area is a line.
const BOX: f32 = 0.5;
/// The network marks lines shrunk by about this ratio of area to perimeter.
const UNCLIP: f32 = 1.6;
/// Smallest side of a box in pixels of the map.
const LEAST: f32 = 3.0;
/// Sides the network can take are multiples of this.
const STEP: u32 = 32;
/// Most boxes of a page; more is texture, not text.
const MOST: usize = 3000;

/// A page is looked over for its inked part in cells of so many pixels each way.
const CELL: u32 = 4;
/// Cells that differ by so much in brightness have ink between them. Noise of a camera, averaged over a cell, does not
/// reach it; print as pale as a third copy does.
const INK: u8 = 12;
/// Paper around the ink that the network sees too: it judges a line by what surrounds it.
const MARGIN: u32 = 32;

/// Finds the lines of a page; `longest` is the longer side the network would see of the whole page, in pixels. Only
/// the part with ink is shown to it: blank margins cost as much as print.
///
/// # Errors
/// When the network fails.
pub fn lines(network: &dyn Network, page: &RgbImage, longest: u32) -> Result<Vec<[Point; 4]>, NetworkFault> {
    let Some(part) = inked(page) else { return Ok(Vec::new()) };
    let scale = (f64::from(longest) / f64::from(page.width().max(page.height()).max(1))).min(2.0);
    // More of the paper is shown rather than print out of its proportions.
    let side = |from: u32, length: u32, whole: u32| {
        let most = (f64::from(whole) * scale / f64::from(STEP)).round().max(1.0) as u32;
        let steps = ((f64::from(length) * scale / f64::from(STEP)).ceil().max(1.0) as u32).min(most);
        let pixels = (f64::from(steps * STEP) / scale).round() as u32;
        let pixels = if steps == most { whole } else { pixels.clamp(length, whole) };
        (from.min(whole - pixels), pixels, steps * STEP)
    };
    let (left, width, columns) = side(part.x, part.width, page.width());
    let (top, height, rows) = side(part.y, part.height, page.height());
    let shown = imageops::crop_imm(page, left, top, width, height);
    let input = planes(&imageops::resize(&*shown, columns, rows, FilterType::Triangle));
    let output = network.run(&input, [1, 3, rows as usize, columns as usize], Lane::All)?;
    if output.values.len() != rows as usize * columns as usize {
        return Err(NetworkFault("the map has another size than the page".to_owned()));
    }
    let (sx, sy) = (width as f32 / columns as f32, height as f32 / rows as f32);
    let boxes = boxes(&output.values, columns, rows);
    let (left, top) = (left as f32, top as f32);
    let whole = |p: Point| Point { x: p.x.mul_add(sx, left), y: p.y.mul_add(sy, top) };
    Ok(boxes.into_iter().map(|b| b.corners().map(whole)).collect())
}

/// The part of a page that has ink, with [`MARGIN`] around it; nothing when the page is blank.
fn inked(page: &RgbImage) -> Option<Region> {
    let (width, height) = page.dimensions();
    let cells = imageops::thumbnail(page, width.div_ceil(CELL).max(1), height.div_ceil(CELL).max(1));
    let cells = imageops::grayscale(&cells);
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (x, y, pixel) in cells.enumerate_pixels() {
        let differs = |x: u32, y: u32| {
            cells.get_pixel_checked(x, y).is_some_and(|other| other.0[0].abs_diff(pixel.0[0]) > INK)
        };
        if differs(x + 1, y) || differs(x, y + 1) {
            (left, top) = (left.min(x), top.min(y));
            (right, bottom) = (right.max(x + 1), bottom.max(y + 1));
        }
    }
    if left == u32::MAX {
        return None;
    }
    let low = |cell: u32| (cell * CELL).saturating_sub(MARGIN);
    let high = |cell: u32, side: u32| ((cell + 1) * CELL + MARGIN).min(side);
    let (x, y) = (low(left).min(width - 1), low(top).min(height - 1));
    Some(Region { x, y, width: high(right, width) - x, height: high(bottom, height) - y })
}

/// Three planes, blue first, from −1 to 1: what the networks were trained on.
#[must_use]
pub fn planes(picture: &RgbImage) -> Vec<f32> {
    let count = (picture.width() * picture.height()) as usize;
    let mut out = vec![0.0; 3 * count];
    let (blue, rest) = out.split_at_mut(count);
    let (green, red) = rest.split_at_mut(count);
    for (((pixel, b), g), r) in picture.pixels().zip(blue).zip(green).zip(red) {
        let level = |value: u8| f32::from(value) / 127.5 - 1.0;
        (*r, *g, *b) = (level(pixel.0[0]), level(pixel.0[1]), level(pixel.0[2]));
    }
    out
}

/// The boxes of a map of `columns` × `rows` values from 0 to 1.
fn boxes(map: &[f32], columns: u32, rows: u32) -> Vec<Slanted> {
    let at = |x: u32, y: u32| map[(y * columns + x) as usize];
    // Grown by one pixel right and down: lines a single pixel apart are one.
    let marked = GrayImage::from_fn(columns, rows, |x, y| {
        let near = |dx: u32, dy: u32| x >= dx && y >= dy && at(x - dx, y - dy) > LINE;
        Luma([u8::from(near(0, 0) || near(1, 0) || near(0, 1) || near(1, 1))])
    });
    let labels = connected_components(&marked, Connectivity::Eight, Luma([0]));
    let mut areas: Vec<Area> = Vec::new();
    for (y, row) in (0..rows).zip(labels.as_raw().chunks(columns.max(1) as usize)) {
        for (x, &label) in (0..columns).zip(row) {
            if label == 0 {
                continue;
            }
            let index = label as usize - 1;
            if areas.len() <= index {
                areas.resize_with(index + 1, Area::default);
            }
            areas[index].add(x, y);
        }
    }
    areas.truncate(MOST * 4);
    let mut found: Vec<Slanted> = areas
        .into_iter()
        .filter_map(|area| {
            let mut points = area
                .rows
                .iter()
                .flat_map(|&(y, x0, x1)| {
                    let point = |x: u32| (i32::try_from(x).unwrap_or(0), i32::try_from(y).unwrap_or(0));
                    [point(x0), point(x1)]
                })
                .collect();
            let rectangle = least_rectangle(&hull(&mut points))?;
            let (sum, count) = area.rows.iter().fold((0.0_f64, 0_u32), |(sum, count), &(y, x0, x1)| {
                let part: f64 = (x0..=x1).map(|x| f64::from(at(x, y))).sum();
                (sum + part, count + (x1 - x0 + 1))
            });
            let mean = sum / f64::from(count.max(1));
            if rectangle.length.min(rectangle.height) < LEAST || mean < f64::from(BOX) {
                return None;
            }
            let area = rectangle.length * rectangle.height;
            let perimeter = 2.0 * (rectangle.length + rectangle.height);
            Some(rectangle.grown(area * UNCLIP / perimeter))
        })
        .collect();
    found.truncate(MOST);
    found
}

/// One connected area: for each row its first and last column.
#[derive(Default)]
struct Area {
    rows: Vec<(u32, u32, u32)>,
}

impl Area {
    fn add(&mut self, x: u32, y: u32) {
        match self.rows.last_mut() {
            Some(row) if row.0 == y => row.2 = x,
            _ => self.rows.push((y, x, x)),
        }
    }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn a_marked_bar_becomes_one_grown_box() {
        let (columns, rows) = (160_u32, 64_u32);
        let mut map = vec![0.0; (columns * rows) as usize];
        for y in 20..28 {
            for x in 30..110 {
                map[y * columns as usize + x] = 0.9;
            }
        }
        map[5] = 0.9;
        let found = boxes(&map, columns, rows);
        assert_eq!(found.len(), 1, "a single pixel is no line: {found:?}");
        // 80 × 8 (and one of growing), shrunk by 1.6 × area / perimeter on each side.
        let by = 81.0 * 9.0 * 1.6 / 180.0;
        assert!((found[0].length - (81.0 + 2.0 * by)).abs() < 0.5, "{found:?}");
        assert!((found[0].height - (9.0 + 2.0 * by)).abs() < 0.5, "{found:?}");
    }

    #[test]
    fn only_the_inked_part_of_a_page_is_shown() {
        // Grain as a camera's, and one line of pale print.
        let mut page = RgbImage::from_fn(800, 1200, |x, y| {
            Rgb([235 + u8::try_from((x * 7919 + y * 104_729) % 13).unwrap_or(0); 3])
        });
        assert_eq!(inked(&page), None);
        for (x, y) in (300..500).flat_map(|x| (600..620).map(move |y| (x, y))).filter(|(x, _)| x % 9 < 4) {
            page.put_pixel(x, y, Rgb([185; 3]));
        }
        let part = inked(&page).unwrap();
        assert!(
            part.x.abs_diff(300 - MARGIN) <= 2 * CELL && part.y.abs_diff(600 - MARGIN) <= 2 * CELL,
            "{part:?}"
        );
        assert!((part.x + part.width).abs_diff(500 + MARGIN) <= 3 * CELL, "{part:?}");
        assert!((part.y + part.height).abs_diff(620 + MARGIN) <= 3 * CELL, "{part:?}");
        page.put_pixel(0, 0, Rgb([0; 3]));
        page.put_pixel(799, 1199, Rgb([0; 3]));
        assert_eq!(inked(&page), Some(Region { x: 0, y: 0, width: 800, height: 1200 }));
    }

    #[test]
    fn a_faint_area_is_no_line() {
        let mut map = vec![0.0; 64 * 64];
        for value in &mut map[640..1280] {
            *value = 0.4;
        }
        assert!(boxes(&map, 64, 64).is_empty());
    }
}
