//! Seals: the round company seal (ring, name along an arc, star, straight line, number) and the oval one of
//! invoices, as a coverage of ink that darkens what lies below.

#![expect(clippy::many_single_char_names, reason = "coordinates")]

use super::super::Random;
use super::fonts::{Cast, Fonts, Role};
use crate::forensics::reading::text::Flat;
use crate::forensics::signal::Plane;

/// The fonts a seal is cut in.
type Cut<'a> = (&'a Fonts, Cast);

/// A seal and how it was set.
#[derive(Debug, Clone, PartialEq)]
pub struct Seal {
    /// Middle, in pixels.
    pub middle: (f32, f32),
    /// Half the width and half the height, in pixels.
    pub radius: (f32, f32),
    /// Turned by so many radians.
    pub turn: f32,
    /// Along the arc.
    pub name: String,
    /// Below the middle; empty for none.
    pub line: String,
    /// Registration number, along the lower arc or across the middle of the oval; empty for none.
    pub number: String,
    /// Whether a star stands in the middle.
    pub star: bool,
    /// Ink.
    pub colour: [u8; 3],
    /// Electronic seals are even; pressed ones have holes, worn rims and uneven pressure.
    pub electronic: bool,
    /// Seed of the wear.
    pub seed: u64,
}

impl Seal {
    /// The box it lies in.
    #[must_use]
    pub fn area(&self) -> Flat {
        let reach = self.radius.0.max(self.radius.1) + 2.0;
        Flat { x: self.middle.0 - reach, y: self.middle.1 - reach, width: reach * 2.0, height: reach * 2.0 }
    }

    /// Coverage of ink over [`Seal::area`], 0 to 1.
    #[must_use]
    pub fn ink(&self, fonts: &Fonts, cast: Cast) -> Plane {
        let cut = (fonts, cast);
        let side = (self.area().width.ceil().clamp(8.0, 1200.0)) as usize;
        let mut plane = Plane::filled(side, side, 0.0);
        self.ring(&mut plane);
        if self.star {
            self.draw_star(&mut plane);
        }
        let (a, b) = self.radius;
        let oval = (a - b).abs() > 1.0;
        // The arc of the name spans more the longer the name is; then the characters are cut narrower.
        let count = self.name.chars().count().max(2) as f32;
        let em = b * if oval { 0.25 } else { 0.27 };
        let at = if oval { 0.76 } else { 0.73 };
        let most = if oval { 1.5 } else { 2.0 };
        let half = ((count - 1.0) * em * 0.7 / (b * at)).min(most);
        let squeeze = (half * 2.0 * b * at / (count - 1.0) / em * 0.92).clamp(0.45, 0.9);
        self.arc(&mut plane, cut, &self.name, (em, at, squeeze), (-half, half), false);
        if oval {
            self.level(&mut plane, cut, &self.number, b * 0.16, 0.12);
            self.level(&mut plane, cut, &self.line, b * 0.22, 0.56);
        } else {
            self.level(&mut plane, cut, &self.line, b * 0.17, 0.52);
            let digits = self.number.chars().count() as f32;
            let reach = digits * 0.05;
            self.arc(&mut plane, cut, &self.number, (b * 0.1, 0.86, 1.0), (-reach, reach), true);
        }
        if !self.electronic {
            self.wear(&mut plane);
        }
        plane
    }

    /// From the seal's own coordinates (middle 0, radius 1) to the plane.
    fn place(&self, side: usize, (u, v): (f32, f32)) -> (f32, f32) {
        let (x, y) = (u * self.radius.0, v * self.radius.1);
        let (sin, cos) = self.turn.sin_cos();
        let middle = side as f32 / 2.0;
        (middle + x * cos - y * sin, middle + x * sin + y * cos)
    }

    fn ring(&self, plane: &mut Plane) {
        let (a, b) = self.radius;
        let middle = plane.width as f32 / 2.0;
        let (sin, cos) = self.turn.sin_cos();
        let wide = (b * 0.055).max(1.5);
        for y in 0..plane.height {
            for x in 0..plane.width {
                let (dx, dy) = (x as f32 + 0.5 - middle, y as f32 + 0.5 - middle);
                let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
                let radius = (u / a).hypot(v / b);
                // Distance from the rim, near enough for ellipses of this shape.
                let slope = (u / (a * a)).hypot(v / (b * b)) / radius.max(1e-3);
                let inside = if radius < 0.2 { f32::MAX } else { (1.0 - radius) / slope.max(1e-6) };
                let cover = (inside + 0.5).min(wide - inside + 0.5).clamp(0.0, 1.0);
                let fine = if self.electronic || (a - b).abs() > 1.0 {
                    0.0
                } else {
                    (0.7 - (inside - wide * 1.9).abs()).clamp(0.0, 0.6)
                };
                let cell = &mut plane.data[y * plane.width + x];
                *cell = cell.max(cover).max(fine);
            }
        }
    }

    fn draw_star(&self, plane: &mut Plane) {
        let points: Vec<(f32, f32)> = (0..10_u8)
            .map(|i| {
                let angle = f32::from(i) * std::f32::consts::PI / 5.0 - std::f32::consts::FRAC_PI_2;
                let radius = if i % 2 == 0 { 0.29 } else { 0.111 };
                self.place(plane.width, (angle.cos() * radius, angle.sin() * radius))
            })
            .collect();
        let reach = self.radius.1 * 0.32;
        let middle = plane.width as f32 / 2.0;
        let range = || (middle - reach).max(0.0) as usize..((middle + reach) as usize).min(plane.width);
        for y in range() {
            for x in range() {
                // Four samples a pixel make the edge soft.
                let inside = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
                    .iter()
                    .filter(|(u, v)| within(&points, (x as f32 + u, y as f32 + v)))
                    .count();
                plane.data[y * plane.width + x] = plane.data[y * plane.width + x].max(inside as f32 / 4.0);
            }
        }
    }

    /// Characters along the arc at a part of the radius, upright to the outside (or to the inside below).
    fn arc(
        &self,
        plane: &mut Plane,
        cut: Cut,
        text: &str,
        (em, at, squeeze): (f32, f32, f32),
        (from, to): (f32, f32),
        below: bool,
    ) {
        let count = text.chars().count();
        for (index, character) in text.chars().enumerate() {
            let part = if count > 1 { index as f32 / (count - 1) as f32 } else { 0.5 };
            let angle = from + (to - from) * part;
            let (u, v, lean) = if below {
                (angle.sin() * at, angle.cos() * at, -angle)
            } else {
                (angle.sin() * at, -angle.cos() * at, angle)
            };
            // On an oval the character leans with the rim.
            let lean = (lean.sin() * self.radius.1).atan2(lean.cos() * self.radius.0);
            self.glyph(plane, cut, character, (em, squeeze), (u, v), lean);
        }
    }

    fn level(&self, plane: &mut Plane, cut: Cut, text: &str, em: f32, v: f32) {
        let advance = |c: char| cut.0.advance(cut.0.find(cut.1, Role::Song, c)) * em * 1.02;
        let wide: f32 = text.chars().map(advance).sum();
        let mut x = -wide / 2.0;
        for character in text.chars() {
            let step = advance(character);
            self.glyph(plane, cut, character, (em, 1.0), ((x + step / 2.0) / self.radius.0, v), 0.0);
            x += step;
        }
    }

    /// One character, turned: drawn level first, then sampled.
    fn glyph(
        &self,
        plane: &mut Plane,
        cut: Cut,
        character: char,
        (em, squeeze): (f32, f32),
        at: (f32, f32),
        lean: f32,
    ) {
        let of = cut.0.find(cut.1, Role::Song, character);
        let half = em.ceil() as usize + 2;
        let mut own = Plane::filled(half * 2, half * 2, 0.0);
        let wide = cut.0.advance(of) * em * squeeze;
        let middle = half as f32;
        let Some(outline) = cut.0.outline(of, em, squeeze, middle - wide / 2.0, middle + em * 0.38) else {
            return;
        };
        let bounds = outline.px_bounds();
        outline.draw(|x, y, cover| {
            let (px, py) = (bounds.min.x as i32 + x as i32, bounds.min.y as i32 + y as i32);
            if let (Ok(px), Ok(py)) = (usize::try_from(px), usize::try_from(py))
                && px < own.width
                && py < own.height
            {
                own.data[py * own.width + px] = cover;
            }
        });
        let (cx, cy) = self.place(plane.width, at);
        let (sin, cos) = (self.turn + lean).sin_cos();
        let reach = em * 0.8;
        let (x0, x1) = ((cx - reach).max(0.0) as usize, ((cx + reach).max(0.0) as usize).min(plane.width));
        let (y0, y1) = ((cy - reach).max(0.0) as usize, ((cy + reach).max(0.0) as usize).min(plane.height));
        for y in y0..y1 {
            for x in x0..x1 {
                let (dx, dy) = (x as f32 + 0.5 - cx, y as f32 + 0.5 - cy);
                let cover =
                    sample(&own, dx * cos + dy * sin + middle - 0.5, dy * cos - dx * sin + middle - 0.5);
                // Seals are cut bolder than type is.
                let cell = &mut plane.data[y * plane.width + x];
                *cell = cell.max((cover * 1.35).min(1.0));
            }
        }
    }

    /// Holes, speckle and uneven pressure.
    fn wear(&self, plane: &mut Plane) {
        let mut random = Random::new(self.seed);
        let mut field = Plane::filled(plane.width, plane.height, 0.0);
        field.data.iter_mut().for_each(|cell| *cell = random.unit());
        let fine = field.box_blur(1);
        let wide = field.box_blur((plane.width / 12).max(2));
        let direction = random.between(0.0, std::f32::consts::TAU);
        let (sin, cos) = direction.sin_cos();
        let uneven = random.between(0.05, 0.3);
        let middle = plane.width as f32 / 2.0;
        for y in 0..plane.height {
            for x in 0..plane.width {
                let at = y * plane.width + x;
                let lean = ((x as f32 - middle) * cos + (y as f32 - middle) * sin) / middle;
                let press = 0.86 - uneven * lean.max(0.0) + (wide.data[at] - 0.5) * 2.5;
                let hole = ((fine.data[at] - 0.24) * 9.0).clamp(0.0, 1.0);
                plane.data[at] *= press.clamp(0.25, 0.97) * (0.25 + 0.75 * hole);
            }
        }
    }
}

fn sample(plane: &Plane, x: f32, y: f32) -> f32 {
    if x < 0.0 || y < 0.0 || x >= (plane.width - 1) as f32 || y >= (plane.height - 1) as f32 {
        return 0.0;
    }
    let (i, j) = (x as usize, y as usize);
    let (u, v) = (x - i as f32, y - j as f32);
    let top = plane.at(i, j) * (1.0 - u) + plane.at(i + 1, j) * u;
    let low = plane.at(i, j + 1) * (1.0 - u) + plane.at(i + 1, j + 1) * u;
    top * (1.0 - v) + low * v
}

/// Even–odd rule.
fn within(points: &[(f32, f32)], (x, y): (f32, f32)) -> bool {
    let mut inside = false;
    let mut last = points.len().saturating_sub(1);
    for (index, &(ax, ay)) in points.iter().enumerate() {
        let (bx, by) = points[last];
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
        last = index;
    }
    inside
}
