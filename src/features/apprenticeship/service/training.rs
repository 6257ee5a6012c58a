//! Apprenticeships under way with all of their boards, and figures about them, for 今日 and for reports.
//! Nothing here checks who reads: the rooms that ask have their own scope and hand it in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::board::{self, ItemBoard};
use super::grants;
use super::pairs::{self, PairView};
use crate::features::apprenticeship::model::Certificate;
use crate::features::apprenticeship::rules::round::State;
use crate::features::apprenticeship::store;
use crate::features::{accounts, corpus};
use crate::kernel::{Actor, Fault, Moment};
use crate::platform::db::AnyConn;

/// An apprenticeship that is not over, with the board of each item of its programme.
#[derive(Debug, Clone)]
pub struct Training {
    /// The apprenticeship.
    pub pair: PairView,
    /// Boards in the order of the programme; none before both sides have signed.
    pub boards: Vec<ItemBoard>,
    /// Who has signed the agreement.
    pub signed: Vec<String>,
}

impl ItemBoard {
    /// Rounds passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.evidence.rounds.iter().filter(|round| round.state == State::Passed).count()
    }
}

fn gather(
    conn: &mut AnyConn,
    names: &BTreeMap<String, String>,
    row: crate::features::apprenticeship::model::Apprenticeship,
    day: NaiveDate,
) -> Result<Training, Fault> {
    let mut boards = Vec::new();
    for item in store::programme_items(conn, &row.programme_id)? {
        let item = corpus::item(conn, &item)?;
        boards.push(board::gather(conn, &row, item, day)?);
    }
    let signed = store::agreement_signatures(conn, &row.id)?.into_iter().map(|s| s.person_id).collect();
    Ok(Training { pair: pairs::view(conn, names, row, day)?, boards, signed })
}

/// The apprenticeship of a person that is not over.
///
/// # Errors
/// When the database fails.
pub fn training_of(conn: &mut AnyConn, person: &str, day: NaiveDate) -> Result<Option<Training>, Fault> {
    let Some(row) = store::current_of(conn, person)? else { return Ok(None) };
    let names = accounts::names(conn)?;
    gather(conn, &names, row, day).map(Some)
}

/// Everybody in training in one department, or in all, by name.
///
/// # Errors
/// When the database fails.
pub fn in_training(
    conn: &mut AnyConn,
    department: Option<&str>,
    day: NaiveDate,
) -> Result<Vec<Training>, Fault> {
    let names = accounts::names(conn)?;
    let office = people_of(conn, department)?;
    let mut out = Vec::new();
    for row in store::apprenticeships(conn)? {
        if office.contains(&row.apprentice_id) && !row.state()?.closed() {
            out.push(gather(conn, &names, row, day)?);
        }
    }
    out.sort_by(|a, b| (&a.pair.apprentice, &a.pair.row.id).cmp(&(&b.pair.apprentice, &b.pair.row.id)));
    Ok(out)
}

fn people_of(conn: &mut AnyConn, department: Option<&str>) -> Result<BTreeSet<String>, Fault> {
    Ok(accounts::people(conn, department)?.into_iter().map(|(person, _)| person.id).collect())
}

/// Certificates that hold on a day, without what a page shows beside them.
///
/// # Errors
/// When the database fails.
pub fn valid_rows(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<Certificate>, Fault> {
    store::valid_certificates(conn, day, 4, None)
}

/// The moments at which rounds of a department's apprentices passed, from one moment to before another.
///
/// # Errors
/// When the database fails.
pub fn passed_at(
    conn: &mut AnyConn,
    department: Option<&str>,
    from: Moment,
    until: Moment,
) -> Result<Vec<Moment>, Fault> {
    let office = people_of(conn, department)?;
    let passed = store::rounds_in(conn, State::Passed)?;
    Ok(passed
        .iter()
        .filter(|round| office.contains(&round.apprentice_id))
        .filter_map(|round| round.decided_at)
        .filter(|at| *at >= from && *at < until)
        .collect())
}

/// One mark of a rubric. Who is marked is there so that small groups can be left out, not to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Whose round.
    pub apprentice: String,
    /// Of which item.
    pub item: String,
    /// Key of the criterion.
    pub criterion: String,
    /// Level, 1 to 4.
    pub level: u8,
}

/// The first signers' marks of a department's apprentices from one moment to before another.
///
/// # Errors
/// When the database fails.
pub fn marks(
    conn: &mut AnyConn,
    department: Option<&str>,
    from: Moment,
    until: Moment,
) -> Result<Vec<Mark>, Fault> {
    let office = people_of(conn, department)?;
    let signed: Vec<_> = store::sign_offs_since(conn, from)?
        .into_iter()
        .filter(|s| s.place == 1 && s.signed_at < until && office.contains(&s.apprentice_id))
        .collect();
    let rounds: Vec<String> = signed.iter().map(|s| s.round_id.clone()).collect();
    let items = store::items_of_rounds(conn, &rounds)?;
    let mut marks = Vec::new();
    for signature in signed {
        let Some(item) = items.get(&signature.round_id) else { continue };
        for (criterion, level) in signature.scores()? {
            let apprentice = signature.apprentice_id.clone();
            marks.push(Mark { apprentice, item: item.clone(), criterion, level });
        }
    }
    Ok(marks)
}

/// How many proposed rights to teach wait for this person's decision.
///
/// # Errors
/// When the database fails; a refusal for who decides on none.
pub fn grants_waiting(conn: &mut AnyConn, actor: &Actor) -> Result<usize, Fault> {
    Ok(grants::list(conn, actor)?.iter().filter(|grant| grant.may_decide).count())
}
