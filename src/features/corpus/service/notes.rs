//! Notebooks: one's own notes, pinned to clauses, offered and shared.
//!
//! Private notes are their author's alone: no index holds them and no finder of another person returns them.

use chrono::NaiveDate;

use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{CaseRow, ClauseView, NoteKind, NoteRow, NoteState, Pin};
use crate::features::corpus::rules::difference::{self, Piece};
use crate::features::corpus::rules::personal;
use crate::features::corpus::service::policies;
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::notes as store;
use crate::features::notifications::{self, Notice};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Longest title, in characters.
const TITLE: usize = 80;
/// Longest text, in characters.
const BODY: usize = 8_000;

/// Longest part of a case, in characters.
const PART: usize = 2_500;

/// Most notes of others in one list; older ones are found by searching.
const LISTED: i64 = 200;

/// A case (案例): told without persons, resting on a clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseText {
    /// What happened, without persons.
    pub facts: String,
    /// What was decided.
    pub decision: String,
    /// What to learn from it.
    pub lesson: String,
}

/// What somebody writes.
#[derive(Debug, Clone)]
pub struct NoteText {
    /// Which notebook.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Text; of a case it is made of the case's parts.
    pub body: String,
    /// References of clauses to pin it to.
    pub pins: Vec<String>,
    /// The parts of a case, where it is one.
    pub case: Option<CaseText>,
}

/// A note as a page shows it.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// Whether the reader wrote it.
    pub own: bool,
    /// Which notebook.
    pub kind: NoteKind,
    /// Title.
    pub title: String,
    /// Text.
    pub body: String,
    /// Who may read it.
    pub state: NoteState,
    /// When it was last changed.
    pub updated_at: Moment,
    /// Clauses it is pinned to.
    pub pins: Vec<PinView>,
    /// The parts of a case, where it is one.
    pub case: Option<CaseText>,
}

impl Note {
    /// Whether a pinned clause reads differently now.
    #[must_use]
    pub fn stale(&self) -> bool {
        self.pins.iter().any(|pin| pin.changed)
    }

    /// What the pinned clauses say now, in short: a confirmation holds for what was read and nothing newer.
    #[must_use]
    pub fn seen(&self) -> String {
        let hash = |pin: &PinView| pin.clause.as_ref().map_or("", |clause| clause.hash.as_str()).to_owned();
        policies::hash(&self.pins.iter().map(hash).collect::<Vec<_>>().join(" "))
    }
}

/// A pin as a page shows it.
#[derive(Debug, Clone)]
pub struct PinView {
    /// Reference of the clause.
    pub reference: String,
    /// The clause as it reads on the day; none when it is gone.
    pub clause: Option<ClauseView>,
    /// Whether it reads differently from the day it was pinned.
    pub changed: bool,
    /// Number of the version it was pinned in, for the difference.
    pub pinned_version: i32,
    /// Number of the version of the day.
    pub current_version: i32,
    /// Where it reads differently: the text then and now.
    pub pieces: Vec<Piece>,
}

fn check(text: &NoteText) -> Result<NoteKind, Fault> {
    let mut form = FormCheck::default();
    let kind = NoteKind::from_code(&text.kind);
    form.require(kind.is_some(), "kind", "note-kind");
    let within = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
    form.require(within(&text.title, TITLE), "title", "note-title");
    personal::refuse(&mut form, "title", &text.title);
    match &text.case {
        None => {
            form.require(within(&text.body, BODY), "body", "note-body");
            personal::refuse(&mut form, "body", &text.body);
        }
        Some(case) => {
            let parts = [("facts", &case.facts), ("decision", &case.decision), ("lesson", &case.lesson)];
            for (field, part) in parts {
                form.require(within(part, PART), field, "case-part");
                personal::refuse(&mut form, field, part);
            }
            form.require(!text.pins.is_empty(), "pins", "clause-needed");
        }
    }
    form.done()?;
    kind.ok_or_else(|| Fault::field("kind", "note-kind"))
}

/// The text that is read and searched; of a case its parts one after the other.
fn body(text: &NoteText) -> String {
    match &text.case {
        None => text.body.clone(),
        Some(case) => [&case.facts, &case.decision, &case.lesson].map(|part| part.trim()).join("\n"),
    }
}

fn put_case(tx: &mut Tx<'_>, note_id: &str, case: Option<&CaseText>) -> Result<(), Fault> {
    let row = case.map(|case| CaseRow {
        note_id: note_id.to_owned(),
        facts: case.facts.trim().to_owned(),
        decision: case.decision.trim().to_owned(),
        lesson: case.lesson.trim().to_owned(),
    });
    store::put_case(tx, note_id, row.as_ref())
}

fn pins(tx: &mut Tx<'_>, note_id: &str, references: &[String], day: NaiveDate) -> Result<Vec<Pin>, Fault> {
    let mut pins: Vec<Pin> = Vec::new();
    for reference in references {
        let clause = policies::resolve_clause(tx.conn, reference, day)?
            .ok_or_else(|| Fault::field("pins", "note-pin").with("reference", reference))?;
        let pin = Pin {
            note_id: note_id.to_owned(),
            reference: clause.reference(),
            version_id: clause.version_id,
            hash: clause.hash,
        };
        if pins.iter().all(|known| known.reference != pin.reference) {
            pins.push(pin);
        }
    }
    Ok(pins)
}

/// Writes a new note, private until its author offers it.
///
/// # Errors
/// Fields at fault; when the database fails.
pub fn write(tx: &mut Tx<'_>, actor: &Actor, text: &NoteText, day: NaiveDate) -> Result<String, Fault> {
    let kind = check(text)?;
    let row = NoteRow {
        id: tx.id(),
        author_id: actor.person.clone(),
        kind: kind.code().to_owned(),
        title: text.title.clone(),
        body: body(text),
        state: NoteState::Private.code().to_owned(),
        created_at: tx.at,
        updated_at: tx.at,
    };
    store::insert(tx, &row)?;
    put_case(tx, &row.id, text.case.as_ref())?;
    let pins = pins(tx, &row.id, &text.pins, day)?;
    store::put_pins(tx, &row.id, &pins)?;
    audit::record(tx, actor, Entry::new(Kind("note.written"), "note", &row.id))?;
    Ok(row.id)
}

/// Changes one's own note. A shared note that is changed stays shared: its readers see the new text.
///
/// # Errors
/// Missing when it is not one's own; fields at fault.
pub fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    text: &NoteText,
    day: NaiveDate,
) -> Result<(), Fault> {
    let kind = check(text)?;
    if !store::update(tx, &actor.person, id, kind.code(), &text.title, &body(text))? {
        return Err(Fault::missing());
    }
    put_case(tx, id, text.case.as_ref())?;
    let pins = pins(tx, id, &text.pins, day)?;
    store::put_pins(tx, id, &pins)?;
    changes::log(tx, Subject::Note, id)?;
    audit::record(tx, actor, Entry::new(Kind("note.changed"), "note", id))?;
    Ok(())
}

/// A step of a note's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its author offers it to the stewards.
    Offer,
    /// Its author takes it back, offered or shared.
    Withdraw,
    /// A steward, not its author, shares it with everybody.
    Share,
    /// A steward hands an offered note back.
    Decline,
}

/// Takes a step.
///
/// # Errors
/// Missing when the note may not be seen, a refusal when the step is not the actor's, a conflict when it does
/// not fit the note's state.
pub fn step(tx: &mut Tx<'_>, actor: &Actor, id: &str, step: Step) -> Result<(), Fault> {
    let row = store::note(tx.conn, id)?.filter(|row| visible(actor, row)).ok_or_else(Fault::missing)?;
    let own = row.author_id == actor.person;
    let state = NoteState::from_code(&row.state);
    let (from, to, kind) = match step {
        Step::Offer if own => (NoteState::Private, NoteState::Offered, Kind("note.offered")),
        Step::Withdraw if own => (state, NoteState::Private, Kind("note.withdrawn")),
        Step::Share if !own && actor.may(Permission::WritePolicy) => {
            (NoteState::Offered, NoteState::Shared, Kind("note.shared"))
        }
        Step::Decline if !own && actor.may(Permission::WritePolicy) => {
            (NoteState::Offered, NoteState::Private, Kind("note.declined"))
        }
        _ => return Err(Fault::refused("not-allowed")),
    };
    if from == to || !store::set_state(tx, id, from, to)? {
        return Err(Fault::conflict("note-state"));
    }
    changes::log(tx, Subject::Note, id)?;
    let link = format!("/notes/{id}");
    let offered = ["note-offered"];
    match step {
        Step::Offer => {}
        // Private again, its page is its author's alone.
        Step::Withdraw => notifications::settle(tx, &offered, &link, "withdrawn", "/notes?of=offered")?,
        Step::Decline => notifications::settle(tx, &offered, &link, "declined", "/notes?of=offered")?,
        Step::Share => notifications::settle(tx, &offered, &link, "shared", &link)?,
    }
    if step == Step::Offer {
        let author = accounts::person(tx.conn, &actor.person)?.name;
        let notice =
            Notice::new("note-offered", link.as_str()).with("title", &row.title).with("name", author);
        for steward in accounts::holders(tx.conn, Permission::WritePolicy)? {
            if steward != actor.person {
                notifications::notify(tx, &steward, &notice)?;
            }
        }
    }
    // The author hears what became of the offer.
    if matches!(step, Step::Share | Step::Decline) {
        let told = if step == Step::Share { "note-shared" } else { "note-declined" };
        let notice = Notice::new(told, link.as_str()).with("title", &row.title);
        notifications::notify(tx, &row.author_id, &notice)?;
    }
    audit::record(tx, actor, Entry::new(kind, "note", id))?;
    Ok(())
}

fn visible(actor: &Actor, row: &NoteRow) -> bool {
    row.author_id == actor.person
        || match NoteState::from_code(&row.state) {
            NoteState::Private => false,
            NoteState::Offered => actor.may(Permission::WritePolicy),
            NoteState::Shared => actor.may(Permission::ReadPolicy),
        }
}

fn whole(
    conn: &mut AnyConn,
    actor: &Actor,
    row: NoteRow,
    author: String,
    day: NaiveDate,
) -> Result<Note, Fault> {
    let mut pins = Vec::new();
    for pin in store::pins(conn, &row.id)? {
        let clause = policies::carried_on(conn, &pin.reference, &pin.version_id, day)?;
        let changed = clause.as_ref().is_none_or(|clause| clause.hash != pin.hash);
        let pinned_version = policies::version_number(conn, &pin.version_id)?;
        let current_version = match &clause {
            Some(clause) => policies::version_number(conn, &clause.version_id)?,
            None => pinned_version,
        };
        let pieces = match &clause {
            Some(clause) if changed => {
                let then = policies::clause_then(conn, &pin.reference, &pin.version_id)?;
                difference::compare(&then.unwrap_or_default(), &clause.text)
            }
            _ => Vec::new(),
        };
        pins.push(PinView {
            reference: pin.reference,
            clause,
            changed,
            pinned_version,
            current_version,
            pieces,
        });
    }
    let case = store::case(conn, &row.id)?.map(|row| CaseText {
        facts: row.facts,
        decision: row.decision,
        lesson: row.lesson,
    });
    Ok(Note {
        case,
        own: row.author_id == actor.person,
        kind: NoteKind::from_code(&row.kind).unwrap_or(NoteKind::Experience),
        state: NoteState::from_code(&row.state),
        id: row.id,
        author,
        title: row.title,
        body: row.body,
        updated_at: row.updated_at,
        pins,
    })
}

/// A note the actor may read.
///
/// # Errors
/// Missing when there is none, or it is not for the actor.
pub fn note(conn: &mut AnyConn, actor: &Actor, id: &str, day: NaiveDate) -> Result<Note, Fault> {
    let row = store::note(conn, id)?.filter(|row| visible(actor, row)).ok_or_else(Fault::missing)?;
    let author = accounts::person(conn, &row.author_id)?.name;
    whole(conn, actor, row, author, day)
}

/// Which notes a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The actor's own.
    Own,
    /// Everybody's shared ones.
    Shared,
    /// Those that wait for a steward.
    Offered,
}

/// How many notes each list holds: one's own, shared, offered; of those offered nothing for who does not decide.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &mut AnyConn, actor: &Actor) -> Result<[i64; 3], Fault> {
    let decides = actor.may(Permission::WritePolicy);
    Ok([
        store::count_of_author(conn, &actor.person)?,
        store::count_in_state(conn, NoteState::Shared)?.min(LISTED),
        if decides { store::count_in_state(conn, NoteState::Offered)?.min(LISTED) } else { 0 },
    ])
}

/// Notes the actor may read, last changed first.
///
/// # Errors
/// A refusal when the actor does not decide on offered notes; when the database fails.
pub fn notes(conn: &mut AnyConn, actor: &Actor, which: Which, day: NaiveDate) -> Result<Vec<Note>, Fault> {
    let rows = match which {
        Which::Own => store::of_author(conn, &actor.person)?,
        Which::Shared => store::in_state(conn, NoteState::Shared, LISTED)?,
        Which::Offered => {
            actor.need(Permission::WritePolicy)?;
            store::in_state(conn, NoteState::Offered, LISTED)?
        }
    };
    let names = accounts::names(conn)?;
    rows.into_iter()
        .map(|row| {
            let author = names.get(&row.author_id).cloned().unwrap_or_default();
            whole(conn, actor, row, author, day)
        })
        .collect()
}

/// Notes that wait for the actor to decide on: id and title, the last changed first. Nobody decides on their own.
///
/// # Errors
/// When the database fails.
pub fn to_decide(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<(String, String)>, Fault> {
    if !actor.may(Permission::WritePolicy) {
        return Ok(Vec::new());
    }
    let rows = store::in_state(conn, NoteState::Offered, LISTED)?;
    let others = rows.into_iter().filter(|row| row.author_id != actor.person);
    Ok(others.map(|row| (row.id, row.title)).collect())
}

/// Takes over a shared note of the starter content, once per author and title.
///
/// # Errors
/// Fields at fault; when the database fails.
pub fn import_note(
    tx: &mut Tx<'_>,
    author: &str,
    text: &NoteText,
    day: NaiveDate,
) -> Result<Option<String>, Fault> {
    if store::of_author(tx.conn, author)?.iter().any(|row| row.title == text.title) {
        return Ok(None);
    }
    let kind = check(text)?;
    let row = NoteRow {
        id: tx.id(),
        author_id: author.to_owned(),
        kind: kind.code().to_owned(),
        title: text.title.clone(),
        body: body(text),
        state: NoteState::Shared.code().to_owned(),
        created_at: tx.at,
        updated_at: tx.at,
    };
    store::insert(tx, &row)?;
    put_case(tx, &row.id, text.case.as_ref())?;
    let pins = pins(tx, &row.id, &text.pins, day)?;
    store::put_pins(tx, &row.id, &pins)?;
    changes::log(tx, Subject::Note, &row.id)?;
    audit::record(tx, &Actor::system(), Entry::new(Kind("note.imported"), "note", &row.id))?;
    Ok(Some(row.id))
}
