//! An acknowledged write is never lost: the server is killed at random moments while people write, and
//! whatever it acknowledged must be there afterwards, whole, with the audit chain unbroken.
//!
//! This proves the transaction and the log file, not the disk: a killed process loses nothing the kernel
//! already holds. `synchronous=FULL` is what stands against a power cut.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use shifu::app::starter;
use shifu::features::audit;
use shifu::platform::clock::{SystemClock, SystemEntropy};
use shifu::platform::config::Config;
use shifu::platform::mail::{Mailer, Transport};
use shifu::platform::site::Site;

use crate::harness::PASSWORD;
use crate::pg;

/// Loops on SQLite; a tenth of them on PostgreSQL, whose own crash safety is not ours to test.
const LOOPS: u64 = 100;
/// Acknowledged writes to wait for before the kill may come.
const WRITES: usize = 20;
const CLIENTS: u64 = 4;

pub struct Killed(pub Child);

impl Drop for Killed {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

pub fn open(folder: &std::path::Path, database: &str) -> Site {
    let config =
        Config { data: folder.to_path_buf(), database_url: database.to_owned(), ..Config::default() };
    let mailer = Mailer::new(Transport::Off, "shifu@hall.test").unwrap();
    let program = std::path::PathBuf::from(env!("CARGO_BIN_EXE_shifu"));
    Site::open(config, Arc::new(SystemClock), Arc::new(SystemEntropy), mailer, program).unwrap()
}

pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_mins(1)))
        .build()
        .new_agent()
}

/// Starts the server on a free port; its address.
pub fn serve(folder: &std::path::Path, database: &str) -> (Killed, String) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let child = Command::new(env!("CARGO_BIN_EXE_shifu"))
        .args(["serve", "--addr", &format!("127.0.0.1:{port}"), "--data"])
        .arg(folder)
        .env("DATABASE_URL", database)
        .env("RUST_LOG", "off")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    (Killed(child), format!("http://127.0.0.1:{port}"))
}

/// A folder with the starter content and its people; the address of the database.
pub fn prepared(folder: &std::path::Path, database: Option<&str>) -> String {
    // The people of these tests have no authenticator at hand.
    std::fs::write(folder.join("shifu.toml"), "require_second_factor = false\n").unwrap();
    let url = database.map_or_else(|| format!("sqlite:{}", folder.join("shifu.db").display()), str::to_owned);
    let site = Arc::new(open(folder, &url));
    starter::load(&site).unwrap();
    starter::load_people(&site, PASSWORD).unwrap();
    url
}

/// Waits until the server answers, at most half a minute; how long it took.
pub fn ready(base: &str) -> Duration {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        if agent().get(format!("{base}/health/ready")).call().is_ok_and(|a| a.status() == 200) {
            return start.elapsed();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the server is not ready after half a minute");
}

/// The session cookie and the cross-site code that go with it.
pub fn log_in(base: &str, username: &str) -> (String, String) {
    let agent = agent();
    let mut page = agent.get(format!("{base}/login")).call().unwrap();
    let browser = page.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let csrf = code(&page.body_mut().read_to_string().unwrap());
    let form = [("csrf", csrf.as_str()), ("username", username), ("password", PASSWORD)];
    let answer = agent.post(format!("{base}/login")).header("Cookie", &browser).send_form(form).unwrap();
    assert_eq!(answer.status(), 303);
    let cookie = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .find(|v| v.starts_with("shifu="))
        .and_then(|v| v.split(';').next())
        .unwrap()
        .to_owned();
    let mut page = agent.get(format!("{base}/account")).header("Cookie", &cookie).call().unwrap();
    let csrf = code(&page.body_mut().read_to_string().unwrap());
    (cookie, csrf)
}

fn code(page: &str) -> String {
    page.split("name=\"csrf-token\" content=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    text: String,
}

fn survive(database: Option<&str>, loops: u64) {
    let folder = tempfile::tempdir().unwrap();
    let url = prepared(folder.path(), database);
    let acknowledged: Arc<Mutex<Vec<String>>> = Arc::default();
    let mut slowest = Duration::ZERO;
    for round in 0..loops {
        let (mut child, base) = serve(folder.path(), &url);
        slowest = slowest.max(ready(&base));
        let (cookie, csrf) = log_in(&base, "jingban");
        let stop = Arc::new(AtomicBool::new(false));
        let count = Arc::new(AtomicU64::new(0));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (base, cookie, csrf) = (base.clone(), cookie.clone(), csrf.clone());
                let (stop, count) = (Arc::clone(&stop), Arc::clone(&count));
                let acknowledged = Arc::clone(&acknowledged);
                std::thread::spawn(move || {
                    let agent = agent();
                    let mut number = 0;
                    while !stop.load(Ordering::Relaxed) {
                        number += 1;
                        let text = format!("round {round} client {client} write {number}");
                        let answer =
                            agent.post(format!("{base}/feedback")).header("Cookie", &cookie).send_form([
                                ("csrf", csrf.as_str()),
                                ("kind", "suggestion"),
                                ("page", "/"),
                                ("text", text.as_str()),
                            ]);
                        match answer {
                            Ok(answer) if answer.status() == 303 => {
                                acknowledged.lock().unwrap().push(text);
                                count.fetch_add(1, Ordering::Relaxed);
                            }
                            Ok(answer) if answer.status() == 429 => {
                                std::thread::sleep(Duration::from_millis(20));
                            }
                            Ok(answer) => panic!("a write was answered with {}", answer.status()),
                            Err(_the_server_is_gone) => break,
                        }
                    }
                })
            })
            .collect();
        while count.load(Ordering::Relaxed) < WRITES as u64 {
            assert!(clients.iter().any(|client| !client.is_finished()), "nobody writes any more");
            std::thread::sleep(Duration::from_millis(1));
        }
        // Somewhere in the next writes, differently in each round.
        std::thread::sleep(Duration::from_micros(round * 7_919 % 23_000));
        child.0.kill().unwrap();
        child.0.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.join().unwrap();
        }
    }
    let site = open(folder.path(), &url);
    let kept: std::collections::BTreeSet<String> = site
        .db
        .read_blocking(|conn| Ok(sql_query("SELECT text FROM feedback").load::<Line>(conn)?))
        .unwrap()
        .into_iter()
        .map(|line| line.text)
        .collect();
    let acknowledged = acknowledged.lock().unwrap();
    let lost: Vec<_> = acknowledged.iter().filter(|text| !kept.contains(*text)).collect();
    assert!(
        lost.is_empty(),
        "{} of {} acknowledged writes are lost: {lost:?}",
        lost.len(),
        acknowledged.len()
    );
    assert!(acknowledged.len() >= WRITES * usize::try_from(loops).unwrap());
    let report = site.db.read_blocking(|conn| audit::verify(conn, None, None)).unwrap();
    assert!(report.holds(), "the audit chain: {:?}", report.first_bad);
    crate::notice::say(&format!(
        "{loops} kills, {} acknowledged writes, 0 lost; slowest start {} ms",
        acknowledged.len(),
        slowest.as_millis()
    ));
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    survive(None, LOOPS);
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    if let Some(url) = pg::fresh_database(None) {
        survive(Some(&url), LOOPS / 10);
    }
}
