//! Accounts within an account: a book of savings, a card of current and of time deposits. Their rows stand in one
//! table, told apart by a column whose heading says nothing known, and each has a balance of its own.

use super::rows::Transactions;
use super::{chain, layout};

/// A column of more names than this tells rows apart, not accounts.
const MOST: usize = 6;

/// The rows of each account, or all rows as they are. Rows are parted by a column only where more balances follow
/// then: rows of one account parted by their branch or desk follow in hardly any.
pub(super) fn parted(all: Transactions<'_>) -> Vec<Transactions<'_>> {
    let whole = held(&all);
    if whole + 1 >= all.rows.len() {
        return vec![all];
    }
    let columns = all.rows.iter().map(|row| row.labels.len()).max().unwrap_or(0);
    let best = (0..columns)
        .filter_map(|column| {
            let parts = by(&all, column)?;
            let follow: usize = parts.iter().map(held).sum();
            (follow > whole).then_some((follow, parts))
        })
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    best.map_or_else(|| vec![all], |(_, parts)| parts)
}

/// How many balances follow from the one before.
fn held(part: &Transactions<'_>) -> usize {
    layout::find(&part.rows).map_or(0, |layout| chain::follow(part, None, None, layout).held)
}

/// The rows of each name in a column; nothing where there are too few or too many names.
fn by<'a>(all: &Transactions<'a>, column: usize) -> Option<Vec<Transactions<'a>>> {
    let mut names: Vec<&str> = Vec::new();
    for row in &all.rows {
        let name = row.labels.get(column)?.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() > MOST {
            return None;
        }
    }
    let rows = |name: &str| {
        let own = all.rows.iter().filter(|row| row.labels.get(column).is_some_and(|label| label == name));
        Transactions { rows: own.cloned().collect(), ..Transactions::default() }
    };
    (names.len() > 1).then(|| names.into_iter().map(rows).collect())
}
