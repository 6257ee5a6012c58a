//! The search engine beside its peers, on the same files in the same run.
//!
//! `cargo run --release --manifest-path tests/peers/Cargo.toml -- CORPUS QUERIES QRELS` (files as for `shifu
//! bench search`) asks every engine all questions: how well each ranks, and the CPU time of a question. The peers: tantivy with its own
//! tokenizer, with tantivy-jieba and with charabia, the tokenizer of Meilisearch, all under the same BM25 over
//! one field; and SQLite FTS5 over pairs of Han characters cut by the application. They stand for tokenizers
//! and indexes, not for the products around them. `-- --passages N` measures Shifu alone on N short passages
//! cut from the corpus.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops here")]

use std::path::PathBuf;

use charabia::Tokenize;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use shifu::app::cli::bench_search::{cpu_time, fill, ndcg, percentile, recall};
use shifu::app::cli::search_files::{Asked, Files, ask, everybody};
use shifu::platform::search::cut::{Gram, cut};
use shifu::platform::search::normalise::normalise;
use shifu::platform::search::ranker::{FOLDS, fold_of};
use shifu::platform::search::{Document, Engine, Lexicon};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{Index, Searcher, TantivyDocument, Term};

/// Each question is asked this often; the fastest counts.
const RUNS: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, queries, qrels, rest @ ..] = args.as_slice() else {
        eprintln!("name three files: CORPUS QUERIES QRELS");
        std::process::exit(2);
    };
    let files =
        Files { corpus: PathBuf::from(corpus), queries: PathBuf::from(queries), qrels: PathBuf::from(qrels) };
    let questions = files.questions().unwrap();
    if let [flag, count] = rest
        && flag == "--passages"
    {
        return many(&files, &questions, count.parse().unwrap());
    }
    let documents: Vec<Document> = files.documents().unwrap().map(|read| read.unwrap().0).collect();
    println!("{} documents, {} questions", documents.len(), questions.len());
    println!("{:38} {:>8} {:>8} {:>10} {:>10}", "", "nDCG@10", "R@100", "p50 ms", "p99 ms");
    shifu(&files, &questions);
    peer(
        "tantivy, its own tokenizer",
        &documents,
        &questions,
        TextAnalyzer::from(tantivy::tokenizer::SimpleTokenizer::default()),
    );
    peer("tantivy-jieba", &documents, &questions, TextAnalyzer::from(tantivy_jieba::JiebaTokenizer::new()));
    peer("charabia", &documents, &questions, TextAnalyzer::from(Charabia));
    fts5(&documents, &questions);
}

/// What is measured of one engine.
struct Row {
    ndcg: f64,
    recall: f64,
    times: Vec<f64>,
}

impl Row {
    fn print(mut self, name: &str, count: usize) {
        let count = f64::from(u32::try_from(count).unwrap());
        self.times.sort_by(f64::total_cmp);
        println!(
            "{name:38} {:>8.3} {:>8.3} {:>10.3} {:>10.3}",
            self.ndcg / count,
            self.recall / count,
            percentile(&self.times, 50),
            percentile(&self.times, 99)
        );
    }
}

/// Asks every question: once to the depth of the recall, then several times for the first page.
fn measured(questions: &[Asked], mut search: impl FnMut(&Asked, usize) -> Vec<String>) -> Row {
    let mut row = Row { ndcg: 0.0, recall: 0.0, times: vec![f64::MAX; questions.len()] };
    for asked in questions {
        let found = search(asked, 100);
        row.ndcg += ndcg(&found, &asked.relevant, 10);
        row.recall += recall(&found, &asked.relevant, 100);
    }
    for _ in 0..RUNS {
        for (asked, fastest) in questions.iter().zip(&mut row.times) {
            let started = cpu_time();
            search(asked, 10);
            *fastest = fastest.min(cpu_time().saturating_sub(started).as_secs_f64() * 1000.0);
        }
    }
    row
}

/// Shifu by words, every question with the weights that have not seen it.
fn shifu(files: &Files, questions: &[Asked]) {
    let folder = tempfile::tempdir().unwrap();
    let lexicon = Lexicon::built_in().unwrap();
    let engine = Engine::open(folder.path(), lexicon.clone()).unwrap();
    fill(&engine, files).unwrap();
    let reader = everybody();
    let mut total = Row { ndcg: 0.0, recall: 0.0, times: Vec::new() };
    for fold in 0..FOLDS {
        let of_fold: Vec<Asked> =
            questions.iter().filter(|asked| fold_of(&asked.text) == fold).cloned().collect();
        let Some(first) = of_fold.first() else { continue };
        engine.set_lexicon(Lexicon { ranker: lexicon.ranker.blind_to(&first.text), ..lexicon.clone() });
        let row = measured(&of_fold, |asked, limit| {
            engine
                .search(&ask(&asked.text, &reader, limit))
                .unwrap()
                .hits
                .into_iter()
                .map(|hit| hit.id)
                .collect()
        });
        total.ndcg += row.ndcg;
        total.recall += row.recall;
        total.times.extend(row.times);
    }
    total.print("Shifu, by words", questions.len());
}

/// One million short passages, or as many as wanted: indexing, size, and the questions' times.
fn many(files: &Files, questions: &[Asked], count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path(), Lexicon::built_in().unwrap()).unwrap();
    let documents: Vec<Document> = files.documents().unwrap().map(|read| read.unwrap().0).collect();
    let mut bytes = 0;
    let passages = (0..)
        .flat_map(|round: u32| documents.iter().map(move |document| (round, document)))
        .map(|(round, document)| {
            // Each round begins the article at another sentence, so that no two passages are the same.
            let skip = document
                .body
                .char_indices()
                .filter(|(_, c)| "\u{3002}\u{ff1b}\u{ff0c}\n".contains(*c))
                .nth(usize::try_from(round).unwrap())
                .map_or(0, |(at, c)| at + c.len_utf8());
            let body: String = document.body[skip..].chars().take(90).collect();
            let id = format!("{}-{round}", document.id);
            bytes += document.title.len() + body.len();
            Document { id, body, ..document.clone() }
        })
        .take(count);
    let started = cpu_time();
    engine.rebuild(passages, 1).unwrap();
    let took = cpu_time().saturating_sub(started).as_secs_f64();
    let health = engine.health();
    println!("{} passages, {} MB of text", health.documents, bytes >> 20);
    println!("indexing {took:.1} s of CPU, index {} MB", health.bytes >> 20);
    let reader = everybody();
    let row = measured(questions, |asked, limit| {
        engine.search(&ask(&asked.text, &reader, limit)).unwrap().hits.into_iter().map(|hit| hit.id).collect()
    });
    let mut times = row.times;
    times.sort_by(f64::total_cmp);
    println!("questions p50 {:.2} ms, p99 {:.2} ms of CPU", percentile(&times, 50), percentile(&times, 99));
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status
            .lines()
            .filter(|line| line.starts_with("VmHWM") || line.starts_with("RssAnon"))
            .for_each(|line| println!("{line}"));
    }
}

/// tantivy with some tokenizer: one field of title and text, a question as the sum of its terms.
fn peer(name: &str, documents: &[Document], questions: &[Asked], tokenizer: TextAnalyzer) {
    let mut schema = Schema::builder();
    let indexing =
        TextFieldIndexing::default().set_tokenizer("peer").set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let id = schema.add_text_field("id", STRING | STORED);
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register("peer", tokenizer.clone());
    let mut writer = index.writer_with_num_threads(1, 200 << 20).unwrap();
    for document in documents {
        let mut doc = TantivyDocument::new();
        doc.add_text(text, format!("{}\n{}", document.title, document.body));
        doc.add_text(id, &document.id);
        writer.add_document(doc).unwrap();
    }
    writer.commit().unwrap();
    let segments = index.searchable_segment_ids().unwrap();
    writer.merge(&segments).wait().unwrap();
    let searcher: Searcher = index.reader().unwrap().searcher();
    let mut tokenizer = tokenizer;
    measured(questions, |asked, limit| {
        let mut terms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut stream = tokenizer.token_stream(&asked.text);
        while stream.advance() {
            let term = Term::from_field_text(text, &stream.token().text);
            terms.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
        }
        drop(stream);
        let top =
            searcher.search(&BooleanQuery::new(terms), &TopDocs::with_limit(limit).order_by_score()).unwrap();
        top.into_iter().map(|(_, address)| stored(&searcher, id, address)).collect()
    })
    .print(name, questions.len());
}

fn stored(searcher: &Searcher, field: Field, address: tantivy::DocAddress) -> String {
    let document: TantivyDocument = searcher.doc(address).unwrap();
    document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
}

/// charabia as a tokenizer of tantivy: its words, without what only separates.
#[derive(Clone)]
struct Charabia;

struct Words(std::vec::IntoIter<String>, Token);

impl Tokenizer for Charabia {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        let words: Vec<String> =
            text.tokenize().filter(charabia::Token::is_word).map(|token| token.lemma().to_owned()).collect();
        Words(words.into_iter(), Token::default())
    }
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        let Some(word) = self.0.next() else { return false };
        self.1.text = word;
        self.1.position = self.1.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.1
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.1
    }
}

/// SQLite FTS5 over the pairs our own tokenizer cuts.
fn fts5(documents: &[Document], questions: &[Asked]) {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = BigInt)]
        rowid: i64,
    }
    let pairs = |text: &str| -> Vec<String> {
        let wanted = |gram: Gram| matches!(gram, Gram::Pair | Gram::Word | Gram::Lone);
        cut(&normalise(text)).into_iter().filter(|token| wanted(token.gram)).map(|token| token.text).collect()
    };
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    diesel::sql_query("CREATE VIRTUAL TABLE passage USING fts5(text, content='')")
        .execute(&mut conn)
        .unwrap();
    conn.transaction::<_, diesel::result::Error, _>(|conn| {
        for (row, document) in (1_i64..).zip(documents) {
            let text = pairs(&format!("{}\n{}", document.title, document.body)).join(" ");
            diesel::sql_query("INSERT INTO passage (rowid, text) VALUES (?, ?)")
                .bind::<BigInt, _>(row)
                .bind::<Text, _>(text)
                .execute(conn)?;
        }
        Ok(())
    })
    .unwrap();
    diesel::sql_query("INSERT INTO passage (passage) VALUES ('optimize')").execute(&mut conn).unwrap();
    measured(questions, |asked, limit| {
        let terms: Vec<String> = pairs(&asked.text).into_iter().map(|pair| format!("\"{pair}\"")).collect();
        let found: Vec<Found> =
            diesel::sql_query("SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?")
                .bind::<Text, _>(terms.join(" OR "))
                .bind::<BigInt, _>(i64::try_from(limit).unwrap())
                .load(&mut conn)
                .unwrap();
        let at = |found: Found| usize::try_from(found.rowid - 1).unwrap();
        found.into_iter().map(|found| documents[at(found)].id.clone()).collect()
    })
    .print("SQLite FTS5, pairs of characters", questions.len());
}
