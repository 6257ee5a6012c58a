//! Asking, answering, accepting, putting on the shelf.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::{self, NewFaq};
use crate::features::notifications::{self, Notice};
use crate::features::quizzes::{self, NewQuestion};
use crate::features::threads::model::{AcceptanceRow, AnswerRow, CitationRow, ThreadRow};
use crate::features::threads::{rules, store};
use crate::features::{accounts, apprenticeship};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// A question to colleagues.
#[derive(Debug, Clone, Default)]
pub struct NewThread {
    /// The question.
    pub question: String,
    /// What else there is to know, without persons.
    pub detail: String,
    /// Short name of the business item; empty when it belongs to none.
    pub item: String,
    /// The day whose rules are asked for.
    pub as_of: NaiveDate,
}

/// Notices that ask for an answer.
const ASKING: &[&str] = &["thread-asked", "thread-followed-up"];

fn filled(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.trim().chars().count())
}

/// Who knows about a business item: whoever may work it alone on a day; the stewards, where nobody does.
fn colleagues(conn: &mut AnyConn, item: Option<&str>, day: NaiveDate) -> Result<BTreeSet<String>, Fault> {
    let mut people: BTreeSet<String> = BTreeSet::new();
    if let Some(item) = item {
        let rows = apprenticeship::valid_rows(conn, day)?;
        people.extend(rows.into_iter().filter(|row| row.item_id == item).map(|row| row.person_id));
    }
    if people.is_empty() { stewards(conn) } else { Ok(people) }
}

fn stewards(conn: &mut AnyConn) -> Result<BTreeSet<String>, Fault> {
    Ok(accounts::holders(conn, Permission::WritePolicy)?.into_iter().collect())
}

fn tell(tx: &mut Tx<'_>, people: &BTreeSet<String>, but: &str, notice: &Notice) -> Result<(), Fault> {
    for person in people.iter().filter(|person| *person != but) {
        notifications::notify(tx, person, notice)?;
    }
    Ok(())
}

/// Puts a question to colleagues; those of the business item are told. Returns the thread's id.
///
/// # Errors
/// Fields at fault; when the database fails.
pub fn ask(tx: &mut Tx<'_>, actor: &Actor, new: &NewThread, day: NaiveDate) -> Result<String, Fault> {
    actor.need(Permission::OwnLearning)?;
    let mut form = FormCheck::default();
    form.require(filled(&new.question, rules::QUESTION), "question", "thread-question").require(
        new.detail.chars().count() <= rules::TEXT,
        "detail",
        "thread-text",
    );
    corpus::refuse_personal(&mut form, "question", &new.question);
    corpus::refuse_personal(&mut form, "detail", &new.detail);
    form.done()?;
    let item = item_of(tx.conn, &new.item)?;
    let row = ThreadRow {
        id: tx.id(),
        item_id: item.map(|item| item.id),
        question: new.question.trim().to_owned(),
        detail: new.detail.trim().to_owned(),
        as_of: new.as_of,
        asker_id: actor.person.clone(),
        state: "open".to_owned(),
        faq_id: None,
        shelf: "no".to_owned(),
        created_at: tx.at,
        changed_at: tx.at,
    };
    store::insert(tx, &row)?;
    let notice = Notice::new("thread-asked", format!("/asks/{}", row.id)).with("title", &row.question);
    let people = colleagues(tx.conn, row.item_id.as_deref(), day)?;
    tell(tx, &people, &actor.person, &notice)?;
    audit::record(tx, actor, Entry::new(Kind("thread.asked"), "thread", &row.id))?;
    Ok(row.id)
}

fn item_of(conn: &mut AnyConn, slug: &str) -> Result<Option<corpus::Item>, Fault> {
    if slug.is_empty() {
        return Ok(None);
    }
    let items = corpus::items(conn)?;
    let item = items.into_iter().find(|item| item.slug == slug);
    item.map(Some).ok_or_else(|| Fault::field("item", "choose-one"))
}

fn open(tx: &mut Tx<'_>, id: &str) -> Result<ThreadRow, Fault> {
    let row = store::one(tx.conn, id)?;
    match row.state.as_str() {
        "open" => Ok(row),
        "withdrawn" => Err(Fault::missing()),
        _ => Err(Fault::conflict("thread-closed")),
    }
}

/// Answers an open question from the clauses in force on a day. The asker is told.
///
/// # Errors
/// Missing; a conflict when the thread is closed; fields at fault, such as an answer without a clause.
pub fn answer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    thread_id: &str,
    body: &str,
    references: &[String],
    day: NaiveDate,
) -> Result<String, Fault> {
    actor.need(Permission::OwnLearning)?;
    let thread = open(tx, thread_id)?;
    let mut form = FormCheck::default();
    form.require(filled(body, rules::TEXT), "body", "thread-answer").require(
        !references.is_empty(),
        "pins",
        "clause-needed",
    );
    corpus::refuse_personal(&mut form, "body", body);
    form.done()?;
    let row = AnswerRow {
        id: tx.id(),
        thread_id: thread.id.clone(),
        author_id: actor.person.clone(),
        body: body.trim().to_owned(),
        created_at: tx.at,
        follow_up: false,
    };
    store::insert_answer(tx, &row)?;
    let mut known = BTreeSet::new();
    for reference in references {
        let clause = corpus::resolve_clause(tx.conn, reference, day)?
            .ok_or_else(|| Fault::field("pins", "note-pin").with("reference", reference))?;
        let citation = CitationRow {
            answer_id: row.id.clone(),
            reference: clause.reference(),
            version_id: clause.version_id,
            hash: clause.hash,
        };
        if known.insert(citation.reference.clone()) {
            store::insert_citation(tx, &citation)?;
        }
    }
    store::touch(tx, thread_id)?;
    let link = format!("/asks/{thread_id}");
    notifications::settle(tx, ASKING, &link, "answered", &link)?;
    if thread.asker_id != actor.person {
        let notice = Notice::new("thread-answered", link.as_str()).with("title", &thread.question);
        notifications::notify(tx, &thread.asker_id, &notice)?;
    }
    let entry = Entry::new(Kind("thread.answered"), "thread", thread_id).fact("clauses", known.len());
    audit::record(tx, actor, entry)?;
    Ok(row.id)
}

/// Asks further on one's own open question; needs no clause. Whoever has answered is told; before any answer,
/// those of the business item. Returns the id of what was asked.
///
/// # Errors
/// A refusal when the question is somebody else's; a conflict when it is closed; fields at fault.
pub fn follow_up(
    tx: &mut Tx<'_>,
    actor: &Actor,
    thread_id: &str,
    body: &str,
    day: NaiveDate,
) -> Result<String, Fault> {
    let thread = open(tx, thread_id)?;
    if thread.asker_id != actor.person {
        return Err(Fault::refused("not-allowed"));
    }
    let mut form = FormCheck::default();
    form.require(filled(body, rules::TEXT), "further", "thread-further");
    corpus::refuse_personal(&mut form, "further", body);
    form.done()?;
    let answers = store::answers(tx.conn, thread_id)?;
    let mut people: BTreeSet<String> = answers.into_iter().map(|row| row.author_id).collect();
    people.remove(&actor.person);
    if people.is_empty() {
        people = colleagues(tx.conn, thread.item_id.as_deref(), day)?;
    }
    let row = AnswerRow {
        id: tx.id(),
        thread_id: thread.id.clone(),
        author_id: actor.person.clone(),
        body: body.trim().to_owned(),
        created_at: tx.at,
        follow_up: true,
    };
    store::insert_answer(tx, &row)?;
    store::touch(tx, thread_id)?;
    let link = format!("/asks/{thread_id}");
    let notice = Notice::new("thread-followed-up", link.as_str()).with("title", &thread.question);
    tell(tx, &people, &actor.person, &notice)?;
    notifications::settle(tx, &["thread-answered"], &link, "followed-up", &link)?;
    audit::record(tx, actor, Entry::new(Kind("thread.followed-up"), "thread", thread_id))?;
    Ok(row.id)
}

/// Takes back one's own open question.
///
/// # Errors
/// Missing when it is not one's own; a conflict when it is closed.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, thread_id: &str) -> Result<(), Fault> {
    let thread = store::one(tx.conn, thread_id)?;
    if thread.asker_id != actor.person {
        return Err(Fault::refused("not-allowed"));
    }
    if !store::set_state(tx, thread_id, "open", "withdrawn")? {
        return Err(Fault::conflict("thread-closed"));
    }
    // Its page is the asker's alone from now on: the notices of others lead to the list.
    notifications::settle(tx, ASKING, &format!("/asks/{thread_id}"), "withdrawn", "/asks")?;
    audit::record(tx, actor, Entry::new(Kind("thread.withdrawn"), "thread", thread_id))?;
    Ok(())
}

/// The transfer question: another case under the same rule, a statement about it that is right or wrong, and why.
#[derive(Debug, Clone, Default)]
pub struct Transfer {
    /// Id of the answer that is accepted.
    pub answer: String,
    /// The statement.
    pub case: String,
    /// Whether it is right; none when nothing was chosen.
    pub holds: Option<bool>,
    /// Why, from the clause.
    pub why: String,
    /// Short name of the business item, for a thread that has none; may stay empty.
    pub item: String,
    /// What can be chosen in the bank: right, wrong.
    pub options: [String; 2],
}

/// Accepts an answer and closes the thread with its transfer question, which goes to the question bank as a
/// draft where the thread belongs to a business item. The author of the answer and the stewards are told.
///
/// # Errors
/// Missing; a refusal for the answer's own author and for who is neither asker nor steward; a conflict when the
/// thread is closed; fields at fault.
pub fn accept(
    tx: &mut Tx<'_>,
    actor: &Actor,
    thread_id: &str,
    transfer: &Transfer,
    day: NaiveDate,
) -> Result<(), Fault> {
    let thread = open(tx, thread_id)?;
    let answers = store::answers(tx.conn, thread_id)?;
    let answer = answers
        .into_iter()
        .find(|row| row.id == transfer.answer && !row.follow_up)
        .ok_or_else(Fault::missing)?;
    let steward = actor.may(Permission::WritePolicy);
    if let Some(key) = rules::refusal(&actor.person, steward, &thread.asker_id, &answer.author_id) {
        return Err(Fault::refused(key));
    }
    let mut form = FormCheck::default();
    form.require(filled(&transfer.case, rules::CASE), "case", "thread-case")
        .require(transfer.holds.is_some(), "holds", "choose-one")
        .require(filled(&transfer.why, rules::CASE), "why", "thread-why");
    corpus::refuse_personal(&mut form, "case", &transfer.case);
    corpus::refuse_personal(&mut form, "why", &transfer.why);
    form.done()?;
    let holds = transfer.holds.ok_or_else(|| Fault::field("holds", "choose-one"))?;
    let item = match &thread.item_id {
        Some(id) => Some(id.clone()),
        None => item_of(tx.conn, &transfer.item)?.map(|item| item.id),
    };
    if let (None, Some(item)) = (&thread.item_id, &item) {
        store::set_item(tx, thread_id, item)?;
    }
    let clauses: Vec<String> =
        store::citations(tx.conn, &answer.id)?.into_iter().map(|row| row.reference).collect();
    let question = match &item {
        Some(item) => {
            let new = NewQuestion {
                key: format!("ask_{}", thread_id.to_ascii_lowercase()),
                kind: "judge".to_owned(),
                tag: "why".to_owned(),
                critical: false,
                stem: transfer.case.trim().to_owned(),
                options: transfer.options.to_vec(),
                answer: vec![usize::from(!holds)],
                explanation: transfer.why.trim().to_owned(),
                clauses,
            };
            Some(quizzes::propose_question(tx, actor, item, &new, day)?)
        }
        None => None,
    };
    let row = AcceptanceRow {
        thread_id: thread_id.to_owned(),
        answer_id: answer.id.clone(),
        author_id: answer.author_id.clone(),
        accepted_by: actor.person.clone(),
        transfer_case: transfer.case.trim().to_owned(),
        transfer_holds: holds,
        transfer_why: transfer.why.trim().to_owned(),
        question_version_id: question,
        accepted_at: tx.at,
    };
    store::insert_acceptance(tx, &row)?;
    store::set_state(tx, thread_id, "open", "closed")?;
    store::set_shelf(tx, thread_id, "no", "wanted", None)?;
    let link = format!("/asks/{thread_id}");
    notifications::settle(tx, ASKING, &link, "accepted", &link)?;
    notifications::settle(tx, &["thread-answered"], &link, "accepted", &link)?;
    let accepted = Notice::new("thread-accepted", link.as_str()).with("title", &thread.question);
    notifications::notify(tx, &answer.author_id, &accepted)?;
    let wanted = Notice::new("thread-for-shelf", link.as_str()).with("title", &thread.question);
    let people = stewards(tx.conn)?;
    tell(tx, &people, &actor.person, &wanted)?;
    audit::record(tx, actor, Entry::new(Kind("thread.accepted"), "thread", thread_id))?;
    Ok(())
}

/// Puts the accepted answer on the shelf of questions, in plain words beside its basis; returns the question's
/// id. Who asked and who answered are told.
///
/// # Errors
/// A refusal for who keeps no policy; missing; a conflict when it was decided already; fields at fault.
pub fn shelve(
    tx: &mut Tx<'_>,
    actor: &Actor,
    thread_id: &str,
    question: &str,
    plain: &str,
    day: NaiveDate,
) -> Result<String, Fault> {
    actor.need(Permission::WritePolicy)?;
    let thread = store::one(tx.conn, thread_id)?;
    let acceptance = store::acceptance(tx.conn, thread_id)?.ok_or_else(Fault::missing)?;
    let answers = store::answers(tx.conn, thread_id)?;
    let answer = answers.into_iter().find(|row| row.id == acceptance.answer_id).ok_or_else(Fault::missing)?;
    let references = store::citations(tx.conn, &answer.id)?.into_iter().map(|row| row.reference);
    let slug = match &thread.item_id {
        Some(id) => vec![corpus::item(tx.conn, id)?.slug],
        None => Vec::new(),
    };
    let asked = if question.trim() == thread.question { Vec::new() } else { vec![thread.question.clone()] };
    let new = NewFaq {
        question: question.to_owned(),
        plain: plain.to_owned(),
        clause_answer: answer.body.clone(),
        clauses: references.collect(),
        items: slug,
        asked: asked.into_iter().filter(|one| one.chars().count() <= 100).collect(),
    };
    let faq = corpus::add_faq(tx, actor, &new, day)?;
    if !store::set_shelf(tx, thread_id, "wanted", "taken", Some(&faq))? {
        return Err(Fault::conflict("thread-shelved"));
    }
    let notice = Notice::new("thread-shelved", format!("/faq#q-{faq}")).with("title", question.trim());
    let link = format!("/asks/{thread_id}");
    notifications::settle(tx, &["thread-for-shelf"], &link, "shelved", &format!("/faq#q-{faq}"))?;
    let people = BTreeSet::from([thread.asker_id, answer.author_id]);
    tell(tx, &people, &actor.person, &notice)?;
    audit::record(tx, actor, Entry::new(Kind("thread.shelved"), "thread", thread_id))?;
    Ok(faq)
}

/// Leaves the accepted answer in its thread.
///
/// # Errors
/// A refusal for who keeps no policy; a conflict when it was decided already.
pub fn decline_shelf(tx: &mut Tx<'_>, actor: &Actor, thread_id: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    store::one(tx.conn, thread_id)?;
    if !store::set_shelf(tx, thread_id, "wanted", "declined", None)? {
        return Err(Fault::conflict("thread-shelved"));
    }
    let link = format!("/asks/{thread_id}");
    notifications::settle(tx, &["thread-for-shelf"], &link, "not-shelved", &link)?;
    audit::record(tx, actor, Entry::new(Kind("thread.not-shelved"), "thread", thread_id))?;
    Ok(())
}
