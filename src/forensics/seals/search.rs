//! Looks for rims: rings of ink with clear paper around them.
//!
//! A coarse page is compared with rings of many sizes, since neither connected areas nor gradients alone survive
//! lines of a form or of writing that run through a seal; each ring found is then fitted on the finer page.

use super::ink::INKED;
use super::rim::{Rim, fit};
use crate::forensics::signal::Plane;

/// Half the width of a seal in shares of the page's longer side: 15 mm on an A4 sheet to half of a small card.
const SIZES: (f32, f32) = (0.038, 0.24);
/// Each size is larger than the one before by this.
const GROWTH: f32 = 1.07;
/// Height against width, level: round, oval, oval on a page that lies on its side.
const RATIOS: [f32; 3] = [1.0, 0.76, 1.32];
/// Places of a ring looked at.
const RAYS: usize = 36;
/// Share of a ring that must carry ink, and how much of it may lie in what surrounds it.
const LEAST_RING: f32 = 0.66;
const LEAST_SCORE: f32 = 0.45;
/// Rings fitted at most.
const MOST: usize = 16;

/// A ring that fits coarsely.
#[derive(Clone, Copy)]
struct Guess {
    rim: Rim,
    score: f32,
}

/// The rims of a plane of ink, each with the share of it that can be seen.
#[must_use]
pub fn rims(plane: &Plane) -> Vec<(Rim, f32)> {
    let coarse = Coarse::new(plane);
    let mut guesses = coarse.guesses();
    guesses.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Guess> = Vec::new();
    for guess in guesses {
        let apart = |known: &Guess| known.rim.distance(&guess.rim) > known.rim.a.max(guess.rim.a) * 0.3;
        if kept.len() < MOST && kept.iter().filter(|known| !apart(known)).count() < 2 {
            kept.push(guess);
        }
    }
    let mut fitted: Vec<(Rim, f32)> = kept.iter().filter_map(|guess| refined(plane, guess.rim)).collect();
    // Letters within a seal make small rings of their own, and a seal may have a second ring inside: of rings that
    // lie in each other the outer one is the rim, unless hardly any of it is there.
    fitted.sort_by(|a, b| (b.0.b * b.1).total_cmp(&(a.0.b * a.1)));
    let mut found: Vec<(Rim, f32)> = Vec::new();
    for (rim, clear) in fitted {
        let within = |known: &Rim| known.out(rim.x, rim.y) < 0.9 || rim.out(known.x, known.y) < 0.9;
        if !found.iter().any(|(known, _)| within(known)) {
            found.push((rim, clear));
        }
    }
    found
}

/// The plane at half its size: whether there is ink at or beside a place.
struct Coarse {
    width: usize,
    height: usize,
    inked: Vec<bool>,
    /// Numbers of cells with ink in rectangles from the corner.
    sums: Vec<u32>,
}

impl Coarse {
    fn new(plane: &Plane) -> Self {
        let (width, height) = (plane.width / 2, plane.height / 2);
        let mut inked = vec![false; width * height];
        for y in 0..height {
            for x in 0..width {
                let square = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(u, v)| plane.at(2 * x + u, 2 * y + v));
                inked[y * width + x] = square.iter().copied().fold(0.0, f32::max) >= INKED;
            }
        }
        let mut sums = vec![0; (width + 1) * (height + 1)];
        for y in 0..height {
            let mut line = 0;
            for x in 0..width {
                line += u32::from(inked[y * width + x]);
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + line;
            }
        }
        Self { width, height, inked, sums }
    }

    fn at(&self, x: f32, y: f32) -> bool {
        x >= 0.0
            && y >= 0.0
            && (x as usize) < self.width
            && (y as usize) < self.height
            && self.inked[y as usize * self.width + x as usize]
    }

    /// Whether any of the places within `slack` along a ray carries ink.
    fn near(&self, (x, y): (f32, f32), (dx, dy): (f32, f32), slack: f32) -> bool {
        self.at(x, y) || self.at(x + dx * slack, y + dy * slack) || self.at(x - dx * slack, y - dy * slack)
    }

    fn count(&self, x0: f32, y0: f32, x1: f32, y1: f32) -> u32 {
        let clamp = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
        let (x0, x1) = (clamp(x0, self.width), clamp(x1, self.width));
        let (y0, y1) = (clamp(y0, self.height), clamp(y1, self.height));
        let at = |x: usize, y: usize| self.sums[y * (self.width + 1) + x];
        (at(x1, y1) + at(x0, y0)).saturating_sub(at(x0, y1) + at(x1, y0))
    }

    fn guesses(&self) -> Vec<Guess> {
        let longest = self.width.max(self.height) as f32;
        let rays: Vec<(f32, f32)> = (0..RAYS)
            .map(|index| {
                // Opposite and crossing directions first, so that what is no ring is left soon.
                let turn = (index * 13 % RAYS) as f32 * std::f32::consts::TAU / RAYS as f32;
                (turn.cos(), turn.sin())
            })
            .collect();
        let mut found = Vec::new();
        let mut size = longest * SIZES.0;
        while size < longest * SIZES.1 {
            for ratio in RATIOS {
                let (a, b) = if ratio > 1.0 { (size / ratio, size) } else { (size, size * ratio) };
                self.scan(a, b, &rays, &mut found);
            }
            size *= GROWTH;
        }
        found
    }

    fn scan(&self, a: f32, b: f32, rays: &[(f32, f32)], found: &mut Vec<Guess>) {
        let stride = (a.min(b) * 0.08).max(1.0);
        let slack = (a.min(b) * 0.04).clamp(0.7, 3.0);
        // A ring one cell wide has about so many cells, most of which must be there.
        let least = ((a + b) * std::f32::consts::PI * LEAST_RING * 0.8) as u32;
        let mut y = b * 0.7;
        while y < self.height as f32 - b * 0.7 {
            let mut x = a * 0.7;
            while x < self.width as f32 - a * 0.7 {
                if self.count(x - a, y - b, x + a, y + b) >= least
                    && let Some(score) = self.score((x, y), (a, b), rays, slack)
                {
                    let (long, short, turn) =
                        if a >= b { (a, b, 0.0) } else { (b, a, std::f32::consts::FRAC_PI_2) };
                    let rim = Rim { x: x * 2.0, y: y * 2.0, a: long * 2.0, b: short * 2.0, turn };
                    found.push(Guess { rim, score });
                }
                x += stride;
            }
            y += stride;
        }
    }

    fn score(&self, (x, y): (f32, f32), (a, b): (f32, f32), rays: &[(f32, f32)], slack: f32) -> Option<f32> {
        let (mut ring, mut around) = (0_u8, 0_u8);
        for (index, ray) in rays.iter().enumerate() {
            let (dx, dy) = *ray;
            let place = (x + dx * a, y + dy * b);
            ring += u8::from(self.near(place, *ray, slack));
            let far = (x + dx * a * 1.13, y + dy * b * 1.13);
            around += u8::from(self.at(far.0, far.1));
            if (index == 8 && ring < 4) || (index == 17 && ring < 10) {
                return None;
            }
        }
        let (ring, around) = (f32::from(ring) / RAYS as f32, f32::from(around) / RAYS as f32);
        let score = ring - 0.6 * around;
        (ring >= LEAST_RING && score >= LEAST_SCORE).then_some(score)
    }
}

/// Places of a rim looked at when it is fitted.
const FINE: usize = 120;

/// Fits a rim to the ink near it; `None` when there is no ring or what is inside is no seal.
fn refined(plane: &Plane, guess: Rim) -> Option<(Rim, f32)> {
    let mut rim = guess;
    for reach in [0.14, 0.09, 0.06] {
        let points: Vec<(f32, f32)> = crossings(plane, &rim, reach).into_iter().flatten().collect();
        rim = fit(&rim, &points)?;
    }
    let on = crossings(plane, &rim, 0.04).iter().flatten().count();
    let clear = on as f32 / FINE as f32;
    let inside = share(plane, &rim, 0.0, 0.88);
    let around = share(plane, &rim, 1.06, 1.2);
    let on_rim = share(plane, &rim, 0.95, 1.01);
    // Print all over is as dense inside as on any line through it.
    let stands_out = on_rim > 0.42 && on_rim > inside * 1.35;
    let sane = clear >= 0.55 && (0.03..0.6).contains(&inside) && around < on_rim * 0.6 && stands_out;
    sane.then_some((rim, clear))
}

/// Where the outermost ink near a rim lies along each ray.
fn crossings(plane: &Plane, rim: &Rim, reach: f32) -> Vec<Option<(f32, f32)>> {
    let step = 0.7 / rim.a.max(8.0);
    (0..FINE)
        .map(|index| {
            let turn = index as f32 * std::f32::consts::TAU / FINE as f32;
            let (cos, sin) = (turn.cos(), turn.sin());
            let mut out = 1.0 + reach;
            // The middle of the outermost run of ink.
            let mut run: Option<(f32, f32, f32)> = None;
            while out > 1.0 - reach {
                let (x, y) = rim.place(cos * out, sin * out);
                let value = super::ink::sample(plane, x + 0.5, y + 0.5);
                if value >= INKED {
                    let (weight, sum, first) = run.unwrap_or((0.0, 0.0, out));
                    // A rim is thin: what is thicker is something that touches it.
                    if first - out > 0.09 {
                        break;
                    }
                    run = Some((weight + value, sum + value * out, first));
                } else if run.is_some() {
                    break;
                }
                out -= step;
            }
            run.map(|(weight, sum, _)| {
                let out = sum / weight;
                rim.place(cos * out, sin * out)
            })
        })
        .collect()
}

/// The share of a belt around the middle that carries ink.
fn share(plane: &Plane, rim: &Rim, from: f32, to: f32) -> f32 {
    let (w, h) = rim.reach();
    let clamp = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
    let (mut all, mut inked) = (0_u32, 0_u32);
    for y in clamp(rim.y - h * to, plane.height)..clamp(rim.y + h * to + 1.0, plane.height) {
        for x in clamp(rim.x - w * to, plane.width)..clamp(rim.x + w * to + 1.0, plane.width) {
            if (from..to).contains(&rim.out(x as f32, y as f32)) {
                all += 1;
                inked += u32::from(plane.at(x, y) >= INKED);
            }
        }
    }
    inked as f32 / all.max(1) as f32
}
