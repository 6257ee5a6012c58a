//! Practice rounds, their signatures and their events.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::features::apprenticeship::model::{Round, RoundEvent, SignOff};
use crate::features::apprenticeship::rules::round::State;
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{practice_round, round_event, sign_off};
use crate::platform::db::{AnyConn, Tx};

pub(in crate::features::apprenticeship) fn insert_round(tx: &mut Tx<'_>, row: &Round) -> Result<(), Fault> {
    diesel::insert_into(practice_round::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn round(conn: &mut AnyConn, id: &str) -> Result<Round, Fault> {
    Ok(practice_round::table.find(id).select(practice_round::all_columns).first(conn)?)
}

pub(in crate::features::apprenticeship) fn round_by_client(
    conn: &mut AnyConn,
    apprentice: &str,
    client_id: &str,
) -> Result<Option<Round>, Fault> {
    Ok(practice_round::table
        .filter(practice_round::apprentice_id.eq(apprentice))
        .filter(practice_round::client_id.eq(client_id))
        .select(practice_round::all_columns)
        .first(conn)
        .optional()?)
}

/// Rounds of an apprenticeship, of one item or of all, by number.
pub(in crate::features::apprenticeship) fn rounds_of(
    conn: &mut AnyConn,
    apprenticeship: &str,
    item: Option<&str>,
) -> Result<Vec<Round>, Fault> {
    let mut query = practice_round::table
        .filter(practice_round::apprenticeship_id.eq(apprenticeship.to_owned()))
        .select(practice_round::all_columns)
        .into_boxed();
    if let Some(item) = item {
        query = query.filter(practice_round::item_id.eq(item.to_owned()));
    }
    Ok(query.order((practice_round::number, practice_round::id)).load(conn)?)
}

/// Rounds in a state, by the time they happen.
pub(in crate::features::apprenticeship) fn rounds_in(
    conn: &mut AnyConn,
    state: State,
) -> Result<Vec<Round>, Fault> {
    Ok(practice_round::table
        .filter(practice_round::state.eq(state.code()))
        .order((practice_round::observed_at, practice_round::id))
        .limit(1_000)
        .select(practice_round::all_columns)
        .load(conn)?)
}

/// Moves a round on, if nobody moved it since `version`; whether it did.
pub(in crate::features::apprenticeship) fn move_round(
    tx: &mut Tx<'_>,
    id: &str,
    version: i32,
    to: State,
) -> Result<bool, Fault> {
    let decided = (!to.waits()).then_some(tx.at);
    let changed = diesel::update(practice_round::table.find(id).filter(practice_round::version.eq(version)))
        .set((
            practice_round::state.eq(to.code()),
            practice_round::version.eq(version + 1),
            practice_round::decided_at.eq(decided),
        ))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

pub(in crate::features::apprenticeship) fn insert_sign_off(
    tx: &mut Tx<'_>,
    row: &SignOff,
) -> Result<(), Fault> {
    diesel::insert_into(sign_off::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn sign_off_by_client(
    conn: &mut AnyConn,
    signer: &str,
    client_id: &str,
) -> Result<Option<SignOff>, Fault> {
    Ok(sign_off::table
        .filter(sign_off::signer_id.eq(signer))
        .filter(sign_off::client_id.eq(client_id))
        .select(sign_off::all_columns)
        .first(conn)
        .optional()?)
}

/// Signatures under one round, first signer first.
pub(in crate::features::apprenticeship) fn sign_offs_of_round(
    conn: &mut AnyConn,
    round: &str,
) -> Result<Vec<SignOff>, Fault> {
    Ok(sign_off::table
        .filter(sign_off::round_id.eq(round))
        .order(sign_off::place)
        .select(sign_off::all_columns)
        .load(conn)?)
}

/// Signatures under all rounds of an apprentice, by round.
pub(in crate::features::apprenticeship) fn sign_offs_of(
    conn: &mut AnyConn,
    apprentice: &str,
) -> Result<BTreeMap<String, Vec<SignOff>>, Fault> {
    let mut out: BTreeMap<String, Vec<SignOff>> = BTreeMap::new();
    let rows: Vec<SignOff> = sign_off::table
        .filter(sign_off::apprentice_id.eq(apprentice))
        .order((sign_off::place, sign_off::id))
        .select(sign_off::all_columns)
        .load(conn)?;
    for row in rows {
        out.entry(row.round_id.clone()).or_default().push(row);
    }
    Ok(out)
}

/// Rounds somebody has signed, latest first.
pub(in crate::features::apprenticeship) fn signed_by(
    conn: &mut AnyConn,
    signer: &str,
    limit: i64,
) -> Result<Vec<SignOff>, Fault> {
    Ok(sign_off::table
        .filter(sign_off::signer_id.eq(signer))
        .order(sign_off::id.desc())
        .limit(limit)
        .select(sign_off::all_columns)
        .load(conn)?)
}

/// The last signature under a round of a person.
pub(in crate::features::apprenticeship) fn last_sign_off(
    conn: &mut AnyConn,
    apprentice: &str,
) -> Result<Option<SignOff>, Fault> {
    Ok(sign_off::table
        .filter(sign_off::apprentice_id.eq(apprentice))
        .order((sign_off::signed_at.desc(), sign_off::id.desc()))
        .select(sign_off::all_columns)
        .first(conn)
        .optional()?)
}

/// Signatures since a moment, in the order of time.
pub(in crate::features::apprenticeship) fn sign_offs_since(
    conn: &mut AnyConn,
    from: Moment,
) -> Result<Vec<SignOff>, Fault> {
    Ok(sign_off::table
        .filter(sign_off::signed_at.ge(from))
        .order((sign_off::signed_at, sign_off::id))
        .limit(5_000)
        .select(sign_off::all_columns)
        .load(conn)?)
}

pub(in crate::features::apprenticeship) fn insert_round_event(
    tx: &mut Tx<'_>,
    round: &str,
    kind: &str,
    by: &str,
    text: &str,
    refers_to: Option<&str>,
) -> Result<String, Fault> {
    let row = RoundEvent {
        id: tx.id(),
        round_id: round.to_owned(),
        kind: kind.to_owned(),
        by_person: by.to_owned(),
        text: text.to_owned(),
        refers_to: refers_to.map(str::to_owned),
        at: tx.at,
    };
    diesel::insert_into(round_event::table).values(&row).execute(tx.conn)?;
    Ok(row.id)
}

pub(in crate::features::apprenticeship) fn round_events(
    conn: &mut AnyConn,
    round: &str,
) -> Result<Vec<RoundEvent>, Fault> {
    Ok(round_event::table
        .filter(round_event::round_id.eq(round))
        .order((round_event::at, round_event::id))
        .select(round_event::all_columns)
        .load(conn)?)
}

/// The item of each of these rounds.
pub(in crate::features::apprenticeship) fn items_of_rounds(
    conn: &mut AnyConn,
    rounds: &[String],
) -> Result<BTreeMap<String, String>, Fault> {
    let rows: Vec<(String, String)> = practice_round::table
        .filter(practice_round::id.eq_any(rounds))
        .select((practice_round::id, practice_round::item_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
