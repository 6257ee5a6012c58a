//! The numbers a word processor prints by itself (ECMA-376 part 1, 17.9), counted as it counts them.
#![expect(clippy::non_ascii_literal, reason = "the numerals are the rule")]

use std::collections::HashMap;

use super::xml::{Step, walk};
use crate::platform::documents::{Limits, Refused};

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Numbers of other formats inside the text are written in digits.
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false }
    }
}

#[derive(Debug, Clone, Default)]
struct List {
    /// Which counters it shares.
    shared: u32,
    levels: Vec<Level>,
    /// Levels that begin anew with this list.
    restarts: HashMap<usize, u32>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    known: HashMap<u32, List>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    restarted: std::collections::HashSet<u32>,
}

impl Lists {
    /// The number printed before the next paragraph of a list; empty for bullets and unknown lists.
    pub(super) fn next(&mut self, list: u32, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some(found) = self.known.get(&list) else { return String::new() };
        let counters = self.counters.entry(found.shared).or_default();
        if self.restarted.insert(list) {
            for (at, start) in &found.restarts {
                if let Some(counter) = counters.get_mut(*at) {
                    // One below, since the number is counted up before it is printed.
                    *counter = start.checked_sub(1);
                }
            }
        }
        let start = |at: usize| found.levels.get(at).map_or(1, |level| level.start);
        counters[level] = Some(counters[level].map_or_else(
            || found.restarts.get(&level).copied().unwrap_or_else(|| start(level)),
            |count| count.saturating_add(1),
        ));
        for deeper in &mut counters[level + 1..] {
            *deeper = None;
        }
        let Some(own) = found.levels.get(level) else { return String::new() };
        if own.format == "bullet" || own.format == "none" {
            return String::new();
        }
        let mut out = String::new();
        let mut chars = own.text.chars().peekable();
        while let Some(c) = chars.next() {
            let place = chars.peek().and_then(|c| c.to_digit(10)).map(|digit| digit as usize);
            match (c, place) {
                ('%', Some(place)) if (1..=LEVELS).contains(&place) => {
                    chars.next();
                    let at = place - 1;
                    let count = counters[at].unwrap_or_else(|| start(at));
                    let format = found.levels.get(at).map_or("decimal", |level| level.format.as_str());
                    let digits = own.legal && at != level;
                    out.push_str(&written(count, if digits { "decimal" } else { format }));
                }
                _ => out.push(c),
            }
        }
        match out.chars().next_back() {
            // The name of an article or chapter is set off, as it is in print.
            Some('条' | '章' | '节' | '编' | '款') => out.push('\u{3000}'),
            Some(c) if c.is_ascii_alphanumeric() || c == '.' => out.push(' '),
            _ => {}
        }
        out
    }
}

/// Reads the numbering part.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Lists, Refused> {
    let mut shared: HashMap<u32, Vec<Level>> = HashMap::new();
    let mut lists = Lists::default();
    let mut open_shared = None;
    let mut open_list: Option<(u32, List)> = None;
    let mut level = 0_usize;
    let mut fresh: Option<Level> = None;
    let mut overridden: HashMap<(u32, usize), Level> = HashMap::new();
    walk(text, limits, |step| {
        match step {
            Step::Open(element) => {
                let number = |name: &str| element.get(name).and_then(|value| value.parse::<u32>().ok());
                match element.name {
                    "abstractNum" => open_shared = number("abstractNumId"),
                    "num" => open_list = number("numId").map(|id| (id, List::default())),
                    "abstractNumId" => {
                        if let Some((_, list)) = &mut open_list {
                            list.shared = element.val().parse().unwrap_or(u32::MAX);
                        }
                    }
                    "lvl" => {
                        level = number("ilvl").map_or(0, |at| at as usize).min(LEVELS - 1);
                        fresh = Some(Level::default());
                    }
                    "lvlOverride" => level = number("ilvl").map_or(0, |at| at as usize).min(LEVELS - 1),
                    "startOverride" => {
                        if let Some((_, list)) = &mut open_list {
                            list.restarts.insert(level, element.val().parse().unwrap_or(1));
                        }
                    }
                    name => {
                        if let Some(fresh) = &mut fresh {
                            match name {
                                "start" => fresh.start = element.val().parse().unwrap_or(1),
                                "numFmt" => fresh.format = element.val(),
                                "lvlText" => fresh.text = element.val(),
                                "isLgl" => fresh.legal = element.on(),
                                _ => {}
                            }
                        }
                    }
                }
            }
            Step::Close("lvl") => {
                if let Some(done) = fresh.take() {
                    match (&open_list, open_shared) {
                        (Some((id, _)), _) => {
                            overridden.insert((*id, level), done);
                        }
                        (None, Some(id)) => {
                            let levels: &mut Vec<Level> = shared.entry(id).or_default();
                            levels.resize(levels.len().max(level + 1), Level::default());
                            levels[level] = done;
                        }
                        (None, None) => {}
                    }
                }
            }
            Step::Close("abstractNum") => open_shared = None,
            Step::Close("num") => {
                if let Some((id, list)) = open_list.take() {
                    lists.known.insert(id, list);
                }
            }
            Step::Close(_) | Step::Words(_) => {}
        }
        Ok(())
    })?;
    for list in lists.known.values_mut() {
        list.levels = shared.get(&list.shared).cloned().unwrap_or_default();
    }
    for ((id, level), own) in overridden {
        if let Some(list) = lists.known.get_mut(&id) {
            list.levels.resize(list.levels.len().max(level + 1), Level::default());
            list.levels[level] = own;
        }
    }
    Ok(lists)
}

/// A number in one of the formats of 17.18.59; formats not listed there are written in digits.
fn written(number: u32, format: &str) -> String {
    const PLAIN: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let one = |first: char, most: u32| {
        let code = u32::from(first) + number.saturating_sub(1);
        char::from_u32(code).filter(|_| (1..=most).contains(&number)).map(String::from)
    };
    let written = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => counted(
            number,
            ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
            ["", "十", "百", "千"],
        ),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            let digits = LEGAL.map(String::from);
            counted(number, std::array::from_fn(|at| digits[at].as_str()), ["", "拾", "佰", "仟"])
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            let digits = number
                .to_string()
                .chars()
                .filter_map(|c| c.to_digit(10))
                .map(|d| PLAIN[d as usize])
                .collect();
            Some(digits)
        }
        "ideographTraditional" => STEMS.get(number.saturating_sub(1) as usize).map(ToString::to_string),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |c: char| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c);
            Some(number.to_string().chars().map(wide).collect())
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => one('①', 20),
        "decimalEnclosedFullstop" => one('⒈', 20),
        "decimalEnclosedParen" => one('⑴', 20),
        "ideographEnclosedCircle" => one('㊀', 10),
        "lowerLetter" | "upperLetter" => {
            let first = if format == "lowerLetter" { b'a' } else { b'A' };
            let index = number.saturating_sub(1);
            let letter = char::from(first + u8::try_from(index % 26).unwrap_or(0));
            // The 27th is aa, as the word processor writes it.
            (number > 0 && number < 260).then(|| letter.to_string().repeat((index / 26 + 1) as usize))
        }
        "lowerRoman" => roman(number).map(|text| text.to_ascii_lowercase()),
        "upperRoman" => roman(number),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}

fn counted(number: u32, digits: [&str; 10], units: [&str; 4]) -> Option<String> {
    if number == 0 || number > 9999 {
        return None;
    }
    let mut out = String::new();
    let mut gap = false;
    for power in (0..4_u32).rev() {
        let digit = (number / 10_u32.pow(power) % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push_str(digits[0]);
            gap = false;
        }
        // Ten at the head is written without its one, except in the sealed numerals of contracts.
        if !(out.is_empty() && power == 1 && digit == 1 && units[1] == "十") {
            out.push_str(digits[digit]);
        }
        out.push_str(units[power as usize]);
    }
    Some(out)
}

fn roman(number: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return None;
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_word_processor_writes_them() {
        for (number, format, expected) in [
            (10, "chineseCounting", "十"),
            (23, "chineseCountingThousand", "二十三"),
            (105, "japaneseCounting", "一百零五"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (20, "ideographDigital", "二〇"),
            (3, "ideographTraditional", "丙"),
            (7, "decimalZero", "07"),
            (12, "decimalFullWidth", "１２"),
            (4, "decimalEnclosedCircleChinese", "④"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (5, "no such format", "5"),
            (0, "chineseCounting", "0"),
        ] {
            assert_eq!(written(number, format), expected, "{format}");
        }
    }

    #[test]
    fn lists_count_restart_and_share() {
        let text = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
            </w:numbering>"#;
        let mut lists = read(text, &Limits::default()).unwrap();
        let printed: Vec<String> = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (1, 2), (5, 0)]
            .map(|(l, v)| lists.next(l, v))
            .into();
        assert_eq!(printed, ["第一条　", "1.1 ", "1.2 ", "第二条　", "2.1 ", "第九条　", "第十条　", "", ""]);
    }
}
