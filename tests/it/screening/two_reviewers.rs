//! First opinions, two reviewers, and what happens when two act at once.

use chrono::Duration;

use super::{edited, entries, hand_in, one, rows_of, run, seen};
use crate::harness::{Hall, Persona, each_engine};

const WHY: (&str, &str) = ("reason", "看过原件");

fn case(hall: &Hall) -> String {
    hand_in(&mut hall.person("jingban"), &[], ("流水.png", "image/png", &edited()))
}

/// Changes how reviews are held.
fn set(hall: &Hall, seen: &str, fields: &[(&str, &str)]) {
    let mut all = vec![("seen", seen), ("reason", "试行")];
    all.extend_from_slice(fields);
    hall.person("zhuguan").act("/review/settings", &all);
}

fn decide(persona: &mut Persona<'_>, path: &str, decision: &str) -> crate::harness::Page {
    let mark = seen(&persona.open(path));
    persona.post(&format!("{path}/decide"), &[("decision", decision), WHY, ("seen", &mark)])
}

#[test]
fn a_reviewer_says_what_he_thinks_before_anything_is_shown() {
    each_engine(|hall| {
        let path = case(hall);
        set(hall, "0", &[("blind", "1")]);
        let mut reviewer = hall.person("fuhe");
        let queue = reviewer.open("/review");
        assert!(queue.shows("先看材料，说出看法后显示"), "{}", queue.text());
        // Before and after the claim: the papers alone.
        let page = reviewer.open(&path);
        assert!(
            page.shows("先说你的看法") && !page.shows("也可能是") && !page.shows("关注分"),
            "{}",
            page.text()
        );
        for hidden in ["pages/101/heat", "pages/101/error_level", "pages/101/earlier", "print"] {
            assert_eq!(reviewer.get(&format!("{path}/{hidden}")).status, 409, "{hidden}");
        }
        assert_eq!(reviewer.open(&format!("{path}/pages/101/preview")).kind, "image/png");
        let opinion = format!("{path}/opinion");
        assert_eq!(reviewer.post(&opinion, &[("opinion", "ask_more"), WHY]).status, 422, "not claimed");
        reviewer.act(&format!("{path}/claim"), &[]);
        let decided = reviewer.post(&format!("{path}/decide"), &[("decision", "accept"), WHY, ("seen", "")]);
        assert!(decided.status == 422 && decided.shows("请先看材料"), "{}", decided.text());
        let kept = reviewer.post(&opinion, &[("reason", "第七行的字像是贴的")]);
        assert!(kept.status == 422 && kept.shows("第七行的字像是贴的"), "what was typed stays");
        let page = reviewer.act(&opinion, &[("opinion", "ask_more"), ("reason", "第七行的字像是贴的")]);
        assert!(page.shows("也可能是") && page.shows("先说的看法") && page.shows("第七行的字像是贴的"));
        assert_eq!(entries(hall, "screening.first-opinion", &path), 1);
        assert_eq!(reviewer.post(&opinion, &[("opinion", "accept"), WHY]).status, 422, "only once");
        assert_eq!(decide(&mut reviewer, &path, "ask_more").status, 303);
        // The clerk sees places all the time, and the opinion once it is decided.
        assert!(hall.person("jingban").open(&path).shows("第七行的字像是贴的"));
        assert_eq!(rows_of(hall, "screening_opinion", &path), "1");
        assert!(run(hall, "UPDATE screening_opinion SET opinion = 'accept'").is_err(), "never changed");
    });
}

#[test]
fn a_claim_that_ran_out_loses_nothing_and_a_reviewers_mark_stands() {
    each_engine(|hall| {
        let path = case(hall);
        let id = path.rsplit('/').next().unwrap();
        let of_case = format!("SELECT MIN(id) AS value FROM screening_finding WHERE case_id = '{id}'");
        let finding = one(hall, &of_case);
        let mark = format!("{path}/findings/{finding}");
        let (mut clerk, mut reviewer) = (hall.person("jingban"), hall.person("fuhe"));
        clerk.act(&mark, &[("outcome", "explained"), ("cause", "other")]);
        reviewer.act(&format!("{path}/claim"), &[]);
        reviewer.act(&mark, &[("outcome", "confirmed")]);
        let refused = clerk.post(&mark, &[("outcome", "false_alarm"), ("cause", "other")]);
        assert!(refused.status == 422 && refused.shows("已由复核人标过"), "{}", refused.text());
        // Nobody came while the claim ran out: what was written is taken, and the case is held again.
        let later = |reviewer: &mut Persona<'_>| {
            for _ in 0..2 {
                hall.pass(Duration::minutes(20));
                reviewer.open("/");
            }
        };
        later(&mut reviewer);
        let notes = format!("{path}/notes");
        assert!(reviewer.act(&notes, &[("note", "打过电话，单位说无此人")]).shows("打过电话"));
        let mut other = hall.person("zhuguan");
        assert_eq!(other.post(&format!("{path}/claim"), &[]).status, 422, "held again");
        later(&mut reviewer);
        let mut other = hall.person("zhuguan");
        other.act(&format!("{path}/claim"), &[]);
        let late = reviewer.post(&notes, &[("note", "还差一页原件")]);
        assert!(
            late.status == 422 && late.shows("还差一页原件") && late.shows("请先认领"),
            "{}",
            late.text()
        );
        // Others than reviewers are simply not let in.
        assert_eq!(hall.person("xinren").post(&notes, &[("note", "路过")]).status, 404);
    });
}

#[test]
fn what_was_typed_stands_where_it_was_typed() {
    each_engine(|hall| {
        let path = case(hall);
        let mut clerk = hall.person("jingban");
        let kept = clerk.post(&format!("{path}/checks"), &[("kind", "amount"), ("value", "12,000.00")]);
        assert!(kept.status == 422 && kept.shows("value=\"12,000.00\""), "{}", kept.text());
        assert!(kept.shows("value=\"amount\" selected"));
        // NUL is no text: dropped from forms, refused in addresses, on both engines.
        clerk.act(&format!("{path}/notes"), &[("note", "空\0字符")]);
        assert!(clerk.open(&path).shows("空字符"));
        assert_eq!(clerk.get(&format!("{path}%00/print")).status, 400);
    });
}

#[test]
fn two_who_agree_decide_and_two_who_differ_go_up() {
    each_engine(|hall| {
        let (agreed, differing) = (case(hall), {
            let bytes = shifu::forensics::synth::case(
                8,
                Some(shifu::forensics::synth::EditKind::CopyMove),
                shifu::forensics::synth::LastSave::Png,
            );
            let mut clerk = hall.person("jingban");
            hand_in(&mut clerk, &[("review", "1")], ("合同.png", "image/png", &bytes.unwrap().bytes))
        });
        set(hall, "0", &[("two", "withdrawal")]);
        let (mut one, mut two) = (hall.person("fuhe"), hall.person("shifu3"));
        for path in [&agreed, &differing] {
            let page = one.act(&format!("{path}/claim"), &[]);
            assert!(page.shows("你是第一位"), "{}", page.text());
            assert_eq!(decide(&mut one, path, "ask_more").status, 303);
            assert!(one.open(path).shows("你已经说过意见"));
            assert_eq!(one.post(&format!("{path}/claim"), &[]).status, 403, "nobody is both");
            assert!(!hall.person("jingban").open(path).shows("看过原件"), "nothing is decided");
            // The second sees neither decision nor reason.
            let page = two.act(&format!("{path}/claim"), &[]);
            assert!(page.shows("你是第二位") && !page.shows("看过原件"), "{}", page.text());
        }
        assert_eq!(decide(&mut two, &agreed, "ask_more").status, 303);
        let page = hall.person("jingban").open(&agreed);
        assert!(page.shows("请群众补正") && page.shows("的复核意见"), "{}", page.text());
        assert_eq!(entries(hall, "screening.decided", &agreed), 1);

        assert_eq!(decide(&mut two, &differing, "accept").status, 303);
        assert_eq!(entries(hall, "screening.decided", &differing), 0);
        assert_eq!(entries(hall, "screening.voted", &differing), 2);
        assert_eq!(two.post(&format!("{differing}/claim"), &[]).status, 403);
        let mut manager = hall.person("zhuguan");
        assert!(manager.open("/review").shows("两人看法不同"));
        let page = manager.act(&format!("{differing}/claim"), &[]);
        assert!(page.shows("由主管决定") && page.shows("看过原件"), "{}", page.text());
        assert_eq!(decide(&mut manager, &differing, "accept").status, 303);
        assert!(hall.person("jingban").open(&differing).shows("照常受理"));
    });
}

#[test]
fn where_nobody_stands_above_the_two_their_difference_is_referred_up() {
    each_engine(|hall| {
        let path = case(hall);
        set(hall, "0", &[("two", "withdrawal")]);
        let others = "UPDATE person SET disabled_at = '2026-11-20 01:00:00' WHERE username <> 'zhuguan' \
                      AND id IN (SELECT person_id FROM person_role WHERE role = 'manager')";
        run(hall, others).unwrap();
        // The only manager left is one of the two.
        let (mut one, mut two) = (hall.person("zhuguan"), hall.person("fuhe"));
        one.act(&format!("{path}/claim"), &[]);
        assert_eq!(decide(&mut one, &path, "accept").status, 303);
        two.act(&format!("{path}/claim"), &[]);
        assert_eq!(decide(&mut two, &path, "ask_more").status, 303);
        let page = hall.person("jingban").open(&path);
        assert!(page.shows("上报") && page.shows("请群众补正"), "{}", page.text());
        assert_eq!(entries(hall, "screening.decided", &path), 1);
    });
}

#[test]
fn only_a_manager_changes_how_reviews_are_held_and_not_unseen() {
    each_engine(|hall| {
        let mut reviewer = hall.person("fuhe");
        assert!(reviewer.open("/review/settings").shows("一个人复核就可以决定"));
        assert_eq!(reviewer.post("/review/settings", &[("seen", "0"), WHY]).status, 403);
        let mut manager = hall.person("zhuguan");
        let form =
            |score: &'static str| vec![("seen", "0"), ("two-score", score), ("reason", "高分的要两个人看")];
        let wrong = manager.post("/review/settings", &form("一百"));
        assert!(wrong.status == 422 && wrong.shows("高分的要两个人看"), "{}", wrong.text());
        assert!(manager.act("/review/settings", &form("70")).shows("关注分从70起"));
        let stale = manager.post("/review/settings", &form("80"));
        assert!(stale.status == 422 && stale.shows("有人刚刚改过"), "{}", stale.text());
        assert!(run(hall, "UPDATE screening_setting SET two_score = 1").is_err());
    });
}

/// Sends the same form by two people at once; the statuses.
fn at_once<'a>(
    one: &mut Persona<'a>,
    two: &mut Persona<'a>,
    path: &str,
    a: &[(&str, &str)],
    b: &[(&str, &str)],
) -> Vec<u16> {
    let barrier = std::sync::Barrier::new(2);
    let mut statuses = std::thread::scope(|scope| {
        let owned = |fields: &[(&str, &str)]| {
            fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>()
        };
        let barrier = &barrier;
        let both = [(one, owned(a)), (two, owned(b))].map(|(persona, fields)| {
            scope.spawn(move || {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                barrier.wait();
                persona.post(path, &fields).status
            })
        });
        both.map(|thread| thread.join().unwrap()).to_vec()
    });
    statuses.sort_unstable();
    statuses
}

#[test]
fn of_two_at_once_one_claims_and_one_decides() {
    each_engine(|hall| {
        let path = case(hall);
        let (mut one, mut two) = (hall.person("fuhe"), hall.person("shifu3"));
        one.open("/review");
        two.open("/review");
        assert_eq!(at_once(&mut one, &mut two, &format!("{path}/claim"), &[], &[]), [303, 422]);
        assert_eq!(entries(hall, "screening.claimed", &path), 1);
        // Whoever holds it presses twice.
        let holder = if one.open(&path).field("seen").is_some() { "fuhe" } else { "shifu3" };
        let (mut a, mut b) = (hall.person(holder), hall.person(holder));
        let mark = seen(&a.open(&path));
        b.open(&path);
        let form = |decision: &'static str| vec![("decision", decision), WHY, ("seen", mark.as_str())];
        let sent = at_once(&mut a, &mut b, &format!("{path}/decide"), &form("accept"), &form("ask_more"));
        assert!(sent[0] == 303 && sent[1] != 303, "{sent:?}");
        assert_eq!(entries(hall, "screening.decided", &path), 1);
    });
}

#[test]
fn the_second_of_two_votes_once_however_often_he_presses() {
    each_engine(|hall| {
        let path = case(hall);
        set(hall, "0", &[("two", "withdrawal")]);
        hall.person("fuhe").act(&format!("{path}/claim"), &[]);
        let (mut a, mut b) = (hall.person("fuhe"), hall.person("fuhe"));
        let mark = seen(&a.open(&path));
        b.open(&path);
        let form = [("decision", "accept"), WHY, ("seen", mark.as_str())];
        let sent = at_once(&mut a, &mut b, &format!("{path}/decide"), &form, &form);
        assert_eq!(sent[0], 303);
        assert_ne!(sent[1], 303);
        assert_eq!(entries(hall, "screening.voted", &path), 1);
        assert_eq!(rows_of(hall, "screening_opinion", &path), "1");
    });
}
