//! What the pages of a file say: read, made into papers, checked.

use image::{GrayImage, RgbImage, imageops};
use rayon::prelude::*;

use super::input::Document;
use super::papers::{Field, Kind, Paper, Place};
use super::reading::codes::{self, Code};
use super::reading::text::PageText;
use super::reading::{Below, Reader, bars};
use super::seals::{self, Found, Seal, SealKind, ink::Ground};
use super::{Answer, DetectorAnswer, Finding, Options, Step, logic, papers as recognition};

/// Pages beyond this many are not read off their pictures: reading costs seconds a page.
const MOST_READ: usize = 20;
/// Codes of one paper that are kept.
const MOST_CODES: usize = 4;
/// Seals of one paper whose words are kept.
const MOST_SEALS: usize = 6;
/// How sure the words of seals are at most where another seal of the paper was not read.
const UNSURE: f32 = 0.9;
/// Larger pages are not copied to take the ink of their seals away, in pixels.
const MOST_CLEANED: u64 = 20_000_000;

/// What was read and what follows from it.
pub(super) struct Said {
    /// Words of each page; `None` where nobody read it.
    pub texts: Vec<Option<PageText>>,
    /// Seals of each page.
    pub seals: Vec<Sealed>,
    /// The papers they make up.
    pub papers: Vec<Paper>,
    /// What does not agree.
    pub findings: Vec<Finding>,
    /// What each check answered.
    pub answers: Vec<DetectorAnswer>,
}

/// The seals of a page.
pub(super) struct Sealed {
    /// Where they are.
    pub found: Vec<Found>,
    /// The paper's colour; `None` for a page too small to say.
    pub ground: Option<Ground>,
    /// What they say, one for each found.
    pub seals: Vec<Seal>,
}

/// Reads a document and checks what it says. `heights` are the heights of the pages' type in pixels.
pub(super) fn papers(document: &Document, heights: &[usize], options: &Options, told: &dyn Fn(Step)) -> Said {
    let found: Vec<(Vec<Found>, Option<Ground>)> =
        document.pages.par_iter().map(|page| seals::find(&page.rgb)).collect();
    let mut texts: Vec<Option<PageText>> = Vec::with_capacity(document.pages.len());
    let mut sealed = Vec::with_capacity(document.pages.len());
    // Pages that bring their own text cost nothing and are not counted.
    let mut left = MOST_READ;
    for ((page, &height), (found, ground)) in document.pages.iter().zip(heights).zip(found) {
        let reader = options.reader.as_deref().filter(|_| left > 0);
        left -= usize::from(reader.is_some() && page.text.is_none());
        let text = match (&page.text, reader) {
            (Some(text), _) => Some(text.clone()),
            // A network that fails leaves the page unread, which the report says.
            (None, Some(reader)) => read(reader, &page.rgb, height, &found, ground.as_ref()),
            (None, None) => None,
        };
        let turns = text.as_ref().map_or(0, |text| text.turns);
        let seals =
            found.iter().map(|one| seals::words::read(one, reader, turns, page.rgb.dimensions())).collect();
        sealed.push(Sealed { found, ground, seals });
        texts.push(text);
    }
    told(Step::Read);
    let read: Vec<PageText> = texts.iter().map(|text| text.clone().unwrap_or_default()).collect();
    let anything = texts.iter().any(Option::is_some);
    let mut papers = if anything { recognition::recognise(&read) } else { Vec::new() };
    for paper in papers.iter_mut().filter(|paper| paper.kind == Kind::VatInvoice) {
        add_codes(document, paper);
    }
    // A page nobody read has no number to hold a bar code against.
    let bars: Vec<Vec<Code>> = (document.pages.par_iter().zip(&texts))
        .map(|(page, text)| if text.is_some() { bars::bars(&luma(&page.rgb)) } else { Vec::new() })
        .collect();
    for paper in &mut papers {
        add_bars(&bars, &read, paper);
    }
    for paper in &mut papers {
        let own = paper.pages.iter().filter_map(|&page| Some((page, sealed.get(page as usize)?)));
        let imprints: Vec<(u32, &Seal)> = own
            .flat_map(|(page, sealed)| sealed.seals.iter().map(move |seal| (page, seal)))
            .filter(|(_, seal)| seal.kind == SealKind::Imprint)
            .take(MOST_SEALS)
            .collect();
        // One that could not be read may be the one that fits: then nothing follows from the others.
        let most = if imprints.iter().all(|(_, seal)| seal.name.is_some()) { 1.0 } else { UNSURE };
        let fields = imprints.iter().flat_map(|(page, seal)| seal_fields(*page, seal));
        paper.fields.extend(fields.map(|field| Field { confidence: field.confidence.min(most), ..field }));
    }
    let (findings, mut answers) = logic::check_papers(&papers, options.today);
    if !anything {
        for answer in &mut answers {
            answer.answer = Answer::NotApplicable { reason: "not-read".to_owned() };
        }
    }
    Said { texts, seals: sealed, papers, findings, answers }
}

/// Reads a page; where seals lie, what stands below them.
fn read(
    reader: &Reader,
    page: &RgbImage,
    height: usize,
    found: &[Found],
    ground: Option<&Ground>,
) -> Option<PageText> {
    let small = u64::from(page.width()) * u64::from(page.height()) <= MOST_CLEANED;
    let Some(ground) = ground.filter(|_| small && !found.is_empty()) else {
        return reader.read(page, height).ok();
    };
    let clean = seals::beneath::without(page, ground, found);
    let places: Vec<_> = found.iter().map(|one| one.region(page.width(), page.height())).collect();
    reader.read_below(page, height, Some(&Below { clean: &clean, seals: &places })).ok()
}

/// The words of a seal are fields of the paper it stands on, all at the seal's place.
fn seal_fields(page: u32, seal: &Seal) -> Vec<Field> {
    let field = |key: &str, text: &seals::SealText| Field {
        key: key.to_owned(),
        value: text.text.clone(),
        place: Some(Place { page, region: seal.region }),
        confidence: text.confidence,
    };
    let mut out: Vec<Field> = seal.name.iter().map(|name| field("seal_name", name)).collect();
    let is_number = |text: &str| text.chars().count() >= 6 && text.chars().all(|c| c.is_ascii_alphanumeric());
    let (numbers, lines): (Vec<_>, Vec<_>) = seal.lines.iter().partition(|line| is_number(&line.text));
    out.extend(lines.first().map(|line| field("seal_line", line)));
    out.extend(numbers.first().map(|line| field("seal_number", line)));
    out
}

fn luma(page: &RgbImage) -> GrayImage {
    imageops::grayscale(page)
}

/// Bar codes are fields of the paper they stand on, each beside what is printed next to it.
fn add_bars(bars: &[Vec<Code>], read: &[PageText], paper: &mut Paper) {
    let own = paper.pages.clone().into_iter().filter_map(|page| {
        let at = page as usize;
        Some((page, bars.get(at)?, read.get(at)?))
    });
    let found = own.flat_map(|(page, codes, text)| codes.iter().map(move |code| (page, code, text)));
    for ((key, print), (page, code, text)) in logic::bar_code::FIELDS.into_iter().zip(found) {
        let field = |key: &str, value: &str, region, confidence| Field {
            key: key.to_owned(),
            value: value.to_owned(),
            place: Some(Place { page, region }),
            confidence,
        };
        paper.fields.push(field(key, &code.text, code.region, 1.0));
        if let Some((value, region, sure)) = bars::beside(text, &code.region) {
            paper.fields.push(field(print, &value, region, sure));
        }
    }
}

/// The codes printed on a paper are fields of it.
fn add_codes(document: &Document, paper: &mut Paper) {
    let mut found = Vec::new();
    for &number in &paper.pages {
        let Some(page) = document.pages.get(number as usize) else { continue };
        for code in codes::codes(&luma(&page.rgb)) {
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
