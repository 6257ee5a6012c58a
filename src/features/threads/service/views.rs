//! Reading threads: lists, one thread, what waits for somebody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::features::corpus::{self, Item};
use crate::features::threads::model::{
    Acceptance, AnswerRow, AnswerView, CitationView, ThreadRow, ThreadView,
};
use crate::features::threads::{rules, store};
use crate::features::{accounts, apprenticeship};
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::AnyConn;

/// Which threads a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those without an accepted answer.
    Open,
    /// The reader's own.
    Mine,
    /// Those that were answered.
    Closed,
    /// Those whose answer waits for the shelf.
    Shelf,
}

/// A thread in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
    /// Chinese and English name of the business item.
    pub item: Option<(String, String)>,
    /// Who asked.
    pub asker: String,
    /// When it last changed.
    pub at: Moment,
    /// How many answers it has.
    pub answers: usize,
    /// Whether the asker has asked further since the last answer.
    pub asked_further: bool,
    /// `open`, `closed` or `withdrawn`.
    pub state: String,
}

/// Threads the reader may see, the last changed first.
///
/// # Errors
/// A refusal when the reader does not decide about the shelf; when the database fails.
pub fn list(conn: &mut AnyConn, actor: &Actor, which: Which) -> Result<Vec<Line>, Fault> {
    let rows = match which {
        Which::Open => store::in_state(conn, "open")?,
        Which::Mine => store::of_asker(conn, &actor.person)?,
        Which::Closed => store::in_state(conn, "closed")?,
        Which::Shelf => {
            actor.need(Permission::WritePolicy)?;
            store::for_the_shelf(conn)?
        }
    };
    let names = accounts::names(conn)?;
    let items = items_by_id(conn)?;
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut counts: BTreeMap<String, (usize, bool)> = BTreeMap::new();
    for (thread, _, follow_up) in store::answered(conn, &ids)? {
        let (answers, further) = counts.entry(thread).or_default();
        *answers += usize::from(!follow_up);
        *further = follow_up;
    }
    let count = |id: &str| counts.get(id).copied().unwrap_or_default();
    let line = |row: ThreadRow| Line {
        answers: count(&row.id).0,
        asked_further: count(&row.id).1,
        item: row.item_id.and_then(|id| items.get(&id)).map(|item| (item.name.clone(), item.name_en.clone())),
        asker: names.get(&row.asker_id).cloned().unwrap_or_default(),
        at: row.changed_at,
        id: row.id,
        question: row.question,
        state: row.state,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// How many threads each list holds: open, one's own, answered, for the shelf; of the last nothing for who does
/// not decide about it.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &mut AnyConn, actor: &Actor) -> Result<[i64; 4], Fault> {
    let steward = actor.may(Permission::WritePolicy);
    Ok([
        store::count_in_state(conn, "open")?,
        store::count_of_asker(conn, &actor.person)?,
        store::count_in_state(conn, "closed")?,
        if steward { store::count_for_the_shelf(conn)? } else { 0 },
    ])
}

fn items_by_id(conn: &mut AnyConn) -> Result<BTreeMap<String, Item>, Fault> {
    Ok(corpus::items(conn)?.into_iter().map(|item| (item.id.clone(), item)).collect())
}

/// One thread.
///
/// # Errors
/// Missing when there is none, or it was taken back by somebody else.
pub fn thread(conn: &mut AnyConn, actor: &Actor, id: &str, day: NaiveDate) -> Result<ThreadView, Fault> {
    let row = store::one(conn, id)?;
    let own = row.asker_id == actor.person;
    if row.state == "withdrawn" && !own {
        return Err(Fault::missing());
    }
    let names = accounts::names(conn)?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let steward = actor.may(Permission::WritePolicy);
    let accepted = store::acceptance(conn, id)?;
    let chosen = accepted.as_ref().map(|row| row.answer_id.clone());
    let is_open = row.state == "open";
    let mut answers = Vec::new();
    for answer in store::answers(conn, id)? {
        let refusal = rules::refusal(&actor.person, steward, &row.asker_id, &answer.author_id);
        let is_chosen = chosen.as_ref() == Some(&answer.id);
        answers.push(AnswerView {
            citations: citations(conn, &answer, day)?,
            author: name(&answer.author_id),
            accepted: is_chosen,
            may_accept: is_open && !answer.follow_up && refusal.is_none(),
            follow_up: answer.follow_up,
            id: answer.id,
            body: answer.body,
            at: answer.created_at,
        });
    }
    let asked_further = answers.last().is_some_and(|last| last.follow_up);
    answers.sort_by_key(|answer| !answer.accepted);
    let item = match &row.item_id {
        Some(id) => {
            let item = corpus::item(conn, id)?;
            Some((item.slug, item.name, item.name_en))
        }
        None => None,
    };
    Ok(ThreadView {
        item,
        asker: name(&row.asker_id),
        at: row.created_at,
        answers,
        acceptance: accepted.map(|row| Acceptance {
            by: name(&row.accepted_by),
            at: row.accepted_at,
            case: row.transfer_case,
            holds: row.transfer_holds,
            why: row.transfer_why,
            question: row.question_version_id,
        }),
        may_answer: is_open && actor.may(Permission::OwnLearning),
        may_follow_up: is_open && own,
        asked_further,
        may_withdraw: is_open && own,
        may_shelve: row.shelf == "wanted" && steward,
        id: row.id,
        question: row.question,
        detail: row.detail,
        as_of: row.as_of,
        state: row.state,
        faq: row.faq_id,
    })
}

fn citations(conn: &mut AnyConn, answer: &AnswerRow, day: NaiveDate) -> Result<Vec<CitationView>, Fault> {
    let mut views = Vec::new();
    for row in store::citations(conn, &answer.id)? {
        let clause = corpus::carried_on(conn, &row.reference, &row.version_id, day)?;
        let changed = clause.as_ref().is_none_or(|clause| clause.hash != row.hash);
        views.push(CitationView { reference: row.reference, clause, changed });
    }
    Ok(views)
}

/// What waits for somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Questions of one's own business items that nobody has answered: id and question, the oldest first.
    pub to_answer: Vec<(String, String)>,
    /// Own questions with an answer to accept.
    pub to_accept: Vec<(String, String)>,
    /// Accepted answers that wait for the shelf.
    pub to_shelve: Vec<(String, String)>,
}

/// What waits for the actor on a day.
///
/// # Errors
/// When the database fails.
pub fn waiting(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Waiting, Fault> {
    let mut open = store::in_state(conn, "open")?;
    open.reverse();
    let steward = actor.may(Permission::WritePolicy);
    let mut waiting = Waiting::default();
    if !open.is_empty() {
        let rows = apprenticeship::valid_rows(conn, day)?;
        let held: BTreeSet<&str> = rows.iter().map(|row| row.item_id.as_str()).collect();
        let mine: BTreeSet<&str> =
            rows.iter().filter(|row| row.person_id == actor.person).map(|row| row.item_id.as_str()).collect();
        let ids: Vec<String> = open.iter().map(|row| row.id.clone()).collect();
        let answered = store::answered(conn, &ids)?;
        for row in open {
            let posts = || answered.iter().filter(|(id, _, _)| *id == row.id);
            // Whoever asks further waits again.
            let further = posts().next_back().is_some_and(|(_, _, follow_up)| *follow_up);
            let others = !further && posts().any(|(_, author, _)| *author != row.asker_id);
            let pair = (row.id.clone(), row.question.clone());
            if row.asker_id == actor.person {
                if others {
                    waiting.to_accept.push(pair);
                }
                continue;
            }
            let any = !further && posts().next().is_some();
            let item = row.item_id.as_deref();
            // What belongs to nobody is the stewards'.
            let nobodys = item.is_none_or(|item| !held.contains(item));
            if !any && (item.is_some_and(|item| mine.contains(item)) || (steward && nobodys)) {
                waiting.to_answer.push(pair);
            }
        }
    }
    if steward {
        let rows = store::for_the_shelf(conn)?;
        waiting.to_shelve = rows.into_iter().map(|row| (row.id, row.question)).collect();
    }
    Ok(waiting)
}
