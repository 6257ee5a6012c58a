//! The sounds a passage is searched for, ready to be asked for every two neighbouring characters of a text.
//!
//! Spelling the keys of each pair and looking them up cost more than all the rest of a passage; here a pair
//! is two numbers, and most first characters are turned away by one bit.

use std::collections::HashSet;

use super::pinyin::{JOINT, place_of, spellings, syllables};

/// Sounds sought: keys of the pinyin field, and beginnings of such keys.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// For each syllable whether a sound sought begins with it; as long as the highest one needs.
    begins: Vec<bool>,
    pairs: HashSet<(u16, u16)>,
}

impl Heard {
    /// Takes up a key, or with `open` everything that begins like it.
    pub(super) fn add(&mut self, key: &str, open: bool) {
        let (first, second) = key.split_once(JOINT).map_or((key, None), |(a, b)| (a, Some(b)));
        let like = |beginning: &str, whole: bool| -> Vec<u16> {
            if whole {
                return place_of(beginning).into_iter().collect();
            }
            let all = (0..).zip(spellings());
            all.filter(|(_, name)| name.starts_with(beginning)).map(|(id, _)| id).collect()
        };
        let seconds = like(second.unwrap_or_default(), !open);
        for first in like(first, second.is_some()) {
            let at = usize::from(first);
            if self.begins.len() <= at {
                self.begins.resize(at + 1, false);
            }
            self.begins[at] = true;
            self.pairs.extend(seconds.iter().map(|&second| (first, second)));
        }
    }

    /// Whether two neighbouring characters sound like something sought, by any of their readings.
    pub(super) fn holds(&self, first: char, second: char) -> bool {
        syllables(first).iter().any(|&a| {
            self.begins.get(usize::from(a)) == Some(&true)
                && syllables(second).iter().any(|&b| self.pairs.contains(&(a, b)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::pinyin::keys;
    use super::*;
    use proptest::prelude::*;

    const LETTERS: &str = "[提取租房公积金还款银行条件方案西安]";

    proptest! {
        #[test]
        fn says_what_the_keys_say(
            first in LETTERS, second in LETTERS, key in "(ti|hai|xi|fan|fang|x|)", rest in "('(qu|kuan|an|a|)|)", open: bool,
        ) {
            let key = format!("{key}{rest}");
            // Only beginnings lack a part of the pair.
            let open = open || !key.contains(JOINT) || key.starts_with(JOINT) || key.ends_with(JOINT);
            prop_assume!(!key.starts_with(JOINT));
            let mut heard = Heard::default();
            heard.add(&key, open);
            let (first, second) = (first.chars().next().unwrap(), second.chars().next().unwrap());
            let said = keys(first, second).iter().any(|k| if open { k.starts_with(&key) } else { *k == key });
            prop_assert_eq!(heard.holds(first, second), said);
        }
    }
}
