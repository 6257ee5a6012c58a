//! Parts of a page by which it is found again: seals, photos, tables.

use image::{RgbImage, imageops};

use super::papers::{Kind, Paper};
use super::reading::text::PageText;
use super::said::Sealed;
use super::seals::print::Print;
use super::seals::{SealKind, look};
use super::signal::{Plane, phash};
use super::{Part, PartKind, Region};

mod photo;

/// Tables of fewer rows are like others by chance.
const LEAST_ROWS: usize = 5;

/// The parts of a page.
pub(super) fn parts(
    index: u32,
    page: &RgbImage,
    text: Option<&PageText>,
    sealed: &Sealed,
    papers: &[Paper],
) -> Vec<Part> {
    let mut out = Vec::new();
    let lean = text.map_or(0.0, look::lean);
    for (found, seal) in sealed.found.iter().zip(&sealed.seals) {
        // What a form prints is on every paper of that form.
        if seal.kind == SealKind::Imprint {
            let (first, second) = look::hashes(&found.cut, lean);
            let print = Some(hex::encode(Print::of(&found.cut, lean).bytes()));
            out.push(Part { print, ..part(PartKind::Seal, seal.region, first, second) });
        }
    }
    let taken: Vec<Region> = sealed.seals.iter().map(|seal| seal.region).collect();
    let photos = sealed.ground.iter().flat_map(|ground| photo::photos(ground, page.dimensions()));
    for region in photos.filter(|region| taken.iter().all(|seal| !region.mostly_in(seal))) {
        out.extend(hashed(PartKind::Photo, page, region));
    }
    for paper in papers.iter().filter(|paper| paper.kind == Kind::BankStatement) {
        if let Some(region) = table(index, paper, page.dimensions()) {
            out.extend(hashed(PartKind::Table, page, region));
        }
    }
    out
}

fn part(kind: PartKind, region: Region, first: u64, second: u64) -> Part {
    Part { kind, region, phash: format!("{first:016x}"), dhash: format!("{second:016x}"), print: None }
}

/// A part with the hashes of its look.
fn hashed(kind: PartKind, page: &RgbImage, region: Region) -> Option<Part> {
    let inside = region.x.checked_add(region.width)? <= page.width()
        && region.y.checked_add(region.height)? <= page.height();
    if !inside || region.width.min(region.height) < 16 {
        return None;
    }
    let cut = imageops::crop_imm(page, region.x, region.y, region.width, region.height).to_image();
    let luma = Plane::luma(&cut);
    Some(part(kind, region, phash::phash(&luma), phash::dhash(&luma)))
}

/// Where the rows of a statement stand on a page.
fn table(index: u32, paper: &Paper, (width, height): (u32, u32)) -> Option<Region> {
    let mut rows = 0;
    let mut all: Option<Region> = None;
    for row in paper.tables.iter().flat_map(|table| &table.rows) {
        let places = row.iter().flatten().filter_map(|cell| cell.place).filter(|place| place.page == index);
        let mut own = places.map(|place| place.region).peekable();
        rows += usize::from(own.peek().is_some());
        for region in own {
            all = Some(all.map_or(region, |all| all.union(&region)));
        }
    }
    let all = all.filter(|_| rows >= LEAST_ROWS)?;
    let (x, y) = (all.x.min(width), all.y.min(height));
    let region = Region { x, y, width: all.width.min(width - x), height: all.height.min(height - y) };
    (region.area() > 0).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::papers::{Cell, Place, Table};

    fn statement(rows: u32) -> Paper {
        let cell = |row: u32, x: u32| {
            let region = Region { x, y: 100 + row * 20, width: 60, height: 14 };
            Some(Cell { text: "1.00".to_owned(), place: Some(Place { page: 0, region }), confidence: 0.9 })
        };
        let rows = (0..rows).map(|row| vec![cell(row, 50), cell(row, 240)]).collect();
        let tables = vec![Table { columns: vec!["amount".to_owned(), "balance".to_owned()], rows }];
        Paper { kind: Kind::BankStatement, confidence: 0.9, pages: vec![0], fields: Vec::new(), tables }
    }

    #[test]
    fn a_statements_rows_are_its_table_on_their_own_page() {
        let whole = table(0, &statement(9), (400, 600));
        assert_eq!(whole, Some(Region { x: 50, y: 100, width: 250, height: 174 }));
        assert_eq!(table(1, &statement(9), (400, 600)), None);
        assert_eq!(table(0, &statement(3), (400, 600)), None, "too few rows");
        assert_eq!(table(0, &statement(9), (200, 600)).map(|region| region.width), Some(150));
    }

    #[test]
    fn parts_outside_the_page_are_none() {
        let page = RgbImage::new(100, 80);
        let region = |x, width| Region { x, y: 10, width, height: 40 };
        assert!(hashed(PartKind::Photo, &page, region(20, 60)).is_some());
        assert!(hashed(PartKind::Photo, &page, region(60, 60)).is_none());
        assert!(hashed(PartKind::Photo, &page, region(u32::MAX, 60)).is_none());
        assert!(hashed(PartKind::Photo, &page, region(20, 4)).is_none());
    }
}
