//! The master key and everything derived from it.
//!
//! One secret of 32 bytes lies in `master.key`, outside the database, so that a stolen database alone
//! opens nothing. No part of the program uses the master key itself: each purpose asks for its own key
//! by a label ([`MasterKey::derive`]), so that a value sealed for one purpose cannot be opened as another
//! and a weakness in one use does not reach the next.
//!
//! Derivation is the Expand step of HKDF (RFC 5869, section 2.3) with HMAC-SHA-256 for one block of
//! output. The Extract step is left out, as section 3.3 of the RFC allows, because the master key is
//! uniformly random already.

mod file;
mod seal;

pub use file::FILE_NAME;
pub use seal::{OVERHEAD, SealError, open, seal};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Length of every key here, in bytes.
pub const KEY_BYTES: usize = 32;

/// Marks text sealed by [`MasterKey::seal_text`]: the algorithm travels with each value, so that another
/// cipher (SM4, where a customer is assessed under GB/T 39786) can stand beside this one later.
const TEXT_PREFIX: &str = "x1.";

/// Separates keys of this program and this scheme from any other use of the same secret.
const DERIVATION_PREFIX: &[u8] = b"shifu/1/";

/// What can go wrong with keys and sealed values.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key file or its folder could not be read or written.
    #[error("cannot access {path}: {source}")]
    Io {
        /// The file or folder concerned.
        path: PathBuf,
        /// The cause given by the operating system.
        source: std::io::Error,
    },
    /// Others than the owner may read the key file; the program does not start until that is put right.
    #[error("{path} has mode {mode:04o}: only its owner may have access (chmod 600)")]
    TooOpen {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The key file is not one this program wrote, or it is damaged.
    #[error("{path} is not a whole key file")]
    Malformed {
        /// The key file.
        path: PathBuf,
    },
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    Random,
    /// A sealed value was changed, cut, sealed for another label or with another key.
    #[error("the sealed value does not open with this key and label")]
    NotOpened,
    /// The opened bytes are not UTF-8; the value was not sealed as text.
    #[error("the sealed value is not text")]
    NotText,
}

impl From<SealError> for KeyError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Random => Self::Random,
            SealError::NotOpened => Self::NotOpened,
        }
    }
}

/// The secret from which all keys of one installation are derived. Wiped from memory when dropped;
/// neither `Debug` nor any log shows it.
pub struct MasterKey(Zeroizing<[u8; KEY_BYTES]>);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(secret)")
    }
}

impl MasterKey {
    /// A master key from bytes that came from a good random source (a restored backup, a test).
    #[must_use]
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A new master key from the operating system's random numbers.
    ///
    /// # Errors
    /// [`KeyError::Random`] when the operating system gives none.
    pub fn generate() -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        seal::fill_random(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// The key for one purpose. Equal labels give equal keys, different labels unrelated ones.
    #[must_use]
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; KEY_BYTES]> {
        expand(&self.0, &[DERIVATION_PREFIX, label.as_bytes()])
    }

    /// Seals a short text for storage in a database field. Each call gives a different result, so that
    /// equal values do not show as equal; look up by [`MasterKey::fingerprint`] instead.
    ///
    /// The label names the field, such as `accounts.person.id_number`. Add the row's id to the label when
    /// a value must not be movable to another row: a label that differs does not open.
    ///
    /// # Errors
    /// [`KeyError::Random`] when the operating system gives no random bytes.
    pub fn seal_text(&self, label: &str, text: &str) -> Result<String, KeyError> {
        let key = self.text_key(label);
        let sealed = seal(&key, TEXT_PREFIX.as_bytes(), text.as_bytes())?;
        Ok(format!("{TEXT_PREFIX}{}", URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Opens what [`MasterKey::seal_text`] sealed under the same label.
    ///
    /// # Errors
    /// [`KeyError::NotOpened`] when anything about the value, label or key differs;
    /// [`KeyError::NotText`] when the content is not UTF-8.
    pub fn open_text(&self, label: &str, sealed: &str) -> Result<String, KeyError> {
        let encoded = sealed.strip_prefix(TEXT_PREFIX).ok_or(KeyError::NotOpened)?;
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(encoded) else { return Err(KeyError::NotOpened) };
        let plain = open(&self.text_key(label), TEXT_PREFIX.as_bytes(), &bytes)?;
        String::from_utf8(plain).or(Err(KeyError::NotText))
    }

    /// A keyed fingerprint (64 hexadecimal digits) for asking whether two values are equal, and for
    /// nothing else. A plain hash of an identity number is no protection: all 10¹⁷ or so numbers can be
    /// tried. With the key outside the database they cannot.
    #[must_use]
    pub fn fingerprint(&self, label: &str, text: &str) -> String {
        hex::encode(self.mac(&format!("fingerprint/{label}"), text.as_bytes()))
    }

    /// HMAC-SHA-256 over `bytes` with the key of that label.
    #[must_use]
    pub fn mac(&self, label: &str, bytes: &[u8]) -> [u8; 32] {
        hmac_sha256(&self.derive(label), &[bytes])
    }

    fn text_key(&self, label: &str) -> Zeroizing<[u8; KEY_BYTES]> {
        self.derive(&format!("text/{label}"))
    }
}

/// HKDF-Expand (RFC 5869, section 2.3) for one block of 32 bytes: `HMAC(key, info | 0x01)`.
#[must_use]
pub fn expand(key: &[u8; KEY_BYTES], info: &[&[u8]]) -> Zeroizing<[u8; KEY_BYTES]> {
    let mut parts = info.to_vec();
    parts.push(&[1]);
    Zeroizing::new(hmac_sha256(key, &parts))
}

/// HMAC-SHA-256 (RFC 2104) over the concatenation of `parts`.
#[must_use]
pub fn hmac_sha256(key: &[u8; KEY_BYTES], parts: &[&[u8]]) -> [u8; 32] {
    // A key shorter than the hash's block of 64 bytes is padded with zeros (RFC 2104, section 2).
    let mut block = Zeroizing::new([0; 64]);
    block[..KEY_BYTES].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "invented texts")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> MasterKey {
        MasterKey::from_bytes([7; KEY_BYTES])
    }

    /// RFC 5869, test case 1, whose first 32 bytes are the first block of Expand.
    #[test]
    fn expand_agrees_with_the_rfc() {
        let prk: [u8; 32] = hex::decode("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
            .unwrap()
            .try_into()
            .unwrap();
        let info = hex::decode("f0f1f2f3f4f5f6f7f8f9").unwrap();
        let wanted = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
        assert_eq!(hex::encode(*expand(&prk, &[&info])), wanted);
    }

    #[test]
    fn labels_and_masters_separate_keys() {
        assert_eq!(key().derive("a"), key().derive("a"));
        assert_ne!(key().derive("a"), key().derive("b"));
        assert_ne!(key().derive("a"), MasterKey::from_bytes([8; KEY_BYTES]).derive("a"));
        assert_ne!(MasterKey::generate().unwrap().derive("a"), MasterKey::generate().unwrap().derive("a"));
    }

    #[test]
    fn equal_texts_seal_differently_and_fingerprint_equally() {
        let k = key();
        assert_ne!(
            k.seal_text("id", "11010519491231002X").unwrap(),
            k.seal_text("id", "11010519491231002X").unwrap()
        );
        assert_eq!(k.fingerprint("id", "11010519491231002X"), k.fingerprint("id", "11010519491231002X"));
        assert_ne!(k.fingerprint("id", "11010519491231002X"), k.fingerprint("card", "11010519491231002X"));
        assert_eq!(k.fingerprint("id", "x").len(), 64);
    }

    #[test]
    fn a_sealed_text_opens_only_under_its_label_and_key() {
        let sealed = key().seal_text("id", "公积金").unwrap();
        assert_eq!(key().open_text("id", &sealed).unwrap(), "公积金");
        assert!(matches!(key().open_text("card", &sealed), Err(KeyError::NotOpened)));
        let other = MasterKey::from_bytes([8; KEY_BYTES]);
        assert!(matches!(other.open_text("id", &sealed), Err(KeyError::NotOpened)));
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(format!("{:?}", key()), "MasterKey(secret)");
    }

    proptest! {
        #[test]
        fn any_text_survives_sealing(text in ".{0,64}") {
            let sealed = key().seal_text("field", &text).unwrap();
            prop_assert_eq!(key().open_text("field", &sealed).unwrap(), text);
        }

        #[test]
        fn any_changed_character_is_noticed(text in ".{0,32}", at in any::<prop::sample::Index>(), to in "[A-Za-z0-9_-]") {
            let sealed = key().seal_text("field", &text).unwrap();
            let at = at.index(sealed.len());
            let mut changed = sealed.clone();
            changed.replace_range(at..=at, &to);
            prop_assume!(changed != sealed);
            prop_assert!(key().open_text("field", &changed).is_err());
        }
    }
}
