//! Use cases of mentoring. Every one checks the relation of who acts to the apprentice again, because a
//! permission says what a role may do in general, not with whom.

pub mod board;
pub mod certificates;
pub mod evidence;
pub mod flags;
pub mod graduation;
pub mod grants;
mod pair_file;
pub mod pairs;
pub mod programmes;
pub mod relation;
mod round_file;
pub mod rounds;
pub mod signing;
pub mod today;
pub mod training;
