//! The use cases of the corpus against a database in a file.

use std::sync::Arc;

use chrono::NaiveDate;

use super::*;
use crate::kernel::{Actor, Clock, Entropy, Fault, Moment};
use crate::platform::db::{Db, DbUrl, migrate};

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Moment {
        day("2026-11-22").and_hms_opt(4, 0, 0).unwrap()
    }
}

struct Counter(std::sync::atomic::AtomicU64);

impl Entropy for Counter {
    fn fill(&self, bytes: &mut [u8]) {
        let n = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_be_bytes();
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = n[at % n.len()];
        }
    }
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn database() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let url = DbUrl::Sqlite(folder.path().join("test.db"));
    let db = Db::open(&url, 2, Arc::new(Noon), Arc::new(Counter(1.into()))).unwrap();
    migrate(&db).unwrap();
    (folder, db)
}

pub(super) fn policy(version: i32, from: &str, body: &str) -> PolicyFile {
    PolicyFile::parse(&format!(
        "+++\nkey = \"rules\"\nversion = {version}\ntitle = \"提取办法\"\nnumber = \"〔{version}〕\"\nissuer = \"I\"\n\
         area = \"A\"\neffective_from = {from}\nchange = \"major\"\nreview_on = 2027-01-01\n+++\n{body}"
    ))
    .unwrap()
}

pub(super) fn import(db: &Db, file: &PolicyFile) -> Result<String, Fault> {
    db.write_blocking(|tx| import_policy(tx, &Actor::system(), file))
}

#[test]
fn a_clause_is_read_as_of_a_day_through_all_versions() {
    let (_folder, db) = database();
    let old =
        import(&db, &policy(1, "2025-01-01", "第一条　额度为每月1200元。\n\n第二条　每季度一次。")).unwrap();
    let new =
        import(&db, &policy(2, "2026-07-01", "第一条　额度为每月1500元。\n\n第三条　每季度一次。")).unwrap();
    assert_eq!(
        import(&db, &policy(2, "2026-07-01", "第一条　别的。")).unwrap(),
        new,
        "a second import changes nothing"
    );
    let read = |reference: &str, on: &str| {
        db.read_blocking(|conn| resolve_clause(conn, reference, day(on))).unwrap()
    };
    assert!(read("rules#第一条", "2024-12-31").is_none());
    let before = read("rules#第一条", "2026-06-30").unwrap();
    let after = read("rules#第1条", "2026-07-01").unwrap();
    assert_eq!((before.version_id.as_str(), before.text.as_str()), (old.as_str(), "额度为每月1200元。"));
    assert_eq!((after.version_id.as_str(), after.text.as_str()), (new.as_str(), "额度为每月1500元。"));
    assert_eq!(before.anchor, after.anchor);
    assert_eq!(before.effective_to, Some(day("2026-07-01")), "the new version ends the old one");
    // The clause that moved from 2 to 3 keeps its anchor.
    let moved = read("rules#第三条", "2026-11-22").unwrap();
    assert_eq!(moved.anchor, read("rules#第二条", "2026-01-01").unwrap().anchor);
    assert!(read("rules#第九条", "2026-11-22").is_none() && read("rules", "2026-11-22").is_none());
}

#[test]
fn versions_come_in_order_and_do_not_overlap() {
    let (_folder, db) = database();
    import(&db, &policy(2, "2026-01-01", "第一条　甲。")).unwrap();
    let earlier = import(&db, &policy(1, "2025-01-01", "第一条　甲。")).unwrap_err();
    assert_eq!(earlier.key, "policy-version-order");
    let overlap = import(&db, &policy(3, "2026-01-01", "第一条　甲。")).unwrap_err();
    assert_eq!(overlap.key, "policy-dates-overlap");
}
