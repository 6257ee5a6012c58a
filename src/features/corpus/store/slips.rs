//! One-time notices under their codes.

use diesel::prelude::*;

use super::super::model::SlipRow;
use crate::kernel::Fault;
use crate::platform::db::schema::notice_slip;
use crate::platform::db::{AnyConn, Tx};

pub fn insert(tx: &mut Tx<'_>, row: &SlipRow) -> Result<(), Fault> {
    diesel::insert_into(notice_slip::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub fn slip(conn: &mut AnyConn, code: &str) -> Result<SlipRow, Fault> {
    Ok(notice_slip::table.find(code).select(notice_slip::all_columns).first(conn)?)
}
