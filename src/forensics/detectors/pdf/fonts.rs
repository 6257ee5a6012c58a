//! A number in a font of its own. Who changes one amount with a PDF editor brings along another font, or
//! another subset of the same one, for a few digits.
//!
//! Headings, form fields and invoices mix fonts lawfully; there the mix is a system. Only what is the odd one
//! out among the amounts of its page is told.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{Token, tokens};
use super::{RuleDeclaration, finding};
use crate::forensics::input::pdf::Inside;
use crate::forensics::input::pdf::drawn::{Font, Glyph};
use crate::forensics::input::pdf::sheet::Sheet;
use crate::forensics::{Family, Finding, Strength};

const SPLIT: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.font_split", Family::Structure, Strength::Medium);
const RARE: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.font_rare", Family::Structure, Strength::Medium);

/// The rules of this detector.
pub const RULES: [RuleDeclaration; 2] = [SPLIT, RARE];

/// A page with fewer amounts has no custom to depart from.
const FEWEST: usize = 5;
/// A font used for at most this many different characters, drawn at most [`FEW_DRAWN`] times in the file.
const FEW_KINDS: usize = 8;
const FEW_DRAWN: usize = 12;
/// Sizes further apart are another kind of print: headings, small print.
const ALIKE: f32 = 1.15;
/// Most findings of one rule; more than that is a system, not an exception.
const EXCEPTIONS: usize = 2;

/// How a font is used in the whole file.
#[derive(Default)]
struct Use {
    drawn: usize,
    kinds: BTreeSet<char>,
    letters: bool,
}

/// A number with the fonts of its digits.
struct Set<'a> {
    token: Token,
    glyphs: Vec<&'a Glyph>,
    fonts: BTreeSet<u16>,
}

/// Findings, or the reason why there can be none.
pub fn examine(inside: &Inside) -> Result<Vec<Finding>, &'static str> {
    if inside.sheets.iter().all(|sheet| sheet.words.is_empty()) {
        return Err("no-text-layer");
    }
    let mut uses: BTreeMap<u16, Use> = BTreeMap::new();
    for glyph in inside.sheets.iter().flat_map(|sheet| &sheet.glyphs) {
        if glyph.c.is_whitespace() {
            continue;
        }
        let used = uses.entry(glyph.font).or_default();
        used.drawn += 1;
        if used.kinds.len() <= FEW_KINDS {
            used.kinds.insert(glyph.c);
        }
        used.letters |= glyph.c.is_alphabetic();
    }
    let mut spoke = false;
    let mut out = Vec::new();
    for (page, sheet) in inside.sheets.iter().enumerate() {
        let amounts = amounts(sheet);
        if amounts.len() < FEWEST {
            continue;
        }
        spoke = true;
        let mut found = split(page, &amounts, &inside.fonts);
        found.extend(rare(page, sheet, &amounts, &inside.fonts, &uses));
        out.extend(found);
    }
    if spoke { Ok(out) } else { Err("too-few-words") }
}

/// The amounts of the page's own content.
fn amounts(sheet: &Sheet) -> Vec<Set<'_>> {
    tokens(&sheet.words)
        .into_iter()
        .filter(|token| token.amount)
        .filter_map(|token| {
            let members = sheet.words.get(token.run)?.glyphs.get(token.chars.clone())?;
            let glyphs: Vec<&Glyph> = members
                .iter()
                .flatten()
                .filter_map(|&index| sheet.glyphs.get(index))
                .filter(|glyph| glyph.c.is_numeric())
                .collect();
            let own = !glyphs.is_empty() && glyphs.iter().all(|glyph| !glyph.annotation);
            let fonts = glyphs.iter().map(|glyph| glyph.font).collect();
            own.then_some(Set { token, glyphs, fonts })
        })
        .collect()
}

/// The name the file gives a font; empty when it gives none.
fn name(fonts: &[Font], index: u16) -> String {
    fonts.get(usize::from(index)).and_then(|font| font.name.clone()).unwrap_or_default()
}

/// The name up to what says its weight and slant.
fn family(name: &str) -> String {
    name.split(['-', ',']).next().unwrap_or(name).to_ascii_lowercase()
}

/// The digits of one amount come from two fonts, while the other amounts of the page keep to one.
fn split(page: usize, amounts: &[Set<'_>], fonts: &[Font]) -> Vec<Finding> {
    let cut: Vec<&Set<'_>> = amounts
        .iter()
        .filter(|set| {
            let sizes = set.glyphs.iter().map(|glyph| glyph.size);
            let (least, most) = sizes.fold((f32::MAX, 0.0_f32), |(a, b), size| (a.min(size), b.max(size)));
            set.fonts.len() > 1 && most <= least * ALIKE
        })
        .collect();
    if cut.is_empty() || cut.len() > EXCEPTIONS || amounts.len() < cut.len() * 4 {
        return Vec::new();
    }
    cut.into_iter()
        .map(|set| {
            let names: BTreeSet<String> = set.fonts.iter().map(|&index| name(fonts, index)).collect();
            let named = if names.iter().all(|name| !name.is_empty()) { "yes" } else { "no" };
            let facts = [
                ("text", set.token.text.clone()),
                ("fonts", set.fonts.len().to_string()),
                ("named", named.to_owned()),
                ("names", names.into_iter().collect::<Vec<_>>().join(", ")),
            ];
            finding(&SPLIT, Strength::Medium, Some((page, set.token.region)), &facts)
        })
        .collect()
}

/// An amount in a font that serves for nothing else, while the amounts around keep to another.
fn rare(
    page: usize,
    sheet: &Sheet,
    amounts: &[Set<'_>],
    fonts: &[Font],
    uses: &BTreeMap<u16, Use>,
) -> Vec<Finding> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for set in amounts.iter().filter(|set| set.fonts.len() == 1) {
        for &font in &set.fonts {
            *counts.entry(font).or_default() += 1;
        }
    }
    let Some((&usual, &most)) = counts.iter().max_by_key(|(font, count)| (**count, u16::MAX - **font)) else {
        return Vec::new();
    };
    // The custom must be clear: nearly all amounts keep to it.
    if most < FEWEST || most * 10 < amounts.len() * 8 {
        return Vec::new();
    }
    let of = |index: u16| fonts.get(usize::from(index));
    let (Some(custom), usual_size) = (of(usual), median_size(amounts, usual)) else { return Vec::new() };
    let letters_of_page: BTreeSet<&str> = sheet
        .glyphs
        .iter()
        .filter(|glyph| glyph.c.is_alphabetic())
        .filter_map(|glyph| of(glyph.font)?.name.as_deref())
        .collect();
    let odd: Vec<(&Set<'_>, u16)> = amounts
        .iter()
        .filter_map(|set| {
            let font = set.fonts.first().copied().filter(|font| set.fonts.len() == 1 && *font != usual)?;
            let (used, own) = (uses.get(&font)?, of(font)?);
            let few = used.kinds.len() <= FEW_KINDS && used.drawn <= FEW_DRAWN && !used.letters;
            let size = set.glyphs.first()?.size;
            let alike = size <= usual_size * ALIKE && usual_size <= size * ALIKE;
            // Without names nothing tells bold type from another font.
            let (mine, theirs) = (own.name.as_deref()?, custom.name.as_deref()?);
            // Emphasis: bold of the same family, or a face that also sets words on the page.
            let emphasis = own.bold != custom.bold
                || (mine != theirs && (letters_of_page.contains(mine) || family(mine) == family(theirs)));
            (few && alike && !emphasis).then_some((set, font))
        })
        .collect();
    if odd.len() > EXCEPTIONS {
        return Vec::new();
    }
    odd.into_iter()
        .map(|(set, font)| {
            let facts = [
                ("text", set.token.text.clone()),
                ("font", name(fonts, font)),
                ("usual", name(fonts, usual)),
                ("drawn", uses.get(&font).map_or(0, |used| used.drawn).to_string()),
            ];
            finding(&RARE, Strength::Medium, Some((page, set.token.region)), &facts)
        })
        .collect()
}

fn median_size(amounts: &[Set<'_>], font: u16) -> f32 {
    let mut sizes: Vec<f32> = amounts
        .iter()
        .flat_map(|set| &set.glyphs)
        .filter(|glyph| glyph.font == font)
        .map(|glyph| glyph.size)
        .collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}
