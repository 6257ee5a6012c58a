//! How an answer travels from the sealed child to its parent.
//!
//! Layout: magic, 4-byte little-endian length and JSON, then the images in the report's own
//! order (each page: preview, then its maps; then the earlier looks of pages), each with a 4-byte length. The child has parsed
//! hostile bytes and may be hostile itself, so [`decode`] bounds every length before it
//! allocates and checks every value a page or a query will later be built from.

mod read;

use super::{Map, Page, Refused, Region, Report, detectors};

const MAGIC: &[u8; 8] = b"SHIFUR02";
const PNG: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// Most bytes of one whole answer.
pub const MAX_MESSAGE: usize = 256 << 20;
/// Twenty dense pages with their characters need about 12 MB.
const MAX_JSON: usize = 24 << 20;
const MAX_IMAGE: usize = 96 << 20;
const MAX_PAGES: usize = 500;
const MAX_FINDINGS: usize = 2000;
const MAX_ANSWERS: usize = 20_000;
const MAX_FACTS: usize = 64;
const MAX_TEXT: usize = 400;
const MAX_SIDE: u32 = 40_000;
/// Most earlier looks of pages in one report.
pub const MAX_EARLIER: usize = 10;
/// Most changes told of one earlier page.
pub const MAX_EDITS: usize = 20;

/// The answer from the child cannot be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It breaks off, or is not an answer at all.
    #[error("the answer breaks off or is not an answer")]
    Malformed,
    /// It is larger than allowed.
    #[error("the answer is larger than allowed")]
    TooLarge,
    /// A value lies outside what an examination can produce.
    #[error("the answer carries an impossible value: {0}")]
    Impossible(&'static str),
}

/// Packs an answer.
#[must_use]
pub fn encode(answer: &Result<Report, Refused>) -> Vec<u8> {
    let json = serde_json::to_vec(answer).unwrap_or_default();
    let mut out = Vec::with_capacity(json.len() + 64);
    out.extend_from_slice(MAGIC);
    push(&mut out, &json);
    for page in answer.iter().flat_map(|report| &report.pages) {
        push(&mut out, &page.preview);
        for map in &page.maps {
            push(&mut out, &map.png);
        }
    }
    for earlier in answer.iter().flat_map(|report| &report.earlier) {
        push(&mut out, &earlier.preview);
    }
    out
}

fn push(out: &mut Vec<u8>, part: &[u8]) {
    out.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(part);
}

/// Unpacks an answer and refuses whatever an honest child would not have sent.
///
/// # Errors
/// [`WireError`] when the bytes break off, exceed a bound or carry an impossible value.
pub fn decode(bytes: &[u8]) -> Result<Result<Report, Refused>, WireError> {
    if bytes.len() > MAX_MESSAGE {
        return Err(WireError::TooLarge);
    }
    let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(WireError::Malformed)?;
    let (json, mut rest) = take(rest, MAX_JSON)?;
    let mut answer: Result<Report, Refused> =
        serde_json::from_slice(json).map_err(|_error| WireError::Malformed)?;
    if let Ok(report) = &mut answer {
        check(report)?;
        for page in &mut report.pages {
            page.preview = image(&mut rest)?;
            for Map { png, .. } in &mut page.maps {
                *png = image(&mut rest)?;
            }
        }
        for earlier in &mut report.earlier {
            earlier.preview = image(&mut rest)?;
        }
    }
    if rest.is_empty() { Ok(answer) } else { Err(WireError::Malformed) }
}

fn take(bytes: &[u8], most: usize) -> Result<(&[u8], &[u8]), WireError> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(WireError::Malformed)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_error| WireError::TooLarge)?;
    if length > most {
        return Err(WireError::TooLarge);
    }
    rest.split_at_checked(length).ok_or(WireError::Malformed)
}

/// A PNG whose header names a sane size: browsers will be handed these bytes.
fn image(rest: &mut &[u8]) -> Result<Vec<u8>, WireError> {
    let (part, after) = take(rest, MAX_IMAGE)?;
    *rest = after;
    let header = part.strip_prefix(PNG.as_slice()).ok_or(WireError::Impossible("image"))?;
    let side = |at: usize| {
        let bytes = header.get(at..)?.first_chunk::<4>()?;
        Some(u32::from_be_bytes(*bytes)).filter(|side| (1..=MAX_SIDE).contains(side))
    };
    if header.get(4..8) != Some(b"IHDR".as_slice()) || side(8).is_none() || side(12).is_none() {
        return Err(WireError::Impossible("image"));
    }
    Ok(part.to_vec())
}

fn check(report: &Report) -> Result<(), WireError> {
    let text = |text: &str| text.len() <= MAX_TEXT;
    let known = |key: &str| detectors::rules().iter().any(|rule| rule.key == key);
    let facts = |facts: &std::collections::BTreeMap<String, String>| {
        facts.len() <= MAX_FACTS && facts.iter().all(|(key, value)| text(key) && text(value))
    };
    let checks = [
        (report.pages.len() <= MAX_PAGES, "pages"),
        (report.findings.len() <= MAX_FINDINGS, "findings"),
        (report.earlier.len() <= MAX_EARLIER, "earlier"),
        (report.detectors.len() <= MAX_ANSWERS, "detectors"),
        (unit(report.score) && unit(report.unraised), "score"),
        (hash(&report.sha256, 64), "sha256"),
        ([&report.engine, &report.calibration, &report.calibration_date].iter().all(|t| text(t)), "engine"),
        (facts(&report.container), "container"),
    ];
    if let Some((_, what)) = checks.iter().find(|(holds, _)| !holds) {
        return Err(WireError::Impossible(what));
    }
    for (index, page) in (0_u32..).zip(&report.pages) {
        let sane = page.index == index
            && (1..=MAX_SIDE).contains(&page.width)
            && (1..=MAX_SIDE).contains(&page.height)
            && page.noise_sigma.is_finite()
            && hash(&page.phash, 16)
            && hash(&page.dhash, 16)
            && page.maps.len() <= 8
            && page.maps.iter().all(|map| MAP_KEYS.contains(&map.key.as_str()));
        if !sane {
            return Err(WireError::Impossible("page"));
        }
    }
    for earlier in &report.earlier {
        let page = usize::try_from(earlier.page).ok().and_then(|index| report.pages.get(index));
        let sane = page.is_some_and(|page| earlier.changes.iter().all(|edit| inside(&edit.region, page)))
            && (2..=10_000).contains(&earlier.revision)
            && (1..=MAX_SIDE).contains(&earlier.width)
            && (1..=MAX_SIDE).contains(&earlier.height)
            && earlier.changes.len() <= MAX_EDITS
            && earlier.changes.iter().all(|edit| text(&edit.before) && text(&edit.after));
        if !sane {
            return Err(WireError::Impossible("earlier"));
        }
    }
    read::check(report)?;
    for finding in &report.findings {
        let page = match finding.page {
            None => None,
            Some(index) => {
                let page = usize::try_from(index).ok().and_then(|index| report.pages.get(index));
                Some(page.ok_or(WireError::Impossible("page"))?)
            }
        };
        let regions = [finding.region, finding.source_region];
        let sane = known(&finding.rule)
            && unit(finding.score)
            && facts(&finding.facts)
            && regions.iter().flatten().all(|region| page.is_some_and(|page| inside(region, page)));
        if !sane {
            return Err(WireError::Impossible("finding"));
        }
    }
    for answer in &report.detectors {
        if !detectors::DETECTORS.iter().any(|detector| detector.key == answer.detector) {
            return Err(WireError::Impossible("detector"));
        }
        if let super::Answer::NotApplicable { reason } = &answer.answer
            && !detectors::REASONS.contains(&reason.as_str())
        {
            return Err(WireError::Impossible("reason"));
        }
    }
    Ok(())
}

/// Between 0 and 1.
fn unit(value: f32) -> bool {
    value.is_finite() && (0.0..=1.0).contains(&value)
}

fn hash(hash: &str, digits: usize) -> bool {
    hash.len() == digits && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

const MAP_KEYS: [&str; 4] = ["heat", "overlay", "error_level", "copy"];

fn inside(region: &Region, page: &Page) -> bool {
    region.width > 0
        && region.height > 0
        && region.x.checked_add(region.width).is_some_and(|right| right <= page.width)
        && region.y.checked_add(region.height).is_some_and(|bottom| bottom <= page.height)
}
