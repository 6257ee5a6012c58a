//! Characters and pairs that ask rather than say: dropped from the question, never from the index.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::normalise::normalised;
use super::numbered::Golden;

/// The list the program brings along; an installation may replace it.
const BUILT_IN: &str = include_str!("../../../content/search/stop.txt");

/// A set of stop characters and stop pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopList(HashSet<String, BuildHasherDefault<Golden>>);

impl StopList {
    /// The list that comes with the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN)
    }

    /// Reads a list: entries parted by white space, `#` begins a comment.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let entries = text.lines().map(|line| line.split_once('#').map_or(line, |(before, _)| before));
        Self(entries.flat_map(str::split_whitespace).map(normalised).collect())
    }

    /// Whether a token is on the list.
    #[must_use]
    pub fn holds(&self, token: &str) -> bool {
        self.0.contains(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_entries_and_comments() {
        let list = StopList::parse("# heading\n的 了\n怎么 # a pair\n\n請問\n");
        assert!(list.holds("的") && list.holds("了") && list.holds("怎么"));
        assert!(list.holds("请问"), "entries are normalised");
        assert!(!list.holds("heading") && !list.holds("a"));
    }

    #[test]
    fn the_built_in_list_keeps_the_words_of_the_trade() {
        let list = StopList::built_in();
        assert!(list.holds("的") && list.holds("如何"));
        for word in ["提", "取", "贷", "款", "公积", "条件"] {
            assert!(!list.holds(word), "{word}");
        }
    }
}
