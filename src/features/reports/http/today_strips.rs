//! The cards of 今日 that belong to a role: apprentices, who waits, the queue, own cases, state of the program.

use super::today_parts::{Line, Strip, pick};
use crate::features::apprenticeship::Next;
use crate::features::reports::service::today::{CaseLine, Day, Health, Pupil};
use crate::features::screening::CaseState;
use crate::kernel::clock::Zone;
use crate::platform::i18n::Texts;

/// What somebody waits for or does next, in a few words.
fn next_words(t: &Texts, next: Next) -> String {
    t.get(match next {
        Next::LogListen => "pupil-listen",
        Next::Read => "pupil-read",
        Next::WhyQuiz => "pupil-quiz",
        Next::WaitForQuestions => "pupil-wait-questions",
        Next::LogWatch => "pupil-watch",
        Next::WaitForMentor => "pupil-wait-mentor",
        Next::Etiquette => "pupil-etiquette",
        Next::AskRound => "pupil-practise",
        Next::WaitForSignature => "pupil-wait-signature",
        Next::Certified => "pupil-certified",
    })
}

pub(super) fn strips(t: &Texts, day: &Day, zone: Zone) -> Vec<Strip> {
    let mut strips = Vec::new();
    if !day.pupils.is_empty() {
        strips.push(Strip {
            id: "pupils",
            title: t.get("today-pupils"),
            note: t.with("today-people", &[("n", &day.pupils.len())]),
            all: Some(("/mentoring", t.get("today-pupils-all"))),
            lines: day.pupils.iter().map(|pupil| pupil_line(t, pupil)).collect(),
            empty: String::new(),
        });
    }
    if let Some(waiting) = &day.waiting {
        let lines = waiting.iter().take(6).map(|line| Line {
            title: line.name.clone(),
            href: line.href.clone(),
            sub: [Some(pick(t, &line.item)), Some(next_words(t, line.next)), line.whom.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" \u{b7} "),
            tag: None,
        });
        strips.push(Strip {
            id: "waiting",
            title: t.get("today-waiting"),
            note: String::new(),
            all: Some(("/reports", t.get("today-waiting-all"))),
            lines: lines.collect(),
            empty: t.get("today-waiting-none"),
        });
    }
    if let Some((waiting, oldest)) = day.queue {
        let oldest = oldest.map(|at| t.with("today-oldest", &[("at", &t.date_time(zone.local(at)))]));
        strips.push(Strip {
            id: "queue",
            title: t.get("today-queue"),
            note: t.with("today-cases", &[("n", &waiting)]),
            all: Some(("/review", t.get("today-queue-all"))),
            lines: oldest
                .into_iter()
                .map(|title| Line {
                    title,
                    href: "/review".to_owned(),
                    sub: t.get("today-queue-how"),
                    tag: None,
                })
                .collect(),
            empty: t.get("today-queue-none"),
        });
    }
    if !day.cases.is_empty() {
        strips.push(Strip {
            id: "cases",
            title: t.get("today-own-cases"),
            note: String::new(),
            all: Some(("/screening", t.get("today-own-cases-all"))),
            lines: day
                .cases
                .iter()
                .map(|case| Line {
                    title: case.code.clone(),
                    href: format!("/screening/{}", case.id),
                    sub: t.date_time(zone.local(case.at)),
                    tag: Some(case_tag(t, case)),
                })
                .collect(),
            empty: String::new(),
        });
    }
    if let Some(health) = &day.health {
        strips.push(health_strip(t, health));
    }
    strips
}

fn pupil_line(t: &Texts, pupil: &Pupil) -> Line {
    let next: Vec<String> = pupil
        .next
        .iter()
        .map(|(name, name_en, next)| {
            let item = pick(t, &(name.clone(), name_en.clone()));
            t.with("today-pupil-item", &[("item", &item), ("next", &next_words(t, *next))])
        })
        .collect();
    Line {
        title: pupil.name.clone(),
        href: format!("/pairs/{}/board", pupil.id),
        sub: next.join(&t.get("list-semicolon")),
        tag: None,
    }
}

fn case_tag(t: &Texts, case: &CaseLine) -> (&'static str, String) {
    match case.state {
        CaseState::Ready if case.queued => ("tag-info", t.get("case-queued")),
        CaseState::Ready if !case.worth_a_look => ("tag-ok", t.get("case-nothing")),
        CaseState::Received | CaseState::Examining => ("tag-info", t.get("case-examining")),
        CaseState::Ready => ("tag-warn", t.get("case-ready")),
        CaseState::InReview => ("tag-info", t.get("case-in-review")),
        CaseState::Decided => ("tag-ok", t.get("case-decided")),
        CaseState::Contested => ("tag-warn", t.get("case-contested")),
        CaseState::Failed => ("tag-risk", t.get("case-failed")),
        CaseState::Refused => ("tag-warn", t.get("case-refused")),
        CaseState::Closed => ("", t.get("case-closed")),
    }
}

fn health_strip(t: &Texts, health: &Health) -> Strip {
    let [ready, running, parked] = health.jobs;
    let (with, without) = health.factors;
    let tag = |fine: bool| {
        if fine { ("tag-ok", t.get("today-fine")) } else { ("tag-warn", t.get("today-look")) }
    };
    let line = |title: String, href: &str, sub: String, fine: bool| Line {
        title,
        href: href.to_owned(),
        sub,
        tag: Some(tag(fine)),
    };
    let lines = vec![
        line(
            t.get("today-jobs"),
            "",
            t.with("today-jobs-n", &[("ready", &ready), ("running", &running), ("parked", &parked)]),
            parked == 0,
        ),
        line(
            t.get("today-factors"),
            "",
            t.with("today-factors-n", &[("with", &with), ("all", &(with + without))]),
            without == 0,
        ),
        Line {
            title: t.get("today-trail"),
            href: String::new(),
            sub: t.with("today-trail-n", &[("n", &health.entries)]),
            tag: None,
        },
    ];
    Strip {
        id: "health",
        title: t.get("today-health"),
        note: String::new(),
        all: Some(("/security", t.get("today-health-all"))),
        lines,
        empty: String::new(),
    }
}
