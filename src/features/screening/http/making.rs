//! Making exercises: begun with a closed case or drawn, covered, looked at by a second person; and the lesson of
//! each rule.

use actix_web::web::{Data, Path};
use askama::Template;

use super::super::service::{self, NewExercise};
use super::exercises::{EDITS, Listed, cells, list_of, show, typed};
use super::rules_page::place_of;
use super::words::{self, Tag};
use crate::forensics::Family;
use crate::kernel::permission::Needs;
use crate::kernel::{Fault, Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, fragment, html, see_other};

pub(super) async fn draw(who: Allow<perm::MakeExercises>, form: Posted, site: Data<Site>) -> Answer {
    let new = typed(&form);
    let edit = EDITS.into_iter().find(|edit| edit.name() == form.one("edit"));
    let (actor, worker, sent) = (who.actor().clone(), site.clone(), new.clone());
    let outcome = tokio::task::spawn_blocking(move || {
        let edit = edit.ok_or_else(|| Fault::field("edit", "choose-one"))?;
        service::draw_exercise(&worker, &actor, edit, &sent)
    })
    .await
    .map_err(Fault::ours)?;
    match outcome {
        Ok(id) => see_other(&format!("/exercises/{id}?ok=exercise-waiting")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            list_of(&who, &site, errors, new).await
        }
    }
}

pub(super) async fn cover(
    who: Allow<perm::MakeExercises>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (places, new) = (cells(&form), typed(&form));
    let (actor, worker, wanted) = (who.actor().clone(), site.clone(), id.clone());
    let (sent, text) = (places.clone(), new.clone());
    let outcome =
        tokio::task::spawn_blocking(move || service::cover_exercise(&worker, &actor, &wanted, &sent, &text))
            .await
            .map_err(Fault::ours)?;
    match outcome {
        Ok(()) => see_other(&format!("/exercises/{id}?ok=exercise-waiting")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &id, None, errors, Some((places, new))).await
        }
    }
}

pub(super) async fn step(
    who: Allow<perm::MakeExercises>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, wanted, act) = (who.actor().clone(), id.clone(), form.one("act").to_owned());
    let seen = form.one("seen").to_owned();
    let next = match act.as_str() {
        "approve" => format!("/exercises/{id}?ok=exercise-published"),
        "back" => "/exercises?ok=exercise-sent-back".to_owned(),
        _ => "/exercises?ok=exercise-retired".to_owned(),
    };
    let outcome = site
        .db
        .write(move |tx| match act.as_str() {
            "approve" => service::approve_exercise(tx, &actor, &wanted, &seen),
            "back" => service::send_exercise_back(tx, &actor, &wanted),
            "retire" => service::retire_exercise(tx, &actor, &wanted),
            _ => Err(Fault::input("choose-one")),
        })
        .await;
    match outcome {
        Ok(()) => see_other(&next),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &id, None, errors, None).await
        }
    }
}

#[derive(Template)]
#[template(path = "features/screening/pages/exercise_begin.html")]
struct BeginPage {
    page: Chrome,
    errors: FormErrors,
    case: String,
    code: String,
    pages: Vec<(i32, String)>,
    typed: NewExercise,
}

async fn begin_page_of<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    case: &str,
    errors: FormErrors,
    typed: NewExercise,
) -> Answer {
    let (actor, wanted) = (who.actor().clone(), case.to_owned());
    let start = site.db.read(move |conn| service::start_of_exercise(conn, &actor, &wanted)).await?;
    let page = Chrome::new(who, "exercise-begin", place_of(who.actor()));
    let t = page.t;
    let shown = BeginPage {
        case: start.case.id.clone(),
        code: start.case.code.clone(),
        pages: start
            .pages
            .iter()
            .map(|(number, rules)| {
                let rules: Vec<String> = rules.iter().map(|rule| words::rule_name(&t, rule)).collect();
                let rules = rules.join(&t.get("list-comma"));
                let (file, n) = (number / 100, number % 100);
                (*number, t.with("exercise-of-page", &[("file", &file), ("n", &n), ("rules", &rules)]))
            })
            .collect(),
        typed,
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

pub(super) async fn begin_page(who: Allow<perm::MakeExercises>, id: Path<Id>, site: Data<Site>) -> Answer {
    begin_page_of(&who, &site, &id, FormErrors::default(), NewExercise::default()).await
}

pub(super) async fn begin(
    who: Allow<perm::MakeExercises>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let new = typed(&form);
    let number = form.one("page").parse().unwrap_or(0);
    let (actor, worker, case, sent) = (who.actor().clone(), site.clone(), id.clone(), new.clone());
    let outcome = site
        .db
        .write(move |tx| service::begin_exercise(tx, &actor, &worker.keys, &case, number, &sent))
        .await;
    match outcome {
        Ok(exercise) => see_other(&format!("/exercises/{exercise}")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            begin_page_of(&who, &site, &id, errors, new).await
        }
    }
}

/// What a family of evidence looks at, and what to do about it.
const fn lesson_keys(family: Family) -> (&'static str, &'static str) {
    match family {
        Family::Logic => ("lesson-look-logic", "lesson-next-logic"),
        Family::Structure => ("lesson-look-structure", "lesson-next-structure"),
        Family::Reuse => ("lesson-look-reuse", "lesson-next-reuse"),
        Family::Jpeg => ("lesson-look-jpeg", "lesson-next-jpeg"),
        Family::Noise => ("lesson-look-noise", "lesson-next-noise"),
        Family::Copy => ("lesson-look-copy", "lesson-next-copy"),
        Family::Word => ("lesson-look-word", "lesson-next-word"),
        Family::Seal => ("lesson-look-seal", "lesson-next-seal"),
        Family::Learned => ("lesson-look-learned", "lesson-next-learned"),
    }
}

#[derive(Template)]
#[template(path = "features/screening/pages/lesson.html")]
struct LessonPage {
    page: Chrome,
    family: String,
    strength: String,
    look: String,
    next: String,
    limits: String,
    other: String,
    exercises: Vec<Listed>,
}

/// What a rule looks at, what to do about it, and exercises in it.
pub(super) async fn lesson(who: Allow<perm::OwnLearning>, rule: Path<String>, site: Data<Site>) -> Answer {
    let rule = rule.into_inner();
    let (family, strongest, detector) = words::rule_of(&rule).ok_or_else(Fault::missing)?;
    let (actor, today) = (who.actor().clone(), site.today());
    let list = site.db.read(move |conn| service::exercise_list(conn, &actor, today)).await?;
    let t = Texts::new(who.lang);
    let page = Chrome::titled(&who, words::rule_name(&t, &rule), place_of(who.actor()));
    let (look, next) = lesson_keys(service::from_word(&family).unwrap_or(Family::Learned));
    html(&LessonPage {
        family: words::family_title(&t, &family),
        strength: words::strength(&t, strongest),
        look: t.get(look),
        next: t.get(next),
        limits: detector
            .map(|key| t.get(&format!("detector-{}-limits", key.replace('.', "-"))))
            .unwrap_or_default(),
        other: words::plain_alternative(&t, &rule),
        exercises: list
            .published
            .iter()
            .filter(|(exercise, ..)| exercise.rule == rule)
            .map(|(exercise, ..)| Listed {
                id: exercise.id.clone(),
                title: exercise.title.clone(),
                rule: String::new(),
                tag: Tag::new("", "", t.get("exercise-find")),
            })
            .collect(),
        page,
    })
}
