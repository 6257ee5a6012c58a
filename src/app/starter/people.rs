//! Departments, and the invented people of the demonstration.

use std::sync::Arc;

use serde::Deserialize;

use super::files;
use crate::features::accounts::{self, NewPerson};
use crate::kernel::{Actor, Fault, Role, Roles};
use crate::platform::site::Site;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CentreFile {
    centre: Centre,
    departments: Vec<Department>,
    pub(super) posts: Vec<Post>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Centre {
    key: String,
    name: String,
    name_en: String,
    city: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Department {
    key: String,
    name: String,
    name_en: String,
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Post {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) name_en: String,
    pub(super) department: String,
    pub(super) items: Vec<String>,
}

/// The name of the demonstration's centre.
///
/// # Errors
/// When the starter content cannot be read.
pub fn centre() -> anyhow::Result<String> {
    Ok(files::toml::<CentreFile>("centre.toml")?.centre.name)
}

pub(super) fn load_departments(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let file: CentreFile = files::toml("centre.toml")?;
    let added = site.db.write_blocking(|tx| {
        let known = accounts::departments(tx.conn)?;
        let mut added = 0;
        for department in &file.departments {
            if known.iter().all(|d| d.slug != department.key) {
                let Department { key, name, name_en, kind } = department;
                accounts::add_department(tx, system, key, name, name_en, kind)?;
                added += 1;
            }
        }
        Ok::<_, Fault>(added)
    })?;
    let Centre { key, name, name_en, city } = &file.centre;
    Ok(format!("{key}: {name} ({name_en}), {city}; {added} departments added"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    people: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    username: String,
    name: String,
    department: String,
    roles: Vec<String>,
    employee_no: String,
}

/// Makes the invented people, all with one password; returns first role and log-in name of each.
///
/// # Errors
/// When the database fails.
pub fn load_people(site: &Arc<Site>, password: &str) -> anyhow::Result<Vec<(String, String)>> {
    let file: PeopleFile = files::toml("people.toml")?;
    let system = Actor::system();
    let mut logins = Vec::new();
    for person in &file.people {
        let roles: Roles = person.roles.iter().filter_map(|code| Role::from_code(code)).collect();
        logins.push((person.roles.join("+"), person.username.clone()));
        site.db.write_blocking(|tx| {
            if accounts::person_by_username(tx.conn, &person.username)?.is_some() {
                return Ok(());
            }
            let new = NewPerson {
                username: person.username.clone(),
                name: person.name.clone(),
                employee_no: person.employee_no.clone(),
                department_id: accounts::department_by_slug(tx.conn, &person.department)?.id,
                email: None,
            };
            let id = accounts::add_person(tx, &system, &new, password, false)?;
            accounts::set_roles(tx, &system, &id, roles)
        })?;
    }
    Ok(logins)
}
