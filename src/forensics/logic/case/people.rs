//! People and employers over the papers of a case.

use super::{Case, CaseFinding, EMPLOYER, ID_NUMBER, INCOME, Mention, NAME, between, names};
use crate::forensics::Strength;
use crate::forensics::logic::normal::{name, shown};
use crate::forensics::logic::statement::salary::{alike, monthly, payments};
use crate::forensics::logic::{credit_code, id_number, normalise};
use crate::forensics::papers::Kind;

/// Where a person's name and number stand together.
const PAIRS: [(&str, &str); 8] = [
    ("name", "id_number"),
    ("account_name", "id_number"),
    ("buyer", "buyer_id_number"),
    ("co_buyer", "co_buyer_id_number"),
    ("lessor", "lessor_id_number"),
    ("lessee", "lessee_id_number"),
    ("name_a", "id_number_a"),
    ("name_b", "id_number_b"),
];

/// Signs that stand for characters of a masked name.
const MASKS: [char; 6] = ['*', '＊', '×', '#', '?', '■'];
/// As many places of a number differ where it was changed; of two people of one name, more.
const FEW_PLACES: usize = 6;
/// Who stands across from the applicant, and may share a common name.
const OTHER_SIDE: [&str; 1] = ["lessor"];

struct Person<'a> {
    name: String,
    number: String,
    said_name: Mention<'a>,
    said_number: Mention<'a>,
}

pub(super) fn check(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut findings = persons(case);
    findings.extend(employers(case));
    findings.extend(incomes(case));
    findings
}

fn persons(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut people: Vec<Person<'_>> = Vec::new();
    let mut findings: Vec<CaseFinding> = Vec::new();
    for paper in 0..case.papers.len() {
        for (name_key, number_key) in PAIRS {
            let (Some(said_name), Some(said_number)) =
                (case.field(paper, name_key), case.field(paper, number_key))
            else {
                continue;
            };
            // A number that does not satisfy the standard is told by its own check.
            let valid = id_number::parse(said_number.said.text)
                .is_some_and(|parts| parts.check && parts.birth.is_some());
            let [one] =
                names(said_name.said.text).try_into().unwrap_or_else(|_: Vec<String>| [String::new()]);
            // A masked name (张*) is no other name.
            if !valid || one.chars().count() < 2 || one.contains(MASKS) {
                continue;
            }
            let number: String = normalise(said_number.said.text).into_iter().collect();
            let person = Person { name: one, number, said_name, said_number };
            for known in &people {
                let (same_name, same_number) = (known.name == person.name, known.number == person.number);
                if same_number && !same_name {
                    // One character of a name may be misread, or written in another form.
                    let near = alike_names(&known.name, &person.name)
                        || known.name.contains(&person.name)
                        || person.name.contains(&known.name);
                    let strength = if near { Strength::Medium } else { Strength::Strong };
                    let places = [known.said_name, person.said_name];
                    findings.push(between(&NAME, strength, &places, &[("near", yes(near))]));
                } else if same_name && !same_number {
                    let differing: Vec<String> = known
                        .number
                        .chars()
                        .zip(person.number.chars())
                        .enumerate()
                        .filter(|(_, (a, b))| a != b)
                        .map(|(place, _)| (place + 1).to_string())
                        .collect();
                    let facts = [("places", differing.join(", "))];
                    // Two people of one name have numbers of other places and days; a changed number keeps most of
                    // them.
                    let namesakes = differing.len() > FEW_PLACES
                        && OTHER_SIDE.contains(&known.said_name.key)
                            != OTHER_SIDE.contains(&person.said_name.key);
                    findings.push(between(
                        &ID_NUMBER,
                        if namesakes { Strength::Medium } else { Strength::Strong },
                        &[known.said_number, person.said_number],
                        &facts,
                    ));
                }
            }
            if !people.iter().any(|known| known.name == person.name && known.number == person.number) {
                people.push(person);
            }
        }
    }
    findings.truncate(6);
    findings
}

fn yes(flag: bool) -> String {
    crate::forensics::logic::said::yes_no(flag)
}

/// The same length and one character apart.
fn alike_names(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    a.len() == b.len() && a.iter().zip(&b).filter(|(a, b)| a != b).count() == 1
}

/// Whether a paper speaks of the person another one speaks of: same name, where both give one.
fn same_person(case: &Case<'_>, one: usize, two: usize) -> bool {
    let of = |paper: usize| {
        let said = case.field(paper, "name").or_else(|| case.field(paper, "account_name"))?;
        Some(name(said.said.text))
    };
    match (of(one), of(two)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// The employer of a proof against who pays the salary, and one code with two names.
fn employers(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut findings = Vec::new();
    let proofs = case.all(Kind::IncomeProof, "employer");
    for proof in &proofs {
        let employer = name(proof.said.text);
        for (paper, (file, of)) in case.papers.iter().enumerate() {
            if of.kind != Kind::BankStatement || !same_person(case, proof.paper, paper) {
                continue;
            }
            let paid = payments(of);
            let named: Vec<_> = paid.iter().filter(|payment| payment.payer.chars().count() >= 4).collect();
            if named.len() < 3 || named.iter().any(|payment| alike(&payment.payer, &employer)) {
                continue;
            }
            let Some(first) = named.first() else { continue };
            let facts = [("first", shortened(&employer)), ("second", shortened(&first.payer))];
            let mut finding = between(&EMPLOYER, Strength::Medium, &[*proof], &facts);
            finding.places.push(super::CasePlace {
                file: *file,
                paper,
                kind: of.kind,
                key: "counterparty".to_owned(),
                place: first.place,
            });
            finding.finding.facts.insert("second_kind".to_owned(), "bank_statement".to_owned());
            findings.push(finding);
        }
        for other in proofs.iter().filter(|other| other.paper > proof.paper) {
            let code =
                |paper| case.field(paper, "employer_code").map(|code| credit_code::meant(code.said.text));
            let (Some(a), Some(b)) = (code(proof.paper), code(other.paper)) else { continue };
            let second = name(other.said.text);
            if a == b && a.len() == 18 && !alike(&employer, &second) {
                let facts = [("first", shortened(&employer)), ("second", shortened(&second))];
                findings.push(between(&EMPLOYER, Strength::Medium, &[*proof, *other], &facts));
            }
        }
    }
    findings.truncate(4);
    findings
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A proof of income is before tax and insurance, a statement after it: only much more than that is a question.
const PERCENT_ASKED: i128 = 150;
const PERCENT_FAR: i128 = 200;

fn incomes(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut findings = Vec::new();
    for proof in case.all(Kind::IncomeProof, "monthly_income") {
        let Some(told) = proof.said.fen().filter(|fen| *fen > 0) else { continue };
        for (paper, (file, of)) in case.papers.iter().enumerate() {
            if of.kind != Kind::BankStatement || !same_person(case, proof.paper, paper) {
                continue;
            }
            let paid = payments(of);
            let Some(median) = monthly(&paid).filter(|fen| *fen > 0) else { continue };
            let percent = i128::from(told) * 100 / i128::from(median);
            if percent <= PERCENT_ASKED {
                continue;
            }
            let strength = if percent > PERCENT_FAR { Strength::Medium } else { Strength::Weak };
            let facts = [("told", shown(told)), ("paid", shown(median)), ("percent", percent.to_string())];
            let mut finding = between(&INCOME, strength, &[proof], &facts);
            finding.places.push(super::CasePlace {
                file: *file,
                paper,
                kind: of.kind,
                key: "amount".to_owned(),
                place: paid.first().and_then(|payment| payment.place),
            });
            findings.push(finding);
        }
    }
    findings.truncate(4);
    findings
}
