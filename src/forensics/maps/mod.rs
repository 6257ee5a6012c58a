//! Pictures of the evidence: grids become grey maps, overlays and a preview.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{GrayImage, ImageEncoder, Luma, RgbImage, Rgba, RgbaImage};

use super::detectors::PageView;
use super::signal::dct::{inverse, standard_table};
use super::verdict::PageEvidence;
use super::{Finding, Map, Refused};

/// Scores per cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Pixel where the first cell starts.
    pub origin: (usize, usize),
    /// Cell side in pixels.
    pub cell: usize,
    /// Cells per row.
    pub columns: usize,
    /// Scores row by row, in deviations.
    pub values: Vec<f32>,
}

impl Grid {
    /// Mean of the 5×5 cells around each cell.
    #[must_use]
    pub fn smoothed(&self) -> Self {
        let rows = self.values.len() / self.columns.max(1);
        let plane = super::signal::Plane {
            width: self.columns,
            height: rows,
            data: self.values[..rows * self.columns].to_vec(),
        };
        Self { values: plane.box_blur(2).data, ..self.clone() }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        let column = x.saturating_sub(self.origin.0) / self.cell;
        let row = y.saturating_sub(self.origin.1) / self.cell;
        let column = column.min(self.columns.saturating_sub(1));
        self.values.get(row * self.columns + column).copied().unwrap_or(0.0)
    }
}

/// The preview shown to people: no metadata, long side at most 2000.
///
/// # Errors
/// [`Refused::Damaged`] when the picture cannot be encoded.
pub fn preview(page: &RgbImage) -> Result<Vec<u8>, Refused> {
    const LONGEST: u32 = 2000;
    let longest = page.width().max(page.height());
    if longest <= LONGEST {
        return encode(page.as_raw(), page.width(), page.height(), image::ExtendedColorType::Rgb8);
    }
    let fit = |side: u32| (u64::from(side) * u64::from(LONGEST) / u64::from(longest)).max(1) as u32;
    let small = image::imageops::thumbnail(page, fit(page.width()), fit(page.height()));
    encode(small.as_raw(), small.width(), small.height(), image::ExtendedColorType::Rgb8)
}

fn encode(raw: &[u8], width: u32, height: u32, colour: image::ExtendedColorType) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(Cursor::new(&mut bytes), CompressionType::Fast, FilterType::Adaptive)
        .write_image(raw, width, height, colour)
        .map_err(|_error| Refused::Damaged)?;
    Ok(bytes)
}

/// Grey heat of a page: 255 stands for a score that nobody would overlook.
#[must_use]
pub fn heat(view: &PageView<'_>, evidence: &PageEvidence, grids: &[(&str, Grid)]) -> GrayImage {
    let (width, height) = (view.luma.width, view.luma.height);
    let mut heat = vec![0.0_f32; width * height];
    for (_, grid) in grids {
        let grid = grid.smoothed();
        for y in 0..height {
            for x in 0..width {
                // Single blocks scatter; they colour the page faintly, words carry the weight.
                heat[y * width + x] += (grid.at(x, y) - 1.0).max(0.0) * 1.5;
            }
        }
    }
    for word in &evidence.words {
        let score = word.total() + 0.25 * word.scores.iter().map(|(_, score)| score.max(0.0)).sum::<f32>();
        let region = word.region;
        let margin = 2;
        let (x0, y0) =
            ((region.x as usize).saturating_sub(margin), (region.y as usize).saturating_sub(margin));
        let x1 = ((region.x + region.width) as usize + margin).min(width);
        let y1 = ((region.y + region.height) as usize + margin).min(height);
        for y in y0..y1 {
            for value in &mut heat[y * width + x0..y * width + x1] {
                *value = value.max(score);
            }
        }
    }
    let data =
        heat.iter().map(|score| (255.0 * (1.0 - (-score / 8.0).exp())).clamp(0.0, 255.0) as u8).collect();
    GrayImage::from_raw(width as u32, height as u32, data).unwrap_or_default()
}

/// All maps of a page; a map that cannot be encoded is left out.
#[must_use]
pub fn page_maps(
    view: &PageView<'_>,
    evidence: &PageEvidence,
    grids: &[(&str, Grid)],
    findings: &[Finding],
) -> Vec<Map> {
    let heat = heat(view, evidence, grids);
    let overlay = overlay(&heat);
    let level = error_level(view);
    let (width, height) = (heat.width(), heat.height());
    let colour =
        |picture: &RgbaImage| encode(picture.as_raw(), width, height, image::ExtendedColorType::Rgba8);
    let grey = |picture: &GrayImage| encode(picture.as_raw(), width, height, image::ExtendedColorType::L8);
    let mut maps = vec![("heat", grey(&heat)), ("overlay", colour(&overlay)), ("error_level", grey(&level))];
    if let Some(copies) = copies(width, height, findings) {
        maps.push(("copy", colour(&copies)));
    }
    maps.into_iter().filter_map(|(key, png)| Some(Map { key: key.to_owned(), png: png.ok()? })).collect()
}

/// Frames around both ends of each copy: full lines on one end, broken lines on the other, so
/// that the pair can be read without telling colours apart. Nothing when there is no copy.
fn copies(width: u32, height: u32, findings: &[Finding]) -> Option<RgbaImage> {
    const LINE: u32 = 3;
    let pairs: Vec<_> = findings
        .iter()
        .filter_map(|finding| Some([(finding.region?, false), (finding.source_region?, true)]))
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let mut out = RgbaImage::new(width, height);
    for (region, broken) in pairs.into_iter().flatten() {
        for y in region.y..(region.y + region.height).min(height) {
            for x in region.x..(region.x + region.width).min(width) {
                let (left, top) = (x - region.x, y - region.y);
                let inside = (LINE..region.width.saturating_sub(LINE)).contains(&left)
                    && (LINE..region.height.saturating_sub(LINE)).contains(&top);
                let gap = broken && ((left + top) / 6) % 2 == 1;
                if !(inside || gap) {
                    out.put_pixel(x, y, Rgba([20, 80, 200, 230]));
                }
            }
        }
    }
    Some(out)
}

/// Yellow over orange to red on a transparent ground. The shape of the evidence is in the
/// opacity too, so the overlay can be read without telling colours apart.
#[must_use]
pub fn overlay(heat: &GrayImage) -> RgbaImage {
    RgbaImage::from_fn(heat.width(), heat.height(), |x, y| {
        let Luma([value]) = *heat.get_pixel(x, y);
        if value < 48 {
            return Rgba([0; 4]);
        }
        let part = f32::from(value - 48) / 207.0;
        Rgba([236, (190.0 - 150.0 * part) as u8, (40.0 * (1.0 - part)) as u8, (50.0 + 130.0 * part) as u8])
    })
}

/// The classical error-level picture at quality 90: a view for teaching, never evidence by itself.
#[must_use]
pub fn error_level(view: &PageView<'_>) -> GrayImage {
    let table = standard_table(90).map(f32::from);
    let blocks = &view.blocks;
    let mut out = GrayImage::new(view.luma.width as u32, view.luma.height as u32);
    for (index, block) in blocks.coefficients.iter().enumerate() {
        let mut change = [0.0; 64];
        for ((to, value), step) in change.iter_mut().zip(block).zip(&table) {
            *to = value - step * (value / step).round();
        }
        let pixels = inverse(&change);
        let (left, top) =
            (blocks.origin_x + index % blocks.columns * 8, blocks.origin_y + index / blocks.columns * 8);
        for (place, value) in pixels.iter().enumerate() {
            let shown = (value.abs() * 18.0).clamp(0.0, 255.0) as u8;
            out.put_pixel((left + place % 8) as u32, (top + place / 8) as u32, Luma([shown]));
        }
    }
    out
}
