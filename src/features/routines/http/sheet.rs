//! The sheet of steps with three levels each, and the self-check made of it.

use actix_web::web::{Data, Path};
use askama::Template;

use super::{level_text, place, routine_title, title};
use crate::features::routines::rules::Level;
use crate::features::routines::service::{self, Routine};
use crate::kernel::perm;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, see_other};

type Learner = Allow<perm::OwnLearning>;

/// One level of one step.
pub(super) struct Choice {
    pub code: &'static str,
    pub name: String,
    pub text: String,
    pub on: bool,
}

/// One step of the sheet.
pub(super) struct StepForm {
    pub place: i32,
    pub legend: String,
    pub choices: Vec<Choice>,
}

impl StepForm {
    /// Whether no level is chosen yet.
    pub(super) fn open(&self) -> bool {
        self.choices.iter().all(|choice| !choice.on)
    }
}

/// The form's rows: for each step three levels, described by the step's own behaviour and slip.
pub(super) fn step_forms(t: Texts, routine: &Routine, marks: &[String]) -> Vec<StepForm> {
    // The rubric's text begins with the level's name and a full-width colon; the card shows the name already.
    let partly = &routine.version.rubric_partly;
    let partly = partly.split_once('\u{ff1a}').map_or(partly.as_str(), |(_, text)| text);
    routine
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| StepForm {
            place: step.place,
            legend: title(t, &step.phrase, &format!("{} ({})", step.phrase_en, step.phrase)),
            choices: Level::ALL
                .into_iter()
                .map(|level| Choice {
                    code: level.code(),
                    name: level_text(t, level),
                    text: match level {
                        Level::Seen => step.behaviour.clone(),
                        Level::Partly => partly.to_owned(),
                        Level::NotSeen => step.common_slip.clone(),
                    },
                    on: marks.get(at).is_some_and(|mark| mark == level.code()),
                })
                .collect(),
        })
        .collect()
}

/// The marks in a form, in the order of the steps; a step without one gives an empty text.
pub(super) fn typed_marks(form: &Fields, steps: usize) -> Vec<String> {
    (1..=steps).map(|place| form.one(&format!("m-{place}")).to_owned()).collect()
}

#[derive(Template)]
#[template(path = "features/routines/pages/self_check.html")]
struct SelfCheckPage {
    page: Chrome,
    errors: FormErrors,
    slug: String,
    routine: String,
    steps: Vec<StepForm>,
    note: String,
}

async fn self_check_form(
    who: &Learner,
    slug: String,
    site: &Data<Site>,
    form: &Fields,
    errors: FormErrors,
) -> Answer {
    let routine = site.db.read(move |conn| service::routine(conn, &slug)).await?;
    let page = Chrome::new(who, "self-check-title", place(who.actor()));
    let shown = SelfCheckPage {
        errors: errors.clone(),
        routine: routine_title(page.t, &routine),
        steps: step_forms(page.t, &routine, &typed_marks(form, routine.steps.len())),
        note: form.one("note").to_owned(),
        slug: routine.slug,
        page,
    };
    fragment(&shown, &errors)
}

pub(super) async fn self_check_page(who: Learner, slug: Path<String>, site: Data<Site>) -> Answer {
    self_check_form(&who, slug.into_inner(), &site, &Fields::default(), FormErrors::default()).await
}

pub(super) async fn self_check(who: Learner, slug: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, name, typed) = (who.actor().clone(), slug.to_string(), form.0.clone());
    let outcome = site
        .db
        .write(move |tx| {
            let steps = service::routine(tx.conn, &name)?.steps.len();
            service::save_self_check(tx, &actor, &name, &typed_marks(&typed, steps), typed.one("note"))
        })
        .await;
    match outcome {
        Ok(()) => see_other(&format!("/routines/{slug}?ok=self-checked")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            self_check_form(&who, slug.into_inner(), &site, &form, errors).await
        }
    }
}
