//! Reads the starter content from the source tree: files, policies cut into articles, references.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::format::{Item, PolicyHeader, Routine};

/// The day on which references must resolve: the starter content is written for this day.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn load<T: DeserializeOwned>(relative: &str) -> T {
    toml::from_str(&text(&root().join(relative))).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// Every file below `relative`, sorted so that failures name the same file on every machine.
pub fn files(relative: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(relative)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// All TOML files of a folder with their stems.
pub fn load_each<T: DeserializeOwned>(relative: &str) -> Vec<(String, T)> {
    files(relative)
        .iter()
        .map(|path| {
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (stem.clone(), load(&format!("{relative}/{stem}.toml")))
        })
        .collect()
}

pub fn items() -> Vec<Item> {
    let named = load_each::<Item>("starter/items");
    assert!(named.iter().all(|(stem, item)| *stem == item.key), "a file name and its key differ");
    named.into_iter().map(|(_, item)| item).collect()
}

pub fn routines() -> Vec<Routine> {
    let named = load_each::<Routine>("starter/routines");
    assert!(named.iter().all(|(stem, routine)| *stem == routine.key), "a file name and its key differ");
    named.into_iter().map(|(_, routine)| routine).collect()
}

/// One version of a policy as the file states it.
pub struct Policy {
    pub header: PolicyHeader,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    /// Article name (第八条) with its text, in document order.
    pub clauses: Vec<(String, String)>,
}

pub fn date(value: &toml::value::Datetime) -> NaiveDate {
    let date = value.date.unwrap_or_else(|| panic!("{value} has no date"));
    assert!(value.time.is_none(), "{value} carries a time");
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()).unwrap()
}

/// Cuts a policy body into its articles: a paragraph that opens with 第…条 and U+3000.
pub fn clauses(body: &str) -> Vec<(String, String)> {
    body.split("\n\n")
        .map(str::trim)
        .filter_map(|paragraph| {
            let (name, rest) = paragraph.split_once('\u{3000}')?;
            let number = name.strip_prefix('第')?.strip_suffix('条')?;
            han_number(number).map(|_| (name.to_owned(), rest.to_owned()))
        })
        .collect()
}

/// 一 to 九十九, the way articles are numbered.
pub fn han_number(written: &str) -> Option<u32> {
    let digit = |part: &str| {
        "一二三四五六七八九".chars().zip(1..).find(|(han, _)| part == han.to_string()).map(|(_, value)| value)
    };
    match written.split_once('十') {
        None => digit(written),
        Some((tens, units)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let units = if units.is_empty() { 0 } else { digit(units)? };
            Some(tens * 10 + units)
        }
    }
}

/// All versions of all policies by key, in version order.
pub fn policies() -> BTreeMap<String, Vec<Policy>> {
    let mut by_key: BTreeMap<String, Vec<Policy>> = BTreeMap::new();
    for path in files("starter/policies") {
        let source = text(&path);
        let mut parts = source.splitn(3, "+++\n");
        assert_eq!(parts.next(), Some(""), "{} must open with its header", path.display());
        let header = parts.next().unwrap();
        let header: PolicyHeader =
            toml::from_str(header).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let body = parts.next().unwrap_or_else(|| panic!("{} has no body", path.display()));
        let stem = path.file_stem().unwrap().to_str().unwrap();
        assert_eq!(stem, format!("{}-{}", header.key, header.version), "file name and header differ");
        let title = body.lines().next().and_then(|line| line.strip_prefix("# "));
        assert_eq!(title, Some(header.title.as_str()), "{stem}: heading and title differ");
        let policy = Policy {
            from: date(&header.effective_from),
            to: header.effective_to.as_ref().map(date),
            clauses: clauses(body),
            header,
        };
        by_key.entry(policy.header.key.clone()).or_default().push(policy);
    }
    for versions in by_key.values_mut() {
        versions.sort_by_key(|policy| policy.header.version);
    }
    by_key
}

pub fn in_force(versions: &[Policy]) -> Vec<&Policy> {
    versions
        .iter()
        .filter(|policy| policy.from <= today() && policy.to.is_none_or(|to| today() < to))
        .collect()
}

/// Fails unless `reference` (key#第八条) names an article of the version in force today.
pub fn resolve(reference: &str, policies: &BTreeMap<String, Vec<Policy>>, place: &str) {
    let (key, article) =
        reference.split_once('#').unwrap_or_else(|| panic!("{place}: {reference} has no article"));
    let versions = policies.get(key).unwrap_or_else(|| panic!("{place}: no policy {key}"));
    let current = in_force(versions);
    assert!(
        current.iter().any(|policy| policy.clauses.iter().any(|(name, _)| name == article)),
        "{place}: {reference} is no article in force"
    );
}

pub fn unique<'a>(values: impl IntoIterator<Item = &'a String>, what: &str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    for value in values {
        assert!(seen.insert(value.as_str()), "{what} {value} stands twice");
    }
    seen
}

pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

#[test]
fn articles_are_cut_and_numbered() {
    assert_eq!(["一", "十", "十二", "二十", "三十八"].map(han_number), [1, 10, 12, 20, 38].map(Some));
    assert_eq!(["", "零", "百", "二十二十"].map(han_number), [None; 4]);
    let cut = clauses("# 题\n\n第一条\u{3000}甲：\n（一）乙。\n\n## 第二章\n\n第二条\u{3000}丙。\n");
    assert_eq!(cut.len(), 2);
    assert_eq!(cut[0], ("第一条".to_owned(), "甲：\n（一）乙。".to_owned()));
}
