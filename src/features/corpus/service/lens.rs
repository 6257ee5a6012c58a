//! A policy with all its approved versions, read once, to follow many clauses through time.
//!
//! The finders of `policies` ask the database for each clause; a work list that follows a few hundred citations
//! would ask thousands of times. A lens asks once for each version that is looked at.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;

use crate::features::corpus::model::{Clause, ClauseRef, ClauseView, VersionRow};
use crate::features::corpus::rules::{cutting, dates};
use crate::features::corpus::service::policies;
use crate::features::corpus::store::policies as store;
use crate::kernel::Fault;
use crate::platform::db::AnyConn;

struct Policy {
    versions: Vec<VersionRow>,
    clauses: BTreeMap<String, Vec<Clause>>,
}

/// Policies read so far, by key.
#[derive(Default)]
pub(super) struct Lens(BTreeMap<String, Option<Policy>>);

impl Lens {
    fn policy(&mut self, conn: &mut AnyConn, key: &str) -> Result<Option<&mut Policy>, Fault> {
        match self.0.entry(key.to_owned()) {
            Entry::Occupied(known) => Ok(known.into_mut().as_mut()),
            Entry::Vacant(place) => {
                let policy = match store::doc_id(conn, key)? {
                    Some(doc_id) => {
                        let mut versions = store::versions(conn, &doc_id)?;
                        versions.retain(|version| version.state == "approved");
                        Some(Policy { versions, clauses: BTreeMap::new() })
                    }
                    None => None,
                };
                Ok(place.insert(policy).as_mut())
            }
        }
    }

    /// The version in force on a day with its clauses; should two overlap, the later one.
    fn on(
        &mut self,
        conn: &mut AnyConn,
        key: &str,
        day: NaiveDate,
    ) -> Result<Option<(&VersionRow, &[Clause])>, Fault> {
        let Some(policy) = self.policy(conn, key)? else { return Ok(None) };
        let in_force = |v: &&VersionRow| dates::in_force(v.effective_from, v.effective_to, day);
        let Some(version) =
            policy.versions.iter().filter(in_force).max_by_key(|v| (v.effective_from, v.version))
        else {
            return Ok(None);
        };
        let clauses = match policy.clauses.entry(version.id.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(store::clauses(conn, &version.id)?),
        };
        Ok(Some((version, clauses)))
    }

    /// The clause a reference names in the version in force on a day.
    pub(super) fn named(
        &mut self,
        conn: &mut AnyConn,
        reference: &str,
        day: NaiveDate,
    ) -> Result<Option<(ClauseView, i32)>, Fault> {
        let Some(wanted) = ClauseRef::parse(reference) else { return Ok(None) };
        let Some(number) = cutting::article_number(&wanted.article) else { return Ok(None) };
        let Some((version, clauses)) = self.on(conn, &wanted.doc_key, day)? else { return Ok(None) };
        let clause = clauses.iter().find(|clause| clause.article_no == number).cloned();
        Ok(clause.map(|clause| (policies::clause_view(&wanted.doc_key, version, clause), version.version)))
    }

    /// The clause under an anchor in the version in force on a day, with the number of the version.
    pub(super) fn under(
        &mut self,
        conn: &mut AnyConn,
        key: &str,
        anchor: &str,
        day: NaiveDate,
    ) -> Result<Option<(ClauseView, i32)>, Fault> {
        let Some((version, clauses)) = self.on(conn, key, day)? else { return Ok(None) };
        let clause = clauses.iter().find(|clause| clause.anchor == anchor).cloned();
        Ok(clause.map(|clause| (policies::clause_view(key, version, clause), version.version)))
    }

    /// The clause that carries on, on a day, the one a reference meant on the day it was written.
    pub(super) fn carried(
        &mut self,
        conn: &mut AnyConn,
        reference: &str,
        written: NaiveDate,
        day: NaiveDate,
    ) -> Result<Option<ClauseView>, Fault> {
        let found = match self.named(conn, reference, written)? {
            Some((then, _)) => self.under(conn, &then.doc_key, &then.anchor, day)?,
            // Written before the policy was taken over: what the reference means now is all there is.
            None => self.named(conn, reference, day)?,
        };
        Ok(found.map(|(clause, _)| clause))
    }
}
