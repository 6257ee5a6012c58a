//! Review dates: who looks again at a policy, a form or a note, and when.
//!
//! A policy begins with the date its version names; a form and a shared note with a year. Once somebody has
//! looked, the next date stands in a row of its own, with who it was.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};

use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::NoteState;
use crate::features::corpus::service::shelf;
use crate::features::corpus::store::reviews::{self as store, ReviewRow};
use crate::features::corpus::store::{notes, policies};
use crate::features::notifications::{self, Notice};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Days until a form or a note is looked at again, where nobody said otherwise.
const USUAL_DAYS: i64 = 365;

/// Longest way to the next date, in days: a review further off is none.
const FARTHEST_DAYS: i64 = 3 * 366;

/// What is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reviewed {
    /// A policy, by its id.
    Policy,
    /// A form, by its short name.
    Form,
    /// A shared note.
    Note,
}

impl Reviewed {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Policy, Self::Form, Self::Note];

    /// The word in the database and in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Form => "form",
            Self::Note => "note",
        }
    }

    /// The kind of this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A thing with its review date.
#[derive(Debug, Clone)]
pub struct Review {
    /// What it is.
    pub kind: Reviewed,
    /// Its id.
    pub subject: String,
    /// Its name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Who looks again: id and name; none: the stewards.
    pub owner: Option<(String, String)>,
    /// When.
    pub due_on: NaiveDate,
    /// Who looked last and on which day.
    pub last: Option<(String, crate::kernel::Moment)>,
}

/// Everything with a review date, the most overdue first.
///
/// # Errors
/// When the database fails.
pub fn reviews(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<Review>, Fault> {
    let names = accounts::names(conn)?;
    let mut rows: BTreeMap<(String, String), ReviewRow> =
        store::all(conn)?.into_iter().map(|row| ((row.kind.clone(), row.subject_id.clone()), row)).collect();
    let mut list = Vec::new();
    let mut put =
        |kind: Reviewed, subject: String, title: String, href: String, owner: Option<String>, due| {
            let row = rows.remove(&(kind.code().to_owned(), subject.clone()));
            let owner = row.as_ref().and_then(|row| row.owner_id.clone()).or(owner);
            let named = |id: String| names.get(&id).cloned().map(|name| (id, name));
            list.push(Review {
                owner: owner.and_then(named),
                due_on: row.as_ref().map_or(due, |row| row.due_on),
                last: row.and_then(|row| {
                    let by = row.reviewed_by.and_then(|id| names.get(&id).cloned())?;
                    Some((by, row.reviewed_at?))
                }),
                kind,
                subject,
                title,
                href,
            });
        };
    for (doc_id, key) in policies::keys(conn)? {
        if let Some(version) = policies::in_force(conn, &doc_id, day)? {
            let href = format!("/policies/{key}");
            put(Reviewed::Policy, doc_id, version.title, href, version.author_id, version.review_on);
        }
    }
    let usual = Duration::days(USUAL_DAYS);
    let made = crate::features::corpus::store::shelf::forms_made(conn)?;
    for view in shelf::forms(conn, day)? {
        let form = view.current;
        let due = made.get(&form.id).map_or(day, chrono::NaiveDateTime::date) + usual;
        put(Reviewed::Form, form.slug.clone(), form.name, format!("/forms#form-{}", form.slug), None, due);
    }
    for note in notes::in_state(conn, NoteState::Shared, i64::MAX)? {
        let due = note.updated_at.date() + usual;
        put(
            Reviewed::Note,
            note.id.clone(),
            note.title,
            format!("/notes/{}", note.id),
            Some(note.author_id),
            due,
        );
    }
    list.sort_by(|a, b| (a.due_on, a.kind, &a.subject).cmp(&(b.due_on, b.kind, &b.subject)));
    Ok(list)
}

/// What is due by a day.
///
/// # Errors
/// When the database fails.
pub fn due(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<Review>, Fault> {
    let mut list = reviews(conn, day)?;
    list.retain(|review| review.due_on <= day);
    Ok(list)
}

/// Notes that somebody has looked, and when it is looked at next. The owner of a note may as well.
///
/// # Errors
/// A refusal for who may not; missing; a field at fault when the next date is not ahead, or too far.
pub fn reviewed(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: Reviewed,
    subject: &str,
    next: Option<NaiveDate>,
    owner: Option<&str>,
    day: NaiveDate,
) -> Result<(), Fault> {
    let list = reviews(tx.conn, day)?;
    let one =
        list.into_iter().find(|one| one.kind == kind && one.subject == subject).ok_or_else(Fault::missing)?;
    let own = one.owner.as_ref().is_some_and(|(id, _)| *id == actor.person);
    if !own && !actor.may(Permission::WritePolicy) {
        return Err(Fault::refused("not-allowed"));
    }
    let next = next
        .filter(|next| *next > day && *next <= day + Duration::days(FARTHEST_DAYS))
        .ok_or_else(|| Fault::field("next", "review-next"))?;
    let known = accounts::names(tx.conn)?;
    if owner.is_some_and(|owner| !known.contains_key(owner)) {
        return Err(Fault::field("owner", "choose-one"));
    }
    let row = ReviewRow {
        kind: kind.code().to_owned(),
        subject_id: subject.to_owned(),
        owner_id: owner.map(str::to_owned).or(one.owner.map(|(id, _)| id)),
        due_on: next,
        told_on: None,
        reviewed_at: Some(tx.at),
        reviewed_by: Some(actor.person.clone()),
    };
    store::put(tx, &row)?;
    let entry = Entry::new(Kind("review.done"), kind.code(), subject).fact("next", next.to_string());
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Tells the owners of what is due, once for each due date; the stewards where there is no owner. Returns how
/// many things were told of.
///
/// # Errors
/// When the database fails.
pub fn tell_due(tx: &mut Tx<'_>, day: NaiveDate) -> Result<usize, Fault> {
    let mut told = 0;
    let known = store::all(tx.conn)?;
    for one in due(tx.conn, day)? {
        let row = known.iter().find(|row| row.kind == one.kind.code() && row.subject_id == one.subject);
        if row.and_then(|row| row.told_on).is_some_and(|told| told >= one.due_on) {
            continue;
        }
        let notice = Notice::new("review-due", one.href.clone()).with("title", &one.title);
        let people = match &one.owner {
            Some((owner, _)) => vec![owner.clone()],
            None => accounts::holders(tx.conn, Permission::WritePolicy)?,
        };
        for person in people {
            notifications::notify(tx, &person, &notice)?;
        }
        store::put(
            tx,
            &ReviewRow {
                kind: one.kind.code().to_owned(),
                subject_id: one.subject,
                owner_id: row.and_then(|row| row.owner_id.clone()),
                due_on: one.due_on,
                told_on: Some(day),
                reviewed_at: row.and_then(|row| row.reviewed_at),
                reviewed_by: row.and_then(|row| row.reviewed_by.clone()),
            },
        )?;
        told += 1;
    }
    Ok(told)
}
