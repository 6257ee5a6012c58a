//! Figures of merit over a set of files with known edits.
//!
//! Ranking comes first (is an edited place among the first findings), page scores second;
//! sizes and intervals are given, because with a few dozen files an area under the curve is
//! known to about ± 0.1.

use std::collections::BTreeMap;

use image::{GrayImage, ImageFormat, ImageReader};
use serde::Serialize;

use super::signal::stats::auc;
use super::{Region, Report};

/// One measured file.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Whether it was edited.
    pub edited: bool,
    /// Kind of edit; empty for untouched files.
    pub kind: String,
    /// Page score.
    pub score: f32,
    /// Rank (from 0) of the first finding on an edited place.
    pub hit: Option<usize>,
    /// Counts of pixels per heat level: untouched and edited.
    pub pixels: Box<[[u64; 2]; 256]>,
    /// CPU seconds per page.
    pub seconds: f64,
    /// Whether pixel analysis applied.
    pub informative: bool,
}

/// The figures of a set.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct Figures {
    /// Untouched and edited files.
    pub files: [usize; 2],
    /// Area under the curve of the page score.
    pub image_auc: Option<f64>,
    /// Half the 95 % interval of it (Hanley and McNeil 1982).
    pub image_auc_interval: Option<f64>,
    /// Share of edited files above the score that at most 5 % of untouched files exceed.
    pub found_at_5_percent: Option<f64>,
    /// Area under the curve over all pixels of edited files.
    pub pixel_auc: Option<f64>,
    /// Best F1 over all pixels of the set at one threshold.
    pub pixel_f1: Option<f64>,
    /// The heat level of that threshold.
    pub pixel_threshold: Option<u8>,
    /// Share of edited files whose first finding lies on the edit.
    pub hit_at_1: Option<f64>,
    /// Share with such a finding among the first three.
    pub hit_at_3: Option<f64>,
    /// Share of files whose pixels could be judged.
    pub informative: f64,
    /// Mean CPU seconds per page.
    pub seconds_per_page: f64,
}

/// All figures, and by kind (each kind against all untouched files).
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct Summary {
    /// Over the whole set.
    pub all: Figures,
    /// Per kind of edit.
    pub by_kind: BTreeMap<String, Figures>,
}

/// Measures one report against its mask (`None` for an untouched file).
#[must_use]
pub fn sample(report: &Report, edited: bool, kind: &str, mask: Option<&GrayImage>, seconds: f64) -> Sample {
    let mut pixels = Box::new([[0; 2]; 256]);
    if let Some(heat) = report.pages.first().and_then(|page| page.maps.iter().find(|map| map.key == "heat"))
        && let Some(heat) = grey(&heat.png)
    {
        for (x, y, level) in heat.enumerate_pixels() {
            let on = mask
                .is_some_and(|mask| x < mask.width() && y < mask.height() && mask.get_pixel(x, y).0[0] > 127);
            pixels[usize::from(level.0[0])][usize::from(on)] += 1;
        }
    }
    let hit = mask.and_then(|mask| {
        let places = report.findings.iter().filter(|finding| finding.region.is_some());
        places.enumerate().find(|(_, finding)| {
            [finding.region, finding.source_region].iter().flatten().any(|region| lies_on(region, mask))
        })
    });
    let hit = hit.map(|(rank, _)| rank);
    Sample {
        edited,
        kind: kind.to_owned(),
        score: report.score,
        hit,
        pixels,
        seconds,
        informative: report.informative.pixels,
    }
}

/// A place hits when a fifth of it is edited: words are found by their own boxes, edits cut across.
fn lies_on(region: &Region, mask: &GrayImage) -> bool {
    let mut on = 0_u64;
    for y in region.y..(region.y + region.height).min(mask.height()) {
        for x in region.x..(region.x + region.width).min(mask.width()) {
            on += u64::from(mask.get_pixel(x, y).0[0] > 127);
        }
    }
    on * 5 >= region.area().max(1)
}

/// Decodes a grey picture of a benchmark under limits.
#[must_use]
pub fn grey(bytes: &[u8]) -> Option<GrayImage> {
    let mut reader = ImageReader::with_format(std::io::Cursor::new(bytes), ImageFormat::Png);
    reader.limits(image::Limits::default());
    Some(reader.decode().ok()?.into_luma8())
}

/// Sums a set up.
#[must_use]
pub fn summarise(samples: &[Sample]) -> Summary {
    let mut kinds: Vec<&str> = samples.iter().filter(|s| s.edited).map(|s| s.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let by_kind = kinds
        .into_iter()
        .map(|kind| {
            let part: Vec<&Sample> = samples.iter().filter(|s| !s.edited || s.kind == kind).collect();
            (kind.to_owned(), figures(&part))
        })
        .collect();
    Summary { all: figures(&samples.iter().collect::<Vec<_>>()), by_kind }
}

#[expect(clippy::cast_precision_loss, reason = "shares and sums for display")]
fn figures(samples: &[&Sample]) -> Figures {
    let edited: Vec<&&Sample> = samples.iter().filter(|s| s.edited).collect();
    let clean: Vec<&&Sample> = samples.iter().filter(|s| !s.edited).collect();
    let share = |count: usize, of: usize| (of > 0).then(|| count as f64 / of as f64);
    let scores: Vec<(f32, bool)> = samples.iter().map(|s| (s.score, s.edited)).collect();
    let image_auc = auc(&scores);
    let mut quiet: Vec<f32> = clean.iter().map(|s| s.score).collect();
    quiet.sort_by(|a, b| b.total_cmp(a));
    // The largest number of untouched files that may exceed the threshold.
    let allowed = quiet.len() / 20;
    let found = quiet
        .get(allowed)
        .and_then(|threshold| share(edited.iter().filter(|s| s.score > *threshold).count(), edited.len()));
    let mut pixels = [[0_u64; 2]; 256];
    for sample in samples {
        for (sum, own) in pixels.iter_mut().zip(sample.pixels.iter()) {
            sum[0] += own[0];
            sum[1] += own[1];
        }
    }
    let (pixel_f1, pixel_threshold) = best_f1(&pixels).unzip();
    let hits = |within: usize| {
        share(edited.iter().filter(|s| s.hit.is_some_and(|rank| rank < within)).count(), edited.len())
    };
    Figures {
        files: [clean.len(), edited.len()],
        image_auc,
        image_auc_interval: image_auc.map(|auc| interval(auc, edited.len() as f64, clean.len() as f64)),
        found_at_5_percent: found,
        pixel_auc: pixel_auc(&pixels),
        pixel_f1,
        pixel_threshold,
        hit_at_1: hits(1),
        hit_at_3: hits(3),
        informative: share(samples.iter().filter(|s| s.informative).count(), samples.len()).unwrap_or(0.0),
        seconds_per_page: samples.iter().map(|s| s.seconds).sum::<f64>() / (samples.len().max(1) as f64),
    }
}

fn interval(auc: f64, positives: f64, negatives: f64) -> f64 {
    let (q1, q2) = (auc / (2.0 - auc), 2.0 * auc * auc / (1.0 + auc));
    let variance =
        (auc * (1.0 - auc) + (positives - 1.0) * (q1 - auc * auc) + (negatives - 1.0) * (q2 - auc * auc))
            / (positives * negatives);
    1.96 * variance.max(0.0).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "counts of pixels")]
fn pixel_auc(levels: &[[u64; 2]; 256]) -> Option<f64> {
    let negatives: f64 = levels.iter().map(|l| l[0] as f64).sum();
    let positives: f64 = levels.iter().map(|l| l[1] as f64).sum();
    if negatives == 0.0 || positives == 0.0 {
        return None;
    }
    let (mut below, mut wins) = (0.0, 0.0);
    for level in levels {
        wins += level[1] as f64 * (below + 0.5 * level[0] as f64);
        below += level[0] as f64;
    }
    Some(wins / (negatives * positives))
}

#[expect(clippy::cast_precision_loss, reason = "counts of pixels")]
fn best_f1(levels: &[[u64; 2]; 256]) -> Option<(f64, u8)> {
    let positives: u64 = levels.iter().map(|l| l[1]).sum();
    if positives == 0 {
        return None;
    }
    let (mut marked, mut right) = (0_u64, 0_u64);
    let mut best = (0.0, 255);
    for (level, counts) in (0..=255_u8).zip(levels).rev() {
        marked += counts[0] + counts[1];
        right += counts[1];
        let f1 = 2.0 * right as f64 / (marked + positives) as f64;
        if f1 > best.0 {
            best = (f1, level);
        }
    }
    Some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(edited: bool, score: f32, hit: Option<usize>) -> Sample {
        let mut pixels = Box::new([[0; 2]; 256]);
        pixels[10][0] = 100;
        if edited {
            pixels[200][1] = 20;
            pixels[200][0] = 5;
        }
        let kind = if edited { "splice" } else { "" };
        Sample { edited, kind: kind.to_owned(), score, hit, pixels, seconds: 0.5, informative: true }
    }

    #[test]
    fn figures_of_a_known_set() {
        let set = [
            sample(false, 0.1, None),
            sample(false, 0.4, None),
            sample(true, 0.9, Some(0)),
            sample(true, 0.3, Some(2)),
        ];
        let all = summarise(&set).all;
        assert_eq!(all.image_auc, Some(0.75));
        assert_eq!(all.found_at_5_percent, Some(0.5));
        assert_eq!((all.hit_at_1, all.hit_at_3), (Some(0.5), Some(1.0)));
        assert_eq!(all.pixel_threshold, Some(200));
        let f1 = all.pixel_f1.expect("edited pixels");
        assert!((f1 - 2.0 * 40.0 / 90.0).abs() < 1e-9, "{f1}");
        assert!(all.pixel_auc.expect("both classes") > 0.97);
    }

    #[test]
    fn a_set_without_edits_has_no_curve() {
        let all = summarise(&[sample(false, 0.1, None)]).all;
        assert_eq!((all.image_auc, all.hit_at_1, all.pixel_f1), (None, None, None));
    }

    #[test]
    fn one_false_alarm_in_twenty_is_allowed() {
        let mut set: Vec<Sample> = (0..20_u8).map(|i| sample(false, f32::from(i) / 40.0, None)).collect();
        set.push(sample(true, 0.47, Some(0)));
        assert_eq!(summarise(&set).all.found_at_5_percent, Some(1.0));
    }
}
