//! The rows of a statement's table: what each says, and which of them are no transactions.

#![expect(clippy::non_ascii_literal, reason = "the words that banks print")]

use crate::forensics::logic::normal::{Dated, date, dense};
use crate::forensics::logic::said::Said;
use crate::forensics::papers::Table;

/// More rows than this are not followed.
pub(super) const MOST_ROWS: usize = 20_000;

/// A figure: what stands there and what it says in fen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure<'a> {
    pub said: Said<'a>,
    /// `None` when it cannot be read.
    pub fen: Option<i64>,
}

/// One transaction.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    /// From 1, counting transactions only, as a person would.
    pub line: usize,
    pub date: Option<(Said<'a>, Dated)>,
    pub serial: Option<(Said<'a>, u64)>,
    /// Seconds since midnight, in its own column or behind the date.
    pub time: Option<u32>,
    pub income: Option<Figure<'a>>,
    pub expense: Option<Figure<'a>>,
    pub amount: Option<Figure<'a>>,
    /// 1 for money coming in, −1 for money going out.
    pub direction: Option<i64>,
    pub balance: Option<Figure<'a>>,
    /// What it was for, and who with: dense text of summary, note and channel.
    pub purpose: String,
    pub counterparty: Option<Said<'a>>,
    pub currency: Option<String>,
    /// Amounts in columns that nobody knows, such as a fee.
    pub others: Vec<i64>,
    /// What stands in the columns that nobody knows: a branch, a desk, the account within an account (储种, 账户序号).
    pub labels: Vec<String>,
    /// All cells, for telling repeated rows.
    pub text: String,
    /// Counts the accounts that stand one below the other in one table.
    pub section: usize,
    /// Something that could not be read stands between this row and the one above it.
    pub after_unread: bool,
}

impl Row<'_> {
    pub(super) fn day(&self) -> Option<crate::forensics::logic::id_number::Day> {
        self.date.and_then(|(_, dated)| dated.day())
    }

    /// Page and height on it.
    pub(super) fn height(&self) -> Option<(u32, u32)> {
        let place = self.balance?.said.place?;
        Some((place.page, place.region.y))
    }

    pub(super) fn page(&self) -> Option<u32> {
        let figures = [self.balance, self.amount, self.income, self.expense];
        figures
            .iter()
            .flatten()
            .find_map(|figure| figure.said.page())
            .or_else(|| self.date.and_then(|(said, _)| said.page()))
    }
}

/// The rows of a table, and the balances carried into and out of it.
#[derive(Debug, Default)]
pub(super) struct Transactions<'a> {
    pub rows: Vec<Row<'a>>,
    pub opening: Option<Figure<'a>>,
    pub closing: Option<Figure<'a>>,
}

const CARRIED_IN: [&str; 9] =
    ["承前页", "承上页", "上页余额", "上页结余", "期初", "上期余额", "上期结余", "昨日余额", "上年结转"];
const CARRIED_OUT: [&str; 3] = ["期末", "本期余额", "本期结余"];
/// A line with one of these between rows begins another account.
const ACCOUNTS: [&str; 4] = ["账号:", "账户:", "卡号:", "子账户"];
const SUMS: [&str; 9] = ["合计", "小计", "累计", "总计", "本页", "过次页", "转下页", "发生额", "总笔数"];
/// How the line begins with which a ledger closes a day, a month, a year.
const CLOSED: [&str; 10] = [
    "月初余额",
    "月末余额",
    "本日合计",
    "本月合计",
    "本年合计",
    "本日累计",
    "本月累计",
    "本年累计",
    "当日合计",
    "当月合计",
];
const IN: [&str; 9] = ["贷", "收", "入", "存", "+", "C", "CR", "转入", "贷方"];
const OUT: [&str; 10] = ["借", "支", "出", "取", "付", "-", "D", "DR", "转出", "借方"];

/// The side of the account a mark names: 1 in, -1 out.
pub(in crate::forensics) fn direction(text: &str) -> Option<i64> {
    let text = dense(text).to_uppercase();
    let says = |words: &[&str]| words.contains(&text.as_str());
    let begins =
        |words: &[&str]| text.chars().count() <= 4 && words.iter().any(|word| text.starts_with(word));
    let (income, expense) = (["收入", "存入", "贷", "转入"], ["支出", "支取", "借", "转出", "付出"]);
    if says(&IN) || begins(&income) {
        Some(1)
    } else if says(&OUT) || begins(&expense) {
        Some(-1)
    } else {
        None
    }
}

/// A cell that stands for nothing: a dash or a stroke.
fn blank(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '/' | '\\' | '—' | '–' | '*' | '_' | '.') || c.is_whitespace())
}

/// A time of day at the end of a text, in seconds: `08:19:45`, `08:19`.
fn clock(text: &str) -> Option<u32> {
    let text = dense(text);
    let mut parts = text.rsplit(':').map(|part| part.trim_matches(|c: char| !c.is_ascii_digit()));
    let (last, before) = (parts.next()?, parts.next()?);
    let hour = parts.next();
    let (hours, minutes, seconds) = match hour {
        Some(hour) => (hour, before, last),
        None => (before, last, "0"),
    };
    // A date may stand right before the hours.
    let hours = hours.get(hours.len().saturating_sub(2)..)?;
    let within = |text: &str, below: u32| text.parse::<u32>().ok().filter(|n| *n < below && text.len() <= 2);
    Some(within(hours, 24)? * 3_600 + within(minutes, 60)? * 60 + within(seconds, 60)?)
}

/// Reads a table.
pub(super) fn read(table: &Table) -> Transactions<'_> {
    let mut found = Transactions::default();
    let (mut section, mut unread) = (0, false);
    let column = |key: &str| table.columns.iter().position(|column| column == key);
    let place = |row: usize, key: &str| Said::cell(table, row, column(key)?);
    // Where fen are printed they are printed everywhere: the last digit of a long account number, wrapped below the
    // balances, is none.
    let rows = table.rows.len().min(MOST_ROWS);
    let pointed =
        (0..rows).filter(|&row| place(row, "balance").is_some_and(|said| said.text.contains('.'))).count();
    let pointed = pointed * 10 >= rows * 7;
    for index in 0..table.rows.len().min(MOST_ROWS) {
        let said = |key: &str| place(index, key).filter(|said| !blank(said.text));
        let figure = |key: &str| said(key).map(|said| Figure { said, fen: said.fen() });
        let day = said("date").map(|said| (said, date(said.text)));
        let balance = figure("balance");
        let known = |figure: &Option<Figure<'_>>| {
            figure.is_some_and(|figure| figure.fen.is_some() && (!pointed || figure.said.text.contains('.')))
        };
        let figures = [figure("income"), figure("expense"), figure("amount"), balance];
        let dated = day.is_some_and(|(_, dated)| dated != Dated::Not);
        let words = whole(table, index);
        if !dated && !figures.iter().any(known) {
            // Headings repeated on each page, and second lines of a cell; or a row that could not be read.
            unread |= figures
                .iter()
                .flatten()
                .any(|figure| figure.said.text.chars().filter(char::is_ascii_digit).count() > 2);
            section += usize::from(ACCOUNTS.iter().any(|label| words.contains(label)));
            continue;
        }
        // 2024年02月 above 月存入, 月支出: a heading within the table.
        let heading = |figure: &&Figure<'_>| {
            let text = figure.said.text;
            text.chars().any(char::is_alphabetic) && !text.chars().any(|c| c.is_ascii_digit())
        };
        if figures.iter().flatten().filter(heading).count() >= 2 {
            continue;
        }
        if !dated || balance.is_some() {
            let named = |labels: &[&str]| labels.iter().any(|label| words.contains(label));
            let moved = figures[..3].iter().any(known);
            if named(&CARRIED_IN) && (!dated || !moved) {
                if found.rows.is_empty() {
                    found.opening = balance.or(found.opening);
                }
                continue;
            }
            if named(&CARRIED_OUT) && (!dated || !moved) {
                found.closing = balance.or(found.closing);
                continue;
            }
            if !dated && named(&SUMS) {
                continue;
            }
        }
        // Ledgers close each month or day with a dated line of sums. What moves money is never called so: whoever
        // names a transaction this way breaks the balances around it.
        if begins(table, index, &CLOSED) || counts(table, index) {
            continue;
        }
        let text = |key: &str| place(index, key).map(|said| dense(said.text)).unwrap_or_default();
        let others = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, key)| matches!(key.as_str(), "other" | "note"))
            // A fee has its fen as every amount has; the code of a region has none.
            .filter_map(|(column, _)| {
                Said::cell(table, index, column).filter(|said| !pointed || said.text.contains('.'))
            })
            .filter_map(|said| said.fen())
            .collect();
        let labels = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, key)| key.as_str() == "other")
            .map(|(column, _)| {
                Said::cell(table, index, column).map(|said| dense(said.text)).unwrap_or_default()
            })
            .collect();
        found.rows.push(Row {
            line: found.rows.len() + 1,
            date: day,
            time: said("time").and_then(|said| clock(said.text)).or_else(|| clock(day?.0.text)),
            serial: said("serial").and_then(|said| Some((said, dense(said.text).parse().ok()?))),
            income: figures[0],
            expense: figures[1],
            amount: figures[2],
            direction: place(index, "direction").and_then(|said| direction(said.text)),
            balance,
            purpose: format!("{}{}{}", text("summary"), text("note"), text("channel")),
            counterparty: said("counterparty"),
            currency: said("currency").map(|said| dense(said.text)),
            others,
            labels,
            text: words,
            section,
            after_unread: std::mem::take(&mut unread),
        });
    }
    found
}

/// Whether a cell of a row counts transactions: 共9笔.
fn counts(table: &Table, row: usize) -> bool {
    let mut cells = table.rows.get(row).into_iter().flatten().flatten().map(|cell| dense(&cell.text));
    cells.any(|text| {
        let number = text.strip_prefix('共').and_then(|rest| rest.strip_suffix('笔'));
        number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
    })
}

/// Whether a cell of a row begins with one of some words.
fn begins(table: &Table, row: usize, words: &[&str]) -> bool {
    let mut cells = table.rows.get(row).into_iter().flatten().flatten().map(|cell| dense(&cell.text));
    cells.any(|text| words.iter().any(|word| text.starts_with(word)))
}

fn whole(table: &Table, row: usize) -> String {
    let cells = table.rows.get(row).into_iter().flatten().flatten();
    cells.map(|cell| dense(&cell.text)).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_known_by_their_words() {
        for (text, sign) in
            [("贷", Some(1)), ("收入", Some(1)), ("借方", Some(-1)), ("支出", Some(-1)), ("转账", None)]
        {
            assert_eq!(direction(text), sign, "{text}");
        }
        assert!(blank("--") && blank(" / ") && !blank("0.00"));
    }

    #[test]
    fn times_stand_alone_or_behind_a_date() {
        assert_eq!(clock("08:19:45"), Some(29_985));
        assert_eq!(clock("2026-01-05 23:59"), Some(86_340));
        assert_eq!(clock("2026/01/05 12 :00:01"), Some(43_201));
        for none in ["2026-01-05", "24:00:00", "12:60", ":", "", "12:345"] {
            assert_eq!(clock(none), None, "{none}");
        }
    }
}
