//! Pages of administration.

mod departments;
mod feedback;
mod handed;
mod health;
mod import;
mod people;
mod person;
mod trail;

use actix_web::web::Data;

use crate::features::accounts::{self, Department};
use crate::kernel::{Actor, Fault, Roles};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    people::routes(routes);
    import::routes(routes);
    person::routes(routes);
    departments::routes(routes);
    trail::routes(routes);
    health::routes(routes);
    feedback::routes(routes);
}

/// Fresh proof before an act.
async fn prove(site: &Data<Site>, actor: &Actor, password: &str) -> Result<(), Fault> {
    let (actor, password) = (actor.clone(), password.to_owned());
    site.db.write(move |tx| accounts::prove(tx, &actor, &password)).await
}

/// A department's name in the reader's language.
fn department_name(t: Texts, department: &Department) -> String {
    if t.lang == Lang::En { department.name_en.clone() } else { department.name.clone() }
}

/// The name of a role in the reader's language.
fn role_name(t: Texts, code: &str) -> String {
    t.get(&format!("role-{}", code.replace('_', "-")))
}

/// The names of roles, joined.
fn role_names(t: Texts, roles: Roles) -> String {
    let names: Vec<String> = roles.iter().map(|role| role_name(t, role.code())).collect();
    names.join(&t.get("list-comma"))
}
