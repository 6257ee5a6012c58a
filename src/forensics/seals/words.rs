//! Reads seals: the name along the rim and the lines inside.

#![expect(clippy::non_ascii_literal, reason = "the words as forms print them")]

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use super::level::lines;
use super::unwrap::{Arc, arcs, picture};
use super::{Found, Seal, SealKind, SealText, Shape};
use crate::forensics::reading::{Decoded, Reader};

/// Readings below this are no text.
const LEAST_SURE: f32 = 0.5;
/// Characters at the ends read less surely are guesses.
const GUESS: f32 = 0.6;
/// A first reading this sure needs no second.
const ENOUGH: f32 = 0.96;
/// The mark of supervision printed on invoices and the words around it.
const FORM: [char; 6] = ['监', '制', '统', '全', '国', '票'];

/// Reads a seal, or describes it only where there is no reader. A network that fails reads nothing.
#[must_use]
pub fn read(found: &Found, reader: Option<&Reader>, turns: u8, (width, height): (u32, u32)) -> Seal {
    let mut best: Option<(Arc, Option<SealText>)> = None;
    for arc in arcs(&found.cut) {
        let text = reader.and_then(|reader| said(reader, &arc));
        let sure = |text: &Option<SealText>| text.as_ref().map_or(0.0, weight);
        if best.as_ref().is_none_or(|(_, known)| sure(&text) > sure(known)) {
            best = Some((arc, text));
        }
        if reader.is_none() || best.as_ref().is_some_and(|(_, text)| sure(text) > ENOUGH) {
            break;
        }
    }
    let shape = found.shape();
    let mut level = Vec::new();
    if let (Some(reader), Some((arc, _))) = (reader, &best) {
        let strips = lines(&found.cut, arc);
        let read = strips.iter().filter_map(|strip| reader.line(&picture(strip)).ok());
        level.extend(read.filter_map(|line| text(&line, 1)));
    }
    let (top, name) = best.map_or((f32::from(turns) * -FRAC_PI_2, None), |(arc, name)| (arc.top, name));
    let words = || name.iter().chain(&level).map(|text| text.text.as_str());
    let form =
        words().any(|text| text.contains("监制") || text.chars().filter(|c| FORM.contains(c)).count() >= 4);
    Seal {
        kind: if form || is_placed_as_form(found, shape, (width, height)) {
            SealKind::Form
        } else {
            SealKind::Imprint
        },
        ink: found.ink,
        shape,
        region: found.region(width, height),
        centre: found.rim.centre(),
        axes: (found.rim.a, found.rim.b),
        turn: (top + PI).rem_euclid(TAU) - PI,
        clear: found.clear.clamp(0.0, 1.0),
        name,
        lines: level,
    }
}

/// A reading counts for more the longer it is: a belt cut too narrow loses characters.
fn weight(text: &SealText) -> f32 {
    let count = text.text.chars().count() as f32;
    text.confidence * (count / 6.0).min(1.0)
}

fn said(reader: &Reader, arc: &Arc) -> Option<SealText> {
    text(&reader.line(&picture(&arc.strip)).ok()?, 3)
}

/// What of a line is text: without marks and guesses at its ends, where parts of something else may stand.
fn text(line: &Decoded, least: usize) -> Option<SealText> {
    let mut glyphs: Vec<(char, f32)> = line
        .text
        .chars()
        .zip(&line.glyphs)
        .map(|(c, glyph)| (c, glyph.confidence))
        .filter(|(c, _)| !c.is_whitespace() && !matches!(c, '★' | '☆'))
        .collect();
    let stray = |(c, sure): &(char, f32)| (!c.is_alphanumeric() && !"()（）".contains(*c)) || *sure < GUESS;
    while glyphs.last().is_some_and(stray) {
        glyphs.pop();
    }
    let first = glyphs.iter().position(|glyph| !stray(glyph)).unwrap_or(glyphs.len());
    glyphs.drain(..first);
    let confidence = glyphs.iter().map(|(_, sure)| sure).sum::<f32>() / glyphs.len().max(1) as f32;
    let text: String = glyphs.iter().map(|(c, _)| c).collect();
    (confidence >= LEAST_SURE && glyphs.len() >= least)
        .then_some(SealText { text, confidence: confidence.clamp(0.0, 1.0) })
}

/// Where forms print their own mark: an oval in the middle of the upper third of a page that lies flat.
fn is_placed_as_form(found: &Found, shape: Shape, (width, height): (u32, u32)) -> bool {
    let (w, h) = (width as f32, height as f32);
    shape == Shape::Oval
        && w > h * 1.2
        && found.rim.y < h * 0.27
        && (found.rim.x - w / 2.0).abs() < w * 0.1
        && found.rim.a < w * 0.09
}
