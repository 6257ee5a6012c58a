//! The same questions asked otherwise: with a slip of the keyboard, in Traditional characters, in pinyin.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::platform::search::normalise::is_han;
use crate::platform::search::pinyin::readings;

/// How the questions are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// As they stand in the file.
    #[default]
    Written,
    /// One character replaced by another that is read alike, as an input method offers them.
    Typo,
    /// In Traditional characters.
    Traditional,
    /// Every Chinese character as its syllable.
    Pinyin,
}

/// What puts questions otherwise.
pub struct Asking {
    manner: Manner,
    traditional: OpenCC,
    /// The characters an input method offers first, with their syllables.
    common: Vec<(char, &'static str)>,
}

impl Asking {
    /// Gets ready.
    ///
    /// # Errors
    /// When the tables of Traditional characters cannot be read.
    pub fn new(manner: Manner) -> Result<Self> {
        let traditional = OpenCC::from_config(BuiltinConfig::S2t).context("Traditional characters")?;
        Ok(Self { manner, traditional, common: common() })
    }

    /// The question as it is put; the same for the same question.
    #[must_use]
    pub fn put(&self, question: &str) -> String {
        match self.manner {
            Manner::Written => question.to_owned(),
            Manner::Typo => self.mistyped(question),
            Manner::Traditional => self.traditional.convert(question),
            Manner::Pinyin => question
                .chars()
                .map(|c| readings(c).next().map_or_else(|| c.to_string(), ToOwned::to_owned))
                .collect(),
        }
    }

    /// Place and character are drawn by the hash of the question.
    fn mistyped(&self, question: &str) -> String {
        let mut chars: Vec<char> = question.chars().collect();
        let mut drawn = Sha256::digest(question.as_bytes()).into_iter().cycle();
        let mut draw = |of: usize| {
            let bytes: Vec<u8> = drawn.by_ref().take(4).collect();
            bytes.iter().fold(0, |sum, &byte| (sum * 256 + usize::from(byte)) % of.max(1))
        };
        let places: Vec<usize> = (0..chars.len()).filter(|&at| is_han(chars[at])).collect();
        // Some characters have no fellow; then the next place is tried.
        for turn in 0..places.len() {
            let at = places[(draw(places.len()) + turn) % places.len()];
            let Some(sound) = readings(chars[at]).next() else { continue };
            let alike: Vec<char> =
                self.common.iter().filter(|(c, s)| *s == sound && *c != chars[at]).map(|(c, _)| *c).collect();
            if !alike.is_empty() {
                chars[at] = alike[draw(alike.len())];
                break;
            }
        }
        chars.into_iter().collect()
    }
}

/// The characters of the first level of GB 2312 with their usual readings: rows 16 to 55, 3,755 characters.
fn common() -> Vec<(char, &'static str)> {
    let rows = (0xb0_u8..=0xd7).flat_map(|row| (0xa1_u8..=0xfe).map(move |cell| [row, cell]));
    rows.filter_map(|code| {
        let (text, failed) = encoding_rs::GBK.decode_without_bom_handling(&code);
        let c = text.chars().next().filter(|&c| !failed && is_han(c))?;
        Some((c, readings(c).next()?))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_characters_are_those_of_the_standard() {
        assert_eq!(common().len(), 3755);
    }

    #[test]
    fn a_slip_changes_one_character_for_one_read_alike() {
        let asking = Asking::new(Manner::Typo).unwrap();
        for question in ["租房提取需要什么材料", "贷款额度", "提"] {
            let put = asking.put(question);
            assert_eq!(put, asking.put(question));
            let changed: Vec<(char, char)> =
                question.chars().zip(put.chars()).filter(|(a, b)| a != b).collect();
            let [(meant, typed)] = changed.as_slice() else { panic!("{put}") };
            assert_eq!(readings(*meant).next(), readings(*typed).next());
        }
        assert_eq!(asking.put("abc"), "abc");
    }

    #[test]
    fn the_other_manners_are_what_they_say() {
        assert_eq!(Asking::new(Manner::Traditional).unwrap().put("贷款额度"), "貸款額度");
        assert_eq!(Asking::new(Manner::Pinyin).unwrap().put("租房 A"), "zufang A");
        assert_eq!(Asking::new(Manner::Written).unwrap().put("租房"), "租房");
    }
}
