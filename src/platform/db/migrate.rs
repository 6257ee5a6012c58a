//! Bringing the database to the version of the program. Rules for writing migrations: `migrations/README.md`.

use diesel::RunQueryDsl;
use diesel::migration::MigrationSource;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::AnyConn;
use super::door::{Db, DbError};

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
