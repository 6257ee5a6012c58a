//! Backup archives: a gzip-compressed tar file that proves it is whole.
//!
//! ```text
//! database.sqlite3        the files, in the order they were added
//! blobs/ab/ab…            …
//! MANIFEST.json           format, creation time, program version; name, size, SHA-256 of each file
//! MANIFEST.hmac           HMAC-SHA-256 over MANIFEST.json, in hexadecimal
//! ```
//!
//! The manifest comes last because a stream is written once: sizes and hashes are known only then. The
//! reader therefore unpacks into a passing folder beside the target and gives it the target's name only
//! when everything agrees; a refused archive leaves nothing behind.
//!
//! The key of the HMAC is derived from the master key, which is **not** in the archive unless the caller
//! adds it: an archive then restores only where the key is known. The HMAC shows that the archive was
//! made by this installation and not put together by someone else; it does not hide the content.
//!
//! Plain tar was chosen over an own format so that an operator without this program can still look
//! inside, and over zip because it is read in one pass.

mod manifest;
mod read;
mod write;

pub use manifest::{Manifest, ManifestFile};
pub use read::{ArchiveReader, Limits};
pub use write::ArchiveWriter;

use std::io;

/// Names the reader and writer keep for themselves.
const MANIFEST: &str = "MANIFEST.json";
const SEAL: &str = "MANIFEST.hmac";

/// Longest name of a file: what the oldest tar header holds in one field, so that no extension record,
/// with its own parsing faults, is ever needed.
const MAX_NAME_BYTES: usize = 100;

/// Why an archive was not written or not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Reading or writing failed for a reason outside the archive: disk full, no permission.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The cause given by the operating system.
        source: io::Error,
    },
    /// A name that is empty, too long, absolute, climbs with `..`, or uses characters outside
    /// `A-Z a-z 0-9 . _ - /`.
    #[error("the archive has a file name that is not allowed: {0:?}")]
    Name(String),
    /// Two files of one name, or a name the archive keeps for itself.
    #[error("the archive names {0:?} twice")]
    Duplicate(String),
    /// A link, device, folder or extension record, where only plain files may be.
    #[error("{name:?} in the archive is not a plain file (type {kind:?})")]
    NotAFile {
        /// Its name as found.
        name: String,
        /// The type byte of its tar header.
        kind: char,
    },
    /// The archive ends too early.
    #[error("the archive is cut off")]
    Truncated,
    /// The archive's structure or check sums are wrong.
    #[error("the archive is damaged: {0}")]
    Damaged(&'static str),
    /// A file is not what the manifest says.
    #[error("{0:?} in the archive is not what its manifest says")]
    Differs(String),
    /// The manifest was not sealed with this key: another installation's archive, or a forged one.
    #[error("the archive was not made with this key, or its manifest was changed")]
    Seal,
    /// The archive is larger than the reader was told to accept.
    #[error("the archive exceeds a limit: {0}")]
    TooLarge(&'static str),
    /// The target folder exists and is not empty.
    #[error("the target folder is not empty")]
    TargetNotEmpty,
    /// A reader handed to [`ArchiveWriter::add`] gave fewer or more bytes than announced.
    #[error("{0:?} did not have the announced length while it was read")]
    Length(String),
}

/// Names an archive may hold: relative, plain ASCII, no `.` or `..` step.
fn check_name(name: &str) -> Result<(), ArchiveError> {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'_' | b'-');
    let step = |part: &str| !part.is_empty() && part != "." && part != ".." && part.bytes().all(plain);
    if name.len() <= MAX_NAME_BYTES && name.split('/').all(step) {
        Ok(())
    } else {
        Err(ArchiveError::Name(name.to_owned()))
    }
}

#[cfg(test)]
mod tests;
