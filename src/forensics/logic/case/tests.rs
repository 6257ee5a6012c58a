//! Cases of invented people: papers that agree, and papers that do not.

#![expect(clippy::non_ascii_literal, reason = "invented people and places")]

use super::*;
use crate::forensics::logic::fixture::{paper, table};

const NUMBER: &str = "11010519491231002X";
const OTHER: &str = "440308199901101512";

fn today() -> Day {
    Day::new(2026, 3, 5).expect("a day")
}

fn found(papers: &[Paper], typed: &[(&str, &str)]) -> Vec<(String, Strength)> {
    let papers: Vec<(usize, Paper)> = papers.iter().cloned().enumerate().collect();
    let typed: Vec<Typed> = typed
        .iter()
        .map(|(key, value)| Typed { key: (*key).to_owned(), value: (*value).to_owned() })
        .collect();
    let findings = check_case(&papers, &typed, today());
    findings.into_iter().map(|found| (found.finding.rule, found.finding.strength)).collect()
}

fn proof(name: &str, number: &str) -> Paper {
    let fields = [
        ("name", name),
        ("id_number", number),
        ("employer", "某某科技有限公司"),
        ("monthly_income", "12,000元"),
        ("issued_on", "2026-02-01"),
    ];
    paper(Kind::IncomeProof, &fields)
}

fn sale(total: &str, area: &str, room: &str) -> Paper {
    let fields = [
        ("contract_number", "YS2026001234"),
        ("seller", "某某房地产开发有限公司"),
        ("buyer", "张某、李某"),
        ("total", total),
        ("building_area", area),
        ("address", room),
        ("signed_on", "2026-01-10"),
    ];
    paper(Kind::PurchaseContract, &fields)
}

fn salaries(payer: &str, amount: i64) -> Paper {
    let mut balance = 100_000;
    let rows: Vec<Vec<String>> = (1..=4)
        .map(|month| {
            balance += amount;
            let shown = crate::forensics::logic::normal::shown;
            vec![
                format!("2025-{month:02}-10"),
                "代发工资".to_owned(),
                shown(amount),
                shown(balance),
                payer.to_owned(),
            ]
        })
        .collect();
    let mut made = paper(Kind::BankStatement, &[("account_name", "张某"), ("id_number", NUMBER)]);
    made.tables.push(table(&["date", "summary", "amount", "balance", "counterparty"], &rows));
    made
}

#[test]
fn people_are_the_same_over_papers() {
    let card = |name, number| paper(Kind::IdCard, &[("name", name), ("id_number", number)]);
    assert_eq!(found(&[proof("张某", NUMBER), card("张 某", NUMBER)], &[]), []);
    assert_eq!(
        found(&[proof("张某", NUMBER), card("王五六", NUMBER)], &[]),
        [(NAME.key.to_owned(), Strength::Strong)]
    );
    assert_eq!(
        found(&[proof("张某", NUMBER), card("张莫", NUMBER)], &[]),
        [(NAME.key.to_owned(), Strength::Medium)]
    );
    assert_eq!(
        found(&[proof("张某", NUMBER), card("张某", OTHER)], &[]),
        [(ID_NUMBER.key.to_owned(), Strength::Strong)]
    );
    // Husband and wife, and a number that was misread.
    assert_eq!(found(&[proof("张某", NUMBER), card("李某", OTHER)], &[]), []);
    assert_eq!(found(&[proof("张某", NUMBER), card("李某", "11010519491231003X")], &[]), []);
}

#[test]
fn masked_and_cut_names_and_namesakes() {
    let card = |name, number| paper(Kind::IdCard, &[("name", name), ("id_number", number)]);
    assert_eq!(found(&[proof("林晓岚", NUMBER), card("林*岚", NUMBER)], &[]), []);
    assert_eq!(
        found(&[proof("林晓岚", NUMBER), card("林晓", NUMBER)], &[]),
        [(NAME.key.to_owned(), Strength::Medium)]
    );
    let lease = |number| paper(Kind::LeaseContract, &[("lessor", "张某"), ("lessor_id_number", number)]);
    assert_eq!(
        found(&[proof("张某", NUMBER), lease(OTHER)], &[]),
        [(ID_NUMBER.key.to_owned(), Strength::Medium)]
    );
}

#[test]
fn a_price_agreed_anew_and_sums_of_another_span() {
    let supplement = |signed: &str| {
        let mut sale = sale("1,900,000", "89.50", "花园路12号502室");
        sale.fields.iter_mut().filter(|field| field.key == "signed_on").for_each(|field| {
            signed.clone_into(&mut field.value);
        });
        found(&[self::sale("2,100,000", "89.50", "花园路12号502室"), sale], &[])
    };
    assert_eq!(supplement("2026-02-20"), [(PRICE.key.to_owned(), Strength::Medium)]);
    assert_eq!(supplement("2026-01-10"), [(PRICE.key.to_owned(), Strength::Strong)]);
    let lease = || paper(Kind::LeaseContract, &[("rent", "9,000.00")]);
    assert_eq!(found(&[lease()], &[("rent", "3000")]), [(TYPED.key.to_owned(), Strength::Weak)]);
    assert_eq!(found(&[lease()], &[("rent", "3500")]), [(TYPED.key.to_owned(), Strength::Strong)]);
}

#[test]
fn facts_never_carry_a_number_or_a_name() {
    let papers =
        [(0, proof("张某", NUMBER)), (1, paper(Kind::IdCard, &[("name", "张某"), ("id_number", OTHER)]))];
    for found in check_case(&papers, &[], today()) {
        assert_eq!((found.places.len(), found.places[1].file), (2, 1));
        for fact in found.finding.facts.values() {
            assert!(
                !fact.contains("张某") && !fact.contains("1101051949") && !fact.contains("4403081999"),
                "{fact}"
            );
        }
    }
}

#[test]
fn employer_and_income_against_the_statement() {
    let proof = || proof("张某", NUMBER);
    assert_eq!(found(&[proof(), salaries("某某科技有限公司", 900_000)], &[]), []);
    assert_eq!(
        found(&[proof(), salaries("另外一家商贸有限公司", 900_000)], &[]),
        [(EMPLOYER.key.to_owned(), Strength::Medium)]
    );
    assert_eq!(
        found(&[proof(), salaries("某某科技有限公司", 500_000)], &[]),
        [(INCOME.key.to_owned(), Strength::Medium)]
    );
    // The statement of the other half of the couple says nothing.
    let mut other = salaries("另外一家商贸有限公司", 100_000);
    other.fields[0].value = "李某".to_owned();
    other.fields[1].value = OTHER.to_owned();
    assert_eq!(found(&[proof(), other], &[]), []);
}

#[test]
fn prices_areas_and_rooms() {
    let room = "某市某区某路12号3幢1单元1201室";
    let one = || sale("2,100,085", "89.53", room);
    assert_eq!(found(&[one(), one()], &[]), []);
    assert_eq!(
        found(&[one(), sale("2,600,085", "89.53", room)], &[]),
        [(PRICE.key.to_owned(), Strength::Strong)]
    );
    let invoice = |number: &str, total: &str, day: &str| {
        let seller = ("seller", "某某房地产开发有限公司");
        paper(Kind::VatInvoice, &[seller, ("invoice_number", number), ("total", total), ("issued_on", day)])
    };
    let parts = [one(), invoice("1", "630,000", "2026-01-12"), invoice("2", "1,470,085", "2026-02-12")];
    assert_eq!(found(&parts, &[]), []);
    let twice = [one(), invoice("1", "2,100,085", "2026-01-12"), invoice("1", "2,100,085", "2026-01-12")];
    assert_eq!(found(&twice, &[]), []);
    let more = [one(), invoice("1", "2,600,085", "2026-01-12")];
    assert_eq!(found(&more, &[]), [(PRICE.key.to_owned(), Strength::Medium)]);
    assert_eq!(
        found(&[one(), invoice("1", "1", "2025-01-12")], &[]),
        [(DATE.key.to_owned(), Strength::Medium)]
    );
    let held = |area, address| paper(Kind::PropertyCertificate, &[("area", area), ("address", address)]);
    assert_eq!(found(&[one(), held("90.02㎡", room)], &[]), []);
    assert_eq!(found(&[one(), held("120.02㎡", room)], &[]), [(AREA.key.to_owned(), Strength::Medium)]);
    let other = "某市某区某路12号3幢1单元1301室";
    assert_eq!(found(&[one(), held("89.53", other)], &[]), [(ADDRESS.key.to_owned(), Strength::Medium)]);
}

#[test]
fn a_proof_of_work_after_leaving() {
    let left = |day| {
        paper(Kind::LeavingProof, &[("name", "张某"), ("employer", "某某科技有限公司"), ("left_on", day)])
    };
    assert_eq!(found(&[proof("张某", NUMBER), left("2026-02-20")], &[]), []);
    assert_eq!(
        found(&[proof("张某", NUMBER), left("2025-12-31")], &[]),
        [(DATE.key.to_owned(), Strength::Medium)]
    );
}

#[test]
fn what_was_typed() {
    let papers = [proof("张某", NUMBER), sale("2,100,085", "89.53", "某市某区某路12号3幢1单元1201室")];
    let fine = [
        ("person", "李某"),
        ("person_id_number", NUMBER),
        ("total", "2100085.00元"),
        ("purchase_contract.building_area", "89.53平方米"),
        ("address", "某市某区某路12号3幢1单元1201室"),
        ("signed_on", "2026年1月10日"),
        ("contract_number", "ys2026001234"),
        ("employer", "某某科技有限公司"),
        ("rent", "3000"),
    ];
    assert_eq!(found(&papers, &fine), []);
    for (key, value, strength) in [
        ("total", "2600085", Strength::Strong),
        ("purchase_contract.total", "26万元", Strength::Strong),
        ("contract_number", "YS2026001235", Strength::Strong),
        ("person", "王五", Strength::Medium),
        ("person_id_number", OTHER, Strength::Medium),
        ("signed_on", "2026-01-11", Strength::Medium),
        ("address", "某市某区某路12号3幢1单元1202室", Strength::Medium),
    ] {
        assert_eq!(found(&papers, &[(key, value)]), [(TYPED.key.to_owned(), strength)], "{key}");
    }
    assert_eq!(found(&papers, &[("income_proof.total", "1")]), []);
}

#[test]
fn an_unsure_reading_is_never_strong() {
    let mut two = sale("2,600,085", "89.53", "某市某区某路12号3幢1单元1201室");
    two.fields[3].confidence = 0.9;
    let one = sale("2,100,085", "89.53", "某市某区某路12号3幢1单元1201室");
    assert_eq!(found(&[one, two], &[]), [(PRICE.key.to_owned(), Strength::Medium)]);
}

#[test]
fn a_value_that_says_nothing_is_not_compared() {
    for (key, value, wanted) in [
        ("purchase_contract.total", "1,800,000.00", true),
        ("total", "不少", false),
        ("signed_on", "2026年5月17日", true),
        ("signed_on", "五月", false),
        ("building_area", "100平方米", true),
        ("person", "张某", true),
        ("person", " ", false),
        ("person_id_number", NUMBER, true),
        ("invoice_number", "-", false),
    ] {
        assert_eq!(comparable(key, value), wanted, "{key} {value}");
    }
}
