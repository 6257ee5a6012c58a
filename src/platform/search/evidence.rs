//! How much of a matter a policy speaks of: for each group the sum of its ten best scores. The right clause
//! stands in a policy that speaks of the matter throughout, and one with one good clause stays behind one with
//! many.

use super::numbered::ByNumber;

/// Scores of a group that count.
const BEST: usize = 10;

/// The evidence of the groups of some documents.
pub(super) struct Evidence {
    /// Number of the group of each document; `None`: it has none.
    group_of: Vec<Option<usize>>,
    /// Of each group.
    sums: Vec<f32>,
}

impl Evidence {
    /// From the group of each document, 0 for none, and its score.
    pub(super) fn of(scores: impl Iterator<Item = (u64, f32)>) -> Self {
        let mut numbers: ByNumber<usize> = ByNumber::default();
        let (mut group_of, mut scored) = (Vec::new(), Vec::new());
        // How many documents each group has.
        let mut sizes: Vec<usize> = Vec::new();
        for (group, score) in scores {
            let number = (group != 0).then(|| *numbers.entry(group).or_insert(sizes.len()));
            group_of.push(number);
            let Some(number) = number else { continue };
            if number == sizes.len() {
                sizes.push(0);
            }
            sizes[number] += 1;
            scored.push((number, score));
        }
        // Group beside group in one list.
        let mut ends = Vec::with_capacity(sizes.len());
        let mut end = 0;
        for &size in &sizes {
            ends.push(end);
            end += size;
        }
        let mut ordered = vec![0.0_f32; scored.len()];
        for (number, score) in scored {
            ordered[ends[number]] = score;
            ends[number] += 1;
        }
        let sum = |(end, size): (&usize, &usize)| {
            let scores = &mut ordered[end - size..*end];
            if scores.len() > BEST {
                scores.select_nth_unstable_by(BEST, |a, b| b.total_cmp(a));
            }
            scores.iter().take(BEST).sum()
        };
        Self { group_of, sums: ends.iter().zip(&sizes).map(sum).collect() }
    }

    /// For each document the evidence of its group over the greatest there is, 0 without a group.
    pub(super) fn shares(&self) -> impl Iterator<Item = f32> {
        let greatest = self.sums.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        self.group_of.iter().map(move |group| group.map_or(0.0, |group| self.sums[group] / greatest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_good_clause_lends_less_than_ten() {
        let mut scores = vec![(1, 9.0), (0, 50.0)];
        scores.extend([(2, 3.0); 30]);
        let shares: Vec<f32> = Evidence::of(scores.into_iter()).shares().collect();
        assert!((shares[0] - 0.3).abs() < 1e-6 && shares[1] == 0.0, "no group has no evidence");
        assert!(shares[2..].iter().all(|share| (share - 1.0).abs() < 1e-6));
    }
}
