//! Days and pages: which steps break because a page is missing or because a bank prints the transactions of a day in an
//! order of its own.

use super::super::layout::{Change, change};
use super::super::rows::Row;
use super::super::trail::one_trail;
use super::Follower;

impl Follower<'_> {
    /// Whether a page ends between two rows. Where days are printed the other way round, a page that is missing
    /// takes the beginning of a day along: then the step into that day is the one that breaks.
    pub(super) fn page_between(&self, before: usize, row: usize) -> bool {
        let page = |row: usize| self.rows.get(row).and_then(Row::page);
        let apart = |a: Option<u32>, b: Option<u32>| matches!((a, b), (Some(a), Some(b)) if a != b);
        if apart(page(before), page(row)) {
            return true;
        }
        let day = |row: usize| self.rows.get(row).and_then(Row::day);
        let borders = |of: usize| {
            let mut at = of;
            // Up and down the paper through the rows of the same day, to a row of another page.
            for _ in 0..200 {
                if apart(page(at), page(at + 1)) {
                    return true;
                }
                at += 1;
                if day(at).is_none() || day(at) != day(of) {
                    break;
                }
            }
            at = of;
            for _ in 0..200 {
                let Some(up) = at.checked_sub(1) else { return false };
                if apart(page(at), page(up)) {
                    return true;
                }
                if day(up).is_none() || day(up) != day(of) {
                    return false;
                }
                at = up;
            }
            false
        };
        self.days_turned && (borders(before) || borders(row))
    }

    /// Whether the serial numbers of two neighbours are more than one apart.
    pub(super) fn leaps(&self, before: usize, row: usize) -> bool {
        let serial = |row: usize| self.rows[row].serial.map(|(_, serial)| serial);
        match (serial(before), serial(row)) {
            (Some(a), Some(b)) => a.abs_diff(b) > 1 && a.abs_diff(b) < 1_000,
            _ => false,
        }
    }

    /// Banks print the transactions of one day in an order of their own. When those of the days concerned can be
    /// put in some order in which every balance follows, nothing is wrong; returns the link behind them.
    pub(super) fn shuffled_day(&self, at: usize) -> Option<usize> {
        let day_of = |position: usize| self.order.get(position).and_then(|&row| self.rows[row].day());
        let position_of = |row: usize| self.places.get(row).copied();
        let link = &self.links[at];
        let first = link.rows.first().and_then(|&row| position_of(row))?;
        let last = link.rows.last().and_then(|&row| position_of(row))?;
        let mut from = first.saturating_sub(1);
        while from > 0 && day_of(from).is_some() && day_of(from - 1) == day_of(from) {
            from -= 1;
        }
        let mut to = last;
        while to + 1 < self.order.len() && day_of(to).is_some() && day_of(to + 1) == day_of(to) {
            to += 1;
        }
        let group = self.order.get(from..=to)?;
        if group.len() < 3 || group.len() > 400 {
            return None;
        }
        let mut edges = Vec::with_capacity(group.len());
        for &row in group {
            let balance = self.rows[row].balance?.fen?;
            let Change::By(by) = change(&self.rows[row], self.signs) else { return None };
            edges.push((balance.checked_sub(by)?, balance));
        }
        // The days before and after may be shuffled as well: the trail begins at a balance of the one and ends where
        // a transaction of the other begins.
        let balance = |place: usize| self.rows[*self.order.get(place)?].balance?.fen;
        let begins = |place: usize| {
            let Change::By(by) = change(&self.rows[*self.order.get(place)?], self.signs) else { return None };
            balance(place)?.checked_sub(by)
        };
        let mut starts = Vec::new();
        let mut place = from;
        while let Some(before) = place.checked_sub(1) {
            if starts.len() > 400
                || (place < from && (day_of(before).is_none() || day_of(before) != day_of(place)))
            {
                break;
            }
            starts.extend(balance(before));
            place = before;
        }
        let mut ends = Vec::new();
        let mut place = to;
        while place + 1 < self.order.len() && ends.len() <= 400 {
            if place > to && (day_of(place).is_none() || day_of(place + 1) != day_of(place)) {
                break;
            }
            place += 1;
            ends.extend(begins(place));
        }
        if !one_trail(&edges, &starts, &ends) {
            return None;
        }
        let behind = self.links.iter().skip(at).position(|link| {
            link.rows.first().and_then(|&row| position_of(row)).is_none_or(|position| position > to)
        });
        // The step into the next day leaves from whichever row came last: it held in the trail.
        Some(behind.map_or(self.links.len(), |more| at + more + usize::from(!ends.is_empty())))
    }
}
