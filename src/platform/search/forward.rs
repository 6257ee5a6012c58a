//! The text of each document in reading order, for the second look: what a question looks for is counted in
//! one pass over the text of a candidate, instead of one search in the postings for every term.
//!
//! A column holds the normalised characters as codes of 16 bits, four in each number: first how many belong to
//! the title, then title and body. A run of what parts words is one mark. Characters beyond the basic plane
//! share the codes of the private use area: two of them may be taken for each other, which ranks a little wrong
//! and finds nothing wrong.
//!
//! Counting takes no decision on its way: every character leads through two tables to a place that is counted
//! up, and what nobody seeks is counted in place 0.

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

/// What a question looks for: single characters and pairs of them, each with a place of its own.
pub(super) struct Sought {
    /// For each code the number of the letter, 0 for none.
    letters: Box<[u8; TABLE]>,
    /// For each two letters the place of the pair, 0 for none.
    pairs: Box<[u8; TABLE]>,
    known: usize,
    places: usize,
}

/// Where something sought is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Single(u8),
    Pair(u8),
}

impl Sought {
    pub(super) fn new() -> Self {
        Self { letters: table(), pairs: table(), known: 0, places: 0 }
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
        let Some(second) = second else { return Some(Place::Single(first)) };
        let second = self.letter(second)?;
        let place = &mut self.pairs[usize::from(first) << 8 | usize::from(second)];
        if *place == 0 {
            *place = u8::try_from(self.places + 1).ok()?;
            self.places += 1;
        }
        Some(Place::Pair(*place))
    }

    fn letter(&mut self, c: char) -> Option<u8> {
        let letter = &mut self.letters[usize::from(code(c))];
        if *letter == 0 {
            *letter = u8::try_from(self.known + 1).ok()?;
            self.known += 1;
        }
        Some(*letter)
    }
}

/// An empty table, made on the heap: it is too large to pass through the stack.
fn table() -> Box<[u8; TABLE]> {
    vec![0; TABLE].into_boxed_slice().try_into().expect("the slice was made with this length")
}

/// How often each thing stands in one part of a document.
struct Tally {
    singles: [u16; 256],
    pairs: [u16; 256],
}

impl Tally {
    fn count(&mut self, sought: &Sought, codes: &[u16]) {
        self.singles.fill(0);
        self.pairs.fill(0);
        let mut before = 0_u16;
        for &code in codes {
            let letter = sought.letters[usize::from(code)];
            let place = sought.pairs[usize::from(before << 8 | u16::from(letter))];
            let single = &mut self.singles[usize::from(letter)];
            *single = single.wrapping_add(1);
            let pair = &mut self.pairs[usize::from(place)];
            *pair = pair.wrapping_add(1);
            before = u16::from(letter);
        }
    }

    fn at(&self, place: Place) -> u16 {
        match place {
            Place::Single(letter) => self.singles[usize::from(letter)],
            Place::Pair(place) => self.pairs[usize::from(place)],
        }
    }
}

/// What was found in one document; used again for the next.
pub(super) struct Counts {
    title: Tally,
    body: Tally,
    numbers: Vec<u64>,
    codes: Vec<u16>,
}

impl Counts {
    pub(super) fn new() -> Self {
        let tally = || Tally { singles: [0; 256], pairs: [0; 256] };
        Self { title: tally(), body: tally(), numbers: Vec::new(), codes: Vec::new() }
    }

    /// Counts in one document of a column.
    pub(super) fn read(&mut self, sought: &Sought, column: &Column<u64>, doc: u32) {
        // All numbers of the document at once: one by one each would be a virtual call.
        let rows = column.index.value_row_ids(doc);
        self.numbers.clear();
        self.numbers.resize(rows.len(), 0);
        column.values.get_range(u64::from(rows.start), &mut self.numbers);
        self.codes.clear();
        for number in &self.numbers {
            let bytes = number.to_le_bytes();
            self.codes.extend(bytes.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two)));
        }
        let Some((&titled, codes)) = self.codes.split_first() else { return };
        let (title, body) = codes.split_at(usize::from(titled).min(codes.len()));
        self.title.count(sought, title);
        self.body.count(sought, body);
    }

    /// How often it stands in the body.
    pub(super) fn in_body(&self, place: Place) -> u16 {
        self.body.at(place)
    }

    /// Whether it stands in the title.
    pub(super) fn in_title(&self, place: Place) -> bool {
        self.title.at(place) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut::cut;
    use super::super::normalise::normalise;
    use super::*;
    use proptest::prelude::*;
    use tantivy::schema::{NumericOptions, Schema};
    use tantivy::{Index, TantivyDocument};

    /// Writes a document and counts in it.
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
        counts.read(&table, &column, 1);
        let body = places.iter().map(|&place| counts.in_body(place)).collect();
        (body, places.iter().map(|&place| counts.in_title(place)).collect())
    }

    #[test]
    fn counts_in_title_and_body_apart() {
        let (body, title) =
            counted("提取辦法", "职工提取，提 取；可提取。", &["提取", "取", "办法", "职工", "法职"]);
        assert_eq!(body, [2, 3, 0, 1, 0]);
        assert_eq!(title, [true, true, true, false, false]);
    }

    #[test]
    fn an_empty_body_counts_nothing() {
        assert_eq!(counted("提取", "", &["提取"]), (vec![0], vec![true]));
        assert_eq!(counted("", "提取", &["提取", "三"]), (vec![1, 0], vec![false, false]));
    }

    #[test]
    fn what_finds_no_place_is_said() {
        let mut sought = Sought::new();
        assert_eq!(sought.take("三个字"), None);
        assert_eq!(sought.take(""), None);
        let letters: Vec<char> = ('一'..).take(300).collect();
        let taken = letters.iter().filter(|c| sought.take(&c.to_string()).is_some()).count();
        assert_eq!(taken, 255);
        assert_eq!(sought.take("一"), Some(Place::Single(1)), "what has a place keeps it");
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
