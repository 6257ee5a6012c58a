//! One channel of a picture as numbers, and sums over rectangles of it.

use image::RgbImage;

/// A grid of `f32`, row by row. Grey levels run from 0 to 255.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` values.
    pub data: Vec<f32>,
}

impl Plane {
    /// A plane of one value.
    #[must_use]
    pub fn filled(width: usize, height: usize, value: f32) -> Self {
        Self { width, height, data: vec![value; width * height] }
    }

    /// Luma after ITU-R BT.601, the Y of JPEG files, so that the block transform of an
    /// untouched JPEG page falls on its quantisation grid.
    #[must_use]
    pub fn luma(rgb: &RgbImage) -> Self {
        let data = rgb
            .pixels()
            .map(|pixel| {
                let [r, g, b] = pixel.0.map(f32::from);
                0.299_f32.mul_add(r, 0.587_f32.mul_add(g, 0.114 * b))
            })
            .collect();
        Self { width: rgb.width() as usize, height: rgb.height() as usize, data }
    }

    /// The value at a place inside the plane.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> f32 {
        self.data[y * self.width + x]
    }

    /// One row.
    #[must_use]
    pub fn row(&self, y: usize) -> &[f32] {
        &self.data[y * self.width..(y + 1) * self.width]
    }

    /// Mean of the (2r+1)² neighbourhood, cut at the borders.
    #[must_use]
    pub fn box_blur(&self, radius: usize) -> Self {
        let integral = Integral::new(self);
        let mut out = Self::filled(self.width, self.height, 0.0);
        for y in 0..self.height {
            let (y0, y1) = (y.saturating_sub(radius), (y + radius + 1).min(self.height));
            for x in 0..self.width {
                let (x0, x1) = (x.saturating_sub(radius), (x + radius + 1).min(self.width));
                let area = ((x1 - x0) * (y1 - y0)) as f64;
                out.data[y * self.width + x] = (integral.sum(x0, y0, x1, y1) / area) as f32;
            }
        }
        out
    }

    /// Area-averaged copy of another size; good for shrinking.
    #[must_use]
    pub fn shrunk(&self, width: usize, height: usize) -> Self {
        let integral = Integral::new(self);
        let mut out = Self::filled(width, height, 0.0);
        for y in 0..height {
            let y0 = y * self.height / height;
            let y1 = ((y + 1) * self.height / height).clamp(y0 + 1, self.height.max(y0 + 1));
            for x in 0..width {
                let x0 = x * self.width / width;
                let x1 = ((x + 1) * self.width / width).clamp(x0 + 1, self.width.max(x0 + 1));
                let area = ((x1 - x0) * (y1 - y0)) as f64;
                out.data[y * width + x] = (integral.sum(x0, y0, x1, y1) / area) as f32;
            }
        }
        out
    }
}

/// Summed-area table in double precision: sums over any rectangle in four look-ups.
#[derive(Debug, Clone)]
pub struct Integral {
    stride: usize,
    sums: Vec<f64>,
}

impl Integral {
    /// Sums of the values themselves.
    #[must_use]
    pub fn new(plane: &Plane) -> Self {
        Self::of(plane, |value| value)
    }

    /// Sums of a function of the values, for example their squares.
    #[must_use]
    pub fn of(plane: &Plane, value: impl Fn(f32) -> f32) -> Self {
        let stride = plane.width + 1;
        let mut sums = vec![0.0; stride * (plane.height + 1)];
        for y in 0..plane.height {
            let mut line = 0.0;
            for (x, &sample) in plane.row(y).iter().enumerate() {
                line += f64::from(value(sample));
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + line;
            }
        }
        Self { stride, sums }
    }

    /// Sum over `x0..x1`, `y0..y1`; the corners lie inside the plane or on its border.
    #[must_use]
    pub fn sum(&self, x0: usize, y0: usize, x1: usize, y1: usize) -> f64 {
        let at = |x: usize, y: usize| self.sums[y * self.stride + x];
        at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn integral_equals_the_plain_sum(
            values in prop::collection::vec(0_u8..=255, 12 * 9),
            (x0, x1) in (0_usize..12, 0_usize..=12), (y0, y1) in (0_usize..9, 0_usize..=9),
        ) {
            prop_assume!(x0 <= x1 && y0 <= y1);
            let plane = Plane { width: 12, height: 9, data: values.iter().map(|&v| f32::from(v)).collect() };
            let plain: f64 = (y0..y1)
                .flat_map(|y| (x0..x1).map(move |x| (x, y)))
                .map(|(x, y)| f64::from(plane.at(x, y)))
                .sum();
            prop_assert!((Integral::new(&plane).sum(x0, y0, x1, y1) - plain).abs() < 1e-6);
        }
    }

    #[test]
    fn blur_keeps_a_flat_plane_flat() {
        let plane = Plane::filled(7, 5, 42.0);
        assert!(plane.box_blur(3).data.iter().all(|value| (value - 42.0).abs() < 1e-4));
    }
}
