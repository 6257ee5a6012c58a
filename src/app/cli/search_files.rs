//! The files of a search measurement: documents, questions, answers.
//!
//! The corpus is JSON Lines `{id, title, text}`, the questions `{id, text}`, the answers tab-separated
//! `question, document, relevance`; all may be gzipped (`.gz`). Ids may be numbers or strings. A heading that
//! ends in an article number is parted into policy and article, as the program does with its own policies.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::platform::search::article::part_heading;
use crate::platform::search::{Ask, Document, Kind};

/// Everybody's visibility term.
const EVERYBODY: &str = "all";

/// Where the files lie.
#[derive(Debug, clap::Args)]
pub struct Files {
    /// Documents: JSON Lines of id, title, text; may be gzipped.
    #[arg(long)]
    pub corpus: PathBuf,
    /// Questions: JSON Lines of id, text; may be gzipped.
    #[arg(long)]
    pub queries: PathBuf,
    /// Answers: tab-separated question, document, relevance; may be gzipped.
    #[arg(long)]
    pub qrels: PathBuf,
}

/// A question with the documents that answer it, each with its relevance.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What was asked.
    pub text: String,
    /// Relevance by document.
    pub relevant: HashMap<String, f64>,
}

impl Files {
    /// The documents one by one, each with the bytes of its title and text.
    ///
    /// # Errors
    /// When the file cannot be opened; each document for itself when it cannot be read.
    pub fn documents(&self) -> Result<impl Iterator<Item = Result<(Document, u64)>> + use<>> {
        Ok(lines(&self.corpus)?.map(|line| line.and_then(|line| document(&line))))
    }

    /// The questions that have an answer.
    ///
    /// # Errors
    /// When a file cannot be read, or no question has an answer.
    pub fn questions(&self) -> Result<Vec<Asked>> {
        let mut answers = read_answers(&self.qrels)?;
        let mut asked = Vec::new();
        for line in lines(&self.queries)? {
            let question: Question = serde_json::from_str(&line?).context("a question")?;
            if let Some(relevant) = answers.remove(&question.id.into_text()) {
                asked.push(Asked { text: question.text, relevant });
            }
        }
        ensure!(!asked.is_empty(), "no question has an answer in {}", self.qrels.display());
        Ok(asked)
    }
}

/// A question as everybody may ask it; the corpus carries no dates, so any day will do.
#[must_use]
pub fn ask<'a>(text: &'a str, reader: &'a [String], limit: usize) -> Ask<'a> {
    Ask {
        text,
        as_of: NaiveDate::default(),
        kinds: &[],
        reader,
        as_you_type: false,
        include_superseded: false,
        limit,
        offset: 0,
    }
}

/// The rights of a reader who may see the whole corpus.
#[must_use]
pub fn everybody() -> Vec<String> {
    vec![EVERYBODY.to_owned()]
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
