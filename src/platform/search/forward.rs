//! The text of each document in reading order, for the third look: what a question looks for is counted in
//! one pass over the text of a candidate, instead of one search in the postings for every term.
//!
//! A column holds the normalised characters as codes of 16 bits, four in each number: first how many belong to
//! the title, then title and body. A run of what parts words is one mark. Characters beyond the basic plane
//! share the codes of the private use area: two of them may be taken for each other, which ranks a little wrong
//! and finds nothing wrong.
//!
//! Most characters of a text are not sought. They are left behind first, without a decision for each: its
//! position is written down in any case, and the next one overwrites it unless its bit is set. Counting
//! every character in a table, the unsought ones in place 0, took twice as long: each addition to the same
//! place waits for the one before.

use tantivy::columnar::Column;

use super::normalise::{is_han, normalise_char};

/// Stands for a run of characters that are neither letters nor digits.
const BREAK: u16 = 1;
/// Codes of the private use area, which take in the characters beyond the basic plane.
const PRIVATE: std::ops::Range<u32> = 0xe000..0xf900;
/// Places of a table with one for each code, or for each two letters.
const TABLE: usize = 1 << 16;

/// The code of a letter.
fn code(c: char) -> u16 {
    let point = u32::from(c);
    u16::try_from(point).unwrap_or_else(|_| {
        let folded = PRIVATE.start + point % (PRIVATE.end - PRIVATE.start);
        u16::try_from(folded).unwrap_or(BREAK)
    })
}

/// The numbers that hold title and body.
pub(super) fn packed(title: &str, body: &str) -> Vec<u64> {
    let mut codes = vec![0];
    spell(title, &mut codes);
    codes[0] = u16::try_from(codes.len() - 1).unwrap_or(u16::MAX);
    codes.truncate(1 + usize::from(u16::MAX));
    spell(body, &mut codes);
    let number = |four: &[u16]| four.iter().rev().fold(0, |all, &code| all << 16 | u64::from(code));
    codes.chunks(4).map(number).collect()
}

fn spell(text: &str, codes: &mut Vec<u16>) {
    codes.push(BREAK);
    for c in text.chars().map(normalise_char) {
        if is_han(c) || c.is_alphanumeric() {
            codes.push(code(c));
        } else if codes.last().is_some_and(|&last| last != BREAK) {
            codes.push(BREAK);
        }
    }
}

/// Places for single letters; those of pairs follow, as many.
const LETTERS: usize = 256;

/// What a question looks for: single characters and pairs of them, each with a place of its own.
pub(super) struct Sought {
    /// For each code whether its letter is sought.
    bits: Box<[u64; TABLE / 64]>,
    /// For each code the number of the letter, 0 for none.
    letters: Box<[u8; TABLE]>,
    /// For each two letters the number of the pair, 0 for none.
    pairs: Box<[u8; TABLE]>,
    known: usize,
    paired: usize,
}

/// Where something sought is counted: below [`Place::COUNT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u16);

impl Place {
    /// How many there are.
    pub(super) const COUNT: usize = 2 * LETTERS;

    fn pair(number: u8) -> Self {
        Self(u16::from(number) | 1 << 8)
    }

    /// As a place in a table.
    pub(super) fn at(self) -> usize {
        usize::from(self.0)
    }
}

impl Sought {
    pub(super) fn new() -> Self {
        Self { bits: table(), letters: table(), pairs: table(), known: 0, paired: 0 }
    }

    /// Takes up one or two characters; `None` for other texts, and when all places are taken: then the caller
    /// looks in the postings.
    pub(super) fn take(&mut self, text: &str) -> Option<Place> {
        let mut chars = text.chars();
        let (first, second) = (chars.next()?, chars.next());
        if chars.next().is_some() {
            return None;
        }
        let first = self.letter(first)?;
        let Some(second) = second else { return Some(Place(first.into())) };
        let second = self.letter(second)?;
        let pair = &mut self.pairs[usize::from(first) << 8 | usize::from(second)];
        if *pair == 0 {
            *pair = u8::try_from(self.paired + 1).ok()?;
            self.paired += 1;
        }
        Some(Place::pair(*pair))
    }

    fn letter(&mut self, c: char) -> Option<u8> {
        let code = usize::from(code(c));
        let letter = &mut self.letters[code];
        if *letter == 0 {
            *letter = u8::try_from(self.known + 1).ok()?;
            self.known += 1;
            self.bits[code / 64] |= 1 << (code % 64);
        }
        Some(*letter)
    }
}

/// An empty table, made on the heap: it is too large to pass through the stack.
#[expect(clippy::unnecessary_box_returns, reason = "the array is what must not be moved")]
fn table<T: Clone + Default, const N: usize>() -> Box<[T; N]> {
    let made = vec![T::default(); N].into_boxed_slice().try_into();
    made.unwrap_or_else(|_| unreachable!("the slice was made with this length"))
}

/// What was found in one document; used again for the next.
pub(super) struct Counts {
    /// How often each place stands in the body.
    body: [u16; Place::COUNT],
    /// Whether it was found at all.
    found: [bool; Place::COUNT],
    /// The places found, in the order of their first appearance.
    places: Vec<Place>,
    numbers: Vec<u64>,
    /// The letters sought: position above, code in the lower 16 bits.
    spots: Vec<u64>,
}

impl Counts {
    pub(super) fn new() -> Self {
        Self {
            body: [0; Place::COUNT],
            found: [false; Place::COUNT],
            places: Vec::new(),
            numbers: Vec::new(),
            spots: Vec::new(),
        }
    }

    /// Counts in one document of a column.
    pub(super) fn read(&mut self, sought: &Sought, column: &Column<u64>, doc: u32) {
        for place in self.places.drain(..) {
            (self.body[place.at()], self.found[place.at()]) = (0, false);
        }
        // All numbers of the document at once: one by one each would be a virtual call.
        let rows = column.index.value_row_ids(doc);
        self.numbers.clear();
        self.numbers.resize(rows.len(), 0);
        column.values.get_range(u64::from(rows.start), &mut self.numbers);
        let Some(&first) = self.numbers.first() else { return };
        let titled = codes(first)[0];
        self.spots.resize(4 * self.numbers.len() + 1, 0);
        let mut kept = 0;
        for (at, &number) in (0..).step_by(4).zip(&self.numbers) {
            for (position, code) in (at..).zip(codes(number)) {
                self.spots[kept] = position << 16 | u64::from(code);
                kept += usize::from(sought.bits[usize::from(code / 64)] >> (code % 64) & 1 == 1);
            }
        }
        let (mut before, mut letter_before) = (0, 0);
        for at in 0..kept {
            let (position, code) = (self.spots[at] >> 16, codes(self.spots[at])[0]);
            // The first says how long the title is.
            if position == 0 {
                continue;
            }
            let letter = sought.letters[usize::from(code)];
            let in_body = position > u64::from(titled);
            self.count(Place(letter.into()), in_body);
            if position == before + 1 {
                let pair = sought.pairs[usize::from(letter_before) << 8 | usize::from(letter)];
                if pair > 0 {
                    self.count(Place::pair(pair), in_body);
                }
            }
            (before, letter_before) = (position, letter);
        }
    }

    fn count(&mut self, place: Place, in_body: bool) {
        let at = place.at();
        if !self.found[at] {
            self.found[at] = true;
            self.places.push(place);
        }
        self.body[at] = self.body[at].saturating_add(in_body.into());
    }

    /// What was found, each with how often it stands in the body; 0: in the title alone.
    pub(super) fn found(&self) -> impl Iterator<Item = (Place, u16)> {
        self.places.iter().map(|&place| (place, self.body[place.at()]))
    }
}

/// The four codes of a number.
fn codes(number: u64) -> [u16; 4] {
    [0, 16, 32, 48].map(|shift| u16::try_from(number >> shift & 0xffff).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::cut::cut;
    use super::super::normalise::normalise;
    use super::*;
    use proptest::prelude::*;
    use tantivy::schema::{NumericOptions, Schema};
    use tantivy::{Index, TantivyDocument};

    /// Writes a document and counts in it: how often each stands in the body, and whether anywhere.
    fn counted(title: &str, body: &str, sought: &[&str]) -> (Vec<u16>, Vec<bool>) {
        let mut schema = Schema::builder();
        let field = schema.add_u64_field("text", NumericOptions::default().set_fast());
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for (title, body) in [("别的", "在前面"), (title, body)] {
            let mut doc = TantivyDocument::new();
            for number in packed(title, body) {
                doc.add_u64(field, number);
            }
            writer.add_document(doc).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let column = searcher.segment_reader(0).fast_fields().u64("text").unwrap();
        let mut table = Sought::new();
        let places: Vec<Place> = sought.iter().map(|text| table.take(text).unwrap()).collect();
        let mut counts = Counts::new();
        // The second reading must not remember the first.
        counts.read(&table, &column, 1);
        counts.read(&table, &column, 1);
        let found: HashMap<usize, u16> = counts.found().map(|(place, body)| (place.at(), body)).collect();
        let body = places.iter().map(|place| found.get(&place.at()).copied().unwrap_or(0)).collect();
        (body, places.iter().map(|place| found.contains_key(&place.at())).collect())
    }

    #[test]
    fn counts_in_title_and_body_apart() {
        let (body, found) =
            counted("提取辦法", "职工提取，提 取；可提取。", &["提取", "取", "办法", "职工", "法职"]);
        assert_eq!(body, [2, 3, 0, 1, 0]);
        assert_eq!(found, [true, true, true, true, false]);
    }

    #[test]
    fn an_empty_body_counts_nothing() {
        assert_eq!(counted("提取", "", &["提取"]), (vec![0], vec![true]));
        assert_eq!(counted("", "提取", &["提取", "三"]), (vec![1, 0], vec![true, false]));
    }

    #[test]
    fn what_finds_no_place_is_said() {
        let mut sought = Sought::new();
        assert_eq!(sought.take("三个字"), None);
        assert_eq!(sought.take(""), None);
        let letters: Vec<char> = ('一'..).take(300).collect();
        let taken = letters.iter().filter(|c| sought.take(&c.to_string()).is_some()).count();
        assert_eq!(taken, 255);
        assert_eq!(sought.take("一"), Some(Place(1)), "what has a place keeps it");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn agrees_with_the_tokenizer(body in "[一二三a1，。 𠀀]{0,40}", one in "[一二三𠀀]", two in "[一二三𠀀]{2}") {
            let tokens = cut(&normalise(&body));
            let count = |text: &str| tokens.iter().filter(|token| token.text == text).count();
            let (found, _) = counted("", &body, &[&one, &two]);
            prop_assert_eq!(found, [u16::try_from(count(&one)).unwrap(), u16::try_from(count(&two)).unwrap()]);
        }
    }
}
