//! 第N条: reading and writing article numbers, and taking them out of a question.
#![expect(clippy::non_ascii_literal, reason = "the numerals are the rule")]

/// The digits of a Chinese number, zero to nine; 〇 and 两 are read as well.
const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// The multipliers and their values.
const UNITS: [(char, u32); 3] = [('千', 1000), ('百', 100), ('十', 10)];
/// Articles above this number are no article numbers (a date, an amount).
const GREATEST: u32 = 9_999;

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|&d| d == c).and_then(|at| u32::try_from(at).ok()),
    }
}

/// Reads a number written in Chinese numerals or ASCII digits, up to 9999. `None` for anything else,
/// also for figures out of order (二百一千).
#[must_use]
pub fn read_number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|&n| n <= GREATEST);
    }
    let chars: Vec<char> = text.chars().collect();
    // 一八 and 二〇二六: figures side by side, without multipliers.
    if chars.len() > 1 && chars.iter().all(|&c| digit(c).is_some()) {
        return chars
            .iter()
            .try_fold(0_u32, |number, &c| number.checked_mul(10)?.checked_add(digit(c)?))
            .filter(|&n| n <= GREATEST);
    }
    let (mut total, mut pending, mut least) = (0_u32, None, u32::MAX);
    for &c in &chars {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(value);
            continue;
        }
        let (_, unit) = UNITS.iter().find(|(sign, _)| *sign == c)?;
        // 十八 is 一十八; elsewhere a multiplier needs its figure.
        let factor = match pending.take() {
            Some(0) if *unit == 10 && total > 0 => 1,
            Some(0) => return None,
            Some(value) => value,
            None if *unit == 10 => 1,
            None => return None,
        };
        if *unit >= least {
            return None;
        }
        least = *unit;
        total += factor * unit;
    }
    Some(total + pending.unwrap_or(0)).filter(|&n| n > 0)
}

/// Writes a number from 1 to 9999 in Chinese numerals, as statutes do (10 → 十, 110 → 一百一十).
/// `None` outside that range.
#[must_use]
pub fn write_number(number: u32) -> Option<String> {
    if number == 0 || number > GREATEST {
        return None;
    }
    let mut written = String::new();
    let mut gap = false;
    for (sign, value) in UNITS.into_iter().chain([('\0', 1)]) {
        let figure = number / value % 10;
        if figure == 0 {
            gap = !written.is_empty();
            continue;
        }
        if gap {
            written.push(DIGITS[0]);
            gap = false;
        }
        let leading_ten = value == 10 && figure == 1 && written.is_empty();
        if !leading_ten {
            written.push(*DIGITS.get(usize::try_from(figure).ok()?)?);
        }
        if value > 1 {
            written.push(sign);
        }
    }
    Some(written)
}

/// An article number found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The number.
    pub number: u32,
    /// First character (第), counted in characters.
    pub start: usize,
    /// End (exclusive, behind 条).
    pub end: usize,
}

/// Every 第N条 of a normalised text, in Chinese numerals or digits, with spaces tolerated inside.
#[must_use]
pub fn references(chars: &[char]) -> Vec<Reference> {
    let mut found = Vec::new();
    for start in (0..chars.len()).filter(|&at| chars[at] == '第') {
        let inner = chars[start + 1..]
            .iter()
            .take(12)
            .take_while(|&&c| {
                c == ' ' || c.is_ascii_digit() || digit(c).is_some() || UNITS.iter().any(|u| u.0 == c)
            })
            .count();
        let close = start + 1 + inner;
        if chars.get(close) != Some(&'条') {
            continue;
        }
        let text: String = chars[start + 1..close].iter().filter(|&&c| c != ' ').collect();
        if let Some(number) = read_number(&text).filter(|&n| n > 0) {
            found.push(Reference { number, start, end: close + 1 });
        }
    }
    found
}

/// Parts a heading such as 住房公积金管理条例第二十四条 into the document's name and the article number.
/// Without a number at its end the whole heading is the name.
#[must_use]
pub fn part_heading(heading: &str) -> (String, Option<u32>) {
    let chars: Vec<char> = heading.trim().chars().collect();
    let normalised: Vec<char> = chars.iter().map(|&c| super::normalise::normalise_char(c)).collect();
    match references(&normalised).last() {
        Some(last) if last.end == chars.len() => {
            (chars[..last.start].iter().collect::<String>().trim().to_owned(), Some(last.number))
        }
        _ => (chars.into_iter().collect(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::normalise::normalise;
    use super::*;

    #[test]
    fn reads_what_statutes_write() {
        for (text, number) in [
            ("十", 10),
            ("十八", 18),
            ("二十", 20),
            ("二十四", 24),
            ("一百", 100),
            ("一百零三", 103),
            ("一百一十", 110),
            ("一百十五", 115),
            ("一千二百六十", 1260),
            ("一千零五", 1005),
            ("一千零一十", 1010),
            ("二〇二六", 2026),
            ("一八", 18),
            ("18", 18),
        ] {
            assert_eq!(read_number(text), Some(number), "{text}");
        }
        for text in ["", "百", "二百一千", "零", "十万", "99999", "1a"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }

    #[test]
    fn writing_and_reading_agree_everywhere() {
        for number in 1..=GREATEST {
            let written = write_number(number).unwrap();
            assert_eq!(read_number(&written), Some(number), "{written}");
        }
        assert_eq!(write_number(0), None);
        assert_eq!(write_number(110).unwrap(), "一百一十");
        assert_eq!(write_number(1005).unwrap(), "一千零五");
    }

    #[test]
    fn finds_references_in_every_spelling() {
        for text in ["第十八条", "第18条", "第１８條", "看第 18 条的规定"] {
            let found = references(&normalise(text));
            assert_eq!(found.iter().map(|r| r.number).collect::<Vec<_>>(), [18], "{text}");
        }
        assert!(references(&normalise("第一款、第条、条")).is_empty());
    }

    #[test]
    fn parts_headings() {
        assert_eq!(part_heading("住房公积金管理条例第二十四条"), ("住房公积金管理条例".into(), Some(24)));
        assert_eq!(part_heading("租房提取办理指南"), ("租房提取办理指南".into(), None));
    }
}
