//! The person on whose behalf something happens.

use super::permission::{Permission, Role, Roles};
use super::{Fault, Moment};

/// Who acts: read from the database on each request, never from a token.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The person's id.
    pub person: String,
    /// The name to greet with.
    pub name: String,
    /// The session that speaks, when there is one (the command line and jobs have none).
    pub session: Option<String>,
    /// Roles held now.
    pub roles: Roles,
    /// The department the person belongs to.
    pub department: String,
    /// When the person last proved who they are (password or second factor).
    pub proved_at: Option<Moment>,
}

impl Actor {
    /// Whether one of the roles carries the permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.may(permission)
    }

    /// Whether the person holds the role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(role)
    }

    /// `Ok` when the permission is held.
    ///
    /// # Errors
    /// A refusal otherwise.
    pub fn need(&self, permission: Permission) -> Result<(), Fault> {
        if self.may(permission) { Ok(()) } else { Err(Fault::refused("not-allowed")) }
    }

    /// The program itself, for the scheduler and the command line. It holds no role and signs nothing.
    #[must_use]
    pub fn system() -> Self {
        Self {
            person: String::new(),
            name: String::new(),
            session: None,
            roles: Roles::default(),
            department: String::new(),
            proved_at: None,
        }
    }
}
