//! The connection that is either of two.

use std::path::PathBuf;
use std::time::{Duration, Instant};

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

/// A connection in a pool, which remembers when it last worked: asking the server before every use whether it
/// is still there would cost as much as the query itself.
pub(super) struct Pooled {
    pub conn: AnyConn,
    /// When it last did its work; `None` after a failure that may have been the connection's.
    worked: Option<Instant>,
    /// Set by the borrower when something failed.
    pub suspect: bool,
}

/// For how long a connection that has worked is trusted unasked.
const TRUSTED: Duration = Duration::from_secs(1);

impl ManageConnection for Maker {
    type Connection = Pooled;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Pooled, Self::Error> {
        Ok(Pooled { conn: self.open()?, worked: Some(Instant::now()), suspect: false })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), Self::Error> {
        if pooled.worked.is_some_and(|at| at.elapsed() < TRUSTED) {
            return Ok(());
        }
        pooled.conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    /// Called when a connection comes back.
    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.worked = (!std::mem::take(&mut pooled.suspect)).then(Instant::now);
        std::thread::panicking() || pooled.conn.is_broken()
    }
}

impl Maker {
    fn open(&self) -> Result<AnyConn, diesel::r2d2::Error> {
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
