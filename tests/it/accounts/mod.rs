//! Log-in, sessions and roles, over HTTP on both engines.

use shifu::features::accounts;
use shifu::kernel::{Actor, Role};

use crate::harness::{PASSWORD, each_engine};

#[test]
fn a_person_logs_in_sees_the_account_and_logs_out() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let account = xinren.open("/account");
        assert!(account.shows("xinren"));
        assert!(account.headers["content-security-policy"].contains("default-src 'self'"));
        assert_eq!(xinren.post("/logout", &[]).status, 303);
        let again = xinren.get("/account");
        assert_eq!((again.status, again.location.as_str()), (303, "/login?back=%2Faccount"));
    });
}

#[test]
fn a_wrong_password_and_an_unknown_name_read_the_same() {
    each_engine(|hall| {
        let mut somebody = hall.stranger();
        somebody.get("/login");
        let wrong = somebody.post("/login", &[("username", "xinren"), ("password", "not the password")]);
        let unknown = somebody.post("/login", &[("username", "nobody"), ("password", "not the password")]);
        assert_eq!((wrong.status, unknown.status), (422, 422));
        assert_eq!(wrong.text().replace("xinren", "nobody"), unknown.text());
    });
}

#[test]
fn eleven_quick_tries_are_too_many_and_a_minute_later_one_is_fine() {
    each_engine(|hall| {
        let mut somebody = hall.stranger();
        somebody.get("/login");
        for _ in 0..10 {
            assert_eq!(somebody.post("/login", &[("username", "fuhe"), ("password", "x")]).status, 422);
        }
        let page = somebody.post("/login", &[("username", "fuhe"), ("password", PASSWORD)]);
        assert_eq!(page.status, 422);
        hall.pass(chrono::Duration::seconds(61));
        assert_eq!(somebody.post("/login", &[("username", "fuhe"), ("password", PASSWORD)]).status, 303);
    });
}

#[test]
fn a_form_from_elsewhere_is_refused() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        xinren.open("/account");
        xinren.csrf = "0".repeat(64);
        assert_eq!(xinren.post("/account/look", &[("theme", "dark")]).status, 403);
    });
}

#[test]
fn a_changed_role_binds_the_next_request_and_a_session_ends_at_once() {
    each_engine(|hall| {
        let mut jingban = hall.person("jingban");
        jingban.open("/account");
        let id = hall.id_of("jingban");
        hall.site
            .db
            .write_blocking(|tx| {
                accounts::set_roles(tx, &Actor::system(), &id, [Role::Quality].into_iter().collect())
            })
            .unwrap();
        assert_eq!(jingban.get("/account").status, 303, "the session went with the roles");
    });
}

#[test]
fn an_idle_session_ends_and_a_busy_one_ends_after_twelve_hours() {
    each_engine(|hall| {
        let mut idle = hall.person("xinren");
        hall.pass(chrono::Duration::minutes(31));
        assert_eq!(idle.get("/account").status, 303);
        let mut busy = hall.person("xinren");
        for _ in 0..28 {
            hall.pass(chrono::Duration::minutes(25));
            busy.open("/account");
        }
        hall.pass(chrono::Duration::minutes(25));
        assert_eq!(busy.get("/account").status, 303);
    });
}

#[test]
fn a_stolen_session_cannot_guess_the_password() {
    each_engine(|hall| {
        let actor = Actor { person: hall.id_of("zhengce2"), ..Actor::system() };
        let prove = |password: &str| {
            hall.site.db.write_blocking(|tx| accounts::prove(tx, &actor, password)).map_err(|f| f.key)
        };
        for _ in 0..10 {
            assert_eq!(prove("a guess"), Err("form"));
        }
        assert_eq!(prove(PASSWORD), Err("log-in-hasty"));
        hall.pass(chrono::Duration::seconds(61));
        assert_eq!(prove(PASSWORD), Ok(()));
    });
}

#[test]
fn a_stranger_who_guesses_locks_nobody_out_of_a_device_they_know() {
    each_engine(|hall| {
        let mut owner = hall.person("fuhe");
        assert_eq!(owner.post("/logout", &[]).status, 303);
        let mut stranger = hall.stranger();
        stranger.get("/login");
        for _ in 0..10 {
            assert_eq!(stranger.post("/login", &[("username", "fuhe"), ("password", "x")]).status, 422);
        }
        let right = [("username", "fuhe"), ("password", PASSWORD)];
        assert_eq!(stranger.post("/login", &right).status, 422, "even the right one has to wait there");
        owner.get("/login");
        assert_eq!(owner.post("/login", &right).status, 303, "the known device does not");
    });
}
