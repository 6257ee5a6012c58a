//! The connection that is either of two.

use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{Connection, ConnectionError, PgConnection, SqliteConnection};

/// A connection to PostgreSQL or SQLite; every query of the product takes this type.
#[derive(diesel::MultiConnection)]
pub enum AnyConn {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DbUrl {
    /// A file of its own.
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

impl DbUrl {
    /// Reads a `DATABASE_URL`: `postgres://…`, `postgresql://…`, `sqlite:PATH` or a plain path.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            let path = text.strip_prefix("sqlite:").unwrap_or(text);
            Self::Sqlite(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
        }
    }
}

/// How a pool makes connections. The derived `establish` would try each engine in turn; a wrong
/// password for one would read as a missing file of the other, so the scheme decides.
pub(super) struct Maker {
    pub url: DbUrl,
    /// Read-only connections refuse to write whatever is asked of them (SQLite).
    pub read_only: bool,
}

/// Durability first: `synchronous=FULL`, since NORMAL may lose acknowledged commits in WAL mode when the
/// power fails. `secure_delete` overwrites what retention removes.
const SQLITE_PRAGMAS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; \
     PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;";

impl ManageConnection for Maker {
    type Connection = AnyConn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<AnyConn, Self::Error> {
        use diesel::r2d2::Error::{ConnectionError as Failed, QueryError};
        match &self.url {
            DbUrl::Postgres(url) => {
                let mut inner = PgConnection::establish(url).map_err(Failed)?;
                inner.batch_execute("SET TIME ZONE 'UTC'").map_err(QueryError)?;
                Ok(AnyConn::Postgres(inner))
            }
            DbUrl::Sqlite(path) => {
                let text = path.to_str().ok_or_else(|| {
                    Failed(ConnectionError::BadConnection("the database path is not UTF-8".to_owned()))
                })?;
                let mut inner = SqliteConnection::establish(text).map_err(Failed)?;
                inner.batch_execute(SQLITE_PRAGMAS).map_err(QueryError)?;
                if self.read_only {
                    inner.batch_execute("PRAGMA query_only = ON").map_err(QueryError)?;
                }
                Ok(AnyConn::Sqlite(inner))
            }
        }
    }

    fn is_valid(&self, conn: &mut AnyConn) -> Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut AnyConn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_chooses_the_engine() {
        assert!(matches!(DbUrl::parse("postgres://u@h/d"), DbUrl::Postgres(_)));
        assert_eq!(DbUrl::parse("sqlite:/a/b.db"), DbUrl::Sqlite("/a/b.db".into()));
        assert_eq!(DbUrl::parse("sqlite:///a/b.db"), DbUrl::Sqlite("/a/b.db".into()));
        assert_eq!(DbUrl::parse("b.db"), DbUrl::Sqlite("b.db".into()));
    }
}
