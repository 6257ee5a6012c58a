//! What the index holds: each clause version, item, question, form and shared note as a document.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::features::corpus::model::{Clause, ClauseRef, Faq, NoteState, VersionRow};
use crate::features::corpus::service::items;
use crate::features::corpus::service::policies::clause_named;
use crate::features::corpus::store::{items as item_store, notes, policies, shelf};
use crate::kernel::Fault;
use crate::platform::db::AnyConn;
use crate::platform::search::{Change, Document, Kind};

/// The visibility term of everything that is published or shared.
pub const EVERYBODY: &str = "all";

/// Questions people asked, by policy and anchor of the clause that answers them.
type Asked = BTreeMap<(String, String), Vec<String>>;

/// Collects what people asked. A reference is read as of the day its question was last looked at, and kept by
/// anchor, so that it answers for the same clause in every version.
fn asked(conn: &mut AnyConn, faqs: &[Faq]) -> Result<Asked, Fault> {
    let mut asked = Asked::new();
    for faq in faqs {
        for reference in &faq.clauses {
            if let Some((doc_id, anchor)) = answered(conn, reference, faq.updated_at.date())? {
                let questions = asked.entry((doc_id, anchor)).or_default();
                questions.push(faq.question.clone());
                questions.extend(faq.asked.iter().cloned());
            }
        }
    }
    Ok(asked)
}

/// Policy and anchor a reference means on a day.
fn answered(conn: &mut AnyConn, reference: &str, day: NaiveDate) -> Result<Option<(String, String)>, Fault> {
    let Some(wanted) = ClauseRef::parse(reference) else { return Ok(None) };
    let Some(doc_id) = policies::doc_id(conn, &wanted.doc_key)? else { return Ok(None) };
    let Some(version) = policies::in_force(conn, &doc_id, day)? else { return Ok(None) };
    let clause = clause_named(conn, &version.id, &wanted.article)?;
    Ok(clause.map(|clause| (doc_id, clause.anchor)))
}

fn clause_document(key: &str, version: &VersionRow, clause: Clause, asked: &Asked) -> Document {
    let place = (version.doc_id.clone(), clause.anchor);
    Document {
        id: format!("clause:{}", clause.id),
        kind: Kind::Clause,
        group: key.to_owned(),
        article: u32::try_from(clause.article_no).ok().filter(|number| *number > 0),
        title: format!("{} {} {}", version.title, version.number, clause.heading),
        body: clause.body,
        asked: asked.get(&place).cloned().unwrap_or_default(),
        effective_from: Some(version.effective_from),
        effective_to: version.effective_to,
        visible_to: vec![EVERYBODY.to_owned()],
        // Dates alone say what is in force: a stored mark would go stale at midnight.
        superseded: false,
    }
}

fn policy(conn: &mut AnyConn, key: &str, version: &VersionRow, asked: &Asked) -> Result<Vec<Change>, Fault> {
    let approved = version.state == "approved";
    let clauses = policies::clauses(conn, &version.id)?;
    Ok(clauses
        .into_iter()
        .map(|clause| {
            if approved {
                Change::Put(clause_document(key, version, clause, asked))
            } else {
                Change::Remove(format!("clause:{}", clause.id))
            }
        })
        .collect())
}

fn item(conn: &mut AnyConn, id: &str) -> Result<Document, Fault> {
    let item = items::item(conn, id)?;
    let content = item.content;
    // Operating steps stay out: they are shown only past the gate of the apprenticeship.
    let mut body = vec![content.summary];
    body.extend(content.materials.into_iter().map(|m| format!("{} {} {}", m.name, m.condition, m.note)));
    body.extend(content.options.into_iter().map(|o| format!("{} {}", o.title, o.text)));
    body.extend(content.blind_spots.into_iter().map(|b| b.text));
    body.extend(content.easily_missed);
    body.extend(content.next_steps);
    Ok(plain(format!("item:{id}"), Kind::Item, format!("{} {}", item.name, item.name_en), body.join("\n")))
}

fn plain(id: String, kind: Kind, title: String, body: String) -> Document {
    Document {
        id,
        kind,
        group: String::new(),
        article: None,
        title,
        body,
        asked: Vec::new(),
        effective_from: None,
        effective_to: None,
        visible_to: vec![EVERYBODY.to_owned()],
        superseded: false,
    }
}

fn faq(faq: &Faq) -> Document {
    let body = format!("{}\n{}", faq.plain, faq.clause_answer);
    Document {
        asked: faq.asked.clone(),
        ..plain(format!("faq:{}", faq.id), Kind::Faq, faq.question.clone(), body)
    }
}

fn note(conn: &mut AnyConn, id: &str) -> Result<Change, Fault> {
    let name = format!("note:{id}");
    let shared = notes::note(conn, id)?.filter(|row| NoteState::from_code(&row.state) == NoteState::Shared);
    Ok(match shared {
        Some(row) => Change::Put(plain(name, Kind::Note, row.title, row.body)),
        None => Change::Remove(name),
    })
}

fn forms(conn: &mut AnyConn) -> Result<Vec<Document>, Fault> {
    let names: BTreeMap<String, String> =
        items::items(conn)?.into_iter().map(|item| (item.slug, item.name)).collect();
    let mut found: Vec<Document> = Vec::new();
    // Of each form the newest version comes first. A version that does not hold yet, or no longer, leads to the
    // form as well: no day stands in the index, and whoever opens the form sees the version of the day.
    for form in shelf::forms(conn)? {
        let id = format!("form:{}", form.slug);
        if found.last().is_none_or(|known| known.id != id) {
            // At the counter a form is asked for by what it is for.
            let items: Vec<&str> =
                form.items.iter().filter_map(|slug| names.get(slug)).map(String::as_str).collect();
            found.push(plain(id, Kind::Form, form.name.clone(), items.join(" ")));
        }
        if let Some(document) = found.last_mut() {
            for text in [form.name, form.purpose, form.fields.join(" ")] {
                if document.title != text && !document.body.contains(&text) {
                    document.body = format!("{}\n{text}", document.body);
                }
            }
        }
    }
    Ok(found)
}

/// Every document there is.
pub fn all(conn: &mut AnyConn) -> Result<Vec<Document>, Fault> {
    let faqs = shelf::faqs(conn)?;
    let asked = asked(conn, &faqs)?;
    let keys = policies::keys(conn)?;
    let mut found = Vec::new();
    for version in policies::all_versions(conn)? {
        if version.state == "approved"
            && let Some(key) = keys.get(&version.doc_id)
        {
            let clauses = policies::clauses(conn, &version.id)?;
            found.extend(clauses.into_iter().map(|clause| clause_document(key, &version, clause, &asked)));
        }
    }
    for row in item_store::items(conn)? {
        found.push(item(conn, &row.id)?);
    }
    found.extend(faqs.iter().map(faq));
    found.extend(forms(conn)?);
    for row in notes::in_state(conn, NoteState::Shared, i64::MAX)? {
        found.push(plain(format!("note:{}", row.id), Kind::Note, row.title, row.body));
    }
    Ok(found)
}

/// What the index has to do for these changed things, given as kind and id.
pub fn changes(conn: &mut AnyConn, subjects: &BTreeSet<(String, String)>) -> Result<Vec<Change>, Fault> {
    let faqs = shelf::faqs(conn)?;
    let asked = asked(conn, &faqs)?;
    let keys = policies::keys(conn)?;
    let mut versions: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for (kind, id) in subjects {
        match kind.as_str() {
            "policy" => {
                versions.insert(id.clone());
            }
            "item" => found.push(Change::Put(item(conn, id)?)),
            "note" => found.push(note(conn, id)?),
            "faq" => match faqs.iter().find(|faq| faq.id == *id) {
                None => found.push(Change::Remove(format!("faq:{id}"))),
                Some(changed) => {
                    found.push(Change::Put(faq(changed)));
                    // The clauses it cites carry its questions.
                    for reference in &changed.clauses {
                        if let Some((doc_id, _)) = answered(conn, reference, changed.updated_at.date())? {
                            versions.extend(policies::versions(conn, &doc_id)?.into_iter().map(|v| v.id));
                        }
                    }
                }
            },
            "form" => {
                let document = forms(conn)?.into_iter().find(|form| form.id == format!("form:{id}"));
                found.push(document.map_or_else(|| Change::Remove(format!("form:{id}")), Change::Put));
            }
            _ => {}
        }
    }
    for id in versions {
        let version = policies::version(conn, &id)?;
        if let Some(key) = keys.get(&version.doc_id) {
            found.extend(policy(conn, key, &version, &asked)?);
        }
    }
    Ok(found)
}
