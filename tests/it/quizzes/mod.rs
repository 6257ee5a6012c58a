//! Why-quizzes over HTTP, and what a changed policy or question does to them.

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use shifu::features::quizzes::{self, NewQuestion, WhyState};
use shifu::features::{audit, corpus};
use shifu::kernel::{Actor, Fault};

use crate::harness::{Hall, Persona, each_engine};

const QUIZ: &str = "/items/rent_withdrawal/why";

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    value: String,
}

fn texts(hall: &Hall, query: &str) -> Vec<String> {
    hall.site
        .db
        .read_blocking(|conn| Ok::<_, Fault>(sql_query(query).load::<One>(conn)?))
        .unwrap()
        .into_iter()
        .map(|one| one.value)
        .collect()
}

fn item(hall: &Hall) -> corpus::Item {
    hall.site.db.read_blocking(|conn| corpus::item_by_slug(conn, "rent_withdrawal")).unwrap()
}

fn state(hall: &Hall, username: &str) -> WhyState {
    let (person, item) = (hall.id_of(username), item(hall));
    hall.site.db.read_blocking(|conn| quizzes::why_state(conn, &person, &item.id)).unwrap()
}

fn head(hall: &Hall) -> i64 {
    hall.site.db.read_blocking(audit::head).unwrap().seq
}

/// The options to tick at one place of an attempt: the right ones, or one wrong one.
fn choice(hall: &Hall, attempt: &str, place: usize, right: bool) -> Vec<String> {
    let id = attempt.rsplit('/').next().unwrap();
    let query =
        format!("SELECT answer AS value FROM quiz_shown WHERE attempt_id = '{id}' AND place = {place}");
    let answer: Vec<usize> = serde_json::from_str(&texts(hall, &query)[0]).unwrap();
    if right {
        return answer.iter().map(ToString::to_string).collect();
    }
    // Of two options or more, one is always wrong alone: the first that is not the answer.
    let wrong = (0..99).find(|option| !answer.contains(option)).unwrap();
    vec![wrong.to_string()]
}

fn answer(persona: &mut Persona<'_>, attempt: &str, place: usize, right: bool) -> crate::harness::Page {
    let ticked = choice(persona.hall, attempt, place, right);
    let fields: Vec<(&str, &str)> = ticked.iter().map(|value| ("choice", value.as_str())).collect();
    persona.act(&format!("{attempt}/{place}"), &fields)
}

/// Starts an attempt and answers it, all right but `wrong`; returns its address.
fn take(persona: &mut Persona<'_>, wrong: impl Fn(&str, usize) -> bool) -> String {
    let started = persona.post(QUIZ, &[]).expect(303);
    let attempt = started.location;
    for place in 1..=state(persona.hall, &persona.username.clone()).questions {
        answer(persona, &attempt, place, !wrong(&attempt, place));
    }
    attempt
}

fn question_at(hall: &Hall, attempt: &str, place: usize, column: &str) -> String {
    let id = attempt.rsplit('/').next().unwrap();
    texts(
        hall,
        &format!(
            "SELECT CAST({column} AS TEXT) AS value FROM quiz_shown WHERE attempt_id = '{id}' AND place = {place}"
        ),
    )
    .remove(0)
}

fn is_critical(hall: &Hall, attempt: &str, place: usize) -> bool {
    matches!(question_at(hall, attempt, place, "critical").as_str(), "1" | "true")
}

#[test]
fn a_quiz_is_answered_one_question_a_screen_and_opens_the_gate() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let before = state(hall, "xinren");
        assert!(
            !before.passed && before.questions > 5 && before.attempts == 0 && before.best_percent.is_none()
        );
        assert!(xinren.open(QUIZ).shows("不限时"));

        let attempt = xinren.post(QUIZ, &[]).expect(303).location;
        assert_eq!(xinren.post(QUIZ, &[]).location, attempt, "a second start leads back to the first");
        let first = xinren.open(&format!("{attempt}/1"));
        let explanation = question_at(hall, &attempt, 1, "explanation");
        assert!(!first.shows(&explanation), "nothing is explained before the answer");
        assert!(!first.shows("正确答案") && !first.shows("is-right"));

        assert_eq!(xinren.post(&format!("{attempt}/1"), &[]).status, 422, "an empty answer is no answer");
        let locked = answer(&mut xinren, &attempt, 1, true);
        assert!(locked.shows("答对了") && locked.shows(&explanation) && locked.shows("答案已锁定"));
        assert!(locked.shows("/policies/"), "the clause is cited with its address");

        // The back button and a second click change nothing, whatever they send.
        let head_before = head(hall);
        let other = choice(hall, &attempt, 1, false);
        let again = xinren.act(&format!("{attempt}/1"), &[("choice", &other[0])]);
        assert!(again.shows("答对了"));
        assert_eq!(head(hall), head_before);

        for place in 2..=before.questions {
            assert!(!state(hall, "xinren").passed);
            answer(&mut xinren, &attempt, place, true);
        }
        let after = state(hall, "xinren");
        assert!(after.passed && after.best_percent == Some(100) && after.attempts == 1);
        assert!(xinren.open(&attempt).shows("操作步骤已经打开"));
        assert!(xinren.open(QUIZ).shows("已通过"));

        let mut other = hall.person("xinren2");
        assert_eq!(other.get(&attempt).status, 404, "an attempt is its owner's");
        assert_eq!(other.get(&format!("{attempt}/1")).status, 404);
        assert_eq!(other.post(&format!("{attempt}/1"), &[("choice", "0")]).status, 404);
        assert!(!state(hall, "xinren2").passed);
    });
}

#[test]
fn a_missed_critical_question_fails_and_leads_to_its_clause() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let missed = std::cell::Cell::new(false);
        let attempt = take(&mut xinren, |attempt, place| {
            let first = is_critical(hall, attempt, place) && !missed.get();
            missed.set(missed.get() || first);
            first
        });
        let state_now = state(hall, "xinren");
        assert!(missed.get() && !state_now.passed);
        assert!(state_now.best_percent.unwrap() >= 80, "the share alone would have been enough");
        let page = xinren.open(&attempt);
        assert!(page.shows("还没通过") && page.shows("1道关键题答错") && page.shows("要重读的条款"));
        assert!(!page.shows("80%。"), "only the reason that holds is given");

        take(&mut xinren, |_, _| false);
        let state_now = state(hall, "xinren");
        assert!(state_now.passed && state_now.attempts == 2);
        let intro = xinren.open(QUIZ);
        assert!(intro.shows("还没通过") && intro.shows(&attempt), "earlier attempts stay visible");
    });
}

#[test]
fn two_attempts_show_the_same_questions_in_orders_of_their_own() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let orders: Vec<Vec<String>> = (0..2)
            .map(|_| {
                let attempt = take(&mut xinren, |_, _| true);
                let n = state(hall, "xinren").questions;
                (1..=n).map(|place| question_at(hall, &attempt, place, "stem")).collect()
            })
            .collect();
        assert_ne!(orders[0], orders[1]);
        let sorted = |order: &Vec<String>| {
            let mut order = order.clone();
            order.sort();
            order
        };
        assert_eq!(sorted(&orders[0]), sorted(&orders[1]));
    });
}

fn changed(stem: &str) -> NewQuestion {
    NewQuestion {
        key: "rent_q1".to_owned(),
        kind: "single".to_owned(),
        tag: "why".to_owned(),
        critical: true,
        stem: stem.to_owned(),
        options: vec!["甲".to_owned(), "乙".to_owned(), "丙".to_owned()],
        answer: vec![1],
        explanation: "因为乙。".to_owned(),
        clauses: vec!["withdrawal_rules#第五条".to_owned()],
    }
}

#[test]
fn an_edited_question_leaves_old_attempts_as_they_were() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let attempt = take(&mut xinren, |_, _| false);
        assert!(state(hall, "xinren").passed);
        let n = state(hall, "xinren").questions;
        let shown: Vec<String> =
            (1..=n).map(|place| xinren.open(&format!("{attempt}/{place}")).text()).collect();
        let stems: Vec<String> = (1..=n).map(|place| question_at(hall, &attempt, place, "stem")).collect();

        let (item, today) = (item(hall), hall.today());
        hall.site
            .db
            .write_blocking(|tx| {
                quizzes::import_question(tx, &Actor::system(), &item.id, &changed("全新的题面？"), today)
            })
            .unwrap();
        for (place, text) in (1..).zip(&shown) {
            let now = xinren.open(&format!("{attempt}/{place}")).text();
            let body =
                |page: &str| page[page.find("<main").unwrap()..page.find("</main").unwrap()].to_owned();
            assert_eq!(body(&now), body(text), "place {place}");
        }
        let after = state(hall, "xinren");
        assert!(!after.passed && after.best_percent.is_none(), "the new wording must be answered");
        assert_eq!((after.questions, after.attempts), (n, 1));
        assert!(!stems.contains(&"全新的题面？".to_owned()));

        let refused = hall.site.db.write_blocking(|tx| {
            sql_query("UPDATE quiz_shown SET stem = 'x'").execute(tx.conn)?;
            Ok::<_, Fault>(())
        });
        assert!(refused.is_err(), "the database keeps the copy too");
    });
}

#[test]
fn an_open_attempt_is_left_when_a_question_is_reworded() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let old = xinren.post(QUIZ, &[]).expect(303).location;
        answer(&mut xinren, &old, 1, true);
        let (item, today) = (item(hall), hall.today());
        hall.site
            .db
            .write_blocking(|tx| {
                quizzes::import_question(tx, &Actor::system(), &item.id, &changed("换了？"), today)
            })
            .unwrap();
        let new = xinren.post(QUIZ, &[]).expect(303).location;
        assert_ne!(old, new);
        assert_eq!(xinren.post(&format!("{old}/2"), &[("choice", "0")]).status, 422, "the old one is closed");
    });
}

fn in_state(hall: &Hall, state: &str) -> Vec<String> {
    texts(hall, &format!("SELECT id AS value FROM question_version WHERE state = '{state}' ORDER BY id"))
}

#[test]
fn a_new_version_of_a_policy_makes_its_questions_stale_until_somebody_confirms() {
    each_engine(|hall| {
        assert!(in_state(hall, "stale").is_empty());
        let mut xinren = hall.person("xinren");
        take(&mut xinren, |_, _| false);
        let before = state(hall, "xinren");
        // The third version of the withdrawal rules comes into force on 1 January.
        hall.pass(chrono::Duration::days(45));
        quizzes::compare_with_policy(&hall.site).unwrap();
        let stale = in_state(hall, "stale");
        assert!(!stale.is_empty());
        let during = state(hall, "xinren");
        assert!(during.questions < before.questions, "stale questions leave the quiz");
        let left = head(hall);
        quizzes::compare_with_policy(&hall.site).unwrap();
        assert_eq!(head(hall), left, "a second comparison changes nothing");

        let mut steward = hall.person("zhengce");
        let list = steward.open("/questions");
        assert!(list.shows(&stale[0]));
        assert!(!steward.open("/questions?state=ready").shows(&stale[0]));
        let page = steward.open(&format!("/questions/{}", stale[0]));
        assert!(page.shows("出题时的条文") && page.shows("今天的条文"));
        let Some(seen) = page.field("seen") else { return };
        let path = format!("/questions/{}/reconfirm", stale[0]);
        assert_eq!(steward.post(&path, &[("seen", "0000")]).status, 409, "only what was seen is confirmed");
        steward.act(&path, &[("seen", &seen)]);
        assert!(!in_state(hall, "stale").contains(&stale[0]));
        assert!(in_state(hall, "ready").contains(&stale[0]));
        assert_eq!(steward.post(&path, &[("seen", &seen)]).status, 409, "once");
        quizzes::compare_with_policy(&hall.site).unwrap();
        assert!(in_state(hall, "ready").contains(&stale[0]), "the present text is noted now");
    });
}

#[test]
fn nobody_approves_the_wording_they_wrote() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let old = in_state(hall, "ready").remove(0);
        let page = steward.open(&format!("/questions/{old}/reword"));
        assert!(page.shows("* "), "the right option is marked");
        let fields = [
            ("stem", "改写以后的题面？"),
            ("options", "* 对的\n错的\n也是错的\n还是错的"),
            ("explanation", "因为这样。"),
            ("clauses", "withdrawal_rules#第五条"),
            ("critical", "1"),
        ];
        let unknown: Vec<_> = fields
            .iter()
            .map(|(n, v)| if *n == "clauses" { (*n, "no_such#第一条") } else { (*n, *v) })
            .collect();
        let again = steward.post(&format!("/questions/{old}/reword"), &unknown);
        assert!(again.status == 422 && again.shows("改写以后的题面？") && again.shows("no_such#第一条"));

        let draft = steward.post(&format!("/questions/{old}/reword"), &fields).expect(303).location;
        let draft = draft.trim_start_matches("/questions/").split('?').next().unwrap().to_owned();
        assert!(in_state(hall, "ready").contains(&old), "the old wording stays in use meanwhile");
        assert_eq!(steward.post(&format!("/questions/{draft}/review"), &[]).status, 403);
        assert!(!steward.open(&format!("/questions/{draft}")).shows("/review"));
        assert!(
            hall.site
                .db
                .write_blocking(|tx| {
                    sql_query(format!(
                        "UPDATE question_version SET reviewer_id = author_id WHERE id = '{draft}'"
                    ))
                    .execute(tx.conn)?;
                    Ok::<_, Fault>(())
                })
                .is_err(),
            "the database refuses it as well"
        );
        let mut manager = hall.person("zhuguan");
        manager.act(&format!("/questions/{draft}/review"), &[]);
        assert!(in_state(hall, "ready").contains(&draft) && in_state(hall, "replaced").contains(&old));
        assert_eq!(
            manager.get(&format!("/questions/{draft}/reword")).status,
            403,
            "a manager does not write"
        );
    });
}

#[test]
fn loading_the_questions_twice_changes_nothing() {
    each_engine(|hall| {
        let before = head(hall);
        shifu::app::starter::load(&hall.site).unwrap();
        assert_eq!(head(hall), before);
        assert_eq!(in_state(hall, "ready").len(), 30);
    });
}
