//! The board: own, or an apprentice's for who teaches or manages; the same page for both.

use actix_web::web::{Data, Path};
use askama::Template;

use super::words::{self, GateLine, Link, NextLine};
use crate::features::accounts;
use crate::features::apprenticeship::model::Apprenticeship;
use crate::features::apprenticeship::rules::pairing;
use crate::features::apprenticeship::rules::progress::{Stage, StageState};
use crate::features::apprenticeship::service::board::{self as service, ItemBoard};
use crate::features::apprenticeship::service::{certificates, relation};
use crate::kernel::{Fault, Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Visitor, html, see_other};

struct MiniLine {
    class: &'static str,
    icon: &'static str,
    text: String,
}

struct ItemLine {
    href: String,
    name: String,
    high_risk: bool,
    label: String,
    mini: Vec<MiniLine>,
    next: String,
}

pub(super) struct CertificateLine {
    pub href: String,
    pub name: String,
    pub state: String,
    pub tone: &'static str,
    pub sub: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/board.html")]
struct BoardPage {
    page: Chrome,
    own: bool,
    sub: String,
    pair_href: Option<String>,
    banner: Option<String>,
    next: Option<NextLine>,
    items: Vec<ItemLine>,
    certificates: Vec<CertificateLine>,
}

pub(super) fn certificate_line(t: &Texts, view: &certificates::CertificateView) -> CertificateLine {
    CertificateLine {
        href: format!("/certificates/{}", view.row.id),
        name: words::pick(t, &view.item.1, &view.item.2),
        state: t.get(view.state.key()),
        tone: words::certificate_tone(view.state),
        sub: t.with(
            "cert-line",
            &[("level", &words::level(t, view.row.level)), ("day", &t.date(view.row.expires_on))],
        ),
    }
}

fn item_line(t: &Texts, board: &ItemBoard, base: &str) -> ItemLine {
    let mini = board
        .board
        .stages
        .iter()
        .map(|view| {
            let (class, _, icon, word) = words::stage_state(t, view.state);
            let (mark, _) = words::stage_name(t, view.stage);
            let text = match view.state {
                StageState::Open => format!("{mark} {}", words::stage_figure(t, view, board).0),
                _ => format!("{mark} {word}"),
            };
            MiniLine { class, icon, text }
        })
        .collect();
    let name = words::item_name(t, &board.item);
    ItemLine {
        href: format!("{base}/{}", board.item.slug),
        high_risk: board.item.high_risk,
        label: t.with("board-progress-of", &[("item", &name)]),
        mini,
        next: words::next(t, board, true).text,
        name,
    }
}

fn banner(t: &Texts, state: pairing::State) -> Option<String> {
    match state {
        pairing::State::Proposed => Some(t.get("board-proposed")),
        pairing::State::Paused => Some(t.get("board-paused")),
        pairing::State::GraduationRequested => Some(t.get("board-graduation")),
        _ => None,
    }
}

/// What of all items is next: the first that can be acted on, the furthest first.
fn first_action(boards: &[ItemBoard]) -> Option<&ItemBoard> {
    let acts = boards.iter().filter(|b| b.board.next.words().1 > 0);
    let done = |b: &&ItemBoard| b.board.stages.iter().filter(|s| s.state == StageState::Done).count();
    // `max_by_key` returns the last of equals; the programme's order wants the first.
    acts.rev().max_by_key(done)
}

pub(super) async fn own(who: Allow<perm::BeApprentice>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let day = site.today();
    let (found, certs) = site
        .db
        .read(move |conn| {
            let certs = certificates::own(conn, &actor, day)?;
            let Some(own) = service::own(conn, &actor)? else { return Ok((None, certs)) };
            let mentor = match relation::mentor_on(conn, &own.id, day)? {
                Some(assignment) => accounts::person(conn, &assignment.person_id)?.name,
                None => String::new(),
            };
            let (row, boards) = service::of_apprenticeship(conn, &actor, &own.id, day)?;
            Ok((Some((row, boards, mentor)), certs))
        })
        .await?;
    let page = Chrome::new(&who, "board-title", Place::Board);
    let t = page.t.on(day);
    let certificates = certs.iter().map(|c| certificate_line(&t, c)).collect();
    let Some((row, boards, mentor)) = found else {
        return html(&BoardPage {
            page,
            own: true,
            sub: String::new(),
            pair_href: None,
            banner: None,
            next: None,
            items: Vec::new(),
            certificates,
        });
    };
    let state = row.state()?;
    let working = state.working();
    html(&BoardPage {
        sub: span(&t, &row, &mentor),
        own: true,
        pair_href: Some(format!("/pairs/{}", row.id)),
        banner: banner(&t, state),
        next: first_action(&boards).filter(|_| working).map(|b| words::next(&t, b, true)),
        items: boards.iter().map(|b| item_line(&t, b, "/board")).collect(),
        certificates,
        page,
    })
}

fn span(t: &Texts, row: &Apprenticeship, mentor: &str) -> String {
    match row.started_on {
        Some(day) => t.with("board-sub", &[("mentor", &mentor), ("day", &t.date(day))]),
        None => t.with("board-sub-before", &[("mentor", &mentor)]),
    }
}

pub(super) async fn of_pair(who: Allow<perm::SeeApprentice>, id: Path<Id>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let day = site.today();
    let pair = id.as_str().to_owned();
    let (row, boards, name) = site
        .db
        .read(move |conn| {
            let (row, boards) = service::of_apprenticeship(conn, &actor, &pair, day)?;
            let name = accounts::person(conn, &row.apprentice_id)?.name;
            Ok((row, boards, name))
        })
        .await?;
    if row.apprentice_id == who.actor().person {
        return see_other("/board");
    }
    let t = Texts::new(who.lang).on(day);
    let page = Chrome::titled(&who, t.with("board-of", &[("name", &name)]), Place::Mentoring);
    let base = format!("/pairs/{}/board", row.id);
    html(&BoardPage {
        own: false,
        sub: t.get("board-same-page"),
        pair_href: Some(format!("/pairs/{}", row.id)),
        banner: banner(&t, row.state()?),
        next: None,
        items: boards.iter().map(|b| item_line(&t, b, &base)).collect(),
        certificates: Vec::new(),
        page,
    })
}

struct StageCard {
    class: &'static str,
    mark: String,
    title: String,
    tone: &'static str,
    icon: &'static str,
    state: String,
    n: String,
    unit: String,
    gates: Vec<GateLine>,
    link: Option<Link>,
}

struct LogLine {
    stage: String,
    href: String,
    text: String,
    by: String,
    at: String,
    tone: &'static str,
    state: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/item_board.html")]
struct ItemBoardPage {
    page: Chrome,
    up: Link,
    sub: String,
    next: Option<NextLine>,
    stages: Vec<StageCard>,
    log: Vec<LogLine>,
    left: Vec<GateLine>,
    steps_href: String,
    steps_open: bool,
}

pub(super) async fn own_item(who: Allow<perm::BeApprentice>, slug: Path<String>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let day = site.today();
    let slug = slug.into_inner();
    let (board, names) = site
        .db
        .read(move |conn| {
            let own = service::own(conn, &actor)?.ok_or_else(Fault::missing)?;
            let (_, board) = service::of_item(conn, &actor, &own.id, &slug, day)?;
            Ok((board, accounts::names(conn)?))
        })
        .await?;
    item_page(&who, &site, &board, &names, None)
}

pub(super) async fn of_pair_item(
    who: Allow<perm::SeeApprentice>,
    at: Path<(Id, String)>,
    site: Data<Site>,
) -> Answer {
    let actor = who.actor().clone();
    let day = site.today();
    let (id, slug) = at.into_inner();
    let pair = id.as_str().to_owned();
    let (row, board, names) = site
        .db
        .read(move |conn| {
            let (row, board) = service::of_item(conn, &actor, &pair, &slug, day)?;
            Ok((row, board, accounts::names(conn)?))
        })
        .await?;
    if row.apprentice_id == who.actor().person {
        return see_other(&format!("/board/{}", board.item.slug));
    }
    let name = names.get(&row.apprentice_id).cloned().unwrap_or_default();
    item_page(&who, &site, &board, &names, Some((&id, &name)))
}

fn item_page(
    who: &Visitor,
    site: &Site,
    board: &ItemBoard,
    names: &std::collections::BTreeMap<String, String>,
    pair: Option<(&Id, &str)>,
) -> Answer {
    let own = pair.is_none();
    let t = Texts::new(who.lang).on(site.today());
    let item = words::item_name(&t, &board.item);
    let (title, up) = match pair {
        None => (item, Link { href: "/board".to_owned(), text: t.get("nav-board") }),
        Some((id, name)) => (
            format!("{name} \u{b7} {item}"),
            Link { href: format!("/pairs/{id}/board"), text: t.with("board-of", &[("name", &name)]) },
        ),
    };
    let place = if own { Place::Board } else { Place::Mentoring };
    let slug = &board.item.slug;
    let stages = board
        .board
        .stages
        .iter()
        .map(|view| {
            let (class, tone, icon, state) = words::stage_state(&t, view.state);
            let (mark, title) = words::stage_name(&t, view.stage);
            let (n, unit) = words::stage_figure(&t, view, board);
            let shown = if view.state == StageState::Locked { &view.opens } else { &view.completes };
            let link = (own && view.state != StageState::Locked).then(|| Link {
                href: format!("/board/{slug}/{}", view.stage.code()),
                text: match view.stage {
                    Stage::Listen => t.get("stage-listen-link"),
                    Stage::Learn => t.get("stage-learn-link"),
                    Stage::Watch => t.get("stage-watch-link"),
                    Stage::Practice => t.get("stage-practice-link"),
                },
            });
            StageCard { class, mark, title, tone, icon, state, n, unit, gates: words::gates(&t, shown), link }
        })
        .collect();
    let practice = board.board.stage(Stage::Practice);
    let mut left: Vec<GateLine> = Vec::new();
    for view in &board.board.stages[..3] {
        left.extend(words::gates(&t, &view.completes));
    }
    left.extend(words::gates(&t, practice.opens.get(1..).unwrap_or_default()));
    left.extend(words::gates(&t, &practice.completes));
    let risk = if board.item.high_risk { t.get("item-high-risk-long") } else { t.get("item-normal-risk") };
    html(&ItemBoardPage {
        up,
        sub: t.with(
            "item-board-sub",
            &[
                ("risk", &risk),
                ("version", &board.item.version),
                ("minutes", &board.item.content.target_minutes),
            ],
        ),
        next: Some(words::next(&t, board, own)),
        stages,
        log: log_lines(&t, site, board, names)?,
        left,
        steps_href: format!("/items/{slug}/steps"),
        steps_open: board.board.steps_open,
        page: Chrome::titled(who, title, place),
    })
}

fn log_lines(
    t: &Texts,
    site: &Site,
    board: &ItemBoard,
    names: &std::collections::BTreeMap<String, String>,
) -> Result<Vec<LogLine>, Fault> {
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    for (round, signed) in &board.rounds {
        let state = round.state()?;
        let by: Vec<String> = signed.iter().map(|s| name(&s.signer_id)).collect();
        lines.push((
            round.created_at,
            LogLine {
                stage: t.with("round-nth", &[("n", &round.number)]),
                href: format!("/rounds/{}", round.id),
                text: signed.last().map_or_else(
                    || round.case_ref.clone(),
                    |s| format!("{} \u{b7} {}", round.case_ref, s.sentence),
                ),
                by: by.join(" \u{b7} "),
                at: t.date_time(site.zone().local(round.observed_at)),
                tone: words::round_tone(state),
                state: t.get(state.key()),
            },
        ));
    }
    for (row, word) in &board.log {
        let stage = if row.stage == "listen" { Stage::Listen } else { Stage::Watch };
        let (tone, state) = match word.as_ref().map(|w| w.verdict.as_str()) {
            Some("confirmed") => ("tag-ok", t.get("observation-confirmed")),
            Some(_) => ("tag-warn", t.get("observation-returned")),
            None if row.stage == "watch" => ("tag-info", t.get("observation-waiting")),
            None => ("tag-ok", t.get("evidence-logged")),
        };
        lines.push((
            row.created_at,
            LogLine {
                stage: words::stage_name(t, stage).1,
                href: String::new(),
                text: row.learned.clone(),
                by: word.as_ref().map(|w| name(&w.confirmer_id)).unwrap_or_default(),
                at: t.date(row.happened_on),
                tone,
                state,
            },
        ));
    }
    lines.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}
