//! The board: what has been done in each item, gathered for the one function that judges it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::relation;
use crate::features::apprenticeship::model::{Apprenticeship, Confirmation, Round, SignOff, StageEvidence};
use crate::features::apprenticeship::rules::progress::{
    Board, Evidence, Next, Requirements, RoundFact, progress,
};
use crate::features::apprenticeship::store;
use crate::features::corpus::{self, Item};
use crate::features::{quizzes, routines};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::AnyConn;

/// The requirements of an item.
#[must_use]
pub fn requirements(item: &Item) -> Requirements {
    let n = |figure: u32| usize::try_from(figure).unwrap_or(usize::MAX);
    Requirements::of(
        n(item.content.listen_required),
        n(item.content.watch_required),
        n(item.content.practice_required),
    )
}

/// One item of somebody's board with everything it rests on.
#[derive(Debug, Clone)]
pub struct ItemBoard {
    /// The item.
    pub item: Item,
    /// What has been done.
    pub evidence: Evidence,
    /// What is asked for.
    pub need: Requirements,
    /// What follows.
    pub board: Board,
    /// The log of encounters and observations with the mentor's word.
    pub log: Vec<(StageEvidence, Option<Confirmation>)>,
    /// Rounds with their signatures.
    pub rounds: Vec<(Round, Vec<SignOff>)>,
}

impl ItemBoard {
    /// Minutes the next step usually takes (0: waiting): the one number for the board and for the day.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (_, minutes) = self.board.next.words();
        match self.board.next {
            Next::Read => {
                let left = self.evidence.policies.saturating_sub(self.evidence.confirmed);
                minutes.saturating_mul(count(left).max(1))
            }
            Next::WhyQuiz => count(quizzes::minutes(self.evidence.questions)),
            _ => minutes,
        }
    }
}

/// The board of one item in one apprenticeship. The caller has checked who reads it.
pub(super) fn gather(
    conn: &mut AnyConn,
    apprenticeship: &Apprenticeship,
    item: Item,
    day: NaiveDate,
) -> Result<ItemBoard, Fault> {
    let person = &apprenticeship.apprentice_id;
    let mut confirmations = store::confirmations(conn, person)?;
    let log: Vec<(StageEvidence, Option<Confirmation>)> =
        store::evidence_of(conn, &apprenticeship.id, Some(&item.id))?
            .into_iter()
            .map(|row| {
                let word = confirmations.remove(&row.id);
                (row, word)
            })
            .collect();
    let mut signatures = store::sign_offs_of(conn, person)?;
    let mut rounds = Vec::new();
    let mut facts = Vec::new();
    for round in store::rounds_of(conn, &apprenticeship.id, Some(&item.id))? {
        let signed = signatures.remove(&round.id).unwrap_or_default();
        facts.push(RoundFact {
            id: round.id.clone(),
            answers: round.answers_id.clone(),
            state: round.state()?,
            day: round.observed_on,
            signers: signed.iter().map(|s| s.signer_id.clone()).collect(),
            prompted: signed.iter().any(|s| s.prompted),
            critical_failed: signed.iter().any(|s| s.critical_failed),
        });
        rounds.push((round, signed));
    }
    let versions: Vec<String> =
        corpus::policies_of_item(conn, &item, day)?.into_iter().map(|p| p.version_id).collect();
    let confirmed: BTreeSet<String> = corpus::confirmed(conn, person, &versions)?;
    let why = quizzes::why_state(conn, person, &item.id)?;
    let watched = |verdict: Option<&str>| {
        log.iter()
            .filter(|(row, word)| {
                row.stage == "watch" && word.as_ref().map(|w| w.verdict.as_str()) == verdict
            })
            .count()
    };
    let evidence = Evidence {
        listened: log.iter().filter(|(row, _)| row.stage == "listen").count(),
        policies: versions.len(),
        confirmed: confirmed.len(),
        questions: why.questions,
        best_percent: why.best_percent,
        why_passed: why.passed,
        watched: watched(Some("confirmed")),
        watch_waiting: watched(None),
        rounds: facts,
        etiquette: routines::etiquette_valid(conn, person, day)?,
    };
    let need = requirements(&item);
    let board = progress(&evidence, &need);
    Ok(ItemBoard { item, evidence, need, board, log, rounds })
}

/// All items of an apprenticeship the actor may see.
///
/// # Errors
/// Missing for who has no business with it.
pub fn of_apprenticeship(
    conn: &mut AnyConn,
    actor: &Actor,
    id: &str,
    day: NaiveDate,
) -> Result<(Apprenticeship, Vec<ItemBoard>), Fault> {
    let (row, _) = relation::visible(conn, actor, id, day)?;
    let mut boards = Vec::new();
    for item in store::programme_items(conn, &row.programme_id)? {
        let item = corpus::item(conn, &item)?;
        boards.push(gather(conn, &row, item, day)?);
    }
    Ok((row, boards))
}

/// One item of an apprenticeship the actor may see.
///
/// # Errors
/// Missing for who has no business with it, or for an item outside the programme.
pub fn of_item(
    conn: &mut AnyConn,
    actor: &Actor,
    id: &str,
    slug: &str,
    day: NaiveDate,
) -> Result<(Apprenticeship, ItemBoard), Fault> {
    let (row, _) = relation::visible(conn, actor, id, day)?;
    let board = item_in(conn, &row, slug, day)?;
    Ok((row, board))
}

/// One item of a programme by its short name.
pub(super) fn item_in(
    conn: &mut AnyConn,
    apprenticeship: &Apprenticeship,
    slug: &str,
    day: NaiveDate,
) -> Result<ItemBoard, Fault> {
    let item = corpus::item_by_slug(conn, slug)?;
    if !store::programme_items(conn, &apprenticeship.programme_id)?.contains(&item.id) {
        return Err(Fault::missing());
    }
    gather(conn, apprenticeship, item, day)
}

/// The actor's own apprenticeship that is not over.
///
/// # Errors
/// When the database fails.
pub fn own(conn: &mut AnyConn, actor: &Actor) -> Result<Option<Apprenticeship>, Fault> {
    store::current_of(conn, &actor.person)
}

/// Whether the operating steps of an item may be sent to this person, and what still opens them.
#[derive(Debug, Clone)]
pub enum StepsGate {
    /// They may.
    Open(Box<Item>),
    /// They may not: the item and what is done so far; `None` for somebody who is no apprentice.
    Closed(Box<Item>, Option<Box<Board>>),
}

/// The gate before the operating steps: why before how. It opens for who has passed 学 of the item, for who
/// holds a certificate of it, and for who writes the steps.
///
/// # Errors
/// Missing when there is no such item.
pub fn steps_gate(conn: &mut AnyConn, actor: &Actor, slug: &str, day: NaiveDate) -> Result<StepsGate, Fault> {
    let item = corpus::item_by_slug(conn, slug)?;
    if actor.may(Permission::WritePolicy)
        || store::valid_certificate_of(conn, &actor.person, &item.id, day, 4)?.is_some()
    {
        return Ok(StepsGate::Open(Box::new(item)));
    }
    if let Some(own) = store::current_of(conn, &actor.person)?
        && store::programme_items(conn, &own.programme_id)?.contains(&item.id)
    {
        let gathered = gather(conn, &own, item, day)?;
        let item = Box::new(gathered.item);
        return Ok(if gathered.board.steps_open {
            StepsGate::Open(item)
        } else {
            StepsGate::Closed(item, Some(Box::new(gathered.board)))
        });
    }
    // Somebody outside any apprenticeship still proves the why first.
    let open = quizzes::why_state(conn, &actor.person, &item.id)?.passed;
    let item = Box::new(item);
    Ok(if open { StepsGate::Open(item) } else { StepsGate::Closed(item, None) })
}
