//! Questions among colleagues, over HTTP on both engines.

use shifu::features::corpus::{self, Question, What};
use shifu::kernel::{Actor, Role};

use crate::harness::{Hall, Persona, each_engine};

fn asked(person: &mut Persona<'_>, question: &str) -> String {
    let fields = [
        ("question", question),
        ("detail", "合同在父亲名下。"),
        ("item", "rent_withdrawal"),
        ("as_of", "2026-11-23"),
    ];
    let page = person.post("/asks", &fields).expect(303);
    page.location.split('?').next().unwrap().to_owned()
}

fn answered(person: &mut Persona<'_>, thread: &str) -> String {
    let fields = [("body", "按定额提取，每人每月1500元。"), ("pins", "withdrawal_rules#第七条")];
    let page = person.post(&format!("{thread}/answers"), &fields).expect(303);
    page.location.split("#a-").nth(1).unwrap().to_owned()
}

fn transfer(answer: &str) -> [(&str, &str); 4] {
    [
        ("answer", answer),
        ("case", "琥珀柚子一个人租房，一个月可以提3000元。"),
        ("holds", "no"),
        ("why", "定额是每人每月1500元。"),
    ]
}

fn finds(hall: &Hall, text: &str) -> bool {
    let question = Question {
        text: text.to_owned(),
        as_of: hall.today(),
        kinds: Vec::new(),
        typing: false,
        limit: 10,
        offset: 0,
    };
    let clerk = Actor { roles: [Role::Clerk].into_iter().collect(), ..Actor::system() };
    let found = corpus::search(&hall.site, &clerk, &question).unwrap();
    found.hits.iter().any(|hit| matches!(&hit.what, What::Faq(faq) if faq.question.contains(text)))
}

#[test]
fn a_question_is_answered_from_the_source_carried_over_and_found_by_others() {
    each_engine(|hall| {
        let word = "琥珀柚子合租怎么提";
        let mut clerk = hall.person("jingban");
        let thread = asked(&mut clerk, word);
        // Those who work the item are told; others read it.
        let mut mentor = hall.person("shifu");
        assert!(mentor.open("/notifications").shows(&thread), "a colleague of the item is told");
        assert!(mentor.open("/").shows("回答同事的1个问题"), "and sees it on the first page");
        let answer = answered(&mut mentor, &thread);
        assert!(clerk.open("/notifications").shows("有人回答了"));
        assert!(clerk.open("/").shows("看看同事的回答"));
        // Nobody accepts their own answer, and a bystander accepts nothing.
        let close = format!("{thread}/close");
        assert_eq!(mentor.post(&close, &transfer(&answer)).status, 403);
        assert_eq!(hall.person("jingban2").post(&close, &transfer(&answer)).status, 403);
        let form = clerk.open(&format!("{close}?answer={answer}"));
        assert!(form.shows("每人每月1500元") && form.shows("name=\"holds\""));
        let half = clerk.post(&close, &[("answer", &answer), ("case", "同样的情况")]);
        assert_eq!(half.status, 422);
        assert!(half.shows("同样的情况") && half.shows("error-summary"), "what was typed stays");
        let done = clerk.act(&close, &transfer(&answer));
        assert!(done.shows("已采纳") && done.shows("已作为草稿进题库"));
        assert_eq!(clerk.post(&close, &transfer(&answer)).status, 409, "once");
        assert_eq!(mentor.post(&format!("{thread}/answers"), &[("body", "x"), ("pins", "y")]).status, 422);
        // The draft is in the bank; nobody learns from it before somebody else has reviewed it.
        let mut steward = hall.person("zhengce");
        assert!(steward.open("/questions?state=draft").shows("琥珀柚子一个人租房"));
        // Not yet on the shelf: the steward decides.
        assert!(!finds(hall, word));
        assert!(steward.open("/").shows("采纳的回答放进问答"));
        let shelf = format!("{thread}/shelf");
        assert_eq!(clerk.post(&shelf, &[("step", "take"), ("plain", "x")]).status, 403);
        let empty = steward.post(&shelf, &[("step", "take"), ("question", word), ("plain", "")]);
        assert_eq!(empty.status, 422);
        steward.act(&shelf, &[("step", "take"), ("question", word), ("plain", "一人一月一千五。")]);
        assert!(finds(hall, word), "an accepted answer is found by everybody");
        assert!(clerk.open(&thread).shows("已放进常见问答"));
        assert_eq!(steward.post(&shelf, &[("step", "decline")]).status, 409);
    });
}

#[test]
fn an_answer_needs_a_clause_and_no_numbers_of_people() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let refused = clerk.post("/asks", &[("question", "证号11010519491231002X能提多少"), ("detail", "")]);
        assert_eq!(refused.status, 422);
        assert!(refused.shows("像是身份证号码") && refused.shows("11010519491231002X"), "said, and kept");
        let thread = asked(&mut clerk, "合租怎么提");
        let mut mentor = hall.person("shifu");
        let answers = format!("{thread}/answers");
        let bare = mentor.post(&answers, &[("body", "可以。")]);
        assert_eq!(bare.status, 422);
        assert!(bare.shows("请至少选一条依据的条款") && bare.shows("可以。"));
        let unknown = mentor.post(&answers, &[("body", "可以。"), ("pins", "withdrawal_rules#第九十九条")]);
        assert_eq!(unknown.status, 422);
        let phone = mentor.post(&answers, &[("body", "打13800138000"), ("pins", "withdrawal_rules#第七条")]);
        assert!(phone.status == 422 && phone.shows("像是手机号码"));
    });
}

#[test]
fn clauses_are_chosen_without_a_script_and_nothing_typed_is_lost() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let thread = asked(&mut clerk, "合租怎么提");
        let mut mentor = hall.person("shifu");
        let answers = format!("{thread}/answers");
        let looked = mentor.post(&answers, &[("body", "先写一半"), ("pick", "find"), ("pick_q", "租房额度")]);
        assert_eq!(looked.status, 200);
        assert!(looked.shows("先写一半") && looked.shows("name=\"add\" value=\"withdrawal_rules#第七条\""));
        let chosen = mentor.post(&answers, &[("body", "先写一半"), ("add", "withdrawal_rules#第七条")]);
        assert!(chosen.shows("name=\"pins\" value=\"withdrawal_rules#第七条\"") && chosen.shows("先写一半"));
        let dropped = mentor.post(
            &answers,
            &[("body", "x"), ("pins", "withdrawal_rules#第七条"), ("drop", "withdrawal_rules#第七条")],
        );
        assert!(!dropped.shows("name=\"pins\" value="));
        // Enter in the search box looks; it does not send half an answer.
        let entered = mentor.post(&answers, &[("enter", "1"), ("body", "x"), ("pick_q", "第十八条")]);
        assert!(entered.status == 200 && entered.shows("第十八条"));
    });
}

#[test]
fn a_question_taken_back_is_its_askers_alone() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let thread = asked(&mut clerk, "问错了");
        let mut colleague = hall.person("jingban2");
        assert_eq!(colleague.post(&format!("{thread}/withdraw"), &[]).status, 403);
        clerk.act(&format!("{thread}/withdraw"), &[]);
        assert_eq!((clerk.get(&thread).status, colleague.get(&thread).status), (200, 404));
        assert_eq!(colleague.post(&format!("{thread}/answers"), &[("body", "x")]).status, 404);
    });
}

#[test]
fn threads_are_read_by_programs_and_in_both_languages() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let thread = asked(&mut clerk, "合租怎么提");
        answered(&mut hall.person("shifu"), &thread);
        let one = crate::api::read(hall, "jingban", &format!("/api/v1{thread}")).1;
        assert_eq!(one["answers"][0]["clauses"][0]["clause"], "withdrawal_rules#第七条");
        let mine = crate::api::read(hall, "jingban", "/api/v1/asks?of=mine").1;
        assert_eq!(mine["threads"][0]["answers"], 1, "{mine}");
        for lang in ["zh-CN", "en"] {
            clerk.post("/account/look", &[("lang", lang), ("back", "/asks")]);
            let answer = one["answers"][0]["id"].as_str().unwrap();
            for path in [
                "/asks",
                "/asks?of=mine",
                "/asks?of=closed",
                "/asks/new",
                &thread,
                &format!("{thread}/close?answer={answer}"),
            ] {
                let page = clerk.open(path);
                assert!(page.shows(&format!("<html lang=\"{lang}\"")), "{path}");
                assert!(!page.shows("\u{27e6}"), "{path} in {lang} lacks a text: {}", page.text());
            }
        }
    });
}

#[test]
fn the_asker_asks_further_and_waits_again() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let thread = asked(&mut clerk, "琥珀柚子合租");
        let mut mentor = hall.person("shifu");
        let answer = answered(&mut mentor, &thread);
        let page = clerk.open(&thread);
        assert!(page.shows("下一步写一道举一反三") && page.shows("等采纳"));
        assert!(mentor.open("/notifications").shows("已有人回答"), "nobody is asked any more");
        let further = format!("{thread}/further");
        assert_eq!(
            mentor.post(&further, &[("further", "我也想问")]).status,
            403,
            "it is the asker's question"
        );
        let bare = clerk.post(&further, &[("further", "打13800138000")]);
        assert!(bare.status == 422 && bare.shows("像是手机号码") && bare.shows("打13800138000"));
        hall.pass(chrono::Duration::seconds(1));
        let page = clerk.act(&further, &[("further", "柚子合同没有备案呢？")]);
        assert!(page.shows("柚子合同没有备案呢") && page.shows("有追问"));
        assert!(!clerk.open("/").shows("看看同事的回答"), "the asker waits");
        assert!(mentor.open("/notifications").shows("有追问"), "who answered is told");
        assert!(mentor.open("/").shows("回答同事的1个问题"));
        assert!(mentor.open("/asks").shows("1个回答"), "a further question is no answer");
        let posts = mentor.open(&thread).text();
        let own = posts.rsplit("id=\"a-").next().unwrap()[..26].to_owned();
        assert_ne!(own, answer);
        let close = format!("{thread}/close");
        assert_eq!(
            hall.person("zhengce").post(&close, &transfer(&own)).status,
            404,
            "nothing to accept in it"
        );
        hall.pass(chrono::Duration::seconds(1));
        answered(&mut mentor, &thread);
        assert!(clerk.open("/").shows("看看同事的回答"));
        clerk.act(&close, &transfer(&answer));
        let closed = clerk.open(&thread);
        assert!(closed.shows("这个说法不正确"));
        assert_eq!(clerk.post(&further, &[("further", "还有")]).status, 422, "closed");
    });
}
