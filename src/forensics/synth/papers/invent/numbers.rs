//! Numbers with their check digits, written from the standards and not with the code that checks them.

use super::super::super::Random;
use super::days::Date;

/// So many digits, the first not 0.
pub fn digits(random: &mut Random, count: usize) -> String {
    (0..count)
        .map(|place| char::from(b'0' + if place == 0 { 1 + random.below(9) } else { random.below(10) } as u8))
        .collect()
}

/// Identity number (GB 11643): region, birth, sequence (odd for men), check character by ISO 7064 MOD 11-2.
pub fn identity(random: &mut Random, region: &str, born: Date, male: bool) -> String {
    let (year, month, day) = born.parts();
    let sequence = random.below(499) * 2 + usize::from(male);
    let mut text = format!("{region}{year:04}{month:02}{day:02}{sequence:03}");
    let sum = text.bytes().fold(0_u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let check = (12 - sum) % 11;
    text.push(if check == 10 { 'X' } else { char::from(b'0' + check as u8) });
    text
}

/// Characters of GB 32100 in the order of their values.
const CODE: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Unified social credit code (GB 32100) of an enterprise in a county, organisation code (GB 11714) inside.
pub fn credit_code(random: &mut Random, region: &str) -> String {
    let mut text = format!("91{region}MA");
    for _ in 0..6 {
        text.push(char::from(CODE[random.below(CODE.len())]));
    }
    checked(text)
}

/// The same of a public institution, whose organisation codes are digits.
pub fn institution_code(random: &mut Random, region: &str) -> String {
    checked(format!("12{region}{}", digits(random, 8)))
}

/// A unified code up to the organisation's number, with both check characters behind it.
fn checked(mut text: String) -> String {
    let own: u32 = text[8..]
        .chars()
        .zip([3, 7, 9, 10, 5, 8, 4, 2])
        .map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight)
        .sum();
    text.push(match 11 - own % 11 {
        10 => 'X',
        11 => '0',
        value => char::from(b'0' + value as u8),
    });
    let mut weight = 1;
    let mut sum = 0;
    for byte in text.bytes() {
        sum += CODE.iter().position(|c| *c == byte).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    text.push(char::from(CODE[(31 - sum % 31) % 31]));
    text
}

/// Card number of 19 digits (ISO/IEC 7812-1, Luhn).
pub fn card(random: &mut Random) -> String {
    let mut text = format!("62{}", digits(random, 16));
    let sum: u32 = text
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0');
            if place % 2 == 0 { value * 2 % 10 + value / 5 } else { value }
        })
        .sum();
    text.push(char::from(b'0' + ((10 - sum % 10) % 10) as u8));
    text
}

/// A mobile number in a range no carrier gives out.
pub fn phone(random: &mut Random) -> String {
    format!("1000{}", digits(random, 7))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::logic::{bank_card, credit_code as code_check, id_number};

    #[test]
    fn numbers_satisfy_the_checks() {
        let mut random = Random::new(5);
        for round in 0..200 {
            let born = Date::new(1960, 1, 1).later(round * 71);
            let number = identity(&mut random, "320102", born, round % 2 == 0);
            let (year, month, day) = born.parts();
            let beside = id_number::Beside {
                birth: id_number::Day::new(year as u32, month as u32, day as u32),
                sex: Some(if round % 2 == 0 { id_number::Sex::Male } else { id_number::Sex::Female }),
                today: None,
            };
            assert_eq!(id_number::check(&number, &beside), [], "{number}");
            let code = credit_code(&mut random, "320102");
            assert_eq!(code_check::check(&code), [], "{code}");
            let code = institution_code(&mut random, "320102");
            assert_eq!(code_check::check(&code), [], "{code}");
            let card = card(&mut random);
            assert_eq!(bank_card::check(&card), [], "{card}");
        }
    }
}
