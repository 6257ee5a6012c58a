//! Copying inside a page, tested by the exact noise.
//!
//! Printed glyphs repeat, so shape proves nothing: every "8" on a page looks like every other.
//! What never repeats on a scan is the noise, the blur of the edge and the place between pixels.
//! A group of like blocks with one shift (`repeats`) counts only when its remaining
//! difference lies far below what the page's own repeated glyphs leave.
//!
//! The road not taken: key points (SIFT, ORB) fail on text because glyphs repeat.

use std::collections::BTreeSet;

use super::repeats::{Group, groups};
use super::{Declaration, Outcome, PageView, RuleDeclaration};
use crate::forensics::input::flat_share;
use crate::forensics::signal::stats;
use crate::forensics::{Calibration, Family, Finding, Strength};

const RULE: RuleDeclaration = RuleDeclaration::new("copy.exact_noise", Family::Copy, Strength::Medium);

/// The declaration.
pub const DECLARATION: Declaration = Declaration {
    key: "copy.exact_noise",
    family: Family::Copy,
    version: 2,
    needs: "a scan or photo whose repeated glyphs differ in their noise",
    blind_to: "copies that were scaled or turned, copies of empty paper, copies from another file",
    off_when: &[
        "born-digital",
        "screenshot",
        "bitonal",
        "chat-compressed",
        "blank",
        "page-too-large",
        "exact-repeats",
    ],
    rules: &[RULE],
};

/// Fewest blocks of a group worth judging.
const FEWEST: usize = 24;
/// What repeated glyphs of a scan leave when the page has too few of them to tell.
const USUAL: f32 = 0.03;
/// A page whose repeated glyphs leave less than this has no noise to test.
const TOO_EXACT: f32 = 0.0025;

/// Paper of which so many pixels have one grey level was never scanned, or was whitened afterwards.
const EVEN: f32 = 0.5;

/// Exact repeats at so many shifts were set, not copied.
const MANY: usize = 4;

/// Repeats that leave so many times less than others do; a long table agrees with itself in many places, but no better
/// than its glyphs do one by one.
const TIMES: f32 = 4.0;

/// Whether blocks repeat because one glyph was set twice at the same place of the JPEG's grid: on paper without noise
/// such glyphs are coded alike to the last bit.
fn coded_alike(group: &Group) -> bool {
    group.rest < TOO_EXACT && group.shift.0 % 8 == 0 && group.shift.1 % 8 == 0
}

/// At how many shifts blocks repeat as exactly as on a page without noise.
fn exact_shifts(groups: &[Group]) -> usize {
    let exact = groups.iter().filter(|group| group.votes >= FEWEST && group.rest < TOO_EXACT);
    exact.map(|group| group.shift).collect::<BTreeSet<_>>().len()
}

/// What one copies lies alone at its shift, or at a few shifts; honest repeats are as good at many. So many of the best
/// shifts may be copies.
const OTHERS: usize = 3;
/// A copy's score stands so far above that of the next shift.
const ALONE: f32 = 2.0;

/// The score that repeats reach on this page without being copied, from scores and groups, the best first: that of the
/// best shift after [`OTHERS`], 0 at least. Shifts that differ by a few pixels are one.
fn usual(found: &[(f32, &Group)]) -> f32 {
    const SAME: i32 = 4;
    let mut known: Vec<(i32, i32)> = Vec::new();
    for (score, group) in found {
        let (x, y) = group.shift;
        if known.iter().any(|&(a, b)| (a - x).abs() <= SAME && (b - y).abs() <= SAME) {
            continue;
        }
        if known.len() == OTHERS {
            return score.max(0.0);
        }
        known.push((x, y));
    }
    0.0
}

/// Examines a page.
///
/// # Errors
/// The reason why it cannot speak.
pub fn examine(view: &PageView<'_>, calibration: &Calibration) -> Result<Outcome, &'static str> {
    let groups = groups(&view.luma);
    let typical = typical_rest(&groups);
    if typical < TOO_EXACT {
        return Err("exact-repeats");
    }
    // Set by a program and saved as JPEG: there is no noise on the paper, and glyphs repeat exactly all over it,
    // at many shifts. What a person copied lies at one or two.
    let even = flat_share(&view.luma) > EVEN;
    if even && exact_shifts(&groups) >= MANY {
        return Err("exact-repeats");
    }
    let mut found: Vec<(f32, &Group)> = groups
        .iter()
        .filter(|group| group.votes >= FEWEST && group.first.width >= 20 && group.rest * TIMES <= typical)
        .filter(|group| !(even && coded_alike(group)))
        .map(|group| (score(group, typical, view.layout.glyph_height), group))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.votes.cmp(&a.1.votes)).then(a.1.shift.cmp(&b.1.shift)));
    let line = calibration.copy_score.max(usual(&found) + ALONE);
    found.retain(|(score, _)| *score >= line);
    let mut findings: Vec<Finding> = Vec::new();
    let mut words = vec![0.0_f32; view.layout.words.len()];
    for (value, group) in found {
        let ends = [group.first, group.second()];
        for (word, score) in view.layout.words.iter().zip(&mut words) {
            let region = word.region();
            if ends.iter().any(|end| end.overlap(&region) * 3 >= region.area()) {
                *score = score.max((value - calibration.copy_score).mul_add(2.5, 4.0));
            }
        }
        let known = findings.iter().any(|finding| {
            finding
                .region
                .iter()
                .chain(&finding.source_region)
                .any(|old| ends.iter().any(|end| old.shares_half(end)))
        });
        if known || findings.len() >= 4 {
            continue;
        }
        let facts = [
            ("shift_x", group.shift.0.to_string()),
            ("shift_y", group.shift.1.to_string()),
            ("blocks", group.votes.to_string()),
            ("times", format!("{:.0}", typical / group.rest.max(1e-4))),
        ];
        findings.push(Finding {
            rule: RULE.key.to_owned(),
            family: RULE.family,
            page: None,
            region: Some(ends[1]),
            source_region: Some(ends[0]),
            strength: Strength::Medium,
            score: (value / 8.0).clamp(0.0, 1.0),
            facts: facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
            counts: false,
        });
    }
    Ok(Outcome { findings, words, grid: None })
}

/// How far a group lies outside what honest repeats do: how much less it leaves than they do,
/// and how far it reaches. Two prints of one glyph may agree by luck, two prints of a whole word
/// hardly; reach is counted in squares of the glyph height so that resolution drops out.
#[must_use]
pub fn score(group: &Group, typical: f32, glyph_height: usize) -> f32 {
    let square = (glyph_height.max(6) * glyph_height.max(6)) as f32;
    (typical / group.rest.max(1e-4)).ln() + (2.0 * group.votes as f32 / square).ln()
}

/// What repeated glyphs leave on this page: the median over groups, or the usual value when
/// there are few.
#[must_use]
pub fn typical_rest(groups: &[Group]) -> f32 {
    let mut rests: Vec<f32> = groups.iter().map(|group| group.rest).collect();
    if rests.len() < 12 { USUAL } else { stats::quantile(&mut rests, 0.5) }
}

#[cfg(test)]
mod tests {
    use super::super::PageView;
    use super::*;
    use crate::forensics::synth::papers::case::{Request, case};
    use crate::forensics::synth::papers::chain::Chain;
    use crate::forensics::synth::papers::fonts::Set;
    use crate::forensics::synth::papers::templates;
    use crate::forensics::synth::papers::tests::fonts;
    use crate::forensics::{Limits, Region, input};

    #[test]
    fn honest_repeats_reach_the_same_at_many_shifts() {
        let region = Region { x: 0, y: 0, width: 30, height: 30 };
        let group = |shift| Group { shift, first: region, rest: 0.01, votes: 100 };
        let groups: Vec<Group> =
            [(40, 0), (41, 2), (0, 90), (300, 12), (80, 80)].into_iter().map(group).collect();
        let scored = |scores: [f32; 5]| scores.into_iter().zip(&groups).collect::<Vec<_>>();
        // The first two are one shift.
        assert!((usual(&scored([5.0, 4.9, 4.8, 4.7, 4.5])) - 4.5).abs() < 1e-6);
        assert!(usual(&scored([5.0, 4.9, 1.0, 0.5, -1.0])).abs() < 1e-6);
        assert!(usual(&scored([5.0, 4.9, 1.0, 0.5, -1.0])[..4]).abs() < 1e-6);
    }

    #[test]
    fn a_statement_set_by_a_program_and_saved_as_jpeg_repeats_itself_without_being_copied() {
        let Some(fonts) = fonts(Set::Tune) else { return };
        let template = templates(Set::Tune, None).into_iter().find(|t| t.name == "bank_ruled").unwrap();
        let request = Request { template, chain: Chain::Jpeg(75), seed: 1, dpi: 150.0, turns: 0, edit: None };
        let made = case(&request, fonts).unwrap().unwrap();
        let document = input::open(&made.pages[0].passed.file().unwrap(), &Limits::default(), None).unwrap();
        let view = PageView::new(&document.pages[0]);
        let calibration = Calibration::default();
        assert!(exact_shifts(&groups(&view.luma)) >= MANY, "nothing to tell apart");
        assert_eq!(examine(&view, &calibration).map(|_| ()), Err("exact-repeats"));
    }
}
