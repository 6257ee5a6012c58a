//! How a statement is laid out: which way its amounts count and which way time runs down the page. Banks differ
//! in both, so every way is tried on the document as a whole and the one in which most balances follow is taken.

use super::rows::{Figure, Row};

/// What a row does to the balance, in fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// By so much.
    By(i64),
    /// By so much, up or down.
    Size(i64),
    /// It cannot be read.
    Unknown,
}

/// How amounts count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    /// Two columns; money going out may be printed negative, and the columns may be those of the bank's books.
    Columns { negative: bool, flipped: bool },
    /// One column and a direction; a negative amount may be a reversal or only the direction printed twice.
    Direction { magnitude: bool, flipped: bool },
    /// One signed column; in some the sign is that of the bank's books.
    Signed { flipped: bool },
    /// One column without signs.
    Free,
}

/// Which way the rows run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    /// The newest first.
    pub backward: bool,
    /// Within a day the other way round than the days.
    pub days_turned: bool,
}

fn fen(figure: Option<Figure<'_>>) -> Option<i64> {
    figure.and_then(|figure| figure.fen)
}

pub(super) fn change(row: &Row<'_>, signs: Signs) -> Change {
    match signs {
        Signs::Columns { negative, flipped } => match columns(row, negative) {
            Change::By(by) if flipped => Change::By(by.saturating_neg()),
            change => change,
        },
        Signs::Direction { magnitude, flipped } => match (fen(row.amount), row.direction) {
            (Some(amount), Some(sign)) => {
                let sign = if flipped { -sign } else { sign };
                Change::By(sign * if magnitude { amount.abs() } else { amount })
            }
            (Some(amount), None) => Change::Size(amount.abs()),
            (None, _) => Change::Unknown,
        },
        Signs::Signed { flipped } => match fen(row.amount) {
            Some(amount) => Change::By(if flipped { -amount } else { amount }),
            None => Change::Unknown,
        },
        Signs::Free => fen(row.amount).map_or(Change::Unknown, |amount| Change::Size(amount.abs())),
    }
}

fn columns(row: &Row<'_>, negative: bool) -> Change {
    let unreadable = |figure: Option<Figure<'_>>| figure.is_some_and(|figure| figure.fen.is_none());
    if unreadable(row.income) || unreadable(row.expense) {
        return Change::Unknown;
    }
    let out = |amount: i64| if negative { amount } else { -amount };
    match (fen(row.income), fen(row.expense)) {
        (Some(income), Some(expense)) => Change::By(income + out(expense)),
        // A lone 0.00 beside nothing: the other figure was not read.
        (Some(0), None) | (None, Some(0) | None) => Change::Unknown,
        (Some(income), None) => Change::By(income),
        (None, Some(expense)) => Change::By(out(expense)),
    }
}

/// Transactions in the order of time.
pub(super) fn ordered(rows: &[Row<'_>], order: Order) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..rows.len()).collect();
    if order.backward {
        indices.reverse();
    }
    if order.days_turned {
        let mut turned = Vec::with_capacity(indices.len());
        for group in indices.chunk_by(|&a, &b| rows[a].day().is_some() && rows[a].day() == rows[b].day()) {
            turned.extend(group.iter().rev());
        }
        indices = turned;
    }
    indices
}

/// How many balances follow from the one before.
fn holding(rows: &[Row<'_>], signs: Signs, order: Order) -> usize {
    let (mut count, mut before, mut since) = (0, None::<i64>, Some(0_i64));
    for index in ordered(rows, order) {
        let row = &rows[index];
        let step = change(row, signs);
        let balance = fen(row.balance);
        if let (Some(before), Some(balance), Some(since)) = (before, balance, since) {
            let moved = balance.saturating_sub(before).saturating_sub(since);
            let follows = match step {
                Change::By(by) => moved == by,
                Change::Size(size) => moved.abs() == size,
                Change::Unknown => false,
            };
            count += usize::from(follows);
        }
        if balance.is_some() {
            (before, since) = (balance, Some(0));
        } else {
            since = match (since, step) {
                (Some(since), Change::By(by)) => since.checked_add(by),
                _ => None,
            };
        }
    }
    count
}

/// The layout in which most balances follow; `None` when there are no balances or no amounts.
pub(super) fn find(rows: &[Row<'_>]) -> Option<(Signs, Order)> {
    let any = |figure: fn(&Row<'_>) -> bool| rows.iter().any(figure);
    let count = |figure: fn(&Row<'_>) -> bool| rows.iter().filter(|row| figure(row)).count();
    let mut signs = Vec::new();
    if any(|row| row.income.is_some() || row.expense.is_some()) {
        for flipped in [false, true] {
            signs.extend([false, true].map(|negative| Signs::Columns { negative, flipped }));
        }
    }
    let amounts = count(|row| row.amount.is_some());
    if amounts > 0 {
        if count(|row| row.amount.is_some() && row.direction.is_some()) * 2 >= amounts {
            for flipped in [false, true] {
                signs.extend([false, true].map(|magnitude| Signs::Direction { magnitude, flipped }));
            }
        }
        if any(|row| fen(row.amount).is_some_and(|amount| amount < 0)) {
            signs.extend([false, true].map(|flipped| Signs::Signed { flipped }));
        }
        signs.push(Signs::Free);
    }
    let several = signs.len() > 1;
    let mut best: Option<(usize, Signs, Order)> = None;
    for signs in signs {
        for (backward, days_turned) in [(false, false), (true, false), (false, true), (true, true)] {
            let order = Order { backward, days_turned };
            let held = holding(rows, signs, order);
            // Without signs twice as much holds by chance: it must hold clearly more.
            let free = signs == Signs::Free && several;
            let fair = if free { held.saturating_sub(held / 4 + 1) } else { held };
            if best.is_none_or(|(most, ..)| fair > most) {
                best = Some((fair, signs, order));
            }
        }
    }
    best.map(|(_, signs, order)| (signs, order))
}
