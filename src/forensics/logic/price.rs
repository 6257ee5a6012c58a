//! A price per square metre against the band in which such dwellings changed hands in the month of the contract.
//! A price far from the band is a reason to ask, never more: decoration, a cellar, a sale among relatives or by a
//! court explain it as well.

use super::id_number::Day;
use super::normal::{Decimal, shown};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::{Family, Finding, Strength};

const OUTSIDE: RuleDeclaration = rule("logic.price.outside", Strength::Weak);
const FAR: RuleDeclaration = rule("logic.price.far", Strength::Medium);

const RULES: [RuleDeclaration; 2] = [OUTSIDE, FAR];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// House prices.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.price",
    family: Family::Logic,
    version: 1,
    needs: "price, area and month of a contract, and a reference band of that month",
    blind_to: "a price moved within the band",
    off_when: &["no-reference"],
    rules: &RULES,
};

/// A reference band, in fen per square metre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Lower end.
    pub low: i64,
    /// Middle.
    pub median: i64,
    /// Upper end.
    pub high: i64,
    /// Deals it rests on.
    pub count: u32,
    /// Single deals, when they are known: for the percentile.
    pub samples: Vec<i64>,
    /// Day of its making.
    pub as_of: Option<Day>,
    /// The month it is for: year and month.
    pub month: Option<(u32, u32)>,
}

/// Below so many deals there is no reference.
pub const FEWEST_DEALS: u32 = 5;
/// A band of another month is one of another market, in months.
const MOST_MONTHS: u32 = 12;

/// How far is far, in percent of the end of the band; a centre sets its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Far {
    /// Above the upper end: 130 means 1.3 times.
    pub above: u32,
    /// Below the lower end: 60 means less than 0.6 times.
    pub below: u32,
}

impl Default for Far {
    fn default() -> Self {
        Self { above: 130, below: 60 }
    }
}

/// Where a price stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Fen per square metre.
    pub unit_price: i64,
    /// Tenths of a percent from the median; positive is above.
    pub from_median: i64,
    /// Share of the known deals that were cheaper, in percent; `None` without single deals.
    pub percentile: Option<u32>,
    /// `None` within the band.
    pub strength: Option<Strength>,
}

/// Price per square metre in fen of a total in fen and an area.
#[must_use]
pub fn unit_price(total: i64, area: Decimal) -> Option<i64> {
    let scale = 10_i128.checked_pow(area.scale)?;
    let times = i128::from(total).checked_mul(scale)?;
    (area.units > 0).then_some(())?;
    i64::try_from((times + area.units / 2) / area.units).ok()
}

/// Compares a price with the band of the month of the contract; `None` when the band is no reference: too few
/// deals, another year's market, or no order in its figures.
#[must_use]
pub fn standing(band: &Band, contract: Day, unit_price: i64, far: Far) -> Option<Standing> {
    let orderly = 0 < band.low && band.low <= band.median && band.median <= band.high;
    let apart = band.month.map_or(0, |(year, month)| {
        let months = |year: u32, month: u32| year.saturating_mul(12).saturating_add(month);
        months(year, month).abs_diff(months(contract.year, contract.month))
    });
    if !orderly || unit_price <= 0 || band.count < FEWEST_DEALS || apart > MOST_MONTHS {
        return None;
    }
    let (price, low, high) = (i128::from(unit_price), i128::from(band.low), i128::from(band.high));
    let strength = if price * 100 > high * i128::from(far.above) || price * 100 < low * i128::from(far.below)
    {
        Some(Strength::Medium)
    } else if price > high || price < low {
        Some(Strength::Weak)
    } else {
        None
    };
    let from_median = (price - i128::from(band.median)) * 1_000 / i128::from(band.median);
    let cheaper = band.samples.iter().filter(|deal| **deal < unit_price).count();
    let enough = u32::try_from(band.samples.len()).is_ok_and(|count| count >= FEWEST_DEALS);
    let percentile = enough.then(|| u32::try_from(cheaper * 100 / band.samples.len()).unwrap_or(100));
    Some(Standing { unit_price, from_median: i64::try_from(from_median).ok()?, percentile, strength })
}

/// The finding of a standing outside the band.
#[must_use]
pub fn finding(band: &Band, standing: &Standing) -> Option<Finding> {
    let rule = match standing.strength? {
        Strength::Weak => &OUTSIDE,
        Strength::Medium | Strength::Strong => &FAR,
    };
    let tenths = standing.from_median.unsigned_abs();
    let facts = [
        ("price", shown(standing.unit_price)),
        ("low", shown(band.low)),
        ("median", shown(band.median)),
        ("high", shown(band.high)),
        ("count", band.count.to_string()),
        ("side", if standing.from_median < 0 { "below" } else { "above" }.to_owned()),
        ("percent", format!("{}.{}", tenths / 10, tenths % 10)),
        ("percentile", standing.percentile.map(|share| share.to_string()).unwrap_or_default()),
        ("as_of", band.as_of.map(|day| day.to_string()).unwrap_or_default()),
    ];
    Some(super::finding(rule, &facts))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn band() -> Band {
        Band {
            low: 2_000_000,
            median: 2_500_000,
            high: 3_000_000,
            count: 20,
            samples: (0..20).map(|index| 2_000_000 + index * 50_000).collect(),
            as_of: Day::new(2026, 1, 1),
            month: Some((2026, 1)),
        }
    }

    fn at(price: i64) -> Option<Standing> {
        standing(&band(), Day::new(2026, 2, 1)?, price, Far::default())
    }

    #[test]
    fn prices_stand_in_near_and_far_from_the_band() {
        let strength = |price| at(price).and_then(|standing| standing.strength);
        assert_eq!(strength(2_600_000), None);
        assert_eq!(strength(3_100_000), Some(Strength::Weak));
        assert_eq!(strength(3_900_001), Some(Strength::Medium));
        assert_eq!(strength(1_100_000), Some(Strength::Medium));
        let standing = at(3_100_000).expect("a reference");
        assert_eq!((standing.from_median, standing.percentile), (240, Some(100)));
        let finding = finding(&band(), &standing).expect("outside");
        assert_eq!((finding.rule.as_str(), finding.facts["percent"].as_str()), (OUTSIDE.key, "24.0"));
    }

    #[test]
    fn a_poor_band_is_no_reference() {
        let day = Day::new(2026, 2, 1).expect("a day");
        for band in [
            Band { count: 4, ..band() },
            Band { low: 0, ..band() },
            Band { median: 9_000_000, ..band() },
            Band { month: Some((2023, 1)), ..band() },
        ] {
            assert_eq!(standing(&band, day, 2_600_000, Far::default()), None);
        }
    }

    proptest! {
        #[test]
        fn no_price_is_strong_and_none_panics(price in any::<i64>(), low in any::<i64>(), high in any::<i64>()) {
            let band = Band { low, median: low / 2 + high / 2, high, ..band() };
            let day = Day::new(2026, 2, 1).expect("a day");
            let standing = standing(&band, day, price, Far::default());
            prop_assert!(standing.is_none_or(|standing| standing.strength != Some(Strength::Strong)));
        }

        #[test]
        fn price_times_area_is_the_total(total in 10_000_000_i64..1_000_000_000, centi in 2_000_i64..30_000) {
            let area = Decimal { units: i128::from(centi), scale: 2 };
            let price = unit_price(total, area).expect("an area");
            prop_assert!((price * centi / 100 - total).abs() <= centi / 100 + 1);
        }
    }
}
