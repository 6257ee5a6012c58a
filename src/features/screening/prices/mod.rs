//! House prices for comparison (房价预估): rows of a table as people send it, and which of them speaks about a
//! flat. Pure.
//!
//! The comparison itself belongs to the engine; this room says which band holds for an estate, or else for its
//! district and building type, in the month of the contract. Bands of few sales are no reference.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// Columns in the order of the template; the header of each is `price-csv-<column>` in either language.
pub const COLUMNS: [&str; 11] = [
    "district", "estate", "aliases", "building", "month", "low", "median", "high", "samples", "source",
    "as-of",
];

/// Columns that must be there.
const NEEDED: [&str; 8] = ["district", "building", "month", "low", "median", "high", "samples", "as-of"];

/// Rows of one table at most.
pub const MAX_BANDS: usize = 20_000;

/// Fewer sales than this are no reference.
pub const LEAST_SAMPLES: i32 = 5;

/// A band stands in for later months for so long when the month itself has none.
const REACH_MONTHS: u32 = 3;

/// Least and most fen a square metre may cost in a table; beyond it a column was mistaken for another.
const PER_METRE: std::ops::RangeInclusive<i64> = 10_000..=100_000_000;

/// A band of prices, fen per square metre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// District.
    pub district: String,
    /// Estate; empty for a row of the whole district.
    pub estate: String,
    /// Other names of the estate.
    pub aliases: Vec<String>,
    /// Building type.
    pub building: String,
    /// First day of the month.
    pub month: NaiveDate,
    /// Low end.
    pub low: i64,
    /// Median.
    pub median: i64,
    /// High end.
    pub high: i64,
    /// Sales it rests on.
    pub samples: i32,
    /// Where it comes from.
    pub source: String,
    /// The day the figures were drawn up.
    pub as_of: NaiveDate,
}

/// A name for comparing: NFKC, without spaces and marks, upper case.
#[must_use]
pub fn plain(name: &str) -> String {
    name.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl Band {
    /// The names it is found by.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        if self.estate.is_empty() {
            return BTreeSet::from([district_name(&self.district, &self.building)]);
        }
        std::iter::once(&self.estate).chain(&self.aliases).map(|name| estate_name(name)).collect()
    }
}

/// The name under which an estate's rows are found.
#[must_use]
pub fn estate_name(estate: &str) -> String {
    format!("estate:{}", plain(estate))
}

/// The name under which a district's rows for a building type are found.
#[must_use]
pub fn district_name(district: &str, building: &str) -> String {
    format!("district:{}/{}", plain(district), plain(building))
}

/// A row of a table as sent, with what is wrong with it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Line in the file, the header being 1.
    pub line: usize,
    /// Cells as typed, by column.
    pub cells: BTreeMap<&'static str, String>,
    /// What it says; none when something is wrong.
    pub band: Option<Band>,
    /// Column and error key.
    pub faults: Vec<(&'static str, &'static str)>,
}

/// Which column stands where; `names` gives the words of a column in any language.
///
/// # Errors
/// The columns that are missing.
pub fn columns(
    header: &[String],
    names: impl Fn(&str) -> Vec<String>,
) -> Result<BTreeMap<&'static str, usize>, Vec<&'static str>> {
    let mut found = BTreeMap::new();
    for column in COLUMNS {
        let names: BTreeSet<String> = names(column).iter().map(|name| plain(name)).collect();
        if let Some(at) = header.iter().position(|cell| names.contains(&plain(cell))) {
            found.insert(column, at);
        }
    }
    let missing: Vec<&str> = NEEDED.into_iter().filter(|column| !found.contains_key(column)).collect();
    if missing.is_empty() { Ok(found) } else { Err(missing) }
}

/// Reads the rows below the header.
#[must_use]
pub fn rows(rows: &[Vec<String>], columns: &BTreeMap<&'static str, usize>) -> Vec<Row> {
    let mut seen = BTreeSet::new();
    rows.iter()
        .enumerate()
        .map(|(index, row)| {
            let cells: BTreeMap<&'static str, String> = columns
                .iter()
                .map(|(column, at)| (*column, row.get(*at).cloned().unwrap_or_default()))
                .collect();
            let (band, mut faults) = read(&cells);
            if let Some(band) = &band
                && !seen.insert((
                    plain(&band.district),
                    plain(&band.estate),
                    plain(&band.building),
                    band.month,
                ))
            {
                faults.push(("month", "price-twice"));
            }
            Row { line: index + 2, band: band.filter(|_| faults.is_empty()), cells, faults }
        })
        .collect()
}

fn read(cells: &BTreeMap<&'static str, String>) -> (Option<Band>, Vec<(&'static str, &'static str)>) {
    let mut faults = Vec::new();
    let cell = |column: &str| cells.get(column).map(|text| text.trim()).unwrap_or_default();
    let words = |column: &'static str, needed: bool, faults: &mut Vec<_>| {
        let text = cell(column).to_owned();
        if needed && plain(&text).is_empty() {
            faults.push((column, "price-needed"));
        } else if text.chars().count() > 80 {
            faults.push((column, "too-long"));
        }
        text
    };
    let district = words("district", true, &mut faults);
    let estate = words("estate", false, &mut faults);
    let building = words("building", true, &mut faults);
    let source = words("source", false, &mut faults);
    let aliases: Vec<String> = cell("aliases")
        .split([';', '\u{ff1b}', '\u{3001}', '|', '/'])
        .map(str::trim)
        .filter(|alias| !plain(alias).is_empty())
        .map(str::to_owned)
        .collect();
    if cell("aliases").chars().count() > 400 {
        faults.push(("aliases", "too-long"));
    }
    let month = month_of(cell("month"));
    if month.is_none() {
        faults.push(("month", "price-month"));
    }
    let as_of = day_of(cell("as-of"));
    if as_of.is_none() {
        faults.push(("as-of", "price-day"));
    }
    let mut amount = |column: &'static str| {
        let fen = fen_of(cell(column)).filter(|fen| PER_METRE.contains(fen));
        if fen.is_none() {
            faults.push((column, "price-amount"));
        }
        fen
    };
    let (low, median, high) = (amount("low"), amount("median"), amount("high"));
    let samples = cell("samples").parse().ok().filter(|n| (0..=1_000_000).contains(n));
    if samples.is_none() {
        faults.push(("samples", "price-samples"));
    }
    if let (Some(low), Some(median), Some(high)) = (low, median, high)
        && !(low <= median && median <= high)
    {
        faults.push(("median", "price-order"));
    }
    let band = (|| {
        Some(Band {
            district,
            estate,
            aliases,
            building,
            month: month?,
            low: low?,
            median: median?,
            high: high?,
            samples: samples?,
            source,
            as_of: as_of?,
        })
    })();
    (band, faults)
}

/// Numbers of a date in any of the usual writings; `2026-05`, `2026/5/31`, `2026` followed by the words for year
/// and month.
fn parts(text: &str) -> Option<Vec<u32>> {
    let plain: String = text.nfkc().collect();
    let parts: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    parts.iter().map(|part| part.parse().ok()).collect()
}

/// The first day of a month as written.
#[must_use]
pub fn month_of(text: &str) -> Option<NaiveDate> {
    match parts(text)?.as_slice() {
        [year, month] | [year, month, _] => NaiveDate::from_ymd_opt(
            i32::try_from(*year).ok().filter(|y| (1990..=2100).contains(y))?,
            *month,
            1,
        ),
        _ => None,
    }
}

fn day_of(text: &str) -> Option<NaiveDate> {
    match parts(text)?.as_slice() {
        [year, month, day] => NaiveDate::from_ymd_opt(
            i32::try_from(*year).ok().filter(|y| (1990..=2100).contains(y))?,
            *month,
            *day,
        ),
        _ => None,
    }
}

/// Fen of an amount in yuan with at most two decimals.
#[must_use]
pub fn fen_of(text: &str) -> Option<i64> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let (yuan, fen) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if yuan.is_empty() || yuan.len() > 12 || fen.len() > 2 || !digits(yuan) || !digits(fen) {
        return None;
    }
    let fen: i64 = format!("{fen:0<2}").parse().ok()?;
    Some(yuan.parse::<i64>().ok()? * 100 + fen)
}

/// A flat whose price is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flat {
    /// Estate as written on the contract.
    pub estate: String,
    /// District.
    pub district: String,
    /// Building type; empty when it is not known.
    pub building: String,
}

/// How near a reference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Of the estate itself.
    Estate,
    /// Of the district and the building type.
    District,
}

impl Level {
    /// The stable name in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Estate => "estate",
            Self::District => "district",
        }
    }
}

/// The band that holds for a flat, and the others looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// How near it is.
    pub level: Level,
    /// The band.
    pub band: Band,
}

/// The reference for a contract of this month: the estate's band, else the district's for the building type, else
/// none. A band of the month itself comes before an earlier one, of which three months back is the farthest.
#[must_use]
pub fn reference(bands: &[Band], flat: &Flat, month: NaiveDate) -> Option<Reference> {
    let month = month.with_day(1)?;
    let oldest = month.checked_sub_months(Months::new(REACH_MONTHS))?;
    let pick = |name: &str, any_building: bool| {
        bands
            .iter()
            .filter(|band| band.samples >= LEAST_SAMPLES && band.month <= month && band.month >= oldest)
            .filter(|band| band.names().contains(name))
            .filter(|band| any_building || plain(&band.building) == plain(&flat.building))
            // A later month first; of two building types the one with more sales.
            .max_by_key(|band| (band.month, band.samples))
            .cloned()
    };
    let estate = (!plain(&flat.estate).is_empty()).then(|| estate_name(&flat.estate));
    let known = !plain(&flat.building).is_empty();
    let of_estate = estate.and_then(|name| pick(&name, !known));
    of_estate.map(|band| Reference { level: Level::Estate, band }).or_else(|| {
        let of_district = pick(&district_name(&flat.district, &flat.building), false);
        of_district.map(|band| Reference { level: Level::District, band })
    })
}

#[cfg(test)]
mod tests;
