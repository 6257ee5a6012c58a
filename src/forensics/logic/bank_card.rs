//! Bank card numbers after ISO/IEC 7812-1: 16 to 19 digits, the last of which makes the Luhn sum a multiple of
//! ten. Account numbers and passbooks follow no such rule: only what is labelled a card number (卡号) is checked.

use super::{Misread, alike, candidates, finding, normalise};
use crate::forensics::detectors::RuleDeclaration;
use crate::forensics::{Family, Finding, Strength};

const FORM: RuleDeclaration = rule("logic.bank_card.form");
const CHECK: RuleDeclaration = rule("logic.bank_card.check_digit");

/// The rules of this file. Old cards exist that were numbered freely: neither rule is ever strong.
pub const RULES: [RuleDeclaration; 2] = [FORM, CHECK];

const fn rule(key: &'static str) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, Strength::Medium)
}

/// Digits of a card number.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=19;

fn digits(characters: &[char]) -> Option<Vec<u32>> {
    let digits: Option<Vec<u32>> = characters.iter().map(|c| c.to_digit(10)).collect();
    digits.filter(|digits| LENGTHS.contains(&digits.len()))
}

/// ISO/IEC 7812-1, annex B: every second digit from the right but one is doubled, its digits added.
fn luhn(digits: &[u32]) -> u32 {
    let counted = |(place, &digit): (usize, &u32)| match (place % 2, digit * 2) {
        (0, _) => digit,
        (_, doubled) => doubled / 10 + doubled % 10,
    };
    digits.iter().rev().enumerate().map(counted).sum::<u32>() % 10
}

/// Readings that differ in one digit and satisfy the rule, look-alikes first.
#[must_use]
pub fn misreads(text: &str) -> Vec<Misread> {
    let characters = normalise(text);
    let mut found = Vec::new();
    for (index, &read) in characters.iter().enumerate() {
        for instead in ('0'..='9').filter(|c| *c != read) {
            let mut other = characters.clone();
            other[index] = instead;
            if digits(&other).is_some_and(|digits| luhn(&digits) == 0) {
                found.push(Misread { place: index + 1, read, instead, alike: alike(read, instead) });
            }
        }
    }
    found.sort_by_key(|misread| !misread.alike);
    found
}

/// Checks a card number.
#[must_use]
pub fn check(text: &str) -> Vec<Finding> {
    let characters = normalise(text);
    let Some(digits) = digits(&characters) else {
        let strange: String = characters.iter().filter(|c| !c.is_ascii_digit()).take(6).collect();
        return vec![finding(&FORM, &[("length", characters.len().to_string()), ("characters", strange)])];
    };
    if luhn(&digits) == 0 {
        return Vec::new();
    }
    // Every place has a digit that would agree: those that look alike are worth a look, and the rest only where
    // there are none.
    let mut near = misreads(text);
    if near.iter().any(|misread| misread.alike) {
        near.retain(|misread| misread.alike);
    }
    vec![finding(&CHECK, &[("candidates", candidates(&near))])]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn with_check_digit(body: &str) -> String {
        ('0'..='9')
            .map(|last| format!("{body}{last}"))
            .find(|number| check(number).is_empty())
            .expect("one fits")
    }

    #[test]
    fn known_numbers_pass_and_others_do_not() {
        // A number published for testing payments; it belongs to nobody.
        assert!(check("4111 1111 1111 1111").is_empty());
        assert_eq!(check("4111111111111112")[0].rule, CHECK.key);
        assert_eq!(check("411111111111111")[0].rule, FORM.key);
        let strange = check("4111-1111-1111-111O");
        assert_eq!((strange[0].rule.as_str(), strange[0].facts["characters"].as_str()), (FORM.key, "O"));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_caught(body in "62[0-9]{14,16}", place in 0_usize..16, by in 1_u32..10) {
            let good: Vec<char> = with_check_digit(&body).chars().collect();
            let digit = good[place].to_digit(10).expect("a digit");
            let mut bad = good.clone();
            bad[place] = char::from_digit((digit + by) % 10, 10).expect("a digit");
            let text: String = bad.iter().collect();
            prop_assert_eq!(check(&text).len(), 1);
            prop_assert!(misreads(&text).iter().any(|m| m.place == place + 1 && m.instead == good[place]));
        }

        #[test]
        fn two_neighbours_exchanged_are_caught(body in "62[0-9]{14}", place in 0_usize..15) {
            let good: Vec<char> = with_check_digit(&body).chars().collect();
            let (a, b) = (good[place], good[place + 1]);
            // 09 and 90 have the same sum: the one exchange the rule cannot see.
            prop_assume!(a != b && !matches!((a, b), ('0', '9') | ('9', '0')));
            let mut bad = good;
            bad.swap(place, place + 1);
            prop_assert_eq!(check(&bad.iter().collect::<String>()).len(), 1);
        }
    }
}
