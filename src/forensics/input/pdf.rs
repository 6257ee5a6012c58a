//! PDF: structure facts and pages rendered at 144 dpi with hayro.
//!
//! One parser reads the file, not two: each parser of hostile bytes is a risk of its own, and
//! hayro tells page count, information dictionary and encryption as well.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_interpret::hayro_cmap::CidFamily;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::RgbImage;

use super::{Document, Facts, Picture, Saved, shorten};
use crate::forensics::{Container, Limits, Refused};

/// PDF units are 1/72 inch.
const SCALE: f32 = 144.0 / 72.0;
/// Longest side of a rendered page; larger pages are rendered at a lower resolution.
const LONGEST: f32 = 4000.0;
/// Deepest nesting of arrays and dictionaries outside streams. Writers stay below ten.
const DEEPEST: usize = 100;

/// Opens a PDF.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    if deepest_nesting(bytes) > DEEPEST {
        return Err(Refused::Damaged);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected
            | DecryptionError::UnsupportedAlgorithm
            | DecryptionError::MissingIDEntry
            | DecryptionError::InvalidEncryption,
        ) => Refused::Encrypted,
        LoadPdfError::Invalid => Refused::Damaged,
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(Refused::Empty);
    }
    if count > limits.max_pages {
        return Err(Refused::TooManyPages { found: count as u64, limit: limits.max_pages as u64 });
    }
    let mut facts = structure(bytes);
    for (key, value) in [("producer", &pdf.metadata().producer), ("creator", &pdf.metadata().creator)] {
        if let Some(text) = value.as_deref().map(pdf_text).filter(|text| !text.is_empty()) {
            facts.software.push(text.clone());
            facts.shown.insert(key.to_owned(), text);
        }
    }
    let missing = Arc::new(AtomicBool::new(false));
    let pages = render(&pdf, limits, &missing)?;
    facts.missing_fonts = missing.load(Ordering::Relaxed);
    facts.text_layer = pdf.pages().iter().any(|page| {
        page.page_stream().is_some_and(|stream| stream.windows(2).any(|pair| pair == b"Tj" || pair == b"TJ"))
    });
    Ok(Document { kind: Container::Pdf, facts, pages })
}

fn render(pdf: &Pdf, limits: &Limits, missing: &Arc<AtomicBool>) -> Result<Vec<Picture>, Refused> {
    let seen = Arc::clone(missing);
    let settings = InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(font) => {
                let family = font.character_collection.as_ref().map(|collection| &collection.family);
                if matches!(
                    family,
                    Some(
                        CidFamily::AdobeGB1
                            | CidFamily::AdobeCNS1
                            | CidFamily::AdobeJapan1
                            | CidFamily::AdobeKorea1
                    )
                ) {
                    // The glyphs will be missing without a word: the page must say so.
                    seen.store(true, Ordering::Relaxed);
                }
                Some(font.pick_standard_font().get_font_data())
            }
        }),
        ..InterpreterSettings::default()
    };
    let cache = RenderCache::new();
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        if !(width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0) {
            return Err(Refused::Damaged);
        }
        #[expect(clippy::cast_precision_loss, reason = "a bound, not a measure")]
        let side = LONGEST.min(limits.max_side as f32);
        let scale = SCALE.min(side / width.max(height));
        if width.min(height) * scale < 1.0 {
            return Err(Refused::Damaged);
        }
        let target = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let pixmap = hayro::render(page, &cache, &settings, &RenderSettings::default(), &target);
        let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
        super::within(width, height, limits)?;
        let mut rgb = RgbImage::new(width, height);
        // The ground is opaque white, so premultiplied colours are the colours.
        for (to, from) in rgb.pixels_mut().zip(pixmap.data_as_u8_slice().chunks_exact(4)) {
            to.0 = [from[0], from[1], from[2]];
        }
        pages.push(Picture { rgb, saved: Saved::Rendered, grid: (0, 0) });
    }
    Ok(pages)
}

/// Facts that need no parser: revisions, signature, what follows the last end mark.
fn structure(bytes: &[u8]) -> Facts {
    let count = |needle: &[u8]| bytes.windows(needle.len()).filter(|window| *window == needle).count();
    let ends = count(b"%%EOF");
    // A linearised file is written with two end marks at once.
    let linear = bytes[..bytes.len().min(2048)].windows(11).any(|window| window == b"/Linearized");
    let revisions = ends.saturating_sub(usize::from(linear && ends > 1)).max(1);
    let mut facts = Facts {
        revisions: u32::try_from(revisions).ok(),
        signed: count(b"/ByteRange") > 0,
        ..Facts::default()
    };
    if let Some(end) = bytes.windows(5).rposition(|window| window == b"%%EOF") {
        let tail = &bytes[end + 5..];
        if tail.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0) {
            facts.trailing_bytes = tail.len() as u64;
        }
    }
    facts
}

/// Text strings of the information dictionary are UTF-16 with a mark, else nearly Latin-1.
fn pdf_text(bytes: &[u8]) -> String {
    let text = match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|unit| unit.unwrap_or('?')).collect()
        }
        None => bytes.iter().map(|&byte| char::from(byte)).collect::<String>(),
    };
    shorten(&text)
}

/// Deepest `[` and `<<` nesting between `obj` and `stream`/`endobj`.
///
/// Parsers recurse over nested arrays and a stack overflow kills the process. This look
/// turns the plain attack into a refusal; what hides in object streams is left to the sealed child.
fn deepest_nesting(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'<' if rest.starts_with(b"<<") => {
                depth += 1;
                at += 1;
            }
            b'>' if rest.starts_with(b">>") => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'e' if rest.starts_with(b"endobj") => {
                depth = 0;
                at += 5;
            }
            b's' if rest.starts_with(b"stream") => {
                depth = 0;
                let body = &rest[6..];
                match body.windows(9).position(|window| window == b"endstream") {
                    Some(end) => at += 6 + end + 8,
                    None => break,
                }
            }
            _ => {}
        }
        deepest = deepest.max(depth);
        at += 1;
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_counted_and_linearised_files_are_not_revised() {
        assert_eq!(structure(b"%PDF-1.4 x %%EOF\n").revisions, Some(1));
        assert_eq!(structure(b"%PDF-1.4 x %%EOF\ny %%EOF\n").revisions, Some(2));
        assert_eq!(structure(b"%PDF-1.4 /Linearized 1 x %%EOF\ny %%EOF\n").revisions, Some(1));
        assert_eq!(structure(b"%PDF-1.4 x %%EOF\nhidden").trailing_bytes, 7);
    }

    #[test]
    fn nesting_is_measured_outside_streams() {
        assert_eq!(deepest_nesting(b"1 0 obj << /A [ [ 1 ] ] >> endobj"), 3);
        assert_eq!(deepest_nesting(b"1 0 obj << >> stream\n[[[[[[\nendstream endobj"), 1);
        assert_eq!(deepest_nesting(&[b'['; 500]), 500);
    }

    #[test]
    fn wide_strings_are_read() {
        assert_eq!(pdf_text(b"\xfe\xff\0A\0b"), "Ab");
        assert_eq!(pdf_text(b"Writer 2"), "Writer 2");
    }
}
