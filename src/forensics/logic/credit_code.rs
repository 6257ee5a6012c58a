//! Unified social credit codes after GB 32100-2015. Characters 9 to 17 are the organisation
//! code after GB 11714-1997 with a check character of its own.

use super::{Misread, alike, candidates, finding, normalise};
use crate::forensics::detectors::RuleDeclaration;
use crate::forensics::{Family, Finding, Strength};

const FORM: RuleDeclaration = rule("logic.credit_code.form", Strength::Medium);
const CHECK: RuleDeclaration = rule("logic.credit_code.check_digit", Strength::Strong);
const ORGANISATION: RuleDeclaration = rule("logic.credit_code.organisation_code", Strength::Strong);

/// The rules of this file.
pub const RULES: [RuleDeclaration; 3] = [FORM, CHECK, ORGANISATION];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// GB 32100, table 2: digits and letters without I, O, S, V, Z; the place is the value.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// GB 11714: weights of the eight characters of an organisation code.
const ORGANISATION_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// GB 32100, table 1 with its later additions: the registering authority and the classes of bodies it registers.
/// 1 staffing offices, 2 foreign affairs, 3 justice, 4 culture, 5 civil affairs, 6 tourism, 7 religion, 8 trade unions,
/// 9 market regulation, A the army, N agriculture, Y others.
const CLASSES: [(char, &str); 12] = [
    ('1', "1239"),
    ('2', "19"),
    ('3', "123459"),
    ('4', "19"),
    ('5', "1239"),
    ('6', "129"),
    ('7', "129"),
    ('8', "19"),
    ('9', "123"),
    ('A', "19"),
    ('N', "1239"),
    ('Y', "1"),
];

/// Whether a code begins like one of a class of bodies that exists. No rule of its own: lists of classes grow, while
/// what looks like the number of a person is none of a body of a class nobody registers.
#[must_use]
pub fn is_classed(text: &str) -> bool {
    let characters = normalise(text);
    let [authority, class, ..] = characters.as_slice() else { return false };
    CLASSES.iter().any(|(known, classes)| known == authority && classes.contains(*class))
}

fn values(characters: &[char]) -> Option<Vec<usize>> {
    if characters.len() != 18 {
        return None;
    }
    characters.iter().map(|c| ALPHABET.find(*c)).collect()
}

/// GB 32100: weights 3^i mod 31, check = (31 − sum mod 31) mod 31.
fn check_value(values: &[usize]) -> usize {
    let (sum, _) =
        values[..17].iter().fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    (31 - sum % 31) % 31
}

/// GB 11714: 11 − sum mod 11; 10 is written X, 11 is written 0. Letters count from A = 10 in
/// the ordinary alphabet, which differs from GB 32100.
fn organisation_check(characters: &[char]) -> Option<char> {
    let mut sum = 0;
    for (character, weight) in characters.iter().zip(ORGANISATION_WEIGHTS) {
        sum += usize::try_from(character.to_digit(36)?).ok()? * weight;
    }
    Some(match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        value => char::from_digit(u32::try_from(value).ok()?, 10)?,
    })
}

fn agrees(characters: &[char]) -> bool {
    values(characters).is_some_and(|values| check_value(&values) == values[17])
        && organisation_check(&characters[8..16]) == Some(characters[16])
}

/// The characters of a code, without separators, where the letters the standard leaves out because figures look like
/// them are those figures: no code holds one, and no reader can tell them apart among letters.
pub(super) fn meant(text: &str) -> Vec<char> {
    let figure = |c| match c {
        'O' => '0',
        'I' => '1',
        'Z' => '2',
        'S' => '5',
        _ => c,
    };
    normalise(text).into_iter().map(figure).collect()
}

/// Readings that differ in one character and satisfy both standards, look-alikes first.
#[must_use]
pub fn misreads(text: &str) -> Vec<Misread> {
    let characters = normalise(text);
    let mut found = Vec::new();
    for (index, &read) in characters.iter().enumerate() {
        for instead in ALPHABET.chars().filter(|c| *c != read) {
            let mut other = characters.clone();
            other[index] = instead;
            if agrees(&other) {
                found.push(Misread { place: index + 1, read, instead, alike: alike(read, instead) });
            }
        }
    }
    found.sort_by_key(|misread| !misread.alike);
    found
}

/// Checks a code against both standards. One that holds with figures for the letters no code has is
/// right.
#[must_use]
pub fn check(text: &str) -> Vec<Finding> {
    let characters = normalise(text);
    if agrees(&meant(text)) {
        return Vec::new();
    }
    let near = || candidates(&misreads(text));
    let Some(values) = values(&characters) else {
        let strange: String = characters.iter().filter(|c| !ALPHABET.contains(**c)).take(6).collect();
        let facts =
            [("length", characters.len().to_string()), ("characters", strange), ("candidates", near())];
        return vec![finding(&FORM, &facts)];
    };
    let mut findings = Vec::new();
    let expected = check_value(&values);
    if expected != values[17] {
        let character = ALPHABET.chars().nth(expected).map(String::from).unwrap_or_default();
        let facts = [("read", characters[17].to_string()), ("expected", character), ("candidates", near())];
        findings.push(finding(&CHECK, &facts));
    }
    if let Some(expected) =
        organisation_check(&characters[8..16]).filter(|expected| *expected != characters[16])
    {
        let facts = [
            ("read", characters[16].to_string()),
            ("expected", expected.to_string()),
            ("candidates", near()),
        ];
        findings.push(finding(&ORGANISATION, &facts));
    }
    findings
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_known_example_passes() {
        assert!(check("91350100M000100Y43").is_empty());
        assert!(check(" 91350100m000100y43 ").is_empty());
    }

    #[test]
    fn only_classes_that_exist_are_classes() {
        assert!(is_classed("91350100M000100Y43") && is_classed("n2350100M000100Y43"));
        assert!(!is_classed("22350100M000100Y43") && !is_classed("9"));
    }

    #[test]
    fn form_is_checked_first() {
        let found = check("91350100M000100Y4");
        assert_eq!(found[0].rule, FORM.key);
        let found = check("9135V100M000100Y43");
        assert_eq!((found[0].rule.as_str(), found[0].facts["characters"].as_str()), (FORM.key, "V"));
        assert!(misreads("9135V100M000100Y43").iter().any(|m| m.place == 5 && m.instead == '0'));
    }

    #[test]
    fn a_letter_no_code_has_is_the_figure_it_looks_like() {
        assert!(check("9135O1OOM000100Y43").is_empty() && check("9I350100M000100Y43").is_empty());
        assert_eq!(check("9135O1OOM000100Y44")[0].rule, FORM.key);
        assert_eq!(meant("9135-o1Oz 5"), "913501025".chars().collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_caught_and_its_reading_offered(place in 0_usize..18, other in 0_usize..31) {
            let good: Vec<char> = "91350100M000100Y43".chars().collect();
            let instead = ALPHABET.chars().nth(other).expect("inside");
            prop_assume!(good[place] != instead);
            let mut bad = good.clone();
            bad[place] = instead;
            let text: String = bad.iter().collect();
            prop_assert!(!check(&text).is_empty());
            prop_assert!(misreads(&text).iter().any(|m| m.place == place + 1 && m.instead == good[place]));
        }
    }
}
