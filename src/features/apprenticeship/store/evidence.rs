//! Listened encounters, observed cases and the mentor's word on them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::features::apprenticeship::model::{Confirmation, StageEvidence};
use crate::kernel::Fault;
use crate::platform::db::schema::{evidence_confirmation, stage_evidence};
use crate::platform::db::{AnyConn, Tx};

pub(in crate::features::apprenticeship) fn insert_evidence(
    tx: &mut Tx<'_>,
    row: &StageEvidence,
) -> Result<(), Fault> {
    diesel::insert_into(stage_evidence::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The entry somebody already sent under this client id.
pub(in crate::features::apprenticeship) fn evidence_by_client(
    conn: &mut AnyConn,
    apprentice: &str,
    client_id: &str,
) -> Result<Option<StageEvidence>, Fault> {
    Ok(stage_evidence::table
        .filter(stage_evidence::apprentice_id.eq(apprentice))
        .filter(stage_evidence::client_id.eq(client_id))
        .select(stage_evidence::all_columns)
        .first(conn)
        .optional()?)
}

pub(in crate::features::apprenticeship) fn evidence(
    conn: &mut AnyConn,
    id: &str,
) -> Result<StageEvidence, Fault> {
    Ok(stage_evidence::table.find(id).select(stage_evidence::all_columns).first(conn)?)
}

/// What an apprenticeship has logged, of one item or of all, oldest first.
pub(in crate::features::apprenticeship) fn evidence_of(
    conn: &mut AnyConn,
    apprenticeship: &str,
    item: Option<&str>,
) -> Result<Vec<StageEvidence>, Fault> {
    let mut query = stage_evidence::table
        .filter(stage_evidence::apprenticeship_id.eq(apprenticeship.to_owned()))
        .select(stage_evidence::all_columns)
        .into_boxed();
    if let Some(item) = item {
        query = query.filter(stage_evidence::item_id.eq(item.to_owned()));
    }
    Ok(query.order(stage_evidence::id).load(conn)?)
}

pub(in crate::features::apprenticeship) fn insert_confirmation(
    tx: &mut Tx<'_>,
    row: &Confirmation,
) -> Result<(), Fault> {
    diesel::insert_into(evidence_confirmation::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The mentor's words on these entries, by entry.
pub(in crate::features::apprenticeship) fn confirmations(
    conn: &mut AnyConn,
    apprentice: &str,
) -> Result<BTreeMap<String, Confirmation>, Fault> {
    Ok(evidence_confirmation::table
        .filter(evidence_confirmation::apprentice_id.eq(apprentice))
        .select(evidence_confirmation::all_columns)
        .load::<Confirmation>(conn)?
        .into_iter()
        .map(|row| (row.evidence_id.clone(), row))
        .collect())
}
