//! Words of a question that ask rather than say (多少, 怎么, 能, 吗): a passage that happens to hold them is no
//! answer because of it, so they are not marked as matches.
//!
//! They stay in the search itself, which has a stop list of its own. Only the mark under the reader's eye goes.
#![expect(clippy::non_ascii_literal, reason = "the words that ask are the rule")]

use crate::platform::search::Segment;
use crate::platform::search::normalise::normalise;

/// Longer ones first, so that 什么时候 goes as a whole.
const ASKING: &[&str] = &[
    "什么时候",
    "怎么样",
    "怎么办",
    "是不是",
    "能不能",
    "可不可",
    "要不要",
    "有没有",
    "多久",
    "多少",
    "怎么",
    "怎样",
    "如何",
    "什么",
    "哪些",
    "哪里",
    "哪个",
    "是否",
    "可以",
    "请问",
    "几个",
    "为何",
    "需要",
    "吗",
    "呢",
    "么",
    "能",
    "几",
    "多",
    "少",
    "哪",
    "谁",
    "啥",
    "的",
    "了",
    "要",
    "可",
];

/// Words of the trade in which such a character says something.
const SAYING: &[&str] = &[
    "功能",
    "职能",
    "能力",
    "多子女",
    "多孩",
    "要件",
    "要求",
    "要素",
    "摘要",
    "主要",
    "必要",
    "了解",
    "目的",
    "标的",
    "许可",
    "认可",
    "可行",
];

/// Takes the marks off the words that only ask.
#[must_use]
pub fn unmark(passage: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for segment in passage {
        let asks = if segment.marked { asks(&normalise(&segment.text)) } else { Vec::new() };
        for (at, c) in segment.text.chars().enumerate() {
            let marked = segment.marked && !asks.get(at).copied().unwrap_or(false);
            match out.last_mut() {
                Some(last) if last.marked == marked => last.text.push(c),
                _ => out.push(Segment { text: c.to_string(), marked }),
            }
        }
    }
    out
}

/// Which characters of a marked stretch only ask.
fn asks(chars: &[char]) -> Vec<bool> {
    let mut asks = vec![false; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        let says = word_at(SAYING, chars, at);
        let length = says.or_else(|| word_at(ASKING, chars, at)).unwrap_or(1);
        if says.is_none() && word_at(ASKING, chars, at).is_some() {
            asks[at..at + length].fill(true);
        }
        at += length;
    }
    asks
}

/// Length of the word of a list that stands at a place.
fn word_at(list: &[&str], chars: &[char], at: usize) -> Option<usize> {
    list.iter().find_map(|word| {
        let length = word.chars().count();
        let there = chars.get(at..at + length)?;
        there.iter().copied().eq(word.chars()).then_some(length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `[` and `]` part what is marked.
    fn marked(text: &str) -> String {
        let parts = text.split(['[', ']']).enumerate().filter(|(_, part)| !part.is_empty());
        let segments = parts.map(|(at, part)| Segment { text: part.to_owned(), marked: at % 2 == 1 });
        unmark(segments.collect())
            .into_iter()
            .map(|s| if s.marked { format!("[{}]", s.text) } else { s.text })
            .collect()
    }

    #[test]
    fn words_that_ask_are_not_matches() {
        assert_eq!(marked("每月[能提取]的数额"), "每月能[提取]的数额");
        assert_eq!(marked("不论[多少]，[提取]一次"), "不论多少，[提取]一次");
        assert_eq!(marked("[怎么]办理[离职]"), "怎么办理[离职]");
        assert_eq!(marked("[可以][提取]"), "可以[提取]");
        assert_eq!(marked("[什麼]材料"), "什麼材料", "Traditional characters ask as well");
    }

    #[test]
    fn a_word_that_holds_such_a_character_keeps_its_mark() {
        assert_eq!(marked("[功能]说明，[多子女]家庭"), "[功能]说明，[多子女]家庭");
        assert_eq!(marked("[租房额度]"), "[租房额度]");
    }

    proptest! {
        #[test]
        fn no_character_is_lost(text in "[能提取多少吗功子女。]{0,12}") {
            let given = vec![Segment { text: text.clone(), marked: true }];
            let out: String = unmark(given).into_iter().map(|s| s.text).collect();
            prop_assert_eq!(out, text);
        }
    }
}
