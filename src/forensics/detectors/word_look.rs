//! Words that look different from their neighbours: ink, sharpness, paper, noise, stroke.
//!
//! A word set anew carries the ink, edge blur and paper of the program that drew it. Each number
//! is compared with the other words of like size on the page; bold totals differ in one number,
//! so a finding asks for two. Words that others look like were filled in or set in a second
//! type, see the room `company`.

use super::company::alone;
use super::{Declaration, Outcome, PageView, RuleDeclaration};
use crate::forensics::reading::words::Word;
use crate::forensics::signal::stats;
use crate::forensics::verdict::word_findings;
use crate::forensics::{Calibration, Family, Strength};

const RULE: RuleDeclaration = RuleDeclaration::new("word.looks_different", Family::Word, Strength::Weak);

/// The declaration.
pub const DECLARATION: Declaration = Declaration {
    key: "word.looks_different",
    family: Family::Word,
    version: 2,
    needs: "a scan or photo with at least twelve words",
    blind_to: "words taken from the same print, copies from the same page",
    off_when: &[
        "born-digital",
        "screenshot",
        "bitonal",
        "chat-compressed",
        "blank",
        "page-too-large",
        "too-few-words",
    ],
    rules: &[RULE],
};

const FEWEST_WORDS: usize = 12;
const FEATURES: usize = 5;
/// Names of the features in facts, in the order they are computed.
const NAMES: [&str; FEATURES] = ["ink", "sharpness", "paper", "noise", "stroke"];

/// Examines a page.
///
/// # Errors
/// The reason why it cannot speak.
pub fn examine(view: &PageView<'_>, calibration: &Calibration) -> Result<Outcome, &'static str> {
    let words = &view.layout.words;
    if words.len() < FEWEST_WORDS {
        return Err("too-few-words");
    }
    let measured: Vec<Option<[f32; FEATURES]>> = words.iter().map(|word| measure(view, word)).collect();
    let scored: Vec<[f32; FEATURES]> = standardise(words, &measured);
    let scores = alone(&scored, second, |a, b| second(&std::array::from_fn(|i| a[i] - b[i])));
    let mut findings = word_findings(&RULE, words, &scores, calibration.word_look, |score| {
        vec![("deviation", format!("{score:.1}"))]
    });
    for finding in &mut findings {
        let Some(place) = words.iter().position(|word| Some(word.region()) == finding.region) else {
            continue;
        };
        let mut order: Vec<usize> = (0..FEATURES).collect();
        order.sort_by(|&a, &b| scored[place][b].abs().total_cmp(&scored[place][a].abs()).then(a.cmp(&b)));
        finding.facts.insert("first".to_owned(), NAMES[order[0]].to_owned());
        finding.facts.insert("second".to_owned(), NAMES[order[1]].to_owned());
    }
    Ok(Outcome { findings, words: scores, grid: None })
}

/// The second largest deviation: what at least two numbers agree on.
fn second(z: &[f32; FEATURES]) -> f32 {
    let mut sizes = z.map(f32::abs);
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes[1]
}

fn measure(view: &PageView<'_>, word: &Word) -> Option<[f32; FEATURES]> {
    let luma = &view.luma;
    let (x0, x1) = (word.x0.saturating_sub(3).max(1), (word.x1 + 3).min(luma.width - 1));
    let (y0, y1) = (word.y0.saturating_sub(3).max(1), (word.y1 + 3).min(luma.height - 1));
    if x1 <= x0 + 4 || y1 <= y0 + 4 {
        return None;
    }
    let (mut dark, mut light, mut gradients, mut rough) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut inked, mut border) = (0.0_f32, 0.0_f32);
    for y in y0..y1 {
        for x in x0..x1 {
            let value = luma.at(x, y);
            let (right, below) = (luma.at(x + 1, y), luma.at(x, y + 1));
            gradients.push((right - value).hypot(below - value));
            let here = view.layout.ink[y * luma.width + x];
            if here {
                inked += 1.0;
                dark.push(value);
                let open = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)];
                border += open.iter().filter(|(x, y)| !view.layout.ink[y * luma.width + x]).count() as f32;
            } else {
                light.push(value);
                let around = luma.at(x - 1, y) + right + luma.at(x, y - 1) + below;
                rough.push((value - around / 4.0).abs());
            }
        }
    }
    if dark.len() < 12 || light.len() < 12 {
        return None;
    }
    let ink = stats::quantile(&mut dark, 0.2);
    let paper = stats::quantile(&mut light, 0.6);
    let contrast = (paper - ink).max(8.0);
    let sharpness = stats::quantile(&mut gradients, 0.95) / contrast;
    // Rings of JPEG and blur around strokes are rough too; the calm third is the paper.
    let noise = (stats::quantile(&mut rough, 0.3) + 0.05).ln();
    Some([ink, sharpness, paper, noise, 2.0 * inked / border.max(1.0)])
}

/// Deviations from the median of words of like height; a word without a comparison gets 0.
fn standardise(words: &[Word], measured: &[Option<[f32; FEATURES]>]) -> Vec<[f32; FEATURES]> {
    // The least scale per feature, in its unit: below it a difference is not visible anyway.
    const LEAST: [f32; FEATURES] = [3.0, 0.015, 1.0, 0.1, 0.12];
    let height = |word: &Word| word.y1 - word.y0;
    words
        .iter()
        .zip(measured)
        .map(|(word, own)| {
            let mut scores = [0.0; FEATURES];
            let Some(own) = own else { return scores };
            let like: Vec<&[f32; FEATURES]> = words
                .iter()
                .zip(measured)
                .filter(|(other, _)| {
                    height(other) * 3 >= height(word) * 2 && height(other) * 2 <= height(word) * 3
                })
                .filter_map(|(_, values)| values.as_ref())
                .collect();
            if like.len() < 8 {
                return scores;
            }
            for (feature, score) in scores.iter_mut().enumerate() {
                let values: Vec<f32> = like.iter().map(|values| values[feature]).collect();
                let (median, mad) = stats::median_mad(&values);
                *score = ((own[feature] - median) / mad.max(LEAST[feature])).clamp(-15.0, 15.0);
            }
            scores
        })
        .collect()
}
