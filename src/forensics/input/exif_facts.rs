//! EXIF: orientation, camera, software, and whether the embedded thumbnail shows the same picture.

use std::io::Cursor;

use exif::{In, Tag};
use image::{DynamicImage, ImageFormat};

use super::{Facts, shorten};
use crate::forensics::Limits;
use crate::forensics::signal::Plane;

/// Reads EXIF into the facts and returns the orientation value (1–8).
///
/// `raw` is the picture before orientation, which is how cameras store the thumbnail too.
pub fn read(bytes: &[u8], raw: &DynamicImage, limits: &Limits, facts: &mut Facts) -> Option<u8> {
    let exif = exif::Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_errors| {}))
        .ok()?;
    let text = |tag: Tag| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        let exif::Value::Ascii(parts) = &field.value else { return None };
        let joined = parts.iter().map(|part| String::from_utf8_lossy(part)).collect::<Vec<_>>().join(" ");
        Some(shorten(&joined)).filter(|text| !text.is_empty())
    };
    for (key, tag) in [
        ("make", Tag::Make),
        ("camera", Tag::Model),
        ("taken", Tag::DateTimeOriginal),
        ("changed", Tag::DateTime),
    ] {
        if let Some(value) = text(tag) {
            facts.shown.insert(key.to_owned(), value);
        }
    }
    facts.software.extend(text(Tag::Software));
    facts.thumbnail_likeness = thumbnail(&exif, limits).map(|small| likeness(&small, raw));
    let orientation = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(orientation).ok()
}

fn thumbnail(exif: &exif::Exif, limits: &Limits) -> Option<DynamicImage> {
    let number = |tag| {
        let value = exif.get_field(tag, In::THUMBNAIL)?.value.get_uint(0)?;
        usize::try_from(value).ok()
    };
    let start = number(Tag::JPEGInterchangeFormat)?;
    let end = start.checked_add(number(Tag::JPEGInterchangeFormatLength)?)?;
    let bounds = Limits { max_side: 1024, max_alloc: 8 << 20, ..*limits };
    super::reader(exif.buf().get(start..end)?, ImageFormat::Jpeg, &bounds).decode().ok()
}

/// Correlation of the two pictures at 32×32 cells, over the part both show: thumbnails of a
/// fixed shape carry bars above and below, so the taller one is cut to the shape of the other.
fn likeness(small: &DynamicImage, picture: &DynamicImage) -> f32 {
    let cells = |image: &DynamicImage, shape: f64| {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let (w, h) = if width / height > shape { (height * shape, height) } else { (width, width / shape) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "parts of a u32 size")]
        let [x, y, w, h] = [(width - w) / 2.0, (height - h) / 2.0, w, h].map(|v| v as u32);
        Plane::luma(&image.crop_imm(x, y, w.max(1), h.max(1)).to_rgb8()).shrunk(32, 32).data
    };
    let shape = f64::from(picture.width()) / f64::from(picture.height());
    let (a, b) = (cells(small, shape), cells(picture, shape));
    correlation(&a, &b)
}

fn correlation(a: &[f32], b: &[f32]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand cells")]
    let mean = |v: &[f32]| v.iter().sum::<f32>() / v.len().max(1) as f32;
    let (ma, mb) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (x, y) in a.iter().zip(b) {
        ab += (x - ma) * (y - mb);
        aa += (x - ma).powi(2);
        bb += (y - mb).powi(2);
    }
    // Two even pictures are alike though nothing varies.
    if aa < 1.0 && bb < 1.0 { 1.0 } else { ab / (aa * bb).sqrt().max(1e-3) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(flip: bool, width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
            let across = if flip { width - 1 - x } else { x } * 255 / width;
            let value = if across < 60 { 20 } else { 200 - (y * 90 / height) };
            image::Rgb([u8::try_from(value).expect("small"); 3])
        }))
    }

    #[test]
    fn the_same_scene_is_alike_and_another_is_not() {
        let picture = scene(false, 400, 300);
        assert!(likeness(&scene(false, 80, 60), &picture) > 0.95);
        assert!(likeness(&scene(true, 80, 60), &picture) < 0.5);
    }

    #[test]
    fn bars_of_a_fixed_shape_do_not_count() {
        let picture = scene(false, 400, 200);
        let mut small = image::RgbImage::new(80, 60);
        image::imageops::overlay(&mut small, &scene(false, 80, 40).to_rgb8(), 0, 10);
        assert!(likeness(&DynamicImage::ImageRgb8(small), &picture) > 0.95);
    }
}
