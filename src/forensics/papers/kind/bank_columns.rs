//! Columns of a statement whose headings nobody knows, told by what they add up to.
//!
//! Banks call the balance 余额, 结存, 可用额 and more; whatever it is called, it is the column that each row's
//! amounts lead to from the row before. What the headings say is left alone as long as it adds up.

use super::super::Cell;
use super::super::fold::folded;
use super::super::headings::OTHER;
use super::super::shapes::decimal;
use crate::forensics::logic::normal::amount;
use crate::forensics::logic::statement::direction;

type Rows = [Vec<Option<Cell>>];

/// Steps from row to row that must be there to tell anything.
const LEAST: usize = 5;
/// Share of them that must add up, in tenths.
const TENTHS: usize = 8;
/// Columns of amounts that are tried.
const MOST: usize = 6;
/// What a column of amounts may be called.
const NAMED: [&str; 5] = ["income", "expense", "amount", "balance", OTHER];

/// The columns an account has: where its balance stands, and where its amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Account {
    /// Both sides beside each other: in, out, balance.
    Sides(usize, usize, usize),
    /// One column with signs: amount, balance.
    Signed(usize, usize),
    /// One column without signs, which a mark beside it or nothing tells apart: amount, balance.
    Unsigned(usize, usize),
}

/// Names the columns by their sums where the headings left the balance or the amounts unnamed.
pub(super) fn name(columns: &mut [String], rows: &Rows) {
    let has = |key: &str| columns.iter().any(|column| column == key);
    if has("balance") && (has("amount") || (has("income") && has("expense"))) {
        return;
    }
    let fen: Vec<Vec<Option<i64>>> = (0..columns.len())
        .map(|at| if NAMED.contains(&columns[at].as_str()) { amounts(rows, at) } else { Vec::new() })
        .collect();
    let money: Vec<usize> = (0..columns.len()).filter(|at| !fen[*at].is_empty()).take(MOST).collect();
    let mut options = Vec::new();
    for &balance in &money {
        for &one in money.iter().filter(|at| **at != balance) {
            options.extend([Account::Unsigned(one, balance), Account::Signed(one, balance)]);
            let others = money.iter().filter(|at| **at != balance && **at != one);
            options.extend(others.map(|&two| Account::Sides(one, two, balance)));
        }
    }
    let steps = rows.len().saturating_sub(1);
    let best =
        options.into_iter().map(|option| (option.adds_up(&fen), option)).max_by_key(|(steps, _)| *steps);
    let Some((_, account)) = best.filter(|(right, _)| *right >= LEAST && right * 10 >= steps * TENTHS) else {
        return;
    };
    for (at, key) in account.keys() {
        for (other, column) in columns.iter_mut().enumerate() {
            if other != at && column == key {
                OTHER.clone_into(column);
            }
        }
        key.clone_into(&mut columns[at]);
    }
    if matches!(account, Account::Unsigned(..)) && !columns.iter().any(|column| column == "direction") {
        let marks = (0..columns.len()).find(|at| columns[*at] == OTHER && is_of_marks(rows, *at));
        if let Some(at) = marks {
            "direction".clone_into(&mut columns[at]);
        }
    }
}

/// Whether all that stands in a column are marks of sides.
fn is_of_marks(rows: &Rows, at: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.get(at)?.as_ref()).peekable();
    cells.peek().is_some() && cells.all(|cell| direction(&cell.text).is_some())
}

/// The amounts of a column in fen; empty when most of what stands there is none.
fn amounts(rows: &Rows, at: usize) -> Vec<Option<i64>> {
    let cells: Vec<Option<&Cell>> = rows.iter().map(|row| row.get(at).and_then(Option::as_ref)).collect();
    let filled = cells.iter().flatten().count();
    let money = cells.iter().flatten().filter(|cell| decimal(&folded(&cell.text))).count();
    if money == 0 || money * 10 < filled * 8 {
        return Vec::new();
    }
    cells.into_iter().map(|cell| cell.and_then(|cell| amount(&cell.text))).collect()
}

impl Account {
    const fn keys(self) -> [(usize, &'static str); 3] {
        match self {
            Self::Sides(income, expense, balance) => {
                [(income, "income"), (expense, "expense"), (balance, "balance")]
            }
            Self::Signed(amount, balance) | Self::Unsigned(amount, balance) => {
                [(amount, "amount"), (amount, "amount"), (balance, "balance")]
            }
        }
    }

    /// Steps from row to row that add up, in the order of the rows or against it, whichever has more.
    fn adds_up(self, fen: &[Vec<Option<i64>>]) -> usize {
        let balance = match self {
            Self::Sides(_, _, at) | Self::Signed(_, at) | Self::Unsigned(_, at) => &fen[at],
        };
        let moved = |row: usize| match self {
            Self::Sides(income, expense, _) => match (fen[income][row], fen[expense][row]) {
                (None, None) => None,
                (income, expense) => {
                    income.unwrap_or(0).checked_abs()?.checked_sub(expense.unwrap_or(0).checked_abs()?)
                }
            },
            Self::Signed(at, _) | Self::Unsigned(at, _) => fen[at][row],
        };
        let sized = matches!(self, Self::Unsigned(..));
        let step = |from: usize, to: usize| {
            let change = balance[to].zip(balance[from]).and_then(|(to, from)| to.checked_sub(from));
            let fits = |change: i64| {
                if sized {
                    moved(to).and_then(i64::checked_abs) == change.checked_abs()
                } else {
                    moved(to) == Some(change)
                }
            };
            change.is_some_and(|change| change != 0 && fits(change))
        };
        let rows = 1..balance.len();
        let down = rows.clone().filter(|&row| step(row - 1, row)).count();
        let up = rows.filter(|&row| step(row, row - 1)).count();
        down.max(up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[[&str; 4]]) -> Vec<Vec<Option<Cell>>> {
        let cell = |text: &&str| {
            (!text.is_empty()).then(|| Cell { text: (*text).to_owned(), place: None, confidence: 1.0 })
        };
        lines.iter().map(|line| line.iter().map(cell).collect()).collect()
    }

    fn named(columns: [&str; 4], lines: &[[&str; 4]]) -> Vec<String> {
        let mut columns = columns.map(ToOwned::to_owned).to_vec();
        name(&mut columns, &rows(lines));
        columns
    }

    const SIDES: [[&str; 4]; 7] = [
        ["2024-01-02", "10.00", "", "110.00"],
        ["2024-01-03", "", "5.00", "115.00"],
        ["2024-01-04", "15.00", "", "100.00"],
        ["2024-01-05", "", "300.00", "400.00"],
        ["2024-01-06", "1.50", "", "398.50"],
        ["2024-01-07", "8.50", "", "390.00"],
        ["2024-01-08", "", "10.00", "400.00"],
    ];

    #[test]
    fn a_balance_is_what_the_rows_add_up_to() {
        let all = ["date", "expense", "income", "balance"];
        assert_eq!(named(["date", "expense", "income", OTHER], &SIDES), all);
        assert_eq!(named(["date", OTHER, OTHER, OTHER], &SIDES), all);
        let mut upward = SIDES;
        upward.reverse();
        assert_eq!(named(["date", OTHER, OTHER, OTHER], &upward), all);
        // Two sides called the wrong way round without a balance are put right too.
        assert_eq!(named(["date", "income", "expense", OTHER], &SIDES), all);
    }

    #[test]
    fn signed_amounts_are_one_column() {
        let lines = SIDES.map(|[day, out, income, balance]| {
            let signed = if out.is_empty() { income } else { out };
            [day, signed, if out.is_empty() { "+" } else { "-" }, balance]
        });
        let mut signed = rows(&lines);
        for (row, line) in signed.iter_mut().zip(&lines) {
            if let (Some(Some(cell)), "-") = (row.get_mut(1), line[2]) {
                cell.text.insert(0, '-');
            }
        }
        let mut columns = ["date", OTHER, "note", OTHER].map(ToOwned::to_owned).to_vec();
        name(&mut columns, &signed);
        assert_eq!(columns, ["date", "amount", "note", "balance"]);
    }

    #[test]
    fn a_column_of_marks_beside_amounts_without_signs_is_the_direction() {
        let lines = SIDES.map(|[_, out, income, balance]| {
            [
                if out.is_empty() { "贷" } else { "借" },
                if out.is_empty() { income } else { out },
                balance,
                "转账",
            ]
        });
        assert_eq!(named([OTHER, OTHER, OTHER, OTHER], &lines), ["direction", "amount", "balance", OTHER]);
    }

    #[test]
    fn what_does_not_add_up_or_is_named_stays() {
        let mut wrong = SIDES;
        for line in wrong.iter_mut().step_by(2) {
            line[3] = "7.77";
        }
        let keys = ["date", OTHER, OTHER, OTHER];
        assert_eq!(named(keys, &wrong), keys);
        assert_eq!(named(keys, &SIDES[..4]), keys, "too few rows");
        let named_already = ["date", "income", "expense", "balance"];
        assert_eq!(named(named_already, &SIDES), named_already);
    }
}
