//! Rows of the account tables.

use diesel::prelude::*;

use crate::kernel::Moment;
use crate::platform::db::schema::{department, person, session};

/// A department or bank outlet.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = department)]
pub struct Department {
    /// Its id.
    pub id: String,
    /// Stable short name used by imports.
    pub slug: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// `department` or `bank_outlet`.
    pub kind: String,
    /// When it was added.
    pub created_at: Moment,
}

/// A person with an account.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = person)]
pub struct Person {
    /// The person's id.
    pub id: String,
    /// What is typed at log-in.
    pub username: String,
    /// Display name.
    pub name: String,
    /// Number of the employee at the centre.
    pub employee_no: String,
    /// Department.
    pub department_id: String,
    /// Mail address, if known.
    pub email: Option<String>,
    pub(super) password_hash: String,
    /// When the password was set.
    pub password_set_at: Moment,
    /// An initial password expires.
    pub password_expires_at: Option<Moment>,
    /// Whether the next log-in must set a new password.
    pub must_change_password: bool,
    /// Sealed secret of the second factor.
    pub(super) totp_secret: Option<String>,
    /// The last accepted time step, so that a code works once.
    pub(super) totp_last_step: Option<i64>,
    /// Chosen language.
    pub lang: Option<String>,
    /// Chosen theme.
    pub theme: Option<String>,
    /// Chosen text size.
    pub text_size: Option<String>,
    /// When the account was disabled.
    pub disabled_at: Option<Moment>,
    /// When the account was made.
    pub created_at: Moment,
}

impl Person {
    /// Whether a second factor is set up.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.totp_secret.is_some()
    }
}

/// What is needed to make an account.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Log-in name.
    pub username: String,
    /// Display name.
    pub name: String,
    /// Number at the centre.
    pub employee_no: String,
    /// Department id.
    pub department_id: String,
    /// Mail address.
    pub email: Option<String>,
}

/// A session.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = session)]
pub struct SessionRow {
    /// Its id, which may be shown.
    pub id: String,
    pub(super) token_hash: String,
    /// Whose it is.
    pub person_id: String,
    /// `page` or `api`.
    pub kind: String,
    /// When it began.
    pub created_at: Moment,
    /// When it was last used, to the minute.
    pub seen_at: Moment,
    /// When the person last proved who they are.
    pub proved_at: Moment,
    /// When it ends in any case.
    pub expires_at: Moment,
    /// When it was ended.
    pub revoked_at: Option<Moment>,
    /// Whether a second factor was given.
    pub second_factor: bool,
    /// Address it came from.
    pub address: String,
    /// Browser, as it named itself, cut short.
    pub agent: String,
}
