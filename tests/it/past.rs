//! The demonstration's past: lived through by the rules, and leaving work for today.

use shifu::features::{accounts, apprenticeship, audit};

use crate::harness::{Engine, Hall};

#[test]
fn the_past_leaves_a_certificate_a_redo_and_work_for_today() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(hall) = Hall::open_with_past(engine) else { continue };
        let day = hall.today();
        let holder = hall.id_of("xinren3");
        let valid = hall.site.db.read_blocking(|conn| apprenticeship::certificates_valid(conn, day)).unwrap();
        let own: Vec<_> = valid.iter().filter(|c| c.row.person_id == holder && c.row.level == 4).collect();
        assert_eq!(own.len(), 1, "seven rounds, one of them a redo, earn one certificate");
        let code = own[0].row.code.clone();
        let public = hall.stranger().open(&format!("/verify/{code}"));
        assert!(public.shows("有效") && public.shows("逐个核对无误"), "{}", public.text());
        let report = hall.site.db.read_blocking(|conn| audit::verify(conn, None, None)).unwrap();
        assert!(report.holds());

        let mut mentor = hall.person("shifu");
        let queue = mentor.open("/mentoring");
        assert!(queue.shows("XH-2070") && queue.shows("省下的就是职工的时间"), "{}", queue.text());
        let today = hall.person("xinren3").open("/");
        assert!(today.shows("补正项请先说"), "the mentor's last words: {}", today.text());
        let reports = hall.person("zhuguan").open("/reports");
        assert!(reports.shows("江月白"));
        let stuck = hall.person("shifu2").open("/mentoring");
        assert!(stuck.shows("方一鸣"));
        hall.leave();
    }
}

/// Starts the demonstration on a folder of its own.
fn demo(folder: &std::path::Path, port: u16) -> std::process::Child {
    std::process::Command::new(env!("CARGO_BIN_EXE_shifu"))
        .args(["demo", "--offline", "--addr", &format!("127.0.0.1:{port}"), "--data"])
        .arg(folder)
        .env("RUST_LOG", "off")
        .env_remove("DATABASE_URL")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_first_start_on_a_taken_address_is_taken_up_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    assert!(!demo(folder.path(), port).wait().unwrap().success(), "the address is taken");
    drop(taken);
    let mut child = demo(folder.path(), port);
    let file = folder.path().join("demo.json");
    let written = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        file.exists()
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(written, "the second start serves");
    let demo: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let password = demo["logins"][0]["password"].as_str().unwrap();
    let db = shifu::platform::db::DbUrl::parse(folder.path().join("shifu.db").to_str().unwrap());
    let (clock, entropy) = (shifu::platform::clock::SystemClock, shifu::platform::clock::SystemEntropy);
    let db = shifu::platform::db::Db::open(&db, 1, std::sync::Arc::new(clock), std::sync::Arc::new(entropy));
    let keys = shifu::platform::keys::MasterKey::load(&folder.path().join("keys")).unwrap();
    let attempt = accounts::Attempt {
        username: "shifu".to_owned(),
        password: password.to_owned(),
        address: "127.0.0.1".to_owned(),
        agent: "test".to_owned(),
        device: None,
    };
    let life =
        accounts::Lifetimes { idle: chrono::Duration::minutes(30), absolute: chrono::Duration::hours(12) };
    assert!(accounts::login(&db.unwrap(), &keys, &attempt, life).is_ok(), "the printed password opens");
}
