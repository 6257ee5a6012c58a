//! Looking, deciding, contesting, erasing: who may, and what stays on record.

use chrono::Duration;
use diesel::RunQueryDsl;
use shifu::features::screening;

use super::{edited, entries, hand_in, seen, untouched};
use crate::harness::{Engine, each_engine};

const REASON: (&str, &str) = ("reason", "已电话核实单位");

#[test]
fn a_case_goes_from_the_clerk_to_a_second_person_and_to_a_third_when_contested() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let path = hand_in(&mut clerk, &[], ("流水.png", "image/png", &edited()));
        let page = clerk.open(&path);
        assert!(page.shows("处内容需要看一眼") && page.shows("等待复核"), "{}", page.text());
        assert!(page.shows("也可能是") && page.shows("系统只提示疑点"));
        assert!(!page.shows("真") && !page.shows("伪造"), "no word of true or false");
        // Closing without a second person is refused while there is a finding.
        assert_eq!(clerk.post(&format!("{path}/close"), &[]).status, 422);

        let mut reviewer = hall.person("fuhe");
        let id = path.rsplit('/').next().unwrap().to_owned();
        let queue = reviewer.open("/review");
        assert!(queue.shows(&id));
        let waiting = |persona: &str| {
            let id = hall.id_of(persona);
            let actor = actor(hall, &id);
            let now = hall.site.db.clock().now();
            hall.site.db.read_blocking(|conn| screening::waiting_for(conn, &actor, now)).unwrap()
        };
        let before = waiting("fuhe");
        assert!(before >= 1 && waiting("jingban") == 0);
        // Deciding needs the claim.
        assert_eq!(reviewer.post(&format!("{path}/decide"), &[("decision", "accept"), REASON]).status, 422);
        let page = reviewer.act(&format!("{path}/claim"), &[]);
        // Another reviewer sees it held.
        let mut other = hall.person("shifu3");
        other.open("/review");
        assert_eq!(other.post(&format!("{path}/claim"), &[]).status, 422);
        let mark = seen(&page);
        // No reason, no decision; a stale page, no decision.
        let form = |reason| [("decision", "ask_more"), ("reason", reason), ("seen", mark.as_str())];
        assert_eq!(reviewer.post(&format!("{path}/decide"), &form("")).status, 422);
        clerk.act(&format!("{path}/notes"), &[("note", "群众说是补打的流水")]);
        let stale = reviewer.post(&format!("{path}/decide"), &form("请提供原件"));
        assert!(stale.status == 422 && stale.shows("新的标记或备注"), "{}", stale.text());
        let mark = seen(&reviewer.open(&path));
        let form = [("decision", "ask_more"), ("reason", "请提供银行盖章的原件"), ("seen", mark.as_str())];
        reviewer.act(&format!("{path}/decide"), &form);
        assert_eq!(waiting("fuhe"), before - 1);

        let decided = clerk.open(&path);
        assert!(decided.shows("请群众补正") && decided.shows("请提供银行盖章的原件"));
        clerk.act(&format!("{path}/contest"), &[("reason", "原件已经在手上")]);
        assert_eq!(reviewer.post(&format!("{path}/claim"), &[]).status, 403, "the same reviewer again");
        let page = other.act(&format!("{path}/claim"), &[]);
        let mark = seen(&page);
        let form = [("decision", "accept"), REASON, ("seen", mark.as_str())];
        other.act(&format!("{path}/decide"), &form);
        clerk.act(&format!("{path}/close"), &[]);
        assert!(clerk.open(&path).shows("已办结"));
        for (kind, count) in [("screening.decided", 2), ("screening.contested", 1), ("screening.closed", 1)] {
            assert_eq!(entries(hall, kind, &path), count, "{kind}");
        }
    });
}

fn actor(hall: &crate::harness::Hall, id: &str) -> shifu::kernel::Actor {
    let id = id.to_owned();
    hall.site
        .db
        .read_blocking(|conn| {
            let person = shifu::features::accounts::person(conn, &id)?;
            Ok(shifu::kernel::Actor {
                roles: shifu::features::accounts::roles_of(conn, &id)?,
                name: person.name,
                department: person.department_id,
                person: person.id,
                session: None,
                proved_at: None,
            })
        })
        .unwrap()
}

#[test]
fn nobody_decides_an_own_case_by_page_or_by_database() {
    each_engine(|hall| {
        // Mentor and reviewer at once: may hand in and may decide.
        let mut both = hall.person("shifu3");
        let path = hand_in(&mut both, &[], ("流水.png", "image/png", &edited()));
        let id = path.rsplit('/').next().unwrap().to_owned();
        assert_eq!(both.post(&format!("{path}/claim"), &[]).status, 403);
        let form = [("decision", "accept"), REASON, ("seen", "1-0-0-0")];
        assert_eq!(both.post(&format!("{path}/decide"), &form).status, 403);
        let own = both.id();
        let insert = |decider: &str| {
            format!(
                "INSERT INTO screening_decision (id, case_id, round, submitter_id, decider_id, decision, \
                 reason_sealed, score, findings, engine, calibration, decided_at) VALUES \
                 ('01KAMP0000000000000000TEST', '{id}', 1, '{own}', '{decider}', 'accept', 'x', 1, 1, 'e', 'c', \
                 '2026-11-23 01:00:00')"
            )
        };
        let run = |sql: String| {
            hall.site.db.write_blocking(|tx| {
                diesel::sql_query(sql).execute(tx.conn).map_err(shifu::kernel::Fault::from)
            })
        };
        assert_eq!(run(insert(&own)).unwrap_err().key, "rule-of-database");
        run(insert(&hall.id_of("fuhe"))).unwrap();
        assert!(run("UPDATE screening_decision SET decision = 'refer_up'".to_owned()).is_err());
        assert!(run("DELETE FROM screening_decision".to_owned()).is_err());
    });
}

#[test]
fn each_look_is_on_record_and_others_see_nothing() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let path = hand_in(&mut clerk, &[], ("流水.png", "image/png", &edited()));
        assert_eq!(entries(hall, "screening.viewed", &path), 0);
        clerk.open(&path);
        assert_eq!(entries(hall, "screening.viewed", &path), 1);
        for layer in ["preview", "heat", "error_level"] {
            let picture = clerk.open(&format!("{path}/pages/101/{layer}"));
            assert_eq!(picture.kind, "image/png");
            assert_eq!(picture.headers["cache-control"], "no-store");
            assert!(picture.bytes.starts_with(b"\x89PNG"));
        }
        assert_eq!(entries(hall, "screening.viewed", &path), 1, "one look, one entry");
        hall.pass(Duration::minutes(11));
        clerk.open(&format!("{path}/pages/101/preview"));
        assert_eq!(entries(hall, "screening.viewed", &path), 2);

        let mut stranger = hall.person("jingban2");
        let nowhere = stranger.get("/screening/01JD0000000000000000000000");
        for page in [path.clone(), format!("{path}/pages/101/preview"), format!("{path}/print")] {
            let hidden = stranger.get(&page);
            assert_eq!((hidden.status, nowhere.status), (404, 404));
        }
        assert_eq!(entries(hall, "screening.viewed", &path), 2);

        // The original: for reviewers, as an attachment no browser runs, on record.
        let page = clerk.open(&path);
        assert!(!page.shows("/original"));
        let mut reviewer = hall.person("fuhe");
        let page = reviewer.open(&path);
        let action = page.text();
        let action = action.split("action=\"").find(|part| part.contains("/original\"")).unwrap();
        let action = action.split('"').next().unwrap().to_owned();
        let file = reviewer.post(&action, &[]);
        assert_eq!(file.status, 200);
        assert_eq!(file.bytes, edited());
        assert!(file.headers["content-disposition"].starts_with("attachment"));
        assert!(file.headers["content-security-policy"].starts_with("sandbox"));
        assert_eq!(entries(hall, "screening.original", &path), 1);
        assert_eq!(clerk.post(&action, &[]).status, 403);
        assert!(clerk.open(&format!("{path}/print")).shows("材料核验单"));
        assert_eq!(entries(hall, "screening.printed", &path), 1);
    });
}

#[test]
fn a_typed_number_is_checked_sealed_masked_and_revealed_on_record() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let path = hand_in(&mut clerk, &[], ("收据.jpg", "image/jpeg", &untouched(9)));
        // One digit off the example of GB 11643.
        let number = "110105194912310021";
        let page = clerk.act(&format!("{path}/checks"), &[("kind", "id_number"), ("value", number)]);
        assert!(
            page.shows("校验位应为") && page.shows("较可信") && page.shows("等待复核"),
            "{}",
            page.text()
        );
        assert!(!page.shows(number) && page.shows("110***********0021"));
        let again = clerk.post(&format!("{path}/checks"), &[("kind", "id_number"), ("value", number)]);
        assert_eq!(again.status, 422);
        let text = page.text();
        let check = text.split(&format!("{path}/checks/")).nth(1).unwrap().split('/').next().unwrap();
        let whole = clerk.post(&format!("{path}/checks/{check}/reveal"), &[("purpose", "compare")]);
        assert!(whole.status == 200 && whole.shows(number));
        assert_eq!(entries(hall, "screening.revealed", &path), 1);
        assert_eq!(clerk.post(&format!("{path}/checks/{check}/reveal"), &[("purpose", "")]).status, 422);
        // A number that is fine makes no finding.
        let fine = ("value", "11010519491231002X");
        let page = clerk.act(&format!("{path}/checks"), &[("kind", "id_number"), fine]);
        assert!(page.shows("核对一致"));
        if hall.engine == Engine::Sqlite {
            for file in ["shifu.db", "shifu.db-wal"] {
                let bytes = std::fs::read(hall.site.config.data.join(file)).unwrap_or_default();
                let found = bytes.windows(number.len()).any(|window| window == number.as_bytes());
                assert!(!found, "the number lies open in {file}");
            }
        }
    });
}

#[test]
fn a_card_number_and_an_amount_are_checked_by_their_own_rules() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let path = hand_in(&mut clerk, &[], ("收据.jpg", "image/jpeg", &untouched(9)));
        let checks = format!("{path}/checks");
        let card = "6200000000000000016";
        let page = clerk.act(&checks, &[("kind", "bank_card"), ("value", card)]);
        assert!(
            page.shows("银行卡号校验位不对") && page.shows("早年有的卡不按这个规则编号"),
            "{}",
            page.text()
        );
        assert!(!page.shows(card) && page.shows("0016"), "a card number is masked");
        let half = clerk.post(&checks, &[("kind", "amount"), ("value", "壹万贰仟元整")]);
        assert!(half.status == 422 && half.shows("大写和小写都要填") && half.shows("壹万贰仟元整"));
        let page = clerk.act(&checks, &[("kind", "amount"), ("value", "壹万贰仟元整 ¥72,000.00")]);
        assert!(page.shows("大写与小写金额不一致"));
        assert!(page.shows("小写是72,000.00，大写读出来是12,000.00") && page.shows("柒万贰仟元整"));
        let page = clerk.act(&checks, &[("kind", "amount"), ("value", "人民币柒万贰仟元整 72000")]);
        assert!(page.shows("核对一致"));
        let english = clerk.post("/account/look", &[("lang", "en"), ("back", &path)]);
        assert_eq!(english.status, 303);
        let page = clerk.open(&path);
        assert!(page.shows("Words and figures of the amount differ") && page.shows("Agrees"));
    });
}

#[test]
fn marks_of_the_submitter_do_not_empty_the_queue() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let path = hand_in(&mut clerk, &[], ("流水.png", "image/png", &edited()));
        let text = clerk.open(&path).text();
        let mark = format!("{path}/findings/");
        let ids: std::collections::BTreeSet<String> =
            text.split(&mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        assert!(!ids.is_empty());
        for id in &ids {
            let page = clerk.act(&format!("{mark}{id}"), &[("outcome", "false_alarm"), ("cause", "rescan")]);
            assert!(page.shows("误报"));
        }
        assert_eq!(clerk.post(&format!("{path}/close"), &[]).status, 422);
        let id = path.rsplit('/').next().unwrap();
        assert!(hall.person("fuhe").open("/review").shows(id));
        assert_eq!(
            clerk.post(&format!("{mark}{}", ids.first().unwrap()), &[("outcome", "true")]).status,
            422
        );
    });
}

#[test]
fn on_its_date_a_case_is_erased_with_its_files_and_a_certificate_stays() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let mut reviewer = hall.person("fuhe");
        reviewer.open("/review");
        let path = hand_in(&mut clerk, &[("reference", "REF-ERASE")], ("流水.png", "image/png", &edited()));
        let page = reviewer.act(&format!("{path}/claim"), &[]);
        let form = [("decision", "accept"), ("reason", "核对过原件一致"), ("seen", &seen(&page))];
        reviewer.act(&format!("{path}/decide"), &form);
        let own = untouched(31);
        let kept = hand_in(&mut clerk, &[], ("收据.jpg", "image/jpeg", &own));
        let before = hall.site.blobs.list_blocking().unwrap().len();
        // The contest period passes first: the decision closes by itself and the date moves.
        hall.pass(Duration::days(16));
        screening::sweep(&hall.site).unwrap();
        assert!(hall.person("jingban").open(&path).shows("已办结"));
        hall.pass(Duration::days(170));
        assert!(screening::sweep(&hall.site).unwrap() >= 1, "the undecided one is due");
        hall.pass(Duration::days(30));
        screening::sweep(&hall.site).unwrap();
        hall.run_jobs();
        let after = hall.site.blobs.list_blocking().unwrap();
        assert!(after.len() < before);
        assert!(!after.contains(&hall.site.blobs.name_of(&own)));
        for path in [&path, &kept] {
            assert_eq!(entries(hall, "screening.erased", path), 1);
            let page = hall.person("jingban").open(path);
            assert!(page.shows("已到期删除") && !page.shows("核对过原件一致") && !page.shows("REF-ERASE"));
        }
        assert!(hall.site.db.read_blocking(audit_holds).unwrap());
    });
}

fn audit_holds(conn: &mut shifu::platform::db::AnyConn) -> Result<bool, shifu::kernel::Fault> {
    Ok(shifu::features::audit::verify(conn, None, None)?.holds())
}
