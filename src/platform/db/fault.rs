//! Database errors as faults: a broken rule of the database is the caller's conflict, the rest is ours.

use diesel::result::{DatabaseErrorKind, Error};

use crate::kernel::{Blame, Fault};

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match &error {
            Error::NotFound => Self::missing().because(error),
            Error::DatabaseError(kind, _) => match kind {
                DatabaseErrorKind::UniqueViolation => Self::conflict("already-there").because(error),
                DatabaseErrorKind::CheckViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::NotNullViolation => Self::conflict("rule-of-database").because(error),
                DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection => {
                    Self::new(Blame::Unavailable, "database-busy").because(error)
                }
                _ => Self::ours(error),
            },
            _ => Self::ours(error),
        }
    }
}
