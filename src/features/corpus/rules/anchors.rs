//! Anchors: which clause of a new version carries on which clause of the one before.
//!
//! An article's number is no identity: an article put in the middle moves all that follow. A clause inherits
//! the anchor of the clause it carries on (the same text; else the same article with a text that is still
//! akin; else the most similar text left over) and gets a fresh one otherwise. Taking the article's number
//! alone was the road not taken: differences and pins would compare unrelated clauses after a renumbering.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cutting::same_name;

/// The same article keeps its anchor down to this likeness; below it, it is taken for another clause.
const SAME_ARTICLE: f64 = 0.30;
/// Another article must be at least this alike to carry a clause on.
const MOVED: f64 = 0.60;

/// What is needed of a clause to tell what it carries on.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Number of the article.
    pub number: i32,
    /// Its name as written.
    pub article: &'a str,
    /// Its text.
    pub words: &'a str,
}

/// Anchors of the clauses of a version, given those of the version before with their anchors. `retired` are
/// anchors of older versions still, which must not come back for something else.
#[must_use]
pub fn assign(before: &[(Text<'_>, &str)], now: &[Text<'_>], retired: &BTreeSet<String>) -> Vec<String> {
    let mut pairs: Vec<Option<usize>> = vec![None; now.len()];
    let mut free: BTreeSet<usize> = (0..before.len()).collect();

    let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (clause, _)) in before.iter().enumerate().rev() {
        same.entry(clause.words).or_default().push(at);
    }
    for (at, clause) in now.iter().enumerate() {
        if let Some(found) = same.get_mut(clause.words).and_then(Vec::pop) {
            pairs[at] = Some(found);
            free.remove(&found);
        }
    }
    for (at, clause) in now.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()).collect::<Vec<_>>() {
        let found = free.iter().copied().find(|&b| same_name(before[b].0.article, clause.article));
        if let Some(found) = found.filter(|&b| likeness(before[b].0.words, clause.words) >= SAME_ARTICLE) {
            pairs[at] = Some(found);
            free.remove(&found);
        }
    }
    // What is left, most alike first, so that the best pair is never broken by an earlier poorer one.
    let mut left: Vec<(f64, usize, usize)> = Vec::new();
    for (at, clause) in now.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()) {
        left.extend(free.iter().map(|&b| (likeness(before[b].0.words, clause.words), at, b)));
    }
    left.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (alike, at, b) in left {
        if alike >= MOVED && pairs[at].is_none() && free.remove(&b) {
            pairs[at] = Some(b);
        }
    }

    let mut taken: BTreeSet<String> = before.iter().map(|(_, anchor)| (*anchor).to_owned()).collect();
    taken.extend(retired.iter().cloned());
    let mut anchors = Vec::with_capacity(now.len());
    for (at, clause) in now.iter().enumerate() {
        let anchor = match pairs[at] {
            Some(b) => before[b].1.to_owned(),
            None => fresh(clause.number, &taken),
        };
        taken.insert(anchor.clone());
        anchors.push(anchor);
    }
    anchors
}

fn fresh(number: i32, taken: &BTreeSet<String>) -> String {
    let plain = format!("a{number}");
    if !taken.contains(&plain) {
        return plain;
    }
    let mut letters = ('b'..='z').map(|letter| format!("a{number}{letter}"));
    letters.find(|name| !taken.contains(name)).unwrap_or_else(|| format!("a{number}-{}", taken.len()))
}

/// Dice's coefficient over pairs of characters (Dice 1945), counted with repetition: 1 for the same text,
/// 0 for nothing in common.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (x, y) = (pairs(a), pairs(b));
    let total: usize = x.values().sum::<usize>() + y.values().sum::<usize>();
    if total == 0 {
        return 0.0;
    }
    let shared: usize = x.iter().map(|(pair, n)| y.get(pair).map_or(0, |m| *n.min(m))).sum();
    #[expect(clippy::cast_precision_loss, reason = "a clause has far fewer than 2^52 characters")]
    let ratio = 2.0 * shared as f64 / total as f64;
    ratio
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut counts = BTreeMap::new();
    for pair in chars.windows(2) {
        *counts.entry((pair[0], pair[1])).or_insert(0) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(number: i32, text: &str) -> Text<'_> {
        let article = [
            "第一条",
            "第二条",
            "第三条",
            "第四条",
            "第五条",
            "第六条",
            "第七条",
            "第八条",
            "第九条",
            "第十条",
            "第11条",
            "第12条",
        ];
        Text { number, article: article[usize::try_from(number - 1).unwrap()], words: text }
    }

    #[test]
    fn an_article_put_in_the_middle_moves_no_anchor() {
        let old = [
            (text(1, "租房提取额度为每人每月1500元"), "a1"),
            (text(2, "购房提取自网签备案之日起两年内申请"), "a2"),
        ];
        let new = [
            text(1, "租房提取额度为每人每月1800元"),
            text(2, "既有住宅加装电梯的由个人负担费用"),
            text(3, "购房提取自网签备案之日起三年内申请"),
        ];
        assert_eq!(assign(&old, &new, &BTreeSet::new()), ["a1", "a2b", "a2"]);
    }

    #[test]
    fn a_retired_anchor_does_not_come_back() {
        let retired = BTreeSet::from(["a1".to_owned()]);
        assert_eq!(assign(&[], &[text(1, "甲乙丙")], &retired), ["a1b"]);
    }

    proptest! {
        #[test]
        fn anchors_are_unique_and_an_unchanged_version_keeps_them(
            texts in prop::collection::vec("[甲乙丙丁]{0,6}", 1..12),
            seed in 0_usize..12,
        ) {
            let first: Vec<Text<'_>> = texts.iter().zip(1..).map(|(t, n)| text(n, t)).collect();
            let anchors = assign(&[], &first, &BTreeSet::new());
            let old: Vec<(Text<'_>, &str)> =
                first.iter().copied().zip(anchors.iter().map(String::as_str)).collect();
            prop_assert_eq!(&assign(&old, &first, &BTreeSet::new()), &anchors);
            // Any rotation still gives every clause an anchor of its own.
            let mut moved: Vec<&String> = texts.iter().collect();
            moved.rotate_left(seed % texts.len());
            let moved: Vec<Text<'_>> = moved.into_iter().zip(1..).map(|(t, n)| text(n, t)).collect();
            let again = assign(&old, &moved, &BTreeSet::new());
            let unique: BTreeSet<&String> = again.iter().collect();
            prop_assert_eq!(unique.len(), again.len());
        }

        #[test]
        fn likeness_is_symmetric_and_between_none_and_all(a in ".{0,20}", b in ".{0,20}") {
            let alike = likeness(&a, &b);
            prop_assert!((0.0..=1.0).contains(&alike));
            prop_assert!((alike - likeness(&b, &a)).abs() < 1e-12);
        }
    }
}
