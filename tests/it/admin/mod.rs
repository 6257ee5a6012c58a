//! People, roles, the trail and the security page, over HTTP on both engines.

mod import;

use shifu::features::{accounts, audit};
use shifu::kernel::{Actor, Role, Roles};

use crate::harness::{Hall, PASSWORD, each_engine};

fn actor(hall: &Hall, username: &str) -> Actor {
    let id = hall.id_of(username);
    let roles = hall.site.db.read_blocking(|conn| accounts::roles_of(conn, &id)).unwrap();
    Actor { person: id, roles, ..Actor::system() }
}

#[test]
fn a_new_account_is_handed_over_once_and_must_change_its_password() {
    each_engine(|hall| {
        let mut xitong = hall.person("xitong");
        let page = xitong.open("/people/new");
        assert!(page.shows("employee_no"));
        let department =
            hall.site.db.read_blocking(|conn| accounts::department_by_slug(conn, "loan")).unwrap().id;
        let fields = [("username", "lin.qing"), ("name", "林青"), ("department", department.as_str())];
        let page = xitong.post("/people/new", &fields).expect(200);
        assert_eq!(page.headers["cache-control"], "no-store");
        let text = page.text();
        let at = text.find("<code class=\"nowrap\">").unwrap() + 21;
        let password = text[at..at + 23].to_owned();
        assert_eq!(xitong.post("/people/new", &fields).status, 422, "the name is taken now");
        let id = hall.id_of("lin.qing");
        let page = xitong.open(&format!("/people/{id}"));
        assert!(!page.shows(&password), "shown once");

        let mut lin = hall.stranger();
        lin.get("/login");
        assert_eq!(lin.post("/login", &[("username", "lin.qing"), ("password", &password)]).status, 303);
        for path in ["/", "/people", "/notifications", "/feedback", "/account"] {
            assert_eq!(lin.get(path).location, "/account/password", "{path}: first things first");
        }
        assert_eq!(lin.get("/account/password").status, 200);
        assert_eq!(lin.post("/account/look", &[("lang", "en")]).status, 303, "in a language one reads");

        hall.pass(chrono::Duration::days(8));
        let mut late = hall.stranger();
        late.get("/login");
        let page = late.post("/login", &[("username", "lin.qing"), ("password", &password)]);
        assert_eq!(page.status, 422, "an initial password expires");
    });
}

#[test]
fn roles_are_given_by_the_security_administrator_with_fresh_proof_and_bind_at_once() {
    each_engine(|hall| {
        let path = format!("/people/{}/roles", hall.id_of("jingban"));
        let mut jingban = hall.person("jingban");
        jingban.open("/account");
        let mut xitong = hall.person("xitong");
        assert_eq!(xitong.post(&path, &[("roles", "manager"), ("password", PASSWORD)]).status, 403);
        let mut anquan = hall.person("anquan");
        assert_eq!(anquan.post(&path, &[("roles", "manager"), ("password", "wrong")]).status, 422);
        jingban.open("/account");
        let both = [("roles", "system_admin"), ("roles", "audit_admin"), ("password", PASSWORD)];
        assert_eq!(anquan.post(&path, &both).status, 422, "three powers");
        let mixed = [("roles", "audit_admin"), ("roles", "clerk"), ("password", PASSWORD)];
        assert_eq!(anquan.post(&path, &mixed).status, 422, "administrators do no other work");
        anquan.act(&path, &[("roles", "manager"), ("password", PASSWORD)]);
        assert_eq!(jingban.get("/account").status, 303, "the change binds the next request");
        let mut again = hall.person("jingban");
        assert_eq!(again.get("/people").status, 200, "a manager now");
        let own = format!("/people/{}/roles", hall.id_of("anquan"));
        assert_eq!(anquan.post(&own, &[("roles", "manager"), ("password", PASSWORD)]).status, 403);
    });
}

#[test]
fn nobody_holds_two_powers_whatever_the_way() {
    each_engine(|hall| {
        let id = hall.id_of("xitong");
        let both: Roles = [Role::SystemAdmin, Role::AuditAdmin].into_iter().collect();
        let by = actor(hall, "anquan");
        let refused = hall.site.db.write_blocking(|tx| accounts::set_roles(tx, &by, &id, both)).unwrap_err();
        assert_eq!(refused.fields[0].key, "roles-three-powers");
        let refused = hall
            .site
            .db
            .write_blocking(|tx| accounts::set_roles(tx, &Actor::system(), &id, both))
            .unwrap_err();
        assert_eq!(refused.fields[0].key, "roles-three-powers", "not even the program itself");
        // Past every service, the database refuses.
        let statement = format!(
            "INSERT INTO person_role (person_id, role, granted_at) \
             VALUES ('{id}', 'audit_admin', '2026-11-23 00:00:00')"
        );
        let mut conn = hall.site.db.maintenance().unwrap();
        let error = diesel::RunQueryDsl::execute(diesel::sql_query(statement), &mut *conn).unwrap_err();
        assert!(
            matches!(
                error,
                diesel::result::Error::DatabaseError(diesel::result::DatabaseErrorKind::UniqueViolation, _)
            ),
            "{error:?}"
        );
    });
}

#[test]
fn disabling_resetting_and_ending_a_session_bind_the_next_request() {
    each_engine(|hall| {
        let id = hall.id_of("jingban");
        let mut xitong = hall.person("xitong");
        let mut jingban = hall.person("jingban");
        jingban.open("/account");
        xitong.act(&format!("/people/{id}/disable"), &[]);
        assert_eq!(jingban.get("/account").status, 303);
        xitong.act(&format!("/people/{id}/enable"), &[]);

        let mut jingban = hall.person("jingban");
        jingban.open("/account");
        let reset = format!("/people/{id}/reset");
        assert_eq!(xitong.post(&reset, &[("password", "wrong")]).status, 422);
        jingban.open("/account");
        xitong.post(&reset, &[("password", PASSWORD)]).expect(200);
        assert_eq!(jingban.get("/account").status, 303);
        let own = format!("/people/{}/reset", hall.id_of("xitong"));
        assert_eq!(xitong.post(&own, &[("password", PASSWORD)]).status, 403);

        let mut anquan = hall.person("anquan");
        let mut fuhe = hall.person("fuhe");
        let page = anquan.open(&format!("/people/{}", hall.id_of("fuhe")));
        let text = page.text();
        let at = text.find("/sessions/").unwrap() + 10;
        let session = text[at..at + 26].to_owned();
        anquan.act(&format!("/people/{}/sessions/{session}/end", hall.id_of("fuhe")), &[]);
        assert_eq!(fuhe.get("/account").status, 303);
    });
}

#[test]
fn a_manager_sees_the_own_office_and_cannot_act() {
    each_engine(|hall| {
        let mut zhuguan = hall.person("zhuguan");
        let page = zhuguan.open("/people");
        assert!(page.shows(&hall.id_of("jingban")) && !page.shows(&hall.id_of("jingban2")));
        zhuguan.open(&format!("/people/{}", hall.id_of("jingban")));
        let page = zhuguan.get(&format!("/people/{}", hall.id_of("jingban2"))).expect(404);
        let nowhere = zhuguan.get("/people/01JD0000000000000000000000").expect(404);
        let text = |page: &crate::harness::Page| {
            page.text()
                .lines()
                .filter(|l| l.contains("error-") || l.contains("<h1"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(text(&page), text(&nowhere), "not yours reads like not there");
        let filtered = hall.person("xitong").open("/people?role=mentor&q=shifu3");
        assert!(filtered.shows(&hall.id_of("shifu3")) && !filtered.shows(&hall.id_of("shifu2")));
    });
}

#[test]
fn the_export_takes_proof_goes_on_record_and_holds_no_formula() {
    each_engine(|hall| {
        let mut xitong = hall.person("xitong");
        assert_eq!(xitong.post("/people/export", &[("password", "wrong")]).status, 422);
        let page = xitong.post("/people/export", &[("password", PASSWORD)]).expect(200);
        assert!(
            page.kind.starts_with("text/csv") && page.headers["content-disposition"].contains("attachment")
        );
        let text = page.text();
        assert!(text.starts_with('\u{feff}') && text.contains("xinren"));
        for line in text.lines().skip(1) {
            assert!(!line.split(',').any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{line}");
        }
        let filter = audit::SearchFilter { kind: Some("people.exported".into()), ..Default::default() };
        let found = hall.site.db.read_blocking(|conn| audit::search(conn, &filter, 5)).unwrap();
        assert_eq!(found.len(), 1);
        assert!(!found[0].payload.contains("xinren"), "figures only");
    });
}

#[test]
fn the_trail_is_searched_on_record_verified_and_a_cut_is_found() {
    each_engine(|hall| {
        let mut shenji = hall.person("shenji");
        let before = hall.site.db.read_blocking(audit::head).unwrap().seq;
        let page = shenji.open("/audit?actor=shenji&kind=session");
        assert!(page.shows("session.opened"));
        assert_eq!(hall.site.db.read_blocking(audit::head).unwrap().seq, before + 1, "the look is on record");
        assert!(shenji.open("/audit?kind=audit.searched").shows("audit.searched"));
        assert_eq!(shenji.get("/audit?from=yesterday").status, 422);
        let page = shenji.open("/audit");
        assert!(page.shows("before="), "more than one page");
        let mut xitong = hall.person("xitong");
        assert_eq!(xitong.get("/audit").status, 403);

        assert!(shenji.post("/audit/verify", &[]).expect(200).shows("banner-ok"));
        let head = hall.site.db.read_blocking(audit::head).unwrap();
        let printed = format!("{}:{}", head.seq, head.hash);
        assert!(shenji.post("/audit/verify", &[("head", &printed)]).expect(200).shows("banner-ok"));
        assert_eq!(shenji.post("/audit/verify", &[("head", "not a head")]).status, 422);
        let forged = format!("{}:{}", head.seq, "0".repeat(64));
        let page = shenji.post("/audit/verify", &[("head", &forged)]).expect(200);
        assert!(page.shows("banner-risk") && page.shows(&head.seq.to_string()));
    });
}

#[test]
fn the_security_page_tells_this_hall_the_truth() {
    each_engine(|hall| {
        let mut anquan = hall.person("anquan");
        let page = anquan.open("/security");
        assert!(page.shows("tag-warn"), "a test hall has neither HTTPS nor a backup");
        let mut shenji = hall.person("shenji");
        shenji.post("/audit/verify", &[]).expect(200);
        let warnings = |page: &crate::harness::Page| page.text().matches("tag-warn").count();
        assert_eq!(warnings(&anquan.open("/security")) + 1, warnings(&page), "one warning less: the trail");
        assert_eq!(hall.person("jingban").get("/security").status, 403);
    });
}
