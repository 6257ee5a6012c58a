//! How often edits of synthetic papers are found where they are, and how often honest papers are held up.
//!
//! A set is measured with its own fonts, templates and edit code; what the papers say is read by a reader under
//! test or taken from the truth (a perfect reader), so that rules and reading can be told apart.

mod product;
mod reading;
mod table;

use std::collections::BTreeMap;

use image::RgbImage;

use super::Random;
use super::papers::case::{Case, Request, case};
use super::papers::chain::Chain;
use super::papers::draw::Template;
use super::papers::edit::EditKind;
use super::papers::fonts::Fonts;
use super::papers::templates;
use super::papers::truth::Truth;
use crate::forensics::papers::Kind;
use crate::forensics::reading::text::PageText;
use crate::forensics::{Finding, Region, Strength};

pub use product::{by_truth, through};
pub use reading::{Reading, characters};

/// What is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Way to the hall.
    pub chain: Chain,
    /// Seed of the whole run.
    pub seed: u64,
    /// Honest papers of each template.
    pub honest: usize,
    /// Edited papers of each template and kind of edit.
    pub edited: usize,
    /// Dots per inch of the drawings.
    pub dpi: f32,
    /// Whether papers also lie on their side and on their head.
    pub turned: bool,
    /// One template or kind of paper by name, or all.
    pub only: Option<String>,
}

/// What an examination is given.
pub struct Given<'a> {
    /// Kind of paper.
    pub kind: Kind,
    /// The pictures, page by page.
    pub pictures: Vec<&'a RgbImage>,
    /// What stands on them.
    pub truths: Vec<&'a Truth>,
}

/// What an examination answers.
pub struct Heard {
    /// What was read, page by page; empty where nobody read.
    pub texts: Vec<PageText>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// An examination under test.
pub type Examine<'a> = &'a dyn Fn(&Given) -> Heard;

/// A share with its counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Cases that count.
    pub hits: usize,
    /// All cases.
    pub of: usize,
}

impl Share {
    /// Adds a case.
    pub fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    /// The share; 0 of nothing is 0.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of cases")]
    pub fn value(&self) -> f64 {
        if self.of == 0 { 0.0 } else { self.hits as f64 / self.of as f64 }
    }

    /// The 95 % interval after Wilson (1927), which also holds near 0 and 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of cases")]
    pub fn interval(&self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (n, p, z) = (self.of as f64, self.value(), 1.959_964);
        let middle = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + z * z / n;
        (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
    }
}

/// What happened to the edits of one kind on one kind of paper.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// Strong findings, anywhere.
    pub strong: Share,
    /// Strong findings on the place or on what the rule compares it with.
    pub located: Share,
    /// Findings of any weight there.
    pub any: Share,
}

/// Honest papers with something on them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Held {
    /// A strong finding.
    pub strong: Share,
    /// A finding of any weight.
    pub any: Share,
}

/// The figures of a run.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// By kind of paper and kind of edit.
    pub edits: BTreeMap<(Kind, EditKind), Found>,
    /// Honest papers, by template.
    pub honest: BTreeMap<(Kind, &'static str), Held>,
    /// Rules that found something on honest papers: strong, and of any weight.
    pub alarms: BTreeMap<String, (usize, usize)>,
    /// Characters: by kind of paper, by template, by font.
    pub reading: Reading,
    /// The way.
    pub chain: String,
    /// The first few edits that broke a rule and that no finding of any weight points at: template, edit, seed.
    pub missed: Vec<(&'static str, EditKind, u64)>,
    /// The first few pages read with more than one character in twenty wrong: template, seed, quarter turns.
    pub misread: Vec<(&'static str, u64, u8)>,
    /// The first few findings on honest papers, of any weight: template, rule, seed.
    pub held_up: Vec<(&'static str, String, u64)>,
}

/// Most cases named one by one.
const NAMED: usize = 200;

/// Measures.
///
/// # Errors
/// Only when a picture cannot be encoded.
pub fn run(setting: &Setting, fonts: &Fonts, examine: Examine) -> image::ImageResult<Outcome> {
    let mut outcome = Outcome { chain: setting.chain.name(), ..Outcome::default() };
    let wanted = |template: &&Template| {
        let kind = template.kind.name();
        setting.only.as_deref().is_none_or(|only| only == template.name || only == kind)
    };
    for template in templates(fonts.set(), None).into_iter().filter(wanted) {
        let edits = EditKind::ALL.into_iter().map(Some);
        for edit in std::iter::once(None).chain(edits) {
            let count = if edit.is_some() { setting.edited } else { setting.honest };
            for round in 0..count {
                let seed = seed_of(setting.seed, edit, round);
                let turns = if setting.turned { Random::new(seed).below(4) as u8 } else { 0 };
                let request = Request { template, chain: setting.chain, seed, dpi: setting.dpi, turns, edit };
                let Some(case) = case(&request, fonts)? else { continue };
                outcome.take(&case, (seed, turns), examine);
            }
        }
    }
    Ok(outcome)
}

/// Honest and edited papers are not of the same people.
fn seed_of(seed: u64, edit: Option<EditKind>, round: usize) -> u64 {
    let kind = edit.map_or(0, |edit| 1 + edit as u64);
    Random::new(seed).branch(kind.wrapping_mul(100_003).wrapping_add(round as u64)).next_u64()
}

impl Outcome {
    fn take(&mut self, case: &Case, (seed, turns): (u64, u8), examine: Examine) {
        let Heard { texts, findings } = examine(&Given {
            kind: case.kind,
            pictures: case.pages.iter().map(|page| &page.passed.image).collect(),
            truths: case.pages.iter().map(|page| &page.truth).collect(),
        });
        for (page, read) in case.pages.iter().zip(&texts) {
            let before = self.reading.all;
            self.reading.add(case.kind, case.template, &page.truth, read);
            let count = self.reading.all.since(before);
            if count.wrong * 20 > count.characters && self.misread.len() < NAMED {
                self.misread.push((case.template, seed, turns));
            }
        }
        let strong = || findings.iter().filter(|finding| finding.strength == Strength::Strong);
        let Some(done) = &case.edit else {
            let held = self.honest.entry((case.kind, case.template)).or_default();
            held.strong.add(strong().next().is_some());
            held.any.add(!findings.is_empty());
            for finding in &findings {
                let counts = self.alarms.entry(finding.rule.clone()).or_default();
                counts.0 += usize::from(finding.strength == Strength::Strong);
                counts.1 += 1;
                if self.held_up.len() < NAMED {
                    self.held_up.push((case.template, finding.rule.clone(), seed));
                }
            }
            return;
        };
        let there = |finding: &Finding| {
            done.regions.iter().chain(&done.partners).any(|(page, region)| {
                let size = case.pages.get(*page as usize).map_or(0, |page| {
                    u64::from(page.passed.image.width()) * u64::from(page.passed.image.height())
                });
                finding.page == Some(*page) && finding.region.is_some_and(|own| hits(&own, region, size))
            })
        };
        let found = self.edits.entry((case.kind, done.kind)).or_default();
        found.strong.add(strong().next().is_some());
        found.located.add(strong().any(there));
        let noticed = findings.iter().any(there);
        found.any.add(noticed);
        if done.kind.breaks() && !noticed && self.missed.len() < NAMED {
            self.missed.push((case.template, done.kind, seed));
        }
    }

    /// Edits that break a rule: found by a finding of any weight in the right place.
    #[must_use]
    pub fn breaking(&self) -> Share {
        self.sum(|found| found.any)
    }

    /// Edits that break a rule: found by a strong finding in the right place.
    #[must_use]
    pub fn breaking_strongly(&self) -> Share {
        self.sum(|found| found.located)
    }

    fn sum(&self, share: impl Fn(&Found) -> Share) -> Share {
        let kinds = self.edits.iter().filter(|((_, edit), _)| edit.breaks());
        kinds.fold(Share::default(), |sum, (_, found)| sum.with(share(found)))
    }

    /// Honest papers with a strong finding.
    #[must_use]
    pub fn false_alarms(&self) -> Share {
        self.honest.values().fold(Share::default(), |sum, held| sum.with(held.strong))
    }

    /// Honest papers with a finding of any weight.
    #[must_use]
    pub fn remarks(&self) -> Share {
        self.honest.values().fold(Share::default(), |sum, held| sum.with(held.any))
    }
}

impl Share {
    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self { hits: self.hits + other.hits, of: self.of + other.of }
    }
}

/// A finding points at a place when they share a fifth of the smaller one; one that covers a quarter of the page
/// points at nothing.
fn hits(finding: &Region, place: &Region, page: u64) -> bool {
    let least = finding.area().min(place.area()).max(1);
    finding.area() * 4 <= page && finding.overlap(place) * 5 >= least
}

#[cfg(test)]
mod tests {
    use super::super::papers::fonts::Set;
    use super::super::papers::tests::fonts;
    use super::*;
    use crate::forensics::logic::id_number;
    use crate::forensics::reading::text::Word;

    /// Finds identity numbers whose check character is wrong, wherever they stand.
    fn identity(given: &Given) -> Heard {
        let mut out = Vec::new();
        let texts: Vec<_> = given.truths.iter().map(|truth| truth.text()).collect();
        for (page, text) in (0_u32..).zip(&texts) {
            for word in &text.words {
                let chars: Vec<char> = word.text.chars().collect();
                for start in 0..chars.len().saturating_sub(17) {
                    let number: String = chars[start..start + 18].iter().collect();
                    let apart = |at: Option<&char>| at.is_none_or(|c| !c.is_ascii_alphanumeric());
                    let alone = apart(chars.get(start + 18))
                        && apart(start.checked_sub(1).and_then(|at| chars.get(at)));
                    if alone && id_number::parse(&number).is_some() {
                        let region = Some(word.part(start..start + 18));
                        let found = id_number::check(&number, &id_number::Beside::default());
                        out.extend(found.into_iter().map(|finding| Finding {
                            page: Some(page),
                            region,
                            ..finding
                        }));
                    }
                }
            }
        }
        Heard { texts, findings: out }
    }

    fn setting(chain: Chain, only: &str) -> Setting {
        Setting { chain, seed: 1, honest: 2, edited: 2, dpi: 72.0, turned: true, only: Some(only.to_owned()) }
    }

    #[test]
    fn a_rule_finds_what_breaks_it_and_nothing_on_honest_papers() {
        for set in [Set::Tune, Set::Test] {
            let Some(fonts) = fonts(set) else { return };
            let setting = setting(Chain::Clean, "lease_contract");
            let outcome = run(&setting, fonts, &identity).unwrap();
            let found = &outcome.edits[&(Kind::LeaseContract, EditKind::IdDigit)];
            assert_eq!(found.located.hits, found.located.of, "{outcome}");
            assert!(found.located.of >= 2 && outcome.false_alarms().hits == 0, "{outcome}");
            assert_eq!(outcome.edits[&(Kind::LeaseContract, EditKind::Name)].any.hits, 0);
            assert!(outcome.missed.iter().all(|(_, edit, _)| *edit != EditKind::IdDigit));
        }
    }

    #[test]
    fn the_truth_read_back_has_no_errors_and_a_slip_has_one() {
        for template in templates(Set::Test, None) {
            let Some(fonts) = fonts(Set::Test) else { return };
            for (chain, turns) in [(Chain::Clean, 0), (Chain::Phone, 0), (Chain::PrintScan, 1)] {
                let request = Request { template, chain, seed: 2, dpi: 72.0, turns, edit: None };
                let case = case(&request, fonts).unwrap().unwrap();
                let (truth, mut text) = (&case.pages[0].truth, case.pages[0].truth.text());
                let mut reading = Reading::default();
                reading.add(case.kind, case.template, truth, &text);
                let wrong = reading.all.wrong + reading.sealed.wrong;
                assert_eq!(wrong, 0, "{} {chain:?}", template.name);
                assert!(reading.all.characters > 60, "{}", template.name);
                // One character of the text is one that is compared.
                let plain = |word: &&mut Word| characters(&word.text).len() == word.text.chars().count();
                let word = text.words.iter_mut().filter(plain).max_by_key(|word| word.text.len()).unwrap();
                word.text.pop();
                let mut reading = Reading::default();
                reading.add(case.kind, case.template, truth, &text);
                assert_eq!(reading.all.wrong + reading.sealed.wrong, 1, "{}", template.name);
            }
        }
    }

    #[test]
    fn intervals_are_those_of_wilson() {
        let (low, high) = Share { hits: 95, of: 100 }.interval();
        assert!((low - 0.8882).abs() < 0.001 && (high - 0.9785).abs() < 0.001, "{low} {high}");
        let (low, high) = Share { hits: 0, of: 50 }.interval();
        assert!(low.abs() < 1e-9 && (high - 0.0713).abs() < 0.001, "{low} {high}");
        assert_eq!(Share::default().interval(), (0.0, 1.0));
    }

    #[test]
    fn a_finding_over_the_whole_page_points_at_nothing() {
        let place = Region { x: 10, y: 10, width: 20, height: 10 };
        let page = 1000 * 1000;
        assert!(hits(&Region { x: 5, y: 5, width: 40, height: 20 }, &place, page));
        assert!(!hits(&Region { x: 0, y: 0, width: 1000, height: 1000 }, &place, page));
        assert!(!hits(&Region { x: 29, y: 10, width: 20, height: 10 }, &place, page));
    }
}
