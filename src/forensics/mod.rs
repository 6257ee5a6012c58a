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
mod request;
mod said;

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
pub mod papers;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
mod parts;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
pub mod reading;
pub mod redaction;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic: every side is capped at some thousands before it gets here"
)]
pub mod seals;
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
    Answer, Container, DetectorAnswer, EarlierPage, Family, Finding, Grade, Informative, Map, Page, PageEdit,
    Part, PartKind, Profile, Region, Report, Strength,
};
pub use request::{BadRequest, Request, answer, answer_telling};
pub use signal::phash::hamming;
pub use verdict::{Calibration, counting};

use std::sync::Arc;

use logic::id_number::Day;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// The engine's version: raised whenever the same bytes may give another report.
pub const ENGINE: &str = concat!("shifu-forensics ", env!("CARGO_PKG_VERSION"), "+7");

/// Examines one file and says where a person should look, and why.
///
/// # Errors
/// [`Refused`] when the bytes are empty, of an unknown kind, damaged, encrypted or over a limit.
/// A detector that cannot speak is an [`Answer::NotApplicable`] in the report, not an error.
pub fn examine(bytes: &[u8], calibration: &Calibration, limits: &Limits) -> Result<Report, Refused> {
    examine_with(bytes, calibration, limits, &Options::default())
}

/// How far an examination is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The words of all pages are read; what remains is checking what they say.
    Read,
}

impl Step {
    /// As one byte, for the way between processes.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Read => 1,
        }
    }

    /// The step of a byte.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Read),
            _ => None,
        }
    }
}

/// What the caller lends to an examination.
#[derive(Clone)]
pub struct Options {
    /// A Chinese font for PDFs that name one and do not carry it.
    pub font: Option<input::FallbackFont>,
    /// Reads pictures; without it only the text a PDF carries is known.
    pub reader: Option<Arc<reading::Reader>>,
    /// The day at the hall: what lies after it lies in the future.
    pub today: Day,
}

impl Default for Options {
    /// Nothing lent, and no day lies in the future.
    fn default() -> Self {
        Self { font: None, reader: None, today: Day { year: 9999, month: 12, day: 31 } }
    }
}

/// [`examine`], with what the caller lends.
///
/// # Errors
/// As [`examine`].
pub fn examine_with(
    bytes: &[u8],
    calibration: &Calibration,
    limits: &Limits,
    options: &Options,
) -> Result<Report, Refused> {
    examine_telling(bytes, calibration, limits, options, &|_step| {})
}

/// [`examine_with`]; `told` hears how far it is.
///
/// # Errors
/// As [`examine`].
pub fn examine_telling(
    bytes: &[u8],
    calibration: &Calibration,
    limits: &Limits,
    options: &Options,
    told: &dyn Fn(Step),
) -> Result<Report, Refused> {
    let document = input::open(bytes, limits, options.font.as_ref())?;
    let mut answers = Vec::new();
    let mut findings = detectors::structure::examine(&document, &mut answers);
    findings.extend(detectors::pdf::examine(&document, &mut answers));
    let examined: Vec<_> =
        document.pages.par_iter().map(|page| detectors::examine_page(page, calibration, limits)).collect();
    let mut pages = Vec::with_capacity(examined.len());
    let mut evidence = Vec::with_capacity(examined.len());
    let heights: Vec<usize> = examined.iter().map(|outcome| outcome.type_height).collect();
    let said = said::papers(&document, &heights, options, told);
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
            text: None,
            parts: Vec::new(),
            seals: Vec::new(),
            preview: maps::preview(&picture.rgb)?,
            maps: outcome.maps,
        });
    }
    for ((page, picture), (text, sealed)) in
        pages.iter_mut().zip(&document.pages).zip(said.texts.into_iter().zip(said.seals))
    {
        page.text = text;
        page.parts = parts::parts(page.index, &picture.rgb, page.text.as_ref(), &sealed, &said.papers);
        page.seals = sealed.seals;
    }
    findings.extend(said.findings);
    answers.extend(said.answers);
    for finding in &mut findings {
        keep_on_page(finding, &pages);
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
            text: document.facts.text_layer || pages.iter().any(|page| page.text.is_some()),
        },
        container: document.facts.listed(),
        earlier: earlier(&document)?,
        pages,
        findings: verdict.findings,
        score: verdict.score,
        unraised: verdict.unraised,
        grade: verdict.grade,
        detectors: answers,
        papers: said.papers,
    })
}

/// Cuts a finding's places to its page: words of a text layer may reach over the edge, and who reads the report
/// refuses places that do.
fn keep_on_page(finding: &mut Finding, pages: &[Page]) {
    let page = finding.page.and_then(|page| pages.get(page as usize));
    let cut = |region: Region| {
        let page = page?;
        let (x, y) = (region.x.min(page.width), region.y.min(page.height));
        let width = region.width.min(page.width - x);
        let height = region.height.min(page.height - y);
        (width > 0 && height > 0).then_some(Region { x, y, width, height })
    };
    finding.region = finding.region.and_then(cut);
    finding.source_region = finding.source_region.and_then(cut);
}

/// The earlier look of pages a later version of a PDF changed.
fn earlier(document: &input::Document) -> Result<Vec<EarlierPage>, Refused> {
    let mut out = Vec::new();
    for revision in document.pdf.iter().flat_map(|inside| &inside.revisions) {
        for page in &revision.pages {
            let Some(rgb) = &page.earlier else { continue };
            if page.page as usize >= document.pages.len() || out.len() >= wire::MAX_EARLIER {
                continue;
            }
            let edit = |change: &input::pdf::compare::Change| PageEdit {
                region: change.region,
                before: change.before.clone(),
                after: change.after.clone(),
            };
            out.push(EarlierPage {
                revision: revision.number,
                page: page.page,
                width: rgb.width(),
                height: rgb.height(),
                preview: maps::preview(rgb)?,
                changes: page.changes.iter().take(wire::MAX_EDITS).map(edit).collect(),
            });
        }
    }
    Ok(out)
}
