//! The passage shown under a hit: whole sentences of the original, with the matches marked.
//!
//! Text is cut where clauses end (。；！？ and line breaks), never inside a sentence unless the sentence alone
//! is longer than a passage. Matches are found on the normalised text and marked on the original by
//! character offsets, which agree because normalising keeps the number of characters.

use std::collections::HashMap;
use std::hash::Hasher;

use super::cut::runs;
use super::heard::Heard;
use super::normalise::{is_han, normalise};
use super::numbered::{ByNumber, Golden, gram, pair};

/// Most characters of a passage.
pub const PASSAGE: usize = 140;
/// Where a sentence ends.
fn ends(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | '\n' | ';' | '!' | '?')
}

/// Where an overlong sentence may be cut.
fn pauses(c: char) -> bool {
    matches!(c, '，' | '、' | '：' | ',' | ':')
}

/// A stretch of a passage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Segment {
    /// The text as written.
    pub text: String,
    /// Whether it matched.
    pub marked: bool,
}

/// Where a passage leaves something out. Whoever reads the middle of a clause must not take it for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Cuts {
    /// Before it.
    pub before: bool,
    /// Behind it.
    pub after: bool,
}

impl Cuts {
    /// Of a passage of this text.
    #[must_use]
    pub fn of(text: &str, passage: &[Segment]) -> Self {
        let shown: String = passage.iter().map(|segment| segment.text.as_str()).collect();
        Self { before: !text.trim_start().starts_with(&shown), after: !text.trim_end().ends_with(&shown) }
    }
}

/// What to mark: tokens with their weight, and sounds.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Tokens of one or two characters and what finding them is worth.
    grams: ByNumber<f32>,
    /// Their first characters, by the last eight bits: what most characters of a text are turned away by.
    firsts: [u64; 4],
    /// Longer ones.
    words: HashMap<String, f32>,
    /// Beginnings of words, for a query still being typed.
    pub beginnings: Vec<String>,
    /// What sounds like something sought.
    pub(super) sounds: Heard,
}

/// A matched range of characters.
struct Match {
    start: usize,
    end: usize,
    /// The same for the same text.
    key: u64,
    worth: f32,
}

impl Marks {
    /// Adds a normalised token; what is known already keeps the greater worth.
    pub fn add(&mut self, token: &str, worth: f32) {
        let known = match gram(token) {
            Some(gram) => {
                if let Some(first) = token.chars().next() {
                    let (word, bit) = first_of(first);
                    self.firsts[word] |= bit;
                }
                self.grams.entry(gram).or_insert(worth)
            }
            None => self.words.entry(token.to_owned()).or_insert(worth),
        };
        *known = known.max(worth);
    }

    fn matches(&self, chars: &[char]) -> Vec<Match> {
        let mut found = Vec::new();
        for (start, end) in runs(chars) {
            if !is_han(chars[start]) {
                found.extend(self.word(&chars[start..end]).map(|(key, worth)| Match {
                    start,
                    end,
                    key,
                    worth,
                }));
                continue;
            }
            for at in start..end {
                let (word, bit) = first_of(chars[at]);
                let begins = self.firsts[word] & bit != 0;
                let alone = pair(chars[at], None);
                if begins && let Some(&worth) = self.grams.get(&alone) {
                    found.push(Match { start: at, end: at + 1, key: alone, worth });
                }
                let Some(&next) = chars[at + 1..end].first() else { continue };
                let key = pair(chars[at], Some(next));
                let worth = match begins.then(|| self.grams.get(&key)).flatten() {
                    Some(&worth) => worth,
                    None if self.sounds.holds(chars[at], next) => 0.5,
                    None => continue,
                };
                found.push(Match { start: at, end: at + 2, key, worth });
            }
        }
        found
    }

    /// The key and worth of a run of letters, if it is one of those sought or begins like one.
    fn word(&self, chars: &[char]) -> Option<(u64, f32)> {
        let text: String = chars.iter().collect();
        let worth = match gram(&text) {
            Some(gram) => self.grams.get(&gram),
            None => self.words.get(&text),
        };
        let begins = || self.beginnings.iter().any(|open| text.starts_with(open.as_str()));
        let worth = worth.copied().or_else(|| begins().then_some(1.0))?;
        let mut hasher = Golden::default();
        hasher.write(text.as_bytes());
        Some((hasher.finish(), worth))
    }
}

/// The best passage of a text for these marks: a run of whole sentences of at most [`PASSAGE`] characters
/// with the greatest worth of different matches, the earliest among equals. The texts of the segments joined
/// are a substring of the original; marked and unmarked ones alternate.
#[must_use]
pub fn passage(text: &str, marks: &Marks) -> Vec<Segment> {
    let original: Vec<char> = text.chars().collect();
    let matches = marks.matches(&normalise(text));
    let pieces = pieces(&original);
    let Some((mut start, mut end)) = best_window(&pieces, &matches) else { return Vec::new() };
    while start < end && original[start].is_whitespace() {
        start += 1;
    }
    while end > start && original[end - 1].is_whitespace() {
        end -= 1;
    }
    let mut marked = vec![false; end - start];
    for found in &matches {
        let (from, to) = (found.start.clamp(start, end), found.end.clamp(start, end));
        marked[from - start..to - start].fill(true);
    }
    let mut rest = &original[start..end];
    marked
        .chunk_by(|a, b| a == b)
        .map(|alike| {
            let (these, others) = rest.split_at(alike.len());
            rest = others;
            Segment { text: these.iter().collect(), marked: alike[0] }
        })
        .collect()
}

/// Where the bit of a first character stands.
fn first_of(c: char) -> (usize, u64) {
    let low = u32::from(c).to_le_bytes()[0];
    (usize::from(low / 64), 1 << (low % 64))
}

/// The sentences of a text, overlong ones cut at pauses; together they are the whole text.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    pieces(&chars).into_iter().map(|(start, end)| chars[start..end].iter().collect()).collect()
}

/// Sentences as character ranges that together are the whole text, overlong ones cut at pauses.
fn pieces(chars: &[char]) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut pause = None;
    for at in 0..chars.len() {
        if pauses(chars[at]) {
            pause = Some(at + 1);
        }
        let ended = ends(chars[at]) || at + 1 == chars.len();
        let overlong = at + 1 - start >= PASSAGE;
        if ended {
            pieces.push((start, at + 1));
            (start, pause) = (at + 1, None);
        } else if overlong {
            let end = pause.filter(|&pause| pause > start).unwrap_or(at + 1);
            pieces.push((start, end));
            (start, pause) = (end, None);
        }
    }
    pieces
}

/// The window of whole pieces with the greatest worth of different matches.
fn best_window(pieces: &[(usize, usize)], matches: &[Match]) -> Option<(usize, usize)> {
    let mut best: Option<(f32, (usize, usize))> = None;
    let mut seen: Vec<u64> = Vec::new();
    for (first, &(start, _)) in pieces.iter().enumerate() {
        // Matches lie in the order of their beginnings; a window that grows takes in what now ends within it.
        let mut rest = matches.iter().skip_while(|found| found.start < start).peekable();
        let mut worth = 0.0;
        seen.clear();
        for &(_, end) in &pieces[first..] {
            if end - start > PASSAGE {
                break;
            }
            while let Some(found) = rest.next_if(|found| found.start < end) {
                // No match reaches across the end of a piece, unless an overlong sentence was cut there.
                if found.end <= end && !seen.contains(&found.key) {
                    seen.push(found.key);
                    worth += found.worth;
                }
            }
            // A wider window must earn its place; equal worth keeps the earlier, then the longer one.
            let better = match best {
                None => true,
                Some((most, (from, _))) => worth > most || (worth >= most && from == start),
            };
            if better {
                best = Some((worth, (start, end)));
            }
        }
    }
    best.map(|(_, window)| window)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks(tokens: &[&str]) -> Marks {
        let mut marks = Marks::default();
        for token in tokens {
            marks.add(token, 1.0);
        }
        marks
    }

    fn shown(text: &str, marks: &Marks) -> String {
        passage(text, marks)
            .into_iter()
            .map(|s| if s.marked { format!("[{}]", s.text) } else { s.text })
            .collect()
    }

    #[test]
    fn overlapping_grams_become_one_mark() {
        let marks = marks(&["公积", "积金", "提取"]);
        assert_eq!(shown("职工可以提取住房公积金。", &marks), "职工可以[提取]住房[公积金]。");
    }

    #[test]
    fn the_original_is_shown_not_the_normalised() {
        assert_eq!(
            shown("職工可以【提取】住房公積金ＡＢＣ。", &marks(&["公积", "积金", "abc"])),
            "職工可以【提取】住房[公積金ＡＢＣ]。"
        );
    }

    #[test]
    fn a_passage_begins_and_ends_with_a_sentence() {
        let filler = "这一句与问题没有关系只是为了占去地方而写在这里的文字。".repeat(8);
        let text = format!("{filler}租房提取需要提供租赁合同；逾期不予受理。{filler}");
        let shown = shown(&text, &marks(&["租房", "租赁"]));
        assert!(shown.contains("[租房]提取需要提供[租赁]合同；"), "{shown}");
        let cuts = |text: &str| Cuts::of(text, &passage(text, &marks(&["租房", "租赁"])));
        assert_eq!(cuts(&text), Cuts { before: true, after: true });
        assert_eq!(cuts("租房提取。\n"), Cuts::default());
        assert!(shown.ends_with('。'), "{shown}");
        assert!(shown.chars().count() <= PASSAGE + 4, "{shown}");
    }

    #[test]
    fn sounds_are_marked_on_the_han_text() {
        let mut marks = Marks::default();
        marks.sounds.add("ti'qu", false);
        assert_eq!(shown("可以提取。", &marks), "可以[提取]。");
    }

    #[test]
    fn without_a_match_the_beginning_is_shown() {
        assert_eq!(shown("第一句。第二句。", &marks(&["无关"])), "第一句。第二句。");
        assert!(passage("", &marks(&["无关"])).is_empty());
    }

    proptest! {
        #[test]
        fn segments_joined_are_a_substring(text in "[提取公积金条件貸款ＡA1，。；\n ]{0,400}") {
            let segments = passage(&text, &marks(&["提取", "公积", "积金", "a1", "贷款"]));
            let joined: String = segments.iter().map(|s| s.text.as_str()).collect();
            prop_assert!(text.contains(&joined));
            prop_assert!(joined.chars().count() <= PASSAGE);
            prop_assert!(segments.windows(2).all(|two| two[0].marked != two[1].marked));
            prop_assert!(segments.iter().all(|s| !s.text.is_empty()));
        }

        #[test]
        fn pieces_are_the_whole_text(text in "[一-十，。；\n]{0,300}") {
            let chars: Vec<char> = text.chars().collect();
            let mut at = 0;
            for (start, end) in pieces(&chars) {
                prop_assert_eq!(start, at);
                prop_assert!(end > start && end - start <= PASSAGE);
                at = end;
            }
            prop_assert_eq!(at, chars.len());
        }
    }
}
