//! Finding a page, seal, photo and table among those of other cases.
//!
//! `cargo bench --bench elsewhere` fills a database with 10,000 pages of 2,500 cases, four parts to a page, half
//! of them from twenty layouts with a few bits of noise as one bank's statements have, and prints how long one
//! look-up takes on each engine. A benchmark and never a test: its figures depend on the machine.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops here")]
#![allow(clippy::cast_possible_truncation, reason = "figures of a benchmark")]

#[path = "../it/notice.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod notice;
#[path = "../it/pg.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod pg;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::RunQueryDsl;
use shifu::app::starter;
use shifu::features::screening;
use shifu::forensics::seals::print::BYTES;
use shifu::kernel::Fault;
use shifu::platform::clock::{ManualClock, SeededEntropy};
use shifu::platform::config::Config;
use shifu::platform::mail::{Mailer, Transport};
use shifu::platform::site::Site;

const CASES: usize = 2_500;
const PAGES: usize = 4;
const LAYOUTS: u64 = 20;
const LOOKS: u64 = 400;

/// `SplitMix64`.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What a part is known by.
struct Marks {
    phash: u64,
    dhash: u64,
    /// Letters, of seals.
    print: Option<Vec<u8>>,
}

impl Marks {
    /// By chance, or one of few layouts with up to three bits of each hash and some of the letters turned: the seal
    /// of an employer whose people come every week.
    fn new(state: &mut u64, kind: &str) -> Self {
        let chance = next(state);
        let known = chance & 1 == 1;
        let mut source = if known { chance % LAYOUTS } else { next(state) };
        let (mut phash, mut dhash) = (next(&mut source), next(&mut source));
        let mut print: Vec<u8> = (0..BYTES).map(|_| next(&mut source) as u8).collect();
        if known {
            for _ in 0..3 {
                phash ^= 1 << (next(state) % 64);
                dhash ^= 1 << (next(state) % 64);
            }
            for _ in 0..BYTES / 8 {
                print[next(state) as usize % BYTES] = next(state) as u8;
            }
        }
        Self { phash, dhash, print: (kind == "seal").then_some(print) }
    }

    /// The hash by which it is looked up, in four bands.
    fn bands(&self) -> [u64; 4] {
        let hash = if self.print.is_some() { self.dhash } else { self.phash };
        [0, 1, 2, 3].map(|n| (hash >> (48 - 16 * n)) & 0xffff)
    }
}

fn main() {
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    measure("SQLite", folder.path(), &format!("sqlite:{}", folder.path().join("shifu.db").display()));
    if let Some(url) = pg::fresh_database(None) {
        let folder = tempfile::tempdir().unwrap();
        measure("PostgreSQL", folder.path(), &url);
    }
}

fn open(folder: &Path, url: &str) -> Site {
    let config = Config {
        data: folder.to_path_buf(),
        database_url: url.to_owned(),
        connections: 2,
        ..Config::default()
    };
    let monday = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(1, 0, 0).unwrap();
    let (transport, _mails) = Transport::memory();
    let mailer = Mailer::new(transport, "shifu@hall.test").unwrap();
    let clock = Arc::new(ManualClock::at(monday));
    Site::open(config, clock, Arc::new(SeededEntropy::new(1)), mailer, std::env::current_exe().unwrap())
        .unwrap()
}

#[derive(diesel::QueryableByName)]
struct Ids {
    #[diesel(sql_type = diesel::sql_types::Text)]
    person: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    department: String,
}

fn run(site: &Site, sql: &str) {
    site.db.write_blocking(|tx| diesel::sql_query(sql).execute(tx.conn).map_err(Fault::from)).unwrap();
}

fn fill(site: &Site) {
    let ids: Vec<Ids> = site
        .db
        .read_blocking(|conn| {
            let sql = "SELECT id AS person, department_id AS department FROM person ORDER BY id";
            Ok::<_, Fault>(diesel::sql_query(sql).load(conn)?)
        })
        .unwrap();
    let (person, department) = (&ids[0].person, &ids[0].department);
    let sqlite = matches!(site.db.url(), shifu::platform::db::DbUrl::Sqlite(_));
    let no = if sqlite { "0" } else { "FALSE" };
    let mut state = 7;
    for from in (0..CASES).step_by(50) {
        let (mut cases, mut documents, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for n in from..from + 50 {
            let id = format!("01KAMP00000000000000{n:06}");
            let at = "'2026-11-01 01:00:00'";
            cases.push(format!(
                "('{id}', 'HY-{n:06}', '{person}', '{department}', 'b{n}', 'loan', 'ready', 0, 0, {no}, {at}, 1, '2027-05-01')"
            ));
            documents.push(format!(
                "('{id}', '{id}', 1, 'a', 'png', 1, 'x{n}', 'y', 'examined', '{person}', {at})"
            ));
            for page in 0..PAGES {
                for (kind, at) in [("page", 0), ("seal", 1), ("photo", 2), ("table", 3)] {
                    let marks = Marks::new(&mut state, kind);
                    let [b0, b1, b2, b3] = marks.bands();
                    let print = match &marks.print {
                        Some(print) if sqlite => format!("X'{}'", hex::encode(print)),
                        Some(print) => format!("'\\x{}'", hex::encode(print)),
                        None => "NULL".to_owned(),
                    };
                    parts.push(format!(
                        "('01KAMP{n:06}{page:07}{at:07}', '{id}', '{id}', {}, '{kind}', {b0}, {b1}, {b2}, {b3}, {}, {}, {print})",
                        101 + page,
                        marks.phash.cast_signed(),
                        marks.dhash.cast_signed()
                    ));
                }
            }
        }
        run(
            site,
            &format!(
                "INSERT INTO screening_case (id, code, submitter_id, department_id, batch, purpose, state, places, findings, review_asked, received_at, round, retention_on) VALUES {}",
                cases.join(", ")
            ),
        );
        run(
            site,
            &format!(
                "INSERT INTO screening_document (id, case_id, position, name, kind, bytes, blob, sha256, state, submitter_id, received_at) VALUES {}",
                documents.join(", ")
            ),
        );
        run(
            site,
            &format!(
                "INSERT INTO screening_part (id, case_id, document_id, page, kind, b0, b1, b2, b3, phash, dhash, print) VALUES {}",
                parts.join(", ")
            ),
        );
    }
    run(site, "ANALYZE");
}

fn measure(engine: &str, folder: &Path, url: &str) {
    let site = Arc::new(open(folder, url));
    starter::load(&site).unwrap();
    starter::load_people(&site, "a hall of many windows").unwrap();
    fill(&site);
    for kind in ["page", "seal", "photo", "table"] {
        let (mut times, mut found) = (Vec::new(), 0);
        for look in 0..LOOKS {
            let mut state = look.wrapping_mul(77) + 3;
            let marks = Marks::new(&mut state, kind);
            let started = Instant::now();
            found += site
                .db
                .read_blocking(|conn| {
                    let hashes = (marks.phash, marks.dhash);
                    screening::likenesses(conn, "none", kind, hashes, marks.print.as_deref())
                })
                .unwrap();
            times.push(started.elapsed());
        }
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        let mean = times.iter().sum::<Duration>() / times.len() as u32;
        println!(
            "{engine:<10} {kind:<5} among {} parts of {} pages: mean {mean:?}, median {:?}, 99 in 100 {:?}, worst {:?}; {found} found in {LOOKS}",
            CASES * PAGES * 4,
            CASES * PAGES,
            at(50),
            at(99),
            at(100),
        );
    }
}
