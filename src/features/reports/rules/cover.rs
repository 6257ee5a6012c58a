//! Cover of a post: who may work each of its items alone through a whole month.

use chrono::{Datelike, NaiveDate};

/// A holds the post, B stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 主办.
    A,
    /// 备岗.
    B,
}

impl Kind {
    /// Both, A first.
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    /// The stable name in the database and in forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The letter people say.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }
}

/// A calendar month: first day, and the first day after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// First day.
    pub first: NaiveDate,
    /// First day of the month after.
    pub end: NaiveDate,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        let first = day.with_day(1).unwrap_or(day);
        Self { first, end: first.checked_add_months(chrono::Months::new(1)).unwrap_or(first) }
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.end)
    }
}

/// A valid certificate, as far as cover needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Who.
    pub person: String,
    /// For which item.
    pub item: String,
    /// First day on which it no longer holds.
    pub expires: NaiveDate,
}

/// How far a holder may work an item alone in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The post has no such holder.
    Nobody,
    /// The holder has no valid certificate for the item.
    Unlicensed,
    /// The certificate runs out on this day, before the month is over.
    Ends(NaiveDate),
    /// All month.
    Holds,
}

/// Cover of one item at one post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// The A holder.
    pub a: Standing,
    /// The B holder.
    pub b: Standing,
}

/// What the two standings come to, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nobody may work it alone all month.
    Open,
    /// Only B may: the stand-in has no stand-in.
    OnlyB,
    /// Only A may: nobody stands in.
    OnlyA,
    /// Both may.
    Both,
}

/// How far `person` may work `item` alone in `month`, given the certificates valid today.
#[must_use]
pub fn standing(person: Option<&str>, item: &str, licences: &[Licence], month: Month) -> Standing {
    let Some(person) = person else { return Standing::Nobody };
    let last = licences.iter().filter(|l| l.person == person && l.item == item).map(|l| l.expires).max();
    match last {
        None => Standing::Unlicensed,
        Some(expires) if expires < month.end => Standing::Ends(expires),
        Some(_) => Standing::Holds,
    }
}

impl Cover {
    /// What the two come to.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match (self.a == Standing::Holds, self.b == Standing::Holds) {
            (true, true) => Verdict::Both,
            (true, false) => Verdict::OnlyA,
            (false, true) => Verdict::OnlyB,
            (false, false) => Verdict::Open,
        }
    }

    /// How many of the two places are not covered.
    #[must_use]
    pub fn gaps(self) -> u32 {
        u32::from(self.a != Standing::Holds) + u32::from(self.b != Standing::Holds)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn licence(person: &str, expires: NaiveDate) -> Licence {
        Licence { person: person.to_owned(), item: "rent".to_owned(), expires }
    }

    #[test]
    fn months() {
        let november = Month::of(day(11, 23));
        assert_eq!((november.first, november.end), (day(11, 1), day(12, 1)));
        assert_eq!(november.next().first, day(12, 1));
        assert_eq!(november.next().end, NaiveDate::from_ymd_opt(2027, 1, 1).unwrap());
        assert_eq!(Month::of(NaiveDate::from_ymd_opt(2027, 1, 31).unwrap()).next().first.month(), 2);
    }

    #[test]
    fn a_certificate_that_ends_within_the_month_does_not_cover_it() {
        let month = Month::of(day(11, 23)).next();
        let licences =
            [licence("a", NaiveDate::from_ymd_opt(2027, 1, 1).unwrap()), licence("b", day(12, 31))];
        let at = |person| standing(person, "rent", &licences, month);
        assert_eq!(at(Some("a")), Standing::Holds, "the last day it holds is the last of the month");
        assert_eq!(at(Some("b")), Standing::Ends(day(12, 31)));
        assert_eq!(at(Some("c")), Standing::Unlicensed);
        assert_eq!(at(None), Standing::Nobody);
        let cover = Cover { a: at(Some("a")), b: at(Some("b")) };
        assert_eq!((cover.verdict(), cover.gaps()), (Verdict::OnlyA, 1));
    }

    proptest! {
        #[test]
        fn a_later_certificate_never_makes_cover_worse(first in 0_i64..400, second in 0_i64..400) {
            let month = Month::of(day(11, 23)).next();
            let at = |days: i64| licence("a", day(11, 23) + chrono::Duration::days(days));
            let one = standing(Some("a"), "rent", &[at(first)], month);
            let two = standing(Some("a"), "rent", &[at(first), at(second)], month);
            prop_assert!(one != Standing::Holds || two == Standing::Holds);
            prop_assert_eq!(two == Standing::Holds, day(11, 23) + chrono::Duration::days(first.max(second)) >= month.end);
        }

        #[test]
        fn gaps_and_verdict_agree(a in 0_usize..4, b in 0_usize..4) {
            let all = [Standing::Nobody, Standing::Unlicensed, Standing::Ends(day(12, 1)), Standing::Holds];
            let cover = Cover { a: all[a], b: all[b] };
            prop_assert_eq!(cover.gaps() == 0, cover.verdict() == Verdict::Both);
            prop_assert_eq!(cover.gaps() == 2, cover.verdict() == Verdict::Open);
        }
    }
}
