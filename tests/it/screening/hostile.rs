//! Malformed files and bombs through the real upload: the server answers, the child takes the blow.

use std::time::{Duration, Instant};

use shifu::forensics::synth::hostile;

use super::batch;
use crate::harness::{Engine, each_engine};

/// Name and type under which a file passes the check of its first bytes.
fn dressed(bytes: &[u8]) -> (&'static str, &'static str) {
    if bytes.starts_with(b"%PDF-") {
        ("a.pdf", "application/pdf")
    } else if bytes.starts_with(b"\x89PNG") {
        ("a.png", "image/png")
    } else {
        ("a.jpg", "image/jpeg")
    }
}

#[test]
fn no_file_ends_or_holds_the_server() {
    each_engine(|hall| {
        if hall.engine != Engine::Sqlite {
            // The files never reach the database; once is enough.
            return;
        }
        let mut clerk = hall.person("xinren");
        let mut files = hostile::all(3);
        // Of the mutations a few stand for all: each costs a whole examination.
        let mut mutations = 0;
        files.retain(|file| {
            let mutation = file.name.contains("bit flips") || file.name.contains("cut at");
            mutations += usize::from(mutation);
            !mutation || mutations % 8 == 0
        });
        let mut handed = Vec::new();
        for file in &files {
            let (name, kind) = dressed(&file.bytes);
            let mark = batch(&mut clerk);
            let sent = Instant::now();
            let page = clerk.upload("/screening", &[("batch", &mark)], &[(name, kind, &file.bytes)]);
            assert!(sent.elapsed() < Duration::from_secs(10), "{}", file.name);
            assert!(page.status == 303 || page.status == 422, "{}: {}", file.name, page.status);
            if page.status == 303 {
                handed.push((file.name.clone(), page.location.split('?').next().unwrap().to_owned()));
            } else {
                assert!(page.shows("文件"), "{}: a sentence", file.name);
            }
        }
        hall.run_jobs();
        assert!(handed.len() > 8, "most pass the first bytes");
        for (name, path) in handed {
            let page = clerk.open(&path);
            let told = page.shows("不能分析") || page.shows("已分析");
            assert!(told && !page.shows("⟦"), "{name}: {}", page.text());
        }
        assert_eq!(hall.stranger().get("/health/ready").status, 200);
    });
}
