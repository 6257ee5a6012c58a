//! Robust statistics: medians and deviations that a few edited words cannot move.

/// The q-quantile (0 to 1) by nearest rank; 0 for nothing. Order of equal values is irrelevant.
#[must_use]
pub fn quantile(values: &mut [f32], q: f32) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let rank = ((values.len() - 1) as f32 * q.clamp(0.0, 1.0)).round() as usize;
    *values.select_nth_unstable_by(rank, f32::total_cmp).1
}

/// Median and scaled median absolute deviation (× 1.4826, the standard deviation of a normal law).
#[must_use]
pub fn median_mad(values: &[f32]) -> (f32, f32) {
    let mut copy = values.to_vec();
    let median = quantile(&mut copy, 0.5);
    for value in &mut copy {
        *value = (*value - median).abs();
    }
    (median, 1.4826 * quantile(&mut copy, 0.5))
}

/// Robust z-scores inside bins of a second quantity: a value is compared only with values whose
/// `by` is similar, so that contrast does not pass for a trace. Values whose `by` is below
/// `floor` get 0. Bins hold equally many values.
#[must_use]
pub fn z_within_bins(values: &[f32], by: &[f32], floor: f32, bins: usize) -> Vec<f32> {
    let mut order: Vec<usize> = (0..values.len()).filter(|&index| by[index] >= floor).collect();
    order.sort_by(|&a, &b| by[a].total_cmp(&by[b]).then(a.cmp(&b)));
    let mut scores = vec![0.0; values.len()];
    let size = order.len().div_ceil(bins.max(1)).max(1);
    for bin in order.chunks(size) {
        let inside: Vec<f32> = bin.iter().map(|&index| values[index]).collect();
        let (median, mad) = median_mad(&inside);
        if bin.len() < 8 {
            continue;
        }
        let scale = mad.max(1e-4);
        for &index in bin {
            scores[index] = ((values[index] - median) / scale).clamp(-12.0, 12.0);
        }
    }
    scores
}

/// Area under the ROC curve of scores for two classes (Mann–Whitney, ties count half);
/// `None` when a class is empty.
#[must_use]
pub fn auc(scores: &[(f32, bool)]) -> Option<f64> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let positives = sorted.iter().filter(|(_, positive)| *positive).count() as f64;
    let negatives = sorted.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 {
        return None;
    }
    let (mut below, mut wins) = (0.0, 0.0);
    for group in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let hits = group.iter().filter(|(_, positive)| *positive).count() as f64;
        let misses = group.len() as f64 - hits;
        wins += hits * 0.5f64.mul_add(misses, below);
        below += misses;
    }
    Some(wins / (positives * negatives))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn auc_of_known_cases() {
        assert_eq!(auc(&[(0.1, false), (0.9, true)]), Some(1.0));
        assert_eq!(auc(&[(0.9, false), (0.1, true)]), Some(0.0));
        assert_eq!(auc(&[(0.5, false), (0.5, true)]), Some(0.5));
        assert_eq!(auc(&[(0.5, true)]), None);
    }

    #[test]
    fn bins_remove_the_trend_but_keep_the_outlier() {
        let by: Vec<f32> = (0..400_u16).map(f32::from).collect();
        let mut values: Vec<f32> = by.iter().map(|x| x * 3.0 + (x * 7.7).sin()).collect();
        values[200] += 900.0;
        let scores = z_within_bins(&values, &by, 0.0, 10);
        let top = (0..400).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).expect("not empty");
        assert_eq!(top, 200);
        assert!(scores.iter().enumerate().all(|(i, s)| i == 200 || s.abs() < 3.0));
    }

    proptest! {
        #[test]
        fn reversing_the_scores_reverses_the_auc(
            scores in prop::collection::vec((-5_i8..5, any::<bool>()), 2..60),
        ) {
            let up: Vec<_> = scores.iter().map(|&(s, p)| (f32::from(s), p)).collect();
            let down: Vec<_> = up.iter().map(|&(s, p)| (-s, p)).collect();
            if let (Some(a), Some(b)) = (auc(&up), auc(&down)) {
                prop_assert!((a + b - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn quantile_is_one_of_the_values(mut values in prop::collection::vec(-9.0_f32..9.0, 1..40), q in 0.0_f32..1.0) {
            let copy = values.clone();
            let found = quantile(&mut values, q);
            prop_assert!(copy.iter().any(|value| value.total_cmp(&found).is_eq()));
        }
    }
}
