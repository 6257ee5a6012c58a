//! The number in a bar code against the number printed beside it: who changes the print forgets the bars.
//!
//! Source: Code 128 (ISO/IEC 15417) has a check character (a weighted sum modulo 103), so that what was read from it
//! is what it says. Formula: both are narrowed to letters and digits; one may hold the other (a prefix, a check digit
//! left out), else they must be equal. A text far from the code's is no number of it.

use super::said::{Said, judged, slips, weighing};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Field, Paper};
use crate::forensics::{Family, Finding, Strength};

const PRINT: RuleDeclaration = RuleDeclaration::new("logic.bar_code.print", Family::Logic, Strength::Medium);

/// Bar codes against their print.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.bar_code",
    family: Family::Logic,
    version: 1,
    needs: "a bar code (Code 128) and the number printed beside it",
    blind_to: "a code made anew for the changed number, and codes of other kinds",
    off_when: &["no-bar-code"],
    rules: &[PRINT],
};

/// Fields that hold what bars say, and what is printed beside each of them.
pub const FIELDS: [(&str, &str); 2] = [("bar_code", "bar_code_print"), ("bar_code_2", "bar_code_2_print")];

/// Shorter numbers agree or differ by chance.
const SHORTEST: usize = 6;
/// Of the longer of two numbers at most one in so many characters differs, or they are not the same number.
const APART: usize = 3;

/// Compares bar codes with what is printed beside them.
///
/// # Errors
/// When the paper has no bar code with a print.
pub fn check(paper: &Paper) -> Result<Vec<Finding>, &'static str> {
    let pairs: Vec<(&Field, Said<'_>)> = FIELDS
        .iter()
        .filter_map(|(code, print)| {
            let code = paper.fields.iter().find(|field| field.key == *code)?;
            Some((code, Said::field(paper, print)?))
        })
        .collect();
    if pairs.is_empty() {
        return Err("no-bar-code");
    }
    Ok(pairs.into_iter().filter_map(|(code, said)| differs(&code.value, &said)).collect())
}

fn narrowed(text: &str) -> Vec<char> {
    super::normalise(text).into_iter().filter(char::is_ascii_alphanumeric).collect()
}

fn differs(code: &str, said: &Said<'_>) -> Option<Finding> {
    let (wanted, printed) = (narrowed(code), narrowed(said.text));
    let holds =
        |a: &[char], b: &[char]| a.len() >= b.len() && a.windows(b.len().max(1)).any(|part| part == b);
    if wanted.len() < SHORTEST || printed.len() != wanted.len() || holds(&wanted, &printed) {
        return None;
    }
    let places: Vec<String> = printed
        .iter()
        .zip(&wanted)
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(place, (a, b))| format!("{}:{a}\u{2192}{b}", place + 1))
        .collect();
    if places.len() * APART > wanted.len() {
        return None;
    }
    let near = slips(&printed.iter().collect::<String>(), |other| narrowed(other) == wanted);
    let facts = [("places", places.join(", ")), ("length", printed.len().to_string())];
    let finding = judged(&PRINT, said, &near, &facts);
    // Such numbers are printed small: one character read unsurely explains it.
    let strength = if !near.is_empty() && !said.sure() { Strength::Weak } else { finding.strength };
    Some(weighing(finding, strength))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::paper;
    use super::*;
    use crate::forensics::papers::Kind;

    fn found(code: &str, print: &str) -> Vec<String> {
        let paper = paper(Kind::PurchaseContract, &[("bar_code", code), ("bar_code_print", print)]);
        check(&paper).unwrap().into_iter().map(|finding| finding.facts["places"].clone()).collect()
    }

    #[test]
    fn a_changed_print_differs_from_its_bars() {
        assert_eq!(found("HT20240518006", "HT2024 0518 009"), ["13:9\u{2192}6"]);
        assert_eq!(found("HT20240518006", "HT20240718016"), ["8:7\u{2192}5, 12:1\u{2192}0"]);
    }

    #[test]
    fn the_same_number_and_other_texts_say_nothing() {
        for print in
            ["HT20240518006", "ｈｔ20240518006", "HT-2024-0518-006", "2024年5月18日", "XX99999999999", "12"]
        {
            assert!(found("HT20240518006", print).is_empty(), "{print}");
        }
        assert!(found("12345", "12346").is_empty(), "too short");
        assert_eq!(check(&paper(Kind::LeaseContract, &[("bar_code", "HT20240518006")])), Err("no-bar-code"));
    }

    #[test]
    fn an_unsure_print_weighs_little() {
        let mut paper = paper(
            Kind::PurchaseContract,
            &[("bar_code", "HT20240518006"), ("bar_code_print", "HT20240518009")],
        );
        paper.fields[1].confidence = 0.5;
        assert_eq!(check(&paper).unwrap()[0].strength, Strength::Weak);
    }
}
