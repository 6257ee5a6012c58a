//! Runs one decoder job in a sealed child process of this binary.
//!
//! A decoder reads bytes that a stranger chose, so a memory-safe decoder is not enough: a stack
//! overflow or an exhausted allocator ends the whole process, and no `catch_unwind` stops either.
//! Hence one file, one process. The order of events is the protection:
//!
//! 1. [`run`] starts `program sandboxed <job>` with an empty environment, the working directory
//!    `/` and three pipes, then sets the resource limits on it from outside.
//! 2. [`child()`] closes every inherited descriptor but the pipes, gives up new privileges, the file
//!    system and TCP (Landlock) and all system calls but a short list (seccomp), and says so with
//!    one line.
//! 3. Only when that line names both seals does the parent send the document.
//! 4. The reply is read up to a limit while the wall clock runs; afterwards the child is gone,
//!    whatever it did.
//!
//! The road not taken: a pool of long-lived decoder processes would save the start (a few
//! milliseconds) and let one document's exploit read the next one.
//!
//! Nothing here runs before `main`, and `child` must be called before any thread is started or
//! any file opened: seals bind the calling thread and its later children only.

#![cfg_attr(
    target_os = "linux",
    allow(
        unsafe_code,
        reason = "sealing needs three system calls no safe crate offers; each is argued in place"
    )
)]

mod child;
mod parent;
#[cfg_attr(target_os = "linux", path = "seal_linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "seal_none.rs")]
mod seal;
mod wire;

use std::time::Duration;

pub use child::{child, child_noting};
pub use parent::{run, run_noting};

/// What one child may use. The parent enforces every figure; the child cannot raise any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    /// Bytes of private writable memory (`RLIMIT_DATA`): heap, thread stacks and static data.
    pub memory_bytes: u64,
    /// Seconds of processor time, all threads together.
    pub cpu_seconds: u64,
    /// From the start of the process to its end, by the parent's clock.
    pub wall: Duration,
    /// Longest reply accepted.
    pub reply_bytes: usize,
}

impl Cap {
    /// For taking a picture or a PDF page apart: promise G1 allows a decoder 512 MB.
    pub const DECODE: Self = Self {
        memory_bytes: 512 << 20,
        cpu_seconds: 10,
        wall: Duration::from_secs(10),
        reply_bytes: 96 << 20,
    };
    /// For a whole examination, which holds the decoded page and several maps of it at once.
    pub const EXAMINE: Self = Self {
        memory_bytes: 1536 << 20,
        cpu_seconds: 120,
        wall: Duration::from_mins(2),
        reply_bytes: 64 << 20,
    };
}

/// How strict [`run`] is about the seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// No document goes to a child that is not sealed by both Landlock and seccomp.
    Required,
    /// For a demonstration on a system that offers neither: every run logs a warning, and
    /// whatever the system does offer still holds.
    BestEffort,
}

/// What the running system offers for sealing a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Support {
    /// Version of the Landlock interface, `None` if it is not built in or not switched on.
    pub landlock_abi: Option<u32>,
    /// Whether seccomp filters with the actions used here are offered.
    pub seccomp: bool,
}

impl Support {
    /// Whether a child is fully sealed here: [`Seal::Required`] works exactly then.
    ///
    /// Landlock 1 to 3 know nothing of TCP; seccomp refuses `socket` to begin with, so the file
    /// system is what Landlock must bring, and version 1 does.
    #[must_use]
    pub fn sealed(&self) -> bool {
        self.landlock_abi.is_some() && self.seccomp
    }
}

/// Asks the running system what it offers; changes nothing.
#[must_use]
pub fn support() -> Support {
    seal::support()
}

/// Why a child gave no usable reply. None of these says anything about the parent: it lives on.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The child could not be sealed as asked; the document was not sent.
    #[error("this system cannot seal a decoder: {missing}")]
    Unavailable {
        /// What is missing, for the log.
        missing: String,
    },
    /// The wall clock or the processor time ran out.
    #[error("the decoder did not finish in time")]
    TimedOut,
    /// An allocation went past [`Cap::memory_bytes`].
    #[error("the decoder ran out of its memory")]
    OutOfMemory,
    /// A signal ended the child: an abort, a stack overflow, a forbidden system call.
    #[error("the decoder was ended by signal {signal}")]
    Killed {
        /// Number of the signal.
        signal: i32,
    },
    /// The reply was longer than [`Cap::reply_bytes`].
    #[error("the decoder's reply is too large")]
    ReplyTooLarge,
    /// The child broke the protocol or ended with a failure, a panic among them.
    #[error("the decoder broke: {0}")]
    Broken(String),
    /// Starting the child or talking to it failed on this side.
    #[error("talking to the decoder failed")]
    Io(#[from] std::io::Error),
}

impl SandboxError {
    /// Stable key for logs, stored findings and localised sentences.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unavailable { .. } => "sandbox-unavailable",
            Self::TimedOut => "sandbox-timed-out",
            Self::OutOfMemory => "sandbox-out-of-memory",
            Self::Killed { .. } => "sandbox-killed",
            Self::ReplyTooLarge => "sandbox-reply-too-large",
            Self::Broken(_) => "sandbox-broken",
            Self::Io(_) => "sandbox-io",
        }
    }

    /// Whether the document is to blame rather than this machine: trying the same bytes again
    /// would end the same way, so a job is not repeated for these.
    #[must_use]
    pub fn blames_document(&self) -> bool {
        match self {
            Self::TimedOut
            | Self::OutOfMemory
            | Self::Killed { .. }
            | Self::ReplyTooLarge
            | Self::Broken(_) => true,
            Self::Unavailable { .. } | Self::Io(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_seals_are_needed() {
        let with = |landlock_abi, seccomp| Support { landlock_abi, seccomp }.sealed();
        assert!(with(Some(1), true));
        assert!(!with(None, true));
        assert!(!with(Some(7), false));
    }

    #[test]
    fn only_this_machine_is_blamed_for_its_own_faults() {
        assert!(SandboxError::OutOfMemory.blames_document());
        assert!(!SandboxError::Unavailable { missing: String::new() }.blames_document());
    }

    #[test]
    fn codes_are_distinct() {
        let all = [
            SandboxError::Unavailable { missing: String::new() },
            SandboxError::TimedOut,
            SandboxError::OutOfMemory,
            SandboxError::Killed { signal: 6 },
            SandboxError::ReplyTooLarge,
            SandboxError::Broken(String::new()),
            SandboxError::Io(std::io::Error::other("x")),
        ];
        let mut codes: Vec<_> = all.iter().map(SandboxError::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all.len());
    }
}
