//! Coloured ink against the paper's own colour.

use image::RgbImage;
use serde::{Deserialize, Serialize};

use super::rim::Rim;
use crate::forensics::signal::Plane;

/// Longer side of the reduced page seals are looked for on, in pixels.
const WORK: u32 = 960;
/// Side of a cell in which the paper's colour is measured, in reduced pixels.
const CELL: usize = 48;
/// From this on a reduced pixel carries ink: noise and the colour errors of JPEG stay below half of it.
pub const INKED: f32 = 0.11;
/// Reduced pixels with ink below which there is no seal: the thinnest ring of the smallest size has more.
const LEAST: usize = 60;
/// A seal is sampled with at most this many pixels from its middle to its rim.
const LARGEST: f32 = 220.0;

/// Colours of ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// The usual colour of seals.
    Red,
    /// Blue and violet.
    Blue,
}

impl Ink {
    /// The channel in which the ink vanishes.
    #[must_use]
    pub const fn channel(self) -> usize {
        match self {
            Self::Red => 0,
            Self::Blue => 2,
        }
    }

    /// How much stronger the ink's own channel is than the others, for channels as shares of the paper's.
    fn excess(self, [r, g, b]: [f32; 3]) -> f32 {
        match self {
            Self::Red => r - g.max(b),
            // Violet has red in it too; skin, paper and brown print have less blue than either.
            Self::Blue => b - f32::midpoint(r, g),
        }
    }
}

/// A reduced page and the colour of its paper from place to place.
#[derive(Debug, Clone)]
pub struct Ground {
    width: usize,
    height: usize,
    step: u32,
    small: Vec<[u8; 3]>,
    columns: usize,
    rows: usize,
    paper: Vec<[f32; 3]>,
}

impl Ground {
    /// Measures a page; `None` for one too small to carry a seal.
    #[must_use]
    pub fn new(page: &RgbImage) -> Option<Self> {
        let step = page.width().max(page.height()).div_ceil(WORK).max(1);
        let (width, height) = ((page.width() / step) as usize, (page.height() / step) as usize);
        if width.min(height) < 40 {
            return None;
        }
        let small = reduced(page, step as usize, width, height);
        let (columns, rows) = (width.div_ceil(CELL), height.div_ceil(CELL));
        let mut raw = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                raw.push(brightest(&small, width, height, (column * CELL, row * CELL)));
            }
        }
        // A cell full of print borrows from its neighbours.
        let mut paper = Vec::with_capacity(raw.len());
        for row in 0..rows {
            for column in 0..columns {
                let mut sum = [0.0_f32; 4];
                for y in row.saturating_sub(1)..(row + 2).min(rows) {
                    for x in column.saturating_sub(1)..(column + 2).min(columns) {
                        let own: [f32; 3] = raw[y * columns + x];
                        let weight = own.iter().sum::<f32>().max(1.0);
                        sum[3] += weight;
                        for (sum, own) in sum.iter_mut().zip(own) {
                            *sum += own * weight;
                        }
                    }
                }
                paper.push(
                    [sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]].map(|value: f32| value.max(24.0)),
                );
            }
        }
        Some(Self { width, height, step, small, columns, rows, paper })
    }

    /// Pixels of the page to one of the reduced page.
    #[must_use]
    pub fn step(&self) -> f32 {
        self.step as f32
    }

    /// Columns of the reduced page.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Rows of the reduced page.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The colour of a reduced pixel in shares of the paper's.
    #[must_use]
    pub fn share(&self, x: usize, y: usize) -> [f32; 3] {
        let pixel = self.small.get(y * self.width + x).copied().unwrap_or([255; 3]);
        shares(pixel, self.at(x / CELL, y / CELL))
    }

    /// The paper's colour at a place of the page.
    #[must_use]
    pub fn paper(&self, x: f32, y: f32) -> [f32; 3] {
        let cell =
            |at: f32, most: usize| ((at.max(0.0) / self.step()) as usize / CELL).min(most.saturating_sub(1));
        self.at(cell(x, self.columns), cell(y, self.rows))
    }

    fn at(&self, column: usize, row: usize) -> [f32; 3] {
        self.paper.get(row * self.columns + column).copied().unwrap_or([255.0; 3])
    }

    /// The ink of a colour on the reduced page, 0 to 1; `None` where there is too little for a seal.
    #[must_use]
    pub fn plane(&self, ink: Ink) -> Option<Plane> {
        let mut data = Vec::with_capacity(self.small.len());
        let mut inked = 0;
        for (y, line) in self.small.chunks_exact(self.width).enumerate() {
            for (column, run) in line.chunks(CELL).enumerate() {
                let share = self.at(column, y / CELL).map(f32::recip);
                for pixel in run {
                    let own = |channel: usize| (f32::from(pixel[channel]) * share[channel]).min(1.1);
                    let excess = ink.excess([own(0), own(1), own(2)]);
                    inked += usize::from(excess >= INKED);
                    data.push(excess.max(0.0));
                }
            }
        }
        (inked >= LEAST).then_some(Plane { width: self.width, height: self.height, data })
    }
}

/// A colour in shares of the paper's.
fn shares(pixel: [u8; 3], paper: [f32; 3]) -> [f32; 3] {
    std::array::from_fn(|channel| (f32::from(pixel[channel]) / paper[channel]).min(1.1))
}

/// The page with each square of `step` pixels as their mean.
fn reduced(page: &RgbImage, step: usize, width: usize, height: usize) -> Vec<[u8; 3]> {
    let raw = page.as_raw();
    let stride = page.width() as usize * 3;
    let share = (step * step) as u32;
    let mut out = Vec::with_capacity(width * height);
    let mut sums = vec![0_u32; width * 3];
    for y in 0..height {
        sums.fill(0);
        for line in raw.chunks_exact(stride).skip(y * step).take(step) {
            for (sum, square) in sums.chunks_exact_mut(3).zip(line.chunks_exact(3 * step)) {
                for pixel in square.chunks_exact(3) {
                    sum[0] += u32::from(pixel[0]);
                    sum[1] += u32::from(pixel[1]);
                    sum[2] += u32::from(pixel[2]);
                }
            }
        }
        out.extend(
            sums.chunks_exact(3).map(|sum| [0, 1, 2].map(|channel: usize| (sum[channel] / share) as u8)),
        );
    }
    out
}

/// The colour that four fifths of a cell do not exceed: the paper, where a cell has any.
fn brightest(small: &[[u8; 3]], width: usize, height: usize, (x0, y0): (usize, usize)) -> [f32; 3] {
    let mut counts = [[0_u32; 256]; 3];
    let mut all = 0_u32;
    for row in small.chunks_exact(width).take((y0 + CELL).min(height)).skip(y0) {
        for pixel in row.iter().take(x0 + CELL).skip(x0) {
            all += 1;
            for (count, value) in counts.iter_mut().zip(pixel) {
                count[usize::from(*value)] += 1;
            }
        }
    }
    counts.map(|count| {
        let mut left = all / 5;
        for (value, number) in (0_u8..=255).zip(count).rev() {
            if number > left {
                return f32::from(value);
            }
            left -= number;
        }
        0.0
    })
}

/// The ink of one seal in a picture of its own, without what is printed below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Ink, 0 to 1.
    pub plane: Plane,
    /// 1 where the ink can be told, less where dark print lies below it.
    pub known: Plane,
    /// The rim in pixels of the plane.
    pub(super) rim: Rim,
}

impl Cut {
    /// Cuts a seal out of a page; `None` when it lies outside.
    pub(super) fn new(page: &RgbImage, ground: &Ground, ink: Ink, rim: &Rim) -> Option<Self> {
        let step = (rim.a / LARGEST).ceil().max(1.0);
        let reach = rim.a * 1.08 + 2.0;
        let (left, top) = ((rim.x - reach).floor(), (rim.y - reach).floor());
        let side = (2.0 * reach / step).ceil();
        if !(8.0..=1200.0).contains(&side) {
            return None;
        }
        let side = side as usize;
        let mut plane = Plane::filled(side, side, 0.0);
        let mut known = Plane::filled(side, side, 0.0);
        let sub = step as u32;
        let (right, bottom) = (page.width() as f32, page.height() as f32);
        for row in 0..side {
            for column in 0..side {
                let (x, y) = (left + column as f32 * step, top + row as f32 * step);
                if x < 0.0 || y < 0.0 || x >= right || y >= bottom {
                    continue;
                }
                let pixel = mean(page, x as u32, y as u32, sub);
                let paper = ground.paper(x, y);
                let share: [f32; 3] =
                    std::array::from_fn(|channel| (pixel[channel] / paper[channel]).min(1.1));
                // How coloured a pixel is does not depend on how dark the print below is, as long as the ink's own
                // channel is not all dark. Its darkness in green has the resolution of JPEG's luma.
                let own = share[ink.channel()];
                let colour = ink.excess(share) / own.max(0.35);
                let dark = 1.15 * (1.0 - share[1]);
                plane.data[row * side + column] = (2.2 * colour).min(dark).clamp(0.0, 1.0);
                known.data[row * side + column] = ((own - 0.5) * 4.0).clamp(0.0, 1.0);
            }
        }
        // Pale imprints are strengthened; the paper's noise is taken away.
        let mut inked: Vec<f32> = plane.data.iter().copied().filter(|value| *value > 0.15).collect();
        let full = crate::forensics::signal::stats::quantile(&mut inked, 0.75).max(0.25);
        for value in &mut plane.data {
            *value = ((*value / full - 0.12) / 0.88).clamp(0.0, 1.0);
        }
        let own = Rim {
            x: (rim.x - left) / step,
            y: (rim.y - top) / step,
            a: rim.a / step,
            b: rim.b / step,
            turn: rim.turn,
        };
        Some(Self { plane, known, rim: own })
    }

    /// The ink at a place, linear between pixels, whose middles are whole numbers.
    #[must_use]
    pub fn at(&self, (x, y): (f32, f32)) -> f32 {
        sample(&self.plane, x + 0.5, y + 0.5)
    }
}

/// Linear between pixels whose middles lie at whole numbers and a half; 0 outside.
#[must_use]
#[expect(clippy::many_single_char_names, reason = "coordinates")]
pub fn sample(plane: &Plane, x: f32, y: f32) -> f32 {
    let (x, y) = (x - 0.5, y - 0.5);
    if !(x >= 0.0 && y >= 0.0 && x < plane.width as f32 - 1.0 && y < plane.height as f32 - 1.0) {
        return 0.0;
    }
    let (i, j) = (x as usize, y as usize);
    let (u, v) = (x - i as f32, y - j as f32);
    let upper = plane.at(i, j).mul_add(1.0 - u, plane.at(i + 1, j) * u);
    let lower = plane.at(i, j + 1).mul_add(1.0 - u, plane.at(i + 1, j + 1) * u);
    upper.mul_add(1.0 - v, lower * v)
}

fn mean(page: &RgbImage, x: u32, y: u32, sub: u32) -> [f32; 3] {
    let mut sum = [0.0_f32; 3];
    let mut count = 0.0_f32;
    for row in y..(y + sub).min(page.height()) {
        for column in x..(x + sub).min(page.width()) {
            for (sum, value) in sum.iter_mut().zip(page.get_pixel(column, row).0) {
                *sum += f32::from(value);
            }
            count += 1.0;
        }
    }
    sum.map(|value| value / count.max(1.0))
}
