//! Bytes → pages and container facts, under limits. Nothing here judges.

mod container;
mod exif_facts;
pub mod jpeg;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places on a page: every side is capped at some thousands of pixels"
)]
pub mod pdf;
mod profile;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, ImageReader, RgbImage};

use super::reading::text::PageText;
use super::{Container, Limits, Refused};

pub use profile::{PageProfile, flat_share, profile};

/// An opened file.
#[derive(Debug)]
pub struct Document {
    /// Container by magic bytes; a file name is never asked.
    pub kind: Container,
    /// What the container and its metadata say.
    pub facts: Facts,
    /// Pages, decoded.
    pub pages: Vec<Picture>,
    /// PDF: text, versions, fonts and signatures.
    pub pdf: Option<Box<pdf::Inside>>,
}

/// A Chinese font that stands in for those a PDF names and does not carry.
#[derive(Debug, Clone)]
pub struct FallbackFont {
    /// A TrueType or OpenType font, or a collection of them.
    pub bytes: std::sync::Arc<Vec<u8>>,
    /// Which font of a collection; 0 for a single font.
    pub index: u32,
}

/// One decoded page.
#[derive(Debug)]
pub struct Picture {
    /// Pixels after EXIF orientation; transparency lies on white.
    pub rgb: RgbImage,
    /// How the page was last saved.
    pub saved: Saved,
    /// Where the file's 8×8 grid starts after orientation.
    pub grid: (usize, usize),
    /// The file's own text on this page, where it has one (PDF). Places are pixels of `rgb`. A scan has
    /// none, even when a reading program put its words under the picture: what counts is the picture.
    pub text: Option<PageText>,
}

/// How a page was last saved: it decides which traces can exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// As JPEG with this luminance table (natural order).
    Jpeg(Box<[u16; 64]>),
    /// Without loss: PNG, BMP, GIF (indexed colour), lossless WebP.
    Lossless,
    /// With another lossy coder (WebP).
    OtherLossy,
    /// Rendered from a PDF here: its pixels are ours, not the sender's.
    Rendered,
}

/// Facts of container and metadata.
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts of a file")]
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Facts {
    /// Bytes behind the end of the picture that belong to nothing.
    pub trailing_bytes: u64,
    /// Software named by EXIF, PNG text or PDF information.
    pub software: Vec<String>,
    /// Likeness of an embedded thumbnail to the picture, −1 to 1.
    pub thumbnail_likeness: Option<f32>,
    /// PDF: saved versions inside the file.
    pub revisions: Option<u32>,
    /// PDF: carries a digital signature field.
    pub signed: bool,
    /// PDF: pages draw text.
    pub text_layer: bool,
    /// PDF: Chinese, Japanese or Korean type that is not embedded, so glyphs may be missing.
    pub missing_fonts: bool,
    /// PDF: minutes between its making and its last change, by its own dates.
    pub changed_after: Option<i64>,
    /// Frames beyond the first exist and were not examined (GIF, WebP).
    pub animated: bool,
    /// Further facts for display, by key.
    pub shown: BTreeMap<String, String>,
}

impl Facts {
    /// Everything as short texts for the report.
    #[must_use]
    pub fn listed(&self) -> BTreeMap<String, String> {
        let mut all = self.shown.clone();
        if !self.software.is_empty() {
            all.insert("software".to_owned(), shorten(&self.software.join("; ")));
        }
        if self.trailing_bytes > 0 {
            all.insert("trailing_bytes".to_owned(), self.trailing_bytes.to_string());
        }
        if let Some(revisions) = self.revisions {
            all.insert("revisions".to_owned(), revisions.to_string());
        }
        if let Some(likeness) = self.thumbnail_likeness {
            all.insert("thumbnail_likeness".to_owned(), format!("{likeness:.2}"));
        }
        let flags = [
            ("signed", self.signed),
            ("text_layer", self.text_layer),
            ("missing_fonts", self.missing_fonts),
            ("animated", self.animated),
        ];
        for (key, _) in flags.iter().filter(|(_, holds)| *holds) {
            all.insert((*key).to_owned(), "yes".to_owned());
        }
        all
    }
}

/// Text from a hostile file, made fit for display: printable characters, at most 120.
fn shorten(text: &str) -> String {
    let printable: String =
        text.chars().filter(|c| !c.is_control() && !is_bidi_control(*c)).take(120).collect();
    let mut end = printable.trim().to_owned();
    while end.len() > 360 {
        end.pop();
    }
    end
}

/// Marks that turn the reading direction could disguise a name in a sentence.
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The container by its first bytes.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<Container> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\xff\xd8\xff") {
        Some(Container::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Some(Container::Png)
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Container::Webp)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some(Container::Gif)
    } else if starts(b"BM") && bytes.len() > 26 {
        Some(Container::Bmp)
    } else if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        Some(Container::Pdf)
    } else {
        None
    }
}

/// Opens a file. `fallback` stands in for Chinese fonts a PDF does not carry; without it their characters are
/// missing from the page, and the facts say so.
///
/// # Errors
/// [`Refused`], see its variants.
pub fn open(bytes: &[u8], limits: &Limits, fallback: Option<&FallbackFont>) -> Result<Document, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > limits.max_bytes {
        let (found, limit) = (bytes.len() as u64, limits.max_bytes as u64);
        return Err(Refused::TooLarge { what: "bytes".to_owned(), found, limit });
    }
    let kind = sniff(bytes).ok_or(Refused::NotSupported)?;
    // A panic inside a third-party decoder is a damaged file, not a broken engine. This is a
    // courtesy to in-process callers: it does not catch a stack overflow, the sealed child does.
    catch_unwind(AssertUnwindSafe(|| match kind {
        Container::Pdf => pdf::open(bytes, limits, fallback),
        _ => open_image(bytes, kind, limits),
    }))
    .unwrap_or(Err(Refused::Damaged))
}

fn reader<'a>(bytes: &'a [u8], format: ImageFormat, limits: &Limits) -> ImageReader<Cursor<&'a [u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(limits.max_side);
    bounds.max_image_height = Some(limits.max_side);
    bounds.max_alloc = Some(limits.max_alloc);
    reader.limits(bounds);
    reader
}

fn refusal(error: &image::ImageError) -> Refused {
    match error {
        image::ImageError::Limits(_) => Refused::TooLarge { what: "pixels".to_owned(), found: 0, limit: 0 },
        image::ImageError::Unsupported(_) => Refused::NotSupported,
        _ => Refused::Damaged,
    }
}

fn open_image(bytes: &[u8], kind: Container, limits: &Limits) -> Result<Document, Refused> {
    let format = match kind {
        Container::Jpeg => ImageFormat::Jpeg,
        Container::Png => ImageFormat::Png,
        Container::Webp => ImageFormat::WebP,
        Container::Gif => ImageFormat::Gif,
        Container::Bmp => ImageFormat::Bmp,
        Container::Pdf => return Err(Refused::NotSupported),
    };
    // The size is asked first: it costs nothing, and the answer can name the figures.
    let (width, height) =
        ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().map_err(|e| refusal(&e))?;
    within(width, height, limits)?;
    let raw = reader(bytes, format, limits).decode().map_err(|error| refusal(&error))?;

    let mut facts = container::facts(bytes, kind);
    let exif = exif_facts::read(bytes, &raw, limits, &mut facts);
    let mut upright = flatten(raw);
    let orientation = exif.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms);
    let (right, bottom) = (width as usize % 8, height as usize % 8);
    let grid = match orientation {
        Orientation::NoTransforms | Orientation::Rotate90FlipH => (0, 0),
        Orientation::FlipHorizontal => (right, 0),
        Orientation::Rotate180 => (right, bottom),
        Orientation::FlipVertical => (0, bottom),
        Orientation::Rotate90 => (bottom, 0),
        Orientation::Rotate270 => (0, right),
        Orientation::Rotate270FlipH => (bottom, right),
    };
    upright.apply_orientation(orientation);
    let saved = match kind {
        Container::Jpeg => {
            jpeg::luma_table(bytes).map_or(Saved::OtherLossy, |table| Saved::Jpeg(Box::new(table)))
        }
        Container::Webp if !container::webp_is_lossless(bytes) => Saved::OtherLossy,
        _ => Saved::Lossless,
    };
    if let Saved::Jpeg(table) = &saved {
        let quality = super::signal::dct::nearest_quality(table);
        facts.shown.insert("jpeg_quality".to_owned(), quality.to_string());
    }
    let page = Picture { rgb: upright.into_rgb8(), saved, grid, text: None };
    Ok(Document { kind, facts, pages: vec![page], pdf: None })
}

fn within(width: u32, height: u32, limits: &Limits) -> Result<(), Refused> {
    let side = width.max(height);
    if side > limits.max_side {
        let (found, limit) = (u64::from(side), u64::from(limits.max_side));
        return Err(Refused::TooLarge { what: "side".to_owned(), found, limit });
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.max_pixels {
        return Err(Refused::TooLarge { what: "pixels".to_owned(), found: pixels, limit: limits.max_pixels });
    }
    if pixels == 0 { Err(Refused::Damaged) } else { Ok(()) }
}

/// Puts transparency on white, as a printer would.
fn flatten(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let rgba = picture.into_rgba8();
    let over = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    let rgb = RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        image::Rgb([over(r, a), over(g, a), over(b, a)])
    });
    DynamicImage::ImageRgb8(rgb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_magic_bytes() {
        assert_eq!(sniff(b"\xff\xd8\xff\xe0"), Some(Container::Jpeg));
        assert_eq!(sniff(b"junk before %PDF-1.7"), Some(Container::Pdf));
        assert_eq!(sniff(b"RIFF\0\0\0\0WAVE"), None);
        assert_eq!(sniff(b"PK\x03\x04"), None);
    }

    #[test]
    fn shown_text_loses_control_and_direction_marks() {
        assert_eq!(shorten("a\u{202e}b\u{0}c\n"), "abc");
        assert!(shorten(&"\u{4e2d}".repeat(500)).len() <= 360);
    }

    #[test]
    fn limits_name_the_figures() {
        let limits = Limits { max_side: 100, max_pixels: 5000, ..Limits::default() };
        assert!(matches!(within(101, 2, &limits), Err(Refused::TooLarge { found: 101, limit: 100, .. })));
        assert!(matches!(within(100, 51, &limits), Err(Refused::TooLarge { found: 5100, .. })));
        assert_eq!(within(100, 50, &limits), Ok(()));
    }

    #[test]
    fn transparency_lies_on_white() {
        let mut rgba = image::RgbaImage::new(1, 1);
        rgba.put_pixel(0, 0, image::Rgba([0, 100, 255, 0]));
        assert_eq!(flatten(DynamicImage::ImageRgba8(rgba)).into_rgb8().get_pixel(0, 0).0, [255; 3]);
    }
}
