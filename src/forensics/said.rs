//! What the pages of a file say: read, made into papers, checked.

use image::DynamicImage;

use super::input::Document;
use super::papers::{Field, Kind, Paper, Place};
use super::reading::codes;
use super::reading::text::PageText;
use super::{Answer, DetectorAnswer, Finding, Options, logic, papers as recognition};

/// Pages beyond this many are not read off their pictures: reading costs seconds a page.
const MOST_READ: usize = 20;
/// Codes of one paper that are kept.
const MOST_CODES: usize = 4;

/// What was read and what follows from it.
pub(super) struct Said {
    /// Words of each page; `None` where nobody read it.
    pub texts: Vec<Option<PageText>>,
    /// The papers they make up.
    pub papers: Vec<Paper>,
    /// What does not agree.
    pub findings: Vec<Finding>,
    /// What each check answered.
    pub answers: Vec<DetectorAnswer>,
}

/// Reads a document and checks what it says. `heights` are the heights of the pages' type in pixels.
pub(super) fn papers(document: &Document, heights: &[usize], options: &Options) -> Said {
    let mut left = MOST_READ;
    let texts: Vec<Option<PageText>> = document
        .pages
        .iter()
        .zip(heights)
        .map(|(page, &height)| {
            if page.text.is_some() {
                return page.text.clone();
            }
            let reader = options.reader.as_ref().filter(|_| left > 0)?;
            left -= 1;
            // A network that fails leaves the page unread, which the report says.
            reader.read(&page.rgb, height).ok()
        })
        .collect();
    let read: Vec<PageText> = texts.iter().map(|text| text.clone().unwrap_or_default()).collect();
    let anything = texts.iter().any(Option::is_some);
    let mut papers = if anything { recognition::recognise(&read) } else { Vec::new() };
    for paper in papers.iter_mut().filter(|paper| paper.kind == Kind::VatInvoice) {
        add_codes(document, paper);
    }
    let (findings, mut answers) = logic::check_papers(&papers, options.today);
    if !anything {
        for answer in &mut answers {
            answer.answer = Answer::NotApplicable { reason: "not-read".to_owned() };
        }
    }
    Said { texts, papers, findings, answers }
}

/// The codes printed on a paper are fields of it.
fn add_codes(document: &Document, paper: &mut Paper) {
    let mut found = Vec::new();
    for &number in &paper.pages {
        let Some(page) = document.pages.get(number as usize) else { continue };
        let grey = DynamicImage::ImageRgb8(page.rgb.clone()).into_luma8();
        for code in codes::codes(&grey) {
            found.push(Field {
                key: "qr".to_owned(),
                value: code.text,
                place: Some(Place { page: number, region: code.region }),
                confidence: 1.0,
            });
        }
    }
    found.truncate(MOST_CODES);
    paper.fields.extend(found);
}
