//! Queries on the schedule table.

use diesel::prelude::*;

use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::schedule_run;
use crate::platform::db::{AnyConn, Both, Tx};

pub(super) fn last_run(conn: &mut AnyConn, name: &str) -> Result<Option<Moment>, Fault> {
    Ok(schedule_run::table.find(name).select(schedule_run::last_run_at).first(conn).optional()?)
}

/// Writes the present moment over `last`; `false` when another node was quicker.
pub(super) fn claim(tx: &mut Tx<'_>, name: &str, last: Option<Moment>) -> Result<bool, Fault> {
    let changed = match last {
        Some(last) => {
            diesel::update(schedule_run::table.find(name).filter(schedule_run::last_run_at.eq(last)))
                .set(schedule_run::last_run_at.eq(tx.at))
                .execute(tx.conn)?
        }
        None => Both::new(
            diesel::insert_into(schedule_run::table)
                .values((schedule_run::name.eq(name), schedule_run::last_run_at.eq(tx.at))),
            "ON CONFLICT (name) DO NOTHING",
        )
        .execute(tx.conn)?,
    };
    Ok(changed == 1)
}
