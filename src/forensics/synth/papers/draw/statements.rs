//! What statements of each template hold: how many rows, of which bank, in which order.

use super::super::super::Random;
use super::super::content::Content;
use super::super::invent::{forms, statement, typical, usual};

pub(super) fn short_statement(random: &mut Random) -> Content {
    let rows = 14 + random.below(12);
    statement::statement(random, rows)
}

pub(super) fn long_statement(random: &mut Random) -> Content {
    let rows = 45 + random.below(40);
    statement::statement(random, rows)
}

pub(super) fn paged_statement(random: &mut Random) -> Content {
    let rows = 24 + random.below(22);
    statement::statement(random, rows)
}

pub(super) fn rural_statement(random: &mut Random) -> Content {
    let rows = 18 + random.below(26);
    statement::rural(random, rows)
}

pub(super) fn city_statement(random: &mut Random) -> Content {
    let rows = 20 + random.below(24);
    statement::city(random, rows)
}

pub(super) fn lettered_statement(random: &mut Random) -> Content {
    let rows = 20 + random.below(40);
    statement::lettered(random, rows)
}

pub(super) fn counter_statement(random: &mut Random) -> Content {
    let rows = 18 + random.below(30);
    forms::counter(random, rows)
}

pub(super) fn wallet_statement(random: &mut Random) -> Content {
    let rows = 22 + random.below(30);
    statement::wallet(random, rows)
}

pub(super) fn history_statement(random: &mut Random) -> Content {
    let rows = 26 + random.below(30);
    usual::history(random, rows)
}

pub(super) fn counter_print(random: &mut Random) -> Content {
    let rows = 24 + random.below(32);
    typical::counter_print(random, rows)
}

pub(super) fn application(random: &mut Random) -> Content {
    let rows = 20 + random.below(30);
    typical::application(random, rows)
}

pub(super) fn postal(random: &mut Random) -> Content {
    let rows = 18 + random.below(34);
    typical::postal(random, rows)
}

pub(super) fn rural_commercial(random: &mut Random) -> Content {
    let rows = 16 + random.below(32);
    typical::rural_commercial(random, rows)
}

/// Statements that begin with the latest row.
pub(super) fn latest_first(mut content: Content) -> Content {
    content.rows.reverse();
    content
}
