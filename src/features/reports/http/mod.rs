//! Pages of the reports: today, the manager's view, posts.

mod charts;
mod keeping;
mod overview;
mod posts;
mod tables;
mod today;
mod today_parts;
mod today_strips;

use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/", today::page)
        .get("/reports", overview::page)
        .get("/reports/csv/{name}", overview::csv)
        .get("/reports/posts", posts::page)
        .post("/reports/posts/{id}", posts::save);
    keeping::routes(routes);
}
