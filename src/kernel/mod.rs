//! Words every room shares: ids, time, who acts, what is allowed, what went wrong.
//!
//! No input or output and no framework lives here, so that rules written in these words can be tested
//! with nothing but numbers and names.

pub mod actor;
pub mod clock;
pub mod entropy;
pub mod fault;
pub mod id;
pub mod permission;

pub use actor::Actor;
pub use clock::{Clock, Moment};
pub use entropy::Entropy;
pub use fault::{Blame, Fault};
pub use id::Id;
pub use permission::{Permission, Role, Roles, perm};
