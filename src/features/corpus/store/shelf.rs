//! What stands on the shelf beside the policies: questions, forms, words, synonyms.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::super::model::{Faq, Form, Term};
use crate::kernel::{Fault, Moment};
use crate::platform::db::schema::{faq, form, synonym, term};
use crate::platform::db::{AnyConn, Both, Tx};

fn list(json: &str) -> Result<Vec<String>, Fault> {
    serde_json::from_str(json).map_err(Fault::ours)
}

fn json(list: &[String]) -> Result<String, Fault> {
    serde_json::to_string(list).map_err(Fault::ours)
}

type FaqRow = (String, String, String, String, String, String, String, Moment);

fn faq_of(row: FaqRow) -> Result<Faq, Fault> {
    let (id, question, plain, clause_answer, clauses, items, asked, updated_at) = row;
    Ok(Faq {
        id,
        question,
        plain,
        clause_answer,
        clauses: list(&clauses)?,
        items: list(&items)?,
        asked: list(&asked)?,
        updated_at,
    })
}

/// Every question, in the order of the shelf.
pub fn faqs(conn: &mut AnyConn) -> Result<Vec<Faq>, Fault> {
    let rows: Vec<FaqRow> = faq::table
        .order(faq::position)
        .select((
            faq::id,
            faq::question,
            faq::plain,
            faq::clause_answer,
            faq::clauses,
            faq::items,
            faq::asked,
            faq::updated_at,
        ))
        .load(conn)?;
    rows.into_iter().map(faq_of).collect()
}

/// Adds a question; `false` when it stands there already.
pub fn insert_faq(tx: &mut Tx<'_>, new: &Faq, position: i32) -> Result<bool, Fault> {
    let insert = diesel::insert_into(faq::table).values((
        faq::id.eq(&new.id),
        faq::position.eq(position),
        faq::question.eq(&new.question),
        faq::plain.eq(&new.plain),
        faq::clause_answer.eq(&new.clause_answer),
        faq::clauses.eq(json(&new.clauses)?),
        faq::items.eq(json(&new.items)?),
        faq::asked.eq(json(&new.asked)?),
        faq::updated_at.eq(new.updated_at),
    ));
    Ok(Both::new(insert, "ON CONFLICT (question) DO NOTHING").execute(tx.conn)? == 1)
}

/// One question.
pub fn faq(conn: &mut AnyConn, id: &str) -> Result<Option<Faq>, Fault> {
    Ok(faqs(conn)?.into_iter().find(|faq| faq.id == id))
}

/// Writes a question over the one of its id.
pub fn update_faq(tx: &mut Tx<'_>, new: &Faq) -> Result<(), Fault> {
    diesel::update(faq::table.find(&new.id))
        .set((
            faq::question.eq(&new.question),
            faq::plain.eq(&new.plain),
            faq::clause_answer.eq(&new.clause_answer),
            faq::clauses.eq(json(&new.clauses)?),
            faq::items.eq(json(&new.items)?),
            faq::asked.eq(json(&new.asked)?),
            faq::updated_at.eq(new.updated_at),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Removes a question.
pub fn delete_faq(tx: &mut Tx<'_>, id: &str) -> Result<(), Fault> {
    diesel::delete(faq::table.find(id)).execute(tx.conn)?;
    Ok(())
}

/// The place of a question on the shelf.
pub fn position(conn: &mut AnyConn, id: &str) -> Result<i32, Fault> {
    Ok(faq::table.find(id).select(faq::position).first(conn)?)
}

/// Whether a place on the shelf of questions is free.
pub fn place_free(conn: &mut AnyConn, position: i32) -> Result<bool, Fault> {
    let there: i64 = faq::table.filter(faq::position.eq(position)).count().get_result(conn)?;
    Ok(there == 0)
}

/// The last place on the shelf of questions; 0 when it is empty.
pub fn last_position(conn: &mut AnyConn) -> Result<i32, Fault> {
    let last: Option<i32> =
        faq::table.order(faq::position.desc()).select(faq::position).first(conn).optional()?;
    Ok(last.unwrap_or(0))
}

type FormRow = (String, String, String, String, String, String, String, Option<NaiveDate>);

/// Every version of every form: by short name, the newest first.
pub fn forms(conn: &mut AnyConn) -> Result<Vec<Form>, Fault> {
    let rows: Vec<FormRow> = form::table
        .order((form::slug, form::version.desc(), form::id))
        .select((
            form::id,
            form::slug,
            form::version,
            form::name,
            form::items,
            form::purpose,
            form::fields,
            form::valid_from,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, slug, version, name, items, purpose, fields, valid_from)| {
            let (items, fields) = (list(&items)?, list(&fields)?);
            Ok(Form { id, slug, version, name, items, purpose, fields, valid_from })
        })
        .collect()
}

/// When each version of each form was added, by its id.
pub fn forms_made(conn: &mut AnyConn) -> Result<BTreeMap<String, Moment>, Fault> {
    let rows: Vec<(String, Moment)> = form::table.select((form::id, form::created_at)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Adds a version of a form; `false` when it is there already.
pub fn insert_form(tx: &mut Tx<'_>, new: &Form) -> Result<bool, Fault> {
    let insert = diesel::insert_into(form::table).values((
        form::id.eq(&new.id),
        form::slug.eq(&new.slug),
        form::version.eq(&new.version),
        form::name.eq(&new.name),
        form::items.eq(json(&new.items)?),
        form::purpose.eq(&new.purpose),
        form::fields.eq(json(&new.fields)?),
        form::created_at.eq(tx.at),
        form::valid_from.eq(new.valid_from),
    ));
    Ok(Both::new(insert, "ON CONFLICT (slug, version) DO NOTHING").execute(tx.conn)? == 1)
}

/// Every word of the trade, in the order of the list.
pub fn terms(conn: &mut AnyConn) -> Result<Vec<Term>, Fault> {
    Ok(term::table.order(term::position).select((term::word, term::plain, term::en)).load(conn)?)
}

/// Adds a word; one that is there stays as it is.
pub fn insert_term(tx: &mut Tx<'_>, new: &Term, position: i32) -> Result<bool, Fault> {
    let insert = diesel::insert_into(term::table).values((
        term::word.eq(&new.word),
        term::position.eq(position),
        term::plain.eq(&new.plain),
        term::en.eq(&new.en),
    ));
    Ok(Both::new(insert, "ON CONFLICT (word) DO NOTHING").execute(tx.conn)? == 1)
}

/// Writes a word over the one that stands there, or behind the others.
pub fn put_term(tx: &mut Tx<'_>, new: &Term) -> Result<(), Fault> {
    let last: Option<i32> =
        term::table.order(term::position.desc()).select(term::position).first(tx.conn).optional()?;
    let insert = diesel::insert_into(term::table).values((
        term::word.eq(&new.word),
        term::position.eq(last.unwrap_or(0) + 1),
        term::plain.eq(&new.plain),
        term::en.eq(&new.en),
    ));
    Both::new(insert, "ON CONFLICT (word) DO UPDATE SET plain = excluded.plain, en = excluded.en")
        .execute(tx.conn)?;
    Ok(())
}

/// The table of synonyms: a word and what is searched beside it.
pub fn synonyms(conn: &mut AnyConn) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let rows: Vec<(String, String)> =
        synonym::table.select((synonym::term, synonym::expansions)).load(conn)?;
    rows.into_iter().map(|(term, expansions)| Ok((term, list(&expansions)?))).collect()
}

/// Adds a word with its synonyms; one that is there stays as it is.
pub fn insert_synonym(tx: &mut Tx<'_>, word: &str, expansions: &[String]) -> Result<bool, Fault> {
    let insert = diesel::insert_into(synonym::table).values((
        synonym::term.eq(word),
        synonym::expansions.eq(json(expansions)?),
        synonym::updated_at.eq(tx.at),
    ));
    Ok(Both::new(insert, "ON CONFLICT (term) DO NOTHING").execute(tx.conn)? == 1)
}

/// Sets what is searched beside a word; nothing: the word leaves the table.
pub fn put_synonym(tx: &mut Tx<'_>, word: &str, expansions: &[String]) -> Result<(), Fault> {
    if expansions.is_empty() {
        diesel::delete(synonym::table.find(word)).execute(tx.conn)?;
        return Ok(());
    }
    let insert = diesel::insert_into(synonym::table).values((
        synonym::term.eq(word),
        synonym::expansions.eq(json(expansions)?),
        synonym::updated_at.eq(tx.at),
    ));
    Both::new(
        insert,
        "ON CONFLICT (term) DO UPDATE SET expansions = excluded.expansions, updated_at = excluded.updated_at",
    )
    .execute(tx.conn)?;
    Ok(())
}
