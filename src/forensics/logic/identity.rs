//! Numbers of people, firms and cards wherever they stand on a paper: the checks of the numbers themselves, with
//! what is printed beside them, and the place and certainty of the reading.

use super::id_number::{Beside, Day, Sex};
use super::normal::{date, dense, is_masked};
use super::said::{POOR, Said, weighing, yes_no};
use super::{Misread, bank_card, credit_code, id_number};
use crate::forensics::papers::{Kind, Paper};
use crate::forensics::{Finding, Strength};

/// Identity numbers with the birth date and the sex printed beside them.
const PEOPLE: [(&str, &str, &str); 11] = [
    ("id_number", "born_on", "sex"),
    ("id_number_a", "born_a", "sex_a"),
    ("id_number_b", "born_b", "sex_b"),
    ("buyer_id_number", "", ""),
    ("co_buyer_id_number", "", ""),
    ("lessor_id_number", "", ""),
    ("lessee_id_number", "", ""),
    ("owner_id_number", "", ""),
    ("other_id_number", "", ""),
    ("other_id_number_2", "", ""),
    ("other_id_number_3", "", ""),
];
/// Where an invoice to a person has his number.
const PAYERS: [&str; 2] = ["buyer_code", "seller_code"];
const FIRMS: [&str; 6] =
    ["seller_code", "buyer_code", "employer_code", "other_code", "other_code_2", "other_code_3"];

fn sex(text: &str) -> Option<Sex> {
    match dense(text).as_str() {
        "男" => Some(Sex::Male),
        "女" => Some(Sex::Female),
        _ => None,
    }
}

/// A finding of a number put at its place and weighed by its reading.
fn placed(finding: Finding, said: &Said<'_>, misreads: &[Misread]) -> Finding {
    let explained = !misreads.is_empty();
    let doubtful = (explained && !said.sure()) || said.confidence < POOR;
    let strength = if doubtful { finding.strength.min(Strength::Medium) } else { finding.strength };
    let mut finding = Finding {
        page: said.place.map(|place| place.page),
        region: said.place.map(|place| place.region),
        ..finding
    };
    finding.facts.insert("sure".to_owned(), yes_no(said.sure()));
    weighing(finding, strength)
}

/// Checks identity numbers; `None` when there are none.
#[must_use]
pub fn people(paper: &Paper, today: Day) -> Option<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut any = false;
    // A code of a unit may happen to look like a number of a person: then it holds as a code.
    let payer = |said: &Said<'_>| {
        let text = dense(said.text).to_uppercase();
        let unit = credit_code::is_classed(&text) && credit_code::check(&text).is_empty();
        text.chars().count() == 18 && id_number::is_built(&text) && !unit
    };
    let payers = PAYERS.into_iter().filter(|key| Said::field(paper, key).is_some_and(|said| payer(&said)));
    for (key, birth, sex_key) in PEOPLE.into_iter().chain(payers.map(|key| (key, "", ""))) {
        let Some(said) = Said::field(paper, key).filter(|said| personal(paper.kind, key, said.text)) else {
            continue;
        };
        any = true;
        let field = |key: &str| Said::field(paper, key).map(|said| said.text);
        let beside = Beside {
            birth: field(birth).and_then(|text| date(text).day()),
            sex: field(sex_key).and_then(sex),
            today: Some(today),
        };
        let misreads = id_number::misreads(said.text, Some(today));
        for finding in id_number::check(said.text, &beside) {
            // What is printed beside the number was read as well: an unsure reading of either explains it.
            let other = match finding.rule.as_str() {
                "logic.id_number.birth_date_differs" => Said::field(paper, birth),
                "logic.id_number.sex_differs" => Said::field(paper, sex_key),
                _ => None,
            };
            let finding = placed(finding, &said, &misreads);
            let unsure = other.is_some_and(|other| !other.sure()) || (other.is_some() && !said.sure());
            let strength = if unsure { finding.strength.min(Strength::Medium) } else { finding.strength };
            findings.push(weighing(finding, strength));
        }
    }
    any.then_some(findings)
}

/// Whether a field holds a number of the mainland's residents: buyers may be firms, and passports and permits have
/// numbers of their own.
fn personal(kind: Kind, key: &str, text: &str) -> bool {
    let text = dense(text);
    if is_masked(&text) {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_ascii_alphabetic() && !matches!(c, 'X' | 'x')).count();
    // On an identity card there is nothing else it could be.
    (kind == Kind::IdCard && key == "id_number") || (digits >= 14 && letters <= 1)
}

/// Checks credit codes; `None` when there are none.
#[must_use]
pub fn firms(paper: &Paper) -> Option<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut any = false;
    for key in FIRMS {
        let Some(said) = Said::field(paper, key) else { continue };
        let text = dense(said.text).to_uppercase();
        // Before 2018 tax numbers of 15 to 20 characters stood in the same field, and persons put their own there.
        let lived = |birth: Day| (1900..2100).contains(&birth.year);
        let person = id_number::parse(&text).is_some_and(|parts| parts.birth.is_some_and(lived));
        if text.chars().count() != 18 || person || is_masked(&text) {
            continue;
        }
        any = true;
        let misreads = credit_code::misreads(&text);
        let found = credit_code::check(&text).into_iter().map(|finding| placed(finding, &said, &misreads));
        findings.extend(found);
    }
    any.then_some(findings)
}

/// Checks card numbers, only where they are labelled as such; `None` when there are none.
#[must_use]
pub fn cards(paper: &Paper) -> Option<Vec<Finding>> {
    let said = Said::field(paper, "card_number").filter(|said| !is_masked(said.text))?;
    let misreads = bank_card::misreads(said.text);
    Some(bank_card::check(said.text).into_iter().map(|finding| placed(finding, &said, &misreads)).collect())
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "fields as papers print them")]
mod tests {
    use super::*;
    use crate::forensics::logic::fixture::paper;

    fn today() -> Day {
        Day::new(2026, 3, 5).expect("a day")
    }

    fn found(fields: &[(&str, &str)]) -> Option<Vec<Finding>> {
        people(&paper(Kind::IdCard, fields), today())
    }

    #[test]
    fn numbers_are_checked_with_what_is_printed_beside_them() {
        let good = [("id_number", "11010519491231002X"), ("born_on", "1949年12月31日"), ("sex", "女")];
        assert_eq!(found(&good), Some(Vec::new()));
        let man = [good[0], good[1], ("sex", "男")];
        let findings = found(&man).expect("a number");
        assert_eq!(findings[0].rule, "logic.id_number.sex_differs");
        assert!(findings[0].region.is_some() && findings[0].strength == Strength::Strong);
        assert_eq!(found(&[("name", "某人")]), None);
        assert_eq!(found(&[("id_number", "110105********002X")]), None);
    }

    #[test]
    fn an_unsure_reading_of_one_character_is_no_strong_finding() {
        let mut card = paper(Kind::IdCard, &[("id_number", "11010519491231003X")]);
        assert_eq!(people(&card, today()).expect("a number")[0].strength, Strength::Strong);
        card.fields[0].confidence = 0.9;
        assert_eq!(people(&card, today()).expect("a number")[0].strength, Strength::Medium);
    }

    #[test]
    fn codes_of_firms_and_numbers_of_persons_share_a_field() {
        let with = |code| firms(&paper(Kind::VatInvoice, &[("buyer_code", code)]));
        assert_eq!(with("91350100M000100Y43"), Some(Vec::new()));
        assert_eq!(with("91350100M000100Y44").map(|found| found.len()), Some(1));
        assert_eq!(with("11010519491231002X"), None);
        assert_eq!(with("110105123456789"), None);
        let payer = |code| people(&paper(Kind::VatInvoice, &[("buyer_code", code)]), today());
        assert_eq!(payer("11010519491231002X"), Some(Vec::new()));
        assert_eq!(payer("110105194912310021").map(|found| found.len()), Some(1));
        assert_eq!(payer("91350100M000100Y44"), None);
        // By chance the checks of a code hold on a wrong number of a person; nobody registers bodies under 22.
        assert!(credit_code::check("220102197605267695").is_empty());
        assert_eq!(payer("220102197605267695").map(|found| found.len()), Some(1));
        // All figures, and nobody was born in 5358.
        assert_eq!(with("126101535812053880").map(|found| found.len()), Some(1));
        let card = |number| cards(&paper(Kind::BankStatement, &[("card_number", number)]));
        assert_eq!(card("4111 1111 1111 1111"), Some(Vec::new()));
        assert_eq!(card("4111 **** **** 1111"), None);
        assert_eq!(card("4111 1111 1111 1112").map(|found| found.len()), Some(1));
    }
}
