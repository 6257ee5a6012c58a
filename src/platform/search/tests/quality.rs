//! The starter content's own questions, with floors for what must be found.
//!
//! One author wrote the questions, the synonyms and the clauses, so the figures flatter; the floors guard
//! against getting worse, they prove nothing about real clerks.

use std::collections::HashMap;

use super::super::article::references;
use super::super::normalise::normalise;
use super::super::pinyin;
use super::*;

#[derive(serde::Deserialize)]
struct Queries {
    query: Vec<Query>,
}

#[derive(serde::Deserialize)]
struct Query {
    text: String,
    kind: String,
    relevant: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Front {
    key: String,
    title: String,
    effective_from: toml::value::Datetime,
    effective_to: Option<toml::value::Datetime>,
}

#[derive(serde::Deserialize)]
struct Faqs {
    faq: Vec<Faq>,
}

#[derive(serde::Deserialize)]
struct Faq {
    question: String,
    clauses: Vec<String>,
    #[serde(default)]
    asked: Vec<String>,
}

fn content(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(name)
}

/// Clauses of every version; the version in force has the id the questions name.
fn clauses() -> Vec<Document> {
    let mut documents = Vec::new();
    for path in files(&content("starter/policies")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut parts = text.splitn(3, "+++\n");
        let front: Front = toml::from_str(parts.nth(1).unwrap()).unwrap();
        let day = |at: toml::value::Datetime| date(&at.to_string());
        let (from, to) = (day(front.effective_from), front.effective_to.map(day));
        let mut clauses: Vec<(u32, String, String)> = Vec::new();
        for line in parts.next().unwrap().lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match references(&normalise(line)).first() {
                Some(reference) if reference.start == 0 => {
                    let heading: String = line.chars().take(reference.end).collect();
                    clauses.push((reference.number, heading, line.to_owned()));
                }
                _ => {
                    if let Some((_, _, body)) = clauses.last_mut() {
                        body.push('\n');
                        body.push_str(line);
                    }
                }
            }
        }
        for (number, heading, body) in clauses {
            let past = to.is_some_and(|to| to <= today());
            let mark = if past { path.file_stem().unwrap().to_str().unwrap() } else { &front.key };
            documents.push(Document {
                group: front.key.clone(),
                article: Some(number),
                effective_from: Some(from),
                effective_to: to,
                superseded: past,
                ..clause(&format!("{mark}#{heading}"), &front.title, &body)
            });
        }
    }
    documents
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Recall@10 and MRR@10 by kind of question and over all.
fn measure(engine: &Engine) -> HashMap<String, (f64, f64, f64)> {
    let text = std::fs::read_to_string(content("starter/queries.toml")).unwrap();
    let queries: Queries = toml::from_str(&text).unwrap();
    let mut sums: HashMap<String, (f64, f64, f64)> = HashMap::new();
    for query in &queries.query {
        let found = ids(engine, &ask(&query.text));
        let hit = found.iter().filter(|id| query.relevant.contains(id)).count();
        let first = found.iter().position(|id| query.relevant.contains(id));
        let recall = float(hit) / float(query.relevant.len());
        let rank = first.map_or(0.0, |at| 1.0 / float(at + 1));
        if recall < 1.0 || rank < 0.5 {
            println!(
                "{recall:.2} {rank:.2} {} ({}) wants {:?} finds {found:?}",
                query.text, query.kind, query.relevant
            );
        }
        for kind in [query.kind.as_str(), "all"] {
            let sum = sums.entry(kind.to_owned()).or_default();
            (sum.0, sum.1, sum.2) = (sum.0 + recall, sum.1 + rank, sum.2 + 1.0);
        }
    }
    for (kind, sum) in &mut sums {
        (sum.0, sum.1) = (sum.0 / sum.2, sum.1 / sum.2);
        println!("{kind}: R@10 {:.3} MRR@10 {:.3} over {}", sum.0, sum.1, sum.2);
    }
    sums
}

#[test]
fn the_starter_questions_find_their_clauses() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path(), Lexicon::built_in().unwrap()).unwrap();
    let mut documents = clauses();
    assert!(documents.len() > 100, "only {} clauses", documents.len());
    engine.rebuild(documents.clone().into_iter(), 1).unwrap();
    println!("-- words, synonyms, sounds");
    let plain = measure(&engine);
    tells_what_it_does_not_know(&engine, 14);
    let text = std::fs::read_to_string(content("starter/faq.toml")).unwrap();
    for faq in toml::from_str::<Faqs>(&text).unwrap().faq {
        for document in documents.iter_mut().filter(|document| faq.clauses.contains(&document.id)) {
            document.asked.push(faq.question.clone());
            document.asked.extend(faq.asked.clone());
        }
    }
    engine.rebuild(documents.into_iter(), 2).unwrap();
    println!("-- and asked questions");
    let asked = measure(&engine);
    let (recall, rank, count) = plain["all"];
    assert!(count >= 40.0);
    assert!(recall >= FLOOR_RECALL && rank >= FLOOR_MRR, "R@10 {recall:.3}, MRR@10 {rank:.3}");
    let (recall, rank, _) = asked["all"];
    assert!(
        recall >= FLOOR_RECALL_ASKED && rank >= FLOOR_MRR_ASKED,
        "asked: R@10 {recall:.3}, MRR@10 {rank:.3}"
    );
}

#[derive(serde::Deserialize)]
struct Terms {
    terms: Vec<Word>,
}

#[derive(serde::Deserialize)]
struct Word {
    term: String,
}

/// A word of the trade typed as its syllables, without a gap, finds a clause that says it.
#[test]
fn words_of_the_trade_are_found_by_their_pinyin() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path(), Lexicon::built_in().unwrap()).unwrap();
    let documents = clauses();
    engine.rebuild(documents.clone().into_iter(), 1).unwrap();
    let bodies: HashMap<String, String> = documents.into_iter().map(|doc| (doc.id, doc.body)).collect();
    let text = std::fs::read_to_string(content("starter/terms.toml")).unwrap();
    let words = toml::from_str::<Terms>(&text).unwrap().terms.into_iter().map(|word| word.term);
    let said: Vec<String> = words.filter(|word| bodies.values().any(|body| body.contains(word))).collect();
    let missed: Vec<&String> = said
        .iter()
        .filter(|word| {
            let typed: String = word.chars().filter_map(|c| pinyin::readings(c).next()).collect();
            !ids(&engine, &ask(&typed)).iter().any(|id| bodies[id].contains(*word))
        })
        .collect();
    println!("{} of {} words found, not {missed:?}", said.len() - missed.len(), said.len());
    assert!(said.len() >= 20 && missed.len() * 20 <= said.len(), "{missed:?} of {}", said.len());
}

/// Questions about other matters than the rules of a centre.
const ELSEWHERE: [&str; 30] = [
    "量子力学是什么",
    "今天天气怎么样",
    "猫粮哪里买",
    "火星移民补贴",
    "帮我写一首诗",
    "附近有什么好吃的",
    "怎么修自行车",
    "电影票多少钱",
    "明天会下雨吗",
    "手机没信号了",
    "护照怎么办理",
    "驾照换证要什么",
    "社保卡丢了",
    "医保报销比例",
    "失业金怎么领",
    "孩子上学怎么报名",
    "户口迁移手续",
    "交通违章查询",
    "空调坏了找谁",
    "股票怎么开户",
    "信用卡逾期",
    "考研报名时间",
    "减肥食谱",
    "签证材料",
    "结婚登记要带什么",
    "营业执照怎么办",
    "个人所得税退税",
    "水电费怎么交",
    "快递丢了怎么赔",
    "彩票兑奖",
];

/// What has no answer here is not dressed up as one, and what has one is not talked down.
fn tells_what_it_does_not_know(engine: &Engine, least: usize) {
    let text = std::fs::read_to_string(content("starter/queries.toml")).unwrap();
    let queries: Queries = toml::from_str(&text).unwrap();
    let vague = |text: &str| engine.search(&ask(text)).unwrap().is_vague();
    let talked_down: Vec<&str> =
        queries.query.iter().map(|query| query.text.as_str()).filter(|text| vague(text)).collect();
    let nothing = |text: &str| engine.search(&ask(text)).unwrap().total == 0;
    let honest = ELSEWHERE.iter().filter(|text| vague(text) || nothing(text)).count();
    println!("{honest} of {} known to lie elsewhere; vague: {talked_down:?}", ELSEWHERE.len());
    assert!(honest >= least && talked_down.len() <= 3, "{honest} {talked_down:?}");
}

/// One character typed for another read alike is offered put right.
#[test]
fn slips_of_the_starter_questions_are_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path(), Lexicon::built_in().unwrap()).unwrap();
    engine.rebuild(clauses().into_iter(), 1).unwrap();
    let text = std::fs::read_to_string(content("starter/queries.toml")).unwrap();
    let queries: Queries = toml::from_str(&text).unwrap();
    let corrected = |kind: &str| -> Vec<(String, Option<String>)> {
        let of_kind = queries.query.iter().filter(|query| query.kind == kind);
        of_kind
            .map(|query| (query.text.clone(), engine.search(&ask(&query.text)).unwrap().corrected))
            .collect()
    };
    let slips = corrected("typo");
    let right = slips.iter().filter(|(_, corrected)| corrected.is_some()).count();
    assert!(slips.len() >= 8 && right + 1 >= slips.len(), "{slips:?}");
    assert!(slips.contains(&("离职消户".to_owned(), Some("离职销户".to_owned()))), "{slips:?}");
    let mut written = corrected("sentence");
    written.extend(corrected("fragment"));
    let wrong: Vec<_> = written.iter().filter(|(_, corrected)| corrected.is_some()).collect();
    assert!(wrong.len() * 20 <= written.len(), "{wrong:?}");
}

/// With the encoder there, meaning must not push aside what words find: statutes taught it, the rules of a
/// centre are other texts.
#[test]
fn meaning_loses_none_of_the_starter_questions() {
    let Some(models) = std::env::var_os("SHIFU_TEST_MODELS") else {
        println!("SKIPPED: SHIFU_TEST_MODELS names no folder of `shifu models fetch`");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path(), Lexicon::built_in().unwrap()).unwrap();
    engine.rebuild(clauses().into_iter(), 1).unwrap();
    println!("-- words");
    let (words, first, _) = measure(&engine)["all"];
    let model = crate::platform::models::ENCODER.path(Path::new(&models));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let meaning = Meaning::open(&model, &folder.path().join("vectors"), threads).unwrap();
    engine.set_meaning(Some(std::sync::Arc::new(meaning)));
    while engine.read_on(64).unwrap().read > 0 {}
    println!("-- and meaning");
    let (both, first_of_both, _) = measure(&engine)["all"];
    tells_what_it_does_not_know(&engine, 17);
    assert!(
        both >= words && first_of_both >= first - 0.02,
        "{both:.3} {words:.3} {first_of_both:.3} {first:.3}"
    );
}

/// Measured .888 when this was written; the room is for edits of the content.
const FLOOR_RECALL: f64 = 0.85;
/// Measured .755.
const FLOOR_MRR: f64 = 0.70;
/// Measured .944 with the questions of the FAQ attached to their clauses.
const FLOOR_RECALL_ASKED: f64 = 0.90;
/// Measured .858.
const FLOOR_MRR_ASKED: f64 = 0.80;
