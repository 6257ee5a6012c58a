//! Two pages side by side: a page and the one of another case it was found in, or an earlier revision of itself.

use super::super::model::{Case, FindingRow, Page};
use super::super::papers::{Change, EarlierRow, is_personal};
use super::super::store::{self, Scope};
use super::keeping::{open, unpack};
use super::reading::{Look, look};
use crate::features::accounts;
use crate::forensics::Region;
use crate::kernel::{Actor, Fault};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::keys::MasterKey;

/// What may be shown of the other case.
#[derive(Debug, Clone)]
pub enum Other {
    /// Its page.
    Seen(Box<(Case, Page)>),
    /// The reader may not see it: its number and whom to ask.
    Hidden {
        /// Its number.
        code: String,
        /// Name of the office it was handed in at.
        office: String,
        /// Who handed it in.
        person: String,
    },
    /// It was erased on its date.
    Gone,
}

/// A reuse finding with both pages.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The case.
    pub case: Case,
    /// The finding.
    pub finding: FindingRow,
    /// The page of this case.
    pub page: Page,
    /// The other end.
    pub other: Other,
}

/// Both ends of a finding: a page of another case, or another page of this one. The looks at both cases are put on record.
///
/// # Errors
/// Missing for a case one may not see and for a finding that speaks of one place.
pub fn beside(tx: &mut Tx<'_>, actor: &Actor, case: &str, finding: &str) -> Result<Beside, Fault> {
    super::opinions::shown(tx.conn, actor, case)?;
    let case = look(tx, actor, case, Look::Page)?;
    let finding = store::finding(tx.conn, &case.id, finding)?;
    let pages = store::pages(tx.conn, &case.id)?;
    let own = pages.iter().find(|page| Some(page.number) == finding.page).or_else(|| {
        pages.iter().find(|page| Some(page.document_id.as_str()) == finding.document_id.as_deref())
    });
    let page = own.cloned().ok_or_else(Fault::missing)?;
    let second = finding.second().and_then(|number| pages.iter().find(|page| page.number == number));
    if let Some(second) = second.cloned() {
        let other = Other::Seen(Box::new((case.clone(), second)));
        return Ok(Beside { case, finding, page, other });
    }
    let other = match &finding.other_case_id {
        // The sentence of a finding keeps the number of a case that is gone; any other finding has no other end.
        None if finding.family == "reuse" => Other::Gone,
        None => return Err(Fault::missing()),
        Some(id) => match store::case(tx.conn, &Scope::of(actor), id) {
            Ok(seen) => {
                look(tx, actor, &seen.id, Look::Page)?;
                let pages = store::pages(tx.conn, &seen.id)?;
                let page =
                    pages.iter().find(|page| Some(page.number) == finding.other_page).or(pages.first());
                match page.cloned() {
                    Some(page) => Other::Seen(Box::new((seen, page))),
                    None => Other::Gone,
                }
            }
            Err(_) => hidden(tx, id)?,
        },
    };
    Ok(Beside { case, finding, page, other })
}

fn hidden(tx: &mut Tx<'_>, id: &str) -> Result<Other, Fault> {
    let case = store::case(tx.conn, &Scope::All, id)?;
    let office = accounts::departments(tx.conn)?.into_iter().find(|office| office.id == case.department_id);
    let person = accounts::names(tx.conn)?.remove(&case.submitter_id);
    Ok(Other::Hidden {
        code: case.code,
        office: office.map(|office| office.name).unwrap_or_default(),
        person: person.unwrap_or_default(),
    })
}

/// A page with its earlier revisions.
#[derive(Debug, Clone)]
pub struct History {
    /// The case.
    pub case: Case,
    /// The page as it stands.
    pub page: Page,
    /// Earlier revisions, the oldest first, each with what changed since.
    pub earlier: Vec<(EarlierRow, Vec<Change>)>,
    /// Where on the page a personal field stands, and its key: what changed there is masked as it is.
    pub personal: Vec<(String, Region)>,
}

/// A page with its earlier revisions. The look is put on record.
///
/// # Errors
/// Missing for a case one may not see and for a page without earlier revisions; a conflict for a reviewer who has to
/// say first what he thinks.
pub fn history(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &str,
    number: i32,
) -> Result<History, Fault> {
    super::opinions::shown(tx.conn, actor, case)?;
    let case = look(tx, actor, case, Look::Page)?;
    let page = store::page(tx.conn, &case.id, number)?;
    let earlier: Vec<_> = store::earlier(tx.conn, &case.id, number)?
        .into_iter()
        .map(|row| {
            let changes =
                open(keys, &case, "earlier", &row.changes_sealed).and_then(|packed| unpack(&packed));
            (row, changes.unwrap_or_default())
        })
        .collect();
    if earlier.is_empty() {
        return Err(Fault::missing());
    }
    let papers = super::papers::papers_of(tx.conn, keys, &case)?;
    let fields = papers.iter().flat_map(|paper| &paper.fields).map(|field| &field.row);
    let mut personal: Vec<(String, Region)> = fields
        .filter(|row| row.page == Some(number) && is_personal(&row.key))
        .filter_map(|row| Some((row.key.clone(), row.region()?)))
        .collect();
    let cells = papers.iter().flat_map(|paper| paper.personal_cells(number));
    personal.extend(cells.map(|region| ("counterparty".to_owned(), region)));
    Ok(History { case, page, earlier, personal })
}

/// Numbers of the pages of a case that have earlier revisions.
pub(super) fn with_history(conn: &mut AnyConn, case: &str) -> Result<Vec<i32>, Fault> {
    let mut numbers: Vec<i32> =
        store::earlier_of_case(conn, case)?.into_iter().map(|row| row.number).collect();
    numbers.dedup();
    Ok(numbers)
}
