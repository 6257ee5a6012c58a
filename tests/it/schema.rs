//! The two sets of migrations make the same tables, and `schema.rs` declares exactly those.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Bool, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use crate::pg;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

/// Table → column → (kind, nullable), with the engines' own names for a kind.
type Tables = BTreeMap<String, BTreeMap<String, (String, bool)>>;

fn gather(rows: Vec<Found>) -> Tables {
    let mut tables = Tables::new();
    for row in rows {
        if row.table_name.starts_with("__diesel") || row.table_name.starts_with("sqlite_") {
            continue;
        }
        tables.entry(row.table_name).or_default().insert(row.column_name, (row.kind, row.nullable));
    }
    tables
}

fn sqlite() -> (Tables, SqliteConnection) {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");
    conn.run_pending_migrations(FileBasedMigrations::from_path(path).unwrap()).unwrap();
    let rows = sql_query(
        "SELECT m.name AS table_name, p.name AS column_name, p.type AS kind, \
         (p.\"notnull\" = 0) AS nullable FROM sqlite_master m JOIN pragma_table_info(m.name) p \
         WHERE m.type = 'table'",
    )
    .load::<Found>(&mut conn)
    .unwrap();
    (gather(rows), conn)
}

fn postgres() -> Option<(Tables, PgConnection)> {
    let mut conn = PgConnection::establish(&pg::fresh_database(None)?).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
    conn.run_pending_migrations(FileBasedMigrations::from_path(path).unwrap()).unwrap();
    let rows = sql_query(
        "SELECT table_name::text, column_name::text, data_type::text AS kind, (is_nullable = 'YES') AS nullable \
         FROM information_schema.columns WHERE table_schema = 'public'",
    )
    .load::<Found>(&mut conn)
    .unwrap();
    Some((gather(rows), conn))
}

/// The kinds of `schema.rs` with what each engine calls them.
const KINDS: &[(&str, &str, &str)] = &[
    ("Text", "TEXT", "text"),
    ("Integer", "INTEGER", "integer"),
    ("BigInt", "INTEGER", "bigint"),
    ("Bool", "INTEGER", "boolean"),
    ("Double", "REAL", "double precision"),
    ("Timestamp", "TEXT", "timestamp without time zone"),
    ("Date", "TEXT", "date"),
    ("Binary", "BLOB", "bytea"),
];

fn declared() -> Tables {
    let text = include_str!("../../src/platform/db/schema.rs");
    let mut tables = Tables::new();
    let mut table = String::new();
    let mut sql_name = None;
    for line in text.lines().map(str::trim) {
        if let Some(head) = line.strip_suffix(") {").filter(|_| line.contains(" (")) {
            head.split(' ').next().unwrap().clone_into(&mut table);
        } else if let Some(name) = line.strip_prefix("#[sql_name = \"") {
            sql_name = name.split('"').next().map(str::to_owned);
        } else if let Some((name, kind)) = line.strip_suffix(',').and_then(|l| l.split_once(" -> ")) {
            let inner = kind.strip_prefix("Nullable<").and_then(|k| k.strip_suffix('>'));
            let name = sql_name.take().unwrap_or_else(|| name.to_owned());
            let value = (inner.unwrap_or(kind).to_owned(), inner.is_some());
            tables.entry(table.clone()).or_default().insert(name, value);
        }
    }
    tables
}

fn as_engine(tables: &Tables, sqlite: bool) -> Tables {
    let mut out = tables.clone();
    for (kind, _) in out.values_mut().flat_map(BTreeMap::values_mut) {
        let (_, lite, pg) = KINDS.iter().find(|k| k.0 == *kind).unwrap_or_else(|| panic!("kind {kind}"));
        *kind = if sqlite { (*lite).to_owned() } else { (*pg).to_owned() };
    }
    out
}

#[test]
fn both_engines_have_the_declared_tables() {
    let declared = declared();
    assert!(declared.len() > 10, "schema.rs was not understood");
    assert_eq!(sqlite().0, as_engine(&declared, true), "SQLite and schema.rs differ");
    if let Some((tables, _)) = postgres() {
        assert_eq!(tables, as_engine(&declared, false), "PostgreSQL and schema.rs differ");
    }
}

#[test]
fn every_migration_goes_back_and_forth_on_both() {
    let (_, mut lite) = sqlite();
    let names = shifu::platform::db::migration_names().unwrap();
    assert_eq!(names.0, names.1, "the engines' migrations have different names");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");
    lite.revert_all_migrations(FileBasedMigrations::from_path(path).unwrap()).unwrap();
    lite.run_pending_migrations(FileBasedMigrations::from_path(path).unwrap()).unwrap();
    if let Some((_, mut pg)) = postgres() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
        pg.revert_all_migrations(FileBasedMigrations::from_path(path).unwrap()).unwrap();
        pg.run_pending_migrations(FileBasedMigrations::from_path(path).unwrap()).unwrap();
    }
}
