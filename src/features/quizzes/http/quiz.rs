//! Taking a quiz: intro, one question a screen, summary.

use std::collections::BTreeSet;

use actix_web::web::{Data, Path};
use askama::Template;

use super::item_name;
use crate::features::corpus;
use crate::features::quizzes::model::ShownClause;
use crate::features::quizzes::rules;
use crate::features::quizzes::service::{self, Given, Screen};
use crate::kernel::{Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, fragment, html, see_other};

type Learner = Allow<perm::OwnLearning>;

struct PastView {
    href: String,
    when: String,
    result: String,
    passed: bool,
    counts: bool,
}

#[derive(Template)]
#[template(path = "features/quizzes/pages/why.html")]
struct WhyPage {
    page: Chrome,
    item: String,
    slug: String,
    sub: String,
    rule: String,
    empty: bool,
    passed: bool,
    best: Option<String>,
    go_on: Option<(String, String)>,
    past: Vec<PastView>,
}

pub(super) async fn intro(who: Learner, slug: Path<String>, site: Data<Site>) -> Answer {
    let person = who.actor().person.clone();
    let (item, intro) = site
        .db
        .read(move |conn| {
            let item = corpus::item_by_slug(conn, &slug)?;
            let intro = service::intro(conn, &person, &item.id)?;
            Ok((item, intro))
        })
        .await?;
    let page = Chrome::new(&who, "why-title", Place::Board);
    let t = page.t.on(site.today());
    let questions = intro.state.questions;
    let past = intro
        .past
        .into_iter()
        .map(|past| PastView {
            href: format!("/quiz/{}", past.id),
            when: t.date_time(site.zone().local(past.finished_at)),
            result: t.with("why-result", &[("right", &past.right), ("n", &past.questions)]),
            passed: past.passed,
            counts: past.counts,
        })
        .collect();
    html(&WhyPage {
        item: item_name(&item, t.lang),
        slug: item.slug,
        sub: t.with("why-sub", &[("n", &questions), ("minutes", &rules::minutes(questions))]),
        rule: t.with("why-rule", &[("percent", &rules::PASS_PERCENT), ("critical", &intro.critical)]),
        empty: questions == 0,
        passed: intro.state.passed,
        best: intro.state.best_percent.map(|best| t.with("why-best", &[("percent", &best)])),
        go_on: intro.open.map(|(id, answered)| {
            let words = t.with("why-go-on", &[("answered", &answered), ("n", &questions)]);
            (format!("/quiz/{id}"), words)
        }),
        past,
        page,
    })
}

pub(super) async fn start(who: Learner, slug: Path<String>, _form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let attempt = site
        .db
        .write(move |tx| {
            let item = corpus::item_by_slug(tx.conn, &slug)?;
            service::start(tx, &actor, &item.id)
        })
        .await?;
    see_other(&format!("/quiz/{attempt}"))
}

struct OptionView {
    key: usize,
    value: usize,
    text: String,
    chosen: bool,
    right: bool,
}

struct ClauseView {
    path: String,
    text: String,
    source: String,
    href: String,
    in_force: bool,
}

fn clause_view(t: Texts, clause: &ShownClause) -> ClauseView {
    ClauseView {
        path: format!("{} {}", clause.title, clause.article),
        text: clause.text.clone(),
        source: t.with("clause-source", &[("number", &clause.number), ("day", &t.date_full(clause.as_of))]),
        href: clause.href(),
        in_force: clause.policy_version_id.is_some(),
    }
}

struct GivenView {
    correct: bool,
    explanation: String,
    clauses: Vec<ClauseView>,
    /// How many clauses stand folded behind the first, in words.
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "features/quizzes/pages/question.html")]
struct QuestionPage {
    page: Chrome,
    errors: FormErrors,
    item: String,
    here: String,
    place: String,
    answered: usize,
    questions: i32,
    answered_label: String,
    kind: String,
    critical: bool,
    stem: String,
    keys_hint: String,
    options: Vec<OptionView>,
    given: Option<GivenView>,
    next: Option<String>,
    attempt: String,
}

fn options(options: &[String], given: Option<&Given>) -> Vec<OptionView> {
    let holds = |list: Option<&Vec<usize>>, at: usize| list.is_some_and(|list| list.contains(&at));
    options
        .iter()
        .enumerate()
        .map(|(at, text)| OptionView {
            key: at + 1,
            value: at,
            text: text.clone(),
            chosen: holds(given.map(|g| &g.chosen), at),
            right: holds(given.map(|g| &g.right), at),
        })
        .collect()
}

fn question_page(who: &Learner, attempt: &str, screen: &Screen, errors: FormErrors) -> QuestionPage {
    let t = Texts::new(who.lang);
    let item = item_name(&screen.item, t.lang);
    let place = t.with("quiz-place", &[("place", &screen.place), ("n", &screen.questions)]);
    QuestionPage {
        page: Chrome::titled(
            who,
            t.with("quiz-page-title", &[("place", &place), ("item", &item)]),
            Place::Board,
        ),
        errors,
        here: format!("/quiz/{attempt}/{}", screen.place),
        place,
        answered: screen.answered,
        questions: screen.questions,
        answered_label: t.with("quiz-answered", &[("answered", &screen.answered), ("n", &screen.questions)]),
        kind: screen.kind.clone(),
        critical: screen.critical,
        stem: screen.stem.clone(),
        keys_hint: t.with("quiz-keys", &[("n", &screen.options.len())]),
        options: options(&screen.options, screen.given.as_ref()),
        given: screen.given.as_ref().map(|given| GivenView {
            correct: given.correct,
            explanation: given.explanation.clone(),
            clauses: given.clauses.iter().map(|clause| clause_view(t, clause)).collect(),
            more: (given.clauses.len() > 1)
                .then(|| t.with("quiz-more-clauses", &[("n", &(given.clauses.len() - 1))])),
        }),
        next: screen.next.map(|next| format!("/quiz/{attempt}/{next}")),
        attempt: format!("/quiz/{attempt}"),
        item,
    }
}

pub(super) async fn question(who: Learner, at: Path<(Id, i32)>, site: Data<Site>) -> Answer {
    let (id, place) = at.into_inner();
    let (person, attempt) = (who.actor().person.clone(), id.to_string());
    let screen = site.db.read(move |conn| service::screen(conn, &person, &id, place)).await?;
    html(&question_page(&who, &attempt, &screen, FormErrors::default()))
}

pub(super) async fn answer(who: Learner, at: Path<(Id, i32)>, form: Posted, site: Data<Site>) -> Answer {
    let (id, place) = at.into_inner();
    let (actor, attempt) = (who.actor().clone(), id.to_string());
    let chosen: Vec<usize> = form.all("choice").filter_map(|value| value.parse().ok()).collect();
    let sent = attempt.clone();
    let outcome = site.db.write(move |tx| service::answer(tx, &actor, &sent, place, &chosen)).await;
    match outcome {
        Ok(()) => see_other(&format!("/quiz/{attempt}/{place}")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let person = who.actor().person.clone();
            let screen = site.db.read(move |conn| service::screen(conn, &person, &id, place)).await?;
            fragment(&question_page(&who, &attempt, &screen, errors.clone()), &errors)
        }
    }
}

struct MissedView {
    place: String,
    stem: String,
    critical: bool,
    options: Vec<OptionView>,
    explanation: String,
    href: String,
}

#[derive(Template)]
#[template(path = "features/quizzes/pages/summary.html")]
struct SummaryPage {
    page: Chrome,
    item: String,
    slug: String,
    passed: bool,
    result: String,
    why_not: Vec<String>,
    missed: Vec<MissedView>,
    read_again: Vec<ClauseView>,
}

pub(super) async fn summary(who: Learner, id: Path<Id>, site: Data<Site>) -> Answer {
    let (person, attempt) = (who.actor().person.clone(), id.to_string());
    let summary = site.db.read(move |conn| service::summary(conn, &person, &id)).await?;
    if let Some(next) = summary.next {
        return see_other(&format!("/quiz/{attempt}/{next}"));
    }
    let page = Chrome::new(&who, "quiz-summary-title", Place::Board);
    let t = page.t;
    let passed = summary.passed.unwrap_or_default();
    let mut why_not = Vec::new();
    if !passed {
        let enough =
            summary.right * 100 >= rules::PASS_PERCENT * usize::try_from(summary.questions).unwrap_or(0);
        if !enough {
            why_not.push(t.with("quiz-too-few", &[("percent", &rules::PASS_PERCENT)]));
        }
        if summary.critical_missed > 0 {
            why_not.push(t.with("quiz-critical-missed", &[("n", &summary.critical_missed)]));
        }
    }
    let mut known = BTreeSet::new();
    let read_again = summary
        .missed
        .iter()
        .flat_map(|(.., given)| &given.clauses)
        .filter(|clause| known.insert((clause.doc_key.clone(), clause.article.clone())))
        .map(|clause| clause_view(t, clause))
        .collect();
    let missed = summary
        .missed
        .iter()
        .map(|(place, stem, critical, texts, given)| MissedView {
            place: t.with("quiz-place-short", &[("place", place)]),
            stem: stem.clone(),
            critical: *critical,
            options: options(texts, Some(given)).into_iter().filter(|o| o.chosen || o.right).collect(),
            explanation: given.explanation.clone(),
            href: format!("/quiz/{attempt}/{place}"),
        })
        .collect();
    html(&SummaryPage {
        item: item_name(&summary.item, t.lang),
        slug: summary.item.slug,
        passed,
        result: t.with("why-result", &[("right", &summary.right), ("n", &summary.questions)]),
        why_not,
        missed,
        read_again,
        page,
    })
}
