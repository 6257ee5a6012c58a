//! Queries on the job table.

use chrono::Duration;
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{LEASE_SECONDS, MAX_ATTEMPTS, pause_after};
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::job;
use crate::platform::db::{AnyConn, Both, Tx};

/// A leased job.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = job)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// Which handler does it.
    pub kind: String,
    /// What to do, as JSON.
    payload: String,
    lease_owner: Option<String>,
    /// Tries so far, this one included.
    pub attempts: i32,
}

impl Job {
    /// The payload as the type that was enqueued.
    ///
    /// # Errors
    /// Our own fault when the payload is of another version.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_str(&self.payload).map_err(Fault::ours)
    }

    /// Whether this was the last try before the job is parked.
    #[must_use]
    pub fn is_last_try(&self) -> bool {
        self.attempts >= MAX_ATTEMPTS
    }
}

/// Enqueues a job in the caller's transaction. With a `key`, a second job of the same key is not added.
///
/// # Errors
/// When the payload cannot be written as JSON or the database fails.
pub fn enqueue<T: Serialize>(
    tx: &mut Tx<'_>,
    kind: &'static str,
    payload: &T,
    key: Option<&str>,
    delay: Duration,
) -> Result<(), Fault> {
    let payload = serde_json::to_string(payload).map_err(Fault::ours)?;
    let row = (
        job::id.eq(tx.id()),
        job::kind.eq(kind),
        job::payload.eq(payload),
        job::idempotency_key.eq(key),
        job::state.eq("ready"),
        job::run_at.eq(tx.at + delay),
        job::attempts.eq(0),
        job::created_at.eq(tx.at),
    );
    let insert = diesel::insert_into(job::table).values(row);
    Both::new(insert, "ON CONFLICT (idempotency_key) DO NOTHING").execute(tx.conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = Text)]
    id: String,
}

/// Leases the next job that is due or whose lease has run out, in one statement.
pub(super) fn claim(tx: &mut Tx<'_>, owner: &str) -> Result<Option<Job>, Fault> {
    let (marks, lock) = match tx.conn {
        AnyConn::Postgres(_) => (["$1", "$2", "$3"], " FOR UPDATE SKIP LOCKED"),
        AnyConn::Sqlite(_) => (["?1", "?2", "?3"], ""),
    };
    let [now, until, own] = marks;
    let text = format!(
        "UPDATE job SET state = 'running', lease_owner = {own}, lease_until = {until}, attempts = attempts + 1 \
         WHERE id IN (SELECT id FROM job WHERE (state = 'ready' AND run_at <= {now}) \
         OR (state = 'running' AND lease_until < {now}) ORDER BY run_at, id LIMIT 1{lock}) RETURNING id"
    );
    let claimed = diesel::sql_query(text)
        .bind::<Timestamp, _>(tx.at)
        .bind::<Timestamp, _>(tx.at + Duration::seconds(LEASE_SECONDS))
        .bind::<Text, _>(owner)
        .get_result::<Claimed>(tx.conn)
        .optional()?;
    match claimed {
        Some(Claimed { id }) => Ok(Some(job::table.find(id).select(Job::as_select()).first(tx.conn)?)),
        None => Ok(None),
    }
}

/// Marks the job done in the transaction of its effects.
///
/// # Errors
/// A conflict when the lease went to another worker meanwhile: the caller's transaction must roll back.
pub fn finish(tx: &mut Tx<'_>, done: &Job) -> Result<(), Fault> {
    let changed = diesel::update(
        job::table
            .find(&done.id)
            .filter(job::state.eq("running"))
            .filter(job::lease_owner.eq(&done.lease_owner))
            .filter(job::attempts.eq(done.attempts)),
    )
    .set((job::state.eq("done"), job::done_at.eq(tx.at), job::last_error.eq(None::<String>)))
    .execute(tx.conn)?;
    if changed == 1 { Ok(()) } else { Err(Fault::conflict("job-lease-lost")) }
}

/// Puts a failed job back, later, or parks it.
pub(super) fn fail(tx: &mut Tx<'_>, failed: &Job, error: &str) -> Result<bool, Fault> {
    let park = failed.is_last_try();
    let text: String = error.chars().take(500).collect();
    diesel::update(
        job::table
            .find(&failed.id)
            .filter(job::state.eq("running"))
            .filter(job::lease_owner.eq(&failed.lease_owner))
            .filter(job::attempts.eq(failed.attempts)),
    )
    .set((
        job::state.eq(if park { "parked" } else { "ready" }),
        job::run_at.eq(tx.at + pause_after(failed.attempts)),
        job::last_error.eq(text),
    ))
    .execute(tx.conn)?;
    Ok(park)
}

/// Parks a job at once: its handler knows that no further try can help. The handler then returns `Ok`.
///
/// # Errors
/// A conflict when the lease went to another worker meanwhile.
pub fn park(tx: &mut Tx<'_>, hopeless: &Job, error: &str) -> Result<(), Fault> {
    let text: String = error.chars().take(500).collect();
    let changed = diesel::update(
        job::table
            .find(&hopeless.id)
            .filter(job::state.eq("running"))
            .filter(job::lease_owner.eq(&hopeless.lease_owner))
            .filter(job::attempts.eq(hopeless.attempts)),
    )
    .set((job::state.eq("parked"), job::last_error.eq(text)))
    .execute(tx.conn)?;
    if changed == 1 { Ok(()) } else { Err(Fault::conflict("job-lease-lost")) }
}

/// A parked job, for the administrator's page.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct Parked {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// The last error, which holds no personal data.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: Moment,
}

/// Jobs that failed for good.
///
/// # Errors
/// When the database fails.
pub fn parked(conn: &mut AnyConn) -> Result<Vec<Parked>, Fault> {
    Ok(job::table
        .filter(job::state.eq("parked"))
        .order(job::id.desc())
        .limit(200)
        .select((job::id, job::kind, job::last_error, job::created_at))
        .load(conn)?)
}

/// Gives a parked job another round of tries; whether there was one.
///
/// # Errors
/// When the database fails.
pub fn retry_parked(tx: &mut Tx<'_>, id: &str) -> Result<bool, Fault> {
    let changed = diesel::update(job::table.find(id).filter(job::state.eq("parked")))
        .set((job::state.eq("ready"), job::attempts.eq(0), job::run_at.eq(tx.at)))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Jobs by state.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &mut AnyConn) -> Result<Vec<(String, i64)>, Fault> {
    Ok(job::table.group_by(job::state).select((job::state, diesel::dsl::count_star())).load(conn)?)
}
