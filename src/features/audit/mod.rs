//! The audit trail: append-only, hash-chained, written in the same transaction as the act.
//!
//! One chain, one writer at a time. Payloads hold identifiers and figures, never personal data, so that
//! deleting by retention date does not break the chain. The head leaves the database: whoever controls the
//! database alone can change the trail, but not unseen (篡改可发现).

mod model;
mod rules;
mod service;
mod store;

pub use model::{Entry, Event, Kind};
pub use rules::{Break, Head};
pub use service::{
    Report, SearchFilter, export_head, exported_at, head, note_verification, record, search, verify,
};
