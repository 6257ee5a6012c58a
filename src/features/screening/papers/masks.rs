//! What of a paper is personal and how it is shown before somebody asked for it with a purpose. What the checks
//! need the eye for (amounts, areas, dates of papers) stays readable; who and where somebody is does not.

use crate::platform::i18n::{mask_card, mask_identity, mask_name, mask_phone};

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Veil {
    /// Whole: a number of a document or of a firm.
    Plain,
    /// Whole, but for long runs of digits.
    Open,
    /// A person's name, or a firm's where either may stand.
    Name,
    /// An identity number.
    Identity,
    /// A number of a card, an account, a certificate.
    Number,
    /// A telephone number.
    Phone,
    /// An address: its beginning.
    Where,
    /// A birth date: its year.
    Birth,
    /// Nothing of it.
    Hidden,
}

fn veil(key: &str) -> Veil {
    match key {
        "person" | "account_name" | "buyer" | "co_buyer" | "seller" | "lessor" | "lessee" | "name"
        | "name_a" | "name_b" | "holder" | "owner" | "head" | "payee" | "reviewer" | "issuer"
        | "counterparty" => Veil::Name,
        "account_number"
        | "card_number"
        | "counterparty_account"
        | "certificate_number"
        | "unit_number"
        | "serial"
        | "household_number" => Veil::Number,
        "phone" => Veil::Phone,
        "address" | "native_place" | "birthplace" => Veil::Where,
        "born_on" | "born_a" | "born_b" => Veil::Birth,
        "ethnicity" => Veil::Hidden,
        "invoice_code" | "invoice_number" | "check_code" | "contract_number" => Veil::Plain,
        _ if key.ends_with("_code") => Veil::Plain,
        _ if key.contains("id_number") => Veil::Identity,
        _ => Veil::Open,
    }
}

/// Whether a field names or places a person, so that it is shown whole only for a stated purpose.
#[must_use]
pub fn is_personal(key: &str) -> bool {
    !matches!(veil(key), Veil::Open | Veil::Plain)
}

/// A value as everybody who may see the case sees it.
#[must_use]
pub fn shown(key: &str, value: &str) -> String {
    match veil(key) {
        Veil::Plain => value.to_owned(),
        Veil::Open => hide_digits(value),
        Veil::Name => mask_name(value),
        Veil::Identity => mask_identity(value),
        // Four figures stay of the longest number: so short a one is the number of a row.
        Veil::Number if value.chars().filter(|c| c.is_alphanumeric()).count() <= 4 => value.to_owned(),
        Veil::Number => mask_card(value),
        Veil::Phone => mask_phone(value),
        Veil::Where => beginning(value),
        Veil::Birth => {
            let mut digits = 0;
            value
                .chars()
                .map(|c| {
                    digits += usize::from(c.is_numeric());
                    if c.is_numeric() && digits > 4 { '*' } else { c }
                })
                .collect()
        }
        Veil::Hidden => "*".repeat(value.chars().count().min(12)),
    }
}

/// The first third of an address, at most six characters: the town, not the door.
fn beginning(value: &str) -> String {
    let all = value.chars().count();
    let kept = (all / 3).min(6);
    value.chars().take(kept).chain(std::iter::repeat_n('*', all - kept)).collect()
}

/// Long runs of digits but for their last two: numbers stand in remarks as well. No amount has a run that long.
fn hide_digits(value: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    let mut out = String::with_capacity(value.len());
    let mut at = 0;
    while at < chars.len() {
        // Spaces and dashes group the digits of cards and accounts.
        let mut end = at;
        let mut digits = 0;
        while let Some(c) = chars.get(end) {
            if c.is_numeric() || (digits > 0 && matches!(c, 'X' | 'x')) {
                digits += 1;
            } else if digits == 0 || !matches!(c, ' ' | '-') {
                break;
            }
            end += 1;
        }
        if digits == 0 {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        // A date is a run of eight with two dashes; everything longer than ten digits is a number of somebody.
        let mut left = digits;
        for c in &chars[at..end] {
            let number = c.is_numeric() || matches!(c, 'X' | 'x');
            out.push(if number && digits > 10 && left > 2 { '*' } else { *c });
            left -= usize::from(number);
        }
        at = end;
    }
    out
}

/// The words of a page as the text layer shows them before anybody asked: long numbers masked, and every word
/// that stands where a personal field stands (`overlaps`) hidden.
#[must_use]
pub fn hide_in_words(text: &str, overlaps: bool) -> String {
    if overlaps {
        text.chars().map(|c| if c.is_alphanumeric() { '*' } else { c }).collect()
    } else {
        hide_digits(text)
    }
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "invented people and numbers")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn who_and_where_is_hidden_and_what_is_checked_is_not() {
        assert_eq!(shown("id_number", "11010519491231002X"), "110***********002X");
        assert_eq!(shown("buyer_id_number", "11010519491231002X"), "110***********002X");
        assert_eq!(shown("name", "许景行"), "许*行");
        assert_eq!(shown("card_number", "6222020000001234567"), "***************4567");
        assert_eq!(
            (shown("serial", "21"), shown("serial", "202603010007")),
            ("21".to_owned(), "********0007".to_owned())
        );
        assert!(shown("address", "岚浦市海棠区望潮路18号3幢502室").starts_with("岚浦市"));
        assert!(!shown("address", "岚浦市海棠区望潮路18号3幢502室").contains("502"));
        assert_eq!(shown("born_on", "1949年12月31日"), "1949年**月**日");
        for open in ["1,234,567.89", "2026-03-01", "2026年3月1日", "120.5", "壹拾贰万元整"] {
            assert_eq!(shown("total", open), open);
        }
        assert_eq!(shown("note", "卡号6222 0200 0000 1234 567"), "卡号**** **** **** **** *67");
        assert_eq!(hide_in_words("许景行", true), "***");
        assert_eq!(hide_in_words("姓名：11010519491231002X", false), "姓名：****************2X");
    }

    proptest! {
        #[test]
        fn no_long_number_is_left_open(before in "[^0-9]{0,6}", number in "[0-9]{11,24}") {
            let text = format!("{before}{number}");
            for key in ["note", "total", "title", "id_number", "address", "name"] {
                prop_assert!(!shown(key, &text).contains(&number));
            }
            prop_assert!(!hide_in_words(&text, false).contains(&number));
        }

        #[test]
        fn masks_keep_the_length(text in ".{0,40}") {
            prop_assert_eq!(hide_in_words(&text, false).chars().count(), text.chars().count());
        }
    }
}
