//! Every query on the tables of mentoring. Finders take the owner scope first.

mod certificates;
mod evidence;
mod pairs;
mod rounds;

pub(super) use certificates::*;
pub(super) use evidence::*;
pub(super) use pairs::*;
pub(super) use rounds::*;
