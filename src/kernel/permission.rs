//! Roles and permissions: one declaration, from which the guards, the route list, the settings page and
//! the authorisation test all read. The table is section 5 of the domain design.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// What somebody is at the hall. A person may hold several, but see [`Roles::conflict`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $($(#[$doc])* $variant),+ }

        impl Role {
            /// Every role, in the order of the design's table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The role's stable name in the database, in exports and in message keys.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

roles! {
    /// 新人: learns the work under a mentor.
    Apprentice = "apprentice",
    /// 师傅: teaches and signs.
    Mentor = "mentor",
    /// 复核: second signer, decides screening cases.
    Reviewer = "reviewer",
    /// 经办: works a window.
    Clerk = "clerk",
    /// Keeps policy, questions and courses.
    Steward = "steward",
    /// 综合科: complaints, call-backs, honours.
    Quality = "quality",
    /// 主管: plans, pairs, decides.
    Manager = "manager",
    /// Staff of an entrusted bank outlet.
    BankAgent = "bank_agent",
    /// Accounts, settings, backup.
    SystemAdmin = "system_admin",
    /// Roles, rights, sessions, password policy.
    SecurityAdmin = "security_admin",
    /// Reads the audit trail.
    AuditAdmin = "audit_admin",
}

impl Role {
    /// The role with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.code() == code)
    }

    /// Whether this is one of the three administrator roles.
    #[must_use]
    pub fn is_administrator(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }

    fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u16);

impl Roles {
    /// Whether the role is in the set.
    #[must_use]
    pub fn contains(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// The set with one more role.
    #[must_use]
    pub fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// The roles in the set, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.contains(*role))
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether some role of the set carries the permission.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        permission.roles().iter().any(|role| self.contains(*role))
    }

    /// Why these roles may not be held together, as an error key.
    ///
    /// 三权分立: nobody holds two of system, security and audit administration. An administrator holds
    /// no learning or deciding role either, so that none of them signs, approves or decides.
    #[must_use]
    pub fn conflict(self) -> Option<&'static str> {
        let administrators = self.iter().filter(|role| role.is_administrator()).count();
        if administrators > 1 {
            Some("roles-three-powers")
        } else if administrators == 1 && self.iter().count() > 1 {
            Some("roles-admin-and-work")
        } else {
            None
        }
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

/// A permission as a type: what a handler names in its signature.
pub trait Needs: Send + Sync + 'static {
    /// The permission the type stands for.
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $variant:ident = $code:literal for [$($role:ident)*]),+ $(,)?) => {
        /// Something a route, page or act needs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub enum Permission { $($(#[$doc])* $variant),+ }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The permission's stable name.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The roles that carry it.
            #[must_use]
            pub fn roles(self) -> &'static [Role] {
                match self { $(Self::$variant => &[$(Role::$role),*]),+ }
            }
        }

        /// The permissions as types.
        pub mod perm {
            $($(#[$doc])*
            #[derive(Debug)]
            pub struct $variant;
            impl super::Needs for $variant {
                const PERMISSION: super::Permission = super::Permission::$variant;
            })+
        }
    };
}

permissions! {
    /// Own account: password, second factor, sessions, language, notifications, 今日.
    OwnAccount = "account.own" for [Apprentice Mentor Reviewer Clerk Steward Quality Manager BankAgent SystemAdmin SecurityAdmin AuditAdmin],
    /// Search and read policy, forms, shared notes; make a one-time notice.
    ReadPolicy = "policy.read" for [Apprentice Mentor Reviewer Clerk Steward Quality Manager BankAgent],
    /// Own progress, notes, cards.
    OwnLearning = "learning.own" for [Apprentice Mentor Reviewer Clerk Steward Quality Manager BankAgent],
    /// Be trained at a window: log encounters and observations, ask for practice rounds.
    BeApprentice = "apprenticeship.own" for [Apprentice],
    /// See the file of an apprentice, as far as one's relation to the apprentice reaches.
    SeeApprentice = "apprenticeship.see" for [Apprentice Mentor Reviewer Manager AuditAdmin],
    /// Open a certificate, as far as one's relation to its holder reaches.
    SeeCertificate = "certificate.see" for [Apprentice Mentor Reviewer Clerk Steward Quality Manager BankAgent AuditAdmin],
    /// Observe, score and sign, as far as the signing rules allow.
    SignRound = "round.sign" for [Mentor Reviewer Manager],
    /// Pair apprentices with mentors, revoke, grant the founding right to sign.
    ManagePairs = "apprenticeship.manage" for [Manager],
    /// Propose or decide who may teach and sign an item; two different people do it.
    GrantTeaching = "teaching.grant" for [Steward Manager],
    /// Write policy, items, questions.
    WritePolicy = "policy.write" for [Steward],
    /// Approve what somebody else wrote.
    ApprovePolicy = "policy.approve" for [Steward Manager],
    /// Hand in documents for screening and follow one's own cases.
    RunScreening = "screening.run" for [Apprentice Mentor Clerk Steward],
    /// Decide on cases somebody else handed in.
    DecideScreening = "screening.decide" for [Reviewer Manager],
    /// Open a screening case, as far as one's relation to it reaches.
    SeeScreening = "screening.see" for [Apprentice Mentor Reviewer Clerk Steward Manager AuditAdmin],
    /// Set how reviews are held, thresholds of findings, house prices.
    TuneScreening = "screening.tune" for [Manager],
    /// Make and approve exercises with documents.
    MakeExercises = "exercise.make" for [Mentor Reviewer Steward Manager],
    /// Readiness, cover and progress of the own office.
    SeeReports = "reports.see" for [Manager],
    /// Name who holds the posts of the own office.
    ManagePosts = "posts.manage" for [Manager],
    /// Create and disable accounts, change settings, back up.
    ManageAccounts = "accounts.manage" for [SystemAdmin],
    /// Give and take roles, end sessions.
    ManageRights = "rights.manage" for [SecurityAdmin],
    /// See who has an account, in which department and role.
    SeePeople = "people.see" for [Manager SystemAdmin SecurityAdmin AuditAdmin],
    /// The page that lists each security setting.
    SeeSecurity = "security.see" for [SystemAdmin SecurityAdmin AuditAdmin],
    /// Answer complaints and suggestions about the program.
    AnswerFeedback = "feedback.answer" for [Quality SystemAdmin],
    /// Read the audit trail.
    ReadAudit = "audit.read" for [AuditAdmin],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_holds_two_administrator_roles() {
        for a in Role::ALL {
            for b in Role::ALL {
                let both: Roles = [*a, *b].into_iter().collect();
                let expected = a != b && (a.is_administrator() || b.is_administrator());
                assert_eq!(both.conflict().is_some(), expected, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn administrators_neither_sign_nor_decide_nor_approve() {
        for permission in [
            Permission::SignRound,
            Permission::DecideScreening,
            Permission::ApprovePolicy,
            Permission::WritePolicy,
            Permission::ManagePairs,
        ] {
            assert!(permission.roles().iter().all(|role| !role.is_administrator()), "{permission:?}");
        }
    }

    #[test]
    fn codes_are_unique_and_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(*role));
        }
        let codes: std::collections::BTreeSet<_> = Permission::ALL.iter().map(|p| p.code()).collect();
        assert_eq!(codes.len(), Permission::ALL.len());
    }
}
