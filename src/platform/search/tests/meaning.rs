//! Search by meaning in the engine, with a small encoder of random weights: what it finds means nothing, but
//! who may find it, when it is asked, and what is kept must hold for any encoder.

use std::sync::Arc;

use super::*;
use crate::platform::dense::tests::Model;

/// An engine with meaning on, everything read.
fn with_meaning(documents: &[Document]) -> (tempfile::TempDir, Engine) {
    let (folder, engine) = filled(documents);
    let model = folder.path().join("model.bin");
    std::fs::write(&model, Model::new().file()).unwrap();
    engine.set_meaning(Some(Arc::new(Meaning::open(&model, &folder.path().join("vectors"), 1).unwrap())));
    read_all(&engine);
    (folder, engine)
}

fn read_all(engine: &Engine) -> u64 {
    let mut read = 0;
    loop {
        let step = engine.read_on(2).unwrap().read;
        if step == 0 {
            return read;
        }
        read += step;
    }
}

/// One document words find, and others that share no word with the question.
fn documents() -> Vec<Document> {
    let mut documents = vec![clause("words", "提取办法", "职工可以提取住房公积金。")];
    documents.extend((0..9).map(|n| clause(&format!("other{n}"), "别处", &"公积金".repeat(n + 1))));
    documents
}

#[test]
fn what_is_near_joins_what_words_find() {
    let (_folder, engine) = with_meaning(&documents());
    let found = ids(&engine, &ask("职工提取"));
    assert_eq!(found.len(), 10, "{found:?}");
    let typing = ids(&engine, &Ask { as_you_type: true, ..ask("职工提取") });
    assert_eq!(typing, ["words"], "while somebody types, words answer");
    assert!(ids(&engine, &ask("xyz")).is_empty(), "where words find nothing, nothing is pretended");
    let meant = |ask: &Ask<'_>| engine.search(ask).unwrap().also.contains(&Also::Meaning);
    assert!(meant(&ask("职工提取")), "and it is said");
    assert!(!meant(&Ask { as_you_type: true, ..ask("职工提取") }) && !meant(&ask("xyz")));
    engine.set_meaning(None);
    assert_eq!(ids(&engine, &ask("职工提取")), ["words"]);
    assert_eq!(engine.reading().unwrap(), None);
}

#[test]
fn rights_and_days_hold_for_what_is_near() {
    let mut documents = documents();
    documents[3].visible_to = vec!["dept:1".to_owned()];
    documents[4].effective_from = Some(date("2030-01-01"));
    documents[5].superseded = true;
    let (_folder, engine) = with_meaning(&documents);
    let found = ids(&engine, &ask("职工提取"));
    assert_eq!(found.len(), 7, "{found:?}");
    assert!(!found.iter().any(|id| ["other2", "other3", "other4"].contains(&id.as_str())), "{found:?}");
}

#[test]
fn a_wording_is_read_once_and_forgotten_with_its_document() {
    let (folder, engine) = with_meaning(&documents());
    let size = || std::fs::metadata(folder.path().join("vectors")).unwrap().len();
    let reading = engine.reading().unwrap().unwrap();
    assert_eq!((reading.known, reading.documents), (10, 10));
    let mut twin = documents()[0].clone();
    twin.id = "twin".to_owned();
    put(&engine, &[twin], 2);
    assert_eq!(read_all(&engine), 0, "the same wording needs no second reading");
    put(&engine, &[clause("words", "提取办法", "职工不得提取。")], 3);
    assert_eq!(read_all(&engine), 1);
    let before = size();
    engine.apply(&[Change::Remove("words".to_owned()), Change::Remove("twin".to_owned())], 4).unwrap();
    assert_eq!(read_all(&engine), 0);
    assert!(size() < before, "what is gone is not kept");
    engine.rebuild(documents().into_iter(), 5).unwrap();
    assert_eq!(read_all(&engine), 1, "a rebuild reads only what is new");
    assert_eq!(ids(&engine, &ask("职工提取")).len(), 10);
}

#[test]
fn searches_go_on_while_documents_are_read() {
    let (_folder, engine) = with_meaning(&documents());
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            for round in 0..20_u64 {
                let many: Vec<Document> =
                    (0..5).map(|n| clause(&format!("new{n}"), "新", &format!("公积金{round}-{n}"))).collect();
                put(&engine, &many, 10 + round);
                read_all(&engine);
            }
        });
        while !reader.is_finished() {
            assert_eq!(ids(&engine, &ask("职工提取")).first().map(String::as_str), Some("words"));
        }
        reader.join().unwrap();
    });
}
