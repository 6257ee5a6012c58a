//! Policies, versions, clauses, and who has read them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::super::model::{Clause, VersionRow};
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{clause, policy_doc, policy_version, read_confirmation};
use crate::platform::db::{AnyConn, Both, Tx};

/// The id of a policy by its key.
pub fn doc_id(conn: &mut AnyConn, key: &str) -> Result<Option<String>, Fault> {
    Ok(policy_doc::table.filter(policy_doc::slug.eq(key)).select(policy_doc::id).first(conn).optional()?)
}

/// Keys of all policies by id.
pub fn keys(conn: &mut AnyConn) -> Result<BTreeMap<String, String>, Fault> {
    let rows: Vec<(String, String)> =
        policy_doc::table.select((policy_doc::id, policy_doc::slug)).load(conn)?;
    Ok(rows.into_iter().collect())
}

pub fn insert_doc(tx: &mut Tx<'_>, id: &str, key: &str) -> Result<(), Fault> {
    diesel::insert_into(policy_doc::table)
        .values((policy_doc::id.eq(id), policy_doc::slug.eq(key), policy_doc::created_at.eq(tx.at)))
        .execute(tx.conn)?;
    Ok(())
}

pub fn insert_version(tx: &mut Tx<'_>, row: &VersionRow) -> Result<(), Fault> {
    diesel::insert_into(policy_version::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub fn insert_clause(tx: &mut Tx<'_>, row: &Clause) -> Result<(), Fault> {
    diesel::insert_into(clause::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub fn version(conn: &mut AnyConn, id: &str) -> Result<VersionRow, Fault> {
    Ok(policy_version::table.find(id).select(policy_version::all_columns).first(conn)?)
}

/// The versions of one policy, oldest first.
pub fn versions(conn: &mut AnyConn, doc_id: &str) -> Result<Vec<VersionRow>, Fault> {
    Ok(policy_version::table
        .filter(policy_version::doc_id.eq(doc_id))
        .order(policy_version::version)
        .select(policy_version::all_columns)
        .load(conn)?)
}

/// The versions of every policy: policies in the order they came, versions oldest first.
pub fn all_versions(conn: &mut AnyConn) -> Result<Vec<VersionRow>, Fault> {
    Ok(policy_version::table
        .order((policy_version::doc_id, policy_version::version))
        .select(policy_version::all_columns)
        .load(conn)?)
}

/// The approved version of a policy whose dates hold on a day. Should two overlap, the later one.
pub fn in_force(conn: &mut AnyConn, doc_id: &str, day: NaiveDate) -> Result<Option<VersionRow>, Fault> {
    Ok(policy_version::table
        .filter(policy_version::doc_id.eq(doc_id))
        .filter(policy_version::state.eq("approved"))
        .filter(policy_version::effective_from.le(day))
        .filter(policy_version::effective_to.is_null().or(policy_version::effective_to.gt(day)))
        .order((policy_version::effective_from.desc(), policy_version::version.desc()))
        .select(policy_version::all_columns)
        .first(conn)
        .optional()?)
}

/// The clauses of a version in their order.
pub fn clauses(conn: &mut AnyConn, version_id: &str) -> Result<Vec<Clause>, Fault> {
    Ok(clause::table
        .filter(clause::version_id.eq(version_id))
        .order(clause::position)
        .select(clause::all_columns)
        .load(conn)?)
}

/// Version, article and anchor of every clause of these versions.
pub fn named_anchors(
    conn: &mut AnyConn,
    versions: &[String],
) -> Result<Vec<(String, String, String)>, Fault> {
    Ok(clause::table
        .filter(clause::version_id.eq_any(versions))
        .select((clause::version_id, clause::article, clause::anchor))
        .load(conn)?)
}

/// The articles of a number, 第十条 and 第十条之一; 0 for the clauses that have none.
pub fn clauses_by_number(conn: &mut AnyConn, version_id: &str, number: i32) -> Result<Vec<Clause>, Fault> {
    Ok(clause::table
        .filter(clause::version_id.eq(version_id))
        .filter(clause::article_no.eq(number))
        .order(clause::position)
        .select(clause::all_columns)
        .load(conn)?)
}

/// How many clauses a version has.
pub fn clause_count(conn: &mut AnyConn, version_id: &str) -> Result<usize, Fault> {
    let count: i64 = clause::table.filter(clause::version_id.eq(version_id)).count().get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Every anchor ever given in a policy.
pub fn anchors(conn: &mut AnyConn, doc_id: &str) -> Result<BTreeSet<String>, Fault> {
    let rows: Vec<String> = clause::table
        .inner_join(policy_version::table)
        .filter(policy_version::doc_id.eq(doc_id))
        .select(clause::anchor)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Ends a version.
pub fn set_end(tx: &mut Tx<'_>, version_id: &str, to: NaiveDate) -> Result<(), Fault> {
    diesel::update(policy_version::table.find(version_id))
        .set(policy_version::effective_to.eq(Some(to)))
        .execute(tx.conn)?;
    Ok(())
}

/// Notes that a person confirmed having read a version; a second time changes nothing.
pub fn confirm(tx: &mut Tx<'_>, person: &str, version_id: &str) -> Result<bool, Fault> {
    let insert = diesel::insert_into(read_confirmation::table).values((
        read_confirmation::person_id.eq(person),
        read_confirmation::version_id.eq(version_id),
        read_confirmation::confirmed_at.eq(tx.at),
    ));
    let added = Both::new(insert, "ON CONFLICT (person_id, version_id) DO NOTHING").execute(tx.conn)?;
    Ok(added == 1)
}

/// Which versions a person confirmed, and when.
pub fn confirmations(conn: &mut AnyConn, person: &str) -> Result<BTreeMap<String, Moment>, Fault> {
    let rows: Vec<(String, Moment)> = read_confirmation::table
        .filter(read_confirmation::person_id.eq(person))
        .select((read_confirmation::version_id, read_confirmation::confirmed_at))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// One clause by its id.
pub fn clause(conn: &mut AnyConn, id: &str) -> Result<Option<Clause>, Fault> {
    Ok(clause::table.find(id).select(clause::all_columns).first(conn).optional()?)
}

/// The clause of a version under an anchor.
pub fn clause_by_anchor(conn: &mut AnyConn, version_id: &str, anchor: &str) -> Result<Option<Clause>, Fault> {
    Ok(clause::table
        .filter(clause::version_id.eq(version_id))
        .filter(clause::anchor.eq(anchor))
        .select(clause::all_columns)
        .first(conn)
        .optional()?)
}

/// Key of a policy by its id.
pub fn key_of(conn: &mut AnyConn, doc_id: &str) -> Result<String, Fault> {
    Ok(policy_doc::table.find(doc_id).select(policy_doc::slug).first(conn)?)
}

/// Writes the digest of a version.
pub fn set_digests(tx: &mut Tx<'_>, version_id: &str, digests: &str) -> Result<(), Fault> {
    diesel::update(policy_version::table.find(version_id))
        .set(policy_version::digests.eq(digests))
        .execute(tx.conn)?;
    Ok(())
}
