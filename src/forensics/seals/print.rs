//! The letters of a seal laid out straight: enough of the imprint to say of two whether they are the same one.
//!
//! A hash of signs finds what may be the same among thousands; whether it is, the strokes of the letters say. The
//! belt between rim and middle is sampled over direction and way out, what is broader than a stroke is taken off
//! (letters of one size stand at the same places on all seals of one maker), and what remains is kept in three
//! steps: less ink than around, as much, more. Two prints are compared by their correlation over the places that
//! print below hides on neither.

use super::ink::{Cut, sample};

/// Directions sampled; a character of a name is about ten of them wide.
const ACROSS: usize = 192;
/// Rings sampled.
const ROWS: usize = 8;
/// The belt, as shares of the way from the middle to the rim.
const BELT: (f32, f32) = (0.56, 0.92);
/// What is taken off is the mean over so many rings and directions to each side.
const AROUND: (usize, usize) = (2, 3);
/// Ink this many standard deviations off is more or less than around.
const STEP: f32 = 0.5;
/// Two prints are turned against each other by at most so many directions (1.9° each): a page lies never twice the
/// same, and its lean is known to a degree or two.
const TURNS: i32 = 3;
/// Samples of one place, in each direction.
const FINE: usize = 3;
/// A place counts when so much of it can be seen.
const SEEN: f32 = 0.75;
/// Two prints say something of each other when so much of the belt is seen on both.
const LEAST: usize = ROWS * ACROSS / 2;

/// Bytes of a print: four places a byte.
pub const BYTES: usize = ROWS * ACROSS / 4;

/// The letters of one imprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// Ring by ring: −1, 0, 1, or [`HIDDEN`].
    places: Vec<i8>,
}

/// A place where print below hides the ink.
const HIDDEN: i8 = 2;

impl Print {
    /// Takes the print of a seal; `lean` as for [`super::look::hashes`].
    #[must_use]
    pub fn of(cut: &Cut, lean: f32) -> Self {
        let ink: Vec<Option<f32>> = (0..ROWS * ACROSS).map(|at| ink(cut, at, lean)).collect();
        let strokes: Vec<Option<f32>> = (0..ink.len()).map(|at| Some(ink[at]? - around(&ink, at))).collect();
        let known: Vec<f32> = strokes.iter().flatten().copied().collect();
        let sigma = (known.iter().map(|v| v * v).sum::<f32>() / known.len().max(1) as f32).sqrt();
        let step = |value: &Option<f32>| match value {
            None => HIDDEN,
            Some(value) if *value > STEP * sigma => 1,
            Some(value) if *value < -STEP * sigma => -1,
            Some(_) => 0,
        };
        Self { places: strokes.iter().map(step).collect() }
    }

    /// How alike two imprints are: their correlation, at best 1, turned against each other as fits best; `None` when
    /// too little is seen on both. What was seen of one bitmap, of other names and of seals set anew stands with the
    /// bound that rests on it, in the room that tells reuse.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Option<f32> {
        let best = (-TURNS..=TURNS).filter_map(|turn| self.turned(other, turn));
        best.max_by(f32::total_cmp)
    }

    fn turned(&self, other: &Self, turn: i32) -> Option<f32> {
        let (mut both, mut product, mut own, mut others) = (0_usize, 0_i32, 0_i32, 0_i32);
        let shift = usize::try_from(turn.rem_euclid(ACROSS as i32)).ok()?;
        for row in 0..ROWS {
            let (a, b) = (&self.places[row * ACROSS..][..ACROSS], &other.places[row * ACROSS..][..ACROSS]);
            let (head, tail) = b.split_at(shift);
            for (&x, &y) in a.iter().zip(tail.iter().chain(head)) {
                if x != HIDDEN && y != HIDDEN {
                    let (x, y) = (i32::from(x), i32::from(y));
                    both += 1;
                    product += x * y;
                    own += x * x;
                    others += y * y;
                }
            }
        }
        let norm = (own as f32 * others as f32).sqrt();
        (both >= LEAST && norm > 0.0).then(|| product as f32 / norm)
    }

    /// As bytes, four places each.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let four = |places: &[i8]| places.iter().fold(0_u8, |byte, &place| byte << 2 | (place + 1) as u8);
        self.places.chunks(4).map(four).collect()
    }

    /// Reads [`Print::bytes`]; `None` for what is no print.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let place = |byte: u8, at: u8| (byte >> (6 - 2 * at) & 3) as i8 - 1;
        (bytes.len() == BYTES).then(|| Self {
            places: bytes.iter().flat_map(|&byte| (0..4).map(move |at| place(byte, at))).collect(),
        })
    }
}

/// Ink at a place of the belt; `None` where it is hidden.
fn ink(cut: &Cut, at: usize, lean: f32) -> Option<f32> {
    let (row, column) = (at / ACROSS, at % ACROSS);
    let part = |whole: usize, fine: usize| whole as f32 + (fine as f32 + 0.5) / FINE as f32;
    let (mut sum, mut weight) = (0.0, 0.0);
    for direction in 0..FINE {
        let turn = part(column, direction) * std::f32::consts::TAU / ACROSS as f32;
        let angle = turn + lean - cut.rim.turn;
        for ring in 0..FINE {
            let out = BELT.0 + (BELT.1 - BELT.0) * part(row, ring) / ROWS as f32;
            let place = cut.rim.place(angle.cos() * out, angle.sin() * out);
            let known = sample(&cut.known, place.0 + 0.5, place.1 + 0.5);
            sum += known * cut.at(place);
            weight += known;
        }
    }
    (weight >= SEEN * (FINE * FINE) as f32).then(|| sum / weight)
}

/// The mean of the ink around a place.
fn around(ink: &[Option<f32>], at: usize) -> f32 {
    let (row, column) = (at / ACROSS, at % ACROSS);
    let rows = row.saturating_sub(AROUND.0)..(row + AROUND.0 + 1).min(ROWS);
    let columns = (0..=2 * AROUND.1).map(|step| (column + ACROSS + step - AROUND.1) % ACROSS);
    let places = rows.flat_map(|row| columns.clone().map(move |column| row * ACROSS + column));
    let known = places.filter_map(|place| ink[place]);
    let (sum, count) = known.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(seed: u32) -> Print {
        let place = |at: u32| (((at + 7).wrapping_mul(0x9e37_79b1 ^ seed) >> 13) % 3) as i8 - 1;
        Print { places: (0..(ROWS * ACROSS) as u32).map(place).collect() }
    }

    #[test]
    fn bytes_are_read_back_and_nothing_else_is() {
        let mut print = made(1);
        print.places[5] = HIDDEN;
        assert_eq!(Print::read(&print.bytes()).as_ref(), Some(&print));
        assert_eq!(Print::read(&[0; BYTES - 1]), None);
        assert!(Print::read(&[0xff; BYTES]).is_some_and(|print| print.likeness(&made(1)).is_none()));
    }

    #[test]
    fn a_turned_print_is_the_same_and_another_is_not() {
        let print = made(1);
        let turned = |by: usize| Print {
            places: print.places.chunks(ACROSS).flat_map(|row| [&row[by..], &row[..by]].concat()).collect(),
        };
        for (by, same) in [(0, true), (3, true), (5, false), (ACROSS - 3, true)] {
            assert_eq!(print.likeness(&turned(by)).is_some_and(|likeness| likeness > 0.99), same, "{by}");
        }
        assert!(print.likeness(&made(9)).is_some_and(|likeness| likeness < 0.3));
    }

    #[test]
    fn what_is_hidden_counts_on_neither_side() {
        let (print, mut covered) = (made(1), made(1));
        for place in covered.places.iter_mut().take(LEAST / 2) {
            *place = HIDDEN;
        }
        assert_eq!(print.likeness(&covered), Some(1.0));
        covered.places.iter_mut().take(LEAST + 1).for_each(|place| *place = HIDDEN);
        assert_eq!(print.likeness(&covered), None);
    }
}
