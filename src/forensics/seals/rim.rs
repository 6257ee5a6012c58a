//! The rim of a seal: an ellipse, fitted to points some of which belong to something else.

#![expect(clippy::many_single_char_names, reason = "coordinates, and coefficients as the formulas name them")]

use crate::forensics::Region;
use crate::forensics::reading::text::Point;

/// An ellipse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rim {
    /// Middle.
    pub x: f32,
    /// Middle.
    pub y: f32,
    /// Half the longer axis.
    pub a: f32,
    /// Half the shorter axis.
    pub b: f32,
    /// Direction of the longer axis, clockwise from level, in radians, from −π/2 to π/2.
    pub turn: f32,
}

impl Rim {
    /// The same in pixels `by` times smaller; whole numbers are the middles of pixels.
    #[must_use]
    pub fn scaled(self, by: f32) -> Self {
        let shift = (by - 1.0) / 2.0;
        let at = |value: f32| value.mul_add(by, shift);
        Self { x: at(self.x), y: at(self.y), a: self.a * by, b: self.b * by, turn: self.turn }
    }

    /// From the ellipse's own coordinates (middle 0, rim at 1) to the page.
    #[must_use]
    pub fn place(&self, u: f32, v: f32) -> (f32, f32) {
        let (sin, cos) = self.turn.sin_cos();
        let (x, y) = (u * self.a, v * self.b);
        (self.x + x * cos - y * sin, self.y + x * sin + y * cos)
    }

    /// How far out a place lies: 0 in the middle, 1 on the rim.
    #[must_use]
    pub fn out(&self, x: f32, y: f32) -> f32 {
        let (sin, cos) = self.turn.sin_cos();
        let (dx, dy) = (x - self.x, y - self.y);
        ((dx * cos + dy * sin) / self.a).hypot((dy * cos - dx * sin) / self.b)
    }

    /// Between the middles of two.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// Half the width and half the height of the level box around it.
    #[must_use]
    pub fn reach(&self) -> (f32, f32) {
        let (sin, cos) = self.turn.sin_cos();
        ((self.a * cos).hypot(self.b * sin), (self.a * sin).hypot(self.b * cos))
    }

    /// The level box around it, inside a page.
    #[must_use]
    pub fn region(&self, width: u32, height: u32) -> Region {
        let (w, h) = self.reach();
        let fit = |value: f32, most: u32| (value.clamp(0.0, most as f32)) as u32;
        let (x, y) = (fit(self.x - w, width.saturating_sub(1)), fit(self.y - h, height.saturating_sub(1)));
        let (right, bottom) = (fit((self.x + w).ceil(), width), fit((self.y + h).ceil(), height));
        Region { x, y, width: right.saturating_sub(x).max(1), height: bottom.saturating_sub(y).max(1) }
    }

    /// The middle.
    #[must_use]
    pub const fn centre(&self) -> Point {
        Point { x: self.x, y: self.y }
    }
}

/// Fits an ellipse to points near a first guess: least squares of the general conic in coordinates of the guess,
/// five rounds with Tukey's biweight (Fitzgibbon, Pilu and Fisher 1999 name the conic; the weights leave out what
/// belongs to lines that cross the rim). `None` when what comes out is no ellipse near the guess.
#[must_use]
pub fn fit(guess: &Rim, points: &[(f32, f32)]) -> Option<Rim> {
    if points.len() < 12 {
        return None;
    }
    let unit = f64::from(guess.a);
    let own: Vec<(f64, f64)> = points
        .iter()
        .map(|(x, y)| {
            ((f64::from(*x) - f64::from(guess.x)) / unit, (f64::from(*y) - f64::from(guess.y)) / unit)
        })
        .collect();
    let mut weights = vec![1.0_f64; own.len()];
    let mut best = None;
    for _ in 0..6 {
        let conic = conic(&own, &weights)?;
        let off: Vec<f64> = own.iter().map(|point| away(&conic, *point)).collect();
        let mut sorted = off.clone();
        sorted.sort_by(f64::total_cmp);
        let bound = (sorted.get(sorted.len() / 2).copied().unwrap_or(0.0) * 4.0).max(0.012);
        for (weight, off) in weights.iter_mut().zip(&off) {
            let share = off / bound;
            *weight = if share < 1.0 { (1.0 - share * share).powi(2) } else { 0.0 };
        }
        best = Some(conic);
    }
    let rim = ellipse(&best?)?;
    let (x, y, a, b, turn) = rim;
    let real = |value: f64| (value * unit) as f32;
    let rim = Rim { x: guess.x + real(x), y: guess.y + real(y), a: real(a), b: real(b), turn: turn as f32 };
    let near = rim.distance(guess) < guess.a * 0.35
        && (0.7..1.4).contains(&(rim.a / guess.a))
        && rim.b > rim.a * 0.58
        && rim.a.is_finite();
    near.then_some(rim)
}

/// A x² + B xy + C y² + D x + E y = 1 with the least weighted error.
fn conic(points: &[(f64, f64)], weights: &[f64]) -> Option<[f64; 5]> {
    let mut normal = [[0.0_f64; 6]; 5];
    for ((x, y), weight) in points.iter().zip(weights) {
        let row = [x * x, x * y, y * y, *x, *y];
        for (line, left) in normal.iter_mut().zip(row) {
            for (cell, right) in line.iter_mut().zip(row) {
                *cell += weight * left * right;
            }
            line[5] += weight * left;
        }
    }
    solve(normal)
}

/// Gauss–Jordan with pivots.
fn solve(mut m: [[f64; 6]; 5]) -> Option<[f64; 5]> {
    for column in 0..5 {
        let pivot = (column..5).max_by(|&i, &j| m[i][column].abs().total_cmp(&m[j][column].abs()))?;
        if m[pivot][column].abs() < 1e-9 {
            return None;
        }
        m.swap(column, pivot);
        let line = m[column];
        for (index, row) in m.iter_mut().enumerate() {
            let factor = row[column] / line[column];
            if index != column {
                for (cell, own) in row.iter_mut().zip(line) {
                    *cell -= factor * own;
                }
            }
        }
    }
    Some(std::array::from_fn(|index| m[index][5] / m[index][index]))
}

/// Distance of a point from a conic, to first order (Sampson).
fn away([a, b, c, d, e]: &[f64; 5], (x, y): (f64, f64)) -> f64 {
    let value = a * x * x + b * x * y + c * y * y + d * x + e * y - 1.0;
    let slope = (2.0 * a * x + b * y + d).hypot(b * x + 2.0 * c * y + e);
    value.abs() / slope.max(1e-9)
}

/// Middle, half axes and direction of a conic that is an ellipse.
fn ellipse([a, b, c, d, e]: &[f64; 5]) -> Option<(f64, f64, f64, f64, f64)> {
    let det = 4.0 * a * c - b * b;
    if det <= 1e-9 {
        return None;
    }
    let (x, y) = ((b * e - 2.0 * c * d) / det, (b * d - 2.0 * a * e) / det);
    let value = 1.0 - f64::midpoint(d * x, e * y);
    let (middle, half) = (f64::midpoint(*a, *c), ((a - c) / 2.0).hypot(b / 2.0));
    let (flat, steep) = ((middle - half) / value, (middle + half) / value);
    if !(flat > 0.0 && steep > 0.0) {
        return None;
    }
    let mut turn = b.atan2(a - c) / 2.0 + std::f64::consts::FRAC_PI_2;
    if turn > std::f64::consts::FRAC_PI_2 {
        turn -= std::f64::consts::PI;
    }
    Some((x, y, flat.sqrt().recip(), steep.sqrt().recip(), turn))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_ellipse_is_found_among_strange_points(
            a in 30.0_f32..200.0, ratio in 0.6_f32..0.95, turn in -1.4_f32..1.4,
            x in 100.0_f32..500.0, y in 100.0_f32..500.0, off in -0.08_f32..0.08,
        ) {
            let truth = Rim { x, y, a, b: a * ratio, turn };
            let mut points: Vec<(f32, f32)> = (0..90_u8)
                .map(|i| {
                    let t = f32::from(i) * std::f32::consts::TAU / 90.0;
                    truth.place(t.cos(), t.sin())
                })
                .collect();
            for (index, point) in points.iter_mut().enumerate() {
                if index % 6 == 0 {
                    *point = truth.place(0.85, 0.1);
                }
            }
            let guess = Rim { x: x + a * off, y: y - a * off, a: a * (1.0 - off), b: a * 0.8, turn: 0.0 };
            let found = fit(&guess, &points).expect("an ellipse");
            prop_assert!(found.distance(&truth) < a * 0.02, "{found:?} {truth:?}");
            prop_assert!((found.a / truth.a - 1.0).abs() < 0.03 && (found.b / truth.b - 1.0).abs() < 0.03);
            let lean = (found.turn - truth.turn).sin().abs();
            prop_assert!(lean < 0.06, "{found:?} {truth:?}");
        }
    }

    #[test]
    fn points_on_a_line_are_no_rim() {
        let guess = Rim { x: 50.0, y: 50.0, a: 30.0, b: 30.0, turn: 0.0 };
        let line: Vec<(f32, f32)> = (0..60_u8).map(|i| (f32::from(i), 40.0)).collect();
        assert_eq!(fit(&guess, &line), None);
    }
}
