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

/// A part of 政策: its address, what else lies under it, its text and who may open it.
struct Tab {
    href: &'static str,
    also: &'static [&'static str],
    key: &'static str,
    permission: Permission,
}

const POLICY_TABS: &[Tab] = &[
    Tab { href: "/search", also: &["/terms"], key: "tab-search", permission: Permission::ReadPolicy },
    Tab { href: "/policies", also: &[], key: "tab-policies", permission: Permission::ReadPolicy },
    Tab { href: "/items", also: &["/notice"], key: "tab-items", permission: Permission::ReadPolicy },
    Tab { href: "/faq", also: &[], key: "tab-faq", permission: Permission::ReadPolicy },
    Tab { href: "/asks", also: &[], key: "tab-asks", permission: Permission::OwnLearning },
    Tab { href: "/forms", also: &[], key: "tab-forms", permission: Permission::ReadPolicy },
    Tab { href: "/notes", also: &[], key: "tab-notes", permission: Permission::OwnLearning },
    Tab { href: "/routines", also: &[], key: "tab-routines", permission: Permission::OwnLearning },
    Tab {
        href: "/upkeep",
        also: &["/reviews", "/search/log", "/terms"],
        key: "tab-upkeep",
        permission: Permission::WritePolicy,
    },
    Tab { href: "/synonyms", also: &[], key: "tab-synonyms", permission: Permission::WritePolicy },
    Tab { href: "/questions", also: &[], key: "tab-questions", permission: Permission::ApprovePolicy },
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

/// The parts of 政策 for these roles; `path` says which one the page belongs to.
#[must_use]
pub fn policy_tabs(t: &crate::platform::i18n::Texts, roles: Roles, path: &str) -> Vec<NavItem> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let under =
        |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let tabs: Vec<&Tab> = POLICY_TABS.iter().filter(|tab| roles.may(tab.permission)).collect();
    // What lies under several belongs to the last of them: words are kept by who has the upkeep.
    let current = tabs.iter().rposition(|tab| under(tab.href) || tab.also.iter().any(|place| under(place)));
    tabs.iter()
        .enumerate()
        .map(|(at, tab)| NavItem {
            href: tab.href,
            text: t.get(tab.key),
            icon: super::Icon("book"),
            current: current == Some(at),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Role;
    use crate::platform::i18n::{Lang, Texts};

    #[test]
    fn one_tab_stands_for_each_page_and_it_is_one_the_reader_has() {
        let current = |role: Role, path: &str| -> Vec<&'static str> {
            let tabs = policy_tabs(&Texts::new(Lang::ZhCn), std::iter::once(role).collect(), path);
            tabs.into_iter().filter(|tab| tab.current).map(|tab| tab.href).collect()
        };
        assert_eq!(current(Role::Steward, "/terms?word=a"), ["/upkeep"]);
        assert_eq!(current(Role::Clerk, "/terms"), ["/search"]);
        assert_eq!(current(Role::Steward, "/search/log"), ["/upkeep"]);
        assert_eq!(current(Role::Steward, "/policies/drafts/1"), ["/policies"]);
    }
}
