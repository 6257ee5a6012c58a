//! Every route with an identifier × every person × how they stand to the thing: own, my apprentice's, my
//! office's, somebody else's, not there. A thing that is not yours reads exactly like one that is not there.

use std::collections::BTreeMap;

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use shifu::app::server;
use shifu::features::accounts;
use shifu::kernel::{Fault, Role};

use super::{ask, changes, head};
use crate::harness::{Engine, Hall, Page, Persona};

/// Everybody who stands somehow to the things below; every role is held by somebody.
const PEOPLE: &[&str] = &[
    "xinren", "xinren2", "xinren3", "shifu", "shifu2", "shifu3", "jingban", "jingban2", "fuhe", "zhengce",
    "zhengce2", "zhiliang", "zhuguan", "wangdian", "xitong", "anquan", "shenji",
];

/// An identifier of nothing within a thing.
const NO_PART: &str = "01JD0000000000000000000001";

/// An identifier of nothing.
const NOTHING: &str = "01JD0000000000000000000000";

/// What an identifier in an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    /// The apprenticeship of `xinren3`, taught by `shifu`, with `shifu3` as delegate.
    Pair,
    /// A round of it that `shifu` signed.
    Round,
    /// An observation of it that waits for a word.
    Observation,
    /// The certificate it earned.
    Certificate,
    /// The etiquette round `shifu` signed.
    RoutineRound,
    /// A case `jingban` handed in, which waits for review.
    Case,
    /// The document of that case.
    Document,
    /// A quiz `jingban` is taking.
    Quiz,
    /// A private note of `jingban`.
    Note,
    /// A draft of `zhengce`, not handed in.
    Draft,
    /// A policy on the desk of `zhengce`.
    Laid,
    /// A session of `jingban`; the security administrator ends anybody's.
    Session,
    /// An account in another office than the manager's.
    Person,
}

use Thing::*;

/// Who may open each thing, from the table of roles (domain design, section 5). Whoever else holds the
/// route's permission is told that it is not there.
const INSIDERS: &[(Thing, &[&str])] = &[
    (Pair, &["xinren3", "shifu", "shifu3", "zhuguan", "shenji"]),
    (Round, &["xinren3", "shifu", "shifu3", "zhuguan", "shenji"]),
    (Observation, &["xinren3", "shifu", "shifu3"]),
    (Certificate, &["xinren3", "shifu", "shifu3", "zhuguan", "shenji"]),
    (RoutineRound, &["xinren3", "shifu", "zhuguan"]),
    (Case, &["jingban", "fuhe", "shifu3", "zhuguan", "shenji"]),
    (Quiz, &["jingban"]),
    (Note, &["jingban"]),
    (Draft, &["zhengce"]),
    (Laid, &["zhengce"]),
    (Session, &["jingban", "anquan"]),
    (Person, &["xitong", "anquan", "shenji"]),
];

/// Every route with an identifier of such a thing. Of an act, outsiders are tried, with an empty form.
const ROUTES: &[(Thing, &str, &[&str])] = &[
    (
        Pair,
        "/pairs/{id}",
        &[
            "GET ",
            "GET /board",
            "GET /board/{slug}",
            "POST /agree",
            "POST /delegates",
            "POST /manage",
            "POST /graduation",
            "POST /graduation/sign",
        ],
    ),
    (
        Round,
        "/rounds/{id}",
        &[
            "GET ",
            "GET /print",
            "POST /sign",
            "POST /withdraw",
            "POST /manage",
            "POST /corrections",
            "POST /corrections/{event}",
        ],
    ),
    (Observation, "/observations/{id}", &["POST "]),
    (Certificate, "/certificates/{id}", &["GET ", "POST /revoke"]),
    (RoutineRound, "/routines/rounds/{id}", &["GET ", "POST /withdraw"]),
    (
        Case,
        "/screening/{id}",
        &[
            "GET ",
            "GET /progress",
            "GET /documents/{document}/row",
            "GET /print",
            "GET /pages/{n}/{layer}",
            "POST /documents/{document}/reveal",
            "POST /papers/{paper}/kind",
            "POST /papers/{paper}/fields",
            "POST /papers/{paper}/more",
            "POST /papers/{paper}/rows/{row}",
            "POST /findings/{finding}",
            "POST /checks",
            "POST /checks/{check}/reveal",
            "POST /typed",
            "POST /typed/reveal",
            "POST /notes",
            "POST /about",
            "POST /ask-review",
            "POST /close",
            "POST /contest",
            "POST /retry",
        ],
    ),
    (Quiz, "/quiz/{id}", &["GET ", "GET /{n}", "POST /{n}"]),
    (Note, "/notes/{id}", &["GET ", "GET /edit", "POST ", "POST /step", "POST /still"]),
    (Draft, "/policies/drafts/{id}", &["GET ", "GET /text", "POST /step"]),
    (Laid, "/policies/import/{id}", &["GET ", "POST ", "POST /take"]),
    (Session, "/account/sessions/{id}/end", &["POST "]),
    (Person, "/people/{id}", &["GET "]),
];

/// Routes whose identifier names something that everybody with the route's permission may reach: what is
/// published, one's own progress by an item's name, or the work of an office.
const SHARED: &[(&str, &str)] = &[
    ("/policies/{key}", "published"),
    ("/policies/versions/{id}/read", "one's own confirmation of what is published"),
    ("/items/{slug}", "published; the steps have a gate of their own"),
    ("/api/v1/items/{slug}", "published"),
    ("/api/v1/policies/{key}", "published"),
    ("/policies/versions/{id}/digest", "explains what is published; every steward may"),
    ("/forms/{slug}", "published"),
    ("/faq/{id}", "published; every steward may"),
    ("/upkeep/{id}/undo", "the work list is common to the stewards"),
    ("/reviews/{kind}/{id}", "the owner or a steward; never anybody else, tested with the review dates"),
    ("/asks/{id}", "questions among colleagues, read by everybody at the hall"),
    ("/api/v1/asks/{id}", "questions among colleagues, read by everybody at the hall"),
    ("/notice/{code}", "holds no personal data; whoever has the code may print it"),
    ("/questions/{id}", "the question bank of those who approve"),
    ("/routines/{slug}", "published"),
    ("/board/{slug}", "one's own board"),
    ("/routines/rounds/{id}/sign", "any observer may take a round that was asked for"),
    ("/api/v1/rounds/{id}/sign-offs", "the one signing function, tested with every role"),
    ("/teaching/{id}", "every steward decides; never over one's own proposal"),
    ("/verify/{code}", "public"),
    ("/screening/{id}/documents/{document}/original", "those who decide"),
    ("/screening/{id}/claim", "the queue of those who decide; never over one's own case"),
    ("/screening/{id}/release", "only the holder of the claim"),
    ("/screening/{id}/decide", "only the holder of the claim"),
    ("/screening/{id}/pages/{n}/earlier", "who sees the case; few pages have one, tested with the papers"),
    (
        "/screening/{id}/beside/{finding}",
        "who sees the case; the other end has its own scope, tested with the papers",
    ),
    ("/api/v1/screening/{id}", "scoped as the page is, tested with the papers"),
    ("/screening/{id}/opinion", "only the holder of the claim"),
    ("/screening/{id}/exercise", "a closed case within one's reach, tested with the exercises"),
    ("/exercises/{id}", "published; what is being made is tested with the exercises"),
    ("/lessons/{rule}", "what a rule looks at"),
    ("/prices/{version}/in-force", "versions of the centre's own table"),
    ("/reports/csv/{name}", "the name of a table, scoped to the manager's office"),
    ("/reports/posts/{id}", "posts of the manager's office"),
    ("/people/{id}/", "acts of the administrators over every account"),
    ("/jobs/{id}/retry", "the system administrator's queue"),
    ("/feedback/{id}/answer", "the queue of those who answer"),
    ("/assets/{name:.*}", "public"),
];

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    value: String,
}

fn id(hall: &Hall, query: &str) -> String {
    hall.site
        .db
        .read_blocking(|conn| Ok::<_, Fault>(sql_query(query).load::<One>(conn)?))
        .unwrap()
        .into_iter()
        .map(|one| one.value)
        .next()
        .unwrap_or_else(|| panic!("nothing answers {query}"))
}

fn made(persona: &mut Persona<'_>, path: &str, fields: &[(&str, &str)]) -> String {
    let location = persona.post(path, fields).expect(303).location;
    location.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn things(hall: &Hall) -> BTreeMap<Thing, String> {
    let apprentice = hall.id_of("xinren3");
    let of = |column: &str, table: &str, more: &str| {
        id(
            hall,
            &format!("SELECT {column} AS value FROM {table} WHERE apprentice_id = '{apprentice}' {more}"),
        )
    };
    let mut clerk = hall.person("jingban");
    let note = [("kind", "experience"), ("title", "先问来意"), ("body", "先问来意再看材料。")];
    let draft = "+++\nkey = \"service_standard\"\nversion = 3\ntitle = \"窗口服务规范\"\nnumber = \"岚房金发〔2026〕99号\"\n\
        issuer = \"岚浦市住房公积金管理中心\"\narea = \"服务\"\neffective_from = 2027-03-01\nchange = \"major\"\n\
        review_on = 2027-11-01\n+++\n# 窗口服务规范\n\n## 第一章\n\n第一条　先问来意。\n（一）问候；\n（二）递接。\n";
    let owner = hall.id_of("jingban");
    BTreeMap::from([
        (Pair, of("id", "apprenticeship", "")),
        (Round, of("id", "practice_round", "AND case_ref = 'XH-2055'")),
        (Observation, of("id", "stage_evidence", "AND case_ref = 'XH-2063'")),
        (
            Certificate,
            id(hall, &format!("SELECT id AS value FROM certificate WHERE person_id = '{apprentice}'")),
        ),
        (RoutineRound, of("id", "routine_round", "")),
        (Case, id(hall, "SELECT id AS value FROM screening_case WHERE state = 'ready' ORDER BY score DESC")),
        (
            Document,
            id(
                hall,
                "SELECT d.id AS value FROM screening_document d JOIN screening_case c ON c.id = d.case_id \
                 WHERE c.state = 'ready' ORDER BY c.score DESC",
            ),
        ),
        (Quiz, made(&mut clerk, "/items/rent_withdrawal/why", &[])),
        (Note, made(&mut clerk, "/notes", &note)),
        (Draft, hall.person("zhengce").draft(draft).rsplit('/').next().unwrap().to_owned()),
        (Laid, made(&mut hall.person("zhengce"), "/policies/drafts", &[("from", "")])),
        (Session, id(hall, &format!("SELECT id AS value FROM session WHERE person_id = '{owner}'"))),
        (Person, hall.id_of("shifu2")),
    ])
}

/// A form that is well filled in, where an act looks at the form before it looks for the thing.
fn form(pattern: &str) -> &'static [(&'static str, &'static str)] {
    match pattern {
        "/notes/{id}" => &[("kind", "experience"), ("title", "先问来意"), ("body", "先问来意再看材料。")],
        "/notes/{id}/step" => &[("step", "offer")],
        "/policies/drafts/{id}/step" => &[("step", "approve")],
        _ => &[],
    }
}

fn send(persona: &mut Persona<'_>, method: &str, pattern: &str, id: &str, document: &str) -> Page {
    let address = address(pattern, id).replace("{document}", document);
    match method {
        "POST" => persona.post(&address, form(pattern)),
        _ => ask(persona, method, &address),
    }
}

fn address(pattern: &str, id: &str) -> String {
    pattern
        .replacen("{id}", id, 1)
        .replace("{slug}", "leave_closure")
        // Pages of a case are numbered by document: the first page of the first is 101.
        .replace("{n}", if pattern.starts_with("/screening") { "101" } else { "1" })
        .replace("{layer}", "preview")
        .replace("{event}", NO_PART)
        .replace("{finding}", NO_PART)
        .replace("{check}", NO_PART)
        .replace("{paper}", NO_PART)
        .replace("{row}", "0.0")
}

/// What a page says, without what differs between any two answers.
fn words(page: &Page, id: &str) -> String {
    let text = page.text().replace(id, "ID");
    let mut out = String::new();
    for line in text.lines() {
        if !line.contains("class=\"num\"") && !line.contains("csrf") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[test]
fn every_route_with_an_identifier_is_declared() {
    for route in server::routes().infos().iter().filter(|route| route.path.contains('{')) {
        let declared = ROUTES.iter().any(|(_, base, acts)| {
            acts.iter().any(|act| {
                let (method, rest) = act.split_once(' ').unwrap();
                route.method == method && route.path == format!("{base}{rest}")
            })
        });
        let shared = SHARED.iter().any(|(path, _)| {
            route.path == *path || route.path.starts_with(&format!("{}/", path.trim_end_matches('/')))
        });
        assert!(declared || shared, "{} {} is not declared", route.method, route.path);
    }
}

#[test]
fn each_relation_opens_what_it_should_and_hides_the_rest() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(hall) = Hall::open_with_past(engine) else { continue };
        hall.run_jobs();
        let things = things(&hall);
        let server = server::routes();
        let mut wrong = Vec::new();
        for username in PEOPLE {
            let person = hall.id_of(username);
            let roles = hall.site.db.read_blocking(|conn| accounts::roles_of(conn, &person)).unwrap();
            let mut persona = hall.person(username);
            for (thing, base, acts) in ROUTES {
                let insiders = INSIDERS.iter().find(|(other, _)| other == thing).unwrap().1;
                let inside = insiders.contains(username);
                for act in *acts {
                    let (method, rest) = act.split_once(' ').unwrap();
                    let pattern = format!("{base}{rest}");
                    let route =
                        server.infos().iter().find(|r| r.method == method && r.path == pattern).unwrap();
                    let allowed = route
                        .roles
                        .iter()
                        .any(|code| Role::from_code(code).is_some_and(|r| roles.contains(r)));
                    if inside && method == "POST" {
                        continue;
                    }
                    let before = head(&hall);
                    let page = send(&mut persona, method, &pattern, &things[thing], &things[&Document]);
                    let cell = format!("{username} {method} {pattern}: {}", page.status);
                    let right = match (allowed, inside) {
                        (false, _) => page.status == 403,
                        (true, true) => matches!(page.status, 200 | 303),
                        (true, false) => page.status == 404,
                    };
                    if !right {
                        wrong.push(cell.clone());
                    }
                    if allowed && !inside && page.status == 404 {
                        let nothing = send(&mut persona, method, &pattern, NOTHING, &things[&Document]);
                        if words(&page, &things[thing]) != words(&nothing, NOTHING) {
                            wrong.push(format!("{cell}: reads unlike what is not there"));
                        }
                    }
                    if !inside && changes(&hall, before) > 0 {
                        wrong.push(format!("{cell}: changed something"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{engine:?}, {} cells:\n{}", wrong.len(), wrong.join("\n"));
        hall.leave();
    }
}
