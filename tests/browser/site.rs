//! A tiny web server on the loopback address, for pages that need no program behind them.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

/// Connections served at a time.
const CONNECTIONS: usize = 32;
/// Longest request head accepted, in bytes.
const HEAD: usize = 16 << 10;
/// Longest time one connection is served.
const PATIENCE: Duration = Duration::from_secs(10);
/// Folders of the repository that are served; nothing else is.
const SERVED: &[&str] = &["tests/browser/gallery/", "src/web/assets/"];
/// What files are sent with: the strict policy that the pages are made for.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// A running server; it ends when this is dropped.
pub struct Site {
    address: String,
    pages: Arc<Mutex<HashMap<String, String>>>,
    task: AbortHandle,
}

impl Site {
    /// Starts a server on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a loopback port");
        let address = format!("http://{}/", listener.local_addr().expect("a bound socket has an address"));
        let pages = Arc::new(Mutex::new(HashMap::new()));
        let task = tokio::spawn(serve(listener, Arc::clone(&pages))).abort_handle();
        Self { address, pages, task }
    }

    /// Address of the server, ending in `/`; paths are the repository's.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Serves `html`, without any policy, and returns its address.
    pub fn page(&self, html: &str) -> String {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("page-{}", pages.len());
        let address = format!("{}{name}", self.address);
        pages.insert(name, html.to_owned());
        address
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, pages: Arc<Mutex<HashMap<String, String>>>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else { continue };
        let pages = Arc::clone(&pages);
        tokio::spawn(async move {
            let _ = tokio::time::timeout(PATIENCE, answer(stream, &pages)).await;
            drop(place);
        });
    }
}

async fn answer(mut stream: TcpStream, pages: &Mutex<HashMap<String, String>>) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
        let mut chunk = [0; 2048];
        let read = stream.read(&mut chunk).await?;
        if read == 0 || head.len() + read > HEAD {
            return Ok(());
        }
        head.extend_from_slice(&chunk[..read]);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.strip_prefix("GET /").and_then(|rest| rest.split([' ', '?']).next()).unwrap_or_default();
    let page = pages.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
    let (status, kind, policy, body) = match (page, file(path)) {
        (Some(html), _) => ("200 OK", "text/html; charset=utf-8", "", html.into_bytes()),
        (None, Some((kind, body))) => ("200 OK", kind, POLICY, body),
        (None, None) => ("404 Not Found", "text/plain", "", b"not here".to_vec()),
    };
    let policy =
        if policy.is_empty() { String::new() } else { format!("content-security-policy: {policy}\r\n") };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n{policy}\
         x-content-type-options: nosniff\r\ncache-control: no-store\r\nconnection: close\r\n\r\n",
        body.len(),
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

/// A file of the served folders, with its media type.
fn file(path: &str) -> Option<(&'static str, Vec<u8>)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let plain = !path.split('/').any(|part| part.is_empty() || part.starts_with('.') || part.contains('%'));
    if !plain || !SERVED.iter().any(|folder| path.starts_with(folder)) {
        return None;
    }
    Some((media_type(Path::new(path)), std::fs::read(root.join(path)).ok()?))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    }
}

#[test]
fn only_the_served_folders_are_served() {
    for path in ["Cargo.toml", "tests/browser/gallery/../main.rs", "src/web/assets//x", "src/lib.rs", "", "/"]
    {
        assert!(file(path).is_none(), "{path}");
    }
}
