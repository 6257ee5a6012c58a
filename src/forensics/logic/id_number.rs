//! Citizen identity numbers after GB 11643-1999: six digits of region, eight of birth date,
//! three of sequence (odd for men), one check character.

use super::{Misread, alike, candidates, finding, normalise};
use crate::forensics::detectors::RuleDeclaration;
use crate::forensics::{Family, Finding, Strength};

const LENGTH: RuleDeclaration = rule("logic.id_number.length", Strength::Medium);
const CHECK: RuleDeclaration = rule("logic.id_number.check_digit", Strength::Strong);
const REGION: RuleDeclaration = rule("logic.id_number.region", Strength::Medium);
const DATE: RuleDeclaration = rule("logic.id_number.birth_date", Strength::Strong);
const PRINTED_DATE: RuleDeclaration = rule("logic.id_number.birth_date_differs", Strength::Strong);
const PRINTED_SEX: RuleDeclaration = rule("logic.id_number.sex_differs", Strength::Strong);

/// The rules of this file.
pub const RULES: [RuleDeclaration; 6] = [LENGTH, CHECK, REGION, DATE, PRINTED_DATE, PRINTED_SEX];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// GB 11643, weights of the first seventeen digits: 2^(18−i) mod 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// GB 11643, check characters by the sum modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// First two digits after GB/T 2260; county codes change over the years and stay valid for the
/// people who received them, therefore only the province is checked. 83 is the residence
/// permit of Taiwan residents, 81 and 82 those of Hong Kong and Macao residents. Numbers that begin with 9 are those
/// of foreigners with permanent residence (cards since 2023), whose province stands one digit later.
pub(super) const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// A calendar day. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year, for example 1949.
    pub year: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl Day {
    /// A day of the Gregorian calendar, or nothing.
    #[must_use]
    pub const fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let length = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        if day >= 1 && day <= length { Some(Self { year, month, day }) } else { None }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Sex as printed on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the two values the field can carry")]
pub enum Sex {
    Female,
    Male,
}

/// What stands beside the number on the same paper, and today's date (given, never taken).
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside {
    /// Printed birth date.
    pub birth: Option<Day>,
    /// Printed sex.
    pub sex: Option<Sex>,
    /// A birth date after this day is impossible.
    pub today: Option<Day>,
}

/// Check character of seventeen digits.
fn check_character(digits: &[u32]) -> char {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHECKS[(sum % 11) as usize]
}

/// A number that satisfies the standard, read into its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// First two digits; of a foreigner's number the two behind the 9.
    pub province: u32,
    /// Birth date; `None` when the eight digits are no day.
    pub birth: Option<Day>,
    /// From the 17th digit.
    pub sex: Sex,
    /// Whether the check character is right.
    pub check: bool,
}

fn parts(characters: &[char]) -> Option<Parts> {
    let (last, first) = characters.split_last()?;
    let digits: Vec<u32> = first.iter().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    if digits.len() != 17 || !(last.is_ascii_digit() || *last == 'X') {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits[range].iter().fold(0, |n, d| n * 10 + d);
    Some(Parts {
        province: if digits[0] == 9 { number(1..3) } else { number(0..2) },
        birth: Day::new(number(6..10), number(10..12), number(12..14)),
        sex: if digits[16] % 2 == 1 { Sex::Male } else { Sex::Female },
        check: check_character(&digits) == *last,
    })
}

/// Reads a number of 18 characters into its parts; `None` when it has another form.
#[must_use]
pub fn parse(text: &str) -> Option<Parts> {
    parts(&normalise(text))
}

/// Whether eighteen characters are built like such a number whatever the last one says: a province, and a day of birth
/// within some hundred years. Of eighteen digits by chance one in a thousand is.
#[must_use]
pub fn is_built(text: &str) -> bool {
    parse(text).is_some_and(|parts| {
        PROVINCES.contains(&parts.province)
            && parts.birth.is_some_and(|day| (1920..=2040).contains(&day.year))
    })
}

fn plausible(parts: &Parts, today: Option<Day>) -> bool {
    parts.check
        && PROVINCES.contains(&parts.province)
        && parts.birth.is_some_and(|birth| birth.year >= 1850 && today.is_none_or(|today| birth <= today))
}

/// Readings that differ in one character and satisfy everything, look-alikes first.
#[must_use]
pub fn misreads(text: &str, today: Option<Day>) -> Vec<Misread> {
    let characters = normalise(text);
    let mut found = Vec::new();
    for (index, &read) in characters.iter().enumerate() {
        for instead in "0123456789X".chars().filter(|c| *c != read) {
            let mut other = characters.clone();
            other[index] = instead;
            if parts(&other).is_some_and(|parts| plausible(&parts, today)) {
                found.push(Misread { place: index + 1, read, instead, alike: alike(read, instead) });
            }
        }
    }
    found.sort_by_key(|misread| !misread.alike);
    found
}

/// Two texts of one length with what is the same in both hidden: enough to look at the right figures, and no birth
/// date.
fn differing(a: &str, b: &str) -> (String, String) {
    let veiled = |text: &str, other: &str| {
        let pairs = text.chars().zip(other.chars());
        pairs.map(|(c, other)| if c == other && c != '-' { '*' } else { c }).collect()
    };
    (veiled(a, b), veiled(b, a))
}

/// Checks a number against the standard and against what stands beside it.
#[must_use]
pub fn check(text: &str, beside: &Beside) -> Vec<Finding> {
    let characters = normalise(text);
    let Some(parts) = parts(&characters) else {
        // Fifteen digits were valid until 2013 and stand on old papers.
        let old = characters.len() == 15 && characters.iter().all(char::is_ascii_digit);
        if old {
            return Vec::new();
        }
        let near = candidates(&misreads(text, beside.today));
        return vec![finding(&LENGTH, &[("length", characters.len().to_string()), ("candidates", near)])];
    };
    let mut findings = Vec::new();
    if !parts.check {
        let near = candidates(&misreads(text, beside.today));
        let digits: Vec<u32> = characters[..17].iter().filter_map(|c| c.to_digit(10)).collect();
        let expected = check_character(&digits).to_string();
        let read = characters[17].to_string();
        findings.push(finding(&CHECK, &[("read", read), ("expected", expected), ("candidates", near)]));
    }
    if !PROVINCES.contains(&parts.province) {
        findings.push(finding(&REGION, &[("code", format!("{:02}", parts.province))]));
    }
    match parts.birth {
        Some(birth) if beside.today.is_none_or(|today| birth <= today) => {
            if let Some(printed) = beside.birth.filter(|printed| *printed != birth) {
                let (number, printed) = differing(&birth.to_string(), &printed.to_string());
                let facts = [("number", number), ("printed", printed)];
                findings.push(finding(&PRINTED_DATE, &facts));
            }
        }
        _ => {
            // The year alone says how old somebody is, not who.
            let digits = format!("{}****", characters[6..10].iter().collect::<String>());
            findings.push(finding(&DATE, &[("digits", digits)]));
        }
    }
    if let Some(printed) = beside.sex.filter(|printed| *printed != parts.sex) {
        let name = |sex| if sex == Sex::Male { "male" } else { "female" }.to_owned();
        findings.push(finding(&PRINTED_SEX, &[("number", name(parts.sex)), ("printed", name(printed))]));
    }
    findings
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(text: &str, beside: &Beside) -> Vec<String> {
        check(text, beside).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_foreigner_with_permanent_residence_has_a_number_of_that_form() {
        let mut number = "91124819850307001".to_owned();
        let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
        number.push(check_character(&digits));
        assert!(keys(&number, &Beside { birth: Day::new(1985, 3, 7), ..Beside::default() }).is_empty());
    }

    #[test]
    fn the_standards_example_passes() {
        let beside =
            Beside { birth: Day::new(1949, 12, 31), sex: Some(Sex::Female), today: Day::new(2026, 1, 1) };
        assert!(keys("11010519491231002X", &beside).is_empty());
        assert!(keys("110105 1949 1231 002x", &beside).is_empty());
        assert!(keys("\u{ff11}\u{ff11}010519491231002X", &beside).is_empty());
    }

    #[test]
    fn printed_fields_must_agree() {
        let beside = Beside { birth: Day::new(1949, 12, 30), sex: Some(Sex::Male), today: None };
        assert_eq!(keys("11010519491231002X", &beside), [PRINTED_DATE.key, PRINTED_SEX.key]);
    }

    #[test]
    fn impossible_days_and_provinces_are_named() {
        assert!(keys("110105194902310020", &Beside::default()).contains(&DATE.key.to_owned()));
        assert!(keys("990105194912310020", &Beside::default()).contains(&REGION.key.to_owned()));
        let today = Beside { today: Day::new(1940, 1, 1), ..Beside::default() };
        assert_eq!(keys("11010519491231002X", &today), [DATE.key]);
    }

    #[test]
    fn old_numbers_of_fifteen_digits_are_left_alone_and_other_lengths_are_not() {
        assert!(keys("110105491231002", &Beside::default()).is_empty());
        assert_eq!(keys("1101054912310", &Beside::default()), [LENGTH.key]);
    }

    #[test]
    fn facts_never_carry_the_number() {
        for finding in check("110105194912310020", &Beside::default()) {
            assert!(finding.facts.values().all(|fact| !fact.contains("1101051949")));
        }
    }

    #[test]
    fn leap_days() {
        assert!(Day::new(2000, 2, 29).is_some() && Day::new(2024, 2, 29).is_some());
        assert!(Day::new(1900, 2, 29).is_none() && Day::new(2023, 2, 29).is_none());
    }

    fn valid() -> impl Strategy<Value = Vec<char>> {
        (0..PROVINCES.len(), 0_u32..10_000, 1900_u32..2020, 1_u32..13, 1_u32..29, 0_u32..1000).prop_map(
            |(province, county, year, month, day, sequence)| {
                let text =
                    format!("{:02}{county:04}{year:04}{month:02}{day:02}{sequence:03}", PROVINCES[province]);
                let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
                text.chars().chain([check_character(&digits)]).collect()
            },
        )
    }

    proptest! {
        #[test]
        fn every_wrong_character_is_caught_and_the_right_one_is_offered(
            number in valid(), place in 0_usize..18, step in 1_u32..10,
        ) {
            let good: String = number.iter().collect();
            prop_assert!(check(&good, &Beside::default()).is_empty());
            let mut bad = number.clone();
            let old = bad[place].to_digit(10).unwrap_or(0);
            bad[place] = char::from_digit((old + step) % 10, 10).expect("digit");
            prop_assume!(bad[place] != number[place]);
            let text: String = bad.iter().collect();
            prop_assert!(!check(&text, &Beside::default()).is_empty());
            prop_assert!(misreads(&text, None).iter().any(|m| m.place == place + 1 && m.instead == number[place]));
        }
    }
}
