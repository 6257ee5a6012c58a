//! Findings of the steps that do not follow: which cell, what it should say, and how much the reading allows it
//! to weigh.

use super::chain::{self, Break};
use super::layout::{self, Order, Signs, change};
use super::rows::{Figure, Row, Transactions};
use super::{
    AMOUNT, BALANCE, CLOSING, DIRECTION, Ends, INSERTED, MISSING, OPENING, PAGE_GAP, REPEATED, STEP,
};
use crate::forensics::detectors::RuleDeclaration;
use crate::forensics::logic::normal::shown;
use crate::forensics::logic::said::{amount_slips, at, judged, offered, weigh, weighing, yes_no};
use crate::forensics::{Finding, Strength};

/// How far rows usually stand apart, in pixels.
fn pitch(rows: &[Row<'_>]) -> Option<u32> {
    let places: Vec<_> = rows.iter().filter_map(Row::height).collect();
    let mut steps: Vec<u32> = places
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| pair[0].1.abs_diff(pair[1].1))
        .collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied().filter(|step| *step > 0)
}

/// Makes findings of breaks.
pub(super) struct Teller<'a> {
    pub rows: &'a Transactions<'a>,
    pub ends: &'a Ends<'a>,
    pub signs: Signs,
    pub order: Order,
    /// Whether days are printed in an order of the bank's own.
    pub shuffled: bool,
    /// The most anything here may weigh.
    pub most: Strength,
}

impl Teller<'_> {
    fn line(&self, row: usize) -> String {
        self.rows.rows.get(row).map(|row| row.line.to_string()).unwrap_or_default()
    }

    /// The row before in time.
    fn before(&self, row: usize) -> Option<&Row<'_>> {
        let order = layout::ordered(&self.rows.rows, self.order);
        let place = order.iter().position(|&other| other == row)?;
        self.rows.rows.get(*order.get(place.checked_sub(1)?)?)
    }

    fn capped(&self, finding: Finding) -> Finding {
        let strength = finding.strength.min(self.most);
        weighing(finding, strength)
    }

    fn figure(&self, rule: &RuleDeclaration, row: usize, figure: Figure<'_>, expected: i64) -> Finding {
        let facts = [
            ("row", self.line(row)),
            ("expected", shown(expected)),
            ("read", figure.fen.map(shown).unwrap_or_default()),
        ];
        self.capped(judged(rule, &figure.said, &amount_slips(figure.said.text, expected), &facts))
    }

    pub(super) fn tell(&self, found: Break) -> Option<Finding> {
        let finding = self.said_of(found)?;
        // Without signs the order within a day cannot be tried.
        let (Break::Amount { row, .. }
        | Break::Step { row, .. }
        | Break::Inserted { row }
        | Break::Balance { row, .. }) = found
        else {
            return Some(finding);
        };
        let day = self.rows.rows.get(row).and_then(Row::day);
        let crowded = day.is_none() || self.rows.rows.iter().filter(|row| row.day() == day).count() > 2;
        // One unsure figure in one of the days concerned may have hidden in which order they are printed.
        let days = [day, self.before(row).and_then(Row::day)];
        let doubtful = self.rows.rows.iter().any(|other| {
            let figures = [other.balance, other.income, other.expense, other.amount];
            other.day().is_some()
                && days.contains(&other.day())
                && figures.iter().flatten().any(|figure| !figure.said.sure())
        });
        let several = |day: &Option<_>| {
            day.is_some() && self.rows.rows.iter().filter(|row| row.day() == *day).count() > 1
        };
        let shuffled = self.shuffled && days.iter().any(several);
        if doubtful || shuffled || (self.signs == Signs::Free && crowded) {
            let strength = finding.strength.min(Strength::Medium);
            return Some(weighing(finding, strength));
        }
        Some(finding)
    }

    fn said_of(&self, found: Break) -> Option<Finding> {
        let row_of = |row: usize| self.rows.rows.get(row);
        match found {
            Break::Balance { row, expected } => {
                Some(self.figure(&BALANCE, row, row_of(row)?.balance?, expected))
            }
            Break::Amount { row, expected } => {
                let figure = chain::amount_figure(row_of(row)?, self.signs)?;
                Some(self.unread(self.doubted(self.figure(&AMOUNT, row, figure, expected), row), row))
            }
            Break::Step { before, row, expected } => {
                let balance = row_of(row)?.balance?;
                let mut finding = self.figure(&STEP, row, balance, expected);
                let before = before.map_or_else(|| "none".to_owned(), |before| self.line(before));
                finding.facts.insert("before".to_owned(), before);
                Some(self.unread(self.doubted(finding, row), row))
            }
            Break::Opening { row, expected } => Some(self.end(&OPENING, self.ends.opening?, row, expected)),
            Break::Closing { row, expected } => Some(self.end(&CLOSING, self.ends.closing?, row, expected)),
            Break::Inserted { row } => {
                let place = row_of(row)?.balance?.said.place;
                let amount = chain::amount_figure(row_of(row)?, self.signs).and_then(|figure| figure.fen);
                let facts = [("row", self.line(row)), ("amount", amount.map(shown).unwrap_or_default())];
                Some(self.doubted(self.capped(at(&INSERTED, place, &facts)), row))
            }
            Break::Repeated { row } => self.simple(&REPEATED, row, None),
            Break::Missing { row, by } => self.simple(&MISSING, row, Some(by)),
            Break::PageGap { row, by } => self.simple(&PAGE_GAP, row, Some(by)),
            Break::Direction { row } => self.simple(&DIRECTION, row, None),
        }
    }

    /// A row that was not read breaks one step as a changed amount does. Where there is room for one between the
    /// two rows, and no single character of the amount explains the step, the weight falls.
    fn unread(&self, finding: Finding, row: usize) -> Finding {
        // A digit more may be anything that was added to the amount; a digit other or less is a character.
        let near = finding
            .facts
            .get("candidates")
            .is_some_and(|offered| offered != "none" && offered.split(", ").any(|one| !one.contains(":_")));
        let Some(before) = self.before(row).filter(|_| !near) else { return finding };
        let rows = &self.rows.rows;
        let Some(this) = rows.get(row) else { return finding };
        let lower = if before.line > this.line { before } else { this };
        let room = match (before.height(), this.height()) {
            (Some((page, a)), Some((other, b))) if page == other => {
                pitch(rows).is_some_and(|pitch| a.abs_diff(b) * 2 > pitch * 3)
            }
            _ => false,
        };
        if !room && !lower.after_unread {
            return finding;
        }
        let strength = finding.strength.min(Strength::Medium);
        weighing(finding, strength)
    }

    fn simple(&self, rule: &RuleDeclaration, row: usize, by: Option<i64>) -> Option<Finding> {
        let place = self.rows.rows.get(row)?.balance?.said.place;
        let facts = [("row", self.line(row)), ("by", by.map(shown).unwrap_or_default())];
        Some(self.capped(at(rule, place, &facts)))
    }

    /// The opening and closing balance of a head are often those of another day or of the whole account: they
    /// weigh only where one character would make them follow.
    fn end(&self, rule: &RuleDeclaration, figure: Figure<'_>, row: usize, expected: i64) -> Finding {
        let finding = self.figure(rule, row, figure, expected);
        let near = !amount_slips(figure.said.text, expected).is_empty();
        let strength = if near { finding.strength } else { finding.strength.min(Strength::Medium) };
        self.doubted(weighing(finding, strength), row)
    }

    /// One step rests on three readings: an unsure one of them that may explain it lowers the weight, whichever
    /// cell is named.
    fn doubted(&self, finding: Finding, row: usize) -> Finding {
        let Some(this) = self.rows.rows.get(row) else { return finding };
        let before = self.before(row);
        let by = match change(this, self.signs) {
            layout::Change::By(by) => Some(by),
            _ => None,
        };
        let fen = |figure: Option<Figure<'_>>| figure.and_then(|figure| figure.fen);
        let (to, from) = (fen(this.balance), before.and_then(|before| fen(before.balance)));
        let follows = |a: Option<i64>, b: Option<i64>, with: fn(i64, i64) -> Option<i64>| with(a?, b?);
        let amount = chain::amount_figure(this, self.signs);
        let moved = follows(to, from, i64::checked_sub);
        let wanted = [
            (this.balance, follows(from, by, i64::checked_add)),
            (before.and_then(|before| before.balance), follows(to, by, i64::checked_sub)),
            (amount, moved.and_then(|moved| fen(amount)?.signum().checked_mul(moved.checked_abs()?))),
            (before.and_then(|before| chain::amount_figure(before, self.signs)), None),
        ];
        let mut strength = finding.strength;
        let mut doubts = Vec::new();
        for (figure, wanted) in wanted {
            let Some(figure) = figure else { continue };
            let slips = wanted.map(|wanted| amount_slips(figure.said.text, wanted)).unwrap_or_default();
            // Where signs are free, any reading of an unsure figure may be the cause.
            let explained = !slips.is_empty() || by.is_none();
            strength = strength.min(weigh(finding.strength, &figure.said, explained));
            doubts.extend(slips.into_iter().filter(|_| !figure.said.sure()));
        }
        let mut finding = weighing(finding, strength);
        if finding.facts.get("candidates").is_some_and(|offered| offered == "none") && !doubts.is_empty() {
            finding.facts.insert("candidates".to_owned(), offered(&doubts));
            finding.facts.insert("sure".to_owned(), yes_no(false));
        }
        finding
    }
}
