//! Following the balance from row to row, and saying which one cell would make it follow where it does not.
//!
//! One amount changed breaks one step; one balance changed breaks the two beside it and what lies around still
//! bridges; a row put in breaks the step after it and can be left out; rows taken out, or a page missing, break
//! one step and nothing else.

#![expect(clippy::non_ascii_literal, reason = "the words that banks print")]

mod days;

use super::layout::{Change, Order, Signs, change, ordered};
use super::rows::{Figure, Row, Transactions};
use crate::forensics::logic::said::amount_slips;

/// A step that does not follow, and what would make it follow. Transactions are indices into the table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// The balance of this row should be another.
    Balance { row: usize, expected: i64 },
    /// The amount of this row should be another (as it is printed).
    Amount { row: usize, expected: i64 },
    /// From one row to the other something is wrong, and which cell cannot be told.
    Step { before: Option<usize>, row: usize, expected: i64 },
    /// Without this row everything follows.
    Inserted { row: usize },
    /// This row stands twice.
    Repeated { row: usize },
    /// The serial numbers leap here as well.
    Missing { row: usize, by: i64 },
    /// The page begins with this row and does not follow the one before.
    PageGap { row: usize, by: i64 },
    /// The amount fits, its direction does not.
    Direction { row: usize },
    /// The opening balance does not lead to the first row.
    Opening { row: usize, expected: i64 },
    /// The last balance does not lead to the closing one.
    Closing { row: usize, expected: i64 },
}

/// What came of following.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// Steps that hold.
    pub held: usize,
    /// Steps that could be looked at.
    pub steps: usize,
    pub breaks: Vec<Break>,
    /// Rows at which a day begins to stand in another order than its balances; most banks that do so do it often.
    pub shuffled: Vec<usize>,
    /// Days of several transactions that stand in the order of their balances.
    pub orderly: usize,
    /// Whether opening, every row and closing hang together without a gap.
    pub whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Opening,
    Row(usize),
    Closing,
}

#[derive(Debug, Clone, Copy)]
struct Anchor {
    whose: Whose,
    balance: i64,
}

/// From one known balance to the next.
#[derive(Debug)]
struct Link {
    from: Anchor,
    to: Anchor,
    /// Transactions between, the last of which carries `to`; none before the closing balance.
    rows: Vec<usize>,
    changes: Vec<Change>,
    /// What is missing; `None` when something in between cannot be read.
    rest: Option<i64>,
}

/// More amounts without a sign in one step are not tried.
const MOST_SIGNS: usize = 8;

/// Where more steps break than this, and more than half of them, the table was not understood.
const MOST_BROKEN: usize = 12;

/// After so many broken steps no more are looked at.
pub(super) const MOST_TOLD: usize = 200;

/// What remains of a movement after the changes, with the signs that leave least.
fn solve(moved: i64, changes: &[Change]) -> Option<(i64, Vec<i64>)> {
    let sizes: Vec<usize> =
        (0..changes.len()).filter(|&index| matches!(changes[index], Change::Size(_))).collect();
    if sizes.len() > MOST_SIGNS {
        return None;
    }
    let mut best: Option<(i64, Vec<i64>)> = None;
    for signs in 0_u32..1 << sizes.len() {
        let mut signed = Vec::with_capacity(changes.len());
        let mut rest = moved;
        for (index, change) in changes.iter().enumerate() {
            let by = match *change {
                Change::By(by) => by,
                Change::Size(size) => {
                    let place = sizes.iter().position(|&at| at == index)?;
                    if signs >> place & 1 == 0 { size } else { -size }
                }
                Change::Unknown => return None,
            };
            rest = rest.checked_sub(by)?;
            signed.push(by);
        }
        if best.as_ref().is_none_or(|(least, _)| rest.unsigned_abs() < least.unsigned_abs()) {
            best = Some((rest, signed));
        }
    }
    best
}

/// Follows the balances.
pub(super) fn follow(
    rows: &Transactions<'_>,
    opening: Option<i64>,
    closing: Option<i64>,
    layout: (Signs, Order),
) -> Followed {
    let (signs, Order { days_turned, .. }) = layout;
    let order = ordered(&rows.rows, layout.1);
    let links = links(&rows.rows, &order, signs, opening, closing);
    let mut places = vec![0; rows.rows.len()];
    for (place, &row) in order.iter().enumerate() {
        places[row] = place;
    }
    let found = Followed::default();
    let mut follower = Follower {
        rows: &rows.rows,
        order: &order,
        places: &places,
        links: &links,
        signs,
        days_turned,
        found,
    };
    follower.run();
    let several =
        order.chunk_by(|&a, &b| rows.rows[a].day().is_some() && rows.rows[a].day() == rows.rows[b].day());
    let days = several.filter(|day| day.len() > 1).count();
    follower.found.orderly = days.saturating_sub(follower.found.shuffled.len());
    let ends = links.first().is_some_and(|link| link.from.whose == Whose::Opening)
        && links.last().is_some_and(|link| link.to.whose == Whose::Closing);
    follower.found.whole = ends && links.iter().all(|link| link.rest == Some(0));
    follower.found
}

fn links(
    rows: &[Row<'_>],
    order: &[usize],
    signs: Signs,
    opening: Option<i64>,
    closing: Option<i64>,
) -> Vec<Link> {
    let mut links = Vec::new();
    let mut from = opening.map(|balance| Anchor { whose: Whose::Opening, balance });
    let mut between = Vec::new();
    let mut close = |from: &mut Option<Anchor>, to: Anchor, between: &mut Vec<usize>| {
        let between = std::mem::take(between);
        if let Some(from) = *from {
            let changes: Vec<Change> = between.iter().map(|&row| change(&rows[row], signs)).collect();
            let rest = to
                .balance
                .checked_sub(from.balance)
                .and_then(|moved| solve(moved, &changes))
                .map(|(rest, _)| rest);
            links.push(Link { from, to, rows: between, changes, rest });
        }
        *from = Some(to);
    };
    let mut last: Option<usize> = None;
    for &row in order {
        // Another account has a balance of its own.
        if last.is_some_and(|last| rows[last].section != rows[row].section) {
            (from, between) = (None, Vec::new());
        }
        last = Some(row);
        between.push(row);
        if let Some(balance) = rows[row].balance.and_then(|figure| figure.fen) {
            close(&mut from, Anchor { whose: Whose::Row(row), balance }, &mut between);
        }
    }
    if let Some(balance) = closing {
        close(&mut from, Anchor { whose: Whose::Closing, balance }, &mut between);
    }
    links
}

/// Words of a row that takes another back.
pub(super) const REVERSALS: [&str; 8] = ["冲正", "冲销", "抹账", "撤销", "退回", "退款", "红字", "冲账"];
/// Words of a row that moves nothing.
const FREEZES: [&str; 7] = ["冻结", "解冻", "圈存", "止付", "预授权", "暂扣", "预扣"];

struct Follower<'a> {
    rows: &'a [Row<'a>],
    order: &'a [usize],
    /// Where each row stands in the order.
    places: &'a [usize],
    links: &'a [Link],
    signs: Signs,
    days_turned: bool,
    found: Followed,
}

impl Follower<'_> {
    fn run(&mut self) {
        let links = self.links;
        self.found.steps = links.iter().filter(|link| link.rest.is_some()).count();
        self.found.held = links.iter().filter(|link| link.rest == Some(0)).count();
        if (self.found.steps - self.found.held) > MOST_BROKEN.max(self.found.steps / 2) {
            return;
        }
        let mut at = 0;
        // What is told is a handful; of a table in which hundreds of steps break nothing is believed anyway.
        while at < links.len() && self.found.breaks.len() < MOST_TOLD {
            if links[at].rest.is_none_or(|rest| rest == 0) {
                at += 1;
                continue;
            }
            if let Some(past) = self.shuffled_day(at) {
                self.found.shuffled.extend(links[at].rows.last());
                at = past;
                continue;
            }
            if let Some(found) = self.wrong_balance(at) {
                self.found.breaks.push(found);
                self.found.held += 1;
                at += 2;
                continue;
            }
            if self.released(at) {
                at += 1;
                continue;
            }
            if let Some(found) = self.spare_row(at).or_else(|| self.single(at)) {
                self.found.breaks.push(found);
            }
            at += 1;
        }
    }

    /// Two broken steps that bridge: the balance between them.
    fn wrong_balance(&self, at: usize) -> Option<Break> {
        let (one, two) = (self.links.get(at)?, self.links.get(at + 1)?);
        if two.rest? == 0 {
            return None;
        }
        let Whose::Row(row) = one.to.whose else { return None };
        let changes: Vec<Change> = one.changes.iter().chain(&two.changes).copied().collect();
        let (rest, signed) = solve(two.to.balance.checked_sub(one.from.balance)?, &changes)?;
        let before: i64 = signed.iter().take(one.changes.len()).sum();
        (rest == 0).then_some(Break::Balance { row, expected: one.from.balance.checked_add(before)? })
    }

    /// Whether money that the row before held for a while came back without a row of its own.
    fn released(&self, at: usize) -> bool {
        let link = &self.links[at];
        let Some(before) = at.checked_sub(1).and_then(|at| self.links.get(at)) else { return false };
        let [row] = before.rows.as_slice() else { return false };
        let rest =
            link.to.balance.checked_sub(before.from.balance).and_then(|moved| solve(moved, &link.changes));
        before.rest == Some(0)
            && rest.is_some_and(|(rest, _)| rest == 0)
            && FREEZES.iter().any(|word| self.rows[*row].purpose.contains(word))
    }

    /// A row that stands twice, or one without which the balances follow.
    fn spare_row(&self, at: usize) -> Option<Break> {
        let link = &self.links[at];
        if let ([row], Whose::Row(before)) = (link.rows.as_slice(), link.from.whose)
            && self.rows[*row].text == self.rows[before].text
        {
            return Some(Break::Repeated { row: *row });
        }
        let before = self.links.get(at.checked_sub(1)?)?;
        let [row] = before.rows.as_slice() else { return None };
        if before.rest != Some(0) || link.rows.is_empty() {
            return None;
        }
        let (rest, _) = solve(link.to.balance.checked_sub(before.from.balance)?, &link.changes)?;
        let next = link.rows.last().copied().unwrap_or(*row);
        if rest != 0 || before.from.balance == before.to.balance {
            return None;
        }
        // What took the row back may stand on a page that is missing.
        if self.page_between(*row, next) {
            return Some(Break::PageGap { row: next, by: link.rest? });
        }
        Some(Break::Inserted { row: *row })
    }

    /// One broken step.
    fn single(&self, at: usize) -> Option<Break> {
        let link = &self.links[at];
        let rest = link.rest?;
        let moved = link.to.balance.checked_sub(link.from.balance)?;
        let before = match link.from.whose {
            Whose::Row(row) => Some(row),
            _ => None,
        };
        let Some(&row) = link.rows.last() else {
            // The last balance against the closing one.
            let row = before?;
            return Some(Break::Closing { row, expected: link.from.balance });
        };
        let expected = link.to.balance.checked_sub(rest)?;
        if link.rows.len() > 1 {
            return Some(Break::Step { before, row, expected });
        }
        let this = &self.rows[row];
        let says = |words: &[&str]| words.iter().any(|word| this.purpose.contains(word));
        let by = match link.changes.first()? {
            Change::By(by) => *by,
            Change::Size(size) if moved < 0 => -size,
            Change::Size(size) => *size,
            Change::Unknown => return None,
        };
        if (moved == 0 && says(&FREEZES)) || this.others.iter().any(|other| other.abs() == rest.abs()) {
            return None;
        }
        if moved == -by {
            return if says(&REVERSALS) { None } else { Some(Break::Direction { row }) };
        }
        let amount = amount_figure(this, self.signs);
        let printed = amount.and_then(|figure| figure.fen?.signum().checked_mul(moved.checked_abs()?));
        // The same column must be able to say it.
        let printed = printed.filter(|_| moved.signum() == by.signum());
        let amount_slips = match (amount, printed) {
            (Some(figure), Some(printed)) => !amount_slips(figure.said.text, printed).is_empty(),
            _ => false,
        };
        let balance_slips = |row: usize, wanted: i64| {
            self.rows[row].balance.is_some_and(|figure| !amount_slips_of(figure, wanted).is_empty())
        };
        if link.from.whose == Whose::Opening {
            return Some(match printed {
                Some(expected) if amount_slips => Break::Amount { row, expected },
                _ => Break::Opening { row, expected: link.to.balance.checked_sub(by)? },
            });
        }
        let before_row = before?;
        let from_wanted = link.to.balance.checked_sub(by)?;
        let first = at == 0;
        let last = at + 1 == self.links.len() && link.to.whose != Whose::Closing;
        let edge = (first && balance_slips(before_row, from_wanted))
            .then_some((before_row, from_wanted))
            .or_else(|| (last && balance_slips(row, expected)).then_some((row, expected)));
        match (amount_slips, edge, printed) {
            (true, None, Some(expected)) => return Some(Break::Amount { row, expected }),
            (false, Some((row, expected)), _) => return Some(Break::Balance { row, expected }),
            (true, Some(_), _) => return Some(Break::Step { before, row, expected }),
            _ => {}
        }
        if self.leaps(before_row, row) {
            return Some(Break::Missing { row, by: rest });
        }
        if self.page_between(before_row, row) {
            return Some(Break::PageGap { row, by: rest });
        }
        Some(match printed {
            Some(expected) if !first && !last => Break::Amount { row, expected },
            _ => Break::Step { before, row, expected },
        })
    }
}

fn amount_slips_of(figure: Figure<'_>, wanted: i64) -> Vec<crate::forensics::logic::Misread> {
    amount_slips(figure.said.text, wanted)
}

/// The cell that says how much a row moves.
pub(super) fn amount_figure<'a>(row: &Row<'a>, signs: Signs) -> Option<Figure<'a>> {
    match signs {
        Signs::Columns { .. } => {
            let moves = |figure: &Figure<'_>| figure.fen != Some(0);
            row.income.filter(moves).or(row.expense.filter(moves))
        }
        _ => row.amount,
    }
}
