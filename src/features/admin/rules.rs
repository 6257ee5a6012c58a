//! What pages of administration decide without asking anybody.

use chrono::{Days, NaiveDate};

use crate::features::accounts::Person;
use crate::features::audit::{Break, Head, SearchFilter};
use crate::kernel::clock::Zone;
use crate::kernel::{Actor, Fault, Permission, Role, Roles};
use crate::platform::i18n::Texts;

/// The department a reader of the list of people is bound to; `None` sees all. A manager sees the own office.
pub(super) fn scope(actor: &Actor) -> Option<&str> {
    let everywhere =
        [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin].iter().any(|role| actor.is(*role));
    (!everywhere).then_some(actor.department.as_str())
}

/// What the list of people is filtered by; the address holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PeopleFilter {
    /// Part of a name, log-in name or number.
    pub text: String,
    /// Department id.
    pub department: String,
    /// Role code.
    pub role: String,
    /// `active`, `waiting` or `disabled`.
    pub state: String,
}

/// The state of an account as a word.
pub(super) fn state(person: &Person) -> &'static str {
    if person.disabled_at.is_some() {
        "disabled"
    } else if person.must_change_password {
        "waiting"
    } else {
        "active"
    }
}

impl PeopleFilter {
    /// Whether a person is to be listed.
    pub(super) fn fits(&self, person: &Person, roles: Roles) -> bool {
        let text = self.text.to_lowercase();
        let has = |value: &str| value.to_lowercase().contains(&text);
        (text.is_empty() || has(&person.name) || has(&person.username) || has(&person.employee_no))
            && (self.department.is_empty() || self.department == person.department_id)
            && (self.role.is_empty() || Role::from_code(&self.role).is_some_and(|role| roles.contains(role)))
            && (self.state.is_empty() || self.state == state(person))
    }
}

/// A head as printed on certificates and pages.
pub(super) fn head_text(head: &Head) -> String {
    format!("{}:{}", head.seq, head.hash)
}

/// Reads a printed head; empty is none.
///
/// # Errors
/// An input fault on `head`.
pub(super) fn read_head(text: &str) -> Result<Option<Head>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Fault::field("head", "head-form");
    let (seq, hash) = text.split_once(':').ok_or_else(wrong)?;
    let seq = seq.trim().parse().map_err(|error| wrong().because(error))?;
    let hash = hash.trim().to_lowercase();
    let fine = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if fine { Ok(Some(Head { seq, hash })) } else { Err(wrong()) }
}

/// What is wrong with the trail, as a sentence.
pub(super) fn break_text(t: Texts, found: &Break) -> String {
    let seq = found.seq();
    match found {
        Break::OutOfSequence { .. } => t.with("audit-bad-sequence", &[("seq", &seq)]),
        Break::WrongPredecessor { .. } => t.with("audit-bad-predecessor", &[("seq", &seq)]),
        Break::WrongHash { .. } => t.with("audit-bad-hash", &[("seq", &seq)]),
        Break::HeadDiffers { .. } => t.with("audit-bad-end", &[("seq", &seq)]),
        Break::ExportedHeadDiffers { .. } => t.with("audit-bad-exported", &[("seq", &seq)]),
    }
}

/// What the page of the trail was asked for, as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct TrailForm {
    /// Log-in name or id of a person.
    pub actor: String,
    /// Beginning of the kind.
    pub kind: String,
    /// Id of the thing.
    pub subject: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Entries before this number.
    pub before: String,
}

impl TrailForm {
    /// The filter, with days of the hall's clock. `actor` is the person behind the typed name.
    ///
    /// # Errors
    /// An input fault naming the field.
    pub(super) fn filter(&self, zone: Zone, actor: Option<String>) -> Result<SearchFilter, Fault> {
        let day = |text: &str, field: &'static str| -> Result<Option<NaiveDate>, Fault> {
            if text.is_empty() {
                return Ok(None);
            }
            text.parse().map(Some).map_err(|error| Fault::field(field, "date-form").because(error))
        };
        let midnight = |day: NaiveDate| zone.moment(day.and_time(chrono::NaiveTime::MIN));
        let word = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(SearchFilter {
            actor,
            kind: word(&self.kind),
            subject: word(&self.subject),
            from: day(&self.from, "from")?.map(midnight),
            // The last day is meant whole.
            to: day(&self.to, "to")?.and_then(|day| day.checked_add_days(Days::new(1))).map(midnight),
            before: self.before.parse().ok(),
        })
    }

    /// Which fields were used, for the entry about the look itself.
    pub(super) fn used(&self) -> String {
        let named = [
            ("actor", &self.actor),
            ("kind", &self.kind),
            ("subject", &self.subject),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let used: Vec<&str> =
            named.iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| *name).collect();
        used.join(",")
    }
}

/// Whether the actor changes anything about people, or only looks.
pub(super) fn may_change_people(actor: &Actor) -> bool {
    actor.may(Permission::ManageAccounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role) -> Actor {
        Actor { roles: [role].into_iter().collect(), department: "east".to_owned(), ..Actor::system() }
    }

    #[test]
    fn a_manager_sees_the_own_office() {
        assert_eq!(scope(&actor(Role::Manager)), Some("east"));
        for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
            assert_eq!(scope(&actor(role)), None);
        }
    }

    #[test]
    fn a_printed_head_is_a_number_and_a_hash() {
        let hash = "ab".repeat(32);
        let head = read_head(&format!("12:{}", hash.to_uppercase())).unwrap().unwrap();
        assert_eq!((head.seq, head.hash.as_str()), (12, hash.as_str()));
        assert_eq!(read_head(&head_text(&head)).unwrap(), Some(head));
        assert_eq!(read_head("").unwrap(), None);
        for bad in ["12", "x:ab", "12:", &format!("12:{}g", &hash[1..])] {
            assert!(read_head(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn days_of_a_search_are_whole_days_of_the_hall() {
        let form = TrailForm { from: "2026-11-22".into(), to: "2026-11-22".into(), ..TrailForm::default() };
        let filter = form.filter(Zone::default(), None).unwrap();
        assert_eq!(filter.to.unwrap() - filter.from.unwrap(), chrono::Duration::days(1));
        assert_eq!(filter.from.unwrap().to_string(), "2026-11-21 16:00:00");
        assert_eq!(form.used(), "from,to");
        let wrong = TrailForm { from: "yesterday".into(), ..TrailForm::default() };
        assert_eq!(wrong.filter(Zone::default(), None).unwrap_err().fields[0].field, "from");
    }
}
