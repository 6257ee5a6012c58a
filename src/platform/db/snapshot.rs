//! A consistent copy of the whole database as files, and the way back.
//!
//! SQLite: `VACUUM INTO`, one read transaction that gives a compact database file while others write on.
//! PostgreSQL: every table as JSON lines out of one `REPEATABLE READ` transaction, so that all tables show
//! the same moment. `pg_dump` was the other road: it would tie the backup to a second program of the
//! server's own version on every machine. The lines are made and read by PostgreSQL itself (`row_to_json`,
//! `json_populate_recordset`), so no type passes through this program.
//!
//! Loading drops the foreign keys, loads, and adds them again, all in one transaction: adding one checks
//! every row, and neither the order of tables nor rows that point at rows of their own table matter.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};

use super::connection::{AnyConn, DbUrl};
use super::door::{Db, DbError};
use super::migrate;

/// Name of a SQLite snapshot.
pub const SQLITE_FILE: &str = "shifu.db";
/// List of the migrations a PostgreSQL snapshot was made under.
pub const MIGRATIONS_FILE: &str = "migrations.json";

/// Rows loaded in one statement.
const BATCH: usize = 500;

/// Why a snapshot was not made or not loaded.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A statement.
    #[error("a statement failed: {0}")]
    Query(#[from] diesel::result::Error),
    /// A file.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The target database holds tables already.
    #[error("the target database is not empty")]
    NotEmpty,
    /// The snapshot comes from a later version of the program.
    #[error("the backup was made by a later version of this program (migration {0} is unknown here)")]
    Newer(String),
    /// The snapshot is of the other engine.
    #[error("the backup is of the other database engine: restore it there")]
    OtherEngine,
    /// A path that is not UTF-8.
    #[error("the path {0} is not UTF-8")]
    Path(PathBuf),
    /// The list of migrations cannot be read.
    #[error("the list of migrations in the backup cannot be read")]
    Migrations(#[from] serde_json::Error),
}

fn file_error(path: &Path) -> impl FnOnce(std::io::Error) -> SnapshotError + '_ {
    move |source| SnapshotError::File { path: path.to_owned(), source }
}

/// Writes the database into `folder`, which exists and is empty; returns the files' names in order.
///
/// # Errors
/// When the database or the folder fails.
pub fn snapshot(db: &Db, folder: &Path) -> Result<Vec<String>, SnapshotError> {
    let mut conn = db.maintenance()?;
    match &mut *conn {
        AnyConn::Sqlite(inner) => {
            let path = folder.join(SQLITE_FILE);
            let text = path.to_str().ok_or_else(|| SnapshotError::Path(path.clone()))?;
            sql_query("VACUUM INTO ?1").bind::<Text, _>(text).execute(inner)?;
            Ok(vec![SQLITE_FILE.to_owned()])
        }
        AnyConn::Postgres(inner) => {
            inner.build_transaction().repeatable_read().read_only().run(|tx| dump(tx, folder))
        }
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn lines(conn: &mut PgConnection, query: &str) -> Result<Vec<String>, diesel::result::Error> {
    Ok(sql_query(query).load::<Line>(conn)?.into_iter().map(|row| row.line).collect())
}

/// Tables of the product, by name.
fn tables(conn: &mut PgConnection) -> Result<Vec<String>, diesel::result::Error> {
    lines(
        conn,
        "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = current_schema() \
         AND tablename <> '__diesel_schema_migrations' ORDER BY tablename",
    )
}

fn dump(tx: &mut PgConnection, folder: &Path) -> Result<Vec<String>, SnapshotError> {
    let applied = lines(tx, "SELECT version::text AS line FROM __diesel_schema_migrations ORDER BY version")?;
    let path = folder.join(MIGRATIONS_FILE);
    std::fs::write(&path, serde_json::to_vec(&applied)?).map_err(file_error(&path))?;
    let mut names = vec![MIGRATIONS_FILE.to_owned()];
    for table in tables(tx)? {
        let name = format!("{table}.jsonl");
        let path = folder.join(&name);
        let mut out = BufWriter::new(File::create(&path).map_err(file_error(&path))?);
        // A cursor, because libpq would hold the whole of a large table in memory.
        tx.batch_execute(&format!(
            "DECLARE rows_out NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM \"{table}\" t"
        ))?;
        loop {
            let rows = lines(tx, "FETCH 1000 FROM rows_out")?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                writeln!(out, "{row}").map_err(file_error(&path))?;
            }
        }
        tx.batch_execute("CLOSE rows_out")?;
        out.flush().map_err(file_error(&path))?;
        names.push(name);
    }
    Ok(names)
}

/// Brings a snapshot into the database at `url`, which must be empty. A SQLite file is put in place; the
/// caller opens and migrates it. `db` is opened by `open` for PostgreSQL only.
///
/// # Errors
/// [`SnapshotError::NotEmpty`], [`SnapshotError::OtherEngine`], [`SnapshotError::Newer`], or what failed.
pub fn load(
    url: &DbUrl,
    folder: &Path,
    open: impl FnOnce() -> Result<Db, DbError>,
) -> Result<(), SnapshotError> {
    match url {
        DbUrl::Sqlite(target) => {
            let source = folder.join(SQLITE_FILE);
            if !source.is_file() {
                return Err(SnapshotError::OtherEngine);
            }
            if target.exists() {
                return Err(SnapshotError::NotEmpty);
            }
            if let Some(parent) = target.parent() {
                std::fs::create_dir_all(parent).map_err(file_error(parent))?;
            }
            // Copied, not renamed: the target may lie on another disk.
            std::fs::copy(&source, target).map_err(file_error(target))?;
            File::open(target).and_then(|file| file.sync_all()).map_err(file_error(target))
        }
        DbUrl::Postgres(_) => {
            let path = folder.join(MIGRATIONS_FILE);
            let Ok(text) = std::fs::read_to_string(&path) else { return Err(SnapshotError::OtherEngine) };
            let applied: Vec<String> = serde_json::from_str(&text)?;
            let db = open()?;
            let mut conn = db.maintenance()?;
            match &mut *conn {
                AnyConn::Postgres(inner) => inner.transaction(|tx| fill(tx, folder, &applied)),
                AnyConn::Sqlite(_) => Err(SnapshotError::OtherEngine),
            }
        }
    }
}

/// Refuses a database that carries migrations this program does not know.
///
/// # Errors
/// [`SnapshotError::Newer`].
pub fn refuse_newer(db: &Db) -> Result<(), SnapshotError> {
    match migrate::unknown(db)? {
        Some(version) => Err(SnapshotError::Newer(version)),
        None => Ok(()),
    }
}

fn fill(tx: &mut PgConnection, folder: &Path, applied: &[String]) -> Result<(), SnapshotError> {
    if !tables(tx)?.is_empty() {
        return Err(SnapshotError::NotEmpty);
    }
    // The tables as they were when the backup was made; the later migrations come after the rows.
    migrate::postgres_up_to(tx, applied)?;
    let keys = lines(
        tx,
        "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) || E'\\n' || \
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
         AS line FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace \
         ORDER BY conrelid::regclass::text, conname",
    )?;
    let keys: Vec<(&str, &str)> = keys.iter().filter_map(|pair| pair.split_once('\n')).collect();
    for (drop, _) in &keys {
        tx.batch_execute(drop)?;
    }
    for table in tables(tx)? {
        // Rows a migration put in are in the backup as well; append-only tables refuse to lose theirs.
        tx.batch_execute(&format!(
            "ALTER TABLE \"{table}\" DISABLE TRIGGER USER; DELETE FROM \"{table}\"; \
             ALTER TABLE \"{table}\" ENABLE TRIGGER USER"
        ))?;
        load_table(tx, &table, &folder.join(format!("{table}.jsonl")))?;
    }
    for (_, add) in &keys {
        tx.batch_execute(add)?;
    }
    migrate::postgres_pending(tx)?;
    Ok(())
}

fn load_table(tx: &mut PgConnection, table: &str, path: &Path) -> Result<(), SnapshotError> {
    let file = File::open(path).map_err(file_error(path))?;
    let statement =
        format!("INSERT INTO \"{table}\" SELECT * FROM json_populate_recordset(NULL::\"{table}\", $1::json)");
    let mut batch: Vec<String> = Vec::with_capacity(BATCH);
    let mut put = |batch: &mut Vec<String>| -> Result<(), SnapshotError> {
        if !batch.is_empty() {
            sql_query(&statement).bind::<Text, _>(format!("[{}]", batch.join(","))).execute(tx)?;
            batch.clear();
        }
        Ok(())
    };
    for line in BufReader::new(file).lines() {
        batch.push(line.map_err(file_error(path))?);
        if batch.len() == BATCH {
            put(&mut batch)?;
        }
    }
    put(&mut batch)
}
