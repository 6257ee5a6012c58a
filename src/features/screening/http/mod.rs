//! Screening on the web: upload, the case page, the queue of the reviewers.

mod acts;
mod casefile;
mod parts;
mod review;
mod upload;
mod view;
mod words;

use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/screening", upload::list_page)
        .post("/screening", upload::upload)
        .get("/screening/{id}", casefile::case_page)
        .get("/screening/{id}/progress", casefile::progress)
        .get("/screening/{id}/print", casefile::print)
        .get("/screening/{id}/pages/{n}/{layer}", casefile::picture)
        .get("/screening/{id}/documents/{document}/row", upload::row)
        .post("/screening/{id}/documents/{document}/original", casefile::original)
        .post("/screening/{id}/findings/{finding}", acts::mark)
        .post("/screening/{id}/checks", acts::add_check)
        .post("/screening/{id}/checks/{check}/reveal", acts::reveal)
        .post("/screening/{id}/notes", acts::add_note)
        .post("/screening/{id}/ask-review", acts::ask_review)
        .post("/screening/{id}/close", acts::close)
        .post("/screening/{id}/contest", acts::contest)
        .post("/screening/{id}/retry", acts::retry)
        .post("/screening/{id}/claim", acts::claim)
        .post("/screening/{id}/release", acts::release)
        .post("/screening/{id}/decide", acts::decide)
        .get("/review", review::queue_page);
}
