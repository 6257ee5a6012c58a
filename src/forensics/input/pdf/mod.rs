//! PDF: pages rendered at 144 dpi with hayro, their text and what lies under it, the versions saved inside
//! the file, signatures and what the file says of itself.
//!
//! One parser reads the file, not two: each parser of hostile bytes is a risk of its own, and
//! hayro tells page count, information dictionary and encryption as well. What no parser is needed for
//! ([`raw`]) is read off the bytes.

pub mod compare;
pub mod drawn;
mod info;
pub mod layout;
mod place;
mod radicals;
pub mod raw;
mod render;
pub mod revisions;
pub mod sheet;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::drawn::{Font, Fonts};
use self::raw::Signature;
use self::revisions::Revision;
use self::sheet::Sheet;
use super::{Document, Facts, FallbackFont, Picture, Saved};
use crate::forensics::{Container, Limits, Refused};

/// Deepest nesting of arrays and dictionaries outside streams. Writers stay below ten.
const DEEPEST: usize = 100;

/// What a PDF holds beyond the look of its pages.
#[derive(Debug, Default)]
pub struct Inside {
    /// What each page draws, in order of the pages.
    pub sheets: Vec<Sheet>,
    /// Fonts of the document; the characters of [`Sheet::glyphs`] point here.
    pub fonts: Vec<Font>,
    /// Later versions against earlier ones, oldest first.
    pub revisions: Vec<Revision>,
    /// Signatures, in the order of what they cover.
    pub signatures: Vec<Signature>,
}

/// The present state of a file.
pub struct Opened<'a> {
    pdf: &'a Pdf,
    sheets: &'a [Sheet],
}

/// Opens a PDF.
///
/// # Errors
/// [`Refused`], see its variants.
pub fn open(bytes: &[u8], limits: &Limits, fallback: Option<&FallbackFont>) -> Result<Document, Refused> {
    if raw::deepest_nesting(bytes) > DEEPEST {
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
    let missing = Arc::new(AtomicBool::new(false));
    let settings = render::settings(fallback, &missing);
    let pictures = render::pages(&pdf, limits, &settings)?;
    let mut fonts = Fonts::default();
    let sheets = render::sheets(&pdf, limits, &settings, &mut fonts)?;

    let mut facts = Facts { trailing_bytes: raw::trailing(bytes), ..Facts::default() };
    info::enter(pdf.metadata(), raw::xmp_tools(bytes), &mut facts);
    let unembedded = missing.load(Ordering::Relaxed);
    facts.missing_fonts = unembedded && fallback.is_none();
    if unembedded && fallback.is_some() {
        facts.shown.insert("fonts_stood_in".to_owned(), "yes".to_owned());
    }
    let ends = raw::versions(bytes);
    facts.revisions = u32::try_from(ends.len().max(1)).ok();
    let now = Opened { pdf: &pdf, sheets: &sheets };
    let revisions = revisions::revisions(bytes, &ends, &now, limits, &settings);
    let signatures = raw::signatures(bytes);
    facts.signed = !signatures.is_empty();
    describe(&mut facts, &sheets, &revisions, &signatures, bytes.len());

    let pages: Vec<Picture> = pictures
        .into_iter()
        .zip(&sheets)
        .map(|(rgb, sheet)| Picture { rgb, saved: Saved::Rendered, grid: (0, 0), text: sheet.text() })
        .collect();
    facts.text_layer = pages.iter().any(|page| page.text.is_some());
    let inside = Inside { sheets, fonts: fonts.list, revisions, signatures };
    Ok(Document { kind: Container::Pdf, facts, pages, pdf: Some(Box::new(inside)) })
}

/// Facts for display.
fn describe(
    facts: &mut Facts,
    sheets: &[Sheet],
    revisions: &[Revision],
    signatures: &[Signature],
    length: usize,
) {
    let mut tell = |key: &str, value: String| {
        if !value.is_empty() {
            facts.shown.insert(key.to_owned(), value);
        }
    };
    let scans = sheets.iter().filter(|sheet| sheet.is_scan()).count();
    let read = sheets.iter().filter(|sheet| sheet.is_scan() && !sheet.unseen.is_empty()).count();
    for (key, count) in [("scanned_pages", scans), ("scan_text_pages", read)] {
        tell(key, if count > 0 { count.to_string() } else { String::new() });
    }
    let said: Vec<String> = revisions
        .iter()
        .map(|revision| {
            let what = if revision.pages.is_empty() { revision.purpose } else { "page" };
            format!("{}:{what}", revision.number)
        })
        .collect();
    tell("revision_changes", said.join(" "));
    if let Some(last) = signatures.last() {
        tell("signatures", signatures.len().to_string());
        tell("signature_filter", last.filter.clone());
        tell("signature_name", last.name.clone());
        // The certificate is not looked at: that the file says so is all that is known.
        tell("signature_validated", "no".to_owned());
        let behind = length.saturating_sub(last.end);
        let covers = if last.whole && behind <= 2 { "whole" } else { "part" };
        tell("signature_covers", covers.to_owned());
        tell("signature_bytes_behind", if behind > 2 { behind.to_string() } else { String::new() });
    }
}
