//! Pages of routines: reading, checking oneself, asking for a round, observing and signing.

mod reading;
mod rounds;
mod sheet;

use super::rules::Level;
use super::service::Routine;
use crate::kernel::{Actor, Permission};
use crate::platform::i18n::{Lang, Texts};
use crate::web::Routes;
use crate::web::nav::Place;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/routines", reading::list)
        .get("/routines/{slug}", reading::one)
        .get("/routines/{slug}/self-check", sheet::self_check_page)
        .post("/routines/{slug}/self-check", sheet::self_check)
        .post("/routines/{slug}/rounds", reading::ask)
        .get("/routines/rounds/{id}", rounds::round)
        .post("/routines/rounds/{id}/sign", rounds::sign)
        .post("/routines/rounds/{id}/withdraw", rounds::withdraw);
}

fn place(actor: &Actor) -> Place {
    if actor.may(Permission::BeApprentice) { Place::Board } else { Place::Mentoring }
}

fn title(t: Texts, zh: &str, en: &str) -> String {
    if t.lang == Lang::En { en.to_owned() } else { zh.to_owned() }
}

fn routine_title(t: Texts, routine: &Routine) -> String {
    title(t, &routine.version.title, &routine.version.title_en)
}

fn level_text(t: Texts, level: Level) -> String {
    match level {
        Level::Seen => t.get("routine-seen"),
        Level::Partly => t.get("routine-partly"),
        Level::NotSeen => t.get("routine-not-seen"),
    }
}
