//! What colleagues asked each other in the past of the demonstration.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::mentoring::actor;
use crate::features::threads::{self, NewThread, Transfer};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;

/// A question with what became of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Days before now.
    pub(super) day: i64,
    asker: String,
    item: String,
    question: String,
    detail: String,
    #[serde(default)]
    answers: Vec<Answered>,
    /// The transfer question with which the first answer was accepted.
    accepted: Option<Accepted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    author: String,
    text: String,
    clauses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    case: String,
    holds: bool,
    why: String,
}

/// Asks, answers and accepts.
pub(super) fn live(site: &Arc<Site>, asked: &Asked) -> anyhow::Result<()> {
    let words = Texts::new(Lang::ZhCn);
    site.db
        .write_blocking(|tx| {
            let today = site.zone().day(tx.at);
            let asker = actor(tx.conn, &asked.asker)?;
            let new = NewThread {
                question: asked.question.clone(),
                detail: asked.detail.clone(),
                item: asked.item.clone(),
                as_of: today,
            };
            let thread = threads::ask(tx, &asker, &new, today)?;
            let mut first = String::new();
            for answer in &asked.answers {
                let author = actor(tx.conn, &answer.author)?;
                let id = threads::answer(tx, &author, &thread, &answer.text, &answer.clauses, today)?;
                if first.is_empty() {
                    first = id;
                }
            }
            if let Some(accepted) = &asked.accepted {
                let transfer = Transfer {
                    answer: first,
                    case: accepted.case.clone(),
                    holds: Some(accepted.holds),
                    why: accepted.why.clone(),
                    item: String::new(),
                    options: [words.get("thread-option-right"), words.get("thread-option-wrong")],
                };
                threads::accept(tx, &asker, &thread, &transfer, today)?;
            }
            Ok(())
        })
        .with_context(|| format!("history.toml: {}", asked.question))
}
