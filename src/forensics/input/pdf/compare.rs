//! Two versions of one page, word by word.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use super::layout::Run;
use super::sheet::Sheet;
use crate::forensics::Region;
use crate::forensics::reading::text::Word;

/// Words that differ beyond this number are one rewritten page, not so many changes.
const MOST_WORDS: usize = 300;
/// Most words of a page that are compared; a dense statement has some hundreds.
const MOST_COMPARED: usize = 5_000;
/// Most changes of one page that are told.
pub const MOST_CHANGES: usize = 20;
/// Longest text of a change, in characters.
const LONGEST: usize = 60;

/// What differs at one place of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where, in pixels of the later page.
    pub region: Region,
    /// What stood there; empty when nothing did.
    pub before: String,
    /// What stands there now; empty when nothing does.
    pub after: String,
    /// Only annotations (form fields, comments) differ, not the page's own content.
    pub annotation: bool,
}

impl Change {
    /// Both sides carry digits, and not the same ones. Numbers of one or two digits are those of pages and
    /// copies, which programs renew.
    #[must_use]
    pub fn of_digits(&self) -> bool {
        let (before, after) = (digits(&self.before), digits(&self.after));
        !before.is_empty() && !after.is_empty() && before != after && before.len().max(after.len()) >= 3
    }
}

/// The digits of a text, full-width ones narrowed.
#[must_use]
pub fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// Text as it is compared: width, spaces and composition do not count.
#[must_use]
pub fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A word with what is asked of it here.
#[derive(Clone)]
struct Side<'a> {
    word: &'a Word,
    text: String,
    region: Region,
    annotation: bool,
    later: bool,
}

fn sides(sheet: &Sheet, later: bool) -> Vec<Side<'_>> {
    sheet
        .words
        .iter()
        .take(MOST_COMPARED)
        .map(|Run { word, glyphs }| {
            let own = glyphs.iter().flatten().filter_map(|&index| sheet.glyphs.get(index));
            let annotation = own.clone().next().is_some() && own.clone().all(|glyph| glyph.annotation);
            Side { word, text: plain(&word.text), region: word.region(), annotation, later }
        })
        .collect()
}

/// What differs between two versions of a page, from top to bottom. Form fields that were empty and are
/// filled, comments and signatures that are added are lawful and left out.
#[must_use]
pub fn changes(before: &Sheet, after: &Sheet) -> Vec<Change> {
    let (old, new) = (sides(before, false), sides(after, true));
    let mut left = unmatched(old, new);
    left.sort_by_key(|side| (side.region.y, side.region.x, side.later));
    if left.len() > MOST_WORDS {
        return rewritten(&left).into_iter().collect();
    }
    let mut changes: Vec<Change> = groups(&left).iter().filter_map(|group| change(group)).collect();
    changes.sort_by_key(|change| (!change.of_digits(), change.region.y, change.region.x));
    changes.truncate(MOST_CHANGES);
    changes
}

/// Words without a partner of the same text at the same place.
fn unmatched<'a>(old: Vec<Side<'a>>, new: Vec<Side<'a>>) -> Vec<Side<'a>> {
    let mut by_text: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, side) in new.iter().enumerate() {
        by_text.entry(side.text.as_str()).or_default().push(index);
    }
    let mut taken = vec![false; new.len()];
    let mut left = Vec::new();
    for side in old {
        let same = by_text.get(side.text.as_str()).and_then(|found| {
            found.iter().copied().find(|&index| {
                !taken.get(index).copied().unwrap_or(true)
                    && new.get(index).is_some_and(|other| near(&side.region, &other.region))
            })
        });
        match same.and_then(|index| taken.get_mut(index)) {
            Some(taken) => *taken = true,
            None => left.push(side),
        }
    }
    left.extend(new.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(side, _)| side));
    left
}

/// The same place but for what another writer's rounding moves.
fn near(a: &Region, b: &Region) -> bool {
    let slack = a.height.max(b.height).max(6);
    let middle = |r: &Region| (r.x + r.width / 2, r.y + r.height / 2);
    let ((ax, ay), (bx, by)) = (middle(a), middle(b));
    ax.abs_diff(bx) <= slack && ay.abs_diff(by) <= slack / 2
}

/// Neighbours on a line belong together: an amount may be one word before and two after.
fn groups<'s, 'a>(left: &'s [Side<'a>]) -> Vec<Vec<&'s Side<'a>>> {
    let mut owner: Vec<usize> = (0..left.len()).collect();
    let root = |owner: &[usize], mut at: usize| {
        while let Some(&up) = owner.get(at).filter(|up| **up != at) {
            at = up;
        }
        at
    };
    for (i, a) in left.iter().enumerate() {
        for (j, b) in left.iter().enumerate().skip(i + 1) {
            if touches(&a.region, &b.region) {
                let (x, y) = (root(&owner, i), root(&owner, j));
                if let Some(slot) = owner.get_mut(x.max(y)) {
                    *slot = x.min(y);
                }
            }
        }
    }
    let mut out: Vec<(usize, Vec<&Side<'a>>)> = Vec::new();
    for (index, side) in left.iter().enumerate() {
        let own = root(&owner, index);
        match out.iter_mut().find(|(known, _)| *known == own) {
            Some((_, group)) => group.push(side),
            None => out.push((own, vec![side])),
        }
    }
    out.into_iter().map(|(_, group)| group).collect()
}

fn touches(a: &Region, b: &Region) -> bool {
    let height = a.height.min(b.height);
    let top = a.y.max(b.y);
    let bottom = (a.y + a.height).min(b.y + b.height);
    let gap = a.x.max(b.x).saturating_sub((a.x + a.width).min(b.x + b.width));
    bottom.saturating_sub(top) * 2 >= height && gap <= height
}

fn change(group: &[&Side<'_>]) -> Option<Change> {
    let of = |later: bool| -> Vec<&Side<'_>> {
        let mut side: Vec<&Side<'_>> = group.iter().copied().filter(|side| side.later == later).collect();
        side.sort_by_key(|side| side.region.x);
        side
    };
    let (old, new) = (of(false), of(true));
    let joined = |sides: &[&Side<'_>]| sides.iter().map(|side| side.text.as_str()).collect::<String>();
    let (before, after) = (joined(&old), joined(&new));
    if before == after {
        return None;
    }
    let annotation = group.iter().all(|side| side.annotation);
    if old.is_empty() && annotation {
        return None;
    }
    let whole = group.iter().map(|side| side.region).reduce(|a, b| a.union(&b))?;
    let (head, tail) = same_ends(&before, &after);
    let cut = |text: &str| -> String {
        let count = text.chars().count();
        text.chars().skip(head).take(count.saturating_sub(head + tail)).collect()
    };
    let (short_before, short_after) = (cut(&before), cut(&after));
    let region = match new.as_slice() {
        [one] if !short_after.is_empty() => narrowed(one, head, tail).unwrap_or(whole),
        _ => whole,
    };
    let (short_before, short_after) = masked(&short_before, &short_after);
    Some(Change { region, before: shortened(&short_before), after: shortened(&short_after), annotation })
}

/// The place of the changed part of a word.
fn narrowed(side: &Side<'_>, head: usize, tail: usize) -> Option<Region> {
    // Positions were counted in the compared text; they hold for the word when nothing was left out of it.
    let count = side.word.text.chars().count();
    (side.text.chars().count() == count && head + tail < count).then(|| side.word.part(head..count - tail))
}

/// How many characters agree at the beginning and at the end; a number is never cut in two.
fn same_ends(before: &str, after: &str) -> (usize, usize) {
    let (a, b): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let numeric = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let mut head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    while head > 0 && numeric(a.get(head - 1)) {
        head -= 1;
    }
    let most = a.len().min(b.len()) - head;
    let mut tail = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(x, y)| x == y).count();
    while tail > 0 && numeric(a.get(a.len() - tail)) {
        tail -= 1;
    }
    (head, tail)
}

/// Long numbers belong to people and accounts: of them only the digits that differ and the last four are told.
fn masked(before: &str, after: &str) -> (String, String) {
    const LONG: usize = 15;
    let (a, b): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let hide = |own: &[char], other: &[char]| -> String {
        let mut out = own.to_vec();
        let mut start = 0;
        while start < own.len() {
            let length = own.iter().skip(start).take_while(|c| c.is_ascii_digit()).count();
            if length >= LONG {
                for at in start..start + length - 4 {
                    let same = own.len() != other.len() || own.get(at) == other.get(at);
                    if let Some(c) = out.get_mut(at).filter(|_| same) {
                        *c = '*';
                    }
                }
            }
            start += length.max(1);
        }
        out.into_iter().collect()
    };
    (hide(&a, &b), hide(&b, &a))
}

fn shortened(text: &str) -> String {
    let printable: String = text.chars().filter(|c| !c.is_control()).collect();
    if printable.chars().count() <= LONGEST {
        return printable;
    }
    printable.chars().take(LONGEST - 1).chain(std::iter::once('\u{2026}')).collect()
}

fn rewritten(left: &[Side<'_>]) -> Option<Change> {
    let region = left.iter().map(|side| side.region).reduce(|a, b| a.union(&b))?;
    let side = |later: bool| {
        let text: String =
            left.iter().filter(|side| side.later == later).take(20).map(|side| side.text.as_str()).collect();
        shortened(&masked(&text, "").0)
    };
    Some(Change { region, before: side(false), after: side(true), annotation: false })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_never_cut_in_two() {
        assert_eq!(same_ends("共12,340.50元", "共21,340.50元"), (1, 1));
        assert_eq!(same_ends("12", "123"), (0, 0));
        assert_eq!(same_ends("甲乙", "甲丙"), (1, 0));
    }

    #[test]
    fn long_numbers_show_what_differs_and_the_last_four() {
        let (before, after) = masked("6222020200112345678", "6222020200912345678");
        assert_eq!((before.as_str(), after.as_str()), ("**********1****5678", "**********9****5678"));
        assert_eq!(masked("12340", "9").0, "12340");
    }

    proptest! {
        #[test]
        fn equal_ends_never_overlap(before in "[0-9a-c元,]{0,12}", after in "[0-9a-c元,]{0,12}") {
            let (head, tail) = same_ends(&before, &after);
            let least = before.chars().count().min(after.chars().count());
            prop_assert!(head + tail <= least);
            prop_assert!(before.chars().take(head).eq(after.chars().take(head)));
        }
    }
}
