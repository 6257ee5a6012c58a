//! A stroke alphabet: letters as poly-lines on a grid of 5 × 7 points, and invented
//! characters of several strokes that stand for Han text.

use super::Random;

/// A poly-line in em units: x from 0 to about 0.6, y from 0 (top) to 1 (base line).
pub type Stroke = Vec<(f32, f32)>;

/// Strokes of a character; unknown ones are a small box. Each pair of digits is a point x y.
#[must_use]
pub fn strokes(character: char) -> Vec<Stroke> {
    let text = match character.to_ascii_uppercase() {
        '0' => "10 30 41 45 36 16 05 01 10,13 33",
        '1' => "11 20 26,16 36",
        '2' => "01 10 30 41 42 06 46",
        '3' => "00 40 23 33 44 45 36 16 05",
        '4' => "36 30 04 44",
        '5' => "40 00 02 32 43 45 36 16 05",
        '6' => "30 10 01 05 16 36 45 44 33 03",
        '7' => "00 40 16",
        '8' => "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
        '9' => "43 13 02 01 10 30 41 45 36 16",
        'A' => "06 20 46,14 34",
        'B' => "00 30 41 42 33 03,33 44 45 36 06 00",
        'C' => "41 30 10 01 05 16 36 45",
        'D' => "00 30 41 45 36 06 00",
        'E' => "40 00 06 46,03 33",
        'F' => "40 00 06,03 33",
        'G' => "41 30 10 01 05 16 36 45 43 23",
        'H' => "00 06,40 46,03 43",
        'I' => "10 30,20 26,16 36",
        'J' => "40 45 36 16 05",
        'K' => "00 06,40 03 46",
        'L' => "00 06 46",
        'M' => "06 00 23 40 46",
        'N' => "06 00 46 40",
        'O' => "10 30 41 45 36 16 05 01 10",
        'P' => "06 00 30 41 42 33 03",
        'Q' => "10 30 41 45 36 16 05 01 10,24 46",
        'R' => "06 00 30 41 42 33 03,23 46",
        'S' => "41 30 10 01 02 13 33 44 45 36 16 05",
        'T' => "00 40,20 26",
        'U' => "00 05 16 36 45 40",
        'V' => "00 26 40",
        'W' => "00 16 23 36 40",
        'X' => "00 46,40 06",
        'Y' => "00 23 40,23 26",
        'Z' => "00 40 06 46",
        '.' => "26 26",
        ',' => "25 17",
        ':' => "22 22,25 25",
        '-' => "13 33",
        '/' => "06 40",
        '*' => "21 25,02 44,42 04",
        ' ' => "",
        _ => "11 31 35 15 11",
    };
    text.split(',')
        .filter(|stroke| !stroke.is_empty())
        .map(|stroke| {
            stroke
                .split(' ')
                .map(|pair| {
                    let digit = |at: usize| f32::from(pair.as_bytes().get(at).map_or(0, |byte| byte - b'0'));
                    (digit(0) * 0.14 + 0.02, digit(1) / 6.0)
                })
                .collect()
        })
        .collect()
}

/// How many invented characters there are.
pub const INVENTED: usize = 160;

/// An invented square character: horizontal, vertical and slanted strokes by its number.
#[must_use]
pub fn invented(number: usize) -> Vec<Stroke> {
    let mut random = Random::new(0x5eed_0000 + number as u64);
    let count = 5 + random.below(5);
    let step = |random: &mut Random| random.below(7) as f32 / 6.0;
    (0..count)
        .map(|_| {
            let (x, y) = (step(&mut random), step(&mut random));
            let end = step(&mut random);
            match random.below(5) {
                0 | 1 => vec![(x.min(end), y), (x.max(end).max(x.min(end) + 0.33).min(1.0), y)],
                2 | 3 => vec![(x, y.min(end)), (x, y.max(end).max(y.min(end) + 0.33).min(1.0))],
                _ => vec![(x, y), (end, (y + 0.5).min(1.0))],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_and_digit_has_its_own_strokes() {
        let characters: Vec<char> = ('0'..='9').chain('A'..='Z').collect();
        for (index, a) in characters.iter().enumerate() {
            assert!(!strokes(*a).is_empty());
            for b in &characters[index + 1..] {
                assert_ne!(strokes(*a), strokes(*b), "{a} {b}");
            }
        }
    }

    #[test]
    fn strokes_stay_inside_the_em() {
        let all = ('!'..='~').flat_map(strokes).chain((0..INVENTED).flat_map(invented));
        for stroke in all {
            assert!(!stroke.is_empty());
            assert!(stroke.iter().all(|(x, y)| (0.0..=1.01).contains(x) && (0.0..=1.2).contains(y)));
        }
    }
}
