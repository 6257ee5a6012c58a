//! Questions about the reasons behind a rule, and the quizzes made of them.
//!
//! A question has versions; each cites clauses and keeps their text as it stood. When a cited clause changes,
//! the question goes *stale*: it leaves the quizzes until a steward confirms or rewords it. An *attempt* keeps
//! a frozen copy of what was shown, so editing a question never changes what somebody once answered.
//!
//! *Why* comes before *how*: [`why_state`] is what the gate before an item's operating steps asks. There is no
//! timer, no ranking and no comparison of people.

pub mod http;
mod jobs;
mod model;
mod rules;
mod service;
mod store;

pub use jobs::{POLICY_CHANGED, PolicyChanged, compare_with_policy, register};
pub use model::{NewQuestion, ShownClause};
pub use rules::{PASS_PERCENT, minutes};
pub use service::{
    Imported, Resting, WhyState, answer, import_question, key, mark_stale_for, policy_changed,
    propose_question, resting, stale_questions, start, why_state,
};
