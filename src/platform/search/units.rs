//! The parts of a question whose coverage counts, and how much of the question a document speaks of.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::numbered::Golden;
use super::pinyin::Sound;

/// A set of characters of the question, by their places. What stands further back than this has room for is
/// not asked for: the beginning of a long question says what it is about.
pub(super) type Letters = u128;

/// Share of a unit from which on a document speaks of it: a synonym does, a mere likeness of sound does not.
const SPOKEN: f32 = 0.5;

/// The characters from one place to before another.
pub(super) fn letters(start: usize, end: usize) -> Letters {
    (start..end).filter_map(|at| 1_u128.checked_shl(u32::try_from(at).ok()?)).fold(0, |set, bit| set | bit)
}

/// The units of a question.
#[derive(Debug, Default)]
pub(super) struct Units {
    weights: Vec<f32>,
    /// The characters of each.
    letters: Vec<Letters>,
    /// By first character and end.
    places: HashMap<(usize, usize), usize, BuildHasherDefault<Golden>>,
    /// Characters of the question that say something.
    telling: Letters,
    /// Those in a word of the synonym table.
    named: Letters,
}

impl Units {
    /// For a question of which these characters say something.
    pub(super) fn new(telling: Letters) -> Self {
        Self { telling, ..Self::default() }
    }

    /// The unit of a stretch of the question; if there is none yet, a new one of this weight.
    pub(super) fn at(&mut self, start: usize, end: usize, weight: f32) -> usize {
        if let Some(&unit) = self.places.get(&(start, end)) {
            return unit;
        }
        let unit = self.another(start, end, weight);
        self.places.insert((start, end), unit);
        unit
    }

    /// One more unit for a stretch: each word of an expansion counts.
    pub(super) fn another(&mut self, start: usize, end: usize, weight: f32) -> usize {
        self.weights.push(weight);
        self.letters.push(letters(start, end));
        self.weights.len() - 1
    }

    /// The units that lie in a stretch of the question.
    pub(super) fn inside(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let inside = move |(from, to): &(usize, usize)| *from >= start && *to <= end;
        self.places.iter().filter(move |(place, _)| inside(place)).map(|(_, &unit)| unit)
    }

    /// The weight of each.
    pub(super) fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// Whether every character from one place to before another says something.
    pub(super) fn tells(&self, start: usize, end: usize) -> bool {
        letters(start, end) & !self.telling == 0
    }

    /// Notes that a stretch of the question is a word of the synonym table.
    pub(super) fn name(&mut self, start: usize, end: usize) {
        self.named |= letters(start, end);
    }

    /// The telling characters that stand in no word the index or the synonym table knows, words apart that are
    /// sought by their sound as well: those may be slips.
    pub(super) fn open(&self, sounds: &[Sound]) -> Letters {
        let sought = |place: &(usize, usize)| sounds.iter().any(|sound| (sound.start, sound.end) == *place);
        let known = self.places.iter().filter(|(place, _)| !sought(place));
        self.telling & !known.fold(self.named, |all, (_, &unit)| all | self.letters[unit])
    }

    /// The share of the telling characters of the question that a document speaks of which covers each unit so
    /// far; all of it where nothing tells.
    pub(super) fn spoken(&self, covered: &[f32]) -> f32 {
        if self.telling == 0 {
            return 1.0;
        }
        let covered = self.letters.iter().zip(covered).filter(|(_, covered)| **covered >= SPOKEN);
        let spoken = covered.fold(0, |all, (letters, _)| all | letters) & self.telling;
        #[expect(clippy::cast_precision_loss, reason = "at most 128")]
        let share = spoken.count_ones() as f32 / self.telling.count_ones() as f32;
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_has_one_unit() {
        let mut units = Units::new(letters(0, 4));
        assert_eq!((units.at(0, 2, 1.0), units.at(2, 4, 2.0), units.at(0, 2, 9.0)), (0, 1, 0));
        assert_eq!(units.weights(), [1.0, 2.0]);
        let mut inside: Vec<usize> = units.inside(0, 4).collect();
        inside.sort_unstable();
        assert_eq!(inside, [0, 1]);
        assert_eq!(units.inside(1, 4).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn half_a_question_is_spoken_of() {
        let mut units = Units::new(letters(0, 2) | letters(3, 5));
        units.at(0, 3, 1.0);
        units.at(3, 5, 1.0);
        let near = |a: f32, b: f32| (a - b).abs() < 1e-6;
        assert!(near(units.spoken(&[1.0, 0.3]), 0.5) && near(units.spoken(&[0.5, 1.0]), 1.0));
        assert!(near(units.spoken(&[0.0, 0.0]), 0.0) && near(Units::new(0).spoken(&[]), 1.0));
        assert_eq!(letters(126, 400), 3 << 126, "what stands too far back is left out");
    }
}
