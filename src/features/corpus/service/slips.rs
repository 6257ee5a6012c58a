//! 一次性告知单: what is still missing, said once and completely, under a code that names nobody.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::content::Material;
use crate::features::corpus::model::{ClauseView, Item, SlipRow};
use crate::features::corpus::service::{items, policies};
use crate::features::corpus::store::slips as store;
use crate::kernel::{Actor, Fault, Moment};
use crate::platform::db::{AnyConn, Tx};

/// What is the matter with one paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// The visitor has it.
    Have,
    /// The visitor still has to bring it.
    Missing,
    /// It is not asked for in this visitor's case.
    NotNeeded,
}

impl Paper {
    /// The answer of a form; `None` when none was given.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "have" => Some(Self::Have),
            "missing" => Some(Self::Missing),
            "not_needed" => Some(Self::NotNeeded),
            _ => None,
        }
    }
}

/// A paper with its state and the clause that asks for it.
#[derive(Debug, Clone)]
pub struct SlipPaper {
    /// The paper.
    pub material: Material,
    /// Its state.
    pub paper: Paper,
    /// The clause on the notice's day.
    pub clause: Option<ClauseView>,
}

/// A notice.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Its code, as printed.
    pub code: String,
    /// The item in the version the notice was made from.
    pub item: Item,
    /// The day whose rules it states.
    pub as_of: NaiveDate,
    /// When it was made.
    pub created_at: Moment,
    /// Every paper of the item.
    pub papers: Vec<SlipPaper>,
}

/// Letters and digits of a code: no I, L, O, U, no 0 and 1, so that it survives being read out and copied.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of eight signs from random bytes, in two groups.
fn code(random: [u8; 16]) -> String {
    let number = u128::from_be_bytes(random);
    let base = ALPHABET.len() as u128;
    let mut rest = number;
    let mut code = String::with_capacity(9);
    for at in 0..8 {
        if at == 4 {
            code.push('-');
        }
        let digit = usize::try_from(rest % base).unwrap_or(0);
        code.push(char::from(ALPHABET[digit]));
        rest /= base;
    }
    code
}

/// A code as somebody typed it, in the form it is kept in.
#[must_use]
pub fn tidy_code(typed: &str) -> String {
    let signs: String =
        typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    if signs.len() == 8 { format!("{}-{}", &signs[..4], &signs[4..]) } else { signs }
}

/// Makes a notice from the present version of an item. `papers` holds one state for each paper.
///
/// # Errors
/// A fault of input when the states do not fit the papers.
pub fn make(
    tx: &mut Tx<'_>,
    actor: &Actor,
    item: &Item,
    papers: &[Paper],
    as_of: NaiveDate,
) -> Result<String, Fault> {
    if papers.len() != item.content.materials.len() {
        return Err(Fault::input("notice-papers"));
    }
    let row = SlipRow {
        code: code(tx.random()),
        item_id: item.id.clone(),
        version_id: item.version_id.clone(),
        as_of,
        missing: serde_json::to_string(papers).map_err(Fault::ours)?,
        created_at: tx.at,
    };
    store::insert(tx, &row)?;
    let missing = papers.iter().filter(|paper| **paper == Paper::Missing).count();
    let entry = Entry::new(Kind("notice.made"), "notice_slip", &row.code)
        .fact("item", item.id.as_str())
        .fact("missing", missing);
    audit::record(tx, actor, entry)?;
    Ok(row.code)
}

/// The notice of a code, with the item as it was and the clauses of its day.
///
/// # Errors
/// Missing when there is no such code.
pub fn slip(conn: &mut AnyConn, typed: &str) -> Result<Slip, Fault> {
    let row = store::slip(conn, &tidy_code(typed))?;
    let item = items::item_version(conn, &row.version_id)?;
    let states: Vec<Paper> = serde_json::from_str(&row.missing).map_err(Fault::ours)?;
    let mut papers = Vec::new();
    for (material, paper) in item.content.materials.iter().zip(states) {
        let clause = policies::resolve_clause(conn, &material.clause, row.as_of)?;
        papers.push(SlipPaper { material: material.clone(), paper, clause });
    }
    Ok(Slip { code: row.code, item, as_of: row.as_of, created_at: row.created_at, papers })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_survives_being_typed_again(random in any::<[u8; 16]>()) {
            let code = code(random);
            prop_assert_eq!(code.len(), 9);
            prop_assert_eq!(&tidy_code(&code.to_lowercase()), &code);
            prop_assert_eq!(&tidy_code(&code.replace('-', " ")), &code);
        }
    }
}
