//! A new version of a policy, from its draft to the day it comes into force.

use chrono::Duration;

use crate::harness::each_engine;

fn source(version: i32, from: &str) -> String {
    format!(
        "+++\nkey = \"service_standard\"\nversion = {version}\ntitle = \"窗口服务规范\"\nnumber = \"岚房金发〔2026〕99号\"\n\
         issuer = \"岚浦市住房公积金管理中心\"\narea = \"服务\"\neffective_from = {from}\nchange = \"major\"\n\
         review_on = 2027-11-01\n+++\n# 窗口服务规范\n\n## 第一章\n\n第一条　琉璃灯塔照看窗口。\n（一）先问来意；\n（二）再看材料。\n"
    )
}

#[test]
fn two_people_bring_a_version_into_force_and_nobody_alone() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let mut manager = hall.person("zhuguan");
        let path = steward.draft(&source(3, "2026-12-01"));
        let step = format!("{path}/step");
        assert_eq!(manager.get(&path).status, 404, "a draft is its author's until it is handed in");
        assert_eq!(manager.post(&step, &[("step", "approve")]).status, 404, "nor can it be approved unseen");
        let another = steward.act("/policies/drafts", &[("from", "service_standard")]);
        let desk = another.form_action();
        let typed = [("number", "岚房金发〔2027〕1号"), ("effective_from", "2027-12-01")];
        let refused = steward.at_desk(&desk, &typed, "draft");
        assert_eq!(refused.status, 422, "one open version at a time");
        assert!(refused.shows("已有一个没有批准的版本") && refused.shows("岚房金发〔2027〕1号"));
        steward.act(&step, &[("step", "submit")]);
        assert!(manager.open("/notifications").shows(&path), "whoever may approve hears of it");
        assert_eq!(steward.post(&step, &[("step", "approve")]).status, 403, "nobody approves their own");
        assert_eq!(steward.post(&step, &[("step", "edit")]).status, 409, "handed in");
        assert!(manager.open(&path).shows("琉璃灯塔"));
        manager.act(&step, &[("step", "approve")]);
        assert_eq!(manager.post(&step, &[("step", "approve")]).status, 409);

        let mut clerk = hall.person("jingban");
        let search = "/search?q=%E7%90%89%E7%92%83%E7%81%AF%E5%A1%94";
        assert!(!clerk.open("/policies/service_standard").shows("琉璃灯塔"));
        assert!(!clerk.open(search).shows("<mark>琉璃灯塔"));
        hall.pass(Duration::days(8));
        let mut clerk = hall.person("jingban");
        assert!(clerk.open("/policies/service_standard").shows("琉璃灯塔"));
        assert!(clerk.open(search).shows("<mark>琉璃灯塔"));
        hall.run_jobs();
    });
}

#[test]
fn a_version_that_would_begin_too_early_is_refused_where_it_can_be_mended() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let path = steward.draft(&source(3, "2026-04-01"));
        let refused = steward.post(&format!("{path}/step"), &[("step", "submit")]);
        assert_eq!(refused.status, 422);
        assert!(refused.shows("施行日期与已有版本重叠") && refused.shows("2026-05-01"));
        assert!(refused.shows(&format!("{path}/step")), "the draft is still there to be changed");
        assert!(!hall.person("zhuguan").open("/notifications").shows(&path), "nobody is called in vain");
    });
}

#[test]
fn a_draft_is_changed_sent_back_and_thrown_away() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let mut manager = hall.person("zhuguan");
        let path = steward.draft(&source(3, "2026-12-01"));
        let step = format!("{path}/step");
        let desk = steward.post(&step, &[("step", "edit")]).expect(303).location;
        let body = steward.open(&desk).form(&desk).into_iter().find(|(name, _)| name == "body").unwrap().1;
        assert!(body.contains("琉璃灯塔"));
        let typed =
            [("body", body.replace("琉璃灯塔", "水晶灯塔")), ("effective_from", "2026-12-05".to_owned())];
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let saved = steward.at_desk(&desk, &typed, "draft").expect(303);
        assert!(saved.location.starts_with(&path), "the same draft");
        steward.act(&step, &[("step", "submit")]);
        assert!(manager.open(&path).shows("水晶灯塔"));
        manager.act(&step, &[("step", "back")]);
        assert!(steward.open("/notifications").shows(&path));
        steward.act(&step, &[("step", "discard")]);
        assert_eq!(steward.get(&path).status, 404);
        steward.draft(&source(3, "2026-12-01"));
    });
}

#[test]
fn a_draft_names_what_it_is_compared_with_and_nothing_new_is_handed_in_knowingly() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let mut manager = hall.person("zhuguan");
        // The rules in force have a successor, approved for the first of January.
        let begun = steward.act("/policies/drafts", &[("from", "withdrawal_rules")]);
        let desk = begun.form_action();
        let typed = [("number", "岚房金发〔2027〕1号"), ("effective_from", "2027-12-01")];
        let made = steward.at_desk(&desk, &typed, "draft").expect(303).location;
        let path = made.split('?').next().unwrap().to_owned();
        let page = steward.open(&path);
        for shown in [
            "/policies/withdrawal_rules?as_of=2027-01-01",
            "岚房金发〔2026〕15号，它2027年1月1日才起施行",
            "今天施行的还是岚房金发〔2025〕7号",
            "没有任何条文变化",
            "没有变化，仍要提交",
        ] {
            assert!(page.shows(shown), "{shown}: {}", page.text());
        }
        let text = steward.open(&format!("{path}/text"));
        assert!(text.shows("第三十条") && text.shows("还没有批准"));
        assert_eq!(manager.get(&format!("{path}/text")).status, 404, "its author's until it is handed in");
        let step = format!("{path}/step");
        let refused = steward.post(&step, &[("step", "submit")]);
        assert_eq!(refused.status, 422);
        assert!(refused.shows("请按“没有变化，仍要提交”"), "{}", refused.text());
        assert_eq!(manager.get(&path).status, 404, "not handed in");
        steward.act(&step, &[("step", "submit-unchanged")]);
        assert!(manager.open(&path).shows("没有任何条文变化"), "whoever approves sees it too");
        assert!(manager.open(&format!("{path}/text")).shows("第三十条"));
    });
}

#[test]
fn a_version_approved_for_today_leads_to_what_it_made_stale() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let mut manager = hall.person("zhuguan");
        let path = steward.draft(&source(3, &hall.site.today().to_string()));
        let step = format!("{path}/step");
        steward.act(&step, &[("step", "submit")]);
        let done = manager.post(&step, &[("step", "approve")]).expect(303);
        assert!(done.location.contains("ok=policy-in-force"));
        let page = manager.open(&done.location);
        assert!(page.shows("今天起就施行") && page.shows("/policies/service_standard/rests"));
        assert!(page.shows("琉璃灯塔"));
        let page = steward.open(&done.location);
        assert!(page.shows("class=\"link\" href=\"/upkeep\""));
    });
}
