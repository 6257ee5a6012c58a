//! Characters of another script than the page's: the recogniser knows many languages and takes a blurred or
//! brushed character for its relative in one of them. A page is in one script.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::text::Word;

/// A page on which one character of so many has a simplified form is written in traditional characters: two of
/// five do, on average.
const TRADITIONAL: usize = 5;

static CONVERTER: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Whether a character belongs to a script that papers of the trade are not printed in: accented Latin, Greek,
/// Cyrillic, kana, Hangul and the like.
#[must_use]
pub fn is_foreign(c: char) -> bool {
    matches!(c,
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2af}' | '\u{370}'..='\u{10ff}'
        | '\u{1e00}'..='\u{1fff}' | '\u{3040}'..='\u{30fa}' | '\u{3105}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}')
}

/// Gives lone traditional characters of a page in simplified characters their simplified form; what was read stays
/// with them as the other reading.
pub fn settle(words: &mut [Word]) {
    let han = || words.iter().flat_map(|word| word.text.chars()).filter(|c| is_han(*c));
    let mut forms: BTreeMap<char, char> = han().map(|c| (c, c)).collect();
    let Some(converter) = CONVERTER.as_ref() else { return };
    // One character a line: the converter's phrases must not see neighbours.
    let lines: String = forms.keys().flat_map(|c| [*c, '\n']).collect();
    let converted = converter.convert(&lines);
    let simplified: Vec<&str> = converted.lines().collect();
    if simplified.len() != forms.len() {
        return;
    }
    for (form, line) in forms.values_mut().zip(simplified) {
        let mut chars = line.chars();
        if let (Some(one), None) = (chars.next(), chars.next()) {
            *form = one;
        }
    }
    let all = han().count();
    let traditional = han().filter(|c| forms.get(c).is_some_and(|form| form != c)).count();
    if traditional == 0 || traditional * TRADITIONAL > all {
        return;
    }
    for word in words {
        let turned: String = word.text.chars().map(|c| forms.get(&c).copied().unwrap_or(c)).collect();
        for ((from, to), glyph) in word.text.chars().zip(turned.chars()).zip(&mut word.glyphs) {
            if from != to {
                glyph.other = Some(from);
            }
        }
        word.text = turned;
    }
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "the characters the rule is about")]
mod tests {
    use super::*;
    use crate::forensics::reading::text::{Flat, Glyph, Point};

    fn word(text: &str) -> Word {
        let glyph = Glyph { from: 0.0, to: 1.0, confidence: 0.9, other: None };
        Word {
            text: text.to_owned(),
            corners: [Point::default(); 4],
            flat: Flat::default(),
            confidence: 0.9,
            glyphs: vec![glyph; text.chars().count()],
        }
    }

    #[test]
    fn a_slip_into_the_other_script_is_put_right_and_remembered() {
        let mut words = [word("中華人民共和國居民身份证"), word("姓名张伟"), word("住址长沙市芙蓉区")];
        settle(&mut words);
        assert_eq!(words[0].text, "中华人民共和国居民身份证");
        assert_eq!(words[0].glyphs[1].other, Some('華'));
        assert_eq!(words[0].glyphs[0].other, None);
    }

    #[test]
    fn a_page_in_traditional_characters_stays_as_it_is() {
        let text = "臺北市稅務單據號碼";
        let mut words = [word(text)];
        settle(&mut words);
        assert_eq!(words[0].text, text);
    }

    #[test]
    fn scripts_of_other_languages_are_foreign() {
        assert!("ìéЖαのア한".chars().all(is_foreign));
        assert!(!"Az09中¥×÷·、—㎡№Ⅱ①%".chars().any(is_foreign));
    }
}
