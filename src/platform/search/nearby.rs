//! When nothing is found: words near the question for which this reader would find something.
//!
//! Near means the same sound, or one character more, less or other. Real words come first (the terms of the
//! synonym table), then pairs and words of the index. Every suggestion is checked against the reader's own
//! scope: a vocabulary can betray a text as well as a hit can.

use std::collections::HashSet;

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, TantivyError, Term};

use super::cut::{Gram, cut};
use super::filter::Bits;
use super::index::Fields;
use super::normalise::{is_han, normalise};
use super::{Lexicon, SearchError, pinyin};

/// Most suggestions.
const SUGGESTIONS: usize = 5;
/// Most dictionary entries looked at; beyond it the rest goes unread rather than the reader waiting.
const ENTRIES: usize = 400_000;

/// Near words, nearest first.
pub(super) fn words(
    text: &str,
    lexicon: &Lexicon,
    searcher: &Searcher,
    fields: &Fields,
    allowed: &[Bits],
) -> Result<Vec<String>, SearchError> {
    let question = normalise(text);
    let asked: Vec<Vec<char>> = cut(&question)
        .into_iter()
        .filter(|token| matches!(token.gram, Gram::Pair | Gram::Word))
        .map(|token| token.text.chars().collect())
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let phrases: Vec<&[char]> =
        question.split(|c| !c.is_alphanumeric()).filter(|run| !run.is_empty()).collect();
    // Rank: real words before fragments, nearer before farther, frequent before rare.
    let mut near: Vec<(bool, usize, u64, String)> = Vec::new();
    for word in lexicon.synonyms.words() {
        let chars: Vec<char> = word.chars().collect();
        let distances = phrases.iter().copied().chain(asked.iter().map(Vec::as_slice));
        if let Some(distance) = distances.filter_map(|run| distance(run, &chars)).min() {
            near.push((false, distance, 0, word));
        }
    }
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.main)?;
        let mut stream = inverted.terms().stream().map_err(TantivyError::from)?;
        let mut seen = 0;
        while let Some((key, info)) = stream.next() {
            seen += 1;
            if seen > ENTRIES {
                break;
            }
            let Ok(term) = std::str::from_utf8(key) else { continue };
            let chars: Vec<char> = term.chars().collect();
            if chars.len() < 2 || chars.iter().all(char::is_ascii_digit) {
                continue;
            }
            if let Some(distance) = asked.iter().filter_map(|token| distance(token, &chars)).min() {
                near.push((true, distance, u64::MAX - u64::from(info.doc_freq), term.to_owned()));
            }
        }
    }
    near.sort_unstable();
    let said: String = question.iter().collect();
    let mut taken = HashSet::new();
    let mut suggestions = Vec::new();
    for (_, _, _, word) in near {
        if suggestions.len() == SUGGESTIONS {
            break;
        }
        if !said.contains(&word)
            && taken.insert(word.clone())
            && visible(searcher, fields.main, &word, allowed)?
        {
            suggestions.push(word);
        }
    }
    Ok(suggestions)
}

/// How far a word is from a part of the question: 0 for the same sound, 1 for one edit (two in words of
/// eight letters and more), `None` for farther.
fn distance(asked: &[char], word: &[char]) -> Option<usize> {
    if asked.len().abs_diff(word.len()) > 1 {
        return None;
    }
    let han = asked.iter().chain(word).all(|&c| is_han(c));
    if han && asked.len() == word.len() && asked.iter().zip(word).all(|(&a, &b)| a == b || alike(a, b)) {
        return Some(0);
    }
    let most = if han || asked.len() < 8 { 1 } else { 2 };
    let edits = edits(asked, word);
    // One character of a pair is half of it: only longer words are near by spelling.
    let short = if han { asked.len().min(word.len()) < 3 } else { asked.len() < 4 };
    (edits <= most && !short).then_some(edits)
}

fn alike(a: char, b: char) -> bool {
    let sounds: Vec<&str> = pinyin::readings(a).collect();
    pinyin::readings(b).any(|sound| sounds.contains(&sound))
}

/// Edit distance (Levenshtein 1966), one row at a time.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Whether some document in scope has every token of the word.
fn visible(searcher: &Searcher, field: Field, word: &str, allowed: &[Bits]) -> Result<bool, SearchError> {
    let chars = normalise(word);
    let tokens: Vec<Term> =
        cut(&chars).into_iter().map(|token| Term::from_field_text(field, &token.text)).collect();
    let Some((first, others)) = tokens.split_first() else { return Ok(false) };
    for (segment, bits) in searcher.segment_readers().iter().zip(allowed) {
        let inverted = segment.inverted_index(field)?;
        let read = |term| inverted.read_postings(term, IndexRecordOption::Basic).map_err(TantivyError::from);
        let Some(mut lead) = read(first)? else { continue };
        let mut rest = Vec::new();
        for term in others {
            rest.extend(read(term)?);
        }
        if rest.len() < others.len() {
            continue;
        }
        while lead.doc() != TERMINATED {
            let doc = lead.doc();
            let everywhere = rest.iter_mut().all(|postings| {
                let at = postings.doc();
                if at < doc { postings.seek(doc) == doc } else { at == doc }
            });
            if everywhere && bits.holds(doc) {
                return Ok(true);
            }
            lead.advance();
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(a: &str, b: &str) -> Option<usize> {
        distance(&normalise(a), &normalise(b))
    }

    #[test]
    fn the_same_sound_is_nearest() {
        assert_eq!(between("公机金", "公积金"), Some(0));
        assert_eq!(between("公租金", "公积金"), Some(1));
        assert_eq!(between("贷款", "存款"), None);
        assert_eq!(between("pdff", "pdf"), Some(1));
        assert_eq!(between("certifcate", "certificates"), None);
        assert_eq!(between("certifcate", "certificate"), Some(1));
    }

    proptest! {
        #[test]
        fn edit_distance_is_a_distance(a in "[abc]{0,6}", b in "[abc]{0,6}") {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let there = edits(&a, &b);
            prop_assert_eq!(there, edits(&b, &a));
            prop_assert_eq!(there == 0, a == b);
            prop_assert!(there <= a.len().max(b.len()) && there >= a.len().abs_diff(b.len()));
        }
    }
}
