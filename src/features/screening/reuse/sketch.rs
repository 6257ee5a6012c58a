//! How many words two texts share, without keeping the words: MinHash (Broder 1997) over keyed hashes. The
//! share of equal values estimates |A ∩ B| / |A ∪ B|; with 32 values its standard error is at most 0.09.

use crate::platform::keys::hmac_sha256;

/// Values of a sketch.
const VALUES: usize = 32;

/// Fewer different words than this are no content to compare.
pub const LEAST: usize = 6;

/// 32 least values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u32; VALUES]);

impl Sketch {
    /// The sketch of these words under a key; `None` when there are too few.
    #[must_use]
    pub fn of(key: &[u8; 32], words: impl Iterator<Item = String>) -> Option<Self> {
        let words: std::collections::BTreeSet<String> = words.collect();
        if words.len() < LEAST {
            return None;
        }
        let mut least = [u32::MAX; VALUES];
        for word in &words {
            let digest = hmac_sha256(key, &[word.as_bytes()]);
            let mut first = [0; 8];
            first.copy_from_slice(digest.get(..8)?);
            let seed = u64::from_be_bytes(first);
            for (value, turn) in least.iter_mut().zip(1_u64..) {
                *value = (*value).min(mixed(seed ^ turn.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            }
        }
        Some(Self(least))
    }

    /// Per cent of equal values.
    #[must_use]
    pub fn percent(&self, other: &Self) -> u32 {
        let equal = self.0.iter().zip(other.0).filter(|(one, two)| **one == *two).count();
        u32::try_from(equal * 100 / VALUES).unwrap_or(0)
    }

    /// A hash whose four bands each stand for four values: two texts that share nine tenths of their words
    /// agree in at least one band in 98.6 of 100 cases (1 − (1 − 0.9⁴)⁴), two that share half in 23.
    #[must_use]
    pub fn banded(&self) -> u64 {
        self.0.chunks(4).take(4).fold(0, |hash, four| {
            let band = four.iter().fold(0_u64, |h, value| u64::from(mixed(h ^ u64::from(*value))));
            (hash << 16) | (band & 0xffff)
        })
    }

    /// As stored.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|value| value.to_be_bytes()).collect()
    }

    /// From what was stored; `None` for anything else.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let values: Vec<u32> = bytes
            .chunks_exact(4)
            .filter_map(|four| Some(u32::from_be_bytes(four.try_into().ok()?)))
            .collect();
        (bytes.len() == VALUES * 4).then(|| values.try_into().ok()).flatten().map(Self)
    }
}

/// The upper half of a SplitMix64 step (Steele, Lea and Flood 2014).
fn mixed(value: u64) -> u32 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sketch(words: std::ops::Range<u32>) -> Sketch {
        Sketch::of(&[3; 32], words.map(|word| word.to_string())).unwrap()
    }

    #[test]
    fn the_share_of_words_is_estimated() {
        assert_eq!(sketch(0..50).percent(&sketch(0..50)), 100);
        assert_eq!(sketch(0..50).banded(), sketch(0..50).banded());
        assert!(sketch(0..50).percent(&sketch(100..150)) < 15);
        // 45 of 55: 82 %.
        assert!((60..=97).contains(&sketch(0..50).percent(&sketch(5..55))));
    }

    #[test]
    fn another_key_shares_nothing_and_few_words_are_none() {
        let words = || (0..50_u32).map(|word| word.to_string());
        let other = Sketch::of(&[4; 32], words()).unwrap();
        assert!(sketch(0..50).percent(&other) < 15);
        assert_eq!(Sketch::of(&[3; 32], words().take(LEAST - 1)), None);
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(from in 0..1_000_u32) {
            let one = sketch(from..from + 20);
            prop_assert_eq!(Sketch::read(&one.bytes()), Some(one));
        }

        #[test]
        fn nothing_else_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(Sketch::read(&bytes).is_some(), bytes.len() == VALUES * 4);
        }
    }
}
