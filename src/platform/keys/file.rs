//! The key file: written once, readable by its owner alone.

use super::{KEY_BYTES, KeyError, MasterKey};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use zeroize::Zeroizing;

/// Name of the key file inside the folder given to [`MasterKey::load_or_create`].
pub const FILE_NAME: &str = "master.key";

/// First word of the file; the digit is the version of its format.
const MAGIC: &str = "shifu-master-key-1";

/// Longest file that is read: magic, 64 digits, 8 digits of check sum and white space fit well inside.
const MAX_FILE_BYTES: u64 = 256;

impl MasterKey {
    /// Reads the key from `dir`, or at the very first start makes one there.
    ///
    /// The file is written under another name, flushed and then renamed into place, so that it is either
    /// whole or absent even if the power fails, and so that of two processes starting together one wins
    /// and both read the same key.
    ///
    /// # Errors
    /// [`KeyError::TooOpen`] when others than the owner have any access, [`KeyError::Malformed`] when the
    /// content is not a whole key, [`KeyError::Io`] and [`KeyError::Random`] from the operating system.
    pub fn load_or_create(dir: &Path) -> Result<Self, KeyError> {
        let path = dir.join(FILE_NAME);
        match File::open(&path) {
            Ok(file) => read(&path, file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                create(dir, &path)?;
                Self::load(dir)
            }
            Err(source) => Err(KeyError::Io { path, source }),
        }
    }

    /// Reads an existing key; never makes one. For commands that must not start a new installation by
    /// mistake, such as a restore.
    ///
    /// # Errors
    /// As [`MasterKey::load_or_create`]; a missing file is [`KeyError::Io`].
    pub fn load(dir: &Path) -> Result<Self, KeyError> {
        let path = dir.join(FILE_NAME);
        match File::open(&path) {
            Ok(file) => read(&path, file),
            Err(source) => Err(KeyError::Io { path, source }),
        }
    }
}

fn read(path: &Path, file: File) -> Result<MasterKey, KeyError> {
    let io = |source| KeyError::Io { path: path.to_owned(), source };
    // The open file is asked, not the path: nobody can swap it in between.
    let mode = file.metadata().map_err(io)?.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(KeyError::TooOpen { path: path.to_owned(), mode });
    }
    let mut text = Zeroizing::new(String::new());
    match file.take(MAX_FILE_BYTES).read_to_string(&mut text) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(KeyError::Malformed { path: path.to_owned() });
        }
        Err(source) => return Err(io(source)),
    }
    parse(&text).ok_or_else(|| KeyError::Malformed { path: path.to_owned() })
}

fn parse(text: &str) -> Option<MasterKey> {
    let mut words = text.split_whitespace();
    let (magic, digits, sum) = (words.next()?, words.next()?, words.next()?);
    let mut bytes = Zeroizing::new([0; KEY_BYTES]);
    hex::decode_to_slice(digits, bytes.as_mut_slice()).ok()?;
    (magic == MAGIC && words.next().is_none() && check_sum(&bytes) == sum).then_some(MasterKey(bytes))
}

/// Four bytes of a hash of the key, to tell a damaged file from the wrong one. They narrow a search
/// through 2²⁵⁶ keys to 2²²⁴, and lie in the same file as the key anyway.
fn check_sum(key: &[u8; KEY_BYTES]) -> String {
    let digest = Sha256::new().chain_update(MAGIC).chain_update(key).finalize();
    hex::encode(&digest[..4])
}

fn create(dir: &Path, path: &Path) -> Result<(), KeyError> {
    let key = MasterKey::generate()?;
    let digits = Zeroizing::new(hex::encode(key.0.as_slice()));
    let text = Zeroizing::new(format!("{MAGIC} {} {}\n", digits.as_str(), check_sum(&key.0)));
    publish(dir, path, text.as_bytes())
}

/// Writes a flushed file under a passing name (mode 0600) and gives it its own name, unless somebody
/// else has done so meanwhile: then theirs stands.
fn publish(dir: &Path, path: &Path, text: &[u8]) -> Result<(), KeyError> {
    let io = |source| KeyError::Io { path: path.to_owned(), source };
    let mut draft = tempfile::Builder::new()
        .prefix(FILE_NAME)
        .permissions(fs::Permissions::from_mode(0o600))
        .tempfile_in(dir)
        .map_err(io)?;
    draft.write_all(text).and_then(|()| draft.as_file().sync_all()).map_err(io)?;
    match draft.persist_noclobber(path) {
        Ok(_) => sync_dir(dir),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(refused) => Err(io(refused.error)),
    }
}

fn sync_dir(dir: &Path) -> Result<(), KeyError> {
    File::open(dir)
        .and_then(|handle| handle.sync_all())
        .map_err(|source| KeyError::Io { path: dir.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_start_makes_a_private_file_and_the_second_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = MasterKey::load_or_create(dir.path()).unwrap();
        let second = MasterKey::load_or_create(dir.path()).unwrap();
        assert_eq!(first.derive("x"), second.derive("x"));
        let mode = fs::metadata(dir.path().join(FILE_NAME)).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600);
        let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, [FILE_NAME], "no draft is left behind");
    }

    #[test]
    fn two_installations_have_different_keys() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let one = MasterKey::load_or_create(one.path()).unwrap();
        assert_ne!(one.derive("x"), MasterKey::load_or_create(two.path()).unwrap().derive("x"));
    }

    #[test]
    fn a_file_others_may_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        MasterKey::load_or_create(dir.path()).unwrap();
        let path = dir.path().join(FILE_NAME);
        for mode in [0o640, 0o604, 0o660, 0o601, 0o777] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let refused = MasterKey::load_or_create(dir.path());
            assert!(matches!(refused, Err(KeyError::TooOpen { mode: m, .. }) if m == mode), "{mode:o}");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        MasterKey::load_or_create(dir.path()).unwrap();
    }

    #[test]
    fn a_damaged_file_is_refused_and_never_replaced() {
        let dir = tempfile::tempdir().unwrap();
        MasterKey::load_or_create(dir.path()).unwrap();
        let path = dir.path().join(FILE_NAME);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() - 1 {
            let mut damaged = whole.clone();
            damaged[at] = if damaged[at] == b'0' { b'1' } else { b'0' };
            fs::write(&path, &damaged).unwrap();
            let refused = MasterKey::load_or_create(dir.path());
            assert!(matches!(refused, Err(KeyError::Malformed { .. })), "byte {at}");
            assert_eq!(fs::read(&path).unwrap(), damaged);
        }
        for length in 0..whole.len() - 2 {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(MasterKey::load_or_create(dir.path()).is_err(), "cut to {length}");
        }
    }

    #[test]
    fn many_starts_at_once_agree_on_one_key() {
        let dir = tempfile::tempdir().unwrap();
        let keys: Vec<_> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8)
                .map(|_| {
                    let dir = dir.path();
                    scope.spawn(move || {
                        let key = MasterKey::generate().unwrap();
                        let text =
                            format!("{MAGIC} {} {}\n", hex::encode(key.0.as_slice()), check_sum(&key.0));
                        publish(dir, &dir.join(FILE_NAME), text.as_bytes()).unwrap();
                        MasterKey::load(dir).unwrap().derive("x")
                    })
                })
                .collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(MasterKey::load_or_create(&dir.path().join("none")), Err(KeyError::Io { .. })));
        assert!(matches!(MasterKey::load(dir.path()), Err(KeyError::Io { .. })), "load makes nothing");
    }
}
