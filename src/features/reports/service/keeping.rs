//! What the steward keeps in step with the policies, gathered from every room: who has not read a version, what
//! rests on its clauses, what a change has made stale.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::posts;
use crate::features::corpus::{self, Item, PolicyVersionView};
use crate::features::reports::store::posts as post_store;
use crate::features::{accounts, apprenticeship, quizzes};
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Why a version concerns somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Holds a certificate for an item that rests on it.
    Certificate,
    /// Holds a post with such an item.
    Post,
    /// Is in training for such an item.
    Training,
}

/// Somebody whose work rests on a version.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Id of the person.
    pub person: String,
    /// Name.
    pub name: String,
    /// Chinese and English name of the department.
    pub department: (String, String),
    /// Why.
    pub tie: Tie,
    /// When the version was confirmed as read.
    pub read_at: Option<Moment>,
    /// When the person was last reminded.
    pub reminded_at: Option<Moment>,
}

/// A version with everybody who has to read it.
#[derive(Debug, Clone)]
pub struct Readers {
    /// The version.
    pub version: PolicyVersionView,
    /// By department and name; of one office where the actor answers for one.
    pub people: Vec<Reader>,
    /// Chinese and English name of the office that is counted; none: the whole centre.
    pub office: Option<(String, String)>,
}

/// Whose work rests on a policy, and why; the strongest tie counts.
fn concerned(conn: &mut AnyConn, items: &[Item], day: NaiveDate) -> Result<BTreeMap<String, Tie>, Fault> {
    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut people: BTreeMap<String, Tie> = BTreeMap::new();
    for training in apprenticeship::in_training(conn, None, day)? {
        if training.boards.iter().any(|own| ids.contains(own.item.id.as_str())) {
            people.insert(training.pair.row.apprentice_id, Tie::Training);
        }
    }
    let places = post_store::items(conn)?;
    for holder in post_store::holders(conn)? {
        if places.iter().any(|row| row.post_id == holder.post_id && ids.contains(row.item_id.as_str())) {
            people.insert(holder.person_id, Tie::Post);
        }
    }
    for row in apprenticeship::valid_rows(conn, day)? {
        if ids.contains(row.item_id.as_str()) {
            people.insert(row.person_id, Tie::Certificate);
        }
    }
    Ok(people)
}

fn items_on(conn: &mut AnyConn, doc_key: &str) -> Result<Vec<Item>, Fault> {
    let mut items = corpus::items(conn)?;
    items.retain(|item| item.content.policies.iter().any(|key| key == doc_key));
    Ok(items)
}

/// Who has to read the version of a policy in force on a day, and who has. A manager sees the own office; a
/// steward the whole centre.
///
/// # Errors
/// Missing when no version is in force; when the database fails.
pub fn readers(conn: &mut AnyConn, actor: &Actor, doc_key: &str, day: NaiveDate) -> Result<Readers, Fault> {
    let version = corpus::version_in_force(conn, doc_key, day)?.ok_or_else(Fault::missing)?;
    let office = if actor.may(Permission::WritePolicy) {
        None
    } else {
        posts::office_of(conn, actor)?.department().map(str::to_owned)
    };
    let readers = list(conn, &version, office.as_deref(), day)?;
    let departments = accounts::departments(conn)?;
    let office = departments.into_iter().find(|one| office.as_ref() == Some(&one.id));
    Ok(Readers { version, people: readers, office: office.map(|one| (one.name, one.name_en)) })
}

fn list(
    conn: &mut AnyConn,
    version: &PolicyVersionView,
    office: Option<&str>,
    day: NaiveDate,
) -> Result<Vec<Reader>, Fault> {
    let items = items_on(conn, &version.doc_key)?;
    let people = concerned(conn, &items, day)?;
    let read = corpus::readers(conn, &version.version_id)?;
    let reminded = corpus::reminded(conn, &version.version_id)?;
    let departments = accounts::departments(conn)?;
    let name_of = |id: &str| {
        departments
            .iter()
            .find(|d| d.id == id)
            .map(|d| (d.name.clone(), d.name_en.clone()))
            .unwrap_or_default()
    };
    let mut readers = Vec::new();
    for (person, _) in accounts::people(conn, office)? {
        let Some(tie) = people.get(&person.id).filter(|_| person.disabled_at.is_none()) else { continue };
        readers.push(Reader {
            department: name_of(&person.department_id),
            tie: *tie,
            read_at: read.get(&person.id).copied(),
            reminded_at: reminded.get(&person.id).copied(),
            person: person.id,
            name: person.name,
        });
    }
    readers.sort_by(|a, b| (&a.department, &a.name, &a.person).cmp(&(&b.department, &b.name, &b.person)));
    Ok(readers)
}

/// Reminds those of the actor's office who have not read the version in force; returns how many were told.
///
/// # Errors
/// A refusal for who approves no policy; missing when no version is in force.
pub fn remind(tx: &mut Tx<'_>, actor: &Actor, doc_key: &str, day: NaiveDate) -> Result<usize, Fault> {
    actor.need(Permission::ApprovePolicy)?;
    let found = readers(tx.conn, actor, doc_key, day)?;
    let people = unread(found.people);
    corpus::remind_readers(tx, actor, &found.version.version_id, &people)
}

fn unread(readers: Vec<Reader>) -> Vec<String> {
    readers.into_iter().filter(|one| one.read_at.is_none()).map(|one| one.person).collect()
}

/// Days after a version came into force on which everybody who has not read it is reminded.
const REMINDER_DAYS: [i64; 3] = [1, 7, 14];

/// The reminders that go out by themselves, a day, a week and two weeks after a version came into force.
///
/// # Errors
/// When the database fails.
pub fn remind_all(tx: &mut Tx<'_>, day: NaiveDate) -> Result<usize, Fault> {
    let mut told = 0;
    for version in corpus::changes(tx.conn, day - chrono::Duration::days(15), day)? {
        if REMINDER_DAYS.contains(&(day - version.effective_from).num_days()) {
            let people = unread(list(tx.conn, &version, None, day)?);
            told += corpus::remind_readers(tx, &Actor::system(), &version.version_id, &people)?;
        }
    }
    Ok(told)
}

/// What rests on one clause, from every room.
#[derive(Debug, Clone, Default)]
pub struct ClauseRests {
    /// Answers, notes, items.
    pub rests: Vec<corpus::Rest>,
    /// Questions of the bank: id of the version, text, whether it is out of use.
    pub questions: Vec<(String, String, bool)>,
}

/// What rests on a policy.
#[derive(Debug, Clone)]
pub struct PolicyRests {
    /// The version of the day.
    pub version: PolicyVersionView,
    /// Its clauses with something resting on them, in their order: anchor and article.
    pub clauses: Vec<(String, String, ClauseRests)>,
    /// Items that rest on it as a whole, each with its certificates and its apprentices.
    pub items: Vec<(Item, usize, usize)>,
}

/// What rests on a policy as it reads on a day.
///
/// # Errors
/// Missing when no version is in force; when the database fails.
pub fn rests(conn: &mut AnyConn, doc_key: &str, day: NaiveDate) -> Result<PolicyRests, Fault> {
    let version = corpus::version_in_force(conn, doc_key, day)?.ok_or_else(Fault::missing)?;
    let mut clauses: BTreeMap<String, ClauseRests> = BTreeMap::new();
    for (anchor, rests) in corpus::resting(conn, doc_key, day)? {
        clauses.entry(anchor).or_default().rests = rests;
    }
    for cited in quizzes::resting(conn, doc_key)? {
        let lines = &mut clauses.entry(cited.anchor).or_default().questions;
        lines.push((cited.version_id, cited.stem, cited.stale));
    }
    let certificates = apprenticeship::valid_rows(conn, day)?;
    let trainings = apprenticeship::in_training(conn, None, day)?;
    let items = items_on(conn, doc_key)?.into_iter().map(|item| {
        let held = certificates.iter().filter(|row| row.item_id == item.id).count();
        let learning =
            trainings.iter().filter(|one| one.boards.iter().any(|own| own.item.id == item.id)).count();
        (item, held, learning)
    });
    let items = items.collect();
    let in_force = corpus::clauses_in_force(conn, doc_key, day)?;
    let clauses = in_force.into_iter().filter_map(|clause| {
        let rests = clauses.remove(&clause.anchor)?;
        Some((clause.anchor, clause.article, rests))
    });
    let clauses = clauses.collect();
    Ok(PolicyRests { version, clauses, items })
}

/// What a change of policy has made stale.
#[derive(Debug, Clone)]
pub struct Stale {
    /// Answers.
    pub faqs: Vec<corpus::StaleFaq>,
    /// Shared notes.
    pub notes: Vec<corpus::Note>,
    /// Items.
    pub items: Vec<corpus::StaleItem>,
    /// Questions of the bank.
    pub questions: i64,
    /// Policies, forms and notes whose review date has come.
    pub reviews: usize,
}

/// What a day ahead will make stale that is not so before.
#[derive(Debug, Clone)]
pub struct Coming {
    /// The first day of another text.
    pub day: NaiveDate,
    /// Answers.
    pub faqs: Vec<corpus::StaleFaq>,
    /// Shared notes.
    pub notes: Vec<corpus::Note>,
    /// Items.
    pub items: Vec<corpus::StaleItem>,
    /// Questions of the bank.
    pub questions: usize,
}

impl Stale {
    /// How many things wait beside the questions and the reviews, which have lists of their own.
    #[must_use]
    pub fn count(&self) -> usize {
        self.faqs.len() + self.notes.len() + self.items.len()
    }
}

/// The steward's work list.
///
/// # Errors
/// A refusal for who keeps no policy; when the database fails.
pub fn stale(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Stale, Fault> {
    actor.need(Permission::WritePolicy)?;
    Ok(Stale {
        faqs: corpus::stale_faqs(conn, day)?,
        notes: corpus::stale_notes(conn, actor, day)?,
        items: corpus::stale_items(conn, day)?,
        questions: quizzes::stale_questions(conn)?,
        reviews: corpus::reviews_due_on(conn, day)?.len(),
    })
}

/// What each day ahead will make stale; what is so today or will be on an earlier day is left out. Apart from
/// [`stale`], which 今日 asks for as well: each day ahead is a look at every reference.
///
/// # Errors
/// As [`stale`].
pub fn coming(
    conn: &mut AnyConn,
    actor: &Actor,
    today: NaiveDate,
    stale: &Stale,
) -> Result<Vec<Coming>, Fault> {
    actor.need(Permission::WritePolicy)?;
    let mut told: BTreeSet<String> = stale.faqs.iter().map(|one| one.faq.id.clone()).collect();
    told.extend(stale.notes.iter().map(|note| note.id.clone()));
    told.extend(stale.items.iter().map(|one| one.item.id.clone()));
    let mut found = Vec::new();
    let mut before = today;
    for day in corpus::days_ahead(conn, today)? {
        let mut one = Coming {
            day,
            faqs: corpus::stale_faqs(conn, day)?,
            notes: corpus::stale_notes(conn, actor, day)?,
            items: corpus::stale_items(conn, day)?,
            questions: questions_touched(conn, before, day)?,
        };
        one.faqs.retain(|stale| told.insert(stale.faq.id.clone()));
        one.notes.retain(|note| told.insert(note.id.clone()));
        one.items.retain(|stale| told.insert(stale.item.id.clone()));
        before = day;
        if one.faqs.len() + one.notes.len() + one.items.len() + one.questions > 0 {
            found.push(one);
        }
    }
    Ok(found)
}

/// How many questions in use rest on a clause that reads differently on one day from another.
fn questions_touched(conn: &mut AnyConn, before: NaiveDate, day: NaiveDate) -> Result<usize, Fault> {
    let mut touched: BTreeSet<String> = BTreeSet::new();
    for version in corpus::all_in_force(conn, before)? {
        let after = corpus::version_in_force(conn, &version.doc_key, day)?;
        if after.is_some_and(|after| after.version_id == version.version_id) {
            continue;
        }
        let now: BTreeSet<(String, String)> = corpus::clauses_in_force(conn, &version.doc_key, day)?
            .into_iter()
            .map(|clause| (clause.anchor, clause.hash))
            .collect();
        let changed: BTreeSet<String> = corpus::clauses_in_force(conn, &version.doc_key, before)?
            .into_iter()
            .filter(|clause| !now.contains(&(clause.anchor.clone(), clause.hash.clone())))
            .map(|clause| clause.anchor)
            .collect();
        let resting = quizzes::resting(conn, &version.doc_key)?.into_iter();
        let in_use = resting.filter(|one| !one.stale && changed.contains(&one.anchor));
        touched.extend(in_use.map(|one| one.version_id));
    }
    Ok(touched.len())
}
