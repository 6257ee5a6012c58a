//! 今日 for every persona, the manager's scope, posts, CSV.

use shifu::features::accounts::{self, NewPerson};
use shifu::features::corpus;
use shifu::features::reports::{self, HolderKind};
use shifu::kernel::{Actor, Role};

use crate::harness::{Hall, PASSWORD, Page, each_engine};

/// Everybody of the starter content with their names.
const EVERYBODY: &[(&str, &str)] = &[
    ("xinren", "林知夏"),
    ("xinren2", "方一鸣"),
    ("shifu", "沈若溪"),
    ("shifu2", "顾长河"),
    ("shifu3", "韩素云"),
    ("jingban", "周安然"),
    ("jingban2", "叶清禾"),
    ("fuhe", "许景行"),
    ("zhengce", "罗明远"),
    ("zhengce2", "谢文澜"),
    ("zhiliang", "邓可欣"),
    ("zhuguan", "宋立诚"),
    ("wangdian", "唐晓舟"),
    ("xitong", "程默"),
    ("anquan", "严知白"),
    ("shenji", "季书衡"),
];

/// What no page of this product does.
const NEVER: &[&str] = &["连续", "积分", "排行", "打卡", "\u{27e6}"];

fn main_of(page: &Page) -> String {
    let text = page.text();
    let start = text.find("<main").expect("a main part");
    let end = text.find("</main>").expect("its end");
    text[start..end].to_owned()
}

#[test]
fn everybody_is_greeted_and_told_what_comes_next() {
    each_engine(|hall| {
        for (username, name) in EVERYBODY {
            let page = hall.person(username).open("/");
            assert!(page.shows(&format!("早上好，{name}")), "{username}");
            let main = main_of(&page);
            let primaries = main.matches("btn-primary").count();
            let done = main.contains("今天的事都办完了") || main.contains("现在没有等着你的事");
            assert_eq!(primaries, usize::from(!done), "{username}: one next thing, or a kind word");
            assert_eq!(done, !main.contains("今天还有"), "{username}");
            for word in NEVER {
                assert!(!main.contains(word), "{username} reads {word}");
            }
        }
    });
}

#[test]
fn the_greeting_follows_the_clock_and_the_language() {
    each_engine(|hall| {
        hall.pass(chrono::Duration::hours(3));
        let mut fuhe = hall.person("fuhe");
        assert!(fuhe.open("/").shows("中午好，许景行"));
        hall.pass(chrono::Duration::hours(3));
        let mut fuhe = hall.person("fuhe");
        assert!(fuhe.open("/").shows("下午好，许景行"));
        let page = fuhe.act("/account/look", &[("lang", "en"), ("back", "/")]);
        assert!(page.shows("Good afternoon, 许景行"), "the kept page is not shown in the other language");
    });
}

#[test]
fn what_somebody_does_shows_at_once() {
    each_engine(|hall| {
        let mut manager = hall.person("zhuguan");
        let before = manager.open("/");
        assert!(before.shows("处缺岗"), "{}", main_of(&before));
        // A page that nothing has changed is the same page; an act of anybody makes a new one.
        assert_eq!(main_of(&manager.open("/")), main_of(&before));
        let post = post_id(hall, "withdrawal_review");
        let holder = hall.id_of("shifu3");
        manager.act(&format!("/reports/posts/{post}"), &[("a", &hall.id_of("fuhe")), ("b", &holder)]);
        assert!(manager.open("/").shows("调整了岗位"));
    });
}

fn post_id(hall: &Hall, slug: &str) -> String {
    let posts = hall.site.db.read_blocking(|conn| reports::posts(conn, None)).unwrap();
    posts.into_iter().find(|post| post.slug == slug).expect("a post of the starter content").id
}

#[test]
fn a_manager_sees_the_own_office_and_the_general_office_sees_all() {
    each_engine(|hall| {
        let own = hall.person("zhuguan").open("/reports");
        assert!(own.shows("周安然") && own.shows("提取受理岗"), "the own office");
        for foreign in ["叶清禾", "唐晓舟", "贷款受理岗"] {
            assert!(!own.shows(foreign), "{foreign} is of another office");
        }
        let department = hall
            .site
            .db
            .write_blocking(|tx| {
                let department_id = accounts::department_by_slug(tx.conn, "general")?.id;
                let new = NewPerson {
                    username: "zongguan".to_owned(),
                    name: "秦望舒".to_owned(),
                    employee_no: "LP0001".to_owned(),
                    department_id: department_id.clone(),
                    email: None,
                };
                let id = accounts::add_person(tx, &Actor::system(), &new, PASSWORD, false)?;
                accounts::set_roles(tx, &Actor::system(), &id, [Role::Manager].into_iter().collect())?;
                Ok(department_id)
            })
            .unwrap();
        assert!(!department.is_empty());
        let all = hall.person("zongguan").open("/reports");
        for name in ["周安然", "叶清禾", "唐晓舟", "贷款受理岗"] {
            assert!(all.shows(name), "{name}");
        }
    });
}

#[test]
fn people_stand_by_name_and_small_groups_are_not_told() {
    each_engine(|hall| {
        let page = hall.person("zhuguan").open("/reports");
        assert!(page.shows("人数不足"));
        for word in NEVER {
            assert!(!main_of(&page).contains(word), "{word}");
        }
        for chart in ["funnel", "ready", "months", "screening"] {
            assert!(page.shows(&format!("aria-labelledby=\"{chart}-t\"")), "{chart}");
            assert!(page.shows(&format!("/reports/csv/{chart}")), "{chart}");
        }
    });
}

#[test]
fn every_table_goes_out_as_csv() {
    each_engine(|hall| {
        let mut manager = hall.person("zhuguan");
        for name in ["able", "cover", "funnel", "ready", "months", "weak", "screening"] {
            let csv = manager.open(&format!("/reports/csv/{name}"));
            assert!(csv.kind.starts_with("text/csv"), "{name}: {}", csv.kind);
            let text = csv.text();
            assert!(text.starts_with('\u{feff}') && text.lines().count() > 1, "{name}: {text}");
            let columns = text.lines().next().unwrap().split(',').count();
            assert!(columns >= 2, "{name}");
        }
        assert_eq!(manager.get("/reports/csv/salaries").status, 404);
        assert_eq!(hall.person("shifu").get("/reports/csv/able").status, 403);
    });
}

#[test]
fn a_name_that_looks_like_a_formula_is_disarmed() {
    each_engine(|hall| {
        hall.site
            .db
            .write_blocking(|tx| {
                let new = NewPerson {
                    username: "formula".to_owned(),
                    name: "=HYPERLINK(\"x\")".to_owned(),
                    employee_no: "LP0002".to_owned(),
                    department_id: accounts::department_by_slug(tx.conn, "withdrawal")?.id,
                    email: None,
                };
                let id = accounts::add_person(tx, &Actor::system(), &new, PASSWORD, false)?;
                accounts::set_roles(tx, &Actor::system(), &id, [Role::Clerk].into_iter().collect())
            })
            .unwrap();
        let csv = hall.person("zhuguan").open("/reports/csv/able").text();
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
    });
}

#[test]
fn posts_change_hands_with_a_record() {
    each_engine(|hall| {
        let mut manager = hall.person("zhuguan");
        let page = manager.open("/reports/posts");
        assert!(page.shows("提取受理岗") && !page.shows("贷款受理岗"));
        let post = post_id(hall, "withdrawal_window");
        let (a, b) = (hall.id_of("shifu"), hall.id_of("jingban"));
        // The two swap in one act.
        manager.act(&format!("/reports/posts/{post}"), &[("a", &b), ("b", &a)]);
        let posts = hall.site.db.read_blocking(|conn| reports::posts(conn, None)).unwrap();
        let now = posts.iter().find(|p| p.id == post).unwrap();
        assert_eq!(now.holder(HolderKind::A).map(|h| h.person.as_str()), Some(b.as_str()));
        assert_eq!(now.holder(HolderKind::B).map(|h| h.person.as_str()), Some(a.as_str()));
        // One person cannot be both, and what was typed stays.
        let page = manager.post(&format!("/reports/posts/{post}"), &[("a", &a), ("b", &a)]);
        assert_eq!(page.status, 422);
        assert!(
            page.shows("A岗和B岗不能是同一个人") && page.shows("href=\"#f-b\"") && page.shows("id=\"f-b\"")
        );
        // An administrator holds no post, and a post of another office reads like one that is not there.
        let admin = hall.id_of("xitong");
        assert_eq!(manager.post(&format!("/reports/posts/{post}"), &[("a", &admin), ("b", "")]).status, 422);
        let foreign = post_id(hall, "loan_window");
        assert_eq!(manager.post(&format!("/reports/posts/{foreign}"), &[("a", &a), ("b", "")]).status, 404);
        assert_eq!(hall.person("shifu").post(&format!("/reports/posts/{post}"), &[("a", &a)]).status, 403);
        // Left open again.
        manager.act(&format!("/reports/posts/{post}"), &[("a", &a), ("b", "")]);
        let page = manager.open("/reports");
        assert!(page.shows("缺B岗") || page.shows("没有人"), "{}", main_of(&page));
        let mut audit = hall.person("shenji");
        assert!(audit.open("/audit").shows("调整了A、B岗"));
    });
}

#[test]
fn the_database_knows_each_place_and_person_once() {
    each_engine(|hall| {
        let post = post_id(hall, "withdrawal_window");
        let person = hall.id_of("fuhe");
        let outcome = hall.site.db.write_blocking(|tx| {
            let places = [(HolderKind::A, Some(person.clone())), (HolderKind::B, Some(person.clone()))];
            reports::name_holders(tx, &Actor::system(), &post, &places, hall.today())
        });
        assert_eq!(outcome.unwrap_err().fields[0].key, "post-two-people");
    });
}

#[test]
fn today_follows_the_work() {
    each_engine(|hall| {
        let mut me = hall.person("xinren");
        let page = me.open("/");
        assert!(page.shows("租房提取 · 听") && page.shows("已完成2 / 5"), "{}", main_of(&page));
        assert!(page.shows("培养第1天") && page.shows("师傅沈若溪"));
        let today = hall.today().to_string();
        for n in 0..3 {
            let told = format!("第{n}位职工问能提多少");
            let fields =
                [("happened_on", today.as_str()), ("told", &told), ("learned", "先看缴存，再看住房")];
            me.act("/board/rent_withdrawal/listen", &fields);
        }
        let page = me.open("/");
        assert!(page.shows("租房提取 · 读政策"), "{}", main_of(&page));
        assert!(page.shows("今天5次"), "what was done today is ticked");
        let versions = hall
            .site
            .db
            .read_blocking(|conn| {
                let item = corpus::item_by_slug(conn, "rent_withdrawal")?;
                corpus::policies_of_item(conn, &item, hall.today())
            })
            .unwrap();
        for version in versions {
            me.act("/board/rent_withdrawal/learn", &[("version", &version.version_id)]);
        }
        let page = me.open("/");
        assert!(page.shows("租房提取 · 为什么小测") && page.shows("小测待通过"), "{}", main_of(&page));
        let mentor = hall.person("shifu").open("/");
        assert!(mentor.shows("林知夏") && mentor.shows("租房提取：待做小测"), "{}", main_of(&mentor));
    });
}

#[test]
fn a_steward_is_called_to_what_colleagues_hand_in_and_nobody_else_is() {
    each_engine(|hall| {
        let note = |person: &mut crate::harness::Persona<'_>, title: &str| {
            let fields = [("kind", "experience"), ("title", title), ("body", "先问合同")];
            let page = person.post("/notes", &fields).expect(303);
            let path = page.location.split('?').next().unwrap().to_owned();
            person.act(&format!("{path}/step"), &[("step", "offer")]);
            path
        };
        let mut clerk = hall.person("jingban");
        let offered = note(&mut clerk, "琥珀柚子");
        let mut author = hall.person("zhengce");
        let file = "+++\nkey = \"service_standard\"\nversion = 3\ntitle = \"窗口服务规范\"\nnumber = \"岚房金发〔2026〕99号\"\n\
                    issuer = \"岚浦市住房公积金管理中心\"\narea = \"服务\"\neffective_from = 2026-12-01\nchange = \"major\"\n\
                    review_on = 2027-11-01\n+++\n# 窗口服务规范\n\n## 第一章\n\n第一条　琉璃灯塔照看窗口。\n";
        let draft = author.draft(file);
        author.act(&format!("{draft}/step"), &[("step", "submit")]);
        let mut other = hall.person("zhengce2");
        let today = other.open("/");
        assert!(today.shows("批准1份政策草稿") && today.shows(&draft), "{}", main_of(&today));
        assert!(today.shows("决定1条同事提交的笔记") && today.shows(&offered));
        let own = author.open("/");
        assert!(!own.shows("份政策草稿") && own.shows("决定1条"), "nobody approves their own");
        for username in ["jingban", "xinren", "zhuguan", "shifu"] {
            let page = hall.person(username).open("/");
            assert!(!page.shows("份政策草稿") && !page.shows("条同事提交的笔记"), "{username}");
        }
        // What was decided is said, and nobody is led to a page that is gone.
        other.act(&format!("{draft}/step"), &[("step", "approve")]);
        other.act(&format!("{offered}/step"), &[("step", "decline")]);
        let told = other.open("/notifications");
        assert!(told.shows("已批准") && told.shows("已退回") && !told.shows(&draft), "{}", main_of(&told));
        assert!(hall.person("zhuguan").open("/notifications").shows("已批准"), "for everybody who was asked");
        assert!(!other.open("/").shows("份政策草稿"));
        hall.run_jobs();
    });
}

#[test]
fn who_stands_still_is_shown_with_what_is_missing() {
    each_engine(|hall| {
        assert!(hall.person("zhuguan").open("/reports").shows("没有停下来的"));
        hall.pass(chrono::Duration::days(20));
        let mut manager = hall.person("zhuguan");
        let page = manager.open("/reports");
        assert!(page.shows("林知夏 · 租房提取") && page.shows("20天"), "{}", main_of(&page));
        assert!(page.shows("听满5次，已记2次"), "what would open it");
        assert!(!page.shows("方一鸣"), "an apprentice of another office");
        assert!(manager.open("/").shows("处停了两周以上"));
        let csv = manager.open("/reports/csv/still").text();
        assert!(csv.lines().count() >= 2 && csv.contains("林知夏"), "{csv}");
    });
}
