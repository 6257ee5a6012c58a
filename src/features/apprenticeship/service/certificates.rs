//! Certificates: earned at the end of 练, granted by a manager and a steward, suspended, revoked, verified by
//! anybody who holds the paper.

use chrono::NaiveDate;

use super::{board, pairs, relation, rounds, signing};
use crate::features::accounts;
use crate::features::apprenticeship::model::{Apprenticeship, Certificate, Grant, PolicyStamp, Round};
use crate::features::apprenticeship::rules::certificate::{self as rules, State, Step};
use crate::features::apprenticeship::store;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::{self, Item};
use crate::features::notifications::{Notice, notify};
use crate::kernel::{Actor, Fault, Permission, Role};
use crate::platform::db::{AnyConn, Tx};

/// Where a certificate's right comes from.
pub(super) enum Basis<'a> {
    /// The end of 练 in an apprenticeship, with so many rounds.
    Earned(&'a Apprenticeship, usize),
    /// A grant.
    Granted(&'a Grant),
}

/// Issues a certificate; an older one of the same level for the item makes room for it.
pub(super) fn issue(
    tx: &mut Tx<'_>,
    actor: &Actor,
    person: &str,
    item: &Item,
    level: i32,
    basis: &Basis<'_>,
    day: NaiveDate,
) -> Result<Certificate, Fault> {
    let policies = rounds::stamps(tx.conn, item, day)?;
    for old in store::certificates_of(tx.conn, person)? {
        if old.item_id == item.id
            && old.level == level
            && let Some(to) = old.state_on(day)?.after(Step::Renew)
            && let Some(from) = State::from_code(&old.state)
            && store::move_certificate(tx, &old.id, from, to)?
        {
            store::insert_certificate_event(tx, &old.id, to.code(), Some(&actor.person), "")?;
        }
    }
    let id = tx.id();
    let code = rules::code(tx.random());
    let (apprenticeship, grant, count) = match basis {
        Basis::Earned(apprenticeship, count) => (Some(apprenticeship.id.clone()), None, *count),
        Basis::Granted(grant) => (None, Some(grant.id.clone()), 0),
    };
    // The entry comes first, so that the head printed on the certificate covers the certificate itself.
    audit::record(
        tx,
        actor,
        Entry::new(Kind("certificate.issued"), "certificate", &id)
            .fact("person", person)
            .fact("item", item.id.as_str())
            .fact("item_version", item.version_id.as_str())
            .fact("level", level)
            .fact("code", code.as_str())
            .fact("grant", grant.clone())
            .fact("policies", policies.iter().map(|p| p.id.clone()).collect::<Vec<_>>()),
    )?;
    let head = audit::head(tx.conn)?;
    let row = Certificate {
        id,
        code,
        person_id: person.to_owned(),
        item_id: item.id.clone(),
        item_version_id: item.version_id.clone(),
        level,
        policies: serde_json::to_string(&policies).map_err(Fault::ours)?,
        rounds: i32::try_from(count).unwrap_or(i32::MAX),
        issued_at: tx.at,
        issued_on: day,
        expires_on: rules::expiry(day),
        state: State::Valid.code().to_owned(),
        apprenticeship_id: apprenticeship,
        grant_id: grant,
        head_seq: head.seq,
        head_hash: head.hash,
    };
    store::insert_certificate(tx, &row)?;
    let by = (!actor.person.is_empty()).then_some(actor.person.as_str());
    store::insert_certificate_event(tx, &row.id, "issued", by, "")?;
    let notice = Notice::new("certificate-issued", format!("/certificates/{}", row.id))
        .with("item", item.name.clone());
    notify(tx, person, &notice)?;
    Ok(row)
}

/// Issues level 4 when the last condition of 练 has just been met by `round`. A certificate that is due for a
/// recheck or has expired is renewed by one more round under the present policy; what was suspended is made
/// good by further rounds. The history stays in each case.
pub(super) fn issue_if_earned(
    tx: &mut Tx<'_>,
    actor: &Actor,
    apprenticeship: &Apprenticeship,
    round: &Round,
    item: Item,
    day: NaiveDate,
) -> Result<Option<String>, Fault> {
    let person = apprenticeship.apprentice_id.clone();
    let there = store::certificates_of(tx.conn, &person)?;
    let earned_before = there.iter().find(|c| {
        c.apprenticeship_id.as_deref() == Some(&apprenticeship.id)
            && c.item_id == item.id
            && c.state != State::Revoked.code()
            && c.state != State::Renewed.code()
    });
    let gathered = board::gather(tx.conn, apprenticeship, item, day)?;
    if !gathered.board.complete {
        return Ok(None);
    }
    if let Some(before) = earned_before {
        match before.state_on(day)? {
            State::Suspended | State::Expired => {}
            State::RecheckDue => {
                let practised = round.policies()?;
                let now = rounds::stamps(tx.conn, &gathered.item, day)?;
                if !now.iter().all(|stamp| practised.iter().any(|p| p.id == stamp.id)) {
                    return Ok(None);
                }
            }
            _ => return Ok(None),
        }
    }
    let count = gathered.evidence.rounds.iter().filter(|r| r.state.counts()).count();
    let basis = Basis::Earned(apprenticeship, count);
    let row = issue(tx, actor, &person, &gathered.item, 4, &basis, day)?;
    if let Some(mentor) = relation::mentor_on(tx.conn, &apprenticeship.id, day)? {
        let notice = Notice::new("certificate-earned", format!("/certificates/{}", row.id))
            .with("item", gathered.item.name);
        notify(tx, &mentor.person_id, &notice)?;
    }
    Ok(Some(row.id))
}

/// After a round was revoked: a certificate that the rest no longer carries is suspended.
pub(super) fn suspend_if_unearned(
    tx: &mut Tx<'_>,
    actor: &Actor,
    apprenticeship: &Apprenticeship,
    item: Item,
    day: NaiveDate,
) -> Result<(), Fault> {
    let gathered = board::gather(tx.conn, apprenticeship, item, day)?;
    if gathered.board.complete {
        return Ok(());
    }
    for row in store::certificates_of(tx.conn, &apprenticeship.apprentice_id)? {
        let mine = row.apprenticeship_id.as_deref() == Some(&apprenticeship.id);
        if mine && row.item_id == gathered.item.id {
            change(tx, actor, &row, Step::Suspend, "")?;
        }
    }
    Ok(())
}

fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &Certificate,
    step: Step,
    reason: &str,
) -> Result<bool, Fault> {
    let Some(from) = State::from_code(&row.state) else { return Ok(false) };
    let Some(to) = from.after(step) else { return Ok(false) };
    if !store::move_certificate(tx, &row.id, from, to)? {
        return Ok(false);
    }
    let by = (!actor.person.is_empty()).then_some(actor.person.as_str());
    store::insert_certificate_event(tx, &row.id, to.code(), by, reason)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("certificate.moved"), "certificate", &row.id).fact("state", to.code()),
    )?;
    let notice = Notice::new("certificate-changed", format!("/certificates/{}", row.id));
    notify(tx, &row.person_id, &notice)?;
    Ok(true)
}

/// A manager takes a certificate back, with a reason.
///
/// # Errors
/// Missing for another office's manager or one's own certificate; a conflict when it no longer stands.
pub fn revoke(tx: &mut Tx<'_>, actor: &Actor, id: &str, reason: &str) -> Result<(), Fault> {
    actor.need(Permission::ManagePairs)?;
    let row = store::certificate(tx.conn, id)?;
    if !relation::manages(tx.conn, actor, &row.person_id)? {
        return Err(Fault::missing());
    }
    pairs::reason_fine("reason", reason)?;
    if change(tx, actor, &row, Step::Revoke, reason)? { Ok(()) } else { Err(Fault::conflict("cert-state")) }
}

/// Compares every certificate with the policy of a day: where a version it does not rest on came into force by
/// a *major* change, it is due for a recheck and its holder is told. A minor change asks for reading only.
/// Returns how many.
///
/// # Errors
/// When the database fails.
pub fn policy_changed(tx: &mut Tx<'_>, actor: &Actor, day: NaiveDate) -> Result<usize, Fault> {
    let mut moved = 0;
    for item in corpus::items(tx.conn)? {
        let major: Vec<String> = corpus::policies_of_item(tx.conn, &item, day)?
            .into_iter()
            .filter(|version| version.change == "major")
            .map(|version| version.version_id)
            .collect();
        for row in store::valid_certificates(tx.conn, day, 4, Some(&item.id))? {
            let rests_on = row.policies()?;
            let new = major.iter().any(|id| rests_on.iter().all(|stamp| stamp.id != *id));
            if new && change(tx, actor, &row, Step::MajorChange, "")? {
                moved += 1;
            }
        }
    }
    Ok(moved)
}

/// A certificate with the names around it.
#[derive(Debug, Clone)]
pub struct CertificateView {
    /// The certificate.
    pub row: Certificate,
    /// Where it stands on the day asked.
    pub state: State,
    /// Name of the holder.
    pub holder: String,
    /// The item: short name, Chinese and English name.
    pub item: (String, String, String),
    /// The policy versions it rests on.
    pub policies: Vec<PolicyStamp>,
    /// Name of the last named mentor, when it was earned.
    pub mentor: Option<String>,
    /// The grant it rests on, with the names of manager and steward.
    pub grant: Option<(Grant, String, String)>,
}

impl CertificateView {
    /// The person's id.
    #[must_use]
    pub fn person(&self) -> &str {
        &self.row.person_id
    }
}

fn view(conn: &mut AnyConn, row: Certificate, day: NaiveDate) -> Result<CertificateView, Fault> {
    let names = accounts::names(conn)?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let item = corpus::item(conn, &row.item_id)?;
    let mentor = match &row.apprenticeship_id {
        Some(id) => relation::mentor_on(conn, id, row.issued_on)?.map(|a| name(&a.person_id)),
        None => None,
    };
    let grant = match &row.grant_id {
        Some(id) => {
            let grant = store::grant(conn, id)?;
            let (manager, steward) =
                (name(&grant.manager_id), name(grant.steward_id.as_deref().unwrap_or_default()));
            Some((grant, manager, steward))
        }
        None => None,
    };
    Ok(CertificateView {
        state: row.state_on(day)?,
        holder: name(&row.person_id),
        item: (item.slug, item.name, item.name_en),
        policies: row.policies()?,
        mentor,
        grant,
        row,
    })
}

/// A certificate for its holder, the holder's teachers and manager, and the audit.
///
/// # Errors
/// Missing for anybody else: the public check shows what the public may know.
pub fn file(conn: &mut AnyConn, actor: &Actor, id: &str, day: NaiveDate) -> Result<CertificateView, Fault> {
    let row = store::certificate(conn, id)?;
    let own = row.person_id == actor.person;
    let taught = match &row.apprenticeship_id {
        Some(id) => {
            let apprenticeship = store::apprenticeship(conn, id)?;
            relation::of(conn, actor, &apprenticeship, day)?.sees()
        }
        None => false,
    };
    let granted_by = match &row.grant_id {
        Some(id) => {
            let grant = store::grant(conn, id)?;
            grant.manager_id == actor.person || grant.steward_id.as_deref() == Some(&actor.person)
        }
        None => false,
    };
    let manages = relation::manages(conn, actor, &row.person_id)?;
    if own || taught || granted_by || manages || actor.is(Role::AuditAdmin) {
        view(conn, row, day)
    } else {
        Err(Fault::missing())
    }
}

/// A person's own certificates, latest first.
///
/// # Errors
/// When the database fails.
pub fn own(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Vec<CertificateView>, Fault> {
    store::certificates_of(conn, &actor.person)?.into_iter().map(|row| view(conn, row, day)).collect()
}

/// Every certificate that holds on a day. For reports and cover, which show people only where the reader may
/// see them.
///
/// # Errors
/// When the database fails.
pub fn certificates_valid(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<CertificateView>, Fault> {
    store::valid_certificates(conn, day, 4, None)?.into_iter().map(|row| view(conn, row, day)).collect()
}

/// What anybody may learn from a code.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The certificate.
    pub certificate: CertificateView,
    /// Whether the chain still holds the entry whose number and hash are printed.
    pub on_chain: bool,
    /// Signatures the certificate rests on.
    pub signatures: usize,
    /// How many of them still are what the chain says was signed.
    pub intact: usize,
}

impl Proof {
    /// Whether nothing was found changed.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.on_chain && self.intact == self.signatures
    }
}

/// Looks a code up, as printed or as typed.
///
/// # Errors
/// Missing when there is no such certificate.
pub fn verify(conn: &mut AnyConn, typed: &str, day: NaiveDate) -> Result<Proof, Fault> {
    let code = rules::read_code(typed).ok_or_else(Fault::missing)?;
    let row = store::certificate_by_code(conn, &code)?.ok_or_else(Fault::missing)?;
    let filter = audit::SearchFilter {
        subject: Some(row.id.clone()),
        kind: Some("certificate.issued".to_owned()),
        ..audit::SearchFilter::default()
    };
    let on_chain = audit::search(conn, &filter, 1)?
        .first()
        .is_some_and(|event| event.seq == row.head_seq && event.hash == row.head_hash);
    let (mut signatures, mut intact) = (0, 0);
    if let Some(apprenticeship) = &row.apprenticeship_id {
        for round in store::rounds_of(conn, apprenticeship, Some(&row.item_id))? {
            for signed in store::sign_offs_of_round(conn, &round.id)? {
                signatures += 1;
                intact += usize::from(signing::holds(conn, &signed)?);
            }
        }
    }
    Ok(Proof { certificate: view(conn, row, day)?, on_chain, signatures, intact })
}

/// Whether somebody may work the item alone on a day.
///
/// # Errors
/// When the database fails.
pub fn holds(conn: &mut AnyConn, person: &str, item: &str, day: NaiveDate) -> Result<bool, Fault> {
    Ok(store::valid_certificate_of(conn, person, item, day, 4)?.is_some())
}
