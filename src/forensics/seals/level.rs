//! Cuts out the lines that stand level inside a seal.

use std::f32::consts::PI;

use super::ink::{Cut, sample};
use super::unwrap::{Arc, NARROWEST};
use crate::forensics::reading::HEIGHT;
use crate::forensics::signal::{Plane, components, stats};

/// Side of the picture the lines inside are cut from, from the middle to the rim.
const HALF: usize = 130;

/// The lines that stand level inside, from top to bottom, as strips of [`HEIGHT`] rows.
#[must_use]
pub fn lines(cut: &Cut, arc: &Arc) -> Vec<Plane> {
    let oval = cut.rim.b < cut.rim.a * 0.9;
    let side = HALF * 2;
    // The level direction: across the top for a circle, along the longer axis of an oval.
    let level = if oval { nearest_half(cut.rim.turn, arc.top) } else { arc.top };
    let scale = cut.rim.a.max(1.0) / HALF as f32;
    let inside = |u: f32, v: f32, lean: f32| {
        let (sin, cos) = (level + lean).sin_cos();
        let (x, y) = (u * scale, v * scale);
        (cut.rim.x + x * cos - y * sin, cut.rim.y + x * sin + y * cos)
    };
    let squeeze = cut.rim.a / cut.rim.b.max(1.0);
    let picture = |lean: f32| {
        let mut plane = Plane::filled(side, side, 0.0);
        for row in 0..side {
            for column in 0..side {
                let (u, v) = (column as f32 + 0.5 - HALF as f32, row as f32 + 0.5 - HALF as f32);
                let place = inside(u, v, lean);
                let out = cut.rim.out(place.0, place.1);
                // As on the circle an oval is made of.
                let down = v * squeeze / HALF as f32;
                let angle = (u / HALF as f32).atan2(-down).abs();
                let named = out > 0.57 && angle < arc.half.min(PI * 0.9) - 0.05;
                // A long line reaches out to the rim; numbers along the rim lie below it.
                let keep = if down.abs() < 0.63 { 0.925 } else { 0.8 };
                if out < keep && !named {
                    plane.data[row * side + column] = cut.at(place);
                }
            }
        }
        if !oval {
            without_star(&mut plane);
        }
        plane
    };
    let sharpness =
        |plane: &Plane| (0..side).map(|row| plane.row(row).iter().sum::<f32>().powi(2)).sum::<f32>();
    let mut best = (f32::NEG_INFINITY, picture(0.0));
    for step in -4_i8..=4 {
        let plane = picture(f32::from(step) * 0.022);
        let score = sharpness(&plane) * if step == 0 { 1.02 } else { 1.0 };
        if score > best.0 {
            best = (score, plane);
        }
    }
    let plane = best.1;
    rows(&plane).into_iter().filter_map(|(from, to)| line(&plane, from, to)).take(4).collect()
}

/// `turn` or the opposite direction, whichever has `top` on its upper side.
fn nearest_half(turn: f32, top: f32) -> f32 {
    if (turn - top).cos() >= 0.0 { turn } else { turn + PI }
}

/// Takes the star or emblem out of the middle: one area around the middle that no line of text could be.
fn without_star(plane: &mut Plane) {
    let middle = plane.width / 2;
    let mask: Vec<bool> = plane.data.iter().map(|value| *value > 0.3).collect();
    for area in components::components(&mask, plane.width) {
        let (w, h) = (area.width(), area.height());
        let close = |a: usize, b: usize| a.midpoint(b).abs_diff(middle) < HALF / 7;
        let star = close(area.x0, area.x1)
            && close(area.y0, area.y1)
            && (HALF / 4..HALF).contains(&w)
            && h * 3 > w * 2;
        if star {
            for row in area.y0.saturating_sub(2)..(area.y1 + 2).min(plane.height) {
                for column in area.x0.saturating_sub(2)..(area.x1 + 2).min(plane.width) {
                    plane.data[row * plane.width + column] = 0.0;
                }
            }
        }
    }
}

/// Bands of rows with ink that may be lines of text.
fn rows(plane: &Plane) -> Vec<(usize, usize)> {
    let sums: Vec<f32> = (0..plane.height).map(|row| plane.row(row).iter().sum::<f32>()).collect();
    let full = stats::quantile(&mut sums.clone(), 0.97);
    if full < 4.0 {
        return Vec::new();
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut from = None;
    for (row, sum) in sums.iter().chain([&0.0]).enumerate() {
        let inked = *sum > (full * 0.14).max(1.2);
        match (from, inked) {
            (None, true) => from = Some(row),
            (Some(start), false) => {
                match out.last_mut() {
                    // The gap within a character is no gap between lines.
                    Some(last) if start - last.1 <= 2 => last.1 = row,
                    _ => out.push((start, row)),
                }
                from = None;
            }
            _ => {}
        }
    }
    out.retain(|(from, to)| (HALF / 16..HALF / 2).contains(&(to - from)));
    out
}

fn line(plane: &Plane, from: usize, to: usize) -> Option<Plane> {
    let column_sum = |column: usize| (from..to).map(|row| plane.at(column, row)).sum::<f32>();
    let inked: Vec<usize> = (0..plane.width).filter(|&column| column_sum(column) > 0.8).collect();
    let (first, last) = (*inked.first()?, *inked.last()?);
    let tall = (to - from) as f32;
    if ((last - first) as f32) < tall * 1.2 {
        return None;
    }
    let pad = tall * 0.14;
    let (x0, y0) = (first as f32 - pad * 2.0, from as f32 - pad);
    let scale = 2.0_f32.mul_add(pad, tall) / HEIGHT as f32;
    let width = ((4.0_f32.mul_add(pad, (last - first + 1) as f32)) / scale).ceil() as usize;
    let mut out = Plane::filled(width.clamp(NARROWEST / 2, 2000), HEIGHT as usize, 0.0);
    for row in 0..out.height {
        for column in 0..out.width {
            let (x, y) = ((column as f32 + 0.5).mul_add(scale, x0), (row as f32 + 0.5).mul_add(scale, y0));
            out.data[row * out.width + column] = sample(plane, x, y);
        }
    }
    Some(out)
}
