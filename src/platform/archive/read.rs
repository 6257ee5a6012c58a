//! Checking and unpacking an archive.

use super::manifest::FORMAT;
use super::{ArchiveError, MANIFEST, Manifest, ManifestFile, SEAL, check_name};
use crate::platform::keys::{KEY_BYTES, hmac_sha256};
use flate2::bufread::GzDecoder;
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// How much an archive may hold. A gzip stream unpacks to a thousand times its length, so the limits
/// apply to what comes out.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Number of files.
    pub files: usize,
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files together.
    pub total_bytes: u64,
}

impl Default for Limits {
    /// Two million files, 256 GiB for one and 1 TiB for all.
    fn default() -> Self {
        Self { files: 2_000_000, file_bytes: 256 << 30, total_bytes: 1 << 40 }
    }
}

/// Longest manifest that is read: 2 million files at about 200 bytes each.
const MAX_MANIFEST_BYTES: u64 = 512 << 20;

/// Length of the seal: 32 bytes in hexadecimal.
const SEAL_BYTES: u64 = 64;

/// Length of the zero blocks that end a tar file, of which the tar reader takes one or two itself.
const MAX_PADDING: u64 = 10 * 1024;

/// Reads an archive once, from front to back.
pub struct ArchiveReader<R: Read> {
    input: R,
    key: Zeroizing<[u8; KEY_BYTES]>,
    limits: Limits,
}

impl<R: Read> ArchiveReader<R> {
    /// An archive on `input`, to be accepted only when sealed with `key` and within `limits`.
    pub fn new(input: R, key: &[u8; KEY_BYTES], limits: Limits) -> Self {
        Self { input, key: Zeroizing::new(*key), limits }
    }

    /// Checks the whole archive without writing anything.
    ///
    /// # Errors
    /// Every way in which the archive can be wrong, see [`ArchiveError`].
    pub fn verify(self) -> Result<Manifest, ArchiveError> {
        self.walk(|_| Ok(Box::new(io::sink())))
    }

    /// Checks the archive and unpacks it into `dir`, which is absent or empty. Files are made with mode
    /// 0600, folders with 0700, all flushed to disk. Nothing appears in `dir` unless the whole archive
    /// is right.
    ///
    /// # Errors
    /// [`ArchiveError::TargetNotEmpty`], and every way in which the archive can be wrong.
    pub fn verify_and_extract(self, dir: &Path) -> Result<Manifest, ArchiveError> {
        match fs::read_dir(dir) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(ArchiveError::TargetNotEmpty);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unpacking(error)),
        }
        let parent = match dir.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(unpacking)?;
        // Removed with everything in it when dropped on the way out of an error.
        let draft = tempfile::Builder::new()
            .prefix(".restoring-")
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir_in(parent)
            .map_err(unpacking)?;
        let manifest = self.walk(|name| Ok(Box::new(new_file(draft.path(), name)?)))?;
        sync_folders(draft.path()).map_err(unpacking)?;
        // Renaming a folder onto an empty one is atomic; onto a filled one it fails.
        fs::rename(draft.path(), dir).map_err(unpacking)?;
        let _gone = draft.keep();
        sync(parent).map_err(unpacking)?;
        Ok(manifest)
    }

    /// Goes through the archive, handing each file's bytes to what `open` gives for its name, and
    /// compares it all with the manifest.
    fn walk<'d>(
        self,
        mut open: impl FnMut(&str) -> io::Result<Box<dyn FileSink + 'd>>,
    ) -> Result<Manifest, ArchiveError> {
        let Self { input, key, limits } = self;
        let mut tar = tar::Archive::new(GzDecoder::new(BufReader::new(input)));
        let mut seen = Vec::new();
        let mut names = HashSet::new();
        let mut total = 0_u64;
        let mut json = None;
        let mut seal = None;
        for entry in tar.entries().map_err(reading)?.raw(true) {
            let mut entry = entry.map_err(reading)?;
            let name = plain_name(&entry)?;
            let size = entry.header().entry_size().map_err(reading)?;
            if seal.is_some() || (json.is_some() && name != SEAL) {
                return Err(ArchiveError::Damaged("something follows the manifest"));
            }
            if name == MANIFEST {
                json = Some(whole(&mut entry, size, MAX_MANIFEST_BYTES)?);
                continue;
            }
            if name == SEAL {
                seal = Some(whole(&mut entry, size, SEAL_BYTES)?);
                continue;
            }
            total = total.saturating_add(size);
            within(seen.len() < limits.files, "number of files")?;
            within(size <= limits.file_bytes, "size of a file")?;
            within(total <= limits.total_bytes, "size of all files")?;
            if !names.insert(name.clone()) {
                return Err(ArchiveError::Duplicate(name));
            }
            let mut sink = open(&name).map_err(unpacking)?;
            let sha256 = copy(&mut entry, size, &mut *sink)?;
            sink.seal_off().map_err(unpacking)?;
            seen.push(ManifestFile { name, size, sha256 });
        }
        let (Some(json), Some(seal)) = (json, seal) else { return Err(ArchiveError::Truncated) };
        end_of_stream(tar.into_inner())?;
        check(&key, &json, &seal, &seen)
    }
}

/// Where an unpacked file goes.
trait FileSink: Write {
    /// Called once when the last byte was written.
    fn seal_off(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl FileSink for io::Sink {}

impl FileSink for File {
    fn seal_off(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

fn plain_name<R: Read>(entry: &tar::Entry<'_, R>) -> Result<String, ArchiveError> {
    let bytes = entry.path_bytes();
    let name = String::from_utf8_lossy(&bytes).into_owned();
    let kind = entry.header().entry_type();
    if kind != tar::EntryType::Regular {
        return Err(ArchiveError::NotAFile { name, kind: char::from(kind.as_byte()) });
    }
    check_name(&name)?;
    Ok(name)
}

fn whole(entry: &mut impl Read, size: u64, limit: u64) -> Result<Vec<u8>, ArchiveError> {
    within(size <= limit, "size of the manifest")?;
    let mut bytes = Vec::new();
    copy(entry, size, &mut bytes)?;
    Ok(bytes)
}

/// Copies exactly `size` bytes and gives their SHA-256.
fn copy(from: &mut impl Read, size: u64, to: &mut (impl Write + ?Sized)) -> Result<String, ArchiveError> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut copied = 0_u64;
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(reading(error)),
        };
        hash.update(&buffer[..count]);
        to.write_all(&buffer[..count]).map_err(unpacking)?;
        copied += count as u64;
    }
    if copied == size { Ok(hex::encode(hash.finalize())) } else { Err(ArchiveError::Truncated) }
}

/// After the last entry come zeros, the gzip check sum (verified by reading to the end) and nothing else.
fn end_of_stream(mut gzip: GzDecoder<BufReader<impl Read>>) -> Result<(), ArchiveError> {
    let mut rest = Vec::new();
    (&mut gzip).take(MAX_PADDING + 1).read_to_end(&mut rest).map_err(reading)?;
    if rest.len() as u64 > MAX_PADDING || rest.iter().any(|&byte| byte != 0) {
        return Err(ArchiveError::Damaged("something follows the last file"));
    }
    if gzip.into_inner().fill_buf().map_err(reading)?.is_empty() {
        Ok(())
    } else {
        Err(ArchiveError::Damaged("something follows the compressed stream"))
    }
}

/// The seal before the content: nothing of an unsealed manifest is interpreted.
fn check(
    key: &[u8; KEY_BYTES],
    json: &[u8],
    seal: &[u8],
    seen: &[ManifestFile],
) -> Result<Manifest, ArchiveError> {
    let wanted = hex::encode(hmac_sha256(key, &[json]));
    if !bool::from(wanted.as_bytes().ct_eq(seal)) {
        return Err(ArchiveError::Seal);
    }
    let Ok(manifest) = serde_json::from_slice::<Manifest>(json) else {
        return Err(ArchiveError::Damaged("the manifest cannot be read"));
    };
    if manifest.format != FORMAT {
        return Err(ArchiveError::Damaged("the manifest has an unknown format"));
    }
    for (index, found) in seen.iter().enumerate() {
        if manifest.files.get(index) != Some(found) {
            return Err(ArchiveError::Differs(found.name.clone()));
        }
    }
    match manifest.files.get(seen.len()) {
        Some(missing) => Err(ArchiveError::Differs(missing.name.clone())),
        None => Ok(manifest),
    }
}

/// `name` has passed [`check_name`]: it stays below `root`.
fn new_file(root: &Path, name: &str) -> io::Result<File> {
    let path = root.join(name);
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

fn sync_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync(folder)
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn within(holds: bool, limit: &'static str) -> Result<(), ArchiveError> {
    if holds { Ok(()) } else { Err(ArchiveError::TooLarge(limit)) }
}

/// An error while reading is the archive's fault when its kind says so, else the medium's.
fn reading(source: io::Error) -> ArchiveError {
    match source.kind() {
        io::ErrorKind::UnexpectedEof => ArchiveError::Truncated,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            ArchiveError::Damaged("compression or tar structure")
        }
        // The tar reader reports a broken header with kind `Other` and without an error number.
        _ if source.raw_os_error().is_none() => ArchiveError::Damaged("compression or tar structure"),
        _ => ArchiveError::Io { doing: "reading the archive", source },
    }
}

fn unpacking(source: io::Error) -> ArchiveError {
    ArchiveError::Io { doing: "unpacking the archive", source }
}
