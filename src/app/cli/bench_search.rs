//! `shifu bench search`: how well and how fast the engine finds, on a corpus with questions and answers.
//!
//! The weights of the ranking were learnt on questions too. Whoever measures on the same ones must not see
//! what was learnt from them: every question is ranked with the weights learnt without its fifth, which for
//! questions never learnt from is as good a choice as any other. Times are CPU time of the whole process,
//! which does nothing else meanwhile; all questions are asked several times in turn, and of each the fastest
//! run counts, for the others measure the neighbours.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

use super::bench_asked::{Asking, Manner};
use super::search_files::{Asked, Files, ask, everybody};
use crate::platform::search::ranker::{FOLDS, Ranker, fold_of};
use crate::platform::search::{Engine, Lexicon, Meaning};

/// Depth of the shorter measures.
const SHALLOW: usize = 10;
/// Depth of the recall that tells what a second reader could still find.
const DEEP: usize = 100;
/// Each question is asked this often.
const RUNS: usize = 5;
/// Documents the encoder reads between two words about its progress.
const READ_AT_ONCE: usize = 512;

/// Measures the search engine.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the files lie.
    #[command(flatten)]
    pub files: Files,
    /// Search by meaning beside search by words. The vectors of the corpus are kept beside its file.
    #[arg(long)]
    pub dense: bool,
    /// The encoder for it, as `shifu models fetch` leaves it.
    #[arg(long, default_value = "data/models/e5-small-q4.bin")]
    pub model: PathBuf,
    /// How the questions are put.
    #[arg(long, value_enum, default_value_t)]
    pub asked: Manner,
    /// One JSON object instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// What was measured. Rates are means over the questions that have an answer.
#[derive(Debug, Default, Serialize)]
struct Measures {
    asked: Manner,
    documents: u64,
    questions: usize,
    recall_at_10: f64,
    recall_at_100: f64,
    mrr_at_10: f64,
    ndcg_at_10: f64,
    /// From the first document read to the searchable index.
    index_seconds: f64,
    documents_per_second: f64,
    index_bytes: u64,
    /// Documents the encoder read in this run; the others it had read before.
    encoded: u64,
    /// Milliseconds of CPU for each of them.
    encode_ms: f64,
    /// Bytes of title and text, the measure the index's size is held against.
    text_bytes: u64,
    /// Milliseconds of CPU for a question's first page, the fastest of several runs of each question.
    p50_ms: f64,
    p99_ms: f64,
}

/// Runs the measurement and writes the figures to `out`.
///
/// # Errors
/// When a file cannot be read or parsed, no question has an answer, or the index fails.
pub fn run(args: Args, out: &mut dyn Write) -> Result<()> {
    let questions = args.files.questions()?;
    let folder = tempfile::tempdir().context("temporary folder for the index")?;
    let lexicon = Lexicon::built_in()?;
    let engine = Engine::open(folder.path(), lexicon.clone())?;
    let asking = Asking::new(args.asked)?;
    let mut measures = Measures { asked: args.asked, ..Measures::default() };
    measures.index(&engine, &args.files)?;
    if args.dense {
        measures.read(&engine, &args.model, &args.files)?;
    }
    let reader = everybody();
    // Fold by fold, so that the weights change five times and not with every question.
    for fold in 0..FOLDS {
        let of_fold: Vec<&Asked> = questions.iter().filter(|asked| fold_of(&asked.text) == fold).collect();
        let Some(first) = of_fold.first() else { continue };
        let ranker: Ranker = lexicon.ranker.blind_to(&first.text);
        engine.set_lexicon(Lexicon { ranker, ..lexicon.clone() });
        for asked in of_fold {
            let put = asking.put(&asked.text);
            let hits = engine.search(&ask(&put, &reader, DEEP))?.hits;
            let found: Vec<String> = hits.into_iter().map(|hit| hit.id).collect();
            measures.add(&found, &asked.relevant);
        }
    }
    engine.set_lexicon(lexicon);
    let mut times = vec![f64::MAX; questions.len()];
    let put: Vec<String> = questions.iter().map(|asked| asking.put(&asked.text)).collect();
    for _ in 0..RUNS {
        for (text, fastest) in put.iter().zip(&mut times) {
            let started = cpu_time();
            engine.search(&ask(text, &reader, SHALLOW))?;
            *fastest = fastest.min(cpu_time().saturating_sub(started).as_secs_f64() * 1000.0);
        }
    }
    measures.finish(times);
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&measures)?)?;
    } else {
        measures.table(out)?;
    }
    Ok(())
}

/// CPU time of this process.
#[must_use]
pub fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// Fills an engine from the corpus; returns the number of documents and the bytes of their text.
///
/// # Errors
/// When a document cannot be read: a broken line is an error, not a smaller corpus.
pub fn fill(engine: &Engine, files: &Files) -> Result<(u64, u64)> {
    let (mut bytes, mut broken) = (0, None);
    let documents = files.documents()?.map_while(|read| match read {
        Ok((document, size)) => {
            bytes += size;
            Some(document)
        }
        Err(error) => {
            broken = Some(error);
            None
        }
    });
    let count = engine.rebuild(documents, 1)?;
    match broken {
        Some(error) => Err(error.context(format!("{}", files.corpus.display()))),
        None => Ok((count, bytes)),
    }
}

/// Turns search by meaning on and has the whole index read; returns how many documents were new and the CPU
/// time they took.
///
/// # Errors
/// When the encoder or the file of vectors cannot be used.
pub fn read_all(engine: &Engine, model: &Path, files: &Files) -> Result<(u64, Duration)> {
    let mut vectors = files.corpus.clone().into_os_string();
    vectors.push(".vectors");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let meaning = Meaning::open(model, Path::new(&vectors), threads)
        .with_context(|| format!("{}: `shifu models fetch` brings it", model.display()))?;
    engine.set_meaning(Some(Arc::new(meaning)));
    let (mut read, started) = (0, cpu_time());
    loop {
        let reading = engine.read_on(READ_AT_ONCE)?;
        read += reading.read;
        if reading.read == 0 {
            break;
        }
        eprint!("\r{} of {} documents read", reading.known, reading.documents);
    }
    Ok((read, cpu_time().saturating_sub(started)))
}

impl Measures {
    fn read(&mut self, engine: &Engine, model: &Path, files: &Files) -> Result<()> {
        let (read, time) = read_all(engine, model, files)?;
        self.encoded = read;
        self.encode_ms = time.as_secs_f64() * 1000.0 / float(read.max(1));
        Ok(())
    }

    fn index(&mut self, engine: &Engine, files: &Files) -> Result<()> {
        let started = Instant::now();
        (self.documents, self.text_bytes) = fill(engine, files)?;
        self.index_seconds = started.elapsed().as_secs_f64();
        self.documents_per_second = float(self.documents) / self.index_seconds.max(f64::EPSILON);
        self.index_bytes = engine.health().bytes;
        Ok(())
    }

    fn add(&mut self, found: &[String], relevant: &HashMap<String, f64>) {
        self.questions += 1;
        self.recall_at_10 += recall(found, relevant, SHALLOW);
        self.recall_at_100 += recall(found, relevant, DEEP);
        self.mrr_at_10 += reciprocal_rank(found, relevant, SHALLOW);
        self.ndcg_at_10 += ndcg(found, relevant, SHALLOW);
    }

    fn finish(&mut self, mut times: Vec<f64>) {
        let questions = float(u64::try_from(self.questions).unwrap_or(u64::MAX));
        for sum in
            [&mut self.recall_at_10, &mut self.recall_at_100, &mut self.mrr_at_10, &mut self.ndcg_at_10]
        {
            *sum /= questions;
        }
        times.sort_by(f64::total_cmp);
        self.p50_ms = percentile(&times, 50);
        self.p99_ms = percentile(&times, 99);
    }

    fn table(&self, out: &mut dyn Write) -> std::io::Result<()> {
        writeln!(out, "documents        {:>10}", self.documents)?;
        writeln!(out, "questions        {:>10}", self.questions)?;
        writeln!(out, "Recall@10        {:>10.3}", self.recall_at_10)?;
        writeln!(out, "Recall@100       {:>10.3}", self.recall_at_100)?;
        writeln!(out, "MRR@10           {:>10.3}", self.mrr_at_10)?;
        writeln!(out, "nDCG@10          {:>10.3}", self.ndcg_at_10)?;
        writeln!(
            out,
            "index            {:>10.1} s, {:.0} documents/s",
            self.index_seconds, self.documents_per_second
        )?;
        let ratio = float(self.index_bytes) / float(self.text_bytes.max(1));
        writeln!(out, "index size       {:>10} bytes, {ratio:.2} x the text", self.index_bytes)?;
        if self.encoded > 0 {
            writeln!(
                out,
                "encoded          {:>10} documents, {:.1} ms CPU each",
                self.encoded, self.encode_ms
            )?;
        }
        writeln!(out, "question p50     {:>10.2} ms", self.p50_ms)?;
        writeln!(out, "question p99     {:>10.2} ms", self.p99_ms)
    }
}

/// Share of the relevant documents among the first `depth`.
#[must_use]
pub fn recall<S: BuildHasher>(found: &[String], relevant: &HashMap<String, f64, S>, depth: usize) -> f64 {
    let hits = found.iter().take(depth).filter(|id| relevant.contains_key(*id)).count();
    float_of(hits) / float_of(relevant.len().max(1))
}

/// One over the rank of the first relevant document, 0 beyond `depth`.
fn reciprocal_rank(found: &[String], relevant: &HashMap<String, f64>, depth: usize) -> f64 {
    let first = found.iter().take(depth).position(|id| relevant.contains_key(id));
    first.map_or(0.0, |at| 1.0 / float_of(at + 1))
}

/// Discounted cumulative gain over the best possible one (Järvelin and Kekäläinen 2002), gain = relevance.
#[must_use]
pub fn ndcg<S: BuildHasher>(found: &[String], relevant: &HashMap<String, f64, S>, depth: usize) -> f64 {
    let discounted = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
        gains.take(depth).enumerate().map(|(at, gain)| gain / float_of(at + 2).log2()).sum()
    };
    let mut ideal: Vec<f64> = relevant.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let best = discounted(&mut ideal.into_iter());
    if best == 0.0 {
        return 0.0;
    }
    discounted(&mut found.iter().map(|id| relevant.get(id).copied().unwrap_or(0.0))) / best
}

/// The value below which `percent` of the sorted values lie (nearest rank).
#[must_use]
pub fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

fn float_of(number: usize) -> f64 {
    float(u64::try_from(number).unwrap_or(u64::MAX))
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn float(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    fn found(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn measures_agree_with_a_hand_calculation() {
        let relevant = HashMap::from([("a".to_owned(), 1.0), ("b".to_owned(), 1.0)]);
        let list = found(&["x", "a", "y", "b"]);
        assert!((recall(&list, &relevant, 2) - 0.5).abs() < 1e-9);
        assert!((recall(&list, &relevant, 10) - 1.0).abs() < 1e-9);
        assert!((reciprocal_rank(&list, &relevant, 10) - 0.5).abs() < 1e-9);
        assert!(reciprocal_rank(&list, &relevant, 1).abs() < 1e-9);
        // (1/log2 3 + 1/log2 5) / (1 + 1/log2 3)
        assert!((ndcg(&list, &relevant, 10) - 0.650_921).abs() < 1e-5);
    }

    #[test]
    fn percentiles_take_the_nearest_rank() {
        let values: Vec<f64> = (1..=200).map(f64::from).collect();
        assert!((percentile(&values, 50) - 100.0).abs() < 1e-9);
        assert!((percentile(&values, 99) - 198.0).abs() < 1e-9);
        assert!((percentile(&[7.0], 99) - 7.0).abs() < 1e-9);
    }

    #[test]
    fn runs_on_plain_and_packed_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let mut packed = flate2::write::GzEncoder::new(
            File::create(path("c.jsonl.gz")).unwrap(),
            flate2::Compression::fast(),
        );
        for (id, text) in [(1, "职工可以提取住房公积金。"), (2, "借款人应当按月还款。")]
        {
            writeln!(packed, r#"{{"id": {id}, "title": "办法第{id}条", "text": "{text}"}}"#).unwrap();
        }
        packed.finish().unwrap();
        std::fs::write(path("q.jsonl"), "{\"id\": \"p\", \"text\": \"怎么提取公积金\"}\n\n").unwrap();
        std::fs::write(path("r.tsv"), "query\tdocument\trelevance\np\t1\t1\n").unwrap();
        let files = Files { corpus: path("c.jsonl.gz"), queries: path("q.jsonl"), qrels: path("r.tsv") };
        let args = Args { files, dense: false, model: PathBuf::new(), asked: Manner::Written, json: true };
        let mut out = Vec::new();
        run(args, &mut out).unwrap();
        let figures: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(figures["documents"], 2);
        assert_eq!(figures["questions"], 1);
        assert!((figures["mrr_at_10"].as_f64().unwrap() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_broken_line_is_an_error_not_a_smaller_corpus() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("c.jsonl"), "{\"id\": 1, \"text\": \"提取\"}\nnonsense\n").unwrap();
        std::fs::write(path("q.jsonl"), "{\"id\": 1, \"text\": \"提取\"}\n").unwrap();
        std::fs::write(path("r.tsv"), "1\t1\t1\n").unwrap();
        let files = Files { corpus: path("c.jsonl"), queries: path("q.jsonl"), qrels: path("r.tsv") };
        let args = Args { files, dense: false, model: PathBuf::new(), asked: Manner::Written, json: false };
        assert!(run(args, &mut Vec::new()).is_err());
    }
}
