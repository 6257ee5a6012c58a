//! Programmes, apprenticeships, mentors and delegates.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::features::apprenticeship::model::{
    Agreement, AgreementSignature, Apprenticeship, Assignment, GraduationSignature, PairEvent, Programme,
};
use crate::features::apprenticeship::rules::pairing::State;
use crate::kernel::Fault;
use crate::platform::db::schema::{
    agreement_signature, agreement_version, apprenticeship, apprenticeship_event, graduation_signature,
    mentor_assignment, programme, programme_item,
};
use crate::platform::db::{AnyConn, Tx};

pub(in crate::features::apprenticeship) fn programmes(conn: &mut AnyConn) -> Result<Vec<Programme>, Fault> {
    Ok(programme::table
        .order((programme::created_at, programme::id))
        .select(programme::all_columns)
        .load(conn)?)
}

pub(in crate::features::apprenticeship) fn programme(
    conn: &mut AnyConn,
    id: &str,
) -> Result<Programme, Fault> {
    Ok(programme::table.find(id).select(programme::all_columns).first(conn)?)
}

pub(in crate::features::apprenticeship) fn insert_programme(
    tx: &mut Tx<'_>,
    row: &Programme,
    items: &[String],
) -> Result<(), Fault> {
    diesel::insert_into(programme::table).values(row).execute(tx.conn)?;
    for (position, item) in (0_i32..).zip(items) {
        diesel::insert_into(programme_item::table)
            .values((
                programme_item::programme_id.eq(&row.id),
                programme_item::item_id.eq(item),
                programme_item::position.eq(position),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Ids of a programme's items in their order.
pub(in crate::features::apprenticeship) fn programme_items(
    conn: &mut AnyConn,
    programme: &str,
) -> Result<Vec<String>, Fault> {
    Ok(programme_item::table
        .filter(programme_item::programme_id.eq(programme))
        .order((programme_item::position, programme_item::item_id))
        .select(programme_item::item_id)
        .load(conn)?)
}

pub(in crate::features::apprenticeship) fn insert_agreement(
    tx: &mut Tx<'_>,
    row: &Agreement,
) -> Result<(), Fault> {
    diesel::insert_into(agreement_version::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The latest text of a programme's agreement.
pub(in crate::features::apprenticeship) fn latest_agreement(
    conn: &mut AnyConn,
    programme: &str,
) -> Result<Agreement, Fault> {
    Ok(agreement_version::table
        .filter(agreement_version::programme_id.eq(programme))
        .order(agreement_version::id.desc())
        .select(agreement_version::all_columns)
        .first(conn)?)
}

pub(in crate::features::apprenticeship) fn agreement(
    conn: &mut AnyConn,
    id: &str,
) -> Result<Agreement, Fault> {
    Ok(agreement_version::table.find(id).select(agreement_version::all_columns).first(conn)?)
}

pub(in crate::features::apprenticeship) fn insert_apprenticeship(
    tx: &mut Tx<'_>,
    row: &Apprenticeship,
) -> Result<(), Fault> {
    diesel::insert_into(apprenticeship::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn apprenticeship(
    conn: &mut AnyConn,
    id: &str,
) -> Result<Apprenticeship, Fault> {
    Ok(apprenticeship::table.find(id).select(apprenticeship::all_columns).first(conn)?)
}

/// The apprenticeship of a person that is not over.
pub(in crate::features::apprenticeship) fn current_of(
    conn: &mut AnyConn,
    apprentice: &str,
) -> Result<Option<Apprenticeship>, Fault> {
    Ok(apprenticeship::table
        .filter(apprenticeship::apprentice_id.eq(apprentice))
        .filter(apprenticeship::state.ne_all([State::Graduated.code(), State::EndedWithout.code()]))
        .select(apprenticeship::all_columns)
        .first(conn)
        .optional()?)
}

/// Every apprenticeship, those under way first.
pub(in crate::features::apprenticeship) fn apprenticeships(
    conn: &mut AnyConn,
) -> Result<Vec<Apprenticeship>, Fault> {
    Ok(apprenticeship::table
        .order((apprenticeship::closed_at.desc(), apprenticeship::id.desc()))
        .limit(500)
        .select(apprenticeship::all_columns)
        .load(conn)?)
}

/// Moves an apprenticeship from one state to another; whether it stood where it should.
pub(in crate::features::apprenticeship) fn move_apprenticeship(
    tx: &mut Tx<'_>,
    id: &str,
    from: State,
    to: State,
) -> Result<bool, Fault> {
    let changed =
        diesel::update(apprenticeship::table.find(id).filter(apprenticeship::state.eq(from.code())))
            .set((
                apprenticeship::state.eq(to.code()),
                apprenticeship::closed_at.eq(to.closed().then_some(tx.at)),
            ))
            .execute(tx.conn)?;
    Ok(changed == 1)
}

pub(in crate::features::apprenticeship) fn set_span(
    tx: &mut Tx<'_>,
    id: &str,
    started_on: NaiveDate,
    latest_end: NaiveDate,
) -> Result<(), Fault> {
    diesel::update(apprenticeship::table.find(id))
        .set((
            apprenticeship::started_on.eq(Some(started_on)),
            apprenticeship::latest_end.eq(Some(latest_end)),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn insert_assignment(
    tx: &mut Tx<'_>,
    row: &Assignment,
) -> Result<(), Fault> {
    diesel::insert_into(mentor_assignment::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Mentors and delegates of an apprenticeship, oldest first.
pub(in crate::features::apprenticeship) fn assignments(
    conn: &mut AnyConn,
    apprenticeship: &str,
) -> Result<Vec<Assignment>, Fault> {
    Ok(mentor_assignment::table
        .filter(mentor_assignment::apprenticeship_id.eq(apprenticeship))
        .order(mentor_assignment::id)
        .select(mentor_assignment::all_columns)
        .load(conn)?)
}

/// What a person was named for, as mentor or delegate.
pub(in crate::features::apprenticeship) fn assignments_of(
    conn: &mut AnyConn,
    person: &str,
) -> Result<Vec<Assignment>, Fault> {
    Ok(mentor_assignment::table
        .filter(mentor_assignment::person_id.eq(person))
        .order(mentor_assignment::id)
        .select(mentor_assignment::all_columns)
        .load(conn)?)
}

/// Ends the named mentor's time: the first day on which it no longer holds.
pub(in crate::features::apprenticeship) fn end_assignment(
    tx: &mut Tx<'_>,
    id: &str,
    to_day: NaiveDate,
) -> Result<(), Fault> {
    diesel::update(mentor_assignment::table.find(id))
        .set(mentor_assignment::to_day.eq(Some(to_day)))
        .execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn insert_agreement_signature(
    tx: &mut Tx<'_>,
    row: &AgreementSignature,
) -> Result<(), Fault> {
    diesel::insert_into(agreement_signature::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn agreement_signatures(
    conn: &mut AnyConn,
    apprenticeship: &str,
) -> Result<Vec<AgreementSignature>, Fault> {
    Ok(agreement_signature::table
        .filter(agreement_signature::apprenticeship_id.eq(apprenticeship))
        .order(agreement_signature::id)
        .select(agreement_signature::all_columns)
        .load(conn)?)
}

pub(in crate::features::apprenticeship) fn insert_pair_event(
    tx: &mut Tx<'_>,
    apprenticeship: &str,
    kind: &str,
    by: &str,
    reason: &str,
) -> Result<(), Fault> {
    let row = PairEvent {
        id: tx.id(),
        apprenticeship_id: apprenticeship.to_owned(),
        kind: kind.to_owned(),
        by_person: by.to_owned(),
        reason: reason.to_owned(),
        at: tx.at,
    };
    diesel::insert_into(apprenticeship_event::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn pair_events(
    conn: &mut AnyConn,
    apprenticeship: &str,
) -> Result<Vec<PairEvent>, Fault> {
    Ok(apprenticeship_event::table
        .filter(apprenticeship_event::apprenticeship_id.eq(apprenticeship))
        .order(apprenticeship_event::id)
        .select(apprenticeship_event::all_columns)
        .load(conn)?)
}

pub(in crate::features::apprenticeship) fn insert_graduation_signature(
    tx: &mut Tx<'_>,
    row: &GraduationSignature,
) -> Result<(), Fault> {
    diesel::insert_into(graduation_signature::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn graduation_signatures(
    conn: &mut AnyConn,
    apprenticeship: &str,
) -> Result<Vec<GraduationSignature>, Fault> {
    Ok(graduation_signature::table
        .filter(graduation_signature::apprenticeship_id.eq(apprenticeship))
        .order(graduation_signature::place)
        .select(graduation_signature::all_columns)
        .load(conn)?)
}
