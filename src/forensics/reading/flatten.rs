//! Takes skew and perspective off: the projective map after which the lines of text are level and the
//! columns upright.
//!
//! A camera maps level lines onto lines through one point and upright edges onto lines through another
//! (the vanishing points; Hartley and Zisserman, Multiple View Geometry, 8.6). Both are estimated from the
//! boxes of the text: the first from their base lines, the second from left and right edges that stand
//! above each other. The map that sends both points to infinity flattens the page.

use super::geometry::Projective;
use super::text::{Flat, Point};

/// Fewer boxes than this say too little about perspective; the page then is turned level only.
const ENOUGH: usize = 8;

/// How much the columns' running together must gain in agreement: its score is taken times exp(-`DOUBT` × change of
/// slope). Of 58 level pages nine were bent without this, four of them by more than 4 % of their height; photographs
/// have 0.01 to 0.02.
const DOUBT: f64 = 6.0;
/// What a lean of the columns counts beside that: a sheet may be photographed aslant.
const LEAN: f64 = 0.5;

/// A box as the estimate sees it, in units of half the page's longer side around its middle.
struct Seen {
    /// Height of its middle.
    y: f64,
    /// Slope of the base line.
    slope: f64,
    /// Middle of the left and right edge.
    left: (f64, f64),
    right: (f64, f64),
    /// Length and height.
    length: f64,
    height: f64,
}

/// The flattening map of a page of `width` × `height` pixels with these boxes (corners clockwise from the
/// beginning of the text). It keeps the scale at the page's middle.
#[must_use]
pub fn flattening(boxes: &[[Point; 4]], width: u32, height: u32) -> Projective {
    let unit = f64::from(width.max(height).max(1)) / 2.0;
    let middle = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    let seen: Vec<Seen> = boxes.iter().filter_map(|corners| view(corners, middle, unit)).collect();
    let long: Vec<&Seen> = seen.iter().filter(|one| one.length > 3.0 * one.height).collect();
    let level = level_field(&long);
    let upright = upright_field(&seen, &level);
    // Slope s(x, y) = s0 + s1 x + s2 y near the middle belongs to the vanishing point of
    // s = (Vy − y) / (Vx − x): s2 = −1 / Vx and s0 = Vy / Vx, so V = (1, s0, −s2) up to scale. The same for
    // the columns with the axes exchanged: dx/dy = t0 + t1 x.
    let v = [1.0, level.at_middle, -level.down];
    let w = [upright.at_middle, 1.0, -upright.right];
    let horizon = cross(v, w);
    let row_y = [-level.at_middle, 1.0, 0.0];
    let row_x = [1.0, -upright.at_middle, 0.0];
    let scale = horizon[2];
    if !scale.is_finite() || scale.abs() < 0.2 {
        return Projective::IDENTITY;
    }
    // The map keeps lengths along the base line and across it at the middle.
    let grow = (1.0 + level.at_middle * level.at_middle).sqrt();
    let kept = (1.0 + upright.at_middle * upright.at_middle).sqrt();
    let det = 1.0 - level.at_middle * upright.at_middle;
    let (fx, fy) = (grow / det, kept / det);
    // From pixels to units, flattened, and back to pixels.
    let compose = |row: [f64; 3], f: f64, shift: f64| -> [f64; 3] {
        let base =
            |r: [f64; 3]| [r[0] / unit, r[1] / unit, r[2] - (r[0] * middle.0 + r[1] * middle.1) / unit];
        let (row, below) = (base(row), base(horizon.map(|h| h / scale)));
        std::array::from_fn(|i| row[i] * f * unit + below[i] * shift)
    };
    let below = {
        let h = horizon.map(|h| h / scale);
        [h[0] / unit, h[1] / unit, h[2] - (h[0] * middle.0 + h[1] * middle.1) / unit]
    };
    let rows = [compose(row_x, fx, middle.0), compose(row_y, fy, middle.1), below];
    let map: Vec<f32> = rows.iter().flatten().map(|&value| value as f32).collect();
    match map.try_into() {
        Ok(map) if rows.iter().flatten().all(|value| value.is_finite()) => Projective(map),
        _ => Projective::IDENTITY,
    }
}

/// The level box of a slanted one.
#[must_use]
pub fn flat(map: &Projective, corners: &[Point; 4]) -> Flat {
    let [a, b, c, d] = corners.map(|corner| map.apply(corner));
    let (left, right) = (f32::midpoint(a.x, d.x), f32::midpoint(b.x, c.x));
    let (top, bottom) = (f32::midpoint(a.y, b.y), f32::midpoint(c.y, d.y));
    Flat { x: left, y: top, width: (right - left).max(1.0), height: (bottom - top).max(1.0) }
}

fn view(corners: &[Point; 4], middle: (f64, f64), unit: f64) -> Option<Seen> {
    let at = |p: Point| ((f64::from(p.x) - middle.0) / unit, (f64::from(p.y) - middle.1) / unit);
    let [head, tail, low_tail, low_head] = corners.map(at);
    let half = |p: (f64, f64), q: (f64, f64)| (f64::midpoint(p.0, q.0), f64::midpoint(p.1, q.1));
    let (left, right) = (half(head, low_head), half(tail, low_tail));
    let (dx, dy) = (right.0 - left.0, right.1 - left.1);
    let length = dx.hypot(dy);
    let height = (low_head.0 - head.0).hypot(low_head.1 - head.1);
    let y = half(left, right).1;
    (dx > 1e-6 && length.is_finite() && height.is_finite()).then_some(Seen {
        y,
        slope: dy / dx,
        left,
        right,
        length,
        height,
    })
}

/// A slope near the middle and how it changes.
#[derive(Debug, Clone, Copy, Default)]
struct Field {
    at_middle: f64,
    right: f64,
    down: f64,
}

/// How the base lines run: weighted least squares with three rounds of Tukey's biweight.
fn level_field(long: &[&Seen]) -> Field {
    if long.is_empty() {
        return Field::default();
    }
    let mut slopes: Vec<f64> = long.iter().map(|one| one.slope).collect();
    slopes.sort_by(f64::total_cmp);
    let mut field = Field { at_middle: slopes[slopes.len() / 2], ..Field::default() };
    if long.len() < ENOUGH {
        return field;
    }
    for _ in 0..4 {
        let off = |one: &Seen| (one.slope - field.at_middle - field.down * one.y).abs();
        let mut errors: Vec<f64> = long.iter().map(|one| off(one)).collect();
        errors.sort_by(f64::total_cmp);
        let bound = (errors[errors.len() / 2] * 4.0).max(0.004);
        // Two unknowns: the slope at the middle and its change downwards.
        let (mut s1, mut sy, mut syy, mut b1, mut by) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for one in long {
            let share = off(one) / bound;
            if share >= 1.0 {
                continue;
            }
            // The slope of a box is the surer the longer it is.
            let weight = (1.0 - share * share).powi(2) * one.length * one.length;
            s1 += weight;
            sy += weight * one.y;
            syy += weight * one.y * one.y;
            b1 += weight * one.slope;
            by += weight * one.slope * one.y;
        }
        let det = s1 * syy - sy * sy;
        if s1 <= 0.0 || det < 1e-3 * s1 * s1 {
            break;
        }
        field.at_middle = (b1 * syy - by * sy) / det;
        field.down = (by * s1 - b1 * sy) / det;
    }
    // More than this is no page held in front of a camera.
    field.down = field.down.clamp(-0.35, 0.35);
    field
}

/// How the columns run, as dx per dy: the slant under which most edges stand exactly above each other.
fn upright_field(seen: &[Seen], level: &Field) -> Field {
    // Without perspective columns stand at right angles to the lines.
    let square = Field { at_middle: -level.at_middle, ..Field::default() };
    if seen.len() < ENOUGH {
        return square;
    }
    let mut heights: Vec<f64> = seen.iter().map(|one| one.height).collect();
    heights.sort_by(f64::total_cmp);
    let bin = (heights[heights.len() / 2] / 4.0).max(1e-3);
    let edges: Vec<[(f64, f64); 2]> = seen.iter().map(|one| [one.left, one.right]).collect();
    let score = |field: &Field| -> f64 {
        let mut total = 0.0;
        for side in 0..2 {
            let mut places: Vec<f64> = edges
                .iter()
                .map(|edge| {
                    let (x, y) = edge[side];
                    // Where the column through this place crosses the middle row.
                    (x - field.at_middle * y) / (1.0 + field.right * y)
                })
                .collect();
            places.sort_by(f64::total_cmp);
            // Pairs within one bin, each worth the more the nearer.
            for (index, place) in places.iter().enumerate() {
                let near = places[index + 1..].iter().take_while(|other| **other - place < bin);
                total += near.map(|other| 1.0 - (other - place) / bin).sum::<f64>();
            }
        }
        total
    };
    let mut best = (score(&square) * 1.05, square);
    let mut step = (0.01, 0.02);
    let mut reach = (12_i32, 8_i32);
    for _ in 0..3 {
        let start = best.1;
        for i in -reach.0..=reach.0 {
            for j in -reach.1..=reach.1 {
                let field = Field {
                    at_middle: start.at_middle + f64::from(i) * step.0,
                    right: (start.right + f64::from(j) * step.1).clamp(-0.35, 0.35),
                    down: 0.0,
                };
                // Few edges stand above each other by chance under some strong perspective or other: the stronger, the
                // more of them must.
                let bent = field.right.abs() + LEAN * (field.at_middle - square.at_middle).abs();
                let value = score(&field) * (-DOUBT * bent).exp();
                if value > best.0 {
                    best = (value, field);
                }
            }
        }
        step = (step.0 / 4.0, step.1 / 4.0);
        reach = (4, 4);
    }
    best.1
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A level page of three columns seen through a map; returns the boxes and their level places.
    fn seen_through(map: &Projective) -> Vec<([Point; 4], Flat)> {
        let mut out = Vec::new();
        for row in 0..25_u8 {
            for (column, x) in [100.0_f32, 420.0, 800.0].into_iter().enumerate() {
                let length = 120.0 + f32::from(row % 11) * 9.0 + 20.0 * column as f32;
                let y = 150.0 + 50.0 * f32::from(row);
                let level = Flat { x, y, width: length, height: 24.0 };
                let at = |x: f32, y: f32| map.apply(Point { x, y });
                let corners = [at(x, y), at(x + length, y), at(x + length, y + 24.0), at(x, y + 24.0)];
                out.push((corners, level));
            }
        }
        out
    }

    proptest! {
        #[test]
        fn rows_become_level_and_columns_upright(
            turn in -0.08_f32..0.08, p in -6e-5_f32..6e-5, q in -6e-5_f32..6e-5,
        ) {
            let (sin, cos) = turn.sin_cos();
            let map = Projective([cos, -sin, 40.0, sin, cos, -20.0, p, q, 1.0]);
            let boxes = seen_through(&map);
            let corners: Vec<[Point; 4]> = boxes.iter().map(|(corners, _)| *corners).collect();
            let found = flattening(&corners, 1240, 1754);
            for (a, b) in boxes.iter().zip(boxes.iter().skip(1)) {
                let (fa, fb) = (flat(&found, &a.0), flat(&found, &b.0));
                if (a.1.y - b.1.y).abs() < 1.0 {
                    prop_assert!((fa.middle() - fb.middle()).abs() < 8.0, "a row bends: {fa:?} {fb:?}");
                }
            }
            for column in 0..3 {
                let edges: Vec<f32> =
                    boxes.iter().skip(column).step_by(3).map(|(corners, _)| flat(&found, corners).x).collect();
                let spread = edges.iter().copied().fold(f32::MIN, f32::max)
                    - edges.iter().copied().fold(f32::MAX, f32::min);
                prop_assert!(spread < 24.0, "a column bends by {spread}");
            }
        }
    }

    proptest! {
        #[test]
        fn ragged_lines_are_no_perspective(
            lines in prop::collection::vec((0..3_usize, -6.0_f32..6.0, 250.0_f32..960.0), 12..32),
        ) {
            // A letter: lines from the margin or indented, ending where their words end, found to a few pixels.
            let at = |x: f32, y: f32| Point { x, y };
            let boxes: Vec<[Point; 4]> = lines
                .iter()
                .zip(0_u8..)
                .map(|((indent, slip, length), line)| {
                    let left = [136.0, 188.0, 220.0][*indent] + slip;
                    let (y, right) = (90.0 + 52.0 * f32::from(line), left + length);
                    [at(left, y), at(right, y), at(right, y + 36.0), at(left, y + 36.0)]
                })
                .collect();
            let found = flattening(&boxes, 1240, 1754);
            for corners in &boxes {
                let moved = flat(&found, corners);
                prop_assert!((moved.right() - corners[1].x).abs() < 80.0, "{moved:?} of {corners:?}");
            }
        }
    }

    #[test]
    fn a_level_page_stays_as_it_is() {
        let corners: Vec<[Point; 4]> =
            seen_through(&Projective::IDENTITY).into_iter().map(|(corners, _)| corners).collect();
        let found = flattening(&corners, 1240, 1754);
        let moved = found.apply(Point { x: 900.0, y: 1500.0 });
        assert!((moved.x - 900.0).abs() < 2.0 && (moved.y - 1500.0).abs() < 2.0, "{moved:?}");
    }

    #[test]
    fn nothing_to_go_by_leaves_the_page() {
        assert_eq!(flattening(&[], 100, 100).apply(Point { x: 3.0, y: 4.0 }), Point { x: 3.0, y: 4.0 });
    }
}
