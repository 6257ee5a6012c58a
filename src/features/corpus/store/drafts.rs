//! Versions of policies that are not approved yet.

use diesel::prelude::*;

use super::super::model::VersionRow;
use crate::kernel::Fault;
use crate::platform::db::schema::{clause, policy_version};
use crate::platform::db::{AnyConn, Tx};

/// Every draft, handed in or not, oldest first.
pub fn open(conn: &mut AnyConn) -> Result<Vec<VersionRow>, Fault> {
    Ok(policy_version::table
        .filter(policy_version::state.ne("approved"))
        .order((policy_version::created_at, policy_version::id))
        .select(policy_version::all_columns)
        .load(conn)?)
}

/// Moves a version on; the moment and the person are kept when it is approved.
pub fn set_state(tx: &mut Tx<'_>, id: &str, state: &str, approver: Option<&str>) -> Result<(), Fault> {
    diesel::update(policy_version::table.find(id))
        .set((
            policy_version::state.eq(state),
            policy_version::approver_id.eq(approver),
            policy_version::approved_at.eq(approver.map(|_| tx.at)),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Removes a draft with its clauses; an approved version stays whatever is asked.
pub fn remove(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    let draft: i64 = policy_version::table
        .find(id)
        .filter(policy_version::state.ne("approved"))
        .count()
        .get_result(tx.conn)?;
    if draft == 0 {
        return Err(Fault::missing());
    }
    diesel::delete(clause::table.filter(clause::version_id.eq(id))).execute(tx.conn)?;
    diesel::delete(policy_version::table.find(id)).execute(tx.conn)?;
    Ok(())
}
