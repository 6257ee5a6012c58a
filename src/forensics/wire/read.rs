//! Bounds of what was read: words, parts, papers. Pages, queries and forms are built from these later.

use super::{MAX_TEXT, WireError, hash, inside, unit};
use crate::forensics::papers::{Paper, Place, Table};
use crate::forensics::reading::text::{PageText, Point, Word};
use crate::forensics::seals::{self, Seal, SealText, print};
use crate::forensics::{Page, Report};

/// Most words of one page; the densest statement has about two thousand.
const MAX_WORDS: usize = 20_000;
/// Most characters of one page.
const MAX_GLYPHS: usize = 60_000;
/// Longest word, in bytes: a line without gaps.
const MAX_WORD: usize = 1_500;
const MAX_PARTS: usize = 64;
const MAX_SEAL_LINES: usize = 8;
const MAX_PAPERS: usize = 100;
const MAX_FIELDS: usize = 200;
/// Longest value of a field, in bytes.
const MAX_VALUE: usize = 2_000;
const MAX_KEY: usize = 40;
const MAX_TABLES: usize = 16;
const MAX_COLUMNS: usize = 40;
/// Most cells of one report.
const MAX_CELLS: usize = 60_000;

/// # Errors
/// [`WireError::Impossible`] with what an honest child would not have sent.
pub(super) fn check(report: &Report) -> Result<(), WireError> {
    for page in &report.pages {
        if page.text.as_ref().is_some_and(|text| !is_text(text, page)) {
            return Err(WireError::Impossible("text"));
        }
        let parts = page.parts.len() <= MAX_PARTS
            && page
                .parts
                .iter()
                .all(|part| inside(&part.region, page) && hash(&part.phash, 16) && hash(&part.dhash, 16))
            && page.parts.iter().filter_map(|part| part.print.as_ref()).all(|p| hash(p, print::BYTES * 2));
        if !parts {
            return Err(WireError::Impossible("part"));
        }
        if page.seals.len() > seals::MOST || !page.seals.iter().all(|seal| is_seal(seal, page)) {
            return Err(WireError::Impossible("seal"));
        }
    }
    let cells: usize = report
        .papers
        .iter()
        .flat_map(|paper| &paper.tables)
        .flat_map(|table| &table.rows)
        .map(Vec::len)
        .sum();
    let sane = report.papers.len() <= MAX_PAPERS
        && cells <= MAX_CELLS
        && report.papers.iter().all(|paper| is_paper(paper, &report.pages));
    if sane { Ok(()) } else { Err(WireError::Impossible("paper")) }
}

fn is_seal(seal: &Seal, page: &Page) -> bool {
    let text = |text: &SealText| {
        !text.text.is_empty()
            && text.text.len() <= MAX_TEXT
            && !text.text.chars().any(char::is_control)
            && unit(text.confidence)
    };
    let side = |value: f32| (0.0..=20_000.0).contains(&value);
    inside(&seal.region, page)
        && side(seal.centre.x)
        && side(seal.centre.y)
        && side(seal.axes.0)
        && side(seal.axes.1)
        && seal.turn.abs() <= 3.2
        && unit(seal.clear)
        && seal.name.iter().all(text)
        && seal.lines.len() <= MAX_SEAL_LINES
        && seal.lines.iter().all(text)
}

fn is_text(text: &PageText, page: &Page) -> bool {
    text.turns <= 3
        && text.words.len() <= MAX_WORDS
        && text.words.iter().map(|word| word.glyphs.len()).sum::<usize>() <= MAX_GLYPHS
        && text.words.iter().all(|word| is_word(word, page))
}

#[expect(clippy::cast_precision_loss, reason = "sides are bounded by some thousands of pixels")]
fn is_word(word: &Word, page: &Page) -> bool {
    // The corners of a leaning word at the edge lie a little outside; the parent clamps what it draws.
    let near = |value: f32, side: u32| {
        let slack = side as f32 * 0.05 + 4.0;
        value.is_finite() && value >= -slack && value <= side as f32 + slack
    };
    let corner = |point: &Point| near(point.x, page.width) && near(point.y, page.height);
    // The flattened page may be turned and sheared, yet stays of the page's order.
    let longest = (page.width.max(page.height) as f32) * 4.0 + 100.0;
    let flat = [word.flat.x, word.flat.y, word.flat.width, word.flat.height];
    !word.text.is_empty()
        && word.text.len() <= MAX_WORD
        && !word.text.chars().any(char::is_control)
        && word.corners.iter().all(corner)
        && flat.iter().all(|value| value.is_finite() && value.abs() <= longest)
        && unit(word.confidence)
        && word.glyphs.len() == word.text.chars().count()
        && word.glyphs.iter().all(|glyph| {
            unit(glyph.from)
                && unit(glyph.to)
                && glyph.from <= glyph.to
                && unit(glyph.confidence)
                && glyph.other.is_none_or(|other| !other.is_control())
        })
}

fn is_paper(paper: &Paper, pages: &[Page]) -> bool {
    let page = |index: u32| usize::try_from(index).ok().and_then(|index| pages.get(index));
    let place = |place: &Option<Place>| {
        place.as_ref().is_none_or(|place| page(place.page).is_some_and(|page| inside(&place.region, page)))
    };
    unit(paper.confidence)
        && !paper.pages.is_empty()
        && paper.pages.windows(2).all(|pair| pair[0] < pair[1])
        && paper.pages.iter().all(|index| page(*index).is_some())
        && paper.fields.len() <= MAX_FIELDS
        && paper.fields.iter().all(|field| {
            is_key(&field.key)
                && field.value.len() <= MAX_VALUE
                && unit(field.confidence)
                && place(&field.place)
        })
        && paper.tables.len() <= MAX_TABLES
        && paper.tables.iter().all(|table| is_table(table, &place))
}

fn is_table(table: &Table, place: &dyn Fn(&Option<Place>) -> bool) -> bool {
    table.columns.len() <= MAX_COLUMNS
        && table.columns.iter().all(|column| is_key(column))
        && table.rows.iter().all(|row| {
            row.len() == table.columns.len()
                && row
                    .iter()
                    .flatten()
                    .all(|cell| cell.text.len() <= MAX_TEXT && unit(cell.confidence) && place(&cell.place))
        })
}

/// Keys become parts of message keys and names of form fields.
fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= MAX_KEY
        && key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::forensics::papers::{Cell, Field, Kind};
    use crate::forensics::reading::text::{Flat, Glyph, Source};
    use crate::forensics::seals::ink::Ink;
    use crate::forensics::seals::{SealKind, Shape};
    use crate::forensics::wire::{decode, encode};
    use crate::forensics::{Container, Grade, Informative, Part, PartKind, Profile, Region};

    const REGION: Region = Region { x: 10, y: 10, width: 60, height: 12 };

    fn word() -> Word {
        let corner = |x, y| Point { x, y };
        Word {
            text: "AB".to_owned(),
            corners: [corner(10.0, 10.0), corner(70.0, 10.0), corner(70.0, 22.0), corner(10.0, 22.0)],
            flat: Flat { x: 10.0, y: 10.0, width: 60.0, height: 12.0 },
            confidence: 0.9,
            glyphs: [(0.0, 0.5), (0.5, 1.0)]
                .map(|(from, to)| Glyph { from, to, confidence: 0.9, other: Some('8') })
                .to_vec(),
        }
    }

    fn png() -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend([0, 0, 0, 100, 0, 0, 0, 100]);
        bytes
    }

    fn report() -> Report {
        let place = Some(Place { page: 0, region: REGION });
        let cell = Cell { text: "1.00".to_owned(), place, confidence: 0.8 };
        Report {
            engine: "e".to_owned(),
            calibration: "c".to_owned(),
            calibration_date: "2026-11-22".to_owned(),
            sha256: "0".repeat(64),
            kind: Container::Png,
            container: BTreeMap::new(),
            earlier: Vec::new(),
            pages: vec![Page {
                index: 0,
                width: 100,
                height: 100,
                profile: Profile::Scan,
                noise_sigma: 1.0,
                phash: "0".repeat(16),
                dhash: "0".repeat(16),
                text: Some(PageText { source: Source::Picture, turns: 0, words: vec![word()] }),
                parts: vec![Part {
                    kind: PartKind::Seal,
                    region: REGION,
                    phash: "0".repeat(16),
                    dhash: "0".repeat(16),
                    print: Some("0".repeat(print::BYTES * 2)),
                }],
                seals: vec![Seal {
                    kind: SealKind::Imprint,
                    ink: Ink::Red,
                    shape: Shape::Round,
                    region: REGION,
                    centre: Point { x: 40.0, y: 16.0 },
                    axes: (30.0, 28.0),
                    turn: 0.1,
                    clear: 0.9,
                    name: Some(SealText { text: "AB".to_owned(), confidence: 0.9 }),
                    lines: vec![SealText { text: "C".to_owned(), confidence: 0.8 }],
                }],
                preview: png(),
                maps: Vec::new(),
            }],
            findings: Vec::new(),
            score: 0.1,
            unraised: 0.1,
            grade: Grade::NothingFound,
            informative: Informative { pixels: true, text: false },
            detectors: Vec::new(),
            papers: vec![Paper {
                kind: Kind::BankStatement,
                confidence: 0.9,
                pages: vec![0],
                fields: vec![Field {
                    key: "bank".to_owned(),
                    value: "AB".to_owned(),
                    place,
                    confidence: 0.9,
                }],
                tables: vec![Table { columns: vec!["balance".to_owned()], rows: vec![vec![Some(cell)]] }],
            }],
        }
    }

    #[test]
    fn what_was_read_travels_whole() {
        let sent = report();
        assert_eq!(decode(&encode(&Ok(sent.clone()))), Ok(Ok(sent)));
    }

    #[test]
    fn what_no_honest_child_sends_is_refused() {
        type Spoil = fn(&mut Report);
        let word: &[(&str, Spoil)] = &[
            ("text", |r| first(r).confidence = f32::NAN),
            ("text", |r| first(r).corners[2].x = 2_000.0),
            ("text", |r| first(r).corners[0].y = f32::INFINITY),
            ("text", |r| first(r).flat.width = 1e9),
            ("text", |r| first(r).glyphs.truncate(1)),
            ("text", |r| first(r).glyphs[0].from = 0.7),
            ("text", |r| first(r).text = "A\u{7}".to_owned()),
            ("text", |r| r.pages[0].text.as_mut().unwrap().turns = 4),
            ("text", |r| {
                let many = vec![self::word(); MAX_WORDS + 1];
                r.pages[0].text.as_mut().unwrap().words = many;
            }),
            ("part", |r| r.pages[0].parts[0].region.x = 90),
            ("part", |r| r.pages[0].parts[0].phash = "x".repeat(16)),
            ("part", |r| r.pages[0].parts[0].print = Some("00".to_owned())),
            ("part", |r| r.pages[0].parts = vec![r.pages[0].parts[0].clone(); MAX_PARTS + 1]),
            ("seal", |r| r.pages[0].seals[0].region.width = 900),
            ("seal", |r| r.pages[0].seals[0].axes.0 = f32::INFINITY),
            ("seal", |r| r.pages[0].seals[0].turn = 7.0),
            ("seal", |r| r.pages[0].seals[0].clear = 1.1),
            ("seal", |r| r.pages[0].seals[0].lines[0].text = "A\u{7}".to_owned()),
            ("seal", |r| r.pages[0].seals[0].name.as_mut().unwrap().confidence = -0.1),
            ("seal", |r| r.pages[0].seals = vec![r.pages[0].seals[0].clone(); seals::MOST + 1]),
            ("paper", |r| r.papers[0].confidence = 1.5),
            ("paper", |r| r.papers[0].pages = vec![1]),
            ("paper", |r| r.papers[0].pages = vec![0, 0]),
            ("paper", |r| r.papers[0].pages.clear()),
            ("paper", |r| r.papers[0].fields[0].key = "A<b>".to_owned()),
            ("paper", |r| r.papers[0].fields[0].value = "x".repeat(MAX_VALUE + 1)),
            ("paper", |r| r.papers[0].fields[0].place.as_mut().unwrap().region.width = 900),
            ("paper", |r| r.papers[0].fields[0].place.as_mut().unwrap().page = 7),
            ("paper", |r| r.papers[0].fields = vec![r.papers[0].fields[0].clone(); MAX_FIELDS + 1]),
            ("paper", |r| r.papers[0].tables[0].rows[0].push(None)),
            ("paper", |r| r.papers[0].tables[0].rows = vec![vec![None]; MAX_CELLS + 1]),
            ("paper", |r| r.papers = vec![r.papers[0].clone(); MAX_PAPERS + 1]),
            ("score", |r| r.unraised = -0.5),
        ];
        for (index, (what, spoil)) in word.iter().enumerate() {
            let mut sent = report();
            spoil(&mut sent);
            let got = decode(&encode(&Ok(sent)));
            // A number JSON cannot hold arrives as nothing at all.
            let refused = matches!(got, Err(WireError::Impossible(why)) if why == *what)
                || matches!(got, Err(WireError::Malformed));
            assert!(refused, "case {index} ({what}): {:?}", got.map(|_| ()));
        }
    }

    fn first(report: &mut Report) -> &mut Word {
        &mut report.pages[0].text.as_mut().unwrap().words[0]
    }

    #[test]
    fn a_kind_nobody_knows_is_no_answer() {
        let mut bytes = encode(&Ok(report()));
        assert!(decode(&bytes).is_ok());
        let known = b"bank_statement";
        let at = bytes.windows(known.len()).position(|window| window == known).unwrap();
        bytes[at] = b'x';
        assert_eq!(decode(&bytes).unwrap_err(), WireError::Malformed);
    }
}
