//! Looking a 64-bit hash up by likeness without reading them all: multi-index hashing (Norouzi, Punjani and
//! Fleet 2012, arXiv 1307.2982). The hash is cut into four bands of 16 bits. When two hashes differ in at most
//! seven bits, at least one band differs in at most one (pigeonhole: four bands with two differences each make
//! eight). So 4 × 17 exact look-ups find every neighbour within seven bits.
//!
//! The road not taken: all hashes in memory, counted through. It is as quick for this many, but it has to be
//! kept in step with the database on every node, after each erasure too, and starts cold.

/// Bits of difference up to which [`probes`] misses nothing.
pub const REACH: u32 = 7;

/// The four bands, the highest bits first.
#[must_use]
pub fn bands(hash: u64) -> [i32; 4] {
    [48, 32, 16, 0].map(|shift| i32::try_from((hash >> shift) & 0xffff).unwrap_or(0))
}

/// The values of a band to look for: itself, and each with one bit turned.
#[must_use]
pub fn probes(band: i32) -> Vec<i32> {
    std::iter::once(band).chain((0..16).map(|bit| band ^ (1 << bit))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_neighbour_is_missed(hash in any::<u64>(), turned in proptest::collection::vec(0..64_u32, 0..=7)) {
            let other = turned.iter().fold(hash, |h, bit| h ^ (1 << bit));
            prop_assert!((hash ^ other).count_ones() <= REACH);
            let found = bands(hash).iter().zip(bands(other)).any(|(one, two)| probes(*one).contains(&two));
            prop_assert!(found);
        }

        #[test]
        fn bands_hold_the_whole_hash(hash in any::<u64>()) {
            let back = bands(hash).iter().fold(0_u64, |h, band| (h << 16) | u64::try_from(*band).unwrap());
            prop_assert_eq!(back, hash);
        }
    }
}
