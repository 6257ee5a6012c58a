//! Reading a policy: the version of a day with its clauses, the other versions, what changed between two.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::features::corpus::model::{Clause, Digests, VersionRow, VersionState};
use crate::features::corpus::rules::dates;
use crate::features::corpus::rules::difference::{self, Pair, Piece, Side};
use crate::features::corpus::store::policies as store;
use crate::kernel::{Actor, Fault, Moment};
use crate::platform::db::AnyConn;

/// A version as a page shows it.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// Its id.
    pub id: String,
    /// Its number.
    pub version: i32,
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// Area of business.
    pub area: String,
    /// First day in force.
    pub effective_from: NaiveDate,
    /// First day no longer in force.
    pub effective_to: Option<NaiveDate>,
    /// Whether it changed much against the version before.
    pub major: bool,
    /// Where it stands today.
    pub state: VersionState,
    /// A remark on its state.
    pub note: String,
    /// Digest under three headings.
    pub digests: Digests,
    /// When its owner looks at it again.
    pub review_on: NaiveDate,
    /// Whether it was taken over from elsewhere.
    pub imported: bool,
}

/// A policy in the list.
#[derive(Debug, Clone)]
pub struct PolicySummary {
    /// Its key.
    pub key: String,
    /// The version of today; the latest when none is in force.
    pub current: VersionView,
    /// The next version, approved and not yet in force.
    pub next: Option<VersionView>,
    /// Whether the reader confirmed the version shown.
    pub confirmed: bool,
}

/// A policy's page.
#[derive(Debug, Clone)]
pub struct PolicyPage {
    /// Its key.
    pub key: String,
    /// The version of the day; none when there was none.
    pub shown: Option<(VersionView, Vec<Clause>)>,
    /// Every approved version, newest first.
    pub versions: Vec<VersionView>,
    /// When the reader confirmed the version shown.
    pub confirmed_at: Option<Moment>,
}

/// The views of a policy's rows, oldest first, with their state on a day. Versions not approved are left out.
pub(super) fn views(rows: Vec<VersionRow>, today: NaiveDate) -> Result<Vec<VersionView>, Fault> {
    let starts: Vec<NaiveDate> =
        rows.iter().filter(|row| row.state == "approved").map(|row| row.effective_from).collect();
    rows.into_iter()
        .filter(|row| row.state == "approved")
        .map(|row| {
            let followed = starts.iter().any(|start| *start > row.effective_from);
            Ok(VersionView {
                state: dates::state(&row.state, row.effective_from, row.effective_to, followed, today),
                id: row.id,
                version: row.version,
                title: row.title,
                number: row.number,
                issuer: row.issuer,
                area: row.area,
                effective_from: row.effective_from,
                effective_to: row.effective_to,
                major: row.change == "major",
                note: row.note,
                digests: serde_json::from_str(&row.digests).map_err(Fault::ours)?,
                review_on: row.review_on,
                imported: row.origin == "imported",
            })
        })
        .collect()
}

/// Every policy with its version of a day.
///
/// # Errors
/// When the database fails.
pub fn policies(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Vec<PolicySummary>, Fault> {
    let confirmed = store::confirmations(conn, &actor.person)?;
    let mut list = Vec::new();
    for (doc_id, key) in store::keys(conn)? {
        let views = views(store::versions(conn, &doc_id)?, day)?;
        let next = views.iter().find(|view| view.effective_from > day).cloned();
        let current = views
            .iter()
            .rev()
            .find(|view| dates::in_force(view.effective_from, view.effective_to, day))
            .or(views.last());
        if let Some(current) = current.cloned() {
            let next = next.filter(|next| next.id != current.id);
            list.push(PolicySummary { key, confirmed: confirmed.contains_key(&current.id), current, next });
        }
    }
    list.sort_by(|a, b| (&a.current.area, &a.key).cmp(&(&b.current.area, &b.key)));
    Ok(list)
}

/// A policy as it read on a day. `today` decides where its versions stand now.
///
/// # Errors
/// Missing when there is no policy of this key.
pub fn policy(
    conn: &mut AnyConn,
    actor: &Actor,
    key: &str,
    as_of: NaiveDate,
    today: NaiveDate,
) -> Result<PolicyPage, Fault> {
    let doc_id = store::doc_id(conn, key)?.ok_or_else(Fault::missing)?;
    let mut versions = views(store::versions(conn, &doc_id)?, today)?;
    if versions.is_empty() {
        return Err(Fault::missing());
    }
    versions.reverse();
    let shown =
        versions.iter().find(|view| dates::in_force(view.effective_from, view.effective_to, as_of)).cloned();
    let mut confirmed_at = None;
    let shown = match shown {
        Some(view) => {
            confirmed_at = store::confirmations(conn, &actor.person)?.get(&view.id).copied();
            let clauses = store::clauses(conn, &view.id)?;
            Some((view, clauses))
        }
        None => None,
    };
    Ok(PolicyPage { key: key.to_owned(), shown, versions, confirmed_at })
}

/// The days after one on which an approved version begins or ends.
///
/// # Errors
/// When the database fails.
pub fn days_ahead(conn: &mut AnyConn, day: NaiveDate) -> Result<BTreeSet<NaiveDate>, Fault> {
    let approved = store::all_versions(conn)?.into_iter().filter(|row| row.state == "approved");
    let days = approved.flat_map(|row| [Some(row.effective_from), row.effective_to]).flatten();
    Ok(days.filter(|one| *one > day).collect())
}

/// A row of the difference between two versions.
#[derive(Debug, Clone)]
pub struct DiffRow {
    /// What became of the clause.
    pub pair: Pair,
    /// The article in the older version; empty when new.
    pub old_article: String,
    /// The article in the newer version; empty when gone.
    pub new_article: String,
    /// Anchor.
    pub anchor: String,
    /// The compared text.
    pub pieces: Vec<Piece>,
}

/// What changed between two versions.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The older version.
    pub from: VersionView,
    /// The newer version.
    pub to: VersionView,
    /// Every clause, in the newer version's order.
    pub rows: Vec<DiffRow>,
}

impl Difference {
    /// How many clauses are neither changed nor new nor gone.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.pair, Pair::Same { .. } | Pair::Moved { .. })).count()
    }
}

/// Compares two versions of a policy by the numbers of the versions, the older first whatever the order given.
///
/// # Errors
/// Missing when there is no such policy or version.
pub fn difference(
    conn: &mut AnyConn,
    key: &str,
    from: i32,
    to: i32,
    today: NaiveDate,
) -> Result<Difference, Fault> {
    let doc_id = store::doc_id(conn, key)?.ok_or_else(Fault::missing)?;
    let views = views(store::versions(conn, &doc_id)?, today)?;
    let find =
        |number: i32| views.iter().find(|view| view.version == number).cloned().ok_or_else(Fault::missing);
    let (from, to) = (find(from.min(to))?, find(from.max(to))?);
    let (old, new) = (store::clauses(conn, &from.id)?, store::clauses(conn, &to.id)?);
    let rows = rows(&old, &new);
    Ok(Difference { from, to, rows })
}

/// The clauses of two versions side by side.
pub(super) fn rows(old: &[Clause], new: &[Clause]) -> Vec<DiffRow> {
    difference::pairs(&sides(old), &sides(new)).into_iter().map(|pair| row(pair, old, new)).collect()
}

fn sides(clauses: &[Clause]) -> Vec<Side<'_>> {
    clauses.iter().map(|c| Side { anchor: &c.anchor, hash: &c.hash, article: &c.article }).collect()
}

fn row(pair: Pair, old: &[Clause], new: &[Clause]) -> DiffRow {
    let (before, after) = match pair {
        Pair::Same { old: o, new: n } | Pair::Moved { old: o, new: n } | Pair::Changed { old: o, new: n } => {
            (Some(&old[o]), Some(&new[n]))
        }
        Pair::Gone { old: o } => (Some(&old[o]), None),
        Pair::New { new: n } => (None, Some(&new[n])),
    };
    let text = |clause: Option<&Clause>| clause.map_or("", |c| c.body.as_str()).to_owned();
    let article = |clause: Option<&Clause>| clause.map(|c| c.article.clone()).unwrap_or_default();
    DiffRow {
        pair,
        old_article: article(before),
        new_article: article(after),
        anchor: after.or(before).map(|c| c.anchor.clone()).unwrap_or_default(),
        pieces: difference::compare(&text(before), &text(after)),
    }
}
