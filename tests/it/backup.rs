//! The restore drill: fill, back up while people write, restore elsewhere, compare, log in.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use shifu::app::backup;
use shifu::features::accounts::{self, Attempt, Factor, Lifetimes};
use shifu::features::audit::{self, Entry, Kind};
use shifu::kernel::Actor;
use shifu::platform::clock::{ManualClock, SeededEntropy};
use shifu::platform::config::Config;
use shifu::platform::db::{AnyConn, Db};
use shifu::platform::mail::{Mailer, Transport};
use shifu::platform::site::Site;

use crate::harness::{Engine, Hall, PASSWORD, each_engine};
use crate::pg;

/// Every table with its number of rows, and the text of all rows of those that do not change by themselves.
fn rows(db: &Db) -> Vec<(String, String)> {
    use diesel::{QueryableByName, RunQueryDsl, sql_query};
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        line: String,
    }
    let mut conn = db.maintenance().unwrap();
    let lines = |conn: &mut AnyConn, text: &str| -> Vec<String> {
        sql_query(text).load::<Line>(conn).unwrap().into_iter().map(|row| row.line).collect()
    };
    let sqlite = matches!(&*conn, AnyConn::Sqlite(_));
    let tables = if sqlite {
        lines(
            &mut conn,
            "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
    } else {
        lines(
            &mut conn,
            "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
        )
    };
    // The restore itself ends sessions and writes one entry; the backup one more than it holds.
    let moving = ["session", "audit_event", "audit_head", "__diesel_schema_migrations"];
    let mut out = Vec::new();
    for table in tables.into_iter().filter(|table| !moving.contains(&table.as_str())) {
        let text = if sqlite {
            let columns = lines(&mut conn, &format!("SELECT name AS line FROM pragma_table_info('{table}')"));
            let cells: Vec<String> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
            format!("SELECT {} AS line FROM \"{table}\"", cells.join(" || '|' || "))
        } else {
            format!("SELECT row_to_json(t)::text AS line FROM \"{table}\" t")
        };
        let mut all = lines(&mut conn, &text);
        all.sort();
        out.push((table, all.join("\n")));
    }
    out
}

fn target(hall: &Hall, folder: &Path) -> Option<Config> {
    let database_url = match hall.engine {
        Engine::Sqlite => String::new(),
        Engine::Postgres => pg::fresh_database(None)?,
    };
    Some(Config { data: folder.to_path_buf(), database_url, connections: 2, ..Config::default() })
}

fn restore(hall: &Hall, config: Config, from: &Path, key: Option<&Path>) -> anyhow::Result<backup::Restored> {
    let clock = Arc::new(ManualClock::at(shifu::kernel::Clock::now(&*hall.clock)));
    backup::restore(config, from, key, clock, Arc::new(SeededEntropy::new(7)))
}

fn why(outcome: anyhow::Result<backup::Restored>) -> String {
    format!("{:#}", outcome.expect_err("refused"))
}

#[test]
fn a_backup_under_writes_restores_elsewhere_row_by_row() {
    each_engine(|hall| {
        let blob = hall.site.blobs.put_blocking(b"an invented scan").unwrap();
        let out = tempfile::tempdir().unwrap();
        let before = rows(&hall.site.db);
        let stop = Arc::new(AtomicBool::new(false));
        let (flag, site) = (Arc::clone(&stop), Arc::clone(&hall.site));
        let writer = std::thread::spawn(move || {
            let mut written = 0;
            while !flag.load(Ordering::Relaxed) {
                let entry = Entry::new(Kind("job.retried"), "job", "drill");
                site.db.write_blocking(|tx| audit::record(tx, &Actor::system(), entry)).unwrap();
                written += 1;
            }
            written
        });
        let made = backup::make(&hall.site, out.path(), true).unwrap();
        stop.store(true, Ordering::Relaxed);
        assert!(writer.join().unwrap() > 0, "somebody wrote meanwhile");
        assert!(made.bytes > 0 && made.keys.is_some());

        let elsewhere = tempfile::tempdir().unwrap();
        let Some(config) = target(hall, elsewhere.path()) else { return };
        let done = restore(hall, config.clone(), out.path(), None).unwrap();
        assert!(done.trail.holds() && done.trail.entries > 0 && done.trail.exported_heads > 0);
        assert!(done.blobs >= 1);

        let clock = Arc::new(ManualClock::at(shifu::kernel::Clock::now(&*hall.clock)));
        let mailer = Mailer::new(Transport::Off, "a@b.test").unwrap();
        let site =
            Site::open(config, clock, Arc::new(SeededEntropy::new(9)), mailer, PathBuf::new()).unwrap();
        assert_eq!(rows(&site.db), before);
        assert_eq!(site.blobs.get_blocking(&blob).unwrap(), b"an invented scan");
        let key = site.keys.derive("audit-head");
        let heads = site.config.heads_file();
        let trail = site.db.read_blocking(|conn| audit::verify(conn, Some((&key, &heads)), None)).unwrap();
        assert!(trail.holds() && trail.entries == done.trail.entries + 1, "and the restore is on record");

        for username in ["xinren", "shifu", "zhuguan", "xitong", "anquan", "shenji"] {
            let attempt = Attempt {
                username: username.to_owned(),
                password: PASSWORD.to_owned(),
                address: "127.0.0.1".to_owned(),
                agent: String::new(),
                device: None,
            };
            let life =
                Lifetimes { idle: chrono::Duration::minutes(30), absolute: chrono::Duration::hours(12) };
            assert!(matches!(accounts::login(&site.db, &site.keys, &attempt, life), Ok(Factor::Done(_))));
        }
    });
}

#[test]
fn sessions_of_before_the_backup_do_not_come_back() {
    each_engine(|hall| {
        let _xinren = hall.person("xinren");
        let out = tempfile::tempdir().unwrap();
        backup::make(&hall.site, out.path(), true).unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let Some(config) = target(hall, elsewhere.path()) else { return };
        let database = config.database();
        restore(hall, config, out.path(), None).unwrap();
        let clock = Arc::new(ManualClock::at(shifu::kernel::Clock::now(&*hall.clock)));
        let db = Db::open(&database, 2, clock, Arc::new(SeededEntropy::new(3))).unwrap();
        let id = hall.id_of("xinren");
        let now = shifu::kernel::Clock::now(&*hall.clock);
        assert!(db.read_blocking(|conn| accounts::sessions_of(conn, &id, now)).unwrap().is_empty());
    });
}

#[test]
fn what_cannot_be_trusted_is_refused_with_its_reason() {
    each_engine(|hall| {
        let out = tempfile::tempdir().unwrap();
        let made = backup::make(&hall.site, out.path(), false).unwrap();
        let keys = hall.site.config.keys_dir();
        let attempt = |from: &Path, key: Option<&Path>, prepare: &dyn Fn(&Path)| {
            let elsewhere = tempfile::tempdir().unwrap();
            prepare(elsewhere.path());
            let config = Config { data: elsewhere.path().to_path_buf(), ..Config::default() };
            let reason = why(restore(hall, config, from, key));
            assert!(!elsewhere.path().join("shifu.db").exists(), "nothing was put in place");
            reason
        };
        let nothing = |_: &Path| {};
        assert!(attempt(&made.archive, None, &nothing).contains("the master key is not in the archive"));
        let filled = |folder: &Path| std::fs::write(folder.join("something"), "here").unwrap();
        assert!(attempt(&made.archive, Some(&keys), &filled).contains("is not empty"));

        let other = tempfile::tempdir().unwrap();
        shifu::platform::keys::MasterKey::load_or_create(other.path()).unwrap();
        assert!(attempt(&made.archive, Some(other.path()), &nothing).contains("not made with this key"));

        let whole = std::fs::read(&made.archive).unwrap();
        let broken = other.path().join("shifu-broken.tar.gz");
        std::fs::write(&broken, &whole[..whole.len() / 2]).unwrap();
        assert!(attempt(&broken, Some(&keys), &nothing).contains("is refused"));
        let mut changed = whole.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        std::fs::write(&broken, &changed).unwrap();
        assert!(attempt(&broken, Some(&keys), &nothing).contains("is refused"));
        assert!(attempt(&other.path().join("nowhere"), Some(&keys), &nothing).contains("neither an archive"));
        if hall.engine == Engine::Postgres {
            assert!(attempt(&made.archive, Some(&keys), &nothing).contains("other database engine"));
        }
    });
}

#[test]
fn a_backup_of_a_later_program_is_refused() {
    each_engine(|hall| {
        hall.site
            .db
            .write_blocking(|tx| {
                let later = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000001')";
                diesel::RunQueryDsl::execute(diesel::sql_query(later), tx.conn)?;
                Ok::<_, shifu::kernel::Fault>(())
            })
            .unwrap();
        let out = tempfile::tempdir().unwrap();
        let made = backup::make(&hall.site, out.path(), false).unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let database_url = match hall.engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => pg::fresh_database(None).unwrap(),
        };
        let config = Config { data: elsewhere.path().to_path_buf(), database_url, ..Config::default() };
        let reason = why(restore(hall, config, &made.archive, Some(&hall.site.config.keys_dir())));
        assert!(reason.contains("29991231000001") || reason.contains("later"), "{reason}");
    });
}
