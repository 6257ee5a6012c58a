//! Bringing tables of house prices in, putting one in force, and looking a price up.

use chrono::{Datelike, NaiveDate};

use super::super::model::PriceTable;
use super::super::prices::{self, Band, Flat, MAX_BANDS, Reference, Row};
use super::super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::i18n::{Lang, Texts};
use crate::web::csv::{self, NotATable};

/// The words above a column.
#[must_use]
pub fn price_header(t: Texts, column: &str) -> String {
    t.get(&format!("price-csv-{column}"))
}

/// Reads a table and checks each row; nothing is written.
///
/// # Errors
/// An input fault on `table` when it is no table of prices at all.
pub fn try_prices(actor: &Actor, text: &str) -> Result<Vec<Row>, Fault> {
    actor.need(Permission::TuneScreening)?;
    let rows = csv::parse(text, MAX_BANDS + 1).map_err(|error| match error {
        NotATable::OpenQuote => Fault::field("table", "import-quote"),
        NotATable::TooManyRows => Fault::field("table", "price-too-many"),
    })?;
    let Some((header, rows)) = rows.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        return Err(Fault::field("table", "import-empty"));
    };
    let names = |column: &str| Lang::ALL.iter().map(|lang| price_header(Texts::new(*lang), column)).collect();
    let columns = prices::columns(header, names).map_err(|_missing| Fault::field("table", "price-header"))?;
    Ok(prices::rows(rows, &columns))
}

/// Brings a table in as a new version, which is asked only once somebody puts it in force.
///
/// # Errors
/// An input fault when a row has one, or without a reason.
pub fn bring_in_prices(tx: &mut Tx<'_>, actor: &Actor, text: &str, reason: &str) -> Result<i32, Fault> {
    let rows = try_prices(actor, text)?;
    if rows.iter().any(|row| !row.faults.is_empty()) {
        return Err(Fault::field("table", "price-rows"));
    }
    let reason = super::text("reason", reason)?;
    let bands: Vec<Band> = rows.into_iter().filter_map(|row| row.band).collect();
    let version = store::price_tables(tx.conn, 1)?.first().map_or(0, |table| table.version) + 1;
    let row = PriceTable {
        version,
        bands: super::count(bands.len()),
        reason,
        in_force: false,
        imported_by: actor.person.clone(),
        imported_at: tx.at,
    };
    store::insert_price_table(tx, &row, &bands)?;
    let entry = Entry::new(Kind("prices.imported"), "price_table", version.to_string())
        .fact("bands", row.bands)
        .fact("reason", row.reason.as_str());
    audit::record(tx, actor, entry)?;
    Ok(version)
}

/// Puts a version in force, or an earlier one again.
///
/// # Errors
/// Missing for a version that is not there.
pub fn put_prices_in_force(tx: &mut Tx<'_>, actor: &Actor, version: i32) -> Result<(), Fault> {
    actor.need(Permission::TuneScreening)?;
    let before = store::price_table_in_force(tx.conn)?.map_or(0, |table| table.version);
    if before == version {
        return Ok(());
    }
    if !store::force_price_table(tx, version)? {
        return Err(Fault::missing());
    }
    let entry =
        Entry::new(Kind("prices.in-force"), "price_table", version.to_string()).fact("before", before);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// What the page of prices shows.
#[derive(Debug, Clone)]
pub struct Prices {
    /// Versions, the latest first.
    pub tables: Vec<PriceTable>,
    /// Districts of the table in force.
    pub districts: Vec<String>,
    /// Building types of the table in force.
    pub buildings: Vec<String>,
    /// What holds for the flat asked about.
    pub reference: Option<Reference>,
    /// Other bands of its estate and district, the latest month first.
    pub comparables: Vec<Band>,
}

/// The reference for a flat and a contract of this month from the table in force; none where there is no table
/// or no band of enough sales. For checks.
///
/// # Errors
/// When the database fails.
pub(super) fn price_reference(
    conn: &mut AnyConn,
    flat: &Flat,
    month: NaiveDate,
) -> Result<Option<Reference>, Fault> {
    let Some(table) = store::price_table_in_force(conn)? else { return Ok(None) };
    Ok(prices::reference(&bands_of(conn, table.version, flat)?, flat, month))
}

pub(super) fn bands_of(conn: &mut AnyConn, version: i32, flat: &Flat) -> Result<Vec<Band>, Fault> {
    let names = [prices::estate_name(&flat.estate), prices::district_name(&flat.district, &flat.building)];
    store::bands_named(conn, version, &names)
}

/// Tables and, when a flat is asked about, what holds for it.
///
/// # Errors
/// When the database fails.
pub fn prices(conn: &mut AnyConn, actor: &Actor, asked: Option<(&Flat, NaiveDate)>) -> Result<Prices, Fault> {
    actor.need(Permission::SeeScreening)?;
    let tables = store::price_tables(conn, 20)?;
    let version = tables.iter().find(|table| table.in_force).map(|table| table.version);
    let (districts, buildings) = match version {
        Some(version) => store::price_places(conn, version)?,
        None => (Vec::new(), Vec::new()),
    };
    let mut shown = Prices { tables, districts, buildings, reference: None, comparables: Vec::new() };
    if let (Some(version), Some((flat, month))) = (version, asked) {
        let bands = bands_of(conn, version, flat)?;
        shown.reference = price_reference(conn, flat, month)?;
        let month = month.with_day(1).unwrap_or(month);
        let used = shown.reference.as_ref().map(|reference| reference.band.clone());
        shown.comparables = bands
            .into_iter()
            .filter(|band| Some(band) != used.as_ref() && band.month <= month)
            .take(12)
            .collect();
    }
    Ok(shown)
}
