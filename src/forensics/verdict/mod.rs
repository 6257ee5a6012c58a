//! Findings become ranked places to look at. One rule stands above all scores: only a strong
//! finding raises a case alone; weak and medium ones count where independent families agree.

pub mod budget;
mod calibration;

pub use calibration::Calibration;

use super::detectors::RuleDeclaration;
use super::reading::words::Word;
use super::{Family, Finding, Grade, Region, Strength};

/// Scores per word, from every detector that judges words.
#[derive(Debug, Clone, Default)]
pub struct PageEvidence {
    /// Words in reading order.
    pub words: Vec<WordEvidence>,
}

/// One word's scores.
#[derive(Debug, Clone)]
pub struct WordEvidence {
    /// Its box.
    pub region: Region,
    /// Deviations from the page's other words, by family.
    pub scores: Vec<(Family, f32)>,
}

impl WordEvidence {
    /// What all families say together: the part of each score above 2 deviations, added up over
    /// families because different families are independent evidence.
    #[must_use]
    pub fn total(&self) -> f32 {
        let mut best: Vec<(Family, f32)> = Vec::new();
        for (family, score) in &self.scores {
            let above = (score - 2.0).clamp(0.0, 10.0);
            match best.iter_mut().find(|(known, _)| known == family) {
                Some((_, known)) => *known = known.max(above),
                None => best.push((*family, above)),
            }
        }
        best.iter().map(|(_, above)| above).sum()
    }
}

/// What is concluded.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Ranked findings with `counts` decided.
    pub findings: Vec<Finding>,
    /// 0 to 1.
    pub score: f32,
    /// The score before a strong finding raised it.
    pub unraised: f32,
    /// Coarse answer.
    pub grade: Grade,
}

/// Orders findings and decides which of them count.
#[must_use]
pub fn conclude(mut findings: Vec<Finding>, evidence: &[PageEvidence], calibration: &Calibration) -> Verdict {
    let counting = counting(&findings);
    for (finding, counts) in findings.iter_mut().zip(counting) {
        finding.counts = counts;
    }
    let place = |finding: &Finding| -> f32 {
        let (Some(page), Some(region)) = (finding.page, finding.region) else { return 0.0 };
        let words = evidence.get(page as usize).map_or(&[][..], |page| &page.words);
        words
            .iter()
            .filter(|word| word.region.shares_half(&region))
            .map(WordEvidence::total)
            .fold(0.0, f32::max)
    };
    let mut ranked: Vec<(f32, Finding)> =
        findings.into_iter().map(|finding| (place(&finding), finding)).collect();
    ranked.sort_by(|(pa, a), (pb, b)| {
        b.counts
            .cmp(&a.counts)
            .then((b.strength == Strength::Strong).cmp(&(a.strength == Strength::Strong)))
            .then(pb.total_cmp(pa))
            .then(b.strength.cmp(&a.strength))
            .then(b.score.total_cmp(&a.score))
            .then(a.rule.cmp(&b.rule))
            .then(a.page.cmp(&b.page))
            .then(a.region.cmp(&b.region))
    });
    let findings: Vec<Finding> = ranked.into_iter().map(|(_, finding)| finding).collect();

    let best_word = evidence.iter().flat_map(|page| &page.words).map(WordEvidence::total).fold(0.0, f32::max);
    let pixel = 1.0 - (-best_word / calibration.page_scale).exp();
    let strong = findings.iter().any(|finding| finding.strength == Strength::Strong);
    let counted = findings.iter().any(|finding| finding.counts);
    // File-level hints move the order of a queue a little, never past a place on a page.
    let hints = findings.iter().filter(|finding| finding.region.is_none()).map(|f| f.score).sum::<f32>();
    let unraised = (pixel * 0.9 + 0.05 * hints.min(1.0)).clamp(0.0, 0.95);
    let score = if strong { unraised.max(0.96) } else { unraised };
    let grade = match (strong, counted, findings.is_empty()) {
        (true, ..) => Grade::LookFirst,
        (_, true, _) => Grade::Look,
        (_, _, false) => Grade::Hints,
        _ => Grade::NothingFound,
    };
    Verdict { findings, score, unraised, grade }
}

/// Which of the findings of a file raise the case, in their order.
#[must_use]
pub fn counting(findings: &[Finding]) -> Vec<bool> {
    findings.iter().map(|finding| counts(finding, findings)).collect()
}

/// Strong counts alone; otherwise another family must point at the same place.
fn counts(finding: &Finding, all: &[Finding]) -> bool {
    if finding.strength == Strength::Strong {
        return true;
    }
    let places = |finding: &Finding| [finding.region, finding.source_region];
    all.iter().any(|other| {
        other.family != finding.family
            && other.page == finding.page
            && finding.page.is_some()
            && places(finding)
                .iter()
                .flatten()
                .any(|a| places(other).iter().flatten().any(|b| a.shares_half(b)))
    })
}

/// Findings for the words that stand out most: at most three, above a threshold.
#[must_use]
pub fn word_findings(
    rule: &RuleDeclaration,
    words: &[Word],
    scores: &[f32],
    threshold: f32,
    facts: impl Fn(f32) -> Vec<(&'static str, String)>,
) -> Vec<Finding> {
    let mut order: Vec<usize> = (0..words.len()).filter(|&index| scores[index] >= threshold).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    order
        .into_iter()
        .take(3)
        .map(|index| Finding {
            rule: rule.key.to_owned(),
            family: rule.family,
            page: None,
            region: Some(words[index].region()),
            source_region: None,
            strength: rule.max_strength,
            score: (scores[index] / 12.0).clamp(0.0, 1.0),
            facts: facts(scores[index]).into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
            counts: false,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn finding(family: Family, strength: Strength, x: u32) -> Finding {
        Finding {
            rule: format!("test.{family:?}"),
            family,
            page: Some(0),
            region: Some(Region { x, y: 0, width: 40, height: 10 }),
            source_region: None,
            strength,
            score: 0.5,
            facts: BTreeMap::new(),
            counts: false,
        }
    }

    fn grade(findings: Vec<Finding>) -> (Grade, usize) {
        let verdict = conclude(findings, &[], &Calibration::default());
        (verdict.grade, verdict.findings.iter().filter(|f| f.counts).count())
    }

    #[test]
    fn weak_findings_of_one_family_never_count() {
        let many = (0..9).map(|_| finding(Family::Jpeg, Strength::Medium, 5)).collect();
        assert_eq!(grade(many), (Grade::Hints, 0));
    }

    #[test]
    fn two_families_on_one_place_count_and_on_two_places_do_not() {
        let at = |x| vec![finding(Family::Jpeg, Strength::Weak, 5), finding(Family::Word, Strength::Weak, x)];
        assert_eq!(grade(at(8)), (Grade::Look, 2));
        assert_eq!(grade(at(300)), (Grade::Hints, 0));
    }

    #[test]
    fn a_file_level_hint_does_not_agree_with_a_place() {
        let mut file = finding(Family::Structure, Strength::Medium, 0);
        (file.page, file.region) = (None, None);
        assert_eq!(grade(vec![file, finding(Family::Jpeg, Strength::Weak, 5)]), (Grade::Hints, 0));
    }

    #[test]
    fn strong_counts_alone_and_comes_first() {
        let all =
            vec![finding(Family::Jpeg, Strength::Weak, 5), finding(Family::Logic, Strength::Strong, 400)];
        let verdict = conclude(all, &[], &Calibration::default());
        assert_eq!(verdict.grade, Grade::LookFirst);
        assert_eq!(verdict.findings[0].family, Family::Logic);
        assert!(verdict.score > 0.95);
        assert_eq!(grade(Vec::new()), (Grade::NothingFound, 0));
    }

    #[test]
    fn scores_of_one_family_are_not_added() {
        let word = |scores: Vec<(Family, f32)>| WordEvidence {
            region: Region { x: 0, y: 0, width: 1, height: 1 },
            scores,
        };
        let one = word(vec![(Family::Jpeg, 5.0), (Family::Jpeg, 6.0)]).total();
        let two = word(vec![(Family::Jpeg, 5.0), (Family::Word, 6.0)]).total();
        assert!((one - 4.0).abs() < 1e-6 && (two - 7.0).abs() < 1e-6);
    }

    #[test]
    fn one_family_alone_stays_below_the_line_and_two_that_agree_pass_it() {
        let page = |scores: Vec<(Family, f32)>| {
            let region = Region { x: 0, y: 0, width: 40, height: 10 };
            let evidence = [PageEvidence { words: vec![WordEvidence { region, scores }] }];
            (conclude(Vec::new(), &evidence, &Calibration::default()).score * 100.0).round()
        };
        assert!(page(vec![(Family::Word, 99.0)]) < 35.0);
        assert!(page(vec![(Family::Word, 99.0), (Family::Jpeg, 3.0)]) >= 35.0);
    }
}
