//! Rubber stamps: signatures that deserve a second look by a manager. A list, never a consequence.

use std::collections::BTreeMap;

use chrono::Duration;

use crate::kernel::Moment;

/// Signatures with full marks in a row before they are pointed out.
pub const FULL_MARKS: usize = 5;
/// Late signatures before they are pointed out.
pub const LATE: usize = 3;
/// More signatures than this in [`BURST_MINUTES`] are pointed out (section 4, rule 9).
pub const BURST: usize = 4;
/// The window of a burst.
pub const BURST_MINUTES: i64 = 10;

/// One signature, as far as this list cares.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who signed.
    pub signer: String,
    /// When.
    pub at: Moment,
    /// Whether every criterion got the highest level.
    pub full_marks: bool,
    /// Whether it came after the time limit.
    pub late: bool,
}

/// What is pointed out about a signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The signer.
    pub signer: String,
    /// Key of the sentence.
    pub key: &'static str,
    /// Its figure.
    pub n: usize,
    /// The latest signature meant.
    pub last: Moment,
}

/// What is worth a second look, in the order of signers; `signed` in order of time.
#[must_use]
pub fn flags(signed: &[Signed]) -> Vec<Flag> {
    let mut by_signer: BTreeMap<&str, Vec<&Signed>> = BTreeMap::new();
    for one in signed {
        by_signer.entry(&one.signer).or_default().push(one);
    }
    let mut found = Vec::new();
    for (signer, all) in by_signer {
        let mut note = |key, n, last| found.push(Flag { signer: signer.to_owned(), key, n, last });
        let full = all.iter().rev().take_while(|one| one.full_marks).count();
        if let Some(last) = all.last().filter(|_| full >= FULL_MARKS) {
            note("flag-full-marks", full, last.at);
        }
        let late: Vec<_> = all.iter().filter(|one| one.late).collect();
        if let Some(last) = late.last().filter(|_| late.len() >= LATE) {
            note("flag-late", late.len(), last.at);
        }
        let window = Duration::minutes(BURST_MINUTES);
        let burst = (0..all.len())
            .map(|i| (all[..=i].iter().filter(|one| all[i].at - one.at <= window).count(), all[i].at))
            .max_by_key(|(n, _)| *n);
        if let Some((n, last)) = burst.filter(|(n, _)| *n > BURST) {
            note("flag-burst", n, last);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Moment {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(1, 0, 0).unwrap()
            + Duration::minutes(minute)
    }

    fn signed(signer: &str, minute: i64, full_marks: bool, late: bool) -> Signed {
        Signed { signer: signer.to_owned(), at: at(minute), full_marks, late }
    }

    #[test]
    fn an_attentive_mentor_is_not_mentioned() {
        let all: Vec<_> = (0..20).map(|i| signed("a", i * 600, i % 3 == 0, i == 4)).collect();
        assert_eq!(flags(&all), []);
    }

    #[test]
    fn each_habit_is_pointed_out_with_its_figure() {
        let mut all: Vec<_> = (0..6).map(|i| signed("full", i * 600, true, false)).collect();
        all.extend((0..3).map(|i| signed("late", i * 600, false, true)));
        all.extend((0..5).map(|i| signed("burst", i * 2, false, false)));
        let found: Vec<_> = flags(&all).into_iter().map(|f| (f.signer, f.key, f.n)).collect();
        assert_eq!(
            found,
            [
                ("burst".to_owned(), "flag-burst", 5),
                ("full".to_owned(), "flag-full-marks", 6),
                ("late".to_owned(), "flag-late", 3),
            ]
        );
    }
}
