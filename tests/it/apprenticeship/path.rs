//! From the first enquiry to the certificate.

use chrono::Duration;
use shifu::features::{apprenticeship, audit};

use super::{actor, ask, behave, learn, run, sign, state, texts, unlock};
use crate::harness::each_engine;

const ITEM: &str = "rent_withdrawal";

#[test]
fn the_whole_path_from_the_first_enquiry_to_the_certificate() {
    each_engine(|hall| {
        let steps = super::item(hall, ITEM).content.steps;
        let mut xinren = hall.person("xinren");
        let board = xinren.open("/board");
        assert!(board.shows("记一次咨询") && board.shows("未开放"));
        let closed = xinren.get(&format!("/items/{ITEM}/steps"));
        assert_eq!(closed.status, 403);
        assert!(closed.shows("操作步骤还没有打开") && closed.shows("为什么小测"));
        for step in &steps {
            assert!(!closed.shows(&step.text), "no step leaves the server before the quiz");
        }
        assert_eq!(
            xinren.post(&format!("/board/{ITEM}/watch"), &[("happened_on", "2026-11-23")]).status,
            422
        );

        learn(hall, "xinren", "shifu", ITEM);
        let open = hall.person("xinren").open(&format!("/items/{ITEM}/steps"));
        assert!(open.shows(&steps[0].title));

        // Etiquette is the hard gate of practice.
        let mut xinren = hall.person("xinren");
        let locked = xinren.open(&format!("/board/{ITEM}/practice"));
        assert!(locked.shows("礼仪合格在有效期内") && !locked.shows("约这一轮"));
        let asked = [("case_ref", "TQ-1"), ("place", "3号窗口"), ("at", "2026-11-23T09:30")];
        let refused = xinren.post(&format!("/board/{ITEM}/practice"), &asked);
        assert!(
            refused.status == 422 && refused.shows("这一阶段还没有打开"),
            "{} {}",
            refused.status,
            refused.text()
        );
        behave(hall, "xinren", "shifu");

        // Monday: a failed critical criterion, and the round that answers it.
        let mut xinren = hall.person("xinren");
        let first = ask(&mut xinren, ITEM, "TQ-0001");
        let mut shifu = hall.person("shifu");
        assert!(shifu.open("/mentoring").shows(&first));
        assert!(shifu.open(&format!("/rounds/{first}")).shows("必过项"));
        sign(
            &mut shifu,
            &first,
            ITEM,
            &["identity"],
            &[("sentence", "没有读卡就打开了账户，先核对再录入。")],
        )
        .expect(303);
        assert_eq!(state(hall, &first), "redo", "a failed critical criterion is a redo whatever the button");
        let result = xinren.open(&format!("/rounds/{first}"));
        assert!(
            result.shows("没有读卡就打开了账户") && result.shows("下一轮要答复") && result.shows("约下一轮")
        );
        let second = ask(&mut xinren, ITEM, "TQ-0002");
        let answers = format!("SELECT answers_id AS value FROM practice_round WHERE id = '{second}'");
        assert_eq!(
            texts(hall, &answers),
            std::slice::from_ref(&first),
            "a redo is a new round that points at the old one"
        );
        let beside = shifu.open(&format!("/rounds/{second}"));
        assert!(beside.shows("没有读卡就打开了账户"), "the earlier round stands beside the new one");
        sign(&mut shifu, &second, ITEM, &[], &[("prompted", "yes")]).expect(303);
        assert_eq!((state(hall, &first).as_str(), state(hall, &second).as_str()), ("redo", "passed"));

        // Two more days, a delegate among the signers, the last two without prompts.
        for (day, signer) in [(1, "shifu"), (2, "shifu3"), (3, "shifu")] {
            hall.pass(Duration::days(1));
            let mut xinren = hall.person("xinren");
            let mut signer = hall.person(signer);
            for n in 0..2 {
                if day == 3 && n == 1 {
                    break;
                }
                let round = ask(&mut xinren, ITEM, &format!("TQ-01{day}{n}"));
                assert_eq!(texts(hall, "SELECT code AS value FROM certificate WHERE level = 4").len(), 0);
                sign(&mut signer, &round, ITEM, &[], &[]).expect(303);
            }
        }
        let codes = texts(hall, "SELECT code AS value FROM certificate WHERE level = 4");
        assert_eq!(codes.len(), 1, "the certificate is issued by the last signature");

        let mut xinren = hall.person("xinren");
        assert!(xinren.open("/board").shows("我的上岗证"));
        let id = texts(hall, "SELECT id AS value FROM certificate WHERE level = 4").remove(0);
        let paper = xinren.open(&format!("/certificates/{id}"));
        assert!(
            paper.shows(&codes[0]) && paper.shows("林知夏") && paper.shows("<svg") && paper.shows("沈若溪")
        );
        let public = hall.stranger().open(&format!("/verify/{}", codes[0]));
        assert!(public.shows("有效") && public.shows("7个签认逐个核对无误") && public.shows("租房提取"));
        assert!(
            !public.shows("林知夏") && !public.shows("沈若溪"),
            "no more than a part of the holder's name"
        );
        assert_eq!(hall.stranger().get("/verify/SG-00000-00000").status, 404);
        assert_eq!(hall.person("jingban").get(&format!("/certificates/{id}")).status, 404);

        let day = hall.today();
        let valid = hall.site.db.read_blocking(|conn| apprenticeship::certificates_valid(conn, day)).unwrap();
        assert!(valid.iter().any(|c| c.row.id == id));
        let words = {
            let me = hall.id_of("xinren");
            hall.site.db.read_blocking(|conn| apprenticeship::last_words(conn, &me)).unwrap().unwrap()
        };
        assert_eq!((words.from.as_str(), words.levels.len()), ("沈若溪", 6));

        // A changed sentence no longer matches the trail; a changed trail no longer matches itself.
        let report = hall.site.db.read_blocking(|conn| audit::verify(conn, None, None)).unwrap();
        assert!(report.holds());
        assert!(run(hall, "UPDATE sign_off SET sentence = 'x'").is_err(), "signatures are append-only");
        assert!(run(hall, "DELETE FROM sign_off").is_err());
        unlock(hall, "sign_off");
        run(hall, &format!("UPDATE sign_off SET result = 'passed', redo_criteria = '[]', critical_failed = {} WHERE round_id = '{first}'",
            if hall.engine == crate::harness::Engine::Sqlite { "0" } else { "FALSE" })).unwrap();
        let public = hall.stranger().open(&format!("/verify/{}", codes[0]));
        assert!(public.shows("有1个签认与留痕链不一致"));
        unlock(hall, "audit_event");
        run(hall, &format!("UPDATE audit_event SET payload = '{{}}' WHERE kind = 'round.signed' AND subject_id = '{first}'")).unwrap();
        let report = hall.site.db.read_blocking(|conn| audit::verify(conn, None, None)).unwrap();
        assert!(!report.holds(), "tampering is found");

        // A manager may take a round back, with a reason; the certificate no longer stands on six.
        let mut zhuguan = hall.person("zhuguan");
        assert_eq!(
            zhuguan.post(&format!("/rounds/{second}/manage"), &[("act", "revoke"), ("reason", "")]).status,
            422
        );
        zhuguan.act(
            &format!("/rounds/{second}/manage"),
            &[("act", "revoke"), ("reason", "抽查录像发现师傅代为录入")],
        );
        assert_eq!(state(hall, &second), "revoked");
        assert!(xinren.open(&format!("/certificates/{id}")).shows("已中止"));
    });
}

#[test]
fn evidence_holds_no_number_of_a_person_and_is_logged_once() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let path = format!("/board/{ITEM}/listen");
        let count = |hall| texts(hall, "SELECT id AS value FROM stage_evidence").len();
        let before = count(hall);
        let with = |told: &'static str, client: &'static str| {
            vec![
                ("happened_on", "2026-11-23"),
                ("told", told),
                ("learned", "看缴存和住房"),
                ("client_id", client),
            ]
        };
        let page = xinren.post(&path, &with("职工110101199003077715来问", "abcdefgh-1"));
        assert!(
            page.status == 422 && page.shows("像是有证件号") && page.shows("看缴存和住房"),
            "input is kept"
        );
        assert_eq!(count(hall), before);
        xinren.act(&path, &with("问能提几次", "abcdefgh-2"));
        xinren.act(&path, &with("问能提几次", "abcdefgh-2"));
        assert_eq!(count(hall), before + 1, "sending twice logs once");
        let future = [("happened_on", "2027-01-01"), ("told", "问一问"), ("learned", "答一答")];
        assert_eq!(xinren.post(&path, &future).status, 422);
        assert!(run(hall, "UPDATE stage_evidence SET told = 'x'").is_err());
    });
}

#[test]
fn a_file_is_for_those_who_have_business_with_it() {
    each_engine(|hall| {
        let pair = texts(
            hall,
            &format!(
                "SELECT id AS value FROM apprenticeship WHERE apprentice_id = '{}'",
                hall.id_of("xinren")
            ),
        )
        .remove(0);
        for (who, status) in [
            ("xinren", 200),
            ("shifu", 200),
            ("shifu3", 200),
            ("zhuguan", 200),
            ("shenji", 200),
            ("xinren2", 404),
            ("shifu2", 404),
            ("fuhe", 404),
        ] {
            assert_eq!(hall.person(who).get(&format!("/pairs/{pair}")).status, status, "{who}");
            // The apprentice has a board of their own and is led to it.
            let board = if who == "xinren" { 303 } else { status };
            assert_eq!(hall.person(who).get(&format!("/pairs/{pair}/board/{ITEM}")).status, board, "{who}");
        }
        let steps = hall
            .site
            .db
            .read_blocking(|conn| apprenticeship::next_steps(conn, &actor(hall, "xinren"), hall.today()));
        assert!(steps.unwrap().iter().any(|s| s.href == format!("/board/{ITEM}/listen")));
    });
}
