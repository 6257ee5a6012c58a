//! Versions saved inside one file: each is cut out as the prefix it was, opened, and compared with the next.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use image::RgbImage;

use super::compare::{self, Change};
use super::drawn::Fonts;
use super::sheet::Sheet;
use super::{Opened, raw};
use crate::forensics::{Limits, Region};

/// Most versions that are compared, counted from the last.
pub const MOST_REVISIONS: usize = 5;
/// Most pages whose earlier look is kept.
pub const MOST_PAGES: usize = 10;

/// One saved version against the one before it.
#[derive(Debug)]
pub struct Revision {
    /// Number of the later version, from 2.
    pub number: u32,
    /// Where its bytes begin.
    pub start: usize,
    /// What the appended bytes are for, see [`raw::purpose`].
    pub purpose: &'static str,
    /// Whether both versions could be opened.
    pub compared: bool,
    /// Pages that were added and taken away.
    pub pages_moved: (usize, usize),
    /// Pages whose own content differs.
    pub pages: Vec<PageChange>,
}

/// One page that differs.
#[derive(Debug)]
pub struct PageChange {
    /// Index in the file as it is now.
    pub page: u32,
    /// What differs; a change without words is one that only the look shows.
    pub changes: Vec<Change>,
    /// The page as it was.
    pub earlier: Option<RgbImage>,
}

/// One version, opened and read.
struct Version {
    pdf: Pdf,
    sheets: Vec<Sheet>,
}

impl Version {
    fn open(bytes: &[u8], limits: &Limits, settings: &InterpreterSettings) -> Option<Self> {
        let pdf = Pdf::new(bytes.to_vec()).ok()?;
        let count = pdf.pages().len();
        if count == 0 || count > limits.max_pages {
            return None;
        }
        let mut fonts = Fonts::default();
        let sheets = super::render::sheets(&pdf, limits, settings, &mut fonts).ok()?;
        Some(Self { pdf, sheets })
    }
}

/// Compares the versions of a file, whose present state is already open.
pub fn revisions(
    bytes: &[u8],
    ends: &[usize],
    now: &Opened<'_>,
    limits: &Limits,
    settings: &InterpreterSettings,
) -> Vec<Revision> {
    let count = ends.len();
    let first = count.saturating_sub(MOST_REVISIONS + 1);
    let mut out = Vec::new();
    let mut budget = MOST_PAGES;
    let mut earlier: Option<Version> =
        ends.get(first).and_then(|end| bytes.get(..*end)).and_then(|b| Version::open(b, limits, settings));
    for at in first + 1..count {
        let (Some(&start), Some(&end)) = (ends.get(at - 1), ends.get(at)) else { break };
        let last = at + 1 == count;
        let later = if last {
            None
        } else {
            bytes.get(..end).and_then(|bytes| Version::open(bytes, limits, settings))
        };
        let (pdf, sheets) = match &later {
            _ if last => (Some(now.pdf), now.sheets),
            Some(version) => (Some(&version.pdf), version.sheets.as_slice()),
            None => (None, [].as_slice()),
        };
        let mut revision = Revision {
            number: u32::try_from(at + 1).unwrap_or(u32::MAX),
            start,
            purpose: raw::purpose(bytes.get(start..end).unwrap_or_default()),
            compared: false,
            pages_moved: (0, 0),
            pages: Vec::new(),
        };
        if let (Some(before), Some(pdf)) = (&earlier, pdf) {
            revision.compared = true;
            compare_versions(
                before,
                (pdf, sheets),
                now.sheets,
                &mut revision,
                &mut budget,
                (limits, settings),
            );
        }
        out.push(revision);
        earlier = later;
    }
    out
}

/// The same page in another version: by its object, else by its number when the count is the same.
fn twin(of: &Sheet, index: usize, others: &[Sheet], same_count: bool) -> Option<usize> {
    others
        .iter()
        .position(|other| other.object.is_some() && other.object == of.object)
        .or_else(|| (same_count && index < others.len()).then_some(index))
}

fn compare_versions(
    before: &Version,
    (pdf, sheets): (&Pdf, &[Sheet]),
    now: &[Sheet],
    revision: &mut Revision,
    budget: &mut usize,
    (limits, settings): (&Limits, &InterpreterSettings),
) {
    let same = before.sheets.len() == sheets.len();
    let mut met = 0;
    for (index, sheet) in sheets.iter().enumerate() {
        let Some(old_index) = twin(sheet, index, &before.sheets, same) else { continue };
        let Some(old) = before.sheets.get(old_index) else { continue };
        met += 1;
        let Some(page) = twin(sheet, index, now, sheets.len() == now.len()) else { continue };
        let mut changes = compare::changes(old, sheet);
        if changes.is_empty() && old.look != sheet.look && *budget > 0 {
            *budget -= 1;
            let content = super::render::content_only(settings);
            let one = super::render::page(&before.pdf, old_index, limits, &content);
            let other = super::render::page(pdf, index, limits, &content);
            if let (Some(one), Some(other)) = (one, other)
                && let Some(region) = differing(&one, &other)
            {
                let nothing = String::new();
                changes.push(Change { region, before: nothing.clone(), after: nothing, annotation: false });
            }
        }
        if changes.is_empty() {
            continue;
        }
        if let Some(present) = now.get(page) {
            for change in &mut changes {
                change.region = within(change.region, present.width, present.height);
            }
        }
        let earlier = (*budget > 0)
            .then(|| {
                *budget -= 1;
                super::render::page(&before.pdf, old_index, limits, settings)
            })
            .flatten();
        revision.pages.push(PageChange { page: u32::try_from(page).unwrap_or(u32::MAX), changes, earlier });
    }
    revision.pages_moved = (sheets.len() - met, before.sheets.len().saturating_sub(met));
}

/// The part of a rectangle that lies on a page of this size, at least one pixel.
fn within(region: Region, width: u32, height: u32) -> Region {
    let (x, y) = (region.x.min(width.saturating_sub(1)), region.y.min(height.saturating_sub(1)));
    Region {
        x,
        y,
        width: region.width.clamp(1, (width - x).max(1)),
        height: region.height.clamp(1, (height - y).max(1)),
    }
}

/// Side of the cells in which two renderings are compared, in pixels.
const CELL: u32 = 16;
/// Mean difference of a cell, in grey levels, that is more than another rounding of the same outline.
const DIFFERS: u64 = 12;

/// Around the cells in which two renderings differ; `None` when they show the same.
fn differing(one: &RgbImage, other: &RgbImage) -> Option<Region> {
    let (width, height) = (one.width().min(other.width()), one.height().min(other.height()));
    if one.dimensions() != other.dimensions() {
        return Some(Region { x: 0, y: 0, width: width.max(1), height: height.max(1) });
    }
    let mut found: Option<Region> = None;
    for y in (0..height).step_by(CELL as usize) {
        for x in (0..width).step_by(CELL as usize) {
            let cell = Region { x, y, width: CELL.min(width - x), height: CELL.min(height - y) };
            let mut sum = 0_u64;
            for row in y..y + cell.height {
                for column in x..x + cell.width {
                    let (a, b) = (one.get_pixel(column, row).0, other.get_pixel(column, row).0);
                    sum += a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(b))).max().unwrap_or(0);
                }
            }
            if sum > DIFFERS * cell.area() {
                found = Some(found.map_or(cell, |known| known.union(&cell)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_cells_are_surrounded_and_rounding_is_not_seen() {
        let page = RgbImage::from_pixel(100, 80, image::Rgb([255; 3]));
        let mut other = page.clone();
        other.put_pixel(3, 3, image::Rgb([200; 3]));
        assert_eq!(differing(&page, &other), None);
        for x in 40..60 {
            for y in 20..30 {
                other.put_pixel(x, y, image::Rgb([0; 3]));
            }
        }
        assert_eq!(differing(&page, &other), Some(Region { x: 32, y: 16, width: 32, height: 16 }));
    }

    #[test]
    fn a_region_is_kept_on_the_page() {
        let region = within(Region { x: 90, y: 500, width: 50, height: 9 }, 100, 80);
        assert_eq!(region, Region { x: 90, y: 79, width: 10, height: 1 });
    }
}
