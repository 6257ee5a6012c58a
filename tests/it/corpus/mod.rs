//! Policies, search, notices and notebooks, over HTTP on both engines.

use shifu::features::corpus::{self, Question, What};
use shifu::kernel::{Actor, Role};

use crate::harness::{Hall, each_engine};

mod counter;
mod drafts;
mod intake;
mod knowing;

fn clerk() -> Actor {
    Actor { roles: [Role::Clerk].into_iter().collect(), ..Actor::system() }
}

fn found(hall: &Hall, text: &str, as_of: &str) -> corpus::Found {
    let question = Question {
        text: text.to_owned(),
        as_of: as_of.parse().unwrap(),
        kinds: Vec::new(),
        typing: false,
        limit: 30,
        offset: 0,
    };
    corpus::search(&hall.site, &clerk(), &question).unwrap()
}

/// Places of a clause among the hits, by version.
fn places(found: &corpus::Found, article: &str) -> Vec<(usize, i32, bool)> {
    found
        .hits
        .iter()
        .enumerate()
        .filter_map(|(at, hit)| match &hit.what {
            What::Clause(hit)
                if hit.clause.article == article && hit.clause.doc_key == "withdrawal_rules" =>
            {
                Some((at, hit.version, hit.past))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn the_rule_of_the_day_asked_for_stands_first_and_older_ones_below_it() {
    each_engine(|hall| {
        let today = found(hall, "市场化租房提取额度每人每月多少", "2026-11-23");
        let seventh = places(&today, "第七条");
        let current = seventh.iter().find(|(_, version, _)| *version == 2).expect("the rule in force");
        assert!(!current.2);
        for (at, version, past) in &seventh {
            assert!(*version <= 2, "a version not yet in force was found");
            assert!(*version == 2 || (*past && *at > current.0), "version {version} at {at}");
        }
        let earlier = found(hall, "市场化租房提取额度每人每月多少", "2025-06-30");
        assert!(places(&earlier, "第七条").contains(&(places(&earlier, "第七条")[0].0, 1, false)));
        let later = found(hall, "市场化租房提取额度每人每月多少", "2027-01-01");
        assert_eq!(places(&later, "第七条")[0].1, 3);
    });
}

#[test]
fn the_page_cites_labels_and_warns() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/search?q=%E7%A7%9F%E6%88%BF%E6%8F%90%E5%8F%96");
        assert!(page.shows("<mark>") && page.shows("data-cite=") && page.shows("岚房金发〔2025〕7号"));
        assert!(!page.shows("as_of=2025-01-01"), "no banner of another day");
        let past = clerk.open("/search?q=%E7%A7%9F%E6%88%BF%E6%8F%90%E5%8F%96&as_of=2025-01-01");
        assert!(past.shows("banner-warn") && past.shows("岚房金发〔2022〕21号"));
        let article = clerk.open("/search?q=%E7%AC%AC18%E6%9D%A1&kind=clause");
        assert!(article.shows("第十八条"));
        let nothing = clerk.open("/search?q=zzzzqqqq");
        assert!(nothing.shows("class=\"empty\""));
        // Text somebody types is shown, never obeyed.
        let hostile = clerk.open("/search?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        assert!(!hostile.shows("<script>alert"));
    });
}

#[test]
fn an_answer_written_under_other_rules_says_so() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let warned = |page: &crate::harness::Page| page.shows("答案按2026年11月23日的规定写");
        let search = "/search?kind=faq&q=%E7%A7%9F%E6%88%BF%E6%AF%8F%E4%B8%AA%E6%9C%88%E8%83%BD%E6%8F%90%E5%A4%9A%E5%B0%91";
        assert!(!warned(&clerk.open(search)) && !warned(&clerk.open("/faq")));
        let earlier = format!("{search}&as_of=2025-01-01");
        assert!(warned(&clerk.open(&earlier)) && warned(&clerk.open("/faq?as_of=2025-01-01")));
    });
}

#[test]
fn every_page_speaks_both_languages() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let notice = clerk.post("/items/rent_withdrawal/notice", &papers(7, "missing")).location;
        for lang in ["zh-CN", "en"] {
            clerk.post("/account/look", &[("lang", lang), ("back", "/search")]);
            for path in [
                "/search",
                "/search?q=%E7%A6%BB%E8%81%8C",
                "/policies",
                "/policies/withdrawal_rules",
                "/policies/withdrawal_rules?as_of=1999-01-01",
                "/policies/withdrawal_rules/diff?from=1&to=3",
                "/items",
                "/items/leave_closure",
                "/items/leave_closure/flow",
                "/items/leave_closure/notice",
                notice.as_str(),
                "/notice",
                "/faq",
                "/faq?item=purchase_loan",
                "/forms",
                "/synonyms",
                "/notes",
                "/notes?of=shared&kind=meeting",
                "/notes/new",
            ] {
                let page = clerk.open(path);
                assert!(page.shows(&format!("<html lang=\"{lang}\"")), "{path}");
                assert!(!page.shows("\u{27e6}"), "{path} in {lang} lacks a text: {}", page.text());
            }
        }
    });
}

fn papers(count: usize, state: &'static str) -> Vec<(&'static str, &'static str)> {
    ["paper-0", "paper-1", "paper-2", "paper-3", "paper-4", "paper-5", "paper-6"]
        .into_iter()
        .take(count)
        .map(|name| (name, state))
        .collect()
}

#[test]
fn a_notice_says_what_is_missing_and_is_found_again_by_its_code() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let unanswered = clerk.post("/items/leave_closure/notice", &papers(3, "have"));
        assert_eq!(unanswered.status, 422);
        let mut sent = papers(4, "have");
        sent.push(("paper-4", "not_needed"));
        sent[1].1 = "missing";
        let made = clerk.post("/items/leave_closure/notice", &sent);
        assert_eq!(made.status, 303);
        let code = made.location.strip_prefix("/notice/").unwrap().to_owned();
        let page = clerk.open(&made.location);
        assert_eq!(page.text().matches("class=\"is-missing\"").count(), 1);
        assert_eq!(page.text().matches("class=\"is-have\"").count(), 3);
        assert!(page.shows("岚房金发〔2025〕7号") && page.shows(&code));
        // A colleague finds it by the code as the visitor says it.
        let typed = code.to_lowercase().replace('-', "+");
        let mut colleague = hall.person("jingban2");
        assert_eq!(colleague.get(&format!("/notice?code={typed}")).location, made.location);
        assert_eq!(colleague.get("/notice?code=nothing").status, 422);
        assert_eq!(colleague.get("/notice/AAAA-AAAA").status, 404);
        assert!(colleague.open(&format!("{}?large=1", made.location)).shows("paper-large"));
    });
}

#[test]
fn reading_is_confirmed_once_and_only_for_oneself() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/policies/screening_rules");
        let text = page.text();
        let at = text.find("/policies/versions/").expect("a form to confirm");
        let version = text[at + 19..at + 45].to_owned();
        let fields = [("key", "screening_rules"), ("as_of", "2026-11-23")];
        let done = clerk.act(&format!("/policies/versions/{version}/read"), &fields);
        assert!(!done.shows("/policies/versions/"), "nothing left to confirm");
        clerk.act(&format!("/policies/versions/{version}/read"), &fields);
        let ids = [version];
        let of = |person: &str| {
            hall.site.db.read_blocking(|conn| corpus::confirmed(conn, &hall.id_of(person), &ids)).unwrap()
        };
        assert_eq!((of("jingban").len(), of("jingban2").len()), (1, 0));
    });
}

#[test]
fn reading_is_asked_of_who_works_by_the_policy() {
    each_engine(|hall| {
        assert!(hall.person("jingban").open("/policies").shows("未读"));
        for name in ["zhengce", "zhuguan"] {
            let mut person = hall.person(name);
            assert!(!person.open("/policies").shows("未读"), "{name}");
            assert!(person.open("/policies/service_standard").shows("不必确认"), "{name}");
        }
    });
}

#[test]
fn a_private_note_is_its_authors_alone_until_a_steward_shares_it() {
    each_engine(|hall| {
        let word = "琥珀柚子";
        let mut author = hall.person("jingban");
        let note = author.post(
            "/notes",
            &[
                ("kind", "experience"),
                ("title", word),
                ("body", "琥珀柚子这一条先看封存日期"),
                ("pins", "withdrawal_rules#第二十条"),
            ],
        );
        assert_eq!(note.status, 303, "{}", note.text());
        let path = note.location.split('?').next().unwrap().to_owned();
        assert!(author.open(&path).shows(word));
        let mut colleague = hall.person("jingban2");
        let mut steward = hall.person("zhengce");
        let finds = |text: &str| {
            found(hall, text, "2026-11-23")
                .hits
                .iter()
                .any(|hit| matches!(&hit.what, What::Note { title, .. } if title == word))
        };
        assert!(!finds(word), "a private note surfaced in search");
        assert_eq!((colleague.get(&path).status, steward.get(&path).status), (404, 404));
        assert!(!colleague.open("/notes?of=shared").shows(word));
        // Nobody but its author changes or moves it.
        let step = format!("{path}/step");
        assert_eq!(colleague.post(&step, &[("step", "offer")]).status, 404);
        assert_eq!(
            colleague.post(&path, &[("kind", "experience"), ("title", "x"), ("body", "x")]).status,
            404
        );
        author.act(&step, &[("step", "offer")]);
        assert!(!finds(word), "an offered note surfaced in search");
        assert_eq!((colleague.get(&path).status, steward.get(&path).status), (404, 200));
        assert_eq!(author.post(&step, &[("step", "share")]).status, 403, "nobody shares their own");
        steward.act(&step, &[("step", "share")]);
        assert!(finds(word) && colleague.open(&path).shows(word));
        author.act(&step, &[("step", "withdraw")]);
        assert!(!finds(word), "a withdrawn note stayed in the index");
        assert_eq!(colleague.get(&path).status, 404);
    });
}

#[test]
fn a_pin_needs_a_clause_in_force_and_input_is_kept() {
    each_engine(|hall| {
        let mut author = hall.person("jingban");
        let page = author.post(
            "/notes",
            &[
                ("kind", "meeting"),
                ("title", "例会"),
                ("body", "内容"),
                ("pins", "withdrawal_rules#第九十九条"),
            ],
        );
        assert_eq!(page.status, 422);
        assert!(page.shows("withdrawal_rules#第九十九条") && page.shows("value=\"例会\""));
    });
}

#[test]
fn a_synonym_works_from_the_next_search_on() {
    each_engine(|hall| {
        let before = found(hall, "翡翠螺旋", "2026-11-23");
        assert!(before.hits.is_empty(), "an invented word finds nothing");
        let mut steward = hall.person("zhengce");
        steward.act("/synonyms", &[("term", "翡翠螺旋"), ("expansions", "离职销户，销户提取")]);
        let after = found(hall, "翡翠螺旋", "2026-11-23");
        assert!(!after.hits.is_empty() && !after.also.is_empty());
        let mut clerk = hall.person("jingban");
        assert_eq!(clerk.post("/synonyms", &[("term", "甲"), ("expansions", "乙")]).status, 403);
    });
}

#[test]
fn second_names_in_the_documents_are_proposed_as_synonyms() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let long = "受委托办理贷款业务的银行";
        let page = steward.open("/synonyms");
        assert!(page.shows("文件里自己说的另一个名字") && page.shows(long));
        assert!(page.shows(&format!(
            "/synonyms?term={}&amp;to={}",
            knowing::encoded("受托银行"),
            knowing::encoded(long)
        )));
        assert!(!hall.person("jingban").open("/synonyms").shows(long), "only who may write is asked to");
        steward.act("/synonyms", &[("term", "受托银行"), ("expansions", long)]);
        steward.act("/synonyms", &[("term", long), ("expansions", "受托银行")]);
        assert!(!steward.open("/synonyms").shows("文件里自己说的另一个名字"), "the table knows both now");
    });
}

#[test]
fn a_rebuilt_index_answers_the_same() {
    each_engine(|hall| {
        let ids = |found: corpus::Found| -> Vec<String> {
            found
                .hits
                .iter()
                .map(|hit| match &hit.what {
                    What::Clause(hit) => format!("{} {}", hit.clause.version_id, hit.clause.anchor),
                    other => format!("{other:?}"),
                })
                .collect()
        };
        let before = ids(found(hall, "离职多久能取", "2026-11-23"));
        let documents = corpus::rebuild_now(&hall.site).unwrap();
        assert!(documents > 300, "{documents}");
        assert_eq!(ids(found(hall, "离职多久能取", "2026-11-23")), before);
        assert_eq!(corpus::health(&hall.site).unwrap().standing.lag, 0);
    });
}
