//! Like blocks of a page at one shift: repeated glyphs, and what was copied.
//!
//! Blocks with like content are found by sorting quantised low frequencies (Fridrich and others 2003 sort DCT blocks;
//! here the key is coarser and one sort suffices because neighbouring blocks of a true copy agree on one shift).

use std::collections::{BTreeMap, BTreeSet};

use crate::forensics::Region;
use crate::forensics::signal::{Integral, Plane, stats};

/// Block side.
const BLOCK: usize = 16;
/// Least standard deviation of a block: below it, paper matches paper.
const ACTIVE: f32 = 14.0;
/// A block whose edges run one way only is part of a ruled line, which is like itself wherever it is moved along: the
/// weaker direction must have so large a share of the stronger.
const RULED: f64 = 0.1;
/// Quantisation of the key; about ten times the noise of a low-frequency coefficient.
const BIN: f32 = 14.0;
/// Most blocks sorted. Above it a share is taken by key, so both ends of a copy stay or go.
const MOST: usize = 260_000;
/// Pairs looked at per block inside one key.
const NEIGHBOURS: usize = 16;
/// Remaining difference (share of the energy) up to which a pair may vote.
const LIKE: f32 = 0.08;

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
    let [across, down] = [(1, 0), (0, 1)].map(|step| Integral::of(&steps(luma, step), |value| value * value));
    let area = (BLOCK * BLOCK) as f64;
    let within = |sums: &Integral, x: usize, y: usize| sums.sum(x, y, x + BLOCK, y + BLOCK);
    let active = |x: usize, y: usize| {
        let mean = within(&sums, x, y) / area;
        let (across, down) = (within(&across, x, y), within(&down, x, y));
        within(&squares, x, y) / area - mean * mean > f64::from(ACTIVE * ACTIVE)
            && across.min(down) > RULED * across.max(down)
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

/// Differences of neighbours one step right or down.
fn steps(luma: &Plane, (right, down): (usize, usize)) -> Plane {
    let mut steps = Plane::filled(luma.width, luma.height, 0.0);
    for y in 0..luma.height - down {
        for x in 0..luma.width - right {
            steps.data[y * luma.width + x] = luma.row(y + down)[x + right] - luma.row(y)[x];
        }
    }
    steps
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
    use super::*;

    #[test]
    fn a_ruled_line_is_no_block_that_can_be_copied() {
        let mut page = Plane::filled(400, 120, 240.0);
        let mut seed = 7_u32;
        for (index, value) in page.data.iter_mut().enumerate() {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let line = (60..63).contains(&(index / 400));
            *value = if line { 40.0 } else { 240.0 } + (seed >> 29) as f32;
        }
        assert!(keys(&page).0.is_empty());
        for x in (30..370).step_by(12) {
            page.data[40 * 400 + x..40 * 400 + x + 6].fill(30.0);
            page.data[44 * 400 + x..44 * 400 + x + 3].fill(30.0);
        }
        assert!(!keys(&page).0.is_empty());
    }
}
