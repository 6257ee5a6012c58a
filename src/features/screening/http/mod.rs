//! Screening on the web: upload, the case page, the queue of the reviewers.

mod about;
mod acts;
pub mod api;
mod api_shapes;
mod casefile;
mod compare;
mod correcting;
mod events;
mod exercises;
mod making;
mod opinions;
mod paper_view;
mod parts;
mod prices;
mod review;
mod rules_page;
mod settings;
mod typed_view;
mod typing;
mod upload;
mod view;
mod wanted;
mod word_view;
mod words;

use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/screening", upload::list_page)
        .post("/screening", upload::upload)
        .get("/screening/rules", rules_page::rules_page)
        .get("/screening/{id}", casefile::case_page)
        .get("/screening/{id}/progress", casefile::progress)
        .get("/screening/{id}/print", casefile::print)
        .get("/screening/{id}/pages/{n}/earlier", compare::earlier)
        .get("/screening/{id}/pages/{n}/{layer}", casefile::picture)
        .get("/screening/{id}/beside/{finding}", compare::beside)
        .post("/screening/{id}/documents/{document}/reveal", correcting::reveal)
        .post("/screening/{id}/papers/{paper}/kind", correcting::say_kind)
        .post("/screening/{id}/papers/{paper}/fields", correcting::say_fields)
        .post("/screening/{id}/papers/{paper}/more", correcting::add_field)
        .post("/screening/{id}/papers/{paper}/rows/{row}", correcting::say_row)
        .get("/screening/{id}/documents/{document}/row", upload::row)
        .post("/screening/{id}/documents/{document}/original", casefile::original)
        .post("/screening/{id}/findings/{finding}", acts::mark)
        .post("/screening/{id}/checks", acts::add_check)
        .post("/screening/{id}/checks/{check}/reveal", acts::reveal)
        .post("/screening/{id}/typed", typing::say)
        .post("/screening/{id}/typed/reveal", typing::reveal)
        .post("/screening/{id}/about", about::say)
        .post("/screening/{id}/notes", acts::add_note)
        .post("/screening/{id}/ask-review", acts::ask_review)
        .post("/screening/{id}/close", acts::close)
        .post("/screening/{id}/contest", acts::contest)
        .post("/screening/{id}/retry", acts::retry)
        .post("/screening/{id}/claim", acts::claim)
        .post("/screening/{id}/release", acts::release)
        .post("/screening/{id}/decide", acts::decide)
        .post("/screening/{id}/opinion", opinions::give)
        .get("/review", review::queue_page)
        .get("/review/settings", settings::settings_page)
        .post("/review/settings", settings::change)
        .get("/review/calibration", settings::calibration_page)
        .post("/review/calibration", settings::put_in_force)
        .get("/screening/{id}/exercise", making::begin_page)
        .post("/screening/{id}/exercise", making::begin)
        .get("/exercises", exercises::list_page)
        .post("/exercises", making::draw)
        .get("/exercises/{id}", exercises::page)
        .post("/exercises/{id}", exercises::attempt)
        .get("/exercises/{id}/picture", exercises::picture)
        .post("/exercises/{id}/cover", making::cover)
        .post("/exercises/{id}/step", making::step)
        .get("/lessons/{rule}", making::lesson)
        .get("/prices", prices::prices_page)
        .get("/prices/import", prices::import_page)
        .post("/prices/import", prices::import)
        .get("/prices/template.csv", prices::template)
        .post("/prices/{version}/in-force", prices::put_in_force);
}
