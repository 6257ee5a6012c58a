//! Maps with numbers for keys, on the paths every question takes.
//!
//! Multiplication by the golden ratio of 2^64 (Knuth, The Art of Computer Programming 3, 6.4) spreads them over
//! all bits. The standard hasher withstands keys chosen by an enemy; nobody chooses ours, and the maps are
//! dropped with the question.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are numbers.
pub(super) type ByNumber<V> = HashMap<u64, V, BuildHasherDefault<Golden>>;

/// The hasher.
#[derive(Debug, Clone, Default)]
pub struct Golden(u64);

impl Hasher for Golden {
    fn finish(&self) -> u64 {
        // Tables take the place from the low bits, which a product mixes least.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(self.0 << 8 | u64::from(byte));
        }
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(self.0.rotate_left(32) ^ u64::try_from(number).unwrap_or(u64::MAX));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// The number of a token of one or two characters; `None` for longer ones.
pub(super) fn gram(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let second = chars.next();
    chars.next().is_none().then(|| pair(first, second))
}

/// The number of one or two characters.
pub(super) fn pair(first: char, second: Option<char>) -> u64 {
    u64::from(u32::from(first)) << 32 | second.map_or(0, |second| u64::from(u32::from(second)))
}

/// FNV-1a (Fowler, Noll, Vo): stable between processes and releases, unlike the standard library's hasher.
pub(super) fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // From the authors' table of test vectors.
        assert_eq!(fnv(*b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv(*b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn one_and_two_characters_have_numbers_of_their_own() {
        assert_eq!(gram("\u{53d6}"), Some(pair('\u{53d6}', None)));
        assert_ne!(gram("ab"), gram("ba"));
        assert_eq!((gram(""), gram("abc")), (None, None));
    }
}
