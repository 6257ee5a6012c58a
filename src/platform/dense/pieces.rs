//! Cutting a text into the pieces of the encoder's vocabulary.
//!
//! A unigram model (Kudo 2018, "Subword Regularization"): of all ways to cut the text into known pieces, the
//! one with the highest sum of logarithmic probabilities, found by dynamic programming (Viterbi). A character
//! no piece covers is the unknown piece, ten below the least probable one.

use std::collections::HashMap;

use super::file::Vocabulary;

/// The mark that stands for a space, and before the first word.
const SPACE: char = '\u{2581}';
/// How much less than the least probable piece the unknown one is worth.
const UNKNOWN_PENALTY: f32 = 10.0;

/// The pieces of a vocabulary.
pub(super) struct Pieces {
    known: HashMap<Box<[u8]>, (u32, f32)>,
    replaced: HashMap<u32, Box<[u32]>>,
    longest: usize,
    unknown: u32,
    unknown_score: f32,
    pub begin: u32,
    pub end: u32,
}

impl Pieces {
    pub(super) fn new(vocabulary: Vocabulary) -> Self {
        let least = vocabulary.pieces.iter().map(|(_, score)| *score).fold(f32::INFINITY, f32::min);
        let longest = vocabulary.pieces.iter().map(|(piece, _)| piece.len()).max().unwrap_or(0);
        let mut known = HashMap::with_capacity(vocabulary.pieces.len());
        for (id, (piece, score)) in (0_u32..).zip(vocabulary.pieces) {
            if !piece.is_empty() && id != vocabulary.unknown {
                known.entry(piece).or_insert((id, score));
            }
        }
        Self {
            known,
            replaced: vocabulary.replaced,
            longest,
            unknown: vocabulary.unknown,
            unknown_score: least - UNKNOWN_PENALTY,
            begin: vocabulary.begin,
            end: vocabulary.end,
        }
    }

    /// The ids of the pieces of a text, without the marks at both ends.
    pub(super) fn cut(&self, text: &str) -> Vec<u32> {
        let (spelled, starts) = self.spell(text);
        let count = starts.len() - 1;
        // best[i]: the score of the best cut of the first i characters; from[i]: its last piece.
        let mut best = vec![f32::NEG_INFINITY; count + 1];
        let mut from = vec![(0_usize, self.unknown); count + 1];
        best[0] = 0.0;
        for start in 0..count {
            for end in start + 1..=count {
                let piece = &spelled.as_bytes()[starts[start]..starts[end]];
                if piece.len() > self.longest && end > start + 1 {
                    break;
                }
                let (id, score) = match self.known.get(piece) {
                    Some(&found) => found,
                    None if end == start + 1 => (self.unknown, self.unknown_score),
                    None => continue,
                };
                if best[start] + score > best[end] {
                    best[end] = best[start] + score;
                    from[end] = (start, id);
                }
            }
        }
        let mut ids = Vec::new();
        let mut at = count;
        while at > 0 {
            let (start, id) = from[at];
            ids.push(id);
            at = start;
        }
        ids.reverse();
        ids
    }

    /// The text as the vocabulary spells it, with the byte each character begins at and its end.
    fn spell(&self, text: &str) -> (String, Vec<usize>) {
        let mut characters: Vec<char> = Vec::with_capacity(text.len() / 2);
        let mut push = |c: char| {
            if c != ' ' || characters.last() != Some(&' ') {
                characters.push(c);
            }
        };
        for c in text.chars() {
            match self.replaced.get(&u32::from(c)) {
                None => push(c),
                Some(to) => to.iter().filter_map(|&code| char::from_u32(code)).for_each(&mut push),
            }
        }
        let mut spelled = String::with_capacity(text.len() + 3);
        let mut starts = vec![0];
        if characters.first() != Some(&' ') {
            spelled.push(SPACE);
            starts.push(spelled.len());
        }
        for c in characters {
            spelled.push(if c == ' ' { SPACE } else { c });
            starts.push(spelled.len());
        }
        (spelled, starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(list: &[(&str, f32)]) -> Pieces {
        let mut all: Vec<(Box<[u8]>, f32)> =
            ["<s>", "</s>", "<unk>"].iter().map(|mark| (Box::from(mark.as_bytes()), -20.0)).collect();
        all.extend(list.iter().map(|(piece, score)| (Box::from(piece.as_bytes()), *score)));
        let replaced = HashMap::from([
            (u32::from('\u{ff21}'), Box::from([u32::from('A')])),
            (u32::from('\u{3000}'), Box::from([u32::from(' ')])),
            (u32::from('\u{200b}'), Box::from([])),
        ]);
        Pieces::new(Vocabulary { begin: 0, end: 1, unknown: 2, pieces: all, replaced })
    }

    #[test]
    fn the_most_probable_cut_wins() {
        let pieces = pieces(&[
            ("\u{2581}", -3.0),
            ("公", -5.0),
            ("积", -6.0),
            ("金", -5.0),
            ("公积金", -7.0),
            ("积金", -6.0),
        ]);
        assert_eq!(pieces.cut("公积金"), [3, 7]);
        assert_eq!(pieces.cut("积公"), [3, 5, 4]);
        assert_eq!(pieces.cut("公龘金"), [3, 4, 2, 6]);
        assert_eq!(pieces.cut(""), [3]);
    }

    #[test]
    fn compatibility_forms_and_spaces_are_folded() {
        let pieces = pieces(&[("\u{2581}", -3.0), ("\u{2581}A", -4.0), ("A", -5.0)]);
        assert_eq!(pieces.cut("Ａ"), [4]);
        assert_eq!(pieces.cut("A\u{3000}  A"), [4, 4]);
        assert_eq!(pieces.cut("A\u{200b}A"), [4, 5]);
    }
}
