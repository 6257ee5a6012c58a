//! Text under text: a box or a picture laid over an amount with another one on top, text typed over a scan,
//! invisible text that says something else than what is seen.
//!
//! Invisible text alone is normal: programs that read scans put it under the picture.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{Token, tokens};
use super::{MOST, RuleDeclaration, finding};
use crate::forensics::input::pdf::Inside;
use crate::forensics::input::pdf::compare::{digits, plain};
use crate::forensics::input::pdf::drawn::{Area, Fill};
use crate::forensics::input::pdf::layout::{self, Run};
use crate::forensics::input::pdf::sheet::{Hidden, Sheet};
use crate::forensics::{Family, Finding, Region, Strength};

const AMOUNT: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.covered_amount", Family::Structure, Strength::Strong);
const TEXT: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.covered_text", Family::Structure, Strength::Medium);
const BLANK: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.covered_blank", Family::Structure, Strength::Weak);
const HIDDEN: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.hidden_amount", Family::Structure, Strength::Medium);
const OVER_SCAN: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.text_over_scan", Family::Structure, Strength::Medium);

/// The rules of this detector.
pub const RULES: [RuleDeclaration; 5] = [AMOUNT, TEXT, BLANK, HIDDEN, OVER_SCAN];

/// Boxes over text on more places than this are how the file is made, not an exception.
const EXCEPTIONS: usize = 6;

/// Most areas over text, and most numbers of a page, that are looked at.
const MOST_AREAS: usize = 100;
const MOST_NUMBERS: usize = 3_000;

/// Findings, or the reason why there can be none.
pub fn examine(inside: &Inside) -> Result<Vec<Finding>, &'static str> {
    if inside.sheets.iter().all(|sheet| sheet.glyphs.is_empty()) {
        return Err("no-text-layer");
    }
    let mut out = Vec::new();
    for (page, sheet) in inside.sheets.iter().enumerate() {
        out.extend(covered(page, sheet));
        out.extend(hidden(page, sheet));
        out.extend(over_scan(page, sheet));
    }
    out.sort_by_key(|finding| std::cmp::Reverse(finding.strength));
    out.truncate(MOST * 2);
    Ok(out)
}

fn runs(sheet: &Sheet, chosen: &[usize]) -> Vec<Run> {
    layout::runs(&sheet.glyphs, chosen, sheet.turns, sheet.width as f32, sheet.height as f32)
}

fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| plain(&run.word.text)).collect::<Vec<_>>().join(" ")
}

fn around(runs: &[Run]) -> Option<Region> {
    runs.iter().map(|run| run.word.region()).reduce(|a, b| a.union(&b))
}

/// Part of the page an area covers.
fn share(sheet: &Sheet, area: &Area) -> f64 {
    area.bounds.area() / (f64::from(sheet.width) * f64::from(sheet.height)).max(1.0)
}

/// Something opaque lies over text.
fn covered(page: usize, sheet: &Sheet) -> Vec<Finding> {
    let mut by_area: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, state) in sheet.hidden.iter().enumerate() {
        if let Some(Hidden::Covered(area)) = state {
            by_area.entry(*area).or_default().push(index);
        }
    }
    let mut out = Vec::new();
    let scan = sheet.is_scan();
    for (index, chosen) in by_area.into_iter().take(MOST_AREAS) {
        let Some(area) = sheet.areas.get(index) else { continue };
        // The strips of a scan over the words a program read in it.
        if scan && area.fill == Fill::Picture {
            continue;
        }
        // A picture of the whole page over its text is how some programs store a read scan; a picture or
        // box over the whole page is a new page on an old one, which shows nothing of a single place.
        if share(sheet, area) > 0.5 {
            continue;
        }
        let under = runs(sheet, &chosen);
        let on_top: Vec<usize> = sheet
            .glyphs
            .iter()
            .enumerate()
            .filter(|(at, glyph)| {
                glyph.order > area.order
                    && area.holds(glyph.middle())
                    && sheet.hidden.get(*at).is_some_and(Option::is_none)
            })
            .map(|(at, _)| at)
            .collect();
        let over = runs(sheet, &on_top);
        let whole = wholly_covered(sheet, area, index);
        out.extend(judge_cover(page, area, (&under, &whole), &over));
    }
    if out.len() > EXCEPTIONS {
        for finding in &mut out {
            finding.strength = Strength::Weak;
        }
        out.truncate(EXCEPTIONS);
    }
    out
}

/// Numbers of which nothing shows beside the area. A cell of a table may well cover the end of what its
/// neighbour could not hold; that is no number of its own.
fn wholly_covered(sheet: &Sheet, area: &Area, index: usize) -> Vec<Token> {
    let band = (area.bounds.y0 - 8.0)..=(area.bounds.y1 + 8.0);
    let state = |at: usize| sheet.hidden.get(at).copied().flatten();
    let beneath: Vec<usize> = sheet
        .glyphs
        .iter()
        .enumerate()
        .filter(|(at, glyph)| {
            glyph.order < area.order
                && band.contains(&f64::from(glyph.middle().y))
                && matches!(state(*at), None | Some(Hidden::Covered(_)))
        })
        .map(|(at, _)| at)
        .collect();
    let runs = runs(sheet, &beneath);
    tokens(&runs)
        .into_iter()
        .filter(|token| {
            runs.get(token.run).and_then(|run| run.glyphs.get(token.chars.clone())).is_some_and(|members| {
                members.iter().flatten().all(|&at| state(at) == Some(Hidden::Covered(index)))
            })
        })
        .take(MOST_NUMBERS)
        .collect()
}

fn judge_cover(
    page: usize,
    area: &Area,
    (under, whole): (&[Run], &[Token]),
    over: &[Run],
) -> Option<Finding> {
    let (below, above) = (text(under), text(over));
    if digits(&below).is_empty() && below.chars().count() < 2 {
        return None;
    }
    // The same text drawn again: a highlight, a program that paints twice.
    let words = |runs: &[Run]| -> BTreeSet<String> { runs.iter().map(|run| plain(&run.word.text)).collect() };
    let (old, new) = (words(under), words(over));
    if plain(&above).contains(&plain(&below)) || old.is_subset(&new) {
        return None;
    }
    let region = around(under)?;
    let facts = [("covered", masked(&below)), ("shown", masked(&above))];
    let place = Some((page, region));
    if over.is_empty() {
        return Some(finding(&BLANK, Strength::Weak, place, &facts));
    }
    let above_numbers = tokens(over);
    let differs = whole.iter().filter(|one| one.amount).any(|one| {
        // A placeholder of zeros is part of a form.
        one.digits().chars().any(|c| c != '0')
            && above_numbers.iter().take(MOST_NUMBERS).any(|other| {
                other.amount && other.digits() != one.digits() && one.region.shares_half(&other.region)
            })
    });
    let plain_box = matches!(area.fill, Fill::Plain(_));
    if differs && plain_box {
        Some(finding(&AMOUNT, Strength::Strong, place, &facts))
    } else if differs || (!whole.is_empty() && !above_numbers.is_empty()) {
        Some(finding(&TEXT, Strength::Medium, place, &facts))
    } else {
        Some(finding(&TEXT, Strength::Weak, place, &facts))
    }
}

/// Long numbers belong to people: of them the last four digits are told.
fn masked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    let mut start = 0;
    while start < chars.len() {
        let length = chars.iter().skip(start).take_while(|c| c.is_ascii_digit()).count();
        if length >= 15 {
            for c in out.iter_mut().skip(start).take(length - 4) {
                *c = '*';
            }
        }
        start += length.max(1);
    }
    out.into_iter().collect()
}

/// An amount that is not seen under another one that is.
fn hidden(page: usize, sheet: &Sheet) -> Vec<Finding> {
    let seen = tokens(&sheet.words);
    let unseen: Vec<Token> =
        tokens(&sheet.unseen).into_iter().filter(|token| token.amount).take(MOST_NUMBERS).collect();
    let mut out: Vec<Finding> = unseen
        .iter()
        .filter_map(|one| {
            let here: Vec<&Token> = seen
                .iter()
                .take(MOST_NUMBERS)
                .filter(|other| one.region.shares_half(&other.region))
                .collect();
            let other = here.first()?;
            let agrees = here.iter().any(|other| other.digits() == one.digits());
            // A number cut elsewhere by another gap is the same number.
            let part = here.iter().any(|other| {
                other.digits().contains(&one.digits()) || one.digits().contains(&other.digits())
            });
            (!agrees && !part && other.amount).then(|| {
                let facts = [("hidden", one.text.clone()), ("shown", other.text.clone())];
                finding(&HIDDEN, Strength::Medium, Some((page, other.region)), &facts)
            })
        })
        .collect();
    out.truncate(MOST);
    out
}

/// Numbers typed over the picture of a page.
fn over_scan(page: usize, sheet: &Sheet) -> Vec<Finding> {
    if !sheet.is_scan() {
        return Vec::new();
    }
    let picture = sheet
        .areas
        .iter()
        .filter(|area| area.fill == Fill::Picture && share(sheet, area) >= 0.6)
        .map(|area| area.order)
        .min();
    let Some(picture) = picture else { return Vec::new() };
    let mut out: Vec<Finding> = tokens(&sheet.words)
        .into_iter()
        .filter(|token| token.amount)
        .filter_map(|token| {
            let members = sheet.words.get(token.run)?.glyphs.get(token.chars.clone())?;
            let first = members.iter().flatten().find_map(|&index| sheet.glyphs.get(index))?;
            if first.order < picture || first.annotation {
                return None;
            }
            let boxed = sheet.areas.iter().any(|area| {
                (picture..first.order).contains(&area.order)
                    && area.opaque
                    && area.fill != Fill::Picture
                    && share(sheet, area) < 0.1
                    && area.holds(first.middle())
            });
            let strength = if boxed { Strength::Medium } else { Strength::Weak };
            let facts =
                [("text", token.text.clone()), ("boxed", if boxed { "yes" } else { "no" }.to_owned())];
            Some(finding(&OVER_SCAN, strength, Some((page, token.region)), &facts))
        })
        .collect();
    out.truncate(MOST);
    out
}
