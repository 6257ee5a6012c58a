//! 听 and 看: logging what was heard and seen, and the mentor's word on observations.

use chrono::NaiveDate;

use super::{board, relation};
use crate::features::accounts;
use crate::features::apprenticeship::model::{Apprenticeship, Confirmation, StageEvidence};
use crate::features::apprenticeship::rules::figures::ACCOUNT_CHARS;
use crate::features::apprenticeship::rules::progress::Stage;
use crate::features::apprenticeship::rules::wording::{
    case_reference_fine, looks_like_a_persons_number, says_something,
};
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus;
use crate::features::notifications::{Notice, notify};
use crate::kernel::clock::Zone;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// What an apprentice writes down.
#[derive(Debug, Clone)]
pub struct Account {
    /// Short name of the item.
    pub item: String,
    /// The day.
    pub happened_on: NaiveDate,
    /// Internal reference; may stay empty for an enquiry.
    pub case_ref: String,
    /// 听: what was asked. 看: what the mentor did.
    pub told: String,
    /// 听: the senior's answer in own words. 看: the technique noticed.
    pub learned: String,
    /// Made by the sender, so that sending twice logs once.
    pub client_id: String,
}

/// The actor's own apprenticeship, when work can be logged in it.
pub(super) fn own_working(conn: &mut AnyConn, actor: &Actor) -> Result<Apprenticeship, Fault> {
    actor.need(Permission::BeApprentice)?;
    let own = store::current_of(conn, &actor.person)?.ok_or_else(|| Fault::conflict("no-apprenticeship"))?;
    if own.state()?.working() { Ok(own) } else { Err(Fault::conflict("pair-not-active")) }
}

/// Whether a client's id can be one; an empty one is replaced by the server.
pub(super) fn client_id(tx: &Tx<'_>, sent: &str) -> String {
    let fine = (8..=64).contains(&sent.len()) && sent.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fine { sent.to_owned() } else { tx.id() }
}

/// Logs a listened encounter or an observed case.
///
/// # Errors
/// A conflict when the stage is not open; an input fault naming the fields.
pub fn log(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    stage: Stage,
    account: &Account,
) -> Result<String, Fault> {
    let own = own_working(tx.conn, actor)?;
    let today = zone.day(tx.at);
    let client_id = client_id(tx, &account.client_id);
    if let Some(known) = store::evidence_by_client(tx.conn, &actor.person, &client_id)? {
        return Ok(known.id);
    }
    let gathered = board::item_in(tx.conn, &own, &account.item, today)?;
    if !gathered.board.open(stage) || !matches!(stage, Stage::Listen | Stage::Watch) {
        return Err(Fault::conflict("stage-locked"));
    }
    let reference_needed = stage == Stage::Watch;
    let number = looks_like_a_persons_number;
    let started = own.started_on.unwrap_or(today);
    let mut check = FormCheck::default();
    check
        .require(account.happened_on <= today, "happened_on", "date-in-future")
        .require(account.happened_on >= started, "happened_on", "date-before-start")
        .require(!number(&account.case_ref), "case_ref", "holds-number")
        .require(
            (account.case_ref.is_empty() && !reference_needed) || case_reference_fine(&account.case_ref),
            "case_ref",
            "case-ref-form",
        )
        .require(says_something(&account.told, ACCOUNT_CHARS), "told", "account-needed")
        .require(!number(&account.told), "told", "holds-number")
        .require(says_something(&account.learned, ACCOUNT_CHARS), "learned", "account-needed")
        .require(!number(&account.learned), "learned", "holds-number");
    check.done()?;
    let row = StageEvidence {
        id: tx.id(),
        apprenticeship_id: own.id.clone(),
        apprentice_id: actor.person.clone(),
        item_id: gathered.item.id.clone(),
        stage: stage.code().to_owned(),
        happened_on: account.happened_on,
        case_ref: account.case_ref.clone(),
        told: account.told.clone(),
        learned: account.learned.clone(),
        client_id,
        created_at: tx.at,
    };
    store::insert_evidence(tx, &row)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("evidence.logged"), "stage_evidence", &row.id)
            .fact("stage", stage.code())
            .fact("item", gathered.item.id.as_str()),
    )?;
    if stage == Stage::Watch
        && let Some(mentor) = relation::mentor_on(tx.conn, &own.id, today)?
    {
        let notice = Notice::new("observation-logged", "/mentoring")
            .with("name", actor.name.clone())
            .with("item", gathered.item.name.clone());
        notify(tx, &mentor.person_id, &notice)?;
    }
    Ok(row.id)
}

/// The mentor's word on an observation: confirmed, or returned with a sentence.
///
/// # Errors
/// A refusal for one's own observation; missing for who is not the mentor; a conflict when already answered.
pub fn confirm(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    id: &str,
    confirmed: bool,
    note: &str,
) -> Result<(), Fault> {
    let row = store::evidence(tx.conn, id)?;
    if actor.person == row.apprentice_id {
        return Err(Fault::refused("sign-self"));
    }
    actor.need(Permission::SignRound)?;
    let today = zone.day(tx.at);
    let named = store::assignments(tx.conn, &row.apprenticeship_id)?
        .iter()
        .any(|a| a.person_id == actor.person && (a.covers(row.happened_on) || a.covers(today)));
    if !named || row.stage != "watch" {
        return Err(Fault::missing());
    }
    if store::confirmations(tx.conn, &row.apprentice_id)?.contains_key(id) {
        return Err(Fault::conflict("already-answered"));
    }
    let mut check = FormCheck::default();
    check.require(confirmed || says_something(note, ACCOUNT_CHARS), "note", "return-reason").require(
        !looks_like_a_persons_number(note),
        "note",
        "holds-number",
    );
    check.done()?;
    let verdict = if confirmed { "confirmed" } else { "returned" };
    let word = Confirmation {
        evidence_id: id.to_owned(),
        apprentice_id: row.apprentice_id.clone(),
        confirmer_id: actor.person.clone(),
        verdict: verdict.to_owned(),
        note: note.to_owned(),
        at: tx.at,
    };
    store::insert_confirmation(tx, &word)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("evidence.answered"), "stage_evidence", id).fact("verdict", verdict),
    )?;
    let item = corpus::item(tx.conn, &row.item_id)?;
    let kind = if confirmed { "observation-confirmed" } else { "observation-returned" };
    let notice = Notice::new(kind, format!("/board/{}/watch", item.slug)).with("item", item.name);
    notify(tx, &row.apprentice_id, &notice)
}

/// An observation that waits for the mentor.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The observation.
    pub row: StageEvidence,
    /// Name of the apprentice.
    pub apprentice: String,
    /// Item: Chinese and English name.
    pub item: (String, String),
}

/// Observations that wait for somebody's word, oldest first.
///
/// # Errors
/// When the database fails.
pub fn waiting_for(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Vec<Waiting>, Fault> {
    let names = accounts::names(conn)?;
    let mut out = Vec::new();
    for pair in super::pairs::taught_by(conn, &actor.person, day)? {
        let answered = store::confirmations(conn, &pair.row.apprentice_id)?;
        for row in store::evidence_of(conn, &pair.row.id, None)? {
            if row.stage == "watch" && !answered.contains_key(&row.id) {
                let item = corpus::item(conn, &row.item_id)?;
                let apprentice = names.get(&row.apprentice_id).cloned().unwrap_or_default();
                out.push(Waiting { row, apprentice, item: (item.name, item.name_en) });
            }
        }
    }
    out.sort_by(|a, b| a.row.id.cmp(&b.row.id));
    Ok(out)
}

/// 学: confirms that a policy version of the item was read.
///
/// # Errors
/// A conflict when 学 is not open; missing for a version the item does not rest on.
pub fn confirm_read(
    tx: &mut Tx<'_>,
    actor: &Actor,
    zone: Zone,
    slug: &str,
    version: &str,
) -> Result<(), Fault> {
    let own = own_working(tx.conn, actor)?;
    let today = zone.day(tx.at);
    let gathered = board::item_in(tx.conn, &own, slug, today)?;
    if !gathered.board.open(Stage::Learn) {
        return Err(Fault::conflict("stage-locked"));
    }
    let known = corpus::policies_of_item(tx.conn, &gathered.item, today)?;
    if !known.iter().any(|policy| policy.version_id == version) {
        return Err(Fault::missing());
    }
    corpus::confirm_read(tx, actor, version)
}
