//! Tests of the engine as a whole.

mod folders;
mod meaning;
mod quality;
mod questions;

use std::path::Path;

use chrono::NaiveDate;

use super::*;

/// A day on which the fixtures are in force.
fn today() -> NaiveDate {
    date("2026-11-22")
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A clause everybody may read.
fn clause(id: &str, title: &str, body: &str) -> Document {
    Document {
        id: id.to_owned(),
        kind: Kind::Clause,
        group: title.to_owned(),
        article: None,
        title: title.to_owned(),
        body: body.to_owned(),
        asked: Vec::new(),
        effective_from: Some(date("2024-01-01")),
        effective_to: None,
        visible_to: vec!["all".to_owned()],
        superseded: false,
    }
}

fn lexicon() -> Lexicon {
    Lexicon {
        stop: StopList::built_in(),
        synonyms: Synonyms::new([("取", ["提取"]), ("公司", ["单位"])]),
        ranker: Ranker::built_in().unwrap(),
    }
}

/// An engine in a temporary folder, filled.
fn filled(documents: &[Document]) -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path(), lexicon()).unwrap();
    put(&engine, documents, 1);
    (folder, engine)
}

fn put(engine: &Engine, documents: &[Document], sequence: u64) {
    let changes: Vec<Change> = documents.iter().cloned().map(Change::Put).collect();
    engine.apply(&changes, sequence).unwrap();
}

/// The everyday question of a reader who holds `all`.
fn ask(text: &str) -> Ask<'_> {
    static READER: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| vec!["all".to_owned()]);
    Ask {
        text,
        as_of: today(),
        kinds: &[],
        reader: &READER,
        as_you_type: false,
        include_superseded: false,
        limit: 10,
        offset: 0,
    }
}

fn ids(engine: &Engine, ask: &Ask<'_>) -> Vec<String> {
    engine.search(ask).unwrap().hits.into_iter().map(|hit| hit.id).collect()
}

/// A handful of clauses on the business of a centre.
fn centre() -> Vec<Document> {
    [
        ("rent", "租房提取管理办法", "职工连续足额缴存住房公积金满3个月，本人及配偶无自有住房且租赁住房的，可以提取夫妻双方住房公积金支付房租。"),
        ("retire", "离退休提取管理办法", "职工达到法定退休年龄的，可以申请销户提取住房公积金账户余额。"),
        ("loan", "个人住房贷款管理办法", "借款人应当具有完全民事行为能力，连续足额缴存满6个月，方可申请住房公积金贷款。"),
        ("repay", "贷款偿还管理办法", "借款人应当按照借款合同约定按月偿还贷款本息；逾期的，按规定计收罚息。"),
        ("unit", "单位缴存登记办法", "单位应当自设立之日起30日内办理缴存登记，并为本单位职工办理账户设立手续。"),
        ("ca", "数字证书使用规定", "单位经办人登录网上服务厅应当使用CA数字证书，证书到期前30日内办理更新。"),
    ]
    .into_iter()
    .map(|(id, title, body)| clause(id, title, body))
    .collect()
}

/// All files below a folder, for damaging them.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
