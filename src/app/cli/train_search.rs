//! `shifu train search`: learns how to rank, from questions with answers.
//!
//! The questions fall into five parts by their own text. Everything is learnt five times, each time without
//! one part, so that a measurement can always ask what has not seen its question; the same files give the same
//! tables. What leads questions towards the rules (the adapter) feeds the measures the ranking weighs, so the
//! weights for a part are learnt from questions led by matrices that have seen neither that part nor theirs.

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::bench_search::{fill, read_all};
use super::search_files::{Asked, Files, ask, everybody};
use crate::platform::search::meaning::adapter::{self, Adapters, lead};
use crate::platform::search::meaning::wording;
use crate::platform::search::ranker::{FOLDS, Lesson, Measures, NAMES, Ranker, fold_of, learn};
use crate::platform::search::{Engine, Lexicon, Meaning};

/// Learns the weights of the ranking, and what leads questions towards the rules.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the files lie.
    #[command(flatten)]
    pub files: Files,
    /// The encoder, as `shifu models fetch` leaves it.
    #[arg(long, default_value = "data/models/e5-small-q4.bin")]
    pub model: PathBuf,
    /// The folder the tables are written to.
    #[arg(long, default_value = "models/search")]
    pub out: PathBuf,
    /// What the table says of the questions: their source and terms.
    #[arg(long)]
    pub source: String,
}

/// Learns, writes the tables, and says what was learnt.
///
/// # Errors
/// When a file cannot be read or written, or the index fails.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let questions = args.files.questions()?;
    let folder = tempfile::tempdir().context("temporary folder for the index")?;
    let engine = Engine::open(folder.path(), Lexicon::built_in()?)?;
    let (documents, _) = fill(&engine, &args.files)?;
    let lessons = lessons(&engine, questions.iter(), |_| None)?;
    let by_words: [Measures; FOLDS] = std::array::from_fn(|fold| learn(&lessons, Some(fold)));
    show(out, "by words", &learn(&lessons, None))?;

    read_all(&engine, &args.model, &args.files)?;
    let meaning = engine.meaning().context("search by meaning is on")?;
    let school = School::new(&meaning, &args.files, &questions)?;
    let mut taught: Vec<Vec<Lesson>> = (0..FOLDS).map(|_| Vec::new()).collect();
    for one in 0..FOLDS {
        for other in 0..one {
            let matrix = school.learn(&[one, other]);
            for (unseen, fold) in [(one, other), (other, one)] {
                let of_fold = questions.iter().filter(|asked| fold_of(&asked.text) == fold);
                let led = |asked: &Asked| school.led(&matrix, asked);
                taught[unseen].extend(self::lessons(&engine, of_fold, led)?);
            }
            writeln!(out, "led without parts {one} and {other}")?;
        }
    }
    let by_meaning: [Measures; FOLDS] = std::array::from_fn(|fold| learn(&taught[fold], None));
    show(out, "by meaning, part 0 left out", &by_meaning[0])?;
    let matrices = (0..FOLDS).map(|fold| school.learn(&[fold])).collect();

    let source = format!("{}; {} questions over {documents} documents", args.source, questions.len());
    let table = args.out.join("ranker.toml");
    std::fs::write(&table, Ranker::new(by_words, by_meaning, source).written())
        .with_context(|| format!("{}", table.display()))?;
    let file = args.out.join("adapter.bin");
    std::fs::write(&file, Adapters::new(school.width, matrices).written())
        .with_context(|| format!("{}", file.display()))?;
    writeln!(out, "written to {} and {}", table.display(), file.display())?;
    Ok(())
}

fn show(out: &mut dyn Write, what: &str, weights: &Measures) -> Result<()> {
    writeln!(out, "{what}:")?;
    for (name, weight) in NAMES.iter().zip(weights) {
        writeln!(out, "  {name:<12} {weight:>8.3}")?;
    }
    Ok(())
}

/// The candidates of questions with their measures; `led` gives the vector of a question, if meaning is
/// measured.
fn lessons<'a>(
    engine: &Engine,
    questions: impl Iterator<Item = &'a Asked>,
    led: impl Fn(&Asked) -> Option<Vec<f32>>,
) -> Result<Vec<Lesson>> {
    let reader = everybody();
    questions
        .map(|asked| {
            let found = engine.measures(&ask(&asked.text, &reader, 0), led(asked).as_deref())?;
            let candidates = found
                .into_iter()
                .map(|(id, measures)| (measures, asked.relevant.contains_key(&id)))
                .collect();
            Ok(Lesson { fold: fold_of(&asked.text), candidates })
        })
        .collect()
}

/// The questions and passages as vectors, for learning matrices.
struct School {
    width: usize,
    /// Vectors of the questions by their text.
    asked: HashMap<String, Vec<f32>>,
    /// Part of each question, its text, and the places of its answers among the passages.
    answers: Vec<(usize, String, Vec<usize>)>,
    passages: Vec<f32>,
}

impl School {
    fn new(meaning: &Meaning, files: &Files, questions: &[Asked]) -> Result<Self> {
        let (mut places, mut passages, mut width) = (HashMap::new(), Vec::new(), 0);
        for document in files.documents()? {
            let (document, _) = document?;
            let Some(vector) = meaning.vector(wording(&document.title, &document.body)) else { continue };
            width = vector.len();
            places.insert(document.id, passages.len() / width);
            passages.extend(vector);
        }
        let asked =
            questions.iter().map(|asked| (asked.text.clone(), meaning.question(&asked.text))).collect();
        let answers = questions
            .iter()
            .map(|asked| {
                let mut found: Vec<usize> =
                    asked.relevant.keys().filter_map(|id| places.get(id).copied()).collect();
                found.sort_unstable();
                (fold_of(&asked.text), asked.text.clone(), found)
            })
            .collect();
        Ok(Self { width, asked, answers, passages })
    }

    /// Learns a matrix from the questions outside some parts.
    fn learn(&self, left_out: &[usize]) -> Vec<f32> {
        let lessons: Vec<(&[f32], &[usize])> = self
            .answers
            .iter()
            .filter(|(fold, _, found)| !left_out.contains(fold) && !found.is_empty())
            .filter_map(|(_, text, found)| Some((self.asked.get(text)?.as_slice(), found.as_slice())))
            .collect();
        adapter::learn(&lessons, &self.passages, self.width)
    }

    fn led(&self, matrix: &[f32], asked: &Asked) -> Option<Vec<f32>> {
        self.asked.get(&asked.text).map(|vector| lead(matrix, vector))
    }
}
