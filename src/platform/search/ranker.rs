//! The learnt part of the ranking: ten measures of a candidate and what each is worth.
//!
//! The score is linear in the measures. Weights are learnt by list-wise regression (Cao et al. 2007,
//! ListNet with the top-one probability): the softmax of the scores of a question's candidates is led towards
//! the documents that answer it. All measures are shares or relations within one question, so that weights
//! learnt on one corpus say something about another. Boosted trees gained half a point of nDCG more in
//! cross-validation and were not kept: nobody can read them.
//!
//! Five sets of weights were learnt, each without one fifth of the questions; the mean of the five ranks in
//! use, and a measurement takes for each question the set that has not seen it ([`Ranker::blind_to`]). There
//! are two such tables: without meaning, where the last three measures are nothing, and with it.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::SearchError;
use super::normalise::normalised;

/// The weights that come with the program, learnt by `shifu train search`.
const LEARNT: &str = include_str!("../../../models/search/ranker.toml");
/// Parts of the questions, each left out once.
pub const FOLDS: usize = 5;
/// Number of measures.
pub const MEASURES: usize = 10;

/// The measures of one candidate, in the order of [`NAMES`].
pub type Measures = [f32; MEASURES];

/// Names of the measures.
pub const NAMES: [&str; MEASURES] =
    ["words", "characters", "covered", "spelled", "both", "length", "group", "meaning", "near", "near_group"];

/// What the measures are worth.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Ranker {
    /// Names of the measures, in the order of the weights.
    measures: Vec<String>,
    /// One set of weights for each part of the questions left out.
    by_words: Vec<Vec<f32>>,
    /// The same where meaning is measured too.
    by_meaning: Vec<Vec<f32>>,
    /// Where the weights come from, in words.
    learnt: String,
    /// The part of the questions that must not have been seen; none: the mean of all.
    #[serde(skip)]
    blind: Option<usize>,
    #[serde(skip)]
    used: [Measures; 2],
}

impl Ranker {
    /// The weights that come with the program.
    ///
    /// # Errors
    /// [`SearchError::Ranker`] if the embedded table does not parse.
    pub fn built_in() -> Result<Self, SearchError> {
        Self::parse(LEARNT)
    }

    /// Reads a table of weights.
    ///
    /// # Errors
    /// [`SearchError::Ranker`] if it is none, or one of other measures.
    pub fn parse(text: &str) -> Result<Self, SearchError> {
        let read: Self = toml::from_str(text).map_err(|error| SearchError::Ranker(error.to_string()))?;
        let sound = |folds: &[Vec<f32>]| {
            let whole = |fold: &Vec<f32>| fold.len() == MEASURES && fold.iter().all(|w| w.is_finite());
            folds.len() == FOLDS && folds.iter().all(whole)
        };
        if read.measures != NAMES || !sound(&read.by_words) || !sound(&read.by_meaning) {
            return Err(SearchError::Ranker("weights of other measures".to_owned()));
        }
        Ok(read.seen(None))
    }

    /// A table of learnt weights, by words and by meaning; `learnt` says where they come from.
    #[must_use]
    pub fn new(by_words: [Measures; FOLDS], by_meaning: [Measures; FOLDS], learnt: String) -> Self {
        let measures = NAMES.map(str::to_owned).to_vec();
        let listed = |folds: [Measures; FOLDS]| folds.map(|fold| fold.to_vec()).to_vec();
        let (by_words, by_meaning) = (listed(by_words), listed(by_meaning));
        let used = [[0.0; MEASURES]; 2];
        Self { measures, by_words, by_meaning, learnt, blind: None, used }.seen(None)
    }

    /// The same table with the weights of one part left out, or the mean.
    fn seen(self, blind: Option<usize>) -> Self {
        let used = [&self.by_words, &self.by_meaning].map(|folds| {
            std::array::from_fn(|at| match blind {
                Some(fold) => folds[fold][at],
                None => folds.iter().map(|fold| fold[at]).sum::<f32>() / 5.0,
            })
        });
        Self { blind, used, ..self }
    }

    /// The table as a file has it.
    #[must_use]
    pub fn written(&self) -> String {
        let listed = |folds: &[Vec<f32>]| {
            let lines: Vec<String> = folds.iter().map(|fold| format!("  {fold:?},\n")).collect();
            lines.concat()
        };
        let (learnt, measures) = (&self.learnt, &self.measures);
        let (words, meaning) = (listed(&self.by_words), listed(&self.by_meaning));
        format!(
            "learnt = {learnt:?}\nmeasures = {measures:?}\nby_words = [\n{words}]\nby_meaning = [\n{meaning}]\n"
        )
    }

    /// The same ranker with the weights that were learnt without this question.
    #[must_use]
    pub fn blind_to(&self, question: &str) -> Self {
        self.clone().seen(Some(fold_of(question)))
    }

    /// The part of the questions this ranker has not seen; none when it has seen all.
    #[must_use]
    pub fn blind(&self) -> Option<usize> {
        self.blind
    }

    /// The score of a candidate; comparable within one question.
    #[must_use]
    pub fn score(&self, measures: &Measures, with_meaning: bool) -> f32 {
        let weights = &self.used[usize::from(with_meaning)];
        weights.iter().zip(measures).map(|(weight, measure)| weight * measure).sum()
    }
}

impl Default for Ranker {
    /// Words count, and a little what is covered: for tests and for a table that does not parse.
    fn default() -> Self {
        let plain = [3.0, 2.0, 1.0, 0.5, 0.5, -0.1, 2.0, 0.0, 0.0, 0.0];
        Self::new([plain; FOLDS], [plain; FOLDS], String::new())
    }
}

/// The part a question belongs to: the first eight bytes of the SHA-256 of its normalised text, by five.
#[must_use]
pub fn fold_of(question: &str) -> usize {
    let digest = Sha256::digest(normalised(question).as_bytes());
    let number = digest.iter().take(8).fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    usize::try_from(number % 5).unwrap_or(0)
}

/// The candidates of one question: measures, and whether the document answers it.
pub struct Lesson {
    /// The part of the questions it belongs to.
    pub fold: usize,
    /// The candidates.
    pub candidates: Vec<(Measures, bool)>,
}

/// Steps of the descent; the weights have long come to rest by then.
const STEPS: usize = 300;
/// Size of a step.
const RATE: f64 = 0.15;
/// Share of the last step that is kept up.
const MOMENTUM: f64 = 0.9;
/// Penalty on the square of the weights of standardised measures.
const RIDGE: f64 = 0.01;

/// Learns weights from the lessons that do not belong to one part. The same lessons give the same weights.
#[must_use]
pub fn learn(lessons: &[Lesson], left_out: Option<usize>) -> Measures {
    let lessons: Vec<&Lesson> = lessons
        .iter()
        .filter(|lesson| Some(lesson.fold) != left_out && lesson.candidates.iter().any(|(_, right)| *right))
        .collect();
    let all = || lessons.iter().flat_map(|lesson| &lesson.candidates).map(|(measures, _)| measures);
    let count = real(all().count().max(1));
    let mean: [f64; MEASURES] =
        std::array::from_fn(|at| all().map(|measures| f64::from(measures[at])).sum::<f64>() / count);
    let spread: [f64; MEASURES] = std::array::from_fn(|at| {
        let square = all().map(|measures| (f64::from(measures[at]) - mean[at]).powi(2)).sum::<f64>();
        (square / count).sqrt().max(1e-9)
    });
    let standard = |measures: &Measures| -> [f64; MEASURES] {
        std::array::from_fn(|at| (f64::from(measures[at]) - mean[at]) / spread[at])
    };
    let lists: Vec<Vec<([f64; MEASURES], f64)>> = lessons
        .iter()
        .map(|lesson| {
            let right = real(lesson.candidates.iter().filter(|(_, right)| *right).count());
            let share = |right_one: bool| if right_one { 1.0 / right } else { 0.0 };
            lesson.candidates.iter().map(|(measures, right)| (standard(measures), share(*right))).collect()
        })
        .collect();
    let (mut weights, mut step) = ([0.0_f64; MEASURES], [0.0_f64; MEASURES]);
    for _ in 0..STEPS {
        let mut slope: [f64; MEASURES] = weights.map(|weight| RIDGE * weight);
        for list in &lists {
            let scores: Vec<f64> = list.iter().map(|(measures, _)| dot(&weights, measures)).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let whole: f64 = scores.iter().map(|score| (score - most).exp()).sum();
            for ((measures, wanted), score) in list.iter().zip(&scores) {
                let excess = (score - most).exp() / whole - wanted;
                for (slope, measure) in slope.iter_mut().zip(measures) {
                    *slope += excess * measure / real(lists.len());
                }
            }
        }
        for ((weight, step), slope) in weights.iter_mut().zip(&mut step).zip(slope) {
            *step = MOMENTUM * *step - RATE * slope;
            *weight += *step;
        }
    }
    std::array::from_fn(|at| single(weights[at] / spread[at]))
}

fn dot(a: &[f64; MEASURES], b: &[f64; MEASURES]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of candidates")]
fn real(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, reason = "weights need no more than single precision")]
fn single(weight: f64) -> f32 {
    weight as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lessons() -> Vec<Lesson> {
        // The fourth measure tells the right candidate, the first misleads, the others are noise.
        (0..40_usize)
            .map(|n| {
                let candidates = (0..10_usize)
                    .map(|at| {
                        let right = at == n % 10;
                        let noise = |k: usize| {
                            f32::from(u8::try_from((n * 7 + at * 13 + k * 29) % 17).unwrap()) / 17.0
                        };
                        let mut measures: Measures = std::array::from_fn(noise);
                        measures[3] += if right { 0.8 } else { 0.0 };
                        measures[0] += if right { 0.0 } else { 0.3 };
                        (measures, right)
                    })
                    .collect();
                Lesson { fold: n % FOLDS, candidates }
            })
            .collect()
    }

    #[test]
    fn learns_what_tells_the_answer() {
        let lessons = lessons();
        let weights = learn(&lessons, None);
        assert!(weights[3] > 0.0 && weights[0] < 0.0, "{weights:?}");
        let ranker = Ranker::new([weights; FOLDS], [weights; FOLDS], String::new());
        let first = |lesson: &Lesson| {
            let best = lesson
                .candidates
                .iter()
                .max_by(|a, b| ranker.score(&a.0, false).total_cmp(&ranker.score(&b.0, false)));
            best.is_some_and(|(_, right)| *right)
        };
        assert!(lessons.iter().filter(|lesson| first(lesson)).count() >= 36);
        let bits = |left_out| learn(&lessons, Some(left_out)).map(f32::to_bits);
        assert_eq!(bits(1), bits(1));
        assert_ne!(bits(1), bits(2));
    }

    #[test]
    fn the_built_in_weights_are_of_these_measures() {
        let ranker = Ranker::built_in().unwrap();
        let [by_words, by_meaning] = ranker.used;
        assert!(by_words[0] > 0.0 && by_words[6] > 0.0 && by_words[7..].iter().all(|&weight| weight == 0.0));
        assert!(by_meaning[7..].iter().all(|&weight| weight > 0.0));
        assert!(
            Ranker::parse("measures = [\"words\"]\nby_words = []\nby_meaning = []\nlearnt = \"\"").is_err()
        );
        assert_eq!(Ranker::parse(&ranker.written()).unwrap(), ranker);
    }

    #[test]
    fn a_question_keeps_its_fold_in_every_script() {
        assert_eq!(fold_of("贷款条件？"), fold_of("貸款條件？"));
        assert!((0..FOLDS).all(|fold| (0..200).any(|n| fold_of(&n.to_string()) == fold)));
    }
}
