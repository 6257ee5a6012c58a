//! Statements of an invented bank in every layout.

#![expect(clippy::non_ascii_literal, reason = "the words that banks print")]

use crate::forensics::logic::fixture::{paper, table};
use crate::forensics::logic::id_number::Day;
use crate::forensics::logic::normal::shown;
use crate::forensics::papers::{Kind, Paper};

/// A small generator of numbers (xorshift), so that every run sees the same statements.
pub(super) struct Dice(pub u64);

impl Dice {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).expect("small")).expect("small")
    }

    pub(super) fn fen(&mut self, most: usize) -> i64 {
        i64::try_from(self.below(most)).expect("small") + 1
    }

    pub(super) fn flag(&mut self) -> bool {
        self.below(2) == 1
    }
}

/// How a bank prints: income and expense in two columns (three ways), one signed column, amount and direction (two
/// ways), amounts without any sign.
pub(super) const STYLES: usize = 7;
pub(super) const FREE: usize = 6;

#[derive(Clone, Copy)]
pub(super) struct Style {
    pub columns: usize,
    pub backward: bool,
    pub days_turned: bool,
    pub ends: bool,
}

struct Entry {
    day: Day,
    by: i64,
    red: bool,
    purpose: &'static str,
}

pub(super) fn today() -> Day {
    Day::new(2026, 6, 30).expect("a day")
}

fn entries(dice: &mut Dice, rows: usize) -> (i64, Vec<Entry>) {
    let opening = dice.fen(5_000_000) + 100_000;
    let (mut balance, mut found) = (opening, Vec::<Entry>::new());
    let (mut month, mut day) = (1_u32, 1_u32);
    for _ in 0..rows {
        if dice.below(3) > 0 {
            day += u32::try_from(dice.below(3)).expect("small");
            if day > 28 {
                (month, day) = (month + 1, 1);
            }
        }
        let last = found.last().map_or(0, |entry| if entry.red { 0 } else { entry.by });
        let (by, red, purpose) = match dice.below(12) {
            0 if last < 0 => (-last, true, "冲正"),
            1 => (dice.fen(3_000), false, "结息"),
            2 => (-dice.fen(1_500), false, "手续费"),
            3 | 4 => (dice.fen(2_000_000), false, "转入"),
            5 => (dice.fen(1_200_000), false, "工资"),
            _ => (-dice.fen(usize::try_from(balance / 2).unwrap_or(1).min(600_000)), false, "消费"),
        };
        let by = if balance + by < 0 { by.abs() } else { by };
        balance += by;
        let day = Day::new(2025 + (month - 1) / 12, (month - 1) % 12 + 1, day).expect("a day");
        found.push(Entry { day, by, red, purpose });
    }
    (opening, found)
}

fn cells(style: usize, entry: &Entry) -> Vec<String> {
    let size = shown(entry.by.abs());
    let out = entry.by < 0;
    let none = String::new;
    // A reversal stands in the column it takes back, in red.
    match (style, entry.red) {
        (0, true) => vec![none(), format!("-{size}")],
        (1, true) => vec!["0.00".to_owned(), format!("-{size}")],
        (2, true) => vec![none(), size],
        (0, false) if out => vec![none(), size],
        (1, false) if out => vec!["0.00".to_owned(), size],
        (2, false) if out => vec!["--".to_owned(), format!("-{size}")],
        (0 | 2, false) => vec![size, none()],
        (1, false) => vec![size, "0.00".to_owned()],
        (3, _) => vec![if out { format!("-{size}") } else { format!("+{size}") }],
        (4, true) => vec![format!("-{size}"), "借".to_owned()],
        (4, false) => vec![size, if out { "借" } else { "贷" }.to_owned()],
        (5, _) => {
            vec![if out { format!("-{size}") } else { size }, if out { "支出" } else { "收入" }.to_owned()]
        }
        _ => vec![size],
    }
}

fn columns(style: usize) -> Vec<&'static str> {
    let middle: &[&str] = match style {
        0..=2 => &["income", "expense"],
        4 | 5 => &["amount", "direction"],
        _ => &["amount"],
    };
    [&["date", "summary"][..], middle, &["balance", "counterparty"]].concat()
}

pub(super) fn statement(dice: &mut Dice, style: Style, rows: usize) -> Paper {
    let (opening, entries) = entries(dice, rows);
    let mut balance = opening;
    let mut lines: Vec<(Day, Vec<String>)> = Vec::new();
    for entry in &entries {
        balance += entry.by;
        let mut line = vec![entry.day.to_string(), entry.purpose.to_owned()];
        line.extend(cells(style.columns, entry));
        line.extend([shown(balance), "某某商店".to_owned()]);
        lines.push((entry.day, line));
    }
    if style.days_turned {
        lines = lines
            .chunk_by(|a, b| a.0 == b.0)
            .flat_map(|day| day.iter().rev().cloned().collect::<Vec<_>>())
            .collect();
    }
    if style.backward {
        lines.reverse();
    }
    let (opening, closing) = (shown(opening), shown(balance));
    let mut fields = vec![("account_name", "某人"), ("printed_on", "2026-06-30")];
    if style.ends {
        fields.extend([("opening_balance", opening.as_str()), ("closing_balance", closing.as_str())]);
    }
    let mut made = paper(Kind::BankStatement, &fields);
    let lines: Vec<Vec<String>> = lines.into_iter().map(|(_, line)| line).collect();
    made.tables.push(table(&columns(style.columns), &lines));
    made
}
