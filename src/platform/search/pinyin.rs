//! Sounds: toneless syllable pairs, so that a homophone slip or typed pinyin still finds the clause.
//!
//! Only pairs are indexed. Single syllables are far too common to find anything; a lone typed syllable is
//! answered as the beginning of a pair.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use ::pinyin::ToPinyinMulti;

use super::cut::runs;
use super::normalise::is_han;
use super::numbered::Golden;

/// Between the syllables of a pair; no syllable contains it.
pub(super) const JOINT: char = '\'';
/// Readings kept of a character with several: 还 is both `huan` and `hai`, 行 both `xing` and `hang`.
const READINGS: usize = 2;
/// Cuts of one typed run that are followed up: `fangan` is `fang an` or `fan gan`.
const CUTS: usize = 3;
/// Longest typed run that is taken for pinyin, in letters.
const LONGEST_RUN: usize = 48;
const TABLE_FROM: u32 = 0x3400;
const TABLE_TO: u32 = 0x9FFF;

/// In place of a reading.
const UNREAD: u16 = u16::MAX;

struct Sounds {
    /// The readings of each character from [`TABLE_FROM`] on as places in `names`, [`UNREAD`] for none. A
    /// passage asks for every character of a text: the table is small enough to stay near.
    of: Vec<[u16; READINGS]>,
    names: Vec<String>,
    places: HashMap<String, u16>,
    ordered: BTreeSet<String>,
}

static SOUNDS: LazyLock<Sounds> = LazyLock::new(|| {
    let mut names: Vec<String> = Vec::new();
    let mut index: HashMap<String, u16> = HashMap::new();
    let mut of = Vec::with_capacity(usize::try_from(TABLE_TO - TABLE_FROM + 1).unwrap_or(0));
    for code in TABLE_FROM..=TABLE_TO {
        let mut readings: Vec<u16> = Vec::new();
        if let Some(known) = char::from_u32(code).and_then(|c| c.to_pinyin_multi()) {
            for reading in known {
                let Some(name) = plain(reading.plain()) else { continue };
                let next = u16::try_from(names.len()).unwrap_or(u16::MAX);
                let id = *index.entry(name.clone()).or_insert_with(|| {
                    names.push(name);
                    next
                });
                if !readings.contains(&id) && readings.len() < READINGS {
                    readings.push(id);
                }
            }
        }
        let mut kept = [UNREAD; READINGS];
        kept[..readings.len()].copy_from_slice(&readings);
        of.push(kept);
    }
    let ordered = names.iter().cloned().collect();
    Sounds { of, names, places: index, ordered }
});

/// A syllable as people type it: ASCII, `v` for the rounded u, with a vowel in it.
fn plain(reading: &str) -> Option<String> {
    let typed: String = reading.chars().map(|c| if c == '\u{fc}' { 'v' } else { c }).collect();
    let usable =
        typed.chars().all(|c| c.is_ascii_lowercase()) && typed.contains(['a', 'e', 'i', 'o', 'u', 'v']);
    usable.then_some(typed)
}

/// The readings of a character as places among the [`spellings`], the usual one first.
pub(super) fn syllables(c: char) -> &'static [u16] {
    let at = u32::from(c).checked_sub(TABLE_FROM).and_then(|at| usize::try_from(at).ok());
    let readings = at.and_then(|at| SOUNDS.of.get(at)).map_or(&[][..], |readings| &readings[..]);
    let known = readings.iter().position(|&reading| reading == UNREAD).unwrap_or(readings.len());
    &readings[..known]
}

/// The place of a syllable among the [`spellings`].
pub(super) fn place_of(syllable: &str) -> Option<u16> {
    SOUNDS.places.get(syllable).copied()
}

/// Every syllable, each once.
pub(super) fn spellings() -> &'static [String] {
    &SOUNDS.names
}

/// The readings of a character, the usual one first; empty where none is known.
pub fn readings(c: char) -> impl Iterator<Item = &'static str> {
    syllables(c).iter().filter_map(|&id| SOUNDS.names.get(usize::from(id))).map(String::as_str)
}

/// The key of a syllable pair in the pinyin field.
fn pair(first: &str, second: &str) -> String {
    let mut key = String::with_capacity(first.len() + second.len() + 1);
    key.push_str(first);
    key.push(JOINT);
    key.push_str(second);
    key
}

/// Every key two neighbouring characters answer to.
pub(super) fn keys(first: char, second: char) -> Vec<String> {
    readings(first).flat_map(|a| readings(second).map(move |b| pair(a, b))).collect()
}

/// The keys of a text with their positions, every reading of every neighbouring pair of Han characters.
pub(super) fn indexed(chars: &[char]) -> Vec<(String, usize)> {
    let mut tokens = Vec::with_capacity(chars.len());
    for (start, end) in runs(chars) {
        if !is_han(chars[start]) {
            continue;
        }
        for at in start..end - 1 {
            tokens.extend(keys(chars[at], chars[at + 1]).into_iter().map(|key| (key, at)));
        }
    }
    tokens
}

/// One sound of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// The key in the pinyin field, or its beginning when `open`.
    pub key: String,
    /// First character of the question it comes from.
    pub start: usize,
    /// End (exclusive) in the question.
    pub end: usize,
    /// Whether somebody typed letters for it, rather than Han characters.
    pub typed: bool,
    /// Whether the key is only the beginning of one.
    pub open: bool,
}

struct Syllable {
    text: Cow<'static, str>,
    start: usize,
    end: usize,
    typed: bool,
    whole: bool,
}

/// The sounds of a normalised question: of its Han characters by their usual reading, and of its Latin runs
/// where they can be read as pinyin (`zufang tiqu`, `zufangtiqu`, 租房tiqu). With `as_you_type` the last
/// syllable may be unfinished.
#[must_use]
pub fn sounds(question: &[char], as_you_type: bool) -> Vec<Sound> {
    let mut found: Vec<Sound> = Vec::new();
    let mut chain: Vec<Syllable> = Vec::new();
    let mut previous_end = 0;
    for (start, end) in runs(question) {
        let parted = question[previous_end..start].iter().any(|&c| c != ' ' && c != JOINT);
        let between_han =
            start > previous_end && chain.last().is_some_and(|s| !s.typed) && is_han(question[start]);
        if parted || between_han {
            link(&mut chain, &mut found);
        }
        previous_end = end;
        if is_han(question[start]) {
            for (at, &c) in (start..end).zip(&question[start..end]) {
                match readings(c).next() {
                    Some(text) => chain.push(Syllable {
                        text: Cow::Borrowed(text),
                        start: at,
                        end: at + 1,
                        typed: false,
                        whole: true,
                    }),
                    None => link(&mut chain, &mut found),
                }
            }
            continue;
        }
        let open = as_you_type && end == question.len();
        let word: String = question[start..end].iter().collect();
        let mut cuts = segment(&word, open).into_iter();
        let Some(best) = cuts.next() else {
            link(&mut chain, &mut found);
            continue;
        };
        for other in cuts {
            let mut aside = place(&word, &other, start, open);
            link(&mut aside, &mut found);
        }
        chain.extend(place(&word, &best, start, open));
    }
    link(&mut chain, &mut found);
    let mut seen: HashSet<(&str, bool), BuildHasherDefault<Golden>> = HashSet::default();
    let firsts: Vec<bool> = found.iter().map(|sound| seen.insert((&sound.key, sound.open))).collect();
    let mut firsts = firsts.into_iter();
    found.retain(|_| firsts.next().unwrap_or(false));
    found
}

/// The pieces of a cut run. While somebody is typing, the last one is a beginning even if it is a syllable:
/// `fa` may become `fang`.
fn place(word: &str, cut: &[usize], offset: usize, open: bool) -> Vec<Syllable> {
    let mut start = 0;
    cut.iter()
        .map(|&end| {
            let text = word[start..end].to_owned().into();
            let whole = !(open && end == word.len());
            let syllable = Syllable { text, start: offset + start, end: offset + end, typed: true, whole };
            start = end;
            syllable
        })
        .collect()
}

/// Turns a chain of neighbouring syllables into keys and empties it.
fn link(chain: &mut Vec<Syllable>, found: &mut Vec<Sound>) {
    if let [only] = chain.as_slice()
        && only.typed
    {
        let key = if only.whole { pair(&only.text, "") } else { only.text.to_string() };
        found.push(Sound { key, start: only.start, end: only.end, typed: true, open: true });
    }
    for two in chain.windows(2) {
        let [first, second] = two else { continue };
        found.push(Sound {
            key: pair(&first.text, &second.text),
            start: first.start,
            end: second.end,
            typed: first.typed || second.typed,
            open: !second.whole,
        });
    }
    chain.clear();
}

/// Neighbouring sounds, as they are told to whoever asked.
#[derive(Debug, PartialEq)]
pub(super) struct Chain {
    /// First character and end in the question.
    pub start: usize,
    pub end: usize,
    /// The syllables in a row.
    pub text: String,
    /// Whether pinyin was typed.
    pub typed: bool,
}

/// Joins neighbouring sounds, which are in the order of the question.
pub(super) fn chains(heard: &[Sound]) -> Vec<Chain> {
    let mut joined: Vec<Chain> = Vec::new();
    for sound in heard {
        let (first, second) = sound.key.split_once(JOINT).unwrap_or((&sound.key, ""));
        match joined.last_mut() {
            Some(chain) if sound.start > chain.start && sound.start < chain.end => {
                chain.end = sound.end;
                chain.typed |= sound.typed;
                chain.text.push(' ');
                chain.text.push_str(second);
            }
            _ => {
                let text = format!("{first} {second}").trim_end().to_owned();
                joined.push(Chain { start: sound.start, end: sound.end, text, typed: sound.typed });
            }
        }
    }
    joined
}

/// Cuts a run of letters into syllables: the ends of each, fewest syllables first, at most [`CUTS`] ways.
/// Empty when the run cannot be read as pinyin. With `open` the last piece may be a beginning.
fn segment(word: &str, open: bool) -> Vec<Vec<usize>> {
    if word.len() > LONGEST_RUN || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    // ways[i]: the shortest cuts of word[i..], as ends.
    let mut ways: Vec<Vec<Vec<usize>>> = vec![Vec::new(); word.len() + 1];
    ways[word.len()].push(Vec::new());
    for start in (0..word.len()).rev() {
        let mut here: Vec<Vec<usize>> = Vec::new();
        for end in (start + 1..=word.len().min(start + 6)).rev() {
            let piece = &word[start..end];
            let fits =
                SOUNDS.ordered.contains(piece) || (open && end == word.len() && begins_syllable(piece));
            if fits {
                here.extend(ways[end].iter().map(|rest| {
                    let mut cut = Vec::with_capacity(rest.len() + 1);
                    cut.push(end);
                    cut.extend(rest);
                    cut
                }));
            }
        }
        let fewest = here.iter().map(Vec::len).min().unwrap_or(0);
        here.retain(|cut| cut.len() == fewest);
        here.truncate(CUTS);
        ways[start] = here;
    }
    let whole = ways.swap_remove(0);
    // One letter is a word of its own (方案 A), not a sound.
    if word.len() == 1 && !open { Vec::new() } else { whole }
}

fn begins_syllable(piece: &str) -> bool {
    SOUNDS.ordered.range(piece.to_owned()..).next().is_some_and(|next| next.starts_with(piece))
}

#[cfg(test)]
mod tests {
    use super::super::normalise::normalise;
    use super::*;

    fn keys_of(question: &str, as_you_type: bool) -> Vec<String> {
        sounds(&normalise(question), as_you_type)
            .into_iter()
            .map(|s| if s.open { format!("{}*", s.key) } else { s.key })
            .collect()
    }

    #[test]
    fn typed_pinyin_is_cut_into_syllables() {
        let wanted = ["zu'fang", "fang'ti", "ti'qu"];
        assert_eq!(keys_of("zufang tiqu", false), wanted);
        assert_eq!(keys_of("zufangtiqu", false), wanted);
        assert_eq!(keys_of("租房tiqu", false), wanted);
        assert_eq!(keys_of("ZuFang'TiQu", false), wanted);
    }

    #[test]
    fn an_unfinished_syllable_stays_open() {
        assert_eq!(keys_of("zufangt", true), ["zu'fang", "fang't*"]);
        assert_eq!(keys_of("zuf", true), ["zu'f*"]);
        assert_eq!(keys_of("zufa", true), ["zu'fa*"]);
        assert_eq!(keys_of("zuf", false), Vec::<String>::new());
        assert_eq!(keys_of("qu", false), ["qu'*"]);
    }

    #[test]
    fn both_cuts_of_an_ambiguous_run_are_followed() {
        let mut keys = keys_of("fangan", false);
        keys.sort();
        assert_eq!(keys, ["fan'gan", "fang'an"]);
    }

    #[test]
    fn neighbouring_sounds_read_as_one() {
        let heard = sounds(&normalise("zufangtiqu"), false);
        let text = "zu fang ti qu".to_owned();
        assert_eq!(chains(&heard), [Chain { start: 0, end: 10, text, typed: true }]);
    }

    #[test]
    fn other_words_are_not_pinyin() {
        for word in ["pdf", "http", "a", "12329"] {
            assert_eq!(keys_of(word, false), Vec::<String>::new(), "{word}");
        }
    }

    #[test]
    fn punctuation_parts_sounds() {
        assert_eq!(keys_of("提，取", false), Vec::<String>::new());
        assert_eq!(keys_of("提 取", false), Vec::<String>::new());
    }

    #[test]
    fn characters_with_two_readings_answer_to_both() {
        let keys: Vec<String> = indexed(&normalise("还款")).into_iter().map(|(key, _)| key).collect();
        assert!(keys.contains(&"huan'kuan".to_owned()) && keys.contains(&"hai'kuan".to_owned()), "{keys:?}");
        let bank: Vec<String> = indexed(&normalise("银行")).into_iter().map(|(key, _)| key).collect();
        assert!(bank.contains(&"yin'hang".to_owned()), "{bank:?}");
    }

    #[test]
    fn homophones_share_a_key() {
        assert_eq!(sounds(&normalise("提曲"), false)[0].key, sounds(&normalise("提取"), false)[0].key);
    }
}
