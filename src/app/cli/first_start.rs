//! The first start: no account exists, so one is made and its secret is printed once.

use std::sync::Arc;

use crate::features::accounts::{self, NewPerson};
use crate::kernel::{Actor, Fault, Role};
use crate::platform::site::Site;

/// Makes the first system and security administrators when nobody has an account, and prints their one-time
/// passwords. Two people, because no account may hold both roles.
pub(super) fn administrator(site: &Arc<Site>) -> anyhow::Result<()> {
    let made = site.db.write_blocking(|tx| {
        if !accounts::people(tx.conn, None)?.is_empty() {
            return Ok(Vec::new());
        }
        let system = Actor::system();
        let department = match accounts::department_by_slug(tx.conn, "centre") {
            Ok(found) => found.id,
            Err(_none_yet) => {
                accounts::add_department(tx, &system, "centre", "centre", "Centre", "department")?
            }
        };
        let mut made = Vec::new();
        for (username, role) in [("admin", Role::SystemAdmin), ("security", Role::SecurityAdmin)] {
            let password = accounts::initial_password(tx.random());
            let new = NewPerson {
                username: username.to_owned(),
                name: username.to_owned(),
                employee_no: String::new(),
                department_id: department.clone(),
                email: None,
            };
            let id = accounts::add_person(tx, &system, &new, &password, true)?;
            accounts::set_roles(tx, &system, &id, [role].into_iter().collect())?;
            made.push((username, password));
        }
        Ok::<_, Fault>(made)
    })?;
    for (username, password) in made {
        println!("first start: account {username}, one-time password {password} (to be changed at log-in)");
    }
    Ok(())
}
