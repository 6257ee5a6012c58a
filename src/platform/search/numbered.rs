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
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(self.0 << 8 | u64::from(byte));
        }
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
