//! Days that cannot be, and days in an order that cannot be, within one paper.
//!
//! Sources: the Gregorian calendar (GB/T 7408); identity cards are valid for 5, 10 or 20 years or for long (居民身份证法,
//! article 5); men marry from 22, women from 20 (民法典, article 1047); a lease runs 20 years at most (article 705).

#![expect(clippy::non_ascii_literal, reason = "the words as papers print them")]

use super::id_number::{Day, Sex, parse};
use super::normal::{Dated, count, date, dense, month, years_between};
use super::said::{Said, at, weighing};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Kind, Paper};
use crate::forensics::{Family, Finding, Strength};

const IMPOSSIBLE: RuleDeclaration = rule("logic.dates.impossible", Strength::Medium);
const FUTURE: RuleDeclaration = rule("logic.dates.future", Strength::Medium);
const ORDER: RuleDeclaration = rule("logic.dates.order", Strength::Medium);
const MONTHS: RuleDeclaration = rule("logic.dates.months", Strength::Weak);
const VALIDITY: RuleDeclaration = rule("logic.dates.validity", Strength::Medium);
const MARRIAGE_AGE: RuleDeclaration = rule("logic.dates.marriage_age", Strength::Medium);

const RULES: [RuleDeclaration; 6] = [IMPOSSIBLE, FUTURE, ORDER, MONTHS, VALIDITY, MARRIAGE_AGE];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// Dates of a paper.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.dates",
    family: Family::Logic,
    version: 1,
    needs: "dates that can be read, and today's",
    blind_to: "a date changed to another that is just as possible",
    off_when: &["nothing-to-compare"],
    rules: &RULES,
};

/// Fields that are days, and whether they may lie after today.
const DAYS: [(&str, bool); 24] = [
    ("period_from", false),
    ("period_to", true),
    ("printed_on", false),
    ("down_payment_on", true),
    ("delivered_on", true),
    ("signed_on", false),
    ("from", true),
    ("to", true),
    ("issued_on", false),
    ("since", false),
    ("born_on", false),
    ("valid_from", false),
    ("valid_to", true),
    ("registered_on", false),
    ("born_a", false),
    ("born_b", false),
    ("term_from", true),
    ("term_to", true),
    ("left_on", true),
    ("opened_on", false),
    ("approved_on", false),
    ("other_date", true),
    ("other_date_2", true),
    ("other_date_3", true),
];

/// Pairs of which the first comes before the second, and whether both may be one day. The pair is a fact: its
/// words stand in the message.
const ORDERS: [(Kind, &str, &str, bool); 17] = [
    (Kind::BankStatement, "period_from", "period_to", true),
    (Kind::BankStatement, "period_from", "printed_on", true),
    (Kind::PurchaseContract, "signed_on", "delivered_on", true),
    (Kind::LeaseContract, "from", "to", false),
    (Kind::IncomeProof, "since", "issued_on", true),
    (Kind::IdCard, "born_on", "valid_from", false),
    (Kind::IdCard, "valid_from", "valid_to", false),
    (Kind::MarriageCertificate, "born_a", "registered_on", false),
    (Kind::MarriageCertificate, "born_b", "registered_on", false),
    (Kind::PropertyCertificate, "term_from", "term_to", false),
    (Kind::PropertyCertificate, "registered_on", "term_to", false),
    (Kind::LeavingProof, "from", "left_on", true),
    (Kind::LeavingProof, "from", "issued_on", true),
    (Kind::HouseholdRegister, "born_on", "issued_on", true),
    (Kind::LeaseContract, "signed_on", "to", true),
    (Kind::BankStatement, "born_on", "printed_on", true),
    (Kind::IncomeProof, "born_on", "since", false),
];

/// Checks the dates of a paper.
///
/// # Errors
/// When it has none.
pub fn check(paper: &Paper, today: Day) -> Result<Vec<Finding>, &'static str> {
    let mut findings = Vec::new();
    let mut any = false;
    for (key, later) in DAYS {
        let Some(said) = Said::field(paper, key) else { continue };
        // A statement's rows are another check's business; its head is looked at here.
        match date(said.text) {
            Dated::Impossible => {
                any = true;
                let text = said.text.trim().chars().take(24).collect();
                findings.push(doubted(at(&IMPOSSIBLE, said.place, &[("date", text)]), &[said]));
            }
            Dated::Day(day) => {
                any = true;
                if day > today && !later {
                    let facts = [("date", day.to_string()), ("today", today.to_string())];
                    findings.push(doubted(at(&FUTURE, said.place, &facts), &[said]));
                }
            }
            Dated::Not => {}
        }
    }
    let day = |key: &str| {
        let said = Said::field(paper, key)?;
        Some((said, date(said.text).day()?))
    };
    for (kind, first, second, same) in ORDERS {
        if kind != paper.kind {
            continue;
        }
        // A month on its own begins on its first day: what comes before that comes before the month.
        let begun = || Said::field(paper, first).and_then(|said| Some((said, month(said.text)?)));
        let (Some((said_a, a)), Some((said_b, b))) = (day(first).or_else(begun), day(second)) else {
            continue;
        };

        if a > b || (a == b && !same) {
            let pair = format!("{first}-{second}");
            let facts = [("pair", pair), ("first", a.to_string()), ("second", b.to_string())];
            findings.push(doubted(at(&ORDER, said_b.place.or(said_a.place), &facts), &[said_a, said_b]));
        }
    }
    match paper.kind {
        Kind::LeaseContract => findings.extend(months(paper, day("from"), day("to"))),
        Kind::IdCard => findings.extend(validity(paper, day("valid_from"), day("valid_to"))),
        Kind::MarriageCertificate => findings.extend(marriage(paper, day("registered_on"))),
        Kind::LeavingProof => findings.extend(early(day("left_on"), day("issued_on"))),
        _ => {}
    }
    if any || !findings.is_empty() { Ok(findings) } else { Err("nothing-to-compare") }
}

/// One digit of a date is easily misread: an unsure one is worth a weak word.
fn doubted(finding: Finding, said: &[Said<'_>]) -> Finding {
    let strength = if said.iter().all(Said::sure) { finding.strength } else { Strength::Weak };
    weighing(finding, strength)
}

type Read<'a> = Option<(Said<'a>, Day)>;

/// The months of a lease against its first and last day.
fn months(paper: &Paper, from: Read<'_>, to: Read<'_>) -> Option<Finding> {
    let ((_, from), (said, to)) = (from?, to?);
    let months_said = Said::field(paper, "months")?;
    let text = dense(months_said.text);
    let number: i64 = text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()?;
    let printed = if text.contains('年') { number.checked_mul(12)? } else { number };
    // From the first of a month to the last of one, or to the same day: a day more or less is no month.
    let days = count(to) - count(from) + 1;
    let wanted = (days * 12 + 182) / 365;
    if !(1..=600).contains(&printed) || (wanted - printed).abs() <= 1 {
        return None;
    }
    let facts = [("expected", wanted.to_string()), ("read", printed.to_string())];
    Some(doubted(at(&MONTHS, months_said.place.or(said.place), &facts), &[said, months_said]))
}

/// Notice is given thirty days ahead (劳动合同法, articles 37 and 40): a proof of leaving is not older than that on
/// the day itself.
const NOTICE: i64 = 31;

/// A proof of leaving issued long before the leaving. One made out ahead is lawful, so this is a hint.
fn early(left: Read<'_>, issued: Read<'_>) -> Option<Finding> {
    let ((said_a, left), (said_b, issued)) = (left?, issued?);
    if count(left) - count(issued) <= NOTICE {
        return None;
    }
    let facts = [
        ("pair", "left_on-issued_on".to_owned()),
        ("first", left.to_string()),
        ("second", issued.to_string()),
    ];
    let place = said_b.place.or(said_a.place);
    Some(weighing(doubted(at(&ORDER, place, &facts), &[said_a, said_b]), Strength::Weak))
}

/// The years an identity card is valid.
fn validity(paper: &Paper, from: Read<'_>, to: Read<'_>) -> Option<Finding> {
    let ((said_a, from), (said_b, to)) = (from?, to?);
    let years = i64::from(to.year) - i64::from(from.year);
    // A card from 29 February ends on the 28th or on 1 March.
    let leap = (from.month, from.day) == (2, 29) && matches!((to.month, to.day), (2, 28) | (3, 1));
    let whole = (from.month, from.day) == (to.month, to.day) || leap;
    let born = Said::field(paper, "id_number").and_then(|said| parse(said.text)?.birth);
    // Below 16 for five years, from 16 on for ten, from 26 on for twenty. The card is asked for some weeks before
    // its first day, so a birthday may lie between.
    let term = |age: i64| match age {
        ..16 => 5,
        16..26 => 10,
        26.. => 20,
    };
    let fits_age = |born: Day| {
        let age = years_between(born, from);
        years == term(age) || years == term(age - 1)
    };
    if whole && matches!(years, 5 | 10 | 20) && born.is_none_or(fits_age) {
        return None;
    }
    let facts = [("first", from.to_string()), ("second", to.to_string())];
    Some(doubted(at(&VALIDITY, said_b.place, &facts), &[said_a, said_b]))
}

/// The ages of a couple on the day of registration.
fn marriage(paper: &Paper, registered: Read<'_>) -> Vec<Finding> {
    let Some((registered_said, registered)) = registered else { return Vec::new() };
    let mut findings = Vec::new();
    for side in ["a", "b"] {
        let Some(number) = Said::field(paper, &format!("id_number_{side}")) else { continue };
        let Some(parts) = parse(number.text).filter(|parts| parts.check) else { continue };
        let Some(birth) = parts.birth else { continue };
        let least = if parts.sex == Sex::Male { 22 } else { 20 };
        let age = years_between(birth, registered);
        // Before 1981 other ages held, and some peoples have rules of their own: two years less.
        let least = if registered.year < 1981 { least - 2 } else { least };
        if age < least - 2 {
            let facts = [("age", age.max(0).to_string()), ("least", least.to_string())];
            findings
                .push(doubted(at(&MARRIAGE_AGE, registered_said.place, &facts), &[registered_said, number]));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::logic::fixture::paper;

    fn today() -> Day {
        Day::new(2026, 3, 5).expect("a day")
    }

    fn found(kind: Kind, fields: &[(&str, &str)]) -> Vec<String> {
        let findings = check(&paper(kind, fields), today()).unwrap_or_default();
        findings.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn days_that_cannot_be() {
        let contract = Kind::PurchaseContract;
        assert_eq!(found(contract, &[("signed_on", "2025年2月29日")]), [IMPOSSIBLE.key]);
        assert_eq!(found(contract, &[("signed_on", "2026-03-06")]), [FUTURE.key]);
        assert!(found(contract, &[("signed_on", "2026-03-05"), ("delivered_on", "2027-12-31")]).is_empty());
        assert_eq!(
            found(contract, &[("signed_on", "2025-03-05"), ("delivered_on", "2024-12-31")]),
            [ORDER.key]
        );
        assert_eq!(check(&paper(contract, &[("total", "1")]), today()), Err("nothing-to-compare"));
    }

    #[test]
    fn leases_and_cards() {
        let lease = |months| {
            found(Kind::LeaseContract, &[("from", "2025-01-01"), ("to", "2025-12-31"), ("months", months)])
        };
        assert!(lease("12").is_empty() && lease("1年").is_empty());
        assert_eq!(lease("24"), [MONTHS.key]);
        let card = |from, to| {
            let number = ("id_number", "11010519491231002X");
            found(Kind::IdCard, &[("valid_from", from), ("valid_to", to), number])
        };
        assert!(card("2006.03.01", "2026.03.01").is_empty());
        assert!(card("2006.03.01", "长期").is_empty());
        assert_eq!(card("2006.03.01", "2016.03.01"), [VALIDITY.key]);
        assert_eq!(card("2006.03.01", "2026.03.11"), [VALIDITY.key]);
        assert!(card("2004.02.29", "2024.02.29").is_empty());
    }

    #[test]
    fn couples_are_of_age() {
        let couple = |day| {
            found(Kind::MarriageCertificate, &[("registered_on", day), ("id_number_a", "11010519491231002X")])
        };
        assert!(couple("1972-01-01").is_empty());
        assert_eq!(couple("1960-01-01"), [MARRIAGE_AGE.key]);
    }
}
