//! What stands in the business system.

use diesel::prelude::*;

use super::super::model::TypedRow;
use crate::kernel::Fault;
use crate::platform::db::schema::screening_typed;
use crate::platform::db::{AnyConn, Both, Tx};

pub(in super::super) fn typed(conn: &mut AnyConn, case_id: &str) -> Result<Vec<TypedRow>, Fault> {
    Ok(screening_typed::table
        .filter(screening_typed::case_id.eq(case_id))
        .order(screening_typed::key)
        .select(screening_typed::all_columns)
        .load(conn)?)
}

/// Puts a value down, over the one that stood there.
pub(in super::super) fn set_typed(tx: &mut Tx<'_>, row: &TypedRow) -> Result<(), Fault> {
    Both::new(
        diesel::insert_into(screening_typed::table).values(row),
        "ON CONFLICT (case_id, key) DO UPDATE SET value_sealed = excluded.value_sealed, \
         typed_by = excluded.typed_by, typed_at = excluded.typed_at",
    )
    .execute(tx.conn)?;
    Ok(())
}

pub(in super::super) fn delete_typed(tx: &mut Tx<'_>, case_id: &str, key: &str) -> Result<(), Fault> {
    diesel::delete(screening_typed::table.find((case_id, key))).execute(tx.conn)?;
    Ok(())
}
