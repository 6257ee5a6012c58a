//! Use cases of routines.

mod content;
mod rounds;
mod views;

pub use content::import_routine;
pub(super) use content::{Routine, routine, routines};
pub use rounds::{NewSignOff, ask_round, etiquette_valid, save_self_check, sign, withdraw};
pub(super) use rounds::{certificate, observers};
pub use views::waiting_for;
pub(super) use views::{RoundLine, RoundPage, own_rounds, round_page, self_check, waiting};
