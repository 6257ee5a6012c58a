//! Statements both engines understand but the enum connection's query builder does not offer.
//!
//! The derive gives no `on_conflict`. SQLite (3.24 and later) took over PostgreSQL's
//! `ON CONFLICT (…) DO UPDATE SET … = excluded.…` word for word, so the clause is appended to an insert
//! as text; identifiers are `&'static str` from our own code, never input.

use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;

use super::connection::{AnyConn, MultiBackend};

/// An insert followed by an `ON CONFLICT` clause.
#[derive(Debug, Clone, Copy)]
pub struct Both<S> {
    insert: S,
    clause: &'static str,
}

impl<S> Both<S> {
    /// `insert` with `clause` behind it, for example
    /// `ON CONFLICT (person_id, role) DO NOTHING`.
    pub fn new(insert: S, clause: &'static str) -> Self {
        Self { insert, clause }
    }
}

impl<S> QueryId for Both<S> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<S: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Both<S> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.insert.walk_ast(out.reborrow())?;
        out.push_sql(" ");
        out.push_sql(self.clause);
        Ok(())
    }
}

impl<S> diesel::RunQueryDsl<AnyConn> for Both<S> {}
