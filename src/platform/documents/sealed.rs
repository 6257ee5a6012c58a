//! Reading a document in the sealed child: the only way for a server or a command.

use std::path::Path;
use std::time::Duration;

use super::{Limits, Paper, Refused, wire};
use crate::platform::sandbox::{self, Cap, SandboxError, Seal};

/// The job's name on the child's command line.
pub const JOB: &str = "read";

/// What one document may use: a decoder's memory (promise G1), a few seconds, an answer of text.
pub const CAP: Cap =
    Cap { memory_bytes: 512 << 20, cpu_seconds: 10, wall: Duration::from_secs(15), reply_bytes: wire::MAX };

/// What the child does with the bytes it is given.
#[must_use]
pub fn child(bytes: &[u8]) -> Vec<u8> {
    wire::encode(&super::read(bytes, &Limits::default()))
}

/// Why a document could not be had.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The document is to blame; its sender can do something about it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Reading took too long, too much memory, or broke the child: the document is to blame.
    #[error("the document broke its reader: {0}")]
    Broken(SandboxError),
    /// This machine is to blame.
    #[error("this machine cannot read documents: {0}")]
    Machine(SandboxError),
}

impl ReadError {
    /// The stable code, which is also the key of the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refused) => refused.code(),
            Self::Broken(SandboxError::TimedOut) => "document-too-slow",
            Self::Broken(SandboxError::OutOfMemory | SandboxError::ReplyTooLarge) => "document-bomb",
            Self::Broken(_) => "document-broke-reader",
            Self::Machine(_) => "document-no-reader",
        }
    }
}

/// Reads a document in a child of this program. Blocks for at most [`CAP`]'s wall time: call it from a worker
/// thread.
///
/// # Errors
/// See [`ReadError`].
pub fn read(program: &Path, bytes: &[u8], seal: Seal) -> Result<Paper, ReadError> {
    let limits = Limits::default();
    if bytes.len() > limits.bytes {
        return Err(Refused::TooLarge.into());
    }
    match sandbox::run(program, JOB, bytes, &CAP, seal) {
        Ok(answer) => match wire::decode(&answer, &limits) {
            Some(answer) => Ok(answer?),
            None => Err(ReadError::Broken(SandboxError::Broken("its answer was not believed".to_owned()))),
        },
        Err(error) if error.blames_document() => Err(ReadError::Broken(error)),
        Err(error) => Err(ReadError::Machine(error)),
    }
}
