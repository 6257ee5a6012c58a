//! What the index survives: crashes, locks, damage, rebuilds under load.

use std::sync::atomic::{AtomicBool, Ordering};

use super::super::index::{self, Root};
use super::*;

fn live(folder: &Path) -> std::path::PathBuf {
    Root::new(folder).unwrap().live().unwrap()
}

#[test]
fn a_batch_is_put_replaced_removed_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    {
        let engine = Engine::open(folder.path(), lexicon()).unwrap();
        assert_eq!(engine.sequence(), 0);
        put(&engine, &centre(), 5);
        assert_eq!(engine.sequence(), 5);
        engine.apply(&[Change::Remove("rent".into()), Change::Remove("never".into())], 6).unwrap();
        put(&engine, &[clause("retire", "离退休办法", "改写以后不再提到那个词。")], 7);
        assert!(ids(&engine, &ask("提取")).is_empty());
        assert!(matches!(engine.apply(&[], 6), Err(SearchError::OutOfOrder { given: 6, applied: 7 })));
    }
    let engine = Engine::open(folder.path(), lexicon()).unwrap();
    assert_eq!(engine.sequence(), 7);
    assert_eq!(engine.search(&ask("改写")).unwrap().sequence, 7);
    let health = engine.health();
    assert_eq!((health.documents, health.healed), (5, false));
    assert!(health.bytes > 0 && health.folder.starts_with('g'));
}

#[test]
fn a_crash_between_prepare_and_commit_leaves_the_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    drop({
        let engine = Engine::open(folder.path(), lexicon()).unwrap();
        put(&engine, &centre(), 3);
        engine
    });
    let opened = index::open(&live(folder.path())).unwrap();
    let mut writer = index::writer(&opened.index, 1).unwrap();
    writer.add_document(opened.fields.document(&clause("lost", "半途", "半途而废的一批"))).unwrap();
    let mut prepared = writer.prepare_commit().unwrap();
    prepared.set_payload("4");
    drop(prepared);
    drop(writer);
    let engine = Engine::open(folder.path(), lexicon()).unwrap();
    assert_eq!(engine.sequence(), 3);
    assert!(ids(&engine, &ask("半途而废")).is_empty());
    put(&engine, &[clause("lost", "半途", "半途而废的一批")], 4);
    assert_eq!(ids(&engine, &ask("半途而废")), ["lost"]);
}

#[test]
fn a_lock_file_left_behind_holds_nobody_up_but_a_living_writer_does() {
    let folder = tempfile::tempdir().unwrap();
    drop(Engine::open(folder.path(), lexicon()).unwrap());
    std::fs::write(live(folder.path()).join(".tantivy-writer.lock"), "").unwrap();
    let engine = Engine::open(folder.path(), lexicon()).unwrap();
    put(&engine, &centre(), 1);
    let second = Engine::open(folder.path(), lexicon()).unwrap();
    assert!(matches!(second.apply(&[], 2), Err(SearchError::Busy)));
    assert_eq!(ids(&second, &ask("租房"))[0], "rent", "reading needs no lock");
}

#[test]
fn another_engine_on_the_folder_sees_commits_and_rebuilds() {
    let folder = tempfile::tempdir().unwrap();
    let writing = Engine::open(folder.path(), lexicon()).unwrap();
    let reading = Engine::open(folder.path(), lexicon()).unwrap();
    put(&writing, &centre(), 1);
    assert_eq!(reading.search(&ask("租房")).unwrap().sequence, 1);
    writing.rebuild(centre().into_iter().take(2), 9).unwrap();
    let answer = reading.search(&ask("租房")).unwrap();
    assert_eq!((answer.sequence, answer.hits.len()), (9, 1));
    reading.apply(&[], 10).unwrap();
    assert!(matches!(writing.apply(&[], 11), Err(SearchError::Busy)));
}

#[test]
fn damage_of_any_file_heals_to_empty_with_sequence_zero() {
    let whole = tempfile::tempdir().unwrap();
    drop({
        let engine = Engine::open(whole.path(), lexicon()).unwrap();
        put(&engine, &centre(), 8);
        engine
    });
    let names: Vec<_> = files(whole.path())
        .into_iter()
        .filter(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.'))
        .map(|path| path.strip_prefix(whole.path()).unwrap().to_owned())
        .collect();
    assert!(names.len() > 5);
    for name in names {
        for cut in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            for file in files(whole.path()) {
                let to = folder.path().join(file.strip_prefix(whole.path()).unwrap());
                std::fs::create_dir_all(to.parent().unwrap()).unwrap();
                std::fs::copy(&file, to).unwrap();
            }
            let path = folder.path().join(&name);
            let mut bytes = std::fs::read(&path).unwrap();
            if cut {
                bytes.truncate(bytes.len() / 2);
            } else {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x55;
            }
            std::fs::write(&path, bytes).unwrap();
            let engine = Engine::open(folder.path(), lexicon()).unwrap();
            if engine.sequence() == 0 {
                assert_eq!(engine.health().documents, 0, "{name:?}");
                put(&engine, &centre(), 8);
            }
            assert_eq!(engine.sequence(), 8, "{name:?}");
            assert_eq!(ids(&engine, &ask("租房"))[0], "rent", "{name:?}");
        }
    }
}

#[test]
fn a_damaged_segment_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    drop({
        let engine = Engine::open(folder.path(), lexicon()).unwrap();
        put(&engine, &centre(), 8);
        engine
    });
    let terms =
        files(folder.path()).into_iter().find(|path| path.extension().is_some_and(|e| e == "idx")).unwrap();
    let mut bytes = std::fs::read(&terms).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&terms, bytes).unwrap();
    let engine = Engine::open(folder.path(), lexicon()).unwrap();
    assert_eq!(engine.sequence(), 0);
    assert!(engine.health().healed);
    assert_eq!(engine.rebuild(centre().into_iter(), 8).unwrap(), 6);
    assert_eq!(ids(&engine, &ask("租房"))[0], "rent");
}

#[test]
fn a_missing_folder_heals() {
    let folder = tempfile::tempdir().unwrap();
    drop({
        let engine = Engine::open(folder.path(), lexicon()).unwrap();
        put(&engine, &centre(), 8);
        engine
    });
    std::fs::remove_dir_all(live(folder.path())).unwrap();
    let engine = Engine::open(folder.path(), lexicon()).unwrap();
    assert_eq!((engine.sequence(), engine.health().healed), (0, true));
}

#[test]
fn leftovers_are_swept_but_a_rebuild_under_way_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let root = Root::new(folder.path()).unwrap();
    drop(Engine::open(folder.path(), lexicon()).unwrap());
    let (dead, older) = (root.next_folder().unwrap(), folder.path().join("g0-0004"));
    std::fs::create_dir(&older).unwrap();
    let foreign = folder.path().join("keep");
    std::fs::create_dir(&foreign).unwrap();
    let alive = root.next_folder().unwrap();
    let opened = index::create(&alive).unwrap();
    let writer = index::writer(&opened.index, 1).unwrap();
    drop(Engine::open(folder.path(), lexicon()).unwrap());
    assert!(!dead.exists() && !older.exists());
    assert!(alive.exists() && foreign.exists());
    drop(writer);
}

#[test]
fn a_failed_rebuild_leaves_the_live_index() {
    struct Failing;
    impl Iterator for Failing {
        type Item = Document;
        fn next(&mut self) -> Option<Document> {
            panic!("the database went away")
        }
    }
    let (folder, engine) = filled(&centre());
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| engine.rebuild(Failing, 9)));
    assert!(outcome.is_err());
    assert_eq!(ids(&engine, &ask("租房"))[0], "rent");
    put(&engine, &[], 2);
    engine.rebuild(centre().into_iter(), 9).unwrap();
    drop(engine);
    let engine = Engine::open(folder.path(), lexicon()).unwrap();
    assert_eq!(engine.sequence(), 9);
}

#[test]
fn searches_see_a_whole_index_while_it_is_rebuilt_and_changed() {
    let (_folder, engine) = filled(&centre());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let searching: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let (mut last, mut count) = (0, 0_u32);
                    while !done.load(Ordering::Relaxed) {
                        let answer = engine.search(&ask("租房提取")).unwrap();
                        assert_eq!(answer.hits[0].id, "rent");
                        assert!(answer.sequence >= last, "{} after {last}", answer.sequence);
                        last = answer.sequence;
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        for round in 1..=6_u64 {
            engine.rebuild(centre().into_iter(), round * 10).unwrap();
            put(&engine, &[clause("extra", "补充", "补充的规定")], round * 10 + 1);
        }
        done.store(true, Ordering::Relaxed);
        for thread in searching {
            assert!(thread.join().unwrap() > 0);
        }
    });
    assert_eq!(engine.sequence(), 61);
}

#[test]
fn the_engine_may_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Engine>();
}
