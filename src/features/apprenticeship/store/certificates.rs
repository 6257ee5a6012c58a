//! Certificates and the right to teach.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::features::apprenticeship::model::{Certificate, CertificateEvent, Grant};
use crate::features::apprenticeship::rules::certificate::State;
use crate::kernel::Fault;
use crate::platform::db::schema::{certificate, certificate_event, founding_grant};
use crate::platform::db::{AnyConn, Tx};

pub(in crate::features::apprenticeship) fn insert_certificate(
    tx: &mut Tx<'_>,
    row: &Certificate,
) -> Result<(), Fault> {
    diesel::insert_into(certificate::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn certificate(
    conn: &mut AnyConn,
    id: &str,
) -> Result<Certificate, Fault> {
    Ok(certificate::table.find(id).select(certificate::all_columns).first(conn)?)
}

pub(in crate::features::apprenticeship) fn certificate_by_code(
    conn: &mut AnyConn,
    code: &str,
) -> Result<Option<Certificate>, Fault> {
    Ok(certificate::table
        .filter(certificate::code.eq(code))
        .select(certificate::all_columns)
        .first(conn)
        .optional()?)
}

/// Certificates of a person, latest first.
pub(in crate::features::apprenticeship) fn certificates_of(
    conn: &mut AnyConn,
    person: &str,
) -> Result<Vec<Certificate>, Fault> {
    Ok(certificate::table
        .filter(certificate::person_id.eq(person))
        .order(certificate::id.desc())
        .select(certificate::all_columns)
        .load(conn)?)
}

/// Certificates that hold on a day, of everybody, at least of a level, for one item or all.
pub(in crate::features::apprenticeship) fn valid_certificates(
    conn: &mut AnyConn,
    day: NaiveDate,
    level: i32,
    item: Option<&str>,
) -> Result<Vec<Certificate>, Fault> {
    let mut query = certificate::table
        .filter(certificate::state.eq(State::Valid.code()))
        .filter(certificate::issued_on.le(day))
        .filter(certificate::expires_on.gt(day))
        .filter(certificate::level.ge(level))
        .select(certificate::all_columns)
        .into_boxed();
    if let Some(item) = item {
        query = query.filter(certificate::item_id.eq(item.to_owned()));
    }
    Ok(query.order(certificate::id).load(conn)?)
}

/// A person's certificate for an item that holds on a day, of at least this level, the highest first.
pub(in crate::features::apprenticeship) fn valid_certificate_of(
    conn: &mut AnyConn,
    person: &str,
    item: &str,
    day: NaiveDate,
    level: i32,
) -> Result<Option<Certificate>, Fault> {
    Ok(certificate::table
        .filter(certificate::person_id.eq(person))
        .filter(certificate::item_id.eq(item))
        .filter(certificate::state.eq(State::Valid.code()))
        .filter(certificate::issued_on.le(day))
        .filter(certificate::expires_on.gt(day))
        .filter(certificate::level.ge(level))
        .order((certificate::level.desc(), certificate::id.desc()))
        .select(certificate::all_columns)
        .first(conn)
        .optional()?)
}

/// Moves a certificate on, if it stood where it should; whether it did.
pub(in crate::features::apprenticeship) fn move_certificate(
    tx: &mut Tx<'_>,
    id: &str,
    from: State,
    to: State,
) -> Result<bool, Fault> {
    let changed = diesel::update(certificate::table.find(id).filter(certificate::state.eq(from.code())))
        .set(certificate::state.eq(to.code()))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

pub(in crate::features::apprenticeship) fn insert_certificate_event(
    tx: &mut Tx<'_>,
    certificate: &str,
    kind: &str,
    by: Option<&str>,
    reason: &str,
) -> Result<(), Fault> {
    let row = CertificateEvent {
        id: tx.id(),
        certificate_id: certificate.to_owned(),
        kind: kind.to_owned(),
        by_person: by.map(str::to_owned),
        reason: reason.to_owned(),
        at: tx.at,
    };
    diesel::insert_into(certificate_event::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn insert_grant(tx: &mut Tx<'_>, row: &Grant) -> Result<(), Fault> {
    diesel::insert_into(founding_grant::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(in crate::features::apprenticeship) fn grant(conn: &mut AnyConn, id: &str) -> Result<Grant, Fault> {
    Ok(founding_grant::table.find(id).select(founding_grant::all_columns).first(conn)?)
}

/// Grants, latest first.
pub(in crate::features::apprenticeship) fn grants(conn: &mut AnyConn) -> Result<Vec<Grant>, Fault> {
    Ok(founding_grant::table
        .order(founding_grant::id.desc())
        .limit(200)
        .select(founding_grant::all_columns)
        .load(conn)?)
}

/// Decides an open grant; whether it was open.
pub(in crate::features::apprenticeship) fn decide_grant(
    tx: &mut Tx<'_>,
    id: &str,
    steward: &str,
    granted: bool,
) -> Result<bool, Fault> {
    let state = if granted { "granted" } else { "declined" };
    let changed = diesel::update(founding_grant::table.find(id).filter(founding_grant::state.eq("proposed")))
        .set((
            founding_grant::state.eq(state),
            founding_grant::steward_id.eq(Some(steward)),
            founding_grant::decided_at.eq(Some(tx.at)),
        ))
        .execute(tx.conn)?;
    Ok(changed == 1)
}
