//! One database door over SQLite and PostgreSQL, chosen at run time by `DATABASE_URL`.
//!
//! [`Db`] has two doors: `read` and `write`. A write is one transaction; on SQLite it begins with
//! `BEGIN IMMEDIATE` on the only writing connection, so that two writers queue instead of failing half-way.
//! What a business act must leave behind (rows, audit entry, jobs) is written through the one [`Tx`].

mod both;
mod connection;
mod door;
mod fault;
mod migrate;
pub mod schema;
pub mod snapshot;

pub use both::Both;
pub use connection::{AnyConn, DbUrl};
pub use door::{Db, DbError, Tx};
pub use migrate::{migrate, migration_names, pending};

pub use chrono;
