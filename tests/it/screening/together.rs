//! What only the papers of a case together can say: over several files, against the business system, against the
//! table of prices, and read anew as another kind.

use chrono::Duration;
use shifu::features::screening;
use shifu::forensics::papers::Kind;
use shifu::forensics::reading::text::{PageText, Source};

use super::read::{NAME, NUMBER, of, paper, piece, word};
use super::{add_read, entries, hand_in_read, one, rows_of, untouched, values};
use crate::harness::{Hall, Page, each_engine};

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

fn rules(hall: &Hall, path: &str, aside: bool) -> Vec<String> {
    let shown = if aside { "IS NOT NULL" } else { "IS NULL" };
    values(
        hall,
        &format!(
            "SELECT rule AS value FROM screening_finding WHERE case_id = '{}' AND rule LIKE 'logic.%' AND \
             set_aside {shown} ORDER BY rule",
            id(path)
        ),
    )
}

fn action(page: &Page, ends: &str) -> String {
    let text = page.text();
    let mut found = text.split("action=\"").map(|part| part.split('"').next().unwrap_or_default());
    found.find(|action| action.ends_with(ends)).unwrap_or_else(|| panic!("no {ends}: {text}")).to_owned()
}

/// Contract and certificate of one dwelling with these areas.
fn dwelling(hall: &Hall, sold: &str, held: &str) -> String {
    let mut clerk = hall.person("jingban");
    let (one, two) = (untouched(61), untouched(62));
    let contract = [
        ("contract_number", "HT2026001234"),
        ("buyer", NAME),
        ("address", "岚浦市城东区望潮路18号3幢502室"),
        ("building_area", sold),
        ("total", "1,800,000.00"),
        ("usage", "成套住宅"),
        ("estate", "禾苗家园"),
        ("signed_on", "2026-05-17"),
    ];
    let certificate = [("owner", NAME), ("address", "岚浦市城东区望潮路18号3幢502室"), ("area", held)];
    let file = ("合同.jpg", "image/jpeg", one.as_slice());
    let report = of(&one, vec![paper(Kind::PurchaseContract, &contract)]);
    let path = hand_in_read(&mut clerk, &[], file, &report, &[]);
    let report = of(&two, vec![paper(Kind::PropertyCertificate, &certificate)]);
    add_read(&mut clerk, &path, ("证书.jpg", "image/jpeg", &two), &report);
    path
}

#[test]
fn papers_of_two_files_are_held_against_each_other() {
    each_engine(|hall| {
        let path = dwelling(hall, "100.00", "120.00");
        assert_eq!(rules(hall, &path, false), ["logic.case.area"]);
        assert_eq!(entries(hall, "screening.case-checked", &path), 1);
        let mut clerk = hall.person("jingban");
        let page = clerk.open(&format!("{path}?page=101"));
        assert!(
            page.shows("合同面积100.00平方米，证书面积120.00平方米")
                && page.shows("第2个文件第1页（不动产权证书）")
                && page.shows(&format!("{path}?page=201")),
            "{}",
            page.text()
        );
        // On the page of the other paper its place is drawn, and the way back leads to the first.
        let page = clerk.open(&format!("{path}?page=201"));
        assert!(
            page.shows("class=\"box-n\">1<") && page.shows("第1个文件第1页（购房合同）"),
            "{}",
            page.text()
        );
        let finding = one(
            hall,
            &format!(
                "SELECT id AS value FROM screening_finding WHERE rule = 'logic.case.area' AND case_id = '{}'",
                id(&path)
            ),
        );
        let compare = clerk.open(&format!("{path}/beside/{finding}"));
        assert!(compare.shows("/pages/101/preview") && compare.shows("/pages/201/preview"));
        // The API says the same.
        let (status, case) = crate::api::read(hall, "jingban", &format!("/api/v1{path}"));
        let told =
            &case["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "logic.case.area").unwrap();
        assert_eq!((status, told["page"].as_i64(), told["other_page"].as_i64()), (200, Some(101), Some(201)));
        assert_eq!(case["files"][0]["checks"].as_array().map(Vec::is_empty), Some(false));

        // Corrected, the finding goes; a second person is asked to look.
        let page = clerk.open(&format!("{path}?page=201"));
        let field = format!(
            "SELECT id AS value FROM screening_field WHERE key = 'area' AND case_id = '{}'",
            id(&path)
        );
        let name = format!("field-{}", one(hall, &field));
        let form = action(&page, "/fields");
        let page = clerk.act(&form, &[(name.as_str(), "100.00")]);
        assert!(page.shows("1处疑点不再成立"), "{}", page.text());
        assert!(rules(hall, &path, false).is_empty());
        let page = clerk.act(&form, &[(name.as_str(), "130.00")]);
        assert!(page.shows("证书面积130.00平方米"));
        // What somebody marked stays with what he said of it.
        let finding = one(
            hall,
            &format!(
                "SELECT id AS value FROM screening_finding WHERE rule = 'logic.case.area' AND case_id = '{}'",
                id(&path)
            ),
        );
        clerk.act(&format!("{path}/findings/{finding}"), &[("outcome", "explained"), ("cause", "other")]);
        clerk.act(&form, &[(name.as_str(), "131.00")]);
        assert_eq!(rules(hall, &path, false), ["logic.case.area"]);
    });
}

#[test]
fn what_was_typed_is_sealed_compared_masked_and_erased() {
    each_engine(|hall| {
        let path = dwelling(hall, "100.00", "100.00");
        let mut clerk = hall.person("jingban");
        let page = clerk.open(&path);
        assert!(page.shows("业务系统里的内容") && page.shows("typed-total") && !page.shows("typed-rent"));
        let form = action(&page, "/typed");
        let page = clerk.act(
            &form,
            &[("typed-person", NAME), ("typed-person_id_number", NUMBER), ("typed-total", "1,500,000.00")],
        );
        assert_eq!(rules(hall, &path, false), ["logic.case.typed"]);
        assert!(page.shows("录入1,500,000.00，材料1,800,000.00"), "{}", page.text());
        assert!(!page.shows(NUMBER) && page.shows("110***********002X"));
        assert!(page.shows("name=\"typed-total\"") && !page.shows("name=\"typed-person\""));
        assert_eq!(entries(hall, "screening.typed", &path), 1);
        assert_eq!(clerk.post(&form, &[("typed-loan", "不少")]).status, 422);
        assert_eq!(clerk.post(&form, &[("typed-passport", "1")]).status, 404);
        assert!(clerk.post(&form, &[("typed-total", "1,500,000.00")]).shows("没有改动"));

        let reveal = format!("{path}/typed/reveal");
        assert_eq!(clerk.post(&reveal, &[("purpose", "")]).status, 422);
        let before = entries(hall, "screening.revealed", &path);
        let whole = clerk.post(&reveal, &[("purpose", "compare")]).expect(200);
        assert!(whole.shows(NUMBER) && whole.shows("name=\"typed-person\""));
        assert_eq!(entries(hall, "screening.revealed", &path), before + 1);
        assert!(!clerk.open(&path).shows(NUMBER), "shown once");
        let payloads = values(hall, "SELECT payload AS value FROM audit_event");
        assert!(!payloads.iter().any(|payload| payload.contains(NUMBER) || payload.contains(NAME)));
        let sealed = values(hall, "SELECT value_sealed AS value FROM screening_typed");
        assert!(sealed.iter().all(|value| !value.contains(NAME) && !value.contains("1,500,000")));
        // Who only audits neither types nor reveals; a stranger sees no such case.
        let mut auditor = hall.person("shenji");
        let page = auditor.open(&path);
        assert!(page.shows("1,500,000.00") && !page.shows("/typed\"") && !page.shows("/typed/reveal"));
        assert_eq!(auditor.post(&reveal, &[("purpose", "compare")]).status, 403);
        assert_eq!(hall.person("jingban2").post(&form, &[("typed-total", "1")]).status, 404);
        let (_, case) = crate::api::read(hall, "jingban", &format!("/api/v1{path}"));
        let typed = case["typed"].as_array().unwrap();
        assert!(typed.iter().any(|one| one["key"] == "person_id_number" && one["masked"] == true));

        // Put right, the finding goes; a second person looks at such a case.
        let page = clerk.act(&form, &[("typed-total", "1,800,000.00")]);
        assert!(rules(hall, &path, false).is_empty() && page.shows("1处疑点不再成立"), "{}", page.text());
        clerk.act(&form, &[("typed-total", "")]);
        assert_eq!(rows_of(hall, "screening_typed", &path), "2");
        hall.pass(Duration::days(200));
        screening::sweep(&hall.site).unwrap();
        hall.run_jobs();
        assert_eq!(rows_of(hall, "screening_typed", &path), "0");
    });
}

#[test]
fn pages_of_one_statement_in_two_files_are_checked_as_one() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let (one, two) = (untouched(63), untouched(64));
        let head =
            [("account_name", NAME), ("account_number", "6222020000001234567"), ("total_in", "3,000.00")];
        let first = [
            ("2026-03-01", "1,000.00", "11,000.00"),
            ("2026-03-02", "-200.00", "10,800.00"),
            ("2026-03-03", "-300.00", "10,500.00"),
            ("2026-03-04", "-100.00", "10,400.00"),
        ];
        let second = [
            ("2026-03-05", "2,000.00", "12,400.00"),
            ("2026-03-06", "-400.00", "12,000.00"),
            ("2026-03-07", "-500.00", "11,500.00"),
        ];
        let report = of(&one, vec![piece(&head, &first)]);
        let path = hand_in_read(&mut clerk, &[], ("流水1.jpg", "image/jpeg", &one), &report, &[]);
        assert_eq!(rules(hall, &path, false), ["logic.statement.total"], "alone the total seems wrong");
        let report = of(&two, vec![piece(&[], &second)]);
        add_read(&mut clerk, &path, ("流水2.jpg", "image/jpeg", &two), &report);
        assert!(rules(hall, &path, false).is_empty());
        assert_eq!(rules(hall, &path, true), ["logic.statement.total"], "kept, not shown");
        let page = clerk.open(&path);
        assert!(page.shows("同一份流水的前后页") && !page.shows("合计与逐行相加"), "{}", page.text());
        let (_, case) = crate::api::read(hall, "jingban", &format!("/api/v1{path}"));
        let kept = case["findings"].as_array().unwrap();
        assert!(kept.iter().any(|one| one["set_aside"] == "joined"));
        // Nobody withdrew anything: the pages did.
        let withdrawn = format!(
            "SELECT CAST(SUM(withdrawn) AS TEXT) AS value FROM screening_document WHERE case_id = '{}'",
            id(&path)
        );
        assert_eq!(super::one(hall, &withdrawn), "0");
        // Corrected so that the pages no longer go on, what the first page said is shown again.
        let paper = format!(
            "SELECT p.id AS value FROM screening_paper p JOIN screening_document d ON d.id = p.document_id \
             WHERE p.case_id = '{}' AND d.position = 2",
            id(&path)
        );
        let paper = super::one(hall, &paper);
        clerk.act(&format!("{path}/papers/{paper}/rows/0.0"), &[("cell-1", "2,050.00")]);
        assert!(rules(hall, &path, true).is_empty());
        assert!(rules(hall, &path, false).contains(&"logic.statement.total".to_owned()));
    });
}

const PRICES: &str = "区,小区,别名,房屋类型,月份,低位单价,中位单价,高位单价,成交笔数,来源,截至日期\n\
    城东区,禾苗家园,,住宅,2026-05,12000,13500,15000,23,成交登记,2026-06-30\n\
    城东区,禾苗家园,,住宅,2026-04,12000,13000,15000,20,成交登记,2026-05-30\n\
    城东区,,,住宅,2026-05,9000,12000,16000,410,成交登记,2026-06-30\n";

#[test]
fn the_price_of_a_contract_is_held_against_the_table_in_force() {
    each_engine(|hall| {
        let path = dwelling(hall, "100.00", "100.00");
        assert!(rules(hall, &path, false).is_empty(), "no table, no finding");
        let mut manager = hall.person("zhuguan");
        let bring = [("pasted", PRICES), ("act", "bring-in"), ("reason", "上半年的成交登记")];
        manager.upload("/prices/import", &bring, &[]).expect(303);
        manager.act("/prices/1/in-force", &[]);
        let path = dwelling(hall, "100.00", "100.00");
        assert_eq!(rules(hall, &path, false), ["logic.price.outside"]);
        let mut clerk = hall.person("jingban");
        let page = clerk.open(&path);
        assert!(
            page.shows("每平方米18,000.00元，高于同期参照范围")
                && page.shows("参照取自同一小区2026-05的成交")
                && page.shows("前一年里可比的2组参照，中位低于这个价的有2组"),
            "{}",
            page.text()
        );
        let text = page.text();
        let link = text.split("href=\"").find(|part| part.starts_with("/prices?")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let asked = clerk.open(&link);
        assert!(
            asked.shows("同一小区") && asked.shows("13,500.00") && asked.shows("13,000.00"),
            "{}",
            asked.text()
        );
        // Far above is medium, within is silent.
        let field = format!(
            "SELECT id AS value FROM screening_field WHERE key = 'total' AND case_id = '{}'",
            id(&path)
        );
        let (form, name) = (action(&page, "/fields"), format!("field-{}", one(hall, &field)));
        clerk.act(&form, &[(name.as_str(), "2,500,000.00")]);
        assert_eq!(rules(hall, &path, false), ["logic.price.far"]);
        clerk.act(&form, &[(name.as_str(), "1,350,000.00")]);
        assert!(rules(hall, &path, false).is_empty());
    });
}

#[test]
fn a_corrected_kind_is_read_anew_and_taken_back_whole() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(65);
        let line = |text: &str, y: u32| {
            word(
                text,
                shifu::forensics::Region {
                    x: 30,
                    y,
                    width: 16 * u32::try_from(text.chars().count()).unwrap(),
                    height: 20,
                },
                0.99,
            )
        };
        let mut report = of(&bytes, vec![paper(Kind::Other, &[("note", "读作别的")])]);
        report.pages[0].text = Some(PageText {
            source: Source::Picture,
            turns: 0,
            words: vec![
                line("收入证明", 20),
                line("姓名：闻人知远", 60),
                line("身份证号：11010519491231002X", 100),
                line("月收入：12000.00元", 140),
                line("岚浦市禾苗科技有限公司", 200),
                line("2026年3月1日", 240),
            ],
        });
        let path = hand_in_read(&mut clerk, &[], ("证明.jpg", "image/jpeg", &bytes), &report, &[]);
        let page = clerk.open(&path);
        let kind = action(&page, "/kind");
        let page = clerk.act(&kind, &[("kind", "income_proof")]);
        assert!(
            page.shows("身份号码") && page.shows("110***********002X") && page.shows("月收入"),
            "{}",
            page.text()
        );
        assert!(!page.shows("读作别的"));
        let field = format!(
            "SELECT id AS value FROM screening_field WHERE key = 'monthly_income' AND case_id = '{}'",
            id(&path)
        );
        let name = format!("field-{}", one(hall, &field));
        let page = clerk.act(&action(&page, "/fields"), &[(name.as_str(), "13,000.00")]);
        assert!(page.shows("13,000.00"));
        // Back, and again: nothing read or said is lost.
        let page = clerk.act(&kind, &[("kind", "other")]);
        assert!(page.shows("读作别的") && !page.shows("13,000.00"), "{}", page.text());
        let page = clerk.act(&kind, &[("kind", "income_proof")]);
        assert!(page.shows("13,000.00"));
        assert_eq!(rows_of(hall, "screening_paper", &path), "2", "read anew once");
        assert_eq!(entries(hall, "screening.kind-corrected", &path), 3);
    });
}
