//! What a manager might want to talk about: signatures that look like rubber stamps. No consequence follows.

use chrono::Duration;

use super::relation;
use crate::features::accounts;
use crate::features::apprenticeship::rules::figures::SIGN_WITHIN_DAYS;
use crate::features::apprenticeship::rules::flags::{Flag, Signed, flags};
use crate::features::apprenticeship::store;
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::AnyConn;

/// Days the list looks back.
pub const DAYS: i64 = 90;

/// Flags about signers under rounds of the manager's apprentices, with the signers' names.
///
/// # Errors
/// A refusal for who is no manager.
pub fn list(conn: &mut AnyConn, actor: &Actor, now: Moment) -> Result<Vec<(Flag, String)>, Fault> {
    actor.need(Permission::ManagePairs)?;
    let names = accounts::names(conn)?;
    let mut mine = std::collections::BTreeMap::new();
    let mut signed = Vec::new();
    for row in store::sign_offs_since(conn, now - Duration::days(DAYS))? {
        let managed = match mine.get(&row.apprentice_id) {
            Some(known) => *known,
            None => {
                let managed = relation::manages(conn, actor, &row.apprentice_id)?;
                mine.insert(row.apprentice_id.clone(), managed);
                managed
            }
        };
        if managed {
            signed.push(Signed {
                full_marks: row.scores()?.values().all(|level| *level == 4),
                late: i64::from(row.late_days) > SIGN_WITHIN_DAYS,
                at: row.signed_at,
                signer: row.signer_id,
            });
        }
    }
    Ok(flags(&signed)
        .into_iter()
        .map(|flag| {
            let name = names.get(&flag.signer).cloned().unwrap_or_default();
            (flag, name)
        })
        .collect())
}
