//! The JSON API: sessions by token, errors as JSON, cookies refused.

use serde_json::{Value, json};

use crate::harness::{Hall, PASSWORD, each_engine};

/// An answer of the API: status and body.
fn call(hall: &Hall, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> (u16, Value) {
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let url = format!("{}{path}", hall.base);
    let bearer = format!("Bearer {}", token.unwrap_or_default());
    let mut answer = match (method, body) {
        ("GET", _) => agent.get(url).header("Authorization", bearer).call(),
        ("DELETE", _) => agent.delete(url).header("Authorization", bearer).call(),
        (_, body) => agent
            .post(url)
            .header("Authorization", bearer)
            .header("Content-Type", "application/json")
            .send(body.map(Value::to_string).unwrap_or_default()),
    }
    .unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null))
}

fn open(hall: &Hall, username: &str) -> (String, String) {
    let body = json!({"username": username, "password": PASSWORD});
    let (status, tokens) = call(hall, "POST", "/api/v1/session", None, Some(&body));
    assert_eq!(status, 200, "{tokens}");
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    assert_eq!((tokens["expires_in"].as_i64(), text("token_type")), (Some(300), "Bearer".to_owned()));
    (text("access_token"), text("refresh_token"))
}

/// What a program of this person's reads at an address: status and body.
pub fn read(hall: &Hall, username: &str, path: &str) -> (u16, Value) {
    call(hall, "GET", path, Some(&open(hall, username).0), None)
}

fn refresh(hall: &Hall, token: &str) -> (u16, Value) {
    call(hall, "POST", "/api/v1/session/refresh", None, Some(&json!({"refresh_token": token})))
}

#[test]
fn a_program_signs_in_asks_and_leaves() {
    each_engine(|hall| {
        let (access, renewal) = open(hall, "xinren");
        let (status, me) = call(hall, "GET", "/api/v1/me", Some(&access), None);
        assert_eq!((status, me["username"].as_str()), (200, Some("xinren")));
        assert_eq!(me["roles"], json!(["apprentice"]));
        let (status, list) = call(hall, "GET", "/api/v1/notifications", Some(&access), None);
        assert!(status == 200 && list["notifications"].is_array());
        assert_eq!(call(hall, "DELETE", "/api/v1/session", Some(&access), None).0, 204);
        let (status, error) = call(hall, "GET", "/api/v1/me", Some(&access), None);
        assert_eq!((status, error["error"]["code"].as_str()), (401, Some("log-in-first")));
        assert_eq!(refresh(hall, &renewal).0, 401, "the refresh token went with the session");
    });
}

#[test]
fn a_refresh_token_works_once_and_its_second_use_ends_the_session() {
    each_engine(|hall| {
        let (access, first) = open(hall, "xinren");
        let (status, next) = refresh(hall, &first);
        assert_eq!(status, 200);
        assert_eq!(call(hall, "GET", "/api/v1/me", Some(&access), None).0, 200);
        assert_eq!(refresh(hall, &first).0, 401, "used up");
        assert_eq!(call(hall, "GET", "/api/v1/me", Some(&access), None).0, 401, "the session has ended");
        assert_eq!(refresh(hall, next["refresh_token"].as_str().unwrap()).0, 401, "for the thief as well");
        // What was never a token of ours ends nothing.
        let (access, renewal) = open(hall, "xinren");
        let session = renewal.split('.').next().unwrap();
        for made_up in ["", "x", &format!("{session}.{}.{}", "0".repeat(32), "0".repeat(64)), &renewal[1..]] {
            assert_eq!(refresh(hall, made_up).0, 401, "{made_up}");
        }
        assert_eq!(call(hall, "GET", "/api/v1/me", Some(&access), None).0, 200);
        assert_eq!(
            call(hall, "GET", "/api/v1/me", Some(&renewal), None).0,
            401,
            "a refresh token is no access"
        );
    });
}

#[test]
fn tokens_die_with_roles_disabling_and_time() {
    each_engine(|hall| {
        let mut anquan = hall.person("anquan");
        let mut xitong = hall.person("xitong");
        let id = hall.id_of("jingban");
        let (access, renewal) = open(hall, "jingban");
        anquan.act(&format!("/people/{id}/roles"), &[("roles", "quality"), ("password", PASSWORD)]);
        assert_eq!(call(hall, "GET", "/api/v1/me", Some(&access), None).0, 401);
        assert_eq!(refresh(hall, &renewal).0, 401);

        let (access, renewal) = open(hall, "jingban");
        xitong.act(&format!("/people/{id}/disable"), &[]);
        assert_eq!(call(hall, "GET", "/api/v1/me", Some(&access), None).0, 401);
        assert_eq!(refresh(hall, &renewal).0, 401);
        let body = json!({"username": "jingban", "password": PASSWORD});
        assert_eq!(call(hall, "POST", "/api/v1/session", None, Some(&body)).0, 422);

        let (access, renewal) = open(hall, "fuhe");
        hall.pass(chrono::Duration::seconds(300));
        assert_eq!(call(hall, "GET", "/api/v1/me", Some(&access), None).0, 401, "five minutes");
        let (_, next) = refresh(hall, &renewal);
        assert_eq!(call(hall, "GET", "/api/v1/me", next["access_token"].as_str(), None).0, 200);
    });
}

#[test]
fn what_is_not_understood_is_refused_in_json() {
    each_engine(|hall| {
        let good = json!({"username": "xinren", "password": PASSWORD});
        let mut more = good.clone();
        more["admin"] = json!(true);
        let wrong = json!({"username": "xinren", "password": "not the password"});
        for (body, code) in [(&more, "malformed"), (&wrong, "log-in-wrong"), (&json!([]), "malformed")] {
            let (status, error) = call(hall, "POST", "/api/v1/session", None, Some(body));
            assert_eq!((status, error["error"]["code"].as_str()), (422, Some(code)), "{body}");
            assert!(!error["error"]["message"].as_str().unwrap().is_empty());
        }
        let mut xinren = hall.person("xinren");
        let page = xinren.get("/api/v1/me");
        assert_eq!(page.status, 401, "a cookie opens nothing here");
        let page = xinren.send("/api/v1/session", "text/plain", good.to_string().into_bytes());
        assert_eq!(page.json()["error"]["code"], "json-wanted");
        let (status, error) = call(hall, "GET", "/api/v1/nowhere", None, None);
        assert_eq!((status, error["error"]["code"].as_str()), (404, Some("missing")));
        let (status, description) = call(hall, "GET", "/api/v1/openapi.json", None, None);
        assert_eq!((status, description["openapi"].as_str()), (200, Some("3.1.0")));
        assert_eq!(description["paths"]["/api/v1/me"]["get"]["x-permission"], "account.own");
    });
}

#[test]
fn a_program_reads_policies_of_a_day_and_what_stands_beside_them() {
    each_engine(|hall| {
        let (access, _) = open(hall, "jingban");
        let get = |path: &str| call(hall, "GET", path, Some(&access), None);
        let (status, list) = get("/api/v1/policies?as_of=2026-11-23");
        assert_eq!(status, 200);
        let policies = list["policies"].as_array().unwrap();
        let rules = policies.iter().find(|policy| policy["key"] == "withdrawal_rules").unwrap();
        let (_, now) = get("/api/v1/policies/withdrawal_rules?as_of=2026-11-23");
        assert_eq!(now["policy"], *rules);
        let count = u64::try_from(now["clauses"].as_array().unwrap().len()).unwrap();
        assert_eq!(rules["clauses"].as_u64(), Some(count));
        let seventh = |text: &Value| {
            let clauses = text["clauses"].as_array().unwrap();
            clauses.iter().find(|clause| clause["article"] == "第七条").unwrap()["text"].clone()
        };
        let (_, then) = get("/api/v1/policies/withdrawal_rules?as_of=2024-06-01");
        assert!(then["policy"]["version"].as_u64() < now["policy"]["version"].as_u64());
        assert_ne!(seventh(&now), seventh(&then), "each day has its own wording");
        assert_eq!(get("/api/v1/policies/withdrawal_rules?as_of=1990-01-01").0, 404);
        assert_eq!(get("/api/v1/policies/nothing-here").0, 404);
        assert_eq!(get("/api/v1/policies?as_of=yesterday").0, 422);
        let (_, faq) = get("/api/v1/faq?as_of=2026-11-23");
        let faq = faq["faq"].as_array().unwrap();
        assert!(
            faq.len() > 20 && faq.iter().all(|one| one["holds"].is_boolean() && one["plain"].is_string())
        );
        let (_, forms) = get("/api/v1/forms");
        assert!(forms["forms"].as_array().unwrap().iter().all(|form| form["version"].is_string()));
        let (_, terms) = get("/api/v1/terms");
        assert!(!terms["terms"].as_array().unwrap().is_empty());
        for path in ["policies", "policies/withdrawal_rules", "faq", "forms", "terms"] {
            let path = format!("/api/v1/{path}");
            assert_eq!(call(hall, "GET", &path, None, None).0, 401, "{path}");
            assert_eq!(read(hall, "xitong", &path).0, 403, "{path}");
        }
    });
}

#[test]
fn a_program_searches_and_reads_items_but_no_operating_steps() {
    each_engine(|hall| {
        let (access, _) = open(hall, "jingban");
        let (status, list) = call(hall, "GET", "/api/v1/items", Some(&access), None);
        assert_eq!(status, 200);
        let slug = list["items"][0]["slug"].as_str().unwrap().to_owned();
        let (status, item) = call(hall, "GET", &format!("/api/v1/items/{slug}"), Some(&access), None);
        assert!(status == 200 && item["summary"].is_string() && item.get("steps").is_none());
        assert_eq!(call(hall, "GET", "/api/v1/items/nothing-here", Some(&access), None).0, 404);
        let path =
            "/api/v1/search?q=%E7%A7%9F%E6%88%BF%E6%8F%90%E5%8F%96&kind=clause&limit=3&as_of=2026-11-23";
        let (status, found) = call(hall, "GET", path, Some(&access), None);
        assert_eq!((status, found["as_of"].as_str()), (200, Some("2026-11-23")));
        assert!(found["hits"].as_array().unwrap().iter().all(|hit| hit["kind"] == "clause"));
        let (access, _) = open(hall, "xitong");
        assert_eq!(
            call(hall, "GET", "/api/v1/items", Some(&access), None).0,
            403,
            "administrators learn nothing"
        );
    });
}
