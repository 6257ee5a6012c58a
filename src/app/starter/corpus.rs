//! Policies, business items, questions, forms, words, notes.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::files;
use crate::features::accounts;
use crate::features::corpus::{self, Form, ItemContent, NewFaq, NewItem, NoteText, PolicyFile, Term};
use crate::kernel::{Actor, Fault};
use crate::platform::search::built_in_synonyms;
use crate::platform::site::Site;

/// Takes over the policies, each policy's versions in their order.
pub(super) fn load_policies(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let mut policies = Vec::new();
    for name in files::names("policies/") {
        let file =
            PolicyFile::parse(&files::text(&name)?).with_context(|| format!("content/starter/{name}"))?;
        policies.push(file);
    }
    policies.sort_by(|a, b| (&a.key, a.version).cmp(&(&b.key, b.version)));
    for file in &policies {
        site.db.write_blocking(|tx| corpus::import_policy(tx, system, file))?;
    }
    Ok(format!("policy versions: {}", policies.len()))
}

#[derive(Deserialize)]
struct ItemFile {
    key: String,
    name: String,
    name_en: String,
    risk: String,
    #[serde(flatten)]
    content: ItemContent,
}

/// Adds the business items. Their questions are loaded by the room that asks them.
pub(super) fn load_items(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let names = files::names("items/");
    for name in &names {
        let file: ItemFile = files::toml(name)?;
        let new = NewItem {
            slug: &file.key,
            name: &file.name,
            name_en: &file.name_en,
            high_risk: file.risk == "high",
            content: &file.content,
        };
        site.db.write_blocking(|tx| corpus::import_item(tx, system, &new))?;
    }
    Ok(format!("business items: {}", names.len()))
}

#[derive(Deserialize)]
struct FaqFile {
    faq: Vec<FaqEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaqEntry {
    question: String,
    plain: String,
    clause_answer: String,
    clauses: Vec<String>,
    items: Vec<String>,
    asked: Vec<String>,
}

#[derive(Deserialize)]
struct FormsFile {
    forms: Vec<FormEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormEntry {
    key: String,
    name: String,
    version: String,
    items: Vec<String>,
    purpose: String,
    fields: Vec<String>,
}

#[derive(Deserialize)]
struct TermsFile {
    terms: Vec<TermEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermEntry {
    term: String,
    plain: String,
    en: String,
}

/// Adds questions, forms, words and synonyms.
pub(super) fn load_shelf(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let faqs: Vec<NewFaq> = files::toml::<FaqFile>("faq.toml")?
        .faq
        .into_iter()
        .map(|entry| NewFaq {
            question: entry.question,
            plain: entry.plain,
            clause_answer: entry.clause_answer,
            clauses: entry.clauses,
            items: entry.items,
            asked: entry.asked,
        })
        .collect();
    let forms: Vec<Form> = files::toml::<FormsFile>("forms.toml")?
        .forms
        .into_iter()
        .map(|entry| Form {
            id: String::new(),
            slug: entry.key,
            version: entry.version,
            name: entry.name,
            items: entry.items,
            purpose: entry.purpose,
            fields: entry.fields,
            valid_from: None,
        })
        .collect();
    let terms: Vec<Term> = files::toml::<TermsFile>("terms.toml")?
        .terms
        .into_iter()
        .map(|entry| Term { word: entry.term, plain: entry.plain, en: entry.en })
        .collect();
    let synonyms = built_in_synonyms()?;
    let added = site.db.write_blocking(|tx| {
        Ok::<_, Fault>(
            corpus::import_faqs(tx, system, &faqs)?
                + corpus::import_forms(tx, system, &forms)?
                + corpus::import_terms(tx, system, &terms)?
                + corpus::import_synonyms(tx, system, &synonyms)?,
        )
    })?;
    Ok(format!("questions, forms, words, synonyms: {added} added"))
}

#[derive(Deserialize)]
struct NotesFile {
    notes: Vec<NoteEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteEntry {
    author: String,
    kind: String,
    title: String,
    text: String,
    clauses: Vec<String>,
}

/// Adds the shared notes of those invented people who have an account.
pub(super) fn load_notes(site: &Arc<Site>) -> anyhow::Result<()> {
    let today = site.today();
    for entry in files::toml::<NotesFile>("notes.toml")?.notes {
        let text = NoteText {
            kind: entry.kind,
            title: entry.title,
            body: entry.text.trim().to_owned(),
            pins: entry.clauses,
            case: None,
        };
        site.db.write_blocking(|tx| {
            let author = accounts::person_by_username(tx.conn, &entry.author)?;
            match author {
                Some(author) => corpus::import_note(tx, &author.id, &text, today).map(|_id| ()),
                None => Ok(()),
            }
        })?;
    }
    Ok(())
}

/// Brings this node's index up to what was loaded.
pub(super) fn index(site: &Arc<Site>) -> anyhow::Result<()> {
    corpus::follow(site)?;
    Ok(())
}
