//! People, departments, roles, sessions and proof of who somebody is.
//!
//! # Authorisation (ASVS 8.1)
//! A role carries permissions, both declared once in `kernel::permission`; a route names its permission in
//! its handler's first argument, `shifu routes` lists them all. Roles and department are read from the
//! database on each request, never from a cookie or token. Whether a thing is within somebody's reach (own,
//! my apprentice, my department) is asked by the query that loads it; "not yours" and "not there" read alike.
//! Nobody holds two of the three administrator roles, nor one beside any other role (service and unique
//! index), and nobody changes their own roles.
//!
//! # Sessions (ASVS 7.1)
//! A page session is a random secret in a cookie, stored as its hash; an API session is an access token of
//! five minutes tied to the session's row, and a refresh token that works once. Both end after 30 idle
//! minutes and after 12 hours in any case (`session_idle_minutes`, `session_hours`). Log-out, a new password,
//! a reset, a disabled account, changed roles and a restore end them at once; the next request asks the
//! database. A refresh token that comes back after its use ends its session: one of two holders is a thief.
//! Sessions are not bound to an address: halls sit behind proxies that change it.
//!
//! # Throttling (ASVS 6.1.1)
//! Failed log-ins fill two buckets, by account and by address: ten at once, then one a minute, one in a
//! quarter of an hour after a hundred in a row. A device the person has used before has a bucket of its own,
//! so that a stranger who fails with somebody's name locks nobody out. Known and unknown names take the same
//! time and read the same. Codes of the second factor and fresh proofs are throttled likewise. No account is
//! ever locked for good.
//!
//! # Passwords and first start (ASVS 6.2, 6.4)
//! No built-in account or password exists. The first start makes a system and a security administrator and
//! prints their one-time passwords once; they, and every initial or reset password, expire after seven days
//! and must be changed at the first log-in. At least 15 characters by default, 8 at the least, 128 at most,
//! none of the common ones; no forced change by the calendar.
//!
//! # Personal data held here (ASVS 14.1)
//! Of staff only: name, log-in name, employee number, department, mail address (optional). Purpose: to say
//! who did, signed and decided what. Kept as long as records name the person; a disabled account stays for
//! that reason. Passwords as Argon2id hashes, the second factor sealed with the master key. Addresses of
//! log-ins stand in sessions and in the audit trail, whose retention is at least 184 days by law.

pub mod http;
mod jobs;
mod model;
mod rules;
mod second_factor;
mod service;
mod sessions;
mod store;
mod tokens;

pub use jobs::register;
pub use model::{Department, NewPerson, Person, SessionRow};
pub use rules::{PasswordPolicy, initial_password, needs_second_factor};
pub use second_factor::{Setup, begin_second_factor, confirm_second_factor};
pub use service::{
    add_department, add_person, change_password, check_person, department_by_slug, departments, disable,
    enable, holders, names, people, person, person_by_username, prove, reset_password, roles_of,
    save_preferences, set_roles,
};
pub use sessions::{
    Attempt, Factor, Lifetimes, LoggedIn, Resolved, end_all_sessions, login, login_second, logout,
    open_api_session, resolve, resolve_api, revoke_session, rotate_api_session, sessions_of, touch,
};
pub use tokens::{ACCESS_MINUTES, AccessClaims, access_token, read_access_token};
