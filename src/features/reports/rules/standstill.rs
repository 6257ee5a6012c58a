//! Who stands still: an item of an apprenticeship in which nothing was noted for a while.

use chrono::NaiveDate;

/// Days without anything noted after which a manager should ask what is missing. A judgement: two working
/// weeks, in which three practice rounds would usually fit.
pub const DAYS: i64 = 14;

/// Where an item stands: the four stages, or waiting for the certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 听.
    Listen,
    /// 学.
    Learn,
    /// 看.
    Watch,
    /// 练.
    Practice,
    /// 独立.
    Alone,
}

impl Step {
    /// In order.
    pub const ALL: [Self; 5] = [Self::Listen, Self::Learn, Self::Watch, Self::Practice, Self::Alone];
}

/// How many days somebody has stood still on `day` when the last thing was noted on `last`; `None` while it is
/// not long.
#[must_use]
pub fn days(last: NaiveDate, day: NaiveDate) -> Option<i64> {
    let days = (day - last).num_days();
    (days >= DAYS).then_some(days)
}

/// How many of the steps are done, one after the other: the fourth does not count while the third is open.
#[must_use]
pub fn reached(done: [bool; 5]) -> usize {
    done.iter().take_while(|done| **done).count()
}

/// People at least as far as each step: a funnel never widens.
#[must_use]
pub fn funnel(reached: &[usize]) -> [u32; 5] {
    let mut out = [0; 5];
    for (step, count) in out.iter_mut().enumerate() {
        *count = u32::try_from(reached.iter().filter(|r| **r > step).count()).unwrap_or(u32::MAX);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_weeks_without_a_note() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!(days(day(10), day(23)), None);
        assert_eq!(days(day(9), day(23)), Some(14));
        assert_eq!(days(day(25), day(23)), None, "noted for tomorrow");
    }

    proptest! {
        #[test]
        fn a_funnel_never_widens(done in prop::collection::vec(any::<[bool; 5]>(), 0..40)) {
            let reached: Vec<usize> = done.iter().map(|d| reached(*d)).collect();
            let funnel = funnel(&reached);
            prop_assert!(funnel.windows(2).all(|pair| pair[0] >= pair[1]));
            prop_assert!(funnel[0] as usize <= done.len());
            prop_assert_eq!(funnel.iter().map(|n| *n as usize).sum::<usize>(), reached.iter().sum::<usize>());
        }
    }
}
