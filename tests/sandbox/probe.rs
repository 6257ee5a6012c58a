//! The decoder that broke: attacks and misbehaviour, run inside the sealed child.

#![expect(unsafe_code, reason = "an exploit does not ask the safe wrappers; it makes the raw calls")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::{FromRawFd, IntoRawFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{Duration, Instant};

use rayon::prelude::*;

/// What an attack answers when it worked. [`attempt`] answers `denied: …` when it did not.
pub(crate) const ESCAPED: &str = "escaped";
/// More than the tests' memory cap, in one piece and in all.
const EXCESS: usize = 400 << 20;

/// The decoder of the test child.
pub(crate) fn answer(job: &str, input: &[u8]) -> Vec<u8> {
    if let Some(escape) = job.strip_prefix("probe:") {
        return attempt(escape, &String::from_utf8_lossy(input)).into_bytes();
    }
    match job {
        "echo" => input.to_vec(),
        "rayon" => (0..1_000_000_u64).into_par_iter().sum::<u64>().to_string().into_bytes(),
        "environment" => std::env::vars_os().count().to_string().into_bytes(),
        "hang" => loop {
            std::thread::sleep(Duration::from_mins(1));
        },
        "spin" => loop {
            std::hint::black_box(0);
        },
        "memory" => vec![fill(EXCESS)],
        "memory-on-a-thread" => std::thread::spawn(|| vec![fill(EXCESS)]).join().unwrap_or_default(),
        "panic" => panic!("a decoder's assertion"),
        "panic-on-a-thread" => (0..100_u8).into_par_iter().map(|n| 1 / (50 - n.min(50))).collect(),
        "overflow" => vec![descend(u64::MAX)],
        "overflow-on-a-thread" => std::thread::spawn(|| vec![descend(u64::MAX)]).join().unwrap_or_default(),
        "abort" => std::process::abort(),
        "garbage" => shout(b"a library prints to standard output, which is not a reply\n"),
        "cut-reply" => shout(b"SFR1\x10\0\0\0\0\0\0\0only"),
        "words-after" => shout(b"SFR1\x02\0\0\0\0\0\0\0okand more"),
        "talk" => {
            for _ in 0..200_000 {
                eprintln!("warning: this library has much to say about every single table entry");
            }
            input.to_vec()
        }
        "deaf" => b"deaf".to_vec(),
        _ => panic!("no such job"),
    }
}

/// Writes `bytes` to the pipe as they are and ends as if all were well.
fn shout(bytes: &[u8]) -> ! {
    let mut out = std::io::stdout();
    let _ = out.write_all(bytes).and_then(|()| out.flush());
    std::process::exit(0);
}

/// Touches `bytes` bytes of memory.
fn fill(bytes: usize) -> u8 {
    let filled = vec![1_u8; bytes];
    std::hint::black_box(&filled)[bytes / 2]
}

fn descend(depth: u64) -> u8 {
    let ballast = std::hint::black_box([1_u8; 1024]);
    if depth == 0 { 0 } else { descend(depth - 1).wrapping_add(ballast[7]) }
}

/// Tries one escape; `target` is a path, an address or a process id, whatever the escape needs.
pub(crate) fn attempt(escape: &str, target: &str) -> String {
    match try_to(escape, target) {
        Ok(()) => ESCAPED.to_owned(),
        Err(error) => format!("denied: {error}"),
    }
}

fn pid(target: &str) -> i32 {
    target.parse().expect("the test gives a process id")
}

/// The usual reading of a system call's answer.
fn called(result: libc::c_long) -> std::io::Result<()> {
    if result < 0 { Err(std::io::Error::last_os_error()) } else { Ok(()) }
}

fn try_to(escape: &str, target: &str) -> std::io::Result<()> {
    match escape {
        "read-database" | "read-key" | "read-parents-proc" | "read-own-maps" => {
            std::fs::File::open(target)?.read(&mut [0; 16]).map(|_| ())
        }
        "write-database" => std::fs::OpenOptions::new().append(true).open(target)?.write_all(b"x"),
        "create-file" => std::fs::write(format!("{target}/new"), b"x"),
        "create-temporary-file" => tempfile::tempfile().map(|_| ()),
        "write-large-file" => std::fs::write(format!("{target}/large"), vec![0; 64 << 20]),
        "list-folder" => std::fs::read_dir(target).map(|_| ()),
        "delete-file" => std::fs::remove_file(format!("{target}/victim")),
        "write-inherited-descriptor" => {
            let mut written = Err(std::io::Error::from_raw_os_error(libc::EBADF));
            for descriptor in 3..64 {
                // SAFETY: ownership is given back below, and writing to a stranger's descriptor
                // cannot break memory.
                let mut file = unsafe { std::fs::File::from_raw_fd(descriptor) };
                if file.write_all(b"x").is_ok() {
                    written = Ok(());
                }
                let _ = file.into_raw_fd();
            }
            written
        }
        "connect-tcp" => TcpStream::connect(target).map(|_| ()),
        "connect-unix" => UnixStream::connect(target).map(|_| ()),
        "listen" => TcpListener::bind("127.0.0.1:0").map(|_| ()),
        "exec" => Err(Command::new("/bin/echo").arg(ESCAPED).exec()),
        "fork" => {
            // SAFETY: the new process leaves at once without running any of our code.
            match unsafe { libc::fork() } {
                0 => unsafe { libc::_exit(0) },
                child => called(child.into()),
            }
        }
        "clone" => {
            // SAFETY: like fork: no shared memory, no new stack.
            let child = unsafe { libc::syscall(libc::SYS_clone, libc::SIGCHLD, 0, 0, 0, 0) };
            if child == 0 {
                // SAFETY: leaves at once.
                unsafe { libc::_exit(0) }
            }
            called(child)
        }
        "ptrace" => {
            // SAFETY: attaching to another process does not touch our memory.
            let attached = unsafe { libc::ptrace(libc::PTRACE_SEIZE, pid(target), 0, 0) };
            called(attached)
        }
        "read-parents-memory" => {
            let (mut byte, place) = ([0_u8; 1], std::ptr::from_ref(&EXCESS));
            let local = libc::iovec { iov_base: byte.as_mut_ptr().cast(), iov_len: 1 };
            let remote = libc::iovec { iov_base: place.cast_mut().cast(), iov_len: 1 };
            // SAFETY: the kernel writes at most one byte into `byte`, which lives long enough.
            let read =
                unsafe { libc::process_vm_readv(pid(target), &raw const local, 1, &raw const remote, 1, 0) };
            match called(libc::c_long::try_from(read).unwrap_or(-1)) {
                // The call was let through; that the address means nothing over there is luck.
                Err(error) if error.raw_os_error() == Some(libc::EFAULT) => Ok(()),
                other => other,
            }
        }
        "kill-parent" => {
            // SAFETY: a signal does not touch our memory.
            called(unsafe { libc::kill(pid(target), libc::SIGTERM) }.into())
        }
        "kill-parents-thread" => {
            // SAFETY: a signal does not touch our memory.
            called(unsafe { libc::syscall(libc::SYS_tgkill, pid(target), pid(target), libc::SIGTERM) })
        }
        "take-memory" => {
            fill(EXCESS);
            Ok(())
        }
        "take-shared-memory" => map(libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED, EXCESS),
        "take-stack-memory" => {
            map(libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_GROWSDOWN, EXCESS)
        }
        "run-data-as-code" => map(libc::PROT_READ | libc::PROT_EXEC, libc::MAP_PRIVATE, 4096),
        "burn-cpu" => {
            // Three seconds of work where the cap is one.
            let started = Instant::now();
            while started.elapsed() < Duration::from_secs(3) {
                std::hint::black_box(0);
            }
            Ok(())
        }
        "raise-limit" => {
            let wide = libc::rlimit { rlim_cur: 4096, rlim_max: 4096 };
            // SAFETY: the kernel reads the live struct.
            called(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const wide) }.into())
        }
        "new-name-space" => {
            // SAFETY: changes what this process sees of the system, not its memory.
            called(unsafe { libc::unshare(libc::CLONE_NEWUTS) }.into())
        }
        "anonymous-file" => {
            // SAFETY: the name is a terminated string.
            called(unsafe { libc::memfd_create(c"x".as_ptr(), 0) }.into())
        }
        _ => panic!("no such escape"),
    }
}

/// Maps `length` bytes and touches the first of them.
fn map(protection: i32, kind: i32, length: usize) -> std::io::Result<()> {
    // SAFETY: a new mapping at an address of the kernel's choice overlaps nothing of ours.
    let at =
        unsafe { libc::mmap(std::ptr::null_mut(), length, protection, kind | libc::MAP_ANONYMOUS, -1, 0) };
    if at == libc::MAP_FAILED { Err(std::io::Error::last_os_error()) } else { Ok(()) }
}
