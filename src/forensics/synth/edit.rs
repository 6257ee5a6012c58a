//! Edits of four kinds and the whole path of a synthetic case from drawing to file.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, ImageFormat, Luma, Rgb, RgbImage};

use super::document::{DrawnWord, Style, draw};
use super::scan::{Scanner, born_digital, scan};
use super::{Drawing, Random};
use crate::forensics::Region;
use crate::forensics::signal::Plane;

/// What was done to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// A word copied over another place of the same page.
    CopyMove,
    /// A word from another scan.
    Splice,
    /// A word covered by paper colour.
    Erase,
    /// A word covered and another set in its place.
    Retype,
}

impl EditKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::CopyMove, Self::Splice, Self::Erase, Self::Retype];

    /// The name used in manifests.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CopyMove => "copymove",
            Self::Splice => "splice",
            Self::Erase => "erase",
            Self::Retype => "retype",
        }
    }
}

/// The last save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastSave {
    /// JPEG with this quality.
    Jpeg(u8),
    /// PNG.
    Png,
}

/// A finished case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file.
    pub bytes: Vec<u8>,
    /// White where edited; all black when untouched.
    pub mask: GrayImage,
    /// What was done.
    pub kind: Option<EditKind>,
    /// Where, when edited.
    pub region: Option<Region>,
    /// For a copy: where the copied word came from.
    pub source: Option<Region>,
}

impl Case {
    /// The mask as PNG, for manifests.
    ///
    /// # Errors
    /// Only when the image cannot be encoded.
    pub fn mask_png(&self) -> image::ImageResult<Vec<u8>> {
        let mut bytes = Vec::new();
        self.mask.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
        Ok(bytes)
    }
}

/// Page size of a synthetic case.
const WIDTH: usize = 480;
const HEIGHT: usize = 600;

/// Makes one case: draw, scan, first save at quality 75–95, edit or not, last save.
///
/// # Errors
/// Only when an image cannot be encoded.
pub fn case(seed: u64, kind: Option<EditKind>, save: LastSave) -> image::ImageResult<Case> {
    let random = Random::new(seed);
    let drawing = draw(seed, WIDTH, HEIGHT);
    let mut chance = random.branch(1);
    let scanner = Scanner::random(&mut chance);
    let mut page = scan(&drawing, &scanner, &mut chance);
    let first = 75 + u8::try_from(chance.below(21)).unwrap_or(0);
    page = resave(&page, first)?;
    let mut mask = GrayImage::new(page.width(), page.height());
    let mut edit = random.branch(2);
    let done = match kind {
        Some(kind) => Some(apply(kind, seed, &mut page, &drawing, &mut edit)?),
        None => None,
    };
    if let Some((region, _)) = done {
        for y in region.y..region.y + region.height {
            for x in region.x..region.x + region.width {
                mask.put_pixel(x, y, Luma([255]));
            }
        }
    }
    let bytes = match save {
        LastSave::Jpeg(quality) => jpeg(&page, quality)?,
        LastSave::Png => png(&page)?,
    };
    Ok(Case { bytes, mask, kind, region: done.map(|d| d.0), source: done.and_then(|d| d.1) })
}

/// A page as a program would save it, without scan and noise.
///
/// # Errors
/// Only when the image cannot be encoded.
pub fn digital_page(seed: u64) -> image::ImageResult<Vec<u8>> {
    let mut drawing = Drawing { ink: Plane::filled(WIDTH, HEIGHT, 0.0), ..draw(seed, 8, 8) };
    let style = Style { em: 16.0, width: 1.0, spacing: 0.15, slant: 0.0, weight: 0.1 };
    let mut random = Random::new(seed);
    for line in 0..20_u8 {
        // Whole-pixel places: program-set type repeats exactly.
        let text =
            format!("ITEM {:03}  {:05}.{:02}", random.below(1000), random.below(100_000), random.below(100));
        let mut x = 30.0;
        for character in text.chars() {
            drawing.word(&style, (x, 30.0 + f32::from(line) * 27.0), character.encode_utf8(&mut [0; 4]));
            x += 12.0;
        }
    }
    png(&born_digital(&drawing))
}

type Done = (Region, Option<Region>);

fn apply(
    kind: EditKind,
    seed: u64,
    page: &mut RgbImage,
    drawing: &Drawing,
    random: &mut Random,
) -> image::ImageResult<Done> {
    let texts: Vec<&DrawnWord> = drawing.words.iter().filter(|word| word.text.len() >= 4).collect();
    let target = texts[random.below(texts.len())];
    let region = target.region;
    match kind {
        EditKind::CopyMove => {
            let others: Vec<&&DrawnWord> =
                texts.iter().filter(|word| word.region.overlap(&region) == 0).collect();
            let from = others[random.below(others.len())].region;
            let (width, height) =
                (from.width.min(page.width() - region.x), from.height.min(page.height() - region.y));
            let source = Region { width, height, ..from };
            // The longer of both words is covered, so that no rest stays beside the copy.
            let cover = region.union(&Region { x: region.x, y: region.y, width, height });
            fill(page, cover, random);
            let patch = image::imageops::crop_imm(&*page, source.x, source.y, width, height).to_image();
            image::imageops::replace(page, &patch, i64::from(region.x), i64::from(region.y));
            Ok((Region { width, height, ..region }, Some(source)))
        }
        EditKind::Splice => {
            let other = draw(seed ^ 0xa5a5_0001, WIDTH, HEIGHT);
            let mut chance = random.branch(3);
            let scanner = Scanner::random(&mut chance);
            let foreign = resave(
                &scan(&other, &scanner, &mut chance),
                60 + u8::try_from(chance.below(36)).unwrap_or(0),
            )?;
            let words: Vec<&DrawnWord> = other.words.iter().filter(|word| word.text.len() >= 4).collect();
            let from = words[random.below(words.len())].region;
            fill(page, region, random);
            let crop =
                image::imageops::crop_imm(&foreign, from.x, from.y, from.width, from.height).to_image();
            let patch = image::imageops::resize(
                &crop,
                region.width,
                region.height,
                image::imageops::FilterType::CatmullRom,
            );
            let shift = ground(page, region) - ground(&patch, Region { x: 0, y: 0, ..region });
            for (x, y, pixel) in patch.enumerate_pixels() {
                let tone = pixel.0.map(|v| (f32::from(v) + shift).round().clamp(0.0, 255.0) as u8);
                page.put_pixel(region.x + x, region.y + y, Rgb(tone));
            }
            Ok((region, None))
        }
        EditKind::Erase => {
            fill(page, region, random);
            Ok((region, None))
        }
        EditKind::Retype => {
            fill(page, region, random);
            let mut patch =
                Drawing { ink: Plane::filled(WIDTH, HEIGHT, 0.0), words: Vec::new(), ..drawing.clone() };
            let style = Style { weight: drawing.style.weight * random.between(0.9, 1.25), ..drawing.style };
            let text: String = target
                .text
                .chars()
                .map(|c| if c.is_ascii_digit() { char::from(b'0' + (random.below(10) as u8)) } else { c })
                .collect();
            patch.word(&style, (target.origin.0 + random.between(-0.5, 0.5), target.origin.1), &text);
            let ink = random.between(15.0, 60.0);
            for y in region.y..region.y + region.height {
                for x in region.x..region.x + region.width {
                    let cover = patch.ink.at(x as usize, y as usize);
                    let pixel = page.get_pixel_mut(x, y);
                    pixel.0 = pixel.0.map(|v| (f32::from(v) + (ink - f32::from(v)) * cover).round() as u8);
                }
            }
            Ok((region, None))
        }
    }
}

/// Median-like brightness of the paper in a region: the 80th percentile of green.
fn ground(page: &RgbImage, region: Region) -> f32 {
    let mut values = Vec::new();
    for y in region.y..(region.y + region.height).min(page.height()) {
        for x in region.x..(region.x + region.width).min(page.width()) {
            values.push(f32::from(page.get_pixel(x, y).0[1]));
        }
    }
    crate::forensics::signal::stats::quantile(&mut values, 0.8)
}

/// Covers a region with the paper's own colour and, half the time, a little noise.
fn fill(page: &mut RgbImage, region: Region, random: &mut Random) {
    let level = ground(page, region);
    let noise = if random.below(2) == 0 { 0.0 } else { random.between(0.8, 2.5) };
    for y in region.y..region.y + region.height {
        for x in region.x..region.x + region.width {
            let value = (level + random.normal() * noise).round().clamp(0.0, 255.0) as u8;
            page.put_pixel(x, y, Rgb([value; 3]));
        }
    }
}

/// Encodes as JPEG.
///
/// # Errors
/// Only when the image cannot be encoded.
pub fn jpeg(page: &RgbImage, quality: u8) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(page)?;
    Ok(bytes)
}

/// Encodes as PNG.
///
/// # Errors
/// Only when the image cannot be encoded.
pub fn png(page: &RgbImage) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    page.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    Ok(bytes)
}

fn resave(page: &RgbImage, quality: u8) -> image::ImageResult<RgbImage> {
    let bytes = jpeg(page, quality)?;
    Ok(image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg)?.into_rgb8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_the_file_and_the_mask_shows_the_edit() {
        let one = case(5, Some(EditKind::Retype), LastSave::Png).expect("made");
        let two = case(5, Some(EditKind::Retype), LastSave::Png).expect("made");
        assert_eq!(one.bytes, two.bytes);
        let clean = case(5, None, LastSave::Png).expect("made");
        let decode = |bytes: &[u8]| image::load_from_memory(bytes).expect("decodes").into_rgb8();
        let (edited, clean) = (decode(&one.bytes), decode(&clean.bytes));
        let outside = edited
            .enumerate_pixels()
            .filter(|(x, y, _)| one.mask.get_pixel(*x, *y).0[0] == 0)
            .filter(|(x, y, pixel)| clean.get_pixel(*x, *y) != *pixel)
            .count();
        assert_eq!(outside, 0, "only the masked place differs before the last save");
        assert!(edited != clean);
    }
}
