//! Pages and addresses of mentoring.

mod api;
mod board;
mod certificates;
mod learning;
mod mentoring;
mod pairs;
mod practice;
mod round;
mod round_view;
mod teaching;
mod words;

pub use api::description;

use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/board", board::own)
        .get("/board/{slug}", board::own_item)
        .get("/board/{slug}/listen", learning::listen_page)
        .post("/board/{slug}/listen", learning::listen)
        .get("/board/{slug}/learn", learning::learn_page)
        .post("/board/{slug}/learn", learning::confirm_read)
        .get("/board/{slug}/watch", learning::watch_page)
        .post("/board/{slug}/watch", learning::watch)
        .get("/board/{slug}/practice", practice::page)
        .post("/board/{slug}/practice", practice::ask)
        .get("/items/{slug}/steps", learning::steps)
        .get("/mentoring", mentoring::queue)
        .get("/mentoring/proof", mentoring::proof_page)
        .post("/mentoring/proof", mentoring::proof)
        .post("/observations/{id}", mentoring::answer)
        .get("/rounds/{id}", round::page)
        .get("/rounds/{id}/print", round::print)
        .post("/rounds/{id}/sign", round::sign)
        .post("/rounds/{id}/withdraw", round::withdraw)
        .post("/rounds/{id}/manage", round::manage)
        .post("/rounds/{id}/corrections", round::propose_correction)
        .post("/rounds/{id}/corrections/{event}", round::confirm_correction)
        .get("/pairs", pairs::list)
        .post("/pairs", pairs::propose)
        .get("/pairs/{id}", pairs::page)
        .get("/pairs/{id}/board", board::of_pair)
        .get("/pairs/{id}/board/{slug}", board::of_pair_item)
        .post("/pairs/{id}/agree", pairs::agree)
        .post("/pairs/{id}/delegates", pairs::delegate)
        .post("/pairs/{id}/manage", pairs::manage)
        .post("/pairs/{id}/graduation", pairs::ask_graduation)
        .post("/pairs/{id}/graduation/sign", pairs::sign_graduation)
        .get("/teaching", teaching::page)
        .post("/teaching", teaching::propose)
        .post("/teaching/{id}", teaching::decide)
        .get("/certificates", certificates::own)
        .get("/certificates/{id}", certificates::page)
        .post("/certificates/{id}/revoke", certificates::revoke)
        .get("/verify", certificates::verify_form)
        .get("/verify/{code}", certificates::verify)
        .get("/api/v1/rounds", api::rounds)
        .post("/api/v1/rounds/{id}/sign-offs", api::sign);
}
