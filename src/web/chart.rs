//! The mathematics of charts: scales, ticks, bars, stacks, intervals. No markup, no colours: templates put
//! these numbers into SVG attributes as per cent of the plot's width, so that text keeps its size.

/// A linear scale from data to per cent of the plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// A scale from `low` to `high`. A span of nothing becomes a span of one, because a chart of zeros is
    /// still a chart.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Self {
        if high > low { Self { low, high } } else { Self { low, high: low + 1.0 } }
    }

    /// A scale from nothing to the largest value, the right one for lengths of bars.
    #[must_use]
    pub fn up_to(highest: f64) -> Self {
        Self::new(0.0, highest)
    }

    /// Where a value stands, in per cent; what lies outside stands at the edge.
    #[must_use]
    pub fn at(self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) * 100.0 }
    }

    /// The largest value of the scale.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }
}

/// Ticks at round numbers (1, 2 or 5 times a power of ten) that enclose `low` to `high`, about `wanted` of
/// them: the loose labelling of Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
#[must_use]
pub fn ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let Scale { low, high } = Scale::new(low, high);
    let wanted = u16::try_from(wanted.clamp(2, 20)).unwrap_or(20);
    let step = nice((high - low) / f64::from(wanted - 1));
    let first = (low / step).floor();
    let mut ticks = vec![first * step];
    // Multiples of the step, not sums, so that no error adds up; the bound keeps a mistake from looping.
    for n in 1..=64_u32 {
        if ticks.last().is_some_and(|last| *last >= high - step * 1e-9) {
            break;
        }
        ticks.push((first + f64::from(n)) * step);
    }
    ticks
}

/// The round number nearest to `x` from above or below: 1, 2, 5 or 10 times a power of ten.
fn nice(x: f64) -> f64 {
    let power = 10_f64.powf(x.log10().floor());
    let leading = x / power;
    let round = if leading < 1.5 {
        1.0
    } else if leading < 3.0 {
        2.0
    } else if leading < 7.0 {
        5.0
    } else {
        10.0
    };
    round * power
}

/// A piece of a stacked bar, in per cent of the plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Where it begins.
    pub x: f64,
    /// How long it is.
    pub width: f64,
}

/// Lengths of bars on one common scale: the longest is the whole width.
#[must_use]
pub fn bars(values: &[u32]) -> Vec<f64> {
    let scale = Scale::up_to(f64::from(values.iter().copied().max().unwrap_or(0)));
    values.iter().map(|value| scale.at(f64::from(*value))).collect()
}

/// The segments of one stacked bar that fills the width; all of width 0 when there is nothing to show.
#[must_use]
pub fn stack(values: &[u32]) -> Vec<Segment> {
    let total: u64 = values.iter().map(|value| u64::from(*value)).sum();
    let scale = Scale::up_to(real(total));
    let mut before = 0_u64;
    values
        .iter()
        .map(|value| {
            let x = scale.at(real(before));
            before += u64::from(*value);
            // From edge to edge, so that segments touch and the last one ends at exactly 100.
            Segment { x, width: scale.at(real(before)) - x }
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of people and cases are far below 2^52")]
fn real(count: u64) -> f64 {
    count as f64
}

/// A share with the interval it may lie in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// The share itself.
    pub share: f64,
    /// Upper bound.
    pub high: f64,
}

/// The 95 % score interval of a share (E. B. Wilson, 1927): it stays between 0 and 1 and is honest for the
/// few cases of a small office, where the usual normal interval claims certainty at 0 of 5. `None` of nothing.
#[must_use]
pub fn wilson(hits: u32, of: u32) -> Option<Interval> {
    if of == 0 || hits > of {
        return None;
    }
    // The 97.5 % point of the standard normal distribution.
    let z = 1.959_963_984_540_054_f64;
    let (n, z2) = (f64::from(of), z * z);
    let share = f64::from(hits) / n;
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Interval { low: (centre - half).clamp(0.0, share), share, high: (centre + half).clamp(share, 1.0) })
}

/// A length or place for an SVG attribute: `33.3%`.
#[must_use]
pub fn percent(value: f64) -> String {
    let text = format!("{value:.1}");
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 46.0, 5), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
        assert_eq!(ticks(0.0, 1.0, 6), [0.0, 0.2, 0.4, 0.600_000_000_000_000_1, 0.8, 1.0]);
        assert_eq!(ticks(0.0, 0.0, 3), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn known_intervals() {
        let close = |a: f64, b: f64| (a - b).abs() < 5e-4;
        let ten_of_hundred = wilson(10, 100).unwrap();
        assert!(close(ten_of_hundred.low, 0.0552) && close(ten_of_hundred.high, 0.1744));
        let none_of_five = wilson(0, 5).unwrap();
        assert!(none_of_five.low == 0.0 && close(none_of_five.high, 0.4345));
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(2, 1), None);
    }

    #[test]
    fn attributes_are_short() {
        assert_eq!(percent(33.333), "33.3%");
        assert_eq!(percent(100.0), "100%");
    }

    proptest! {
        #[test]
        fn ticks_cover_the_data_and_are_few(low in -1e6_f64..1e6, span in 1e-3_f64..1e6, wanted in 2_usize..12) {
            let high = low + span;
            let ticks = ticks(low, high, wanted);
            prop_assert!(ticks[0] <= low + span * 1e-6);
            prop_assert!(ticks[ticks.len() - 1] >= high - span * 1e-6);
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(ticks.len() <= 3 * wanted + 2, "{} for {wanted}", ticks.len());
        }

        #[test]
        fn a_scale_keeps_order_and_stays_inside(high in 0.0_f64..1e9, a in 0.0_f64..1e9, b in 0.0_f64..1e9) {
            let scale = Scale::up_to(high);
            let (x, y) = (scale.at(a), scale.at(b));
            prop_assert!((0.0..=100.0).contains(&x));
            let same_order = if a <= b { x <= y } else { x >= y };
            prop_assert!(same_order);
        }

        #[test]
        fn a_stack_fills_the_width_without_gaps(values in prop::collection::vec(0_u32..10_000, 1..8)) {
            let segments = stack(&values);
            let sum: f64 = segments.iter().map(|s| s.width).sum();
            let whole = if values.iter().all(|v| *v == 0) { 0.0 } else { 100.0 };
            prop_assert!((sum - whole).abs() < 1e-6, "{sum}");
            for pair in segments.windows(2) {
                prop_assert!((pair[0].x + pair[0].width - pair[1].x).abs() < 1e-9);
            }
            for (segment, value) in segments.iter().zip(&values) {
                prop_assert_eq!(segment.width > 0.0, *value > 0);
            }
        }

        #[test]
        fn bars_are_in_proportion(values in prop::collection::vec(0_u32..10_000, 1..20)) {
            let most = values.iter().copied().max().unwrap_or(0);
            for (length, value) in bars(&values).iter().zip(&values) {
                prop_assert_eq!(*value == most && most > 0, (*length - 100.0).abs() < 1e-9);
                prop_assert!((length * f64::from(most) - f64::from(*value) * 100.0).abs() < 1e-3);
            }
        }

        #[test]
        fn an_interval_holds_its_share_and_narrows_with_more(hits in 0_u32..500, more in 0_u32..500) {
            let of = hits + more;
            prop_assume!(of > 0);
            let one = wilson(hits, of).unwrap();
            prop_assert!(0.0 <= one.low && one.low <= one.share && one.share <= one.high && one.high <= 1.0);
            let ten = wilson(hits * 10, of * 10).unwrap();
            prop_assert!(ten.high - ten.low < one.high - one.low);
            let mirror = wilson(of - hits, of).unwrap();
            prop_assert!((mirror.low - (1.0 - one.high)).abs() < 1e-9);
        }
    }
}
