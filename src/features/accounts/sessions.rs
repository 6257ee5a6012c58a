//! Log-in, sessions and their end.

use chrono::Duration;
use sha2::{Digest, Sha256};

use super::model::{Person, SessionRow};
use super::rules::{self, Bucket};
use super::second_factor;
use super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Blame, Fault, Moment, Permission, Roles};
use crate::platform::db::{AnyConn, Db, Tx};
use crate::platform::keys::MasterKey;

/// A log-in under way: what was typed and where it came from.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Log-in name as typed.
    pub username: String,
    /// Password as typed.
    pub password: String,
    /// Address of the caller.
    pub address: String,
    /// Browser, as it names itself.
    pub agent: String,
    /// Code of a device this person used before, from its cookie: a stranger who fails with this name
    /// elsewhere cannot lock the person out here.
    pub device: Option<String>,
}

/// How long sessions live.
#[derive(Debug, Clone, Copy)]
pub struct Lifetimes {
    /// End after this long without use.
    pub idle: Duration,
    /// End after this long in any case.
    pub absolute: Duration,
}

/// What a right password leads to.
#[derive(Debug)]
pub enum Factor {
    /// A session.
    Done(LoggedIn),
    /// The second factor is asked for; the ticket proves the first for five minutes.
    SecondNeeded {
        /// To be sent back with the code.
        ticket: String,
    },
}

/// A new session.
#[derive(Debug, Clone)]
pub struct LoggedIn {
    /// Who.
    pub person: String,
    /// The secret for the cookie; only its hash is stored.
    pub token: String,
    /// The session's id.
    pub session: String,
    /// Code for the device cookie.
    pub device: String,
}

/// The hash under which a token is stored.
pub(super) fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

fn device_code(keys: &MasterKey, person: &str) -> String {
    keys.fingerprint("device", person)
}

/// First step of a log-in. A try is taken from the buckets before the password is checked, so that a burst
/// of parallel tries gains nothing; success gives it back. Known and unknown names take the same time and
/// get the same answer.
///
/// # Errors
/// `log-in-wrong`, or too hasty with the seconds to wait.
pub fn login(db: &Db, keys: &MasterKey, attempt: &Attempt, life: Lifetimes) -> Result<Factor, Fault> {
    let username = attempt.username.trim().to_lowercase();
    let found = db.read_blocking(|conn| store::person_by_username(conn, &username))?;
    let known_device =
        found.as_ref().is_some_and(|p| attempt.device.as_deref() == Some(device_code(keys, &p.id).as_str()));
    let account = if known_device { format!("device:{username}") } else { format!("account:{username}") };
    let mut subjects = vec![account.chars().take(120).collect::<String>()];
    if !known_device {
        // One address may be a whole office behind a proxy: a stranger there locks no known device out.
        subjects.push(format!("address:{}", attempt.address));
    }
    take_tries(db, &subjects)?;

    let hash = found.as_ref().map_or_else(|| rules::nobodys_hash(), |p| p.password_hash.as_str());
    let right = rules::verify_password(&attempt.password, hash);
    let person = match found {
        Some(person) if right && person.disabled_at.is_none() => person,
        other => {
            db.write_blocking(|tx| {
                let subject = other.as_ref().map_or("", |p| p.id.as_str());
                let entry = Entry::new(Kind("login.failed"), "person", subject);
                audit::record(tx, &Actor::system(), entry.fact("address", attempt.address.as_str()))
            })?;
            return Err(Fault::input("log-in-wrong"));
        }
    };
    if person.password_expires_at.is_some_and(|expiry| expiry <= db.clock().now()) {
        return Err(Fault::input("initial-password-expired"));
    }
    if person.has_second_factor() {
        give_back(db, &subjects[1..])?;
        let ticket = second_factor::ticket(keys, &person.id, db.clock().now());
        return Ok(Factor::SecondNeeded { ticket });
    }
    give_back(db, &subjects)?;
    db.write_blocking(|tx| open(tx, keys, &person, attempt, life, false)).map(Factor::Done)
}

/// Second step: the code of the authenticator.
///
/// # Errors
/// `code-wrong`, `ticket-expired`, or too hasty.
pub fn login_second(
    db: &Db,
    keys: &MasterKey,
    ticket: &str,
    code: &str,
    attempt: &Attempt,
    life: Lifetimes,
) -> Result<LoggedIn, Fault> {
    let now = db.clock().now();
    let id = second_factor::check_ticket(keys, ticket, now).ok_or_else(|| Fault::input("ticket-expired"))?;
    let person = db.read_blocking(|conn| store::person(conn, &id))?;
    let subjects = [format!("code:{id}"), format!("address:{}", attempt.address)];
    take_tries(db, &subjects)?;
    let outcome = db.write_blocking(|tx| {
        if person.disabled_at.is_some() || !second_factor::check(tx, keys, &person, code)? {
            return Err(Fault::field("code", "code-wrong"));
        }
        open(tx, keys, &person, attempt, life, true)
    });
    if outcome.is_ok() {
        let mut all = subjects.to_vec();
        all.push(format!("account:{}", person.username));
        give_back(db, &all)?;
    } else {
        db.write_blocking(|tx| {
            audit::record(tx, &Actor::system(), Entry::new(Kind("login.failed"), "person", &person.id))
        })?;
    }
    outcome
}

fn take_tries(db: &Db, subjects: &[String]) -> Result<(), Fault> {
    db.write_blocking(|tx| {
        for subject in subjects {
            let bucket: Bucket = store::bucket(tx, subject)?;
            let next = bucket
                .take(tx.at)
                .map_err(|seconds| Fault::new(Blame::Hasty, "log-in-hasty").with("seconds", seconds))?;
            store::put_bucket(tx, subject, next)?;
        }
        Ok(())
    })
}

fn give_back(db: &Db, subjects: &[String]) -> Result<(), Fault> {
    db.write_blocking(|tx| {
        for subject in subjects {
            store::drop_bucket(tx, subject)?;
        }
        Ok(())
    })
}

fn open(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    person: &Person,
    attempt: &Attempt,
    life: Lifetimes,
    second_factor: bool,
) -> Result<LoggedIn, Fault> {
    open_session(tx, keys, person, attempt, life, second_factor, "page")
}

fn open_session(
    tx: &mut Tx<'_>,
    keys: &MasterKey,
    person: &Person,
    attempt: &Attempt,
    life: Lifetimes,
    second_factor: bool,
    kind: &str,
) -> Result<LoggedIn, Fault> {
    let id = tx.id();
    let token =
        if kind == "api" { refresh_token(keys, &id, tx.random()) } else { hex::encode(tx.random::<32>()) };
    let row = SessionRow {
        id,
        token_hash: token_hash(&token),
        person_id: person.id.clone(),
        kind: kind.to_owned(),
        created_at: tx.at,
        seen_at: tx.at,
        proved_at: tx.at,
        expires_at: tx.at + life.absolute,
        revoked_at: None,
        second_factor,
        address: attempt.address.chars().take(60).collect(),
        agent: attempt.agent.chars().take(160).collect(),
    };
    store::insert_session(tx, &row)?;
    let actor = Actor { person: person.id.clone(), ..Actor::system() };
    audit::record(
        tx,
        &actor,
        Entry::new(Kind("session.opened"), "session", &row.id)
            .fact("kind", kind)
            .fact("second_factor", second_factor)
            .fact("address", row.address.as_str()),
    )?;
    Ok(LoggedIn { person: person.id.clone(), token, session: row.id, device: device_code(keys, &person.id) })
}

/// Who a living session belongs to, with roles as they are now.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Who acts.
    pub actor: Actor,
    /// The person's row.
    pub person: Person,
    /// Whether the session's time of last use wants writing (at most once a minute).
    pub stale_touch: bool,
    /// Whether a second factor must be set up before anything else.
    pub wants_second_factor: bool,
}

fn resolved(found: Option<(SessionRow, Person, Roles)>, at: Moment, life: Lifetimes) -> Option<Resolved> {
    let (row, person, roles) = found?;
    if person.disabled_at.is_some()
        || !rules::alive(at, row.seen_at, row.expires_at, row.revoked_at, life.idle)
    {
        return None;
    }
    Some(Resolved {
        stale_touch: at - row.seen_at > Duration::seconds(60),
        wants_second_factor: !person.has_second_factor() && rules::needs_second_factor(roles),
        actor: Actor {
            person: person.id.clone(),
            name: person.name.clone(),
            session: Some(row.id),
            roles,
            department: person.department_id.clone(),
            proved_at: Some(row.proved_at),
        },
        person,
    })
}

/// Who holds this cookie's token; read from the database each time, so that the end of a session, a
/// disabled account or a changed role binds the next request.
///
/// # Errors
/// When the database fails.
pub fn resolve(
    conn: &mut AnyConn,
    token: &str,
    at: Moment,
    life: Lifetimes,
) -> Result<Option<Resolved>, Fault> {
    let found = store::session_by_hash(conn, &token_hash(token))?.filter(|(row, ..)| row.kind == "page");
    Ok(resolved(found, at, life))
}

/// Who the session of an access token belongs to.
///
/// # Errors
/// When the database fails.
pub fn resolve_api(
    conn: &mut AnyConn,
    session: &str,
    person: &str,
    at: Moment,
    life: Lifetimes,
) -> Result<Option<Resolved>, Fault> {
    let found = store::session_by_id(conn, session)?
        .filter(|(row, owner, _)| row.kind == "api" && owner.id == person);
    Ok(resolved(found, at, life))
}

/// Writes down that a session was used.
///
/// # Errors
/// When the database fails.
pub fn touch(tx: &mut Tx<'_>, session: &str) -> Result<(), Fault> {
    store::touch(tx, session)
}

/// Opens a session for the API from a proven log-in; the token is the refresh token.
///
/// # Errors
/// As [`login`].
pub fn open_api_session(
    db: &Db,
    keys: &MasterKey,
    attempt: &Attempt,
    code: Option<&str>,
    life: Lifetimes,
) -> Result<LoggedIn, Fault> {
    let logged_in = match login(db, keys, attempt, life)? {
        Factor::Done(done) => done,
        Factor::SecondNeeded { ticket } => {
            let code = code.ok_or_else(|| Fault::field("code", "code-needed"))?;
            login_second(db, keys, &ticket, code, attempt, life)?
        }
    };
    // The log-in above opened a page session; an API client must not hold one that a browser could use.
    db.write_blocking(|tx| {
        store::revoke(tx, &logged_in.session)?;
        let person = store::person(tx.conn, &logged_in.person)?;
        open_session(tx, keys, &person, attempt, life, person.has_second_factor(), "api")
    })
}

/// Ends every session of everybody: after a restore, sessions that had ended since the backup would live again.
///
/// # Errors
/// When the database fails.
pub fn end_all_sessions(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    store::revoke_everyone(tx)
}

/// A refresh token: the session, a secret, and a code that shows it was once ours. With the code an old
/// token is recognised as used up, without a list of them.
fn refresh_token(keys: &MasterKey, session: &str, secret: [u8; 16]) -> String {
    let body = format!("{session}.{}", hex::encode(secret));
    let code = keys.fingerprint("refresh-token", &body);
    format!("{body}.{code}")
}

/// The session of a refresh token of ours.
fn session_of_refresh(keys: &MasterKey, token: &str) -> Option<String> {
    let (body, code) = token.rsplit_once('.')?;
    let expected = keys.fingerprint("refresh-token", body);
    let ours = bool::from(subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), code.as_bytes()));
    ours.then(|| body.split_once('.').map(|(session, _)| session.to_owned()))?
}

/// Exchanges a refresh token for a new one. A token used twice was stolen or copied: the session ends.
///
/// # Errors
/// Unproven when the token or its session is not alive.
pub fn rotate_api_session(
    db: &Db,
    keys: &MasterKey,
    refresh: &str,
    life: Lifetimes,
) -> Result<(LoggedIn, Resolved), Fault> {
    let gone = || Fault::new(Blame::Unproven, "session-gone");
    let session = session_of_refresh(keys, refresh).ok_or_else(gone)?;
    let old = token_hash(refresh);
    let outcome = db.write_blocking(|tx| {
        let found = store::session_by_id(tx.conn, &session)?.filter(|(row, ..)| row.kind == "api");
        let Some(resolved) = resolved(found, tx.at, life) else { return Ok(None) };
        let token = refresh_token(keys, &session, tx.random());
        if store::replace_token(tx, &session, &old, &token_hash(&token))? {
            let person = resolved.actor.person.clone();
            return Ok(Some((
                LoggedIn { person, token, session: session.clone(), device: String::new() },
                resolved,
            )));
        }
        // Alive, ours, and not the present one: the end of the session must be kept, so no error here.
        store::revoke(tx, &session)?;
        let entry = Entry::new(Kind("session.reused"), "session", &session);
        audit::record(tx, &Actor::system(), entry)?;
        Ok(None)
    })?;
    outcome.ok_or_else(gone)
}

/// Living sessions of a person, newest first.
///
/// # Errors
/// When the database fails.
pub fn sessions_of(conn: &mut AnyConn, person: &str, at: Moment) -> Result<Vec<SessionRow>, Fault> {
    store::live_sessions(conn, person, at)
}

/// Ends one's own session.
///
/// # Errors
/// When the database fails.
pub fn logout(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Fault> {
    if let Some(session) = &actor.session
        && store::revoke(tx, session)?
    {
        audit::record(tx, actor, Entry::new(Kind("session.ended"), "session", session))?;
    }
    Ok(())
}

/// Ends a session: one's own, or anyone's for who manages rights.
///
/// # Errors
/// Missing when it is somebody else's and the actor may not, or when it is over.
pub fn revoke_session(tx: &mut Tx<'_>, actor: &Actor, session: &str) -> Result<(), Fault> {
    let (row, ..) = store::session_by_id(tx.conn, session)?.ok_or_else(Fault::missing)?;
    if row.person_id != actor.person && !actor.may(Permission::ManageRights) {
        return Err(Fault::missing());
    }
    if !store::revoke(tx, session)? {
        return Err(Fault::missing());
    }
    audit::record(tx, actor, Entry::new(Kind("session.revoked"), "session", session))?;
    Ok(())
}
