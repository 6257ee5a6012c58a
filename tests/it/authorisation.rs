//! Every route × every role: what the list of routes promises is what the server does. Here every identifier
//! is of a thing that does not exist; [`relations`] has things that do, and people who stand differently to
//! them.

mod relations;

use shifu::app::server;
use shifu::features::{accounts, audit};
use shifu::kernel::Role;

use crate::harness::{Hall, Page, Persona, each_engine};

/// One account for each role; some hold two, as in a real hall.
const PEOPLE: &[&str] = &[
    "xinren", "shifu", "shifu3", "jingban", "fuhe", "zhengce", "zhiliang", "zhuguan", "wangdian", "xitong",
    "anquan", "shenji",
];

/// Routes anyone may ask, each with its reason. A public route that is not here fails the test.
const PUBLIC: &[(&str, &str)] = &[
    ("/assets/{name:.*}", "style sheets and scripts"),
    ("/health/live", "asked by a load balancer"),
    ("/health/ready", "asked by a load balancer"),
    ("/csp-report", "sent by browsers"),
    ("/about", "says what the program is"),
    ("/login", "the door"),
    ("/login/code", "the door"),
    ("/verify", "anyone may check a certificate"),
    ("/verify/{code}", "anyone may check a certificate"),
    ("/api/v1/session", "the door of the API"),
    ("/api/v1/session/refresh", "the door of the API"),
    ("/api/v1/openapi.json", "the description of the API"),
];

fn fill(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').expect("a closed parameter") + at;
        out.push_str(match &rest[at + 1..end] {
            "n" | "page" | "index" => "1",
            name if name.ends_with("slug") || name == "item" || name == "key" => "nothing-here",
            "code" => "NOTHING1",
            "layer" => "preview",
            _ => "01JD0000000000000000000000",
        });
        rest = &rest[end + 1..];
    }
    out + rest
}

fn ask(persona: &mut Persona<'_>, method: &str, path: &str) -> Page {
    match method {
        "GET" => persona.get(path),
        "POST" => persona.post(path, &[]),
        other => panic!("a persona cannot {other}"),
    }
}

fn head(hall: &Hall) -> i64 {
    hall.site.db.read_blocking(audit::head).unwrap().seq
}

/// Entries of the trail after `before` that tell of more than a refusal.
fn changes(hall: &Hall, before: i64) -> usize {
    let filter = audit::SearchFilter::default();
    let events = hall.site.db.read_blocking(|conn| audit::search(conn, &filter, 50)).unwrap();
    events.iter().filter(|event| event.seq > before && event.kind != "access.refused").count()
}

#[test]
fn a_refusal_is_on_record_with_its_place_and_reason() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        assert_eq!(clerk.get("/people").status, 403);
        let filter = audit::SearchFilter::default();
        let events = hall.site.db.read_blocking(|conn| audit::search(conn, &filter, 5)).unwrap();
        let refused = events.iter().find(|event| event.kind == "access.refused").expect("an entry");
        assert_eq!(refused.actor_id.as_deref(), Some(clerk.id().as_str()));
        assert_eq!(refused.subject_id, "/people");
        assert!(refused.payload.contains("not-allowed") && refused.payload.contains("GET"));
        // A door knocked on a thousand times does not fill the trail.
        for _ in 0..80 {
            clerk.get("/people");
        }
        let events = hall.site.db.read_blocking(|conn| audit::search(conn, &filter, 500)).unwrap();
        let count = events.iter().filter(|event| event.kind == "access.refused").count();
        assert!((60..=75).contains(&count), "{count} entries");
        let before = head(hall);
        assert_eq!(clerk.get("/rounds/01JD0000000000000000000000").status, 403);
        assert_eq!(clerk.get("/screening/01JD0000000000000000000000").status, 404);
        assert!(head(hall) - before <= 1, "what is not there is nobody's refusal");
    });
}

#[test]
fn every_public_route_is_known() {
    for route in server::routes().infos() {
        if route.permission.is_none() {
            assert!(PUBLIC.iter().any(|(path, _)| *path == route.path), "{} is open to anyone", route.path);
        }
    }
}

#[test]
fn strangers_are_led_to_the_door() {
    each_engine(|hall| {
        let mut stranger = hall.stranger();
        stranger.get("/login");
        for route in server::routes().infos().iter().filter(|r| r.permission.is_some()) {
            if route.method == "DELETE" || route.path.starts_with("/api/") {
                continue;
            }
            let before = head(hall);
            let page = ask(&mut stranger, route.method, &fill(route.path));
            let led = page.status == 303 && page.location.starts_with("/login");
            assert!(led, "{} {}: {} {}", route.method, route.path, page.status, page.location);
            assert_eq!(head(hall), before, "a stranger changed something at {}", route.path);
        }
    });
}

#[test]
fn each_role_passes_exactly_the_routes_its_permissions_name() {
    each_engine(|hall| {
        for username in PEOPLE {
            let id = hall.id_of(username);
            let roles = hall.site.db.read_blocking(|conn| accounts::roles_of(conn, &id)).unwrap();
            let mut persona = hall.person(username);
            let mut posts = 0;
            for route in server::routes().infos() {
                let Some(_) = route.permission else { continue };
                if route.path.starts_with("/api/") || route.path == "/logout" || route.method == "DELETE" {
                    continue;
                }
                let allowed =
                    route.roles.iter().any(|code| Role::from_code(code).is_some_and(|r| roles.contains(r)));
                if route.method == "POST" {
                    // Acts are limited in number a second; the limit itself is tested elsewhere.
                    posts += 1;
                    if posts % 200 == 0 {
                        persona = hall.person(username);
                    }
                }
                let before = head(hall);
                let page = ask(&mut persona, route.method, &fill(route.path));
                let cell = format!("{username} {} {}: {}", route.method, route.path, page.status);
                assert!(page.status < 500, "{cell}: {}", page.text());
                assert_ne!(page.status, 401, "{cell}");
                if allowed {
                    assert_ne!(page.status, 403, "{cell}: {}", page.text());
                } else {
                    assert_eq!(page.status, 403, "{cell}");
                    assert_eq!(changes(hall, before), 0, "{cell}: a refusal changed something");
                }
            }
        }
    });
}
