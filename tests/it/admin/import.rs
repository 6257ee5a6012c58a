//! Importing people: dry run, then all or nobody.

use shifu::features::accounts;

use crate::harness::{Hall, PASSWORD, each_engine};

fn count(hall: &Hall) -> usize {
    hall.site.db.read_blocking(|conn| accounts::people(conn, None)).unwrap().len()
}

#[test]
fn a_dry_run_names_the_trouble_and_writes_nothing() {
    each_engine(|hall| {
        let mut xitong = hall.person("xitong");
        let before = count(hall);
        let table = "登录名,姓名,工号,部门\nlin.qing,林青,0100,loan\nxinren,某人,0101,loan\n\
                     lin.qing,又一人,0102,nowhere\nBad Name,,0103,loan\n";
        let page = xitong.upload("/people/import", &[("pasted", table)], &[]).expect(200);
        assert_eq!(page.text().matches("tag-ok").count(), 1);
        assert_eq!(page.text().matches("tag-warn").count(), 3);
        assert!(!page.shows("/people/import/apply"), "nothing to press while rows have trouble");
        assert_eq!(count(hall), before);
        let forced = [("table", table), ("password", PASSWORD)];
        assert_eq!(xitong.post("/people/import/apply", &forced).status, 422);
        assert_eq!(count(hall), before, "all or nobody");
        for bad in ["", "a,b\n1,2\n", "登录名,姓名,部门\n", "username,name,department\n\"open"] {
            assert_eq!(xitong.upload("/people/import", &[("pasted", bad)], &[]).status, 422, "{bad:?}");
        }
    });
}

#[test]
fn a_fine_table_is_imported_after_fresh_proof() {
    each_engine(|hall| {
        let mut xitong = hall.person("xitong");
        let before = count(hall);
        let table = "\u{feff}username,name,department,email\r\nlin.qing,\"Lin, Qing\",loan,lin@example.org\r\n\
                     wu.ming,Wu Ming,collection,\r\n";
        let page = xitong.upload("/people/import", &[("pasted", table)], &[]).expect(200);
        assert!(page.shows("/people/import/apply"));
        assert_eq!(xitong.post("/people/import/apply", &[("table", table), ("password", "x")]).status, 422);
        assert_eq!(count(hall), before);
        let page =
            xitong.post("/people/import/apply", &[("table", table), ("password", PASSWORD)]).expect(200);
        assert_eq!(page.text().matches("<code class=\"nowrap\">").count(), 2);
        assert_eq!(count(hall), before + 2);
        let id = hall.id_of("lin.qing");
        let person = hall.site.db.read_blocking(|conn| accounts::person(conn, &id)).unwrap();
        assert_eq!((person.name.as_str(), person.must_change_password), ("Lin, Qing", true));
    });
}
