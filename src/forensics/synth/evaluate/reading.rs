//! Character error rate of a reader against the truth of a page.
//!
//! Words are matched by place, not by order: what overlaps belongs together, however the reader cut the line.
//! Compared after NFKC without spaces.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::super::papers::render::Drawn;
use super::super::papers::truth::Truth;
use crate::forensics::Region;
use crate::forensics::papers::Kind;
use crate::forensics::reading::text::{Flat, PageText, Word};

/// Characters and errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Characters of the truth.
    pub characters: usize,
    /// Inserted, left out, taken for others (Levenshtein).
    pub wrong: usize,
}

impl Count {
    /// Errors a character.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of characters")]
    pub fn rate(&self) -> f64 {
        self.wrong as f64 / self.characters.max(1) as f64
    }

    /// What came in since.
    pub(super) const fn since(self, before: Self) -> Self {
        Self { characters: self.characters - before.characters, wrong: self.wrong - before.wrong }
    }

    const fn add(&mut self, characters: usize, wrong: usize) {
        self.characters += characters;
        self.wrong += wrong;
    }
}

/// Errors of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Everything that does not lie under a seal.
    pub all: Count,
    /// Lines touched by a seal, a code or a photograph.
    pub sealed: Count,
    /// By kind of paper.
    pub kinds: BTreeMap<Kind, Count>,
    /// By template.
    pub templates: BTreeMap<&'static str, Count>,
    /// By font of the first word of a line.
    pub fonts: BTreeMap<&'static str, Count>,
}

impl Reading {
    /// Adds a page.
    pub fn add(&mut self, kind: Kind, template: &'static str, truth: &Truth, read: &PageText) {
        for group in groups(truth, read) {
            let wrong = distance(&characters(&group.truth), &characters(&group.read));
            let count = characters(&group.truth).len();
            if group.sealed {
                self.sealed.add(count, wrong);
                continue;
            }
            self.all.add(count, wrong);
            self.kinds.entry(kind).or_default().add(count, wrong);
            self.templates.entry(template).or_default().add(count, wrong);
            if let Some(font) = group.font {
                self.fonts.entry(font).or_default().add(count, wrong);
            }
        }
    }
}

/// What is compared: NFKC, without spaces and without rows of dots, strokes or asterisks: how many of them fill a
/// line, rule a table or mask a number says nothing, and one form with a cutting line would outweigh the characters of all others.
#[must_use]
pub fn characters(text: &str) -> Vec<char> {
    let all: Vec<char> = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let drawn = |c: char| matches!(c, '.' | '\u{b7}' | '-' | '=' | '_' | '*');
    let runs = all.chunk_by(|a, b| a == b).filter(|run| !(run.len() >= LEADER && drawn(run[0])));
    runs.flatten().copied().collect()
}

/// So many signs in a row are a leader: an ellipsis has six once it is taken apart.
const LEADER: usize = 7;

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let best = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[b.len()]
}

struct Group {
    truth: String,
    read: String,
    font: Option<&'static str>,
    sealed: bool,
}

/// Truth and reading that overlap, joined until nothing overlaps across.
fn groups(truth: &Truth, read: &PageText) -> Vec<Group> {
    let own: Vec<Region> = truth.drawn.iter().map(|drawn| drawn.word.region()).collect();
    let other: Vec<Region> = read.words.iter().map(Word::region).collect();
    let mut parents: Vec<usize> = (0..own.len() + other.len()).collect();
    for (i, a) in own.iter().enumerate() {
        for (j, b) in other.iter().enumerate() {
            if a.overlap(b) * 10 >= a.area().min(b.area()) * 3 {
                let (x, y) = (find(&mut parents, i), find(&mut parents, own.len() + j));
                parents[x.max(y)] = x.min(y);
            }
        }
    }
    let covered = |region: &Region, by: &[Region]| by.iter().map(|place| place.overlap(region)).sum::<u64>();
    let mut members: BTreeMap<usize, (Vec<&Drawn>, Vec<&Word>)> = BTreeMap::new();
    for (index, drawn) in truth.drawn.iter().enumerate() {
        members.entry(find(&mut parents, index)).or_default().0.push(drawn);
    }
    for (index, word) in read.words.iter().enumerate() {
        members.entry(find(&mut parents, own.len() + index)).or_default().1.push(word);
    }
    let mut out = Vec::new();
    for (drawn, words) in members.into_values() {
        // What stands in a seal or behind the text is nobody's line.
        let asked = !drawn.is_empty()
            || words.iter().any(|word| {
                let region = word.region();
                (covered(&region, &truth.ignored) + covered(&region, &truth.pale)) * 2 < region.area()
            });
        if !asked {
            continue;
        }
        let sealed = drawn.iter().any(|drawn| {
            let region = drawn.word.region();
            covered(&region, &truth.ignored) * 10 > region.area()
        });
        let text = |mut parts: Vec<(&Flat, &str)>| {
            parts.sort_by(|a, b| a.0.middle().total_cmp(&b.0.middle()));
            in_lines(&parts)
        };
        out.push(Group {
            font: drawn.first().map(|drawn| drawn.font),
            truth: text(drawn.iter().map(|drawn| (&drawn.word.flat, drawn.word.text.as_str())).collect()),
            read: text(words.iter().map(|word| (&word.flat, word.text.as_str())).collect()),
            sealed,
        });
    }
    out
}

fn find(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// Texts sorted from top to bottom, put into lines and each line from left to right.
fn in_lines(parts: &[(&Flat, &str)]) -> String {
    let mut lines: Vec<Vec<(&Flat, &str)>> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line)
                if line.first().is_some_and(|(first, _)| {
                    (first.middle() - part.0.middle()).abs() < first.height.min(part.0.height) * 0.5
                }) =>
            {
                line.push(*part);
            }
            _ => lines.push(vec![*part]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.0.x.total_cmp(&b.0.x));
    }
    lines.into_iter().flatten().map(|(_, text)| text).collect()
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "wide characters to be narrowed")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn distances_are_counted() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
        assert_eq!(distance(&chars(""), &chars("ab")), 2);
        assert_eq!(characters("１ 2\u{3000}（元）"), chars("12(元)"));
    }

    proptest! {
        #[test]
        fn distance_is_a_metric(a in "[ab]{0,8}", b in "[ab]{0,8}", c in "[ab]{0,8}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let (a, b, c) = (chars(&a), chars(&b), chars(&c));
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
            prop_assert_eq!(distance(&a, &a), 0);
            prop_assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c));
        }
    }
}
