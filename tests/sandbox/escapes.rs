//! Promise G2 in full: each escape denied when sealed, and working when not.

use std::fs::File;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use shifu::platform::sandbox::{self, Cap, SandboxError, Seal};

use crate::{CAP, me, probe};

/// How an escape must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The call fails and the decoder is told so.
    Refused,
    /// The decoder is killed on the spot for asking (`SIGSYS`).
    Killed,
    OutOfMemory,
    TimedOut,
}

/// The promise's fifteen escapes, and behind them those that are cheap to try as well.
const ESCAPES: &[(&str, Target, End)] = &[
    ("read-database", Target::Database, End::Refused),
    ("read-key", Target::Key, End::Refused),
    ("write-inherited-descriptor", Target::Nothing, End::Refused),
    ("create-temporary-file", Target::Nothing, End::Refused),
    ("connect-tcp", Target::Tcp, End::Killed),
    ("connect-unix", Target::Unix, End::Killed),
    ("listen", Target::Nothing, End::Killed),
    ("exec", Target::Nothing, End::Killed),
    ("fork", Target::Nothing, End::Refused),
    ("ptrace", Target::Parent, End::Killed),
    ("kill-parent", Target::Parent, End::Killed),
    ("read-parents-proc", Target::ParentsProc, End::Refused),
    ("take-memory", Target::Nothing, End::OutOfMemory),
    ("burn-cpu", Target::Nothing, End::TimedOut),
    ("write-large-file", Target::Folder, End::Refused),
    ("write-database", Target::Database, End::Refused),
    ("create-file", Target::Folder, End::Refused),
    ("list-folder", Target::Folder, End::Refused),
    ("delete-file", Target::Folder, End::Refused),
    ("clone", Target::Nothing, End::Refused),
    ("read-parents-memory", Target::Parent, End::Killed),
    ("kill-parents-thread", Target::Parent, End::Refused),
    ("read-own-maps", Target::OwnMaps, End::Refused),
    ("take-shared-memory", Target::Nothing, End::Refused),
    ("take-stack-memory", Target::Nothing, End::Refused),
    ("run-data-as-code", Target::Nothing, End::Refused),
    ("raise-limit", Target::Nothing, End::Refused),
    ("new-name-space", Target::Nothing, End::Killed),
    ("anonymous-file", Target::Nothing, End::Killed),
];

/// What an escape is aimed at.
#[derive(Debug, Clone, Copy)]
enum Target {
    Nothing,
    Database,
    Key,
    Folder,
    Tcp,
    Unix,
    /// The test itself when sealed; unsealed, a process that may be lost.
    Parent,
    ParentsProc,
    OwnMaps,
}

/// Everything worth attacking, real and within reach of an unsealed process.
struct Ground {
    folder: tempfile::TempDir,
    tcp: TcpListener,
    _unix: UnixListener,
    /// Left open in every child on purpose, as a careless library would.
    _leak: File,
}

impl Ground {
    fn new() -> std::io::Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in ["shifu.db", "shifu.key", "victim"] {
            std::fs::write(folder.path().join(name), b"SECRET")?;
        }
        let leak = File::create(folder.path().join("leak"))?;
        rustix::io::fcntl_setfd(&leak, rustix::io::FdFlags::empty())?;
        let unix = UnixListener::bind(folder.path().join("socket"))?;
        let tcp = TcpListener::bind("127.0.0.1:0")?;
        Ok(Self { folder, tcp, _unix: unix, _leak: leak })
    }

    fn aim(&self, target: Target, parent: u32) -> String {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        match target {
            Target::Nothing => String::new(),
            Target::Database => path("shifu.db"),
            Target::Key => path("shifu.key"),
            Target::Folder => self.folder.path().display().to_string(),
            Target::Tcp => self.tcp.local_addr().map_or_else(|_| String::new(), |at| at.to_string()),
            Target::Unix => path("socket"),
            Target::Parent => parent.to_string(),
            Target::ParentsProc => format!("/proc/{parent}/environ"),
            Target::OwnMaps => "/proc/self/maps".to_owned(),
        }
    }

    /// The files as they must stay while sealed children attack them.
    fn untouched(&self) -> bool {
        let names = std::fs::read_dir(self.folder.path()).into_iter().flatten().flatten();
        let read = |name: &str| std::fs::read(self.folder.path().join(name)).unwrap_or_default();
        names.count() == 5
            && read("shifu.db") == b"SECRET"
            && read("victim") == b"SECRET"
            && read("leak").is_empty()
    }
}

/// A process that the unsealed attacks may kill or trace.
struct Victim(Child);

impl Victim {
    fn new() -> std::io::Result<Self> {
        Command::new("sleep").arg("60").stdout(Stdio::null()).spawn().map(Self)
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn every_escape_is_denied() -> Result<(), String> {
    let ground = Ground::new().map_err(|error| error.to_string())?;
    let mut failures = Vec::new();
    for &(escape, target, end) in ESCAPES {
        let got = sealed(escape, &ground.aim(target, std::process::id()));
        if got != Ok(end) {
            failures.push(format!("{escape}: wanted {end:?}, got {got:?}"));
        }
    }
    if !ground.untouched() {
        failures.push("a sealed child changed a file".to_owned());
    }
    let denied = ESCAPES.len() - failures.len();
    println!("     {denied}/{} escapes denied, the promise's 15 among them", ESCAPES.len());
    for &(escape, target, _) in ESCAPES {
        let victim = Victim::new().map_err(|error| error.to_string())?;
        let said = unsealed(escape, &ground.aim(target, victim.0.id()));
        if said != probe::ESCAPED {
            failures.push(format!("{escape}: proves nothing, for unsealed it ends with {said:?}"));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn sealed(escape: &str, target: &str) -> Result<End, String> {
    let cap = Cap { cpu_seconds: 1, wall: Duration::from_secs(20), ..CAP };
    match sandbox::run(&me(), &format!("probe:{escape}"), target.as_bytes(), &cap, Seal::Required) {
        Ok(reply) if reply.starts_with(b"denied: ") => Ok(End::Refused),
        Ok(reply) => Err(String::from_utf8_lossy(&reply).into_owned()),
        Err(SandboxError::Killed { signal: libc::SIGSYS }) => Ok(End::Killed),
        Err(SandboxError::OutOfMemory) => Ok(End::OutOfMemory),
        Err(SandboxError::TimedOut) => Ok(End::TimedOut),
        Err(error) => Err(format!("{error:?}")),
    }
}

fn unsealed(escape: &str, target: &str) -> String {
    let output = Command::new(me()).args(["unsealed", escape, target]).output();
    output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
