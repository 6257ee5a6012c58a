//! Routines: self-check, observed round, signature, certificate.

use diesel::{RunQueryDsl, sql_query};
use shifu::features::routines::{self, NewSignOff};
use shifu::kernel::{Actor, Blame, Fault, Role, Roles};

use crate::harness::{Hall, PASSWORD, Page, Persona, each_engine};

const ROUTINE: &str = "/routines/civil_ten";
const STEPS: usize = 11;

fn marks(not_all: &[(usize, &'static str)]) -> Vec<(String, &'static str)> {
    (1..=STEPS)
        .map(|place| {
            let level = not_all.iter().find(|(at, _)| *at == place).map_or("seen", |(_, level)| *level);
            (format!("m-{place}"), level)
        })
        .collect()
}

fn send(
    persona: &mut Persona<'_>,
    path: &str,
    marks: &[(String, &'static str)],
    more: &[(&str, &str)],
) -> Page {
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    fields.extend_from_slice(more);
    persona.post(path, &fields)
}

fn sheet(password: &str) -> [(&'static str, &str); 3] {
    [("setting", "window"), ("sentence", "目光和称呼都好，递回证件时记得逐样说。"), ("password", password)]
}

fn valid(hall: &Hall, username: &str) -> bool {
    let (person, today) = (hall.id_of(username), hall.today());
    hall.site.db.read_blocking(|conn| routines::etiquette_valid(conn, &person, today)).unwrap()
}

fn ask(persona: &mut Persona<'_>) -> String {
    let path = persona.post(&format!("{ROUTINE}/rounds"), &[]).expect(303).location;
    path.split('?').next().unwrap().to_owned()
}

#[test]
fn ten_phrases_are_eleven_steps() {
    each_engine(|hall| {
        let page = hall.person("xinren").open(ROUTINE);
        assert!(page.shows("文明服务十部曲") && page.shows("共11步") && page.shows("礼貌别"));
    });
}

#[test]
fn an_observed_round_that_passes_issues_a_certificate_for_a_year() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        assert!(!valid(hall, "xinren"));
        let lacking = &marks(&[])[1..];
        let page = send(&mut xinren, &format!("{ROUTINE}/self-check"), lacking, &[("note", "今天人多")]);
        assert!(page.status == 422 && page.shows("今天人多") && page.shows("每一步都要选一档"));
        send(
            &mut xinren,
            &format!("{ROUTINE}/self-check"),
            &marks(&[(3, "not_seen")]),
            &[("note", "今天人多")],
        )
        .expect(303);
        assert!(!valid(hall, "xinren"), "a self-check certifies nothing");

        let round = ask(&mut xinren);
        assert_eq!(xinren.post(&format!("{ROUTINE}/rounds"), &[]).status, 422, "one round at a time");
        let mut shifu = hall.person("shifu");
        assert!(shifu.open("/routines").shows(&round));
        let form = shifu.open(&round);
        assert!(
            form.shows("签认") && !form.shows("今天人多"),
            "the self-check does not lead the observer's eye"
        );

        let sign = format!("{round}/sign");
        let wrong = send(&mut shifu, &sign, &marks(&[(10, "partly")]), &sheet("not the password"));
        assert!(wrong.status == 422 && wrong.shows("密码不对") && wrong.shows("目光和称呼都好"));
        assert!(!wrong.shows("not the password"));
        assert!(!valid(hall, "xinren"));
        send(&mut shifu, &sign, &marks(&[(2, "partly"), (10, "partly")]), &sheet(PASSWORD)).expect(303);
        assert!(valid(hall, "xinren"));
        assert_eq!(
            send(&mut shifu, &sign, &marks(&[]), &sheet(PASSWORD)).status,
            303,
            "leads to the signed page"
        );

        let page = xinren.open(&round);
        assert!(
            page.shows("自评") && page.shows("观察") && page.shows("今天人多"),
            "both stand side by side"
        );
        assert!(page.shows("目光和称呼都好") && page.shows("与自评不同"));
        assert_eq!(hall.person("jingban").get(&round).status, 404, "a round is not everybody's");
        assert!(xinren.open("/routines").shows("2026年11月23日至2027年11月22日"));

        hall.pass(chrono::Duration::days(364));
        assert!(valid(hall, "xinren"));
        hall.pass(chrono::Duration::days(1));
        assert!(!valid(hall, "xinren"), "a year later it has run out");
    });
}

#[test]
fn a_round_with_a_step_not_seen_is_done_again_as_a_new_round() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let mut shifu = hall.person("shifu");
        let first = ask(&mut xinren);
        send(&mut shifu, &format!("{first}/sign"), &marks(&[(7, "not_seen")]), &sheet(PASSWORD)).expect(303);
        assert!(!valid(hall, "xinren") && xinren.open(&first).shows("请重练"));
        let second = ask(&mut xinren);
        assert_ne!(first, second);
        let partly = [(1, "partly"), (2, "partly"), (3, "partly")];
        send(&mut shifu, &format!("{second}/sign"), &marks(&partly), &sheet(PASSWORD)).expect(303);
        assert!(!valid(hall, "xinren"));
        let third = ask(&mut xinren);
        xinren.act(&format!("{third}/withdraw"), &[]);
        let late = send(&mut shifu, &format!("{third}/sign"), &marks(&[]), &sheet(PASSWORD));
        assert_eq!(late.status, 303, "leads to the page that says it was withdrawn");
        assert!(!valid(hall, "xinren"));
    });
}

#[test]
fn nobody_observes_themselves_whatever_the_role() {
    each_engine(|hall| {
        // Over HTTP: a mentor's own round.
        let mut shifu = hall.person("shifu");
        let own = ask(&mut shifu);
        assert!(!shifu.open(&own).shows("/sign"));
        assert_eq!(send(&mut shifu, &format!("{own}/sign"), &marks(&[]), &sheet(PASSWORD)).status, 403);
        assert!(!shifu.open("/routines").shows("等人观察的</h2></div><ul"));

        // By the service, with every role and with all working roles together.
        let person = hall.id_of("xinren");
        let actor = |roles: Roles| Actor { person: person.clone(), roles, ..Actor::system() };
        let round = hall
            .site
            .db
            .write_blocking(|tx| {
                let learner = actor([Role::Apprentice].into_iter().collect());
                routines::ask_round(tx, &learner, "civil_ten", None)
            })
            .unwrap();
        let new = NewSignOff {
            marks: vec!["seen".to_owned(); STEPS],
            setting: "window".to_owned(),
            sentence: "很好。".to_owned(),
            password: PASSWORD.to_owned(),
        };
        let today = hall.today();
        let singles = Role::ALL.iter().map(|role| [*role].into_iter().collect::<Roles>());
        let all: Roles = Role::ALL.iter().copied().collect();
        for roles in singles.chain([all]) {
            let fault = hall
                .site
                .db
                .write_blocking(|tx| routines::sign(tx, &actor(roles), &round, &new, today))
                .unwrap_err();
            assert_eq!((fault.blame, fault.key), (Blame::Refused, "sign-own-round"), "{roles:?}");
        }
        assert!(!valid(hall, "xinren"));

        // Somebody without the permission is refused as well.
        let clerk = Actor {
            person: hall.id_of("jingban"),
            roles: [Role::Clerk].into_iter().collect(),
            ..Actor::system()
        };
        let fault =
            hall.site.db.write_blocking(|tx| routines::sign(tx, &clerk, &round, &new, today)).unwrap_err();
        assert_eq!(fault.blame, Blame::Refused);
    });
}

#[test]
fn the_database_refuses_a_self_observed_round_and_any_change_of_a_signature() {
    each_engine(|hall| {
        let mut xinren = hall.person("xinren");
        let round = ask(&mut xinren).rsplit('/').next().unwrap().to_owned();
        let (me, shifu, other) = (hall.id_of("xinren"), hall.id_of("shifu"), hall.id_of("xinren2"));
        let run = |sql: String| {
            hall.site.db.write_blocking(|tx| {
                sql_query(&sql).execute(tx.conn)?;
                Ok::<_, Fault>(())
            })
        };
        let insert = |apprentice: &str, signer: &str| {
            run(format!(
                "INSERT INTO routine_sign_off (id, round_id, apprentice_id, signer_id, marks, setting, sentence, \
                 passed, signed_on, signed_at) VALUES ('01JD0000000000000000000000', '{round}', {apprentice}, \
                 {signer}, '[]', 'window', 'x', {}, '2026-11-23', '2026-11-23 01:00:00')",
                if hall.engine == crate::harness::Engine::Postgres { "TRUE" } else { "1" },
            ))
        };
        let quoted = |id: &str| format!("'{id}'");
        assert!(insert(&quoted(&me), &quoted(&me)).is_err(), "signer and apprentice are the same");
        assert!(insert(&quoted(&other), &quoted(&me)).is_err(), "not this round's apprentice");
        assert!(insert("NULL", &quoted(&me)).is_err() && insert(&quoted(&me), "NULL").is_err());
        insert(&quoted(&me), &quoted(&shifu)).unwrap();
        assert!(insert(&quoted(&me), &quoted(&shifu)).is_err(), "one signature a round");
        assert!(run("UPDATE routine_sign_off SET sentence = 'y'".to_owned()).is_err());
        assert!(run("DELETE FROM routine_sign_off".to_owned()).is_err());
        assert!(run("UPDATE routine_step SET phrase = 'y'".to_owned()).is_err());
    });
}
