//! Tables of house prices.

use diesel::prelude::*;

use super::super::model::{BandRow, PriceTable};
use super::super::prices::Band;
use crate::kernel::Fault;
use crate::platform::db::schema::{price_band, price_name, price_table};
use crate::platform::db::{AnyConn, Tx};

/// Tables, the latest first.
pub(in super::super) fn price_tables(conn: &mut AnyConn, limit: i64) -> Result<Vec<PriceTable>, Fault> {
    Ok(price_table::table
        .order(price_table::version.desc())
        .limit(limit)
        .select(price_table::all_columns)
        .load(conn)?)
}

/// The table that is asked.
pub(in super::super) fn price_table_in_force(conn: &mut AnyConn) -> Result<Option<PriceTable>, Fault> {
    Ok(price_table::table
        .filter(price_table::in_force.eq(true))
        .order(price_table::version.desc())
        .select(price_table::all_columns)
        .first(conn)
        .optional()?)
}

pub(in super::super) fn insert_price_table(
    tx: &mut Tx<'_>,
    row: &PriceTable,
    bands: &[Band],
) -> Result<(), Fault> {
    diesel::insert_into(price_table::table).values(row).execute(tx.conn)?;
    let mut rows = Vec::with_capacity(bands.len());
    let mut names = Vec::with_capacity(bands.len());
    for (band, line) in bands.iter().zip(1..) {
        rows.push(BandRow::of(row.version, line, band));
        names.extend(band.names().into_iter().map(|name| {
            (price_name::version.eq(row.version), price_name::name.eq(name), price_name::line.eq(line))
        }));
    }
    // One by one: rows of several tables in one statement are written differently by the two engines, and a
    // table comes in once a month.
    for one in rows {
        diesel::insert_into(price_band::table).values(one).execute(tx.conn)?;
    }
    for one in names {
        diesel::insert_into(price_name::table).values(one).execute(tx.conn)?;
    }
    Ok(())
}

pub(in super::super) fn force_price_table(tx: &mut Tx<'_>, version: i32) -> Result<bool, Fault> {
    diesel::update(price_table::table.filter(price_table::version.ne(version)))
        .set(price_table::in_force.eq(false))
        .execute(tx.conn)?;
    let changed = diesel::update(price_table::table.find(version))
        .set(price_table::in_force.eq(true))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// The bands of a table found by one of these names, the latest month first.
pub(in super::super) fn bands_named(
    conn: &mut AnyConn,
    version: i32,
    names: &[String],
) -> Result<Vec<Band>, Fault> {
    let lines: Vec<i32> = price_name::table
        .filter(price_name::version.eq(version))
        .filter(price_name::name.eq_any(names))
        .select(price_name::line)
        .limit(2_000)
        .load(conn)?;
    let rows: Vec<BandRow> = price_band::table
        .filter(price_band::version.eq(version))
        .filter(price_band::line.eq_any(lines))
        .order((price_band::month.desc(), price_band::line))
        .select(price_band::all_columns)
        .load(conn)?;
    Ok(rows.into_iter().map(BandRow::band).collect())
}

/// Names of estates of a table, behind their mark, aliases included.
pub(in super::super) fn estate_names(conn: &mut AnyConn, version: i32) -> Result<Vec<String>, Fault> {
    Ok(price_name::table
        .filter(price_name::version.eq(version))
        .filter(price_name::name.like("estate:%"))
        .select(price_name::name)
        .distinct()
        .limit(20_000)
        .load(conn)?)
}

/// Names of districts and building types of a table, for the lists of the form.
pub(in super::super) fn price_places(
    conn: &mut AnyConn,
    version: i32,
) -> Result<(Vec<String>, Vec<String>), Fault> {
    let rows = price_band::table.filter(price_band::version.eq(version));
    let districts =
        rows.select(price_band::district).distinct().order(price_band::district).limit(200).load(conn)?;
    let buildings =
        rows.select(price_band::building).distinct().order(price_band::building).limit(200).load(conn)?;
    Ok((districts, buildings))
}
