//! Queries on the screening tables. Finders take the reader's scope first.

mod cases;
mod documents;
mod erasing;
mod figures;
mod marks;

pub(super) use cases::*;
pub(super) use documents::*;
pub(super) use erasing::*;
pub(super) use figures::*;
pub(super) use marks::*;
