//! Pairs, the right to teach, the paper forms.

use super::{actor, texts};
use crate::harness::{PASSWORD, each_engine};
use shifu::features::apprenticeship;
use shifu::kernel::{Actor, Blame, Role, Roles};

#[test]
fn a_pair_takes_a_manager_and_both_signatures() {
    each_engine(|hall| {
        // A third newcomer, so that nothing of the demonstration is in the way.
        let person = hall.id_of("jingban2");
        let roles: Roles = [Role::Apprentice].into_iter().collect();
        hall.site
            .db
            .write_blocking(|tx| shifu::features::accounts::set_roles(tx, &Actor::system(), &person, roles))
            .unwrap();
        let programme = texts(hall, "SELECT id AS value FROM programme").remove(0);
        let mentor = hall.id_of("shifu3");
        let mut zhuguan = hall.person("zhuguan");
        assert!(zhuguan.open("/pairs").shows("叶清禾"));
        let fields = |a: &str, m: &str| {
            vec![("programme", programme.clone()), ("apprentice", a.to_owned()), ("mentor", m.to_owned())]
        };
        let send = |who: &mut crate::harness::Persona<'_>, f: Vec<(&str, String)>| {
            let f: Vec<(&str, &str)> = f.iter().map(|(n, v)| (*n, v.as_str())).collect();
            who.post("/pairs", &f)
        };
        assert_eq!(send(&mut zhuguan, fields(&person, &hall.id_of("jingban"))).status, 422, "not a mentor");
        assert_eq!(send(&mut zhuguan, fields(&hall.id_of("xinren"), &mentor)).status, 422, "already paired");
        let page = send(&mut zhuguan, fields(&person, &mentor)).expect(303);
        let pair = page.location.split('?').next().unwrap().to_owned();
        let mut newcomer = hall.person("jingban2");
        assert!(newcomer.open("/board").shows("结对还没有生效"));
        assert_eq!(
            hall.person("shifu").post(&format!("{pair}/agree"), &[("password", PASSWORD)]).status,
            404
        );
        assert_eq!(newcomer.post(&format!("{pair}/agree"), &[("password", "wrong")]).status, 422);
        newcomer.act(&format!("{pair}/agree"), &[("password", PASSWORD)]);
        assert_eq!(newcomer.post(&format!("{pair}/agree"), &[("password", PASSWORD)]).status, 422, "once");
        let listen = [("happened_on", "2026-11-23"), ("told", "问一问"), ("learned", "答一答")];
        assert_eq!(
            newcomer.post("/board/leave_closure/listen", &listen).status,
            422,
            "not before both signed"
        );
        let mut shifu3 = hall.person("shifu3");
        assert!(shifu3.open("/mentoring").shows(&pair));
        shifu3.act(&format!("{pair}/agree"), &[("password", PASSWORD)]);
        newcomer.act("/board/leave_closure/listen", &listen);

        // A change of mentor keeps the evidence and asks for a new agreement.
        let other = hall.id_of("shifu");
        let change = [("act", "mentor"), ("mentor", other.as_str()), ("reason", "调整窗口")];
        assert_eq!(shifu3.post(&format!("{pair}/manage"), &change).status, 403, "managers only");
        zhuguan.act(&format!("{pair}/manage"), &change);
        let page = newcomer.open(&pair);
        assert!(page.shows("沈若溪") && page.shows("签认约定") && page.shows("更换师傅"));
        assert!(newcomer.open("/board/leave_closure/listen").shows("答一答"));
        zhuguan.act(&format!("{pair}/manage"), &[("act", "pause"), ("reason", "产假")]);
        assert_eq!(newcomer.post("/board/leave_closure/listen", &listen).status, 422, "paused");
        zhuguan.act(&format!("{pair}/manage"), &[("act", "resume"), ("reason", "返岗")]);
        let early = newcomer.post(&format!("{pair}/graduation"), &[]);
        assert!(early.status == 422 && early.shows("还有3项没有上岗证"));
    });
}

#[test]
fn the_right_to_teach_takes_two_people_and_neither_is_the_teacher() {
    each_engine(|hall| {
        let zone = hall.site.zone();
        let item = super::item(hall, "leave_closure");
        let propose = |who: &Actor, person: &str| {
            hall.site.db.write_blocking(|tx| {
                apprenticeship::propose_grant(tx, who, zone, person, &item.id, "多年独立办理，没有差错")
            })
        };
        let decide = |who: &Actor, id: &str| {
            hall.site.db.write_blocking(|tx| apprenticeship::decide_grant(tx, who, zone, id, true, PASSWORD))
        };
        let manager = actor(hall, "zhuguan");
        let steward = actor(hall, "zhengce");
        assert_eq!(propose(&steward, &hall.id_of("fuhe")).unwrap_err().blame, Blame::Refused);
        assert_eq!(propose(&manager, &manager.person).unwrap_err().key, "grant-own");
        assert_eq!(
            propose(&manager, &hall.id_of("shifu")).unwrap_err().blame,
            Blame::Input,
            "holds it already"
        );
        assert_eq!(
            propose(&manager, &hall.id_of("jingban")).unwrap_err().blame,
            Blame::Input,
            "may not sign"
        );
        let grant = propose(&manager, &hall.id_of("fuhe")).unwrap();
        let both: Roles = [Role::Manager, Role::Steward].into_iter().collect();
        let same = Actor { roles: both, ..manager.clone() };
        assert_eq!(decide(&same, &grant).unwrap_err().key, "grant-second-person");
        let own = Actor { roles: both, ..actor(hall, "fuhe") };
        assert_eq!(decide(&own, &grant).unwrap_err().key, "grant-own");
        let certificate = decide(&steward, &grant).unwrap().expect("a certificate");
        assert_eq!(decide(&steward, &grant).unwrap_err().blame, Blame::Conflict);
        let page = hall.person("fuhe").open(&format!("/certificates/{certificate}"));
        assert!(page.shows("首批授权") && page.shows("宋立诚") && page.shows("罗明远"));
        // Three hold it now: from here on a certificate comes first.
        assert_eq!(propose(&manager, &hall.id_of("shifu2")).unwrap_err().blame, Blame::Input);
        let id = hall.id_of("shifu");
        for wrong in [
            format!("UPDATE founding_grant SET steward_id = manager_id WHERE person_id = '{id}'"),
            format!("UPDATE founding_grant SET steward_id = NULL WHERE person_id = '{id}'"),
            format!("UPDATE founding_grant SET manager_id = person_id WHERE person_id = '{id}'"),
        ] {
            assert!(super::run(hall, &wrong).is_err(), "{wrong}");
        }
    });
}

#[test]
fn lists_teach_the_first_step_when_they_are_empty() {
    each_engine(|hall| {
        assert!(hall.person("shifu").open("/mentoring").shows("没有等签认的练习"));
        assert!(hall.person("xinren").open("/certificates").shows("还没有上岗证"));
        assert!(hall.person("zhuguan").open("/pairs").shows("没有需要留意的签认"));
        assert!(hall.person("zhengce").open("/teaching").shows("首批授权"));
        assert!(hall.stranger().open("/verify").shows("上岗证编号"));
    });
}
