//! The words of a report. A finding is a place to look at with its reason, never a verdict.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::papers::Paper;
use super::reading::text::PageText;
use super::seals::Seal;

/// Everything one examination says about one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Engine name and version, see [`super::ENGINE`].
    pub engine: String,
    /// Which calibration was in force.
    pub calibration: String,
    /// Its date, ISO 8601.
    pub calibration_date: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// The container by its first bytes.
    pub kind: Container,
    /// Facts read from the container and its metadata, by key (`camera`, `software`, `revisions` …).
    pub container: BTreeMap<String, String>,
    /// Pages in order; a picture has one.
    pub pages: Vec<Page>,
    /// Pages as they looked before a later version saved in the file changed them (PDF).
    #[serde(default)]
    pub earlier: Vec<EarlierPage>,
    /// Places to look at, the most urgent first.
    pub findings: Vec<Finding>,
    /// 0 (nothing speaks for a look) to 1; orders a queue, is not a probability.
    pub score: f32,
    /// The score as it would be without strong findings: what it falls back to when a corrected reading takes
    /// the last of them away.
    pub unraised: f32,
    /// The coarse answer beside the score.
    pub grade: Grade,
    /// What the file lets us judge at all.
    pub informative: Informative,
    /// What each detector answered, also when it could not speak.
    pub detectors: Vec<DetectorAnswer>,
    /// The papers the pages make up, with their fields; empty when nothing was read.
    pub papers: Vec<Paper>,
}

/// Container kinds that are examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of the formats say it")]
pub enum Container {
    Jpeg,
    Png,
    Webp,
    Gif,
    Bmp,
    Pdf,
}

/// One page with its images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// From 0.
    pub index: u32,
    /// Pixels, after EXIF orientation.
    pub width: u32,
    /// Pixels, after EXIF orientation.
    pub height: u32,
    /// What kind of picture this is; it decides which detectors may speak.
    pub profile: Profile,
    /// Noise of the flat parts, in grey levels.
    pub noise_sigma: f32,
    /// 64-bit DCT hash, 16 hexadecimal digits, for finding the same page again.
    pub phash: String,
    /// 64-bit gradient hash, 16 hexadecimal digits.
    pub dhash: String,
    /// Its words; `None` when nobody read it.
    pub text: Option<PageText>,
    /// Hashes of parts of it that are found again wherever they lie: seals, photos, tables.
    pub parts: Vec<Part>,
    /// Its seals, from top to bottom.
    #[serde(default)]
    pub seals: Vec<Seal>,
    /// PNG for showing: re-encoded without metadata, long side at most 2000 pixels.
    #[serde(skip)]
    pub preview: Vec<u8>,
    /// Pictures of the evidence, each of the page's size.
    pub maps: Vec<Map>,
}

/// A part of a page with its hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where.
    pub region: Region,
    /// 64-bit DCT hash, 16 hexadecimal digits.
    pub phash: String,
    /// 64-bit gradient hash, 16 hexadecimal digits.
    pub dhash: String,
    /// A seal's letters, see [`super::seals::print::Print`], in hexadecimal digits.
    pub print: Option<String>,
}

/// Kinds of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// An imprint of a seal.
    Seal,
    /// A picture on the page: the photo of a card.
    Photo,
    /// The body of a table.
    Table,
}

/// A page as an earlier version saved in the file shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierPage {
    /// Number of the version that changed the page, from 2; the picture shows the version before it.
    pub revision: u32,
    /// Index of the page in the report.
    pub page: u32,
    /// Pixels of the earlier page.
    pub width: u32,
    /// Pixels of the earlier page.
    pub height: u32,
    /// PNG for showing, long side at most 2000 pixels.
    #[serde(skip)]
    pub preview: Vec<u8>,
    /// What the version changed.
    pub changes: Vec<PageEdit>,
}

/// What differs at one place between two versions of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEdit {
    /// Where, in pixels of the present page.
    pub region: Region,
    /// What stood there; empty when nothing did or when only the look differs.
    pub before: String,
    /// What the version put there; empty when it put nothing or when only the look differs.
    pub after: String,
}

/// A picture of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    /// `heat` (grey, brighter = more reason to look), `overlay` (colour on transparent ground),
    /// `error_level` (a teaching view) or `copy` (both ends of each copy, only when there is one).
    pub key: String,
    /// The PNG.
    #[serde(skip)]
    pub png: Vec<u8>,
}

/// What kind of picture a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Drawn by a program: exact colours, no noise.
    BornDigital,
    /// Born digital and saved without loss at a screen's size.
    Screenshot,
    /// Black and white only.
    Bitonal,
    /// Even light, paper noise.
    Scan,
    /// Uneven light or colour: a camera.
    Photo,
    /// Small and coarsely compressed, as chat programs leave pictures.
    ChatCompressed,
    /// Nothing on it that could be judged.
    Blank,
}

impl Profile {
    /// Whether pixel traces of an edit can survive on such a page.
    #[must_use]
    pub const fn pixels_speak(self) -> bool {
        matches!(self, Self::Scan | Self::Photo)
    }
}

/// What the file lets us judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Informative {
    /// At least one page carries usable pixel traces.
    pub pixels: bool,
    /// The file carries its own text (a text layer), so that numbers can be checked without reading.
    pub text: bool,
}

/// The coarse answer. There is deliberately no grade that calls a file clean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// No place to look at was found; that proves nothing.
    NothingFound,
    /// Hints that do not count by themselves.
    Hints,
    /// Independent families agree on a place.
    Look,
    /// At least one strong finding.
    LookFirst,
}

/// Families of evidence. Only different families are independent of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is explained by its detectors")]
pub enum Family {
    Logic,
    Structure,
    Reuse,
    Jpeg,
    Noise,
    Copy,
    Word,
    Seal,
    Learned,
}

/// How much a finding weighs: fixed by its rule and the calibration, never by wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "an ordinary scale")]
pub enum Strength {
    Weak,
    Medium,
    Strong,
}

/// One place to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable dotted key; reason and alternative are messages named after it.
    pub rule: String,
    /// Family of evidence.
    pub family: Family,
    /// Page, from 0; `None` means the whole file.
    pub page: Option<u32>,
    /// Where, in pixels of the page after orientation; `None` means the whole page or file.
    pub region: Option<Region>,
    /// For a copy: the other end.
    pub source_region: Option<Region>,
    /// Weight.
    pub strength: Strength,
    /// 0 to 1 within the rule, for ordering.
    pub score: f32,
    /// Figures for the localised sentence.
    pub facts: BTreeMap<String, String>,
    /// Whether it raises the case: strong, or agreed on by independent families.
    pub counts: bool,
}

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "an ordinary rectangle: upper left corner and size")]
pub struct Region {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Region {
    /// Pixels covered.
    #[must_use]
    pub fn area(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Pixels covered by both.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> u64 {
        let span = |a: u32, la: u32, b: u32, lb: u32| {
            let end = a.saturating_add(la).min(b.saturating_add(lb));
            u64::from(end.saturating_sub(a.max(b)))
        };
        span(self.x, self.width, other.x, other.width) * span(self.y, self.height, other.y, other.height)
    }

    /// Whether more than half of this one lies in the other; nothing is said of a rectangle without extent.
    #[must_use]
    pub fn mostly_in(&self, other: &Self) -> bool {
        self.overlap(other) > self.area() / 2
    }

    /// Whether they share half of the smaller one, and anything at all.
    #[must_use]
    pub fn shares_half(&self, other: &Self) -> bool {
        self.overlap(other) >= self.area().min(other.area()).div_ceil(2).max(1)
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.x.saturating_add(self.width).max(other.x.saturating_add(other.width));
        let bottom = self.y.saturating_add(self.height).max(other.y.saturating_add(other.height));
        Self { x, y, width: right - x, height: bottom - y }
    }
}

/// What one detector said about one page or the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetectorAnswer {
    /// The detector's key.
    pub detector: String,
    /// Page, from 0; `None` means the whole file.
    pub page: Option<u32>,
    /// Its answer.
    pub answer: Answer,
}

/// A detector's three answers; all three are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// At least one finding.
    Found,
    /// It looked and found nothing, which proves nothing.
    Nothing,
    /// It could not speak.
    NotApplicable {
        /// Key of the reason; the message is `not-applicable-<reason>`.
        reason: String,
    },
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Region;

    fn region() -> impl Strategy<Value = Region> {
        (0_u32..5000, 0_u32..5000, 0_u32..5000, 0_u32..5000).prop_map(|(x, y, width, height)| Region {
            x,
            y,
            width,
            height,
        })
    }

    proptest! {
        #[test]
        fn overlap_is_symmetric_and_no_larger_than_either(a in region(), b in region()) {
            prop_assert_eq!(a.overlap(&b), b.overlap(&a));
            prop_assert!(a.overlap(&b) <= a.area().min(b.area()));
            prop_assert_eq!(a.overlap(&a), a.area());
        }

        #[test]
        fn halves_are_halves(a in region(), b in region()) {
            prop_assert_eq!(a.mostly_in(&b), a.overlap(&b) * 2 > a.area());
            prop_assert_eq!(a.shares_half(&b), a.overlap(&b) > 0 && a.overlap(&b) * 2 >= a.area().min(b.area()));
        }

        /// Boxes come out of files too: the largest numbers there are must not end the examination.
        #[test]
        fn the_largest_numbers_are_borne(a in any::<[u32; 4]>(), b in any::<[u32; 4]>()) {
            let [a, b] = [a, b].map(|[x, y, width, height]| Region { x, y, width, height });
            prop_assert_eq!(a.shares_half(&b), b.shares_half(&a));
            prop_assert!(!a.mostly_in(&b) || a.overlap(&b) > 0);
            let most = Region { x: 0, y: 0, width: u32::MAX, height: u32::MAX };
            prop_assert!(most.mostly_in(&most) && most.shares_half(&most));
        }

        #[test]
        fn union_covers_both(a in region(), b in region()) {
            let union = a.union(&b);
            prop_assert_eq!(union.overlap(&a), a.area());
            prop_assert_eq!(union.overlap(&b), b.area());
        }
    }
}
