//! The layers of words and fields, drawn by the server as SVG: they stand without a script, are selected like
//! text and read out.

use super::super::papers::{hide_in_words, is_personal};
use super::super::service::{CaseFile, PaperFile};
use super::wanted::Wanted;
use crate::forensics::Region;
use crate::forensics::reading::text::PageText;

/// A word on the page. Lengths in pixels of the page.
#[derive(Debug, Clone)]
pub(super) struct WordView {
    pub text: String,
    /// Where its text begins at the top, and how it leans: value of `transform`.
    pub place: String,
    pub width: String,
    pub height: String,
    pub size: String,
    pub base: String,
    pub unsure: bool,
}

/// A field on the page.
#[derive(Debug, Clone)]
pub(super) struct FieldBox {
    pub id: String,
    pub label: String,
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
    pub unsure: bool,
    pub chosen: bool,
}

/// The fields that stand on a page.
pub(super) fn field_boxes(
    file: &CaseFile,
    number: i32,
    wanted: &Wanted,
    label: impl Fn(&str) -> String,
) -> Vec<FieldBox> {
    file.papers
        .iter()
        .flat_map(|paper: &PaperFile| &paper.fields)
        .filter(|field| field.row.page == Some(number))
        .filter_map(|field| {
            let region = field.row.region()?;
            Some(FieldBox {
                id: field.row.id.clone(),
                label: label(&field.row.key),
                x: region.x,
                y: region.y,
                w: region.width,
                h: region.height,
                unsure: field.unsure(),
                chosen: wanted.field == field.row.id,
            })
        })
        .collect()
}

/// The words of a page. Unless its document is shown whole, long numbers are masked and what stands in the place
/// of a personal field or cell is hidden.
pub(super) fn word_views(file: &CaseFile, number: i32, revealed: bool, text: &PageText) -> Vec<WordView> {
    let personal = if revealed { Vec::new() } else { personal_places(file, number) };
    text.words
        .iter()
        .map(|word| {
            let region = word.region();
            let hides = personal.iter().any(|place| {
                let shared = place.overlap(&region);
                shared * 3 >= region.area().min(place.area()).max(1)
            });
            let [a, b, _, d] = word.corners;
            let width = (b.x - a.x).hypot(b.y - a.y).max(1.0);
            let height = (d.x - a.x).hypot(d.y - a.y).max(1.0);
            let lean = (b.y - a.y).atan2(b.x - a.x).to_degrees();
            WordView {
                text: if revealed { word.text.clone() } else { hide_in_words(&word.text, hides) },
                place: format!("translate({:.1} {:.1}) rotate({lean:.2})", a.x, a.y),
                width: format!("{width:.1}"),
                height: format!("{height:.1}"),
                size: format!("{:.1}", height * 0.86),
                base: format!("{:.1}", height * 0.82),
                unsure: word.confidence < 0.8,
            }
        })
        .collect()
}

fn personal_places(file: &CaseFile, number: i32) -> Vec<Region> {
    let mut places = Vec::new();
    for paper in &file.papers {
        for field in &paper.fields {
            if field.row.page == Some(number) && is_personal(&field.row.key) {
                places.extend(field.row.region());
            }
        }
        places.extend(paper.personal_cells(number));
    }
    places
}
