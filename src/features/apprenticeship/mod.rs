//! Mentoring: apprenticeships, the four stages 听 学 看 练 of each business item, practice rounds, signatures,
//! certificates.
//!
//! An *apprenticeship* (师徒结对) pairs an apprentice with a named *mentor* (师傅) under a *programme*
//! (培养方案) that lists business items. Each item has its own progress: *listen* (听), *learn* (学), *watch*
//! (看), *practice* (练). A *practice round* (练习轮次) is one case handled under the mentor's eyes, scored with
//! a rubric and *signed off* (签认). When 练 is done, a *certificate* (上岗证) of level 4 is issued; level 5,
//! the right to teach and to sign, is a decision of its own.
//!
//! Nobody signs their own work. Every signature passes through [`service::signing::sign`], and the database
//! repeats its rules as constraints. A signed record is never edited, reset or deleted.

pub mod http;
mod jobs;
mod model;
mod rules;
mod service;
mod store;

pub use jobs::compare_with_policy;
pub use model::{Certificate, PolicyStamp, Programme};
pub use rules::certificate::State as CertificateState;
pub use rules::pairing::State as PairState;
pub use rules::progress::{Board, Next, Stage, StageState};
pub use rules::round::State as RoundState;
pub use rules::signing::Marks;
pub use service::board::{ItemBoard, StepsGate, steps_gate};
pub use service::certificates::{CertificateView, certificates_valid, holds, policy_changed};
pub use service::evidence::{Account, confirm as confirm_observation, confirm_read, log as log_evidence};
pub use service::grants::{decide as decide_grant, propose as propose_grant, was_granted};
pub use service::pairs::{
    Act, PairView, agree, list as pairs_of_manager, manage, name_delegate, propose, taught_by, was_paired,
};
pub use service::programmes::{NewProgramme, import_programme, programmes};
pub use service::rounds::{Ask, ask as ask_round, revoke as revoke_round};
pub use service::signing::{Channel, Signature, Signed, sign};
pub use service::today::{LastWords, NextStep, last_words, next_steps, place};
pub use service::training::{
    Mark, Training, grants_waiting, in_training, marks, passed_at, training_of, valid_rows,
};
