//! How well edits of synthetic papers are found, how often honest ones are held up, and how well they are read.
//!
//! ```sh
//! cargo bench --bench papers -- test jpeg75 read 2 1        # set, way, who reads, honest and edited of each
//! cargo bench --bench papers -- tune phone truth 4 2 7 id_card   # seed and one kind of paper (or template)
//! cargo bench --bench papers -- cost read 7              # CPU seconds of examining a page, kind by kind; or `cost unread`
//! cargo bench --bench papers -- raised jpeg75 7          # honest papers the whole examination would put before a reviewer
//! cargo bench --bench papers -- words FOLDER             # reads every picture of a folder, see tests/peers/receipts.py
//! cargo bench --bench papers -- one bank_plain jpeg75 read balance_digit 12345   # one case, word by word; quarter turns may follow
//! ```
//!
//! Sets are `tune` and `test` (other fonts, templates, people and edit code), ways those of `Chain::named`, readers
//! `truth` (makes no mistakes) and `read` (models from `SHIFU_MODELS`). A benchmark and never a test.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops here")]
#![allow(clippy::cast_precision_loss, reason = "figures of a benchmark")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use shifu::forensics::papers::recognise;
use shifu::forensics::reading::Reader;
use shifu::forensics::synth::edit;
use shifu::forensics::synth::evaluate::{self, Given, Heard, Setting};
use shifu::forensics::synth::papers::case::{Case, Request, case};
use shifu::forensics::synth::papers::chain::Chain;
use shifu::forensics::synth::papers::draw::{TEMPLATES, Template};
use shifu::forensics::synth::papers::edit::EditKind;
use shifu::forensics::synth::papers::fonts::{FOLDER, Fonts, Set};
use shifu::forensics::{Calibration, Limits, Options, examine_with};
use shifu::platform::models::ReaderFiles;

const DPI: f32 = 150.0;
/// The score from which a case goes to a reviewer before a centre has calibrated.
const LINE: f32 = 0.35;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        // What lists the tests of all targets asks this one too.
        [] | ["--list", ..] => {}
        ["words", folder] => words_of(Path::new(folder)),
        ["cost", way, seed] => cost(way, seed.parse().unwrap()),
        ["raised", chain, seed] => raised(chain, seed.parse().unwrap()),
        ["one", template, chain, way, edit, seed, rest @ ..] => {
            let turns = rest.first().map_or(0, |turns| turns.parse().unwrap());
            one(template, chain, way, edit, (seed.parse().unwrap(), turns));
        }
        [set, chain, way, honest, edited, rest @ ..] => {
            let setting = Setting {
                chain: Chain::named(chain).expect("clean, print-scan, phone, chat or jpeg75"),
                seed: rest.first().map_or(1, |seed| seed.parse().unwrap()),
                honest: honest.parse().unwrap(),
                edited: edited.parse().unwrap(),
                dpi: DPI,
                turned: true,
                only: rest.get(1).map(ToString::to_string),
            };
            table(&setting, if *set == "tune" { Set::Tune } else { Set::Test }, way);
        }
        _ => panic!("see the head of tests/bench/papers.rs"),
    }
}

fn fonts(set: Set) -> Fonts {
    Fonts::open(set, |file| std::fs::read(format!("{FOLDER}/{}", file.path)).ok())
        .expect("the fonts of the tests")
}

/// Reads every picture of a folder and prints its lines as JSON, then the CPU seconds of the reading alone.
fn words_of(folder: &Path) {
    let reader = reader();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut spent = 0.0;
    for file in &files {
        let picture = image::open(file).unwrap().to_rgb8();
        let start = seconds();
        let text = reader.read(&picture, 0).unwrap();
        spent += seconds() - start;
        let lines: Vec<&str> = text.words.iter().map(|word| word.text.as_str()).collect();
        let name = file.file_stem().unwrap().to_string_lossy();
        println!("{}", serde_json::json!({ "name": name, "lines": lines }));
    }
    println!("{}", serde_json::json!({ "files": files.len(), "cpu_seconds": spent }));
}

fn reader() -> Reader {
    let folder = std::env::var("SHIFU_MODELS").expect("SHIFU_MODELS names the folder of the models");
    let files = ReaderFiles::load(Path::new(&folder)).unwrap().expect("the models of the reader");
    Reader::load(&files.lines, &files.characters).unwrap()
}

/// The examination under test.
fn examine(way: &str) -> Box<dyn Fn(&Given) -> Heard> {
    let mut options = Options::default();
    if way == "truth" {
        return Box::new(move |given| evaluate::by_truth(given, &options));
    }
    options.reader = Some(Arc::new(reader()));
    Box::new(move |given| evaluate::through(given, &options))
}

fn seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn table(setting: &Setting, set: Set, way: &str) {
    let examine = examine(way);
    let spent = std::cell::Cell::new((0.0, 0_usize));
    let timed = |given: &Given| {
        let start = seconds();
        let heard = examine(given);
        let (sum, pages) = spent.get();
        spent.set((sum + seconds() - start, pages + given.pictures.len()));
        heard
    };
    let outcome = evaluate::run(setting, &fonts(set), &timed).unwrap();
    println!("{outcome}");
    for (template, edit, seed) in &outcome.missed {
        println!("missed {template} {} {seed}", edit.name());
    }
    for (template, seed, turns) in &outcome.misread {
        println!("misread {template} {seed} {turns}");
    }
    for (template, rule, seed) in &outcome.held_up {
        println!("held up {template} {rule} {seed}");
    }
    let (sum, pages) = spent.get();
    println!("{pages} pages, {:.2} CPU seconds each", sum / pages.max(1) as f64);
}

/// What the whole examination of a page costs, from the bytes of a JPEG file to the report, with a reader and without:
/// an honest page of every template, saved at quality 75.
fn cost(way: &str, seed: u64) {
    let mut options = Options::default();
    if way == "read" {
        options.reader = Some(Arc::new(reader()));
    }
    let fonts = fonts(Set::Test);
    let chain = Chain::named("clean").unwrap();
    let mut kinds: Vec<(String, f64, usize)> = Vec::new();
    for template in TEMPLATES.iter().filter(|template| template.set == Set::Test) {
        let request = Request { template, chain, seed, dpi: DPI, turns: 0, edit: None };
        let case = case(&request, &fonts).unwrap().expect("an honest paper");
        for page in &case.pages {
            let bytes = edit::jpeg(&page.passed.image, 75).unwrap();
            let start = seconds();
            examine_with(&bytes, &Calibration::default(), &Limits::default(), &options).unwrap();
            let spent = seconds() - start;
            let kind = format!("{:?}", case.kind);
            match kinds.iter_mut().find(|(known, ..)| *known == kind) {
                Some((_, sum, pages)) => (*sum, *pages) = (*sum + spent, *pages + 1),
                None => kinds.push((kind, spent, 1)),
            }
        }
    }
    for (kind, sum, pages) in &kinds {
        println!("{kind:<22} {:>6.2} CPU seconds a page, {pages} pages", sum / *pages as f64);
    }
    let all = kinds.iter().fold((0.0, 0), |(sum, pages), kind| (sum + kind.1, pages + kind.2));
    let mean =
        kinds.iter().map(|(_, sum, pages)| sum / *pages as f64).sum::<f64>() / kinds.len().max(1) as f64;
    println!("all {} pages {:.2}, every kind alike {mean:.2}", all.1, all.0 / all.1.max(1) as f64);
}

/// How many honest papers the whole examination would put before a reviewer, kind by kind, and by which rules: pages as
/// JPEG, nothing read (what is read is measured by the other ways).
fn raised(chain: &str, seed: u64) {
    let fonts = fonts(Set::Test);
    let chain = Chain::named(chain).unwrap();
    let (mut kinds, mut rules) = (BTreeMap::new(), BTreeMap::<String, usize>::new());
    for template in TEMPLATES.iter().filter(|template| template.set == Set::Test) {
        let request = Request { template, chain, seed, dpi: DPI, turns: 0, edit: None };
        let case = case(&request, &fonts).unwrap().expect("an honest paper");
        for page in &case.pages {
            let bytes = edit::jpeg(&page.passed.image, 75).unwrap();
            let done = examine_with(&bytes, &Calibration::default(), &Limits::default(), &Options::default());
            let report = done.unwrap();
            let (above, pages): &mut (usize, usize) = kinds.entry(format!("{:?}", case.kind)).or_default();
            *pages += 1;
            if report.score >= LINE {
                *above += 1;
                println!("{} {:.2}", template.name, report.score);
                for rule in report.findings.iter().map(|finding| &finding.rule).collect::<BTreeSet<_>>() {
                    *rules.entry(rule.clone()).or_default() += 1;
                }
            }
        }
    }
    for (kind, (above, pages)) in &kinds {
        println!("{kind:<22} {above} of {pages} pages");
    }
    for (rule, pages) in &rules {
        println!("  rule {rule}: on {pages} of them");
    }
    let all = kinds.values().fold((0, 0), |all, kind| (all.0 + kind.0, all.1 + kind.1));
    println!("all {} of {}, {:.1} %", all.0, all.1, 100.0 * all.0 as f64 / all.1.max(1) as f64);
}

/// Everything about one case: its words, its paper, what was found. With `SAVE` set, its pages as files there.
fn one(template: &str, chain: &str, way: &str, edit: &str, (seed, turns): (u64, u8)) {
    let template: &Template = TEMPLATES.iter().find(|known| known.name == template).expect("a template");
    let chain = Chain::named(chain).unwrap();
    let edit = EditKind::ALL.into_iter().find(|kind| kind.name() == edit);
    let request = Request { template, chain, seed, dpi: DPI, turns, edit };
    let case = case(&request, &fonts(template.set)).unwrap().expect("the paper has something of that kind");
    if let Some(folder) = std::env::var_os("SAVE") {
        for (number, page) in case.pages.iter().enumerate() {
            let file = Path::new(&folder).join(format!("{}-{seed}-{number}.png", template.name));
            page.passed.image.save(file).unwrap();
        }
    }
    let heard = examine(way)(&Given {
        kind: case.kind,
        pictures: case.pages.iter().map(|page| &page.passed.image).collect(),
        truths: case.pages.iter().map(|page| &page.truth).collect(),
    });
    told(&case, &heard);
}

fn told(case: &Case, heard: &Heard) {
    let truth: Vec<_> = case.pages.iter().map(|page| page.truth.text()).collect();
    let texts = if heard.texts.is_empty() { &truth } else { &heard.texts };
    for (page, text) in texts.iter().enumerate() {
        println!("== page {page}, turned {}", text.turns);
        for word in &text.words {
            println!("{:?} {:.2} {}", word.region(), word.confidence, word.text);
        }
    }
    for paper in recognise(texts) {
        println!("== {:?} {:.2} pages {:?}", paper.kind, paper.confidence, paper.pages);
        for field in &paper.fields {
            println!(
                "{} = {} ({:.2}) {:?}",
                field.key,
                field.value,
                field.confidence,
                field.place.map(|p| p.region)
            );
        }
        for table in &paper.tables {
            println!("-- table {table:?}");
        }
    }
    if let Some(done) = &case.edit {
        println!(
            "== edited {} {} at {:?} against {:?}",
            done.kind.name(),
            done.key,
            done.regions,
            done.partners
        );
    }
    for finding in &heard.findings {
        println!(
            "== {} {:?} page {:?} {:?} {:?}",
            finding.rule, finding.strength, finding.page, finding.region, finding.facts
        );
    }
}
