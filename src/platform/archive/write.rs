//! Writing an archive.

use super::manifest::FORMAT;
use super::{ArchiveError, MANIFEST, Manifest, ManifestFile, SEAL, check_name};
use crate::platform::keys::{KEY_BYTES, hmac_sha256};
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// Writes files one after another and closes with the sealed manifest.
///
/// An archive dropped before [`ArchiveWriter::finish`] has no manifest and is refused by the reader.
pub struct ArchiveWriter<W: Write> {
    tar: tar::Builder<GzEncoder<W>>,
    key: Zeroizing<[u8; KEY_BYTES]>,
    manifest: Manifest,
    names: HashSet<String>,
}

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive on `out`. `key` comes from
    /// [`MasterKey::derive`](crate::platform::keys::MasterKey::derive).
    ///
    /// Compression is the fastest level: blobs are encrypted and do not shrink, the database shrinks
    /// well at any level.
    pub fn new(out: W, key: &[u8; KEY_BYTES], program_version: &str, created: DateTime<Utc>) -> Self {
        Self {
            tar: tar::Builder::new(GzEncoder::new(out, Compression::fast())),
            key: Zeroizing::new(*key),
            manifest: Manifest {
                format: FORMAT,
                created,
                program_version: program_version.to_owned(),
                files: Vec::new(),
            },
            names: HashSet::from([MANIFEST.to_owned(), SEAL.to_owned()]),
        }
    }

    /// Adds a file of `length` bytes, read from `content` as it is written.
    ///
    /// # Errors
    /// [`ArchiveError::Name`], [`ArchiveError::Duplicate`], [`ArchiveError::Length`] when `content` is
    /// shorter or longer than announced, [`ArchiveError::Io`]. After an error the archive is to be thrown
    /// away.
    pub fn add(&mut self, name: &str, content: impl Read, length: u64) -> Result<(), ArchiveError> {
        check_name(name)?;
        if !self.names.insert(name.to_owned()) {
            return Err(ArchiveError::Duplicate(name.to_owned()));
        }
        // One byte more than announced is allowed through, to notice a file that has grown.
        let mut content =
            Hashing { inner: content.take(length.saturating_add(1)), hash: Sha256::new(), read: 0 };
        let copied = self.append(name, (&mut content).take(length), length);
        let grown = io::copy(&mut content, &mut io::sink()).map_err(writing)?;
        if content.read != length || grown != 0 {
            return Err(ArchiveError::Length(name.to_owned()));
        }
        copied?;
        let sha256 = hex::encode(content.hash.finalize());
        self.manifest.files.push(ManifestFile { name: name.to_owned(), size: length, sha256 });
        Ok(())
    }

    /// Adds a file held in memory.
    ///
    /// # Errors
    /// As [`ArchiveWriter::add`].
    pub fn add_bytes(&mut self, name: &str, content: &[u8]) -> Result<(), ArchiveError> {
        self.add(name, content, content.len() as u64)
    }

    /// Writes the manifest and its seal, closes tar and gzip, and gives `out` back, flushed but not
    /// synced: the caller knows whether it is a file.
    ///
    /// # Errors
    /// [`ArchiveError::Io`].
    pub fn finish(mut self) -> Result<(W, Manifest), ArchiveError> {
        let json = serde_json::to_vec_pretty(&self.manifest).map_err(|error| writing(error.into()))?;
        let seal = hex::encode(hmac_sha256(&self.key, &[&json]));
        self.append(MANIFEST, json.as_slice(), json.len() as u64)?;
        self.append(SEAL, seal.as_bytes(), seal.len() as u64)?;
        let gzip = self.tar.into_inner().map_err(writing)?;
        let mut out = gzip.finish().map_err(writing)?;
        out.flush().map_err(writing)?;
        Ok((out, self.manifest))
    }

    fn append(&mut self, name: &str, content: impl Read, length: u64) -> Result<(), ArchiveError> {
        let mut header = tar::Header::new_ustar();
        header.set_path(name).map_err(writing)?;
        header.set_size(length);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.manifest.created.timestamp()).unwrap_or(0));
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        self.tar.append(&header, content).map_err(writing)
    }
}

fn writing(source: io::Error) -> ArchiveError {
    ArchiveError::Io { doing: "writing the archive", source }
}

/// Counts and hashes what passes through.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
    read: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.read += count as u64;
        Ok(count)
    }
}
