//! Nobody signs their own work: every role × every way in × both engines, and past the program.

use chrono::Duration;
use shifu::features::accounts;
use shifu::features::apprenticeship::Channel;
use shifu::kernel::{Actor, Blame, Fault, Role, Roles};

use super::{actor, ask, behave, learn, run, sign, sign_as, signature, state, texts};
use crate::harness::{Engine, Hall, PASSWORD, each_engine};

const ITEM: &str = "rent_withdrawal";
const CHANNELS: [Channel; 3] = [Channel::Page, Channel::Offline, Channel::Api];

fn signatures(hall: &Hall) -> usize {
    texts(hall, "SELECT id AS value FROM sign_off").len()
}

fn refused(outcome: Result<shifu::features::apprenticeship::Signed, Fault>) -> (Blame, &'static str) {
    let fault = outcome.expect_err("refused");
    (fault.blame, fault.key)
}

/// A round of xinren's that waits for a signature.
fn waiting(hall: &Hall) -> String {
    learn(hall, "xinren", "shifu", ITEM);
    behave(hall, "xinren", "shifu");
    ask(&mut hall.person("xinren"), ITEM, "TQ-0001")
}

#[test]
fn nobody_signs_their_own_round_whatever_the_role_and_the_way() {
    each_engine(|hall| {
        let round = waiting(hall);
        let me = hall.id_of("xinren");
        let singles = Role::ALL.iter().map(|role| [*role].into_iter().collect::<Roles>());
        let all: Roles = Role::ALL.iter().copied().collect();
        for roles in singles.chain([all]) {
            for channel in CHANNELS {
                let actor = Actor { roles, ..actor(hall, "xinren") };
                let outcome = sign_as(hall, &actor, &signature(hall, &round, ITEM, channel));
                assert_eq!(refused(outcome), (Blame::Refused, "sign-self"), "{roles:?} {channel:?}");
            }
        }
        // The command line, an import, the scheduler: the program itself signs nothing.
        for channel in CHANNELS {
            let outcome = sign_as(hall, &Actor::system(), &signature(hall, &round, ITEM, channel));
            assert_eq!(refused(outcome), (Blame::Refused, "sign-nobody"));
        }
        // Over HTTP, with every role the account can have.
        for role in Role::ALL {
            let mut roles: Roles = [*role].into_iter().collect();
            if roles.with(Role::Apprentice).conflict().is_none() {
                roles = roles.with(Role::Apprentice);
            }
            hall.site.db.write_blocking(|tx| accounts::set_roles(tx, &Actor::system(), &me, roles)).unwrap();
            let page = sign(&mut hall.person("xinren"), &round, ITEM, &[], &[]);
            assert_eq!(page.status, 403, "{role:?}");
        }
        assert_eq!((signatures(hall), state(hall, &round).as_str()), (0, "submitted"));
    });
}

#[test]
fn the_right_to_sign_is_a_mentor_of_the_day_with_a_certificate() {
    each_engine(|hall| {
        let round = waiting(hall);
        let sent = |who: &str| sign_as(hall, &actor(hall, who), &signature(hall, &round, ITEM, Channel::Api));
        assert_eq!(refused(sent("shifu2")), (Blame::Refused, "sign-not-named"), "somebody else's mentor");
        assert_eq!(refused(sent("fuhe")), (Blame::Refused, "sign-not-named"), "a reviewer nobody named");
        assert_eq!(refused(sent("zhuguan")), (Blame::Refused, "sign-not-named"), "a manager");
        assert_eq!(refused(sent("jingban")), (Blame::Refused, "sign-role"));
        for admin in ["xitong", "anquan", "shenji"] {
            assert_eq!(refused(sent(admin)), (Blame::Refused, "sign-role"), "{admin}");
        }
        // A lapsed certificate takes the right away.
        run(
            hall,
            &format!(
                "UPDATE certificate SET state = 'suspended' WHERE person_id = '{}'",
                hall.id_of("shifu")
            ),
        )
        .unwrap();
        assert_eq!(refused(sent("shifu")), (Blame::Refused, "sign-no-certificate"));
        run(
            hall,
            &format!("UPDATE certificate SET state = 'valid' WHERE person_id = '{}'", hall.id_of("shifu")),
        )
        .unwrap();
        // A delegate named for other days has no right on this one.
        run(
            hall,
            &format!(
                "UPDATE mentor_assignment SET from_day = '2026-12-01' WHERE person_id = '{}'",
                hall.id_of("shifu3")
            ),
        )
        .unwrap();
        assert_eq!(refused(sent("shifu3")), (Blame::Refused, "sign-not-named"));
        assert_eq!(signatures(hall), 0);

        // Wrong password, then none and none fresh; then right. The proof comes last.
        let shifu = actor(hall, "shifu");
        let mut signed = signature(hall, &round, ITEM, Channel::Page);
        signed.password = Some("not the password".to_owned());
        assert_eq!(refused(sign_as(hall, &shifu, &signed)).0, Blame::Input);
        signed.password = None;
        assert_eq!(refused(sign_as(hall, &shifu, &signed)), (Blame::Refused, "proof-needed"));
        let now = hall.site.db.clock().now();
        let stale = Actor { proved_at: Some(now - Duration::minutes(6)), ..shifu.clone() };
        assert_eq!(refused(sign_as(hall, &stale, &signed)), (Blame::Refused, "proof-needed"));
        let fresh = Actor { proved_at: Some(now - Duration::minutes(2)), ..shifu };
        let first = sign_as(hall, &fresh, &signed).unwrap();
        assert!(!first.again);

        // The same sheet again is answered, not written again; another one comes too late.
        let again = sign_as(hall, &fresh, &signed).unwrap();
        assert!(again.again && again.id == first.id && signatures(hall) == 1);
        signed.client_id = "another-sheet".to_owned();
        let fault = sign_as(hall, &fresh, &signed).unwrap_err();
        assert_eq!((fault.blame, fault.key), (Blame::Conflict, "round-changed"));
        let versions: Vec<_> = fault.args.iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(versions, ["base=1", "now=2"], "both versions are told");
    });
}

#[test]
fn the_sheet_says_what_is_missing_and_keeps_what_was_typed() {
    each_engine(|hall| {
        let round = waiting(hall);
        let mut shifu = hall.person("shifu");
        let page = sign(&mut shifu, &round, ITEM, &[], &[("sentence", ""), ("result", "redo")]);
        assert_eq!(page.status, 422);
        assert!(page.shows("请写一句话") && page.shows("至少勾选一项") && page.shows("is-on"));
        assert!(!page.shows(PASSWORD), "a password is never sent back");
        let page =
            sign(&mut shifu, &round, ITEM, &[], &[("password", "wrong"), ("sentence", "很稳，继续保持。")]);
        assert!(page.status == 422 && page.shows("密码不对") && page.shows("很稳，继续保持。"));
        let page = sign(
            &mut shifu,
            &round,
            ITEM,
            &[],
            &[("result", "redo"), ("redo", "options"), ("sentence", "只说了一种办法。")],
        );
        page.expect(303);
        assert_eq!(state(hall, &round), "redo");

        // A week later a signature needs a reason.
        let late = ask(&mut hall.person("xinren"), ITEM, "TQ-0002");
        hall.pass(Duration::days(8));
        let mut shifu = hall.person("shifu");
        assert!(shifu.open("/mentoring").shows("超过7天"));
        let page = sign(&mut shifu, &late, ITEM, &[], &[]);
        assert!(page.status == 422 && page.shows("请写明原因"));
        sign(&mut shifu, &late, ITEM, &[], &[("late_reason", "出差一周")]).expect(303);
        assert!(hall.person("xinren").open(&format!("/rounds/{late}")).shows("出差一周"));

        // The apprentice takes a round back before review only.
        let mut xinren = hall.person("xinren");
        let third = ask(&mut xinren, ITEM, "TQ-0003");
        assert_eq!(shifu.post(&format!("/rounds/{third}/withdraw"), &[]).status, 404);
        xinren.act(&format!("/rounds/{third}/withdraw"), &[]);
        assert_eq!(state(hall, &third), "withdrawn");
        assert_eq!(xinren.post(&format!("/rounds/{late}/withdraw"), &[]).status, 409);

        // A correction stands beside the record when a second person agrees; the record stays.
        let text = [("text", "等级应当是做到，不是熟练"), ("password", PASSWORD)];
        shifu.act(&format!("/rounds/{late}/corrections"), &text);
        let event =
            texts(hall, "SELECT id AS value FROM round_event WHERE kind = 'correction_proposed'").remove(0);
        let confirm = format!("/rounds/{late}/corrections/{event}");
        assert_eq!(shifu.post(&confirm, &[("password", PASSWORD)]).status, 403, "not by the same person");
        assert_eq!(xinren.post(&confirm, &[("password", PASSWORD)]).status, 403, "not by the apprentice");
        hall.person("shifu3").act(&confirm, &[("password", PASSWORD)]);
        assert!(xinren.open(&format!("/rounds/{late}")).shows("沈若溪提出，韩素云确认"));
    });
}

#[test]
fn a_high_risk_round_needs_a_second_signer_who_judges_alone() {
    each_engine(|hall| {
        const LOAN: &str = "purchase_loan";
        learn(hall, "xinren2", "shifu2", LOAN);
        behave(hall, "xinren2", "shifu2");
        let round = ask(&mut hall.person("xinren2"), LOAN, "DK-0001");
        let before = signature(hall, &round, LOAN, Channel::Page);
        let mut shifu2 = hall.person("shifu2");
        sign(&mut shifu2, &round, LOAN, &[], &[("sentence", "面谈问得很细。")]).expect(303);
        assert_eq!(state(hall, &round), "awaiting_second");

        let sent = |who: &str| sign_as(hall, &actor(hall, who), &signature(hall, &round, LOAN, Channel::Api));
        assert_eq!(refused(sent("shifu2")), (Blame::Refused, "sign-first-again"));
        assert_eq!(refused(sent("xinren2")), (Blame::Refused, "sign-self"));
        assert_eq!(refused(sent("shifu")), (Blame::Refused, "sign-no-certificate"));
        // Somebody whom the first signer teaches now is no second signer, whatever else they hold.
        let (pair, day) = (
            texts(
                hall,
                &format!(
                    "SELECT id AS value FROM apprenticeship WHERE apprentice_id = '{}'",
                    hall.id_of("xinren")
                ),
            )
            .remove(0),
            hall.today(),
        );
        hall.site
            .db
            .write_blocking(|tx| {
                let zone = hall.site.zone();
                shifu::features::apprenticeship::name_delegate(
                    tx,
                    &actor(hall, "shifu"),
                    zone,
                    &pair,
                    &hall.id_of("shifu2"),
                    (day, day),
                )
            })
            .unwrap();
        let roles: Roles = [Role::Apprentice, Role::Mentor].into_iter().collect();
        let taught = Actor { roles, ..actor(hall, "xinren") };
        let outcome = sign_as(hall, &taught, &signature(hall, &round, LOAN, Channel::Page));
        assert_eq!(refused(outcome), (Blame::Refused, "sign-first-apprentice"));

        let mut shifu3 = hall.person("shifu3");
        let page = shifu3.open(&format!("/rounds/{round}"));
        assert!(page.shows("独立评分") && !page.shows("面谈问得很细"), "the first marks are sealed");
        // A sheet filled in before the first signature is a conflict, not a second signature.
        let old = sign_as(hall, &actor(hall, "shifu3"), &before).unwrap_err();
        assert_eq!((old.blame, old.key), (Blame::Conflict, "round-changed"));
        sign(&mut shifu3, &round, LOAN, &[], &[]).expect(303);
        assert_eq!(state(hall, &round), "passed");
        let page = shifu3.open(&format!("/rounds/{round}"));
        assert!(page.shows("面谈问得很细") && page.shows("第二签认"));
    });
}

#[test]
fn the_database_refuses_what_the_rules_forbid() {
    each_engine(|hall| {
        let round = waiting(hall);
        let (me, shifu, other) = (hall.id_of("xinren"), hall.id_of("shifu"), hall.id_of("xinren2"));
        let right = texts(hall, &format!("SELECT id AS value FROM certificate WHERE person_id = '{shifu}'"))
            .remove(0);
        let no = if hall.engine == Engine::Postgres { "FALSE" } else { "0" };
        let quoted = |id: &str| format!("'{id}'");
        let insert = |id: &str, apprentice: &str, signer: &str, place: i32| {
            run(
                hall,
                &format!(
                    "INSERT INTO sign_off (id, round_id, apprentice_id, signer_id, certificate_id, place, result, \
                     scores, redo_criteria, critical_failed, sentence, prompted, late_reason, late_days, policies, \
                     channel, client_id, signed_at) VALUES ('{id}', '{round}', {apprentice}, {signer}, '{right}', \
                     {place}, 'passed', '{{}}', '[]', {no}, 'x', {no}, '', 0, '[]', 'api', '{id}', \
                     '2026-11-23 01:00:00')"
                ),
            )
        };
        assert!(insert("A", &quoted(&me), &quoted(&me), 1).is_err(), "signer and apprentice are the same");
        assert!(insert("B", &quoted(&other), &quoted(&me), 1).is_err(), "not this round's apprentice");
        assert!(insert("C", "NULL", &quoted(&me), 1).is_err(), "NULL would pass a CHECK");
        assert!(insert("D", &quoted(&me), "NULL", 1).is_err());
        insert("E", &quoted(&me), &quoted(&shifu), 1).unwrap();
        assert!(insert("F", &quoted(&me), &quoted(&shifu), 2).is_err(), "one signature a person and round");
        assert!(run(hall, "UPDATE sign_off SET sentence = 'y'").is_err());
        assert!(run(hall, "DELETE FROM sign_off").is_err());
        assert!(run(hall, "UPDATE round_event SET text = 'y'").is_err());
        assert!(run(hall, "DELETE FROM agreement_signature").is_err());
        let observation =
            texts(hall, "SELECT id AS value FROM stage_evidence WHERE stage = 'listen'").remove(0);
        let owner = texts(
            hall,
            &format!("SELECT apprentice_id AS value FROM stage_evidence WHERE id = '{observation}'"),
        )
        .remove(0);
        let confirm = format!(
            "INSERT INTO evidence_confirmation (evidence_id, apprentice_id, confirmer_id, verdict, note, at) VALUES \
             ('{observation}', '{owner}', '{owner}', 'confirmed', '', '2026-11-23 01:00:00')"
        );
        assert!(run(hall, &confirm).is_err(), "nobody confirms their own observation");
        let pair =
            texts(hall, &format!("SELECT id AS value FROM apprenticeship WHERE apprentice_id = '{me}'"))
                .remove(0);
        let graduation = format!(
            "INSERT INTO graduation_signature (id, apprenticeship_id, apprentice_id, signer_id, place, sentence, \
             signed_at) VALUES ('G', '{pair}', '{me}', '{me}', 1, 'x', '2026-11-23 01:00:00')"
        );
        assert!(run(hall, &graduation).is_err());
        let mentor = format!(
            "INSERT INTO mentor_assignment (id, apprenticeship_id, apprentice_id, person_id, kind, from_day, named_by, \
             named_at) VALUES ('M', '{pair}', '{me}', '{me}', 'mentor', '2026-11-23', '{shifu}', '2026-11-23 01:00:00')"
        );
        assert!(run(hall, &mentor).is_err(), "nobody is their own mentor");
    });
}
