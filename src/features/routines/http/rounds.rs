//! An observed round: the observer's sheet, and afterwards both columns side by side.

use actix_web::web::{Data, Path};
use askama::Template;

use super::sheet::{StepForm, step_forms, typed_marks};
use super::{level_text, place, routine_title, title};
use crate::features::routines::rules::{self, Level};
use crate::features::routines::service::{self, NewSignOff, RoundPage};
use crate::kernel::{Actor, Fault, Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Visitor, fragment, html, see_other};

type Learner = Allow<perm::OwnLearning>;

struct SideBySide {
    place: i32,
    phrase: String,
    own: String,
    observed: String,
    observed_tone: &'static str,
    differ: bool,
}

struct ColumnView {
    heading: String,
    words: String,
}

#[derive(Template)]
#[template(path = "features/routines/pages/round.html")]
struct RoundShown {
    page: Chrome,
    slug: String,
    routine: String,
    sub: String,
    state: String,
    own: bool,
    id: String,
    setting: String,
    own_column: Option<ColumnView>,
    observed_column: Option<ColumnView>,
    rows: Vec<SideBySide>,
}

#[derive(Template)]
#[template(path = "features/routines/pages/observe.html")]
struct ObservePage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    routine: String,
    sub: String,
    rule: String,
    steps: Vec<StepForm>,
    setting: String,
    sentence: String,
}

fn tone(level: Level) -> &'static str {
    match level {
        Level::Seen => "tag-ok",
        Level::Partly => "tag-warn",
        Level::NotSeen => "tag-risk",
    }
}

fn side_by_side(t: Texts, shown: &RoundPage) -> Vec<SideBySide> {
    let own = shown.own_marks.as_ref().map(|column| &column.marks);
    let observed = shown.observed.as_ref().map(|(column, ..)| &column.marks);
    let at = |marks: Option<&Vec<Level>>, index: usize| marks.and_then(|marks| marks.get(index)).copied();
    let text = |level: Option<Level>| level.map_or_else(String::new, |level| level_text(t, level));
    shown
        .routine
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let (mine, theirs) = (at(own, index), at(observed, index));
            SideBySide {
                place: step.place,
                phrase: title(t, &step.phrase, &format!("{} ({})", step.phrase_en, step.phrase)),
                own: text(mine),
                observed: text(theirs),
                observed_tone: theirs.map_or("", tone),
                differ: mine.is_some() && theirs.is_some() && mine != theirs,
            }
        })
        .collect()
}

/// The observer's sheet, empty or with what was marked.
fn observe_page(
    visitor: &Visitor,
    actor: &Actor,
    site: &Site,
    shown: RoundPage,
    form: &Fields,
    errors: FormErrors,
) -> ObservePage {
    let page = Chrome::new(visitor, "round-title", place(actor));
    let t = page.t.on(site.today());
    let setting = form.one("setting");
    ObservePage {
        errors,
        routine: routine_title(t, &shown.routine),
        sub: round_sub(t, site, &shown),
        rule: t.with("routine-rule", &[("partly", &rules::MAX_PARTLY), ("months", &rules::VALID_MONTHS)]),
        steps: step_forms(t, &shown.routine, &typed_marks(form, shown.routine.steps.len())),
        setting: if setting.is_empty() { "window".to_owned() } else { setting.to_owned() },
        sentence: form.one("sentence").to_owned(),
        id: shown.round.id,
        page,
    }
}

fn round_sub(t: Texts, site: &Site, shown: &RoundPage) -> String {
    let when = t.date_time(site.zone().local(shown.round.asked_at));
    t.with("round-sub", &[("name", &shown.apprentice), ("when", &when)])
}

pub(super) async fn round(who: Learner, id: Path<Id>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let shown = site.db.read(move |conn| service::round_page(conn, &actor, &id)).await?;
    if shown.may_sign {
        let sheet = observe_page(&who, who.actor(), &site, shown, &Fields::default(), FormErrors::default());
        return html(&sheet);
    }
    let page = Chrome::new(&who, "round-title", place(who.actor()));
    let t = page.t.on(site.today());
    let setting = match shown.observed.as_ref().map(|(_, setting, _)| setting.as_str()) {
        Some("window") => t.get("round-setting-window"),
        Some(_) => t.get("round-setting-role-play"),
        None => String::new(),
    };
    html(&RoundShown {
        routine: routine_title(t, &shown.routine),
        sub: round_sub(t, &site, &shown),
        rows: side_by_side(t, &shown),
        own_column: shown.own_marks.as_ref().map(|column| {
            let when = t.date_time(site.zone().local(column.at));
            ColumnView {
                heading: t.with("round-own-column", &[("when", &when)]),
                words: column.words.clone(),
            }
        }),
        observed_column: shown.observed.as_ref().map(|(column, ..)| {
            let when = t.date_time(site.zone().local(column.at));
            let heading = t.with("round-observed-column", &[("name", &column.by), ("when", &when)]);
            ColumnView { heading, words: column.words.clone() }
        }),
        slug: shown.routine.slug,
        state: shown.round.state,
        id: shown.round.id,
        own: shown.own,
        setting,
        page,
    })
}

pub(super) async fn sign(
    who: Allow<perm::SignRound>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, round, typed, day) = (who.actor().clone(), id.to_string(), form.0.clone(), site.today());
    let outcome = site
        .db
        .write(move |tx| {
            let steps = service::round_page(tx.conn, &actor, &round)?.routine.steps.len();
            let new = NewSignOff {
                marks: typed_marks(&typed, steps),
                setting: typed.one("setting").to_owned(),
                sentence: typed.one("sentence").to_owned(),
                password: typed.exact("password").to_owned(),
            };
            service::sign(tx, &actor, &round, &new, day)
        })
        .await;
    match outcome {
        Ok(_passed) => see_other(&format!("/routines/rounds/{id}?ok=round-signed")),
        Err(fault) => observe_again(&who, &id, &form, &site, fault).await,
    }
}

/// The observer's sheet again with what was marked and what is wrong; the password is typed anew.
async fn observe_again(
    who: &Allow<perm::SignRound>,
    id: &Id,
    form: &Fields,
    site: &Data<Site>,
    fault: Fault,
) -> Answer {
    let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
    let (actor, round) = (who.actor().clone(), id.to_string());
    let shown = site.db.read(move |conn| service::round_page(conn, &actor, &round)).await?;
    // Signed or withdrawn meanwhile: the page says so better than a form that can no longer be sent.
    if !shown.may_sign {
        return see_other(&format!("/routines/rounds/{id}"));
    }
    fragment(&observe_page(who, who.actor(), site, shown, form, errors.clone()), &errors)
}

pub(super) async fn withdraw(who: Learner, id: Path<Id>, _form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    site.db.write(move |tx| service::withdraw(tx, &actor, &id)).await?;
    see_other("/routines?ok=round-withdrawn")
}
