//! JPEG history per word: words whose blocks do not share the history of the others.
//!
//! Two numbers per 8×8 block, both compared only with blocks of like contrast:
//! * the error of saving it once more at quality 90 and 75 (error level; Krawetz 2007 made the
//!   picture popular, here it is a number and only the comparison counts);
//! * the log-likelihood of its DCT coefficients against the page's own histograms, relative to
//!   smoothed histograms. A first save leaves combs in the histograms (Popescu and Farid 2004;
//!   Lin and others 2009 test blocks against a known period). The page's own histogram needs no
//!   period search and serves lossless files too.
//!
//! Blocks are pooled per word and words are compared with the other words of the page.
//! One family with everything else that reads JPEG traces: never independent of it.

use super::company::alone;
use super::{Declaration, Outcome, PageView, RuleDeclaration};
use crate::forensics::input::Saved;
use crate::forensics::maps::Grid;
use crate::forensics::signal::dct::{Blocks, ZIGZAG, standard_table};
use crate::forensics::signal::stats;
use crate::forensics::verdict::word_findings;
use crate::forensics::{Calibration, Family, Strength};

const RULE: RuleDeclaration = RuleDeclaration::new("jpeg.word_history", Family::Jpeg, Strength::Weak);

/// The declaration.
pub const DECLARATION: Declaration = Declaration {
    key: "jpeg.word_history",
    family: Family::Jpeg,
    version: 2,
    needs: "a scan or photo with at least eight words",
    blind_to: "edits made before a coarse last save, areas without contrast",
    off_when: &[
        "born-digital",
        "screenshot",
        "bitonal",
        "chat-compressed",
        "blank",
        "page-too-large",
        "too-few-words",
        "rendered",
    ],
    rules: &[RULE],
};

/// Blocks with less contrast (grey levels) carry no trace worth a comparison.
const FLOOR: f32 = 3.0;
/// AC coefficients judged, in zigzag order.
const JUDGED: usize = 20;
/// Fewest words for a comparison among words.
const FEWEST_WORDS: usize = 8;

/// Examines a page.
///
/// # Errors
/// The reason why it cannot speak.
pub fn examine(view: &PageView<'_>, calibration: &Calibration) -> Result<Outcome, &'static str> {
    if view.picture.saved == Saved::Rendered {
        return Err("rendered");
    }
    if view.layout.words.len() < FEWEST_WORDS {
        return Err("too-few-words");
    }
    let blocks = &view.blocks;
    let bins = 12;
    let z90 = stats::z_within_bins(&resave_error(blocks, 90), &view.contrasts, FLOOR, bins);
    let z75 = stats::z_within_bins(&resave_error(blocks, 75), &view.contrasts, FLOOR, bins);
    let steps = match &view.picture.saved {
        Saved::Jpeg(table) => **table,
        _ => [1; 64],
    };
    let zll =
        stats::z_within_bins(&likelihood(blocks, &view.contrasts, &steps), &view.contrasts, FLOOR, bins);
    let features = [z90, z75, zll];
    let pooled: Vec<Vec<f32>> = features.iter().map(|z| pool(view, z)).collect();
    // The second largest of three would lose a page whose last save hides one of them;
    // the root of the mean square keeps both kinds.
    let vectors: Vec<[f32; 3]> = (0..view.layout.words.len())
        .map(|word| std::array::from_fn(|feature| pooled[feature][word]))
        .collect();
    let size = |z: &[f32; 3]| (z.iter().map(|value| value.powi(2)).sum::<f32>() / 3.0).sqrt();
    let words = alone(&vectors, size, |a, b| size(&std::array::from_fn(|i| a[i] - b[i])));
    let findings = word_findings(&RULE, &view.layout.words, &words, calibration.word_history, |score| {
        vec![("deviation", format!("{score:.1}"))]
    });
    let grid = Grid {
        origin: (blocks.origin_x, blocks.origin_y),
        cell: 8,
        columns: blocks.columns,
        values: (0..blocks.coefficients.len())
            .map(|i| (features.iter().map(|z| z[i].powi(2)).sum::<f32>() / 3.0).sqrt())
            .collect(),
    };
    Ok(Outcome { findings, words, grid: Some(grid) })
}

/// Root mean square change when the block is quantised with a standard table, as a logarithm.
#[must_use]
pub fn resave_error(blocks: &Blocks, quality: u8) -> Vec<f32> {
    let table = standard_table(quality).map(f32::from);
    blocks
        .coefficients
        .iter()
        .map(|block| {
            let sum: f32 = block
                .iter()
                .zip(&table)
                .map(|(value, step)| (value - step * (value / step).round()).powi(2))
                .sum();
            (sum / 64.0 + 1e-3).ln()
        })
        .collect()
}

/// Mean log ratio of the page's histogram to its smoothed self over a block's coefficients.
fn likelihood(blocks: &Blocks, contrasts: &[f32], steps: &[u16; 64]) -> Vec<f32> {
    const REACH: i32 = 96;
    const SIZE: usize = 2 * REACH as usize + 1;
    let level = |value: f32, step: u16| (value / f32::from(step)).round().clamp(-96.0, 96.0) as i32;
    let mut tables = Vec::with_capacity(JUDGED);
    for &index in &ZIGZAG[1..=JUDGED] {
        let mut counts = [0.5_f32; SIZE];
        for (block, _) in
            blocks.coefficients.iter().zip(contrasts).filter(|(_, contrast)| **contrast >= FLOOR)
        {
            counts[(level(block[index], steps[index]) + REACH) as usize] += 1.0;
        }
        // The window follows the coarseness: a comb of quality 70 and up has teeth below 16.
        let width = (16 / usize::from(steps[index]).max(1)).clamp(2, 12);
        let mut ratios = [0.0_f32; SIZE];
        for (place, ratio) in ratios.iter_mut().enumerate() {
            let window = &counts[place.saturating_sub(width)..(place + width + 1).min(SIZE)];
            let smooth = window.iter().sum::<f32>() / window.len() as f32;
            *ratio = (counts[place] / smooth).ln();
        }
        tables.push((index, ratios));
    }
    blocks
        .coefficients
        .iter()
        .map(|block| {
            let (mut sum, mut weight) = (0.0, 1.0);
            for (index, ratios) in &tables {
                let value = level(block[*index], steps[*index]);
                // Zero is the commonest value of every page and says nothing.
                if value != 0 {
                    sum += ratios[(value + REACH) as usize];
                    weight += 1.0;
                }
            }
            sum / weight
        })
        .collect()
}

/// Mean block score per word times the root of the number of blocks, standardised over words:
/// under one common history these are about normal with deviation 1.
fn pool(view: &PageView<'_>, z: &[f32]) -> Vec<f32> {
    let raw: Vec<f32> = view
        .layout
        .words
        .iter()
        .map(|word| {
            let (mut sum, mut count) = (0.0, 0.0_f32);
            for index in view.blocks.within(word.x0, word.y0, word.x1, word.y1) {
                if view.contrasts[index] >= FLOOR {
                    sum += z[index].clamp(-4.0, 4.0);
                    count += 1.0;
                }
            }
            if count < 2.0 { 0.0 } else { sum / count.sqrt() }
        })
        .collect();
    let (median, mad) = stats::median_mad(&raw);
    raw.iter().map(|value| (value - median) / mad.max(0.6)).collect()
}
