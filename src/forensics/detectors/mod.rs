//! Detectors: one file each with its declaration, mathematics and tests; one list here.
//! Help pages, settings and the check of what a child process sends come from the list.

mod company;
pub mod copy_move;
mod declaration;
pub mod pdf;
mod repeats;
pub mod resave;
pub mod structure;
pub mod word_look;

use std::sync::LazyLock;

pub use declaration::{Declaration, RuleDeclaration};

use super::input::{Picture, profile};
use super::maps::{self, Grid};
use super::reading::words::{Layout, layout};
use super::signal::dct::Blocks;
use super::signal::{Plane, phash};
use super::verdict::{PageEvidence, WordEvidence};
use super::{Answer, Calibration, DetectorAnswer, Finding, Limits, Map, Profile};
use super::{input::PageProfile, logic};

/// Every detector, in the order they are shown.
pub const DETECTORS: &[Declaration] = &[
    logic::ID_NUMBER,
    logic::CREDIT_CODE,
    logic::BANK_CARD,
    logic::AMOUNT,
    logic::statement::DECLARATION,
    logic::sums::DECLARATION,
    logic::dates::DECLARATION,
    logic::certificate::DECLARATION,
    logic::qr::DECLARATION,
    logic::bar_code::DECLARATION,
    logic::seal::DECLARATION,
    logic::price::DECLARATION,
    logic::case::DECLARATION,
    structure::METADATA,
    structure::CONTAINER,
    structure::PDF,
    pdf::REVISIONS,
    pdf::FONTS,
    pdf::LAYERS,
    copy_move::DECLARATION,
    resave::DECLARATION,
    word_look::DECLARATION,
];

/// Reasons for which a detector may say "not applicable"; messages are `not-applicable-<reason>`.
pub const REASONS: &[&str] = &[
    "no-metadata",
    "not-pdf",
    "one-version",
    "no-text-layer",
    "born-digital",
    "screenshot",
    "bitonal",
    "chat-compressed",
    "blank",
    "page-too-large",
    "exact-repeats",
    "too-few-words",
    "rendered",
    "not-read",
    "no-such-paper",
    "nothing-to-compare",
    "balance-not-followed",
    "no-bar-code",
    "no-code",
    "no-reference",
];

/// Every rule a finding can rest on. The messages are `finding-<key>` and `alternative-<key>`
/// with the dots of the key written as hyphens.
#[must_use]
pub fn rules() -> &'static [RuleDeclaration] {
    static RULES: LazyLock<Vec<RuleDeclaration>> =
        LazyLock::new(|| DETECTORS.iter().flat_map(|detector| detector.rules.iter().copied()).collect());
    &RULES
}

/// What the pixel detectors need, prepared once per page.
pub struct PageView<'a> {
    /// The decoded page.
    pub picture: &'a Picture,
    /// Its luma.
    pub luma: Plane,
    /// Ink and words.
    pub layout: Layout,
    /// Profile.
    pub profile: PageProfile,
    /// 8×8 blocks on the file's own grid.
    pub blocks: Blocks,
    /// Contrast per block.
    pub contrasts: Vec<f32>,
}

impl<'a> PageView<'a> {
    /// Prepares a page.
    #[must_use]
    pub fn new(picture: &'a Picture) -> Self {
        let luma = Plane::luma(&picture.rgb);
        let layout = layout(&luma);
        let profile = profile(picture, &luma, &layout);
        let blocks = Blocks::new(&luma, picture.grid);
        let contrasts = blocks.contrasts();
        Self { picture, luma, layout, profile, blocks, contrasts }
    }

    /// The reason why pixel traces cannot exist on this page, if so.
    #[must_use]
    pub const fn silent(&self) -> Option<&'static str> {
        match self.profile.kind {
            Profile::BornDigital => Some("born-digital"),
            Profile::Screenshot => Some("screenshot"),
            Profile::Bitonal => Some("bitonal"),
            Profile::ChatCompressed => Some("chat-compressed"),
            Profile::Blank => Some("blank"),
            Profile::Scan | Profile::Photo => None,
        }
    }
}

/// What one page yields.
pub struct PageOutcome {
    /// Findings; the page number is set by the caller.
    pub findings: Vec<Finding>,
    /// One answer per pixel detector.
    pub answers: Vec<DetectorAnswer>,
    /// Median height of its glyphs in pixels; 0 on a page without type.
    pub type_height: usize,
    /// Scores per word for the verdict.
    pub evidence: PageEvidence,
    /// The profile.
    pub profile: PageProfile,
    /// Hash of the look, hexadecimal.
    pub phash: String,
    /// Hash of the gradients, hexadecimal.
    pub dhash: String,
    /// Pictures of the evidence.
    pub maps: Vec<Map>,
}

/// What one pixel detector says about one page.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings.
    pub findings: Vec<Finding>,
    /// One score per word of the layout, in deviations from the page's other words; empty when
    /// the detector does not judge words.
    pub words: Vec<f32>,
    /// A map of the evidence.
    pub grid: Option<Grid>,
}

/// A pixel detector: an outcome, or the reason why it cannot speak.
type Run = fn(&PageView<'_>, &Calibration) -> Result<Outcome, &'static str>;

/// Runs the pixel detectors on one page.
#[must_use]
pub fn examine_page(picture: &Picture, calibration: &Calibration, limits: &Limits) -> PageOutcome {
    let small =
        u64::from(picture.rgb.width()) * u64::from(picture.rgb.height()) <= limits.max_analysed_pixels;
    let view = PageView::new(picture);
    let mut findings = Vec::new();
    let mut answers = Vec::new();
    let runs: [(&Declaration, Run); 3] = [
        (&copy_move::DECLARATION, copy_move::examine),
        (&resave::DECLARATION, resave::examine),
        (&word_look::DECLARATION, word_look::examine),
    ];
    let mut words: Vec<WordEvidence> = view
        .layout
        .words
        .iter()
        .map(|word| WordEvidence { region: word.region(), scores: Vec::new() })
        .collect();
    let mut grids = Vec::new();
    for (declaration, run) in runs {
        let outcome = if !small {
            Err("page-too-large")
        } else if let Some(reason) = view.silent() {
            Err(reason)
        } else {
            run(&view, calibration)
        };
        let answer = match outcome {
            Ok(outcome) => {
                let answer = if outcome.findings.is_empty() { Answer::Nothing } else { Answer::Found };
                for (word, score) in words.iter_mut().zip(outcome.words) {
                    word.scores.push((declaration.family, score));
                }
                grids.extend(outcome.grid.map(|grid| (declaration.key, grid)));
                findings.extend(outcome.findings);
                answer
            }
            Err(reason) => Answer::NotApplicable { reason: reason.to_owned() },
        };
        answers.push(DetectorAnswer { detector: declaration.key.to_owned(), page: None, answer });
    }
    let evidence = PageEvidence { words };
    let maps = maps::page_maps(&view, &evidence, &grids, &findings);
    PageOutcome {
        findings,
        answers,
        type_height: view.layout.glyph_height,
        evidence,
        profile: view.profile,
        phash: format!("{:016x}", phash::phash(&view.luma)),
        dhash: format!("{:016x}", phash::dhash(&view.luma)),
        maps,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_belong_to_their_family() {
        // Detectors and rules are two sets of names: a detector with one rule shares its key.
        let (mut detectors, mut seen) = (BTreeSet::new(), BTreeSet::new());
        for detector in DETECTORS {
            assert!(detectors.insert(detector.key), "{}", detector.key);
            assert!(!detector.rules.is_empty());
            for rule in detector.rules {
                assert!(seen.insert(rule.key), "{}", rule.key);
                assert_eq!(rule.family, detector.family);
            }
            for reason in detector.off_when {
                assert!(REASONS.contains(reason), "{reason}");
            }
        }
    }

    #[test]
    fn every_message_exists_in_both_languages() {
        for language in ["zh-CN", "en"] {
            let path = format!("{}/content/locales/{language}/forensics.ftl", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).expect(&path);
            let keys: BTreeSet<&str> =
                text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.trim()).collect();
            let mut wanted = Vec::new();
            for rule in rules() {
                wanted.push(format!("finding-{}", rule.key.replace('.', "-")));
                wanted.push(format!("alternative-{}", rule.key.replace('.', "-")));
            }
            for detector in DETECTORS {
                let key = detector.key.replace('.', "-");
                wanted.push(format!("detector-{key}-name"));
                wanted.push(format!("detector-{key}-limits"));
            }
            wanted.extend(REASONS.iter().map(|reason| format!("not-applicable-{reason}")));
            for code in ["too-large", "too-many-pages", "not-supported", "damaged", "encrypted", "empty"] {
                wanted.push(format!("refused-upload-{code}"));
            }
            for key in wanted {
                assert!(keys.contains(key.as_str()), "{language}: {key}");
            }
        }
    }
}
