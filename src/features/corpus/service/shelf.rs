//! Questions, forms, words, synonyms: adding to the shelf and reading it.

use chrono::NaiveDate;

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{ClauseView, Faq, Form, Term};
use crate::features::corpus::rules::abbreviations::{TwoNames, two_names};
use crate::features::corpus::service::policies::{self, clauses_in_force};
use crate::features::corpus::store::changes::{self, Subject};
use crate::features::corpus::store::{policies as policy_store, shelf as store};
use crate::kernel::fault::FormCheck;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// A question to be added.
#[derive(Debug, Clone)]
pub struct NewFaq {
    /// The question.
    pub question: String,
    /// The answer in plain words.
    pub plain: String,
    /// The answer from the text.
    pub clause_answer: String,
    /// References of its clauses.
    pub clauses: Vec<String>,
    /// Short names of its business items.
    pub items: Vec<String>,
    /// How people really put it.
    pub asked: Vec<String>,
}

/// Adds questions; those that stand there already stay as they are. Returns how many are new.
///
/// # Errors
/// When the database fails.
pub fn import_faqs(tx: &mut Tx<'_>, actor: &Actor, new: &[NewFaq]) -> Result<usize, Fault> {
    let mut added = 0;
    for (question, position) in new.iter().zip(store::last_position(tx.conn)? + 1..) {
        let faq = Faq {
            id: tx.id(),
            question: question.question.clone(),
            plain: question.plain.clone(),
            clause_answer: question.clause_answer.clone(),
            clauses: question.clauses.clone(),
            items: question.items.clone(),
            asked: question.asked.clone(),
            updated_at: tx.at,
        };
        if store::insert_faq(tx, &faq, position)? {
            changes::log(tx, Subject::Faq, &faq.id)?;
            added += 1;
        }
    }
    note_import(tx, actor, Kind("faq.imported"), "faq", added)?;
    Ok(added)
}

/// Adds versions of forms. Returns how many are new.
///
/// # Errors
/// When the database fails.
pub fn import_forms(tx: &mut Tx<'_>, actor: &Actor, new: &[Form]) -> Result<usize, Fault> {
    let mut added = 0;
    for form in new {
        let form = Form { id: tx.id(), ..form.clone() };
        if store::insert_form(tx, &form)? {
            changes::log(tx, Subject::Form, &form.slug)?;
            added += 1;
        }
    }
    note_import(tx, actor, Kind("form.imported"), "form", added)?;
    Ok(added)
}

/// Adds words of the trade. Returns how many are new.
///
/// # Errors
/// When the database fails.
pub fn import_terms(tx: &mut Tx<'_>, actor: &Actor, new: &[Term]) -> Result<usize, Fault> {
    let mut added = 0;
    for (term, position) in new.iter().zip(1..) {
        added += usize::from(store::insert_term(tx, term, position)?);
    }
    note_import(tx, actor, Kind("term.imported"), "term", added)?;
    Ok(added)
}

/// Fills the table of synonyms; words that stand there already stay as they are. Returns how many are new.
///
/// # Errors
/// When the database fails.
pub fn import_synonyms(
    tx: &mut Tx<'_>,
    actor: &Actor,
    table: &std::collections::BTreeMap<String, Vec<String>>,
) -> Result<usize, Fault> {
    let mut added = 0;
    for (word, expansions) in table {
        added += usize::from(store::insert_synonym(tx, word, expansions)?);
    }
    if added > 0 {
        changes::log(tx, Subject::Synonyms, "")?;
    }
    note_import(tx, actor, Kind("synonym.imported"), "synonym", added)?;
    Ok(added)
}

/// Sets what is searched beside a word; an empty list takes the word out of the table.
///
/// # Errors
/// A field at fault when the word is empty or expands to itself; when the database fails.
pub fn set_synonym(tx: &mut Tx<'_>, actor: &Actor, word: &str, expansions: &[String]) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    if word.is_empty() || word.chars().count() > 20 {
        return Err(Fault::field("term", "synonym-term"));
    }
    if expansions.iter().any(|other| other.is_empty() || other == word || other.chars().count() > 20) {
        return Err(Fault::field("expansions", "synonym-expansions"));
    }
    store::put_synonym(tx, word, expansions)?;
    changes::log(tx, Subject::Synonyms, "")?;
    let entry = Entry::new(Kind("synonym.set"), "synonym", "").fact("expansions", expansions.len());
    audit::record(tx, actor, entry)?;
    Ok(())
}

fn note_import(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: Kind,
    subject: &'static str,
    added: usize,
) -> Result<(), Fault> {
    if added > 0 {
        audit::record(tx, actor, Entry::new(kind, subject, "").fact("added", added))?;
    }
    Ok(())
}

/// Every question, in the order of the shelf.
///
/// # Errors
/// When the database fails.
pub fn faqs(conn: &mut AnyConn) -> Result<Vec<Faq>, Fault> {
    store::faqs(conn)
}

/// Whether an answer, written under the rules of the day it was last looked at, holds under those of another
/// day: every clause it cites must read the same.
///
/// # Errors
/// When the database fails.
pub fn holds_on(conn: &mut AnyConn, faq: &Faq, day: NaiveDate) -> Result<bool, Fault> {
    for reference in &faq.clauses {
        let hash = |conn: &mut AnyConn, day| {
            policies::resolve_clause(conn, reference, day).map(|clause| clause.map(|clause| clause.hash))
        };
        if hash(conn, faq.updated_at.date())? != hash(conn, day)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A form in the version of a day, with the numbers of the older ones.
#[derive(Debug, Clone)]
pub struct FormView {
    /// The version handed out on the day; of a form that has none yet, the first to come.
    pub current: Form,
    /// Versions that must no longer be handed out, the newest first.
    pub older: Vec<String>,
    /// Versions that hold from a later day, the latest first.
    pub coming: Vec<Form>,
}

/// Every form in its version of a day.
///
/// # Errors
/// When the database fails.
pub fn forms(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<FormView>, Fault> {
    let mut views: Vec<FormView> = Vec::new();
    // Of each form the newest version comes first.
    for form in store::forms(conn)? {
        match views.last_mut().filter(|view| view.current.slug == form.slug) {
            Some(view) if view.current.begins_after(day).is_some() => {
                let later = std::mem::replace(&mut view.current, form);
                view.coming.push(later);
            }
            Some(view) => view.older.push(form.version),
            None => views.push(FormView { current: form, older: Vec::new(), coming: Vec::new() }),
        }
    }
    Ok(views)
}

/// The versions of a form, the newest first.
///
/// # Errors
/// When the database fails.
pub fn form_versions(conn: &mut AnyConn, slug: &str) -> Result<Vec<Form>, Fault> {
    Ok(store::forms(conn)?.into_iter().filter(|form| form.slug == slug).collect())
}

/// Adds a version of a form, or a new form where it names none; returns its short name. From its day on the
/// versions before it must no longer be handed out.
///
/// # Errors
/// A refusal for who keeps no policy; fields at fault, such as a version that is not newer.
pub fn add_form(tx: &mut Tx<'_>, actor: &Actor, new: &Form) -> Result<String, Fault> {
    actor.need(Permission::WritePolicy)?;
    let within = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
    let mut form = FormCheck::default();
    form.require(within(&new.name, 60), "name", "form-name")
        .require(within(&new.version, 20), "version", "form-version")
        .require(within(&new.purpose, 600), "purpose", "form-purpose")
        .require(
            (1..=40).contains(&new.fields.len()) && new.fields.iter().all(|field| within(field, 60)),
            "fields",
            "form-fields",
        );
    form.done()?;
    let known = store::forms(tx.conn)?;
    let before = known.iter().find(|other| other.slug == new.slug);
    if !new.slug.is_empty() && before.is_none() {
        return Err(Fault::missing());
    }
    if before.is_some_and(|before| new.version <= before.version) {
        return Err(Fault::field("version", "form-newer"));
    }
    // Otherwise two versions would hold in turn.
    if before.is_some_and(|before| new.valid_from < before.valid_from) {
        return Err(Fault::field("valid_from", "form-from-order"));
    }
    let slugs: Vec<String> = super::items::items(tx.conn)?.into_iter().map(|item| item.slug).collect();
    if !new.items.iter().all(|slug| slugs.contains(slug)) {
        return Err(Fault::field("items", "choose-one"));
    }
    let id = tx.id();
    // A new form is named by its id: a short name is for machines, and nobody has to invent one.
    let slug =
        if new.slug.is_empty() { format!("form_{}", id.to_ascii_lowercase()) } else { new.slug.clone() };
    let form = Form { id, slug: slug.clone(), ..new.clone() };
    store::insert_form(tx, &form)?;
    changes::log(tx, Subject::Form, &slug)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("form.added"), "form", &form.id).fact("version", form.version.as_str()),
    )?;
    Ok(slug)
}

/// Writes what a word of the trade means, over what stood there.
///
/// # Errors
/// A refusal for who keeps no policy; fields at fault.
pub fn set_term(tx: &mut Tx<'_>, actor: &Actor, term: &Term) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    let within = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
    FormCheck::default()
        .require(within(&term.word, 30), "word", "term-word")
        .require(within(&term.plain, 400), "plain", "term-plain")
        .done()?;
    store::put_term(tx, term)?;
    audit::record(tx, actor, Entry::new(Kind("term.set"), "term", ""))?;
    Ok(())
}

/// Every word of the trade.
///
/// # Errors
/// When the database fails.
pub fn terms(conn: &mut AnyConn) -> Result<Vec<Term>, Fault> {
    store::terms(conn)
}

/// A word the documents themselves give another name, which the table lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenName {
    /// The word.
    pub term: String,
    /// What the table has for it already, and the other name.
    pub expansions: Vec<String>,
    /// The clause that gives it.
    pub clause: ClauseView,
}

/// What the clauses in force call by two names and the table does not know, either way round.
///
/// # Errors
/// When the database fails.
pub fn given_names(conn: &mut AnyConn, day: NaiveDate) -> Result<Vec<GivenName>, Fault> {
    let table = store::synonyms(conn)?;
    let mut given: Vec<GivenName> = Vec::new();
    for key in policy_store::keys(conn)?.into_values() {
        for clause in clauses_in_force(conn, &key, day)? {
            for TwoNames { first, other } in two_names(&clause.text) {
                for (term, name) in [(&other, &first), (&first, &other)] {
                    let known = table.get(term).map_or(&[][..], Vec::as_slice);
                    if known.contains(name) || given.iter().any(|one| one.term == *term) {
                        continue;
                    }
                    let expansions = known.iter().chain([name]).cloned().collect();
                    given.push(GivenName { term: term.clone(), expansions, clause: clause.clone() });
                }
            }
        }
    }
    Ok(given)
}

/// The table of synonyms.
///
/// # Errors
/// When the database fails.
pub fn synonyms(conn: &mut AnyConn) -> Result<std::collections::BTreeMap<String, Vec<String>>, Fault> {
    store::synonyms(conn)
}
