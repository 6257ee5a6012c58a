//! What an apprentice does before practice: listen, learn, watch; and the operating steps behind their gate.

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use super::words::{self, GateLine, Link};
use crate::features::apprenticeship::rules::progress::{Stage, StageState};
use crate::features::apprenticeship::service::board::{self as boards, ItemBoard, StepsGate};
use crate::features::apprenticeship::service::evidence::{self, Account};
use crate::features::apprenticeship::service::today::place;
use crate::features::corpus::{self, OperatingStep};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, html, see_other};

pub(super) type Own = Allow<perm::BeApprentice>;

/// The actor's board of one item.
pub(super) async fn gather(who: &Own, site: &Data<Site>, slug: &str) -> Result<ItemBoard, Fault> {
    let actor = who.actor().clone();
    let day = site.today();
    let slug = slug.to_owned();
    site.db
        .read(move |conn| {
            let own = boards::own(conn, &actor)?.ok_or_else(Fault::missing)?;
            Ok(boards::of_item(conn, &actor, &own.id, &slug, day)?.1)
        })
        .await
}

pub(super) fn fresh_client_id(site: &Site) -> String {
    hex::encode(site.db.entropy().bytes::<16>())
}

fn day_of(text: &str) -> Result<NaiveDate, Fault> {
    text.parse().map_err(|_not_a_day| Fault::field("happened_on", "date-form"))
}

struct EvidenceRow {
    head: String,
    told: String,
    learned: String,
    tone: &'static str,
    state: String,
    note: String,
}

#[derive(Default)]
struct TypedAccount {
    client_id: String,
    happened_on: String,
    case_ref: String,
    told: String,
    learned: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/evidence.html")]
struct EvidencePage {
    page: Chrome,
    errors: FormErrors,
    up: String,
    item: String,
    sub: String,
    action: String,
    watch: bool,
    open: bool,
    today: String,
    form_title: String,
    told_label: String,
    learned_label: String,
    learned_hint: String,
    submit: String,
    empty_title: String,
    empty_text: String,
    count: String,
    typed: TypedAccount,
    gates: Vec<GateLine>,
    rows: Vec<EvidenceRow>,
}

async fn evidence_page(
    who: &Own,
    site: &Data<Site>,
    slug: &str,
    stage: Stage,
    errors: FormErrors,
    typed: Option<TypedAccount>,
) -> Answer {
    let board = gather(who, site, slug).await?;
    let watch = stage == Stage::Watch;
    let t = Texts::new(who.lang).on(site.today());
    let view = board.board.stage(stage);
    let text =
        |listening: &'static str, watching: &'static str| t.get(if watch { watching } else { listening });
    let rows = board
        .log
        .iter()
        .rev()
        .filter(|(row, _)| row.stage == stage.code())
        .map(|(row, word)| {
            let (tone, state) = match word.as_ref().map(|w| w.verdict.as_str()) {
                Some("confirmed") => ("tag-ok", t.get("observation-confirmed")),
                Some(_) => ("tag-warn", t.get("observation-returned")),
                None if watch => ("tag-info", t.get("observation-waiting")),
                None => ("tag-ok", t.get("evidence-logged")),
            };
            let day = t.date(row.happened_on);
            EvidenceRow {
                head: if row.case_ref.is_empty() { day } else { format!("{day} \u{b7} {}", row.case_ref) },
                told: row.told.clone(),
                learned: row.learned.clone(),
                tone,
                state,
                note: word.as_ref().map(|w| w.note.clone()).unwrap_or_default(),
            }
        })
        .collect();
    let today = site.today().to_string();
    let typed =
        typed.unwrap_or_else(|| TypedAccount { happened_on: today.clone(), ..TypedAccount::default() });
    let client_id = if typed.client_id.is_empty() { fresh_client_id(site) } else { typed.client_id.clone() };
    let page = Chrome::titled(who, words::stage_name(&t, stage).1, Place::Board);
    fragment(
        &EvidencePage {
            up: format!("/board/{slug}"),
            item: words::item_name(&t, &board.item),
            sub: text("listen-sub", "watch-sub"),
            action: format!("/board/{slug}/{}", stage.code()),
            watch,
            open: view.state != StageState::Locked,
            today,
            form_title: text("listen-form", "watch-form"),
            told_label: text("listen-told", "watch-told"),
            learned_label: text("listen-learned", "watch-learned"),
            learned_hint: text("listen-learned-hint", "watch-learned-hint"),
            submit: text("listen-submit", "watch-submit"),
            empty_title: text("listen-empty", "watch-empty"),
            empty_text: text("listen-empty-text", "watch-empty-text"),
            count: words::stage_figure(&t, view, &board).0,
            typed: TypedAccount { client_id, ..typed },
            gates: words::gates(&t, &view.opens),
            rows,
            errors: errors.clone(),
            page,
        },
        &errors,
    )
}

async fn log(who: Own, slug: String, stage: Stage, form: &Fields, site: &Data<Site>) -> Answer {
    let typed = TypedAccount {
        client_id: form.one("client_id").to_owned(),
        happened_on: form.one("happened_on").to_owned(),
        case_ref: form.one("case_ref").to_owned(),
        told: form.one("told").to_owned(),
        learned: form.one("learned").to_owned(),
    };
    let outcome = match day_of(&typed.happened_on) {
        Err(fault) => Err(fault),
        Ok(happened_on) => {
            let account = Account {
                item: slug.clone(),
                happened_on,
                case_ref: typed.case_ref.clone(),
                told: typed.told.clone(),
                learned: typed.learned.clone(),
                client_id: typed.client_id.clone(),
            };
            let (actor, zone) = (who.actor().clone(), site.zone());
            site.db.write(move |tx| evidence::log(tx, &actor, zone, stage, &account)).await
        }
    };
    match outcome {
        Ok(_) => see_other(&format!("/board/{slug}/{}?ok=evidence-logged", stage.code())),
        Err(fault) => {
            // Whether the item exists for this person comes before what was typed.
            gather(&who, site, &slug).await?;
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            evidence_page(&who, site, &slug, stage, errors, Some(typed)).await
        }
    }
}

pub(super) async fn listen_page(who: Own, slug: Path<String>, site: Data<Site>) -> Answer {
    evidence_page(&who, &site, &slug, Stage::Listen, FormErrors::default(), None).await
}

pub(super) async fn listen(who: Own, slug: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    log(who, slug.into_inner(), Stage::Listen, &form, &site).await
}

pub(super) async fn watch_page(who: Own, slug: Path<String>, site: Data<Site>) -> Answer {
    evidence_page(&who, &site, &slug, Stage::Watch, FormErrors::default(), None).await
}

pub(super) async fn watch(who: Own, slug: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    log(who, slug.into_inner(), Stage::Watch, &form, &site).await
}

struct ClauseLine {
    article: String,
    text: String,
}

struct PolicyLine {
    version_id: String,
    title: String,
    href: String,
    sub: String,
    confirmed: bool,
    clauses: Vec<ClauseLine>,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/learn.html")]
struct LearnPage {
    page: Chrome,
    up: String,
    item: String,
    sub: String,
    action: String,
    open: bool,
    gates: Vec<GateLine>,
    policies: Vec<PolicyLine>,
    why_tone: &'static str,
    why_state: String,
    quiz_open: bool,
    quiz_href: String,
}

pub(super) async fn learn_page(who: Own, slug: Path<String>, site: Data<Site>) -> Answer {
    let board = gather(&who, &site, &slug).await?;
    let (item, actor, day) = (board.item.clone(), who.actor().clone(), site.today());
    let (versions, confirmed, clauses) = site
        .db
        .read(move |conn| {
            let versions = corpus::policies_of_item(conn, &item, day)?;
            let ids: Vec<String> = versions.iter().map(|v| v.version_id.clone()).collect();
            let confirmed = corpus::confirmed(conn, &actor.person, &ids)?;
            let mut clauses = Vec::new();
            for reference in cited(&item) {
                clauses.extend(corpus::resolve_clause(conn, &reference, day)?);
            }
            Ok((versions, confirmed, clauses))
        })
        .await?;
    let t = Texts::new(who.lang).on(day);
    let view = board.board.stage(Stage::Learn);
    let open = view.state != StageState::Locked;
    let policies = versions
        .into_iter()
        .map(|v| PolicyLine {
            href: format!("/policies/{}", v.doc_key),
            sub: t.with(
                "learn-policy-sub",
                &[("number", &v.number), ("day", &t.date_full(v.effective_from)), ("n", &v.clauses)],
            ),
            confirmed: confirmed.contains(&v.version_id),
            clauses: clauses
                .iter()
                .filter(|c| c.version_id == v.version_id)
                .map(|c| ClauseLine { article: c.article.clone(), text: c.text.clone() })
                .collect(),
            version_id: v.version_id,
            title: v.title,
        })
        .collect();
    let passed = board.evidence.why_passed;
    let slug = &board.item.slug;
    html(&LearnPage {
        up: format!("/board/{slug}"),
        item: words::item_name(&t, &board.item),
        sub: t.with("learn-sub", &[("have", &board.evidence.confirmed), ("need", &board.evidence.policies)]),
        action: format!("/board/{slug}/learn"),
        open,
        gates: words::gates(&t, &view.opens),
        policies,
        why_tone: if passed { "tag-ok" } else { "" },
        why_state: t.get(if passed { "learn-why-passed" } else { "learn-why-open" }),
        quiz_open: open && !passed && board.evidence.questions > 0,
        quiz_href: format!("/items/{slug}/why"),
        page: Chrome::titled(&who, words::stage_name(&t, Stage::Learn).1, Place::Board),
    })
}

/// References of the clauses an item cites, each once, in the order they stand.
fn cited(item: &corpus::Item) -> Vec<String> {
    let content = &item.content;
    let all = content
        .blind_spots
        .iter()
        .map(|b| &b.clause)
        .chain(content.options.iter().map(|o| &o.clause))
        .chain(content.materials.iter().map(|m| &m.clause));
    let mut seen = std::collections::BTreeSet::new();
    all.filter(|reference| seen.insert(reference.as_str())).cloned().collect()
}

pub(super) async fn confirm_read(who: Own, slug: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone) = (who.actor().clone(), site.zone());
    let (slug, version) = (slug.into_inner(), form.one("version").to_owned());
    let back = format!("/board/{slug}/learn?ok=read-confirmed");
    gather(&who, &site, &slug).await?;
    site.db.write(move |tx| evidence::confirm_read(tx, &actor, zone, &slug, &version)).await?;
    see_other(&back)
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/steps.html")]
struct StepsPage {
    page: Chrome,
    slug: String,
    item: String,
    sub: String,
    steps: Vec<OperatingStep>,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/steps_closed.html")]
struct StepsClosedPage {
    page: Chrome,
    slug: String,
    item: String,
    gates: Vec<GateLine>,
    next: Link,
}

/// The operating steps: sent only when the gate is open. The closed page explains and holds no step.
pub(super) async fn steps(who: Allow<perm::OwnLearning>, slug: Path<String>, site: Data<Site>) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    let slug = slug.into_inner();
    let gate = site.db.read(move |conn| boards::steps_gate(conn, &actor, &slug, day)).await?;
    let page = Chrome::new(&who, "steps-title", Place::Board);
    let t = page.t.on(day);
    match gate {
        StepsGate::Open(item) => html(&StepsPage {
            slug: item.slug.clone(),
            item: words::item_name(&t, &item),
            sub: t
                .with("steps-sub", &[("version", &item.version), ("minutes", &item.content.target_minutes)]),
            steps: item.content.steps,
            page,
        }),
        StepsGate::Closed(item, board) => {
            let gates = match &board {
                Some(board) => {
                    let learn = board.stage(Stage::Learn);
                    words::gates(&t, &[learn.opens.clone(), learn.completes.clone()].concat())
                }
                None => vec![GateLine { met: false, text: t.get("steps-closed-quiz") }],
            };
            let slug = item.slug.clone();
            let next = match &board {
                Some(board) => Link { href: place(board.next, &slug), text: t.get("steps-closed-go") },
                None => Link { href: format!("/items/{slug}/why"), text: t.get("next-why-quiz-button") },
            };
            let name = words::item_name(&t, &item);
            let mut answer = html(&StepsClosedPage { slug, item: name, gates, next, page })?;
            *answer.status_mut() = actix_web::http::StatusCode::FORBIDDEN;
            Ok(answer)
        }
    }
}
