//! The price of a contract against the table of prices in force.

use chrono::{Datelike, Months, NaiveDate};

use super::super::prices::{self, Band, Flat, LEAST_SAMPLES, Reference};
use super::super::store;
use super::lending;
use super::pricing::{bands_of, price_reference};
use crate::forensics::Finding;
use crate::forensics::logic::id_number::Day;
use crate::forensics::logic::normal::{Dated, Decimal, amount, area, date};
use crate::forensics::logic::price::{self, Far};
use crate::forensics::papers::{Field, Paper};
use crate::kernel::Fault;
use crate::platform::db::AnyConn;

/// Comparables reach back as far as a market holds.
const REACH_MONTHS: u32 = 12;
/// A name of an estate shorter than this stands in addresses by chance.
const SHORTEST_NAME: usize = 3;

/// What a contract says of its price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where and what.
    pub flat: Flat,
    /// The day of the contract.
    pub day: NaiveDate,
    /// Total, in fen.
    pub total: i64,
    /// Building area.
    pub area: Decimal,
}

fn field<'a>(paper: &'a Paper, key: &str) -> Option<&'a Field> {
    paper.fields.iter().find(|field| field.key == key && !field.value.trim().is_empty())
}

fn said<'a>(paper: &'a Paper, key: &str) -> &'a str {
    field(paper, key).map_or("", |field| field.value.as_str())
}

/// What a contract says, with the names of the table in force for where it lies; `None` when total, area or day
/// cannot be read. The area has to be the building area: a price by inner area is another price.
pub(super) fn asked(conn: &mut AnyConn, version: i32, paper: &Paper) -> Result<Option<Asked>, Fault> {
    let (total, area) = (amount(said(paper, "total")), area(said(paper, "building_area")));
    let Dated::Day(day) = date(said(paper, "signed_on")) else { return Ok(None) };
    let day = i32::try_from(day.year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, day.month, day.day));
    let (Some(total), Some(area), Some(day)) = (total.filter(|fen| *fen > 0), area, day) else {
        return Ok(None);
    };
    let (districts, buildings) = store::price_places(conn, version)?;
    let address = prices::plain(said(paper, "address"));
    let within = |text: &str, names: &[String]| {
        let text = prices::plain(text);
        let inside = names.iter().filter(|name| {
            let name = prices::plain(name);
            !name.is_empty() && text.contains(&name)
        });
        inside.max_by_key(|name| name.chars().count()).cloned().unwrap_or_default()
    };
    let district = match within(said(paper, "district"), &districts) {
        none if none.is_empty() => within(&address, &districts),
        found => found,
    };
    let mut estate = said(paper, "estate").to_owned();
    if estate.is_empty() && !address.is_empty() {
        // Names are kept plain behind their mark.
        let names = store::estate_names(conn, version)?;
        let inside = names.iter().filter_map(|name| name.strip_prefix("estate:"));
        let found = inside
            .filter(|name| name.chars().count() >= SHORTEST_NAME && address.contains(name))
            .max_by_key(|name| name.chars().count());
        found.unwrap_or_default().clone_into(&mut estate);
    }
    let flat = Flat { estate, district, building: within(said(paper, "usage"), &buildings) };
    Ok(Some(Asked { flat, day, total, area }))
}

/// The finding of a contract whose price lies outside the band that holds for it; `None` where there is no table
/// in force, no band of enough sales, or the price lies within.
///
/// # Errors
/// When the database fails.
pub fn price_finding(conn: &mut AnyConn, paper: &Paper) -> Result<Option<Finding>, Fault> {
    let Some(table) = store::price_table_in_force(conn)? else { return Ok(None) };
    let Some(asked) = asked(conn, table.version, paper)? else { return Ok(None) };
    let Some(reference) = price_reference(conn, &asked.flat, asked.day)? else { return Ok(None) };
    let bands = bands_of(conn, table.version, &asked.flat)?;
    Ok(compare(&asked, &reference, &bands).map(|finding| {
        let place = field(paper, "total").and_then(|field| field.place);
        Finding {
            page: place.map(|place| place.page).or(paper.pages.first().copied()),
            region: place.map(|place| place.region),
            ..finding
        }
    }))
}

/// The finding, with the level of the reference and how many of the comparable bands lie lower.
fn compare(asked: &Asked, reference: &Reference, bands: &[Band]) -> Option<Finding> {
    let used = &reference.band;
    let month = |day: NaiveDate| Some((u32::try_from(day.year()).ok()?, day.month()));
    let band = price::Band {
        low: used.low,
        median: used.median,
        high: used.high,
        count: u32::try_from(used.samples).unwrap_or(0),
        // Tables hold bands, not single deals.
        samples: Vec::new(),
        as_of: Some(lending::day(used.as_of)),
        month: month(used.month),
    };
    let unit = price::unit_price(asked.total, asked.area)?;
    let contract = lending::day(asked.day);
    let standing = price::standing(&band, contract, unit, Far::default())?;
    let mut finding = price::finding(&band, &standing)?;
    let near = comparables(reference, bands, asked.day);
    let lower = near.iter().filter(|band| band.median < unit).count();
    let mut fact = |name: &str, value: String| finding.facts.insert(name.to_owned(), value);
    for (name, value) in
        [("estate", &used.estate), ("district", &used.district), ("building", &used.building)]
    {
        fact(name, value.clone());
    }
    fact("level", reference.level.code().to_owned());
    fact("month", Day { day: 1, ..lending::day(used.month) }.to_string().chars().take(7).collect());
    fact("near", near.len().to_string());
    fact("lower", lower.to_string());
    Some(finding)
}

/// Other bands of the same estate or district in the year up to the contract, of enough sales.
fn comparables<'a>(reference: &Reference, bands: &'a [Band], day: NaiveDate) -> Vec<&'a Band> {
    let month = day.with_day(1).unwrap_or(day);
    let oldest = month.checked_sub_months(Months::new(REACH_MONTHS)).unwrap_or(month);
    bands
        .iter()
        .filter(|band| **band != reference.band && band.samples >= LEAST_SAMPLES)
        .filter(|band| band.month <= month && band.month >= oldest)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::prices::Level;
    use super::*;

    fn day(year: i32, month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, 1).unwrap()
    }

    fn band(month: u32, median: i64) -> Band {
        Band {
            district: "D".to_owned(),
            estate: "E".to_owned(),
            aliases: Vec::new(),
            building: "H".to_owned(),
            month: day(2026, month),
            low: median - 100_000,
            median,
            high: median + 100_000,
            samples: 20,
            source: String::new(),
            as_of: day(2026, 6),
        }
    }

    fn told(total: i64) -> Option<Finding> {
        let asked = Asked {
            flat: Flat::default(),
            day: NaiveDate::from_ymd_opt(2026, 5, 17).unwrap(),
            total,
            area: Decimal { units: 100, scale: 0 },
        };
        let reference = Reference { level: Level::Estate, band: band(5, 1_350_000) };
        let bands = [band(5, 1_350_000), band(4, 1_300_000), band(3, 1_900_000), band(6, 1_000_000)];
        compare(&asked, &reference, &bands)
    }

    #[test]
    fn a_price_is_held_against_its_band_and_the_months_before() {
        assert_eq!(told(135_000_000), None);
        let finding = told(180_000_000).unwrap();
        assert_eq!(finding.rule, "logic.price.outside");
        let fact = |name: &str| finding.facts[name].as_str();
        assert_eq!(
            (fact("near"), fact("lower"), fact("level"), fact("month")),
            ("2", "1", "estate", "2026-05")
        );
        assert_eq!(told(200_000_000).unwrap().rule, "logic.price.far");
    }

    proptest! {
        #[test]
        fn no_price_counts_alone(total in any::<i64>()) {
            prop_assert!(told(total).is_none_or(|finding| !finding.counts));
        }
    }
}
