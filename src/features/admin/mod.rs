//! What the three administrators and the manager need: people, roles, the trail, the security page, parked
//! jobs, the queue of complaints and suggestions.
//!
//! Who may do what is split on purpose (三权分立): the system administrator makes accounts but gives no
//! role, the security administrator gives roles and ends sessions but makes no account, the audit
//! administrator reads the trail and changes nothing. Each page shows only what the reader's permission
//! reaches; each act is checked again in the accounts room.
//!
//! Fresh proof: changing roles, resetting a password, importing and exporting people ask for the actor's
//! password in the same form. Wrong ones are throttled ([`crate::features::accounts::prove`]).

mod checks;
mod csv;
pub mod http;
mod import;
mod jobs;
mod rules;

pub use jobs::register;
