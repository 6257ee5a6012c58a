//! Mentoring: the whole path, and everything that must not be possible on it.

mod papers;
mod path;
mod signing;

use std::collections::BTreeMap;

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use shifu::features::apprenticeship::{self, Channel, Marks, Signature, Signed};
use shifu::features::{accounts, corpus, quizzes};
use shifu::kernel::{Actor, Fault};

use crate::harness::{Engine, Hall, PASSWORD, Page, Persona};

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    value: String,
}

/// One column of a query, as text.
fn texts(hall: &Hall, query: &str) -> Vec<String> {
    hall.site
        .db
        .read_blocking(|conn| Ok::<_, Fault>(sql_query(query).load::<One>(conn)?))
        .unwrap()
        .into_iter()
        .map(|one| one.value)
        .collect()
}

/// Runs a statement past the program.
fn run(hall: &Hall, sql: &str) -> Result<(), Fault> {
    hall.site.db.write_blocking(|tx| {
        sql_query(sql).execute(tx.conn)?;
        Ok::<_, Fault>(())
    })
}

/// Takes the triggers off a table, as somebody with the database in hand can.
fn unlock(hall: &Hall, table: &str) {
    match hall.engine {
        Engine::Sqlite => {
            run(hall, &format!("DROP TRIGGER {table}_no_update")).unwrap();
            run(hall, &format!("DROP TRIGGER {table}_no_delete")).unwrap();
        }
        Engine::Postgres => run(hall, &format!("ALTER TABLE {table} DISABLE TRIGGER USER")).unwrap(),
    }
}

/// A person as an actor, with the roles of the account.
fn actor(hall: &Hall, username: &str) -> Actor {
    let id = hall.id_of(username);
    hall.site
        .db
        .read_blocking(|conn| {
            let person = accounts::person(conn, &id)?;
            let roles = accounts::roles_of(conn, &id)?;
            Ok::<_, Fault>(Actor {
                person: person.id,
                name: person.name,
                department: person.department_id,
                roles,
                ..Actor::system()
            })
        })
        .unwrap()
}

/// Hears, learns and watches until only etiquette is missing.
fn learn(hall: &Hall, apprentice: &str, mentor: &str, slug: &str) {
    let mut me = hall.person(apprentice);
    let today = hall.today().to_string();
    for n in 0..5 {
        let told = format!("第{n}位职工问要带什么材料");
        let fields =
            [("happened_on", today.as_str()), ("told", &told), ("learned", "看缴存、看住房、看材料")];
        me.act(&format!("/board/{slug}/listen"), &fields);
    }
    let (item, day) = (item(hall, slug), hall.today());
    let versions = hall.site.db.read_blocking(|conn| corpus::policies_of_item(conn, &item, day)).unwrap();
    for version in versions {
        me.act(&format!("/board/{slug}/learn"), &[("version", &version.version_id)]);
    }
    take_quiz(&mut me, slug);
    for n in 0..item.content.watch_required {
        let reference = format!("GC-{n:04}");
        let fields = [
            ("happened_on", today.as_str()),
            ("case_ref", &reference),
            ("told", "师傅先核对人证再开页面"),
            ("learned", "先问居住再问收入，少问一遍"),
        ];
        me.act(&format!("/board/{slug}/watch"), &fields);
    }
    let me = hall.id_of(apprentice);
    let waiting = texts(
        hall,
        &format!("SELECT id AS value FROM stage_evidence WHERE stage = 'watch' AND apprentice_id = '{me}'"),
    );
    let mut mentor = hall.person(mentor);
    for id in waiting {
        mentor.act(&format!("/observations/{id}"), &[("verdict", "confirmed"), ("note", "")]);
    }
}

fn take_quiz(me: &mut Persona<'_>, slug: &str) {
    let (item, person) = (item(me.hall, slug), me.id());
    let count =
        me.hall.site.db.read_blocking(|conn| quizzes::why_state(conn, &person, &item.id)).unwrap().questions;
    let attempt = me.post(&format!("/items/{slug}/why"), &[]).expect(303).location;
    let id = attempt.rsplit('/').next().unwrap().to_owned();
    for place in 1..=count {
        let query =
            format!("SELECT answer AS value FROM quiz_shown WHERE attempt_id = '{id}' AND place = {place}");
        let right: Vec<usize> = serde_json::from_str(&texts(me.hall, &query)[0]).unwrap();
        let ticked: Vec<String> = right.iter().map(ToString::to_string).collect();
        let fields: Vec<(&str, &str)> = ticked.iter().map(|v| ("choice", v.as_str())).collect();
        me.act(&format!("{attempt}/{place}"), &fields);
    }
}

/// Gets the etiquette certificate, observed by a colleague.
fn behave(hall: &Hall, apprentice: &str, observer: &str) {
    let round = hall.person(apprentice).post("/routines/civil_ten/rounds", &[]).expect(303).location;
    let round = round.split('?').next().unwrap();
    let marks: Vec<String> = (1..=11).map(|place| format!("m-{place}")).collect();
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|m| (m.as_str(), "seen")).collect();
    fields.extend([("setting", "window"), ("sentence", "每一步都做到了。"), ("password", PASSWORD)]);
    hall.person(observer).post(&format!("{round}/sign"), &fields).expect(303);
}

fn item(hall: &Hall, slug: &str) -> corpus::Item {
    hall.site.db.read_blocking(|conn| corpus::item_by_slug(conn, slug)).unwrap()
}

/// Asks for a round now; returns its id.
fn ask(me: &mut Persona<'_>, slug: &str, reference: &str) -> String {
    let at = me.hall.site.zone().local(me.hall.site.db.clock().now()).format("%Y-%m-%dT%H:%M").to_string();
    let fields = [("case_ref", reference), ("place", "3号窗口"), ("at", at.as_str())];
    let page = me.post(&format!("/board/{slug}/practice"), &fields).expect(303);
    page.location.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// What a sheet sends: every criterion at `level`, `low` at level 1.
fn sheet(hall: &Hall, slug: &str, level: u8, low: &[&str]) -> Vec<(String, String)> {
    item(hall, slug)
        .content
        .rubric
        .criteria
        .iter()
        .map(|c| {
            let level = if low.contains(&c.key.as_str()) { 1 } else { level };
            (format!("c-{}", c.key), level.to_string())
        })
        .collect()
}

/// Signs over HTTP, as the sheet does.
fn sign(signer: &mut Persona<'_>, round: &str, slug: &str, low: &[&str], more: &[(&str, &str)]) -> Page {
    let marks = sheet(signer.hall, slug, 4, low);
    let version = version(signer.hall, round);
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let defaults = [
        ("base_version", version.as_str()),
        ("prompted", "no"),
        ("result", "passed"),
        ("sentence", "告知很完整，下次先说缺什么再说去哪里办。"),
        ("password", PASSWORD),
    ];
    fields.extend(defaults.iter().filter(|(name, _)| !more.iter().any(|(n, _)| n == name)));
    fields.extend_from_slice(more);
    signer.post(&format!("/rounds/{round}/sign"), &fields)
}

fn version(hall: &Hall, round: &str) -> String {
    texts(hall, &format!("SELECT CAST(version AS TEXT) AS value FROM practice_round WHERE id = '{round}'"))
        .remove(0)
}

fn state(hall: &Hall, round: &str) -> String {
    texts(hall, &format!("SELECT state AS value FROM practice_round WHERE id = '{round}'")).remove(0)
}

/// A signature as the one function takes it.
fn signature(hall: &Hall, round: &str, slug: &str, channel: Channel) -> Signature {
    let scores: BTreeMap<String, u8> =
        item(hall, slug).content.rubric.criteria.iter().map(|c| (c.key.clone(), 4)).collect();
    Signature {
        round: round.to_owned(),
        base_version: version(hall, round).parse().unwrap(),
        client_id: format!("client-{round}"),
        marks: Marks { scores, sentence: "很稳。".to_owned(), ..Marks::default() },
        prompted: false,
        device_at: None,
        channel,
        password: Some(PASSWORD.to_owned()),
    }
}

fn sign_as(hall: &Hall, actor: &Actor, signature: &Signature) -> Result<Signed, Fault> {
    hall.site.db.write_blocking(|tx| apprenticeship::sign(tx, actor, hall.site.zone(), signature))
}
