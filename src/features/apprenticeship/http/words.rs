//! Words of states, stages and conditions in the reader's language.

use crate::features::apprenticeship::rules::progress::{Gate, Next, Stage, StageState, StageView};
use crate::features::apprenticeship::rules::{certificate, pairing, round};
use crate::features::apprenticeship::service::board::ItemBoard;
use crate::features::apprenticeship::service::today::place;
use crate::features::corpus::Item;
use crate::platform::i18n::{Lang, Texts};

/// A name in the reader's language.
pub(super) fn pick(t: &Texts, zh: &str, en: &str) -> String {
    if t.lang == Lang::En && !en.is_empty() { en.to_owned() } else { zh.to_owned() }
}

/// The item's name in the reader's language.
pub(super) fn item_name(t: &Texts, item: &Item) -> String {
    pick(t, &item.name, &item.name_en)
}

/// A condition as a line: whether it holds, and the sentence.
pub(super) struct GateLine {
    pub met: bool,
    pub text: String,
}

pub(super) fn gate(t: &Texts, gate: &Gate) -> GateLine {
    let left = gate.left();
    let values: [(&str, &dyn crate::platform::i18n::TextValue); 3] =
        [("have", &gate.have), ("need", &gate.need), ("left", &left)];
    GateLine { met: gate.met(), text: t.with(gate.key, &values) }
}

pub(super) fn gates(t: &Texts, all: &[Gate]) -> Vec<GateLine> {
    all.iter().map(|g| gate(t, g)).collect()
}

/// The next action: words, minutes in words (empty when one only waits), and where.
pub(super) struct NextLine {
    pub item: String,
    pub text: String,
    pub minutes: String,
    pub href: String,
}

pub(super) fn next(t: &Texts, board: &ItemBoard, own: bool) -> NextLine {
    let minutes = board.minutes();
    let button = match board.board.next {
        Next::LogListen => t.get("next-log-listen-button"),
        Next::Read => t.get("next-read-button"),
        Next::WhyQuiz => t.get("next-why-quiz-button"),
        Next::LogWatch => t.get("next-log-watch-button"),
        Next::Etiquette => t.get("next-etiquette-button"),
        Next::AskRound => t.get("next-ask-round-button"),
        Next::WaitForQuestions => t.get("next-wait-questions-short"),
        Next::WaitForMentor => t.get("next-wait-mentor-short"),
        Next::WaitForSignature => t.get("next-wait-signature-short"),
        Next::Certified => t.get("next-certified-short"),
    };
    let acts = own && minutes > 0;
    NextLine {
        item: item_name(t, &board.item),
        text: button,
        minutes: if acts { t.with("about-minutes", &[("n", &minutes)]) } else { String::new() },
        href: if acts { place(board.board.next, &board.item.slug) } else { String::new() },
    }
}

/// The one character and the name of a stage.
pub(super) fn stage_name(t: &Texts, stage: Stage) -> (String, String) {
    match stage {
        Stage::Listen => (t.get("stage-listen-mark"), t.get("stage-listen")),
        Stage::Learn => (t.get("stage-learn-mark"), t.get("stage-learn")),
        Stage::Watch => (t.get("stage-watch-mark"), t.get("stage-watch")),
        Stage::Practice => (t.get("stage-practice-mark"), t.get("stage-practice")),
    }
}

/// Class, tone, icon and word of a stage's state.
pub(super) fn stage_state(
    t: &Texts,
    state: StageState,
) -> (&'static str, &'static str, &'static str, String) {
    match state {
        StageState::Done => ("is-done", "tag-ok", "check", t.get("state-done")),
        StageState::Open => ("is-current", "tag-info", "play", t.get("state-open")),
        StageState::Locked => ("is-locked", "", "lock", t.get("state-locked")),
    }
}

/// The large figure of a stage and its unit.
pub(super) fn stage_figure(t: &Texts, view: &StageView, board: &ItemBoard) -> (String, String) {
    if view.stage == Stage::Learn && board.evidence.confirmed >= board.evidence.policies {
        let percent = board.evidence.best_percent.unwrap_or(0);
        return (format!("{percent}%"), t.get("unit-why"));
    }
    let first = view.completes.first();
    let (have, need) = first.map_or((0, 0), |g| (g.have, g.need));
    let unit = match view.stage {
        Stage::Listen => t.get("unit-listen"),
        Stage::Learn => t.get("unit-learn"),
        Stage::Watch => t.get("unit-watch"),
        Stage::Practice => t.get("unit-practice"),
    };
    (format!("{have} / {need}"), unit)
}

/// Tone of a round's state.
pub(super) fn round_tone(state: round::State) -> &'static str {
    match state {
        round::State::Passed | round::State::Upheld => "tag-ok",
        round::State::Submitted | round::State::AwaitingSecond => "tag-info",
        round::State::Redo | round::State::Challenged => "tag-warn",
        round::State::Revoked => "tag-risk",
        round::State::Draft | round::State::Withdrawn => "",
    }
}

/// Tone of an apprenticeship's state.
pub(super) fn pair_tone(state: pairing::State) -> &'static str {
    match state {
        pairing::State::Active | pairing::State::Graduated => "tag-ok",
        pairing::State::Proposed | pairing::State::Agreed | pairing::State::GraduationRequested => "tag-info",
        pairing::State::Paused => "tag-warn",
        pairing::State::EndedWithout => "",
    }
}

/// Tone of a certificate's state.
pub(super) fn certificate_tone(state: certificate::State) -> &'static str {
    match state {
        certificate::State::Valid => "tag-ok",
        certificate::State::RecheckDue | certificate::State::Suspended => "tag-warn",
        certificate::State::Revoked => "tag-risk",
        certificate::State::Expired | certificate::State::Renewed => "",
    }
}

/// Text of an entrustment level: shown as what it means, not as a number (with bare numbers ratings bend
/// towards the expected target).
pub(super) fn level(t: &Texts, level: i32) -> String {
    if level >= 5 { t.get("level-5") } else { t.get("level-4") }
}

/// What happened, for a time line.
pub(super) fn event(t: &Texts, kind: &str, name: &str) -> String {
    let key = match kind {
        "submitted" => "event-submitted",
        "signed" => "event-signed",
        "withdrawn" => "event-withdrawn",
        "revoked" => "event-revoked",
        "challenged" => "event-challenged",
        "upheld" => "event-upheld",
        "correction_proposed" => "event-correction-proposed",
        "correction_confirmed" => "event-correction-confirmed",
        "proposed" => "event-proposed",
        "agreed" => "event-agreed",
        "active" => "event-active",
        "paused" => "event-paused",
        "graduation_requested" => "event-graduation-requested",
        "graduated" => "event-graduated",
        "ended_without" => "event-ended-without",
        "extended" => "event-extended",
        "mentor_changed" => "event-mentor-changed",
        _ => "event-other",
    };
    t.with(key, &[("name", &name)])
}

/// An entry of a time line.
pub(super) struct EventLine {
    pub what: String,
    pub when: String,
}

/// A link with its words.
pub(super) struct Link {
    pub href: String,
    pub text: String,
}

/// An option of a select box.
pub(super) struct Choice {
    pub id: String,
    pub name: String,
    pub on: bool,
}
