//! The parent's side: start, limit, wait for the seal, send, read under limits, bury.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::wire::{self, FrameError, Seals};
use super::{Cap, SandboxError, Seal, seal};

/// How much of the child's standard error is kept for the log.
const ERROR_TEXT: usize = 4096;
/// First and longest pause between looks at a child that has answered but not yet ended.
const LOOK_AGAIN: (Duration, Duration) = (Duration::from_micros(200), Duration::from_millis(20));

/// Runs `program sandboxed <job>` on `input` and returns its reply. Blocks for at most
/// [`Cap::wall`] and a moment: call it from a worker thread. The thread must live as long as the
/// call (it does, unless detached by force), for the child dies with the thread that started it.
///
/// # Errors
/// See [`SandboxError`]; whatever happened, the child is gone when this returns.
pub fn run(program: &Path, job: &str, input: &[u8], cap: &Cap, seal: Seal) -> Result<Vec<u8>, SandboxError> {
    run_noting(program, job, input, cap, seal, &mut |_note| {})
}

/// As [`run`]; `noted` hears how far the child says it is. What it says is a stranger's word: it comes a few times
/// at most, may be any byte, may be lost, and buys no time.
///
/// # Errors
/// As [`run`].
pub fn run_noting(
    program: &Path,
    job: &str,
    input: &[u8],
    cap: &Cap,
    seal: Seal,
    noted: &mut dyn FnMut(u8),
) -> Result<Vec<u8>, SandboxError> {
    let deadline = Instant::now() + cap.wall;
    let mut child = start(program, job)?;
    seal::limit(&child.0, cap)?;
    let (Some(stdin), Some(stdout), Some(stderr)) =
        (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take())
    else {
        return Err(SandboxError::Broken("the pipes are missing".to_owned()));
    };
    thread::scope(|scope| {
        let spawn = || thread::Builder::new().name("sandbox-pipe".to_owned());
        let errors = spawn().spawn_scoped(scope, || keep_beginning(stderr))?;
        let (to_us, events) = mpsc::sync_channel(2);
        let reader =
            spawn().spawn_scoped(scope, move || read(BufReader::new(stdout), cap.reply_bytes, &to_us))?;

        let outcome = converse(&events, stdin, input, deadline, seal, noted, |stdin| {
            spawn()
                .spawn_scoped(scope, move || {
                    let mut stdin = stdin;
                    // A child that stops reading is judged by its reply and its end, not by this.
                    let _ = wire::write_frame(&mut stdin, input);
                })
                .map(|_| ())
        });
        // The child must be dead before the pipe threads are joined: they end with its pipes.
        let status = match &outcome {
            Ok(_) | Err(Stop::Ended) => child.end_by(deadline)?,
            Err(_) => child.kill()?,
        };
        drop(events);
        let _ = reader.join();
        let errors = errors.join().unwrap_or_default();
        let result = judge(outcome, status, &errors);
        if let Err(error) = &result {
            tracing::warn!(job, code = error.code(), %error, child = %errors.trim_end(), "sandboxed job failed");
        }
        result
    })
}

/// A started child that is killed and reaped when dropped, on every path.
struct Owned(Child);

impl Owned {
    fn kill(&mut self) -> io::Result<Option<ExitStatus>> {
        self.0.kill()?;
        self.0.wait()?;
        Ok(None)
    }

    /// Waits for a child that has closed its output; kills it when the deadline passes. `None`
    /// means it had to be killed.
    fn end_by(&mut self, deadline: Instant) -> io::Result<Option<ExitStatus>> {
        let mut pause = LOOK_AGAIN.0;
        loop {
            if let Some(status) = self.0.try_wait()? {
                return Ok(Some(status));
            }
            if Instant::now() >= deadline {
                return self.kill();
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LOOK_AGAIN.1);
        }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // Both fail only when the child is already buried.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(program: &Path, job: &str) -> io::Result<Owned> {
    Command::new(program)
        .args(["sandboxed", job])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map(Owned)
}

/// What the reading thread reports.
enum Event {
    Greeting(Option<Seals>),
    Note(u8),
    Reply(Result<Vec<u8>, FrameError>),
}

fn read(mut from: impl BufRead, limit: usize, to: &mpsc::SyncSender<Event>) {
    let mut line = Vec::new();
    let greeting = (&mut from)
        .take(wire::GREETING_MAX as u64)
        .read_until(b'\n', &mut line)
        .ok()
        .and_then(|_| line.strip_suffix(b"\n"))
        .and_then(|line| std::str::from_utf8(line).ok())
        .and_then(wire::parse_greeting);
    let greeted = greeting.is_some();
    // A failed send means that the parent has given up on this child.
    if to.send(Event::Greeting(greeting)).is_err() || !greeted {
        return;
    }
    // A note nobody takes at once is dropped: the reply must not wait for it.
    let noted = |note| drop(to.try_send(Event::Note(note)));
    let reply = wire::read_noted_frame(&mut from, limit, noted).and_then(|reply| match from.read(&mut [0]) {
        Ok(0) => Ok(reply),
        Ok(_) => Err(FrameError::NotAFrame),
        Err(error) => Err(FrameError::Io(error)),
    });
    let _ = to.send(Event::Reply(reply));
}

/// Why the conversation stopped without a reply.
enum Stop {
    /// The child closed its output early: how it ended tells why.
    Ended,
    TimedOut,
    Error(SandboxError),
}

impl From<RecvTimeoutError> for Stop {
    fn from(error: RecvTimeoutError) -> Self {
        match error {
            RecvTimeoutError::Timeout => Self::TimedOut,
            RecvTimeoutError::Disconnected => Self::Ended,
        }
    }
}

fn converse(
    events: &mpsc::Receiver<Event>,
    stdin: ChildStdin,
    input: &[u8],
    deadline: Instant,
    seal: Seal,
    noted: &mut dyn FnMut(u8),
    send: impl FnOnce(ChildStdin) -> io::Result<()>,
) -> Result<Vec<u8>, Stop> {
    let next = || events.recv_timeout(deadline.saturating_duration_since(Instant::now()));
    let Event::Greeting(Some(seals)) = next()? else { return Err(Stop::Ended) };
    if let Some(missing) = seals.missing() {
        if seal == Seal::Required {
            return Err(Stop::Error(SandboxError::Unavailable { missing: missing.to_owned() }));
        }
        tracing::warn!(missing, bytes = input.len(), "decoding WITHOUT a full seal, for demonstration only");
    }
    send(stdin).map_err(|error| Stop::Error(error.into()))?;
    let mut event = next()?;
    while let Event::Note(note) = event {
        noted(note);
        event = next()?;
    }
    match event {
        Event::Reply(Ok(reply)) => Ok(reply),
        Event::Reply(Err(FrameError::Short)) | Event::Greeting(_) | Event::Note(_) => Err(Stop::Ended),
        Event::Reply(Err(FrameError::TooLong)) => Err(Stop::Error(SandboxError::ReplyTooLarge)),
        Event::Reply(Err(FrameError::NotAFrame)) => {
            Err(Stop::Error(SandboxError::Broken("the reply is not a frame".to_owned())))
        }
        Event::Reply(Err(FrameError::Io(error))) => Err(Stop::Error(error.into())),
    }
}

/// Keeps the first [`ERROR_TEXT`] bytes and throws the rest away, so that a talkative child
/// neither fills our memory nor blocks on its pipe.
fn keep_beginning(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let _ = (&mut from).take(ERROR_TEXT as u64).read_to_end(&mut kept);
    let _ = io::copy(&mut from, &mut io::sink());
    String::from_utf8_lossy(&kept).escape_debug().to_string()
}

/// `status` is `None` when this side had to kill the child.
fn judge(
    outcome: Result<Vec<u8>, Stop>,
    status: Option<ExitStatus>,
    errors: &str,
) -> Result<Vec<u8>, SandboxError> {
    match (outcome, status) {
        (Err(Stop::Error(error)), _) => Err(error),
        (Err(Stop::TimedOut), _) | (_, None) => Err(SandboxError::TimedOut),
        (Ok(reply), Some(status)) if status.success() => Ok(reply),
        (_, Some(status)) => Err(ended(status, errors)),
    }
}

fn ended(status: ExitStatus, errors: &str) -> SandboxError {
    match signal(status) {
        // The text is Rust's own for a failed allocation; it is followed by an abort.
        Some(signal) if is_abort(signal) && errors.contains("memory allocation of ") => {
            SandboxError::OutOfMemory
        }
        Some(signal) if is_cpu_limit(signal) => SandboxError::TimedOut,
        Some(signal) => SandboxError::Killed { signal },
        None => SandboxError::Broken(format!("it ended early with {status}")),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}

#[cfg(unix)]
fn is_abort(signal: i32) -> bool {
    signal == libc::SIGABRT
}

#[cfg(unix)]
fn is_cpu_limit(signal: i32) -> bool {
    signal == libc::SIGXCPU
}

#[cfg(not(unix))]
fn is_abort(_signal: i32) -> bool {
    false
}

#[cfg(not(unix))]
fn is_cpu_limit(_signal: i32) -> bool {
    false
}
