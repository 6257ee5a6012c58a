//! The examinations that are measured: the program's own way from pictures to findings, and the same way with a
//! reader that makes no mistakes, so that rules and reading can be told apart.

use super::{Given, Heard};
use crate::forensics::detectors::PageView;
use crate::forensics::input::{Document, Facts, Picture, Saved};
use crate::forensics::{Container, Options, said};

/// As the program examines a file of these pictures, with what the options lend.
#[must_use]
pub fn through(given: &Given, options: &Options) -> Heard {
    heard(given, options, false)
}

/// As [`through`], with the words of the truth in the place of read ones.
#[must_use]
pub fn by_truth(given: &Given, options: &Options) -> Heard {
    heard(given, &Options { reader: None, ..options.clone() }, true)
}

fn heard(given: &Given, options: &Options, told: bool) -> Heard {
    let pages = given.pictures.iter().zip(&given.truths).map(|(picture, truth)| Picture {
        rgb: (*picture).clone(),
        saved: Saved::Lossless,
        grid: (0, 0),
        text: told.then(|| truth.text()),
    });
    let document =
        Document { kind: Container::Png, facts: Facts::default(), pages: pages.collect(), pdf: None };
    let heights: Vec<usize> =
        document.pages.iter().map(|page| PageView::new(page).layout.glyph_height).collect();
    let said = said::papers(&document, &heights, options, &|_step| {});
    let read = if told { Vec::new() } else { said.texts };
    Heard { texts: read.into_iter().map(Option::unwrap_or_default).collect(), findings: said.findings }
}
