//! What recurs: certificates follow the policy.

use std::sync::Arc;

use super::service::certificates;
use crate::kernel::{Actor, Fault};
use crate::platform::site::Site;

/// Finds certificates that a major change of policy has overtaken. By the clock rather than on publication,
/// because a version comes into force on its day without anybody acting.
///
/// # Errors
/// When the database fails.
pub fn compare_with_policy(site: &Arc<Site>) -> Result<(), Fault> {
    let today = site.today();
    site.db.write_blocking(|tx| certificates::policy_changed(tx, &Actor::system(), today).map(|_due| ()))
}
