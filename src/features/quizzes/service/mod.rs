//! Use cases of questions and quizzes.

mod attempts;
mod clauses;
mod questions;
mod screens;
mod upkeep;

pub use attempts::{WhyState, answer, key, start, why_state};
pub(super) use clauses::Citation;
pub use questions::{Imported, import_question, propose as propose_question, stale_questions};
pub(super) use questions::{Page, page, retire, review, rewrite, state_counts, steward_list};
pub(super) use screens::{Given, Screen, intro, screen, summary};
pub(super) use upkeep::reconfirm;
pub use upkeep::{Resting, mark_stale_for, policy_changed, resting};
