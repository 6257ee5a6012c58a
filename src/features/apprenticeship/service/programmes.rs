//! Programmes and their agreements, as the starter content or an administrator brings them.

use crate::features::apprenticeship::model::{Agreement, Programme};
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault};
use crate::platform::db::{AnyConn, Tx};

/// A programme to be added, with the ids of its items in order.
#[derive(Debug, Clone)]
pub struct NewProgramme {
    /// Stable short name.
    pub slug: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Shortest apprenticeship, days.
    pub min_days: i32,
    /// Longest apprenticeship without a manager's reason, days.
    pub max_days: i32,
    /// Ids of the items.
    pub items: Vec<String>,
    /// Version of the agreement.
    pub agreement_version: String,
    /// Its text.
    pub agreement: String,
}

/// Adds a programme, or a new version of its agreement when the programme is there; returns its id. The same
/// version again changes nothing.
///
/// # Errors
/// An input fault when the figures or the text make no sense.
pub fn import_programme(tx: &mut Tx<'_>, actor: &Actor, new: &NewProgramme) -> Result<String, Fault> {
    let mut check = FormCheck::default();
    check
        .require(new.min_days >= 0 && new.max_days >= new.min_days, "min_days", "programme-days")
        .require(!new.items.is_empty(), "items", "programme-items")
        .require(new.agreement.trim().chars().count() >= 20, "agreement", "programme-agreement");
    check.done()?;
    let known = store::programmes(tx.conn)?.into_iter().find(|p| p.slug == new.slug);
    let id = match known {
        Some(known) => known.id,
        None => {
            let row = Programme {
                id: tx.id(),
                slug: new.slug.clone(),
                name: new.name.clone(),
                name_en: new.name_en.clone(),
                min_days: new.min_days,
                max_days: new.max_days,
                created_at: tx.at,
            };
            store::insert_programme(tx, &row, &new.items)?;
            audit::record(tx, actor, Entry::new(Kind("programme.added"), "programme", &row.id))?;
            row.id
        }
    };
    let latest = match store::latest_agreement(tx.conn, &id) {
        Ok(latest) => Some(latest.version),
        Err(fault) if fault.blame == crate::kernel::Blame::Missing => None,
        Err(fault) => return Err(fault),
    };
    if latest.as_deref() != Some(new.agreement_version.as_str()) {
        let row = Agreement {
            id: tx.id(),
            programme_id: id.clone(),
            version: new.agreement_version.clone(),
            text: new.agreement.clone(),
            created_at: tx.at,
        };
        store::insert_agreement(tx, &row)?;
        audit::record(tx, actor, Entry::new(Kind("agreement.added"), "agreement_version", &row.id))?;
    }
    Ok(id)
}

/// Every programme.
///
/// # Errors
/// When the database fails.
pub fn programmes(conn: &mut AnyConn) -> Result<Vec<Programme>, Fault> {
    store::programmes(conn)
}
