//! Whole papers: fonts, templates of each kind, seals, the ways they reach the hall, and logical edits.
//!
//! [`fonts::Fonts`] are opened from bytes; [`document`] lays an invented paper out; [`render::render`] draws a
//! page and says what stands where; [`chain::Chain`] prints, scans or photographs it; [`case::case`] goes the
//! whole way, with an edit or without. The same seed gives the same pixels.

pub mod case;
pub mod chain;
pub mod content;
pub mod draw;
pub mod edit;
pub mod flow;
pub mod fonts;
pub mod invent;
pub mod pen;
pub mod render;
pub mod seal;
pub mod sheet;
pub mod table;
pub mod truth;
pub mod warp;

use super::Random;
use content::Content;
use draw::Template;
use fonts::{Fonts, Set};
use pen::Kit;
use sheet::Sheet;

use crate::forensics::papers::Kind;

/// A paper before it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Kind of paper.
    pub kind: Kind,
    /// Name of the template.
    pub template: &'static str,
    /// What it says.
    pub content: Content,
    /// Its pages.
    pub sheets: Vec<Sheet>,
}

/// Lays a paper out; `fonts` and `template` should be of one set.
#[must_use]
pub fn document(template: &Template, fonts: &Fonts, dpi: f32, seed: u64) -> Document {
    // The sets share no people either.
    let random = Random::new(seed).branch(if template.set == Set::Tune { 21 } else { 22 });
    let content = (template.invent)(&mut random.branch(11));
    let cast = fonts.cast(&mut random.branch(12));
    let mut kit = Kit { fonts, cast, dpi, random: random.branch(13) };
    let sheets = (template.draw)(&content, &mut kit);
    Document { kind: template.kind, template: template.name, content, sheets }
}

/// The templates of a set, of one kind or of all.
#[must_use]
pub fn templates(set: Set, kind: Option<Kind>) -> Vec<&'static Template> {
    let fits = |template: &&Template| template.set == set && kind.is_none_or(|kind| template.kind == kind);
    draw::TEMPLATES.iter().filter(fits).collect()
}

#[cfg(test)]
pub(in crate::forensics) mod tests;
