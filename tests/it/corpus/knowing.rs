//! The knowing side: what was searched for, answers and cases, what a changed clause makes stale, who has read.

use chrono::Duration;
use diesel::RunQueryDsl;
use diesel::sql_types::{Integer, Text};
use shifu::features::corpus::What;
use shifu::kernel::Fault;

use super::found;
use crate::harness::{Hall, Page, Persona, each_engine};

#[derive(Debug, diesel::QueryableByName)]
struct Logged {
    #[diesel(sql_type = Text)]
    words: String,
    #[diesel(sql_type = Integer)]
    asked: i32,
    #[diesel(sql_type = Integer)]
    missed: i32,
    #[diesel(sql_type = Integer)]
    far: i32,
}

fn logged(hall: &Hall) -> Vec<Logged> {
    let rows = "SELECT words, asked, missed, far FROM search_query ORDER BY digest";
    hall.site.db.read_blocking(|conn| Ok::<_, Fault>(diesel::sql_query(rows).load(conn)?)).unwrap()
}

pub fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[test]
fn earlier_wordings_are_folded_under_the_one_in_force() {
    each_engine(|hall| {
        let answer = found(hall, "市场化租房提取额度每人每月多少", "2026-11-23");
        let sevenths: Vec<_> = answer
            .hits
            .iter()
            .filter(|hit| {
                matches!(&hit.what, What::Clause(hit)
                if hit.clause.article == "第七条" && hit.clause.doc_key == "withdrawal_rules")
            })
            .collect();
        assert_eq!(sevenths.len(), 1, "one hit an article");
        assert_eq!(sevenths[0].earlier.iter().map(|hit| hit.version).collect::<Vec<_>>(), [1]);
        let marked: Vec<&str> = answer
            .hits
            .iter()
            .flat_map(|hit| hit.passage.iter().filter(|s| s.marked).map(|s| s.text.as_str()))
            .collect();
        assert!(!marked.is_empty() && marked.iter().all(|text| !text.contains("多少")), "{marked:?}");
        let page = hall.person("jingban").open(&format!("/search?q={}", encoded("租房额度")));
        assert!(page.shows("以前的规定") && page.shows("与现行规定对照"));
    });
}

#[test]
fn a_slip_is_offered_put_right_and_what_only_touches_is_said_to_be_vague() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let slip = clerk.open(&format!("/search?q={}", encoded("离职消户")));
        assert!(slip.shows("要查的是不是") && slip.shows(&format!("?q={}\" lang", encoded("离职销户"))));
        assert!(!slip.shows("没有完全对上的") && !slip.shows("同音的词"));
        assert!(!clerk.open(&format!("/search?q={}", encoded("离职销户"))).shows("要查的是不是"));
        assert!(clerk.open("/search?q=zufang").shows("按拼音“zufang”查到的词"));
        let elsewhere = encoded("量子力学是什么");
        let vague = clerk.open(&format!("/search?q={elsewhere}"));
        assert!(vague.shows("没有完全对上的") && vague.shows("下面的只沾一点边") && vague.shows("问同事"));
        assert!(!vague.shows("相关业务事项"), "what touches nothing belongs to no item");
        let typing = clerk.open(&format!("/search?q={elsewhere}&typing=1"));
        assert!(!typing.shows("没有完全对上的"), "half a question is not judged");
        let missed = logged(hall).into_iter().find(|row| row.words == "量子力学是什么").unwrap();
        assert_eq!((missed.asked, missed.missed), (1, 1), "the steward hears of it");
        let read = |q: &str| crate::api::read(hall, "jingban", &format!("/api/v1/search?q={q}")).1;
        let (slip, vague) = (read(&encoded("离职消户")), read(&elsewhere));
        assert_eq!(
            (&slip["corrected"], &slip["vague"], &vague["vague"]),
            (&"离职销户".into(), &false.into(), &true.into())
        );
    });
}

#[test]
fn a_day_that_is_none_is_said() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/search?q=x&as_of=2026-13-40");
        assert!(page.shows("“2026-13-40”不是日期"));
        let policy = clerk.get("/policies/withdrawal_rules?as_of=soon");
        assert!(policy.status == 422 && policy.shows("“soon”不是日期"));
        assert_eq!(crate::api::read(hall, "jingban", "/api/v1/search?q=x&as_of=soon").0, 422);
        let q = encoded("租房额度");
        let (status, found) = crate::api::read(hall, "jingban", &format!("/api/v1/search?q={q}&kind=clause"));
        assert_eq!(status, 200);
        let folded = found["hits"].as_array().unwrap().iter().any(|hit| hit["earlier"][0]["past"] == true);
        assert!(folded, "{found}");
    });
}

#[test]
fn the_search_log_keeps_no_person_and_words_only_with_a_reason() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let often = format!("/search?q={}", encoded("租房额度"));
        clerk.open(&often);
        let first = logged(hall);
        assert_eq!(
            (first.len(), first[0].words.as_str(), first[0].asked),
            (1, "", 1),
            "found: no words kept"
        );
        clerk.open(&format!("{often}&page=2"));
        clerk.open(&format!("{often}&kind=faq"));
        assert_eq!(logged(hall)[0].asked, 1, "another page of it is the same search");
        clerk.open(&often);
        clerk.open(&often);
        assert_eq!(logged(hall)[0].words, "租房额度", "from the third time on");
        // What found nothing is kept at once, without numbers of people.
        let none = clerk.open(&format!("/search?q={}", encoded("zzzzqqqq 13800138000")));
        assert!(none.shows("/asks/new?question=zzzzqqqq"), "and the question goes to a colleague as typed");
        let rows = logged(hall);
        let missed = rows.iter().find(|row| row.missed == 1).expect("an entry");
        assert_eq!(missed.words, "zzzzqqqq ####");
        // A hit opened far down is told by the page's script.
        assert_eq!(clerk.post("/search/seen", &[("q", "离职材料"), ("place", "2")]).status, 204);
        assert_eq!(clerk.post("/search/seen", &[("q", "离职材料"), ("place", "9")]).status, 204);
        let rows = logged(hall);
        assert!(rows.iter().any(|row| row.words == "离职材料" && row.far == 1 && row.asked == 0));
        // The steward mends it.
        assert_eq!(clerk.get("/search/log").status, 403);
        let mut steward = hall.person("zhengce");
        let log = steward.open("/search/log");
        assert!(
            log.shows("zzzzqqqq ####")
                && log.shows("/synonyms?term=zzzzqqqq")
                && log.shows("/faq/new?question=")
        );
        let digest = log.field("digest").unwrap();
        let after = steward.act("/search/log/mended", &[("digest", &digest)]);
        assert!(!after.shows("zzzzqqqq"));
        hall.pass(Duration::days(91));
        corpus_sweep(hall);
        assert!(logged(hall).is_empty(), "everything goes in the end");
    });
}

fn corpus_sweep(hall: &Hall) {
    shifu::features::corpus::sweep_searches(&hall.site).unwrap();
}

fn faq(steward: &mut Persona<'_>, question: &str, pins: &str) -> String {
    let fields = [
        ("question", question),
        ("plain", "一个月一千五。"),
        ("clause_answer", "每人每月1500元。"),
        ("pins", pins),
        ("items", "rent_withdrawal"),
        ("asked", "琥珀柚子多少\n柚子能提吗"),
    ];
    let page = steward.post("/faq", &fields).expect(303);
    page.location.split("#q-").nth(1).unwrap().to_owned()
}

#[test]
fn a_steward_writes_changes_and_retires_an_answer() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        assert_eq!(hall.person("jingban").get("/faq/new").status, 403);
        let form = steward.open(&format!("/faq/new?question={}", encoded("琥珀柚子租房")));
        assert!(form.shows("value=\"琥珀柚子租房\""), "the failed search is in the form");
        let half = steward.post("/faq", &[("question", "琥珀柚子租房"), ("plain", "电话13800138000")]);
        assert!(half.status == 422 && half.shows("像是手机号码") && half.shows("请至少选一条"));
        let id = faq(&mut steward, "琥珀柚子租房", "withdrawal_rules#第七条");
        let hits = |text: &str| {
            found(hall, text, "2026-11-23")
                .hits
                .iter()
                .any(|hit| matches!(&hit.what, What::Faq(faq) if faq.id == id))
        };
        assert!(hits("柚子能提吗"), "found by how people put it");
        let twice = steward.post(
            "/faq",
            &[
                ("question", "琥珀柚子租房"),
                ("plain", "x"),
                ("clause_answer", "x"),
                ("pins", "withdrawal_rules#第七条"),
            ],
        );
        assert!(twice.status == 422 && twice.shows("已经有这个问题"));
        let path = format!("/faq/{id}");
        assert_eq!(steward.post(&format!("{path}/still"), &[]).status, 409, "nothing has changed");
        steward.act(
            &path,
            &[
                ("question", "琥珀柚子租房能提多少"),
                ("plain", "一千五。"),
                ("clause_answer", "第七条。"),
                ("pins", "withdrawal_rules#第七条"),
            ],
        );
        assert!(steward.open("/faq").shows("琥珀柚子租房能提多少"));
        steward.act(&format!("{path}/retire"), &[]);
        assert!(!hits("琥珀柚子") && !steward.open("/faq").shows("琥珀柚子"));
    });
}

#[test]
fn a_case_has_its_parts_and_a_clause() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        assert!(clerk.open("/notes/new?kind=case").shows("name=\"lesson\""));
        let parts =
            [("kind", "case"), ("title", "柚子案例"), ("facts", "合同在父亲名下"), ("decision", "按定额")];
        let half = clerk.post("/notes", &parts);
        assert!(half.status == 422 && half.shows("合同在父亲名下") && half.shows("请至少选一条"));
        let mut whole = parts.to_vec();
        whole.extend([("lesson", "先问合同是谁的"), ("pins", "withdrawal_rules#第七条")]);
        let note = clerk.post("/notes", &whole).expect(303).location;
        let page = clerk.open(note.split('?').next().unwrap());
        assert!(page.shows("先问合同是谁的") && page.shows("怎么定的"));
        assert!(clerk.open("/notes?of=own&kind=case").shows("柚子案例"));
        assert!(!clerk.open("/notes?of=own&kind=meeting").shows("柚子案例"));
        let personal =
            clerk.post("/notes", &[("kind", "experience"), ("title", "x"), ("body", "11010519491231002X")]);
        assert!(personal.status == 422 && personal.shows("像是身份证号码"));
    });
}

#[test]
fn a_changed_clause_puts_what_rests_on_it_on_the_work_list_until_it_is_settled() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let mut steward = hall.person("zhengce");
        let id = faq(&mut steward, "琥珀柚子租房", "withdrawal_rules#第七条");
        let note = clerk
            .post(
                "/notes",
                &[
                    ("kind", "experience"),
                    ("title", "柚子笔记"),
                    ("body", "额度看第七条"),
                    ("pins", "withdrawal_rules#第七条"),
                ],
            )
            .expect(303)
            .location;
        let note = note.split('?').next().unwrap().to_owned();
        clerk.act(&format!("{note}/step"), &[("step", "offer")]);
        assert!(steward.open("/notifications").shows(&note), "the stewards hear of the offer");
        steward.act(&format!("{note}/step"), &[("step", "share")]);
        assert!(clerk.open("/notifications").shows("已共享给大家"), "the author hears of it");
        let policy = clerk.open("/policies/withdrawal_rules");
        assert!(
            policy.shows("柚子笔记") && policy.shows("琥珀柚子租房"),
            "what rests on a clause stands at it"
        );
        assert!(steward.open("/policies/withdrawal_rules/rests").shows("柚子笔记"));
        // What the version of the first of January will touch is told before its day, to be looked at and not acted on.
        let list = steward.open("/upkeep");
        assert!(list.shows("没有要核对的") && list.shows("2027年1月1日起要改的"), "{}", list.text());
        assert!(list.shows("琥珀柚子租房") && list.shows("柚子笔记") && list.shows("/items/rent_withdrawal"));
        assert!(list.shows("到时要核对") && !list.shows("/still\""));
        let (item, changed) = ("/items/rent_withdrawal", "本页所依据的条款有变化");
        let asking = format!("{item}/notice");
        assert!(!clerk.open(item).shows(changed) && !clerk.open(&asking).shows(changed));
        // The third version comes into force on the first of January.
        hall.pass(Duration::days(45));
        let (mut clerk, mut steward) = (hall.person("jingban"), hall.person("zhengce"));
        let list = steward.open("/upkeep");
        assert!(
            list.shows("柚子笔记") && list.shows("琥珀柚子租房") && list.shows("<del>"),
            "{}",
            list.text()
        );
        assert!(steward.open("/").shows("/upkeep"));
        // Whoever stands at the window is warned where the answer is looked up.
        for page in [clerk.open(item), clerk.open(&asking)] {
            assert!(page.shows(changed) && page.shows("/policies/withdrawal_rules/diff?"));
        }
        // Still right, each by who may say so.
        assert_eq!(hall.person("jingban2").post(&format!("{note}/still"), &[]).status, 403);
        let own = clerk.open(&note);
        assert!(own.shows("<ins>") && own.shows("仍然正确"));
        assert_eq!(clerk.post(&format!("{note}/still"), &[("seen", "other")]).status, 409);
        clerk.act(&format!("{note}/still"), &[("seen", &own.field("seen").unwrap())]);
        assert!(!clerk.open(&note).shows("<ins>"));
        steward.act(&format!("/faq/{id}/still"), &[("back", "/upkeep")]);
        let list = steward.open("/upkeep");
        assert!(!list.shows("柚子笔记") && !list.shows(&format!("/faq/{id}/still")));
        let before = steward.open("/items/rent_withdrawal");
        assert!(before.shows("第1版"));
        steward.act("/items/rent_withdrawal/still", &[("back", "/upkeep")]);
        assert!(steward.open("/items/rent_withdrawal").shows("第2版"));
        assert!(!clerk.open(item).shows(changed));
        assert!(!steward.open("/upkeep").shows("/items/rent_withdrawal/still"));
    });
}

/// The address that undoes what was settled last.
fn undo_of(list: &Page) -> String {
    let at = list.text().find("action=\"/upkeep/").expect("something to undo") + 8;
    list.text()[at..].split('"').next().unwrap().to_owned()
}

#[test]
fn what_was_settled_by_a_slip_is_put_back_as_it_was() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let id = faq(&mut steward, "琥珀柚子租房", "withdrawal_rules#第七条");
        let note = steward
            .post(
                "/notes",
                &[
                    ("kind", "experience"),
                    ("title", "柚子笔记"),
                    ("body", "额度看第七条"),
                    ("pins", "withdrawal_rules#第七条"),
                ],
            )
            .expect(303)
            .location;
        let note = note.split('?').next().unwrap().to_owned();
        steward.act(&format!("{note}/step"), &[("step", "offer")]);
        hall.person("zhengce2").act(&format!("{note}/step"), &[("step", "share")]);
        hall.pass(Duration::days(45));
        let (mut steward, mut other) = (hall.person("zhengce"), hall.person("zhengce2"));
        let mut clerk = hall.person("jingban");
        let seen = steward.open(&note).field("seen").unwrap();
        for (path, title) in [
            (format!("/faq/{id}/still"), "琥珀柚子租房"),
            (format!("/faq/{id}/retire"), "琥珀柚子租房"),
            ("/items/rent_withdrawal/still".to_owned(), "租房提取"),
            (format!("{note}/still"), "柚子笔记"),
        ] {
            assert!(steward.open("/upkeep").shows(&format!("action=\"{path}\"")), "{path}");
            let done = steward.post(&path, &[("back", "/upkeep"), ("seen", &seen)]).expect(303);
            let list = steward.open(&done.location);
            assert!(!list.shows(&format!("action=\"{path}\"")), "{path} is settled");
            assert!(list.shows("href=\"#done\"") && list.shows(title), "{path} can be undone");
            let undo = undo_of(&list);
            assert_eq!(clerk.post(&undo, &[]).status, 403);
            let back = other.act(&undo, &[]);
            assert!(back.shows("已撤销"), "{path}: {}", back.text());
            assert!(back.shows(&format!("action=\"{path}\"")), "{path} is to be settled again");
            assert_eq!(other.post(&undo, &[]).status, 404, "once");
        }
        assert!(steward.open("/faq").shows("琥珀柚子租房"));
        assert!(hall.person("shenji").open("/audit").shows("撤销核对或撤下"));
        // What somebody changed since is left alone.
        steward.act(&format!("/faq/{id}/still"), &[("back", "/upkeep")]);
        let undo = undo_of(&steward.open("/upkeep"));
        let changed = [
            ("question", "琥珀柚子租房"),
            ("plain", "新的答案"),
            ("clause_answer", "按第七条"),
            ("pins", "withdrawal_rules#第七条"),
        ];
        hall.pass(Duration::minutes(1));
        other.post(&format!("/faq/{id}"), &changed).expect(303);
        assert!(other.act(&undo, &[]).shows("后来又有人改过"));
        assert!(other.open("/faq").shows("新的答案"));
    });
}

#[test]
fn who_has_not_read_is_known_to_the_steward_and_to_the_managers_own_office() {
    each_engine(|hall| {
        let readers = "/policies/withdrawal_rules/readers";
        assert_eq!(hall.person("jingban").get(readers).status, 403);
        let mut steward = hall.person("zhengce");
        let page = steward.open(readers);
        assert!(page.shows("还没有确认"));
        let told = |hall: &Hall| {
            let mut mentor = hall.person("shifu");
            mentor.open("/notifications").text().matches("请读完并确认").count()
        };
        let before = told(hall);
        steward.act("/policies/withdrawal_rules/remind", &[]);
        assert_eq!(told(hall), before + 1);
        steward.act("/policies/withdrawal_rules/remind", &[]);
        assert_eq!(told(hall), before + 1, "nobody is told twice within twenty hours");
        // A manager sees the own office only.
        let count = |page: &crate::harness::Page| page.text().matches("<span class=\"list-title\">").count();
        let all = count(&steward.open(readers));
        let own = count(&hall.person("zhuguan").open(readers));
        assert!(own <= all && all > 0, "{own} of {all}");
        assert!(steward.open(readers).shows("算全中心"));
        assert!(hall.person("zhuguan").open(readers).shows("只算"), "whose people are counted is said");
    });
}

#[test]
fn a_digest_is_written_on_the_version_and_shown_to_everybody() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let page = steward.open("/policies/withdrawal_rules");
        let text = page.text();
        let end = text.find("/digest\"").expect("a link to write the digest");
        let path = text[end - 45..end + 7].split('"').next_back().unwrap().to_owned();
        assert_eq!(hall.person("jingban").get(&path).status, 403);
        assert!(steward.open(&path).shows("1500元"));
        let long = "长".repeat(301);
        let refused = steward.post(&path, &[("key", &long)]);
        assert!(refused.status == 422 && refused.shows(&long));
        steward.act(&path, &[("key", "琥珀柚子第一点\n\n第二点"), ("hard", "难"), ("watch", "")]);
        assert!(
            hall.person("jingban")
                .open("/policies/withdrawal_rules")
                .shows("<li>琥珀柚子第一点</li><li>第二点</li>")
        );
    });
}

#[test]
fn review_dates_remind_their_owner_once_and_move_on() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        assert!(steward.open("/reviews").shows("以后再看"));
        hall.pass(Duration::days(30));
        shifu::features::corpus::tell_reviews(&hall.site).unwrap();
        shifu::features::corpus::tell_reviews(&hall.site).unwrap();
        let mut steward = hall.person("zhengce");
        let told = steward
            .open("/notifications")
            .text()
            .matches("到了复查的日子：岚浦市住房公积金提取管理办法")
            .count();
        assert_eq!(told, 1, "once for each due date");
        let page = steward.open("/reviews");
        let text = page.text();
        let at = text.find("/reviews/policy/").expect("a policy to review");
        let path = text[at..at + "/reviews/policy/".len() + 26].to_owned();
        assert_eq!(steward.post(&path, &[("next", "2020-01-01")]).status, 422);
        assert_eq!(hall.person("jingban").post(&path, &[("next", "2027-06-01")]).status, 403);
        let owner = hall.id_of("zhengce2");
        let done = steward.act(&path, &[("next", "2027-06-01"), ("owner", &owner)]);
        assert!(done.shows("2027年6月1日到期"));
    });
}

#[test]
fn the_new_pages_speak_both_languages() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let id = faq(&mut steward, "琥珀柚子租房", "withdrawal_rules#第七条");
        hall.pass(Duration::days(45));
        let mut steward = hall.person("zhengce");
        for lang in ["zh-CN", "en"] {
            steward.post("/account/look", &[("lang", lang), ("back", "/search")]);
            let edit = format!("/faq/{id}/edit");
            for path in [
                "/search/log",
                "/search?q=zzzzqqqq",
                "/search?q=%E7%A6%BB%E8%81%B7&as_of=soon",
                "/clauses/pick?q=%E7%A7%9F%E6%88%BF",
                "/faq/new",
                edit.as_str(),
                "/notes/new?kind=case",
                "/upkeep",
                "/reviews",
                "/policies/withdrawal_rules/readers",
                "/policies/withdrawal_rules/rests",
                "/synonyms?find=%E7%A7%9F",
                "/",
            ] {
                let page = steward.open(path);
                assert!(!page.shows("\u{27e6}"), "{path} in {lang} lacks a text: {}", page.text());
            }
        }
    });
}

#[test]
fn a_steward_changes_an_item_and_its_older_version_stays() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        assert_eq!(hall.person("jingban").get("/items/rent_withdrawal/edit").status, 403);
        let page = steward.open("/items/rent_withdrawal/edit");
        assert!(page.shows("没有租赁合同") && page.shows("<datalist"));
        let plain = [
            ("version", "1"),
            ("summary", "琥珀柚子一句话"),
            ("minutes", "15"),
            ("flowchart", "取号\n? 无房\n-> 否：说明依据，结束"),
            ("m-rows", "1"),
            ("m-name-0", "身份证件"),
            ("m-original-0", "1"),
            ("m-clause-0", "《岚浦市住房公积金提取管理办法》第十一条"),
            ("r-rows", "0"),
            ("r-name-0", "柚子卡住了"),
            ("r-text-0", "还可以这样办"),
            ("r-clause-0", "《岚浦市住房公积金提取管理办法》第七条"),
        ];
        let mut more = plain.to_vec();
        more.push(("more", "r"));
        let grown = steward.post("/items/rent_withdrawal/edit", &more);
        assert!(grown.status == 200 && grown.shows("name=\"r-name-1\"") && grown.shows("柚子卡住了"));
        let mut wrong = plain.to_vec();
        wrong.retain(|(name, _)| *name != "m-clause-0");
        wrong.push(("m-clause-0", "《没有的办法》第一条"));
        let refused = steward.post("/items/rent_withdrawal/edit", &wrong);
        assert!(refused.status == 422 && refused.shows("没有的办法") && refused.shows("柚子卡住了"));
        let item = steward.act("/items/rent_withdrawal/edit", &plain);
        assert!(item.shows("琥珀柚子一句话") && item.shows("柚子卡住了") && item.shows("第2版"));
        assert_eq!(steward.post("/items/rent_withdrawal/edit", &plain).status, 422, "another version since");
        let page = hall.person("jingban").open("/items/rent_withdrawal");
        assert!(page.shows("还可以这样办"), "everybody reads it before refusing");
    });
}

#[test]
fn a_new_form_puts_the_old_one_out_of_use_and_words_are_explained() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        assert_eq!(hall.person("jingban").get("/forms/new").status, 403);
        let old = steward.open("/forms/withdrawal_application");
        assert!(old.shows("2025-07") && !old.shows("这是旧版"));
        let form = steward.open("/forms/new?from=withdrawal_application");
        assert!(form.shows("申请人姓名"));
        let mut fields = vec![
            ("from", "withdrawal_application"),
            ("name", "住房公积金提取申请表"),
            ("version", "2025-07"),
            ("purpose", "提取业务统一申请表。"),
            ("fields", "申请人姓名\n柚子一栏"),
            ("items", "rent_withdrawal"),
        ];
        let same = steward.post("/forms", &fields);
        assert!(same.status == 422 && same.shows("要比现行版本晚") && same.shows("柚子一栏"));
        fields[2].1 = "2026-12";
        steward.act("/forms", &fields);
        let mut clerk = hall.person("jingban");
        assert!(clerk.open("/forms/withdrawal_application").shows("柚子一栏"));
        let warned = clerk.open("/forms/withdrawal_application?v=2025-07");
        assert!(warned.shows("这是旧版") && warned.shows("href=\"/forms/withdrawal_application\""));
        assert_eq!(clerk.get("/forms/withdrawal_application?v=1999").status, 404);
        assert_eq!(clerk.post("/terms", &[("word", "柚子"), ("plain", "一种水果")]).status, 403);
        steward.act("/terms", &[("word", "柚子"), ("plain", "一种水果"), ("en", "pomelo")]);
        assert!(clerk.open("/terms").shows("一种水果"));
        assert!(clerk.open(&format!("/search?q={}", encoded("柚子能提吗"))).shows("一种水果"));
    });
}
