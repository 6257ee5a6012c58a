//! The list at the end of an archive.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Version of the archive's layout; a reader refuses any other.
pub(super) const FORMAT: u32 = 1;

/// What an archive holds and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the archive's layout.
    pub format: u32,
    /// When the backup was begun.
    pub created: DateTime<Utc>,
    /// Version of the program that made it.
    pub program_version: String,
    /// The files in the order of the archive.
    pub files: Vec<ManifestFile>,
}

/// One file of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Relative name with `/` between folders.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 of the content in hexadecimal.
    pub sha256: String,
}
