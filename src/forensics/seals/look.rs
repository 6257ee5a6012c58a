//! Hashes of a seal's own ink, by which the same imprint is found again.
//!
//! Rim and star are alike on all seals, so only the belt of the letters counts: two patterns of signs over the
//! direction from the middle, which what is written below the seal does not touch. A stamp pressed again is turned
//! by some degrees and inked anew; both move the signs, since they are taken at fine directions.

use super::ink::Cut;
use crate::forensics::reading::text::PageText;
use crate::forensics::signal::{Plane, stats};

/// Directions the belt is sampled in.
const DIRECTIONS: usize = 256;
/// Belts between rim and middle, as shares of the way out.
const BELTS: [(f32, f32); 2] = [(0.74, 0.9), (0.58, 0.74)];

/// The two hashes of a seal: signs of its waves around, and of its steps from one direction to the next. `lean` is
/// how far the lines of the page are turned clockwise, in radians: a page lies never twice the same under a scanner.
#[must_use]
pub fn hashes(cut: &Cut, lean: f32) -> (u64, u64) {
    let belts = BELTS.map(|belt| around(cut, belt, lean));
    (waves(&belts), steps(&belts))
}

/// How far the lines of a page are turned clockwise, in radians; 0 where nothing was read.
#[must_use]
pub fn lean(text: &PageText) -> f32 {
    let long = text.words.iter().filter_map(|word| {
        let [head, tail, _, low] = word.corners;
        let (dx, dy) = (tail.x - head.x, tail.y - head.y);
        let height = (low.x - head.x).hypot(low.y - head.y);
        (dx.hypot(dy) > 3.0 * height).then(|| dy.atan2(dx))
    });
    // Around the turn of most, so that lines to the left do not jump from one end of the range to the other.
    let quarters = f32::from(text.turns % 4) * -std::f32::consts::FRAC_PI_2;
    let mut off: Vec<f32> = long.map(|angle| (angle - quarters).sin().clamp(-0.5, 0.5).asin()).collect();
    if off.is_empty() { 0.0 } else { quarters + stats::quantile(&mut off, 0.5) }
}

/// The ink of a belt in each direction, its mean taken off. Where print below hides the ink, what is known around
/// it counts.
fn around(cut: &Cut, (from, to): (f32, f32), lean: f32) -> Vec<f32> {
    let mut values = Vec::with_capacity(DIRECTIONS);
    for index in 0..DIRECTIONS {
        let turn = index as f32 * std::f32::consts::TAU / DIRECTIONS as f32;
        // Upright on the page, not along the axes of an oval: turning is part of the look.
        let angle = turn + lean - cut.rim.turn;
        let (mut sum, mut weight) = (0.0, 1e-3);
        for step in 0..8_u8 {
            let out = from + (to - from) * (f32::from(step) + 0.5) / 8.0;
            let place = cut.rim.place(angle.cos() * out, angle.sin() * out);
            let known = super::ink::sample(&cut.known, place.0 + 0.5, place.1 + 0.5);
            sum += known * cut.at(place);
            weight += known;
        }
        values.push((sum / weight, weight));
    }
    let mean = values.iter().map(|(value, _)| value).sum::<f32>() / DIRECTIONS as f32;
    values.iter().map(|(value, weight)| if *weight < 1.0 { 0.0 } else { value - mean }).collect()
}

/// Signs of the Fourier coefficients from the third to the eighteenth wave around, of both belts, real and imaginary.
fn waves(belts: &[Vec<f32>; 2]) -> u64 {
    let mut hash = 0;
    for belt in belts {
        for wave in 3..19_usize {
            let (mut real, mut imaginary) = (0.0, 0.0);
            for (index, value) in belt.iter().enumerate() {
                let angle = (index * wave % DIRECTIONS) as f32 * std::f32::consts::TAU / DIRECTIONS as f32;
                real += value * angle.cos();
                imaginary += value * angle.sin();
            }
            hash = (hash << 1) | u64::from(real > 0.0);
            hash = (hash << 1) | u64::from(imaginary > 0.0);
        }
    }
    hash
}

/// Whether each of 32 directions of either belt has more ink than the directions on both sides of it.
fn steps(belts: &[Vec<f32>; 2]) -> u64 {
    let mut hash = 0;
    for belt in belts {
        let plane = Plane { width: DIRECTIONS, height: 1, data: belt.clone() };
        let cells = plane.shrunk(32, 1).data;
        for (index, own) in cells.iter().enumerate() {
            let beside = cells[(index + 31) % 32] + cells[(index + 1) % 32];
            hash = (hash << 1) | u64::from(*own > beside / 2.0);
        }
    }
    hash
}
