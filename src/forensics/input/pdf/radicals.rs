//! Radicals that stand for whole characters.
//!
//! Several fonts draw a character and the radical of the same shape with one glyph, and programs that write
//! PDFs then name the glyph by the radical: 户, 金, 日 and 民 come out as U+2F3E, U+2FA6, U+2F47 and U+2EA0.
#![expect(clippy::non_ascii_literal, reason = "the table is about these characters")]

use unicode_normalization::UnicodeNormalization as _;

/// Radicals of the supplement (U+2E80 to U+2EFF) that are characters of their own, after Unicode's
/// `EquivalentUnifiedIdeograph`. Those of the Kangxi block have compatibility mappings.
const SUPPLEMENT: [(char, char); 47] = [
    ('\u{2e81}', '厂'),
    ('\u{2e87}', '几'),
    ('\u{2e88}', '刀'),
    ('\u{2e8a}', '卜'),
    ('\u{2e92}', '巳'),
    ('\u{2e93}', '幺'),
    ('\u{2e97}', '心'),
    ('\u{2e9d}', '月'),
    ('\u{2e9f}', '母'),
    ('\u{2ea0}', '民'),
    ('\u{2eac}', '示'),
    ('\u{2eb6}', '羊'),
    ('\u{2ebb}', '聿'),
    ('\u{2ebc}', '肉'),
    ('\u{2ebd}', '臼'),
    ('\u{2ec1}', '虎'),
    ('\u{2ec4}', '西'),
    ('\u{2ec5}', '见'),
    ('\u{2ec6}', '角'),
    ('\u{2ec9}', '贝'),
    ('\u{2ecb}', '车'),
    ('\u{2ecf}', '邑'),
    ('\u{2ed1}', '長'),
    ('\u{2ed3}', '长'),
    ('\u{2ed4}', '门'),
    ('\u{2ed7}', '雨'),
    ('\u{2ed8}', '青'),
    ('\u{2ed9}', '韦'),
    ('\u{2eda}', '页'),
    ('\u{2edb}', '风'),
    ('\u{2edc}', '飞'),
    ('\u{2edd}', '食'),
    ('\u{2ee1}', '首'),
    ('\u{2ee2}', '马'),
    ('\u{2ee3}', '骨'),
    ('\u{2ee4}', '鬼'),
    ('\u{2ee5}', '鱼'),
    ('\u{2ee6}', '鸟'),
    ('\u{2ee7}', '卤'),
    ('\u{2ee8}', '麦'),
    ('\u{2ee9}', '黄'),
    ('\u{2eea}', '黾'),
    ('\u{2eec}', '齐'),
    ('\u{2eee}', '齿'),
    ('\u{2eef}', '竜'),
    ('\u{2ef0}', '龙'),
    ('\u{2ef3}', '龟'),
];

/// The character a radical stands for; every other character as it is.
pub fn whole(c: char) -> char {
    match c {
        // Its mapping is the form of other regions; fonts here draw it like the character for door and household.
        '\u{2f3e}' => '户',
        '\u{2f00}'..='\u{2fdf}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        '\u{2e80}'..='\u{2eff}' => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, whole)| *whole)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_they_stand_for() {
        let read: String =
            "\u{2f3e}名 \u{2fa6}额 \u{2f47}期 \u{2f08}\u{2ea0}币 12".chars().map(whole).collect();
        assert_eq!(read, "户名 金额 日期 人民币 12");
        // A radical that is no character stays what it is.
        assert_eq!(whole('\u{2ea1}'), '\u{2ea1}');
    }

    #[test]
    fn the_table_is_in_order_and_leads_to_ideographs() {
        assert!(SUPPLEMENT.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(SUPPLEMENT.iter().all(|(_, whole)| ('\u{4e00}'..='\u{9fff}').contains(whole)));
    }
}
