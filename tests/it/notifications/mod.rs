//! Notifications, mail and feedback.

use shifu::features::notifications::{self, Notice};
use shifu::kernel::Actor;
use shifu::platform::jobs;

use crate::harness::{Hall, each_engine};

fn set_address(hall: &Hall, username: &str, address: &str) {
    let statement = format!("UPDATE person SET email = '{address}' WHERE username = '{username}'");
    let mut conn = hall.site.db.maintenance().unwrap();
    diesel::RunQueryDsl::execute(diesel::sql_query(statement), &mut *conn).unwrap();
}

fn tell(hall: &Hall, username: &str) {
    let id = hall.id_of(username);
    let notice = Notice::new("feedback-answered", "/feedback");
    hall.site.db.write_blocking(|tx| notifications::notify(tx, &id, &notice)).unwrap();
}

#[test]
fn a_suggestion_is_filed_queued_answered_and_told() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let page = xinren.open("/feedback?page=%2Fsearch%3Fq%3Dsecret");
        assert!(page.shows("<code>/search</code>") && !page.shows("<code>/search?q=secret"));
        assert_eq!(xinren.post("/feedback", &[("kind", "complaint"), ("text", "")]).status, 422);
        let kept = xinren.post("/feedback", &[("kind", "praise"), ("text", "字太小了")]).expect(422);
        assert!(kept.shows("字太小了"), "what was typed is still there");
        xinren.act("/feedback", &[("kind", "complaint"), ("text", "字太小了"), ("page", "/search")]);
        hall.run_jobs();

        assert_eq!(xinren.get("/feedback/queue").status, 403);
        let mut zhiliang = hall.person("zhiliang");
        assert!(zhiliang.open("/notifications").shows("/feedback/queue#"));
        let queue = zhiliang.open("/feedback/queue");
        assert!(queue.shows("字太小了"));
        let text = queue.text();
        let at = text.find("action=\"/feedback/").unwrap() + 18;
        let id = text[at..at + 26].to_owned();
        let path = format!("/feedback/{id}/answer");
        assert_eq!(zhiliang.post(&path, &[("text", " ")]).status, 422);
        zhiliang.act(&path, &[("text", "下周加大")]);
        assert_eq!(zhiliang.post(&path, &[("text", "again")]).status, 422, "answered once");
        hall.run_jobs();

        assert!(xinren.open("/feedback").shows("下周加大"));
        let first = xinren.open("/notifications");
        assert!(first.shows("tag-info") && first.shows("href=\"/feedback\""));
        assert!(!xinren.open("/notifications").shows("tag-info"), "seen once, no longer new");
        assert!(!hall.person("xinren2").open("/feedback").shows("下周加大"), "mine is mine");
    });
}

#[test]
fn mail_goes_to_who_has_an_address_in_their_language() {
    each_engine(|hall| {
        tell(hall, "fuhe");
        hall.run_jobs();
        assert!(hall.mails.lock().unwrap().is_empty(), "no address, no mail");
        set_address(hall, "xinren", "xinren@hall.test");
        tell(hall, "xinren");
        hall.run_jobs();
        let mails = hall.mails.lock().unwrap().clone();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].mail.to.address, "xinren@hall.test");
        assert!(
            mails[0].mail.text.contains("你提的意见有答复了") && mails[0].mail.text.contains("/feedback")
        );
        assert!(!mails[0].mail.subject.contains(&mails[0].mail.to.name), "lock screens show subjects");
    });
}

#[test]
fn only_what_waits_for_somebody_or_changes_their_rights_is_mailed() {
    each_engine(|hall| {
        set_address(hall, "shifu", "shifu@hall.test");
        let id = hall.id_of("shifu");
        hall.site
            .db
            .write_blocking(|tx| {
                let told =
                    |kind| Notice::new(kind, "/mentoring").with("name", "江月白").with("item", "租房提取");
                notifications::notify(tx, &id, &told("observation-logged"))?;
                notifications::notify(tx, &id, &told("round-asked"))
            })
            .unwrap();
        hall.run_jobs();
        let mails = hall.mails.lock().unwrap().clone();
        assert_eq!(mails.len(), 1, "one of the two");
        assert!(mails[0].mail.text.contains("练习"), "{}", mails[0].mail.text);
    });
}

#[test]
fn a_mail_that_can_never_go_is_parked_at_once_and_can_be_retried() {
    each_engine(|hall| {
        set_address(hall, "xinren", "no address at all");
        tell(hall, "xinren");
        hall.run_jobs();
        let parked = hall.site.db.read_blocking(jobs::parked).unwrap();
        assert_eq!(parked.len(), 1, "parked after one try");
        assert!(
            !parked[0].last_error.as_deref().unwrap().contains("no address at all"),
            "no address in errors"
        );
        let mut xitong = hall.person("xitong");
        let page = xitong.open("/jobs");
        assert!(page.shows("mail.send"));
        assert_eq!(hall.person("anquan").get("/jobs").status, 403);
        set_address(hall, "xinren", "xinren@hall.test");
        xitong.act(&format!("/jobs/{}/retry", parked[0].id), &[]);
        hall.run_jobs();
        assert_eq!(hall.mails.lock().unwrap().len(), 1);
    });
}

#[test]
fn what_is_rolled_back_is_not_told() {
    each_engine(|hall| {
        let id = hall.id_of("xinren");
        let before = hall.site.db.read_blocking(|conn| notifications::unread(conn, &id)).unwrap();
        let outcome: Result<(), _> = hall.site.db.write_blocking(|tx| {
            notifications::notify(tx, &id, &Notice::new("feedback-answered", "/feedback"))?;
            Err(shifu::kernel::Fault::conflict("already-there"))
        });
        assert!(outcome.is_err());
        hall.run_jobs();
        assert_eq!(hall.site.db.read_blocking(|conn| notifications::unread(conn, &id)).unwrap(), before);
        assert!(hall.mails.lock().unwrap().is_empty());
        let nobody = Actor { person: id, ..Actor::system() };
        let refused = hall.site.db.read_blocking(|conn| notifications::feedback_queue(conn, &nobody));
        assert!(refused.is_err(), "the service checks again");
    });
}

#[test]
fn everybody_may_read_what_the_program_is() {
    each_engine(|hall| {
        let page = hall.stranger().open("/about");
        assert!(page.shows("篡改可发现") && page.shows("国办函〔2026〕12号") && page.shows("actix-web"));
        assert!(!page.shows("防篡改"));
    });
}
