//! Where one can go: the bar on top, the bar at the bottom of a phone, by permission.

use crate::kernel::{Permission, Roles};

/// Which entry of the bars a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// 今日.
    Today,
    /// 学看练: the board of an apprentice.
    Board,
    /// 带教: the mentor's queue.
    Mentoring,
    /// 政策.
    Policy,
    /// 核验.
    Screening,
    /// 复核.
    Review,
    /// 看板.
    Reports,
    /// 人员.
    People,
    /// 留痕.
    Audit,
    /// 安全.
    Security,
    /// None of them.
    None,
}

struct Entry {
    place: Place,
    href: &'static str,
    key: &'static str,
    icon: &'static str,
    permission: Permission,
}

const ENTRIES: &[Entry] = &[
    Entry {
        place: Place::Today,
        href: "/",
        key: "nav-today",
        icon: "home",
        permission: Permission::OwnAccount,
    },
    Entry {
        place: Place::Board,
        href: "/board",
        key: "nav-board",
        icon: "book",
        permission: Permission::BeApprentice,
    },
    Entry {
        place: Place::Mentoring,
        href: "/mentoring",
        key: "nav-mentoring",
        icon: "people",
        permission: Permission::SignRound,
    },
    Entry {
        place: Place::Policy,
        href: "/search",
        key: "nav-policy",
        icon: "search",
        permission: Permission::ReadPolicy,
    },
    Entry {
        place: Place::Screening,
        href: "/screening",
        key: "nav-screening",
        icon: "scan",
        permission: Permission::RunScreening,
    },
    Entry {
        place: Place::Review,
        href: "/review",
        key: "nav-review",
        icon: "check",
        permission: Permission::DecideScreening,
    },
    Entry {
        place: Place::Reports,
        href: "/reports",
        key: "nav-reports",
        icon: "chart",
        permission: Permission::SeeReports,
    },
    Entry {
        place: Place::People,
        href: "/people",
        key: "nav-people",
        icon: "people",
        permission: Permission::SeePeople,
    },
    Entry {
        place: Place::Audit,
        href: "/audit",
        key: "nav-audit",
        icon: "file",
        permission: Permission::ReadAudit,
    },
    Entry {
        place: Place::Security,
        href: "/security",
        key: "nav-security",
        icon: "shield",
        permission: Permission::SeeSecurity,
    },
];

/// An entry as a page shows it.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Address.
    pub href: &'static str,
    /// Words.
    pub text: String,
    /// Icon name.
    pub icon: super::Icon,
    /// Whether the page lies under it.
    pub current: bool,
}

/// The entries for these roles.
#[must_use]
pub fn items(t: &crate::platform::i18n::Texts, roles: Roles, place: Place) -> Vec<NavItem> {
    ENTRIES
        .iter()
        .filter(|entry| roles.may(entry.permission))
        .map(|entry| NavItem {
            href: entry.href,
            text: t.get(entry.key),
            icon: super::Icon(entry.icon),
            current: entry.place == place,
        })
        .collect()
}
