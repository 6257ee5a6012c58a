//! A rendered page and a JSON endpoint under load, against a bare actix handler in the same run.
//!
//! `cargo bench --bench load` starts each server as a process of its own, drives it over keep-alive
//! connections and prints throughput, CPU time per request and, at 200 requests a second, the latency. A
//! benchmark and never a test: its figures depend on the machine, its ratios less so.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops here")]
#![allow(clippy::large_futures, reason = "one benchmark runs at a time")]
#![allow(clippy::cast_precision_loss, reason = "counts of requests are far below 2^52")]

#[path = "../it/notice.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod notice;
#[path = "../it/pg.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod pg;

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CONNECTIONS: usize = 16;
const LOAD: Duration = Duration::from_secs(8);
const STEADY: Duration = Duration::from_secs(15);
const STEADY_RATE: u64 = 200;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.iter().any(|a| a == "--bare") {
        return bare(args.last().and_then(|p| p.parse().ok()).expect("a port"));
    }
    if args.iter().any(|a| a == "--list") {
        return;
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(run());
}

/// The peer: an actix server whose handler answers a constant.
fn bare(port: u16) {
    actix_web::rt::System::new().block_on(async move {
        actix_web::HttpServer::new(|| {
            actix_web::App::new().route("/", actix_web::web::get().to(|| async { "bare" }))
        })
        .bind(("127.0.0.1", port))
        .unwrap()
        .run()
        .await
        .unwrap();
    });
}

struct Server {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn start_bare() -> Server {
    let port = free_port();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--bare", &port.to_string()])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    Server { child, port, folder: tempfile::tempdir().unwrap() }
}

fn start_shifu(database: Option<&str>) -> Server {
    let port = free_port();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_shifu"));
    command
        .args(["demo", "--offline", "--addr", &format!("127.0.0.1:{port}"), "--data"])
        .arg(folder.path())
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Some(url) = database {
        command.env("DATABASE_URL", url);
    }
    Server { child: command.spawn().unwrap(), port, folder }
}

/// User and system CPU time of a process, in seconds.
fn cpu(child: &Child) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap();
    let rest = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}

struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Wire {
    async fn open(port: u16) -> Option<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
        stream.set_nodelay(true).ok()?;
        Some(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads the whole answer; status, head and body.
    async fn ask(&mut self, request: &[u8]) -> Option<(u16, String, Vec<u8>)> {
        self.stream.write_all(request).await.ok()?;
        self.buffer.clear();
        let mut chunk = [0_u8; 16 * 1024];
        loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.buffer[..at]).into_owned();
                let length: usize = head
                    .lines()
                    .find_map(|line| {
                        line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned)
                    })
                    .and_then(|v| v.trim().parse().ok())
                    .unwrap_or(0);
                while self.buffer.len() < at + 4 + length {
                    let n = self.stream.read(&mut chunk).await.ok()?;
                    if n == 0 {
                        return None;
                    }
                    self.buffer.extend_from_slice(&chunk[..n]);
                }
                let status = head.split_whitespace().nth(1)?.parse().ok()?;
                return Some((status, head, self.buffer[at + 4..at + 4 + length].to_vec()));
            }
            let n = self.stream.read(&mut chunk).await.ok()?;
            if n == 0 {
                return None;
            }
            self.buffer.extend_from_slice(&chunk[..n]);
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

fn get(path: &str, header: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\n").into_bytes()
}

async fn ready(port: u16, path: &str) {
    for _ in 0..600 {
        if let Some(mut wire) = Wire::open(port).await
            && let Some((200, ..)) = wire.ask(&get(path, "")).await
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the server on port {port} is not ready after a minute");
}

/// As fast as the server answers: requests a second and CPU milliseconds a request.
async fn flood(server: &Server, request: &[u8]) -> (f64, f64) {
    let done = Arc::new(AtomicU64::new(0));
    let (before, start) = (cpu(&server.child), Instant::now());
    let mut tasks = Vec::new();
    for _ in 0..CONNECTIONS {
        let (port, request, done) = (server.port, request.to_vec(), Arc::clone(&done));
        tasks.push(tokio::spawn(async move {
            let mut wire = Wire::open(port).await.expect("a connection");
            while start.elapsed() < LOAD {
                let (status, ..) = wire.ask(&request).await.expect("an answer");
                assert_eq!(status, 200);
                done.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let requests = done.load(Ordering::Relaxed) as f64;
    (requests / start.elapsed().as_secs_f64(), (cpu(&server.child) - before) * 1000.0 / requests)
}

/// At a steady rate: median and 99th percentile in milliseconds, counted from when the request was due.
async fn steady(server: &Server, request: &[u8]) -> (f64, f64) {
    let total = STEADY_RATE * STEADY.as_secs();
    let start = Instant::now();
    let mut tasks = Vec::new();
    for lane in 0..8 {
        let (port, request) = (server.port, request.to_vec());
        tasks.push(tokio::spawn(async move {
            let mut wire = Wire::open(port).await.expect("a connection");
            let mut times = Vec::new();
            let mut number = lane;
            while number < total {
                let due = start + Duration::from_micros(number * 1_000_000 / STEADY_RATE);
                tokio::time::sleep_until(due.into()).await;
                let (status, ..) = wire.ask(&request).await.expect("an answer");
                assert_eq!(status, 200);
                times.push(due.elapsed().as_secs_f64() * 1000.0);
                number += 8;
            }
            times
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Logs in over the API or the page; the header that proves it.
async fn log_in(server: &Server, username: &str) -> (String, String) {
    let demo = server.folder.path().join("demo.json");
    let demo: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(demo).unwrap()).unwrap();
    let password = demo["logins"][0]["password"].as_str().unwrap().to_owned();
    let mut wire = Wire::open(server.port).await.unwrap();
    let (_, head, body) = wire.ask(&get("/login", "")).await.unwrap();
    let page = String::from_utf8(body).unwrap();
    let csrf = page.split("name=\"csrf-token\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    let cookie = head.split("set-cookie: ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    let form = format!("csrf={csrf}&username={username}&password={password}");
    let request = format!(
        "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let (status, head, _) = wire.ask(request.as_bytes()).await.unwrap();
    assert_eq!(status, 303, "{username} cannot log in");
    let session = head.split("set-cookie: shifu=").nth(1).unwrap().split(';').next().unwrap();
    let json = format!("{{\"username\":\"{username}\",\"password\":\"{password}\"}}");
    let request = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{json}",
        json.len()
    );
    let (status, _, body) = wire.ask(request.as_bytes()).await.unwrap();
    assert!(status < 300, "the API log-in answers {status}");
    let token: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let bearer = token["access_token"].as_str().unwrap();
    (format!("Cookie: shifu={session}\r\n"), format!("Authorization: Bearer {bearer}\r\n"))
}

async fn run() {
    let bare = start_bare();
    ready(bare.port, "/").await;
    let (bare_rate, bare_cpu) = flood(&bare, &get("/", "")).await;
    println!("{:34} {bare_rate:9.0} /s {bare_cpu:8.3} ms CPU", "bare actix handler");
    drop(bare);
    let postgres = pg::fresh_database(None);
    for (engine, url) in [("sqlite", None), ("postgres", postgres.as_deref())] {
        if engine == "postgres" && url.is_none() {
            continue;
        }
        let server = start_shifu(url);
        ready(server.port, "/health/ready").await;
        let (cookie, bearer) = log_in(&server, "xinren").await;
        for (name, request) in
            [("today page", get("/", &cookie)), ("JSON /api/v1/me", get("/api/v1/me", &bearer))]
        {
            let (rate, cpu) = flood(&server, &request).await;
            let (p50, p99) = steady(&server, &request).await;
            println!(
                "{:34} {rate:9.0} /s {cpu:8.3} ms CPU   1/{:.1} of bare   at {STEADY_RATE}/s: p50 {p50:.1} ms, p99 {p99:.1} ms",
                format!("{name}, {engine}"),
                bare_rate / rate,
            );
        }
    }
}
