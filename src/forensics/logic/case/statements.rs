//! Pages of one statement that came as several files: photographs of page after page. Each alone is a piece whose
//! totals and ends belong to the whole; put end to end they are checked as the one paper they are.
//!
//! Two pieces are joined when they speak of one account and the second goes on where the first ends: in days, and
//! in the running balance to the fen. Where both heads say the same account and the same period, the days are
//! enough, so that an amount changed at the seam is a broken step and not a reason to look away.

use crate::forensics::logic::normal::{amount, count, date, dense, name, same_number};
use crate::forensics::logic::said::Said;
use crate::forensics::papers::{Cell, Field, Kind, Paper, Table};

/// More pieces than this are not put together.
const MOST_PIECES: usize = 40;
/// More rows of a piece are not looked at.
const MOST_ROWS: usize = 5_000;
/// Photographs of a list overlap by some rows.
const MOST_SHARED: usize = 12;
/// Digits an account number must have to say that two heads are one.
const ACCOUNT_DIGITS: usize = 8;

/// A statement put together of several papers.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// Which of the papers, in the order of their rows.
    pub parts: Vec<usize>,
    /// The whole.
    pub paper: Paper,
}

/// A row that moves the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    day: i64,
    movement: i64,
    balance: i64,
    /// Its place among the rows of the table.
    row: usize,
}

impl Line {
    fn same(&self, other: &Self) -> bool {
        (self.day, self.movement, self.balance) == (other.day, other.movement, other.balance)
    }
}

/// Which way the days run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Days {
    Forward,
    Backward,
    /// All rows are of one day.
    Still,
}

struct Piece<'a> {
    paper: usize,
    of: &'a Paper,
    table: &'a Table,
    lines: Vec<Line>,
    days: Days,
}

/// How one piece goes on in another: rows at the beginning of the second that the first has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seam {
    shared: usize,
}

fn piece(paper: usize, of: &Paper) -> Option<Piece<'_>> {
    if of.kind != Kind::BankStatement {
        return None;
    }
    let [table] = of.tables.as_slice() else { return None };
    let column = |key: &str| table.columns.iter().position(|column| column == key);
    let fen = |row: usize, key: &str| Said::cell(table, row, column(key)?)?.fen();
    let line = |row: usize| {
        let day = date(Said::cell(table, row, column("date")?)?.text).day()?;
        let movement =
            ["amount", "income", "expense"].iter().find_map(|key| fen(row, key).filter(|fen| *fen != 0))?;
        Some(Line { day: count(day), movement: movement.checked_abs()?, balance: fen(row, "balance")?, row })
    };
    let lines: Vec<Line> = (0..table.rows.len().min(MOST_ROWS)).filter_map(line).collect();
    let (first, last) = (lines.first()?, lines.last()?);
    let days = match first.day.cmp(&last.day) {
        std::cmp::Ordering::Less => Days::Forward,
        std::cmp::Ordering::Equal => Days::Still,
        std::cmp::Ordering::Greater => Days::Backward,
    };
    Some(Piece { paper, of, table, lines, days })
}

fn said<'a>(paper: &'a Paper, key: &str) -> Option<&'a str> {
    Said::field(paper, key).map(|said| said.text)
}

/// Whether two heads speak of one account: `None` when one of them says nothing of it.
fn one_account(a: &Paper, b: &Paper) -> Option<bool> {
    let both = |key: &str| said(a, key).zip(said(b, key));
    let names = both("account_name").map(|(a, b)| (name(a), name(b)));
    let same_name = names.map(|(a, b)| a == b || one_off(&a, &b));
    let numbers = ["account_number", "card_number"].into_iter().filter_map(|key| {
        let (a, b) = both(key)?;
        // One misread digit is no other account, where the holder is the same.
        let near = same_name == Some(true) && one_off(&dense(a), &dense(b));
        Some(same_number(a, b)? || near)
    });
    let mut agrees = same_name;
    for same in numbers {
        agrees = Some(agrees.unwrap_or(true) && same);
    }
    agrees
}

/// The same length and one character apart.
fn one_off(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count() && a.chars().zip(b.chars()).filter(|(a, b)| a != b).count() == 1
}

/// Whether both heads give the same account in full and the same period.
fn one_period(a: &Paper, b: &Paper) -> bool {
    let same = |key: &str| {
        let day = |paper| said(paper, key).and_then(|text| date(text).day());
        day(a).is_some_and(|one| day(b) == Some(one))
    };
    let numbered = ["account_number", "card_number"].iter().any(|key| {
        said(a, key).zip(said(b, key)).is_some_and(|(a, b)| {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            digits(a).len() >= ACCOUNT_DIGITS && dense(a) == dense(b)
        })
    });
    numbered && same("period_from") && same("period_to")
}

/// How the second piece goes on where the first ends; `None` when it does not.
fn seam(a: &Piece<'_>, b: &Piece<'_>) -> Option<Seam> {
    let agrees = one_account(a.of, b.of);
    let headless = ["account_name", "account_number", "card_number"]
        .iter()
        .all(|key| said(b.of, key).is_none() || said(a.of, key).is_none());
    if agrees == Some(false) || (agrees.is_none() && !headless) {
        return None;
    }
    let currencies = said(a.of, "currency").zip(said(b.of, "currency"));
    if currencies.is_some_and(|(a, b)| dense(a) != dense(b)) {
        return None;
    }
    let runs = |against: Days| a.days != against && b.days != against;
    let (forward, backward) = (runs(Days::Backward), runs(Days::Forward));
    // The last rows of one photograph are the first of the next.
    for shared in (1..=MOST_SHARED.min(a.lines.len()).min(b.lines.len())).rev() {
        let tail = a.lines.get(a.lines.len() - shared..).unwrap_or_default();
        let new = a.lines.len() > shared && b.lines.len() > shared;
        if new && (forward || backward) && tail.iter().zip(&b.lines).all(|(a, b)| a.same(b)) {
            return Some(Seam { shared });
        }
    }
    let (last, first) = (a.lines.last()?, b.lines.first()?);
    let moved = |from: &Line, to: &Line, by: i64| {
        to.balance.checked_sub(from.balance)?.checked_abs().map(|m| m == by)
    };
    let on = first.day >= last.day;
    let back = first.day <= last.day;
    let goes_on = (forward && on && moved(last, first, first.movement) == Some(true))
        || (backward && back && moved(first, last, last.movement) == Some(true));
    let directed = (a.days == Days::Forward && b.days == Days::Forward && first.day > last.day)
        || (a.days == Days::Backward && b.days == Days::Backward && first.day < last.day);
    (goes_on || (directed && one_period(a.of, b.of))).then_some(Seam { shared: 0 })
}

/// Puts together the statements that came in pieces. The pages of all papers are numbered through the case, so
/// that no two papers share a number; pieces that are not joined are in nothing that comes back.
#[must_use]
pub fn joined(papers: &[Paper]) -> Vec<Joined> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (index, paper) in papers.iter().enumerate() {
        let Some(found) = piece(index, paper).filter(|_| pieces.len() < MOST_PIECES) else { continue };
        // The same page handed in twice goes on nowhere twice.
        let twice = pieces.iter().any(|known| {
            known.lines.len() == found.lines.len()
                && known.lines.iter().zip(&found.lines).all(|(a, b)| a.same(b))
        });
        if !twice {
            pieces.push(found);
        }
    }
    let mut links: Vec<(usize, usize, Seam)> = Vec::new();
    for (from, a) in pieces.iter().enumerate() {
        for (to, b) in pieces.iter().enumerate().filter(|(to, _)| *to != from) {
            links.extend(seam(a, b).map(|seam| (from, to, seam)));
        }
    }
    // Where a piece could go on in two, nobody knows in which.
    let sole = |link: &(usize, usize, Seam)| {
        links.iter().filter(|other| other.0 == link.0).count() == 1
            && links.iter().filter(|other| other.1 == link.1).count() == 1
    };
    let sole: Vec<(usize, usize, Seam)> = links.iter().copied().filter(|link| sole(link)).collect();
    let mut out = Vec::new();
    for start in 0..pieces.len() {
        if sole.iter().any(|(_, to, _)| *to == start) {
            continue;
        }
        let mut chain = vec![(start, Seam { shared: 0 })];
        while let Some((_, to, seam)) =
            chain.last().and_then(|(at, _)| sole.iter().find(|(from, ..)| from == at))
        {
            chain.push((*to, *seam));
        }
        if chain.len() > 1 {
            let parts: Vec<(&Piece<'_>, Seam)> =
                chain.iter().filter_map(|(at, seam)| Some((pieces.get(*at)?, *seam))).collect();
            out.push(Joined {
                parts: parts.iter().map(|(piece, _)| piece.paper).collect(),
                paper: whole(&parts),
            });
        }
    }
    out
}

/// Fields that speak of one page, not of the whole.
const OF_A_PAGE: [&str; 4] = ["page_in", "page_out", "brought_forward", "carried_forward"];
/// Fields that hold for the whole only where all pieces that have them agree.
const OF_THE_WHOLE: [&str; 7] =
    ["opening_balance", "closing_balance", "total_in", "total_out", "count_in", "count_out", "count"];

fn whole(parts: &[(&Piece<'_>, Seam)]) -> Paper {
    let mut fields: Vec<Field> = Vec::new();
    let all = || parts.iter().flat_map(|(piece, _)| &piece.of.fields);
    for field in all() {
        let key = field.key.as_str();
        if OF_A_PAGE.contains(&key) || field.value.trim().is_empty() || fields.iter().any(|f| f.key == key) {
            continue;
        }
        let same = |other: &Field| match (amount(&field.value), amount(&other.value)) {
            (Some(a), Some(b)) => a == b,
            _ => dense(&field.value) == dense(&other.value),
        };
        let stated = || all().filter(|other| other.key == key && !other.value.trim().is_empty());
        if OF_THE_WHOLE.contains(&key) && !stated().all(same) {
            continue;
        }
        // Of readings of one thing the surest.
        let best = stated().filter(|other| same(other)).max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        fields.push(best.unwrap_or(field).clone());
    }
    let mut columns: Vec<String> = Vec::new();
    for column in parts.iter().flat_map(|(piece, _)| &piece.table.columns) {
        if !columns.contains(column) {
            columns.push(column.clone());
        }
    }
    let mut rows: Vec<Vec<Option<Cell>>> = Vec::new();
    for (piece, seam) in parts {
        // What stands above the first row that is new belongs to the rows the piece before has.
        let skipped = match seam.shared {
            0 => 0,
            shared => piece.lines.get(shared - 1).map_or(0, |line| line.row + 1),
        };
        for row in piece.table.rows.iter().skip(skipped) {
            let cell = |column: &String| {
                let at = piece.table.columns.iter().position(|own| own == column)?;
                row.get(at)?.clone()
            };
            rows.push(columns.iter().map(cell).collect());
        }
    }
    Paper {
        kind: Kind::BankStatement,
        confidence: parts.iter().map(|(piece, _)| piece.of.confidence).fold(1.0, f32::min),
        pages: parts.iter().flat_map(|(piece, _)| piece.of.pages.iter().copied()).collect(),
        fields,
        tables: vec![Table { columns, rows }],
    }
}

#[cfg(test)]
mod tests;
