//! Clauses behind questions: as noted when a question was written, and as they stand today.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::super::model::CitationRow;
use crate::features::corpus::{self, ClauseRef};
use crate::kernel::Fault;
use crate::platform::db::AnyConn;

/// A cited clause then and now.
#[derive(Debug, Clone)]
pub struct Citation {
    /// As noted.
    pub noted: CitationRow,
    /// As it stands on the day asked about; `None` when it is not in force.
    pub now: Option<CitationRow>,
}

impl Citation {
    /// Whether the words are still those that were noted.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.now.as_ref().is_some_and(|now| now.text_hash == self.noted.text_hash)
    }
}

/// The clause as it stands on `day`, as a row for `version_id`; `None` when it is not in force then.
pub(super) fn resolve(
    conn: &mut AnyConn,
    version_id: &str,
    place: i32,
    reference: &str,
    day: NaiveDate,
) -> Result<Option<CitationRow>, Fault> {
    let Some(ClauseRef { doc_key, article }) = ClauseRef::parse(reference) else { return Ok(None) };
    Ok(corpus::resolve_clause(conn, reference, day)?.map(|view| CitationRow {
        question_version_id: version_id.to_owned(),
        place,
        doc_key,
        article,
        anchor: view.anchor,
        text_hash: view.hash,
        policy_version_id: Some(view.version_id),
        title: view.title,
        number: view.number,
        text: view.text,
        noted_on: day,
    }))
}

/// A citation whose clause is not in force: the question stays out of use until it is.
pub(super) fn dangling(version_id: &str, place: i32, reference: &str, day: NaiveDate) -> Option<CitationRow> {
    let ClauseRef { doc_key, article } = ClauseRef::parse(reference)?;
    Some(CitationRow {
        question_version_id: version_id.to_owned(),
        place,
        doc_key,
        article,
        anchor: String::new(),
        policy_version_id: None,
        title: String::new(),
        number: String::new(),
        text: String::new(),
        text_hash: String::new(),
        noted_on: day,
    })
}

/// The citations of a version, then and on `day`.
pub(super) fn compare(
    conn: &mut AnyConn,
    noted: Vec<CitationRow>,
    day: NaiveDate,
) -> Result<Vec<Citation>, Fault> {
    noted
        .into_iter()
        .map(|noted| {
            let reference = format!("{}#{}", noted.doc_key, noted.article);
            let now = resolve(conn, &noted.question_version_id, noted.place, &reference, day)?;
            Ok(Citation { noted, now })
        })
        .collect()
}

/// One hash over the clauses as they stand now: what the steward saw, so that a confirmation does not cover
/// a text that changed between reading and clicking.
#[must_use]
pub fn digest(citations: &[Citation]) -> String {
    let mut hasher = Sha256::new();
    for citation in citations {
        let now = citation.now.as_ref();
        hasher.update(now.map_or("", |row| row.text_hash.as_str()));
        hasher.update(now.and_then(|row| row.policy_version_id.as_deref()).unwrap_or_default());
        hasher.update([0]);
    }
    hex::encode(hasher.finalize())
}
