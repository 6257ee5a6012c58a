//! Projections of the plane: where a point of the page comes to lie, and the picture that makes.

#![expect(clippy::many_single_char_names, reason = "the cells of a matrix and coordinates")]

use image::RgbImage;
use rayon::prelude::*;

use crate::forensics::reading::text::{Flat, Point};

/// A projection, from the page to the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Warp([f64; 9]);

impl Warp {
    /// Nothing moves.
    pub const STILL: Self = Self([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    /// Stretches both ways from the upper left corner.
    #[must_use]
    pub fn scaled(x: f64, y: f64) -> Self {
        Self([x, 0.0, 0.0, 0.0, y, 0.0, 0.0, 0.0, 1.0])
    }

    /// Turns around a point by so many radians, clockwise in the picture.
    #[must_use]
    pub fn turned(angle: f64, (x, y): (f64, f64)) -> Self {
        let (sin, cos) = angle.sin_cos();
        Self([cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y, 0.0, 0.0, 1.0])
    }

    /// A quarter turn clockwise of a picture of this size, so many times.
    #[must_use]
    pub fn quarters(turns: u8, width: u32, height: u32) -> Self {
        let (w, h) = (f64::from(width), f64::from(height));
        match turns % 4 {
            1 => Self([0.0, -1.0, h, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]),
            2 => Self([-1.0, 0.0, w, 0.0, -1.0, h, 0.0, 0.0, 1.0]),
            3 => Self([0.0, 1.0, 0.0, -1.0, 0.0, w, 0.0, 0.0, 1.0]),
            _ => Self::STILL,
        }
    }

    /// The projection that takes four corners to four others: eight equations, solved by elimination.
    /// `None` when three corners lie on a line.
    #[must_use]
    pub fn corners(from: [(f64, f64); 4], to: [(f64, f64); 4]) -> Option<Self> {
        let mut rows = [[0.0_f64; 9]; 8];
        for (index, ((x, y), (u, v))) in from.into_iter().zip(to).enumerate() {
            rows[index * 2] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
            rows[index * 2 + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
        }
        for column in 0..8 {
            let best =
                (column..8).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
            if rows[best][column].abs() < 1e-9 {
                return None;
            }
            rows.swap(column, best);
            let lead = rows[column];
            for (index, row) in rows.iter_mut().enumerate() {
                if index != column {
                    let factor = row[column] / lead[column];
                    row.iter_mut().zip(lead).for_each(|(cell, own)| *cell -= factor * own);
                }
            }
        }
        let mut out = [1.0; 9];
        for (index, row) in rows.iter().enumerate() {
            out[index] = row[8] / row[index];
        }
        Some(Self(out))
    }

    /// This one first, then the other.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let mut out = [0.0; 9];
        for row in 0..3 {
            for column in 0..3 {
                out[row * 3 + column] = (0..3).map(|k| next.0[row * 3 + k] * self.0[k * 3 + column]).sum();
            }
        }
        Self(out)
    }

    /// Back from the picture to the page; `None` when it cannot be undone.
    #[must_use]
    pub fn back(self) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        if det.abs() < 1e-12 {
            return None;
        }
        let all = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        Some(Self(all.map(|cell| cell / det)))
    }

    /// Where a point comes to lie.
    #[must_use]
    pub fn at(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let depth = g * x + h * y + i;
        ((a * x + b * y + c) / depth, (d * x + e * y + f) / depth)
    }

    /// Where a box comes to lie.
    #[must_use]
    pub fn corners_of(self, flat: &Flat) -> [Point; 4] {
        super::render::corners(flat).map(|point| {
            let (x, y) = self.at(f64::from(point.x), f64::from(point.y));
            Point { x: x as f32, y: y as f32 }
        })
    }

    /// Draws the page as it appears, between pixels evenly; outside it `beyond` says the colour.
    #[must_use]
    pub fn draw(
        self,
        page: &RgbImage,
        size: (u32, u32),
        beyond: impl Fn(u32, u32) -> [u8; 3] + Sync,
    ) -> RgbImage {
        let mut out = RgbImage::new(size.0, size.1);
        let Some(back) = self.back() else { return out };
        let (width, height) = (page.width() as usize, page.height() as usize);
        let raw = page.as_raw();
        let paint = |x: u32, y: u32, pixel: &mut [u8]| {
            let (u, v) = back.at(f64::from(x) + 0.5, f64::from(y) + 0.5);
            let (u, v) = (u - 0.5, v - 0.5);
            if u < -0.5 || v < -0.5 || u > width as f64 - 0.5 || v > height as f64 - 0.5 {
                pixel.copy_from_slice(&beyond(x, y));
                return;
            }
            let (u, v) = (u.max(0.0), v.max(0.0));
            let (i, j) = (u as usize, v as usize);
            let (s, t) = ((u - i as f64) as f32, (v - j as f64) as f32);
            let (k, l) = ((i + 1).min(width - 1), (j + 1).min(height - 1));
            let (i, j) = (i.min(width - 1), j.min(height - 1));
            let rows = [(j * width + i) * 3, (j * width + k) * 3, (l * width + i) * 3, (l * width + k) * 3];
            for (channel, own) in pixel.iter_mut().enumerate() {
                let value = |at: usize| f32::from(raw[at + channel]);
                let top = value(rows[0]) + (value(rows[1]) - value(rows[0])) * s;
                let low = value(rows[2]) + (value(rows[3]) - value(rows[2])) * s;
                *own = (top + (low - top) * t + 0.5) as u8;
            }
        };
        out.par_chunks_exact_mut(size.0.max(1) as usize * 3).enumerate().for_each(|(y, row)| {
            for (x, pixel) in (0_u32..).zip(row.chunks_exact_mut(3)) {
                paint(x, y as u32, pixel);
            }
        });
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn corner(x: f64, y: f64) -> impl Strategy<Value = (f64, f64)> {
        (x - 20.0..x + 20.0, y - 20.0..y + 20.0)
    }

    proptest! {
        #[test]
        fn corners_go_where_they_are_sent_and_back(
            a in corner(0.0, 0.0), b in corner(100.0, 0.0), c in corner(100.0, 140.0), d in corner(0.0, 140.0)
        ) {
            let from = [(0.0, 0.0), (100.0, 0.0), (100.0, 140.0), (0.0, 140.0)];
            let warp = Warp::corners(from, [a, b, c, d]).unwrap();
            for ((x, y), (u, v)) in from.into_iter().zip([a, b, c, d]) {
                let (p, q) = warp.at(x, y);
                prop_assert!((p - u).abs() < 1e-6 && (q - v).abs() < 1e-6);
                let (p, q) = warp.back().unwrap().at(u, v);
                prop_assert!((p - x).abs() < 1e-6 && (q - y).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn quarters_turn_clockwise() {
        assert_eq!(Warp::quarters(1, 100, 50).at(0.0, 0.0), (50.0, 0.0));
        assert_eq!(Warp::quarters(3, 100, 50).at(0.0, 0.0), (0.0, 100.0));
        let page = RgbImage::from_fn(4, 2, |x, y| image::Rgb([(x * 10 + y) as u8; 3]));
        let turned = Warp::quarters(1, 4, 2).draw(&page, (2, 4), |_, _| [0; 3]);
        assert_eq!(turned, image::imageops::rotate90(&page));
    }

    #[test]
    fn points_on_a_line_have_no_projection() {
        let line = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0)];
        assert_eq!(Warp::corners(line, [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]), None);
    }
}
