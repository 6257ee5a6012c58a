//! Copying inside a page, tested by the exact noise.
//!
//! Printed glyphs repeat, so shape proves nothing: every "8" on a page looks like every other.
//! What never repeats on a scan is the noise, the blur of the edge and the place between pixels.
//! Blocks with like content are found by sorting quantised low frequencies (Fridrich and others
//! 2003 sort DCT blocks; here the key is coarser and one sort suffices because neighbouring
//! blocks of a true copy agree on one shift). A group of blocks with one shift counts only when
//! its remaining difference lies far below what the page's own repeated glyphs leave.
//!
//! The road not taken: key points (SIFT, ORB) fail on text because glyphs repeat.

use std::collections::{BTreeMap, BTreeSet};

use super::{Declaration, Outcome, PageView, RuleDeclaration};
use crate::forensics::input::flat_share;
use crate::forensics::signal::{Integral, Plane, stats};
use crate::forensics::{Calibration, Family, Finding, Region, Strength};

const RULE: RuleDeclaration = RuleDeclaration::new("copy.exact_noise", Family::Copy, Strength::Medium);

/// The declaration.
pub const DECLARATION: Declaration = Declaration {
    key: "copy.exact_noise",
    family: Family::Copy,
    version: 1,
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

/// Block side.
const BLOCK: usize = 16;
/// Least standard deviation of a block: below it, paper matches paper.
const ACTIVE: f32 = 14.0;
/// Quantisation of the key; about ten times the noise of a low-frequency coefficient.
const BIN: f32 = 14.0;
/// Most blocks sorted. Above it a share is taken by key, so both ends of a copy stay or go.
const MOST: usize = 260_000;
/// Pairs looked at per block inside one key.
const NEIGHBOURS: usize = 16;
/// Fewest blocks of a group worth judging.
const FEWEST: usize = 24;
/// Remaining difference (share of the energy) up to which a pair may vote.
const LIKE: f32 = 0.08;
/// What repeated glyphs of a scan leave when the page has too few of them to tell.
const USUAL: f32 = 0.03;
/// A page whose repeated glyphs leave less than this has no noise to test.
const TOO_EXACT: f32 = 0.0025;

/// Paper of which so many pixels have one grey level was never scanned, or was whitened afterwards.
const EVEN: f32 = 0.5;

/// Exact repeats at so many shifts were set, not copied.
const MANY: usize = 4;

/// At how many shifts blocks repeat as exactly as on a page without noise.
fn exact_shifts(groups: &[Group]) -> usize {
    let exact = groups.iter().filter(|group| group.votes >= FEWEST && group.rest < TOO_EXACT);
    exact.map(|group| group.shift).collect::<BTreeSet<_>>().len()
}

/// A group of blocks that agree on one shift.
#[derive(Debug, Clone)]
pub struct Group {
    /// Shift from the first to the second place.
    pub shift: (i32, i32),
    /// The first place.
    pub first: Region,
    /// Median remaining difference.
    pub rest: f32,
    /// Blocks.
    pub votes: usize,
}

impl Group {
    /// The second place.
    #[must_use]
    pub fn second(&self) -> Region {
        let move_by = |value: u32, by: i32| value.saturating_add_signed(by);
        Region {
            x: move_by(self.first.x, self.shift.0),
            y: move_by(self.first.y, self.shift.1),
            ..self.first
        }
    }
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
    if flat_share(&view.luma) > EVEN && exact_shifts(&groups) >= MANY {
        return Err("exact-repeats");
    }
    let mut found: Vec<(f32, &Group)> = groups
        .iter()
        .filter(|group| group.votes >= FEWEST && group.first.width >= 20)
        .map(|group| (score(group, typical, view.layout.glyph_height), group))
        .filter(|(score, _)| *score >= calibration.copy_score)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.votes.cmp(&a.1.votes)).then(a.1.shift.cmp(&b.1.shift)));
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

/// Left and upper edge of a block that has a like one at some shift, and what remains.
type Vote = (usize, usize, f32);

/// Groups of like blocks with one shift, over the whole page.
#[must_use]
pub fn groups(luma: &Plane) -> Vec<Group> {
    let mut votes: BTreeMap<(i32, i32), Vec<Vote>> = BTreeMap::new();
    let (keys, share) = keys(luma);
    for bucket in keys.chunk_by(|a, b| a.0 == b.0) {
        for (place, &(_, a)) in bucket.iter().enumerate() {
            for &(_, b) in bucket[place + 1..].iter().take(NEIGHBOURS) {
                let (ax, ay) = (a as usize % luma.width, a as usize / luma.width);
                let (bx, by) = (b as usize % luma.width, b as usize / luma.width);
                let shift = (bx as i32 - ax as i32, by as i32 - ay as i32);
                if shift.0.unsigned_abs().max(shift.1.unsigned_abs()) < BLOCK as u32 {
                    continue;
                }
                let rest = rest(luma, (ax, ay), (bx, by));
                if rest < LIKE {
                    votes.entry(shift).or_default().push((ax, ay, rest));
                }
            }
        }
    }
    votes
        .into_iter()
        .filter(|(_, places)| places.len() >= 8)
        .flat_map(|(shift, places)| gather(shift, &places))
        .map(|group| Group { votes: group.votes * share, ..group })
        .collect()
}

/// Splits the votes of one shift into neighbourhoods.
fn gather(shift: (i32, i32), places: &[Vote]) -> Vec<Group> {
    /// Votes nearer than this belong together: the gap of one narrow glyph.
    const NEAR: usize = 20;
    let mut cells: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (index, (x, y, _)) in places.iter().enumerate() {
        cells.entry((y / NEAR, x / NEAR)).or_default().push(index);
    }
    let mut left: BTreeSet<(usize, usize)> = cells.keys().copied().collect();
    let mut groups = Vec::new();
    while let Some(start) = left.pop_first() {
        let mut open = vec![start];
        let mut inside = Vec::new();
        while let Some(cell) = open.pop() {
            inside.extend_from_slice(&cells[&cell]);
            for row in cell.0.saturating_sub(1)..=cell.0 + 1 {
                for column in cell.1.saturating_sub(1)..=cell.1 + 1 {
                    if left.remove(&(row, column)) {
                        open.push((row, column));
                    }
                }
            }
        }
        if inside.len() < 8 {
            continue;
        }
        let mut rests: Vec<f32> = inside.iter().map(|&index| places[index].2).collect();
        let (mut x0, mut y0, mut x1, mut y1) = (usize::MAX, usize::MAX, 0, 0);
        for &index in &inside {
            let (x, y, _) = places[index];
            (x0, y0) = (x0.min(x), y0.min(y));
            (x1, y1) = (x1.max(x + BLOCK), y1.max(y + BLOCK));
        }
        groups.push(Group {
            shift,
            first: Region { x: x0 as u32, y: y0 as u32, width: (x1 - x0) as u32, height: (y1 - y0) as u32 },
            rest: stats::quantile(&mut rests, 0.5),
            votes: inside.len(),
        });
    }
    groups
}

/// Squared difference of two blocks as a share of their own energy, on every second pixel.
fn rest(luma: &Plane, a: (usize, usize), b: (usize, usize)) -> f32 {
    let (mut difference, mut sum, mut squares) = (0.0_f32, 0.0_f32, 0.0_f32);
    for y in (0..BLOCK).step_by(2) {
        let (ra, rb) = (&luma.row(a.1 + y)[a.0..a.0 + BLOCK], &luma.row(b.1 + y)[b.0..b.0 + BLOCK]);
        for x in ((y / 2) % 2..BLOCK).step_by(2) {
            let (va, vb) = (ra[x], rb[x]);
            difference += (va - vb) * (va - vb);
            sum += va + vb;
            squares += va * va + vb * vb;
        }
    }
    let count = (BLOCK * BLOCK / 2) as f32;
    let energy = (squares - sum * sum / count).max(1.0);
    difference / energy
}

/// Keys of the active blocks, sorted, and how many blocks each stands for.
fn keys(luma: &Plane) -> (Vec<(u64, u32)>, usize) {
    if luma.width < 2 * BLOCK || luma.height < 2 * BLOCK {
        return (Vec::new(), 1);
    }
    let sums = Integral::new(luma);
    let squares = Integral::of(luma, |value| value * value);
    let area = (BLOCK * BLOCK) as f64;
    let active = |x: usize, y: usize| {
        let mean = sums.sum(x, y, x + BLOCK, y + BLOCK) / area;
        squares.sum(x, y, x + BLOCK, y + BLOCK) / area - mean * mean > f64::from(ACTIVE * ACTIVE)
    };
    let mut keys = Vec::new();
    for y in 0..=luma.height - BLOCK {
        for x in 0..=luma.width - BLOCK {
            if active(x, y) {
                keys.push((key(&sums, x, y), (y * luma.width + x) as u32));
            }
        }
    }
    let share = keys.len().div_ceil(MOST).max(1);
    if share > 1 {
        keys.retain(|(key, _)| (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % share as u64 == 0);
    }
    keys.sort_unstable();
    (keys, share)
}

/// Nine low frequencies of the 4×4 cell means, quantised. The mean itself is left out.
fn key(sums: &Integral, x: usize, y: usize) -> u64 {
    const PAIRS: [(usize, usize); 9] =
        [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0)];
    // Rows of the orthonormal four-point DCT.
    const WAVES: [[f32; 4]; 4] = [
        [0.5, 0.5, 0.5, 0.5],
        [0.653_28, 0.270_6, -0.270_6, -0.653_28],
        [0.5, -0.5, -0.5, 0.5],
        [0.270_6, -0.653_28, 0.653_28, -0.270_6],
    ];
    let mut cells = [[0.0_f32; 4]; 4];
    for (row, line) in cells.iter_mut().enumerate() {
        for (column, cell) in line.iter_mut().enumerate() {
            let (left, top) = (x + column * 4, y + row * 4);
            *cell = (sums.sum(left, top, left + 4, top + 4) / 16.0) as f32;
        }
    }
    PAIRS.iter().fold(0, |packed, &(v, u)| {
        let mut value = 0.0;
        for (line, down) in cells.iter().zip(&WAVES[v]) {
            for (cell, across) in line.iter().zip(&WAVES[u]) {
                value += cell * across * down;
            }
        }
        let level = (value / BIN).floor().clamp(-64.0, 63.0) as i32 + 64;
        (packed << 7) | u64::from(level.unsigned_abs())
    })
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
    use crate::forensics::{Limits, input};

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
