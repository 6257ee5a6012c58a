//! Bringing the database to the version of the program. Rules for writing migrations: `migrations/README.md`.

use diesel::RunQueryDsl;
use diesel::migration::MigrationSource;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::AnyConn;
use super::door::{Db, DbError};
use super::snapshot::SnapshotError;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Advisory lock so that several nodes starting together migrate once; the number spells "shifu".
const LOCK: i64 = 0x0073_6869_6675;

/// Runs pending migrations; returns how many ran.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub fn migrate(db: &Db) -> Result<usize, DbError> {
    let mut conn = db.maintenance()?;
    match &mut *conn {
        AnyConn::Sqlite(inner) => {
            inner.run_pending_migrations(SQLITE).map(|ran| ran.len()).map_err(DbError::Migration)
        }
        AnyConn::Postgres(inner) => {
            diesel::sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(inner)?;
            let ran = inner.run_pending_migrations(POSTGRES).map(|ran| ran.len()).map_err(DbError::Migration);
            diesel::sql_query(format!("SELECT pg_advisory_unlock({LOCK})")).execute(inner)?;
            ran
        }
    }
}

/// Whether migrations are waiting: a server with an old schema must not serve.
///
/// # Errors
/// When the database cannot be reached.
pub fn pending(db: &Db) -> Result<bool, DbError> {
    let mut conn = db.maintenance()?;
    match &mut *conn {
        AnyConn::Sqlite(inner) => inner.has_pending_migration(SQLITE),
        AnyConn::Postgres(inner) => inner.has_pending_migration(POSTGRES),
    }
    .map_err(DbError::Migration)
}

/// A migration the database carries and this program does not know, if there is one.
pub(super) fn unknown(db: &Db) -> Result<Option<String>, DbError> {
    let known = versions::<diesel::sqlite::Sqlite>(&SQLITE)?;
    let mut conn = db.maintenance()?;
    let applied = match &mut *conn {
        AnyConn::Sqlite(inner) => inner.applied_migrations(),
        AnyConn::Postgres(inner) => inner.applied_migrations(),
    }
    .map_err(DbError::Migration)?;
    Ok(applied.iter().map(ToString::to_string).find(|version| !known.contains(version)))
}

fn versions<B: diesel::backend::Backend>(source: &EmbeddedMigrations) -> Result<Vec<String>, DbError>
where
    EmbeddedMigrations: MigrationSource<B>,
{
    let all: Vec<Box<dyn diesel::migration::Migration<B>>> =
        source.migrations().map_err(DbError::Migration)?;
    Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
}

/// Runs exactly these migrations on an empty database.
pub(super) fn postgres_up_to(tx: &mut diesel::PgConnection, applied: &[String]) -> Result<(), SnapshotError> {
    let all: Vec<Box<dyn diesel::migration::Migration<diesel::pg::Pg>>> =
        POSTGRES.migrations().map_err(DbError::Migration)?;
    let known = versions::<diesel::pg::Pg>(&POSTGRES)?;
    if let Some(later) = applied.iter().find(|version| !known.contains(version)) {
        return Err(SnapshotError::Newer(later.clone()));
    }
    // Asking makes the table of applied migrations.
    tx.applied_migrations().map_err(DbError::Migration)?;
    for migration in &all {
        if applied.contains(&migration.name().version().to_string()) {
            tx.run_migration(migration).map_err(DbError::Migration)?;
        }
    }
    Ok(())
}

/// Runs what waits.
pub(super) fn postgres_pending(tx: &mut diesel::PgConnection) -> Result<(), SnapshotError> {
    tx.run_pending_migrations(POSTGRES).map_err(DbError::Migration)?;
    Ok(())
}

/// Names of the migrations of both engines, for the test that they match.
///
/// # Errors
/// Never for embedded migrations that compiled.
pub fn migration_names() -> Result<(Vec<String>, Vec<String>), DbError> {
    let sqlite: Vec<Box<dyn diesel::migration::Migration<diesel::sqlite::Sqlite>>> =
        SQLITE.migrations().map_err(DbError::Migration)?;
    let postgres: Vec<Box<dyn diesel::migration::Migration<diesel::pg::Pg>>> =
        POSTGRES.migrations().map_err(DbError::Migration)?;
    Ok((
        sqlite.iter().map(|m| m.name().to_string()).collect(),
        postgres.iter().map(|m| m.name().to_string()).collect(),
    ))
}
