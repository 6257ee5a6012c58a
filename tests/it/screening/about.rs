//! What a case is about is said after its files went out: by the upload form and on the page of the case.

use super::{batch, edited, entries, hand_in, one, untouched};
use crate::harness::{Hall, each_engine};

fn column(hall: &Hall, path: &str, name: &str) -> String {
    let id = path.rsplit('/').next().unwrap();
    one(hall, &format!("SELECT CAST({name} AS TEXT) AS value FROM screening_case WHERE id = '{id}'"))
}

#[test]
fn what_is_chosen_after_the_files_were_dropped_reaches_their_case() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let mark = batch(&mut clerk);
        let file = untouched(31);
        let page = clerk.upload(
            "/screening",
            &[("batch", &mark), ("purpose", "withdrawal")],
            &[("合同.jpg", "image/jpeg", &file)],
        );
        let path = page.location.split('?').next().unwrap().to_owned();
        // While it waits to be examined.
        let about = format!("{path}/about");
        let said = clerk.fragment(&about, &[("purpose", "loan"), ("item", ""), ("reference", " D-2026 7 ")]);
        assert!(said.status == 200 && said.shows("已更新"), "{}", said.text());
        assert_eq!(column(hall, &path, "purpose"), "loan");
        for purpose in ["exercise", "loan"] {
            clerk
                .fragment(&about, &[("purpose", purpose), ("item", ""), ("reference", "D-2026 7")])
                .expect(200);
        }
        hall.run_jobs();
        // And on its page, as long as nobody reviews it; what was sealed is read back.
        let shown = clerk.open(&path);
        assert!(shown.shows("D-2026 7") && shown.shows("贷款") && !shown.shows("等待复核"));
        let item = one(hall, "SELECT id AS value FROM business_item ORDER BY id LIMIT 1");
        let fields = [("purpose", "transfer"), ("item", item.as_str()), ("reference", "D-2026 8")];
        let shown = clerk.act(&about, &fields);
        assert!(shown.shows("D-2026 8") && shown.shows("转移接续") && shown.shows("业务事项"));
        assert_eq!(column(hall, &path, "item_id"), item);
        assert_eq!(entries(hall, "screening.about", &path), 4);
        // The same again changes nothing and is no error.
        clerk.act(&about, &fields);
        assert_eq!(entries(hall, "screening.about", &path), 4);
        // What the later reference is compared with.
        let again = hand_in(&mut clerk, &[("reference", "d-20268")], ("合同.jpg", "image/jpeg", &file));
        assert!(clerk.open(&again).shows("两件的业务参考号相同"));
    });
}

#[test]
fn the_wish_for_a_review_reaches_the_case_too() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let path = hand_in(&mut clerk, &[], ("收据.jpg", "image/jpeg", &untouched(32)));
        assert!(!clerk.open(&path).shows("等待复核"));
        let about = format!("{path}/about");
        let fields = [("purpose", "withdrawal"), ("item", ""), ("reference", "")];
        assert_eq!(clerk.fragment(&about, &fields).status, 200);
        assert_eq!(entries(hall, "screening.about", &path), 0, "nothing was changed");
        let fields = [fields[0], fields[1], fields[2], ("review", "1")];
        assert_eq!(clerk.fragment(&about, &fields).status, 200);
        assert!(clerk.open(&path).shows("等待复核"));
    });
}

#[test]
fn what_may_not_be_said_is_refused_with_a_sentence_and_stays_in_the_form() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let path = hand_in(&mut clerk, &[("reference", "A-1")], ("流水.png", "image/png", &edited()));
        let about = format!("{path}/about");
        let none = [("item", ""), ("reference", "A-1")];
        // Once the results are known, nothing that asks for less.
        let page = clerk.post(&about, &[("purpose", "exercise"), none[0], ("reference", "A-2")]);
        assert!(page.status == 422 && page.shows("不能再改成练习"), "{}", page.text());
        assert!(page.shows("value=\"A-2\""), "what was typed stays: {}", page.text());
        assert!(page.shows("<option value=\"withdrawal\" selected>"), "and what holds is chosen");
        assert_eq!(clerk.post(&about, &[("purpose", "gift"), none[0], none[1]]).status, 422);
        let strange = [("purpose", "loan"), ("item", "01KAMP0000000000000000TEST"), none[1]];
        assert_eq!(clerk.post(&about, &strange).status, 422);
        let long = "长".repeat(61);
        assert_eq!(clerk.post(&about, &[("purpose", "loan"), none[0], ("reference", &long)]).status, 422);
        assert_eq!(column(hall, &path, "purpose"), "withdrawal");
        // The same file elsewhere was weighed by the reference.
        let other = hand_in(&mut clerk, &[("reference", "B-1")], ("流水.png", "image/png", &edited()));
        let about_other = format!("{other}/about");
        let page = clerk.post(&about_other, &[("purpose", "loan"), none[0], none[1]]);
        assert!(page.status == 422 && page.shows("已按原来的参考号"), "{}", page.text());
        let told = clerk.fragment(&about_other, &[("purpose", "loan"), none[0], none[1]]);
        assert!(
            told.status == 422 && told.shows("已按原来的参考号") && !told.shows("<html"),
            "{}",
            told.text()
        );
        clerk.act(&about_other, &[("purpose", "loan"), none[0], ("reference", "B-1")]);
        assert_eq!(column(hall, &other, "purpose"), "loan");
        // Before a reviewer.
        hall.person("fuhe").act(&format!("{path}/claim"), &[]);
        let page = clerk.post(&about, &[("purpose", "loan"), none[0], ("reference", "A-77")]);
        assert!(page.status == 422 && page.shows("A-77"), "what was typed can be copied: {}", page.text());
        assert_eq!(column(hall, &path, "purpose"), "withdrawal");
        assert!(!clerk.open(&path).shows("更改用途、事项或参考号"));
    });
}
