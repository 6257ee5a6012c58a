//! Words that keep company: what one word alone shows is a trace, what several share is how the paper was made.
//!
//! A form is printed once and filled in later, in another type, another ink, with other contrasts; on such a page
//! half of the words lie far from the middle of all. The deviation of a word therefore counts only as far as others
//! do not share it: in full when the nearest few lie further away than half of it, less the nearer they are (a
//! nearest-neighbour outlier, Ramaswamy, Rastogi and Shim, SIGMOD 2000).

/// So many other words may share an edit: an amount falls into two or three words.
const SHARED: usize = 3;

/// Deviations up to here are no evidence, see [`crate::forensics::verdict::WordEvidence::total`]; they are left alone, so
/// that only the few words that stand out are compared with all the others.
const COUNTS: f32 = 2.0;

/// Deviations of words, each lessened by the company it keeps. `size` is how far a vector deviates, `apart` how far two
/// differ, both in deviations.
pub(super) fn alone<const N: usize>(
    words: &[[f32; N]],
    size: impl Fn(&[f32; N]) -> f32,
    apart: impl Fn(&[f32; N], &[f32; N]) -> f32,
) -> Vec<f32> {
    words
        .iter()
        .enumerate()
        .map(|(index, own)| {
            let deviation = size(own);
            if deviation <= COUNTS {
                return deviation;
            }
            let others = words.iter().enumerate().filter(|(other, _)| *other != index);
            let mut distances: Vec<f32> = others.map(|(_, other)| apart(own, other)).collect();
            if distances.len() < SHARED {
                return deviation;
            }
            let (_, nearest, _) = distances.select_nth_unstable_by(SHARED - 1, f32::total_cmp);
            deviation * (*nearest / (deviation / 2.0)).min(1.0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &[f32]) -> Vec<f32> {
        let vectors: Vec<[f32; 1]> = words.iter().map(|&word| [word]).collect();
        alone(&vectors, |z| z[0].abs(), |a, b| (a[0] - b[0]).abs())
    }

    #[test]
    fn a_word_alone_keeps_its_deviation() {
        let words = [0.0, 0.2, -0.3, 0.1, 9.0, 0.4, -0.1];
        assert!((line(&words)[4] - 9.0).abs() < 1e-6);
        // Three pieces of one amount.
        let pieces = [0.0, 0.2, -0.3, 0.1, 9.0, 9.1, 8.9, 0.4, -0.1];
        assert!((line(&pieces)[4] - 9.0).abs() < 1e-6);
    }

    #[test]
    fn what_many_share_is_no_trace() {
        let filled = [0.0, 0.2, -0.3, 0.1, 9.0, 9.1, 8.9, 9.2, 0.4, -0.1];
        assert!(line(&filled)[4..8].iter().all(|deviation| *deviation < 1.0), "{:?}", line(&filled));
    }

    #[test]
    fn few_words_are_left_as_they_are() {
        assert_eq!(line(&[3.0, 0.0]), [3.0, 0.0]);
    }
}
