//! Personal data has no place in notes, questions and answers: identity numbers, telephone numbers and account
//! numbers are recognised by their form and refused before anything is stored.
//!
//! Names are not recognised: no rule tells 高兴 the person from 高兴 the word. The forms say so beside the field.

use crate::kernel::fault::FormCheck;

/// What was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// 居民身份证号码: 17 digits and a digit or X (GB 11643-1999), whether or not its check digit fits, for a
    /// number with one digit mistyped still names somebody.
    Identity,
    /// A mobile number: 11 digits from 13 to 19.
    Phone,
    /// A bank card or account number: 12 digits or more.
    Account,
}

impl Personal {
    /// Key of the sentence that refuses it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Identity => "personal-identity",
            Self::Phone => "personal-phone",
            Self::Account => "personal-account",
        }
    }
}

/// The first personal number in a text. Digits count together across single spaces and hyphens, as people
/// write them in groups; full-width digits count as digits.
#[must_use]
pub fn find(text: &str) -> Option<Personal> {
    numbers(text).into_iter().find_map(|number| kind(&number))
}

/// Marks a field of a form that holds such a number.
pub fn refuse(form: &mut FormCheck, field: &'static str, text: &str) {
    if let Some(personal) = find(text) {
        form.require(false, field, personal.key());
    }
}

fn kind(number: &str) -> Option<Personal> {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plain = number.len();
    if plain == 18 && digits >= 17 {
        return Some(Personal::Identity);
    }
    let mobile = plain == 11 && number.starts_with('1') && !matches!(number.as_bytes()[1], b'0'..=b'2');
    if mobile || (plain == 13 && number.starts_with("861")) {
        return Some(Personal::Phone);
    }
    // A landline with its area code is the telephone of an office.
    let landline = number.starts_with('0') && plain <= 12;
    (digits >= 12 && !landline).then_some(Personal::Account)
}

/// The numbers of a text, without the signs between their groups and without days (2026-11-22).
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut groups: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars().map(narrow).chain(['.']) {
        let length: usize = groups.iter().map(String::len).sum();
        if c.is_ascii_digit() || (matches!(c, 'x' | 'X') && length == 17) {
            match groups.last_mut().filter(|_| open) {
                Some(group) => group.push(c),
                None => groups.push(c.to_string()),
            }
            open = true;
        } else if matches!(c, ' ' | '-') && open {
            open = false;
        } else {
            found.push(without_days(&groups));
            groups.clear();
            open = false;
        }
    }
    found
}

fn without_days(groups: &[String]) -> String {
    let mut number = String::new();
    let mut rest = groups;
    while let [first, after @ ..] = rest {
        let day = first.len() == 4
            && (first.starts_with("19") || first.starts_with("20"))
            && matches!(after, [month, day, ..] if month.len() <= 2 && day.len() <= 2);
        if day {
            rest = &after[2..];
        } else {
            number.push_str(first);
            rest = after;
        }
    }
    number
}

fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

/// A question as the search log keeps it: without spaces at its ends, runs of four and more digits hidden, so
/// that 第18条 stays and a number of a person does not.
#[must_use]
pub fn without_numbers(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let digit = |c: char| narrow(c).is_ascii_digit();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if !digit(chars[at]) {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        // A run goes on across single spaces and hyphens.
        let mut end = at;
        let mut digits = 0;
        while end < chars.len() {
            if digit(chars[end]) {
                digits += 1;
                end += 1;
            } else if matches!(chars[end], ' ' | '-') && chars.get(end + 1).is_some_and(|c| digit(*c)) {
                end += 1;
            } else {
                break;
            }
        }
        if digits >= 4 {
            out.push_str("####");
        } else {
            out.extend(&chars[at..end]);
        }
        at = end;
    }
    out
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "invented texts")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_people_are_seen() {
        for text in [
            "11010519491231002X",
            "证号 110105194912310021。",
            "１１０１０５１９４９１２３１００２Ｘ",
            "110105 19491231 002x",
        ] {
            assert_eq!(find(text), Some(Personal::Identity), "{text}");
        }
        for text in ["电话13800138000", "138 0013 8000", "138-0013-8000", "8613800138000"] {
            assert_eq!(find(text), Some(Personal::Phone), "{text}");
        }
        assert_eq!(find("卡号6222020200112233445"), Some(Personal::Account));
    }

    #[test]
    fn numbers_of_the_trade_are_not() {
        for text in [
            "2026-11-22",
            "〔2025〕7号",
            "每月1500元",
            "第18条",
            "12329",
            "0531-12345678",
            "2026年第110105号",
            "2026-11-22 2027-01-01",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn the_log_keeps_articles_and_hides_numbers() {
        assert_eq!(without_numbers(" 第18条 "), "第18条");
        assert_eq!(without_numbers("13800138000的余额"), "####的余额");
        assert_eq!(without_numbers("138 0013 8000"), "####");
        assert_eq!(without_numbers("２０２６年"), "####年");
    }

    proptest! {
        #[test]
        fn nothing_personal_is_left_in_the_log(text in "[0-9 xX甲-]{0,40}") {
            prop_assert_eq!(find(&without_numbers(&text)), None);
        }
    }
}
