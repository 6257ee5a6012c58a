//! Thresholds from the centre's own accepted files.

use shifu::forensics::papers::{Kind, Paper};
use shifu::forensics::{Family, Finding, Region, Strength};

use super::{examined_as, one, run, seen};
use crate::harness::{Hall, each_engine};

fn finding(rule: &str, family: Family, score: f32) -> Finding {
    Finding {
        rule: rule.to_owned(),
        family,
        page: Some(0),
        region: Some(Region { x: 10, y: 10, width: 60, height: 20 }),
        source_region: None,
        strength: Strength::Medium,
        score,
        facts: [
            ("deviation".to_owned(), "5.1".to_owned()),
            ("first".to_owned(), "ink".to_owned()),
            ("second".to_owned(), "paper".to_owned()),
        ]
        .into(),
        counts: false,
    }
}

/// Two families on one place, as strong as given.
fn raised(score: f32) -> Vec<Finding> {
    vec![
        finding("jpeg.word_history", Family::Jpeg, score),
        finding("word.looks_different", Family::Word, score + 0.05),
    ]
}

/// Accepted statements of earlier years: nothing ties a measure to its case once that is erased.
fn accepted(hall: &Hall, from: usize, count: usize, findings: &[Finding], state: &str, confirmed: bool) {
    let json: Vec<serde_json::Value> = findings
        .iter()
        .map(|finding| {
            let mut value = serde_json::to_value(finding).unwrap();
            value["confirmed"] = confirmed.into();
            value
        })
        .collect();
    let json = serde_json::to_string(&json).unwrap();
    for n in from..from + count {
        run(
            hall,
            &format!(
                "INSERT INTO screening_measure (id, kind, state, engine, findings, measured_at) VALUES \
                 ('01KAMP00000000000000{n:06}', 'bank_statement', '{state}', 'e', '{json}', '2026-11-01 01:00:00')"
            ),
        )
        .unwrap();
    }
}

fn statement(report: &mut shifu::forensics::Report, score: f32) {
    report.findings = raised(score).into_iter().map(|f| Finding { counts: true, ..f }).collect();
    report.papers = vec![Paper {
        kind: Kind::BankStatement,
        confidence: 0.9,
        pages: vec![0],
        fields: Vec::new(),
        tables: Vec::new(),
    }];
}

#[test]
fn bounds_are_proposed_confirmed_named_by_reports_and_taken_back() {
    each_engine(|hall| {
        accepted(hall, 0, 9, &[], "clean", false);
        let mut manager = hall.person("zhuguan");
        let page = manager.open("/review/calibration");
        assert!(page.shows("银行流水") && page.shows("材料还不够"), "{}", page.text());
        accepted(hall, 10, 60, &[], "clean", false);
        accepted(hall, 100, 8, &raised(0.3), "clean", false);
        accepted(hall, 200, 2, &raised(0.9), "confirmed", true);
        let page = manager.open("/review/calibration");
        assert!(page.shows("受理过77份") && page.shows("人确认过的4处疑问"), "{}", page.text());
        assert!(hall.person("fuhe").open("/review/calibration").shows("建议的门槛"));
        let form = page.form("/review/calibration");
        let fields: Vec<(&str, &str)> = form
            .iter()
            .filter(|(name, _)| name != "reason")
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .chain([("act", "propose"), ("reason", "按三个月的材料")])
            .collect();
        assert_eq!(hall.person("fuhe").post("/review/calibration", &fields).status, 403);
        // Another file since the page was shown: the proposal has to be looked at again.
        accepted(hall, 300, 1, &[], "clean", false);
        let stale = manager.post("/review/calibration", &fields);
        assert!(stale.status == 422 && stale.shows("材料有了变化"), "{}", stale.text());
        let form = stale.form("/review/calibration");
        let fields: Vec<(&str, &str)> = form
            .iter()
            .filter(|(name, _)| name != "reason")
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .chain([("act", "propose"), ("reason", "按三个月的材料")])
            .collect();
        let page = manager.act("/review/calibration", &fields);
        assert!(page.shows("bank_statement-1") && page.shows("按三个月的材料"), "{}", page.text());

        // A statement like those clean ones is not raised any more, but its places stay to be seen.
        let mut clerk = hall.person("jingban");
        let quiet = super::untouched(4);
        let quiet = examined_as(&mut clerk, &[], ("流水.jpg", "image/jpeg", &quiet), |r| statement(r, 0.3));
        let page = clerk.open(&quiet);
        assert!(page.shows("bank_statement-1") && page.shows("没有较可信的疑点"), "{}", page.text());
        let loud = super::untouched(3);
        let loud = examined_as(&mut clerk, &[], ("流水.jpg", "image/jpeg", &loud), |r| statement(r, 0.9));
        assert!(clerk.open(&loud).shows("等待复核"));
        // The decision records which thresholds were in force.
        let mut reviewer = hall.person("fuhe");
        let mark = seen(&reviewer.act(&format!("{loud}/claim"), &[]));
        reviewer
            .act(&format!("{loud}/decide"), &[("decision", "accept"), ("reason", "核对过"), ("seen", &mark)]);
        assert_eq!(one(hall, "SELECT calibration AS value FROM screening_decision"), "bank_statement-1");
        // Closed and accepted, it counts among the clean ones.
        clerk.act(&format!("{loud}/close"), &[]);
        let id = loud.rsplit('/').next().unwrap();
        let state = format!("SELECT state AS value FROM screening_measure WHERE case_id = '{id}'");
        assert_eq!(one(hall, &state), "clean");
        let facts = format!("SELECT findings AS value FROM screening_measure WHERE case_id = '{id}'");
        assert!(!one(hall, &facts).contains("5.1"), "a measure keeps no figures");

        let back =
            [("kind", "bank_statement"), ("budget", "5"), ("act", "built-in"), ("reason", "先看看再说")];
        let page = manager.act("/review/calibration", &back);
        assert!(page.shows("bank_statement-2") && page.shows("改回系统自带的门槛"), "{}", page.text());
        assert_eq!(manager.post("/review/calibration", &back).status, 422);
        assert!(run(hall, "UPDATE screening_calibration SET budget = 1").is_err());
    });
}
