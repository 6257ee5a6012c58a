//! What kind of picture a page is. The profile decides which detectors may speak at all.

use std::collections::BTreeMap;

use super::{Picture, Saved};
use crate::forensics::Profile;
use crate::forensics::reading::words::Layout;
use crate::forensics::signal::dct::nearest_quality;
use crate::forensics::signal::{Plane, stats};

/// The profile of one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageProfile {
    /// The kind.
    pub kind: Profile,
    /// Noise of the flattest unclipped blocks, standard deviation in grey levels.
    pub sigma: f32,
    /// Share of glyph-sized components whose pixels occur twice exactly.
    pub exact_repeats: f32,
}

/// Share of exact repeats above which type was set by a program and never scanned. On a scan
/// two prints of a glyph never share every grey level.
const DIGITAL_REPEATS: f32 = 0.2;

/// Judges one page.
#[must_use]
pub fn profile(picture: &Picture, luma: &Plane, layout: &Layout) -> PageProfile {
    let sigma = noise_sigma(luma);
    let exact_repeats = exact_repeats(luma, layout);
    let total = luma.data.len().max(1);
    let extreme = luma.data.iter().filter(|value| **value < 4.0 || **value > 251.0).count();
    let dark = luma.data.iter().filter(|value| **value < 4.0).count();
    #[expect(clippy::cast_precision_loss, reason = "pixel counts stay far below 2^24 of a share's precision")]
    let (extreme, dark) = (extreme as f32 / total as f32, dark as f32 / total as f32);
    let kind = if layout.glyphs.is_empty() && sigma < 0.3 {
        Profile::Blank
    } else if extreme > 0.998 && dark > 0.0005 {
        Profile::Bitonal
    } else if exact_repeats > DIGITAL_REPEATS {
        if picture.saved == Saved::Rendered { Profile::BornDigital } else { Profile::Screenshot }
    } else if picture.saved == Saved::Rendered
        && flat_share(luma) > 0.6
        && (sigma < 0.05 || picture.text.is_some())
    {
        // Even paper and characters of its own: a program wrote the page.
        Profile::BornDigital
    } else if is_chat(picture) {
        Profile::ChatCompressed
    } else if light_range(luma) > 28.0 {
        Profile::Photo
    } else {
        Profile::Scan
    };
    PageProfile { kind, sigma, exact_repeats }
}

/// Chat programs shrink to a few fixed sizes and save coarsely. Only the combination counts:
/// a scan at quality 75 alone is nothing special.
fn is_chat(picture: &Picture) -> bool {
    let Saved::Jpeg(table) = &picture.saved else { return false };
    let longest = picture.rgb.width().max(picture.rgb.height());
    nearest_quality(table) <= 80 && matches!(longest, 960 | 1080 | 1270..=1290 | 1440)
}

/// Standard deviation inside the flattest fifth of the 8×8 blocks that are not clipped.
fn noise_sigma(luma: &Plane) -> f32 {
    let mut deviations = Vec::new();
    for y in (0..luma.height.saturating_sub(7)).step_by(8) {
        for x in (0..luma.width.saturating_sub(7)).step_by(8) {
            let (mut sum, mut squares) = (0.0_f32, 0.0_f32);
            for row in y..y + 8 {
                for value in &luma.row(row)[x..x + 8] {
                    sum += value;
                    squares += value * value;
                }
            }
            let mean = sum / 64.0;
            if (6.0..249.0).contains(&mean) {
                deviations.push((squares / 64.0 - mean * mean).max(0.0).sqrt());
            }
        }
    }
    if deviations.len() < 16 { 0.0 } else { stats::quantile(&mut deviations, 0.2) }
}

/// Share of pixels equal to the commonest grey level.
#[must_use]
pub fn flat_share(luma: &Plane) -> f32 {
    let mut counts = [0_usize; 256];
    for value in &luma.data {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "grey levels")]
        let level = value.round().clamp(0.0, 255.0) as usize;
        counts[level] += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = counts.iter().max().copied().unwrap_or(0) as f32 / luma.data.len().max(1) as f32;
    share
}

/// How much the paper's brightness varies over the page: 10th to 90th percentile of the bright
/// part of a coarse grid.
fn light_range(luma: &Plane) -> f32 {
    let mut bright = Vec::new();
    let (cell_w, cell_h) = ((luma.width / 12).max(1), (luma.height / 16).max(1));
    for top in (0..luma.height).step_by(cell_h) {
        for left in (0..luma.width).step_by(cell_w) {
            let mut values = Vec::new();
            for y in (top..(top + cell_h).min(luma.height)).step_by(3) {
                values.extend(luma.row(y)[left..(left + cell_w).min(luma.width)].iter().step_by(3));
            }
            bright.push(stats::quantile(&mut values, 0.8));
        }
    }
    stats::quantile(&mut bright.clone(), 0.9) - stats::quantile(&mut bright, 0.1)
}

fn exact_repeats(luma: &Plane, layout: &Layout) -> f32 {
    let mut seen: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut glyphs = 0_usize;
    for glyph in &layout.glyphs {
        // Specks and rules repeat by chance.
        if glyph.area < 16 || glyph.height() < 6 || glyph.width() < 3 || glyph.area > 4000 {
            continue;
        }
        glyphs += 1;
        let mut key = Vec::with_capacity(glyph.width() * glyph.height() + 2);
        key.extend_from_slice(&u16::try_from(glyph.width()).unwrap_or(u16::MAX).to_le_bytes());
        for y in glyph.y0..glyph.y1 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "grey levels")]
            key.extend(luma.row(y)[glyph.x0..glyph.x1].iter().map(|value| value.round() as u8));
        }
        *seen.entry(key).or_default() += 1;
    }
    if glyphs < 12 {
        return 0.0;
    }
    let repeated: usize = seen.values().filter(|count| **count > 1).sum();
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = repeated as f32 / glyphs as f32;
    share
}
