//! Figures that must add up, and which one of them does not fit. Each figure stands in several equations: the one
//! whose change alone makes most of the broken ones hold, and breaks none that holds, is the place to look at.

use crate::forensics::detectors::RuleDeclaration;
use crate::forensics::logic::amount::{self, spelled};
use crate::forensics::logic::normal::shown;
use crate::forensics::logic::said::{Said, amount_slips, judged, weigh, weighing};
use crate::forensics::{Finding, Strength};

/// A figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure<'a> {
    pub said: Said<'a>,
    /// In fen.
    pub value: i64,
    /// Written in words.
    pub words: bool,
    /// Line of the table, from 1.
    pub line: Option<usize>,
}

/// Σ factor × figure = `constant`, give or take `slack`.
#[derive(Debug, Clone)]
pub(super) struct Equation<'a> {
    pub rule: &'static RuleDeclaration,
    /// Indices of figures with their factors.
    pub terms: Vec<(usize, i64)>,
    pub constant: i128,
    pub slack: i128,
    /// Readings that went into the constant.
    pub factors: Vec<Said<'a>>,
    /// Weight when no figure can be told to be the one, and other equations speak for them all.
    pub alone: Strength,
}

impl Equation<'_> {
    fn off(&self, figures: &[Figure<'_>]) -> i128 {
        let sum: i128 = self
            .terms
            .iter()
            .filter_map(|&(index, factor)| Some(i128::from(figures.get(index)?.value) * i128::from(factor)))
            .sum();
        sum - self.constant
    }

    fn holds(&self, figures: &[Figure<'_>]) -> bool {
        self.off(figures).abs() <= self.slack
    }

    /// Between what and what a figure would have to be.
    fn wants(&self, figures: &[Figure<'_>], index: usize) -> Option<(i128, i128, i128)> {
        let &(_, factor) = self.terms.iter().find(|(term, _)| *term == index)?;
        let factor = i128::from(factor);
        let value = i128::from(figures.get(index)?.value);
        let round = |a: i128, b: i128| (a + a.signum() * b.signum() * b.abs() / 2).checked_div(b);
        let middle = value.checked_sub(round(self.off(figures), factor)?)?;
        let slack = self.slack / factor.abs() + 1;
        Some((middle - slack, middle, middle + slack))
    }
}

/// What one figure would mend.
struct Cure {
    figure: usize,
    /// Broken equations it mends.
    mends: Vec<usize>,
    /// Those less the ones it would break.
    score: isize,
    expected: i64,
}

fn cure(figures: &[Figure<'_>], equations: &[Equation<'_>], broken: &[usize], figure: usize) -> Option<Cure> {
    let mut mends = Vec::new();
    let mut range: Option<(i128, i128)> = None;
    let mut sharpest: Option<(i128, i128)> = None;
    for &index in broken {
        let Some((low, middle, high)) = equations.get(index)?.wants(figures, figure) else { continue };
        let (from, to) = range.unwrap_or((low, high));
        let both = (from.max(low), to.min(high));
        if both.0 > both.1 {
            continue;
        }
        range = Some(both);
        mends.push(index);
        if sharpest.is_none_or(|(width, _)| high - low < width) {
            sharpest = Some((high - low, middle));
        }
    }
    let (_, expected) = sharpest?;
    let spoils = equations
        .iter()
        .enumerate()
        .filter(|(index, equation)| {
            !broken.contains(index) && equation.terms.iter().any(|(term, _)| *term == figure)
        })
        .count();
    let score = isize::try_from(mends.len()).ok()? - isize::try_from(spoils).ok()?;
    Some(Cure { figure, mends, score, expected: i64::try_from(expected).ok()? })
}

/// More figures than this are not set against each other.
const MOST_FIGURES: usize = 1_200;
/// More places of one paper help nobody.
const MOST_FINDINGS: usize = 8;

/// Names the figures that do not fit.
pub(super) fn settle(figures: &[Figure<'_>], equations: &[Equation<'_>]) -> Vec<Finding> {
    if figures.len() > MOST_FIGURES {
        return Vec::new();
    }
    let mut broken: Vec<usize> =
        (0..equations.len()).filter(|&index| !equations[index].holds(figures)).collect();
    let mut findings = Vec::new();
    while !broken.is_empty() && findings.len() < MOST_FINDINGS {
        let touched: std::collections::BTreeSet<usize> =
            broken.iter().flat_map(|&index| equations[index].terms.iter().map(|(term, _)| *term)).collect();
        let cures: Vec<Cure> =
            touched.into_iter().filter_map(|figure| cure(figures, equations, &broken, figure)).collect();
        // The first named wins a tie; figures are given in the order of suspicion.
        let Some(best) = cures.iter().max_by_key(|cure| (cure.score, std::cmp::Reverse(cure.figure))) else {
            break;
        };
        let rivals: Vec<&Cure> = cures
            .iter()
            .filter(|cure| {
                cure.score == best.score && cure.mends.iter().any(|index| best.mends.contains(index))
            })
            .collect();
        findings.push(tell(figures, equations, best, &rivals));
        broken.retain(|index| !best.mends.contains(index));
    }
    findings
}

fn tell(figures: &[Figure<'_>], equations: &[Equation<'_>], best: &Cure, rivals: &[&Cure]) -> Finding {
    let first = &equations[best.mends[0]];
    let figure = &figures[best.figure];
    let slips_of = |cure: &Cure| {
        let figure = &figures[cure.figure];
        if figure.words { Vec::new() } else { amount_slips(figure.said.text, cure.expected) }
    };
    let mut facts = vec![("expected", shown(best.expected)), ("read", shown(figure.value))];
    facts.push(("line", figure.line.map_or_else(|| "none".to_owned(), |line| line.to_string())));
    if first.rule.key == amount::DIFFERS.key {
        // Two figures, one of them in words: both are said, and how the one in figures would be written.
        let pair = |words: bool| {
            first
                .terms
                .iter()
                .filter_map(|&(index, _)| figures.get(index))
                .find(|figure| figure.words == words)
        };
        let fen = |words: bool| pair(words).map_or(0, |figure| figure.value);
        facts.push(("figures", shown(fen(false))));
        facts.push(("words", shown(fen(true))));
        facts.push(("expected", spelled(fen(false).unsigned_abs())));
    }
    let finding = judged(first.rule, &figure.said, &slips_of(best), &facts);
    // A figure of one broken equation alone is told from the others of it only by what speaks for those.
    let located = best.score > 0 && (best.mends.len() > 1 || rivals.len() < 2);
    let mut most = if located { finding.strength } else { finding.strength.min(first.alone) };
    // One equation alone does not say which figure it is: an unsure one among them may be the cause.
    for rival in rivals {
        let rival_figure = &figures[rival.figure];
        let explained = rival_figure.words || !slips_of(rival).is_empty();
        most = most.min(weigh(first.rule.max_strength, &rival_figure.said, explained));
    }
    for factor in &first.factors {
        most = most.min(weigh(first.rule.max_strength, factor, best.mends.len() < 2));
    }
    weighing(finding, most)
}
