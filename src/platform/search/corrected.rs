//! The question as it was probably meant: a character typed for another of the same sound is put right when
//! the hits found by their sound say so.
//!
//! The evidence is what the reader sees anyway, the passages of the hits: a vocabulary could betray texts that
//! are not for his eyes.

use std::collections::BTreeMap;

use super::Hit;
use super::normalise::normalise_char;
use super::pinyin::{JOINT, Sound, readings};
use super::units::{Letters, letters};

/// Hits that must say it.
const WITNESSES: usize = 2;

/// The question with its slips put right; `None` when nothing suggests one. `sounds` are those sought beside
/// what was typed; `open` are the characters that may be wrong, because nothing of the index has them in a
/// word.
pub(super) fn corrected(question: &[char], sounds: &[Sound], open: Letters, hits: &[Hit]) -> Option<String> {
    let texts: Vec<Vec<char>> = hits
        .iter()
        .map(|hit| hit.passage.iter().flat_map(|part| part.text.chars().map(normalise_char)).collect())
        .collect();
    // How many hits say which character in which place.
    let mut votes: BTreeMap<(usize, char), usize> = BTreeMap::new();
    for sound in sounds.iter().filter(|sound| !sound.typed && sound.end == sound.start + 2) {
        let Some((first, second)) = sound.key.split_once(JOINT) else { continue };
        let typed = (question[sound.start], question[sound.start + 1]);
        for text in &texts {
            let mut said: Vec<(usize, char)> = text
                .windows(2)
                .filter_map(|two| match (two[0] == typed.0, two[1] == typed.1) {
                    (true, false) if sounds_like(two[1], second) => Some((sound.start + 1, two[1])),
                    (false, true) if sounds_like(two[0], first) => Some((sound.start, two[0])),
                    _ => None,
                })
                .filter(|&(at, _)| letters(at, at + 1) & open != 0)
                .collect();
            said.sort_unstable();
            said.dedup();
            for vote in said {
                *votes.entry(vote).or_default() += 1;
            }
        }
    }
    let mut best: BTreeMap<usize, (usize, char)> = BTreeMap::new();
    for ((at, c), witnesses) in votes {
        let known = best.entry(at).or_insert((0, c));
        if witnesses >= WITNESSES && witnesses > known.0 {
            *known = (witnesses, c);
        }
    }
    best.retain(|_, (witnesses, _)| *witnesses > 0);
    if best.is_empty() {
        return None;
    }
    let put_right = |(at, &c): (usize, &char)| best.get(&at).map_or(c, |(_, right)| *right);
    Some(question.iter().enumerate().map(put_right).collect())
}

fn sounds_like(c: char, syllable: &str) -> bool {
    readings(c).any(|reading| reading == syllable)
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::normalise::normalise;
    use super::super::passage::{Cuts, Segment};
    use super::super::pinyin::sounds;
    use super::*;

    fn put_right(question: &str, open: Letters, texts: &[&str]) -> Option<String> {
        let hit = |text: &&str| Hit {
            id: String::new(),
            kind: Kind::Clause,
            score: 1.0,
            passage: vec![Segment { text: (*text).to_owned(), marked: false }],
            cuts: Cuts::default(),
            superseded: false,
        };
        let hits: Vec<Hit> = texts.iter().map(hit).collect();
        let question = normalise(question);
        corrected(&question, &sounds(&question, false), open, &hits)
    }

    #[test]
    fn a_homophone_is_put_right_when_two_hits_say_so() {
        let texts = ["离职以后可以提取", "职工离職的", "别的"];
        assert_eq!(put_right("离织提取", Letters::MAX, &texts).as_deref(), Some("离职提取"));
        assert_eq!(put_right("离织提取", Letters::MAX, &texts[..1]), None, "one hit may be chance");
        assert_eq!(put_right("离织提取", letters(2, 4), &texts), None, "what the index knows stays");
        assert_eq!(put_right("离职提取", Letters::MAX, &texts), None);
    }

    #[test]
    fn of_two_characters_the_one_more_hits_say_stands() {
        let texts = ["提取", "提取", "提取", "提曲 提去", "提去"];
        assert_eq!(put_right("提渠", Letters::MAX, &texts).as_deref(), Some("提取"));
    }
}
