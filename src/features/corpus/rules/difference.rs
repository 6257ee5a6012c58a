//! What changed between two versions: clauses paired by their anchors, texts compared word by word, where a
//! Han character is a word and so is a whole number: nobody reads half a sum.

/// A stretch of a compared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub fate: Fate,
    /// Its text.
    pub text: String,
}

/// What became of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// In both texts.
    Kept,
    /// Only in the older.
    Gone,
    /// Only in the newer.
    New,
}

/// Agreement shorter than this between two changes is noise to a reader: it is shown as changed.
const SHORTEST: usize = 2;

/// Most words compared one by one; a longer pair is shown as replaced whole. The table of the comparison
/// has the product of both lengths.
const LONGEST: usize = 4_000;

/// Compares two texts by their longest common subsequence (Wagner and Fischer 1974), older parts first.
#[must_use]
pub fn compare(old: &str, new: &str) -> Vec<Piece> {
    let (a, b) = (words(old), words(new));
    if a == b {
        return piece(Fate::Kept, &a).into_iter().collect();
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut pieces: Vec<Piece> = piece(Fate::Kept, &a[..head]).into_iter().collect();
    if x.len() > LONGEST || y.len() > LONGEST {
        pieces.extend(piece(Fate::Gone, x));
        pieces.extend(piece(Fate::New, y));
    } else {
        pieces.extend(middle(x, y));
    }
    pieces.extend(piece(Fate::Kept, &a[a.len() - tail..]));
    tidy(pieces)
}

/// The words of a text: a number with its point, separators and percent sign, or a single character.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
        let length = if first.is_ascii_digit() {
            rest.find(|c| !number(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after;
    }
    words
}

fn piece(fate: Fate, words: &[&str]) -> Option<Piece> {
    (!words.is_empty()).then(|| Piece { fate, text: words.concat() })
}

fn middle(a: &[&str], b: &[&str]) -> Vec<Piece> {
    // common[i][j]: length of the longest common subsequence of a[i..] and b[j..], in one row after another.
    let width = b.len() + 1;
    let mut common = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i] == b[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pieces = Vec::new();
    while i < a.len() || j < b.len() {
        let fate = if i < a.len() && j < b.len() && a[i] == b[j] {
            Fate::Kept
        } else if j == b.len() || (i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            Fate::Gone
        } else {
            Fate::New
        };
        let word = if fate == Fate::New { b[j] } else { a[i] };
        i += usize::from(fate != Fate::New);
        j += usize::from(fate != Fate::Gone);
        pieces.push(Piece { fate, text: word.to_owned() });
    }
    pieces
}

/// Joins stretches of one fate, turns short agreement between changes into change, and puts what is gone
/// before what is new.
fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let pieces = joined(pieces);
    let last = pieces.len().saturating_sub(1);
    let mut tidy: Vec<Piece> = Vec::new();
    let (mut gone, mut new) = (String::new(), String::new());
    for (at, part) in pieces.iter().enumerate() {
        match part.fate {
            Fate::Gone => gone.push_str(&part.text),
            Fate::New => new.push_str(&part.text),
            Fate::Kept if at != 0 && at != last && part.text.chars().count() < SHORTEST => {
                gone.push_str(&part.text);
                new.push_str(&part.text);
            }
            Fate::Kept => {
                flush(&mut tidy, &mut gone, &mut new);
                tidy.push(part.clone());
            }
        }
    }
    flush(&mut tidy, &mut gone, &mut new);
    tidy
}

fn flush(into: &mut Vec<Piece>, gone: &mut String, new: &mut String) {
    for (fate, text) in [(Fate::Gone, gone), (Fate::New, new)] {
        if !text.is_empty() {
            into.push(Piece { fate, text: std::mem::take(text) });
        }
    }
}

fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.fate == piece.fate => last.text.push_str(&piece.text),
            _ => joined.push(piece),
        }
    }
    joined
}

/// A clause for pairing: anchor and hash decide.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Anchor.
    pub anchor: &'a str,
    /// Hash of the text.
    pub hash: &'a str,
    /// The article as written.
    pub article: &'a str,
}

/// A pair of clauses, by their places in the older and the newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// The same text under the same article.
    Same {
        /// Place in the older version.
        old: usize,
        /// Place in the newer version.
        new: usize,
    },
    /// The same text under another article.
    Moved {
        /// Place in the older version.
        old: usize,
        /// Place in the newer version.
        new: usize,
    },
    /// Another text.
    Changed {
        /// Place in the older version.
        old: usize,
        /// Place in the newer version.
        new: usize,
    },
    /// Only in the older version.
    Gone {
        /// Place in the older version.
        old: usize,
    },
    /// Only in the newer version.
    New {
        /// Place in the newer version.
        new: usize,
    },
}

/// Pairs the clauses of two versions, in the order of the newer one; a clause that is gone stands where it
/// stood, after the clauses before it.
#[must_use]
pub fn pairs(old: &[Side<'_>], new: &[Side<'_>]) -> Vec<Pair> {
    let find = |anchor: &str| old.iter().position(|side| side.anchor == anchor);
    let stays = |anchor: &str| new.iter().any(|side| side.anchor == anchor);
    let mut pairs = Vec::new();
    let mut told = 0;
    for (at, side) in new.iter().enumerate() {
        if let Some(before) = find(side.anchor) {
            while told < before {
                if !stays(old[told].anchor) {
                    pairs.push(Pair::Gone { old: told });
                }
                told += 1;
            }
            let (old_at, was) = (before, old[before]);
            pairs.push(if was.hash != side.hash {
                Pair::Changed { old: old_at, new: at }
            } else if was.article == side.article {
                Pair::Same { old: old_at, new: at }
            } else {
                Pair::Moved { old: old_at, new: at }
            });
        } else {
            pairs.push(Pair::New { new: at });
        }
    }
    pairs.extend((told..old.len()).filter(|&at| !stays(old[at].anchor)).map(|old| Pair::Gone { old }));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(pieces: &[Piece]) -> Vec<(Fate, &str)> {
        pieces.iter().map(|piece| (piece.fate, piece.text.as_str())).collect()
    }

    #[test]
    fn a_changed_amount_is_all_that_is_marked() {
        let pieces = compare("额度为每人每月1200元，按年申请。", "额度为每人每月1500元，按季申请。");
        assert_eq!(
            parts(&pieces),
            [
                (Fate::Kept, "额度为每人每月"),
                (Fate::Gone, "1200"),
                (Fate::New, "1500"),
                (Fate::Kept, "元，按"),
                (Fate::Gone, "年"),
                (Fate::New, "季"),
                (Fate::Kept, "申请。"),
            ]
        );
        assert_eq!(parts(&compare("同", "同")), [(Fate::Kept, "同")]);
        assert_eq!(compare("", ""), []);
    }

    #[test]
    fn clauses_are_paired_by_anchor() {
        let side = |anchor, hash, article| Side { anchor, hash, article };
        let old = [side("a1", "x", "1"), side("a2", "y", "2"), side("a3", "z", "3"), side("a4", "w", "4")];
        let new = [side("a1", "x", "1"), side("a2b", "n", "2"), side("a3", "Z", "3"), side("a4", "w", "5")];
        assert_eq!(
            pairs(&old, &new),
            [
                Pair::Same { old: 0, new: 0 },
                Pair::New { new: 1 },
                Pair::Gone { old: 1 },
                Pair::Changed { old: 2, new: 2 },
                Pair::Moved { old: 3, new: 3 },
            ]
        );
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(old in "[甲乙丙。1-3.%\\n]{0,30}", new in "[甲乙丙。1-3.%\\n]{0,30}") {
            let pieces = compare(&old, &new);
            let read = |not: Fate| -> String {
                pieces.iter().filter(|p| p.fate != not).map(|p| p.text.as_str()).collect()
            };
            prop_assert_eq!(read(Fate::New), old);
            prop_assert_eq!(read(Fate::Gone), new);
            prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
        }

        #[test]
        fn every_clause_is_told_once(
            old in prop::collection::btree_set("[a-h]", 0..8),
            new in prop::collection::btree_set("[a-h]", 0..8),
        ) {
            let side = |anchor: &'static str| Side { anchor, hash: "h", article: "x" };
            let leak = |set: std::collections::BTreeSet<String>| -> Vec<Side<'static>> {
                set.into_iter().map(|name| side(name.leak())).collect()
            };
            let (old, new) = (leak(old), leak(new));
            let told = pairs(&old, &new);
            let (mut olds, mut news) = (Vec::new(), Vec::new());
            for pair in told {
                match pair {
                    Pair::Same { old, new } | Pair::Moved { old, new } | Pair::Changed { old, new } => {
                        olds.push(old);
                        news.push(new);
                    }
                    Pair::Gone { old } => olds.push(old),
                    Pair::New { new } => news.push(new),
                }
            }
            olds.sort_unstable();
            prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
            prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
        }
    }
}
