//! Lays what stands along the rim out as a level strip.
//!
//! The belt of the letters is found from the ink between rim and middle; the strip begins behind the widest gap of
//! the belt, which is below unless the seal was set askew, and runs clockwise. What lies opposite the gap is the top
//! of the seal, by which [`super::level`] puts the lines inside upright.

use std::f32::consts::{PI, TAU};

use image::{Rgb, RgbImage};

use super::ink::Cut;
use crate::forensics::reading::HEIGHT;
use crate::forensics::signal::{Plane, stats};

/// Places along the rim.
const STEPS: usize = 720;
/// Depths between rim and middle the belt is looked for in.
const DEPTHS: usize = 64;
/// Share of the way from the rim to the middle within which letters may stand.
const DEEPEST: f32 = 0.6;
/// Narrower strips say nothing.
pub(super) const NARROWEST: usize = 64;

/// How letters follow the rim of an oval; for a circle both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// At one distance from the rim.
    Parallel,
    /// On a smaller ellipse of the same shape.
    Similar,
}

/// What stands along the rim.
#[derive(Debug, Clone, PartialEq)]
pub struct Arc {
    /// Ink, [`HEIGHT`] rows.
    pub strip: Plane,
    /// Direction from the middle to the middle of the text, clockwise from straight up, in radians.
    pub top: f32,
    /// How far from its middle the text reaches to either side, in radians.
    pub half: f32,
}

/// A place along the rim, with the directions inwards: across the rim, and to the middle.
struct Station {
    rim: (f32, f32),
    inward: (f32, f32),
    middle: (f32, f32),
}

/// Stations at equal distances, beginning at the lowest place and running clockwise.
fn stations(cut: &Cut) -> Vec<Station> {
    let rim = &cut.rim;
    // Lengths of the rim from a fixed beginning.
    let at = |t: f32| rim.place(t.cos(), t.sin());
    // The parameter whose place lies straight below the middle of the page's seal.
    let start = {
        let (sin, cos) = rim.turn.sin_cos();
        (cos / rim.b).atan2(sin / rim.a)
    };
    let parameter = |index: usize| start + TAU * index as f32 / STEPS as f32;
    let mut lengths = vec![0.0_f32; STEPS + 1];
    for index in 0..STEPS {
        let (p, q) = (at(parameter(index)), at(parameter(index + 1)));
        lengths[index + 1] = lengths[index] + (q.0 - p.0).hypot(q.1 - p.1);
    }
    let whole = lengths[STEPS];
    let mut out = Vec::with_capacity(STEPS);
    let mut index = 0;
    for step in 0..STEPS {
        let wanted = whole * step as f32 / STEPS as f32;
        while index + 1 < STEPS && lengths[index + 1] < wanted {
            index += 1;
        }
        let within = (wanted - lengths[index]) / (lengths[index + 1] - lengths[index]).max(1e-6);
        let t = parameter(index) + TAU / STEPS as f32 * within;
        let place = at(t);
        // The normal of an ellipse at t is (cos t / a, sin t / b) in its own axes.
        let (u, v) = (t.cos() / rim.a, t.sin() / rim.b);
        let norm = u.hypot(v).max(1e-9);
        let (sin, cos) = rim.turn.sin_cos();
        let (u, v) = (u / norm, v / norm);
        out.push(Station {
            rim: place,
            inward: (-(u * cos - v * sin), -(u * sin + v * cos)),
            middle: (rim.x - place.0, rim.y - place.1),
        });
    }
    out
}

impl Station {
    /// The place at a depth, in shares of the shorter half axis.
    fn at(&self, depth: f32, b: f32, course: Course) -> (f32, f32) {
        let (x, y) = self.rim;
        match course {
            Course::Parallel => (depth.mul_add(b * self.inward.0, x), depth.mul_add(b * self.inward.1, y)),
            Course::Similar => (depth.mul_add(self.middle.0, x), depth.mul_add(self.middle.1, y)),
        }
    }
}

/// The ink at each depth, as the mean around the rim.
fn profile(cut: &Cut, stations: &[Station], course: Course) -> Vec<f32> {
    (0..DEPTHS)
        .map(|index| {
            let depth = DEEPEST * (index as f32 + 0.5) / DEPTHS as f32;
            let values =
                stations.iter().step_by(2).map(|station| cut.at(station.at(depth, cut.rim.b, course)));
            values.sum::<f32>() * 2.0 / STEPS as f32
        })
        .collect()
}

/// The belt of the letters as two depths: behind the rim and whatever fine ring follows it, up to the next gap.
fn belt(profile: &[f32]) -> Option<(f32, f32)> {
    let depth = |index: usize| DEEPEST * index as f32 / DEPTHS as f32;
    // Letters are deepest in ink around a quarter of the way in.
    let core = profile.get(12..34)?;
    let plateau = stats::quantile(&mut core.to_vec(), 0.7);
    if plateau < 0.04 {
        return None;
    }
    let low = plateau * 0.3;
    // From the heart of the letters outwards and inwards to where the ink ends.
    let heart = (12..34).max_by(|&i, &j| {
        let around = |at: usize| profile.iter().skip(at - 3).take(7).sum::<f32>();
        around(i).total_cmp(&around(j))
    })?;
    let outer = (3..heart).rev().find(|&index| profile[index] < low).unwrap_or_else(|| {
        // No gap before the rim: the place with the least ink.
        (3..12).min_by(|&i, &j| profile[i].total_cmp(&profile[j])).unwrap_or(6)
    });
    let inner = (heart..DEPTHS).find(|&index| profile[index] < low).unwrap_or_else(|| {
        (heart..DEPTHS).min_by(|&i, &j| profile[i].total_cmp(&profile[j])).unwrap_or(DEPTHS - 1)
    });
    let (outer, inner) = (depth(outer), depth(inner + 1));
    ((0.1..0.5).contains(&(inner - outer))).then_some((outer, inner))
}

/// Whether there are letters along the rim: ink that comes and goes at least six times around.
#[must_use]
pub fn is_lettered(cut: &Cut) -> bool {
    let stations = stations(cut);
    let along: Vec<f32> = stations
        .iter()
        .map(|station| {
            let depths = (0..12_u8).map(|i| 0.13 + 0.022 * f32::from(i));
            depths.map(|depth| cut.at(station.at(depth, cut.rim.b, Course::Parallel))).sum::<f32>() / 12.0
        })
        .collect();
    let full = stats::quantile(&mut along.clone(), 0.85);
    let filled = along.iter().filter(|value| **value > full * 0.5).count();
    let mut up = along.last().is_some_and(|value| *value > full * 0.5);
    let mut changes = 0;
    for value in &along {
        let bound = if up { full * 0.3 } else { full * 0.6 };
        if (*value > bound) != up {
            up = !up;
            changes += 1;
        }
    }
    full > 0.06 && changes >= 10 && (STEPS / 12..STEPS * 9 / 10).contains(&filled)
}

/// What stands along the rim, in the ways it may be meant, the likeliest first; empty where nothing does.
#[must_use]
pub fn arcs(cut: &Cut) -> Vec<Arc> {
    let stations = stations(cut);
    let oval = cut.rim.b < cut.rim.a * 0.9;
    let mut out = Vec::new();
    for course in [Course::Parallel, Course::Similar].into_iter().take(if oval { 2 } else { 1 }) {
        let measured = belt(&profile(cut, &stations, course));
        // Where measuring fails, the belt of most seals.
        let fixed = if oval { (0.1, 0.38) } else { (0.11, 0.42) };
        let mut belts: Vec<(f32, f32)> = Vec::new();
        if let Some((outer, inner)) = measured {
            belts.push(((outer - 0.015).max(0.03), inner + 0.02));
        }
        let differs = measured.is_none_or(|own| (own.0 - fixed.0).abs() + (own.1 - fixed.1).abs() > 0.05);
        if differs {
            belts.push(fixed);
        }
        out.extend(belts.into_iter().filter_map(|belt| arc(cut, &stations, belt, course)));
    }
    out
}

fn arc(cut: &Cut, stations: &[Station], (outer, inner): (f32, f32), course: Course) -> Option<Arc> {
    let middle = f32::midpoint(outer, inner);
    let path: Vec<(f32, f32)> =
        stations.iter().map(|station| station.at(middle, cut.rim.b, course)).collect();
    let mut lengths = vec![0.0_f32];
    for index in 0..path.len() {
        let (p, q) = (path[index], path[(index + 1) % path.len()]);
        lengths.push(lengths[index] + (q.0 - p.0).hypot(q.1 - p.1));
    }
    let whole = *lengths.last()?;
    let thick = (inner - outer) * cut.rim.b;
    let width = (whole * HEIGHT as f32 / thick.max(1.0)).round();
    if !(NARROWEST as f32..4000.0).contains(&width) {
        return None;
    }
    let width = width as usize;
    let rows = HEIGHT as usize;
    let mut strip = Plane::filled(width, rows, 0.0);
    let mut index = 0;
    let mut directions = Vec::with_capacity(width);
    for column in 0..width {
        let wanted = whole * (column as f32 + 0.5) / width as f32;
        while index + 1 < path.len() && lengths[index + 1] < wanted {
            index += 1;
        }
        let within = (wanted - lengths[index]) / (lengths[index + 1] - lengths[index]).max(1e-6);
        let next = (index + 1) % path.len();
        let between = |a: (f32, f32), b: (f32, f32)| {
            ((b.0 - a.0).mul_add(within, a.0), (b.1 - a.1).mul_add(within, a.1))
        };
        let (x, y) = between(path[index], path[next]);
        let (nx, ny) = between(stations[index].inward, stations[next].inward);
        directions.push((x - cut.rim.x, y - cut.rim.y));
        for row in 0..rows {
            let off = ((row as f32 + 0.5) / rows as f32 - 0.5) * thick;
            strip.data[row * width + column] = cut.at((off.mul_add(nx, x), off.mul_add(ny, y)));
        }
    }
    let (from, length, margin) = extent(&strip)?;
    let mut kept = Plane::filled(length, rows, 0.0);
    for row in 0..rows {
        for column in 0..length {
            kept.data[row * length + column] = strip.at((from + column) % width, row);
        }
    }
    let (dx, dy) = directions[(from + length / 2) % width];
    let inked = length.saturating_sub(2 * margin) as f32 / width as f32;
    Some(Arc { strip: kept, top: dx.atan2(-dy), half: PI * inked })
}

/// Columns on either side over which ink is summed up to tell text from gaps.
const BLUR: usize = 8;

/// Where the text of a closed strip begins, how long it is, and how much of that on either side is margin.
fn extent(strip: &Plane) -> Option<(usize, usize, usize)> {
    let width = strip.width;
    // Numbers along the lower rim touch the outer edge of the belt only, and corners of the level lines its inner
    // half; the characters of the name stand in between too.
    let rows = strip.height * 9 / 48..strip.height * 25 / 48;
    let sums: Vec<f32> =
        (0..width).map(|column| rows.clone().map(|row| strip.at(column, row)).sum::<f32>()).collect();
    let smooth: Vec<f32> = (0..width)
        .map(|column| (0..=2 * BLUR).map(|off| sums[(column + width + off - BLUR) % width]).sum::<f32>())
        .collect();
    let full = stats::quantile(&mut smooth.clone(), 0.75);
    let mut low: Vec<bool> = smooth.iter().map(|value| *value < full * 0.17).collect();
    if full <= 4.0 || low.iter().all(|low| *low) {
        return None;
    }
    let (end, gap) = widest(&low);
    // Between characters there are gaps too; without a wide one the text begins below.
    if gap < HEIGHT as usize / 2 {
        return Some((0, width, 0));
    }
    // What is narrower than half a character and stands apart beside the gap belongs to something else.
    for (from, forward) in [(end, true), ((end + 2 * width - gap - 1) % width, false)] {
        let at =
            |step: usize| if forward { (from + step) % width } else { (from + 2 * width - step) % width };
        let narrow = (0..width).position(|step| low[at(step)]).unwrap_or(width);
        let then = (narrow..width).position(|step| !low[at(step)]).unwrap_or(0);
        if narrow < HEIGHT as usize * 5 / 12 && then > HEIGHT as usize / 3 {
            for step in 0..narrow {
                low[at(step)] = true;
            }
        }
    }
    let (end, gap) = widest(&low);
    let margin = (gap / 3).min(6);
    let from = (end + width - margin) % width;
    let length = (width - gap + 2 * margin).min(width);
    (length >= NARROWEST / 2).then_some((from, length, margin + BLUR))
}

/// The widest gap of a closed line: where it ends and how wide it is.
fn widest(low: &[bool]) -> (usize, usize) {
    let width = low.len();
    let (mut best, mut run) = ((0, 0), 0);
    for column in 0..width * 2 {
        if low[column % width] {
            run = (run + 1).min(width);
            if run > best.1 {
                best = ((column + 1) % width, run);
            }
        } else {
            run = 0;
        }
    }
    best
}

/// A strip of ink as the reader of lines wants it: dark on white.
#[must_use]
pub fn picture(strip: &Plane) -> RgbImage {
    RgbImage::from_fn(strip.width as u32, strip.height as u32, |x, y| {
        let ink = strip.at(x as usize, y as usize).clamp(0.0, 1.0);
        Rgb([(245.0 - 215.0 * ink) as u8; 3])
    })
}
