//! Routines of service.

use std::sync::Arc;

use super::files;
use crate::features::routines::{self, NewRoutine};
use crate::kernel::Actor;
use crate::platform::site::Site;

/// Loads every routine; a changed one becomes a new version.
pub(super) fn load_routines(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let names = files::names("routines/");
    for name in &names {
        let file: NewRoutine = files::toml(name)?;
        site.db.write_blocking(|tx| routines::import_routine(tx, system, &file))?;
    }
    Ok(format!("routines: {}", names.len()))
}
