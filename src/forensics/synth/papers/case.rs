//! One case from template to picture: honest or edited, both on the same way.

use super::super::Random;
use super::chain::{Chain, Passed, saved};
use super::draw::Template;
use super::edit::{self, EditKind, Places};
use super::fonts::{Fonts, Set};
use super::render::{Rendered, render};
use super::truth::{Truth, region_of};
use super::{Document, document};
use crate::forensics::Region;
use crate::forensics::papers::{Cell, Field, Kind, Paper, Place, Table};

/// What is wanted.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Layout.
    pub template: &'a Template,
    /// Way to the hall.
    pub chain: Chain,
    /// Seed of everything.
    pub seed: u64,
    /// Dots per inch of the drawing.
    pub dpi: f32,
    /// Quarter turns clockwise at the end.
    pub turns: u8,
    /// What is edited.
    pub edit: Option<EditKind>,
}

/// A finished page.
pub struct Page {
    /// The picture.
    pub passed: Passed,
    /// What stands on it.
    pub truth: Truth,
}

/// What an edit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Kind of edit.
    pub kind: EditKind,
    /// The key changed (the first, where several are).
    pub key: &'static str,
    /// Places changed: page from 0 and box in pixels of the picture.
    pub regions: Vec<(u32, Region)>,
    /// Places the rule compares with.
    pub partners: Vec<(u32, Region)>,
}

/// A finished case.
pub struct Case {
    /// Kind of paper.
    pub kind: Kind,
    /// Name of the template.
    pub template: &'static str,
    /// Its pages.
    pub pages: Vec<Page>,
    /// What was done; `None` for an honest paper.
    pub edit: Option<Done>,
}

/// Makes a case; `None` when this paper has nothing of that kind to edit.
///
/// Tuning fonts come with edits of the layout, measuring fonts with edits of pixels after a first save that honest
/// papers of that set get as well.
///
/// # Errors
/// Only when a picture cannot be encoded.
pub fn case(request: &Request, fonts: &Fonts) -> image::ImageResult<Option<Case>> {
    let random = Random::new(request.seed).branch(31);
    let mut paper = document(request.template, fonts, request.dpi, request.seed);
    let plan = match request.edit {
        Some(kind) => match edit::plan(kind, &paper, &mut random.branch(1)) {
            Some(plan) => Some(plan),
            None => return Ok(None),
        },
        None => None,
    };
    let drawn = |paper: &Document| paper.sheets.iter().map(|sheet| render(sheet, fonts)).collect::<Vec<_>>();
    let mut pages = drawn(&paper);
    let mut places = Places::new();
    if fonts.set() == Set::Tune {
        if let Some(plan) = &plan {
            places = edit::layout::apply(&mut paper, plan, &pages);
            pages = drawn(&paper);
            places.extend(touched(&pages, plan));
        }
    } else {
        for page in &mut pages {
            page.image = saved(&page.image, 93)?;
        }
        if let Some(plan) = &plan {
            places = edit::pixels::apply(&mut pages, plan, fonts, &mut random.branch(2))?;
        }
    }
    let mut out = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut chance = random.branch(100 + number as u64);
        let passed = request.chain.pass(&page.image, request.turns, &mut chance)?;
        let truth = Truth::new(page, passed.warp, request.turns);
        out.push(Page { passed, truth });
    }
    let done = plan.map(|plan| {
        let region = |(page, flat): &(usize, _)| {
            Some((u32::try_from(*page).ok()?, region_of(out.get(*page)?.passed.warp, flat)))
        };
        let mut partners = Vec::new();
        for tag in &plan.partners {
            for (number, page) in (0_u32..).zip(&out) {
                partners.extend(page.truth.regions(*tag).into_iter().map(|region| (number, region)));
                if tag.key == "qr" {
                    partners.extend(page.truth.codes.iter().map(|(region, _)| (number, *region)));
                }
            }
        }
        Done { kind: plan.kind, key: plan.key, regions: places.iter().filter_map(region).collect(), partners }
    });
    Ok(Some(Case { kind: paper.kind, template: paper.template, pages: out, edit: done }))
}

/// Where what was set anew stands now.
fn touched(pages: &[Rendered], plan: &edit::Plan) -> Places {
    let mut places = Places::new();
    for (number, page) in pages.iter().enumerate() {
        for drawn in &page.words {
            let changed = plan.changes.iter().any(|change| drawn.tag == Some(change.tag));
            let row = drawn.tag.and_then(|tag| tag.row);
            let moved = plan.rows.is_some_and(|rows| match rows {
                edit::Move::Swap(a, b) => row == Some(a) || row == Some(b),
                edit::Move::Delete(gone) => row.is_some_and(|row| row > gone),
            });
            if changed || moved {
                places.push((number, drawn.word.flat));
            }
        }
    }
    places
}

impl Case {
    /// The paper as a perfect reader and a perfect finder of fields would hand it on.
    #[must_use]
    pub fn paper(&self) -> Paper {
        let mut fields: Vec<Field> = Vec::new();
        let mut columns: Vec<String> = Vec::new();
        let mut cells: std::collections::BTreeMap<(usize, String), Cell> = std::collections::BTreeMap::new();
        for (page, finished) in (0_u32..).zip(&self.pages) {
            for drawn in &finished.truth.drawn {
                let Some(tag) = drawn.tag else { continue };
                let place = Place { page, region: drawn.word.region() };
                let text = &drawn.word.text;
                if let Some(row) = tag.row {
                    if !columns.iter().any(|column| column == tag.key) {
                        columns.push(tag.key.to_owned());
                    }
                    let cell = cells.entry((row, tag.key.to_owned()));
                    let cell =
                        cell.or_insert(Cell { text: String::new(), place: Some(place), confidence: 1.0 });
                    cell.text.push_str(text);
                    cell.place = grown(cell.place, place);
                } else if let Some(field) = fields.iter_mut().find(|field| field.key == tag.key) {
                    // The same field twice on a paper keeps its first place; parts of one are joined.
                    if drawn.run.shape == "part" {
                        field.value.push('-');
                        field.value.push_str(text);
                        field.place = grown(field.place, place);
                    } else if !field.value.contains(text.as_str()) {
                        field.value.push_str(text);
                        field.place = grown(field.place, place);
                    }
                } else {
                    let value = text.clone();
                    fields.push(Field {
                        key: tag.key.to_owned(),
                        value,
                        place: Some(place),
                        confidence: 1.0,
                    });
                }
            }
            for (region, text) in &finished.truth.codes {
                let place = Some(Place { page, region: *region });
                fields.push(Field { key: "qr".to_owned(), value: text.clone(), place, confidence: 1.0 });
            }
        }
        let count = cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
        let rows = (0..count)
            .map(|row| {
                columns.iter().map(|column| cells.get(&(row, column.clone())).cloned()).collect::<Vec<_>>()
            })
            .filter(|row| row.iter().any(Option::is_some))
            .collect();
        let tables = if columns.is_empty() { Vec::new() } else { vec![Table { columns, rows }] };
        let pages = (0_u32..).zip(&self.pages).map(|(page, _)| page).collect();
        Paper { kind: self.kind, confidence: 1.0, pages, fields, tables }
    }
}

fn grown(old: Option<Place>, new: Place) -> Option<Place> {
    match old {
        Some(old) if old.page == new.page => {
            Some(Place { page: old.page, region: old.region.union(&new.region) })
        }
        other => other,
    }
}
