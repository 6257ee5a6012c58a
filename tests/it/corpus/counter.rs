//! What somebody at the counter meets: own notes at the clause, forms with their days, answers that went stale.

use chrono::Duration;

use super::clerk;
use crate::harness::{Hall, Persona, each_engine};
use shifu::features::corpus::{self, Question, What};

fn note(person: &mut Persona<'_>, title: &str) -> String {
    let fields =
        [("kind", "experience"), ("title", title), ("body", "先问合同"), ("pins", "withdrawal_rules#第七条")];
    let page = person.post("/notes", &fields).expect(303);
    page.location.split('?').next().unwrap().to_owned()
}

#[test]
fn own_notes_stand_at_their_clause_and_nobody_elses_private_ones() {
    each_engine(|hall| {
        let mut author = hall.person("jingban");
        let (first, _second) = (note(&mut author, "琥珀柚子甲"), note(&mut author, "琥珀柚子乙"));
        let page = author.open("/policies/withdrawal_rules");
        assert!(page.shows("我的笔记 2") && page.shows(&format!("href=\"{first}\"")), "{}", page.text());
        // The anchor leads to the same clause in the next version, with another text.
        assert!(author.open("/policies/withdrawal_rules?as_of=2027-02-01").shows("我的笔记 2"));
        assert!(!author.open("/policies/service_standard").shows("我的笔记"));
        let mut colleague = hall.person("jingban2");
        let page = colleague.open("/policies/withdrawal_rules");
        assert!(!page.shows("我的笔记") && !page.shows("琥珀柚子"));
        let shared = |page: &crate::harness::Page| page.text().matches("大家的笔记").count();
        let before = shared(&page);
        author.act(&format!("{first}/step"), &[("step", "offer")]);
        hall.person("zhengce").act(&format!("{first}/step"), &[("step", "share")]);
        let page = colleague.open("/policies/withdrawal_rules");
        assert!(page.shows("琥珀柚子甲") && !page.shows("琥珀柚子乙") && !page.shows("我的笔记"));
        assert!(shared(&page) >= before);
        let page = author.open("/policies/withdrawal_rules");
        assert!(page.shows("我的笔记 2"), "shared or not, it is one's own");
        assert_eq!(page.text().matches("琥珀柚子甲").count(), 1, "and stands there once");
    });
}

fn next_application(from: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("from", "withdrawal_application"),
        ("name", "住房公积金提取申请表"),
        ("version", "2026-12"),
        ("purpose", "提取业务统一申请表。"),
        ("fields", "申请人姓名\n柚子一栏"),
        ("items", "rent_withdrawal"),
        ("valid_from", from),
    ]
}

#[test]
fn a_form_takes_over_on_its_day_and_both_versions_can_be_seen() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let form = steward.open("/forms/new?from=withdrawal_application");
        assert!(form.shows("name=\"valid_from\" value=\"2026-11-23\""), "today by itself");
        let unreadable = steward.post("/forms", &next_application("morgen"));
        assert!(unreadable.status == 422 && unreadable.shows("启用日期要选一天"));
        assert!(unreadable.shows("有一处需要改") && unreadable.shows("柚子一栏"));
        let list = steward.act("/forms", &next_application("2026-12-01"));
        assert!(list.shows("2026-12版，2026年12月1日起启用") && list.shows("2025-07版"));
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/forms/withdrawal_application");
        assert!(page.shows("2025-07") && !page.shows("柚子一栏") && !page.shows("这是旧版"));
        let next = clerk.open("/forms/withdrawal_application?v=2026-12");
        assert!(next.shows("柚子一栏") && next.shows("这一版还没有启用") && !next.shows("这是旧版"));
        let mut early = next_application("2026-11-25");
        early[2].1 = "2027-01";
        assert!(steward.post("/forms", &early).shows("不能早于上一版的启用日期"));
        let (_, api) = crate::api::read(hall, "jingban", "/api/v1/forms");
        assert!(api.to_string().contains("\"coming\":[\"2026-12\"]"), "{api}");
        hall.pass(Duration::days(8));
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/forms/withdrawal_application");
        assert!(page.shows("柚子一栏") && !page.shows("这一版还没有启用"));
        assert!(clerk.open("/forms/withdrawal_application?v=2025-07").shows("这是旧版"));
        let list = clerk.open("/forms");
        assert!(list.shows("href=\"/forms/withdrawal_application?v=2025-07\"") && list.shows("旧版已停用"));
    });
}

fn form_found(hall: &Hall, text: &str, slug: &str) -> bool {
    let question = Question {
        text: text.to_owned(),
        as_of: hall.today(),
        kinds: vec![shifu::platform::search::Kind::Form],
        typing: false,
        limit: 30,
        offset: 0,
    };
    let found = corpus::search(&hall.site, &clerk(), &question).unwrap();
    found.hits.iter().any(|hit| matches!(&hit.what, What::Form(form) if form.slug == slug))
}

#[test]
fn a_form_is_found_by_what_it_is_for() {
    each_engine(|hall| {
        assert!(form_found(hall, "购房贷款申请", "credit_authorisation"), "by the name of its item alone");
        hall.person("zhengce").act("/forms", &next_application("2026-12-01"));
        assert!(form_found(hall, "柚子一栏", "withdrawal_application"), "by what a coming version asks");
    });
}

#[test]
fn a_stale_answer_says_so_on_todays_page_and_answers_are_searched_from_their_list() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/faq");
        assert!(!page.shows("依据变了"));
        assert!(page.shows("action=\"/search\"") && page.shows("name=\"kind\" value=\"faq\""));
        hall.pass(Duration::days(45));
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/faq");
        assert!(page.shows("写这个答案（2026年11月23日）以后，依据变了") && page.shows("/diff?from="));
        assert!(!page.shows("与这一天的规定不同"), "that is said of other days");
    });
}

#[test]
fn an_item_shows_what_is_on_its_page_and_its_clauses_by_name() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/items/rent_withdrawal");
        assert!(page.shows("href=\"#materials-h\"") && page.shows("href=\"/faq?item=rent_withdrawal\""));
        let page = hall.person("zhengce").open("/items/rent_withdrawal/edit");
        assert!(page.shows("value=\"《提取管理办法》第十一条 "), "short name, article, beginning");
        assert_eq!(page.text().matches(">保存为新的一版<").count(), 1, "one button saves");
    });
}

#[test]
fn a_notice_has_a_letterhead_and_an_unknown_code_its_error() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let unknown = clerk.get("/notice?code=ZZZZ");
        assert!(unknown.status == 422 && unknown.shows("class=\"field-error\" id=\"f-code-e\""));
        let papers: Vec<(String, &str)> = (0..7).map(|n| (format!("paper-{n}"), "missing")).collect();
        let papers: Vec<(&str, &str)> = papers.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let made = clerk.act("/items/rent_withdrawal/notice", &papers);
        assert!(made.shows("<p class=\"paper-org\">岚浦市住房公积金管理中心</p>"));
    });
}

#[test]
fn the_notebooks_count_and_an_empty_one_says_which() {
    each_engine(|hall| {
        let mut author = hall.person("jingban");
        assert!(author.open("/notes").shows("还没有写过笔记"));
        note(&mut author, "琥珀柚子");
        let page = author.open("/notes");
        assert!(
            page.shows("我的 <span class=\"count\">1</span>")
                && page.shows("办事心得 <span class=\"count\">1</span>")
        );
        assert!(author.open("/notes?kind=meeting").shows("这一本里没有"));
        assert!(!author.open("/notes").shows("等我决定的"));
        let steward = hall.person("zhengce").open("/notes?of=offered");
        assert!(
            steward.shows("等我决定的 <span class=\"count\">0</span>") && steward.shows("没有等你决定的笔记")
        );
    });
}
