//! Queries on people, roles and sessions.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{Department, Person, SessionRow};
use super::rules::Bucket;
use crate::kernel::{Fault, Moment, Role, Roles};
use crate::platform::db::schema::{department, login_throttle, person, person_role, session};
use crate::platform::db::{AnyConn, Both, Tx};

pub(super) fn insert_department(tx: &mut Tx<'_>, row: &Department) -> Result<(), Fault> {
    diesel::insert_into(department::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn departments(conn: &mut AnyConn) -> Result<Vec<Department>, Fault> {
    Ok(department::table
        .order((department::created_at, department::id))
        .select(department::all_columns)
        .load(conn)?)
}

pub(super) fn insert_person(tx: &mut Tx<'_>, row: &Person) -> Result<(), Fault> {
    diesel::insert_into(person::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(super) fn person(conn: &mut AnyConn, id: &str) -> Result<Person, Fault> {
    Ok(person::table.find(id).select(person::all_columns).first(conn)?)
}

/// A person and their department, in one query.
pub(super) fn person_in_office(conn: &mut AnyConn, id: &str) -> Result<(Person, Department), Fault> {
    Ok(person::table
        .inner_join(department::table.on(department::id.eq(person::department_id)))
        .filter(person::id.eq(id))
        .select((person::all_columns, department::all_columns))
        .first(conn)?)
}

pub(super) fn person_by_username(conn: &mut AnyConn, username: &str) -> Result<Option<Person>, Fault> {
    Ok(person::table
        .filter(person::username.eq(username))
        .select(person::all_columns)
        .first(conn)
        .optional()?)
}

/// Everybody, or one department's people, by name's place in the list of accounts.
pub(super) fn people(conn: &mut AnyConn, department: Option<&str>) -> Result<Vec<Person>, Fault> {
    let mut query = person::table.select(person::all_columns).into_boxed();
    if let Some(department) = department {
        query = query.filter(person::department_id.eq(department.to_owned()));
    }
    Ok(query.order((person::created_at, person::id)).load(conn)?)
}

pub(super) fn names(conn: &mut AnyConn) -> Result<BTreeMap<String, String>, Fault> {
    Ok(person::table.select((person::id, person::name)).load::<(String, String)>(conn)?.into_iter().collect())
}

pub(super) fn roles_of(conn: &mut AnyConn, id: &str) -> Result<Roles, Fault> {
    let codes: Vec<String> =
        person_role::table.filter(person_role::person_id.eq(id)).select(person_role::role).load(conn)?;
    Ok(codes.iter().filter_map(|code| Role::from_code(code)).collect())
}

pub(super) fn all_roles(conn: &mut AnyConn) -> Result<BTreeMap<String, Roles>, Fault> {
    let rows: Vec<(String, String)> =
        person_role::table.select((person_role::person_id, person_role::role)).load(conn)?;
    let mut out: BTreeMap<String, Roles> = BTreeMap::new();
    for (id, code) in rows {
        if let Some(role) = Role::from_code(&code) {
            let roles = out.entry(id).or_default();
            *roles = roles.with(role);
        }
    }
    Ok(out)
}

pub(super) fn set_roles(tx: &mut Tx<'_>, id: &str, roles: Roles, by: Option<&str>) -> Result<(), Fault> {
    diesel::delete(person_role::table.filter(person_role::person_id.eq(id))).execute(tx.conn)?;
    for role in roles.iter() {
        diesel::insert_into(person_role::table)
            .values((
                person_role::person_id.eq(id),
                person_role::role.eq(role.code()),
                person_role::granted_by.eq(by),
                person_role::granted_at.eq(tx.at),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

pub(super) fn set_password(
    tx: &mut Tx<'_>,
    id: &str,
    hash: &str,
    must_change: bool,
    expires: Option<Moment>,
) -> Result<(), Fault> {
    diesel::update(person::table.find(id))
        .set((
            person::password_hash.eq(hash),
            person::password_set_at.eq(tx.at),
            person::must_change_password.eq(must_change),
            person::password_expires_at.eq(expires),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(super) fn set_disabled(tx: &mut Tx<'_>, id: &str, disabled: bool) -> Result<(), Fault> {
    diesel::update(person::table.find(id))
        .set(person::disabled_at.eq(disabled.then_some(tx.at)))
        .execute(tx.conn)?;
    Ok(())
}

pub(super) fn set_second_factor(tx: &mut Tx<'_>, id: &str, sealed: Option<&str>) -> Result<(), Fault> {
    diesel::update(person::table.find(id))
        .set((person::totp_secret.eq(sealed), person::totp_last_step.eq(None::<i64>)))
        .execute(tx.conn)?;
    Ok(())
}

/// Remembers a used time step; `false` when it, or a later one, was used already.
pub(super) fn use_step(tx: &mut Tx<'_>, id: &str, step: i64) -> Result<bool, Fault> {
    let changed = diesel::update(
        person::table.find(id).filter(person::totp_last_step.is_null().or(person::totp_last_step.lt(step))),
    )
    .set(person::totp_last_step.eq(step))
    .execute(tx.conn)?;
    Ok(changed == 1)
}

pub(super) fn set_preferences(
    tx: &mut Tx<'_>,
    id: &str,
    lang: Option<&str>,
    theme: Option<&str>,
    text_size: Option<&str>,
) -> Result<(), Fault> {
    diesel::update(person::table.find(id))
        .set((person::lang.eq(lang), person::theme.eq(theme), person::text_size.eq(text_size)))
        .execute(tx.conn)?;
    Ok(())
}

pub(super) fn insert_session(tx: &mut Tx<'_>, row: &SessionRow) -> Result<(), Fault> {
    diesel::insert_into(session::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// A session, its person and their roles, in one query because every request asks it.
type Found = Option<(SessionRow, Person, Roles)>;

fn found(rows: Vec<(SessionRow, Person, Option<String>)>) -> Found {
    let roles = rows.iter().filter_map(|(.., code)| Role::from_code(code.as_deref()?)).collect();
    rows.into_iter().next().map(|(row, person, _)| (row, person, roles))
}

/// The session with this token hash.
pub(super) fn session_by_hash(conn: &mut AnyConn, hash: &str) -> Result<Found, Fault> {
    let rows = session::table
        .inner_join(person::table)
        .left_join(person_role::table.on(person_role::person_id.eq(person::id)))
        .filter(session::token_hash.eq(hash))
        .select((session::all_columns, person::all_columns, person_role::role.nullable()))
        .load(conn)?;
    Ok(found(rows))
}

/// The session with this id.
pub(super) fn session_by_id(conn: &mut AnyConn, id: &str) -> Result<Found, Fault> {
    let rows = session::table
        .inner_join(person::table)
        .left_join(person_role::table.on(person_role::person_id.eq(person::id)))
        .filter(session::id.eq(id))
        .select((session::all_columns, person::all_columns, person_role::role.nullable()))
        .load(conn)?;
    Ok(found(rows))
}

pub(super) fn live_sessions(
    conn: &mut AnyConn,
    person_id: &str,
    at: Moment,
) -> Result<Vec<SessionRow>, Fault> {
    Ok(session::table
        .filter(session::person_id.eq(person_id))
        .filter(session::revoked_at.is_null())
        .filter(session::expires_at.gt(at))
        .order(session::id.desc())
        .limit(50)
        .select(session::all_columns)
        .load(conn)?)
}

pub(super) fn touch(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::update(session::table.find(id)).set(session::seen_at.eq(tx.at)).execute(tx.conn)?;
    Ok(())
}

pub(super) fn set_proved(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::update(session::table.find(id)).set(session::proved_at.eq(tx.at)).execute(tx.conn)?;
    Ok(())
}

pub(super) fn replace_token(tx: &mut Tx<'_>, id: &str, old: &str, new: &str) -> Result<bool, Fault> {
    let changed = diesel::update(
        session::table.find(id).filter(session::token_hash.eq(old)).filter(session::revoked_at.is_null()),
    )
    .set((session::token_hash.eq(new), session::seen_at.eq(tx.at)))
    .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Ends one session; whether it was alive.
pub(super) fn revoke(tx: &mut Tx<'_>, id: &str) -> Result<bool, Fault> {
    let changed = diesel::update(session::table.find(id).filter(session::revoked_at.is_null()))
        .set(session::revoked_at.eq(tx.at))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Ends all sessions of everybody.
pub(super) fn revoke_everyone(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    Ok(diesel::update(session::table.filter(session::revoked_at.is_null()))
        .set(session::revoked_at.eq(tx.at))
        .execute(tx.conn)?)
}

/// Ends all sessions of a person but `keep`.
pub(super) fn revoke_all(tx: &mut Tx<'_>, person_id: &str, keep: Option<&str>) -> Result<usize, Fault> {
    Ok(diesel::update(
        session::table
            .filter(session::person_id.eq(person_id))
            .filter(session::revoked_at.is_null())
            .filter(session::id.ne(keep.unwrap_or(""))),
    )
    .set(session::revoked_at.eq(tx.at))
    .execute(tx.conn)?)
}

pub(super) fn bucket(tx: &mut Tx<'_>, subject: &str) -> Result<Bucket, Fault> {
    let row: Option<(i32, i64, Moment)> = login_throttle::table
        .find(subject)
        .select((login_throttle::failures, login_throttle::allowance_ms, login_throttle::updated_at))
        .first(tx.conn)
        .optional()?;
    Ok(row.map_or_else(
        || Bucket::full(tx.at),
        |(failures, allowance_ms, updated_at)| Bucket { failures, allowance_ms, updated_at },
    ))
}

pub(super) fn put_bucket(tx: &mut Tx<'_>, subject: &str, bucket: Bucket) -> Result<(), Fault> {
    let row = (
        login_throttle::subject.eq(subject),
        login_throttle::failures.eq(bucket.failures),
        login_throttle::allowance_ms.eq(bucket.allowance_ms),
        login_throttle::updated_at.eq(bucket.updated_at),
    );
    Both::new(
        diesel::insert_into(login_throttle::table).values(row),
        "ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, \
         allowance_ms = excluded.allowance_ms, updated_at = excluded.updated_at",
    )
    .execute(tx.conn)?;
    Ok(())
}

pub(super) fn drop_bucket(tx: &mut Tx<'_>, subject: &str) -> Result<(), Fault> {
    diesel::delete(login_throttle::table.find(subject)).execute(tx.conn)?;
    Ok(())
}
