//! One character in, one character out: the form in which text is compared.
//!
//! Indexing and querying go through the same door, and since no character is ever added or removed, the
//! n-th character of the normalised text is the n-th character of the original: a match found in the one
//! is highlighted in the other without a map. That is the reason why longer foldings (NFKC, ligatures,
//! words that differ between regions) are left out.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// First character the Traditional table covers (CJK Extension A).
const TABLE_FROM: u32 = 0x3400;
/// Last character the Traditional table covers (end of the Unified Ideographs block).
const TABLE_TO: u32 = 0x9FFF;

/// Simplified form of each character from [`TABLE_FROM`] to [`TABLE_TO`], built once.
///
/// Only entries that turn one character into one character are taken; the others stay as they are.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let originals: Vec<char> = (TABLE_FROM..=TABLE_TO).filter_map(char::from_u32).collect();
    // Without the converter the table is the identity: Traditional queries then match Traditional text only.
    let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else { return originals };
    // One character a line: the converter's phrase rules must not see neighbours.
    let lines: String = originals.iter().flat_map(|&c| [c, '\n']).collect();
    let converted = converter.convert(&lines);
    let mut table: Vec<char> = converted
        .lines()
        .zip(&originals)
        .map(|(line, &original)| {
            let mut chars = line.chars();
            match (chars.next(), chars.next()) {
                (Some(simplified), None) => simplified,
                _ => original,
            }
        })
        .collect();
    if table.len() != originals.len() {
        table.clone_from(&originals);
    }
    table
});

/// The Simplified form of one character; the character itself where there is none.
#[must_use]
pub fn simplified(c: char) -> char {
    let code = u32::from(c);
    if !(TABLE_FROM..=TABLE_TO).contains(&code) {
        return c;
    }
    usize::try_from(code - TABLE_FROM).ok().and_then(|at| SIMPLIFIED.get(at)).copied().unwrap_or(c)
}

/// The form of one character in which text is compared: full width to ASCII, ideographic space to space,
/// lower case (where that is one character), Traditional to Simplified.
#[must_use]
pub fn normalise_char(c: char) -> char {
    let code = u32::from(c);
    // Most characters met here are Han, which have no case.
    if (TABLE_FROM..=TABLE_TO).contains(&code) {
        return simplified(c);
    }
    let narrow = match code {
        0x3000 => ' ',
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    if narrow.is_ascii() {
        return narrow.to_ascii_lowercase();
    }
    let mut lower = narrow.to_lowercase();
    let folded = match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => narrow,
    };
    simplified(folded)
}

/// The normalised characters of a text, as many as the text has.
#[must_use]
pub fn normalise(text: &str) -> Vec<char> {
    text.chars().map(normalise_char).collect()
}

/// The normalised text as a string.
#[must_use]
pub fn normalised(text: &str) -> String {
    text.chars().map(normalise_char).collect()
}

/// Whether a character is a Han character: U+3400–9FFF, U+F900–FAFF, U+20000–3FFFF.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_width_case_and_script() {
        assert_eq!(normalised("ＡＢＣ１２３（提取）　條件"), "abc123(提取) 条件");
        assert_eq!(normalised("住房公積金貸款"), "住房公积金贷款");
        // A lower case of two characters would move every later offset.
        assert_eq!(normalised("İstanbul"), "İstanbul");
    }

    #[test]
    fn the_table_is_filled_and_settled() {
        let moved =
            (TABLE_FROM..=TABLE_TO).filter_map(char::from_u32).filter(|&c| simplified(c) != c).count();
        assert!(moved > 2_500, "only {moved} Traditional characters are known");
    }

    proptest! {
        #[test]
        fn keeps_the_number_of_characters(text in ".{0,80}") {
            prop_assert_eq!(normalise(&text).len(), text.chars().count());
        }

        #[test]
        fn each_offset_stands_for_its_own_character(text in "[一-龥A-Za-zＡ-Ｚ０-９，。 　]{0,60}") {
            let whole = normalise(&text);
            for (at, c) in text.chars().enumerate() {
                prop_assert_eq!(whole[at], normalise_char(c));
            }
        }
    }
}
