//! What a page of a case showed: a decision sent from a page that has become stale is refused.

use super::super::model::{Case, FindingRow};
use super::papers::{PaperFile, papers_of};
use super::store;
use super::typing::{TypedFile, typed_of};
use crate::kernel::Fault;
use crate::platform::db::AnyConn;
use crate::platform::keys::MasterKey;

/// What a decision rests on, as the page shows it.
pub(super) struct Shown<'a> {
    pub case: &'a Case,
    pub findings: &'a [FindingRow],
    /// Ids of the notes.
    pub notes: Vec<&'a str>,
    pub papers: &'a [PaperFile],
    pub typed: &'a [TypedFile],
}

impl Shown<'_> {
    /// A keyed print of all of it: it changes with every finding, mark, note and value, and tells nothing of them.
    pub(super) fn mark(&self, keys: &MasterKey) -> String {
        let mut lines = vec![format!("{}", self.case.round)];
        lines.extend(self.findings.iter().map(|row| {
            let at = row.outcome_at.map(|at| at.to_string()).unwrap_or_default();
            let by = row.outcome_by.as_deref().unwrap_or_default();
            format!("finding {} {} {by} {at} {}", row.id, row.outcome, row.facts)
        }));
        lines.extend(self.notes.iter().map(|id| format!("note {id}")));
        for paper in self.papers {
            lines.push(format!("paper {} {}", paper.row.id, paper.row.holds()));
            lines
                .extend(paper.fields.iter().map(|field| format!("field {} {}", field.row.id, field.value())));
            for (place, (value, by)) in &paper.cells {
                lines.push(format!("cell {} {place:?} {value} {by}", paper.row.id));
            }
        }
        lines.extend(self.typed.iter().map(|typed| {
            let row = &typed.row;
            format!("typed {} {} {} {}", row.key, row.typed_by, row.typed_at, typed.value)
        }));
        // The page and the decision read them in orders of their own.
        lines.sort_unstable();
        keys.fingerprint("screening.seen", &lines.join("\n"))
    }
}

/// The mark of what a page of this case shows now.
pub(super) fn mark_of(conn: &mut AnyConn, keys: &MasterKey, case: &Case) -> Result<String, Fault> {
    let findings = store::findings(conn, &case.id)?;
    let notes = store::notes(conn, &case.id)?;
    let papers = papers_of(conn, keys, case)?;
    let typed = typed_of(conn, keys, case)?;
    let notes = notes.iter().map(|note| note.id.as_str()).collect();
    Ok(Shown { case, findings: &findings, notes, papers: &papers, typed: &typed }.mark(keys))
}
