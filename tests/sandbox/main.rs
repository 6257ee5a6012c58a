//! The sealed child under attack: promise G2, "a broken decoder reaches nothing", and the part of
//! G1 that says the parent survives whatever a decoder does.
//!
//! A binary of its own without the usual harness, because it must be parent and child: started as
//! `sandboxed <job>` it is the child, with the probe's attacks as its decoder. So the shipped
//! program carries no probe in any build. Every attack also runs unsealed and must succeed there:
//! an attack that fails by itself would prove nothing about the seal.

mod documents;
mod escapes;
#[path = "../papers/mod.rs"]
mod papers;
mod probe;
mod reading;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use shifu::platform::sandbox::{self, Cap, SandboxError, Seal};

/// Small and quick, so that each limit is met within seconds.
const CAP: Cap =
    Cap { memory_bytes: 256 << 20, cpu_seconds: 5, wall: Duration::from_secs(20), reply_bytes: 16 << 20 };

/// A test: its name, and what it does; an `Err` or a panic fails it.
type Test = (&'static str, fn() -> Result<(), String>);

const TESTS: &[Test] = &[
    ("every_escape_is_denied", escapes::every_escape_is_denied),
    ("a_document_comes_back", a_document_comes_back),
    ("threads_work_inside", threads_work_inside),
    ("the_environment_is_empty", the_environment_is_empty),
    ("a_hang_times_out", a_hang_times_out),
    ("endless_work_times_out_by_cpu", endless_work_times_out_by_cpu),
    ("excess_memory_is_told", excess_memory_is_told),
    ("excess_memory_on_a_thread_is_told", excess_memory_on_a_thread_is_told),
    ("a_panic_is_told", a_panic_is_told),
    ("a_panic_on_a_thread_is_told", a_panic_on_a_thread_is_told),
    ("a_stack_overflow_is_told", a_stack_overflow_is_told),
    ("an_abort_is_told", an_abort_is_told),
    ("a_long_reply_is_refused", a_long_reply_is_refused),
    ("garbage_is_refused", garbage_is_refused),
    ("a_cut_reply_is_refused", a_cut_reply_is_refused),
    ("words_after_the_reply_are_refused", words_after_the_reply_are_refused),
    ("a_talkative_child_is_borne", a_talkative_child_is_borne),
    ("a_child_says_how_far_it_is", a_child_says_how_far_it_is),
    ("a_stranger_gets_no_document", a_stranger_gets_no_document),
    ("a_program_that_reads_nothing_is_borne", a_program_that_reads_nothing_is_borne),
    ("a_missing_program_is_our_fault", a_missing_program_is_our_fault),
    ("a_missing_seal_stops_the_document", a_missing_seal_stops_the_document),
    ("the_child_dies_with_its_parent", the_child_dies_with_its_parent),
    ("runs_side_by_side", runs_side_by_side),
    ("archives_that_attack_are_refused", documents::archives_that_attack_are_refused),
    ("xml_that_attacks_is_refused", documents::xml_that_attacks_is_refused),
    ("pages_that_attack_are_refused", documents::pages_that_attack_are_refused),
    ("what_a_document_does_is_left_out", documents::what_a_document_does_is_left_out),
    ("a_paper_is_read_and_checked_in_the_sealed_child", reading::a_paper_is_read_and_checked),
    ("pictures_that_attack_the_reader_are_borne", reading::pictures_that_attack_are_borne),
    ("bytes_changed_at_random_end_nothing", documents::bytes_changed_at_random_end_nothing),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["sandboxed", "half-sealed"] => half_sealed(),
        ["sandboxed", shifu::platform::documents::JOB] => {
            sandbox::child(shifu::platform::documents::JOB, shifu::platform::documents::child)
        }
        ["sandboxed", "examine"] => sandbox::child("examine", shifu::features::screening::child),
        ["sandboxed", "noting"] => sandbox::child_noting("noting", |input, note| {
            input.iter().for_each(|byte| note(*byte));
            input.to_vec()
        }),
        ["sandboxed", job] => sandbox::child(job, |input| probe::answer(job, input)),
        ["unsealed", escape, target] => {
            println!("{}", probe::attempt(escape, target));
            ExitCode::SUCCESS
        }
        ["parent-of-a-hang"] => {
            let _ = sandbox::run(&me(), "hang", b"", &CAP, Seal::Required);
            ExitCode::SUCCESS
        }
        _ => run_tests(&args),
    }
}

/// The part of the usual harness that `cargo test` and nextest rely on: `--list`, `--exact`,
/// filters by name, a closing line.
fn run_tests(args: &[String]) -> ExitCode {
    let exact = args.iter().any(|arg| arg == "--exact");
    let names: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let wanted = |name: &str| {
        names.is_empty() || names.iter().any(|n| if exact { name == *n } else { name.contains(n.as_str()) })
    };
    let chosen: Vec<&Test> = TESTS.iter().filter(|(name, _)| wanted(name)).collect();
    if args.iter().any(|arg| arg == "--list") {
        if !args.iter().any(|arg| arg == "--ignored") {
            for (name, _) in &chosen {
                println!("{name}: test");
            }
        }
        return ExitCode::SUCCESS;
    }
    if !sandbox::support().sealed() {
        let must = std::env::var_os("CI").is_some();
        println!("SKIPPED the sandbox tests: this kernel offers {:?}", sandbox::support());
        return if must { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    println!("\nrunning {} tests", chosen.len());
    let mut failed = 0;
    for (name, test) in &chosen {
        let outcome = std::panic::catch_unwind(test).unwrap_or_else(|_| Err("it panicked".to_owned()));
        match outcome {
            Ok(()) => println!("test {name} ... ok"),
            Err(reason) => {
                failed += 1;
                println!("test {name} ... FAILED\n{reason}");
            }
        }
    }
    println!(
        "\ntest result: {}. {} passed; {failed} failed; 0 ignored; 0 measured; {} filtered out\n",
        if failed == 0 { "ok" } else { "FAILED" },
        chosen.len() - failed,
        TESTS.len() - chosen.len(),
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// This very binary.
pub(crate) fn me() -> PathBuf {
    std::env::current_exe().expect("a running program has a path")
}

fn run(job: &str, input: &[u8]) -> Result<Vec<u8>, SandboxError> {
    sandbox::run(&me(), job, input, &CAP, Seal::Required)
}

/// Passes when `outcome` looks as wanted.
fn expect<T: std::fmt::Debug>(outcome: T, wanted: &str, fits: impl FnOnce(&T) -> bool) -> Result<(), String> {
    if fits(&outcome) { Ok(()) } else { Err(format!("wanted {wanted}, got {outcome:?}")) }
}

fn aborted(outcome: &Result<Vec<u8>, SandboxError>) -> bool {
    matches!(outcome, Err(SandboxError::Killed { signal: libc::SIGABRT }))
}

fn broken(outcome: &Result<Vec<u8>, SandboxError>) -> bool {
    matches!(outcome, Err(SandboxError::Broken(_)))
}

fn a_document_comes_back() -> Result<(), String> {
    // Longer than any pipe holds, both ways.
    let document: Vec<u8> = (0..5_000_000_u32).map(|i| i.to_le_bytes()[0]).collect();
    expect(run("echo", &document).map(|reply| reply == document), "the same bytes", |same| {
        matches!(same, Ok(true))
    })?;
    expect(run("echo", b""), "an empty reply", |reply| matches!(reply, Ok(reply) if reply.is_empty()))
}

fn threads_work_inside() -> Result<(), String> {
    expect(
        run("rayon", b""),
        "the sum 499999500000",
        |reply| matches!(reply, Ok(reply) if reply == b"499999500000"),
    )
}

fn the_environment_is_empty() -> Result<(), String> {
    expect(run("environment", b""), "no variable", |reply| matches!(reply, Ok(reply) if reply == b"0"))
}

fn a_hang_times_out() -> Result<(), String> {
    let started = Instant::now();
    let cap = Cap { wall: Duration::from_millis(500), ..CAP };
    let outcome = sandbox::run(&me(), "hang", b"", &cap, Seal::Required);
    expect(outcome, "TimedOut", |outcome| matches!(outcome, Err(SandboxError::TimedOut)))?;
    expect(started.elapsed(), "at most a second", |time| *time < Duration::from_secs(1))
}

fn endless_work_times_out_by_cpu() -> Result<(), String> {
    let started = Instant::now();
    let cap = Cap { cpu_seconds: 1, wall: Duration::from_mins(1), ..CAP };
    let outcome = sandbox::run(&me(), "spin", b"", &cap, Seal::Required);
    expect(outcome, "TimedOut", |outcome| matches!(outcome, Err(SandboxError::TimedOut)))?;
    expect(started.elapsed(), "long before the wall clock", |time| *time < Duration::from_secs(30))
}

fn excess_memory_is_told() -> Result<(), String> {
    expect(run("memory", b""), "OutOfMemory", |outcome| matches!(outcome, Err(SandboxError::OutOfMemory)))
}

fn excess_memory_on_a_thread_is_told() -> Result<(), String> {
    expect(run("memory-on-a-thread", b""), "OutOfMemory", |outcome| {
        matches!(outcome, Err(SandboxError::OutOfMemory))
    })
}

fn a_panic_is_told() -> Result<(), String> {
    expect(run("panic", b""), "Broken", broken)
}

fn a_panic_on_a_thread_is_told() -> Result<(), String> {
    expect(run("panic-on-a-thread", b""), "Broken", broken)
}

fn a_stack_overflow_is_told() -> Result<(), String> {
    expect(run("overflow", b""), "Killed by SIGABRT", aborted)?;
    expect(run("overflow-on-a-thread", b""), "Killed by SIGABRT", aborted)
}

fn an_abort_is_told() -> Result<(), String> {
    expect(run("abort", b""), "Killed by SIGABRT", aborted)
}

fn a_long_reply_is_refused() -> Result<(), String> {
    let cap = Cap { reply_bytes: 999, ..CAP };
    let reply = |length: usize| sandbox::run(&me(), "echo", &vec![1; length], &cap, Seal::Required);
    expect(reply(999), "a reply at the limit", Result::is_ok)?;
    expect(reply(1000), "ReplyTooLarge", |outcome| matches!(outcome, Err(SandboxError::ReplyTooLarge)))
}

fn garbage_is_refused() -> Result<(), String> {
    expect(run("garbage", b""), "Broken", broken)
}

fn a_cut_reply_is_refused() -> Result<(), String> {
    expect(run("cut-reply", b""), "Broken", broken)
}

fn words_after_the_reply_are_refused() -> Result<(), String> {
    expect(run("words-after", b""), "Broken", broken)
}

/// Notes arrive before the reply, whatever they say; a flood of them is no reply; who does not listen hears none.
fn a_child_says_how_far_it_is() -> Result<(), String> {
    let mut heard = Vec::new();
    let mut noted = |note: u8| heard.push(note);
    let reply = sandbox::run_noting(&me(), "noting", &[1, 200], &CAP, Seal::Required, &mut noted);
    expect(reply, "the reply", |reply| matches!(reply, Ok(reply) if reply == &[1, 200]))?;
    // One that nobody took at once may be lost, none is invented.
    if heard.iter().any(|note| ![1, 200].contains(note)) {
        return Err(format!("heard {heard:?}"));
    }
    expect(run("noting", &[1, 2]), "the reply", Result::is_ok)?;
    expect(run("noting", &[7; 100]), "Broken", broken)
}

fn a_talkative_child_is_borne() -> Result<(), String> {
    expect(run("talk", b"ok"), "the reply", |reply| matches!(reply, Ok(reply) if reply == b"ok"))
}

fn a_stranger_gets_no_document() -> Result<(), String> {
    let outcome = sandbox::run(Path::new("/bin/echo"), "echo", b"secret", &CAP, Seal::Required);
    expect(outcome, "Broken", broken)
}

fn a_program_that_reads_nothing_is_borne() -> Result<(), String> {
    expect(
        run("deaf", &vec![0; 4 << 20]),
        "the reply",
        |reply| matches!(reply, Ok(reply) if reply == b"deaf"),
    )
}

fn a_missing_program_is_our_fault() -> Result<(), String> {
    let outcome = sandbox::run(Path::new("/nonexistent/shifu"), "echo", b"", &CAP, Seal::Required);
    expect(
        outcome,
        "Io",
        |outcome| matches!(outcome, Err(error @ SandboxError::Io(_)) if !error.blames_document()),
    )
}

fn a_missing_seal_stops_the_document() -> Result<(), String> {
    let outcome = sandbox::run(&me(), "half-sealed", b"secret", &CAP, Seal::Required);
    expect(
        outcome,
        "Unavailable",
        |outcome| matches!(outcome, Err(SandboxError::Unavailable { missing }) if missing == "Landlock"),
    )?;
    let outcome = sandbox::run(&me(), "half-sealed", b"secret", &CAP, Seal::BestEffort);
    expect(outcome, "the reply of the half-sealed child", |reply| matches!(reply, Ok(reply) if reply == b"y"))
}

/// Stands in for the child on a system without Landlock.
fn half_sealed() -> ExitCode {
    println!("sealed landlock=0 seccomp=1");
    let talk = std::io::stdout().flush().and_then(|()| std::io::stdin().read_exact(&mut [0; 12 + 6]));
    print!("SFR1\u{1}\0\0\0\0\0\0\0y");
    if talk.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn the_child_dies_with_its_parent() -> Result<(), String> {
    let mut parent = Command::new(me())
        .arg("parent-of-a-hang")
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let decoder = until(|| children(parent.id()).first().copied());
    // Reading the greeting takes a moment; the death signal is set before it.
    let sealed = until(|| decoder.filter(|pid| sealed(*pid)));
    let _ = parent.kill();
    let _ = parent.wait();
    let decoder = sealed.ok_or("no sealed child was seen")?;
    until(|| (!alive(decoder)).then_some(())).ok_or_else(|| format!("{decoder} outlived its parent"))
}

fn runs_side_by_side() -> Result<(), String> {
    let started = Instant::now();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4_u8)
            .map(|n| {
                scope.spawn(move || (0..10).all(|_| run("echo", &[n; 1000]).is_ok_and(|r| r == [n; 1000])))
            })
            .collect();
        expect(runs.into_iter().all(|run| run.join().unwrap_or(false)), "40 right replies", |right| *right)
    })?;
    println!("     40 sealed runs, four at a time: {:?} each", started.elapsed() / 40);
    Ok(())
}

/// Waits up to ten seconds for `look` to find something.
pub(crate) fn until<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        match look() {
            Some(found) => return Some(found),
            None if Instant::now() > deadline => return None,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn children(pid: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    tasks
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|text| text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

fn status_line(pid: u32, name: &str) -> Option<String> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix(name).map(|rest| rest.trim().to_owned()))
}

fn sealed(pid: u32) -> bool {
    status_line(pid, "Seccomp_filters:").is_some_and(|filters| filters == "3")
}

fn alive(pid: u32) -> bool {
    status_line(pid, "State:").is_some_and(|state| !state.starts_with('Z'))
}
