//! Making and keeping accounts.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::Duration;

use super::model::{Department, NewPerson, Person};
use super::rules::{self, Bucket, PasswordPolicy};
use super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Blame, Fault, Permission, Roles};
use crate::platform::db::{AnyConn, Tx};

/// Adds a department.
///
/// # Errors
/// A conflict when the short name is taken.
pub fn add_department(
    tx: &mut Tx<'_>,
    actor: &Actor,
    slug: &str,
    name: &str,
    name_en: &str,
    kind: &str,
) -> Result<String, Fault> {
    let row = Department {
        id: tx.id(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        kind: kind.to_owned(),
        created_at: tx.at,
    };
    store::insert_department(tx, &row)?;
    audit::record(tx, actor, Entry::new(Kind("department.added"), "department", &row.id))?;
    Ok(row.id)
}

/// All departments.
///
/// # Errors
/// When the database fails.
pub fn departments(conn: &mut AnyConn) -> Result<Vec<Department>, Fault> {
    store::departments(conn)
}

/// The department with this short name.
///
/// # Errors
/// Missing when there is none.
pub fn department_by_slug(conn: &mut AnyConn, slug: &str) -> Result<Department, Fault> {
    store::departments(conn)?.into_iter().find(|d| d.slug == slug).ok_or_else(Fault::missing)
}

/// Whether a log-in name is well-formed: letters, digits, dot, dash, 2 to 40 of them.
fn username_fine(username: &str) -> bool {
    (2..=40).contains(&username.len())
        && username.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
}

/// Checks what a new account needs without making it, for forms and for the dry run of an import.
///
/// # Errors
/// An input fault naming the fields.
pub fn check_person(conn: &mut AnyConn, new: &NewPerson) -> Result<(), Fault> {
    let mut check = FormCheck::default();
    check
        .require(username_fine(&new.username), "username", "username-form")
        .require(!new.name.trim().is_empty() && new.name.chars().count() <= 40, "name", "name-needed")
        .require(new.employee_no.chars().count() <= 40, "employee_no", "too-long")
        .require(
            new.email.as_ref().is_none_or(|mail| mail.contains('@') && mail.len() <= 200),
            "email",
            "email-form",
        )
        .require(
            store::departments(conn)?.iter().any(|d| d.id == new.department_id),
            "department",
            "choose-one",
        );
    if username_fine(&new.username) {
        check.require(
            store::person_by_username(conn, &new.username)?.is_none(),
            "username",
            "username-taken",
        );
    }
    check.done()
}

/// Makes an account with an initial password that must be changed at the first log-in and expires.
///
/// # Errors
/// An input fault naming the fields; a conflict when the name is taken.
pub fn add_person(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewPerson,
    initial_password: &str,
    must_change: bool,
) -> Result<String, Fault> {
    check_person(tx.conn, new)?;
    let row = Person {
        id: tx.id(),
        username: new.username.clone(),
        name: new.name.trim().to_owned(),
        employee_no: new.employee_no.trim().to_owned(),
        department_id: new.department_id.clone(),
        email: new.email.clone(),
        password_hash: rules::hash_password(initial_password, &tx.random())?,
        password_set_at: tx.at,
        password_expires_at: must_change.then(|| tx.at + Duration::days(rules::INITIAL_PASSWORD_DAYS)),
        must_change_password: must_change,
        totp_secret: None,
        totp_last_step: None,
        lang: None,
        theme: None,
        text_size: None,
        disabled_at: None,
        created_at: tx.at,
    };
    store::insert_person(tx, &row)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("person.added"), "person", &row.id).fact("department", new.department_id.as_str()),
    )?;
    Ok(row.id)
}

/// A person.
///
/// # Errors
/// Missing when there is none.
pub fn person(conn: &mut AnyConn, id: &str) -> Result<Person, Fault> {
    store::person(conn, id)
}

/// A person and their department.
///
/// # Errors
/// Missing when there is nobody of this id.
pub fn person_in_office(conn: &mut AnyConn, id: &str) -> Result<(Person, Department), Fault> {
    store::person_in_office(conn, id)
}

/// The person with this log-in name.
///
/// # Errors
/// When the database fails.
pub fn person_by_username(conn: &mut AnyConn, username: &str) -> Result<Option<Person>, Fault> {
    store::person_by_username(conn, username)
}

/// People with their roles, of one department or of all.
///
/// # Errors
/// When the database fails.
pub fn people(conn: &mut AnyConn, department: Option<&str>) -> Result<Vec<(Person, Roles)>, Fault> {
    let roles = store::all_roles(conn)?;
    Ok(store::people(conn, department)?
        .into_iter()
        .map(|person| {
            let held = roles.get(&person.id).copied().unwrap_or_default();
            (person, held)
        })
        .collect())
}

/// Ids of those who may do something and are not disabled.
///
/// # Errors
/// When the database fails.
pub fn holders(conn: &mut AnyConn, permission: Permission) -> Result<Vec<String>, Fault> {
    let mut all = people(conn, None)?;
    all.retain(|(person, roles)| person.disabled_at.is_none() && roles.may(permission));
    Ok(all.into_iter().map(|(person, _)| person.id).collect())
}

/// Names by id, for lists that show who did what.
///
/// # Errors
/// When the database fails.
pub fn names(conn: &mut AnyConn) -> Result<BTreeMap<String, String>, Fault> {
    store::names(conn)
}

/// Roles of a person.
///
/// # Errors
/// When the database fails.
pub fn roles_of(conn: &mut AnyConn, person: &str) -> Result<Roles, Fault> {
    store::roles_of(conn, person)
}

/// Gives a person exactly these roles and ends the person's sessions, so that the change binds at once.
///
/// # Errors
/// A refusal for who may not or for one's own roles; an input fault when the roles exclude each other.
pub fn set_roles(tx: &mut Tx<'_>, actor: &Actor, person: &str, roles: Roles) -> Result<(), Fault> {
    let seeding = actor.person.is_empty();
    if !seeding {
        actor.need(Permission::ManageRights)?;
        if actor.person == person {
            return Err(Fault::refused("own-roles"));
        }
    }
    if let Some(key) = roles.conflict() {
        return Err(Fault::field("roles", key));
    }
    let before = store::roles_of(tx.conn, person)?;
    store::person(tx.conn, person)?;
    let by = (!seeding).then_some(actor.person.as_str());
    store::set_roles(tx, person, roles, by)?;
    store::revoke_all(tx, person, None)?;
    let list = |roles: Roles| roles.iter().map(crate::kernel::Role::code).collect::<Vec<_>>().join(",");
    audit::record(
        tx,
        actor,
        Entry::new(Kind("roles.changed"), "person", person)
            .fact("before", list(before))
            .fact("after", list(roles)),
    )?;
    Ok(())
}

/// Changes one's own password and ends one's other sessions.
///
/// # Errors
/// An input fault naming the field.
pub fn change_password(
    tx: &mut Tx<'_>,
    actor: &Actor,
    policy: PasswordPolicy,
    current: &str,
    new: &str,
    again: &str,
) -> Result<(), Fault> {
    let me = store::person(tx.conn, &actor.person)?;
    if !rules::verify_password(current, &me.password_hash) {
        return Err(Fault::field("current", "password-wrong"));
    }
    if new != again {
        return Err(Fault::field("again", "password-differs"));
    }
    policy.check(new, &me.username).map_err(|key| Fault::field("new", key))?;
    if rules::verify_password(new, &me.password_hash) {
        return Err(Fault::field("new", "password-same"));
    }
    let hash = rules::hash_password(new, &tx.random())?;
    store::set_password(tx, &me.id, &hash, false, None)?;
    store::revoke_all(tx, &me.id, actor.session.as_deref())?;
    audit::record(tx, actor, Entry::new(Kind("password.changed"), "person", &me.id))?;
    Ok(())
}

/// Gives a person a new initial password, returned once, and ends all the person's sessions. The second
/// factor goes too: this is the way back for somebody who lost the telephone.
///
/// # Errors
/// A refusal for who may not.
pub fn reset_password(tx: &mut Tx<'_>, actor: &Actor, person: &str) -> Result<String, Fault> {
    actor.need(Permission::ManageAccounts)?;
    if actor.person == person {
        return Err(Fault::refused("own-account"));
    }
    store::person(tx.conn, person)?;
    let password = rules::initial_password(tx.random());
    let hash = rules::hash_password(&password, &tx.random())?;
    let expires = tx.at + Duration::days(rules::INITIAL_PASSWORD_DAYS);
    store::set_password(tx, person, &hash, true, Some(expires))?;
    store::set_second_factor(tx, person, None)?;
    store::revoke_all(tx, person, None)?;
    audit::record(tx, actor, Entry::new(Kind("password.reset"), "person", person))?;
    Ok(password)
}

/// Disables an account and ends its sessions.
///
/// # Errors
/// A refusal for who may not, or for one's own account.
pub fn disable(tx: &mut Tx<'_>, actor: &Actor, person: &str) -> Result<(), Fault> {
    set_disabled(tx, actor, person, true)
}

/// Enables an account again.
///
/// # Errors
/// A refusal for who may not.
pub fn enable(tx: &mut Tx<'_>, actor: &Actor, person: &str) -> Result<(), Fault> {
    set_disabled(tx, actor, person, false)
}

fn set_disabled(tx: &mut Tx<'_>, actor: &Actor, person: &str, disabled: bool) -> Result<(), Fault> {
    actor.need(Permission::ManageAccounts)?;
    if actor.person == person {
        return Err(Fault::refused("own-account"));
    }
    store::person(tx.conn, person)?;
    store::set_disabled(tx, person, disabled)?;
    if disabled {
        store::revoke_all(tx, person, None)?;
    }
    let kind = if disabled { Kind("person.disabled") } else { Kind("person.enabled") };
    audit::record(tx, actor, Entry::new(kind, "person", person))?;
    Ok(())
}

/// Wrong proofs by person, in memory: the caller's transaction rolls back with the refusal, so a row could
/// not remember it. A restart forgets them, which gives a thief ten more tries, not a way in.
static WRONG_PROOFS: Mutex<BTreeMap<String, Bucket>> = Mutex::new(BTreeMap::new());

/// Fresh proof for an act that asks for it: the password, checked against the actor's own. After ten wrong
/// ones there is one try a minute, so a stolen session cannot guess.
///
/// # Errors
/// An input fault on the field `password`; too hasty after many tries.
pub fn prove(tx: &mut Tx<'_>, actor: &Actor, password: &str) -> Result<(), Fault> {
    let tries = || WRONG_PROOFS.lock().unwrap_or_else(PoisonError::into_inner);
    let before = tries().get(&actor.person).copied().unwrap_or_else(|| Bucket::full(tx.at));
    let after = before
        .take(tx.at)
        .map_err(|seconds| Fault::new(Blame::Hasty, "log-in-hasty").with("seconds", seconds))?;
    let me = store::person(tx.conn, &actor.person)?;
    if !rules::verify_password(password, &me.password_hash) {
        tries().insert(actor.person.clone(), after);
        return Err(Fault::field("password", "password-wrong"));
    }
    tries().remove(&actor.person);
    if let Some(session) = &actor.session {
        store::set_proved(tx, session)?;
    }
    Ok(())
}

/// Keeps how a person wants the pages.
///
/// # Errors
/// When the database fails.
pub fn save_preferences(
    tx: &mut Tx<'_>,
    actor: &Actor,
    lang: Option<&str>,
    theme: Option<&str>,
    text_size: Option<&str>,
) -> Result<(), Fault> {
    store::set_preferences(tx, &actor.person, lang, theme, text_size)
}
