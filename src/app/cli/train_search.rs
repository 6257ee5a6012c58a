//! `shifu train search`: learns what the measures of a candidate are worth, from questions with answers.
//!
//! The questions fall into five parts by their own text. Five sets of weights are learnt, each without one
//! part, and written to one table; the same files give the same table.

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::bench_search::fill;
use super::search_files::{Asked, Files, ask, everybody};
use crate::platform::search::ranker::{FOLDS, Lesson, NAMES, Ranker, fold_of, learn};
use crate::platform::search::{Engine, Lexicon};

/// Learns the weights of the ranking.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the files lie.
    #[command(flatten)]
    pub files: Files,
    /// The table that is written.
    #[arg(long, default_value = "models/search/ranker.toml")]
    pub out: PathBuf,
    /// What the table says of the questions: their source and terms.
    #[arg(long)]
    pub source: String,
}

/// Learns, writes the table, and says what was learnt.
///
/// # Errors
/// When a file cannot be read or written, or the index fails.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let questions = args.files.questions()?;
    let folder = tempfile::tempdir().context("temporary folder for the index")?;
    let engine = Engine::open(folder.path(), Lexicon::built_in()?)?;
    let (documents, _) = fill(&engine, &args.files)?;
    let reader = everybody();
    let lessons = questions
        .iter()
        .map(|Asked { text, relevant }| {
            let found = engine.measures(&ask(text, &reader, 0))?;
            let answers = |id: &String| is_answer(relevant, id);
            let candidates = found.into_iter().map(|(id, measures)| (measures, answers(&id))).collect();
            Ok(Lesson { fold: fold_of(text), candidates })
        })
        .collect::<Result<Vec<_>>>()?;
    let folds: [_; FOLDS] = std::array::from_fn(|fold| learn(&lessons, Some(fold)));
    let source = format!("{}; {} questions over {documents} documents", args.source, questions.len());
    let ranker = Ranker::new(folds, source);
    std::fs::write(&args.out, ranker.written()).with_context(|| format!("{}", args.out.display()))?;
    for (name, weight) in NAMES.iter().zip(learn(&lessons, None)) {
        writeln!(out, "{name:<12} {weight:>8.3}")?;
    }
    writeln!(out, "written to {}", args.out.display())?;
    Ok(())
}

fn is_answer(relevant: &HashMap<String, f64>, id: &str) -> bool {
    relevant.get(id).is_some_and(|&relevance| relevance > 0.0)
}
