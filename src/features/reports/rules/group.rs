//! What may be told about a small group of people.

/// Fewer than this many people, and a rate would speak of somebody in particular.
pub const SMALLEST: u32 = 5;

/// A share among people, or the reason why none is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Per cent, rounded, of a group large enough.
    Percent(u32),
    /// There are too few people for a rate.
    TooFew,
}

/// The share of `hits` among `of` answers given by `people` different people.
#[must_use]
pub fn share(hits: u32, of: u32, people: u32) -> Share {
    if people < SMALLEST || of == 0 {
        return Share::TooFew;
    }
    let (hits, of) = (u64::from(hits.min(of)), u64::from(of));
    Share::Percent(u32::try_from((hits * 200 + of) / (2 * of)).unwrap_or(100))
}

/// The ground of a cell in the heat grid: 1 fine, 2 fair, 3 thin, 4 weak.
#[must_use]
pub fn heat(percent: u32) -> u8 {
    match percent {
        85.. => 1,
        75..85 => 2,
        60..75 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_small_group_is_never_told(hits in 0_u32..1_000, of in 0_u32..1_000, people in 0_u32..40) {
            match share(hits, of, people) {
                Share::TooFew => prop_assert!(people < SMALLEST || of == 0),
                Share::Percent(percent) => {
                    prop_assert!(people >= SMALLEST && percent <= 100);
                    let exact = f64::from(hits.min(of)) * 100.0 / f64::from(of);
                    prop_assert!((f64::from(percent) - exact).abs() <= 0.5 + 1e-9);
                }
            }
        }

        #[test]
        fn a_higher_share_is_never_shown_as_weaker(a in 0_u32..=100, b in 0_u32..=100) {
            prop_assert_eq!(a.max(b), if heat(a) <= heat(b) && heat(a) != heat(b) { a } else { a.max(b) });
        }
    }

    #[test]
    fn the_grounds_change_where_the_legend_says() {
        assert_eq!([100, 85, 84, 75, 74, 60, 59, 0].map(heat), [1, 1, 2, 2, 3, 3, 4, 4]);
    }
}
