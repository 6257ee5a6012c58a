//! Policies on a steward's desk. Every finder takes whose desk it is.

use diesel::prelude::*;

use super::super::model::IntakeRow;
use crate::kernel::Fault;
use crate::platform::db::schema::policy_intake;
use crate::platform::db::{AnyConn, Tx};

pub fn insert(tx: &mut Tx<'_>, row: &IntakeRow) -> Result<(), Fault> {
    diesel::insert_into(policy_intake::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// What lies on a person's desk, last touched first.
pub fn of_owner(conn: &mut AnyConn, owner: &str) -> Result<Vec<IntakeRow>, Fault> {
    Ok(policy_intake::table
        .filter(policy_intake::owner_id.eq(owner))
        .order((policy_intake::updated_at.desc(), policy_intake::id.desc()))
        .select(policy_intake::all_columns)
        .load(conn)?)
}

/// What nobody has taken over yet, oldest first.
pub fn unowned(conn: &mut AnyConn) -> Result<Vec<IntakeRow>, Fault> {
    Ok(policy_intake::table
        .filter(policy_intake::owner_id.is_null())
        .order((policy_intake::created_at, policy_intake::id))
        .select(policy_intake::all_columns)
        .load(conn)?)
}

/// One of a person's own.
pub fn own(conn: &mut AnyConn, owner: &str, id: &str) -> Result<IntakeRow, Fault> {
    Ok(policy_intake::table
        .find(id)
        .filter(policy_intake::owner_id.eq(owner))
        .select(policy_intake::all_columns)
        .first(conn)?)
}

/// A person's own that belongs to a draft.
pub fn of_version(conn: &mut AnyConn, owner: &str, version_id: &str) -> Result<Option<IntakeRow>, Fault> {
    Ok(policy_intake::table
        .filter(policy_intake::version_id.eq(version_id))
        .filter(policy_intake::owner_id.eq(owner))
        .select(policy_intake::all_columns)
        .first(conn)
        .optional()?)
}

/// What was read for a draft, whoever asks: the caller has decided that the draft may be seen.
pub fn reading_of(conn: &mut AnyConn, version_id: &str) -> Result<Option<(String, String)>, Fault> {
    Ok(policy_intake::table
        .filter(policy_intake::version_id.eq(version_id))
        .select((policy_intake::file_name, policy_intake::reading))
        .first(conn)
        .optional()?)
}

/// Gives it to a person; `false` when somebody was quicker.
pub fn take_over(tx: &mut Tx<'_>, owner: &str, id: &str) -> Result<bool, Fault> {
    let taken = diesel::update(policy_intake::table.find(id).filter(policy_intake::owner_id.is_null()))
        .set((policy_intake::owner_id.eq(Some(owner)), policy_intake::updated_at.eq(tx.at)))
        .execute(tx.conn)?;
    Ok(taken == 1)
}

/// Keeps what was typed.
pub fn keep(tx: &mut Tx<'_>, owner: &str, id: &str, fields: &str, body: &str) -> Result<(), Fault> {
    let kept = diesel::update(policy_intake::table.find(id).filter(policy_intake::owner_id.eq(owner)))
        .set((
            policy_intake::fields.eq(fields),
            policy_intake::body.eq(body),
            policy_intake::updated_at.eq(tx.at),
        ))
        .execute(tx.conn)?;
    if kept == 1 { Ok(()) } else { Err(Fault::missing()) }
}

/// Notes the draft that was made of it.
pub fn set_version(tx: &mut Tx<'_>, id: &str, version_id: &str) -> Result<(), Fault> {
    diesel::update(policy_intake::table.find(id))
        .set(policy_intake::version_id.eq(Some(version_id)))
        .execute(tx.conn)?;
    Ok(())
}

pub fn remove(tx: &mut Tx<'_>, owner: &str, id: &str) -> Result<(), Fault> {
    let gone = diesel::delete(policy_intake::table.find(id).filter(policy_intake::owner_id.eq(owner)))
        .execute(tx.conn)?;
    if gone == 1 { Ok(()) } else { Err(Fault::missing()) }
}

/// Clears the desk of a draft that was approved or thrown away.
pub fn remove_of_version(tx: &mut Tx<'_>, version_id: &str) -> Result<(), Fault> {
    diesel::delete(policy_intake::table.filter(policy_intake::version_id.eq(version_id))).execute(tx.conn)?;
    Ok(())
}
