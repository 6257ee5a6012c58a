//! Seals that fit, seals of others, seals badly read.

use proptest::prelude::*;

use super::*;
use crate::forensics::Region;
use crate::forensics::logic::fixture;

const FIRM_A: &str = "西安蓝岸电子有限公司";
const FIRM_B: &str = "成都卓越纺织股份有限公司";

fn sealed(kind: Kind, own: &[(&str, &str)], seals: &[(&str, &str, f32)]) -> Paper {
    let mut paper = fixture::paper(kind, own);
    for (number, (name, line, confidence)) in (0_u32..).zip(seals) {
        let place = Some(Place {
            page: 0,
            region: Region { x: 300, y: 400 + number * 200, width: 160, height: 160 },
        });
        for (key, value) in [("seal_name", name), ("seal_line", line)] {
            if !value.is_empty() {
                paper.fields.push(Field {
                    key: key.to_owned(),
                    value: (*value).to_owned(),
                    place,
                    confidence: *confidence,
                });
            }
        }
    }
    paper
}

fn rules(paper: &Paper) -> Vec<(String, Strength)> {
    check(paper).unwrap().into_iter().map(|finding| (finding.rule, finding.strength)).collect()
}

#[test]
fn another_firms_seal_on_a_proof_is_a_place_to_look_at() {
    let paper = sealed(Kind::IncomeProof, &[("employer", FIRM_A)], &[(FIRM_B, "", 0.99)]);
    assert_eq!(rules(&paper), [("logic.seal.name".to_owned(), Strength::Medium)]);
    let found = check(&paper).unwrap().remove(0);
    assert_eq!(found.region.map(|region| region.y), Some(400));
    assert!(!found.counts);
    // Read less surely it weighs less, and badly read it says nothing.
    let paper = |confidence| sealed(Kind::IncomeProof, &[("employer", FIRM_A)], &[(FIRM_B, "", confidence)]);
    assert_eq!(rules(&paper(0.96)), [("logic.seal.name".to_owned(), Strength::Weak)]);
    assert!(rules(&paper(0.9)).is_empty());
}

#[test]
fn the_same_firm_misread_shortened_or_by_its_branch_is_none() {
    for seal in [
        FIRM_A,
        "西安蓝岸电于有限公司",
        "西安蓝崖电于有限公司",
        "西安蓝岸电子有限责任公司",
        "西安蓝岸电子有限公司长安分公司",
        "西安蓝岸电子",
        "（西安）蓝岸电子有限公司",
        "安蓝岸电子有限公司",
    ] {
        let paper = sealed(Kind::IncomeProof, &[("employer", FIRM_A)], &[(seal, "人事专用章", 0.99)]);
        assert!(rules(&paper).is_empty(), "{seal}");
    }
}

#[test]
fn seals_of_others_that_belong_there_are_none() {
    for (kind, key, seal) in [
        (Kind::PurchaseContract, "seller", "成都安居房地产经纪有限公司"),
        (Kind::PurchaseContract, "seller", "成都市武侯区住房和城乡建设局"),
        (Kind::IncomeProof, "employer", "四川众信人力资源有限公司"),
        (Kind::VatInvoice, "seller", "国家税务总局成都市税务局"),
        (Kind::LeaseContract, "lessor", "成都市武侯区浆洗街社区居民委员会"),
    ] {
        let paper = sealed(kind, &[(key, FIRM_A)], &[(seal, "", 0.99)]);
        assert!(rules(&paper).is_empty(), "{seal}");
    }
    // One seal that fits, beside one of another.
    let two =
        sealed(Kind::PurchaseContract, &[("seller", FIRM_A)], &[(FIRM_B, "", 0.99), (FIRM_A, "", 0.99)]);
    assert!(rules(&two).is_empty());
    // One that could not be read may be the one that fits.
    let blurred =
        sealed(Kind::PurchaseContract, &[("seller", FIRM_A)], &[(FIRM_B, "", 0.99), ("公", "", 0.6)]);
    assert!(rules(&blurred).is_empty());
    // A person lets; a firm's seal says nothing against him.
    let person = sealed(Kind::LeaseContract, &[("lessor", "张禾苗")], &[(FIRM_B, "", 0.99)]);
    assert!(rules(&person).is_empty());
}

#[test]
fn a_banks_branch_is_the_bank_and_another_bank_is_not() {
    let paper = |seal| sealed(Kind::BankStatement, &[("bank", "云岭银行")], &[(seal, "业务专用章", 0.99)]);
    assert!(rules(&paper("云岭银行股份有限公司昆明翠湖支行")).is_empty());
    assert_eq!(rules(&paper("滨海商业银行股份有限公司")), [("logic.seal.name".to_owned(), Strength::Medium)]);
    assert!(rules(&paper(FIRM_B)).is_empty(), "no bank: nothing to compare");
}

#[test]
fn a_seal_for_another_purpose_is_weak_and_the_firms_own_fits_everywhere() {
    let paper = |line, confidence| {
        let own = [("seller", FIRM_A)];
        sealed(Kind::VatInvoice, &own, &[(FIRM_A, line, confidence)])
    };
    assert_eq!(rules(&paper("合同专用章", 0.99)), [("logic.seal.kind".to_owned(), Strength::Weak)]);
    for (line, confidence) in [("发票专用章", 0.99), ("", 0.99), ("合同专用章", 0.8), ("(1)", 0.99)]
    {
        assert!(rules(&paper(line, confidence)).is_empty(), "{line}");
    }
    let proof = sealed(Kind::IncomeProof, &[("employer", FIRM_A)], &[(FIRM_A, "财务专用章", 0.99)]);
    assert!(rules(&proof).is_empty());
}

#[test]
fn without_seals_or_a_firm_there_is_nothing_to_say() {
    let none = sealed(Kind::IncomeProof, &[("employer", FIRM_A)], &[]);
    assert_eq!(check(&none), Err("nothing-to-compare"));
    let card = sealed(Kind::IdCard, &[("name", "张禾苗")], &[(FIRM_B, "", 0.99)]);
    assert_eq!(check(&card), Err("no-such-paper"));
}

proptest! {
    #[test]
    fn likeness_is_symmetric_and_full_for_equals(a in "[甲乙丙丁]{0,8}", b in "[甲乙丙丁]{0,8}") {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        prop_assert_eq!(likeness(&a, &b), likeness(&b, &a));
        prop_assert!(likeness(&a, &b) <= 100);
        prop_assert!(a.is_empty() || likeness(&a, &a) == 100);
    }

    #[test]
    fn two_misread_characters_of_a_dozen_are_no_finding(at in 0_usize..8, then in 0_usize..8) {
        let mut read: Vec<char> = "西安蓝岸电子科技有限公司".chars().collect();
        read[at] = '未';
        read[then] = '末';
        let read: String = read.into_iter().collect();
        let own = [("employer", "西安蓝岸电子科技有限公司")];
        let paper = sealed(Kind::IncomeProof, &own, &[(&read, "", 0.99)]);
        prop_assert!(rules(&paper).is_empty(), "{}", read);
    }
}
