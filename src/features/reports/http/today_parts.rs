//! The cards of 今日 in words.

use chrono::NaiveDate;

use crate::features::apprenticeship::{ItemBoard, Stage, StageState};
use crate::features::reports::rules::today::{Kind, Task};
use crate::features::reports::service::today::{Change, Day, HeldPost};
use crate::kernel::clock::Zone;
use crate::platform::i18n::{Lang, Texts};
use crate::web::Icon;

/// The name in the reader's language; the Chinese one where there is no other.
pub(super) fn pick(t: &Texts, names: &(String, String)) -> String {
    if t.lang == Lang::En && !names.1.is_empty() { names.1.clone() } else { names.0.clone() }
}

/// The card on top.
pub(super) struct Resume {
    /// A character on the poster, or none for an icon.
    pub glyph: &'static str,
    pub icon: Icon,
    pub minutes: String,
    pub tag: String,
    pub title: String,
    pub detail: String,
    pub progress: Option<(u32, u32, String)>,
    pub why: String,
    pub act: String,
    pub href: String,
    /// Address of the item's board, where there is one.
    pub more: Option<String>,
}

/// A row of the list.
pub(super) struct Row {
    pub icon: Icon,
    pub title: String,
    pub sub: String,
    pub act: String,
    pub href: String,
    pub done: bool,
}

/// One step of a path.
pub(super) struct StepView {
    pub class: &'static str,
    pub icon: Option<Icon>,
    pub letter: String,
    pub name: String,
    pub state: String,
    pub now: bool,
}

/// The way through one item.
pub(super) struct PathView {
    pub name: String,
    pub href: String,
    pub steps: Vec<StepView>,
    pub opens: String,
}

/// A line of a side card.
pub(super) struct Line {
    pub title: String,
    pub href: String,
    pub sub: String,
    pub tag: Option<(&'static str, String)>,
}

/// A card that belongs to a role: apprentices, who waits, own cases, state of the program.
pub(super) struct Strip {
    pub id: &'static str,
    pub title: String,
    pub note: String,
    pub all: Option<(&'static str, String)>,
    pub lines: Vec<Line>,
    pub empty: String,
}

/// The mentor's last words.
pub(super) struct WordsView {
    pub sentence: String,
    pub from: String,
    pub href: String,
    pub levels: Vec<(String, u8)>,
}

/// The side of the page.
pub(super) struct Aside {
    pub words: Option<WordsView>,
    pub changes: Vec<Line>,
    pub posts: Vec<Line>,
}

impl Aside {
    /// Whether nothing stands at the side.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_none() && self.changes.is_empty() && self.posts.is_empty()
    }
}

fn glyph(kind: Kind) -> &'static str {
    #![expect(
        clippy::non_ascii_literal,
        reason = "the characters of the four stages are their emblems in every language"
    )]
    match kind {
        Kind::Listen => "听",
        Kind::ReadPolicies | Kind::WhyQuiz => "学",
        Kind::Watch => "看",
        Kind::Practise | Kind::Redo => "练",
        _ => "",
    }
}

/// One of the three texts of a task.
fn text(t: &Texts, task: &Task, part: &str) -> String {
    let about = if t.lang == Lang::En && !task.about_en.is_empty() { &task.about_en } else { &task.about };
    let key = format!("today-{}-{part}", task.kind.code());
    t.with(&key, &[("n", &task.count), ("about", about), ("detail", &task.detail)])
}

pub(super) fn resume(t: &Texts, task: &Task) -> Resume {
    let tag = match task.kind {
        Kind::SignRounds | Kind::SignSecond | Kind::ConfirmObservations | Kind::ObserveRoutine => {
            t.get("today-tag-waited-for")
        }
        _ if task.progress.is_some_and(|(have, _)| have > 0) => t.get("today-tag-go-on"),
        _ => t.get("today-tag-next"),
    };
    let board = task.href.strip_prefix("/board/").and_then(|rest| rest.split('/').next());
    let board =
        board.or_else(|| task.href.strip_prefix("/items/").and_then(|rest| rest.strip_suffix("/why")));
    Resume {
        glyph: glyph(task.kind),
        icon: Icon(task.kind.icon()),
        minutes: t.with("today-minutes", &[("n", &task.minutes())]),
        tag,
        title: text(t, task, "title"),
        detail: detail(t, task),
        progress: task
            .progress
            .map(|(have, need)| (have, need, t.with("today-progress", &[("have", &have), ("need", &need)]))),
        why: text(t, task, "why"),
        act: text(t, task, "act"),
        href: task.href.clone(),
        more: board.map(|slug| format!("/board/{slug}")),
    }
}

/// Who or what it is about, where the title does not say so.
fn detail(t: &Texts, task: &Task) -> String {
    let about = if t.lang == Lang::En && !task.about_en.is_empty() { &task.about_en } else { &task.about };
    let told =
        matches!(task.kind, Kind::SignRounds | Kind::SignSecond | Kind::SignAgreement | Kind::ReviewPolicies);
    let words: Vec<&str> = [task.detail.as_str(), if told { about.as_str() } else { "" }]
        .into_iter()
        .filter(|w| !w.is_empty())
        .collect();
    let first = words.join(" \u{b7} ");
    if task.count > 1 && !first.is_empty() { t.with("today-among", &[("first", &first)]) } else { first }
}

pub(super) fn rows(t: &Texts, day: &Day) -> Vec<Row> {
    let mut rows: Vec<Row> = day
        .done
        .iter()
        .map(|(kind, times)| Row {
            icon: Icon("check"),
            title: deed(t, kind),
            sub: t.with("today-times", &[("n", times)]),
            act: String::new(),
            href: String::new(),
            done: true,
        })
        .collect();
    rows.extend(day.plan.behind.iter().map(|task| {
        let minutes = t.with("today-minutes", &[("n", &task.minutes())]);
        let detail = detail(t, task);
        let progress =
            task.progress.map(|(have, need)| t.with("today-progress", &[("have", &have), ("need", &need)]));
        let sub: Vec<String> =
            [minutes].into_iter().chain(progress).chain(Some(detail)).filter(|s| !s.is_empty()).collect();
        Row {
            icon: Icon(task.kind.icon()),
            title: text(t, task, "title"),
            sub: sub.join(" \u{b7} "),
            act: text(t, task, "act"),
            href: task.href.clone(),
            done: false,
        }
    }));
    rows
}

fn deed(t: &Texts, kind: &str) -> String {
    let key = match kind {
        "evidence.logged" => "today-did-log",
        "evidence.answered" => "today-did-confirm",
        "policy.read" => "today-did-read",
        "quiz.finished" => "today-did-quiz",
        "round.asked" => "today-did-ask",
        "round.signed" => "today-did-sign",
        "routine.self_checked" => "today-did-self-check",
        "routine.round_signed" => "today-did-observe",
        "screening.received" => "today-did-hand-in",
        "screening.decided" => "today-did-decide",
        "question.reconfirmed" => "today-did-reconfirm",
        "notice.made" => "today-did-notice",
        "feedback.answered" => "today-did-answer",
        "thread.answered" => "today-did-thread",
        "thread.accepted" => "today-did-accept",
        _ => "today-did-post",
    };
    t.get(key)
}

fn stage_name(t: &Texts, stage: Stage) -> String {
    t.get(match stage {
        Stage::Listen => "step-listen",
        Stage::Learn => "step-learn",
        Stage::Watch => "step-watch",
        Stage::Practice => "step-practice",
    })
}

/// The ways through the items, the one of the next task first: it is shown in full, the others in a line.
pub(super) fn paths(t: &Texts, day: &Day) -> Vec<PathView> {
    let Some(way) = &day.way else { return Vec::new() };
    let next = day.plan.next.as_ref().map_or("", |task| task.about.as_str());
    let mut boards: Vec<&ItemBoard> = way.training.boards.iter().collect();
    boards.sort_by_key(|own| (own.item.name != next, own.board.complete));
    boards.into_iter().map(|own| path(t, own)).collect()
}

fn path(t: &Texts, own: &ItemBoard) -> PathView {
    let mut steps: Vec<StepView> = own
        .board
        .stages
        .iter()
        .map(|view| {
            let gate = view.completes.iter().find(|gate| !gate.met()).or(view.completes.first());
            let (have, need) = gate.map_or((0, 0), |gate| (gate.have, gate.need));
            let (class, icon, state) = match view.state {
                StageState::Done => ("is-done", Some(Icon("check")), t.get("step-done")),
                StageState::Locked => ("is-locked", Some(Icon("lock")), t.get("step-locked")),
                StageState::Open if view.stage == Stage::Learn && need == 1 => {
                    ("is-current", None, t.get("step-quiz"))
                }
                StageState::Open => {
                    ("is-current", None, t.with("step-now", &[("have", &have), ("need", &need)]))
                }
            };
            let name = stage_name(t, view.stage);
            StepView {
                now: view.state == StageState::Open,
                letter: name.chars().next().map(String::from).unwrap_or_default(),
                class,
                icon,
                name,
                state,
            }
        })
        .collect();
    let alone = own.board.complete;
    steps.push(StepView {
        class: if alone { "is-done" } else { "is-locked" },
        icon: Some(Icon(if alone { "check" } else { "lock" })),
        letter: String::new(),
        name: t.get("step-alone"),
        state: t.get(if alone { "step-holds" } else { "step-locked" }),
        now: false,
    });
    let locked = own.board.stages.iter().find(|view| view.state == StageState::Locked);
    let opens = locked.map_or_else(String::new, |view| {
        let missing: Vec<String> = view
            .opens
            .iter()
            .filter(|gate| !gate.met())
            .map(|gate| {
                t.with(gate.key, &[("have", &gate.have), ("need", &gate.need), ("left", &gate.left())])
            })
            .collect();
        let stage = stage_name(t, view.stage);
        t.with("step-opens", &[("stage", &stage), ("what", &missing.join(&t.get("list-and")))])
    });
    PathView {
        name: pick(t, &(own.item.name.clone(), own.item.name_en.clone())),
        href: format!("/board/{}", own.item.slug),
        steps,
        opens,
    }
}

pub(super) fn aside(t: &Texts, day: &Day, zone: Zone, today: NaiveDate) -> Aside {
    Aside {
        words: day.words.as_ref().map(|words| WordsView {
            sentence: words.sentence.clone(),
            from: [words.from.clone(), t.date_time(zone.local(words.at)), pick(t, &words.item)]
                .join(" \u{b7} "),
            href: words.href.clone(),
            levels: words
                .levels
                .iter()
                .map(|(zh, en, level)| (pick(t, &(zh.clone(), en.clone())), *level))
                .collect(),
        }),
        changes: day.changes.iter().map(|change| change_line(t, change, today)).collect(),
        posts: day.posts.iter().map(|post| post_line(t, post)).collect(),
    }
}

fn change_line(t: &Texts, change: &Change, today: NaiveDate) -> Line {
    let version = &change.version;
    let ahead = version.effective_from > today;
    let key = if ahead { "today-change-from" } else { "today-change-since" };
    let names: Vec<String> = change.items.iter().map(|names| pick(t, names)).collect();
    Line {
        title: version.title.clone(),
        href: format!("/policies/{}?as_of={}", version.doc_key, version.effective_from.max(today)),
        sub: t.with(
            key,
            &[("day", &t.date(version.effective_from)), ("items", &names.join(&t.get("list-and")))],
        ),
        tag: Some(if ahead {
            ("tag-info", t.get("today-change-soon"))
        } else if change.read {
            ("tag-ok", t.get("today-change-read"))
        } else {
            ("tag-warn", t.get("today-change-now"))
        }),
    }
}

fn post_line(t: &Texts, post: &HeldPost) -> Line {
    let items: Vec<String> = post
        .items
        .iter()
        .map(|(name, name_en, holds)| {
            let item = pick(t, &(name.clone(), name_en.clone()));
            let state = t.get(if *holds { "today-post-alone" } else { "today-post-not-yet" });
            t.with("today-pupil-item", &[("item", &item), ("next", &state)])
        })
        .collect();
    Line {
        title: pick(t, &post.name),
        href: String::new(),
        sub: items.join(&t.get("list-semicolon")),
        tag: Some(("", t.with("today-post-kind", &[("kind", &post.kind.letter())]))),
    }
}
