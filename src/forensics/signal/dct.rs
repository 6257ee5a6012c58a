//! The 8×8 block transform and quantisation tables of JPEG (ITU-T T.81, annexes A and K).

use std::sync::LazyLock;

use super::Plane;

/// Coefficient index in natural order for each place of the zigzag (T.81, figure A.6).
pub const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Luminance quantisation of T.81, table K.1, in natural order.
const LUMINANCE: [u16; 64] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17,
    22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78,
    87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

/// The table K.1 scaled to a quality from 1 to 100 by the rule of the Independent JPEG Group.
#[must_use]
pub fn standard_table(quality: u8) -> [u16; 64] {
    let quality = u32::from(quality.clamp(1, 100));
    let scale = if quality < 50 { 5000 / quality } else { 200 - 2 * quality };
    LUMINANCE.map(|step| ((u32::from(step) * scale + 50) / 100).clamp(1, 255) as u16)
}

/// The quality whose standard table comes nearest to the given one.
#[must_use]
pub fn nearest_quality(table: &[u16; 64]) -> u8 {
    let distance = |quality: u8| -> u32 {
        standard_table(quality).iter().zip(table).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
    };
    (1..=100).min_by_key(|&quality| (distance(quality), 100 - quality)).unwrap_or(50)
}

static COSINES: LazyLock<[[f32; 8]; 8]> = LazyLock::new(|| {
    std::array::from_fn(|frequency| {
        let scale = if frequency == 0 { (1.0_f64 / 8.0).sqrt() } else { 0.5 };
        std::array::from_fn(|place| {
            let angle = (2 * place + 1) as f64 * frequency as f64 * std::f64::consts::PI / 16.0;
            (scale * angle.cos()) as f32
        })
    })
});

/// Forward transform (T.81, A.3.3), orthonormal, which is the scaling quantisation tables use.
#[must_use]
pub fn forward(block: &[f32; 64]) -> [f32; 64] {
    let cosines = &*COSINES;
    let mut half = [0.0; 64];
    for y in 0..8 {
        let row: &[f32] = &block[y * 8..y * 8 + 8];
        for (u, cosine) in cosines.iter().enumerate() {
            half[y * 8 + u] = row.iter().zip(cosine).map(|(a, b)| a * b).sum();
        }
    }
    let mut out = [0.0; 64];
    for (v, cosine) in cosines.iter().enumerate() {
        for u in 0..8 {
            out[v * 8 + u] = cosine.iter().enumerate().map(|(y, b)| half[y * 8 + u] * b).sum();
        }
    }
    out
}

/// Inverse of [`forward`].
#[must_use]
pub fn inverse(coefficients: &[f32; 64]) -> [f32; 64] {
    let cosines = &*COSINES;
    let mut half = [0.0; 64];
    for v in 0..8 {
        for x in 0..8 {
            half[v * 8 + x] = (0..8).map(|u| coefficients[v * 8 + u] * cosines[u][x]).sum();
        }
    }
    let mut out = [0.0; 64];
    for y in 0..8 {
        for x in 0..8 {
            out[y * 8 + x] = (0..8).map(|v| half[v * 8 + x] * cosines[v][y]).sum();
        }
    }
    out
}

/// The page cut into 8×8 blocks on one grid; incomplete blocks at the borders are left out.
#[derive(Debug, Clone)]
pub struct Blocks {
    /// Left edge of the first block.
    pub origin_x: usize,
    /// Upper edge of the first block.
    pub origin_y: usize,
    /// Blocks in a row.
    pub columns: usize,
    /// Rows of blocks.
    pub rows: usize,
    /// Coefficients of luma − 128, row by row.
    pub coefficients: Vec<[f32; 64]>,
}

impl Blocks {
    /// Cuts and transforms.
    #[must_use]
    pub fn new(luma: &Plane, origin: (usize, usize)) -> Self {
        let (origin_x, origin_y) = (origin.0 % 8, origin.1 % 8);
        let columns = luma.width.saturating_sub(origin_x) / 8;
        let rows = luma.height.saturating_sub(origin_y) / 8;
        let mut coefficients = Vec::with_capacity(columns * rows);
        for by in 0..rows {
            for bx in 0..columns {
                let mut block = [0.0; 64];
                for y in 0..8 {
                    let start = (origin_y + by * 8 + y) * luma.width + origin_x + bx * 8;
                    for (to, from) in block[y * 8..y * 8 + 8].iter_mut().zip(&luma.data[start..start + 8]) {
                        *to = from - 128.0;
                    }
                }
                coefficients.push(forward(&block));
            }
        }
        Self { origin_x, origin_y, columns, rows, coefficients }
    }

    /// Root mean square of the AC coefficients: the contrast inside each block, in grey levels.
    #[must_use]
    pub fn contrasts(&self) -> Vec<f32> {
        self.coefficients
            .iter()
            .map(|block| (block[1..].iter().map(|c| c * c).sum::<f32>() / 64.0).sqrt())
            .collect()
    }

    /// Blocks whose area meets a rectangle, as indices.
    pub fn within(&self, x0: usize, y0: usize, x1: usize, y1: usize) -> impl Iterator<Item = usize> + '_ {
        let span = |low: usize, high: usize, origin: usize, count: usize| {
            let first = low.saturating_sub(origin) / 8;
            let last = high.saturating_sub(origin).div_ceil(8).min(count);
            first.min(last)..last
        };
        let columns = span(x0, x1, self.origin_x, self.columns);
        span(y0, y1, self.origin_y, self.rows)
            .flat_map(move |row| columns.clone().map(move |column| row * self.columns + column))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn inverse_undoes_forward_and_energy_is_kept(values in prop::collection::vec(-128.0_f32..128.0, 64)) {
            let block: [f32; 64] = values.try_into().expect("64 values");
            let transformed = forward(&block);
            for (back, original) in inverse(&transformed).iter().zip(&block) {
                prop_assert!((back - original).abs() < 1e-2);
            }
            let energy = |values: &[f32; 64]| values.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>();
            prop_assert!((energy(&block) - energy(&transformed)).abs() <= 1e-4 * energy(&block) + 1e-2);
        }
    }

    #[test]
    fn standard_tables_match_the_known_ends() {
        assert_eq!(standard_table(50), LUMINANCE);
        assert_eq!(standard_table(100), [1; 64]);
        assert_eq!(standard_table(75)[0], 8);
    }

    #[test]
    fn quality_is_read_back_from_its_table() {
        for quality in [10, 55, 75, 90, 98] {
            assert_eq!(nearest_quality(&standard_table(quality)), quality);
        }
    }

    #[test]
    fn zigzag_visits_each_coefficient_once() {
        let mut seen = ZIGZAG;
        seen.sort_unstable();
        assert!(seen.iter().enumerate().all(|(place, &index)| place == index));
    }
}
