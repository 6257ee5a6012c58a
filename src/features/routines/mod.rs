//! Routines of service (文明服务部曲): ordered lists of steps, checked by oneself and observed by a colleague.
//!
//! A routine is a title and any number of steps; a number in the title says nothing (the *ten phrases* are
//! eleven). Each step is *seen*, *partly* seen or *not seen*. The learner's self-check and the observer's marks
//! stand side by side and are never averaged.
//!
//! An observed round that passes issues the etiquette certificate ([`etiquette_valid`]), which practice at the
//! window asks for. It is signed through one function, [`sign`], for which the signer is never the observed
//! person, whatever the role; the database refuses it as well.

pub mod http;
mod model;
mod rules;
mod service;
mod store;

pub use model::{NewRoutine, NewRubric, NewStep};
pub use rules::{MAX_NOT_SEEN, MAX_PARTLY, VALID_MONTHS};
pub use service::{
    NewSignOff, ask_round, etiquette_valid, import_routine, save_self_check, sign, waiting_for, withdraw,
};
