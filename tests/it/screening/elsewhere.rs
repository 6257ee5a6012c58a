//! The same number, table, seal, photo or wording in another case.

use chrono::Duration;
use shifu::features::screening;
use shifu::forensics::papers::{Field, Kind, Paper};
use shifu::forensics::reading::text::{Flat, PageText, Point, Source, Word};
use shifu::forensics::{Part, PartKind, Region, Report};

use super::{examined_as, rows_of, untouched};
use crate::harness::{Persona, each_engine};

fn paper(kind: Kind, fields: &[(&str, &str)]) -> Paper {
    let field = |(key, value): &(&str, &str)| Field {
        key: (*key).to_owned(),
        value: (*value).to_owned(),
        place: None,
        confidence: 0.99,
    };
    Paper {
        kind,
        confidence: 0.9,
        pages: vec![0],
        fields: fields.iter().map(field).collect(),
        tables: Vec::new(),
    }
}

fn word(text: &str, x: f32, y: f32) -> Word {
    let corners =
        [(0.0, 0.0), (90.0, 0.0), (90.0, 12.0), (0.0, 12.0)].map(|(a, b)| Point { x: x + a, y: y + b });
    let flat = Flat { x, y, width: 90.0, height: 12.0 };
    Word { text: text.to_owned(), corners, flat, confidence: 1.0, glyphs: Vec::new() }
}

fn text(words: &[String]) -> PageText {
    let words = words.iter().zip(0_u8..).map(|(text, n)| word(text, 10.0, 10.0 + f32::from(n) * 14.0));
    PageText { source: Source::Picture, turns: 0, words: words.collect() }
}

fn part(kind: PartKind, phash: u64, dhash: u64) -> Part {
    let region = Region { x: 0, y: 0, width: 400, height: 400 };
    Part { kind, region, phash: format!("{phash:016x}"), dhash: format!("{dhash:016x}"), print: None }
}

/// Detail enough to be compared.
const DHASH: u64 = 0x0f0f_3355_aa55_0ff0;

fn hand_in(
    persona: &mut Persona<'_>,
    reference: &str,
    seed: u64,
    change: impl FnOnce(&mut Report),
) -> String {
    let bytes = untouched(seed);
    let fields: &[(&str, &str)] = if reference.is_empty() { &[] } else { &[("reference", reference)] };
    examined_as(persona, fields, ("材料.jpg", "image/jpeg", &bytes), change)
}

#[test]
fn a_contract_number_of_another_applicant_is_strong_and_ones_own_is_not() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let contract = |number: &str| {
            paper(Kind::PurchaseContract, &[("contract_number", number), ("seller", "岚浦置业有限公司")])
        };
        let first = hand_in(&mut clerk, "TQ-1", 51, |r| r.papers = vec![contract("岚房网签20260012345号")]);
        assert!(!clerk.open(&first).shows("同一个编号在别的核验件里"));
        // Written with spaces and wide digits it is the same number.
        let other = hand_in(&mut clerk, "TQ-2", 52, |r| {
            r.papers = vec![contract("岚房网签 ２０２６００１２３４５ 号")];
        });
        let page = clerk.open(&other);
        assert!(page.shows("同一个编号在别的核验件里") && page.shows("合同编号"), "{}", page.text());
        assert!(page.shows("两件的业务参考号不同") && page.shows("较可信") && page.shows("等待复核"));
        let again = hand_in(&mut clerk, "TQ-1", 53, |r| r.papers = vec![contract("岚房网签20260012345号")]);
        let page = clerk.open(&again);
        assert!(
            page.shows("同一个编号在别的核验件里") && page.shows("两件的业务参考号相同"),
            "{}",
            page.text()
        );
        // A short number without its seller is a counter of many.
        let plain = |r: &mut Report| {
            r.papers = vec![paper(Kind::PurchaseContract, &[("contract_number", "2026-001")])];
        };
        hand_in(&mut clerk, "TQ-3", 54, plain);
        let short = hand_in(&mut clerk, "TQ-4", 55, plain);
        assert!(!clerk.open(&short).shows("同一个编号"));
        // The prints say nothing: no number lies open.
        let open = super::values(hall, "SELECT print AS value FROM screening_trace");
        assert!(!open.is_empty() && open.iter().all(|print| print.len() == 64));
    });
}

#[test]
fn a_table_is_found_by_its_figures_and_not_by_its_layout() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let figures =
            |from: u32| (from..from + 24).map(|n| format!("{}.{:02}", n * 37, n % 100)).collect::<Vec<_>>();
        let table = |from: u32, bits: u64| {
            move |r: &mut Report| {
                r.pages[0].text = Some(text(&figures(from)));
                r.pages[0].parts = vec![part(PartKind::Table, 0x1234_5678_9abc_def0 ^ bits, DHASH)];
            }
        };
        hand_in(&mut clerk, "TQ-1", 61, table(1_000, 0));
        let same = hand_in(&mut clerk, "TQ-2", 62, table(1_000, 0b11_1111));
        let page = clerk.open(&same);
        assert!(
            page.shows("与别的核验件里的一张表相同") && page.shows("表里的数字有100%相同"),
            "{}",
            page.text()
        );
        assert!(page.shows("较可信"));
        // The same bank, the same layout, other figures.
        let layout = hand_in(&mut clerk, "TQ-3", 63, table(5_000, 0b1));
        assert!(!clerk.open(&layout).shows("一张表相同"));
    });
}

#[test]
fn a_seal_of_two_employers_and_a_photo_of_two_people_are_found() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let seal = |employer: &'static str, bits: u64| {
            move |r: &mut Report| {
                r.pages[0].parts = vec![part(PartKind::Seal, 0xfeed_0123_4567_89ab ^ bits, DHASH)];
                r.papers = vec![paper(Kind::IncomeProof, &[("employer", employer)])];
            }
        };
        hand_in(&mut clerk, "TQ-1", 71, seal("岚浦禾苗食品有限公司", 0));
        let own = hand_in(&mut clerk, "TQ-2", 72, seal("岚浦禾苗食品有限公司", 0b1));
        assert!(!clerk.open(&own).shows("同一枚印章"), "two employees of one firm");
        let other = hand_in(&mut clerk, "TQ-3", 73, seal("岚浦远山建材有限公司", 0b1_0011));
        let page = clerk.open(&other);
        assert!(
            page.shows("同一枚印章图样在别的核验件里") && page.shows("单位名称读出来不一样"),
            "{}",
            page.text()
        );
        let far = hand_in(&mut clerk, "TQ-4", 74, seal("岚浦星河贸易有限公司", 0x7fff));
        assert!(!clerk.open(&far).shows("同一枚印章"));

        let photo = |number: &'static str| {
            move |r: &mut Report| {
                r.pages[0].parts = vec![part(PartKind::Photo, 0x0bad_cafe_4567_89ab, DHASH)];
                r.papers = vec![paper(Kind::IdCard, &[("id_number", number)])];
            }
        };
        hand_in(&mut clerk, "", 75, photo("11010519491231002X"));
        let twice = hand_in(&mut clerk, "", 76, photo("440524188001010014"));
        let page = clerk.open(&twice);
        assert!(page.shows("同一张照片在别的核验件里") && page.shows("较可信"), "{}", page.text());
    });
}

#[test]
fn what_a_case_is_found_by_goes_with_it() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let change = |r: &mut Report| {
            r.pages[0].parts = vec![part(PartKind::Seal, 0xfeed_0123_4567_89ab, DHASH)];
            r.papers = vec![paper(Kind::VatInvoice, &[("invoice_number", "26442000000012345678")])];
        };
        let first = hand_in(&mut clerk, "TQ-1", 81, change);
        assert_ne!(rows_of(hall, "screening_part", &first), "0");
        assert_ne!(rows_of(hall, "screening_trace", &first), "0");
        hall.pass(Duration::days(200));
        screening::sweep(&hall.site).unwrap();
        hall.run_jobs();
        for table in ["screening_part", "screening_trace", "screening_opinion", "screening_measure"] {
            assert_eq!(rows_of(hall, table, &first), "0", "{table}");
        }
        let mut clerk = hall.person("jingban");
        let later = hand_in(&mut clerk, "TQ-2", 82, change);
        assert!(!clerk.open(&later).shows("同一个编号"));
    });
}
