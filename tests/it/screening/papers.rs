//! What was read: kept sealed, shown masked, corrected on record, checked again.

use chrono::Duration;
use shifu::features::screening;
use shifu::forensics::{EarlierPage, PageEdit};

use super::read::{NAME, NUMBER, ONE_OFF, statement};
use super::{batch, entries, hand_in_read, one, seen, untouched, values};
use crate::harness::{Engine, Hall, Page, Persona, each_engine};

const FILE: (&str, &str) = ("收入证明.jpg", "image/jpeg");

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// The row of a table that belongs to a case.
fn of_case(hall: &Hall, table: &str, path: &str) -> String {
    one(hall, &format!("SELECT id AS value FROM {table} WHERE case_id = '{}'", id(path)))
}

/// The address a form of the page posts to, by its end.
fn action(page: &Page, ends: &str) -> String {
    let text = page.text();
    let found = text.split("action=\"").map(|part| part.split('"').next().unwrap_or_default());
    found
        .map(str::to_owned)
        .find(|action| action.ends_with(ends))
        .unwrap_or_else(|| panic!("no {ends}: {text}"))
}

fn input(page: &Page, value: &str) -> String {
    let text = page.text();
    let at = text.find(&format!("value=\"{value}\"")).unwrap_or_else(|| panic!("no {value}"));
    let name = text[..at].rfind("name=\"").unwrap() + 6;
    text[name..name + text[name..].find('"').unwrap()].to_owned()
}

#[test]
fn a_kind_is_corrected_in_one_press_and_a_field_has_the_checks_run_again() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(41);
        let path = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let page = clerk.open(&path);
        assert!(
            page.shows("收入证明") && page.shows("识别把握62%") && page.shows("请确认种类"),
            "{}",
            page.text()
        );
        assert!(page.shows("岚浦银行") && page.shows("请核对读数") && page.shows("11,200.00"));
        let page = clerk.act(&action(&page, "/kind"), &[("kind", "bank_statement"), ("page", "101")]);
        assert!(page.shows("确认"), "{}", page.text());
        assert!(!page.shows("请确认种类") && page.shows("期初余额"), "fields of the kind can be added");
        assert_eq!(clerk.post(&action(&page, "/kind"), &[("kind", "passport")]).status, 422);

        // Personal values carry no input until they are asked for with a purpose.
        let fields = action(&page, "/fields");
        assert!(!page.shows(NUMBER) && page.shows("110***********002X"));
        let reveal = action(&page, "/reveal");
        assert_eq!(clerk.post(&reveal, &[("purpose", "")]).status, 422);
        assert_eq!(entries(hall, "screening.revealed", &path), 0);
        let whole = clerk.post(&reveal, &[("purpose", "compare"), ("page", "101")]).expect(200);
        assert!(whole.shows(NUMBER) && whole.shows(NAME));
        assert_eq!(whole.headers["cache-control"], "no-store");
        assert_eq!(entries(hall, "screening.revealed", &path), 1);
        let field = input(&whole, NUMBER);

        // One digit off: the check digit speaks, at its place.
        let page = clerk.act(&fields, &[(field.as_str(), ONE_OFF), ("page", "101")]);
        assert!(
            page.shows("校验位应为") && page.shows("等待复核") && page.shows("请核对读数"),
            "{}",
            page.text()
        );
        assert!(!page.shows(ONE_OFF) && !page.shows(NUMBER), "masked again");
        assert!(page.shows("读作110***********002X"), "what was read stands beside it");
        let score =
            format!("SELECT CAST(score AS TEXT) AS value FROM screening_case WHERE id = '{}'", id(&path));
        assert_eq!(one(hall, &score), "96");
        // Back: the finding goes, the case stays with the second person.
        let page = clerk.act(&fields, &[(field.as_str(), NUMBER)]);
        assert!(
            !page.shows("校验位应为") && page.shows("1处疑点不再成立") && page.shows("等待复核"),
            "{}",
            page.text()
        );
        assert_ne!(one(hall, &score), "96", "the score falls with its reason");
        assert_eq!(clerk.post(&format!("{path}/close"), &[]).status, 422);
        assert!(clerk.post(&fields, &[(field.as_str(), NUMBER)]).shows("没有改动"));
        for (kind, count) in
            [("screening.kind-corrected", 1), ("screening.reading-corrected", 2), ("screening.rechecked", 3)]
        {
            assert_eq!(entries(hall, kind, &path), count, "{kind}");
        }
        // No value stands in the trail, and none lies open in the database.
        let payloads = values(hall, "SELECT payload AS value FROM audit_event");
        assert!(!payloads.iter().any(|payload| payload.contains(NUMBER) || payload.contains(ONE_OFF)));
        if hall.engine == Engine::Sqlite {
            for file in ["shifu.db", "shifu.db-wal"] {
                let bytes = std::fs::read(hall.site.config.data.join(file)).unwrap_or_default();
                for secret in [NUMBER, ONE_OFF, NAME, "11,200.00"] {
                    let open = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                    assert!(!open, "{secret} lies open in {file}");
                }
            }
        }
    });
}

#[test]
fn a_decision_waits_for_what_was_corrected_since() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(42);
        let path = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, ONE_OFF), &[]);
        let page = clerk.open(&path);
        let (fields, typed) = (action(&page, "/fields"), action(&page, "/typed"));
        let bank = input(&page, "岚浦银行");
        clerk.act(&fields, &[(bank.as_str(), "岚浦城市银行")]);
        clerk.act(&typed, &[("typed-person", "许景行")]);
        let page = clerk.open(&path);
        clerk.act(&action(&page, "/ask-review"), &[("reason", "号码看不清")]);
        let mut reviewer = hall.person("fuhe");
        reviewer.open("/review");
        reviewer.act(&format!("{path}/claim"), &[]);
        let decide = |reviewer: &mut Persona<'_>, mark: &str| {
            let form = [("decision", "accept"), ("reason", "核对过原件"), ("seen", mark)];
            reviewer.post(&format!("{path}/decide"), &form)
        };
        // As many corrections and typed values as before, and other ones.
        for (form, field, value) in
            [(&fields, bank.as_str(), "岚浦商业银行"), (&typed, "typed-person", "许景和")]
        {
            let mark = seen(&reviewer.open(&path));
            clerk.act(form, &[(field, value)]);
            assert!(decide(&mut reviewer, &mark).shows("新的标记或备注"), "{field}");
        }
        // Who only audits corrects and reveals nothing.
        let mut auditor = hall.person("shenji");
        let page = auditor.open(&path);
        assert!(page.shows("岚浦商业银行"), "{}", page.text());
        assert!(!page.shows("/reveal\"") && !page.shows("/fields\""), "{}", page.text());
        let document = of_case(hall, "screening_document", &path);
        assert_eq!(
            auditor.post(&format!("{path}/documents/{document}/reveal"), &[("purpose", "compare")]).status,
            403
        );
        let mut stranger = hall.person("jingban2");
        assert_eq!(
            stranger.post(&format!("{path}/documents/{document}/reveal"), &[("purpose", "compare")]).status,
            404
        );
        let mark = seen(&reviewer.open(&path));
        decide(&mut reviewer, &mark).expect(303);
    });
}

#[test]
fn a_row_is_corrected_and_a_missing_field_is_added() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(43);
        let path = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let page = clerk.open(&path);
        assert!(page.shows("白*远") && !page.shows("白知远"));
        let paper = of_case(hall, "screening_paper", &path);
        let page = clerk.open(&format!("{path}?row={paper}.0.1"));
        assert!(page.shows("更正第2行") && page.shows("name=\"cell-2\"") && !page.shows("name=\"cell-3\""));
        let page = clerk.act(&action(&page, "/rows/0.1"), &[("cell-1", "-200.00"), ("cell-2", "10,000.00")]);
        assert!(page.shows("10,000.00") && page.shows("已更正"), "{}", page.text());
        assert_eq!(clerk.post(&format!("{path}/papers/{paper}/rows/0.9"), &[("cell-1", "1")]).status, 404);
        let more = format!("{path}/papers/{paper}/more");
        let page = clerk.act(&more, &[("key", "monthly_income"), ("value", "12,000.00")]);
        assert!(page.shows("月收入") && page.shows("补填"));
        let page = clerk.act(&more, &[("key", "monthly_income_words"), ("value", "壹万元整")]);
        assert!(page.shows("大写与小写金额不一致"), "{}", page.text());
        assert_eq!(clerk.post(&more, &[("key", "loan"), ("value", "1")]).status, 422, "of another kind");
        // The printed sheet shows kind, fields masked and versions.
        let sheet = clerk.open(&format!("{path}/print"));
        assert!(
            sheet.shows("收入证明") && sheet.shows("110***********002X") && sheet.shows("shifu-forensics")
        );
        assert!(!sheet.shows(NUMBER));
    });
}

#[test]
fn layers_stand_in_the_address_and_the_words_show_no_number() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(44);
        let path = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let page = clerk.open(&path);
        assert!(!page.shows("viewer-words") && page.shows("value=\"words,heat,findings\""));
        let page = clerk.open(&format!("{path}?layers=words,fields"));
        assert!(
            page.shows("viewer-words")
                && page.shows("流水")
                && page.shows("data-layer=\"heat\" aria-pressed=\"false\"")
        );
        assert!(!page.shows("6222020000001234567") && !page.shows(NUMBER));
        assert!(!page.shows(NAME), "what stands where a name was read is hidden");
        let field = format!(
            "SELECT id AS value FROM screening_field WHERE key = 'bank' AND case_id = '{}'",
            id(&path)
        );
        let field = one(hall, &field);
        let page = clerk.open(&format!("{path}?page=101&field={field}"));
        assert!(page.shows(&format!("data-at=\"{field}\"")) && page.shows("fill=\"#0b57d0\""));
        let document = of_case(hall, "screening_document", &path);
        let whole = clerk
            .post(
                &format!("{path}/documents/{document}/reveal"),
                &[("purpose", "compare"), ("layers", "words")],
            )
            .expect(200);
        assert!(whole.shows("6222020000001234567"));
    });
}

#[test]
fn the_other_end_is_shown_to_who_may_see_it_and_named_to_who_may_not() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(45);
        let first = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let again = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let page = clerk.open(&again);
        let beside = |page: &Page| {
            let text = page.text();
            let links = text.split("href=\"").map(|part| part.split('"').next().unwrap_or_default());
            links
                .map(str::to_owned)
                .find(|link| link.contains("/beside/"))
                .unwrap_or_else(|| panic!("{text}"))
        };
        let compare = clerk.open(&beside(&page));
        assert!(compare.shows(&format!("{first}/pages/101/preview")), "{}", compare.text());
        assert!(compare.shows(&format!("{again}/pages/101/preview")) && compare.shows("data-compare"));
        let before = entries(hall, "screening.viewed", &first);
        clerk.open(&beside(&page));
        assert_eq!(
            entries(hall, "screening.viewed", &first),
            before + 1,
            "the look at the other is on record"
        );

        let mut other = hall.person("jingban2");
        let third = hand_in_read(&mut other, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let page = other.open(&third);
        let compare = other.open(&beside(&page));
        assert!(
            compare.shows("你没有权限查看")
                && compare.shows("HY-")
                && !compare.shows(&format!("{first}/pages"))
        );
        assert_eq!(other.get(&beside(&clerk.open(&again))).status, 404);
        let mut reviewer = hall.person("fuhe");
        assert!(reviewer.open(&beside(&page)).shows("/pages/101/preview"));
    });
}

#[test]
fn an_earlier_revision_stands_beside_the_page_with_what_changed() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(46);
        let report = statement(&bytes, NUMBER);
        let region = shifu::forensics::Region { x: 40, y: 40, width: 180, height: 20 };
        let earlier = EarlierPage {
            revision: 2,
            page: 0,
            width: report.pages[0].width,
            height: report.pages[0].height,
            preview: report.pages[0].preview.clone(),
            changes: vec![PageEdit { region, before: "8,000.00".to_owned(), after: "18,000.00".to_owned() }],
        };
        let path = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &report, &[earlier]);
        let page = clerk.open(&path);
        assert!(page.shows("看以前的版本"));
        let page = clerk.open(&format!("{path}/pages/101/earlier"));
        assert!(page.shows("8,000.00") && page.shows("18,000.00") && page.shows("第1版"), "{}", page.text());
        let picture = clerk.open(&format!("{path}/pages/101/earlier-1"));
        assert!(picture.bytes.starts_with(b"\x89PNG"));
        assert_eq!(clerk.get(&format!("{path}/pages/101/earlier-2")).status, 404);
        assert_eq!(hall.person("jingban2").get(&format!("{path}/pages/101/earlier")).status, 404);
    });
}

#[test]
fn what_was_read_goes_with_the_case() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(47);
        let path = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let page = clerk.open(&path);
        let bank = input(&page, "岚浦银行");
        clerk.act(&action(&page, "/fields"), &[(bank.as_str(), "岚浦商业银行")]);
        hall.pass(Duration::days(200));
        screening::sweep(&hall.site).unwrap();
        hall.run_jobs();
        let case = path.rsplit('/').next().unwrap();
        for table in ["text", "paper", "field", "cell", "earlier"] {
            let query = format!("SELECT case_id AS value FROM screening_{table} WHERE case_id = '{case}'");
            assert!(values(hall, &query).is_empty(), "{table}");
        }
        assert_eq!(entries(hall, "screening.erased", &path), 1);
        let page = hall.person("jingban").open(&path);
        assert!(page.shows("已到期删除") && !page.shows("岚浦商业银行"));
    });
}

#[test]
fn programs_read_the_same_report_masked() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let bytes = untouched(48);
        let path = hand_in_read(&mut clerk, &[], (FILE.0, FILE.1, &bytes), &statement(&bytes, NUMBER), &[]);
        let address = format!("/api/v1{path}");
        let (status, case) = crate::api::read(hall, "jingban", &format!("{address}?words=1"));
        assert_eq!(status, 200, "{case}");
        assert_eq!(case["files"][0]["papers"][0]["recognised"], "income_proof");
        let fields = case["files"][0]["papers"][0]["fields"].as_array().unwrap();
        let number = fields.iter().find(|field| field["key"] == "id_number").unwrap();
        assert_eq!(
            (number["value"].as_str(), number["masked"].as_bool()),
            (Some("110***********002X"), Some(true))
        );
        assert_eq!(number["check_reading"], true);
        let words = case["files"][0]["pages"][0]["words"].as_array().unwrap();
        assert!(words.iter().any(|word| word["text"] == "流水"));
        let text = case.to_string();
        assert!(!text.contains(NUMBER) && !text.contains(NAME) && !text.contains("6222020000001234567"));
        assert_eq!(crate::api::read(hall, "jingban2", &address).0, 404);
        let (status, list) = crate::api::read(hall, "jingban", "/api/v1/screening");
        assert!(status == 200 && list["cases"].as_array().is_some_and(|cases| !cases.is_empty()));
    });
}

#[test]
fn an_event_stream_tells_when_the_examination_is_over() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let mark = batch(&mut clerk);
        let sent = clerk.upload("/screening", &[("batch", &mark)], &[(FILE.0, FILE.1, &untouched(49))]);
        let path = sent.location.split('?').next().unwrap().to_owned();
        let progress = format!("{path}/progress");
        assert!(clerk.open(&progress).shows("排队中"), "without a stream the fragment");
        let cookies = clerk.cookies().iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        let (base, stream) = (hall.base.clone(), progress.clone());
        let listening = std::thread::spawn(move || {
            let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
            let request = agent.get(format!("{base}{stream}")).header("Cookie", cookies);
            let mut answer = request.header("Accept", "text/event-stream").call().unwrap();
            let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
            (kind, answer.body_mut().read_to_string().unwrap())
        });
        std::thread::sleep(std::time::Duration::from_millis(300));
        hall.run_jobs();
        let (kind, told) = listening.join().unwrap();
        assert_eq!(kind, "text/event-stream");
        assert!(told.ends_with("event: done\ndata: 1\n\n"), "{told}");
        assert!(clerk.open(&progress).shows("data-go"));
        // Nobody listens to the cases of others.
        assert_eq!(hall.person("jingban2").get(&progress).status, 404);
    });
}

#[test]
fn reading_and_examining_are_two_steps() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let mark = batch(&mut clerk);
        let sent = clerk.upload("/screening", &[("batch", &mark)], &[(FILE.0, FILE.1, &untouched(50))]);
        let path = sent.location.split('?').next().unwrap().to_owned();
        let done = |page: &Page| page.text().matches("is-done").count();
        let mut step = |sql: &str| {
            let case = id(&path);
            super::run(hall, &format!("UPDATE screening_document SET {sql} WHERE case_id = '{case}'"))
                .unwrap();
            done(&clerk.open(&format!("{path}/progress")))
        };
        assert_eq!(step("state = 'received'"), 2);
        assert_eq!(step("state = 'examining'"), 2);
        assert_eq!(step("read_at = received_at"), 3, "the child has said that it has read");
        assert_eq!(step("state = 'received', read_at = NULL"), 2);
        hall.run_jobs();
        let read = format!(
            "SELECT CAST(COUNT(read_at) AS TEXT) AS value FROM screening_document WHERE case_id = '{}'",
            id(&path)
        );
        assert_eq!(one(hall, &read), "1", "the sealed child said so by itself");
    });
}
