//! Sealing bytes with XChaCha20-Poly1305.
//!
//! The 24-byte nonce is drawn at random for each value: at that length chance repeats are out of reach
//! (draft-irtf-cfrg-xchacha, section 3.1), so no counter has to survive restarts and restored backups,
//! which AES-GCM with its 12 bytes would need.

use super::KEY_BYTES;
use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::{AeadInOut as _, KeyInit as _, Tag, XChaCha20Poly1305, XNonce};
use rand::TryRng as _;

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// Bytes that sealing adds to a value: nonce and tag.
pub const OVERHEAD: usize = NONCE_BYTES + TAG_BYTES;

/// Why sealing or opening failed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    Random,
    /// Key, associated data or sealed bytes differ from what was sealed. Which of them is not told:
    /// the cipher cannot know.
    #[error("the sealed bytes do not open with this key")]
    NotOpened,
}

/// Seals `plain`, binding it to `associated` (which is not stored): nonce, ciphertext, tag.
///
/// # Errors
/// [`SealError::Random`] when the operating system gives no random bytes.
pub fn seal(key: &[u8; KEY_BYTES], associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD);
    sealed.resize(NONCE_BYTES, 0);
    fill_random(&mut sealed)?;
    sealed.extend_from_slice(plain);
    let (nonce, body) = sealed.split_at_mut(NONCE_BYTES);
    let tag = XChaCha20Poly1305::new(key.into())
        .encrypt_inout_detached(&nonce_of(nonce), associated, InOutBuf::from(body))
        .or(Err(SealError::NotOpened))?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens what [`seal`] made with the same key and associated data.
///
/// # Errors
/// [`SealError::NotOpened`] when a single bit of anything differs.
pub fn open(key: &[u8; KEY_BYTES], associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (nonce, rest) = sealed.split_at_checked(NONCE_BYTES).ok_or(SealError::NotOpened)?;
    let (body, tag) = rest.split_last_chunk::<TAG_BYTES>().ok_or(SealError::NotOpened)?;
    let mut plain = body.to_vec();
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(
            &nonce_of(nonce),
            associated,
            InOutBuf::from(plain.as_mut_slice()),
            &Tag::from(*tag),
        )
        .or(Err(SealError::NotOpened))?;
    Ok(plain)
}

/// Fills the buffer from the operating system's generator, not from one of ours that a fork or a
/// snapshot of a virtual machine could make repeat itself.
pub(super) fn fill_random(bytes: &mut [u8]) -> Result<(), SealError> {
    rand::rngs::SysRng.try_fill_bytes(bytes).or(Err(SealError::Random))
}

fn nonce_of(bytes: &[u8]) -> XNonce {
    let mut nonce = XNonce::default();
    nonce.copy_from_slice(bytes);
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; KEY_BYTES] = [3; KEY_BYTES];

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1: a fixed nonce, so that the cipher is proven to be the
    /// published one and not merely its own inverse.
    #[test]
    fn agrees_with_the_published_vector() {
        let key: [u8; 32] = hex::decode("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")
            .unwrap()
            .try_into()
            .unwrap();
        let aad = hex::decode("50515253c0c1c2c3c4c5c6c7").unwrap();
        let sealed = hex::decode(concat!(
            "404142434445464748494a4b4c4d4e4f5051525354555657",
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb",
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452",
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9",
            "21f9664c97637da9768812f615c68b13b52e",
            "c0875924c1c7987947deafd8780acf49"
        ))
        .unwrap();
        let plain = open(&key, &aad, &sealed).unwrap();
        assert!(String::from_utf8(plain).unwrap().starts_with("Ladies and Gentlemen of the class of '99"));
    }

    #[test]
    fn short_input_is_refused() {
        for length in 0..OVERHEAD {
            assert_eq!(open(&KEY, b"", &vec![0; length]), Err(SealError::NotOpened));
        }
    }

    proptest! {
        #[test]
        fn round_trip(plain in prop::collection::vec(any::<u8>(), 0..300), aad in prop::collection::vec(any::<u8>(), 0..20)) {
            let sealed = seal(&KEY, &aad, &plain).unwrap();
            prop_assert_eq!(sealed.len(), plain.len() + OVERHEAD);
            prop_assert_eq!(open(&KEY, &aad, &sealed).unwrap(), plain);
        }

        #[test]
        fn any_flipped_bit_is_noticed(plain in prop::collection::vec(any::<u8>(), 0..80), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let mut sealed = seal(&KEY, b"name", &plain).unwrap();
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert_eq!(open(&KEY, b"name", &sealed), Err(SealError::NotOpened));
        }
    }
}
