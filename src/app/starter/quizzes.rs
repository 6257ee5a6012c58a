//! Questions of the business items.

use std::sync::Arc;

use serde::Deserialize;

use super::files;
use crate::features::corpus;
use crate::features::quizzes::{self, Imported, NewQuestion};
use crate::kernel::{Actor, Fault};
use crate::platform::site::Site;

/// The part of an item's file that belongs to this room.
#[derive(Deserialize)]
struct ItemFile {
    key: String,
    questions: Vec<NewQuestion>,
}

/// Loads the questions of every item; after policies and items, whose clauses they cite.
pub(super) fn load_questions(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let today = site.today();
    let (mut added, mut changed) = (0, 0);
    for name in files::names("items/") {
        let file: ItemFile = files::toml(&name)?;
        site.db.write_blocking(|tx| {
            let item = corpus::item_by_slug(tx.conn, &file.key)?;
            for question in &file.questions {
                match quizzes::import_question(tx, system, &item.id, question, today)? {
                    Imported::Added => added += 1,
                    Imported::Changed => changed += 1,
                    Imported::Unchanged => {}
                }
            }
            Ok::<_, Fault>(())
        })?;
    }
    Ok(format!("questions: {added} added, {changed} changed"))
}
