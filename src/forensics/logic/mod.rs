//! Numbers that must agree. These checks take typed-in text as well as read text; a finding
//! that rests on reading first offers the readings that differ in one character.

pub mod amount;
pub mod bank_card;
pub mod bar_code;
pub mod case;
pub mod certificate;
mod check;
pub mod credit_code;
pub mod dates;
pub mod id_number;
pub mod identity;
pub mod normal;
pub mod price;
pub mod qr;
mod said;
pub mod seal;
pub mod statement;
pub mod sums;

pub use case::{CaseFinding, CasePlace, Typed, check_case};
pub use check::check_papers;

use std::collections::BTreeMap;

use super::detectors::{Declaration, RuleDeclaration};
use super::{Family, Finding};

/// Identity numbers (GB 11643).
pub const ID_NUMBER: Declaration = Declaration {
    key: "logic.id_number",
    family: Family::Logic,
    version: 1,
    needs: "the number as text; the printed birth date and sex when known",
    blind_to: "a number of another person, or an invented one with a right check digit",
    off_when: &[],
    rules: &id_number::RULES,
};

/// Unified social credit codes (GB 32100, GB 11714).
pub const CREDIT_CODE: Declaration = Declaration {
    key: "logic.credit_code",
    family: Family::Logic,
    version: 1,
    needs: "the code as text",
    blind_to: "the code of another organisation",
    off_when: &[],
    rules: &credit_code::RULES,
};

/// Bank card numbers (ISO/IEC 7812-1).
pub const BANK_CARD: Declaration = Declaration {
    key: "logic.bank_card",
    family: Family::Logic,
    version: 1,
    needs: "what is labelled a card number, as text",
    blind_to: "the card of another person, and account numbers, which follow no such rule",
    off_when: &[],
    rules: &bank_card::RULES,
};

/// Amounts in words against figures.
pub const AMOUNT: Declaration = Declaration {
    key: "logic.amount",
    family: Family::Logic,
    version: 1,
    needs: "the amount in words and in figures, as text",
    blind_to: "an amount changed in both places",
    off_when: &[],
    rules: &amount::RULES,
};

/// One character that, read differently, would make the number agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misread {
    /// Place, from 1, as people count.
    pub place: usize,
    /// What was read.
    pub read: char,
    /// What would agree.
    pub instead: char,
    /// Whether the two look alike, so that this reading should be offered first.
    pub alike: bool,
}

/// Pairs that readers and people confuse.
const ALIKE: [(char, char); 21] = [
    ('0', '8'),
    ('0', '6'),
    ('0', '9'),
    ('1', '7'),
    ('1', '4'),
    ('2', '7'),
    ('3', '8'),
    ('3', '5'),
    ('3', '9'),
    ('5', '6'),
    ('5', '8'),
    ('6', '8'),
    ('8', '9'),
    ('4', '9'),
    ('0', 'D'),
    ('0', 'Q'),
    ('8', 'B'),
    ('2', 'Z'),
    ('5', 'S'),
    ('6', 'G'),
    ('1', 'L'),
];

fn alike(a: char, b: char) -> bool {
    ALIKE.contains(&(a, b)) || ALIKE.contains(&(b, a))
}

/// Upper case, full-width forms narrowed (the part of NFKC such numbers need), separators dropped.
fn normalise(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{3000}'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The candidates as short texts: places and characters, never the number itself, because
/// reports are kept longer than anyone may read the number.
fn candidates(misreads: &[Misread]) -> String {
    let texts: Vec<String> =
        misreads.iter().take(6).map(|m| format!("{}:{}\u{2192}{}", m.place, m.read, m.instead)).collect();
    texts.join(", ")
}

fn finding(rule: &RuleDeclaration, facts: &[(&str, String)]) -> Finding {
    Finding {
        rule: rule.key.to_owned(),
        family: rule.family,
        page: None,
        region: None,
        source_region: None,
        strength: rule.max_strength,
        score: 1.0,
        facts: facts
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect::<BTreeMap<_, _>>(),
        counts: rule.max_strength == super::Strength::Strong,
    }
}

#[cfg(test)]
mod fixture;
