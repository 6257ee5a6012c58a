//! The passage shown under a hit: whole sentences of the original, with the matches marked.
//!
//! Text is cut where clauses end (。；！？ and line breaks), never inside a sentence unless the sentence alone
//! is longer than a passage. Matches are found on the normalised text and marked on the original by
//! character offsets, which agree because normalising keeps the number of characters.

use std::collections::HashMap;
use std::hash::Hasher;

use super::heard::Heard;
use super::normalise::{is_han, normalise_char};
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

    /// What matches in a normalised text, in the order of its beginnings.
    fn matches(&self, chars: &[char]) -> Vec<Match> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            if is_han(c) {
                let next = chars.get(at + 1).copied().filter(|&next| is_han(next));
                let (word, bit) = first_of(c);
                if self.firsts[word] & bit != 0 {
                    let alone = pair(c, None);
                    if let Some(&worth) = self.grams.get(&alone) {
                        found.push(Match { start: at, end: at + 1, key: alone, worth });
                    }
                }
                if let Some(next) = next
                    && let Some((key, worth)) = self.two(c, next)
                {
                    found.push(Match { start: at, end: at + 2, key, worth });
                }
                at += 1;
            } else if c.is_alphanumeric() {
                let letters = chars[at..].iter().take_while(|&&c| c.is_alphanumeric() && !is_han(c)).count();
                let (start, end) = (at, at + letters);
                found.extend(self.word(&chars[start..end]).map(|(key, worth)| Match {
                    start,
                    end,
                    key,
                    worth,
                }));
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }

    /// The key and worth of two neighbouring characters, if they are sought or sound like something sought.
    fn two(&self, first: char, second: char) -> Option<(u64, f32)> {
        let key = pair(first, Some(second));
        let (word, bit) = first_of(first);
        let sought = if self.firsts[word] & bit != 0 { self.grams.get(&key).copied() } else { None };
        sought.or_else(|| self.sounds.holds(first, second).then_some(0.5)).map(|worth| (key, worth))
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
/// with the greatest worth of different matches, the earliest among equals; and where it leaves something out.
/// The texts of the segments joined are a substring of the original; marked and unmarked ones alternate.
#[must_use]
pub fn passage(text: &str, marks: &Marks) -> (Vec<Segment>, Cuts) {
    // Of each character its normal form and the byte where it begins.
    let mut chars = Vec::with_capacity(text.len() / 2);
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut sentences = Sentences::default();
    for (at, c) in text.char_indices() {
        chars.push(normalise_char(c));
        bytes.push(at);
        sentences.take(c);
    }
    bytes.push(text.len());
    let matches = marks.matches(&chars);
    let Some((mut start, mut end)) = best_window(&sentences.end(), &matches) else {
        return (Vec::new(), Cuts::default());
    };
    while start < end && chars[start].is_whitespace() {
        start += 1;
    }
    while end > start && chars[end - 1].is_whitespace() {
        end -= 1;
    }
    let mut segments = Vec::new();
    let mut push = |start: usize, end: usize, marked: bool| {
        if start < end {
            segments.push(Segment { text: text[bytes[start]..bytes[end]].to_owned(), marked });
        }
    };
    // Matches that touch or overlap become one mark.
    let (mut shown, mut mark) = (start, start..start);
    for found in &matches {
        let (from, to) = (found.start.clamp(start, end), found.end.clamp(start, end));
        if from <= mark.end {
            mark.end = mark.end.max(to);
            continue;
        }
        push(shown, mark.start, false);
        push(mark.start, mark.end, true);
        shown = mark.end;
        mark = from..to;
    }
    push(shown, mark.start, false);
    push(mark.start, mark.end, true);
    push(mark.end, end, false);
    let left = |rest: &str| !rest.trim().is_empty();
    let cuts = Cuts { before: left(&text[..bytes[start]]), after: left(&text[bytes[end]..]) };
    (segments, cuts)
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
    let mut sentences = Sentences::default();
    for &c in chars {
        sentences.take(c);
    }
    sentences.end()
}

/// Cuts a text into sentences while it is read.
#[derive(Default)]
struct Sentences {
    pieces: Vec<(usize, usize)>,
    /// Where the sentence being read begins.
    start: usize,
    /// Where it may be cut.
    pause: Option<usize>,
    read: usize,
}

impl Sentences {
    /// Takes up the next character.
    fn take(&mut self, c: char) {
        self.read += 1;
        if pauses(c) {
            self.pause = Some(self.read);
        }
        if ends(c) {
            self.cut(self.read);
        } else if self.read - self.start >= PASSAGE {
            self.cut(self.pause.filter(|&pause| pause > self.start).unwrap_or(self.read));
        }
    }

    fn cut(&mut self, end: usize) {
        self.pieces.push((self.start, end));
        (self.start, self.pause) = (end, None);
    }

    /// The pieces, the last one included.
    fn end(mut self) -> Vec<(usize, usize)> {
        if self.start < self.read {
            self.cut(self.read);
        }
        self.pieces
    }
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
        let (segments, _) = passage(text, marks);
        segments.into_iter().map(|s| if s.marked { format!("[{}]", s.text) } else { s.text }).collect()
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
        let cuts = |text: &str| passage(text, &marks(&["租房", "租赁"])).1;
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
        assert!(passage("", &marks(&["无关"])).0.is_empty());
    }

    proptest! {
        #[test]
        fn segments_joined_are_a_substring(text in "[提取公积金条件貸款ＡA1，。；\n ]{0,400}") {
            let (segments, cuts) = passage(&text, &marks(&["提取", "公积", "积金", "a1", "贷款"]));
            let joined: String = segments.iter().map(|s| s.text.as_str()).collect();
            let at = text.find(&joined);
            prop_assert!(at.is_some());
            let whole = joined == text.trim();
            prop_assert_eq!(whole, cuts == Cuts::default(), "{:?}", cuts);
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
