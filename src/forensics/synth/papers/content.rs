//! What a paper says, before it is laid out: values by key, rows of its table.
//!
//! Values are canonical (dates `2024-03-05`, amounts `12345.67`); a template says how each is written.

use std::collections::BTreeMap;

use crate::forensics::logic::amount::grouped;

/// One row of a table by column key.
pub type Row = BTreeMap<&'static str, String>;

/// What a paper says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Fields by key.
    pub values: BTreeMap<&'static str, String>,
    /// The table; empty for papers without one.
    pub rows: Vec<Row>,
}

impl Content {
    /// A value; empty when there is none.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    /// Sets a value.
    pub fn set(&mut self, key: &'static str, value: impl Into<String>) {
        self.values.insert(key, value.into());
    }

    /// An amount in fen.
    #[must_use]
    pub fn fen(&self, key: &str) -> i64 {
        fen(self.get(key)).unwrap_or(0)
    }
}

/// Fen of a canonical amount.
#[must_use]
pub fn fen(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (yuan, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    if cents.len() != 2 {
        return None;
    }
    let yuan: i64 = yuan.parse().ok()?;
    Some(sign * (yuan.checked_mul(100)?.checked_add(cents.parse().ok()?)?))
}

/// The canonical amount of so many fen.
#[must_use]
pub fn amount(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.unsigned_abs() / 100, fen.unsigned_abs() % 100)
}

/// How a template writes a canonical value; an unknown shape leaves it as it is.
#[must_use]
pub fn shaped(value: &str, shape: &str) -> String {
    let parts: Vec<&str> = value.split('-').collect();
    if let ([year, month, day], true) = (parts.as_slice(), value.len() == 10) {
        let bare = |text: &str| text.trim_start_matches('0').to_owned();
        return match shape {
            "cn" => format!("{year}\u{5e74}{month}\u{6708}{day}\u{65e5}"),
            "cnp" => format!("{year}\u{5e74}{}\u{6708}{}\u{65e5}", bare(month), bare(day)),
            "dot" => format!("{year}.{month}.{day}"),
            "slash" => format!("{year}/{month}/{day}"),
            "flat" => format!("{year}{month}{day}"),
            "month" => format!("{year}\u{5e74}{}\u{6708}", bare(month)),
            "full" => {
                let date = format!("{year}\u{5e74}{}\u{6708}{}\u{65e5}", bare(month), bare(day));
                date.chars().map(full_width).collect()
            }
            "han" => {
                let year: String = year.chars().map(han_digit).collect();
                format!("{year}\u{5e74}{}\u{6708}{}\u{65e5}", han_count(month), han_count(day))
            }
            _ => value.to_owned(),
        };
    }
    match shape {
        "four" => {
            let all: Vec<char> = value.chars().collect();
            return all.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
        }
        "masked" if value.is_ascii() && value.len() > 12 => {
            return format!("{}****{}", &value[..6], &value[value.len() - 4..]);
        }
        _ => {}
    }
    if let Some(all) = fen(value) {
        let plain = grouped(all.unsigned_abs());
        let signed = |text: &str| format!("{}{text}", if all < 0 { "-" } else { "" });
        return match shape {
            "group" => signed(&plain),
            "yuan" => format!("\u{a5}{}", signed(&plain)),
            "wide" => format!("\u{ffe5}{}", signed(&amount(all.abs()))),
            "bare" => amount(all.abs()),
            "size" => plain,
            "signed" => format!("{}{plain}", if all < 0 { "-" } else { "+" }),
            "whole" => signed(plain.split('.').next().unwrap_or(&plain)),
            "integer" => (all / 100).to_string(),
            _ => value.to_owned(),
        };
    }
    value.to_owned()
}

/// A digit as wide as a Han character.
fn full_width(character: char) -> char {
    character.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or(character)
}

/// Han digits from zero, as years are written.
const HAN: [char; 10] = [
    '\u{3007}', '\u{4e00}', '\u{4e8c}', '\u{4e09}', '\u{56db}', '\u{4e94}', '\u{516d}', '\u{4e03}',
    '\u{516b}', '\u{4e5d}',
];

fn han_digit(character: char) -> char {
    character.to_digit(10).and_then(|digit| HAN.get(digit as usize)).copied().unwrap_or(character)
}

/// A number of two digits as it is counted: ten, eleven, twenty-one.
fn han_count(text: &str) -> String {
    let Ok(value) = text.parse::<usize>() else { return text.to_owned() };
    let digit = |value: usize| HAN.get(value).copied().filter(|_| value > 0);
    let tens = (value > 9).then_some('\u{5341}');
    digit(value / 10).filter(|_| value > 19).into_iter().chain(tens).chain(digit(value % 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_templates_ask() {
        assert_eq!(shaped("2024-03-05", "cnp"), "2024年3月5日");
        assert_eq!(shaped("2024-03-05", "flat"), "20240305");
        assert_eq!(shaped("2024-03-05", "full"), "２０２４年３月５日");
        assert_eq!(shaped("2024-10-05", "han"), "二〇二四年十月五日");
        assert_eq!(shaped("2024-12-21", "han"), "二〇二四年十二月二十一日");
        assert_eq!(shaped("-12345.60", "group"), "-12,345.60");
        assert_eq!(shaped("12345.60", "signed"), "+12,345.60");
        assert_eq!(shaped("12345.60", "whole"), "12,345");
        assert_eq!(shaped("-12345.60", "bare"), "12345.60");
        assert_eq!(shaped("-12345.60", "size"), "12,345.60");
        assert_eq!(shaped("6222021234567890", "four"), "6222 0212 3456 7890");
        assert_eq!(fen("-0.05"), Some(-5));
        assert_eq!(amount(-5), "-0.05");
        assert_eq!(fen("12"), Some(1200));
        assert_eq!(fen("a.00"), None);
    }
}
