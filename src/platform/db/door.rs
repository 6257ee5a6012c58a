//! The two doors: `read` and `write`.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::r2d2::{Pool, PooledConnection};

use super::connection::{AnyConn, DbUrl, Maker};
use crate::kernel::{Blame, Clock, Entropy, Fault, Id, Moment};

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection in time.
    #[error("the database cannot be reached")]
    Pool(#[from] diesel::r2d2::PoolError),
    /// A migration failed.
    #[error("a migration failed: {0}")]
    Migration(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A query outside any request failed.
    #[error("a query failed")]
    Query(#[from] diesel::result::Error),
}

/// The database, cheap to clone.
#[derive(Clone)]
pub struct Db {
    readers: Pool<Maker>,
    writer: Pool<Maker>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    url: DbUrl,
}

/// A transaction under way: the connection, the one moment of the whole act, and fresh identifiers.
pub struct Tx<'a> {
    /// The connection inside the transaction.
    pub conn: &'a mut AnyConn,
    /// The moment of the act: the same for every row it writes.
    pub at: Moment,
    entropy: &'a dyn Entropy,
}

impl Tx<'_> {
    /// A new identifier.
    #[must_use]
    pub fn id(&self) -> String {
        Id::new(self.at, self.entropy).into_string()
    }

    /// Random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.entropy.bytes::<N>()
    }
}

impl Db {
    /// Opens the database with up to `connections` readers; nothing is migrated here.
    ///
    /// # Errors
    /// When no connection can be made within five seconds.
    pub fn open(
        url: &DbUrl,
        connections: u32,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, DbError> {
        let pool = |size: u32, read_only: bool| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .test_on_check_out(matches!(url, DbUrl::Postgres(_)))
                .connection_timeout(Duration::from_secs(5))
                .build(Maker { url: url.clone(), read_only })
        };
        let (writer, readers) = match url {
            DbUrl::Sqlite(_) => (pool(1, false)?, pool(connections, true)?),
            DbUrl::Postgres(_) => {
                let both = pool(connections, false)?;
                (both.clone(), both)
            }
        };
        Ok(Self { readers, writer, clock, entropy, url: url.clone() })
    }

    /// Where the database is.
    #[must_use]
    pub fn url(&self) -> &DbUrl {
        &self.url
    }

    /// The clock that dates every write.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// The source of random bytes.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// A plain connection for maintenance: migrations, backup, integrity checks.
    ///
    /// # Errors
    /// When no connection is free in time.
    pub fn maintenance(&self) -> Result<impl std::ops::DerefMut<Target = AnyConn> + use<>, DbError> {
        Ok(Lent(self.writer.get()?))
    }

    /// Reads, on the calling thread.
    ///
    /// # Errors
    /// The fault of `work`, or unavailability of the database.
    pub fn read_blocking<T>(&self, work: impl FnOnce(&mut AnyConn) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut conn = checkout(&self.readers)?;
        let result = work(&mut conn);
        conn.doubt(&result);
        result
    }

    /// Writes in one transaction, on the calling thread. An error of `work` rolls everything back.
    ///
    /// # Errors
    /// The fault of `work`, or unavailability of the database.
    pub fn write_blocking<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut conn = checkout(&self.writer)?;
        let result = self.transact(&mut conn, work);
        conn.doubt(&result);
        result
    }

    fn transact<T>(
        &self,
        conn: &mut AnyConn,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        begin(conn)?;
        // Dropped during a panic, the connection goes back broken and the pool throws it away.
        let result = work(&mut Tx { conn, at: self.clock.now(), entropy: &*self.entropy });
        match result {
            Ok(value) => {
                commit(conn)?;
                Ok(value)
            }
            Err(fault) => {
                if let Err(error) = rollback(conn) {
                    tracing::error!(%error, "a rollback failed");
                }
                Err(fault)
            }
        }
    }

    /// Reads, on the blocking pool.
    ///
    /// # Errors
    /// As [`Self::read_blocking`].
    pub async fn read<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut AnyConn) -> Result<T, Fault> + Send + 'static,
    {
        let db = self.clone();
        let span = tracing::Span::current();
        joined(tokio::task::spawn_blocking(move || span.in_scope(|| db.read_blocking(work))).await)
    }

    /// Writes in one transaction, on the blocking pool.
    ///
    /// # Errors
    /// As [`Self::write_blocking`].
    pub async fn write<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    {
        let db = self.clone();
        let span = tracing::Span::current();
        joined(tokio::task::spawn_blocking(move || span.in_scope(|| db.write_blocking(work))).await)
    }
}

fn joined<T>(outcome: Result<Result<T, Fault>, tokio::task::JoinError>) -> Result<T, Fault> {
    outcome.unwrap_or_else(|error| Err(Fault::ours(error)))
}

/// A connection on loan.
struct Lent(PooledConnection<Maker>);

impl Lent {
    /// Has the connection asked whether it is still there before its next use, when what failed may have been
    /// its fault.
    fn doubt<T>(&mut self, result: &Result<T, Fault>) {
        self.0.suspect =
            result.as_ref().is_err_and(|fault| matches!(fault.blame, Blame::Ours | Blame::Unavailable));
    }
}

impl std::ops::Deref for Lent {
    type Target = AnyConn;

    fn deref(&self) -> &AnyConn {
        &self.0.conn
    }
}

impl std::ops::DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut AnyConn {
        &mut self.0.conn
    }
}

fn checkout(pool: &Pool<Maker>) -> Result<Lent, Fault> {
    pool.get().map(Lent).map_err(|error| Fault::new(Blame::Unavailable, "database-busy").because(error))
}

fn begin(conn: &mut AnyConn) -> Result<(), diesel::result::Error> {
    match conn {
        AnyConn::Postgres(inner) => AnsiTransactionManager::begin_transaction(inner),
        AnyConn::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE"),
    }
}

fn commit(conn: &mut AnyConn) -> Result<(), diesel::result::Error> {
    match conn {
        AnyConn::Postgres(inner) => AnsiTransactionManager::commit_transaction(inner),
        AnyConn::Sqlite(inner) => AnsiTransactionManager::commit_transaction(inner),
    }
}

fn rollback(conn: &mut AnyConn) -> Result<(), diesel::result::Error> {
    match conn {
        AnyConn::Postgres(inner) => AnsiTransactionManager::rollback_transaction(inner),
        AnyConn::Sqlite(inner) => AnsiTransactionManager::rollback_transaction(inner),
    }
}
