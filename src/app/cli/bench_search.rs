//! `shifu bench search`: how well and how fast the engine finds, on a corpus with questions and answers.
//!
//! The corpus is JSON Lines `{id, title, text}`, the questions `{id, text}`, the answers tab-separated
//! `question, document, relevance`; all may be gzipped (`.gz`). Ids may be numbers or strings. A heading that
//! ends in 第N条 is parted into policy and article, as the program does with its own policies.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Serialize};

use crate::platform::search::article::part_heading;
use crate::platform::search::{Ask, Document, Engine, Kind, Lexicon};

/// Depth of the shorter measures.
const SHALLOW: usize = 10;
/// Depth of the recall that tells what a second reader could still find.
const DEEP: usize = 100;
/// Each question runs this often; the fastest run counts, for the others measure the neighbours.
const RUNS: usize = 5;
/// Everybody's visibility term.
const EVERYBODY: &str = "all";

/// Measures the search engine.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Documents: JSON Lines of id, title, text; may be gzipped.
    #[arg(long)]
    pub corpus: PathBuf,
    /// Questions: JSON Lines of id, text; may be gzipped.
    #[arg(long)]
    pub queries: PathBuf,
    /// Answers: tab-separated question, document, relevance; may be gzipped.
    #[arg(long)]
    pub qrels: PathBuf,
    /// One JSON object instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// An id as files write it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Number(u64),
    Text(String),
}

impl Id {
    fn into_text(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}

#[derive(Debug, Deserialize)]
struct Passage {
    id: Id,
    #[serde(default)]
    title: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Question {
    id: Id,
    text: String,
}

/// What was measured. Rates are means over the questions that have an answer.
#[derive(Debug, Default, Serialize)]
struct Measures {
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
    /// Bytes of title and text, the measure the index's size is held against.
    text_bytes: u64,
    /// Milliseconds of one thread, the fastest of several runs of each question.
    p50_ms: f64,
    p99_ms: f64,
}

/// Runs the measurement and writes the figures to `out`.
///
/// # Errors
/// When a file cannot be read or parsed, no question has an answer, or the index fails.
pub fn run(args: Args, out: &mut dyn Write) -> Result<()> {
    let answers = read_answers(&args.qrels)?;
    let folder = tempfile::tempdir().context("temporary folder for the index")?;
    let engine = Engine::open(folder.path(), Lexicon::built_in()?)?;
    let mut measures = Measures::default();

    let started = Instant::now();
    let mut bytes = 0;
    let mut broken = None;
    let passages = lines(&args.corpus)?.map_while(|line| match line.and_then(|line| document(&line)) {
        Ok((document, size)) => {
            bytes += size;
            Some(document)
        }
        Err(error) => {
            broken = Some(error);
            None
        }
    });
    measures.documents = engine.rebuild(passages, 1)?;
    if let Some(error) = broken {
        return Err(error.context(format!("{}", args.corpus.display())));
    }
    measures.text_bytes = bytes;
    measures.index_seconds = started.elapsed().as_secs_f64();
    measures.documents_per_second = float(measures.documents) / measures.index_seconds.max(f64::EPSILON);
    measures.index_bytes = engine.health().bytes;

    let mut times = Vec::new();
    for line in lines(&args.queries)? {
        let question: Question = serde_json::from_str(&line?).context("a question")?;
        let Some(relevant) = answers.get(&question.id.into_text()) else { continue };
        let (found, time) = answer(&engine, &question.text)?;
        times.push(time.as_secs_f64() * 1000.0);
        measures.add(&found, relevant);
    }
    ensure!(!times.is_empty(), "no question has an answer in {}", args.qrels.display());
    measures.finish(times);
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&measures)?)?;
    } else {
        measures.table(out)?;
    }
    Ok(())
}

/// Asks once to warm up and then several times; the ids found and the fastest run.
fn answer(engine: &Engine, text: &str) -> Result<(Vec<String>, Duration)> {
    let reader = [EVERYBODY.to_owned()];
    let ask = |limit| Ask {
        text,
        // The corpus carries no dates: any day will do.
        as_of: NaiveDate::default(),
        kinds: &[],
        reader: &reader,
        as_you_type: false,
        include_superseded: false,
        limit,
        offset: 0,
    };
    let found = engine.search(&ask(DEEP))?.hits.into_iter().map(|hit| hit.id).collect();
    let mut fastest = Duration::MAX;
    for _ in 0..RUNS {
        let started = Instant::now();
        engine.search(&ask(SHALLOW))?;
        fastest = fastest.min(started.elapsed());
    }
    Ok((found, fastest))
}

impl Measures {
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
        writeln!(out, "question p50     {:>10.2} ms", self.p50_ms)?;
        writeln!(out, "question p99     {:>10.2} ms", self.p99_ms)
    }
}

/// Share of the relevant documents among the first `depth`.
fn recall(found: &[String], relevant: &HashMap<String, f64>, depth: usize) -> f64 {
    let hits = found.iter().take(depth).filter(|id| relevant.contains_key(*id)).count();
    float_of(hits) / float_of(relevant.len().max(1))
}

/// One over the rank of the first relevant document, 0 beyond `depth`.
fn reciprocal_rank(found: &[String], relevant: &HashMap<String, f64>, depth: usize) -> f64 {
    let first = found.iter().take(depth).position(|id| relevant.contains_key(id));
    first.map_or(0.0, |at| 1.0 / float_of(at + 1))
}

/// Discounted cumulative gain over the best possible one (Järvelin and Kekäläinen 2002), gain = relevance.
fn ndcg(found: &[String], relevant: &HashMap<String, f64>, depth: usize) -> f64 {
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
fn percentile(sorted: &[f64], percent: usize) -> f64 {
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

fn document(line: &str) -> Result<(Document, u64)> {
    let passage: Passage = serde_json::from_str(line).context("a document")?;
    let size = u64::try_from(passage.title.len() + passage.text.len())?;
    let (group, article) = part_heading(&passage.title);
    let document = Document {
        id: passage.id.into_text(),
        kind: Kind::Clause,
        group,
        article,
        title: passage.title,
        body: passage.text,
        asked: Vec::new(),
        effective_from: None,
        effective_to: None,
        visible_to: vec![EVERYBODY.to_owned()],
        superseded: false,
    };
    Ok((document, size))
}

/// Relevant documents of each question. A heading line, whose relevance is no number, is passed over.
fn read_answers(path: &Path) -> Result<HashMap<String, HashMap<String, f64>>> {
    let mut answers: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for (number, line) in lines(path)?.enumerate() {
        let line = line?;
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [question, document, relevance] = columns.as_slice() else {
            anyhow::bail!("{}: line {} has not three columns", path.display(), number + 1);
        };
        match relevance.parse::<f64>() {
            Ok(relevance) if relevance > 0.0 => {
                answers.entry((*question).to_owned()).or_default().insert((*document).to_owned(), relevance);
            }
            Ok(_) => {}
            Err(_) if number == 0 => {}
            Err(error) => return Err(error).context(format!("{}: line {}", path.display(), number + 1)),
        }
    }
    Ok(answers)
}

/// The lines of a file that are not blank, unpacked if its name ends in `.gz`.
fn lines(path: &Path) -> Result<impl Iterator<Item = Result<String>> + use<>> {
    let file = File::open(path).with_context(|| format!("{}", path.display()))?;
    let reader: Box<dyn BufRead> = if path.extension().is_some_and(|extension| extension == "gz") {
        Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(file))))
    } else {
        Box::new(BufReader::new(file))
    };
    Ok(reader.lines().filter_map(|line| match line {
        Ok(line) if line.trim().is_empty() => None,
        other => Some(other.map_err(anyhow::Error::from)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let args =
            Args { corpus: path("c.jsonl.gz"), queries: path("q.jsonl"), qrels: path("r.tsv"), json: true };
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
        let args =
            Args { corpus: path("c.jsonl"), queries: path("q.jsonl"), qrels: path("r.tsv"), json: false };
        assert!(run(args, &mut Vec::new()).is_err());
    }
}
