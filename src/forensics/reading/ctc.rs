//! From the recogniser's columns to characters (connectionist temporal classification, Graves et al.,
//! ICML 2006; best path).

use super::script::is_foreign;
use super::text::Glyph;

/// A second reading is kept from this probability on.
const DOUBT: f32 = 0.02;

/// The characters a recogniser knows, in the order of its classes: class 0 is the blank, the last the space.
#[derive(Debug, Clone)]
pub struct Alphabet {
    characters: Vec<String>,
}

impl Alphabet {
    /// From the list in the network's own description, one character a line. Never trimmed: the ideographic
    /// space is one of them.
    #[must_use]
    pub fn parse(list: &str) -> Self {
        let mut characters = vec![String::new()];
        let list = list.strip_suffix('\n').unwrap_or(list);
        characters.extend(list.split('\n').map(|line| line.trim_end_matches('\r').to_owned()));
        characters.push(" ".to_owned());
        Self { characters }
    }

    /// How many classes there are, the blank among them.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.characters.len()
    }

    fn of(&self, class: usize) -> &str {
        self.characters.get(class).map_or("", String::as_str)
    }
}

/// What a strip says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// One for each character; places are shares of the strip's own width.
    pub glyphs: Vec<Glyph>,
    /// Mean probability of the characters; 0 for no text.
    pub confidence: f32,
}

/// Decodes columns of class probabilities. `filled` is the share of the columns that show the strip, the
/// rest is padding.
#[must_use]
pub fn decode(values: &[f32], classes: usize, alphabet: &Alphabet, filled: f32) -> Decoded {
    struct Seen {
        class: usize,
        step: usize,
        last: usize,
        probability: f32,
        other: usize,
        doubt: f32,
    }
    let steps = values.len() / classes.max(1);
    let mut seen: Vec<Seen> = Vec::new();
    let mut before = 0;
    for (step, column) in values.chunks_exact(classes.max(1)).enumerate() {
        let best = greatest(column);
        if best.0 != 0 {
            // The blank is no other reading; what is surer than this leaves none that is kept.
            let second = if best.1 > 1.0 - DOUBT { (0, 0.0) } else { greatest_but(&column[1..], best.0 - 1) };
            let second = (second.0 + 1, second.1);
            match seen.last_mut() {
                Some(last) if best.0 == before => {
                    last.last = step;
                    if best.1 > last.probability {
                        (last.probability, last.step) = (best.1, step);
                        (last.other, last.doubt) = second;
                    }
                }
                _ => seen.push(Seen {
                    class: best.0,
                    step,
                    last: step,
                    probability: best.1,
                    other: second.0,
                    doubt: second.1,
                }),
            }
        }
        before = best.0;
    }
    // A letter of a script that nobody prints here gives way to the second reading.
    let foreign = |class: usize| alphabet.of(class).chars().any(is_foreign);
    for one in &mut seen {
        if one.doubt >= DOUBT && foreign(one.class) && one.other != 0 && !foreign(one.other) {
            std::mem::swap(&mut one.class, &mut one.other);
            std::mem::swap(&mut one.probability, &mut one.doubt);
        }
    }
    // A character ends halfway to the next one; the outermost as far out as they are wide within.
    let width = steps as f32 * filled.clamp(1e-3, 1.0);
    let middle = |one: &Seen| (f32::midpoint(one.step as f32, one.last.max(one.step) as f32) + 0.5) / width;
    let mut decoded = Decoded::default();
    let mut sum = 0.0;
    for (index, one) in seen.iter().enumerate() {
        let here = middle(one);
        let left = index.checked_sub(1).and_then(|i| seen.get(i)).map(middle);
        let right = seen.get(index + 1).map(middle);
        let half = match (left, right) {
            (Some(left), Some(right)) => ((here - left).min(right - here)) / 2.0,
            (Some(near), None) | (None, Some(near)) => (here - near).abs() / 2.0,
            (None, None) => 0.5,
        };
        let from = left.map_or(here - half, |left| f32::midpoint(left, here).max(here - 2.0 * half));
        let to = right.map_or(here + half, |right| f32::midpoint(right, here).min(here + 2.0 * half));
        let other = Some(one.other)
            .filter(|_| one.doubt >= DOUBT)
            .and_then(|class| alphabet.of(class).chars().next());
        for character in alphabet.of(one.class).chars() {
            decoded.text.push(character);
            decoded.glyphs.push(Glyph {
                from: from.clamp(0.0, 1.0),
                to: to.clamp(0.0, 1.0),
                confidence: one.probability.clamp(0.0, 1.0),
                other,
            });
            sum += one.probability.clamp(0.0, 1.0);
        }
    }
    if !decoded.glyphs.is_empty() {
        decoded.confidence = sum / decoded.glyphs.len() as f32;
    }
    trim(&mut decoded);
    decoded
}

/// The greatest of some values and where it first stands; (0, -∞) of none.
fn greatest(values: &[f32]) -> (usize, f32) {
    // Thousands of classes a step: sixteen at a time, and only then where.
    let (most, rest) = values.as_chunks::<16>();
    let mut lanes = [f32::NEG_INFINITY; 16];
    for chunk in most {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = if value > *lane { value } else { *lane };
        }
    }
    let top = lanes.iter().chain(rest).copied().fold(f32::NEG_INFINITY, f32::max);
    (values.iter().position(|&value| value >= top).unwrap_or(0), top)
}

/// The greatest of some values but one.
fn greatest_but(values: &[f32], without: usize) -> (usize, f32) {
    let (left, right) = (&values[..without], &values[without + 1..]);
    let (before, after) = (greatest(left), greatest(right));
    if before.1 >= after.1 { before } else { (without + 1 + after.0, after.1) }
}

/// Spaces at either end say nothing.
fn trim(decoded: &mut Decoded) {
    let leading = decoded.text.chars().take_while(|c| c.is_whitespace()).count();
    let kept = decoded.text.trim().chars().count();
    decoded.glyphs.drain(..leading.min(decoded.glyphs.len()));
    decoded.glyphs.truncate(kept);
    decoded.text = decoded.text.trim().to_owned();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(best: &[(usize, f32)]) -> Vec<f32> {
        best.iter()
            .flat_map(|&(class, probability)| {
                let mut column = vec![(1.0 - probability) / 4.0; 5];
                column[class] = probability;
                column
            })
            .collect()
    }

    #[test]
    fn repeats_join_and_blanks_part() {
        let alphabet = Alphabet::parse("a\nb\n\u{3000}\n");
        assert_eq!(alphabet.classes(), 5, "the blank, three of the list, the space");
        let values =
            columns(&[(1, 0.9), (1, 0.8), (0, 0.9), (1, 0.7), (2, 0.6), (4, 0.9), (0, 0.9), (0, 0.9)]);
        let decoded = decode(&values, 5, &alphabet, 0.75);
        assert_eq!(decoded.text, "aab");
        assert_eq!(decoded.glyphs.len(), 3);
        assert!((decoded.confidence - (0.9 + 0.7 + 0.6 + 0.9) / 4.0).abs() < 1e-6);
        assert!(decoded.glyphs.windows(2).all(|pair| pair[0].to <= pair[1].from + 1e-6));
        assert_eq!(decoded.glyphs[2].other, Some('a'));
    }

    #[test]
    fn a_foreign_letter_gives_way_to_the_second_reading() {
        let alphabet = Alphabet::parse("1\n\u{ec}\n\u{4e00}\n");
        let column = [0.05, 0.35, 0.5, 0.05, 0.05];
        let decoded = decode(&column, 5, &alphabet, 1.0);
        assert_eq!((decoded.text.as_str(), decoded.glyphs[0].other), ("1", Some('\u{ec}')));
        assert!(decoded.confidence < 0.4, "no surer than it was");
        let alone = decode(&[0.05, 0.01, 0.9, 0.01, 0.01], 5, &alphabet, 1.0);
        assert_eq!(alone.text, "\u{ec}");
    }

    proptest::proptest! {
        #[test]
        fn the_greatest_stands_first_among_equals(values in proptest::collection::vec(0_u8..9, 2..70), at in 0_usize..70) {
            let values: Vec<f32> = values.into_iter().map(f32::from).collect();
            let without = at % values.len();
            let plain = |skipped: Option<usize>| {
                let mut best = (0, f32::NEG_INFINITY);
                for (index, &value) in values.iter().enumerate() {
                    if Some(index) != skipped && value > best.1 {
                        best = (index, value);
                    }
                }
                best
            };
            proptest::prop_assert_eq!(greatest(&values), plain(None));
            proptest::prop_assert_eq!(greatest_but(&values, without), plain(Some(without)));
        }
    }

    #[test]
    fn nothing_read_is_nothing() {
        let alphabet = Alphabet::parse("a");
        assert_eq!(decode(&[], 3, &alphabet, 1.0), Decoded::default());
    }
}
