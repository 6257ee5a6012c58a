//! The search index is a cache: whatever happens to it, search knows within half a minute of a restart all that
//! was acknowledged, and nothing that was taken back.
//!
//! Answers are written and retired while people search, so that the index is committed all the time; the server
//! is killed somewhere between a commit of the database and the index's own. While it is down the index is
//! damaged, differently in each round.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::kill::{agent, log_in, prepared, ready, serve};
use crate::pg;

/// What happens to the index while the server is down.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Nothing,
    NoFolder,
    NoPointer,
    Flipped,
    Cut,
}

const ALL: [Damage; 5] = [Damage::Nothing, Damage::NoFolder, Damage::NoPointer, Damage::Flipped, Damage::Cut];
/// How soon everything has to be found again.
const SOON: Duration = Duration::from_secs(30);
/// Answers acknowledged before the kill may come.
const WRITES: usize = 12;

/// An answer: the word it is about and its number.
type Written = (String, String);

/// What the steward was told: answers that are there, and those retired.
#[derive(Default)]
struct Told {
    there: Vec<Written>,
    gone: Vec<Written>,
}

#[derive(Clone)]
struct Steward {
    base: String,
    cookie: String,
    csrf: String,
}

impl Steward {
    fn new(base: &str) -> Self {
        let (cookie, csrf) = log_in(base, "zhengce");
        Self { base: base.to_owned(), cookie, csrf }
    }

    /// Posts a form: where the answer leads, or nothing when the server is gone. Too quick a hand waits.
    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Option<String> {
        let mut form = vec![("csrf", self.csrf.as_str())];
        form.extend(fields);
        loop {
            let request = agent().post(format!("{}{path}", self.base)).header("Cookie", &self.cookie);
            let answer = request.send_form(form.iter().copied()).ok()?;
            match answer.status().as_u16() {
                303 => return Some(answer.headers()["location"].to_str().unwrap().to_owned()),
                429 => std::thread::sleep(Duration::from_millis(20)),
                status => panic!("{path} was answered with {status}"),
            }
        }
    }

    /// Writes an answer around a word; its number.
    fn write(&self, word: &str) -> Option<String> {
        let question = format!("租房能提多少 {word}");
        let fields = [
            ("question", question.as_str()),
            ("plain", "一个月一千五。"),
            ("clause_answer", "每人每月1500元。"),
            ("pins", "withdrawal_rules#第七条"),
            ("items", "rent_withdrawal"),
            ("asked", ""),
        ];
        Some(self.post("/faq", &fields)?.split("#q-").nth(1).unwrap().to_owned())
    }

    /// Whether search finds the answer; nothing when it cannot be asked.
    fn finds(&self, (word, id): &Written) -> Option<bool> {
        loop {
            let request = agent().get(format!("{}/search?kind=faq&q={word}", self.base));
            let mut answer = request.header("Cookie", &self.cookie).call().ok()?;
            match answer.status().as_u16() {
                200 => {
                    let page = answer.body_mut().read_to_string().ok()?;
                    return Some(page.contains(&format!("#q-{id}")));
                }
                429 => std::thread::sleep(Duration::from_millis(20)),
                status => panic!("search was answered with {status}"),
            }
        }
    }
}

/// The largest file of the live index.
fn largest(index: &Path) -> PathBuf {
    let folders =
        fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap()
}

fn damage(index: &Path, how: Damage) {
    match how {
        Damage::Nothing => {}
        Damage::NoFolder => fs::remove_dir_all(index).unwrap(),
        Damage::NoPointer => {
            let entries = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path());
            let pointers: Vec<PathBuf> =
                entries.filter(|path| path.to_string_lossy().ends_with("-live")).collect();
            assert_eq!(pointers.len(), 1);
            fs::remove_file(&pointers[0]).unwrap();
        }
        Damage::Flipped => {
            let file = largest(index);
            let mut bytes = fs::read(&file).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x55;
            fs::write(&file, bytes).unwrap();
        }
        Damage::Cut => {
            let file = largest(index);
            let bytes = fs::read(&file).unwrap();
            fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        }
    }
}

/// Writes, retires and searches until the server is killed.
fn busy(
    base: &str,
    round: usize,
    told: &Arc<Mutex<Told>>,
    stop: &Arc<AtomicBool>,
) -> [std::thread::JoinHandle<()>; 2] {
    let steward = Steward::new(base);
    let (searcher, flag) = (steward.clone(), Arc::clone(stop));
    let searching = std::thread::spawn(move || {
        let nothing = (String::from("zq"), String::new());
        // Every search brings the index up to the log first.
        while !flag.load(Ordering::Relaxed) && searcher.finds(&nothing).is_some() {}
    });
    let (told, flag) = (Arc::clone(told), Arc::clone(stop));
    let writing = std::thread::spawn(move || {
        for number in 0.. {
            if flag.load(Ordering::Relaxed) {
                return;
            }
            let word = format!("zq{round}x{number}");
            let Some(id) = steward.write(&word) else { return };
            // Every third is taken back.
            if number % 3 == 2 {
                let Some(_done) = steward.post(&format!("/faq/{id}/retire"), &[]) else { return };
            }
            let mut told = told.lock().unwrap();
            if number % 3 == 2 { told.gone.push((word, id)) } else { told.there.push((word, id)) }
        }
    });
    [searching, writing]
}

fn heals(database: Option<&str>, rounds: usize) {
    let folder = tempfile::tempdir().unwrap();
    let url = prepared(folder.path(), database);
    let told: Arc<Mutex<Told>> = Arc::default();
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        let (mut child, base) = serve(folder.path(), &url);
        ready(&base);
        let before = told.lock().unwrap().there.len();
        let stop = Arc::new(AtomicBool::new(false));
        let threads = busy(&base, round, &told, &stop);
        while told.lock().unwrap().there.len() < before + WRITES {
            assert!(threads.iter().all(|thread| !thread.is_finished()), "somebody stopped");
            std::thread::sleep(Duration::from_millis(1));
        }
        // Somewhere in the next writes, differently in each round.
        std::thread::sleep(Duration::from_micros(u64::try_from(round).unwrap() * 7_919 % 40_000));
        child.0.kill().unwrap();
        child.0.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        for thread in threads {
            thread.join().unwrap();
        }
        let how = ALL[round % ALL.len()];
        damage(&folder.path().join("index"), how);

        let (mut child, base) = serve(folder.path(), &url);
        let started = Instant::now();
        ready(&base);
        let steward = Steward::new(&base);
        let told = told.lock().unwrap();
        loop {
            let missing: Vec<&Written> =
                told.there.iter().filter(|written| steward.finds(written) != Some(true)).collect();
            let risen: Vec<&Written> =
                told.gone.iter().filter(|written| steward.finds(written) != Some(false)).collect();
            if missing.is_empty() && risen.is_empty() {
                break;
            }
            assert!(
                started.elapsed() < SOON,
                "after {how:?}: missing {missing:?}, retired but found {risen:?}"
            );
        }
        slowest = slowest.max(started.elapsed());
        child.0.kill().unwrap();
        child.0.wait().unwrap();
    }
    let told = told.lock().unwrap();
    crate::notice::say(&format!(
        "{rounds} kills with the index damaged, {} answers found again, {} retired stay away; slowest {} ms",
        told.there.len(),
        told.gone.len(),
        slowest.as_millis()
    ));
}

#[test]
fn a_killed_server_finds_everything_again_on_sqlite() {
    heals(None, 2 * ALL.len());
}

#[test]
fn a_killed_server_finds_everything_again_on_postgres() {
    if let Some(url) = pg::fresh_database(None) {
        heals(Some(&url), ALL.len());
    }
}
