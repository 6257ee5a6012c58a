//! Queries on the screening tables. Finders take the reader's scope first.

mod cases;
mod documents;
mod erasing;
mod figures;
mod marks;
mod measures;
mod opinions;
mod papers;
mod parts;
mod prices;
mod teaching;
mod typed;

pub(super) use cases::*;
pub(super) use documents::*;
pub(super) use erasing::*;
pub(super) use figures::*;
pub(super) use marks::*;
pub(super) use measures::*;
pub(super) use opinions::*;
pub(super) use papers::*;
pub(super) use parts::*;
pub(super) use prices::*;
pub(super) use teaching::*;
pub(super) use typed::*;
