//! One person: facts, roles, sessions, and what an administrator may do.

use actix_web::web::{Data, Path};
use askama::Template;

use super::{department_name, handed, prove, role_name, role_names};
use crate::features::accounts::{self, Department, Person, SessionRow};
use crate::features::admin::import::Handed;
use crate::features::admin::rules;
use crate::kernel::{Actor, Fault, Id, Permission, Role, Roles, perm};
use crate::platform::db::AnyConn;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, Routes, Visitor, fragment, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/people/{id}", person_page)
        .post("/people/{id}/roles", set_roles)
        .post("/people/{id}/reset", reset)
        .post("/people/{id}/disable", disable)
        .post("/people/{id}/enable", enable)
        .post("/people/{id}/sessions/{session}/end", end_session);
}

struct RoleChoice {
    code: &'static str,
    text: String,
    held: bool,
    administrator: bool,
}

struct SessionView {
    id: String,
    api: bool,
    address: String,
    agent: String,
    since: String,
    seen: String,
}

#[derive(Template)]
#[template(path = "features/admin/pages/person.html")]
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides one part of the page")]
struct PersonPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    name: String,
    username: String,
    number: String,
    email: String,
    department: String,
    roles: String,
    state: &'static str,
    since: String,
    second_factor: bool,
    own: bool,
    may_accounts: bool,
    may_rights: bool,
    choices: Vec<RoleChoice>,
    sessions: Vec<SessionView>,
}

struct Found {
    person: Person,
    roles: Roles,
    departments: Vec<Department>,
    sessions: Vec<SessionRow>,
}

/// A person within the reader's reach. Sessions are for who may end them.
fn find(conn: &mut AnyConn, actor: &Actor, id: &str, at: crate::kernel::Moment) -> Result<Found, Fault> {
    let person = accounts::person(conn, id)?;
    if rules::scope(actor).is_some_and(|department| department != person.department_id) {
        return Err(Fault::missing());
    }
    let sessions =
        if actor.may(Permission::ManageRights) { accounts::sessions_of(conn, id, at)? } else { Vec::new() };
    Ok(Found {
        roles: accounts::roles_of(conn, id)?,
        departments: accounts::departments(conn)?,
        sessions,
        person,
    })
}

async fn person_page(who: Allow<perm::SeePeople>, id: Path<Id>, site: Data<Site>) -> Answer {
    show(&who, &site, who.actor(), &id, None, FormErrors::default()).await
}

async fn show(
    who: &Visitor,
    site: &Data<Site>,
    actor: &Actor,
    id: &Id,
    typed: Option<Roles>,
    errors: FormErrors,
) -> Answer {
    let now = site.db.clock().now();
    let (reader, wanted) = (actor.clone(), id.clone());
    let found = site.db.read(move |conn| find(conn, &reader, &wanted, now)).await?;
    let Found { person, roles, departments, sessions } = found;
    let page = Chrome::titled(who, person.name.clone(), Place::People);
    let t = page.t.on(site.today());
    let when = |at| t.date_time(site.zone().local(at));
    let department = departments.iter().find(|d| d.id == person.department_id);
    let shown = PersonPage {
        department: department.map(|d| department_name(t, d)).unwrap_or_default(),
        roles: role_names(t, roles),
        state: rules::state(&person),
        since: when(person.created_at),
        second_factor: person.has_second_factor(),
        own: person.id == actor.person,
        may_accounts: actor.may(Permission::ManageAccounts),
        may_rights: actor.may(Permission::ManageRights),
        choices: choices(t, typed.unwrap_or(roles)),
        sessions: sessions
            .into_iter()
            .map(|row| SessionView {
                api: row.kind == "api",
                since: when(row.created_at),
                seen: when(row.seen_at),
                id: row.id,
                address: row.address,
                agent: row.agent,
            })
            .collect(),
        id: person.id,
        name: person.name,
        username: person.username,
        number: person.employee_no,
        email: person.email.unwrap_or_default(),
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

fn choices(t: Texts, held: Roles) -> Vec<RoleChoice> {
    Role::ALL
        .iter()
        .map(|role| RoleChoice {
            code: role.code(),
            text: role_name(t, role.code()),
            held: held.contains(*role),
            administrator: role.is_administrator(),
        })
        .collect()
}

async fn set_roles(who: Allow<perm::ManageRights>, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let roles: Roles = form.all("roles").filter_map(Role::from_code).collect();
    let actor = who.actor().clone();
    let outcome = match prove(&site, &actor, form.exact("password")).await {
        Ok(()) => {
            let (actor, id) = (actor.clone(), id.clone());
            site.db.write(move |tx| accounts::set_roles(tx, &actor, &id, roles)).await
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(()) => see_other(&format!("/people/{}?ok=roles-changed", *id)),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &actor, &id, Some(roles), errors).await
        }
    }
}

async fn reset(who: Allow<perm::ManageAccounts>, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    if let Err(fault) = prove(&site, &actor, form.exact("password")).await {
        let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
        return show(&who, &site, &actor, &id, None, errors).await;
    }
    let handed = site
        .db
        .write(move |tx| {
            let password = accounts::reset_password(tx, &actor, &id)?;
            let person = accounts::person(tx.conn, &id)?;
            Ok(Handed { username: person.username, name: person.name, password })
        })
        .await?;
    handed::show(&who, vec![handed])
}

async fn disable(who: Allow<perm::ManageAccounts>, id: Path<Id>, _form: Posted, site: Data<Site>) -> Answer {
    let (actor, person) = (who.actor().clone(), id.clone());
    site.db.write(move |tx| accounts::disable(tx, &actor, &person)).await?;
    see_other(&format!("/people/{}?ok=person-disabled", *id))
}

async fn enable(who: Allow<perm::ManageAccounts>, id: Path<Id>, _form: Posted, site: Data<Site>) -> Answer {
    let (actor, person) = (who.actor().clone(), id.clone());
    site.db.write(move |tx| accounts::enable(tx, &actor, &person)).await?;
    see_other(&format!("/people/{}?ok=person-enabled", *id))
}

async fn end_session(
    who: Allow<perm::ManageRights>,
    ids: Path<(Id, Id)>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let (person, session) = ids.into_inner();
    let actor = who.actor().clone();
    site.db.write(move |tx| accounts::revoke_session(tx, &actor, &session)).await?;
    see_other(&format!("/people/{person}?ok=session-ended"))
}
