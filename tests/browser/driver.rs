//! chromedriver: one for this test process, gone with it.
//!
//! As with the private PostgreSQL, a small shell starts it as its own child and ends it when the
//! pipe from this process closes, however this process ends. The browsers talk to chromedriver
//! over a pipe and end when it does; their profiles lie in the folder that the shell removes.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::notice;

/// Longest wait for chromedriver to listen.
const PATIENCE: Duration = Duration::from_secs(30);

/// Arguments: the folder, the port.
const KEEPER: &str = r#"trap : INT HUP
folder=$1; port=$2
chromedriver --port="$port" --log-level=WARNING >"$folder/chromedriver.log" 2>&1 &
driver=$!
read -r _
kill -TERM "$driver"
wait "$driver"
# The browsers notice the closed pipe a moment later, and write until then.
for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$folder" 2>/dev/null && break; sleep 0.3; done"#;

/// A running chromedriver.
pub struct Driver {
    pub address: String,
    folder: PathBuf,
    profiles: AtomicU32,
    /// Its standard input is the pipe whose closing ends chromedriver.
    _keeper: Child,
}

impl Driver {
    /// A folder for one browser's profile, used by no other.
    pub fn fresh_profile(&self) -> PathBuf {
        self.folder.join(format!("profile-{}", self.profiles.fetch_add(1, Ordering::Relaxed)))
    }
}

/// The process's chromedriver, or `None`, said aloud, where the browser is not installed.
pub fn driver() -> Option<&'static Driver> {
    static DRIVER: OnceLock<Option<Driver>> = OnceLock::new();
    DRIVER
        .get_or_init(|| {
            let missing = ["chromium", "chromedriver"].into_iter().find(|program| !found(program));
            if let Some(program) = missing {
                notice::skipped("the browser tests", &format!("{program} is not installed"));
                return None;
            }
            Some(start())
        })
        .as_ref()
}

fn found(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn start() -> Driver {
    let folder = tempfile::Builder::new().prefix("shifu-browser-").tempdir().expect("a temporary folder");
    // From here on the keeper removes it.
    let folder = folder.keep();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port");
    let port = listener.local_addr().expect("a bound socket has an address").port();
    drop(listener);
    let keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper"])
        .arg(&folder)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh starts");
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(Instant::now() < deadline, "chromedriver did not start; see {}", folder.display());
        std::thread::sleep(Duration::from_millis(50));
    }
    Driver {
        address: format!("http://127.0.0.1:{port}"),
        folder,
        profiles: AtomicU32::new(0),
        _keeper: keeper,
    }
}
