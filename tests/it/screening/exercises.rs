//! Exercises made of closed cases and of drawn pages.

use chrono::Duration;
use shifu::features::screening;
use shifu::forensics::papers::{Field, Kind, Paper, Place};
use shifu::forensics::{Region, synth};

use super::{edited, entries, examined_as, one, rows_of, seen};
use crate::harness::{Hall, Page, each_engine};

const WORDS: [(&str, &str); 2] =
    [("title", "流水里贴的一个词"), ("explanation", "两处连颗粒都一样，也可能是排版巧合。")];

/// A closed case with its confirmed place; personal fields stand at the top of the page.
fn closed(hall: &Hall) -> String {
    let mut clerk = hall.person("jingban");
    let name = Field {
        key: "account_name".to_owned(),
        value: "张禾苗".to_owned(),
        place: Some(Place { page: 0, region: Region { x: 5, y: 5, width: 60, height: 14 } }),
        confidence: 0.98,
    };
    let path = examined_as(&mut clerk, &[], ("流水.png", "image/png", &edited()), |report| {
        report.papers = vec![Paper {
            kind: Kind::BankStatement,
            confidence: 0.9,
            pages: vec![0],
            fields: vec![name],
            tables: Vec::new(),
        }];
    });
    let mut reviewer = hall.person("fuhe");
    reviewer.act(&format!("{path}/claim"), &[]);
    let id = path.rsplit('/').next().unwrap();
    let found = super::values(
        hall,
        &format!(
            "SELECT id AS value FROM screening_finding WHERE case_id = '{id}' AND rule = 'copy.exact_noise'"
        ),
    );
    for finding in &found {
        reviewer.act(&format!("{path}/findings/{finding}"), &[("outcome", "confirmed")]);
    }
    assert!(!found.is_empty());
    let mark = seen(&reviewer.open(&path));
    let form = [("decision", "ask_more"), ("reason", "请提供原件"), ("seen", mark.as_str())];
    reviewer.act(&format!("{path}/decide"), &form);
    clerk.act(&format!("{path}/close"), &[]);
    path
}

fn ticked(page: &Page) -> Vec<String> {
    let text = page.text();
    text.split("name=\"cell\" value=\"")
        .skip(1)
        .filter(|rest| rest.split('>').next().unwrap().ends_with(" checked"))
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn a_closed_case_becomes_an_exercise_that_outlives_it() {
    each_engine(|hall| {
        let path = closed(hall);
        let mut reviewer = hall.person("fuhe");
        assert!(reviewer.open(&path).shows("做成练习"));
        // A mentor who may not see the case makes nothing of it.
        assert_eq!(hall.person("shifu").get(&format!("{path}/exercise")).status, 404);
        assert_eq!(hall.person("jingban").get(&format!("{path}/exercise")).status, 403);
        reviewer.open(&format!("{path}/exercise"));
        let wrong = [("page", "101"), ("title", "张三13800138000"), ("explanation", "看这里")];
        let page = reviewer.post(&format!("{path}/exercise"), &wrong);
        assert!(page.status == 422 && page.shows("看这里"), "{}", page.text());
        let mut begin = vec![("page", "101")];
        begin.extend(WORDS);
        let page = reviewer.act(&format!("{path}/exercise"), &begin);
        let marked = ticked(&page);
        assert!(!marked.is_empty(), "the name is proposed to be covered");
        let exercise =
            one(hall, "SELECT id AS value FROM screening_exercise WHERE title = '流水里贴的一个词'");
        let place = format!("/exercises/{exercise}");
        // Nobody else sees it before it is covered; not published, no learner does.
        assert_eq!(hall.person("xinren").get(&place).status, 404);
        assert_eq!(hall.person("shifu").get(&format!("{place}/picture")).status, 404);

        let mut fields: Vec<(&str, &str)> = marked.iter().map(|cell| ("cell", cell.as_str())).collect();
        fields.extend(WORDS);
        let all: Vec<String> = (0..2_000).map(|n: u32| n.to_string()).collect();
        let mut too_much: Vec<(&str, &str)> = all.iter().map(|cell| ("cell", cell.as_str())).collect();
        too_much.extend(WORDS);
        let hidden = reviewer.post(&format!("{place}/cover"), &too_much);
        assert!(hidden.status == 422 && hidden.shows("盖住了大半"), "{}", hidden.text());
        reviewer.act(&format!("{place}/cover"), &fields);
        let picture = reviewer.open(&format!("{place}/picture"));
        assert!(picture.bytes.starts_with(b"\x89PNG"));
        assert_ne!(picture.bytes, reviewer.open(&format!("{path}/pages/101/preview")).bytes);
        // The author does not approve.
        assert_eq!(reviewer.post(&format!("{place}/step"), &[("act", "approve")]).status, 403);
        let mut second = hall.person("shifu3");
        let looked_at = second.open(&place);
        assert!(looked_at.shows("没有个人信息，发布"));
        // The author paints it anew meanwhile: what was looked at is not what would be published.
        let mark = looked_at.field("seen").unwrap();
        let more = (0..40).map(|n: u32| n.to_string()).find(|cell| !marked.contains(cell)).unwrap();
        fields.push(("cell", more.as_str()));
        reviewer.act(&format!("{place}/cover"), &fields);
        let stale = second.post(&format!("{place}/step"), &[("act", "approve"), ("seen", mark.as_str())]);
        assert!(stale.status == 422 && stale.shows("在你打开之后改过"), "{}", stale.text());
        let picture = reviewer.open(&format!("{place}/picture"));
        let mark = second.open(&place).field("seen").unwrap();
        second.act(&format!("{place}/step"), &[("act", "approve"), ("seen", mark.as_str())]);
        assert_eq!(
            one(
                hall,
                &format!(
                    "SELECT COALESCE(case_id, '-') AS value FROM screening_exercise WHERE id = '{exercise}'"
                )
            ),
            "-"
        );

        // The case goes; the exercise stays with its picture.
        hall.pass(Duration::days(400));
        screening::sweep(&hall.site).unwrap();
        hall.run_jobs();
        assert_eq!(entries(hall, "screening.erased", &path), 1);
        let mut learner = hall.person("xinren");
        assert!(learner.open("/exercises").shows("流水里贴的一个词"));
        let page = learner.open(&place);
        assert!(page.shows("第1行第1格") && !page.shows("连颗粒都一样"), "no answer before the try");
        assert_eq!(learner.open(&format!("{place}/picture")).bytes, picture.bytes);
        assert_eq!(learner.post(&place, &[]).status, 422);
        let truth: Vec<Region> = serde_json::from_str(&one(
            hall,
            &format!("SELECT truth AS value FROM screening_exercise WHERE id = '{exercise}'"),
        ))
        .unwrap();
        let page = learner.act(&place, &[("cell", "0")]);
        assert!(page.shows("0分") && page.shows("连颗粒都一样") && page.shows("/lessons/copy.exact_noise"));
        let size = shifu::forensics::synth::case(7, None, synth::LastSave::Png).unwrap().mask.dimensions();
        let rows = (8 * size.1 + size.0 / 2) / size.0;
        let cells: Vec<String> = truth
            .iter()
            .map(|place| {
                let (x, y) = (place.x + place.width / 2, place.y + place.height / 2);
                (y * rows / size.1 * 8 + x * 8 / size.0).to_string()
            })
            .collect();
        let marks: Vec<(&str, &str)> = cells.iter().map(|cell| ("cell", cell.as_str())).collect();
        let page = learner.act(&place, &marks);
        assert!(page.shows("100分"), "{}", page.text());
        assert!(learner.open("/exercises").shows("练了1个，共2次，最好成绩平均100分"));
        assert!(learner.open("/lessons/copy.exact_noise").shows("流水里贴的一个词"));
    });
}

#[test]
fn what_nobody_has_approved_goes_with_the_case() {
    each_engine(|hall| {
        let path = closed(hall);
        let mut reviewer = hall.person("fuhe");
        reviewer.open(&format!("{path}/exercise"));
        let mut begin = vec![("page", "101")];
        begin.extend(WORDS);
        reviewer.act(&format!("{path}/exercise"), &begin);
        let exercise =
            one(hall, "SELECT id AS value FROM screening_exercise WHERE title = '流水里贴的一个词'");
        reviewer.act(&format!("/exercises/{exercise}/cover"), &[("cell", "0"), WORDS[0], WORDS[1]]);
        let blob =
            one(hall, "SELECT picture AS value FROM screening_exercise WHERE title = '流水里贴的一个词'");
        assert_eq!(rows_of(hall, "screening_exercise", &path), "1");
        hall.pass(Duration::days(400));
        screening::sweep(&hall.site).unwrap();
        hall.run_jobs();
        assert_eq!(rows_of(hall, "screening_exercise", &path), "0");
        let left = hall.site.blobs.list_blocking().unwrap();
        assert!(left.iter().all(|name| name.as_str() != blob), "its picture is gone");
    });
}

#[test]
fn a_drawn_page_needs_no_case_but_a_second_person() {
    each_engine(|hall| {
        let mut mentor = hall.person("shifu");
        mentor.open("/exercises");
        let mut form = vec![("edit", "copymove")];
        form.extend(WORDS);
        let page = mentor.act("/exercises", &form);
        assert!(page.shows("须由另一人审看"), "{}", page.text());
        let exercise =
            one(hall, "SELECT id AS value FROM screening_exercise WHERE title = '流水里贴的一个词'");
        let step = format!("/exercises/{exercise}/step");
        assert_eq!(mentor.post(&step, &[("act", "approve")]).status, 403);
        assert_eq!(hall.person("xinren").post(&step, &[("act", "approve")]).status, 403);
        let mut steward = hall.person("zhengce");
        let mark = steward.open(&format!("/exercises/{exercise}")).field("seen").unwrap();
        steward.act(&step, &[("act", "approve"), ("seen", mark.as_str())]);
        assert!(hall.person("xinren").open("/exercises").shows("流水里贴的一个词"));
        mentor.act(&step, &[("act", "retire")]);
        assert!(!hall.person("xinren").open("/exercises").shows("流水里贴的一个词"));
        assert_eq!(hall.person("xinren").get(&format!("/exercises/{exercise}")).status, 404);
    });
}
