//! Pages of the reports: today, the manager's view, posts.

mod posts;

use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes.get("/reports/posts", posts::page).post("/reports/posts/{id}", posts::save);
}
