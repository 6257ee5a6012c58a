//! People, departments, roles, sessions and proof of who somebody is.

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
    add_department, add_person, change_password, check_person, department_by_slug, departments, disable, enable, names,
    people, person, person_by_username, prove, reset_password, roles_of, save_preferences, set_roles,
};
pub use sessions::{
    Attempt, Factor, Lifetimes, LoggedIn, Resolved, end_all_sessions, login, login_second, logout, open_api_session, resolve, resolve_api,
    revoke_session, rotate_api_session, sessions_of, touch,
};
pub use tokens::{ACCESS_MINUTES, AccessClaims, access_token, read_access_token};
