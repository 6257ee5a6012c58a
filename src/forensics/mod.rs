//! The examination engine: bytes in, report out. Pure: no database, no network, no clock.
//!
//! [`examine`] decodes one file under [`Limits`], runs every detector of
//! [`detectors::DETECTORS`] and lets [`verdict`] order what they say into places to look at.
//! It never speaks of true or false. The same bytes, calibration and engine version give the
//! same report on any number of threads.
//!
//! A PDF can overflow the stack of its parser, which aborts the process; therefore callers
//! run [`examine`] in a sealed child process and carry the answer home with [`wire`].

mod limits;
mod report;

pub mod bench;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
pub mod detectors;
pub mod input;
pub mod logic;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
pub mod maps;
pub mod reading;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
pub mod signal;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
pub mod synth;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
pub mod verdict;
pub mod wire;

pub use detectors::{RuleDeclaration, rules};
pub use limits::{Limits, Refused};
pub use report::{
    Answer, Container, DetectorAnswer, Family, Finding, Grade, Informative, Map, Page, Profile, Region,
    Report, Strength,
};
pub use signal::phash::hamming;
pub use verdict::Calibration;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// The engine's version: raised whenever the same bytes may give another report.
pub const ENGINE: &str = concat!("shifu-forensics ", env!("CARGO_PKG_VERSION"), "+1");

/// Examines one file and says where a person should look, and why.
///
/// # Errors
/// [`Refused`] when the bytes are empty, of an unknown kind, damaged, encrypted or over a limit.
/// A detector that cannot speak is an [`Answer::NotApplicable`] in the report, not an error.
pub fn examine(bytes: &[u8], calibration: &Calibration, limits: &Limits) -> Result<Report, Refused> {
    let document = input::open(bytes, limits)?;
    let mut answers = Vec::new();
    let mut findings = detectors::structure::examine(&document, &mut answers);
    let examined: Vec<_> =
        document.pages.par_iter().map(|page| detectors::examine_page(page, calibration, limits)).collect();
    let mut pages = Vec::with_capacity(examined.len());
    let mut evidence = Vec::with_capacity(examined.len());
    for (index, (picture, outcome)) in (0_u32..).zip(document.pages.iter().zip(examined)) {
        findings.extend(outcome.findings.into_iter().map(|finding| Finding { page: Some(index), ..finding }));
        answers
            .extend(outcome.answers.into_iter().map(|answer| DetectorAnswer { page: Some(index), ..answer }));
        evidence.push(outcome.evidence);
        pages.push(Page {
            index,
            width: picture.rgb.width(),
            height: picture.rgb.height(),
            profile: outcome.profile.kind,
            noise_sigma: outcome.profile.sigma,
            phash: outcome.phash,
            dhash: outcome.dhash,
            preview: maps::preview(&picture.rgb)?,
            maps: outcome.maps,
        });
    }
    let verdict = verdict::conclude(findings, &evidence, calibration);
    Ok(Report {
        engine: ENGINE.to_owned(),
        calibration: calibration.id.clone(),
        calibration_date: calibration.date.clone(),
        sha256: hex::encode(Sha256::digest(bytes)),
        kind: document.kind,
        informative: Informative {
            pixels: pages.iter().any(|page| page.profile.pixels_speak()),
            text: document.facts.text_layer,
        },
        container: document.facts.listed(),
        pages,
        findings: verdict.findings,
        score: verdict.score,
        grade: verdict.grade,
        detectors: answers,
    })
}
